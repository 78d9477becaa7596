#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::Phrase;
use crate::deadlines::{Span, Term};
use crate::time::HolidayRules;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn entry(number: u128, on: &str, kind: EntryKind) -> Entry {
    Entry { id: id(number), on: day(on), kind }
}

fn stated(cents: i64) -> EntryKind {
    EntryKind::Statement { amount: Cents(cents), estimated: false }
}

fn debt(number: u128) -> Debt {
    Debt { id: id(number), ..Debt::default() }
}

#[test]
fn a_balance_is_the_latest_statement_and_what_came_after_it() {
    let entries = [
        entry(1, "2026-09-01", stated(90_000)),
        entry(2, "2026-10-01", EntryKind::Payment(Cents(10_000))),
        entry(3, "2026-11-01", stated(84_000)),
        entry(4, "2026-11-01", EntryKind::Payment(Cents(5_000))),
        entry(5, "2026-11-01", EntryKind::Cost(Cents(4_000))),
        entry(6, "2026-11-20", EntryKind::Cost(Cents(1_500))),
    ];
    let owed = balance(&debt(1), &entries);
    assert_eq!((owed.low, owed.high), (Cents(80_500), Cents(80_500)));
    assert_eq!((owed.certainty, owed.paid), (Certainty::Certain, Cents(15_000)));
    assert_eq!(owed.stated_on, Some(day("2026-11-01")));
}

#[test]
fn without_a_statement_nobody_knows_what_is_owed() {
    let owed = balance(&debt(1), &[entry(1, "2026-11-01", EntryKind::Payment(Cents(5_000)))]);
    assert_eq!((owed.certainty, owed.paid), (Certainty::Unknown, Cents(5_000)));
    assert!(!owed.is_settled());
}

#[test]
fn two_statements_of_one_day_are_a_range() {
    let entries = [entry(1, "2026-11-01", stated(60_000)), entry(2, "2026-11-01", stated(65_000))];
    let owed = balance(&debt(1), &entries);
    assert_eq!((owed.low, owed.high, owed.certainty), (Cents(60_000), Cents(65_000), Certainty::Contested));
    let same = [entry(1, "2026-11-01", stated(60_000)), entry(2, "2026-11-01", stated(60_000))];
    assert_eq!(balance(&debt(1), &same).certainty, Certainty::Certain);
}

#[test]
fn what_is_disputed_is_between_nothing_and_all_of_it() {
    let disputed = Debt { disputed: true, ..debt(1) };
    let owed = balance(&disputed, &[entry(1, "2026-11-01", stated(60_000))]);
    assert_eq!((owed.low, owed.high, owed.certainty), (Cents(0), Cents(60_000), Certainty::Contested));
}

#[test]
fn totals_keep_what_is_not_certain_apart() {
    let with = |number, kind, certainty, low, high| {
        let balance =
            Balance { low: Cents(low), high: Cents(high), certainty, stated_on: None, paid: Cents(0) };
        (Debt { kind, owner: Owner::Joint, ..debt(number) }, balance)
    };
    let found = totals(&[
        with(1, DebtKind::Nuts, Certainty::Certain, 10_000, 10_000),
        with(2, DebtKind::Nuts, Certainty::Contested, 0, 7_000),
        with(3, DebtKind::Zorg, Certainty::Estimated, 3_000, 3_000),
        with(4, DebtKind::Zorg, Certainty::Unknown, 0, 0),
        with(5, DebtKind::Zorg, Certainty::Certain, -500, -500),
    ]);
    assert_eq!(
        (found.all.certain, found.all.low, found.all.high),
        (Cents(10_000), Cents(13_000), Cents(20_000))
    );
    assert_eq!((found.all.estimated, found.all.contested, found.all.unknown), (1, 1, 1));
    let kinds: Vec<_> = found.by_kind.iter().map(|(kind, total)| (*kind, total.certain)).collect();
    assert_eq!(kinds, [(DebtKind::Zorg, Cents(0)), (DebtKind::Nuts, Cents(10_000))]);
    assert!(!found.all.is_certain() && found.by_owner.len() == 1);
}

fn terms() -> Vec<Term> {
    let term = |id: &str, span| Term {
        id: id.into(),
        span,
        moves: true,
        valid_from: day("2020-01-01"),
        decided_by: None,
        verified: false,
        source: "a test".into(),
    };
    vec![term("first-talk-threat", Span::WorkingDays(3)), term("energy-end", Span::WorkingDays(20))]
}

