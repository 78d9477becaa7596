//! The matrix of what an organisation offers: each of it, offered and left out, against what begins with it. Asked of every engine.
//! A feature that `row` and `begin` say nothing of does not compile.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::result_large_err, reason = "tests")]

mod cluster;
mod reminders;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::collections::BTreeSet;

use opstap_domain::events::attendance_id;
use opstap_domain::features::Feature;
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::sign_up::SignUp;
use opstap_server::engine::{AdminError, Tell};
use opstap_server::store::{ScopeStore, StoreError};
use opstap_sync::op::Change;
use opstap_sync::wire::{ContentChange, ProposalRequest, SignUpRequest};
use reminders::put;
use serde_json::{Value, json};
use town::{DAY, NOW, Phone, Town};
use uuid::Uuid;

/// Everybody who begins something.
struct People<S> {
    town: Town<S>,
    noor: Phone,
    sam: Phone,
    roos: Phone,
    bas: Phone,
}

/// What a round answers to something that the organisation leaves out.
const HELD: &str = "not_offered";

/// What is answered to who begins it while it is left out.
const fn refusal(feature: Feature) -> &'static str {
    match feature {
        Feature::SignUp => "urn:opstap:problem:nobody-helps",
        Feature::Events | Feature::Moments | Feature::Coaches | Feature::Forms => HELD,
        Feature::News => "NotOffered",
        Feature::Calendar => "no address",
        Feature::Proposals => "urn:opstap:problem:not-offered",
    }
}

impl<S: ScopeStore> People<S> {
    fn new(mut town: Town<S>) -> Self {
        let org = town.org;
        town.engine.add_area(org, 3800, 3829, NOW).unwrap();
        town.engine.add_staff(org, Role::Triage, "Balie", NOW).unwrap();
        let mut phone = |role, name: &str| {
            let account = town.engine.add_staff(org, role, name, NOW).unwrap();
            town.pair(account)
        };
        let (roos, bas) = (phone(Role::ContentManager, "Roos"), phone(Role::Administrator, "Bas"));
        let (noor, sam) = (town.client(), town.pair(town.counsellor));
        let mut people = Self { town, noor, sam, roos, bas };
        people.meet();
        people
    }

    fn meet(&mut self) {
        for phone in [&mut self.noor, &mut self.sam, &mut self.roos, &mut self.bas] {
            self.town.sync(phone);
        }
    }

    /// Offers something or leaves it out, by the device of an administrator.
    fn offer(&mut self, feature: Feature, on: bool) -> BTreeSet<Feature> {
        let (device, now) = (self.bas.memory.device.unwrap(), self.town.now);
        let said = Some((feature, on));
        let asked = self.town.engine.keep(|engine| engine.administer_features(device, said, now));
        asked.unwrap().unwrap()
    }

    /// The `n`th of what a feature makes, by whom it is for. What was answered, where that is no.
    fn begin(&mut self, feature: Feature, n: u128) -> Result<(), String> {
        let now = self.town.now;
        match feature {
            Feature::SignUp => {
                let answers = SignUp { postcode: 3811, ..SignUp::default() };
                let asked = SignUpRequest { answers, once: String::new() };
                self.town.engine.sign_up(&asked, now).map(drop).map_err(|problem| problem.kind)
            }
            Feature::Events | Feature::Coaches => self.client_says(feature, n),
            Feature::Moments | Feature::Forms => self.counsellor_says(feature, n),
            Feature::News => {
                let device = self.roos.memory.device.unwrap();
                let told =
                    self.town.engine.keep(|engine| engine.tell_news(device, &Tell::Count(vec![]), now));
                told.unwrap().map(drop).map_err(|why| format!("{why:?}"))
            }
            Feature::Calendar => {
                let device = self.noor.memory.device.unwrap();
                let made = self.town.engine.keep(|engine| engine.calendar_of_device(device, true, now));
                made.unwrap().map(drop).ok_or_else(|| "no address".to_owned())
            }
            Feature::Proposals => {
                let asked = ProposalRequest {
                    moment: "na gesprek".to_owned(),
                    technique: "compliment".to_owned(),
                    text: "Goed dat je belde.".to_owned(),
                    english: String::new(),
                    once: String::new(),
                };
                let token = self.sam.token.clone();
                let done = self.town.engine.keep(|engine| engine.propose_by_token(&token, &asked, now));
                done.unwrap().map_err(|problem| problem.kind)
            }
        }
    }

    fn client_says(&mut self, feature: Feature, n: u128) -> Result<(), String> {
        let together = self.town.together();
        if feature == Feature::Events {
            let event = format!("event-{n}");
            let units = [("event", json!(event)), ("wants", json!(true))];
            put(&mut self.noor, together, attendance_id(together, &event), "attendance", &units);
        } else {
            let parts = ["agenda", "goals", "budget", "programme"];
            self.noor.share(together, self.town.coach, &parts[..n as usize], None);
        }
        sent(&mut self.town, &mut self.noor)
    }

