//! What banks do that breaks a reader, and what a hostile or damaged file may not do.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use opstap_bank::{Fault, Kind, Outcome, ROW_BYTES_MAX, Reason, Transaction, read, read_all};
use proptest::prelude::*;

const ING: &str = "\"Datum\";\"Naam / Omschrijving\";\"Rekening\";\"Tegenrekening\";\"Code\";\"Af Bij\";\
    \"Bedrag (EUR)\";\"Mutatiesoort\";\"Mededelingen\";\"Saldo na mutatie\";\"Tag\"\r\n";
const OWN: &str = "NL20INGB0001234567";

#[test]
fn ing_of_before_2020_has_nine_columns() {
    let file = format!(
        "\"Datum\",\"Naam / Omschrijving\",\"Rekening\",\"Tegenrekening\",\"Code\",\"Af Bij\",\"Bedrag (EUR)\",\
         \"MutatieSoort\",\"Mededelingen\"\n\"20190131\",\"Bakker\",\"{OWN}\",\"\",\"BA\",\"Af\",\"4,05\",\"x\",\"y\"\n"
    );
    let one = only(file.as_bytes());
    assert_eq!((one.amount.0, one.balance_after, one.kind), (-405, None, Some(Kind::Card)));
}

#[test]
fn ing_savings_are_in_a_currency_and_have_iso_dates() {
    let row = |currency| {
        format!(
            "\"Datum\";\"Omschrijving\";\"Rekening\";\"Rekening naam\";\"Tegenrekening\";\"Af Bij\";\"Bedrag\";\
             \"Valuta\";\"Mutatiesoort\";\"Mededelingen\";\"Saldo na mutatie\"\n\"2026-09-30\";\"Rente\";\
             \"A 123-45678\";\"Buffer\";\"\";\"Bij\";\"1,20\";\"{currency}\";\"Rente\";\"\";\"101,20\"\n"
        )
    };
    let one = only(row("EUR").as_bytes());
    assert_eq!((one.own_iban.as_str(), one.amount.0), ("A123-45678", 120));
    assert_eq!(reasons(row("USD").as_bytes()), [(2, Reason::Currency)]);
}

#[test]
fn an_english_credit_card_has_a_decimal_dot() {
    let file = format!(
        "\"Date\";\"Name / Description\";\"Account\";\"Counterparty\";\"Code\";\"Debit/credit\";\"Amount (EUR)\";\
         \"Transaction type\";\"Notifications\"\n\"20260902\";\"Shop\";\"{OWN}\";\"\";\"DV\";\"Debit\";\"1,012.34\";\
         \"x\";\"y\"\n"
    );
    assert_eq!(only(file.as_bytes()).amount.0, -101_234);
}

#[test]
fn a_label_within_the_text_stays_text() {
    let notes = "Naam: Jan Omschrijving: zie IBAN: elders Kenmerk: geen IBAN: NL39RABO0300065264 Kenmerk: K-1 \
                 Valutadatum: 28-09-2026";
    let one = only(format!("{ING}{}", ing("Jan", "NL39RABO0300065264", "1,00", notes, "1,00")).as_bytes());
    assert_eq!(one.text.as_deref(), Some("zie IBAN: elders Kenmerk: geen"));
    assert_eq!(one.reference.as_deref(), Some("K-1"));
}

#[test]
fn a_direct_debit_of_ing_names_its_mandate_and_who_collects() {
    for notes in [
        "Naam: Jan Omschrijving: huur IBAN: NL39RABO0300065264 Kenmerk: K-1 Machtiging ID: M 1 Incassant ID: \
         NL12ZZZ123 Doorlopende incasso Valutadatum: 28-09-2026",
        "Name: Jan Description: huur IBAN: NL39RABO0300065264 Reference: K-1 Mandate ID: M 1 Creditor ID: NL12ZZZ123 \
         Recurrent SEPA direct debit Value date: 28/09/2026",
    ] {
        let one =
            only(format!("{ING}{}", ing("Jan", "NL39RABO0300065264", "-1,00", notes, "1,00")).as_bytes());
        assert_eq!((one.mandate.as_deref(), one.creditor_id.as_deref()), (Some("M 1"), Some("NL12ZZZ123")));
        assert_eq!((one.reference.as_deref(), one.text.as_deref()), (Some("K-1"), Some("huur")));
    }
}

