//! Free moments of a helper: who gets one, what they are told, and that nobody's time is given twice. Asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod reminders;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::{Compartment, ScopeId};
use opstap_domain::moments::appointment_id;
use opstap_server::engine::{AdminError, Engine, NewCase};
use opstap_server::random::Seeded;
use opstap_server::store::ScopeStore;
use opstap_sync::server::ReceiptKey;
use reminders::put;
use serde_json::{Value, json};
use town::{DAY, NOW, Phone, Town};
use uuid::Uuid;

const HOUR: i64 = 3_600_000;

/// The hour of the day of moments in these tests: so many hours after a day from now.
const fn at(hour: i64) -> i64 {
    NOW + DAY + hour * HOUR
}

/// Somebody with a case and a phone.
struct Client {
    case: Uuid,
    together: ScopeId,
    phone: Phone,
}

/// What the client's phone shows of an hour: whether they want it, and what the server made of it.
type Seen = (bool, String);

fn seen(wants: bool, standing: &str) -> Seen {
    (wants, standing.to_owned())
}

impl Client {
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

    /// The record of an hour that was offered: the same id at each offer of this test.
    fn id(&self, hour: i64) -> Uuid {
        self.together.derived_id(&format!("hour/{hour}"))
    }

    fn choice(&self) -> Uuid {
        self.together.derived_id("choice")
    }

    fn appointment(&self) -> Uuid {
        appointment_id(self.together, self.choice())
    }

    /// What the phone keeps when somebody chooses, without a network.
    fn says(&mut self, hour: i64, wants: bool) {
        let id = self.id(hour);
        put(&mut self.phone, self.together, id, "moment", &[("wants", json!(wants))]);
    }

    fn chooses<S: ScopeStore>(&mut self, town: &mut Town<S>, hour: i64) {
        town.sync(&mut self.phone);
        self.says(hour, true);
        town.sync(&mut self.phone);
    }

    /// Chooses another hour instead.
    fn swaps<S: ScopeStore>(&mut self, town: &mut Town<S>, from: i64, to: i64) {
        town.sync(&mut self.phone);
        self.says(from, false);
        self.says(to, true);
        town.sync(&mut self.phone);
    }

    /// What an app does when somebody cancels.
    fn cancels<S: ScopeStore>(&mut self, town: &mut Town<S>, hour: i64) {
        town.sync(&mut self.phone);
        self.says(hour, false);
        let id = self.appointment();
        put(&mut self.phone, self.together, id, "appointment", &[("status", json!("cancelled"))]);
        town.sync(&mut self.phone);
    }

    fn sees<S: ScopeStore>(&mut self, town: &mut Town<S>, hour: i64) -> Seen {
        town.sync(&mut self.phone);
        let record = &self.phone.records[&(self.together, self.id(hour))];
        let value = |name: &str| record.units.get(name).map_or(Value::Null, |unit| unit.v.clone());
        (value("wants") == true, value("standing").as_str().unwrap_or("-").to_owned())
    }

    /// When the appointment is and how it stands.
    fn agenda<S: ScopeStore>(&mut self, town: &mut Town<S>) -> Option<(i64, String)> {
        town.sync(&mut self.phone);
        let record = self.phone.records.get(&(self.together, self.appointment()))?;
        let starts = record.units["when"].v["starts_at"].as_i64().unwrap();
        Some((starts, record.units["status"].v.as_str().unwrap().to_owned()))
    }

    fn told(&self) -> Vec<String> {
        let messages = self.phone.records.values().filter(|record| record.kind == "message");
        messages.map(|record| record.units["body"].v.as_str().unwrap().to_owned()).collect()
    }
}

/// The counsellor offers hours in a case.
fn offer<S: ScopeStore>(town: &mut Town<S>, helper: &mut Phone, client: &Client, hours: &[i64]) {
    town.sync(helper);
    for hour in hours {
        let when = json!({ "starts_at": at(*hour), "minutes": 60, "zone": "Europe/Amsterdam" });
        let units = [
            ("choice", json!(client.choice())),
            ("title", json!("Samen je post openen")),
            ("when", when),
            ("place", json!("Stadhuis, kamer 4")),
        ];
        put(helper, client.together, client.id(*hour), "moment", &units);
    }
    town.sync(helper);
}

fn turn<S: ScopeStore>(town: &mut Town<S>, now: i64) -> usize {
    let org = town.org;
    let due = town.engine.moments_due(org).unwrap();
    let gives = |helper: &&Uuid| town.engine.keep(|engine| engine.give_moments(org, **helper, now)).unwrap();
    due.iter().filter(gives).count()
}

