//! What CAMT.053 says in ways that mislead, and what a hostile or damaged one may not do.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

mod verdicts;

use opstap_bank::{Kind, Reason, TEXT_BYTES_MAX, read_all};
use verdicts::{reasons, whole};

const OWN: &str = "NL44RABO0123456789";
const RENT: &str = "NL39RABO0300065264";

#[test]
fn the_sign_comes_from_the_direction_alone() {
    let out = entry("12.50", "DBIT", "");
    let all = whole(&file("10.00", "-2.50", &out));
    assert_eq!(all[0].amount.0, -1250);
    let same = entry("12.50", "DBIT", "<RvslInd>true</RvslInd>");
    assert_eq!(whole(&file("10.00", "-2.50", &same))[0].amount.0, -1250);
    assert_eq!(reasons(&file("10.00", "-2.50", &entry("-12.50", "DBIT", ""))), [(6, Reason::Amount)]);
    assert_eq!(reasons(&file("10.00", "-2.50", &entry("12.50", "OUT", ""))), [(6, Reason::Direction)]);
}

#[test]
fn the_other_side_goes_by_the_direction_and_a_reversal_keeps_the_parts() {
    let both = parties("Tenant", OWN, "Landlord", RENT);
    for (direction, reversed, name) in [
        ("DBIT", false, "Landlord"),
        ("CRDT", false, "Tenant"),
        ("CRDT", true, "Landlord"),
        ("DBIT", true, "Tenant"),
    ] {
        let other = both.replace(OWN, "NL86INGB0002445588");
        let mark = if reversed { "<RvslInd>true</RvslInd>" } else { "" };
        let closing = if direction == "DBIT" { "9.00" } else { "11.00" };
        let one = &whole(&file("10.00", closing, &detailed("1.00", direction, mark, &[&other])))[0];
        assert_eq!(one.counter_name.as_deref(), Some(name), "{direction} {reversed}");
        assert_eq!(one.kind, reversed.then_some(Kind::Reversal));
    }
    let nothing = detailed("0.00", "CRDT", "", &[&parties("Tenant", "NL86INGB0002445588", "Me", OWN)]);
    assert_eq!(whole(&file("10.00", "10.00", &nothing))[0].counter_name.as_deref(), Some("Tenant"));
    let nothing = detailed("0.00", "CRDT", "", &["<RltdPties><Dbtr><Nm>Tenant</Nm></Dbtr></RltdPties>"]);
    assert_eq!(whole(&file("10.00", "10.00", &nothing))[0].counter_name.as_deref(), Some("Tenant"));
    // A bank that writes a reversal the other way round does not make a person pay themselves.
    let turned = detailed("1.00", "CRDT", "<RvslInd>true</RvslInd>", &[&parties("Shop", RENT, "Me", OWN)]);
    assert_eq!(whole(&file("10.00", "11.00", &turned))[0].counter_iban.as_deref(), Some(RENT));
}

#[test]
fn a_batch_is_as_many_transactions_as_it_holds() {
    let part = |name: &str, amount: &str| {
        format!(
            "<Refs><EndToEndId>E-{name}</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy=\"EUR\">{amount}</Amt></TxAmt>\
             </AmtDtls><RltdPties><Cdtr><Nm>{name}</Nm></Cdtr></RltdPties>"
        )
    };
    let batch = |second: &str| detailed("3.00", "DBIT", "", &[&part("A", "1.00"), &part("B", second)]);
    let all = whole(&file("10.00", "7.00", &batch("2.00")));
    let told: Vec<_> = all.iter().map(|one| (one.amount.0, one.counter_name.as_deref().unwrap())).collect();
    assert_eq!(told, [(-100, "A"), (-200, "B")]);
    assert!(all.iter().all(|one| one.bank_reference.is_none()), "the number is the batch's");
    assert_eq!(reasons(&file("10.00", "7.00", &batch("2.01"))), [(6, Reason::BalanceBroken)]);
    let foreign = batch("2.00").replace("EUR\">2.00", "USD\">2.00");
    assert_eq!(reasons(&file("10.00", "7.00", &foreign)), [(6, Reason::Currency)]);
    let silent = detailed("3.00", "DBIT", "", &["<Refs/>", "<Refs/>"]);
    let all = whole(&file("10.00", "7.00", &silent));
    assert_eq!((all.len(), all[0].amount.0), (1, -300));
}

