//! What MT940 says in each dialect, and what a hostile or damaged one may not do.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

mod verdicts;

use opstap_bank::{Kind, Order, ROW_BYTES_MAX, Reason, read_all};
use verdicts::{reasons, whole};

const RABO: &str = "NL44RABO0123456789";
const ING: &str = "NL20INGB0001234567";

#[test]
fn a_debit_that_is_turned_back_is_money_in() {
    for (mark, cents, reversal) in
        [("C", 150, false), ("D", -150, false), ("RC", -150, true), ("RD", 150, true), ("CR", 150, false)]
    {
        let closing = format!("C260930EUR{},{:02}", (1000 + cents) / 100, (1000 + cents) % 100);
        let one =
            &whole(&file(RABO, "C260901EUR10,", &closing, &format!(":61:2609280928{mark}1,5NTRFX\n")))[0];
        assert_eq!((one.amount.0, one.kind), (cents, reversal.then_some(Kind::Reversal)), "{mark}");
    }
    assert_eq!(reasons(&single(":61:2609280928X1,5NTRFX\n")), [(5, Reason::Direction)]);
    assert_eq!(reasons(&single(":61:2609280928CD1,5NTRFX\n")), [(5, Reason::Currency)]);
}

#[test]
fn amounts_have_a_comma_and_at_most_two_decimals() {
    for (amount, cents) in [("107,", 10_700), ("11,8", 1_180), ("000000000025,00", 2_500)] {
        let closing = format!("C260930EUR{},{:02}", (1000 + cents) / 100, (1000 + cents) % 100);
        let text = format!(":61:260928C{amount}NTRFX\n");
        assert_eq!(whole(&file(RABO, "C260901EUR10,", &closing, &text))[0].amount.0, cents);
    }
    for bad in ["1,005", "107", "1.07", "1,,5", ",5", "1234567890123456,"] {
        let found = reasons(&single(&format!(":61:260928C{bad}NTRFX\n")));
        assert_eq!(found[0], (5, Reason::Amount), "{bad}");
    }
}

#[test]
fn a_booking_over_the_end_of_a_year_has_its_own_year() {
    let booked = |line: &str| whole(&file(RABO, "C261201EUR0,", "C270105EUR1,", line))[0].date;
    let date = |year, month, day| opstap_domain::Date::from_ymd(year, month, day).unwrap();
    assert_eq!(booked(":61:2612310102C1,NTRFX\n"), date(2027, 1, 2));
    assert_eq!(booked(":61:2701021231C1,NTRFX\n"), date(2026, 12, 31));
    assert_eq!(booked(":61:2802280229C1,NTRFX\n"), date(2028, 2, 29));
    assert_eq!(booked(":61:261231C1,NTRFX\n"), date(2026, 12, 31));
    assert_eq!(reasons(&single(":61:2602300101C1,NTRFX\n")), [(5, Reason::Date)]);
    assert_eq!(reasons(&single(":61:2602281331C1,NTRFX\n")), [(5, Reason::Date)]);
}

#[test]
fn ing_cuts_words_anywhere_and_tells_a_place_or_none() {
    let words = ":86:/EREF/E-1//MARF/M-1//CSID/NL12ZZZ//CNTP/NL39RABO0300065264/RABONL2U/Jan/Piet B\n.V.///REMI/USTD\
                 //een/twee drie\nvier//PURP/OTHR/\n";
    let one = &whole(&single(&format!(":61:2609280928C1,NDDTEREF//26-1\n{words}")))[0];
    assert_eq!(one.counter_name.as_deref(), Some("Jan/Piet B.V."));
    assert_eq!(one.counter_iban.as_deref(), Some("NL39RABO0300065264"));
    assert_eq!(one.text.as_deref(), Some("een/twee drievier"));
    assert_eq!(one.reference.as_deref(), Some("E-1"));
    assert_eq!((one.mandate.as_deref(), one.creditor_id.as_deref()), (Some("M-1"), Some("NL12ZZZ")));
    assert_eq!((one.kind, one.bank_reference.as_deref()), (Some(Kind::DirectDebit), Some("26-1")));
    let placed = words
        .replace("B\n.V.///REMI/USTD//een/twee drie\nvier/", "B.V./Leiden//REMI/STRD/CUR/9000000000000001/");
    let one = &whole(&single(&format!(":61:2609280928C1,NTRFEREF//26-1\n{placed}")))[0];
    assert_eq!(one.counter_name.as_deref(), Some("Jan/Piet B.V."));
    assert_eq!((one.text.as_deref(), one.reference.as_deref()), (None, Some("9000000000000001")));
}

