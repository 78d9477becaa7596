#![allow(clippy::expect_used)]

use proptest::prelude::*;

use super::*;

#[test]
fn a_line_ends_between_words_and_never_within_an_amount() {
    let lines = broken_at("De huur is €\u{A0}1.234,56 per maand", 9.0);
    assert!(lines.iter().any(|line| line.contains("€ 1.234,56")), "{lines:?}");
    assert_eq!(lines.join(" "), "De huur is € 1.234,56 per maand");
}

#[test]
fn a_word_that_is_wider_than_the_line_is_broken() {
    let lines = broken_at("Meerjarenonderhoudsplanning", 4.0);
    assert!(lines.len() > 2, "{lines:?}");
    assert_eq!(lines.concat(), "Meerjarenonderhoudsplanning");
}

#[test]
fn a_line_end_in_a_text_is_one_on_paper() {
    assert_eq!(broken_at("een\r\ntwee\n\ndrie\n", 50.0), ["een", "twee", "", "drie"]);
    assert_eq!(broken_at(" \n ", 50.0), Vec::<String>::new());
}

#[test]
fn letters_of_europe_have_glyphs_of_their_own() {
    let mut faces = Faces::new().expect("the font is built in");
    for text in [
        "Zażółć gęślą jaźń",
        "İğüşöç ĞIŞ",
        "Привіт, їжак",
        "Ζαγορίσιος ώρα",
        "−€ 12,00 · ½ → • ₺ “ja” ‘nee’ – …",
    ] {
        for weight in [Weight::Regular, Weight::Bold] {
            let unknown = faces.shaper(weight).unknown;
            for line in faces.lines(weight, text, 100.0) {
                assert!(line.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != unknown), "{text}");
            }
        }
    }
}

#[test]
fn a_sign_without_a_glyph_is_drawn_as_unknown_and_kept_as_text() {
    let mut faces = Faces::new().expect("the font is built in");
    let line = faces.line(Weight::Regular, "مرحبا 🙂", 100.0);
    let unknown = faces.shaper(Weight::Regular).unknown;
    assert_eq!(line.text, "مرحبا 🙂");
    assert_eq!(line.glyphs.iter().filter(|glyph| glyph.glyph_id.to_u32() == unknown).count(), 6);
    assert_eq!(faces.line(Weight::Regular, "a\0\u{E000}\u{200B}b", 100.0).text, "a\u{FFFD}\u{FFFD}b");
}

#[test]
fn what_is_cut_off_says_so() {
    let mut faces = Faces::new().expect("the font is built in");
    let line = faces.line(Weight::Regular, "Mijn dossier: Noor van den Heuvel", 8.0);
    assert!(line.text.ends_with('…') && line.width <= 8.0, "{}", line.text);
}

proptest! {
    /// Whatever somebody typed: no line is wider than the room, and nothing but white space gets lost.
    #[test]
    fn lines_fit_and_lose_nothing(text in "\\PC{0,60}|[a-z€ ]{0,200}|\\p{Any}{0,40}", width in 3.0_f32..40.0) {
        let mut faces = Faces::new().expect("the font is built in");
        let lines = faces.lines(Weight::Regular, &text, width);
        for line in &lines {
            prop_assert!(line.width <= width + 0.001 || line.text.chars().count() < 8);
            for glyph in &line.glyphs {
                prop_assert!(line.text.get(glyph.text_range.clone()).is_some());
            }
        }
        let kept: String = lines.iter().flat_map(|line| line.text.chars()).filter(|sign| !sign.is_whitespace()).collect();
        let typed: String = clean(&text).chars().filter(|sign| !sign.is_whitespace()).collect();
        prop_assert_eq!(kept, typed);
    }
}

fn broken_at(text: &str, width: f32) -> Vec<String> {
    let mut faces = Faces::new().expect("the font is built in");
    faces.lines(Weight::Regular, text, width).into_iter().map(|line| line.text).collect()
}
