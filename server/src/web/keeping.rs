//! How long cases are kept, and what an administrator does about it on pages. Which day a case goes is decided in
//! `opstap_domain::retention`, and who may do what by the engine, at each request (ADR-0038, ADR-0041).

use opstap::{Date, Instant, OpstapError, Phrase, Uuid, Words, format};
use opstap_domain::retention::{RESULTS, Rule, Standing, Unit, starter};
use opstap_domain::time::Zone;
use opstap_web::{Frame, KeptGroup, KeptLine, KeptShown, RuleLine, RuleShown};

use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, field, id_of};
use crate::engine::{Keep, Keeping, Kept, Unkept};

/// Cases of a standing on the page: who looks for another one has its number.
const SHOWN: usize = 50;

/// Characters of a number that are enough to find a case by.
const ENOUGH: usize = 8;

const UNITS: [(Unit, &str); 3] = [
    (Unit::Weeks, "keeping-unit-weeks"),
    (Unit::Months, "keeping-unit-months"),
    (Unit::Years, "keeping-unit-years"),
];

/// Why nothing was done: beside an input, or as any error.
fn excused(why: &Unkept) -> OpstapError {
    let (field, why) = match why {
        Unkept::NotAllowed => return OpstapError::NotAllowed,
        Unkept::Case => return OpstapError::Unknown { what: "case" },
        Unkept::Store(_) => return OpstapError::Unexpected { reference: "keeping" },
        Unkept::Term => ("span", Phrase::new("keeping-refused-term")),
        Unkept::Reason => ("reason", Phrase::new("keeping-refused-words")),
        Unkept::Source => ("source", Phrase::new("keeping-refused-words")),
        Unkept::Result => ("result", Phrase::new("keeping-refused-result")),
        Unkept::Destroyed => ("", Phrase::new("keeping-refused-destroyed")),
        Unkept::NotHeld => ("", Phrase::new("keeping-refused-not-held")),
        Unkept::GoesOn => ("", Phrase::new("keeping-refused-goes-on")),
    };
    OpstapError::Refused { field: field.to_owned(), why }
}

async fn ask(host: &Host, room: &Room, asked: Keep) -> Result<Keeping, OpstapError> {
    let device = room.number().ok_or(OpstapError::SignedOut)?;
    let done = host.desk.administer_keeping(device, asked).await;
    done.map_err(|_| OpstapError::Unexpected { reference: "keeping" })?.map_err(|why| excused(&why))
}

/// A day in words, as it is now.
fn day(words: &Words, day: Date, now: i64) -> String {
    format::date(words.language(), day, Zone::AMSTERDAM.date(Instant(now)))
}

fn result_words(words: &Words, result: &str) -> String {
    words.text(&format!("keeping-result-{result}"))
}

fn counted(words: &Words, key: &'static str, count: usize) -> String {
    words.say(&Phrase::new(key).with("count", i64::try_from(count).unwrap_or(i64::MAX)))
}

/// How it stands, as the last part of keys, and its day in words.
fn stands(words: &Words, standing: Standing, now: i64) -> (&'static str, Option<String>) {
    let on =
        |key: &'static str, on: Date| Some(words.say(&Phrase::new(key).with("day", day(words, on, now))));
    match standing {
        Standing::Due(date) => ("due", on("keeping-past", date)),
        Standing::Unconfirmed(date) => ("unconfirmed", on("keeping-past", date)),
        Standing::Announced(date) => ("announced", on("keeping-goes", date)),
        Standing::Held(date) => ("held", on("keeping-until", date)),
        Standing::Kept(date) => ("kept", on("keeping-until", date)),
        Standing::Unknown => ("unknown", None),
    }
}

fn line(words: &Words, all: &Keeping, kept: &Kept, now: i64) -> KeptLine {
    let name = all.staff.get(&kept.counsellor).cloned().unwrap_or_default();
    let ended = day(words, Zone::AMSTERDAM.date(Instant(kept.ended_at)), now);
    let result = kept.result.as_deref().map(|result| result_words(words, result));
    let result = result.map(|result| words.say(&Phrase::new("keeping-ended").with("result", result)));
    let held = kept.held.as_ref();
    let held = held.map(|why| words.say(&Phrase::new("keeping-held-why").with("reason", why.clone())));
    KeptLine {
        id: kept.case.to_string(),
        text: words.say(&Phrase::new("keeping-line").with("name", name).with("day", ended)),
        facts: [result, stands(words, kept.standing, now).1, held].into_iter().flatten().collect(),
    }
}

/// Cases with which it stands alike: what needs somebody first comes first, as the engine says.
fn groups(words: &Words, all: &Keeping, now: i64) -> Vec<KeptGroup> {
    let alike =
        |one: &Kept, other: &Kept| stands(words, one.standing, now).0 == stands(words, other.standing, now).0;
    let parts = all.cases.chunk_by(alike).filter_map(|part| Some((part.first()?, part)));
    let group = |(first, part): (&Kept, &[Kept])| KeptGroup {
        standing: stands(words, first.standing, now).0,
        count: counted(words, "keeping-count", part.len()),
        lines: part.iter().take(SHOWN).map(|kept| line(words, all, kept, now)).collect(),
        more: (part.len() > SHOWN).then(|| counted(words, "keeping-more", part.len() - SHOWN)),
    };
    parts.map(group).collect()
}

