//! The organisation: counsellors with their clients, and what stands in the cases, made through real rounds.

use std::collections::BTreeMap;
use std::path::Path;

use opstap_domain::ids::{Compartment, Role, ScopeId, fresh_id};
use opstap_domain::{Date, Instant, Uuid, Zone};
use opstap_server::data::DataDir;
use opstap_server::engine::{ContentItem, Engine, NewCase};
use opstap_server::serve::now_ms;
use opstap_server::store::{Address, ScopeStore};
use opstap_sync::hlc::Hlc;
use opstap_sync::ident::OpUid;
use opstap_sync::op::Change;
use opstap_sync::wire::{Handle, LIMITS, PairRequest, SyncRequest, SyncResponse, Verdict, WireOp};
use serde_json::{Value, json};

use super::Asked;
use super::plan::Plan;
use crate::seed::{Item, spread};

/// Cases come in these sizes, the mean is 3.2.
const SIZES: [usize; 5] = [1, 2, 3, 4, 6];
/// For each of a size: lines of a budget, debts, messages.
const LINES: usize = 8;
const DEBTS: usize = 2;
const MESSAGES: i64 = 12;
/// What was paid of each debt, in entries.
const PAYMENTS: i64 = 5;
/// Engines that settle side by side, where the store lets them.
const SIDE_BY_SIDE: usize = 4;
const DAY_MS: i64 = 86_400_000;
const CATEGORIES: [&str; 7] =
    ["huur", "stroom", "water", "zorgverzekering", "telefoon", "internet-tv", "kleding"];

/// A case as its counsellor's list names it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) id: Uuid,
    pub(crate) client: String,
}

/// Somebody who signs in: with this code, and sees these cases.
pub(crate) struct Person {
    pub(crate) code: String,
    pub(crate) cases: Vec<Case>,
}

pub(crate) struct Town {
    pub(crate) counsellors: Vec<Person>,
    /// In the order of the plan's visitors.
    pub(crate) visitors: Vec<Person>,
    /// In the order of the plan's phones.
    pub(crate) phones: Vec<String>,
    pub(crate) records: usize,
}

/// A counsellor, and a code for each client.
struct Desk {
    counsellor: Person,
    codes: Vec<String>,
    records: usize,
}

impl Town {
    /// Settles it in a folder or a database that is empty.
    pub(crate) fn settle(folder: &Path, asked: &Asked, plan: &Plan) -> Self {
        let data = DataDir::at(folder).expect("a data folder");
        let desks = match &asked.database {
            None => desks(vec![data.start().expect("an engine")], asked),
            Some(database) => {
                let address: Address = database.parse().expect("an address of PostgreSQL");
                desks(data.start_on(&address, SIDE_BY_SIDE).expect("engines"), asked)
            }
        };
        let (mut counsellors, mut clients, mut records) = (Vec::new(), Vec::new(), 0);
        for desk in desks {
            let each = desk.codes.into_iter().zip(&desk.counsellor.cases);
            clients.extend(each.map(|(code, case)| Person { code, cases: vec![case.clone()] }));
            counsellors.push(desk.counsellor);
            records += desk.records;
        }
        let mut clients: Vec<Option<Person>> = clients.into_iter().map(Some).collect();
        let mut take = |at: usize| clients[at].take().expect("each client is somebody once");
        let visitors = plan.visitors.iter().map(|visitor| take(visitor.client)).collect();
        let phones = plan.phones.iter().map(|(client, _)| take(*client).code).collect();
        Self { counsellors, visitors, phones, records }
    }
}

/// All counsellors with their clients, in their order.
fn desks<S: ScopeStore + Send>(mut engines: Vec<Engine<S>>, asked: &Asked) -> Vec<Desk> {
    let items = opstap_content::Package::embedded().expect("the package is whole").records();
    let items = items.into_iter().map(ContentItem::from);
    let org = engines[0].add_org("Voorbeeldstad", items, now_ms()).expect("an organisation");
    let (counsellors, each, many) = (asked.counsellors, asked.clients / asked.counsellors, engines.len());
    let mut desks: Vec<(usize, Desk)> = std::thread::scope(|scope| {
        let threads = engines.iter_mut().enumerate().map(|(first, engine)| {
            scope.spawn(move || {
                let mine = (first..counsellors).step_by(many);
                mine.map(|at| {
                    // Whoever is over when clients are shared out evenly belongs to the last.
                    let over = if at + 1 == counsellors { asked.clients % counsellors } else { 0 };
                    (at, desk(engine, org, at, each, each + over))
                })
                .collect::<Vec<_>>()
            })
        });
        let threads: Vec<_> = threads.collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a part that settles")).collect()
    });
    for mut engine in engines {
        engine.store().close().expect("everything is in the file");
    }
    desks.sort_by_key(|(at, _)| *at);
    desks.into_iter().map(|(_, desk)| desk).collect()
}

