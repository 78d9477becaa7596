//! News for a group that fits, on the pages of who writes for an organisation. Who may do what, and how many is enough, is
//! decided by the engine and the domain (ADR-0046).

use axum::http::StatusCode;
use axum::response::Response;
use opstap::{OpstapError, Phrase, Words};
use opstap_domain::audience::{self, AudienceError, PARTS_MAX, Part, told};
use opstap_domain::condition::{Condition, Leaf, Op};
use opstap_domain::tips::field_key;
use opstap_web::{NewsChecked, NewsLine, Refusal};

use super::devices::moment;
use super::places::Where;
use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, field, go, id_of, page, wrong};
use crate::engine::{News, Size, Tell, Untold};
use crate::store::{NewsRow, NewsState};

/// Characters of news in the list of what was sent.
const BEGINNING: usize = 160;

fn refused(field: impl Into<String>, why: Phrase) -> OpstapError {
    OpstapError::Refused { field: field.into(), why }
}

fn excused(why: Untold) -> OpstapError {
    match why {
        Untold::NotAllowed => OpstapError::NotAllowed,
        Untold::Unknown => OpstapError::Unknown { what: "record" },
        Untold::Store(_) => OpstapError::Unexpected { reference: "news" },
        Untold::Audience(why @ AudienceError::Words) => refused("words", why.phrase()),
        Untold::Audience(why) => refused("whom", why.phrase()),
        Untold::TooFew => refused("whom", Phrase::new("news-refused-few")),
        Untold::Busy => refused("", Phrase::new("news-refused-busy")),
        Untold::NotGoing => refused("", Phrase::new("news-refused-gone")),
        Untold::NotOffered => refused("", Phrase::new("held-not-offered")),
    }
}

async fn ask(host: &Host, room: &Room, asked: Tell) -> Result<News, OpstapError> {
    let device = room.number().ok_or(OpstapError::SignedOut)?;
    let done = host.desk.tell_news(device, asked).await;
    done.map_err(|_| OpstapError::Unexpected { reference: "news" })?.map_err(excused)
}

/// What has to be so, as a form says it. Each is refused beside its own inputs.
fn parts(fields: &Fields) -> Result<Vec<Part>, OpstapError> {
    let mut parts = Vec::new();
    for at in 1..=PARTS_MAX {
        let (who, many) = (format!("who{at}"), format!("many{at}"));
        let read = Part::read(field(fields, &who), field(fields, &many));
        parts.extend(
            read.map_err(|why| refused(if why == AudienceError::Number { many } else { who }, why.phrase()))?,
        );
    }
    Ok(parts)
}

/// For whom, a line for each thing that had to be so.
fn group(words: &Words, asked_of: &str) -> Vec<String> {
    let Ok(condition) = serde_json::from_str::<Condition>(asked_of) else { return Vec::new() };
    let leaves = condition.leaves();
    if leaves.is_empty() {
        return vec![words.text("news-everybody")];
    }
    leaves.into_iter().map(|leaf| asked(words, leaf)).collect()
}

fn asked(words: &Words, leaf: &Leaf) -> String {
    let what = words.text(&format!("news-{}", field_key(&leaf.field)));
    let number = serde_json::to_value(&leaf.value).unwrap_or_default();
    let number = number.as_i64().unwrap_or_default();
    words.say(&match leaf.op {
        Op::IsTrue => Phrase::new("news-asks-yes").with("what", what),
        Op::IsFalse => Phrase::new("news-asks-no").with("what", what),
        Op::Gte => Phrase::new("news-asked-least").with("what", what).with("number", number),
        _ => Phrase::new("news-asked-most").with("what", what).with("number", number),
    })
}

