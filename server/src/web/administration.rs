//! What an administrator sees and does on pages (ADR-0041). Who may do what is decided by the engine, at each request.

use axum::http::StatusCode;
use axum::response::Response;
use opstap::{Date, Instant, OpstapError, Phrase, Uuid, Words, format};
use opstap_domain::ids::Role;
use opstap_domain::letters::read_day;
use opstap_domain::time::Zone;
use opstap_web::{AwayShown, PersonLine, PersonShown, Refusal};

use super::devices::moment;
use super::places::Where;
use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, connections, features, field, go, id_of, keeping, page, reach, teams, wrong};
use crate::engine::{Arranged, Asked, Colleague, PairingCode, Undone};

/// What somebody may be added for, and the words of it.
const ROLES: [(Role, &str); 5] = [
    (Role::Counsellor, "role-counsellor"),
    (Role::Coach, "role-coach"),
    (Role::Triage, "role-triage"),
    (Role::ContentManager, "role-content-manager"),
    (Role::Administrator, "role-administrator"),
];

/// What an account of this role is, as a key of words.
pub(super) fn role_key(role: Role) -> &'static str {
    ROLES.iter().find(|(known, _)| *known == role).map_or("role-other", |(_, key)| key)
}

/// A place of an administrator: everybody, or one of them.
enum Spot {
    Everybody,
    One(Uuid),
}

fn spot(there: &Where) -> Result<Spot, OpstapError> {
    match (there.case, there.parts()) {
        (None, ("people", "")) => Ok(Spot::Everybody),
        (None, ("people", id)) => Ok(Spot::One(id_of(id, "person")?)),
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}

/// Why it was not done: where it belongs beside an input, or as any error.
fn excused(why: Undone) -> Result<(&'static str, Phrase), OpstapError> {
    Ok(match why {
        Undone::NotAllowed => return Err(OpstapError::NotAllowed),
        Undone::Unknown => return Err(OpstapError::Unknown { what: "person" }),
        Undone::Store(_) => return Err(OpstapError::Unexpected { reference: "people" }),
        Undone::Name => ("name", Phrase::new("admin-refused-name")),
        Undone::Oneself => ("leave", Phrase::new("admin-refused-oneself")),
        Undone::LastAdministrator => ("leave", Phrase::new("admin-refused-last")),
        Undone::LastAtDesk => ("leave", Phrase::new("admin-refused-desk")),
        Undone::NeedsSuccessor => ("to", Phrase::new("admin-refused-successor")),
        Undone::NeedsStandIn => ("stand_in", Phrase::new("admin-refused-stand-in")),
        Undone::StandInAway => ("stand_in", Phrase::new("admin-refused-stand-in-away")),
        Undone::StandsIn => ("stand_in", Phrase::new("admin-refused-stands-in")),
        Undone::Day => ("back_on", Phrase::new("admin-refused-day")),
    })
}

async fn ask(host: &Host, room: &Room, asked: Asked) -> Result<Arranged, OpstapError> {
    let device = room.number().ok_or(OpstapError::SignedOut)?;
    let done = host.desk.administer(device, asked).await;
    let done = done.map_err(|_| OpstapError::Unexpected { reference: "people" })?;
    done.or_else(|why| {
        let (field, why) = excused(why)?;
        Err(OpstapError::Refused { field: field.to_owned(), why })
    })
}

async fn everybody(host: &Host, room: &Room) -> Result<Vec<Colleague>, OpstapError> {
    match ask(host, room, Asked::Everybody).await? {
        Arranged::Everybody(all) => Ok(all),
        _ => Err(OpstapError::Unexpected { reference: "people" }),
    }
}

fn line(words: &Words, all: &[Colleague], one: &Colleague, now: i64) -> PersonLine {
    let when = |key: &'static str, at: i64| {
        words.say(&Phrase::new(key).with("moment", moment(words.language(), at, now)))
    };
    let count = |key: &'static str, count: usize| {
        words.say(&Phrase::new(key).with("count", i64::try_from(count).unwrap_or(i64::MAX)))
    };
    let facts = match (one.account.closed_at, one.last_seen) {
        (Some(at), _) => vec![when("admin-person-left", at)],
        (None, None) => vec![words.text("admin-person-never")],
        (None, Some(at)) => vec![count("admin-person-devices", one.devices), when("admin-person-last", at)],
    };
    let day = |day| format::date(words.language(), day, Zone::AMSTERDAM.date(Instant(now)));
    let called = |account| {
        let found = all.iter().find(|other| other.account.id == account);
        found.map(|other| other.account.name.clone()).unwrap_or_default()
    };
    let stands = |key: &'static str, who, back_on| {
        words.say(&Phrase::new(key).with("name", called(who)).with("day", day(back_on)))
    };
    let away = one.away.map(|(other, back_on)| stands("admin-away-now", other, back_on));
    let for_others = all.iter().filter_map(|other| Some((other.account.id, other.away?)));
    let for_others = for_others.filter(|(_, (who, _))| *who == one.account.id);
    let for_others = for_others.map(|(whose, (_, back_on))| stands("admin-stands-in", whose, back_on));
    let cases = (one.cases > 0).then(|| count("admin-person-cases", one.cases));
    let of_teams = one.teams.iter().map(|team| teams::of_person(words, team));
    PersonLine {
        id: one.account.id.to_string(),
        name: one.account.name.clone(),
        role: words.text(role_key(one.account.role)),
        facts: of_teams.chain(away).chain(for_others).chain(cases).chain(facts).collect(),
        left: one.account.closed_at.is_some(),
    }
}

