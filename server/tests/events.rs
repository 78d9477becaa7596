//! Events: who gets a place, what they are told, and that nobody sits on a seat twice. Asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod reminders;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::events::{appointment_id, attendance_id};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_server::engine::{AdminError, Engine, Filled, NewCase};
use opstap_server::random::Seeded;
use opstap_server::store::ScopeStore;
use opstap_sync::server::ReceiptKey;
use opstap_sync::wire::ContentChange;
use reminders::put;
use serde_json::{Map, Value, json};
use town::{DAY, NOW, Phone, Town};
use uuid::Uuid;

const STARTS: i64 = NOW + 5 * DAY;

/// What a content manager says about one event.
struct Writer {
    phone: Phone,
    key: Option<String>,
    seen: String,
}

fn body(seats: u32, starts: i64) -> Map<String, Value> {
    let value = json!({ "title": "Post op orde", "text": "Neem je post mee.", "place": "Buurthuis De Brug",
        "startsAt": starts, "minutes": 90, "seats": seats });
    value.as_object().unwrap().clone()
}

impl Writer {
    fn new<S: ScopeStore>(town: &mut Town<S>, org: Uuid) -> Self {
        let roos = town.engine.add_staff(org, Role::ContentManager, "Roos", NOW).unwrap();
        Self { phone: town.pair(roos), key: None, seen: String::new() }
    }

    fn does<S: ScopeStore>(
        &mut self,
        town: &mut Town<S>,
        deed: &str,
        body: Option<Map<String, Value>>,
        now: i64,
    ) {
        let change = ContentChange {
            kind: "event".into(),
            key: self.key.clone(),
            deed: deed.into(),
            body,
            reason: String::new(),
            seen: self.seen.clone(),
            once: String::new(),
        };
        let token = self.phone.token.clone();
        let done = town.engine.keep(|engine| engine.change_by_token(&token, &change, now)).unwrap().unwrap();
        self.key = Some(done.key);
        self.seen = done.seen;
    }

    fn event(&self) -> &str {
        self.key.as_deref().unwrap()
    }

    fn filled<S: ScopeStore>(&self, town: &mut Town<S>) -> (usize, usize) {
        let (device, event) = (self.phone.memory.device.unwrap(), self.event());
        let Filled { placed, waiting } = town.engine.filled(device, event).unwrap().unwrap();
        (placed, waiting)
    }
}

/// Somebody with a case and a phone.
struct Guest {
    case: Uuid,
    together: ScopeId,
    phone: Phone,
}

impl Guest {
    fn new<S: ScopeStore>(town: &mut Town<S>, name: &str) -> Self {
        let new = NewCase {
            org: town.org,
            client: name,
            counsellor: town.counsellor,
            coaches: &[],
            programme: None,
        };
        let opened = town.engine.open_case(new, NOW).unwrap();
        let mut phone = town.pair(opened.client);
        town.sync(&mut phone);
        Self { case: opened.case, together: ScopeId::new(opened.case, Compartment::Together), phone }
    }

    fn wants<S: ScopeStore>(&mut self, town: &mut Town<S>, event: &str, wants: bool) {
        self.says(event, wants);
        town.sync(&mut self.phone);
    }

    /// Without a network.
    fn says(&mut self, event: &str, wants: bool) {
        let id = attendance_id(self.together, event);
        let known = self.phone.records.contains_key(&(self.together, id));
        let mut units = vec![("wants", json!(wants))];
        if !known {
            units.push(("event", json!(event)));
        }
        put(&mut self.phone, self.together, id, "attendance", &units);
    }

    /// What the phone shows: the place, and how the appointment stands.
    fn sees<S: ScopeStore>(&mut self, town: &mut Town<S>, event: &str) -> (String, String) {
        town.sync(&mut self.phone);
        let said = |id: Uuid, unit: &str| {
            let record = self.phone.records.get(&(self.together, id));
            record.and_then(|record| record.units.get(unit)?.v.as_str()).unwrap_or("-").to_owned()
        };
        (
            said(attendance_id(self.together, event), "place"),
            said(appointment_id(self.together, event), "status"),
        )
    }

