//! Every route × role × organisation × compartment: what is not given is refused. The routes come from the tables that the
//! server is made from; one that is not asked about here fails the test.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod town;
mod walk;

use std::collections::BTreeSet;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_server::routes::{Route, Who};
use opstap_server::{http, web};
use reqwest::Method;
use walk::{Asker, Country, TOKENLESS, mark};

/// What a role has of a case that is theirs. A coach has nothing until the client shares; the rest of the staff never.
fn has(role: Role, compartment: Compartment) -> bool {
    match role {
        Role::Client => {
            matches!(compartment, Compartment::Together | Compartment::Money | Compartment::Own)
        }
        Role::Counsellor => {
            matches!(compartment, Compartment::Together | Compartment::Money | Compartment::Office)
        }
        Role::Triage => matches!(compartment, Compartment::Together | Compartment::Office),
        Role::Coach | Role::ContentManager | Role::Administrator | Role::Server => false,
    }
}

#[test]
fn every_route_says_who_may_ask_and_stands_once() {
    let all: Vec<Route> = http::routes().into_iter().chain(web::routes()).collect();
    let names: BTreeSet<(&str, &str)> = all.iter().map(|route| (route.method, route.path)).collect();
    assert_eq!(names.len(), all.len());
    // What answers anybody is named here once more, so that nobody adds to it in passing.
    let open: Vec<&str> = all
        .iter()
        .filter(|route| matches!(route.who, Who::Anybody | Who::Code))
        .map(|route| route.path)
        .collect();
    assert_eq!(
        open,
        [
            "/v1/register",
            "/v1/feeds/{feed}",
            "/v1/pairings",
            "/v1/replies/sms",
            "/v1/replies/mail",
            "/v1/sign-ups",
            "/v1/info",
            "/v1/openapi.json",
            "/v1/docs",
            "/health",
            "/ready",
            "/web",
            "/web/style.css",
            "/web/icon.svg",
            "/web/htmx.js",
            "/web/colour/{sheet}",
            "/web/logo/{org}/{print}",
            "/web/in",
            "/web/in",
            "/web/in/staff",
            "/web/in/staff/{org}",
            "/web/in/client",
            "/web/in/client/{org}",
            "/web/in/back",
            "/web/in/known",
            "/web/in/own",
            "/web/in/own",
            "/web/register",
            "/web/start",
            "/web/start",
            "/web/out"
        ]
    );
}

/// Without a token, with one that is none, signed out, blocked: nothing is reached behind a device's route.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_signed_in_reaches_nothing() {
    let country = Country::new().await;
    let client = country.askers.iter().find(|asker| asker.role == Role::Client).unwrap();
    for route in http::routes() {
        for (name, token) in country.without_rights() {
            for probe in country.probes(&route, client) {
                let (status, body) = country.send(&probe, token.as_deref()).await;
                let told = format!("{} {} by {name}: {status} {body}", route.method, route.path);
                match route.who {
                    Who::Device => assert!(matches!(status, 401 | 403), "{told}"),
                    Who::Code => assert!(matches!(status, 400 | 401 | 404 | 410 | 429), "{told}"),
                    Who::Anybody => assert_eq!(status, 200, "{told}"),
                    Who::Session => panic!("{told}"),
                }
                assert!(country.marks().iter().all(|mark| !body.contains(mark)), "{told}");
            }
        }
    }
}

