//! The offer to creditors over real devices and a real server: a counsellor makes it, the client reads it.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{
    AmountKind, Date, DebtAmount, DebtEntry, DebtRow, OfferEntry, OfferRow, Opstap, OpstapError, Uuid,
};
use opstap_tests::circle::Circle;
use opstap_tests::town::Town;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn owed(device: &Opstap, creditor: &str, typed: &str, rank: Option<&str>) -> DebtRow {
    let debt = DebtEntry {
        creditor: Some(creditor.into()),
        subject: Some("purchase".into()),
        rank: rank.map(str::to_owned),
        ..DebtEntry::default()
    };
    let amount = DebtAmount { typed: typed.into(), on: Some(day("2027-03-01")), ..DebtAmount::default() };
    device.add_debt(None, &debt, Some(&amount)).unwrap()
}

fn entry(income: &str, vtlb: &str) -> OfferEntry {
    let source = "vtlb-calculator, version 2027-1".to_owned();
    OfferEntry { income: income.into(), vtlb: vtlb.into(), source, ..OfferEntry::default() }
}

fn shares(offer: &OfferRow) -> Vec<(String, i64, String)> {
    let mut all: Vec<_> = offer
        .shares
        .iter()
        .map(|row| (row.creditor.clone(), row.offered.cents, row.percent_text.clone()))
        .collect();
    all.sort();
    all
}

fn of(offer: &OfferRow, creditor: &str) -> Uuid {
    offer.shares.iter().find(|row| row.creditor == creditor).unwrap().debt
}

