//! A file of a bank with 10,000 transactions, read and kept, against its markup walked once and raw inserts.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

use opstap_domain::{Date, Uuid};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::floor::Rows;
use crate::{device, machine, report::Report, seed};

const TRANSACTIONS: usize = 10_000;
const ROUNDS: usize = 9;
const OWN: &str = "NL44RABO0123456789";

/// Both in turn, each into a fresh file, so that the machine's mood is the same for both.
pub(crate) fn measure(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("statement.xml");
    fs::write(&path, statement()).expect("a file");
    let paired = folder.path().join("paired");
    let case = pair(folder.path(), &paired);
    let (mut walks, mut inserts, mut ours, mut again) = (vec![], vec![], vec![], vec![]);
    let (mut floor_wall, mut our_wall) = (vec![], vec![]);
    for round in 0..ROUNDS {
        let begun = Instant::now();
        walks.push(cpu(|| assert_eq!(walk(&path), TRANSACTIONS)));
        let rows = Rows::open(&folder.path().join(format!("raw-{round}.db")));
        inserts.push(cpu(|| rows.insert(TRANSACTIONS)));
        floor_wall.push(begun.elapsed().as_nanos() as u64);
        let home = folder.path().join(format!("device-{round}"));
        copy(&paired, &home);
        let device = device::open(&home);
        let import = || {
            let mut file = File::open(&path).expect("a file");
            device.bank_import(Some(case), &mut file, false).expect("an import")
        };
        let begun = Instant::now();
        ours.push(cpu(|| assert_eq!(import().new, TRANSACTIONS)));
        our_wall.push(begun.elapsed().as_nanos() as u64);
        again.push(cpu(|| assert_eq!(import().known, TRANSACTIONS)));
    }
    let middle = |samples: Vec<u64>| machine::p50_p99(samples).0 as f64 / 1e6;
    let (walks, inserts, ours) = (middle(walks), middle(inserts), middle(ours));
    let bytes = fs::metadata(&path).expect("a file").len() as f64 / 1e6;
    let detail = format!(
        "middle of {ROUNDS}: ours {ours:.0} ms of CPU ({:.0} ms of wall time), walking {bytes:.1} MB {walks:.0} ms, raw inserts \
         {inserts:.0} ms (both {:.0} ms of wall time)",
        middle(our_wall),
        middle(floor_wall),
    );
    let ratio = ours / (walks + inserts);
    report.at_most("import of 10,000 transactions", ratio, 3.0, "× walking and raw inserts", &detail);
    report.tell("the same file once more, all of it known, CPU", middle(again), "ms");
}

fn cpu(work: impl FnOnce()) -> u64 {
    let before = machine::thread_cpu_ns();
    work();
    machine::thread_cpu_ns() - before
}

/// Every event of the file, read as a stream; nothing of it is kept.
fn walk(path: &Path) -> usize {
    let mut reader = Reader::from_reader(BufReader::new(File::open(path).expect("a file")));
    let (mut buffer, mut entries) = (Vec::new(), 0);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).expect("markup") {
            Event::Start(start) if start.name().as_ref() == "Ntry" => entries += 1,
            Event::Eof => return entries,
            _ => {}
        }
    }
}

/// A client's own phone: nobody else may keep transactions.
fn pair(folder: &Path, home: &Path) -> Uuid {
    let data = opstap_server::data::DataDir::at(&folder.join("server")).expect("a data folder");
    let seeded = seed::cases(data.start().expect("an engine"), 1, opstap_server::serve::now_ms());
    let account = seeded.clients[0];
    let (device, _serving) = device::paired(seeded, account, home);
    device.cases()[0]
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.file_type().expect("a type").is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
        }
    }
}

/// One statement over some years, three payments a day, as a bank writes it.
fn statement() -> String {
    let first = Date::from_ymd(2017, 1, 2).expect("a day");
    let cents = |at: usize| 100 + (at * 7_919 % 90_000) as i64;
    let comes_in = |at: usize| at.is_multiple_of(5);
    let closing: i64 = 1_000_000
        + (0..TRANSACTIONS).map(|at| if comes_in(at) { cents(at) } else { -cents(at) }).sum::<i64>();
    let euros = |cents: i64| format!("{}.{:02}", cents.abs() / 100, cents.abs() % 100);
    let sign = |comes_in: bool| if comes_in { "CRDT" } else { "DBIT" };
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = write!(
        xml,
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>\
         <Stmt><Id>1</Id><Acct><Id><IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    );
    for (code, amount) in [("OPBD", 1_000_000), ("CLBD", closing)] {
        let (shown, sign) = (euros(amount), sign(amount >= 0));
        let _ = write!(
            xml,
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{shown}</Amt>\
             <CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{first}</Dt></Dt></Bal>"
        );
    }
    for at in 0..TRANSACTIONS {
        let (day, shown, sign) = (first.plus_days(at as i64 / 3), euros(cents(at)), sign(comes_in(at)));
        let side = if comes_in(at) { "Dbtr" } else { "Cdtr" };
        let _ = write!(
            xml,
            "<Ntry><Amt Ccy=\"EUR\">{shown}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt>\
             </BookgDt><ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>26{at:012}</AcctSvcrRef><BkTxCd><Prtry><Cd>ei</Cd></Prtry>\
             </BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>H-{at}</EndToEndId><MndtId>M-{}</MndtId></Refs><AmtDtls><TxAmt>\
             <Amt Ccy=\"EUR\">{shown}</Amt></TxAmt></AmtDtls><RltdPties><{side}><Pty><Nm>Winkel &amp; Zoon {} B.V.</Nm></Pty>\
             </{side}><{side}Acct><Id><IBAN>NL39RABO{:010}</IBAN></Id></{side}Acct></RltdPties><RmtInf><Ustrd>Factuur {at} van \
             {day}, met dank voor uw bestelling</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>",
            at % 40,
            at % 200,
            300_000_000 + at % 200,
        );
    }
    xml.push_str("</Stmt></BkToCstmrStmt></Document>\n");
    xml
}
