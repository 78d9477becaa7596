//! Asking for help in an app: what is answered outlives an ended app and a dead network, and becomes one case.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use opstap::{
    CaseFilter, Config, FixedClock, HttpQuestion, HttpTransport, Opstap, OpstapError, StoreKey, Transport,
    TransportError, Travelling,
};
use opstap_tests::circle::MONDAY;
use opstap_tests::town::{Town, device_at, key};

/// Loses the answer to the next question at an address.
struct Losing {
    inner: HttpTransport,
    at: &'static str,
    once: AtomicBool,
}

impl Transport for Losing {
    fn post(&self, question: HttpQuestion) -> Travelling<'_> {
        Box::pin(async move {
            let lost = question.url.ends_with(self.at) && self.once.swap(false, Ordering::SeqCst);
            let answer = self.inner.post(question).await?;
            if lost { Err(TransportError::Unreachable) } else { Ok(answer) }
        })
    }
}

fn losing(folder: &Path, at: &'static str) -> Opstap {
    let transport = Arc::new(Losing { inner: HttpTransport::new(), at, once: AtomicBool::new(true) });
    let config = Config { clock: Arc::new(FixedClock(MONDAY)), ..Config::new(folder, key()) };
    Opstap::open(Config { transport: Some(transport), ..config }).unwrap().0
}

fn answered(device: &Opstap) {
    device.keep_answer("postcode", "3811 AB").unwrap();
    device.keep_answer("topics", "rent; energy").unwrap();
    device.keep_answer("words", "Er ligt een brief.").unwrap();
}

async fn waiting(desk: &Opstap) -> usize {
    desk.sync().await.unwrap();
    desk.caseload(&CaseFilter::default(), None, 50).unwrap().rows.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_lost_is_no_second_case_even_in_an_app_that_was_ended() {
    let town = Town::with_clock(|| MONDAY.0);
    let account = town.open_desk("Balie");
    let _serving = town.serve();
    let (home, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let phone = losing(home.path(), "/v1/sign-ups");
    answered(&phone);
    assert!(matches!(phone.ask_for_help(&town.url(), "phone").await, Err(OpstapError::Offline)));
    drop(phone);
    let phone = device_at(home.path(), MONDAY);
    let kept = phone.asking().unwrap().unwrap();
    assert!(kept.contains(&("words".to_owned(), "Er ligt een brief.".to_owned())), "{kept:?}");
    let signed = phone.ask_for_help(&town.url(), "phone").await.unwrap();
    assert_eq!(phone.recovery_code(), Some(signed.recovery));
    assert_eq!(phone.asking().unwrap(), None);
    assert!(matches!(phone.keep_answer("words", "meer"), Err(OpstapError::AlreadyPaired)));
    assert!(matches!(phone.ask_for_help(&town.url(), "phone").await, Err(OpstapError::AlreadyPaired)));
    let desk = device_at(elsewhere.path(), MONDAY);
    town.pair(&desk, account).await;
    assert_eq!(waiting(&desk).await, 1);
    // Written down: shown no more, and nothing of it on the disk.
    phone.recovery_is_kept();
    assert_eq!(phone.recovery_code(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_never_heard_that_it_is_theirs_may_begin_anew() {
    let town = Town::with_clock(|| MONDAY.0);
    let _desk = town.open_desk("Balie");
    let _serving = town.serve();
    let home = tempfile::tempdir().unwrap();
    let phone = losing(home.path(), "/v1/pairings");
    answered(&phone);
    assert!(matches!(phone.ask_for_help(&town.url(), "phone").await, Err(OpstapError::Offline)));
    // Somebody has a device of that case: nobody gets in by the key of a form.
    let again = phone.ask_for_help(&town.url(), "phone").await;
    assert!(matches!(&again, Err(OpstapError::Refused { field, .. }) if field == "once"), "{again:?}");
    phone.ask_for_help(&town.url(), "phone").await.unwrap();
    phone.sync().await.unwrap();
    let asked = phone.sign_up_file(None).unwrap().unwrap();
    assert!(asked.answers.iter().any(|(_, answer)| answer == "Er ligt een brief."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_after_all_throws_the_answers_away() {
    let town = Town::new();
    let _serving = town.serve();
    let home = tempfile::tempdir().unwrap();
    let phone = device_at(home.path(), MONDAY);
    answered(&phone);
    town.pair(&phone, town.client).await;
    drop(phone);
    let phone = device_at(home.path(), MONDAY);
    assert_eq!(phone.asking().unwrap(), None);
    assert!(matches!(phone.page(None, "ask"), Err(OpstapError::Unknown { .. })));
}

#[test]
fn whatever_is_typed_and_pressed_is_taken_or_refused_and_what_was_answered_stays() {
    let home = tempfile::tempdir().unwrap();
    let phone = device_at(home.path(), MONDAY);
    answered(&phone);
    let long = "x".repeat(100_000);
    for typed in
        ["", " ", "3811", "38", "rent; ; energy", "'; DROP TABLE draft", "\u{202e}\u{0}", "99", &long]
    {
        for step in ["", "0", "1", "6", "7", "8", "-1", "18446744073709551616", "x", "1/2"] {
            let route = format!("ask/{step}");
            for key in ["once", "name", "", "../postcode"] {
                assert!(phone.type_on_page(None, &route, key, typed).is_err(), "{key}");
            }
            for act in ["next", "back", "send", "", "done", "next/1"] {
                for key in ["postcode", "topics", "words", "once"] {
                    let pressed = phone.press(None, &route, act, &[(key.to_owned(), typed.to_owned())]);
                    let to = pressed.ok().and_then(|pressed| pressed.to);
                    assert!(to.is_none_or(|to| phone.page(None, &to).is_ok()), "{route} {act}");
                }
            }
        }
    }
    let kept = phone.asking().unwrap().unwrap();
    let postcode = kept.iter().find(|(question, _)| question == "postcode").unwrap();
    assert!(["3811", "3811 AB"].contains(&postcode.1.as_str()), "{postcode:?}");
    assert!(kept.iter().all(|(question, _)| question != "once" && question != "name"));
}

/// The code was used and nobody heard: the person presses again, perhaps in an app that was ended, and is in.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_not_used_up_by_an_answer_that_the_network_lost() {
    let town = Town::with_clock(|| MONDAY.0);
    let _serving = town.serve();
    let home = tempfile::tempdir().unwrap();
    let code = town.code(town.client);
    let phone = losing(home.path(), "/v1/pairings");
    assert!(matches!(phone.pair(&town.url(), &code, "phone").await, Err(OpstapError::Offline)));
    assert!(phone.person().is_none());
    drop(phone);
    let phone = device_at(home.path(), MONDAY);
    phone.pair(&town.url(), &code, "phone").await.unwrap();
    phone.sync().await.unwrap();
    // On any other device it is used up.
    let elsewhere = tempfile::tempdir().unwrap();
    let other = Opstap::open(Config::new(elsewhere.path(), StoreKey::new([9; 32]))).unwrap().0;
    assert!(matches!(other.pair(&town.url(), &code, "phone").await, Err(OpstapError::CodeExpired)));
}
