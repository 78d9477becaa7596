//! Who did what with a client's data, in words. It comes from the server's audit trail: without a network there is nothing to say.

use opstap_content::{Value as Word, Words, format};
use opstap_domain::{Instant, Zone};
use opstap_sync::audit::{AuditLine, AuditPage};
use serde::Serialize;

use crate::device::Opstap;
use crate::error::OpstapError;
use crate::reading::said;
use crate::transport::{HttpQuestion, TransportError};

/// The largest answer that is read.
const ANSWER_MAX: usize = 1024 * 1024;

/// A page of the trail, in words, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AuditShown {
    /// By day.
    pub days: Vec<AuditDay>,
    /// What [`Opstap::audit`] takes for what is older; `None`: that was all.
    pub before: Option<u64>,
}

/// A day of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuditDay {
    /// The day, in words.
    pub title: String,
    /// What was done.
    pub lines: Vec<AuditText>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuditText {
    /// At what time, or between which.
    pub when: String,
    /// Who did what, in a sentence.
    pub text: String,
    /// By what the organisation finds it.
    pub trace: String,
}

/// What somebody did.
fn key(line: &AuditLine) -> String {
    let looked = line.detail == "look" || line.way == "browser";
    match (line.act.as_str(), line.activity.as_str()) {
        ("read", "own-data") => "audit-read-trail".to_owned(),
        ("read", _) if line.way == "agenda" => "audit-read-agenda".to_owned(),
        ("read", _) if looked => "audit-read".to_owned(),
        ("read", _) if line.own => "audit-fetched-own".to_owned(),
        ("read", _) => "audit-fetched".to_owned(),
        ("refused", "access") if line.detail == "client_confirmed_another" => {
            "audit-client-confirmed-another".to_owned()
        }
        ("refused", "access") => "audit-refused-access".to_owned(),
        ("sent", _) => "audit-sent".to_owned(),
        ("administered", _) => format!("audit-{}", line.detail.replace('_', "-")),
        (act, _) => format!("audit-{}", act.replace('_', "-")),
    }
}

/// Who did it.
fn who(words: &Words, line: &AuditLine) -> String {
    if line.own {
        return words.text("audit-who-you");
    }
    let key = match (line.way.as_str(), line.role.as_str()) {
        ("server", _) => "audit-who-server",
        ("console", _) => "audit-who-console",
        (_, "coach") => "audit-who-coach",
        (_, "client") => "audit-who-client",
        _ => "audit-who-staff",
    };
    if line.name.is_empty() || matches!(line.way.as_str(), "server" | "console") {
        return words.text(key);
    }
    words.text_with(&format!("{key}-named"), &[("name", Word::from(line.name.clone()))])
}

/// Lines of the trail as sentences, by day, as the client's wall showed it.
#[must_use]
pub fn audit_in_words(words: &Words, zone: Zone, now: Instant, page: &AuditPage) -> AuditShown {
    let language = words.language();
    let mut days: Vec<AuditDay> = Vec::new();
    for line in &page.lines {
        let place = match line.place.as_str() {
            place @ ("together" | "money" | "office" | "own") => words.text(&format!("audit-where-{place}")),
            _ => words.text("audit-where-together"),
        };
        let values =
            [("who", Word::from(who(words, line))), ("where", Word::from(place)), ("count", items(line))];
        let mut key = key(line);
        if !words.has(&key) {
            "audit-administered".clone_into(&mut key);
        }
        let (from, until) = (zone.local(Instant(line.start)), zone.local(Instant(line.end)));
        let time = |moment: opstap_domain::LocalMoment| format::time(language, moment.time);
        let when = if line.end > line.start && line.act == "read" && from.date == until.date {
            let both = [("from", Word::from(time(from))), ("until", Word::from(time(until)))];
            words.text_with("audit-between", &both)
        } else {
            time(from)
        };
        let title = format::date(language, from.date, zone.date(now));
        let text = AuditText { when, text: words.text_with(&key, &values), trace: line.trace.clone() };
        match days.last_mut().filter(|day| day.title == title) {
            Some(day) => day.lines.push(text),
            None => days.push(AuditDay { title, lines: vec![text] }),
        }
    }
    AuditShown { days, before: page.before }
}

fn items(line: &AuditLine) -> Word {
    Word::Count(i64::try_from(line.items).unwrap_or(i64::MAX))
}

impl Opstap {
    /// Who did what with this client's data, newest first; below a number that a page before gave, or from the newest. Asks the
    /// server, and keeps nothing of it here.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for anybody but a client; [`OpstapError::NotPaired`], [`OpstapError::SignedOut`],
    /// [`OpstapError::Offline`].
    pub async fn audit(&self, before: Option<u64>) -> Result<AuditShown, OpstapError> {
        let (url, token) = {
            let inner = self.inner();
            let identity = inner.store.identity().ok_or(OpstapError::NotPaired)?;
            let before = before.map_or(String::new(), |before| format!("?before={before}"));
            (format!("{}/v1/cases/mine/audit{before}", identity.server), identity.token.clone())
        };
        let question = HttpQuestion { url, token: Some(token), ..HttpQuestion::default() };
        let mut answer = self.transport.open(question).await?;
        let mut body = Vec::new();
        while let Some(part) = answer.arriving.next().await? {
            if body.len() + part.len() > ANSWER_MAX {
                return Err(TransportError::TooLarge.into());
            }
            body.extend(part);
        }
        let page: AuditPage = match answer.status {
            200 => said(&body).ok_or(OpstapError::Server { status: 200 })?,
            401 => return Err(OpstapError::SignedOut),
            403 => return Err(OpstapError::DeviceRevoked),
            404 => return Err(OpstapError::NotAllowed),
            status => return Err(OpstapError::Server { status }),
        };
        self.with(|inner| {
            let room = self.room(inner, None)?;
            Ok(audit_in_words(&room.words, room.zone, room.now, &page))
        })
    }
}