#[test]
fn rabobank_has_the_account_on_a_line_of_its_own() {
    let line = ":61:260928C000000000001,00N102EREF            \nNL39RABO0300065264\n\
                :86:/EREF/28-09-2026 12:00 003/ORDP//NAME/A/B C/ADDR/Straat 1/REMI/zie /NAME/ of x/ISDT/2026-09-28\n";
    let one = &whole(&single(line))[0];
    assert_eq!(one.counter_iban.as_deref(), Some("NL39RABO0300065264"));
    assert_eq!(one.counter_name.as_deref(), Some("A/B C"));
    assert_eq!(one.text.as_deref(), Some("zie /NAME/ of x"));
    assert_eq!(one.reference.as_deref(), Some("28-09-2026 12:00 003"));
    let returned = line.replace(":86:", ":86:/RTRN/MS03");
    assert_eq!(whole(&single(&returned))[0].kind, Some(Kind::Reversal));
}

#[test]
fn abn_amro_has_a_preamble_an_old_number_and_free_words() {
    let text = "ABNANL2A\n940\nABNANL2A\n:20:ABN AMRO BANK NV\n:25:417164300\n:28:19321/1\n:60F:C260901EUR10,\n\
                :61:2609280928D1,N426NONREF\n:86:GIRO   428428 KPN - DIGITENNE    BETALINGSKENM.  0000000421886595\n\
                314606715                        BETREFT FACTUUR\nINCL. BTW\n\
                :61:2609280928D2,N426NONREF\n:86:BEA, Betaalpas Shop,PAS003 NR:1\n\n\
                :61:2609280928D3,N426NONREF\n:86:/TRTP/SEPA INCASSO ALGEMEEN DOORLOPEND/CSID/NL12ZZZ/NAME/Huur B.V./MARF/M-\n\
                1/REMI/huur/IBAN/NL39RABO0300065264/EREF/E-9\n:62F:C260930EUR4,\n-\n";
    assert_eq!("GIRO   428428 KPN - DIGITENNE    BETALINGSKENM.  0000000421886595".len(), 65);
    let all = whole(text);
    assert!(all.iter().all(|one| one.own_iban == "NL91ABNA0417164300" && one.bank_reference.is_none()));
    let wanted =
        "GIRO 428428 KPN - DIGITENNE BETALINGSKENM. 0000000421886595314606715 BETREFT FACTUUR INCL. BTW";
    assert_eq!((all[0].text.as_deref(), all[0].reference.as_deref()), (Some(wanted), None));
    assert_eq!((all[1].counter_name.as_deref(), all[1].kind), (Some("Shop"), Some(Kind::Card)));
    assert_eq!((all[2].counter_name.as_deref(), all[2].kind), (Some("Huur B.V."), Some(Kind::DirectDebit)));
    assert_eq!((all[2].mandate.as_deref(), all[2].reference.as_deref()), (Some("M-1"), Some("E-9")));
}

#[test]
fn free_words_of_any_length_keep_their_spaces() {
    let line = |words: &str| single(&format!(":61:2609280928C1,NTRFNONREF\n:86:{words}\n"));
    let (exact, long) = ("x".repeat(65), "x".repeat(90));
    for (first, wanted) in
        [("kort", "kort TWEE"), (&exact, &format!("{exact}TWEE")), (&long, &format!("{long} TWEE"))]
    {
        assert_eq!(whole(&line(&format!("{first}\nTWEE")))[0].text.as_deref(), Some(wanted));
    }
}

#[test]
fn asn_has_the_account_in_place_of_a_reference_and_the_name_below_it() {
    let pad = " ".repeat(65);
    let text = format!(
        "{{1:F01ASNBNL21XXXX0000000000}}{{2:O940ASNBNL21XXXXN}}{{3:}}{{4:\n:20:0000000000\n:25:NL55ASNB0009999999\n\
         :28C:1/1\n:60F:C260901EUR10,00\n:61:2609280928D2,50NOVBNL39RABO0300065264\nhr a de boer\n\
         :86:NL39RABO0300065264 hr a de boer\n{pad}\n{:<65}\n{pad}\n:62F:C260930EUR7,50\n-}}{{5:}}\n",
        "Betaling huur"
    );
    let one = &whole(&text)[0];
    assert_eq!(one.counter_iban.as_deref(), Some("NL39RABO0300065264"));
    assert_eq!(one.counter_name.as_deref(), Some("hr a de boer"));
    assert_eq!((one.text.as_deref(), one.reference.as_deref()), (Some("Betaling huur"), None));
    assert_eq!(one.kind, Some(Kind::Transfer));
}