fn press(debts: &[(Debt, Balance, Option<Date>)]) -> Vec<Urgency> {
    let terms = terms();
    let waiting = Waiting {
        terms: &terms,
        organisation: "",
        today: day("2026-11-26"),
        holidays: HolidayRules::default(),
    };
    urgency(debts, &waiting)
}

fn owed(debt: &Debt, cents: i64) -> Balance {
    balance(debt, &[entry(1, "2026-11-01", stated(cents))])
}

#[test]
fn a_home_and_its_supplies_go_before_a_larger_debt() {
    let mut debts = Vec::new();
    for (number, subject, cents) in [
        (1, Subject::Loan, 900_000),
        (2, Subject::Water, 4_000),
        (3, Subject::Rent, 60_000),
        (4, Subject::Energy, 30_000),
        (5, Subject::HealthInsurance, 45_000),
        (6, Subject::Tax, 0),
    ] {
        let debt = Debt { subject, ..debt(number) };
        let balance = owed(&debt, cents);
        debts.push((debt, balance, None));
    }
    let order: Vec<u128> = press(&debts).iter().map(|found| found.debt.as_u128()).collect();
    assert_eq!(order, [3, 4, 2, 5, 1, 6]);
    let found = press(&debts);
    assert_eq!(found[1].reasons[1], Phrase::new("debt-period-energy").with("count", 20));
    assert_eq!((found[4].level, found[5].level), (Level::Later, Level::Settled));
}

#[test]
fn a_threat_goes_first_and_names_the_day_of_the_talk() {
    let threat = Threat { kind: ThreatKind::Eviction, on: None, told_on: day("2026-11-26") };
    let threatened = Debt { threat: Some(threat), subject: Subject::Rent, ..debt(2) };
    let rent = Debt { subject: Subject::Rent, ..debt(1) };
    let debts = [(rent.clone(), owed(&rent, 90_000), None), (threatened, owed(&rent, 10_000), None)];
    let found = press(&debts);
    // Thursday: Friday, Monday, Tuesday.
    assert_eq!((found[0].level, found[0].by), (Level::Now, Some(day("2026-12-01"))));
    let keys: Vec<&str> = found[0].reasons.iter().map(|reason| reason.key.as_str()).collect();
    assert_eq!(keys, ["debt-eviction", "debt-talk-before", "debt-first-home"]);
}

#[test]
fn a_letter_and_a_bailiff_make_a_debt_press() {
    let bailiff = Debt { holder: Holder::Bailiff, ..debt(1) };
    let found = press(&[(bailiff.clone(), owed(&bailiff, 100), Some(day("2026-11-25")))]);
    let keys: Vec<&str> = found[0].reasons.iter().map(|reason| reason.key.as_str()).collect();
    assert_eq!((found[0].level, keys), (Level::Soon, vec!["debt-letter-passed", "debt-with-bailiff"]));
}

/// Each threat and each reason for haste, with the day where one is known.
#[test]
fn every_threat_is_said_with_its_day_or_without() {
    use ThreatKind::{Disconnection, Eviction, InsuranceEnd, Seizure};
    let on = day("2026-12-24");
    for (kind, key, level) in [
        (Eviction, "debt-eviction", Level::Now),
        (Disconnection, "debt-disconnection", Level::Now),
        (InsuranceEnd, "debt-insurance-end", Level::Now),
        (Seizure, "debt-seizure", Level::First),
    ] {
        let said = |on| {
            let threat = Some(Threat { kind, on, told_on: day("2026-11-26") });
            let debt = Debt { threat, ..debt(1) };
            press(&[(debt.clone(), owed(&debt, 100), None)]).remove(0)
        };
        let (open, dated) = (said(None), said(Some(on)));
        assert_eq!((open.level, dated.level), (level, level));
        assert_eq!(open.reasons[0], Phrase::new(key));
        assert_eq!(dated.reasons[0], Phrase::new(format!("{key}-on")).with("date", on));
        // The talk comes before the day, and only where a home, its supplies or health care are at stake.
        let first = (level == Level::Now).then(|| day("2026-12-01"));
        assert_eq!((open.by, dated.by), (first, first.or(Some(on))));
    }
    let debt = debt(1);
    let found = press(&[(debt.clone(), owed(&debt, 100), Some(on))]);
    assert_eq!(found[0].reasons, [Phrase::new("debt-letter-due").with("date", on)]);
    assert_eq!((found[0].level, found[0].by), (Level::Soon, Some(on)));
}

