//! An organisation with a case and a real server, told what to do line by line: for tests in other languages.
//!
//! ```text
//! town [--now MILLIS]     one JSON value at once: url, case, client, counsellor, coach
//! serve | stop            the server, at the same address each time
//! code WHO                a pairing code for client, counsellor, coach or an account
//! case NAME               another case with the same helpers
//! revoke WHO              every device of an account
//! content VERSION TITLE   the content anew, with another title of the first programme
//! event SEATS TITLE       an event with so many seats, two days from now
//! moments TITLE           the helper offers two moments in every case, two days from now; the server is to be there
//! places                  the server gives places and moments, as it does every few seconds
//! desk NAME               somebody who takes in who asks for help, with postcodes 3800 to 3829
//! reach PHONE             by which number the organisation is reached
//! now MILLIS              the server's clock stands at this moment
//! ```
//!
//! Each line is answered with one JSON value. It ends when its input does.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a tool of tests")]

use std::io::{BufRead as _, Write as _};
use std::sync::atomic::{AtomicI64, Ordering};

use opstap::{CivilTime, Instant, LocalMoment, MomentsEntry, Uuid, Zone};
use opstap_server::serve::now_ms;
use opstap_tests::town::{Serving, Town, device_at};
use serde_json::{Value, json};

static NOW: AtomicI64 = AtomicI64::new(0);

const DAY_MS: i64 = 24 * 3_600_000;

fn clock() -> i64 {
    match NOW.load(Ordering::SeqCst) {
        0 => now_ms(),
        fixed => fixed,
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [] => {}
        [flag, now] if flag == "--now" => NOW.store(now.parse().expect("milliseconds"), Ordering::SeqCst),
        _ => panic!("town [--now MILLIS]"),
    }
    let town = Town::with_clock(clock);
    let mut serving = None;
    say(&json!({
        "url": town.url(),
        "case": town.case,
        "client": town.client,
        "counsellor": town.counsellor,
        "coach": town.coach,
    }));
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        if !line.trim().is_empty() {
            say(&obey(&town, &mut serving, line.trim()));
        }
    }
}

fn obey(town: &Town, serving: &mut Option<Serving>, line: &str) -> Value {
    let (order, rest) = line.split_once(' ').unwrap_or((line, ""));
    match order {
        "serve" => {
            if serving.is_none() {
                *serving = Some(town.serve());
            }
            json!({ "serving": true })
        }
        "stop" => {
            serving.take();
            json!({ "serving": false })
        }
        "code" => json!({ "code": town.code(who(town, rest)) }),
        "case" => {
            let (case, client) = town.open_case(rest);
            json!({ "case": case, "client": client })
        }
        "revoke" => json!({ "revoked": town.revoke(who(town, rest)) }),
        "content" => {
            let (version, title) = rest.split_once(' ').expect("VERSION TITLE");
            town.load_content(version, title);
            json!({ "version": version })
        }
        "event" => {
            let (seats, title) = rest.split_once(' ').expect("SEATS TITLE");
            let body = json!({
                "id": "event", "title": title, "text": "Neem je post mee.", "place": "Buurthuis De Brug",
                "startsAt": clock() + 2 * DAY_MS, "minutes": 90, "seats": seats.parse::<u32>().expect("seats")
            });
            town.add_content("event", "event", &body);
            json!({ "event": "event" })
        }
        "desk" => json!({ "account": town.open_desk(rest) }),
        "reach" => {
            town.say_reach(rest);
            json!({ "said": true })
        }
        "moments" => {
            offer_moments(town, rest);
            json!({ "offered": true })
        }
        "places" => {
            town.give_places(clock());
            json!({ "given": true })
        }
        "now" => {
            NOW.store(rest.parse().expect("milliseconds"), Ordering::SeqCst);
            json!({ "now": clock() })
        }
        other => panic!("no order {other}"),
    }
}

/// The helper's tablet, for as long as this takes.
fn offer_moments(town: &Town, title: &str) {
    let home = tempfile::tempdir().unwrap();
    let now = Instant(clock());
    let tablet = device_at(home.path(), now);
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        town.pair(&tablet, town.counsellor).await;
        tablet.sync().await.unwrap();
        let day = Zone::AMSTERDAM.date(now).plus_days(2);
        let starts = [10, 12].map(|hour| LocalMoment::new(day, CivilTime::hour_of_day(hour))).to_vec();
        let entry = MomentsEntry {
            title: title.into(),
            starts,
            text: "Kies zelf een moment.".into(),
            ..Default::default()
        };
        for case in tablet.cases() {
            tablet.offer_moments(Some(case), &entry).unwrap();
        }
        tablet.sync().await.unwrap();
    });
}

fn who(town: &Town, name: &str) -> Uuid {
    match name {
        "client" => town.client,
        "counsellor" => town.counsellor,
        "coach" => town.coach,
        account => Uuid::parse_str(account).expect("an account"),
    }
}

fn say(answer: &Value) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{answer}").unwrap();
    out.flush().unwrap();
}
