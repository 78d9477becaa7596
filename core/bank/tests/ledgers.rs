//! Any ledger, written as each format of statements, is read back as it is; what is not whole is refused.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used, clippy::format_push_string)]

use opstap_bank::{Format, Outcome, Transaction, Verdict, compare, read, read_all};
use opstap_domain::{Cents, Date};
use proptest::prelude::*;

const OWN: &str = "NL20INGB0001234567";
const ACCOUNTS: [&str; 3] = ["NL39RABO0300065264", "NL86INGB0002445588", "NL91ABNA0417164300"];

/// What every format of statements can tell.
#[derive(Clone, Debug, PartialEq)]
struct Booked {
    date: Date,
    cents: i64,
    side: Option<(String, String)>,
    text: Option<String>,
    reference: Option<String>,
}

type Writer = fn(i64, &[Booked]) -> String;

const WRITERS: [(Format, Writer); 3] =
    [(Format::Camt053, camt_02), (Format::Camt053, camt_08), (Format::Mt940, mt940)];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_ledger_is_read_back_from_each_format(opening in -9_999_999_i64..9_999_999, ledger in ledger()) {
        let mut formats: Vec<Vec<Transaction>> = Vec::new();
        for (format, write) in WRITERS {
            let statement = read_all(write(opening, &ledger).as_bytes()).unwrap();
            prop_assert_eq!(statement.summary.format, format);
            prop_assert_eq!(statement.transactions.iter().map(told).collect::<Vec<_>>(), ledger.clone());
            let account = &statement.summary.accounts[0];
            prop_assert_eq!((account.own_iban.as_str(), account.opening), (OWN, Some(Cents(opening))));
            let sum: i64 = ledger.iter().map(|one| one.cents).sum();
            prop_assert_eq!(account.closing, Some(Cents(opening + sum)));
            formats.push(statement.transactions);
        }
        for one in &formats {
            for other in &formats {
                let mut found: Vec<usize> = Vec::new();
                for verdict in compare(one, other) {
                    let Verdict::Same(index) = verdict else { unreachable!("{verdict:?}") };
                    found.push(index);
                }
                found.sort_unstable();
                prop_assert_eq!(found, (0..ledger.len()).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_cent_more_or_less_anywhere_is_refused(opening in 0_i64..9_999_999, ledger in ledger(), off in any::<bool>()) {
        for (_, write) in WRITERS {
            // The balances of one ledger around the lines of another.
            let mut other = ledger.clone();
            other[0].cents += if off { 1 } else { -1 };
            let (good, bad) = (write(opening, &ledger), write(opening, &other));
            let lines = |file: &str| file.lines().map(str::to_owned).collect::<Vec<_>>();
            let (good, bad) = (lines(&good), lines(&bad));
            let is_balance = |line: &&String| line.contains(":62F:") || line.contains("CLBD");
            let closing = good.iter().find(is_balance).unwrap();
            let mixed = bad.iter().map(|line| if is_balance(&line) { closing } else { line }.as_str());
            let mixed = mixed.collect::<Vec<_>>().join("\r\n");
            prop_assert!(read_all(mixed.as_bytes()).is_err());
        }
    }

    #[test]
    fn a_ledger_that_was_cut_off_is_refused_or_whole(ledger in ledger(), at in any::<prop::sample::Index>()) {
        for (_, write) in WRITERS {
            let file = write(4210, &ledger);
            let cut = &file.as_bytes()[..at.index(file.len())];
            if let Ok(statement) = read_all(cut) {
                prop_assert_eq!(statement.transactions.iter().map(told).collect::<Vec<_>>(), ledger.clone());
            }
        }
    }

    #[test]
    fn damage_anywhere_is_read_or_refused_and_what_is_read_adds_up(
        ledger in ledger(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        for (_, write) in WRITERS {
            let mut file = write(4210, &ledger).into_bytes();
            let at = at.index(file.len());
            file[at] = byte;
            if let Ok(statement) = read_all(&file[..]) {
                let sum: i64 = statement.transactions.iter().map(|one| one.amount.0).sum();
                let account = &statement.summary.accounts[0];
                prop_assert_eq!(account.opening.unwrap().0 + sum, account.closing.unwrap().0);
            }
        }
    }

    #[test]
    fn any_bytes_in_a_file_of_each_format_are_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..300), ledger in ledger(), at in any::<prop::sample::Index>(),
    ) {
        for (_, write) in WRITERS {
            let mut file = write(4210, &ledger).into_bytes();
            let at = at.index(file.len());
            file.splice(at..at, bytes.iter().copied());
            let mut handed = 0;
            if let Outcome::Whole(summary) = read(&file[..], &mut |_| handed += 1) {
                prop_assert_eq!(summary.transactions, handed);
            }
        }
    }
}

fn ledger() -> impl Strategy<Value = Vec<Booked>> {
    let words =
        "[A-Za-z0-9:.,' -]{1,90}".prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let words = words.prop_filter("says something", |text| text.chars().any(char::is_alphanumeric));
    let words = words
        .prop_filter("no mark of money that came back", |text| !text.to_lowercase().starts_with("storno"));
    let side =
        (words.clone(), prop::sample::select(&ACCOUNTS[..])).prop_map(|(name, own)| (name, own.to_owned()));
    let one = (
        0_i64..800,
        -9_999_999_i64..9_999_999,
        prop::option::of(side),
        prop::option::of(words),
        prop::option::of("[A-Z]-[0-9]{4,12}"),
    );
    proptest::collection::vec(one, 1..20).prop_map(|mut all| {
        all.sort_by_key(|one| one.0); // Statements run forward in time.
        let first = Date::from_ymd(2026, 1, 1).unwrap();
        let mut ledger = Vec::new();
        for (day, cents, side, text, reference) in all {
            ledger.push(Booked { date: first.plus_days(day), cents, side, text, reference });
        }
        ledger
    })
}

fn told(one: &Transaction) -> Booked {
    Booked {
        date: one.date,
        cents: one.amount.0,
        side: one.counter_name.clone().zip(one.counter_iban.clone()),
        text: one.text.clone(),
        reference: one.reference.clone(),
    }
}

fn camt_02(opening: i64, ledger: &[Booked]) -> String {
    camt(opening, ledger, false)
}

fn camt_08(opening: i64, ledger: &[Booked]) -> String {
    camt(opening, ledger, true)
}

fn camt(opening: i64, ledger: &[Booked], newer: bool) -> String {
    let money = |cents: i64| {
        let (euros, rest) = (cents.abs() / 100, cents.abs() % 100);
        let direction = if cents < 0 { "DBIT" } else { "CRDT" };
        format!("<Amt Ccy=\"EUR\">{euros}.{rest:02}</Amt><CdtDbtInd>{direction}</CdtDbtInd>")
    };
    let balance = |code: &str, cents| {
        format!("<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{}</Bal>\r\n", money(cents))
    };
    let (version, status) = if newer { ("08", "<Cd>BOOK</Cd>") } else { ("02", "BOOK") };
    let mut file = format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}\"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>{OWN}\
         </IBAN></Id></Acct>\r\n{}{}",
        balance("OPBD", opening),
        balance("CLBD", opening + ledger.iter().map(|one| one.cents).sum::<i64>()),
    );
    for (index, one) in ledger.iter().enumerate() {
        let role = if one.cents < 0 { "Cdtr" } else { "Dbtr" };
        let side = one.side.as_ref().map(|(name, iban)| {
            let name = if newer { format!("<Pty><Nm>{name}</Nm></Pty>") } else { format!("<Nm>{name}</Nm>") };
            format!("<RltdPties><{role}>{name}</{role}><{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct></RltdPties>")
        });
        let text = one.text.as_ref().map(|text| format!("<RmtInf><Ustrd>{text}</Ustrd></RmtInf>"));
        let (date, reference) = (iso(one.date), one.reference.as_deref().unwrap_or("NOTPROVIDED"));
        file += &format!(
            "<Ntry>{}<Sts>{status}</Sts><BookgDt><Dt>{date}</Dt></BookgDt><AcctSvcrRef>C{index}</AcctSvcrRef><NtryDtls>\
             <TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>{}{}</TxDtls></NtryDtls></Ntry>\r\n",
            money(one.cents),
            side.unwrap_or_default(),
            text.unwrap_or_default()
        );
    }
    file + "</Stmt></BkToCstmrStmt></Document>\r\n"
}

