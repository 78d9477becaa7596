//! A colour that people can read, on light pages and on dark ones.
//!
//! Contrast is a relation of luminances (WCAG 2.2, "contrast ratio" and "relative luminance"), worked out in whole numbers: what
//! is readable here is so for every tool that counts with fractions.

use std::fmt;

/// White letters on the colour, by day.
pub const DAY_ON: Colour = Colour([0xff, 0xff, 0xff]);
/// What the colour stands on by day: cards, the page, what was just done.
pub const DAY: [Colour; 3] =
    [Colour([0xff, 0xff, 0xff]), Colour([0xf7, 0xf5, 0xf0]), Colour([0xe3, 0xf1, 0xea])];
/// Dark letters on the colour, by night.
pub const NIGHT_ON: Colour = Colour([0x0e, 0x14, 0x17]);
/// What the colour stands on by night.
pub const NIGHT: [Colour; 3] =
    [Colour([0x1d, 0x26, 0x2a]), Colour([0x12, 0x18, 0x1b]), Colour([0x1b, 0x3a, 0x30])];
/// The ordinary colour, where an organisation chose none.
pub const ORDINARY: Colour = Colour([0x1f, 0x5f, 0x4a]);

/// A colour of the web: red, green and blue (sRGB).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Reads one as people write it: six hexadecimal digits, or three that stand for two each, with or without `#`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or(text);
        let all: Vec<u8> = digits.chars().map(|one| Some(one.to_digit(16)? as u8)).collect::<Option<_>>()?;
        let two = |at: usize| all[2 * at] * 16 + all[2 * at + 1];
        match all.len() {
            3 => Some(Self([0, 1, 2].map(|at| all[at] * 17))),
            6 => Some(Self([0, 1, 2].map(two))),
            _ => None,
        }
    }

    /// Its luminance, in ten thousandths of a thousand millionth: white is `10^13`.
    fn luminance(self) -> u64 {
        let part = |at: usize| u64::from(LINEAR[usize::from(self.0[at])]);
        2126 * part(0) + 7152 * part(1) + 722 * part(2)
    }

    /// Whether letters of one are readable on the other: 4.5 to 1 at least (WCAG 2.2, 1.4.3). Lines and marks need less (1.4.11).
    #[must_use]
    pub fn is_readable_on(self, other: Self) -> bool {
        let (one, other) = (self.luminance() + LIGHT_OF_ROOM, other.luminance() + LIGHT_OF_ROOM);
        2 * one.max(other) >= 9 * one.min(other)
    }

    /// Whether white letters are readable on it, and it is readable as letters on every page, by day.
    #[must_use]
    pub fn is_readable_by_day(self) -> bool {
        self.is_readable_on(DAY_ON) && DAY.iter().all(|under| self.is_readable_on(*under))
    }

    /// The same by night, with dark letters on it.
    #[must_use]
    pub fn is_readable_by_night(self) -> bool {
        self.is_readable_on(NIGHT_ON) && NIGHT.iter().all(|under| self.is_readable_on(*under))
    }

    /// The lightest colour between it and black that is readable by day: itself, where it is.
    #[must_use]
    pub fn nearest(self) -> Self {
        let darker = |k: u16| Self(self.0.map(|part| mixed(0, part, k)));
        (0..=255).rev().map(darker).find(|colour| colour.is_readable_by_day()).unwrap_or(ORDINARY)
    }

    /// The darkest colour between it and white that is readable by night: what dark pages have in its place.
    #[must_use]
    pub fn by_night(self) -> Self {
        let lighter = |k: u16| Self(self.0.map(|part| mixed(part, 255, k)));
        (0..=255).map(lighter).find(|colour| colour.is_readable_by_night()).unwrap_or(DAY_ON)
    }
}

/// So much of the way from one part of a colour to another, in 255ths.
fn mixed(from: u8, to: u8, k: u16) -> u8 {
    let (from, to, k) = (u32::from(from), u32::from(to), u32::from(k));
    // Between two bytes: it is one.
    u8::try_from((from * (255 - k) + to * k + 127) / 255).unwrap_or(u8::MAX)
}

/// As style sheets write it: `#1f5f4a`.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

/// What a screen in a lit room never gets below: a twentieth of white.
const LIGHT_OF_ROOM: u64 = 500_000_000_000;

