//! Texts between people: example messages, the glossary, invented names.

use std::collections::BTreeSet;

use opstap_domain::condition::Condition;
use opstap_domain::order;
use opstap_domain::prompts::leaving::A_DAY_MAX;
use opstap_domain::prompts::{Automation, DAYS_MAX, Mode, Trigger};
use serde::Deserialize as _;
use serde_json::Value;

use super::items::{Message, Names, Term};
use super::reader::{Reader, SMS, TEXT, TITLE};
use super::{Package, read_id, read_items};

const SEND_MODES: [&str; 4] = ["auto", "approve", "human", "segment"];
const FALLBACKS: [&str; 4] = ["sms", "call", "letter", "none"];
/// The fewest days that are called silence.
const SILENT_LEAST: i64 = 7;

pub(super) fn read_messages(package: &mut Package, reader: &mut Reader<'_>) {
    let modes = reader.any("sendModes").and_then(Value::as_object);
    for mode in SEND_MODES {
        if !modes.is_some_and(|modes| modes.contains_key(mode)) {
            reader.refuse("sendModes", &format!("does not explain {mode}"));
        }
    }
    for (message, body) in read_items(reader, "messages", "message", message) {
        package.keep("message_template", &message.id, body);
        package.messages.push(message);
    }
    // A package from before there were any has none.
    if reader.has("automations") {
        for (automation, body) in read_items(reader, "automations", "automation", automation) {
            package.keep("automation", &automation.id, body);
            package.automations.push(automation);
        }
    }
}

pub(super) fn automation(reader: &mut Reader<'_>) -> Automation {
    let on = reader.one_of("on", &Trigger::ALL.map(Trigger::name));
    let mode = reader.one_of("mode", &Mode::ALL.map(Mode::name));
    let when = if reader.has("when") { reader.any("when").cloned() } else { None };
    let condition = when.as_ref().map(Condition::deserialize);
    if let Some(Err(why)) = &condition {
        reader.refuse("when", &format!("is no condition: {why}"));
    }
    if reader.has("aDay") {
        reader.number("aDay", 1, i64::from(A_DAY_MAX));
    }
    let on = Trigger::from_name(&on).unwrap_or(Trigger::Opened);
    // Who did something yesterday is not silent.
    let least = if on == Trigger::Silent { SILENT_LEAST } else { 0 };
    Automation {
        id: read_id(reader),
        title: reader.text("title", TITLE),
        on,
        days: reader.number("days", least, i64::from(DAYS_MAX)) as u16,
        message: reader.text("message", TITLE),
        mode: Mode::from_name(&mode).unwrap_or(Mode::Approve),
        when: condition.and_then(Result::ok),
    }
}

pub(super) fn message(reader: &mut Reader<'_>) -> Message {
    let message = Message {
        id: read_id(reader),
        moment: reader.text("moment", TITLE),
        technique: reader.text("technique", TITLE),
        app: reader.text("app", TEXT),
        app_en: reader.text_if_there("appEn", TEXT),
        sms: reader.text("sms", SMS),
        send_mode: reader.one_of("sendMode", &SEND_MODES),
        fallback_channel: reader.one_of("fallbackChannel", &FALLBACKS),
        variables: reader.texts("variables", TITLE),
    };
    let declared: BTreeSet<&str> = order::gather(message.variables.iter().map(String::as_str));
    let mut used = variables(reader, "app", &message.app);
    used.extend(variables(reader, "sms", &message.sms));
    used.extend(variables(reader, "appEn", message.app_en.as_deref().unwrap_or_default()));
    for name in used.iter().filter(|name| !declared.contains(name.as_str())) {
        reader.refuse("variables", &format!("does not declare {name}"));
    }
    for name in declared.iter().filter(|name| !used.contains(**name)) {
        reader.refuse("variables", &format!("declares {name}, which no text uses"));
    }
    message
}

/// The names between braces.
fn variables(reader: &mut Reader<'_>, field: &str, text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut parts = text.split('{');
    if parts.next().is_some_and(|before| before.contains('}')) {
        reader.refuse(field, "closes a brace that was not opened");
    }
    for part in parts {
        match part.split_once('}') {
            Some((name, after)) if !name.is_empty() && !after.contains('}') => {
                names.insert(name.to_owned());
            }
            _ => reader.refuse(field, "has braces that do not pair around a name"),
        }
    }
    names
}

pub(super) fn read_terms(package: &mut Package, reader: &mut Reader<'_>) {
    for (term, body) in read_items(reader, "terms", "term", term) {
        package.keep("term", &term.id, body);
        package.terms.push(term);
    }
}

pub(super) fn term(reader: &mut Reader<'_>) -> Term {
    Term { id: read_id(reader), term: reader.text("term", TITLE), plain: reader.text("plain", TEXT) }
}

pub(super) fn read_names(package: &mut Package, reader: &mut Reader<'_>) {
    reader.text("note", TEXT);
    package.names = Names { first: reader.texts("first", TITLE), last: reader.texts("last", TITLE) };
    for (field, names) in [("first", &package.names.first), ("last", &package.names.last)] {
        if order::gather::<BTreeSet<_>, _>(names).len() != names.len() || names.is_empty() {
            reader.refuse(field, "is empty or has a name twice");
        }
    }
}