fn desk<S: ScopeStore>(engine: &mut Engine<S>, org: Uuid, at: usize, each: usize, cases: usize) -> Desk {
    let now = now_ms();
    let name = format!("Robin {at:03}");
    let counsellor = engine.add_staff(org, Role::Counsellor, &name, now).expect("staff");
    let (mut known, mut codes) = (Vec::new(), Vec::new());
    for number in 0..cases {
        let client = format!("Sanne{:05} de Vries", at * each + number);
        let new =
            NewCase { org, client: &client, counsellor, coaches: &[], programme: Some("goed-begonnen") };
        let opened = engine.open_case(new, now).expect("a case");
        codes.push(engine.pairing_code(opened.client, now).expect("a code").code);
        known.push(Case { id: opened.case, client });
    }
    let items: Vec<(Uuid, Vec<Item>)> = known
        .iter()
        .enumerate()
        .map(|(number, case)| (case.id, stands(case.id, counsellor, at * each + number, now)))
        .collect();
    let records = items.iter().map(|(_, items)| items.len()).sum();
    let code = engine.pairing_code(counsellor, now).expect("a code").code;
    push(engine, &code, at, items, now);
    let code = engine.pairing_code(counsellor, now).expect("a code").code;
    Desk { counsellor: Person { code, cases: known }, codes, records }
}

/// Everything of one counsellor as their tablet would send it, durable at once.
fn push<S: ScopeStore>(
    engine: &mut Engine<S>,
    code: &str,
    at: usize,
    items: Vec<(Uuid, Vec<Item>)>,
    now: i64,
) {
    let asked = PairRequest { code: code.to_owned(), label: "tablet".into(), once: String::new() };
    let paired = engine.pair(&asked, now).expect("the tablet pairs");
    let blank = json!({ "proto": 1, "schema": 1, "dev": paired.device.id, "n": 0, "ack": 0, "want": 1 });
    let blank: SyncRequest = serde_json::from_value(blank).expect("a request");
    let token = paired.device.token;
    let sent: Result<(), opstap_server::store::StoreError> = engine.keep(|engine| {
        let first = engine.round_by_token(&token, &blank, now)?.expect("a first round");
        let blank = SyncRequest { ge: first.ge, ..blank };
        let grants: BTreeMap<ScopeId, Handle> = first
            .grants
            .expect("grants come first")
            .into_iter()
            .map(|grant| (grant.scope, grant.h))
            .collect();
        let ops = items.into_iter().flat_map(|(case, items)| items.into_iter().map(move |item| (case, item)));
        let ops: Vec<WireOp> = ops
            .zip(1..)
            .map(|((case, item), n)| op(grants[&ScopeId::new(case, item.compartment)], item, (at, n), now))
            .collect();
        for ops in ops.chunks(LIMITS.ops) {
            let n = ops.last().map_or(0, |op| op.n);
            let request = SyncRequest { n, ops: ops.to_vec(), ..blank.clone() };
            let answer: SyncResponse = engine.round_by_token(&token, &request, now)?.expect("a round");
            let other = answer.res.iter().find(|result| result.r != Verdict::Ok);
            assert!(other.is_none(), "a record was not taken: {other:?}");
        }
        Ok(())
    });
    sent.expect("the store works");
}

/// The `n`-th operation of the tablet of the counsellor `at`.
fn op(h: Handle, item: Item, (at, n): (usize, u64), now: i64) -> WireOp {
    let mut uid = [0; 12];
    uid[..8].copy_from_slice(&n.to_le_bytes());
    uid[8..].copy_from_slice(&(at as u32).to_le_bytes());
    let (k, t, change) = (item.kind.to_owned(), Hlc::at(now), Change::New(item.units));
    WireOp { n, uid: OpUid(uid), tx: None, h, id: item.id, k, t, knew: None, change }
}

