//! Amounts as banks write them: exact, or refused.

use opstap_domain::Cents;

/// What separates euros from cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `1.234,56`
    Comma,
    /// `1,234.56`
    Dot,
    /// Whichever the amount shows; refused when it could be both, as in `1.234`.
    Either,
}

/// Digits before the cents; more do not occur, and always fit.
pub(crate) const WHOLE_MAX: usize = 15;

/// Reads an amount: spaces and `+` are left out, a minus may stand before or after it, and there are at most two
/// decimals. `None` when it is anything else, or could mean two things.
///
/// # Source
///
/// The domain sheet 2.4.
pub fn parse_amount(text: &str, notation: Notation) -> Option<Cents> {
    let bare: String = text.chars().filter(|sign| !matches!(sign, ' ' | '\u{a0}' | '+')).collect();
    let (negative, bare) = match (bare.strip_prefix('-'), bare.strip_suffix('-')) {
        (Some(rest), _) | (None, Some(rest)) => (true, rest),
        (None, None) => (false, bare.as_str()),
    };
    let decimal = match notation {
        Notation::Comma => ',',
        Notation::Dot => '.',
        Notation::Either => decimal_of(bare)?,
    };
    let (whole, cents) = bare.split_once(decimal).unwrap_or((bare, ""));
    let thousands = if decimal == ',' { '.' } else { ',' };
    if whole.contains(thousands) && !bare.contains(decimal) && whole.matches(thousands).count() == 1 {
        return None; // `1.234` is a thousand to one reader and one and a bit to another.
    }
    let digits = grouped(whole, thousands)?;
    if cents.len() > 2 || !cents.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let total: i64 = format!("{digits}{cents:0<2}").parse().ok()?;
    Some(Cents(if negative { -total } else { total }))
}

/// The separator of the cents, by what the amount shows.
fn decimal_of(bare: &str) -> Option<char> {
    let last = bare.rfind([',', '.'])?;
    let decimals = bare.len() - last - 1;
    let mark = if bare[last..].starts_with(',') { ',' } else { '.' };
    (decimals <= 2 && bare.matches(mark).count() == 1).then_some(mark)
}

/// The digits without their separators; groups after the first have three.
fn grouped(whole: &str, thousands: char) -> Option<String> {
    let mut digits = String::new();
    for (index, group) in whole.split(thousands).enumerate() {
        let fits = if index > 0 { group.len() == 3 } else { !group.is_empty() };
        let narrow = !whole.contains(thousands) || group.len() <= 3;
        if !fits || !narrow || !group.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        digits.push_str(group);
    }
    (digits.len() <= WHOLE_MAX).then_some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_way_of_writing_an_amount_gives_the_same_cents() {
        for (text, cents) in [
            ("1.234,56", 123_456),
            ("1234,56", 123_456),
            ("+ 1 234,56", 123_456),
            ("1234,56-", -123_456),
            ("-0,00", 0),
            ("107,", 10_700),
            ("11,8", 1_180),
            ("000000000000050,00", 5_000),
            ("5", 500),
        ] {
            assert_eq!(parse_amount(text, Notation::Comma), Some(Cents(cents)), "{text}");
        }
        assert_eq!(parse_amount("1,234.56", Notation::Either), Some(Cents(123_456)));
        assert_eq!(parse_amount("1.234,56", Notation::Either), Some(Cents(123_456)));
    }

    #[test]
    fn what_could_mean_two_things_is_refused() {
        for text in
            ["1.234", "", "-", "1,2,3", "1,234", "12.34,56", "1234.567,00", "--1,00", "-1,00-", "1e3", "١"]
        {
            assert_eq!(parse_amount(text, Notation::Comma), None, "{text}");
        }
        assert_eq!(parse_amount("1.234", Notation::Either), None);
        assert_eq!(parse_amount("9999999999999999,00", Notation::Comma), None);
    }

    proptest! {
        #[test]
        fn what_the_domain_writes_is_read_back(cents in -10_000_000_000_i64..10_000_000_000) {
            prop_assert_eq!(parse_amount(&Cents(cents).to_dutch(), Notation::Comma), Some(Cents(cents)));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = parse_amount(&text, Notation::Either);
        }
    }
}