/// Two clients who can choose from the same hours.
fn two<S: ScopeStore>(town: &mut Town<S>, hours: &[i64]) -> (Phone, Client, Client) {
    let counsellor = town.counsellor;
    let (first, second) = (Client::new(town, "Eerst"), Client::new(town, "Later"));
    let mut helper = town.pair(counsellor);
    offer(town, &mut helper, &first, hours);
    offer(town, &mut helper, &second, hours);
    turn(town, NOW + 1);
    (helper, first, second)
}

fn who_chooses_first_has_it_and_the_other_is_told<S: ScopeStore>(mut town: Town<S>) {
    let (_, mut first, mut second) = two(&mut town, &[9, 11]);
    assert_eq!(first.sees(&mut town, 9), seen(false, "open"));
    assert_eq!(turn(&mut town, NOW + 1), 0, "nothing more to do");
    first.chooses(&mut town, 9);
    second.chooses(&mut town, 9);
    assert_eq!(turn(&mut town, NOW + 2), 1);
    assert_eq!(turn(&mut town, NOW + 2), 0, "and it is done once");
    assert_eq!(first.sees(&mut town, 9), seen(true, "given"));
    assert_eq!(first.agenda(&mut town), Some((at(9), "confirmed".to_owned())));
    let record = &first.phone.records[&(first.together, first.appointment())];
    assert_eq!(record.units["title"].v, json!("Samen je post openen"));
    assert_eq!(record.units["place"].v, json!("Stadhuis, kamer 4"));
    assert!(first.told().is_empty(), "they see it where they chose");
    assert_eq!(second.sees(&mut town, 9), seen(false, "taken"));
    assert_eq!(second.sees(&mut town, 11), seen(false, "open"));
    assert_eq!(second.agenda(&mut town), None);
    let told = second.told();
    assert!(told.len() == 1 && told[0].contains("22.00") && told[0].contains("Kies een ander"), "{told:?}");

    // The other hour goes, too: the first has both, in two cases it would be.
    second.chooses(&mut town, 11);
    turn(&mut town, NOW + 3);
    assert_eq!(second.agenda(&mut town), Some((at(11), "confirmed".to_owned())));
    assert_eq!(first.sees(&mut town, 11), seen(false, "taken"));
    assert!(first.told().is_empty(), "who has one is not told that others go");
}

fn who_chose_without_a_network_is_told_though_it_was_gone_before_they_were_heard<S: ScopeStore>(
    mut town: Town<S>,
) {
    let (_, mut first, mut second) = two(&mut town, &[9, 11]);
    town.sync(&mut second.phone);
    second.says(9, true);
    first.chooses(&mut town, 9);
    turn(&mut town, NOW + 2);
    town.sync(&mut second.phone);
    turn(&mut town, NOW + 3);
    assert_eq!(second.sees(&mut town, 9), seen(false, "taken"));
    assert!(second.told().len() == 1 && second.told()[0].contains("net weg"), "{:?}", second.told());
}

fn who_wants_another_keeps_theirs_until_they_have_it<S: ScopeStore>(mut town: Town<S>) {
    let (_, mut first, mut second) = two(&mut town, &[9, 11, 13]);
    first.chooses(&mut town, 9);
    second.chooses(&mut town, 11);
    turn(&mut town, NOW + 2);
    first.swaps(&mut town, 9, 11);
    turn(&mut town, NOW + 3);
    assert_eq!(first.sees(&mut town, 9), seen(true, "given"));
    assert_eq!(first.sees(&mut town, 11), seen(false, "taken"));
    assert_eq!(first.agenda(&mut town), Some((at(9), "confirmed".to_owned())));
    assert!(
        first.told().len() == 1 && first.told()[0].contains("blijft zoals hij was"),
        "{:?}",
        first.told()
    );
    first.swaps(&mut town, 9, 13);
    turn(&mut town, NOW + 4);
    assert_eq!(first.agenda(&mut town), Some((at(13), "confirmed".to_owned())), "one appointment, moved");
    assert_eq!(first.sees(&mut town, 9), seen(false, "open"));
    assert_eq!(second.sees(&mut town, 9), seen(false, "open"), "free again for others");
    assert_eq!(second.sees(&mut town, 13), seen(false, "taken"));
}

