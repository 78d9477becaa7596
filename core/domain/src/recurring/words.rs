//! What a payment is about, by the words that Dutch payers and payees use. A guess that a person confirms.

use crate::budget::{Direction, Frequency};

/// A word and what it speaks of: in or out, the word in small letters, the category or source of income. The first that
/// fits counts, so that the narrower ones come first. A word of up to four letters has to stand by itself; a longer one may
/// be a part of another.
///
/// # Source
///
/// Ids of `content/package/budget-categories.json`; words from the texts of the domain sheet 2.4 and from memory.
pub const SUBJECTS: [(Direction, &str, &str); 66] = [
    (Direction::In, "zorgtoeslag", "zorgtoeslag"),
    (Direction::In, "huurtoeslag", "huurtoeslag"),
    (Direction::In, "kinderopvangtoeslag", "kot"),
    (Direction::In, "kindgebonden", "kgb"),
    (Direction::In, "kinderbijslag", "kinderbijslag"),
    (Direction::In, "vakantiegeld", "vakantiegeld"),
    (Direction::In, "vakantietoeslag", "vakantiegeld"),
    (Direction::In, "vakantieuitkering", "vakantiegeld"),
    (Direction::In, "studiefinanciering", "studie"),
    (Direction::In, "duo", "studie"),
    (Direction::In, "bijstand", "bijstand"),
    (Direction::In, "participatiewet", "bijstand"),
    (Direction::In, "aow", "aow"),
    (Direction::In, "pensioen", "pensioen"),
    (Direction::In, "ziektewet", "ziektewet"),
    (Direction::In, "wia", "wia"),
    (Direction::In, "wao", "wia"),
    (Direction::In, "ww", "ww"),
    (Direction::In, "alimentatie", "alimentatie"),
    (Direction::In, "pgb", "pgb"),
    (Direction::In, "teruggaaf", "teruggaaf"),
    (Direction::In, "salaris", WAGE),
    (Direction::In, "salary", WAGE),
    (Direction::In, "loon", WAGE),
    (Direction::In, "weekloon", WAGE),
    (Direction::Out, "hypotheek", "hypotheek"),
    (Direction::Out, "mortgage", "hypotheek"),
    (Direction::Out, "huur", "huur"),
    (Direction::Out, "rent", "huur"),
    (Direction::Out, "servicekosten", "huur"),
    (Direction::Out, "woningcorporatie", "huur"),
    (Direction::Out, "vve", "vve"),
    (Direction::Out, "waterschap", "waterschap"),
    (Direction::Out, "hoogheemraadschap", "waterschap"),
    (Direction::Out, "zorgverzekeraar", "zorgverzekering"),
    (Direction::Out, "zorgverzekering", "zorgverzekering"),
    (Direction::Out, "zorgpremie", "zorgverzekering"),
    (Direction::Out, "basisverzekering", "zorgverzekering"),
    (Direction::Out, "eigen risico", "eigen-risico"),
    (Direction::Out, "stadswarmte", "gas"),
    (Direction::Out, "gas", "gas"),
    (Direction::Out, "energie", "stroom"),
    (Direction::Out, "stroom", "stroom"),
    (Direction::Out, "elektra", "stroom"),
    (Direction::Out, "drinkwater", "water"),
    (Direction::Out, "waterbedrijf", "water"),
    (Direction::Out, "water", "water"),
    (Direction::Out, "gemeentebelasting", "gem-heffingen"),
    (Direction::Out, "afvalstoffenheffing", "gem-heffingen"),
    (Direction::Out, "rioolheffing", "gem-heffingen"),
    (Direction::Out, "kinderopvang", "opvang"),
    (Direction::Out, "alimentatie", "alimentatie"),
    (Direction::Out, "betalingsregeling", "afbetaling"),
    (Direction::Out, "aflossing", "afbetaling"),
    (Direction::Out, "motorrijtuigenbelasting", "auto"),
    (Direction::Out, "autoverzekering", "auto"),
    (Direction::Out, "internet", "internet-tv"),
    (Direction::Out, "ziggo", "internet-tv"),
    (Direction::Out, "telefoon", "telefoon"),
    (Direction::Out, "mobiel", "telefoon"),
    (Direction::Out, "verzekering", "verzekering-overig"),
    (Direction::Out, "uitvaart", "verzekering-overig"),
    (Direction::Out, "contributie", "sport"),
    (Direction::Out, "sportschool", "sport"),
    (Direction::Out, "abonnement", "abonnementen"),
    (Direction::Out, "pakketkosten", "rekening"),
];

/// Wages; which source of income they are follows from how often they come.
const WAGE: &str = "loon-maand";

/// Wages are another source of income by how often they come.
pub(super) fn by_frequency(category: &'static str, frequency: Frequency) -> &'static str {
    match (category, frequency) {
        (WAGE, Frequency::FourWeekly) => "loon-4w",
        (WAGE, Frequency::Weekly | Frequency::TwoWeekly) => "loon-week",
        _ => category,
    }
}

/// A word of up to so many letters has to stand by itself.
const SHORT: usize = 4;

/// What a payment is about, as a category or a source of income; `None` when its words speak of none.
#[must_use]
pub fn subject_of(direction: Direction, name: &str, text: &str) -> Option<&'static str> {
    let lower = format!(" {name} {text} ").to_lowercase();
    let words: String = lower.chars().map(|sign| if sign.is_alphabetic() { sign } else { ' ' }).collect();
    let speaks = |word: &str| {
        if word.len() > SHORT { words.contains(word) } else { words.split(' ').any(|one| one == word) }
    };
    let found = SUBJECTS.iter().find(|(way, word, _)| *way == direction && speaks(word));
    found.map(|(_, _, subject)| *subject)
}