/// What an administrator sees. They have no case: an address of one is as if there were none.
pub(super) async fn show(host: &Host, room: &Room, there: &Where, told: &str) -> Response {
    if there.case.is_none() && matches!(there.parts().0, "today" | "clients" | "more") {
        return go("/web/people");
    }
    match drawn(host, room, there, told, None).await {
        Ok(html) => page(StatusCode::OK, html),
        Err(error) => wrong(room, there, &error),
    }
}

/// Draws a place; with a refusal, as it was when the form was sent.
async fn drawn(
    host: &Host,
    room: &Room,
    there: &Where,
    told: &str,
    refusal: Option<&Refusal>,
) -> Result<String, OpstapError> {
    let (words, now) = (room.device.words(), host.now());
    let frame = there.frame(room, &words, None, told, refusal);
    match (there.case, there.parts()) {
        (None, ("keeping", which)) => return keeping::drawn(host, room, &frame, which).await,
        (None, ("teams", which)) => return teams::drawn(host, room, &frame, which).await,
        (None, ("connections", which)) => return connections::drawn(host, room, &frame, which).await,
        (None, ("reach", "")) => return reach::drawn(host, room, &frame).await,
        (None, ("features", "")) => return features::drawn(host, room, &frame).await,
        _ => {}
    }
    let spot = spot(there)?;
    let all = everybody(host, room).await?;
    let who = match spot {
        Spot::Everybody => {
            let lines: Vec<PersonLine> = all.iter().map(|one| line(&words, &all, one, now)).collect();
            let roles: Vec<(&str, String)> =
                ROLES.iter().map(|(role, key)| (role.name(), words.text(key))).collect();
            let roles: Vec<(&str, &str)> = roles.iter().map(|(role, text)| (*role, text.as_str())).collect();
            return Ok(opstap_web::people(&frame, &lines, &roles));
        }
        Spot::One(who) => who,
    };
    let here = |one: &&Colleague| one.account.closed_at.is_none();
    let one = all.iter().filter(here).find(|one| one.account.id == who);
    let one = one.ok_or(OpstapError::Unknown { what: "person" })?;
    let others = all
        .iter()
        .filter(here)
        .filter(|other| other.account.role == Role::Counsellor && other.account.id != who);
    let others = near_first(&words, one, others);
    // Of who sits at the desk, whoever else sits there takes over.
    let gives = one.cases > 0 && one.account.role == Role::Counsellor;
    let shown = PersonShown {
        line: &line(&words, &all, one, now),
        own: room.device.person().is_some_and(|person| person.account == who),
        successors: gives.then_some(others.as_slice()),
        away: (one.account.role == Role::Counsellor)
            .then_some(AwayShown { now: one.away.is_some(), others: &others }),
    };
    Ok(opstap_web::person(&frame, &shown))
}

/// Colleagues to choose from: of somebody's own teams before others, with the team that they share.
fn near_first<'c>(
    words: &Words,
    one: &Colleague,
    others: impl Iterator<Item = &'c Colleague>,
) -> Vec<(String, String)> {
    let helps = |colleague: &Colleague| -> Vec<(String, Uuid)> {
        let in_teams = colleague.teams.iter().filter(|(_, member)| member.helps);
        in_teams.map(|(name, member)| (name.clone(), member.team)).collect()
    };
    let own = helps(one);
    let shared = |other: &Colleague| {
        let theirs = helps(other);
        own.iter()
            .find(|(_, team)| theirs.iter().any(|(_, their)| their == team))
            .map(|(name, _)| name.clone())
    };
    let (mut near, mut far) = (Vec::new(), Vec::new());
    for other in others {
        let (id, name) = (other.account.id.to_string(), other.account.name.clone());
        match shared(other) {
            Some(team) => {
                let said = Phrase::new("teams-colleague").with("name", name).with("team", team);
                near.push((id, words.say(&said)));
            }
            None => far.push((id, name)),
        }
    }
    near.extend(far);
    near
}

