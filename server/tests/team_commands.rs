//! Teams at the console, by the program itself, on a file and on PostgreSQL.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod running;
mod town;

use running::{Seat, text};
use serde_json::{Value, json};

/// What a command that was not done says.
fn refused(seat: &Seat, arguments: &[&str]) -> String {
    let output = seat.admin(arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    let said: Value = serde_json::from_slice(&output.stderr).unwrap();
    text(&said, "error")
}

fn a_team_at_the_console(seat: &Seat) {
    let (org, _, _) = seat.town();
    let hire = |role: &str, name: &str| {
        text(&seat.done(&["staff", "add", "--org", &org, "--role", role, name]), "account")
    };
    let (nel, balie) = (hire("counsellor", "Nel"), hire("triage", "Balie"));
    let team = text(&seat.done(&["team", "add", "--org", &org, "Noord"]), "team");
    assert!(refused(seat, &["team", "add", "--org", &org, " noord "]).contains("has this name"));
    let of = |deed: &str, more: &[&str]| {
        let all: Vec<String> = ["team", deed, "--org", &org, "--team", &team]
            .iter()
            .chain(more)
            .map(|one| (*one).to_owned())
            .collect();
        all
    };
    let done = |deed: &str, more: &[&str]| {
        let all = of(deed, more);
        seat.done(&all.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let not_done = |deed: &str, more: &[&str]| {
        let all = of(deed, more);
        refused(seat, &all.iter().map(String::as_str).collect::<Vec<_>>())
    };
    done("area", &["--first", "3810", "--last", "3819"]);
    done("join", &["--account", &nel, "--helps", "--desk"]);
    done("join", &["--account", &balie, "--desk"]);
    assert!(not_done("join", &["--account", &balie, "--helps"]).contains("does not help"));
    assert!(not_done("join", &["--account", &nel]).contains("helps there"));
    let members = done("members", &[]);
    assert_eq!(members.as_array().unwrap().len(), 2);
    assert_eq!((&members[1]["name"], &members[1]["desk"]), (&json!("Nel"), &json!(true)));
    let listed = seat.done(&["team", "list", "--org", &org]);
    assert_eq!(listed[0]["areas"], json!([[3810, 3819]]));
    assert_eq!((&listed[0]["waits"], &listed[0]["open"]), (&json!(0), &json!(0)));
    done("leave", &["--account", &balie]);
    done("rename", &["Noord en Hoog"]);
    done("area", &["--first", "3810", "--last", "3819", "--none"]);
    done("end", &[]);
    assert_eq!(seat.done(&["team", "list", "--org", &org]), json!([]));
    assert!(not_done("end", &[]).contains("no such team"));
    let nowhere = "00000000-0000-4000-8000-000000000000";
    assert!(refused(seat, &["team", "list", "--org", nowhere]).contains("organisation"));
}

#[test]
fn a_team_is_made_filled_and_ended_at_the_console() {
    let folder = tempfile::tempdir().unwrap();
    a_team_at_the_console(&Seat::file(folder.path()));
    let (folder, place) = (tempfile::tempdir().unwrap(), cluster::Place::fresh());
    a_team_at_the_console(&Seat::database(folder.path(), &place.url));
}
