//! What marks a letter: who sends it, its numbers, and the words that say what it is.

use super::{Found, LetterKind, Sureness, after, places};
use crate::debts::Subject;

const REFERENCES: &[&str] = &[
    "betalingskenmerk",
    "dossiernummer",
    "dossier",
    "kenmerk",
    "factuurnummer",
    "klantnummer",
    "zaaknummer",
    "beschikkingsnummer",
    "relatienummer",
    "polisnummer",
    "contractnummer",
    "referentie",
];

/// Words that a sender's own line holds.
const SENDERS: &[&str] = &[
    "b.v.",
    " bv",
    "n.v.",
    "stichting",
    "gemeente ",
    "deurwaarder",
    "incasso",
    "verzekering",
    "energie",
    "waterbedrijf",
    "belasting",
    "woningcorporatie",
    "woonstichting",
    "zorgverzekeraar",
    "dienst ",
    "inning",
    "postorder",
    "advocaten",
    "waterschap",
];

/// The first lines that name an organisation, and what follows "met vriendelijke groet".
pub(super) fn senders(text: &str, lower: &str) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut seen = 0;
    let mut greeted = false;
    for line in text.split('\n') {
        let small = lower.get(from..from + line.len()).unwrap_or_default();
        let name = line.trim();
        let start = from + (line.len() - line.trim_start().len());
        let named =
            SENDERS.iter().any(|word| small.contains(word)) && name.len() <= 60 && !small.contains("geachte");
        let sentence =
            name.ends_with(['.', ':', '?', '!']) && !small.ends_with("b.v.") && !small.ends_with("n.v.");
        if !name.is_empty() {
            seen += 1;
            if named && !sentence && !name.contains('€') && (seen <= 3 || greeted) {
                let sure = if seen == 1 || greeted { Sureness::Likely } else { Sureness::Maybe };
                found.push(Found { value: name.to_owned(), from: start, to: start + name.len(), sure });
            }
            greeted = small.contains("groet") || small.contains("hoogachtend");
        }
        from += line.len() + 1;
    }
    found
}

/// Numbers after a word that announces one.
pub(super) fn references(text: &str, lower: &str) -> Vec<Found<String>> {
    let mut found = Vec::new();
    for (at, length) in places(lower, REFERENCES) {
        let rest = after(text, at + length, 60);
        let skipped = rest.len() - rest.trim_start_matches([' ', ':', '.', '\n', '\u{a0}']).len();
        let from = at + length + skipped;
        let body = after(text, from, 40);
        let line = body.split('\n').next().unwrap_or_default();
        let mut to = 0;
        for word in line.split_inclusive(' ') {
            let bare = word.trim_end_matches([' ', '.', ',', ';', ')']);
            if !bare.contains(|c: char| c.is_ascii_digit())
                || !bare.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.'))
            {
                break;
            }
            to = line.find(word).map_or(to, |_| to) + word.len();
            if bare.len() < word.trim_end().len() {
                break;
            }
        }
        let value = line.get(..to).unwrap_or_default().trim_end_matches([' ', '.', ',', ';', ')']);
        if value.chars().filter(char::is_ascii_digit).count() >= 4 {
            found.push(Found {
                value: value.to_owned(),
                from,
                to: from + value.len(),
                sure: Sureness::Likely,
            });
        }
    }
    found
}

/// Dutch account numbers, with or without spaces. The check digits are not asked: recognition errs in them.
pub(super) fn ibans(text: &str) -> Vec<Found<String>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("NL") {
        let mut plain = 0;
        let mut to = at;
        for (place, c) in after(text, at, 30).char_indices() {
            let fits = match plain {
                0 | 1 | 4..=7 => c.is_ascii_uppercase(),
                _ => c.is_ascii_digit() || c == 'O',
            };
            if fits {
                plain += 1;
                to = at + place + 1;
            } else if c != ' ' {
                break;
            }
            if plain == 18 {
                break;
            }
        }
        if let Some(value) = text.get(at..to).filter(|_| plain == 18) {
            found.push(Found { value: value.to_owned(), from: at, to, sure: Sureness::Likely });
        }
    }
    found
}

/// What sort of letter it is.
pub(super) fn kinds(lower: &str) -> Vec<Found<LetterKind>> {
    words(
        lower,
        &[
            (LetterKind::Summons, &["dagvaarding", "exploot", "dwangbevel", "gerechtsdeurwaarder", "beslag"]),
            (LetterKind::Reminder, &["herinnering", "aanmaning", "sommatie", "laatste verzoek"]),
            (LetterKind::Decision, &["beschikking", "besluit", "aanslag"]),
            (LetterKind::Bill, &["factuur", "nota", "rekening van", "jaarafrekening", "eindafrekening"]),
        ],
    )
}

/// What it is about.
pub(super) fn subjects(lower: &str) -> Vec<Found<Subject>> {
    words(
        lower,
        &[
            (Subject::Rent, &["huurachterstand", "huur ", "huurwoning"]),
            (Subject::Energy, &["energie", "stroom", "gas en elektriciteit"]),
            (Subject::Water, &["drinkwater", "waterbedrijf", "waterrekening"]),
            (Subject::HealthInsurance, &["zorgverzekering", "zorgverzekeraar", "zorgpremie", "eigen risico"]),
            (Subject::Tax, &["belasting", "aanslag"]),
            (Subject::Fine, &["verkeersboete", "boete", "overtreding"]),
            (Subject::Study, &["studieschuld", "studiefinanciering"]),
            (Subject::Benefit, &["uitkering", "toeslag"]),
            (Subject::Phone, &["telefoon", "mobiel", "internet en tv"]),
            (Subject::Purchase, &["bestelling", "postorder", "webwinkel"]),
        ],
    )
}

fn words<T: Copy>(lower: &str, all: &[(T, &[&str])]) -> Vec<Found<T>> {
    let found = all.iter().filter_map(|(value, words)| {
        let (from, length) = places(lower, words).into_iter().next()?;
        Some(Found { value: *value, from, to: from + length, sure: Sureness::Likely })
    });
    found.collect()
}
