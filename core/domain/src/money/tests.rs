#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

#[test]
fn amounts_are_read_as_people_type_them() {
    for (text, cents) in [
        ("1.234,50", 123_450),
        ("€ 12", 1_200),
        ("12,5", 1_250),
        ("-3", -300),
        ("\u{2212}3", -300),
        ("- 3", -300),
        ("+3", 300),
        ("€ -5,00", -500),
        ("-€5", -500),
        ("EUR 12,-", 1_200),
        ("eur12,50", 1_250),
        ("12,50 euro", 1_250),
        ("12 €", 1_200),
        ("12,--", 1_200),
        ("12,–", 1_200),
        ("1 234,50", 123_450),
        ("1\u{a0}234,50", 123_450),
        ("1\u{202f}234\u{202f}567", 123_456_700),
        ("\u{a0} 7 \t", 700),
        ("€12.50", 1_250),
        ("12.5", 1_250),
        ("1.23", 123),
        ("1.234", 123_400),
        ("1.234.567,89", 123_456_789),
        ("0012", 1_200),
        ("0,05", 5),
        (",50", 50),
        ("12,", 1_200),
        ("0", 0),
        ("-0", 0),
        ("10.000.000,00", 1_000_000_000),
        ("-10.000.000", -1_000_000_000),
    ] {
        assert_eq!(parse_amount(text), Ok(Cents(cents)), "{text:?}");
    }
}

#[test]
fn amounts_that_are_not_clear_are_refused_with_a_reason() {
    use AmountError as E;
    for (text, error) in [
        ("", E::Empty),
        (" \u{a0} ", E::Empty),
        ("€", E::Empty),
        ("-", E::NotANumber),
        (",", E::NotANumber),
        (".", E::NotANumber),
        ("--3", E::NotANumber),
        ("3-", E::NotANumber),
        ("€€3", E::NotANumber),
        ("1e3", E::NotANumber),
        ("abc", E::NotANumber),
        ("12a", E::NotANumber),
        ("١٢", E::NotANumber),
        ("１２", E::NotANumber),
        ("12,5 0", E::NotANumber),
        ("0x10", E::NotANumber),
        ("12,345", E::TooManyDecimals),
        ("1.2345", E::TooManyDecimals),
        ("1,234.50", E::AmbiguousSeparators),
        ("1,234,567", E::AmbiguousSeparators),
        ("1.23.456", E::AmbiguousSeparators),
        ("1.234.50", E::AmbiguousSeparators),
        ("1234.567", E::AmbiguousSeparators),
        ("0.500", E::AmbiguousSeparators),
        ("1 2,50", E::AmbiguousSeparators),
        ("1.234 567", E::AmbiguousSeparators),
        ("10.000.000,01", E::TooLarge),
        ("-10000000,01", E::TooLarge),
        ("99999999999999999999999", E::TooLarge),
    ] {
        assert_eq!(parse_amount(text), Err(error), "{text:?}");
    }
}

#[test]
fn a_half_cent_rounds_to_the_even_one() {
    let two = NonZeroU32::MIN.saturating_add(1);
    assert_eq!(Cents(5).div_half_even(two), Cents(2));
    assert_eq!(Cents(7).div_half_even(two), Cents(4));
    assert_eq!(Cents(-5).div_half_even(two), Cents(-2));
    assert_eq!(Cents(-7).div_half_even(two), Cents(-4));
    assert_eq!(Cents(-7).div_floor(two), Cents(-4));
    assert_eq!(Cents(-7).div_ceil(two), Cents(-3));
    assert_eq!(Cents(i64::MIN).div_half_even(NonZeroU32::MIN), Cents(i64::MIN));
    assert_eq!(Cents(i64::MAX).div_ceil(NonZeroU32::MIN), Cents(i64::MAX));
}

#[test]
fn the_largest_amounts_have_a_text_too() {
    assert_eq!(Cents(i64::MIN).to_dutch(), "-92.233.720.368.547.758,08");
    assert_eq!(Cents(-5).to_dutch(), "-0,05");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(cents in -AMOUNT_MAX.0..=AMOUNT_MAX.0) {
        prop_assert_eq!(parse_amount(&Cents(cents).to_dutch()), Ok(Cents(cents)));
        prop_assert_eq!(parse_amount(&format!("€\u{a0}{}", Cents(cents).to_dutch())), Ok(Cents(cents)));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        let _ = parse_amount(&text);
    }

    #[test]
    fn texts_of_money_characters_stay_within_the_limit(text in "[-0-9.,€ +]{0,14}") {
        if let Ok(amount) = parse_amount(&text) {
            prop_assert!(amount.0.abs() <= AMOUNT_MAX.0);
        }
    }

    #[test]
    fn rounding_lands_between_floor_and_ceiling(cents in any::<i64>(), parts in 1_u32..10_000) {
        let parts = NonZeroU32::new(parts).unwrap();
        let (low, near, high) =
            (Cents(cents).div_floor(parts), Cents(cents).div_half_even(parts), Cents(cents).div_ceil(parts));
        prop_assert!(low <= near && near <= high && high.0 - low.0 <= 1);
        let off = (i128::from(near.0) * i128::from(parts.get()) - i128::from(cents)).abs();
        prop_assert!(off * 2 <= i128::from(parts.get()));
    }

    #[test]
    fn the_order_of_a_sum_does_not_matter(mut amounts in prop::collection::vec(any::<i64>(), 0..8)) {
        let forwards = Cents::sum(amounts.iter().copied().map(Cents));
        amounts.reverse();
        prop_assert_eq!(forwards, Cents::sum(amounts.into_iter().map(Cents)));
    }
}