/// DDAS puts health care, government and supplies apart; what it leaves open is a person's to say.
#[test]
fn a_subject_gives_the_kind_that_national_data_has_for_it() {
    for (kind, subjects) in [
        (DebtKind::Zorg, vec![Subject::HealthInsurance]),
        (DebtKind::Publiek, vec![Subject::Tax, Subject::Benefit, Subject::Fine, Subject::Study]),
        (DebtKind::Nuts, vec![Subject::Energy, Subject::Water]),
        (
            DebtKind::Overig,
            vec![
                Subject::Rent,
                Subject::Mortgage,
                Subject::Loan,
                Subject::Purchase,
                Subject::Phone,
                Subject::Family,
            ],
        ),
        (DebtKind::Unsure, vec![Subject::Other, Subject::Unsure]),
    ] {
        for subject in subjects {
            assert_eq!(subject.usual_kind(), kind, "{subject:?}");
        }
    }
}

#[test]
fn an_amount_below_zero_from_elsewhere_makes_a_balance_contested() {
    let sound = entry(1, "2026-11-01", stated(60_000));
    for odd in [stated(-1), EntryKind::Cost(Cents(-1)), EntryKind::Payment(Cents(-1))] {
        let owed = balance(&debt(1), &[sound, entry(2, "2026-11-02", odd)]);
        assert_eq!((owed.certainty, owed.high), (Certainty::Contested, Cents(60_000)), "{odd:?}");
    }
}

fn creditor(number: u128, name: &str, kvk: &str, iban: &str) -> Creditor {
    Creditor { id: id(number), name: name.into(), kvk: kvk.into(), iban: iban.into(), ..Creditor::default() }
}

#[test]
fn creditors_are_proposed_by_name_number_and_account() {
    let mut all = vec![
        creditor(1, "Woonstichting De Linde", "", ""),
        creditor(2, "woonstichting de linde B.V.", "", ""),
        creditor(3, "Energie Zuidwester", "01234567", "NL00 TEST 0000 0001"),
        creditor(4, "Zuidwester klantenservice", "0123 4567", "NL00TEST00000002"),
        creditor(5, "Zuidwester incasso", "", "NL00TEST00000001"),
        creditor(6, "Energie Zuidwester", "76543210", ""),
    ];
    let pairs = |all: &[Creditor]| -> Vec<(u128, u128, Alike)> {
        duplicates(all, &Directory::default())
            .iter()
            .map(|two| (two.one.as_u128(), two.other.as_u128(), two.by))
            .collect()
    };
    assert_eq!(pairs(&all), [(1, 2, Alike::Name), (3, 4, Alike::Kvk), (3, 5, Alike::Iban)]);
    all[1].same_as = Some(id(1));
    all[3].distinct.insert(id(3));
    assert_eq!(pairs(&all), [(3, 5, Alike::Iban)]);
    assert_eq!(same_creditor(&all, id(2)), id(1));
    all[0].same_as = Some(id(2));
    assert_eq!((same_creditor(&all, id(1)), same_creditor(&all, id(2))), (id(1), id(1)));
}

/// Two names of one entry of the directory are a question too, and equal names with other numbers still are none.
#[test]
fn two_names_of_one_in_the_directory_are_proposed_as_one() {
    let entry = Listed { id: "cjib".into(), name: "CJIB".into(), ..Listed::default() };
    let aliases = vec!["Centraal Justitieel Incassobureau".into()];
    let directory = Directory::new(vec![Listed { aliases, ..entry }]);
    let mut all = vec![
        creditor(1, "cjib", "", ""),
        creditor(2, "Centraal Justitieel Incassobureau", "", ""),
        creditor(3, "Centraal Incassobureau", "", ""),
    ];
    assert_eq!(duplicates(&all, &Directory::default()), []);
    assert_eq!(duplicates(&all, &directory), [Duplicate { one: id(1), other: id(2), by: Alike::Name }]);
    all[0].kvk = "01234567".into();
    all[1].kvk = "76543210".into();
    assert_eq!(duplicates(&all, &directory), []);
}

#[test]
fn names_fold() {
    assert_eq!(folded("Café 't Hoekje B.V."), "cafe t hoekje");
    assert_eq!(folded("B.V."), "bv");
    assert_eq!(folded("Łódź-Zorg"), "łodz zorg");
}

#[test]
fn a_payment_that_was_entered_on_two_devices_is_found() {
    let pay = |number| entry(number, "2026-11-14", EntryKind::Payment(Cents(5_000)));
    assert_eq!(entered_twice(&[pay(2), pay(1)]), [(id(1), id(2))]);
    let corrected = entry(3, "2026-11-15", EntryKind::Correction(id(2)));
    assert_eq!(entered_twice(&[pay(2), pay(1), corrected]), []);
}