fn mt940(opening: i64, ledger: &[Booked]) -> String {
    let money = |cents: i64| format!("{},{:02}", cents.abs() / 100, cents.abs() % 100);
    let mark = |cents: i64| if cents < 0 { 'D' } else { 'C' };
    let balance = |cents| format!("{}260101EUR{}", mark(cents), money(cents));
    let closing = opening + ledger.iter().map(|one| one.cents).sum::<i64>();
    let mut file = format!(
        "{{1:F01INGBNL2ABXXX0000000000}}{{2:I940INGBNL2AXXXN}}{{4:\r\n:20:P1\r\n:25:{OWN}EUR\r\n:28C:0\r\n:60F:{}\r\n",
        balance(opening)
    );
    for (index, one) in ledger.iter().enumerate() {
        let date = iso(one.date).replace('-', "");
        let (value, booked) = (&date[2..], &date[4..]);
        file += &format!(":61:{value}{booked}{}{}NTRFEREF//M{index}\r\n", mark(one.cents), money(one.cents));
        let mut words = format!(":86:/EREF/{}/", one.reference.as_deref().unwrap_or("NOTPROVIDED"));
        if let Some((name, iban)) = &one.side {
            words += &format!("/CNTP/{iban}/BANKNL2A/{name}///");
        }
        words += &one.text.as_ref().map(|text| format!("/REMI/USTD//{text}/")).unwrap_or_default();
        let signs: Vec<char> = words.chars().collect();
        for line in signs.chunks(65) {
            file.extend(line);
            file += "\r\n";
        }
    }
    file + &format!(":62F:{}\r\n-}}\r\n", balance(closing))
}

fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}