/// What an administrator does with a form.
pub(super) async fn act(host: &Host, room: &Room, there: &Where, fields: Fields) -> Response {
    match done(host, room, there, &fields).await {
        Ok((to, told)) => {
            room.tell(told);
            go(&to)
        }
        Err(OpstapError::Refused { field, why }) => {
            let refusal = Refusal { field, text: room.device.words().say(&why), typed: fields };
            match drawn(host, room, there, "", Some(&refusal)).await {
                Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
                Err(error) => wrong(room, there, &error),
            }
        }
        Err(error) => wrong(room, there, &error),
    }
}

/// Does it; where to go then, and what to say there. A code is said there, once.
async fn done(
    host: &Host,
    room: &Room,
    there: &Where,
    fields: &Fields,
) -> Result<(String, String), OpstapError> {
    match (there.case, there.parts()) {
        (None, ("keeping", which)) => return keeping::done(host, room, which, fields).await,
        (None, ("teams", which)) => return teams::done(host, room, which, fields).await,
        (None, ("connections", which)) => return connections::done(host, room, which, fields).await,
        (None, ("reach", "")) => return reach::done(host, room, fields).await,
        (None, ("features", "")) => return features::done(host, room, fields).await,
        _ => {}
    }
    let words = room.device.words();
    let missing = OpstapError::Unknown { what: "page" };
    let who = match (spot(there)?, field(fields, "act")) {
        (Spot::Everybody, "add") => {
            let (chosen, name) = (field(fields, "role"), field(fields, "name").trim());
            let role = ROLES.iter().map(|(role, _)| *role).find(|role| role.name() == chosen);
            let why = Phrase::new("admin-refused-role");
            let role = role.ok_or(OpstapError::Refused { field: "role".to_owned(), why })?;
            let asked = Asked::LetWork(role, name.to_owned());
            let Arranged::Code(code) = ask(host, room, asked).await? else { return Err(missing) };
            let to = format!("/web/people/{}", code.account);
            return Ok((to, told_code(&words, name, &code, host.now())));
        }
        (Spot::Everybody, _) => return Err(missing),
        (Spot::One(who), _) => who,
    };
    let name = everybody(host, room).await?.into_iter().find(|one| one.account.id == who);
    let name = name.map(|one| one.account.name).ok_or(OpstapError::Unknown { what: "person" })?;
    let asked = match field(fields, "act") {
        "code" => Asked::AnotherCode(who),
        "end" => Asked::EndDevices(who),
        "away" => Asked::Away(who, away(fields)?),
        "back" => Asked::Back(who),
        "leave" => Asked::LetGo(who, Uuid::parse_str(field(fields, "to")).ok()),
        _ => return Err(missing),
    };
    let here = format!("/web/people/{who}");
    match ask(host, room, asked).await? {
        Arranged::Code(code) => Ok((here, told_code(&words, &name, &code, host.now()))),
        Arranged::Ended(_) => Ok((here, words.say(&Phrase::new("admin-ended").with("name", name)))),
        Arranged::Gone => {
            Ok(("/web/people".to_owned(), words.say(&Phrase::new("admin-left").with("name", name))))
        }
        Arranged::Away => Ok((here, words.say(&Phrase::new("admin-went").with("name", name)))),
        Arranged::Back => Ok((here, words.say(&Phrase::new("admin-came").with("name", name)))),
        Arranged::Everybody(_) => Err(missing),
    }
}

/// Who stands in, and on which day somebody is back, as a form says it.
fn away(fields: &Fields) -> Result<(Uuid, Date), OpstapError> {
    let refused = |field: &str, why: &'static str| OpstapError::Refused {
        field: field.to_owned(),
        why: Phrase::new(why),
    };
    let stand_in = Uuid::parse_str(field(fields, "stand_in"));
    let stand_in = stand_in.map_err(|_| refused("stand_in", "admin-refused-stand-in"))?;
    let back_on =
        read_day(field(fields, "back_on")).ok_or_else(|| refused("back_on", "admin-refused-day"))?;
    Ok((stand_in, back_on))
}

fn told_code(words: &Words, name: &str, code: &PairingCode, now: i64) -> String {
    let until = moment(words.language(), code.expires_at, now);
    let told = Phrase::new("admin-code-told").with("name", name.to_owned());
    words.say(&told.with("code", code.code.clone()).with("moment", until))
}