    fn told(&self) -> Vec<String> {
        let messages = self.phone.records.values().filter(|record| record.kind == "message");
        messages.map(|record| record.units["body"].v.as_str().unwrap().to_owned()).collect()
    }
}

/// An event with one seat, and two who ask for it one after the other.
fn one_seat<S: ScopeStore>(town: &mut Town<S>) -> (Writer, String, Guest, Guest) {
    let org = town.org;
    let mut roos = Writer::new(town, org);
    roos.does(town, "publish", Some(body(1, STARTS)), NOW);
    let event = roos.event().to_owned();
    let (mut first, mut second) = (Guest::new(town, "Eerst"), Guest::new(town, "Later"));
    first.wants(town, &event, true);
    second.wants(town, &event, true);
    give(town, NOW + 2);
    (roos, event, first, second)
}

fn give<S: ScopeStore>(town: &mut Town<S>, now: i64) -> usize {
    let org = town.org;
    let due = town.engine.events_due(org).unwrap();
    due.iter().filter(|event| town.engine.keep(|engine| engine.give_places(org, event, now)).unwrap()).count()
}

fn pair(place: &str, status: &str) -> (String, String) {
    (place.to_owned(), status.to_owned())
}

fn seats_go_to_who_asked_first_and_a_free_one_to_who_waits<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let mut roos = Writer::new(&mut town, org);
    roos.does(&mut town, "publish", Some(body(2, STARTS)), NOW);
    let event = roos.event().to_owned();
    let mut all: Vec<Guest> = (0..4).map(|at| Guest::new(&mut town, &format!("Gast {at}"))).collect();
    // The server's clock counts: who asks later, comes later.
    for guest in &mut all {
        guest.wants(&mut town, &event, true);
    }
    assert_eq!(all[0].sees(&mut town, &event), pair("-", "-"), "asked, and not yet answered");
    assert_eq!(give(&mut town, NOW + 10), 1);
    assert_eq!(give(&mut town, NOW + 10), 0, "nothing more to do");
    let seen: Vec<_> = all.iter_mut().map(|guest| guest.sees(&mut town, &event)).collect();
    let (placed, waiting) = (pair("placed", "confirmed"), pair("waiting", "-"));
    assert_eq!(seen, [placed.clone(), placed.clone(), waiting.clone(), waiting.clone()]);
    assert_eq!(roos.filled(&mut town), (2, 2));
    assert!(all.iter().all(|guest| guest.told().is_empty()), "they see it where they asked");

    // Who changes their mind before anybody else was told keeps their place.
    all[0].wants(&mut town, &event, false);
    all[0].wants(&mut town, &event, true);
    give(&mut town, NOW + 15);
    assert_eq!(all[0].sees(&mut town, &event), placed);
    // One gives their place back, and comes again: they stand at the end.
    all[0].wants(&mut town, &event, false);
    give(&mut town, NOW + 20);
    all[0].wants(&mut town, &event, true);
    give(&mut town, NOW + 20);
    let seen: Vec<_> = all.iter_mut().map(|guest| guest.sees(&mut town, &event)).collect();
    assert_eq!(seen[1..], [placed.clone(), placed, waiting]);
    assert_eq!(seen[0], pair("waiting", "cancelled"));
    let told = all[2].told();
    assert!(
        told.len() == 1 && told[0].contains("plek voor je vrij") && told[0].contains("De Brug"),
        "{told:?}"
    );
    assert!(all[3].told().is_empty());
}

