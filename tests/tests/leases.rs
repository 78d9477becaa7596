//! A helper's device that has not heard from the server for long: locked, complete, and open again at the first contact.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use opstap::{CaseFilter, Clock, Config, Instant, Opstap, OpstapError};
use opstap_server::serve::now_ms;
use opstap_tests::town::{Town, key};

const DAY_MS: i64 = 24 * 3600 * 1000;

/// A clock that is so many milliseconds ahead of the right one.
#[derive(Clone, Default)]
struct Ahead(Arc<AtomicI64>);

impl Clock for Ahead {
    fn now(&self) -> Instant {
        Instant(now_ms() + self.0.load(Ordering::Relaxed))
    }
}

impl Ahead {
    fn days(&self, days: i64) {
        self.0.store(days * DAY_MS, Ordering::Relaxed);
    }
}

fn device(folder: &Path, clock: &Ahead) -> Opstap {
    let config = Config { clock: Arc::new(clock.clone()), ..Config::new(folder, key()) };
    Opstap::open(config).unwrap().0
}

fn is_locked<T>(answer: Result<T, OpstapError>) -> bool {
    matches!(answer, Err(OpstapError::Locked))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counsellor_without_contact_for_a_month_is_locked_out_and_loses_nothing() {
    let town = Town::new();
    let serving = town.serve();
    let (home, clients) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (clock, late) = (Ahead::default(), Ahead::default());
    let tablet = device(home.path(), &clock);
    let phone = device(clients.path(), &late);
    town.pair(&phone, town.client).await;
    town.pair(&tablet, town.counsellor).await;
    drop(serving);

    clock.days(29);
    tablet.send_message(None, "before it was locked").unwrap();
    assert_eq!(tablet.caseload(&CaseFilter::default(), None, 50).unwrap().total, 1);

    clock.days(31);
    let everything = |tablet: &Opstap| {
        assert!(is_locked(tablet.caseload(&CaseFilter::default(), None, 50)));
        assert!(is_locked(tablet.visits(None)));
        assert!(is_locked(tablet.search("before", 10)));
        for case in [None, Some(town.case)] {
            assert!(is_locked(tablet.today(case)));
            assert!(is_locked(tablet.conversation(case, None, 20)));
            assert!(is_locked(tablet.budget(case)));
            assert!(is_locked(tablet.send_message(case, "while it is locked")));
        }
        let safety = tablet.safety().unwrap();
        assert_eq!(safety.here, 1);
        assert!(safety.text.iter().any(|line| line.contains("dossiers zijn op slot")), "{:?}", safety.text);
        assert!(matches!(tablet.person(), Some(person) if person.account == town.counsellor));
    };
    everything(&tablet);
    assert!(matches!(tablet.sync().await, Err(OpstapError::Offline)));
    everything(&tablet);
    // Neither a clock that is set back nor a new start opens it.
    clock.days(2);
    everything(&tablet);
    drop(tablet);
    let tablet = device(home.path(), &clock);
    everything(&tablet);

    // What is one's own is never locked.
    late.days(400);
    phone.today(None).unwrap();
    phone.send_message(None, "a year without a network").unwrap();

    let _serving = town.serve();
    assert_eq!(tablet.sync().await.unwrap().left, 0);
    assert_eq!(tablet.caseload(&CaseFilter::default(), None, 50).unwrap().total, 1);
    phone.sync().await.unwrap();
    tablet.sync().await.unwrap();
    for device in [&tablet, &phone] {
        let said = device.conversation(None, None, 20).unwrap().messages;
        let bodies: Vec<&str> = said.iter().map(|message| message.text.as_str()).collect();
        for body in ["before it was locked", "a year without a network"] {
            assert_eq!(bodies.iter().filter(|said| **said == body).count(), 1, "{bodies:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coach_is_locked_out_after_a_week_and_a_share_that_ended_meanwhile_is_gone_then() {
    let town = Town::new();
    let serving = town.serve();
    let (home, clients) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let clock = Ahead::default();
    let coach = device(home.path(), &clock);
    let phone = device(clients.path(), &Ahead::default());
    town.pair(&phone, town.client).await;
    phone.share(None, town.coach, &["conversation"], None).unwrap();
    phone.sync().await.unwrap();
    town.pair(&coach, town.coach).await;
    coach.conversation(None, None, 20).unwrap();
    clock.days(7);
    assert!(is_locked(coach.conversation(None, None, 20)));
    phone.share(None, town.coach, &[], None).unwrap();
    phone.sync().await.unwrap();
    coach.sync().await.unwrap();
    assert!(!is_locked(coach.conversation(None, None, 20)));
    assert!(coach.cases().is_empty() || coach.conversation(None, None, 20).is_err());
    drop(serving);
}