fn line(words: &Words, row: &NewsRow, now: i64) -> NewsLine {
    // How many exactly would tell of single people.
    let reached = match told(row.reached as usize) {
        Some(count) => words.say(&Phrase::new("news-reached").with("count", count as i64)),
        None if row.reached == 0 => words.text("news-reached-none"),
        None => words.text("news-reached-few"),
    };
    let (state, reached) = match row.state {
        NewsState::Going => ("news-going", None),
        NewsState::Done => ("news-done", Some(reached)),
        NewsState::Stopped => ("news-stopped", Some(reached)),
    };
    let mut text: String = row.words.chars().take(BEGINNING).collect();
    if text.len() < row.words.len() {
        text.push('…');
    }
    NewsLine {
        id: row.id.to_string(),
        text,
        group: group(words, &row.audience),
        facts: [Some(moment(words.language(), row.at, now)), Some(words.text(state)), reached]
            .into_iter()
            .flatten()
            .collect(),
        going: row.state == NewsState::Going,
    }
}

/// What a content manager sees of it.
pub(super) async fn show(host: &Host, room: &Room, there: &Where, said: &str) -> Response {
    answered(
        room,
        there,
        ask(host, room, Tell::Look).await.map(|all| draw(host, room, there, said, (&all, None), None)),
    )
}

fn answered(room: &Room, there: &Where, html: Result<String, OpstapError>) -> Response {
    match html {
        Ok(html) => page(StatusCode::OK, html),
        Err(error) => wrong(room, there, &error),
    }
}

fn draw(
    host: &Host,
    room: &Room,
    there: &Where,
    said: &str,
    (all, checked): (&News, Option<&NewsChecked>),
    refusal: Option<&Refusal>,
) -> String {
    let words = room.device.words();
    let frame = there.frame(room, &words, None, said, refusal);
    let sent: Vec<NewsLine> = all.sent.iter().map(|row| line(&words, row, host.now())).collect();
    opstap_web::news(&frame, &sent, checked)
}

/// What a content manager does with it.
pub(super) async fn act(host: &Host, room: &Room, there: &Where, fields: Fields) -> Response {
    let (refusal, all, checked) = match done(host, room, &fields).await {
        Ok(Done::Told(key)) => {
            room.tell(room.device.words().text(key));
            return go("/web/news");
        }
        // Nothing was refused: the page as it was, with what was asked.
        Ok(Done::Checked(all, checked)) => (
            Refusal { field: "none".to_owned(), typed: fields, ..Refusal::default() },
            Ok(all),
            Some(checked),
        ),
        Err(OpstapError::Refused { field, why }) => {
            let text = room.device.words().say(&why);
            (Refusal { field, text, typed: fields }, ask(host, room, Tell::Look).await, None)
        }
        Err(error) => return wrong(room, there, &error),
    };
    let status = if checked.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    match all {
        Ok(all) => page(status, draw(host, room, there, "", (&all, checked.as_ref()), Some(&refusal))),
        Err(error) => wrong(room, there, &error),
    }
}

enum Done {
    Told(&'static str),
    Checked(News, NewsChecked),
}

async fn done(host: &Host, room: &Room, fields: &Fields) -> Result<Done, OpstapError> {
    match field(fields, "act") {
        "count" => {
            audience::words(field(fields, "words")).map_err(|why| refused("words", why.phrase()))?;
            let all = ask(host, room, Tell::Count(parts(fields)?)).await?;
            let words = room.device.words();
            let size = all.size;
            let text = match size {
                Size::AtLeast(count) => words.say(&Phrase::new("news-counted").with("count", count as i64)),
                Size::NotAsked | Size::TooFew => words.text("news-counted-few"),
            };
            let plainer = room.device.plainer(field(fields, "words"))?;
            Ok(Done::Checked(
                all,
                NewsChecked { count: text, enough: matches!(size, Size::AtLeast(_)), plainer },
            ))
        }
        "send" => {
            ask(host, room, Tell::Send(parts(fields)?, field(fields, "words").replace("\r\n", "\n"))).await?;
            Ok(Done::Told("news-leaves"))
        }
        act => {
            let id = act.strip_prefix("stop/").ok_or(OpstapError::Unknown { what: "page" })?;
            ask(host, room, Tell::Stop(id_of(id, "record")?)).await?;
            Ok(Done::Told("news-stopped-now"))
        }
    }
}
