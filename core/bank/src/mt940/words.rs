//! `:86:`, the words, of which each bank has its own form.

use super::decode;
use super::line::Line;
use crate::table::{abn_amro, came_back, some};
use crate::{Format, Kind, Transaction, iban};

/// How long a line can be. A shorter one ended in spaces, and a longer one is not cut.
const LINE_SIGNS: usize = 65;

/// Parts between slashes. Anything else between slashes belongs to the part before it.
const TAGS: [&str; 17] = [
    "EREF", "PREF", "MARF", "CSID", "CNTP", "REMI", "PURP", "RTRN", "ULTB", "ULTD", "ULTC", "ORDP", "BENM",
    "NAME", "ISDT", "TRCD", "ACCW",
];

/// What stands where a reference should, and is none.
const NO_REFERENCE: [&str; 7] = ["NONREF", "NOREF", "NOTPROVIDED", "EREF", "MARF", "PREF", "IREF"];

/// What the words say.
#[derive(Default)]
struct Told {
    name: Option<String>,
    account: Option<String>,
    text: Option<String>,
    reference: Option<String>,
    mandate: Option<String>,
    creditor: Option<String>,
    kind: Option<Kind>,
}

/// A transaction out of its line, the line below it, and its words.
pub(super) fn transaction(own: String, line: Line, more: &str, words: &[Vec<u8>]) -> Transaction {
    let bank = own.get(4..8).unwrap_or_default();
    let joined = decode(&words.concat());
    let mut told = if joined.starts_with("/TRTP/") {
        by_abn_amro(&joined)
    } else if is_slashed(&joined) {
        slashed(&joined)
    } else if joined.get(3..4) == Some(">") && joined[..3].bytes().all(|sign| sign.is_ascii_digit()) {
        by_triodos(&joined, &own)
    } else {
        let free = free(words);
        match bank {
            "ABNA" => by_abn_amro(&free),
            "ASNB" | "SNSB" => by_asn(&line, more, &free),
            _ => Told { text: some(free), ..Told::default() },
        }
    };
    if bank == "RABO" && told.account.is_none() {
        told.account = some(more);
    }
    let reversal = told.kind == Some(Kind::Reversal) || came_back(line.amount, told.text.as_deref());
    let kind = if reversal { Some(Kind::Reversal) } else { line.kind(bank).or(told.kind) };
    let owned = some(&line.reference).filter(|one| !iban::is_iban(one));
    let reference = told.reference.filter(|one| one != "NOTPROVIDED").or(owned);
    Transaction {
        format: Format::Mt940,
        date: line.date,
        amount: line.amount,
        counter_name: told.name,
        counter_iban: told.account,
        text: told.text,
        reference: reference.filter(|one| !NO_REFERENCE.contains(&one.as_str())),
        mandate: told.mandate,
        creditor_id: told.creditor,
        kind,
        bank_reference: some(&line.bank_reference),
        balance_after: None,
        own_iban: own,
    }
}

/// Lines of words, of which only a full one goes on in the next without a space.
fn free(words: &[Vec<u8>]) -> String {
    let mut text = String::new();
    for line in words {
        let line = decode(line);
        text.push_str(&line);
        if line.chars().count() != LINE_SIGNS {
            text.push(' ');
        }
    }
    text
}

fn is_slashed(text: &str) -> bool {
    let first = text.strip_prefix('/').and_then(|rest| rest.split('/').next());
    first.is_some_and(|first| TAGS.contains(&first))
}