#[test]
fn a_line_end_within_quotation_marks_belongs_to_the_cell_and_lines_are_still_counted() {
    let first = ing("A", "", "1,00", "one\r\ntwo", "2,00");
    let file = format!("{ING}{first}{}", ing("B", "", "x", "", "1,00"));
    assert_eq!(reasons(file.as_bytes()), [(4, Reason::Amount)]);
    assert_eq!(only(format!("{ING}{first}").as_bytes()).text.as_deref(), Some("one two"));
}

#[test]
fn every_encoding_gives_the_same_text() {
    let file = format!("{ING}{}", ing("Café Zoë", "", "1,00", "crème", "1,00"));
    let wide = |big: bool| {
        file.encode_utf16().flat_map(move |unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
    };
    let one_byte: Vec<u8> = file.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect();
    let files: [Vec<u8>; 6] = [
        file.clone().into_bytes(),
        [&b"\xef\xbb\xbf"[..], file.as_bytes()].concat(),
        one_byte,
        [0xff, 0xfe].into_iter().chain(wide(false)).collect(),
        [0xfe, 0xff].into_iter().chain(wide(true)).collect(),
        wide(false).collect(),
    ];
    for bytes in files {
        assert_eq!(only(&bytes).counter_name.as_deref(), Some("Café Zoë"));
    }
}

#[test]
fn a_file_that_promises_unicode_and_breaks_it_is_refused() {
    let mut bytes = [&b"\xef\xbb\xbf"[..], ING.as_bytes()].concat();
    bytes.extend(ing("A", "", "1,00", "", "1,00").bytes().map(|byte| if byte == b'A' { 0xeb } else { byte }));
    assert_eq!(reasons(&bytes), [(2, Reason::Encoding)]);
}

#[test]
fn a_file_that_was_cut_off_is_refused() {
    let file = format!("{ING}{}", ing("A", "", "1,00", "", "1,00"));
    assert_eq!(reasons(&file.as_bytes()[..file.len() - 5]), [(2, Reason::Columns)]);
    assert_eq!(reasons(&file.as_bytes()[..file.len() - 6]), [(2, Reason::OpenQuote)]);
}

#[test]
fn a_balance_that_does_not_add_up_names_its_line() {
    let rows = ["9,00", "8,00", "7,50", "6,50"].map(|balance| ing("A", "", "1,00", "", balance)).concat();
    assert_eq!(reasons(format!("{ING}{rows}").as_bytes()), [(4, Reason::BalanceBroken)]);
}

#[test]
fn what_people_download_by_mistake_says_what_it_is() {
    let workbook = [&b"PK\x03\x04\x14\0\x06\0"[..], &[0; 22], b"[Content_Types].xml", &[7; 40]].concat();
    let sheet = [&b"PK\x03\x04\x14\0\0\0"[..], &[0; 22], b"xl/workbook.xml", &[7; 40]].concat();
    let packed = [&b"PK\x03\x04\x14\0\0\0"[..], &[0; 22], b"camt053.xml", &[7; 40]].concat();
    let old = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 500]].concat();
    for (bytes, reason) in [
        (workbook, Reason::Spreadsheet),
        (sheet, Reason::Spreadsheet),
        (old, Reason::Spreadsheet),
        (packed, Reason::Archive),
        (b"PK\x05\x06\0\0".to_vec(), Reason::Archive),
        (b"%PDF-1.7\n".to_vec(), Reason::Print),
    ] {
        assert_eq!(reasons(&bytes), [(0, reason)]);
    }
}

#[test]
fn every_code_is_another_one() {
    let codes: std::collections::BTreeSet<&str> = Reason::ALL.into_iter().map(Reason::code).collect();
    assert_eq!(codes.len(), Reason::ALL.len());
}

