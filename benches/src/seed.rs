//! A real server with as many records as wanted, made through real rounds.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use opstap_domain::ids::{Compartment, Role, ScopeId, fresh_id};
use opstap_server::engine::{ContentItem, Engine};
use opstap_server::serve::Server;
use opstap_server::store::{ScopeStore, Sqlite};
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::OpUid;
use opstap_sync::op::Change;
use opstap_sync::wire::{Handle, PairRequest, SyncRequest, SyncResponse, WireOp};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use uuid::Uuid;

/// A server with a counsellor.
pub(crate) struct Seeded<S = Sqlite> {
    pub(crate) engine: Engine<S>,
    pub(crate) counsellor: Uuid,
    pub(crate) cases: Vec<Uuid>,
    pub(crate) clients: Vec<Uuid>,
    pub(crate) now: i64,
}

/// One record to make.
pub(crate) struct Item {
    pub(crate) compartment: Compartment,
    pub(crate) kind: &'static str,
    pub(crate) id: Uuid,
    pub(crate) units: BTreeMap<String, Value>,
}

/// Sets up an organisation, a counsellor and so many cases.
pub(crate) fn cases<S: ScopeStore>(engine: Engine<S>, count: usize, now: i64) -> Seeded<S> {
    cases_with(engine, Vec::new(), count, now)
}

/// Serves it on a thread of its own, and tells where. It ends with the runtime.
pub(crate) fn serve(engine: Engine) -> (String, Runtime) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let any: SocketAddr = ([127, 0, 0, 1], 0).into();
    let server = runtime.block_on(Server::with_engine(engine, any)).expect("a server");
    let url = format!("http://{}", server.address().expect("an address"));
    runtime.spawn(server.run(std::future::pending()));
    (url, runtime)
}

/// The same, with more content than the package has.
pub(crate) fn cases_with<S: ScopeStore>(
    mut engine: Engine<S>,
    more: Vec<ContentItem>,
    count: usize,
    now: i64,
) -> Seeded<S> {
    let items = opstap_content::Package::embedded().expect("the package is whole").records();
    let items = items.into_iter().map(ContentItem::from).chain(more);
    let org = engine.add_org("Voorbeeldstad", items, now).expect("an organisation can be added");
    let counsellor =
        engine.add_staff(org, Role::Counsellor, "Robin Bakker", now).expect("staff can be added");
    let cases = (0..count).map(|at| {
        let client = format!("Client {at}");
        let new = opstap_server::engine::NewCase {
            org,
            client: &client,
            counsellor,
            coaches: &[],
            programme: Some("goed-begonnen"),
        };
        let opened = engine.open_case(new, now).expect("a case can be opened");
        (opened.case, opened.client)
    });
    let (cases, clients) = cases.unzip();
    Seeded { engine, counsellor, cases, clients, now }
}

/// A code for another device of the counsellor.
pub(crate) fn code<S: ScopeStore>(engine: &mut Engine<S>, account: Uuid, now: i64) -> String {
    engine.pairing_code(account, now).expect("a code can be made").code
}

/// Pushes items of every case as the counsellor's own device would.
pub(crate) fn fill<S: ScopeStore>(
    seeded: &mut Seeded<S>,
    mut make: impl FnMut(usize, usize, i64, Uuid) -> Item,
    each: usize,
) {
    let code = code(&mut seeded.engine, seeded.counsellor, seeded.now);
    let paired = seeded
        .engine
        .pair(&PairRequest { code, label: "seed".into(), once: String::new() }, seeded.now)
        .expect("the seeding device pairs");
    let blank: SyncRequest = serde_json::from_value(
        json!({ "proto": 1, "schema": 1, "dev": paired.device.id, "n": 0, "ack": 0, "want": 1 }),
    )
    .expect("a request");
    let first = round(&mut seeded.engine, &paired.device.token, &blank, seeded.now);
    let blank = SyncRequest { ge: first.ge, ..blank };
    let grants: BTreeMap<ScopeId, Handle> =
        first.grants.expect("grants come first").into_iter().map(|grant| (grant.scope, grant.h)).collect();
    let (mut n, mut ops) = (0, Vec::new());
    for (at, case) in seeded.cases.clone().into_iter().enumerate() {
        for number in 0..each {
            n += 1;
            let id = fresh_id(seeded.now + n as i64, spread(n));
            let item = make(at, number, seeded.now, id);
            let mut uid = [0; 12];
            uid[..8].copy_from_slice(&n.to_le_bytes());
            ops.push(WireOp {
                n,
                uid: OpUid(uid),
                tx: None,
                h: grants[&ScopeId::new(case, item.compartment)],
                id: item.id,
                k: item.kind.to_owned(),
                t: Hlc::at(seeded.now),
                knew: None,
                change: Change::New(item.units),
            });
            if ops.len() == 200 {
                push(seeded, &blank, &paired.device.token, n, &mut ops);
            }
        }
    }
    push(seeded, &blank, &paired.device.token, n, &mut ops);
}

fn push<S: ScopeStore>(
    seeded: &mut Seeded<S>,
    blank: &SyncRequest,
    token: &str,
    n: u64,
    ops: &mut Vec<WireOp>,
) {
    let request = SyncRequest { n, ops: std::mem::take(ops), ..blank.clone() };
    let answer = round(&mut seeded.engine, token, &request, seeded.now);
    let held = answer.res.iter().find(|result| result.why.is_some());
    assert!(held.is_none(), "a seeded record was held: {held:?}");
}

fn round<S: ScopeStore>(
    engine: &mut Engine<S>,
    token: &str,
    request: &SyncRequest,
    now: i64,
) -> SyncResponse {
    let outcome = engine.keep(|engine| engine.round_by_token(token, request, now));
    outcome.expect("the store works").expect("the round is answered")
}

/// Ten bytes that look random and are the same in each run.
pub(crate) fn spread(n: u64) -> [u8; 10] {
    let mixed = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let other = mixed.rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&other.to_le_bytes());
    bytes[8..].copy_from_slice(&mixed.to_le_bytes()[..2]);
    bytes
}

/// A record of a budget line's size: category, title, amount, note.
pub(crate) fn budget_line(at: usize, number: usize, id: Uuid) -> Item {
    let cents = (at * 7919 + number * 104_729) % 250_000;
    let frequency = ["monthly", "weekly", "four_weekly", "quarterly"][number % 4];
    Item {
        compartment: Compartment::Money,
        kind: "budget_line",
        id,
        units: BTreeMap::from([
            (
                "category".into(),
                json!(["huur", "eten", "zorgverzekering", "telefoon", "kleding"][number % 5]),
            ),
            ("label".into(), json!(format!("Line {number}"))),
            ("amount".into(), json!({ "cents": cents, "frequency": frequency, "direction": "out" })),
            ("note".into(), json!(format!("As agreed on {} of the month", number % 28 + 1))),
        ]),
    }
}