/// What stands in a case: a budget, debts with their entries and letters, a conversation, appointments, a balance.
fn stands(case: Uuid, counsellor: Uuid, at: usize, now: i64) -> Vec<Item> {
    let (money, together) =
        (ScopeId::new(case, Compartment::Money), ScopeId::new(case, Compartment::Together));
    let (size, today) = (SIZES[at % SIZES.len()], Zone::AMSTERDAM.date(Instant(now)));
    let mut items: Vec<Item> = (0..size * LINES).map(|number| line(money, at, number)).collect();
    for number in 0..size * DEBTS {
        items.extend(debt(money, at, number, today));
    }
    let of_money = |kind, id, units: &[(&str, Value)]| item(Compartment::Money, kind, id, units);
    let seen = today.plus_days(-3);
    let id = money.derived_id(&format!("balance/{seen}"));
    let balance = [("on", json!(seen)), ("balance", json!({ "cents": 84_250 }))];
    items.push(of_money("account_balance", id, &balance));
    let messages = size as i64 * MESSAGES;
    for number in 0..messages {
        let sent = now - DAY_MS * (messages - number) - at as i64;
        let id = fresh_id(sent, spread((at * 1000) as u64 + number as u64));
        let body =
            format!("Bericht {number}: dank je voor de brief, we kijken er samen naar. Tot donderdag!");
        let units = [("body", json!(body)), ("sent_at", json!(sent)), ("author", json!(counsellor))];
        items.push(item(Compartment::Together, "message", id, &units));
    }
    for (days, status) in [(-20, "kept"), (3 + at as i64 % 10, "confirmed")] {
        let when = json!({ "starts_at": now + days * DAY_MS, "minutes": 45, "zone": "Europe/Amsterdam" });
        let units = [
            ("title", json!("Gesprek over je plan")),
            ("when", when),
            ("place", json!("Stadhuis, kamer 3")),
            ("status", json!(status)),
        ];
        let id = together.derived_id(&format!("load-appointment/{days}"));
        items.push(item(Compartment::Together, "appointment", id, &units));
    }
    items
}

fn item(compartment: Compartment, kind: &'static str, id: Uuid, units: &[(&str, Value)]) -> Item {
    let units = units.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Item { compartment, kind, id, units }
}

fn line(money: ScopeId, at: usize, number: usize) -> Item {
    let direction = if number % 8 == 7 { "in" } else { "out" };
    let category = if direction == "in" { "loon-maand" } else { CATEGORIES[number % 7] };
    let cents = 2_000 + (at * 7_919 + number * 104_729) % if direction == "in" { 220_000 } else { 40_000 };
    let frequency = ["monthly", "weekly", "four_weekly", "quarterly"][number / 8 % 4];
    let amount = json!({ "cents": cents, "frequency": frequency, "direction": direction });
    let id = money.derived_id(&format!("load-line/{number}"));
    let units =
        [("category", json!(category)), ("label", json!(format!("Regel {number}"))), ("amount", amount)];
    item(Compartment::Money, "budget_line", id, &units)
}

fn debt(money: ScopeId, at: usize, number: usize, today: Date) -> Vec<Item> {
    let of = |what: &str| money.derived_id(&format!("load-{what}/{number}"));
    let (debt, creditor) = (of("debt"), of("creditor"));
    let of_money = |kind, id, units: &[(&str, Value)]| item(Compartment::Money, kind, id, units);
    let day = |before: i64| json!(today.plus_days(-before - number as i64));
    let mut items = vec![
        of_money("creditor", creditor, &[("name", json!(format!("Schuldeiser {number} B.V.")))]),
        of_money(
            "debt",
            debt,
            &[
                ("creditor", json!(creditor)),
                ("title", json!(format!("Schuld {number}"))),
                ("kind", json!("Overig")),
                ("subject", json!(["energy", "phone", "purchase", "rent"][number % 4])),
                ("owner", json!("client")),
                ("holder", json!({ "state": "creditor" })),
            ],
        ),
    ];
    let cents = 10_000 + (at * 7_919 + number * 104_729) % 400_000;
    let statement = (300, json!({ "kind": "statement", "cents": cents }));
    let cost = (270, json!({ "kind": "cost", "cents": 4_000 }));
    let payments =
        (0..PAYMENTS).map(|month| (240 - month * 30, json!({ "kind": "payment", "cents": 1_000 })));
    for (before, what) in [statement, cost].into_iter().chain(payments) {
        let units = [("debt", json!(debt)), ("on", day(before)), ("what", what)];
        items.push(of_money("debt_entry", of(&format!("entry-{before}")), &units));
    }
    if number.is_multiple_of(2) {
        let due = today.plus_days(5 + number as i64);
        let units = [
            ("sender", json!(format!("Schuldeiser {number} B.V."))),
            ("received_on", day(2)),
            ("due_on", json!(due)),
            ("debt", json!(debt)),
        ];
        items.push(of_money("letter", of("letter"), &units));
    }
    items
}
