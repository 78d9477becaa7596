//! Letters as they are drawn: which glyphs, how wide, and where a line ends.

use std::collections::BTreeMap;
use std::rc::Rc;

use harfrust::{Buffer, Direction, Feature, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use krilla::text::{Font, GlyphId, KrillaGlyph};

/// What stands for a sign that the font lacks.
const UNKNOWN: char = '\u{FFFD}';
/// So many shaped words are kept; tables say the same words again and again.
const KEPT: usize = 20_000;
/// A word is shaped in pieces of at most so many bytes.
const WORD_MAX: usize = 2_000;

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// A line, or a piece of one: its text, its glyphs, and its width in parts of the size of its letters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) width: f32,
}

impl Line {
    fn push(&mut self, text: &str, glyphs: &[KrillaGlyph], from: usize) {
        let shift = self.text.len();
        self.text.push_str(text);
        for glyph in glyphs {
            let mut glyph = glyph.clone();
            let range = glyph.text_range.clone();
            glyph.text_range = range.start - from + shift..range.end - from + shift;
            self.width += glyph.x_advance;
            self.glyphs.push(glyph);
        }
    }
}

/// The two weights of the font.
pub(crate) struct Faces {
    regular: Shaper,
    bold: Shaper,
    kept: BTreeMap<(Weight, String), Rc<Line>>,
}

struct Shaper {
    font: Font,
    shape: harfrust::Font,
    plan: ShapePlan,
    plain: [Feature; 1],
    unknown: u32,
}

impl Shaper {
    fn new(data: &'static [u8]) -> Option<Self> {
        let shape = harfrust::Font::new(data, 0)?;
        // A ligature is one glyph for two letters; readers of the text are happier with two.
        let plain = [Feature::new(Tag::new(b"liga"), 0, ..)];
        let plan = ShapePlan::new(&shape, Direction::LeftToRight, Some(Script::LATIN), None, &plain);
        let unknown = shape.charmap().map_unicode(UNKNOWN)?.to_u32();
        Some(Self { font: Font::new(data.into(), 0)?, shape, plan, plain, unknown })
    }

    /// A text that cannot be shaped is drawn as one unknown sign; with a plan for the same direction and script it can.
    fn shape(&self, text: &str) -> Line {
        let drawn = self.shape.charmap();
        let mut buffer = Buffer::new();
        for (at, sign) in text.char_indices() {
            let sign = if drawn.map_unicode(sign).is_some() { sign } else { UNKNOWN };
            buffer.push(u32::from(sign), at as u32);
        }
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::LATIN));
        let options = ShapeOptions::new().plan(Some(&self.plan)).features(&self.plain);
        let shaped = harfrust::shape(&ShaperFont::new(&self.shape), &mut buffer, options);
        if shaped.is_err() || !buffer.allocation_successful() {
            return self.unknown(text);
        }
        let infos = buffer.glyph_infos();
        let em = self.font.units_per_em();
        let mut line = Line { text: text.to_owned(), ..Line::default() };
        for (at, (info, place)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
            let next = infos[at..].iter().find(|other| other.cluster > info.cluster);
            let end = next.map_or(text.len(), |next| next.cluster as usize);
            let id = if info.glyph_id == 0 { self.unknown } else { info.glyph_id };
            let glyph = KrillaGlyph::new(
                GlyphId::new(id),
                place.x_advance as f32 / em,
                place.x_offset as f32 / em,
                place.y_offset as f32 / em,
                place.y_advance as f32 / em,
                info.cluster as usize..end,
                None,
            );
            line.width += glyph.x_advance;
            line.glyphs.push(glyph);
        }
        line
    }

    fn unknown(&self, text: &str) -> Line {
        let glyph = KrillaGlyph::new(GlyphId::new(self.unknown), 1.0, 0.0, 0.0, 0.0, 0..text.len(), None);
        Line { text: text.to_owned(), glyphs: vec![glyph], width: 1.0 }
    }
}

impl Faces {
    pub(crate) fn new() -> Option<Self> {
        let regular = Shaper::new(notosans::REGULAR_TTF)?;
        let bold = Shaper::new(notosans::BOLD_TTF)?;
        Some(Self { regular, bold, kept: BTreeMap::new() })
    }

    pub(crate) fn font(&self, weight: Weight) -> Font {
        self.shaper(weight).font.clone()
    }