fn what_is_given_back_is_free_and_what_was_moved_by_hand_stays<S: ScopeStore>(mut town: Town<S>) {
    let (mut helper, mut first, mut second) = two(&mut town, &[9, 11]);
    first.chooses(&mut town, 9);
    second.chooses(&mut town, 11);
    turn(&mut town, NOW + 2);
    first.cancels(&mut town, 9);
    turn(&mut town, NOW + 3);
    assert_eq!(first.agenda(&mut town), Some((at(9), "cancelled".to_owned())));
    assert_eq!(second.sees(&mut town, 9), seen(false, "open"));
    first.chooses(&mut town, 9);
    turn(&mut town, NOW + 4);
    assert_eq!(first.agenda(&mut town), Some((at(9), "confirmed".to_owned())), "and again");

    // Another moment is agreed on by hand: that is the appointment now, and nobody else is given that time.
    second.says(11, false);
    let when = json!({ "starts_at": at(9) + HOUR, "minutes": 60, "zone": "Europe/Amsterdam" });
    let units = [("when", when), ("status", json!("proposed"))];
    let id = second.appointment();
    put(&mut second.phone, second.together, id, "appointment", &units);
    town.sync(&mut second.phone);
    turn(&mut town, NOW + 5);
    assert_eq!(second.agenda(&mut town), Some((at(10), "proposed".to_owned())));
    assert_eq!(first.sees(&mut town, 11), seen(false, "open"));
    let mut third = Client::new(&mut town, "Derde");
    offer(&mut town, &mut helper, &third, &[10, 11]);
    turn(&mut town, NOW + 6);
    assert_eq!(third.sees(&mut town, 10), seen(false, "taken"));
    assert_eq!(third.sees(&mut town, 11), seen(false, "open"));
}

fn an_appointment_of_the_helper_takes_a_moment_and_who_has_none_left_is_told<S: ScopeStore>(
    mut town: Town<S>,
) {
    let (mut helper, mut first, mut second) = two(&mut town, &[9, 11]);
    first.chooses(&mut town, 9);
    turn(&mut town, NOW + 2);
    assert!(second.told().is_empty());
    // Over the end of the other hour, in somebody else's case.
    let scope = town.together();
    reminders::meet(&mut helper, scope, 77, at(11) + HOUR / 2);
    town.sync(&mut helper);
    assert_eq!(turn(&mut town, NOW + 3), 1);
    assert_eq!(second.sees(&mut town, 11), seen(false, "taken"));
    let told = second.told();
    assert!(told.len() == 1 && told[0].contains("allemaal weg"), "{told:?}");
    assert_eq!(first.sees(&mut town, 11), seen(false, "taken"));
    assert!(first.told().is_empty());
    // Cancelled: free again, and nobody is told twice.
    put(&mut helper, scope, Uuid::from_u128(77), "appointment", &[("status", json!("cancelled"))]);
    town.sync(&mut helper);
    turn(&mut town, NOW + 4);
    assert_eq!(second.sees(&mut town, 11), seen(false, "open"));
    assert_eq!(second.told().len(), 1);
}

fn what_a_helper_offers_ends_with_their_help_and_with_the_case<S: ScopeStore>(mut town: Town<S>) {
    let (mut helper, mut first, mut second) = two(&mut town, &[9, 11]);
    first.chooses(&mut town, 9);
    turn(&mut town, NOW + 2);
    town.engine.close_case(first.case, None, NOW + 3).unwrap();
    turn(&mut town, NOW + 4);
    assert_eq!(second.sees(&mut town, 9), seen(false, "open"), "a case that is over needs no time");

    // Taken back before somebody chose it elsewhere.
    helper.act(second.together, second.id(11), "moment", opstap_sync::op::Change::Del(String::new()));
    town.sync(&mut helper);
    town.sync(&mut second.phone);
    turn(&mut town, NOW + 5);

    let org = town.org;
    let other = town.engine.add_staff(org, opstap_domain::ids::Role::Counsellor, "Ilse", NOW).unwrap();
    town.engine.assign_case(second.case, other, NOW + 6).unwrap();
    // Without a network they do not know yet.
    second.says(9, true);
    turn(&mut town, NOW + 7);
    town.sync(&mut second.phone);
    turn(&mut town, NOW + 8);
    assert_eq!(second.sees(&mut town, 9), seen(false, "closed"));
    assert_eq!(second.agenda(&mut town), None);
    let told = second.told();
    assert!(told.len() == 1 && told[0].contains("allemaal weg"), "{told:?}");
}

fn what_is_over_is_not_kept<S: ScopeStore>(mut town: Town<S>) {
    let (mut helper, mut first, _) = two(&mut town, &[9, 11]);
    first.chooses(&mut town, 9);
    turn(&mut town, NOW + 2);
    let (org, counsellor) = (town.org, town.counsellor);
    let mut rows = |now: i64| {
        let scope = town.together();
        reminders::meet(&mut helper, scope, 1_000 + now as u128 % 97, now + 40 * DAY);
        town.sync(&mut helper);
        turn(&mut town, now);
        town.engine.store().moments(org, counsellor).unwrap().len()
    };
    assert_eq!(rows(at(12)), 4, "it may still be spoken of");
    assert_eq!(rows(at(11) + DAY), 0);
    assert_eq!(first.agenda(&mut town), Some((at(9), "confirmed".to_owned())), "the appointment stays");
}