fn any_entries() -> impl Strategy<Value = Vec<Entry>> {
    let kind = (0u8..4, 0i64..1_000_000_000, any::<bool>(), 0u128..30);
    let one = (0i64..40, kind).prop_map(|(days, (which, cents, estimated, of))| {
        let kind = match which {
            0 => EntryKind::Statement { amount: Cents(cents), estimated },
            1 => EntryKind::Cost(Cents(cents)),
            2 => EntryKind::Payment(Cents(cents)),
            _ => EntryKind::Correction(id(of)),
        };
        (day("2026-11-01").plus_days(days), kind)
    });
    prop::collection::vec(one, 0..25).prop_map(|all| {
        all.into_iter().enumerate().map(|(at, (on, kind))| Entry { id: id(at as u128), on, kind }).collect()
    })
}

proptest! {
    #[test]
    fn the_order_of_entries_does_not_matter(
        (one, other) in any_entries().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        disputed in any::<bool>(),
    ) {
        let debt = Debt { disputed, ..debt(1) };
        prop_assert_eq!(balance(&debt, &one), balance(&debt, &other));
        prop_assert_eq!(entered_twice(&one), entered_twice(&other));
    }

    /// A correction and its entry leave the balance as if neither were there.
    #[test]
    fn a_correction_takes_its_entry_out(all in any_entries(), days in 0i64..40, cents in 0i64..1_000_000, which in 0u8..3) {
        let kind = match which {
            0 => stated(cents),
            1 => EntryKind::Cost(Cents(cents)),
            _ => EntryKind::Payment(Cents(cents)),
        };
        let mut with = all.clone();
        with.push(Entry { id: id(1000), on: day("2026-11-01").plus_days(days), kind });
        with.push(entry(1001, "2026-12-31", EntryKind::Correction(id(1000))));
        prop_assert_eq!(balance(&debt(1), &with), balance(&debt(1), &all));
    }

    /// No figure is exact to look at and a guess in truth.
    #[test]
    fn what_is_contested_is_never_in_the_certain_sum(all in prop::collection::vec((any_entries(), any::<bool>()), 0..8)) {
        let debts: Vec<(Debt, Balance)> = all.iter().enumerate().map(|(at, (entries, disputed))| {
            let debt = Debt { disputed: *disputed, ..debt(at as u128) };
            let balance = balance(&debt, entries);
            (debt, balance)
        }).collect();
        let total = totals(&debts).all;
        let sure = debts.iter().filter(|(_, owed)| owed.certainty == Certainty::Certain);
        prop_assert_eq!(total.certain.0, sure.map(|(_, owed)| owed.high.0.max(0)).sum::<i64>());
        prop_assert!(total.certain <= total.high && total.low <= total.high);
        for (debt, owed) in &debts {
            prop_assert!(owed.low <= owed.high);
            prop_assert!(!debt.disputed || owed.certainty > Certainty::Estimated);
            prop_assert!(owed.certainty == Certainty::Contested || owed.low == owed.high);
        }
    }

    #[test]
    fn the_order_of_urgency_does_not_depend_on_the_order_given(seeds in prop::collection::vec((0u8..6, 0i64..900, any::<bool>()), 0..8)) {
        let mut debts: Vec<_> = seeds.iter().enumerate().map(|(at, (subject, cents, bailiff))| {
            let subject = [Subject::Rent, Subject::Energy, Subject::Water, Subject::Loan, Subject::Fine, Subject::Unsure][usize::from(*subject)];
            let holder = if *bailiff { Holder::Bailiff } else { Holder::Creditor };
            let debt = Debt { subject, holder, ..debt(at as u128) };
            let balance = owed(&debt, *cents);
            (debt, balance, None)
        }).collect();
        let one = press(&debts);
        debts.reverse();
        prop_assert_eq!(one, press(&debts));
    }

    #[test]
    fn any_name_folds_once(name in ".{0,80}") {
        prop_assert_eq!(folded(&folded(&name)), folded(&name));
    }

    #[test]
    fn amounts_beyond_measure_do_not_panic(all in prop::collection::vec((any::<i64>(), 0u8..3), 0..20)) {
        let entries: Vec<Entry> = all.iter().enumerate().map(|(at, (cents, which))| {
            let kind = match which { 0 => stated(*cents), 1 => EntryKind::Cost(Cents(*cents)), _ => EntryKind::Payment(Cents(*cents)) };
            Entry { id: id(at as u128), on: day("2026-11-01"), kind }
        }).collect();
        let _ = totals(&[(debt(1), balance(&debt(1), &entries))]);
    }
}