#[test]
fn words_references_and_mandates_have_their_places() {
    let full = "x".repeat(140);
    let inside = format!(
        "<Refs><EndToEndId>NOTPROVIDED</EndToEndId><MndtId>M-1</MndtId></Refs><BkTxCd><Domn><Cd>PMNT</Cd><Fmly>\
         <Cd>RDDT</Cd><SubFmlyCd>ESDD</SubFmlyCd></Fmly></Domn></BkTxCd><RltdPties><Cdtr><Pty><Nm>A &amp; B &#233;</Nm>\
         <Id><PrvtId><Othr><Id>NL12ZZZ123</Id></Othr></PrvtId></Id></Pty></Cdtr></RltdPties><RmtInf><Ustrd>one</Ustrd>\
         <Ustrd>{full}</Ustrd><Ustrd><![CDATA[t<wo]]></Ustrd><Strd><CdtrRefInf><Ref>9000000000000001</Ref></CdtrRefInf>\
         </Strd></RmtInf>"
    );
    let one = &whole(&file("10.00", "9.00", &detailed("1.00", "DBIT", "", &[&inside])))[0];
    assert_eq!(one.counter_name.as_deref(), Some("A & B é"));
    assert_eq!(one.text, Some(format!("one {full}t<wo")));
    assert_eq!(one.reference.as_deref(), Some("9000000000000001"));
    assert_eq!((one.mandate.as_deref(), one.creditor_id.as_deref()), (Some("M-1"), Some("NL12ZZZ123")));
    assert_eq!(one.kind, Some(Kind::DirectDebit));
}

#[test]
fn what_is_not_booked_yet_does_not_count() {
    let waiting = entry("5.00", "DBIT", "").replace("BOOK", "PDNG");
    assert_eq!(whole(&file("10.00", "10.00", &waiting)), []);
    let unknown = entry("5.00", "DBIT", "").replace("BOOK", "MAYB");
    assert_eq!(reasons(&file("10.00", "5.00", &unknown)), [(6, Reason::Status)]);
}

#[test]
fn amounts_that_are_not_exact_euro_cents_are_refused() {
    for (amount, reason) in [
        ("1.000", Reason::Amount),
        ("1,00", Reason::Amount),
        ("1e2", Reason::Amount),
        ("", Reason::Amount),
        ("99999999999999999.00", Reason::Amount),
    ] {
        assert_eq!(reasons(&file("10.00", "9.00", &entry(amount, "DBIT", ""))), [(6, reason)], "{amount}");
    }
    let dollars = entry("1.00", "DBIT", "").replace("EUR", "USD");
    assert_eq!(reasons(&file("10.00", "9.00", &dollars)), [(6, Reason::Currency)]);
    let account = file("10.00", "10.00", "").replace("<Ccy>EUR", "<Ccy>USD");
    assert_eq!(reasons(&account), [(3, Reason::Currency)]);
    for (line, amount) in [(4, "EUR\">10.00"), (5, "EUR\">9.00")] {
        let balance =
            file("10.00", "9.00", &entry("1.00", "DBIT", "")).replace(amount, &amount.replace("EUR", "USD"));
        assert_eq!(reasons(&balance)[0], (line, Reason::Currency));
    }
    assert!(whole(&file("10", "9.5", &entry("0.5", "DBIT", ""))).len() == 1);
}

#[test]
fn a_statement_that_does_not_add_up_is_refused() {
    assert_eq!(reasons(&file("10.00", "9.01", &entry("1.00", "DBIT", ""))), [(7, Reason::BalanceBroken)]);
    let without = file("10.00", "10.00", "").replace("CLBD", "CLAV");
    assert_eq!(reasons(&without), [(6, Reason::Balance)]);
    let previous = file("10.00", "9.00", &entry("1.00", "DBIT", "")).replace("OPBD", "PRCD");
    assert_eq!(whole(&previous).len(), 1);
}

#[test]
fn statements_of_one_account_follow_on_each_other_either_way() {
    let first = statement("10.00", "9.00", &entry("1.00", "DBIT", ""));
    let second = statement("9.00", "7.00", &entry("2.00", "DBIT", ""));
    for parts in [[&first, &second], [&second, &first]] {
        let account = read_all(document(&parts.map(String::as_str).concat()).as_bytes()).unwrap().summary;
        let account = &account.accounts[0];
        assert_eq!((account.opening.unwrap().0, account.closing.unwrap().0), (1000, 700));
    }
    let gap = statement("8.00", "6.00", &entry("2.00", "DBIT", ""));
    assert_eq!(reasons(&document(&[first.as_str(), &gap].concat()))[0].1, Reason::BalanceBroken);
}

