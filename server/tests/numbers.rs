//! Many write at once into several scopes, through real servers, while somebody reads: the numbers of each
//! scope have no gap, later means higher, and a reader never passes a number that it has not seen.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod running;
mod town;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use opstap_domain::ids::{Compartment, ScopeId};
use opstap_sync::wire::{SyncResponse, Verdict};
use reqwest::Client;
use running::{Running, Seat, http, money, text};
use town::Phone;

const CASES: usize = 3;
const PHONES: usize = 2;
const TABLETS: usize = 3;
const ROUNDS: usize = 20;

/// The numbers that one request was answered with.
#[derive(Clone, Debug)]
struct Answered {
    scope: ScopeId,
    began: Instant,
    ended: Instant,
    numbers: Vec<u64>,
}

/// One page that a reader got.
#[derive(Clone, Debug)]
struct Read {
    scope: ScopeId,
    began: Instant,
    numbers: Vec<u64>,
    upto: u64,
    more: bool,
}

async fn ask(http: &Client, url: &str, phone: &mut Phone) -> Option<SyncResponse> {
    let request = phone.request();
    let body = serde_json::to_vec(&request).unwrap();
    let response =
        http.post(format!("{url}/v1/sync")).bearer_auth(&phone.token).body(body).send().await.unwrap();
    let (status, bytes) = (response.status(), response.bytes().await.unwrap());
    if status == 503 {
        return None;
    }
    if status == 409 {
        phone.react(&serde_json::from_slice(&bytes).unwrap());
        return None;
    }
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&bytes));
    let answer: SyncResponse = serde_json::from_slice(&bytes).unwrap();
    phone.take(&request, answer.clone());
    Some(answer)
}

/// Writes new lines until it has had its rounds: a few in each, into all of its scopes at once, now through
/// one server and now through the other.
async fn push(http: Client, urls: Vec<String>, mut phone: Phone, who: usize) -> Vec<Answered> {
    let mut scopes: Vec<ScopeId> = phone.grants.iter().map(|grant| grant.scope).collect();
    scopes.retain(|scope| scope.compartment == Compartment::Money);
    let mut answered = Vec::new();
    for round in 0..ROUNDS {
        for line in 0..=(who + round) % 4 {
            let scope = scopes[(round + line) % scopes.len()];
            phone.line(scope, (who * 1_000_000 + round * 100 + line + 1) as u128, 100);
        }
        while !phone.pending.is_empty() {
            let sent: BTreeMap<u64, ScopeId> = phone.pending.iter().map(|op| (op.n, op.scope)).collect();
            let began = Instant::now();
            let Some(answer) = ask(&http, &urls[(who + round) % urls.len()], &mut phone).await else {
                continue;
            };
            let ended = Instant::now();
            let mut numbers: BTreeMap<ScopeId, Vec<u64>> = BTreeMap::new();
            for result in &answer.res {
                assert!(matches!(result.r, Verdict::Ok | Verdict::Dup), "{result:?}");
                numbers.entry(sent[&result.n]).or_default().push(result.seq);
            }
            let each = numbers.into_iter();
            answered.extend(each.map(|(scope, numbers)| Answered { scope, began, ended, numbers }));
        }
    }
    answered
}

/// Reads everything, again and again, until everybody has written.
async fn read(http: Client, url: String, mut tablet: Phone, stop: Arc<AtomicBool>) -> Vec<Read> {
    let mut pages = Vec::new();
    loop {
        let last = stop.load(Ordering::SeqCst);
        let began = Instant::now();
        tablet.wish.want = Some(4096);
        let answer = ask(&http, &url, &mut tablet).await;
        let handles: BTreeMap<_, _> = tablet.grants.iter().map(|grant| (grant.h, grant.scope)).collect();
        let more = answer.as_ref().is_none_or(|answer| answer.chg.iter().any(|page| page.more));
        for page in answer.into_iter().flat_map(|answer| answer.chg) {
            let numbers = page.recs.iter().map(|record| record.s).collect();
            pages.push(Read { scope: handles[&page.h], began, numbers, upto: page.upto, more: page.more });
        }
        if last && !more {
            return pages;
        }
    }
}

/// Each number of a scope once, none missing, and of two requests that did not overlap the later is higher.
fn judge_numbers(scope: ScopeId, first: u64, all: &[Answered]) -> u64 {
    let mine: Vec<&Answered> = all.iter().filter(|answered| answered.scope == scope).collect();
    let numbers: Vec<u64> = mine.iter().flat_map(|answered| answered.numbers.clone()).collect();
    let head = first + numbers.len() as u64;
    assert_eq!(numbers.iter().copied().collect::<BTreeSet<_>>(), (first + 1..=head).collect());
    for one in &mine {
        assert!(one.numbers.is_sorted());
        for other in mine.iter().filter(|other| one.ended < other.began) {
            assert!(one.numbers.last() < other.numbers.first(), "{one:?} came before {other:?}");
        }
    }
    head
}

/// Whatever a cursor has passed was seen, and whatever was confirmed before a poll is in it.
fn judge_reader(scope: ScopeId, first: u64, head: u64, all: &[Answered], pages: &[Read]) {
    let mut seen = BTreeSet::new();
    for page in pages.iter().filter(|page| page.scope == scope) {
        seen.extend(page.numbers.iter().copied());
        let passed: BTreeSet<u64> = (first + 1..=page.upto).collect();
        assert!(passed.is_subset(&seen), "passed without a look: {:?}", passed.difference(&seen));
        let confirmed = all.iter().filter(|answered| answered.scope == scope && answered.ended < page.began);
        let confirmed = confirmed.flat_map(|answered| answered.numbers.iter().copied()).max().unwrap_or(0);
        assert!(page.more || page.upto >= confirmed, "confirmed {confirmed} is not in {page:?}");
    }
    assert_eq!(seen.last(), Some(&head));
}