#[test]
fn triodos_numbers_its_parts() {
    let text = ":20:1/1\n:25:TRIODOSBANK/0390123456\n:28:1\n:60F:C260901EUR10,\n:61:260928D1,N000NONREF\n\
                :86:000>100987654321\n>20HUUR SEPTEM>21BER > 2026\n>22 EN MEER>310390123456\n:62F:C260930EUR9,\n-\n";
    let one = &whole(text)[0];
    assert_eq!(one.own_iban, "NL49TRIO0390123456");
    assert_eq!(one.counter_iban.as_deref(), Some("987654321"));
    assert_eq!(one.text.as_deref(), Some("HUUR SEPTEMBER > 2026 EN MEER"));
}

#[test]
fn statements_add_up_and_follow_on_each_other() {
    let line = ":61:260928C1,NTRFX\n";
    assert_eq!(reasons(&file(RABO, "C260901EUR10,", "C260930EUR11,01", line)), [(6, Reason::BalanceBroken)]);
    assert_eq!(reasons(&file(RABO, "D260901EUR10,", "C260930EUR11,", line)), [(6, Reason::BalanceBroken)]);
    assert_eq!(reasons(&file(RABO, "C260901USD10,", "C260930EUR11,", line))[0], (4, Reason::Currency));
    let first = file(RABO, "C260901EUR10,", "C260930EUR11,", line);
    let second = file(RABO, "C260930EUR11,", "C261031EUR10,", ":61:261001D1,NTRFX\n");
    let other = file(ING, "D260930EUR1,", "C261031EUR0,", ":61:261001C1,NTRFX\n");
    let all = read_all([&first, &second, &other].map(String::as_str).concat().as_bytes()).unwrap();
    let account = &all.summary.accounts[0];
    assert_eq!((account.opening.unwrap().0, account.closing.unwrap().0), (1000, 1000));
    assert_eq!((all.summary.accounts.len(), all.summary.order), (2, Order::OldestFirst));
    let gap = second.replace("EUR11,", "EUR12,").replace("EUR10,", "EUR11,");
    assert_eq!(reasons(&[first, gap].concat())[0].1, Reason::BalanceBroken);
}

#[test]
fn lines_out_of_their_place_are_refused() {
    for (bad, reason) in [
        (single("").replace(":62F:", ":64:"), Reason::Sequence),
        (format!("{}:61:260928C1,NTRFX\n", single("")), Reason::Sequence),
        (single(":86:words without a payment\n"), Reason::Sequence),
        (single("stray\n"), Reason::Sequence),
        (single("").replace(":60F:", ":20:X\n:60F:"), Reason::Sequence),
        (single("").replace(":28C:", "-\n:28C:"), Reason::Sequence),
        (single("").replace("NL44", "NL45"), Reason::OwnAccount),
        (single("").replace(":25:", ":28C:"), Reason::OwnAccount),
        (single(&format!(":61:260928C1,NTRFX\n:86:{}\n", "x".repeat(ROW_BYTES_MAX))), Reason::RowTooLarge),
        (single(&format!(":61:260928C1,NTRFX\n:86:{}", "x\n".repeat(ROW_BYTES_MAX))), Reason::RowTooLarge),
        (format!("{}{{1:F01RABONL2U}}", single("")), Reason::Sequence),
    ] {
        let found = reasons(&bad);
        assert!(found.iter().any(|(_, found)| *found == reason), "{reason:?}: {found:?}");
    }
    let told =
        read_all(single(":61:260928C1,NTRFgeheim\n:86:geheim\n:61:x\n").as_bytes()).unwrap_err().to_string();
    assert!(!told.contains("geheim"), "{told}");
}

#[test]
fn a_file_that_was_cut_off_is_refused_or_whole() {
    for bytes in [
        &include_bytes!("../fixtures/mt940_ing_structured.sta")[..],
        include_bytes!("../fixtures/mt940_rabo_structured.sta"),
    ] {
        let all = read_all(bytes).unwrap();
        let closing = bytes.windows(5).position(|part| part == b":62F:").unwrap();
        for end in 0..bytes.len() {
            match read_all(&bytes[..end]) {
                Err(_) => {}
                Ok(cut) => assert!(cut == all && end > closing + 20, "{end}"),
            }
        }
    }
}

fn single(lines: &str) -> String {
    file(RABO, "C260901EUR10,", "C260930EUR11,", lines)
}

fn file(own: &str, opening: &str, closing: &str, lines: &str) -> String {
    format!(":20:1\n:25:{own} EUR\n:28C:1\n:60F:{opening}\n{lines}:62F:{closing}\n-\n")
}
