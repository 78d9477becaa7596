#![allow(clippy::float_arithmetic)]

use proptest::prelude::*;

use super::*;

/// Contrast as WCAG 2.2 writes it, with fractions.
fn contrast(one: Colour, other: Colour) -> f64 {
    let light = |part: u8| {
        let c = f64::from(part) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let all = [one, other].map(|Colour([r, g, b])| 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b));
    (all[0].max(all[1]) + 0.05) / (all[0].min(all[1]) + 0.05)
}

#[test]
fn the_table_is_the_formula() {
    for (at, known) in LINEAR.iter().enumerate() {
        let c = f64::from(u8::try_from(at).unwrap_or_default()) / 255.0;
        let light = if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        assert!((light * 1e9 - f64::from(*known)).abs() <= 0.51, "{at}: {light} is not {known}");
    }
}

#[test]
fn a_colour_is_read_as_people_write_it() {
    for text in ["#1f5f4a", "1F5F4A", " #1f5f4A "] {
        assert_eq!(Colour::read(text), Some(ORDINARY), "{text}");
    }
    assert_eq!(Colour::read("#09f"), Colour::read("0099ff"));
    for text in ["", "#", "green", "#12345", "#1234567", "rgb(1,2,3)", "#12345g", "#1f5f4a;", "１f5f4a"] {
        assert_eq!(Colour::read(text), None, "{text}");
    }
}

#[test]
fn the_ordinary_colour_is_readable_and_yellow_is_not() {
    assert!(ORDINARY.is_readable_by_day());
    assert!(ORDINARY.by_night().is_readable_by_night());
    let yellow = Colour([0xff, 0xd5, 0x00]);
    assert!(!yellow.is_readable_by_day());
    assert_eq!(yellow.by_night(), yellow, "on a dark page it is");
    // The grey that is just enough on white (4.54), and the next that is not (4.48).
    assert!(Colour([0x76; 3]).is_readable_on(DAY_ON) && !Colour([0x77; 3]).is_readable_on(DAY_ON));
}

proptest! {
    #[test]
    fn what_is_readable_here_is_so_with_fractions(one in any::<[u8; 3]>(), other in any::<[u8; 3]>()) {
        let (one, other) = (Colour(one), Colour(other));
        let exact = contrast(one, other);
        prop_assert_eq!(one.is_readable_on(other), other.is_readable_on(one));
        if (exact - 4.5).abs() > 1e-6 {
            prop_assert_eq!(one.is_readable_on(other), exact > 4.5);
        }
    }

    #[test]
    fn the_nearest_colour_is_readable_and_no_lighter_one_between_is(parts in any::<[u8; 3]>()) {
        let (colour, near) = (Colour(parts), Colour(parts).nearest());
        prop_assert!(near.is_readable_by_day());
        prop_assert_eq!(near == colour, colour.is_readable_by_day());
        prop_assert_eq!(near.nearest(), near);
        for k in 0..=255 {
            let between = Colour(parts.map(|part| mixed(0, part, k)));
            prop_assert!(!between.is_readable_by_day() || between.luminance() <= near.luminance());
        }
    }

    #[test]
    fn every_colour_has_one_that_is_readable_by_night(parts in any::<[u8; 3]>()) {
        let night = Colour(parts).by_night();
        prop_assert!(night.is_readable_by_night());
        prop_assert!(night.0.iter().zip(parts).all(|(lighter, part)| *lighter >= part));
    }

    #[test]
    fn what_is_written_is_read_again(parts in any::<[u8; 3]>(), text in ".{0,9}") {
        prop_assert_eq!(Colour::read(&Colour(parts).to_string()), Some(Colour(parts)));
        if let Some(colour) = Colour::read(&text) {
            prop_assert_eq!(Colour::read(&colour.to_string()), Some(colour));
        }
    }
}
