//! What an administrator does with the trail and with retention, by the program itself, on a file and on PostgreSQL.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod running;
mod town;

use opstap_server::register::activity;
use running::{Seat, text};
use rusqlite::Connection;
use serde_json::{Value, json};

/// A seat, and whoever reaches the database under it.
fn on_both(test: impl Fn(&Seat, &dyn Fn(&str))) {
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::file(folder.path());
    test(&seat, &|sql| {
        let key = std::fs::read(folder.path().join("secret/db.key")).unwrap();
        let hex: Vec<String> = key.iter().map(|byte| format!("{byte:02x}")).collect();
        let hex = hex.concat();
        let db = Connection::open(folder.path().join("opstap.db")).unwrap();
        db.execute_batch(&format!("PRAGMA key = \"x'{hex}'\";")).unwrap();
        db.execute_batch(sql).unwrap();
    });
    let (folder, place) = (tempfile::tempdir().unwrap(), cluster::Place::fresh());
    let seat = Seat::database(folder.path(), &place.url);
    test(&seat, &|sql| drop(place.sql(sql)));
}

/// What a command that was not done says.
fn refused(seat: &Seat, arguments: &[&str]) -> String {
    let output = seat.admin(arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    let said: Value = serde_json::from_slice(&output.stderr).unwrap();
    text(&said, "error")
}

#[test]
fn a_trail_is_verified_its_head_is_kept_and_all_of_it_is_exported() {
    on_both(|seat, sql| {
        let (org, case, client) = seat.town();
        seat.code(&client);
        let said = seat.done(&["audit", "verify"]);
        let rows = said[0]["rows"].as_u64().unwrap();
        assert!(rows >= 4 && said[0]["compared"] == false, "{said}");
        let head = text(&seat.done(&["audit", "head", "--org", &org])[0], "head");
        assert!(head.starts_with(&format!("{org}:{rows}:")));
        seat.code(&client);
        let said = seat.done(&["audit", "verify", "--org", &org, "--head", &head]);
        assert_eq!(said, json!([{ "org": org, "rows": rows + 1, "compared": true }]));
        let file = seat.data.join("heads");
        std::fs::write(&file, format!("{head}\n\n")).unwrap();
        seat.done(&["audit", "verify", "--heads-file", file.to_str().unwrap()]);
        exported(seat, &case, rows + 1);
        // Whoever has the database cuts the tail off and moves its head along: only the head that was kept tells.
        sql(&format!("DELETE FROM audit WHERE n >= {rows}"));
        let wrong = refused(seat, &["audit", "verify"]);
        assert!(wrong.contains(&format!("ends at row {}", rows - 1)), "{wrong}");
        sql(&format!(
            "UPDATE audit_head SET n = {0}, hash = (SELECT hash FROM audit WHERE n = {0})",
            rows - 1
        ));
        seat.done(&["audit", "verify"]);
        let wrong = refused(seat, &["audit", "verify", "--head", &head]);
        assert!(wrong.contains("it was cut off, or restored from before") && wrong.contains(&org), "{wrong}");
        sql("UPDATE audit SET detail = 'innocent' WHERE n = 2");
        let wrong = refused(seat, &["audit", "verify"]);
        assert!(wrong.contains("row 2 was changed"), "{wrong}");
        for odd in ["x", &head.replace(':', "-"), &head[..head.len() - 1]] {
            assert_eq!(seat.admin(&["audit", "verify", "--head", odd]).status.code(), Some(2), "{odd}");
        }
        let stranger = head.replace(&org, "00000000-0000-0000-0000-000000000001");
        assert!(refused(seat, &["audit", "verify", "--head", &stranger]).contains("not looked at"));
    });
}

fn exported(seat: &Seat, case: &str, rows: u64) {
    let output = seat.admin(&["audit", "export"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let file = seat.data.join("trail.jsonl");
    let said = seat.done(&["audit", "export", "--to", file.to_str().unwrap()]);
    assert_eq!(
        (said["rows"].as_u64(), std::fs::read_to_string(&file).unwrap()),
        (Some(rows), printed.clone())
    );
    assert!(
        !seat.admin(&["audit", "export", "--to", file.to_str().unwrap()]).status.success(),
        "nothing is overwritten"
    );
    let lines: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len() as u64, rows);
    for line in &lines {
        let of = |name: &str| line["attributes"][name].as_str().unwrap_or_default().to_owned();
        assert_eq!((text(line, "trace_id").len(), text(line, "span_id").len()), (32, 16));
        assert!(activity(&of("dpl.core.processing_activity_id")).is_some(), "{line}");
        assert!(line["start_time"].as_i64() <= line["end_time"].as_i64());
        assert_eq!(of("opstap.hash").len(), 64);
    }
    assert!(lines.iter().any(|line| line["attributes"]["dpl.core.data_subject_id"] == case));
    assert!(!printed.contains("Noor") && !printed.contains("Sam"), "no names");
}

#[test]
fn cases_are_listed_held_and_destroyed_by_command() {
    on_both(|seat, sql| {
        let (org, case, _) = seat.town();
        let rules = seat.done(&["retention", "rules", "--org", &org]);
        assert_eq!(rules.as_array().unwrap().iter().filter(|rule| rule["confirmed"] == true).count(), 0);
        let set = |more: &[&str]| {
            let common = [
                "retention",
                "rule",
                "--org",
                &org,
                "--result",
                "withdrawn",
                "--source",
                "Selectielijst 2020",
            ];
            seat.admin(&[&common, more].concat()).status.code()
        };
        assert_eq!(set(&["--weeks", "6"]), Some(0));
        assert_eq!(
            (set(&[]), set(&["--weeks", "6", "--years", "1"]), set(&["--years", "0"])),
            (Some(2), Some(2), Some(1))
        );
        assert_eq!(seat.done(&["retention", "list"]), json!([]), "it goes on");
        assert_eq!(seat.admin(&["case", "close", &case, "--result", "bored"]).status.code(), Some(2));
        seat.done(&["case", "close", &case]);
        let listed = || seat.done(&["retention", "list", "--org", &org])[0].clone();
        assert_eq!(listed()["standing"], "unknown");
        seat.done(&["case", "result", &case, "withdrawn"]);
        assert_eq!(listed()["standing"], "kept");
        let run = |more: &[&str]| seat.done(&[&["retention", "run"], more].concat())["cases"].clone();
        assert_eq!(run(&[]), json!([]));
        // Long ago.
        sql("UPDATE case_file SET closed_at = 1600000000000");
        assert_eq!((&listed()["standing"], run(&[])), (&json!("unconfirmed"), json!([])));
        assert_eq!(set(&["--weeks", "6", "--confirmed"]), Some(0));
        assert_eq!((&listed()["standing"], &listed()["destroyOn"]), (&json!("due"), &json!("2020-10-25")));
        assert_eq!((run(&["--dry-run"]), &listed()["standing"]), (json!([case]), &json!("due")));
        seat.done(&["retention", "hold", &case, "--reason", "objection"]);
        assert_eq!(
            (&listed()["held"], run(&[]), run(&["--dry-run"])),
            (&json!("objection"), json!([]), json!([]))
        );
        seat.done(&["retention", "lift", &case]);
        assert!(refused(seat, &["retention", "lift", &case]).contains("not held"));
        assert_eq!(run(&["--org", &org]), json!([case]));
        assert_eq!((run(&[]), seat.done(&["retention", "list"])), (json!([]), json!([])));
        assert!(seat.done(&["audit", "verify"])[0]["rows"].as_u64() > Some(8));
        let trail = String::from_utf8(seat.admin(&["audit", "export"]).stdout).unwrap();
        let last: Value = serde_json::from_str(trail.lines().last().unwrap()).unwrap();
        assert_eq!(
            (&last["name"], &last["attributes"]["opstap.detail"]),
            (&json!("erased"), &json!("retention"))
        );
        let text = seat.admin(&["retention", "rules", "--org", &org]);
        assert!(text.status.success());
    });
}