#[test]
fn rows_may_run_either_way() {
    let rows = ["7,00", "8,00", "9,00"].map(|balance| ing("A", "", "1,00", "", balance));
    let back: String = rows.iter().rev().cloned().collect();
    let (forth, back) = (format!("{ING}{}", rows.concat()), format!("{ING}{back}"));
    let (forth, back) = (read_all(forth.as_bytes()).unwrap(), read_all(back.as_bytes()).unwrap());
    assert_eq!(forth.transactions, back.transactions);
    assert_eq!(forth.summary.accounts, back.summary.accounts);
    assert_eq!(forth.summary.accounts[0].opening.unwrap().0, 600);
}

#[test]
fn an_abn_amro_row_whose_balances_disagree_is_refused() {
    let good = "417164300\tEUR\t20260921\t42,10\t170,10\t20260921\t128,00\tx\n";
    assert_eq!(only(good.as_bytes()).amount.0, 12_800);
    let bad = good.replace("170,10", "170,11");
    assert_eq!(reasons(bad.as_bytes()), [(1, Reason::BalanceBroken)]);
}

#[test]
fn a_workbook_of_abn_amro_that_was_saved_as_rows_is_read_in_both_languages() {
    let dutch = "Rekeningnummer;Muntsoort;Transactiedatum;Rentedatum;Beginsaldo;Eindsaldo;Transactiebedrag;Omschrijving\n";
    let english = "accountNumber\tmutationcode\ttransactiondate\tvaluedate\tstartsaldo\tendsaldo\tamount\tdescription\n";
    let text = "/TRTP/SEPA OVERBOEKING/IBAN/NL39RABO0300065264/BIC/X/NAME/Jan/REMI/hallo/EREF/E-1";
    for (head, between, own, amounts) in [
        (dutch, ";", "417164300", "42,1;170,1;128"),
        (dutch, ";", "NL91ABNA0417164300", "42,10;170,10;128,00"),
        (english, "\t", "417164300", "42.1\t170.1\t128"),
        (english, "\t", "417164300", "42.10\t170.10\t128.00"),
    ] {
        let row = [own, "EUR", "20260921", "20260922", amounts, text].join(between);
        let one = only(format!("{head}{row}\n").as_bytes());
        assert_eq!((one.own_iban.as_str(), one.amount.0), ("NL91ABNA0417164300", 12_800));
        assert_eq!((one.date.to_string().as_str(), one.balance_after.unwrap().0), ("2026-09-21", 17_010));
        assert_eq!((one.counter_name.as_deref(), one.reference.as_deref()), (Some("Jan"), Some("E-1")));
        let wrong = row.replace("170", "171");
        assert_eq!(reasons(format!("{head}{wrong}\n").as_bytes()), [(2, Reason::BalanceBroken)]);
        let foreign = row.replace("EUR", "USD");
        assert_eq!(reasons(format!("{head}{foreign}\n").as_bytes()), [(2, Reason::Currency)]);
    }
}

#[test]
fn rabobank_of_before_2018_has_no_header_and_says_in_or_out_apart() {
    let row = |way: &str, size: &str| {
        format!(
            "\"NL44RABO0123456789\",\"EUR\",\"20170302\",\"{way}\",\"{size}\",\"NL39RABO0300065264\",\"Woonstichting\",\
             \"20170301\",\"ei\",\"\",\"Huur\",\"maart\",\"\",\"\",\"\",\"\",\"E-1\",\"NL12ZZZ1\",\"M-1\"\n"
        )
    };
    let one = only(row("D", "612.50").as_bytes());
    assert_eq!((one.amount.0, one.date.to_string().as_str()), (-61_250, "2017-03-01"));
    assert_eq!((one.text.as_deref(), one.kind), (Some("Huur maart"), Some(Kind::DirectDebit)));
    assert_eq!((one.reference.as_deref(), one.mandate.as_deref()), (Some("E-1"), Some("M-1")));
    assert_eq!((only(row("C", "5.00").as_bytes()).amount.0, one.balance_after), (500, None));
    let file =
        row("D", "1.00") + &row("X", "1.00") + &row("D", "-1.00") + &row("C", "1.00").replace("EUR", "USD");
    assert_eq!(
        reasons(file.as_bytes()),
        [(2, Reason::Direction), (3, Reason::Amount), (4, Reason::Currency)]
    );
    let short = row("D", "1.00").replace(",\"E-1\",\"NL12ZZZ1\",\"M-1\"", "");
    assert_eq!(only(short.as_bytes()).reference, None);
    let wrong = row("D", "1.00").replace("NL44RABO", "NL45RABO");
    assert_eq!(reasons(wrong.as_bytes()), [(1, Reason::OwnAccount)]);
}