/// `/EREF/…//CNTP/…/REMI/…` of ING and `/BENM//NAME/…/REMI/…` of Rabobank: each tag once, so that a slash in a name
/// or a text stays in it.
fn slashed(text: &str) -> Told {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for part in text.split('/').skip(1) {
        let seen = found.iter().any(|(tag, _)| *tag == part);
        match (TAGS.contains(&part) && !seen, found.last_mut()) {
            (false, Some((_, values))) => values.push(part),
            _ => found.push((part, Vec::new())),
        }
    }
    let part = |tag: &str| {
        let values = found.iter().find(|(one, _)| *one == tag).map(|(_, values)| values.join("/"));
        values.unwrap_or_default()
    };
    let bare = |tag: &str| some(part(tag).trim_matches('/'));
    let (account, name) = counterparty(&part("CNTP"));
    let words = part("REMI");
    let (text, reference) = remittance(&words);
    Told {
        name: name.or_else(|| named(&part("NAME"))),
        account,
        text,
        reference: reference.or_else(|| bare("EREF")),
        mandate: bare("MARF"),
        creditor: bare("CSID"),
        kind: bare("RTRN").map(|_| Kind::Reversal),
    }
}

/// `IBAN/BIC/name/place/`: two slashes at the end when no place is told.
fn counterparty(part: &str) -> (Option<String>, Option<String>) {
    let mut rest = part.splitn(3, '/');
    let (account, _, rest) = (rest.next(), rest.next(), rest.next().unwrap_or_default());
    let name = rest.trim_end_matches('/');
    let told = if rest.len() - name.len() == 1 { name.rsplit_once('/').map(|(name, _)| name) } else { None };
    (account.and_then(some), some(told.unwrap_or(name)))
}

/// A name, without what Rabobank tells after it of who bears it and where they live.
fn named(part: &str) -> Option<String> {
    let end = ["/ID/", "/ADDR/"].iter().filter_map(|label| part.find(label)).min();
    some(&part[..end.unwrap_or(part.len())])
}

/// `USTD//text/`, `STRD/CUR/reference/`, or the text alone: the text and the reference.
fn remittance(part: &str) -> (Option<String>, Option<String>) {
    if let Some(text) = part.strip_prefix("USTD//") {
        return (some(text.strip_suffix('/').unwrap_or(text)), None);
    }
    if let Some(rest) = part.strip_prefix("STRD/") {
        let reference = rest.trim_end_matches('/').rsplit('/').next();
        return (None, reference.and_then(some));
    }
    (some(part), None)
}

fn by_abn_amro(text: &str) -> Told {
    let words = abn_amro::words(text);
    Told {
        name: words.name,
        account: words.iban,
        text: words.text,
        reference: words.reference,
        mandate: words.mandate,
        creditor: words.creditor,
        kind: words.kind,
    }
}

/// The account stands where the reference is, the name below it, and both again before the text.
fn by_asn(line: &Line, more: &str, free: &str) -> Told {
    let account = some(&line.reference).filter(|one| iban::is_iban(one));
    let name = some(more);
    let mut text = free.trim_start();
    for told in [&account, &name].into_iter().flatten() {
        text = text.strip_prefix(told.as_str()).unwrap_or(text).trim_start();
    }
    Told { text: some(text), account, name, ..Told::default() }
}

/// `000>100987654321>20text>21text>32name`: two digits say what a part is.
fn by_triodos(text: &str, own: &str) -> Told {
    let (mut words, mut name, mut accounts) = (String::new(), String::new(), [None, None]);
    for part in parts(&text[4..]) {
        let (code, value) = part.split_at(2);
        match code {
            "10" => accounts[1] = some(value.trim_start_matches('0')),
            code if code.starts_with('2') => words.push_str(value),
            "31" => accounts[0] = some(value).filter(|one| !own.ends_with(one.as_str())),
            "32" | "33" => name.push_str(value),
            _ => {}
        }
    }
    let [account, number] = accounts;
    Told { text: some(words), name: some(name), account: account.or(number), ..Told::default() }
}

/// What stands between `>` and two digits; another `>` is part of a text.
fn parts(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for part in text.split('>') {
        let coded = part.get(..2).is_some_and(|code| code.bytes().all(|sign| sign.is_ascii_digit()));
        match all.last_mut() {
            Some(last) if !coded => {
                last.push('>');
                last.push_str(part);
            }
            None if !coded => {}
            _ => all.push(part.to_owned()),
        }
    }
    all
}