#[test]
fn document_types_entities_and_other_tricks_are_refused() {
    let good = file("10.00", "9.00", &entry("1.00", "DBIT", ""));
    let with = |from: &str, to: &str| good.replacen(from, to, 1);
    let bomb = "<!DOCTYPE Document [<!ENTITY a \"aaaa\">]><Document";
    for (bad, reason) in [
        (with("<Document", bomb), Reason::Markup),
        (with("<Document", "<!DOCTYPE Document SYSTEM \"file:///etc/passwd\"><Document"), Reason::Markup),
        (with("EUR</Ccy>", "&xxe;</Ccy>"), Reason::Markup),
        (with("EUR</Ccy>", "EUR&#0;</Ccy>"), Reason::Markup),
        (with("</Acct>", "</Account>"), Reason::Markup),
        (with("</Document>", "</Document><Document/>"), Reason::Markup),
        (with("</Document>", "</Document>more"), Reason::Markup),
        (with("<GrpHdr>", &"<a>".repeat(80)), Reason::RowTooLarge),
        (with("<MsgId>", &format!("<MsgId>{}", "x".repeat(TEXT_BYTES_MAX + 1))), Reason::RowTooLarge),
        (
            with("<GrpHdr>", &format!("<GrpHdr a=\"{}\">", "x".repeat(TEXT_BYTES_MAX + 1))),
            Reason::RowTooLarge,
        ),
        (with("053.001.02", "053.001.99"), Reason::UnknownFormat),
        (with("camt.053", "pain.001"), Reason::UnknownFormat),
        (with("utf-8", "EBCDIC-NL"), Reason::Encoding),
    ] {
        let found = reasons(&bad);
        assert!(found.iter().any(|(_, found)| *found == reason), "{reason:?}: {found:?}");
    }
    assert_eq!(reasons("<html><body>sign in</body></html>"), [(0, Reason::UnknownFormat)]);
}

#[test]
fn prefixes_comments_and_other_encodings_change_nothing() {
    let inside = "<RltdPties><Cdtr><Nm>Café</Nm></Cdtr></RltdPties>";
    let good = file("10.00", "9.00", &detailed("1.00", "DBIT", "", &[inside]));
    let wanted = whole(&good);
    assert_eq!(wanted[0].counter_name.as_deref(), Some("Café"));
    let prefixed = good.replace("</", "</n:").replace('<', "<n:").replace("<n:/n:", "</n:");
    let prefixed = prefixed.replace("<n:?", "<?").replace("xmlns=", "xmlns:n=");
    assert_eq!(whole(&prefixed), wanted);
    assert_eq!(whole(&good.replace("<Ntry>", "<!-- a --><Ntry><?b c?>")), wanted);
    let latin: Vec<u8> = good
        .replace("utf-8", "ISO-8859-1")
        .chars()
        .map(|sign| u8::try_from(u32::from(sign)).unwrap())
        .collect();
    assert_eq!(read_all(&latin[..]).unwrap().transactions, wanted);
    let wide: Vec<u8> = good.replace("utf-8", "utf-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_all(&wide[..]).unwrap().transactions, wanted);
}

#[test]
fn a_document_that_was_cut_off_anywhere_is_refused() {
    for bytes in [
        &include_bytes!("../fixtures/camt053_001_02.xml")[..],
        include_bytes!("../fixtures/camt053_001_08.xml"),
    ] {
        let whole = bytes.trim_ascii_end().len();
        for end in 0..whole {
            assert!(read_all(&bytes[..end]).is_err(), "{end}");
        }
        assert!(read_all(&bytes[..whole]).is_ok());
    }
}

fn file(opening: &str, closing: &str, entries: &str) -> String {
    document(&statement(opening, closing, entries))
}

fn document(statements: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">\
         <BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>\n{statements}</BkToCstmrStmt></Document>"
    )
}

fn statement(opening: &str, closing: &str, entries: &str) -> String {
    let balance = |code: &str, amount: &str| {
        let (direction, size) = amount.strip_prefix('-').map_or(("CRDT", amount), |size| ("DBIT", size));
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{size}</Amt>\
             <CdtDbtInd>{direction}</CdtDbtInd></Bal>\n"
        )
    };
    format!(
        "<Stmt><Acct><Id><IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n{}{}{entries}</Stmt>",
        balance("OPBD", opening),
        balance("CLBD", closing)
    )
}

fn entry(amount: &str, direction: &str, mark: &str) -> String {
    detailed(amount, direction, mark, &[])
}

fn detailed(amount: &str, direction: &str, mark: &str, details: &[&str]) -> String {
    let details: Vec<_> = details.iter().map(|inside| format!("<TxDtls>{inside}</TxDtls>")).collect();
    let details = details.concat();
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{mark}<Sts>BOOK</Sts><BookgDt>\
         <Dt>2026-09-28</Dt></BookgDt><AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls>{details}</NtryDtls></Ntry>\n"
    )
}

fn parties(debtor: &str, debtor_account: &str, creditor: &str, creditor_account: &str) -> String {
    format!(
        "<RltdPties><Dbtr><Nm>{debtor}</Nm></Dbtr><DbtrAcct><Id><IBAN>{debtor_account}</IBAN></Id></DbtrAcct><Cdtr>\
         <Nm>{creditor}</Nm></Cdtr><CdtrAcct><Id><IBAN>{creditor_account}</IBAN></Id></CdtrAcct></RltdPties>"
    )
}