#[test]
fn one_bad_row_refuses_the_file_and_says_nothing_of_what_stands_in_it() {
    let file = format!(
        "{ING}{}{}",
        ing("Geheim", "", "12,34", "", "1,00"),
        ing("Geheim", "NL39RABO0300065264", "1.234", "secret", "1,00")
    );
    let faults = read_all(file.as_bytes()).unwrap_err();
    assert_eq!(faults.list, [Fault { line: 3, reason: Reason::Amount }]);
    assert_eq!(faults.to_string(), "line 3: amount");
}

#[test]
fn an_own_account_with_wrong_check_digits_is_refused() {
    let file = format!("{ING}{}", ing("A", "", "1,00", "", "1,00").replace(OWN, "NL21INGB0001234567"));
    assert_eq!(reasons(file.as_bytes()), [(2, Reason::OwnAccount)]);
}

#[test]
fn a_row_without_end_is_refused_and_so_is_what_is_no_bank_file() {
    let file = format!("{ING}\"{}", "x".repeat(ROW_BYTES_MAX + 1));
    assert_eq!(reasons(file.as_bytes()), [(2, Reason::RowTooLarge)]);
    for bytes in [&b""[..], b"%PDF-1.7", b"a;b;c\n1;2;3\n", &[0xff, 0xfe, 0x00]] {
        assert!(read_all(bytes).is_err());
    }
}

proptest! {
    #[test]
    fn a_ledger_that_is_written_is_read_back(
        amounts in proptest::collection::vec(-9_999_999_i64..9_999_999, 1..40), opening in -999_999_i64..999_999,
        name in "[A-Za-zë;,\"' ]{1,30}",
    ) {
        let (mut balance, mut file) = (opening, ING.to_owned());
        for amount in &amounts {
            balance += amount;
            let (size, after) = (opstap_domain::Cents(*amount).to_dutch(), opstap_domain::Cents(balance).to_dutch());
            file += &ing(&name.replace('"', "\"\""), "", &size, "", &after);
        }
        let statement = read_all(file.as_bytes()).unwrap();
        let read: Vec<i64> = statement.transactions.iter().map(|one| one.amount.0).collect();
        prop_assert_eq!(&read, &amounts);
        let wanted = name.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert!(statement.transactions.iter().all(|one| one.counter_name.clone().unwrap_or_default() == wanted));
    }

    #[test]
    fn any_bytes_after_a_header_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&[ING.as_bytes(), &bytes].concat()[..], &mut |_| {});
        let _ = read(&bytes[..], &mut |_| {});
    }
}

fn ing(name: &str, counter: &str, amount: &str, notes: &str, balance: &str) -> String {
    let (way, size) = amount.strip_prefix('-').map_or(("Bij", amount), |size| ("Af", size));
    format!(
        "\"20260928\";\"{name}\";\"{OWN}\";\"{counter}\";\"OV\";\"{way}\";\"{size}\";\"x\";\"{notes}\";\"{balance}\";\"\"\r\n"
    )
}

fn only(bytes: &[u8]) -> Transaction {
    let mut all = read_all(bytes).unwrap().transactions;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn reasons(bytes: &[u8]) -> Vec<(u64, Reason)> {
    match read(bytes, &mut |_| {}) {
        Outcome::Whole(_) => Vec::new(),
        Outcome::Refused(faults) => faults.list.iter().map(|fault| (fault.line, fault.reason)).collect(),
    }
}
