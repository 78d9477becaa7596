//! The given files, each against the one result that all of them tell, as far as the format can tell it.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use opstap_bank::{Format, Statement, read_all};
use serde_json::{Value, json};

const EXPECTED: &str = include_str!("../fixtures/expected.json");

#[test]
fn ing_tells_all_of_it_in_both_languages_and_with_both_separators() {
    for bytes in [
        &include_bytes!("../fixtures/ing_nl_semicolon.csv")[..],
        include_bytes!("../fixtures/ing_en_semicolon.csv"),
        include_bytes!("../fixtures/ing_nl_comma_thousands.csv"),
    ] {
        assert_eq!(told(bytes, Format::IngCsv, "INGB"), expected());
    }
}

#[test]
fn rabobank_tells_all_but_the_references_of_transfers() {
    let mut wanted = expected();
    for index in [0, 1, 6, 7] {
        wanted["transactions"][index]["reference"] = Value::Null;
    }
    let bytes = include_bytes!("../fixtures/rabobank_2018.csv");
    assert_eq!(told(bytes, Format::RabobankCsv, "RABO"), wanted);
    let numbers: Vec<_> = read_all(&bytes[..]).unwrap().transactions;
    assert_eq!(numbers[7].bank_reference.as_deref(), Some("000000000000000008"));
}

#[test]
fn abn_amro_tells_all_but_references_of_debits_and_what_a_card_slip_says() {
    let mut wanted = expected();
    for index in [2, 3, 5] {
        wanted["transactions"][index]["reference"] = Value::Null;
    }
    wanted["transactions"][4]["name"] = json!("Supermarkt De Hoek");
    wanted["transactions"][4]["text"] = json!("PAS003 NR:AB12CD, 29.09.26/17:42 UTRECHT");
    for bytes in [
        &include_bytes!("../fixtures/abnamro_tab_order_a.TAB")[..],
        include_bytes!("../fixtures/abnamro_tab_order_b.TAB"),
    ] {
        assert_eq!(told(bytes, Format::AbnAmroTab, "ABNA"), wanted);
    }
}

#[test]
fn bunq_tells_neither_references_nor_kinds_nor_balances() {
    let mut wanted = expected();
    (wanted["openingCents"], wanted["closingCents"]) = (Value::Null, Value::Null);
    for index in 0..8 {
        wanted["transactions"][index]["reference"] = Value::Null;
        if index != 7 {
            wanted["transactions"][index]["kind"] = Value::Null;
        }
    }
    for bytes in [
        &include_bytes!("../fixtures/bunq_semicolon_comma.csv")[..],
        include_bytes!("../fixtures/bunq_comma_dot.csv"),
    ] {
        assert_eq!(told(bytes, Format::BunqCsv, "BUNQ"), wanted);
    }
}

#[test]
fn both_versions_of_camt_tell_all_of_it() {
    let files = [
        &include_bytes!("../fixtures/camt053_001_02.xml")[..],
        include_bytes!("../fixtures/camt053_001_08.xml"),
    ];
    for bytes in files {
        assert_eq!(told(bytes, Format::Camt053, "RABO"), expected());
    }
    let [older, newer] = files.map(|bytes| read_all(bytes).unwrap());
    assert_eq!(older, newer);
    assert_eq!(older.transactions[2].mandate.as_deref(), Some("M-1001"));
    assert_eq!(older.transactions[7].bank_reference.as_deref(), Some("26000000000008"));
}

#[test]
fn mt940_of_ing_tells_all_but_kinds_and_who_has_no_account() {
    let mut wanted = expected();
    for index in [0, 1, 4, 6] {
        wanted["transactions"][index]["kind"] = Value::Null;
    }
    wanted["transactions"][4]["name"] = Value::Null;
    wanted["transactions"][5]["name"] = json!("Energie Fictief afd. Termijn");
    let bytes = include_bytes!("../fixtures/mt940_ing_structured.sta");
    assert_eq!(told(bytes, Format::Mt940, "INGB"), wanted);
    let all = read_all(&bytes[..]).unwrap().transactions;
    assert_eq!(all[0].bank_reference.as_deref(), Some("26000000000001"));
}

#[test]
fn mt940_of_rabobank_tells_all_but_kinds_and_accounts() {
    let mut wanted = expected();
    for index in 0..8 {
        wanted["transactions"][index]["counterparty"] = Value::Null;
    }
    for index in [0, 1, 4, 6] {
        wanted["transactions"][index]["kind"] = Value::Null;
    }
    wanted["transactions"][5]["name"] = json!("Energie Fictief afd. Termijn");
    let bytes = include_bytes!("../fixtures/mt940_rabo_structured.sta");
    assert_eq!(told(bytes, Format::Mt940, "RABO"), wanted);
}

fn expected() -> Value {
    let whole: Value = serde_json::from_str(EXPECTED).unwrap();
    json!({
        "openingCents": whole["openingCents"],
        "closingCents": whole["closingCents"],
        "transactions": whole["transactions"],
    })
}

fn told(bytes: &[u8], format: Format, bank: &str) -> Value {
    let Statement { summary, transactions } = read_all(bytes).unwrap();
    let whole: Value = serde_json::from_str(EXPECTED).unwrap();
    assert_eq!(summary.format, format);
    assert_eq!(summary.transactions, 8);
    assert!(transactions.iter().all(|one| whole["own"][bank] == one.own_iban.as_str()));
    let account = &summary.accounts[0];
    let date = |date| serde_json::to_value::<opstap_domain::Date>(date).unwrap();
    json!({
        "openingCents": account.opening.map(|cents| cents.0),
        "closingCents": account.closing.map(|cents| cents.0),
        "transactions": transactions.iter().map(|one| json!({
            "date": date(one.date),
            "amountCents": one.amount.0,
            "name": one.counter_name,
            "counterparty": one.counter_iban,
            "kind": one.kind.map(opstap_bank::Kind::code),
            "text": one.text,
            "reference": one.reference,
        })).collect::<Vec<_>>(),
    })
}
