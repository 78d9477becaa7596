//! Amounts: after a sign for euro, with cents, and the words around them.

use super::{Found, Sureness, after, before, digit};
use crate::Cents;
use crate::money::{AMOUNT_MAX, parse_amount};

/// What is said before the amount that is to be paid.
const TOTAL: &[&str] = &[
    "totaal",
    "te betalen",
    "openstaand",
    "verschuldigd",
    "nog open",
    "te voldoen",
    "betaal nu",
    "hoofdsom en kosten",
    "bedrag van",
    "moet u",
    "u moet",
    "u betaalt",
    "terugbetalen",
    "maak",
];

/// What is said before an amount that is something else.
const OTHER: &[&str] = &[
    "ontvangen",
    "betaald:",
    "reeds betaald",
    "al betaald",
    "kosten",
    "rente",
    "termijn",
    "per maand",
    "maandbedrag",
    "waarvan",
    "btw",
    "korting",
    "hoofdsom:",
    "boete van",
    "inkomen",
    "eigen risico",
    "subtotaal",
    "verhoging",
    "oude saldo",
    "vanaf",
    "voor maar",
    "slechts",
];

/// All amounts that may be what is asked: those of instalments, costs and payments are left out.
pub(super) fn amounts(text: &str, lower: &str) -> Vec<Found<Cents>> {
    let mut found = Vec::new();
    for (at, sign) in signs(text, lower) {
        let Some((cents, to)) = amount(text, at + sign) else { continue };
        let line = before(lower, at, 60);
        let line = line.rsplit(['\n', '.', ';']).next().unwrap_or(line);
        let behind = after(lower, to, 14);
        // "incassokosten" are costs, but a "subtotaal" is no total.
        let total = super::places(line, TOTAL).into_iter().map(|(at, _)| at).max();
        let other = OTHER.iter().filter_map(|word| line.rfind(word)).max();
        if other > total
            || behind.contains("per maand")
            || behind.contains("p/m")
            || behind.contains("kosten")
        {
            continue;
        }
        let sure = if total.is_some() { Sureness::Likely } else { Sureness::Maybe };
        found.push(Found { value: cents, from: at, to, sure });
    }
    found
}

/// Where a sign for euro stands, and its length.
fn signs(text: &str, lower: &str) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = text.match_indices('€').map(|(at, sign)| (at, sign.len())).collect();
    all.extend(super::places(lower, &["eur ", "euro "]));
    crate::order::sort(&mut all);
    all
}

/// The amount at this place, and where it ends. Recognition makes O of 0 and l of 1, and puts spaces in.
fn amount(text: &str, from: usize) -> Option<(Cents, usize)> {
    let rest = text.get(from..)?;
    let start = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\n']).len();
    let mut typed = String::new();
    let mut to = from + start;
    let mut letters = rest.get(start..)?.chars().peekable();
    while let Some(letter) = letters.next() {
        match digit(letter) {
            Some(value) => typed.extend(char::from_digit(value, 10)),
            None if matches!(letter, '.' | ',')
                && letters
                    .peek()
                    .is_some_and(|next| digit(*next).is_some() || *next == ' ' || *next == '-') =>
            {
                typed.push(letter);
                if letters.peek() == Some(&' ') {
                    to += 1;
                    letters.next();
                }
            }
            None if letter == '-' && typed.ends_with(',') => typed.push(letter),
            None => break,
        }
        to += letter.len_utf8();
        if typed.len() > 15 {
            return None;
        }
    }
    let trimmed = typed.trim_end_matches(['.', ',']);
    to -= typed.len() - trimmed.len();
    let cents = parse_amount(trimmed).ok()?;
    (cents > Cents::ZERO && cents <= AMOUNT_MAX).then_some((cents, to))
}