    fn shaper(&self, weight: Weight) -> &Shaper {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    fn word(&mut self, weight: Weight, text: &str) -> Rc<Line> {
        let key = (weight, text.to_owned());
        if let Some(known) = self.kept.get(&key) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(self.shaper(weight).shape(text));
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        self.kept.insert(key, Rc::clone(&shaped));
        shaped
    }

    /// The widths of the widest word and of the widest line, both unbroken.
    pub(crate) fn widths(&mut self, weight: Weight, text: &str) -> (f32, f32) {
        let space = self.word(weight, " ").width;
        let (mut word, mut line) = (0.0_f32, 0.0_f32);
        for row in clean(text).split('\n') {
            let mut whole = 0.0;
            for part in words(row) {
                let width = self.word(weight, &part).width;
                word = word.max(width);
                whole += if whole > 0.0 { space + width } else { width };
            }
            line = line.max(whole);
        }
        (word, line)
    }

    /// A text as lines that are at most `width` wide; a word that is wider is broken where the room ends.
    ///
    /// At least one glyph stands on each line, however narrow. An empty text has no lines.
    pub(crate) fn lines(&mut self, weight: Weight, text: &str, width: f32) -> Vec<Line> {
        let space = self.word(weight, " ");
        let mut all = Vec::new();
        for row in clean(text).trim_matches('\n').split('\n') {
            let mut line = Line::default();
            for part in words(row) {
                let word = self.word(weight, &part);
                let needed = if line.text.is_empty() { word.width } else { space.width + word.width };
                if line.width + needed <= width {
                    if !line.text.is_empty() {
                        line.push(&space.text, &space.glyphs, 0);
                    }
                    line.push(&word.text, &word.glyphs, 0);
                    continue;
                }
                if !line.text.is_empty() {
                    all.push(std::mem::take(&mut line));
                }
                line = broken(&word, width, &mut all);
            }
            all.push(line);
        }
        if all.iter().all(|line| line.text.is_empty()) { Vec::new() } else { all }
    }

    /// A text as one line of at most `width`; what does not fit is left out, which three dots say.
    pub(crate) fn line(&mut self, weight: Weight, text: &str, width: f32) -> Line {
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut lines = self.lines(weight, &flat, width).into_iter();
        let first = lines.next().unwrap_or_default();
        if lines.next().is_none() {
            return first;
        }
        let dots = self.word(weight, "…");
        let mut cut =
            self.lines(weight, &flat, (width - dots.width).max(0.0)).into_iter().next().unwrap_or_default();
        cut.push(&dots.text, &dots.glyphs, 0);
        cut
    }
}

/// Breaks a word over lines; what is left of it begins the next line.
fn broken(word: &Line, width: f32, all: &mut Vec<Line>) -> Line {
    let mut line = Line::default();
    let mut at = 0;
    while at < word.glyphs.len() {
        let range = word.glyphs[at].text_range.clone();
        let same = word.glyphs[at..].iter().take_while(|glyph| glyph.text_range == range).count();
        let group = &word.glyphs[at..at + same];
        let wide: f32 = group.iter().map(|glyph| glyph.x_advance).sum();
        if !line.text.is_empty() && line.width + wide > width {
            all.push(std::mem::take(&mut line));
        }
        line.push(&word.text[range.clone()], group, range.start);
        at += same;
    }
    line
}

/// The words of a row: a line may end where white space is, but not at a space that binds.
fn words(row: &str) -> impl Iterator<Item = String> {
    row.split(' ').filter(|word| !word.is_empty()).flat_map(|word| {
        let mut parts = vec![String::new()];
        for sign in word.chars() {
            if parts.last().is_some_and(|part| part.len() >= WORD_MAX) {
                parts.push(String::new());
            }
            if let Some(part) = parts.last_mut() {
                part.push(if is_binding(sign) { ' ' } else { sign });
            }
        }
        parts
    })
}

/// Only what can be drawn: white space as spaces, no signs that only steer, and a visible sign for what is no letter.
fn clean(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\r' if signs.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => whole.push('\n'),
            '\u{2010}' | '\u{2011}' => whole.push('-'),
            _ if is_steering(sign) => {}
            _ if is_binding(sign) => whole.push('\u{A0}'),
            _ if sign.is_whitespace() => whole.push(' '),
            _ if sign.is_control() || is_nobodys(sign) => whole.push(UNKNOWN),
            _ => whole.push(sign),
        }
    }
    whole
}

/// Spaces at which no line ends, as in `€ 12,00`.
fn is_binding(sign: char) -> bool {
    matches!(sign, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// Signs without a shape of their own: joiners, marks of direction, hyphens that are not needed, variants.
fn is_steering(sign: char) -> bool {
    matches!(sign, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Code points that are nobody's, or everybody's own.
fn is_nobodys(sign: char) -> bool {
    let code = u32::from(sign);
    code & 0xFFFE == 0xFFFE || matches!(code, 0xFDD0..=0xFDEF | 0xE000..=0xF8FF | 0xF0000..)
}

#[cfg(test)]
mod tests;
