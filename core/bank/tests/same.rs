//! A payment that comes twice is one, and two that look alike are two.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use std::slice::from_ref;

use opstap_bank::{Transaction, Verdict, compare, read_all};

#[test]
fn another_language_and_another_separator_tell_nothing_new() {
    let dutch = read(include_bytes!("../fixtures/ing_nl_semicolon.csv"));
    for bytes in [
        &include_bytes!("../fixtures/ing_en_semicolon.csv")[..],
        include_bytes!("../fixtures/ing_nl_comma_thousands.csv"),
    ] {
        assert_eq!(compare(&dutch, &read(bytes)), (0..8).map(Verdict::Same).collect::<Vec<_>>());
    }
}

#[test]
fn periods_that_overlap_give_only_what_is_new() {
    let all = read(include_bytes!("../fixtures/ing_nl_semicolon.csv"));
    let verdicts = compare(&all[..5], &all[3..]);
    assert_eq!(verdicts[..2], [Verdict::Same(3), Verdict::Same(4)]);
    assert_eq!(verdicts[2..], [Verdict::New; 3]);
}

#[test]
fn two_equal_payments_on_one_day_stay_two() {
    let one = read(include_bytes!("../fixtures/ing_nl_semicolon.csv")).remove(4);
    let two = [one.clone(), one.clone()];
    assert_eq!(compare(from_ref(&one), &two), [Verdict::Same(0), Verdict::New]);
    assert_eq!(compare(&two, &two), [Verdict::Same(0), Verdict::Same(1)]);
    assert_eq!(compare(&[], &two), [Verdict::New; 2]);
}

#[test]
fn two_numbers_of_the_bank_are_two_payments() {
    let one = read(include_bytes!("../fixtures/rabobank_2018.csv")).remove(0);
    let other = Transaction { bank_reference: Some("000000000000000009".into()), ..one.clone() };
    assert_eq!(compare(from_ref(&one), &[other, one.clone()]), [Verdict::New, Verdict::Same(0)]);
}

#[test]
fn a_text_that_another_format_cuts_is_the_same_by_the_other_side_and_only_likely_by_name() {
    let all = read(include_bytes!("../fixtures/ing_nl_semicolon.csv"));
    let rent = Transaction { text: None, ..all[2].clone() };
    assert_eq!(compare(&all, &[rent]), [Verdict::Same(2)]);
    let bare = Transaction { text: None, counter_iban: None, ..all[2].clone() };
    assert_eq!(compare(&all, from_ref(&bare)), [Verdict::Perhaps(2)]);
    let other = Transaction { counter_name: Some("Someone else".into()), ..bare };
    assert_eq!(compare(&all, &[other]), [Verdict::New]);
}

fn read(bytes: &[u8]) -> Vec<Transaction> {
    read_all(bytes).unwrap().transactions
}

#[test]
fn one_payment_in_rows_mt940_and_camt_is_one() {
    let rabobank: [&[u8]; 4] = [
        include_bytes!("../fixtures/rabobank_2018.csv"),
        include_bytes!("../fixtures/camt053_001_02.xml"),
        include_bytes!("../fixtures/camt053_001_08.xml"),
        include_bytes!("../fixtures/mt940_rabo_structured.sta"),
    ];
    let ing: [&[u8]; 2] = [
        include_bytes!("../fixtures/ing_nl_semicolon.csv"),
        include_bytes!("../fixtures/mt940_ing_structured.sta"),
    ];
    for files in [&rabobank[..], &ing[..]] {
        for (one, other) in files.iter().flat_map(|one| files.iter().map(move |other| (one, other))) {
            let (known, incoming) = (read(one), read(other));
            assert_eq!(compare(&known, &incoming), (0..8).map(Verdict::Same).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_number_of_the_bank_counts_only_within_its_own_format() {
    let known = read(include_bytes!("../fixtures/rabobank_2018.csv"));
    let incoming = read(include_bytes!("../fixtures/camt053_001_02.xml"));
    let [rent, other] = [&known[2], &incoming[2]];
    assert_ne!(rent.bank_reference, other.bank_reference);
    assert_eq!(compare(from_ref(rent), from_ref(other)), [Verdict::Same(0)]);
    // The same digits by chance say nothing either.
    let elsewhere = Transaction {
        bank_reference: rent.bank_reference.clone(),
        counter_iban: Some("NL48INGB0000655555".into()),
        ..other.clone()
    };
    assert_ne!(compare(from_ref(rent), &[elsewhere]), [Verdict::Same(0)]);
    let two = [other.clone(), other.clone()];
    assert_eq!(compare(from_ref(rent), &two), [Verdict::Same(0), Verdict::New]);
    let twice =
        [rent.clone(), Transaction { bank_reference: Some("000000000000000099".into()), ..rent.clone() }];
    let numbered =
        [other.clone(), Transaction { bank_reference: Some("26000000000099".into()), ..other.clone() }];
    assert_eq!(compare(&twice, &numbered), [Verdict::Same(0), Verdict::Same(1)]);
}

#[test]
fn a_name_that_differs_is_never_the_same_by_its_text_alone() {
    let one = read(include_bytes!("../fixtures/rabobank_2018.csv")).remove(2);
    let bare = Transaction { counter_iban: None, bank_reference: None, ..one.clone() };
    assert_eq!(compare(from_ref(&one), from_ref(&bare)), [Verdict::Same(0)]);
    let nameless = Transaction { counter_name: None, ..bare.clone() };
    assert_eq!(compare(from_ref(&one), &[nameless]), [Verdict::Perhaps(0)]);
    let other = Transaction { counter_name: Some("Someone else".into()), ..bare };
    assert_eq!(compare(from_ref(&one), &[other]), [Verdict::Perhaps(0)]);
}
