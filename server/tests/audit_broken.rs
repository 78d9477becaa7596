//! Somebody who has the database changes the audit trail: each way is found, and the row named. On SQLite and on PostgreSQL.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod town;

use cluster::Place;
use opstap_server::audit::{Broken, Head};
use opstap_server::engine::Engine;
use opstap_server::random::Seeded;
use opstap_server::store::{ScopeStore, Sqlite};
use opstap_sync::server::ReceiptKey;
use rusqlite::Connection;
use tempfile::TempDir;
use town::{NOW, Town};
use uuid::Uuid;

const KEY: [u8; 32] = [7; 32];

/// A database that its keeper reaches with statements of their own.
trait Hand {
    /// Runs statements, one after another.
    fn sql(&self, text: &str);
    /// So many bytes that are zero.
    fn zeros(&self, bytes: usize) -> String;
    /// An engine of its own on it.
    fn check(&self, org: Uuid, kept: Option<Head>) -> Result<u64, Broken>;
    /// The end of a trail.
    fn head(&self, org: Uuid) -> Head;
}

struct File(TempDir);

impl File {
    fn engine(&self) -> Engine<Sqlite> {
        let store = Sqlite::open(&self.0.path().join("opstap.db"), &KEY).unwrap();
        Engine::beside(store, ReceiptKey::new([1; 32]), Box::new(Seeded::new(9)))
    }
}

impl Hand for File {
    fn sql(&self, text: &str) {
        let db = Connection::open(self.0.path().join("opstap.db")).unwrap();
        db.execute_batch(&format!("PRAGMA key = \"x'{}'\";", "07".repeat(32))).unwrap();
        db.execute_batch(text).unwrap();
    }

    fn zeros(&self, bytes: usize) -> String {
        format!("zeroblob({bytes})")
    }

    fn check(&self, org: Uuid, kept: Option<Head>) -> Result<u64, Broken> {
        self.engine().audit_check(org, kept).unwrap()
    }

    fn head(&self, org: Uuid) -> Head {
        self.engine().audit_head(org).unwrap()
    }
}

impl Hand for Place {
    fn sql(&self, text: &str) {
        Place::sql(self, text);
    }

    fn zeros(&self, bytes: usize) -> String {
        format!("decode(repeat('00', {bytes}), 'hex')")
    }

    fn check(&self, org: Uuid, kept: Option<Head>) -> Result<u64, Broken> {
        self.engine(9).audit_check(org, kept).unwrap()
    }

    fn head(&self, org: Uuid) -> Head {
        self.engine(9).audit_head(org).unwrap()
    }
}

/// A trail of some length, of a town whose people did things.
fn lived<S: ScopeStore>(engine: Engine<S>) -> Uuid {
    let mut town = Town::new(engine);
    let (mut phone, mut tablet) = (town.client(), town.pair(town.counsellor));
    for n in 1..6 {
        town.sync(&mut phone);
        phone.line(town.money(), n, 100);
        town.sync(&mut phone);
        town.sync(&mut tablet);
        town.now += 2 * opstap_server::engine::WINDOW_MS;
    }
    town.org
}

fn on_both(test: impl Fn(&dyn Hand, Uuid)) {
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::open(&folder.path().join("opstap.db"), &KEY).unwrap();
    let engine = Engine::start(store, ReceiptKey::new([1; 32]), Box::new(Seeded::new(2)), 0).unwrap();
    let org = lived(engine);
    test(&File(folder), org);
    let place = Place::fresh();
    let org = lived(place.engine(2));
    test(&place, org);
}

#[test]
fn a_byte_of_any_column_that_was_changed_is_found() {
    on_both(|hand, org| {
        let rows = hand.check(org, None).unwrap();
        assert!(rows > 15, "{rows}");
        let other = Uuid::from_u128(1);
        let changes = [
            ("trace", hand.zeros(16)),
            ("span", hand.zeros(8)),
            ("start_at", "start_at + 1".to_owned()),
            ("end_at", "end_at + 1".to_owned()),
            ("act", "CASE WHEN act = 'read' THEN 'sent' ELSE 'read' END".to_owned()),
            ("activity", "'access2'".to_owned()),
            ("subject", format!("'{other}'")),
            ("place", "CASE WHEN place = 'own' THEN 'money' ELSE 'own' END".to_owned()),
            ("account", format!("'{other}'")),
            ("role", "'triage'".to_owned()),
            ("device", "coalesce(device, 0) + 1".to_owned()),
            ("way", "'agenda'".to_owned()),
            ("items", "items + 1".to_owned()),
            ("status", "CASE WHEN status = 'ok' THEN 'refused' ELSE 'ok' END".to_owned()),
            ("detail", "'innocent'".to_owned()),
            ("before", hand.zeros(32)),
            ("hash", hand.zeros(32)),
        ];
        // Kept aside, and put back after each change.
        hand.sql("CREATE TABLE kept AS SELECT * FROM audit");
        for (at, (column, value)) in changes.iter().enumerate() {
            for n in [2 + at as u64 % 3, rows] {
                hand.sql(&format!("UPDATE audit SET {column} = {value} WHERE n = {n}"));
                assert_eq!(hand.check(org, None), Err(Broken::Changed(n)), "{column} of row {n}");
                hand.sql(&format!(
                    "DELETE FROM audit WHERE n = {n}; INSERT INTO audit SELECT * FROM kept WHERE n = {n}"
                ));
            }
        }
        assert_eq!(hand.check(org, None), Ok(rows), "put back, it is whole again");
        // What cannot be read at all is named as well.
        for (column, value) in
            [("act", "'sang'".to_owned()), ("span", hand.zeros(7)), ("way", "''".to_owned())]
        {
            hand.sql(&format!("UPDATE audit SET {column} = {value} WHERE n = 7"));
            assert_eq!(hand.check(org, None), Err(Broken::Unreadable(7)), "{column}");
            hand.sql("DELETE FROM audit WHERE n = 7; INSERT INTO audit SELECT * FROM kept WHERE n = 7");
        }
    });
}

