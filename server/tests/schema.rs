//! The layout on PostgreSQL, as the database itself describes it: everything can be split by organisation.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;

use std::collections::BTreeSet;

use cluster::{Cluster, Place};
use opstap_server::store::{DISTRIBUTED, Distributed, Postgres, REFERENCE};

/// Tables with rows of nobody in particular: the layout's version, and what every node has whole.
fn of_nobody(table: &str) -> bool {
    table == "migration" || REFERENCE.contains(&table)
}

/// First columns of a result, and the rest of each row.
fn rows(place: &Place, sql: &str) -> Vec<Vec<String>> {
    let some = |row: Vec<Option<String>>| row.into_iter().map(Option::unwrap_or_default).collect();
    place.sql(sql).into_iter().map(some).collect()
}

const INDEXES: &str = "SELECT t.relname, i.indisprimary, string_agg(a.attname, ',' ORDER BY k.place) \
     FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid \
     CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place) \
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum \
     WHERE t.relnamespace = current_schema::regnamespace AND t.relkind = 'r' AND i.indisunique \
     GROUP BY t.relname, i.indexrelid, i.indisprimary";

const FOREIGN_KEYS: &str = "SELECT t.relname, f.relname, c.conname, \
     (SELECT string_agg(a.attname || '>' || b.attname, ',' ORDER BY k.place) \
      FROM unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (here, there, place) \
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.here \
      JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.there) \
     FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid \
     WHERE c.contype = 'f' AND t.relnamespace = current_schema::regnamespace";

#[test]
fn every_table_has_its_place_and_is_led_by_its_organisation() {
    let place = Place::fresh();
    drop(place.store());
    let tables = rows(&place, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema");
    let found: BTreeSet<&str> = tables.iter().map(|row| row[0].as_str()).collect();
    let known: BTreeSet<&str> = DISTRIBUTED.into_iter().chain(REFERENCE).chain(["migration"]).collect();
    assert_eq!(found, known);

    let indexes = rows(&place, INDEXES);
    let led: BTreeSet<&str> = indexes
        .iter()
        .filter(|row| row[1] == "t" && row[2].split(',').next() == Some("org"))
        .map(|row| row[0].as_str())
        .collect();
    assert_eq!(led, DISTRIBUTED.into_iter().collect());
    for row in indexes.iter().filter(|row| !of_nobody(&row[0])) {
        assert!(row[2].split(',').any(|column| column == "org"), "unique without the organisation: {row:?}");
    }

    let keys = rows(&place, FOREIGN_KEYS);
    assert!(keys.len() >= 9, "only {} foreign keys", keys.len());
    for row in &keys {
        assert!(!of_nobody(&row[0]) && !of_nobody(&row[1]), "{row:?}");
        assert!(row[3].split(',').any(|pair| pair == "org>org"), "refers to another organisation: {row:?}");
    }
    // A table comes after those that it refers to, or it could not be placed beside them.
    let rank = |table: &str| DISTRIBUTED.iter().position(|known| *known == table).unwrap();
    assert!(keys.iter().all(|row| rank(&row[0]) > rank(&row[1])));
}

#[test]
fn nothing_counts_or_fires_for_everybody_at_once() {
    let place = Place::fresh();
    drop(place.store());
    let here = "current_schema::regnamespace";
    for sql in [
        format!("SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = {here}"),
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema \
         AND (is_identity = 'YES' OR column_default LIKE '%nextval%')"
            .to_owned(),
        format!(
            "SELECT tgname FROM pg_trigger JOIN pg_class t ON t.oid = tgrelid WHERE NOT tgisinternal \
             AND t.relnamespace = {here}"
        ),
        format!("SELECT proname FROM pg_proc WHERE pronamespace = {here}"),
    ] {
        assert_eq!(rows(&place, &sql), Vec::<Vec<String>>::new(), "{sql}");
    }
}

#[test]
fn without_citus_nothing_is_placed_and_nothing_changes() {
    let place = Place::fresh();
    if !place.sql("SELECT 1 FROM pg_available_extensions WHERE name = 'citus'").is_empty() {
        return;
    }
    let mut store = Postgres::open(&place.address(), 1).unwrap();
    let tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema ORDER BY 1";
    let before = place.sql(tables);
    assert_eq!(store.distribute().unwrap(), Distributed::NotThere);
    assert_eq!(place.sql(tables), before);
}

/// Servers of one version may start together on an empty database, and again on one that is ready.
#[test]
fn servers_that_start_together_make_the_tables_once() {
    let place = Place::fresh();
    std::thread::scope(|scope| {
        let starting: Vec<_> =
            (0..6).map(|_| scope.spawn(|| Postgres::open(&place.address(), 1).map(drop))).collect();
        for started in starting {
            started.join().unwrap().unwrap();
        }
    });
    assert_eq!(rows(&place, "SELECT count(*), max(number) FROM migration"), [["19", "19"]]);
}

/// What was there before clients could come in by a broker is of staff.
#[test]
fn providers_of_before_are_of_staff_and_one_of_clients_fits_beside() {
    let place = Place::fresh();
    drop(place.store());
    // As it was before 0019.
    place.sql("ALTER TABLE provider DROP CONSTRAINT provider_pkey");
    for column in ["for_whom", "step_up", "called"] {
        place.sql(&format!("ALTER TABLE provider DROP COLUMN {column}"));
    }
    place.sql("ALTER TABLE provider ADD CONSTRAINT provider_pkey PRIMARY KEY (org)");
    let org = "00000000-0000-0000-0000-000000000001";
    place.sql(&format!("INSERT INTO org (org, name, opened_at, server_n) VALUES ('{org}', 'Dorp', 0, 0)"));
    let row = format!("('{org}', 'https://id', 'us', 'key', 'high', 'https://we'");
    place.sql(&format!("INSERT INTO provider VALUES {row})"));
    // What came after it comes again.
    for table in ["team_member", "team_area", "team"] {
        place.sql(&format!("DROP TABLE {table}"));
    }
    for column in ["team", "waits"] {
        place.sql(&format!("ALTER TABLE case_file DROP COLUMN {column}"));
    }
    place.sql("DELETE FROM migration WHERE number >= 18");
    drop(place.store());
    let all = "SELECT for_whom, step_up, called, acr, home FROM provider ORDER BY for_whom DESC";
    assert_eq!(rows(&place, all), [["staff", "", "", "high", "https://we"]]);
    place.sql(&format!("INSERT INTO provider VALUES {row}, 'clients', 'high', 'DigiD')"));
    assert_eq!(rows(&place, all).len(), 2);
}

#[test]
fn a_database_of_a_newer_server_is_left_alone() {
    let place = Place::fresh();
    drop(place.store());
    place.sql("INSERT INTO migration (number) VALUES (900)");
    let refused = Postgres::open(&place.address(), 1).unwrap_err();
    assert!(refused.to_string().contains("newer server"), "{refused}");
}

/// Nothing of a test stays on the machine, however the test ended.
#[test]
fn a_cluster_ends_with_the_test_that_panicked() {
    let (tell, told) = std::sync::mpsc::channel();
    let test = std::thread::spawn(move || {
        let cluster = Cluster::start(&[]);
        tell.send((cluster.dir.clone(), cluster.url(""))).unwrap();
        panic!("as a test does");
    });
    assert!(test.join().is_err());
    let (dir, url) = told.recv().unwrap();
    assert!(!dir.exists());
    assert!(std::panic::catch_unwind(|| cluster::sql(&url, "SELECT 1")).is_err());
}