fn what_changes_is_told_and_what_does_not_take_place_is_cancelled<S: ScopeStore>(mut town: Town<S>) {
    let (mut roos, event, mut first, mut second) = one_seat(&mut town);
    assert_eq!(second.sees(&mut town, &event), pair("waiting", "-"));

    // Another day and one more seat.
    roos.does(&mut town, "publish", Some(body(2, STARTS + DAY)), NOW + 3);
    give(&mut town, NOW + 4);
    assert_eq!(second.sees(&mut town, &event), pair("placed", "confirmed"));
    first.sees(&mut town, &event);
    let when =
        &first.phone.records[&(first.together, appointment_id(first.together, &event))].units["when"].v;
    assert_eq!(when["starts_at"], json!(STARTS + DAY));
    assert!(first.told()[0].contains("veranderd"), "{:?}", first.told());

    // Nothing that they would see changed: nobody is told.
    roos.does(&mut town, "publish", Some(body(3, STARTS + DAY)), NOW + 5);
    give(&mut town, NOW + 6);
    first.sees(&mut town, &event);
    assert_eq!(first.told().len(), 1);

    roos.does(&mut town, "withdraw", None, NOW + 7);
    give(&mut town, NOW + 8);
    assert_eq!(first.sees(&mut town, &event), pair("cancelled", "cancelled"));
    assert_eq!(second.sees(&mut town, &event), pair("cancelled", "cancelled"));
    assert!(first.told().iter().any(|text| text.contains("gaat niet door")));
    roos.does(&mut town, "publish", None, NOW + 9);
    give(&mut town, NOW + 10);
    assert_eq!(first.sees(&mut town, &event), pair("placed", "confirmed"), "it takes place after all");
}

fn nothing_moves_once_it_has_begun_and_a_case_that_ends_gives_its_place_back<S: ScopeStore>(
    mut town: Town<S>,
) {
    let (roos, event, first, mut second) = one_seat(&mut town);
    town.engine.close_case(first.case, None, NOW + 3).unwrap();
    give(&mut town, NOW + 4);
    assert_eq!(second.sees(&mut town, &event), pair("placed", "confirmed"));
    assert_eq!(roos.filled(&mut town), (1, 0));

    let mut late = Guest::new(&mut town, "Te laat");
    late.wants(&mut town, &event, true);
    second.wants(&mut town, &event, false);
    give(&mut town, STARTS + 1);
    assert_eq!(late.sees(&mut town, &event), pair("closed", "-"));
    assert_eq!(second.sees(&mut town, &event).1, "confirmed", "it was, and stays in the agenda as it was");
}

fn nobody_hears_of_a_change_that_is_none<S: ScopeStore>(mut town: Town<S>) {
    let (mut roos, event, mut first, mut second) = one_seat(&mut town);
    // What a phone does when somebody gives their place back; and they come again before the next turn.
    first.sees(&mut town, &event);
    first.says(&event, false);
    let appointment = appointment_id(first.together, &event);
    put(&mut first.phone, first.together, appointment, "appointment", &[("status", json!("cancelled"))]);
    town.sync(&mut first.phone);
    first.wants(&mut town, &event, true);
    give(&mut town, NOW + 3);
    assert_eq!(first.sees(&mut town, &event), pair("placed", "confirmed"));
    assert!(first.told().is_empty(), "{:?}", first.told());
    // Who tidies up afterwards tells nobody that it did not take place.
    roos.does(&mut town, "withdraw", None, STARTS + DAY);
    give(&mut town, STARTS + DAY);
    assert_eq!(first.sees(&mut town, &event), pair("placed", "confirmed"));
    assert_eq!(second.sees(&mut town, &event), pair("closed", "-"));
    assert!(first.told().is_empty() && second.told().is_empty(), "{:?}", second.told());
}