/// Each signed-in person against each compartment of each organisation: by the feed, and by every other route with every
/// handle and every id that they could guess.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_their_own_and_nothing_else() {
    let country = Country::new().await;
    let before = country.everything();
    for asker in &country.askers {
        let given: BTreeSet<String> = asker.phone.grants.iter().map(|one| one.scope.to_string()).collect();
        let expected: BTreeSet<String> = country
            .scopes()
            .into_iter()
            .filter(|(org, scope)| {
                let content = asker.org == *org && scope.compartment == Compartment::Content;
                // Who sits at the desk sees who can help.
                let desk = asker.org == *org
                    && asker.within == Role::Triage
                    && scope.compartment == Compartment::Org;
                content || desk || (asker.case == Some(scope.owner) && has(asker.within, scope.compartment))
            })
            .map(|(_, scope)| scope.to_string())
            .collect();
        assert_eq!(given, expected, "{asker}");
        let seen: BTreeSet<String> =
            asker.phone.records.values().filter_map(|record| mark(&record.values())).collect();
        let (mine, foreign): (Vec<_>, Vec<_>) = country
            .scopes()
            .into_iter()
            .map(|(_, scope)| (expected.contains(&scope.to_string()), format!("mark of {scope}")))
            .partition(|(own, _)| *own);
        assert!(foreign.iter().all(|(_, mark)| !seen.contains(mark)), "{asker} sees {seen:?}");
        if let Some(case) = asker.case.filter(|_| asker.within == Role::Triage) {
            let own = format!("mark of {}", ScopeId::new(case, Compartment::Together));
            assert!(seen.contains(&own), "{asker} sees {seen:?}");
        }
        if asker.case.is_some() && has(asker.within, Compartment::Money) {
            assert!(
                mine.iter().filter(|(_, mark)| seen.contains(mark)).count() >= 2,
                "{asker} sees {seen:?}"
            );
        }
        for route in http::routes().iter().filter(|route| route.who == Who::Device) {
            for probe in country.probes(route, asker) {
                let (status, body) = country.send(&probe, Some(&asker.phone.token)).await;
                let told = format!("{} {} by {asker}: {status} {body}", route.method, route.path);
                let writes = asker.role == Role::ContentManager;
                let own = country.proposed(asker.org);
                let hidden = |mark: &String| !(writes && *mark == own) && body.contains(mark.as_str());
                assert!(foreign.iter().all(|(_, mark)| !hidden(mark)), "{told}");
                match route.path {
                    "/v1/content-searches" if writes => {
                        assert!(status == 200 && body.contains(&own), "{told}");
                    }
                    "/v1/content-changes" if writes => assert_eq!(status, 409, "{told}"),
                    "/v1/content-searches" | "/v1/content-changes" => assert_eq!(status, 403, "{told}"),
                    "/v1/example-proposals" => {
                        let never = matches!(asker.role, Role::Client | Role::Administrator);
                        assert_eq!(status, if never { 403 } else { 422 }, "{told}");
                    }
                    _ => {}
                }
                let own_file = given.contains(&country.file.scope.to_string());
                if route.path == "/v1/blobs/{at}" {
                    assert!(own_file || status == 404, "{told}");
                    assert!(!own_file || route.method != "head" || status == 200, "{told}: it is theirs");
                }
                if route.path == "/v1/sync" {
                    assert!(!body.contains(r#""r":"ok""#), "a write under a guessed handle: {told}");
                }
            }
        }
    }
    assert_eq!(country.everything(), before, "something was written");
}

/// Pages: without a cookie the door, with one the cases that are theirs.
#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_case_are_for_who_has_it() {
    let country = Country::new().await;
    for route in web::routes().iter().filter(|route| route.who == Who::Session) {
        for place in country.places() {
            let path = route.path.replace("{*place}", &place);
            let method = Method::from_bytes(route.method.to_uppercase().as_bytes()).unwrap();
            for cookie in TOKENLESS {
                let (status, body) = country.page(&method, &path, cookie).await;
                assert!(matches!(status, 303 | 401), "{method} {path}: {status}");
                assert!(country.cases().iter().all(|(_, name)| !body.contains(name)), "{method} {path}");
            }
            for asker in &country.askers {
                let cookie = asker.cookie.as_str();
                let (status, body) = country.page(&method, &path, cookie).await;
                let told = format!("{method} {path} by {asker}: {status}");
                // A page that is about no place says no more than what is checked below.
                let about_a_place = route.path.contains("{*place}");
                for org in 0..2 {
                    let theirs = asker.role == Role::ContentManager && asker.org == org;
                    assert!(theirs || !body.contains(&country.proposed(org)), "{told} says what waits");
                    if theirs && about_a_place && place == "content" {
                        assert!(body.contains(&country.proposed(org)), "{told}: it waits for them");
                    }
                }
                // A team is seen by who administers it and by who sits at a desk; another organisation's is as if it were not there.
                for (org, id, name) in country.teams() {
                    let sees = asker.role == Role::Administrator || asker.within == Role::Triage;
                    assert!((sees && asker.org == org) || !body.contains(&name), "{told} says {name}");
                    let here = about_a_place && place == format!("teams/{id}") && method == Method::GET;
                    if here && asker.role == Role::Administrator {
                        assert_eq!(status, if asker.org == org { 200 } else { 404 }, "{told}");
                    }
                }
                for (case, name) in country.cases() {
                    let theirs = asker.case == Some(case) && has(asker.within, Compartment::Together);
                    assert!(theirs || !body.contains(&name), "{told} says {name}");
                    if about_a_place
                        && theirs
                        && matches!(asker.within, Role::Counsellor | Role::Triage)
                        && place == format!("of/{case}/today")
                        && method == Method::GET
                    {
                        assert!(status == 200 && body.contains(&name), "{told}: it is theirs");
                    }
                    let elsewhere = !about_a_place || !place.contains(&case.to_string());
                    assert!(theirs || status >= 400 || elsewhere, "{told}");
                }
            }
        }
    }
}

impl std::fmt::Display for Asker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of organisation {}, in case {:?}", self.role.name(), self.org, self.case)
    }
}
