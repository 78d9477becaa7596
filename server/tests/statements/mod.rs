//! Whether statements that a PostgreSQL recorded stay within one organisation.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use opstap_server::store::{DISTRIBUTED, REFERENCE};

/// What a cluster has to be started with.
pub const RECORDED: [&str; 2] = ["log_statement=all", "log_line_prefix=%p|"];

/// Statements on tables of organisations that name none, and why that is right.
const ACROSS: [(&str, &str); 1] = [(
    "SELECT org, name FROM org ORDER BY org",
    "lists the organisations for an administrator, and for what is then asked of each by itself",
)];

/// Statements that name their organisation, and are asked of each within one transaction.
const OF_EACH: [(&str, &str); 2] = [
    (
        "UPDATE account SET ge = ge + 1000000 WHERE org = $1",
        "a new epoch after a restore holds for everybody",
    ),
    ("SELECT coalesce(max(h), 0) FROM grant_ WHERE org = $1", "a new epoch begins above every handle"),
];

/// What begins a statement that concerns no table of an organisation.
const NO_ROWS: [&str; 9] = [
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT",
    "RELEASE",
    "SET ",
    "CREATE ",
    "DROP SCHEMA",
    "LOCK TABLE migration",
];

/// What a change of the layout begins with: it is made once, at a start, and for everybody.
const LAYOUT: &str = "-- 00";

/// A statement as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    process: String,
    pub sql: String,
    /// The value of `$1`.
    first: Option<String>,
}

/// Reads a server's log.
pub fn read(log: &str) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    // Whether the last line was a statement, so that the next may go on with it.
    let mut open = false;
    for line in log.lines() {
        if let Some(more) = line.strip_prefix('\t') {
            if let Some(last) = all.last_mut().filter(|_| open) {
                last.sql = format!("{} {}", last.sql, more.trim());
            }
            continue;
        }
        open = false;
        let Some((process, rest)) = line.split_once('|') else { continue };
        if let Some(rest) = rest.strip_prefix("LOG:  ") {
            let simple = rest.strip_prefix("statement: ");
            let prepared = rest.strip_prefix("execute ").and_then(|rest| rest.split_once(": "));
            if let Some(sql) = simple.or(prepared.map(|(_, sql)| sql)) {
                all.push(Said { process: process.to_owned(), sql: sql.trim().to_owned(), first: None });
                open = true;
            }
        } else if let Some((_, values)) = rest.split_once("arameters: ")
            && let Some(last) = all.last_mut()
        {
            let first = values.strip_prefix("$1 = '").and_then(|rest| rest.split_once('\''));
            last.first = first.map(|(first, _)| first.to_owned());
        }
    }
    all
}

/// What is wrong with these statements, one line for each; nothing, when they can be split by organisation.
pub fn judge(all: &[Said]) -> BTreeSet<String> {
    let mut wrong = BTreeSet::new();
    let mut within: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for said in all {
        match said.sql.split(' ').next() {
            Some("BEGIN") => drop(within.insert(&said.process, BTreeSet::new())),
            Some("COMMIT" | "ROLLBACK") if !said.sql.contains(" TO ") => {
                drop(within.remove(said.process.as_str()));
            }
            _ => {}
        }
        if said.sql.contains("advisory") || said.sql.contains("nextval") {
            wrong.insert(format!("a lock or a number that spans everybody: {}", said.sql));
        }
        let tables = tables(&said.sql);
        let known =
            |table: &&str| REFERENCE.contains(table) || *table == "migration" || table.starts_with("pg_");
        if said.sql.starts_with(LAYOUT)
            || NO_ROWS.iter().any(|begin| said.sql.starts_with(begin))
            || tables.iter().all(|table| known(&table.as_str()))
        {
            continue;
        }
        if ACROSS.iter().any(|(sql, _)| *sql == said.sql) {
            continue;
        }
        if !names_its_organisation(&said.sql, &tables) {
            wrong.insert(format!("names no organisation: {}", said.sql));
            continue;
        }
        if OF_EACH.iter().any(|(sql, _)| *sql == said.sql) {
            continue;
        }
        let Some(orgs) = within.get_mut(said.process.as_str()) else { continue };
        orgs.insert(said.first.as_deref().unwrap_or("nothing"));
        if orgs.len() > 1 {
            wrong.insert(format!("the second organisation of a transaction: {}", said.sql));
        }
    }
    wrong
}

/// Each table of a statement needs an equality of its own, with the first value.
fn names_its_organisation(sql: &str, tables: &[String]) -> bool {
    let split = tables.iter().filter(|table| DISTRIBUTED.contains(&table.as_str()));
    if let Some(rest) = sql.strip_prefix("INSERT INTO ") {
        let (_, rest) = rest.split_once(' ').unwrap();
        return tables.len() == 1 && rest.starts_with("(org,") && sql.contains(" VALUES ($1,");
    }
    // `OR` could open another way in.
    let said = sql.matches("org = $1 AND").count() + usize::from(sql.ends_with("org = $1"));
    let said = said + sql.matches("org = $1 ORDER BY").count() + sql.matches("org = $1 RETURNING").count();
    split.count() == tables.len() && said >= tables.len() && !sql.contains(" OR ")
}

/// The tables that a statement reads or writes.
fn tables(sql: &str) -> Vec<String> {
    let words: Vec<&str> = sql.split(|one: char| one.is_whitespace() || "(),;".contains(one)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let mut tables = Vec::new();
    for pair in words.windows(2) {
        // `FOR UPDATE SKIP LOCKED` and `DO UPDATE SET` name no table.
        let changes = pair[0] == "UPDATE" && !["SET", "SKIP"].contains(&pair[1]);
        let names = ["FROM", "JOIN", "INTO"].contains(&pair[0]) || changes;
        if names && !pair[1].starts_with("pg_control") {
            tables.push(pair[1].to_owned());
        }
    }
    tables
}

#[test]
fn a_statement_that_strays_is_found() {
    let said = |sql: &str, first: &str| Said {
        process: "7".into(),
        sql: sql.into(),
        first: Some(first.to_owned()).filter(|first| !first.is_empty()),
    };
    for sql in [
        "SELECT head FROM scope WHERE id = $1",
        "SELECT head FROM scope WHERE org = $1 OR id = $2",
        "SELECT h FROM grant_ WHERE org = $1 AND NOT EXISTS (SELECT 1 FROM purge WHERE purge.h = grant_.h)",
        "UPDATE account SET ge = ge + 1",
        "DELETE FROM held",
        "INSERT INTO scope (id, org) VALUES ($1, $2)",
        "INSERT INTO scope (org, id) SELECT org, id FROM account WHERE org = $1",
        "SELECT pg_advisory_xact_lock(7)",
        "SELECT a.id FROM account a JOIN org ON a.org = org.org WHERE a.org = $1 AND a.id = $2",
        "SELECT secret FROM something_else WHERE org = $1",
    ] {
        assert_eq!(judge(&[said(sql, "a")]).len(), 1, "{sql}");
    }
    let good = "SELECT head FROM scope WHERE org = $1 AND id = $2 FOR UPDATE";
    assert!(
        judge(&[
            said("BEGIN", ""),
            said(good, "a"),
            said(good, "a"),
            said("COMMIT", ""),
            said(good, "b"),
            said(good, "c")
        ])
        .is_empty()
    );
    assert_eq!(judge(&[said("BEGIN", ""), said(good, "a"), said(good, "b")]).len(), 1);
}