fn who_asks_for_what_is_not_there_or_is_nobody_changes_nothing<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let mut roos = Writer::new(&mut town, org);
    roos.does(&mut town, "publish", Some(body(1, STARTS)), NOW);
    let event = roos.event().to_owned();
    let (mut first, mut guest) = (Guest::new(&mut town, "Eerst"), Guest::new(&mut town, "Gast"));
    guest.wants(&mut town, "er-is-niets", true);
    assert_eq!(give(&mut town, NOW), 0);
    first.wants(&mut town, &event, true);
    // A client cannot give themselves a place.
    let id = attendance_id(guest.together, &event);
    let units = [("event", json!(event)), ("wants", json!(true)), ("place", json!("placed"))];
    put(&mut guest.phone, guest.together, id, "attendance", &units);
    town.sync(&mut guest.phone);
    give(&mut town, NOW);
    assert_eq!(guest.sees(&mut town, &event), pair("waiting", "-"));
    assert_eq!(roos.filled(&mut town), (1, 1));
    // Nobody but who writes for this organisation hears how full it is.
    let other = town.engine.add_org("Elders", [town::programme("1")], NOW).unwrap();
    let stranger = Writer::new(&mut town, other);
    let mut ask = |device| town.engine.filled(device, &event).unwrap();
    assert_eq!(ask(guest.phone.memory.device.unwrap()), None);
    assert_eq!(ask(stranger.phone.memory.device.unwrap()), Some(Filled::default()));
}

fn what_was_broken_off_is_done_in_the_next_turn<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let mut roos = Writer::new(&mut town, org);
    roos.does(&mut town, "publish", Some(body(1, STARTS)), NOW);
    let event = roos.event().to_owned();
    let mut guest = Guest::new(&mut town, "Gast");
    guest.wants(&mut town, &event, true);
    let taken_back: Result<(), AdminError> = town.engine.keep(|engine: &mut Engine<S>| {
        engine.give_places(org, &event, NOW)?;
        Err(AdminError::Refused("the power went"))
    });
    assert!(taken_back.is_err());
    assert_eq!(guest.sees(&mut town, &event), pair("-", "-"), "all of it or nothing");
    give(&mut town, NOW);
    assert_eq!(guest.sees(&mut town, &event), pair("placed", "confirmed"));
}

suite!(300;
    seats_go_to_who_asked_first_and_a_free_one_to_who_waits,
    what_changes_is_told_and_what_does_not_take_place_is_cancelled,
    nothing_moves_once_it_has_begun_and_a_case_that_ends_gives_its_place_back,
    nobody_hears_of_a_change_that_is_none,
    who_asks_for_what_is_not_there_or_is_nobody_changes_nothing,
    what_was_broken_off_is_done_in_the_next_turn,
);

/// Servers that give places side by side, while people come and go, never give a seat twice.
#[test]
fn servers_side_by_side_never_give_a_seat_twice() {
    const SERVERS: u64 = 4;
    let place = cluster::Place::fresh();
    let mut town = Town::new(place.engine(3));
    let org = town.org;
    let mut roos = Writer::new(&mut town, org);
    roos.does(&mut town, "publish", Some(body(3, STARTS)), NOW);
    let event = roos.event().to_owned();
    let mut all: Vec<Guest> = (0..8).map(|at| Guest::new(&mut town, &format!("Gast {at}"))).collect();
    for turn in 0..4_usize {
        std::thread::scope(|scope| {
            for n in 0..SERVERS {
                let (place, event) = (&place, &event);
                scope.spawn(move || {
                    let random = Box::new(Seeded::new(100 + 10 * turn as u64 + n));
                    let mut engine = Engine::beside(place.store(), ReceiptKey::new([1; 32]), random);
                    for _ in 0..6 {
                        // Somebody was faster: so once more, as a writer does.
                        let _ = engine.keep(|engine| engine.give_places(org, event, NOW));
                    }
                });
            }
            for (at, guest) in all.iter_mut().enumerate() {
                guest.wants(&mut town, &event, (at + turn) % 3 != 0);
            }
        });
        give(&mut town, NOW);
        let (placed, waiting) = roos.filled(&mut town);
        let wanted = (0..8_usize).filter(|at| (at + turn) % 3 != 0).count();
        assert_eq!((placed, placed + waiting), (3, wanted), "turn {turn}");
        let seen: Vec<_> = all.iter_mut().map(|guest| guest.sees(&mut town, &event)).collect();
        assert_eq!(seen.iter().filter(|seen| **seen == pair("placed", "confirmed")).count(), 3, "{seen:?}");
    }
}
