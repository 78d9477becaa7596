//! What is connected to other systems, and what an administrator does about it on pages. Who may do what is decided by the
//! engine, at each request (ADR-0045).

use opstap::{OpstapError, Phrase, Words};
use opstap_web::{ConnectionsShown, Frame, ReceiverLine, StuckLine};

use super::devices::moment;
use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, field, id_of};
use crate::engine::{Connect, Connections, Receiver, Unlinked};
use crate::store::{Channel, DeliveryRow, DeliveryState};
use crate::webhooks::Happening;

/// Why nothing was done: beside an input, or as any error.
fn excused(why: &Unlinked) -> OpstapError {
    let (field, why) = match why {
        Unlinked::NotAllowed => return OpstapError::NotAllowed,
        Unlinked::Receiver => return OpstapError::Unknown { what: "record" },
        Unlinked::Store(_) => return OpstapError::Unexpected { reference: "connections" },
        Unlinked::NotStuck => ("", Phrase::new("connections-refused-stuck")),
        Unlinked::Address => ("url", Phrase::new("connections-refused-url")),
        Unlinked::Inside => ("url", Phrase::new("connections-refused-inside")),
        Unlinked::TooMany => ("url", Phrase::new("connections-refused-many")),
    };
    OpstapError::Refused { field: field.to_owned(), why }
}

async fn ask(host: &Host, room: &Room, asked: Connect) -> Result<Connections, OpstapError> {
    let device = room.number().ok_or(OpstapError::SignedOut)?;
    let done = host.desk.administer_connections(device, asked).await;
    done.map_err(|_| OpstapError::Unexpected { reference: "connections" })?.map_err(|why| excused(&why))
}

/// A happening in the reader's words.
fn kind(words: &Words, name: &str) -> String {
    words.text(&format!("connections-of-{}", name.replace('.', "-")))
}

fn counted(words: &Words, key: &'static str, count: usize) -> String {
    words.say(&Phrase::new(key).with("count", i64::try_from(count).unwrap_or(i64::MAX)))
}

fn line(words: &Words, receiver: &Receiver, now: i64) -> ReceiverLine {
    let when = |at: i64| Phrase::new("connections-took").with("moment", moment(words.language(), at, now));
    let stopped = !receiver.stopped.is_empty();
    let state = stopped.then(|| words.text("connections-stopped"));
    let dead = (receiver.dead > 0).then(|| counted(words, "connections-dead", receiver.dead));
    let waits = (receiver.waits > 0).then(|| counted(words, "connections-waits", receiver.waits));
    let took =
        receiver.took_at.map_or_else(|| words.text("connections-took-none"), |at| words.say(&when(at)));
    ReceiverLine {
        id: receiver.id.to_string(),
        url: receiver.url.clone(),
        troubled: stopped || receiver.dead > 0,
        facts: [state, dead, waits, Some(took)].into_iter().flatten().collect(),
        kinds: receiver.kinds.iter().map(|name| kind(words, name)).collect(),
    }
}

fn stuck(words: &Words, row: &DeliveryRow, now: i64) -> StuckLine {
    let key = match row.channel {
        Channel::Sms => "connections-stuck-sms",
        Channel::Mail => "connections-stuck-mail",
    };
    let starts = moment(words.language(), row.starts_at, now);
    let why = if row.state == DeliveryState::Unsure { "connections-unsure" } else { "connections-refused" };
    StuckLine {
        reference: row.reference(),
        text: words.say(&Phrase::new(key).with("moment", starts)),
        why: words.text(why),
    }
}

fn sign_in(words: &Words, all: &Connections) -> Vec<String> {
    let levels = |phrase: Phrase, levels: &[String]| {
        (!levels.is_empty()).then(|| words.say(&phrase.with("levels", levels.join(", "))))
    };
    let mut said = Vec::new();
    match &all.provider {
        None => said.push(words.text("connections-sign-in-none")),
        Some(row) => {
            said.push(words.say(&Phrase::new("connections-sign-in-by").with("issuer", row.issuer.clone())));
            said.extend(levels(Phrase::new("connections-sign-in-levels"), &row.acr));
        }
    }
    match &all.broker {
        None => said.push(words.text("connections-clients-none")),
        Some(row) => {
            let by = Phrase::new("connections-clients-by").with("name", row.called.clone());
            said.push(words.say(&by.with("issuer", row.issuer.clone())));
            said.extend(levels(Phrase::new("connections-sign-in-levels"), &row.acr));
            said.extend(levels(Phrase::new("connections-clients-again"), &row.step_up));
        }
    }
    said
}

/// Draws a place: all of it, or a receiver.
pub(super) async fn drawn(
    host: &Host,
    room: &Room,
    frame: &Frame<'_>,
    which: &str,
) -> Result<String, OpstapError> {
    let all = ask(host, room, Connect::Look).await?;
    let (words, now) = (frame.words, host.now());
    let receivers: Vec<ReceiverLine> = all.receivers.iter().map(|one| line(words, one, now)).collect();
    if !which.is_empty() {
        let one = receivers.iter().find(|one| one.id == which);
        let one = one.ok_or(OpstapError::Unknown { what: "record" })?;
        return Ok(opstap_web::receiver(frame, one));
    }
    let kinds = Happening::ALL.map(|what| (what.name().to_owned(), kind(words, what.name())));
    let stuck: Vec<StuckLine> = all.stuck.iter().map(|row| stuck(words, row, now)).collect();
    Ok(opstap_web::connections(
        frame,
        &ConnectionsShown {
            sign_in: &sign_in(words, &all),
            receivers: &receivers,
            stuck: &stuck,
            kinds: &kinds,
        },
    ))
}

/// Does what a form asks; where to go then, and what to say there. A secret is said there, once.
pub(super) async fn done(
    host: &Host,
    room: &Room,
    which: &str,
    fields: &Fields,
) -> Result<(String, String), OpstapError> {
    let words = room.device.words();
    let list = "/web/connections".to_owned();
    let reference = || field(fields, "reference").to_owned();
    if which.is_empty() {
        let (asked, told) = match field(fields, "act") {
            "add" => {
                let ticked = |what: &Happening| field(fields, what.name()) == "yes";
                let kinds = Happening::ALL.into_iter().filter(ticked).collect();
                let all =
                    ask(host, room, Connect::Add(field(fields, "url").trim().to_owned(), kinds)).await?;
                return secret(&words, &all);
            }
            "retry" => (Connect::Retry(reference()), "connections-retried"),
            "leave" => (Connect::Leave(reference()), "connections-left"),
            _ => return Err(OpstapError::Unknown { what: "page" }),
        };
        ask(host, room, asked).await?;
        return Ok((list, words.text(told)));
    }
    let id = id_of(which, "record")?;
    let (asked, told) = match field(fields, "act") {
        "rotate" => return secret(&words, &ask(host, room, Connect::Rotate(id)).await?),
        "test" => (Connect::Test(id), "connections-tested"),
        "again" => (Connect::Again(id), "connections-told-again"),
        "remove" => {
            ask(host, room, Connect::Remove(id)).await?;
            return Ok((list, words.text("connections-removed")));
        }
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    ask(host, room, asked).await?;
    Ok((format!("/web/connections/{id}"), words.text(told)))
}

fn secret(words: &Words, all: &Connections) -> Result<(String, String), OpstapError> {
    let (id, secret) = all.secret.as_ref().ok_or(OpstapError::Unexpected { reference: "connections" })?;
    let told = words.say(&Phrase::new("connections-secret").with("secret", secret.as_str()));
    Ok((format!("/web/connections/{id}"), told))
}