    fn counsellor_says(&mut self, feature: Feature, n: u128) -> Result<(), String> {
        let (together, sam) = (self.town.together(), self.sam.account);
        let units = |all: Vec<(&str, Value)>| {
            Change::New(all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
        };
        let (kind, change) = if feature == Feature::Moments {
            let when = json!({ "starts_at": NOW + DAY, "minutes": 30, "zone": "Europe/Amsterdam" });
            let choice = Uuid::from_u128(0x5000);
            let said = vec![("choice", json!(choice)), ("helper", json!(sam)), ("title", json!("Gesprek"))];
            ("moment", units([said, vec![("when", when)]].concat()))
        } else {
            let said =
                vec![("form", json!("schaal")), ("asked_on", json!("2026-03-02")), ("author", json!(sam))];
            ("form_task", units(said))
        };
        self.sam.act(together, made(kind, n), kind, change);
        sent(&mut self.town, &mut self.sam)
    }

    /// What is left out may always end.
    fn end(&mut self, feature: Feature) {
        let together = self.town.together();
        match feature {
            Feature::Events => {
                let id = attendance_id(together, "event-1");
                put(&mut self.noor, together, id, "attendance", &[("wants", json!(false))]);
                assert_eq!(sent(&mut self.town, &mut self.noor), Ok(()));
                put(&mut self.noor, together, id, "attendance", &[("wants", json!(true))]);
                assert_eq!(sent(&mut self.town, &mut self.noor), Err(HELD.to_owned()), "and not begin again");
            }
            Feature::Coaches => {
                self.noor.share(together, self.town.coach, &[], None);
                assert_eq!(sent(&mut self.town, &mut self.noor), Ok(()));
            }
            Feature::Moments | Feature::Forms => {
                let kind = if feature == Feature::Moments { "moment" } else { "form_task" };
                let sight = self.sam.records[&(together, made(kind, 1))].sight();
                self.sam.act(together, made(kind, 1), kind, Change::Del(sight));
                assert_eq!(sent(&mut self.town, &mut self.sam), Ok(()));
            }
            Feature::Calendar => {
                let device = self.noor.memory.device.unwrap();
                let since = self.town.engine.keep(|engine| engine.calendar_since_of(device)).unwrap();
                assert!(since.is_some(), "an address that is there works on");
                let end = self.town.engine.keep(|engine| engine.calendar_of_device(device, false, NOW));
                assert_eq!(end.unwrap(), None);
            }
            Feature::News => {
                let device = self.roos.memory.device.unwrap();
                let all = self.town.engine.keep(|engine| engine.tell_news(device, &Tell::Look, NOW)).unwrap();
                assert!(all.is_ok(), "what was sent is read");
            }
            Feature::SignUp | Feature::Proposals => {}
        }
    }

    fn everything(&mut self) -> Vec<String> {
        let org = self.town.org;
        let mut all = Vec::new();
        for scope in [self.town.together(), ScopeId::new(org, Compartment::Library)] {
            let mut keep = |id: Uuid, record: opstap_sync::record::RecordState| {
                all.push(format!("{scope} {id} {:?}", record.values()));
                Ok(true)
            };
            self.town.engine.store().records_after(scope, 0, &mut keep).unwrap();
        }
        all
    }

    fn noted(&mut self) -> Vec<String> {
        let mut all = Vec::new();
        let keep = &mut |row: &opstap_server::audit::AuditRow| {
            all.extend(Some(row.detail.clone()).filter(|detail| detail.starts_with("leaves_out")));
            Ok::<(), StoreError>(())
        };
        self.town.engine.audit_rows(self.town.org, 0, keep).unwrap();
        all
    }
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x6000 + n)
}

fn made(kind: &str, n: u128) -> Uuid {
    id(n + if kind == "moment" { 0 } else { 32 })
}

/// One thing that a device did; why it is held, where it is.
fn sent<S: ScopeStore>(town: &mut Town<S>, phone: &mut Phone) -> Result<(), String> {
    let before = phone.held.len();
    town.sync(phone);
    match phone.held.get(before) {
        None => Ok(()),
        Some((_, why)) => Err(why.clone()),
    }
}