/// How much light each value of a part stands for, in thousand millionths: `((c + 0.055) / 1.055)^2.4` of `c` in 255ths, and a
/// straight line below 0.04045 (WCAG 2.2, "relative luminance").
const LINEAR: [u32; 256] = [
    0,
    303_527,
    607_054,
    910_581,
    1_214_108,
    1_517_635,
    1_821_162,
    2_124_689,
    2_428_216,
    2_731_743,
    3_035_270,
    3_346_536,
    3_676_507,
    4_024_717,
    4_391_442,
    4_776_953,
    5_181_517,
    5_605_392,
    6_048_833,
    6_512_091,
    6_995_410,
    7_499_032,
    8_023_193,
    8_568_126,
    9_134_059,
    9_721_217,
    10_329_823,
    10_960_094,
    11_612_245,
    12_286_488,
    12_983_032,
    13_702_083,
    14_443_844,
    15_208_514,
    15_996_293,
    16_807_376,
    17_641_954,
    18_500_220,
    19_382_361,
    20_288_563,
    21_219_010,
    22_173_885,
    23_153_366,
    24_157_632,
    25_186_860,
    26_241_222,
    27_320_892,
    28_426_040,
    29_556_834,
    30_713_444,
    31_896_033,
    33_104_767,
    34_339_807,
    35_601_315,
    36_889_450,
    38_204_372,
    39_546_235,
    40_915_197,
    42_311_411,
    43_735_029,
    45_186_204,
    46_665_086,
    48_171_824,
    49_706_566,
    51_269_458,
    52_860_647,
    54_480_276,
    56_128_490,
    57_805_430,
    59_511_238,
    61_246_054,
    63_010_018,
    64_803_267,
    66_625_939,
    68_478_170,
    70_360_096,
    72_271_851,
    74_213_568,
    76_185_381,
    78_187_422,
    80_219_820,
    82_282_707,
    84_376_212,
    86_500_462,
    88_655_586,
    90_841_711,
    93_058_963,
    95_307_467,
    97_587_347,
    99_898_728,
    102_241_733,
    104_616_484,
    107_023_103,
    109_461_711,
    111_932_428,
    114_435_374,
    116_970_668,
    119_538_428,
    122_138_772,
    124_771_818,
    127_437_680,
    130_136_477,
    132_868_322,
    135_633_330,
    138_431_615,
    141_263_291,
    144_128_471,
    147_027_266,
    149_959_790,
    152_926_152,
    155_926_464,
    158_960_835,
    162_029_376,
    165_132_195,
    168_269_400,
    171_441_101,
    174_647_404,
    177_888_416,
    181_164_244,
    184_474_995,
    187_820_772,
    191_201_683,
    194_617_830,
    198_069_320,
    201_556_254,
    205_078_736,
    208_636_870,
    212_230_757,
    215_860_500,
    219_526_200,
    223_227_957,
    226_965_874,
    230_740_049,
    234_550_582,
    238_397_574,
    242_281_122,
    246_201_327,
    250_158_285,
    254_152_094,
    258_182_853,
    262_250_658,
    266_355_605,
    270_497_791,
    274_677_312,
    278_894_263,
    283_148_740,
    287_440_838,
    291_770_650,
    296_138_271,
    300_543_794,
    304_987_314,
    309_468_923,
    313_988_713,
    318_546_778,
    323_143_209,
    327_778_098,
    332_451_536,
    337_163_615,
    341_914_425,
    346_704_056,
    351_532_600,
    356_400_144,
    361_306_780,
    366_252_596,
    371_237_680,
    376_262_123,
    381_326_011,
    386_429_434,
    391_572_478,
    396_755_231,
    401_977_780,
    407_240_212,
    412_542_613,
    417_885_071,
    423_267_670,
    428_690_497,
    434_153_636,
    439_657_174,
    445_201_195,
    450_785_783,
    456_411_023,
    462_077_000,
    467_783_796,
    473_531_496,
    479_320_183,
    485_149_940,
    491_020_850,
    496_932_995,
    502_886_458,
    508_881_321,
    514_917_665,
    520_995_573,
    527_115_126,
    533_276_404,
    539_479_489,
    545_724_461,
    552_011_402,
    558_340_390,
    564_711_506,
    571_124_829,
    577_580_440,
    584_078_418,
    590_618_841,
    597_201_788,
    603_827_339,
    610_495_571,
    617_206_562,
    623_960_392,
    630_757_136,
    637_596_874,
    644_479_682,
    651_405_637,
    658_374_817,
    665_387_298,
    672_443_157,
    679_542_470,
    686_685_312,
    693_871_761,
    701_101_892,
    708_375_780,
    715_693_501,
    723_055_129,
    730_460_740,
    737_910_409,
    745_404_210,
    752_942_217,
    760_524_505,
    768_151_147,
    775_822_218,
    783_537_792,
    791_297_940,
    799_102_738,
    806_952_258,
    814_846_572,
    822_785_754,
    830_769_877,
    838_799_012,
    846_873_232,
    854_992_608,
    863_157_213,
    871_367_119,
    879_622_397,
    887_923_118,
    896_269_353,
    904_661_174,
    913_098_652,
    921_581_856,
    930_110_858,
    938_685_728,
    947_306_537,
    955_973_353,
    964_686_248,
    973_445_290,
    982_250_550,
    991_102_097,
    1_000_000_000,
];

#[cfg(test)]
mod tests;
