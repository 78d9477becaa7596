//! Who reads what of the audit trail: a client what was done with their own data, and nobody else anything of it. Over HTTP and on
//! pages, with two organisations.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod town;
mod walk;

use std::collections::BTreeSet;

use opstap_domain::ids::Role;
use opstap_server::audit::AuditRow;
use opstap_server::register::activity;
use opstap_server::store::StoreError;
use opstap_sync::audit::{AuditLine, AuditPage};
use reqwest::Method;
use walk::{Asker, Country};

const TRAIL: &str = "/v1/cases/mine/audit";

async fn read(country: &Country, asker: &Asker, query: &str) -> Result<AuditPage, u16> {
    match country.get(&format!("{TRAIL}{query}"), &asker.phone.token).await {
        (200, body) => Ok(serde_json::from_str(&body).unwrap()),
        (status, _) => Err(status),
    }
}

/// All of it, so many lines at a time.
async fn whole(country: &Country, asker: &Asker, most: usize) -> Vec<AuditLine> {
    let (mut all, mut before) = (Vec::new(), 0);
    loop {
        let page = read(country, asker, &format!("?most={most}&before={before}")).await.unwrap();
        assert!(page.lines.len() <= most);
        all.extend(page.lines);
        match page.before {
            Some(older) => before = older,
            None => return all,
        }
    }
}

fn rows(country: &Country, n: usize) -> Vec<AuditRow> {
    let mut all = Vec::new();
    let keep = &mut |row: &AuditRow| {
        all.push(row.clone());
        Ok::<(), StoreError>(())
    };
    country.beside().audit_rows(country.org(n), 0, keep).unwrap();
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_reads_their_own_and_nobody_reads_anothers() {
    let country = Country::new().await;
    for asker in &country.askers {
        let page = read(&country, asker, "").await;
        if asker.role != Role::Client {
            assert_eq!(page.unwrap_err(), 404, "{}", asker.role.name());
            continue;
        }
        let lines = page.unwrap().lines;
        let numbers: BTreeSet<u64> = lines.iter().map(|line| line.n).collect();
        let of_case: BTreeSet<u64> = rows(&country, asker.org)
            .into_iter()
            .filter(|row| {
                row.subject == asker.case && numbers.iter().max().is_some_and(|last| row.n <= *last)
            })
            .map(|row| row.n)
            .collect();
        assert_eq!(numbers, of_case, "all of their own case, and of no other");
        assert!(lines.iter().any(|line| line.own && line.act == "signed_in"));
        assert!(
            lines.iter().any(|line| line.role == "counsellor" && line.name == "Sam" && line.act == "read")
        );
        // Whoever is in the case already is named; an administrator at the console is nobody.
        assert!(lines.iter().all(|line| line.name.is_empty() || line.name == "Sam"), "{lines:?}");
        assert!(lines.iter().all(|line| activity(&line.activity).is_some()));
        assert!(lines.windows(2).all(|two| two[0].n > two[1].n), "newest first");
    }
    for odd in ["?before=x", "?most=0", "?most=100000"] {
        assert_eq!(read(&country, &country.askers[0], odd).await.unwrap_err(), 400, "{odd}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_it_miss_nothing_and_say_nothing_twice() {
    let country = Country::new().await;
    let client = country.askers.iter().find(|asker| asker.role == Role::Client).unwrap();
    // Reading it is a line too, once an hour.
    read(&country, client, "").await.unwrap();
    let all = whole(&country, client, 200).await;
    assert!(all.len() > 6, "{all:?}");
    assert_eq!(all.iter().filter(|line| line.activity == "own-data").count(), 1);
    for most in [1, 2, 5] {
        assert_eq!(whole(&country, client, most).await, all, "{most} at a time");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_sees_on_a_page_that_a_helper_looked_and_took_a_file() {
    let country = Country::new().await;
    let client = country.askers.iter().find(|asker| asker.role == Role::Client).unwrap();
    let helper =
        country.askers.iter().find(|asker| asker.role == Role::Counsellor && asker.case == client.case);
    let (helper, case) = (helper.unwrap(), client.case.unwrap());
    let page = async |asker: &Asker, place: &str| {
        country.page(&Method::GET, &format!("/web/{place}"), &asker.cookie).await
    };
    let before = rows(&country, client.org).len();
    for place in ["today", "money", "money", "debts"] {
        assert_eq!(page(helper, &format!("of/{case}/{place}")).await.0, 200, "{place}");
    }
    assert_eq!(page(helper, &format!("of/{case}/take/opstap.json")).await.0, 200);
    let since = rows(&country, client.org).split_off(before);
    let browsed = |act: &str, place: &str| {
        let fits = |row: &&AuditRow| {
            row.act.name() == act
                && row.place.is_some_and(|one| one.name() == place)
                && row.actor.way.name() == "browser"
        };
        since.iter().filter(fits).count()
    };
    assert_eq!((browsed("read", "together"), browsed("read", "money")), (1, 1), "once an hour: {since:?}");
    assert_eq!(browsed("exported", "together"), 1);
    let (status, html) = page(client, "page/looks").await;
    assert_eq!(status, 200);
    for says in [
        "Wie er keek en wat er is gedaan",
        "Sam van de gemeente keek in je dossier.",
        "Sam van de gemeente keek in je geldzaken.",
        "Sam van de gemeente maakte een bestand met alles uit je dossier.",
        "Jij logde in.",
        "/web/register",
    ] {
        assert!(html.contains(says), "{says} is not in {html}");
    }
    assert!(!html.contains("audit-"), "a sentence without words: {html}");
    // A helper's own page of a case has what devices wrote down, and nothing of the trail.
    let (status, html) = page(helper, &format!("of/{case}/page/looks")).await;
    assert!(status == 200 && !html.contains("maakte een bestand"), "{status}");
    // Another client of the same organisation sees none of it.
    let mut others =
        country.askers.iter().filter(|asker| asker.role == Role::Client && asker.case != client.case);
    let (_, html) = page(others.next().unwrap(), "page/looks").await;
    assert!(!html.contains("maakte een bestand"));
    for odd in ["page/looks/x", "page/looks/-1", "page/looks/99999999999999999999999", "page/looksx"] {
        assert!(!page(client, odd).await.1.contains("maakte een bestand"), "{odd} is no page of it");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_reads_for_what_data_is_used() {
    let country = Country::new().await;
    let (status, body) = country.get("/v1/register", "").await;
    assert_eq!(status, 200);
    for (status, text) in [(status, body), country.page(&Method::GET, "/web/register", "").await] {
        assert_eq!(status, 200);
        assert!(
            text.contains("Hulp bij schulden") && text.contains("Wgs art. 3") && !text.contains("register-")
        );
    }
}