fn what_is_left_out_does_not_begin_and_what_is_there_stays<S: ScopeStore>(town: Town<S>) {
    let mut people = People::new(town);
    for feature in Feature::ALL {
        let told = format!("{feature:?}");
        assert_eq!(people.begin(feature, 1), Ok(()), "{told} is offered by everybody who said nothing");
        people.meet();
        let before = people.everything();
        assert_eq!(people.offer(feature, false), BTreeSet::from([feature]));
        assert_eq!(people.begin(feature, 2), Err(refusal(feature).to_owned()), "{told} is left out");
        people.meet();
        assert_eq!(people.everything(), before, "{told}: nothing began, and nothing went");
        for other in Feature::ALL.into_iter().filter(|other| *other != feature) {
            assert!(!refused_at_all(&mut people, other), "{told} says nothing of {other:?}");
        }
        people.end(feature);
        assert_eq!(people.offer(feature, true), BTreeSet::new());
        assert_eq!(people.begin(feature, 3), Ok(()), "{told} is offered again");
    }
    let noted = people.noted();
    assert_eq!(noted.len(), Feature::ALL.len(), "{noted:?}");
    assert_eq!(noted.iter().collect::<BTreeSet<_>>().len(), noted.len(), "each by its name");
    assert!(people.town.engine.audit_check(people.town.org, None).unwrap().is_ok());
}

/// Whether another feature is left out, too: asked without beginning anything.
fn refused_at_all<S: ScopeStore>(people: &mut People<S>, feature: Feature) -> bool {
    people.town.engine.set_feature(people.town.org, None, NOW).unwrap().contains(&feature)
}

fn what_cannot_wait_is_never_left_out<S: ScopeStore>(town: Town<S>) {
    let mut people = People::new(town);
    for feature in Feature::ALL {
        people.offer(feature, false);
    }
    let (together, noor) = (people.town.together(), people.noor.account);
    put(
        &mut people.noor,
        together,
        id(70),
        "message",
        &[
            ("body", json!("De deurwaarder staat voor de deur.")),
            ("sent_at", json!(NOW)),
            ("author", json!(noor)),
        ],
    );
    people.noor.line(people.town.money(), 71, 61_250);
    assert_eq!(sent(&mut people.town, &mut people.noor), Ok(()), "asking for help");
    let token = people.noor.token.clone();
    let code = people.town.engine.keep(|engine| engine.recovery_by_token(&token, NOW)).unwrap();
    assert!(code.is_some(), "coming back");
    let sam = people.sam.memory.device.unwrap();
    let why = opstap_server::engine::Pressing::Danger;
    let opened = people.town.engine.keep(|engine| engine.break_glass(sam, "Noor", why, NOW)).unwrap();
    assert_eq!(opened, Ok(people.town.case.case), "a case that cannot wait");
}

fn only_an_administrator_says_it_and_an_event_that_stands_can_change<S: ScopeStore>(town: Town<S>) {
    let mut people = People::new(town);
    let (org, now) = (people.town.org, people.town.now);
    for phone in [&people.noor, &people.sam, &people.roos] {
        let device = phone.memory.device.unwrap();
        for said in [None, Some((Feature::News, false))] {
            let asked = people.town.engine.keep(|engine| engine.administer_features(device, said, now));
            assert_eq!(asked.unwrap(), None);
        }
    }
    let nowhere = people.town.engine.set_feature(Uuid::from_u128(7), Some((Feature::News, false)), now);
    assert_eq!(nowhere, Err(AdminError::Unknown("organisation")));
    let token = people.roos.token.clone();
    let change = |town: &mut Town<S>, key: Option<String>, deed: &str, title: &str, seen: &str| {
        let body = json!({ "title": title, "text": "Neem je post mee.", "place": "De Brug",
            "startsAt": NOW + 5 * DAY, "minutes": 90, "seats": 5 });
        let body = (deed == "publish").then(|| body.as_object().unwrap().clone());
        let (kind, deed, reason, seen) = ("event".into(), deed.into(), String::new(), seen.to_owned());
        let asked = ContentChange { kind, key, deed, body, reason, seen, once: String::new() };
        town.engine.keep(|engine| engine.change_by_token(&token, &asked, NOW)).unwrap()
    };
    let made = change(&mut people.town, None, "publish", "Post op orde", "").unwrap();
    people.town.engine.set_feature(org, Some((Feature::Events, false)), now).unwrap();
    let refused = change(&mut people.town, None, "publish", "Nog een", "").unwrap_err();
    assert_eq!((refused.status, refused.kind.as_str()), (403, "urn:opstap:problem:not-offered"));
    let moved = change(&mut people.town, Some(made.key.clone()), "publish", "Later", &made.seen).unwrap();
    let gone = change(&mut people.town, Some(made.key), "withdraw", "", &moved.seen);
    assert!(gone.is_ok(), "{gone:?}");
    let again = people.town.engine.set_feature(org, Some((Feature::Events, false)), now).unwrap();
    assert_eq!(again, BTreeSet::from([Feature::Events]));
    assert_eq!(people.noted(), ["leaves_out_events"], "once, as the second press changed nothing");
}

suite!(500;
    what_is_left_out_does_not_begin_and_what_is_there_stays,
    what_cannot_wait_is_never_left_out,
    only_an_administrator_says_it_and_an_event_that_stands_can_change,
);