fn refused(found: Result<OfferRow, OpstapError>) {
    assert_eq!(found.unwrap_err().code(), "refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counsellor_makes_it_the_client_reads_it_and_a_court_has_the_last_word() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    owed(&circle.phone, "Kleedwerk", "6000", Some("concurrent"));
    owed(&circle.phone, "Boekenbus", "3000", Some("concurrent"));
    let tax = owed(&circle.phone, "Belastingkantoor", "3000", None);
    circle.meet().await;
    let before = circle.desk.offers(None).unwrap();
    assert!(before.newest.is_none() && before.may_make);
    assert_eq!(before.unsettled.len(), 1, "nobody said whether the tax goes before others");
    refused(circle.desk.make_offer(None, &entry("1900", "1800")));
    let rank = DebtEntry { rank: Some("preferent".into()), ..DebtEntry::default() };
    circle.desk.change_debt(None, tax.id, &rank).unwrap();
    // The sheet's first example: 12 and 24 per cent.
    let made = circle.desk.make_offer(None, &entry("1.900,00", "1.800,00")).unwrap();
    let percents = |text: &str| text.to_owned();
    assert_eq!(
        shares(&made),
        [
            ("Belastingkantoor".to_owned(), 72_000, percents("24,00 %")),
            ("Boekenbus".to_owned(), 36_000, percents("12,00 %")),
            ("Kleedwerk".to_owned(), 72_000, percents("12,00 %")),
        ]
    );
    assert_eq!((made.way.as_str(), made.offered.cents, made.standing), ("mediation", 180_000, "made"));
    circle.meet().await;
    let seen = circle.phone.offers(None).unwrap();
    let newest = seen.newest.unwrap();
    assert_eq!((shares(&newest), seen.may_make), (shares(&made), false));
    assert!(newest.meaning[0].contains("100,00 per maand opzij"), "{:?}", newest.meaning);
    assert!(newest.source_text.contains("version 2027-1"));
    // The client reads, and does not write.
    assert_eq!(circle.phone.make_offer(None, &entry("1900", "1800")).unwrap_err().code(), "not_allowed");
    assert_eq!(circle.phone.send_offer(None, newest.id, None).unwrap_err().code(), "not_allowed");

    let desk = &circle.desk;
    refused(desk.answer_offer(None, made.id, (of(&made, "Kleedwerk"), "agreed", None), None));
    desk.send_offer(None, made.id, Some(day("2027-03-08"))).unwrap();
    refused(desk.send_offer(None, made.id, None));
    for creditor in ["Kleedwerk", "Belastingkantoor"] {
        desk.answer_offer(None, made.id, (of(&made, creditor), "agreed", None), Some(day("2027-03-12")))
            .unwrap();
    }
    let why = Some("Wij willen alles.");
    let row = desk
        .answer_offer(None, made.id, (of(&made, "Boekenbus"), "rejected", why), Some(day("2027-03-15")))
        .unwrap();
    assert_eq!(row.standing, "refused");
    assert!(row.next_text.contains("rechter"), "{}", row.next_text);
    refused(desk.pay_offer(None, made.id, "100", None));
    let row = desk.force_offer(None, made.id, true, Some(day("2027-03-20"))).unwrap();
    assert_eq!(row.standing, "running");
    let row = desk.pay_offer(None, made.id, "80", None).unwrap();
    let progress = row.progress.unwrap();
    assert_eq!((progress.paid.cents, progress.due.cents, progress.behind), (8_000, 0, false));
    circle.meet().await;
    let newest = circle.phone.offers(None).unwrap().newest.unwrap();
    assert_eq!(newest.progress.unwrap(), progress);
    assert_eq!(newest.shares.iter().filter(|row| row.answer == "agreed").count(), 2);
    let refusal = newest.shares.iter().find(|row| row.answer == "rejected").unwrap();
    assert_eq!(refusal.reason, "Wij willen alles.");
}

#[tokio::test(flavor = "multi_thread")]
async fn other_claims_are_another_offer_and_the_earlier_one_stays() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let debt = owed(&circle.desk, "Kleedwerk", "900", Some("concurrent"));
    let first = circle.desk.make_offer(None, &entry("1850", "1830")).unwrap();
    assert_eq!(first.offered.cents, 36_000);
    assert!(circle.desk.offers(None).unwrap().changed.is_empty());
    let paid = DebtAmount { typed: "100".into(), ..DebtAmount::default() };
    circle.phone.sync().await.unwrap();
    circle.desk.sync().await.unwrap();
    circle.phone.sync().await.unwrap();
    circle.phone.add_debt_amount(None, debt.id, AmountKind::Payment, &paid).unwrap();
    owed(&circle.phone, "Boekenbus", "50", Some("concurrent"));
    circle.meet().await;
    let page = circle.desk.offers(None).unwrap();
    assert_eq!(page.changed.len(), 2, "{:?}", page.changed);
    assert_eq!(page.newest.unwrap().owed.cents, 90_000, "what was offered is not touched");
    let second = circle.desk.make_offer(None, &entry("1850", "1830")).unwrap();
    assert_eq!(second.owed.cents, 85_000);
    circle.meet().await;
    let page = circle.phone.offers(None).unwrap();
    assert_eq!((page.newest.unwrap().id, page.earlier.len()), (second.id, 1));
    assert!(page.changed.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_to_share_is_an_offer_too_and_what_is_unclear_is_left_out_with_a_reason() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let desk = &circle.desk;
    refused(desk.make_offer(None, &entry("1850", "1830")));
    owed(desk, "Kleedwerk", "900", Some("concurrent"));
    let unclear = owed(desk, "Boekenbus", "700", Some("concurrent"));
    desk.dispute_debt(None, unclear.id, true, Some("Nooit gekocht.")).unwrap();
    assert_eq!(desk.offers(None).unwrap().unsettled.len(), 1);
    refused(desk.make_offer(None, &entry("1800", "1830")));
    let without =
        |why: &str| OfferEntry { left_out: vec![(unclear.id, why.to_owned())], ..entry("1800", "1830") };
    refused(desk.make_offer(None, &without(" ")));
    for wrong in [
        OfferEntry { vtlb: "veel".into(), ..without("x") },
        OfferEntry { income: "-1".into(), ..without("x") },
        OfferEntry { source: "  ".into(), ..without("x") },
        OfferEntry { months: Some(37), ..without("x") },
    ] {
        refused(desk.make_offer(None, &wrong));
    }
    assert!(desk.offers(None).unwrap().newest.is_none(), "nothing was made");
    let made = desk.make_offer(None, &without("Er loopt een bezwaar.")).unwrap();
    assert_eq!((made.way.as_str(), made.offered.cents), ("zero", 0));
    assert_eq!(made.shares.len(), 1);
    assert!(made.left_out[0].contains("Er loopt een bezwaar."), "{:?}", made.left_out);
    let row = desk.end_offer(None, made.id, "failed", None).unwrap();
    assert_eq!(row.standing, "failed");
    assert!(row.next_text.contains("wettelijke schuldsanering"), "{}", row.next_text);
    refused(desk.send_offer(None, made.id, None));
}