#[test]
fn a_row_that_was_taken_out_is_found() {
    on_both(|hand, org| {
        hand.sql("DELETE FROM audit WHERE n = 5");
        assert_eq!(hand.check(org, None), Err(Broken::Number { wanted: 5, found: 6 }));
        // Closing the gap does not help.
        hand.sql("UPDATE audit SET n = n + 100000 WHERE n > 5; UPDATE audit SET n = n - 100001 WHERE n > 5");
        assert_eq!(hand.check(org, None), Err(Broken::Changed(5)));
    });
}

#[test]
fn two_rows_that_changed_places_are_found() {
    on_both(|hand, org| {
        for (one, other) in [(3, 4), (2, 9)] {
            let swap = format!(
                "UPDATE audit SET n = 90001 WHERE n = {one}; UPDATE audit SET n = {one} WHERE n = {other}; \
                 UPDATE audit SET n = {other} WHERE n = 90001"
            );
            hand.sql(&swap);
            assert_eq!(hand.check(org, None), Err(Broken::Changed(one)));
            hand.sql(&swap);
            assert!(hand.check(org, None).is_ok());
        }
    });
}

#[test]
fn a_row_that_was_put_in_is_found() {
    on_both(|hand, org| {
        let rows = hand.check(org, None).unwrap();
        let copy = |to: u64| {
            format!(
                "INSERT INTO audit SELECT org, {to}, trace, span, start_at, end_at, act, activity, subject, place, account, role, \
                 device, way, items, status, detail, before, hash FROM audit WHERE n = 4"
            )
        };
        // Behind the end, with and without a head that was moved.
        hand.sql(&copy(rows + 1));
        assert_eq!(hand.check(org, None), Err(Broken::Changed(rows + 1)));
        hand.sql(&format!("DELETE FROM audit WHERE n > {rows}"));
        // In the middle.
        hand.sql(
            "UPDATE audit SET n = n + 100000 WHERE n > 5; UPDATE audit SET n = n - 99999 WHERE n > 100000",
        );
        hand.sql(&copy(6));
        hand.sql("UPDATE audit_head SET n = n + 1");
        assert_eq!(hand.check(org, None), Err(Broken::Changed(6)));
    });
}

#[test]
fn a_tail_that_was_cut_off_is_found() {
    on_both(|hand, org| {
        let rows = hand.check(org, None).unwrap();
        let kept = hand.head(org);
        assert_eq!((kept.n, hand.check(org, Some(kept))), (rows, Ok(rows)));
        hand.sql(&format!("DELETE FROM audit WHERE n > {}", rows - 3));
        assert_eq!(hand.check(org, None), Err(Broken::Short { found: rows - 3, wanted: rows }));
        // With the head of the database moved along, only one that was kept elsewhere tells.
        let moved = "(SELECT hash FROM audit WHERE audit.org = audit_head.org ORDER BY audit.n DESC LIMIT 1)";
        hand.sql(&format!("UPDATE audit_head SET n = {}, hash = {moved}", rows - 3));
        assert_eq!(hand.check(org, None), Ok(rows - 3));
        assert_eq!(hand.check(org, Some(kept)), Err(Broken::Cut { found: rows - 3, wanted: rows }));
    });
}

#[test]
fn a_head_that_was_changed_and_a_trail_that_was_written_anew_are_found() {
    on_both(|hand, org| {
        let rows = hand.check(org, None).unwrap();
        let kept = hand.head(org);
        hand.sql(&format!("UPDATE audit_head SET hash = {}", hand.zeros(32)));
        assert_eq!(hand.check(org, None), Err(Broken::HeadDiffers(rows)));
        hand.sql(&format!("UPDATE audit_head SET n = {}", rows - 1));
        assert_eq!(hand.check(org, None), Err(Broken::Beyond(rows)));
        // Another trail, which is whole in itself.
        let other = Head { hash: [1; 32], ..kept };
        hand.sql(&format!(
            "UPDATE audit_head SET n = {rows}, hash = (SELECT hash FROM audit WHERE audit.n = {rows})"
        ));
        assert_eq!(hand.check(org, None), Ok(rows));
        assert_eq!(hand.check(org, Some(other)), Err(Broken::Rewritten(rows)));
        let early = Head { n: 3, ..other };
        assert_eq!(hand.check(org, Some(early)), Err(Broken::Rewritten(3)));
    });
}

/// What is appended to a trail that was damaged does not mend it.
#[test]
fn what_comes_after_does_not_hide_it() {
    on_both(|hand, org| {
        let rows = hand.check(org, None).unwrap();
        hand.sql("DELETE FROM audit WHERE n = 2");
        assert!(hand.check(org, None).is_err());
        assert_eq!(hand.head(org).n, rows);
    });
    let place = Place::fresh();
    let mut engine = place.engine(2);
    let org = engine.add_org("Testdorp", [], NOW).unwrap();
    for _ in 0..3 {
        engine.add_staff(org, opstap_domain::ids::Role::Counsellor, "Sam", NOW).unwrap();
    }
    Place::sql(&place, "DELETE FROM audit WHERE n = 2");
    engine.add_staff(org, opstap_domain::ids::Role::Counsellor, "Sam", NOW).unwrap();
    assert_eq!(engine.audit_check(org, None).unwrap(), Err(Broken::Number { wanted: 2, found: 3 }));
}
