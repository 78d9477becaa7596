//! Putting an earlier start into the asker's case.

use std::net::{IpAddr, Ipv6Addr};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use opstap_domain::earlier::SORTS;
use opstap_sync::pressure::Class;
use opstap_sync::wire::{EarlierRequest, EarlierResponse, Problem};
use uuid::Uuid;

use super::body::{document, fault, question};
use super::{App, come_back, too_many};
use crate::blobs::Vault;
use crate::engine::{Began, Home, Plan, Start, Unpaired, excuse, refusal};
use crate::problem;
use crate::store::{ScopeStore, StoreError};

/// So often it is begun anew, when something was written in the earlier case meanwhile.
const TRIES: usize = 3;

/// `POST /v1/earlier-starts`. Wrong codes are counted by who asks, wherever they ask from.
pub(super) async fn earlier<S: ScopeStore + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let (token, asked) = match question::<EarlierRequest>(&headers, request).await {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    if asked.bring.iter().flatten().any(|sort| !is_sort(sort)) {
        return fault(&problem::bad_request("A sort that is none."));
    }
    if let Err(seconds) = app.writer.admit(Class::Pull) {
        return come_back(seconds);
    }
    let now = (app.clock)();
    let home = match app.writer.run(move |engine| engine.home_by_token(&token, now)).await {
        Ok(Ok(home)) => home,
        Ok(Err(problem)) => return fault(&problem),
        Err(error) => return fault(&excuse(&error)),
    };
    let guesser = guesser(home.client);
    if let Some(wait) = app.must_wait(guesser) {
        return too_many("Too many wrong codes.", wait);
    }
    let code = asked.code.clone();
    let began = match app.writer.run(move |engine| engine.began_by_code(&code, now)).await {
        Ok(Ok(began)) => began,
        Ok(Err(why)) => {
            if why == Unpaired::Invalid {
                app.guessed_wrong(guesser);
            }
            return fault(&refusal(why));
        }
        Err(error) => return fault(&excuse(&error)),
    };
    if began.is_of(&home) {
        return fault(&problem::named("own-start", 409, "That code is of this very case."));
    }
    match put_together(&app, &home, &began, &asked, now).await {
        Ok(told) => document(StatusCode::OK, &told, false),
        Err(problem) => fault(&problem),
    }
}

fn is_sort(name: &str) -> bool {
    SORTS.iter().any(|(sort, _)| *sort == name)
}

/// Whose guess it is: the account's.
fn guesser(client: Uuid) -> IpAddr {
    IpAddr::V6(Ipv6Addr::from(client.as_u128()))
}

async fn put_together<S: ScopeStore + 'static>(
    app: &App<S>,
    home: &Home,
    began: &Began,
    asked: &EarlierRequest,
    now: i64,
) -> Result<EarlierResponse, Problem> {
    for _ in 0..TRIES {
        let of = began.clone();
        let start = app.writer.run(move |engine| engine.start_of(&of)).await.map_err(away)??;
        let told = start.told(false);
        let Some(sorts) = &asked.bring else { return Ok(told) };
        if !told.ends.is_empty() && !asked.let_end {
            return Err(problem::named(
                "would-end",
                409,
                "Something of it cannot come along, and would end.",
            ));
        }
        // Nobody loses all of it by a press too early.
        if sorts.is_empty() && !told.sorts.is_empty() {
            return Err(problem::named(
                "nothing-chosen",
                409,
                "Nothing of it would come along, and all of it would go.",
            ));
        }
        let plan = planned(app, home, began, &start, sorts).await?;
        let (to, with) = (home.clone(), start.clone());
        app.writer.run(move |engine| engine.bring(&to, &with, &plan, now)).await.map_err(away)??;
        let (of, with) = (began.clone(), start.clone());
        let left = app.writer.run(move |engine| engine.leave_start(&of, &with, now)).await.map_err(away)?;
        app.hub.look_soon();
        if left {
            return Ok(start.told(true));
        }
    }
    Err(problem::named("changed-meanwhile", 409, "Somebody writes in the earlier start just now."))
}

/// What comes along, with its files copied.
async fn planned<S: ScopeStore + 'static>(
    app: &App<S>,
    home: &Home,
    began: &Began,
    start: &Start,
    sorts: &[String],
) -> Result<Plan, Problem> {
    let keys = app.vault.as_ref().map(Vault::keys);
    let mut plan = Plan::new(home, began, start, sorts, keys);
    let Some(vault) = &app.vault else { return Ok(plan) };
    for file in plan.files.clone() {
        let hash = vault.copy(&file.from, &file.to, &file.about).await.map_err(super::blobs::busy)?;
        let underway = || problem::named("files-underway", 409, "A file has not arrived as a whole yet.");
        plan.copied(file.rec, &hash.ok_or_else(underway)?);
    }
    Ok(plan)
}

fn away(error: StoreError) -> Problem {
    excuse(&error)
}