fn nobody_gives_themselves_a_moment<S: ScopeStore>(mut town: Town<S>) {
    let (_, mut first, mut second) = two(&mut town, &[9, 11]);
    first.chooses(&mut town, 9);
    turn(&mut town, NOW + 2);
    town.sync(&mut second.phone);
    let units = [("wants", json!(true)), ("standing", json!("given"))];
    let id = second.id(9);
    put(&mut second.phone, second.together, id, "moment", &units);
    town.sync(&mut second.phone);
    turn(&mut town, NOW + 3);
    assert_eq!(second.agenda(&mut town), None);
    // Nor do they make one.
    let when = json!({ "starts_at": at(15), "zone": "Europe/Amsterdam" });
    let units = [("choice", json!(second.choice())), ("when", when), ("wants", json!(true))];
    let id = second.id(15);
    put(&mut second.phone, second.together, id, "moment", &units);
    town.sync(&mut second.phone);
    turn(&mut town, NOW + 4);
    assert_eq!(second.agenda(&mut town), None);
}

fn what_was_broken_off_is_done_in_the_next_turn<S: ScopeStore>(mut town: Town<S>) {
    let (_, mut first, _) = two(&mut town, &[9, 11]);
    first.chooses(&mut town, 9);
    let (org, helper) = (town.org, town.counsellor);
    let taken_back: Result<(), AdminError> = town.engine.keep(|engine: &mut Engine<S>| {
        engine.give_moments(org, helper, NOW)?;
        Err(AdminError::Refused("the power went"))
    });
    assert!(taken_back.is_err());
    assert_eq!(first.agenda(&mut town), None, "all of it or nothing");
    turn(&mut town, NOW + 2);
    assert_eq!(first.agenda(&mut town), Some((at(9), "confirmed".to_owned())));
}

suite!(300;
    who_chooses_first_has_it_and_the_other_is_told,
    who_chose_without_a_network_is_told_though_it_was_gone_before_they_were_heard,
    who_wants_another_keeps_theirs_until_they_have_it,
    what_is_given_back_is_free_and_what_was_moved_by_hand_stays,
    an_appointment_of_the_helper_takes_a_moment_and_who_has_none_left_is_told,
    what_a_helper_offers_ends_with_their_help_and_with_the_case,
    what_is_over_is_not_kept,
    nobody_gives_themselves_a_moment,
    what_was_broken_off_is_done_in_the_next_turn,
);

/// Servers that give moments side by side, while people choose others, never give an hour twice.
#[test]
fn servers_side_by_side_never_give_an_hour_twice() {
    const SERVERS: u64 = 3;
    let place = cluster::Place::fresh();
    let mut town = Town::new(place.engine(3));
    let (org, counsellor) = (town.org, town.counsellor);
    let mut helper = town.pair(counsellor);
    let hours = [9, 10, 11];
    let mut all: Vec<Client> = (0..5).map(|at| Client::new(&mut town, &format!("Klant {at}"))).collect();
    for client in &all {
        offer(&mut town, &mut helper, client, &hours);
    }
    for round in 0..3_usize {
        std::thread::scope(|scope| {
            for n in 0..SERVERS {
                let place = &place;
                scope.spawn(move || {
                    let random = Box::new(Seeded::new(100 + 10 * round as u64 + n));
                    let mut engine = Engine::beside(place.store(), ReceiptKey::new([1; 32]), random);
                    for _ in 0..6 {
                        // Somebody was faster: so once more, as a writer does.
                        let _ = engine.keep(|engine| engine.give_moments(org, counsellor, NOW));
                    }
                });
            }
            for (at, client) in all.iter_mut().enumerate() {
                town.sync(&mut client.phone);
                for hour in hours {
                    let id = client.id(hour);
                    let wants = client.phone.records[&(client.together, id)].units.get("wants");
                    if wants.is_some_and(|unit| unit.v == true) {
                        client.says(hour, false);
                    }
                }
                client.says(hours[(at + round) % hours.len()], true);
                town.sync(&mut client.phone);
            }
        });
        turn(&mut town, NOW);
        let mut given = Vec::new();
        for client in &mut all {
            let has: Vec<i64> = hours
                .into_iter()
                .filter(|hour| client.sees(&mut town, *hour) == seen(true, "given"))
                .collect();
            assert!(has.len() <= 1, "one of a choice");
            if let Some(hour) = has.first() {
                assert_eq!(client.agenda(&mut town), Some((at(*hour), "confirmed".to_owned())));
            }
            given.extend(has);
        }
        given.sort_unstable();
        assert_eq!(given, hours, "round {round}");
    }
}