/// Everybody at once, through these servers; gives each scope with its last number.
async fn everybody(seat: &Seat, servers: &[Running]) -> BTreeMap<ScopeId, u64> {
    let http = http();
    let urls: Vec<String> = servers.iter().map(|server| server.url.clone()).collect();
    let org = text(&seat.done(&["org", "add", "Testdorp"]), "org");
    let staff = seat.done(&["staff", "add", "--org", &org, "--role", "counsellor", "Sam"]);
    let counsellor = text(&staff, "account");
    let (mut phones, mut scopes) = (Vec::new(), Vec::new());
    for name in ["Noor", "Ali", "Fee"].iter().take(CASES) {
        let case = seat.done(&["case", "open", "--org", &org, "--client", name, "--counsellor", &counsellor]);
        for _ in 0..PHONES {
            let mut phone = servers[0].pair(&http, &seat.code(&text(&case, "client"))).await;
            servers[0].round(&http, &mut phone).await.unwrap();
            phones.push(phone);
        }
        let phone = phones.last().unwrap();
        let handle = phone.grants.iter().find(|grant| grant.scope == money(phone)).unwrap().h;
        scopes.push((money(phone), phone.cursors[&handle]));
    }
    // The same scopes by another account, and several of them in one request.
    for _ in 0..TABLETS {
        let mut tablet = servers[0].pair(&http, &seat.code(&counsellor)).await;
        servers[0].round(&http, &mut tablet).await.unwrap();
        phones.push(tablet);
    }
    let mut readers = Vec::new();
    let stop = Arc::new(AtomicBool::new(false));
    for server in servers {
        let tablet = server.pair(&http, &seat.code(&counsellor)).await;
        readers.push(tokio::spawn(read(http.clone(), server.url.clone(), tablet, Arc::clone(&stop))));
    }
    let pushing = phones.into_iter().enumerate();
    let pushing: Vec<_> =
        pushing.map(|(who, phone)| tokio::spawn(push(http.clone(), urls.clone(), phone, who))).collect();
    let mut answered = Vec::new();
    for pusher in pushing {
        answered.extend(pusher.await.unwrap());
    }
    stop.store(true, Ordering::SeqCst);
    let mut heads = BTreeMap::new();
    for (scope, first) in &scopes {
        heads.insert(*scope, judge_numbers(*scope, *first, &answered));
    }
    for reader in readers {
        let pages = reader.await.unwrap();
        assert!(pages.len() > ROUNDS, "only {} pages were read", pages.len());
        for (scope, first) in &scopes {
            judge_reader(*scope, *first, heads[scope], &answered, &pages);
        }
    }
    heads
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    let server = [seat.start()];
    let heads = everybody(&seat, &server).await;
    assert_eq!(heads.len(), CASES);
}

/// Two servers on one database, and the database's own word for the order of commits.
#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql() {
    let folder = tempfile::tempdir().unwrap();
    let place = cluster::Place::fresh();
    // Placed by organisation where the database has Citus, and refused where not.
    drop(std::thread::scope(|scope| scope.spawn(|| place.store()).join().unwrap()));
    let seat = Seat::database(folder.path(), &place.url);
    let servers = [seat.start(), seat.start()];
    let heads = everybody(&seat, &servers).await;
    for (scope, head) in heads {
        let counted = place.sql(&format!("SELECT head FROM scope WHERE id = '{scope}'"));
        assert_eq!(counted, [[Some(head.to_string())]]);
    }
    if place.sql("SHOW track_commit_timestamp") == [[Some("on".to_owned())]] {
        let early = "SELECT count(*) FROM (SELECT ts < max(ts) OVER (PARTITION BY scope ORDER BY seq) AS early \
                     FROM (SELECT scope, seq, pg_xact_commit_timestamp(xmin) AS ts FROM history) c) e WHERE early";
        assert_eq!(place.sql(early), [[Some("0".to_owned())]]);
    }
}

#[test]
fn a_skipped_number_a_gap_and_a_late_commit_are_found() {
    let scope = "00000000-0000-0000-0000-000000000001.money".parse::<ScopeId>().unwrap();
    let moments: Vec<Instant> =
        (0..4).map(|at| Instant::now() + std::time::Duration::from_secs(at)).collect();
    let answered = |at: usize, numbers: &[u64]| Answered {
        scope,
        began: moments[at],
        ended: moments[at + 1],
        numbers: numbers.to_vec(),
    };
    let page = |numbers: &[u64], upto| Read {
        scope,
        began: moments[3],
        numbers: numbers.to_vec(),
        upto,
        more: false,
    };
    let good = [answered(0, &[5, 6]), answered(2, &[7])];
    assert_eq!(judge_numbers(scope, 4, &good), 7);
    judge_reader(scope, 4, 7, &good, &[page(&[1, 2, 4, 5, 6], 6), page(&[7], 7)]);
    let fails = |work: &(dyn Fn() + std::panic::RefUnwindSafe)| std::panic::catch_unwind(work).is_err();
    assert!(fails(&|| assert_eq!(judge_numbers(scope, 4, &[answered(0, &[5]), answered(2, &[7])]), 6)));
    assert!(fails(&|| assert_eq!(judge_numbers(scope, 4, &[answered(0, &[7]), answered(2, &[5, 6])]), 7)));
    assert!(fails(&|| judge_reader(scope, 4, 7, &good, &[page(&[5, 7], 7)])));
    assert!(fails(&|| judge_reader(scope, 4, 7, &good, &[page(&[5], 5), page(&[6, 7], 7)])));
}