/// Where a rule stands. What we begin with says so in the reader's language.
fn source(words: &Words, rule: &Rule) -> String {
    if !is_ours(rule) {
        return rule.source.clone();
    }
    words.text(if rule.unit == Unit::Weeks { "keeping-starter-withdrawn" } else { "keeping-starter-others" })
}

/// A rule that the organisation did not set.
fn is_ours(rule: &Rule) -> bool {
    starter().contains(rule)
}

fn rules(words: &Words, all: &Keeping) -> Vec<RuleLine> {
    let term = |rule: &Rule| {
        let key = match rule.unit {
            Unit::Weeks => "keeping-weeks",
            Unit::Months => "keeping-months",
            Unit::Years => "keeping-years",
        };
        counted(words, key, usize::from(rule.span))
    };
    let line = |rule: &Rule| RuleLine {
        result: rule.result.clone(),
        title: result_words(words, &rule.result),
        term: term(rule),
        source: source(words, rule),
        confirmed: rule.confirmed,
    };
    all.rules.iter().map(line).collect()
}

/// Draws a place: all of it, a rule, or a case.
pub(super) async fn drawn(
    host: &Host,
    room: &Room,
    frame: &Frame<'_>,
    which: &str,
) -> Result<String, OpstapError> {
    let all = ask(host, room, Keep::Look).await?;
    let (words, now) = (frame.words, host.now());
    if which.is_empty() {
        return Ok(opstap_web::keeping(frame, &groups(words, &all, now), &rules(words, &all)));
    }
    if let Some(rule) = all.rules.iter().find(|rule| rule.result == which) {
        let units = UNITS.map(|(unit, key)| (unit.name(), words.text(key)));
        let units: Vec<(&str, &str)> = units.iter().map(|(name, text)| (*name, text.as_str())).collect();
        return Ok(opstap_web::rule(
            frame,
            &RuleShown {
                result: which,
                title: &result_words(words, which),
                span: &rule.span.to_string(),
                unit: rule.unit.name(),
                source: if is_ours(rule) { "" } else { &rule.source },
                confirmed: rule.confirmed,
                units: &units,
            },
        ));
    }
    let case = id_of(which, "case")?;
    let kept =
        all.cases.iter().find(|kept| kept.case == case).ok_or(OpstapError::Unknown { what: "case" })?;
    let results = RESULTS.map(|result| (result, result_words(words, result)));
    let none = words.text("keeping-result-none");
    let results = results.iter().map(|(name, text)| (*name, text.as_str()));
    let results: Vec<(&str, &str)> = [("", none.as_str())].into_iter().chain(results).collect();
    Ok(opstap_web::kept_case(
        frame,
        &KeptShown {
            line: &line(words, &all, kept, now),
            held: kept.held.is_some(),
            result: kept.result.as_deref().unwrap_or_default(),
            results: &results,
        },
    ))
}

/// Does what a form asks; where to go then, and what to say there.
pub(super) async fn done(
    host: &Host,
    room: &Room,
    which: &str,
    fields: &Fields,
) -> Result<(String, String), OpstapError> {
    let words = room.device.words();
    let act = field(fields, "act");
    if (which, act) == ("", "find") {
        let case = found(&ask(host, room, Keep::Look).await?, field(fields, "number"))?;
        return Ok((format!("/web/keeping/{case}"), String::new()));
    }
    if RESULTS.contains(&which) && act == "rule" {
        let all = ask(host, room, Keep::Rule(written(which, fields)?)).await?;
        let due = all.cases.iter().filter(|kept| matches!(kept.standing, Standing::Due(_))).count();
        let told = match due {
            0 => words.text("keeping-saved"),
            due => counted(&words, "keeping-saved-due", due),
        };
        return Ok(("/web/keeping".to_owned(), told));
    }
    let case = id_of(which, "case")?;
    let (asked, told) = match act {
        "hold" => (Keep::Hold(case, field(fields, "reason").to_owned()), "keeping-held-now"),
        "lift" => (Keep::Lift(case), "keeping-lifted"),
        "result" => (Keep::Result(case, field(fields, "result").to_owned()), "web-saved"),
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    ask(host, room, asked).await?;
    Ok((format!("/web/keeping/{case}"), words.text(told)))
}

/// The rule that somebody wrote.
fn written(result: &str, fields: &Fields) -> Result<Rule, OpstapError> {
    let span = field(fields, "span").trim().parse().map_err(|_| excused(&Unkept::Term))?;
    let unit = Unit::from_name(field(fields, "unit")).ok_or_else(|| excused(&Unkept::Term))?;
    let (source, confirmed) = (field(fields, "source").to_owned(), field(fields, "confirmed") == "yes");
    Ok(Rule { result: result.to_owned(), span, unit, source, confirmed })
}

/// The one case that ended of which the number begins so.
fn found(all: &Keeping, typed: &str) -> Result<Uuid, OpstapError> {
    let why = Phrase::new("keeping-find-none");
    let none = OpstapError::Refused { field: "number".to_owned(), why };
    let typed: String = typed.trim().to_lowercase();
    let mut found =
        all.cases.iter().map(|kept| kept.case).filter(|case| case.to_string().starts_with(&typed));
    match (found.next(), found.next()) {
        (Some(case), None) if typed.len() >= ENOUGH => Ok(case),
        _ => Err(none),
    }
}
