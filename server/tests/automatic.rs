//! Whose turn it is that something leaves by itself, asked of every engine (ADR-0066).
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::Role;
use opstap_domain::{Instant, Zone};
use opstap_server::engine::ContentItem;
use opstap_server::store::ScopeStore;
use serde_json::json;
use town::{DAY, NOW, Phone, Town, programme};
use uuid::Uuid;

const HOUR: i64 = 3_600_000;

/// The next working morning at ten in Amsterdam.
fn morning() -> i64 {
    let zone = Zone::AMSTERDAM;
    let at_ten = (NOW..).step_by(HOUR as usize).find(|now| {
        let now = zone.local(Instant(*now));
        now.time.hour() == 10 && now.date.is_working_day(&opstap_domain::time::HolidayRules::default())
    });
    at_ten.unwrap()
}

fn content<S: ScopeStore>(town: &mut Town<S>, mode: &str) {
    let body = json!({ "id": "zelf", "title": "Welkom", "on": "opened", "days": 0, "message": "welkom", "mode": mode });
    let item = ContentItem { kind: "automation".into(), key: "zelf".into(), version: mode.into(), body };
    town.engine.load_content(town.org, [programme("1"), item], NOW).unwrap();
}

fn due<S: ScopeStore>(town: &mut Town<S>, now: i64) -> Vec<Uuid> {
    let org = town.org;
    town.engine.keep(|engine| engine.helpers_due(org, now)).unwrap()
}

fn automat<S: ScopeStore>(town: &mut Town<S>, helper: Uuid, now: i64) -> Option<Phone> {
    let paired = town.engine.keep(|engine| engine.automat(helper, now)).unwrap();
    paired.map(|paired| Phone::new(paired.account, paired.device))
}

fn open<S: ScopeStore>(town: &mut Town<S>) -> usize {
    let all = town.engine.store().devices(Some(town.counsellor)).unwrap();
    all.iter().filter(|row| row.revoked_at.is_none()).count()
}

fn a_turn_is_taken_once_by_whoever_is_first<S: ScopeStore>(mut town: Town<S>) {
    let now = morning();
    content(&mut town, "auto");
    assert_eq!(due(&mut town, now), [town.counsellor]);
    let helper = town.counsellor;
    let mut phone = automat(&mut town, helper, now).unwrap();
    assert!(automat(&mut town, helper, now + HOUR).is_none());
    assert!(due(&mut town, now + HOUR).is_empty());
    // It has what the helper has.
    town.now = now;
    town.sync(&mut phone);
    assert_eq!(phone.kinds("case"), 1);
    // The afternoon is another turn, and what a killed server left open is closed then.
    assert_eq!(open(&mut town), 1);
    let afternoon = now + 6 * HOUR;
    assert_eq!(due(&mut town, afternoon), [town.counsellor]);
    assert!(automat(&mut town, helper, afternoon).is_some());
    assert_eq!(open(&mut town), 1);
    assert!(town.round(&mut phone).is_err());
}

fn nobody_is_due_without_something_that_leaves_by_itself<S: ScopeStore>(mut town: Town<S>) {
    let now = morning();
    assert!(due(&mut town, now).is_empty());
    content(&mut town, "approve");
    assert!(due(&mut town, now).is_empty());
    content(&mut town, "auto");
    assert!(due(&mut town, now + 10 * HOUR).is_empty(), "in the evening");
    let week: Vec<bool> = (0..7).map(|day| !due(&mut town, now + day * DAY).is_empty()).collect();
    assert!(week.iter().filter(|due| **due).count() <= 5, "{week:?}");
    // Who helps nobody has no turn, and neither has anybody who is no helper, or not any more.
    let org = town.org;
    let jo = town.engine.add_staff(org, Role::Counsellor, "Jo", NOW).unwrap();
    assert_eq!(due(&mut town, now), [town.counsellor]);
    let (coach, client) = (town.coach, town.case.client);
    assert!(automat(&mut town, coach, now).is_none() && automat(&mut town, client, now).is_none());
    assert!(automat(&mut town, jo, now + 10 * HOUR).is_none());
}

suite!(30;
    a_turn_is_taken_once_by_whoever_is_first,
    nobody_is_due_without_something_that_leaves_by_itself,
);
