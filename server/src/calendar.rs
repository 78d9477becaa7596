//! Appointments as an iCalendar file: a value in, text out.
//!
//! # Source
//!
//! RFC 5545 (iCalendar), and RFC 7986 for the name and how often to look again.

use std::fmt::Write as _;

use chrono::DateTime;
use uuid::Uuid;

/// Octets of a line at most, without its end.
const LINE: usize = 75;

/// How long before it an appointment is announced.
const ALARMS: [&str; 2] = ["-P1D", "-PT1H"];

/// Who wrote it.
const PRODUCT: &str = "PRODID:-//Opstap//Opstap server//NL";

/// What a meeting may have to do with its hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Somebody has still to say yes.
    Proposed,
    /// It is as it says.
    Confirmed,
    /// It does not go on.
    Cancelled,
}

/// An appointment, as far as an agenda elsewhere may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The record: the same through every change.
    pub id: Uuid,
    /// When it begins, milliseconds since 1970 UTC.
    pub starts_at: i64,
    /// How long, in minutes.
    pub minutes: Option<i64>,
    /// Whether it goes on.
    pub standing: Standing,
    /// Rises with every change.
    pub version: u64,
    /// When that was, milliseconds since 1970 UTC.
    pub changed_at: i64,
}

/// The words in a calendar, which say nothing about anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What the calendar is called.
    pub name: String,
    /// What every appointment is called.
    pub meeting: String,
}

/// The file. The same meetings make the same bytes. Moments are in UTC, which is what they are here: a meeting is one
/// moment and does not repeat, so no zone's rules have to come with it.
#[must_use]
pub fn calendar(meetings: &[Meeting], said: &Said) -> String {
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", PRODUCT, "CALSCALE:GREGORIAN"] {
        fold(&mut text, line);
    }
    fold(&mut text, &format!("NAME:{}", escaped(&said.name)));
    fold(&mut text, &format!("X-WR-CALNAME:{}", escaped(&said.name)));
    fold(&mut text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    fold(&mut text, "X-PUBLISHED-TTL:PT1H");
    for meeting in meetings {
        event(&mut text, meeting, said);
    }
    fold(&mut text, "END:VCALENDAR");
    text
}

/// One appointment as a resource of a collection (RFC 4791, section 4.1): a calendar with this event and no method.
#[must_use]
pub fn resource(meeting: &Meeting, said: &Said) -> String {
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", PRODUCT] {
        fold(&mut text, line);
    }
    event(&mut text, meeting, said);
    fold(&mut text, "END:VCALENDAR");
    text
}

fn event(text: &mut String, meeting: &Meeting, said: &Said) {
    // A moment that no calendar can write is none.
    let Some(starts) = moment(meeting.starts_at) else { return };
    let summary = escaped(&said.meeting);
    let changed = moment(meeting.changed_at).unwrap_or_else(|| starts.clone());
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", meeting.id),
        format!("DTSTAMP:{changed}"),
        format!("LAST-MODIFIED:{changed}"),
        // A whole number of 32 bits with a sign (section 3.8.7.4).
        format!("SEQUENCE:{}", meeting.version.min(i32::MAX as u64)),
        format!("DTSTART:{starts}"),
    ];
    let ends = meeting.minutes.and_then(|minutes| minutes.checked_mul(60_000));
    let ends = ends.and_then(|long| moment(meeting.starts_at.checked_add(long)?));
    lines.extend(ends.map(|ends| format!("DTEND:{ends}")));
    let status = match meeting.standing {
        Standing::Proposed => "TENTATIVE",
        Standing::Confirmed => "CONFIRMED",
        Standing::Cancelled => "CANCELLED",
    };
    lines.extend([format!("STATUS:{status}"), format!("SUMMARY:{summary}"), "CLASS:PRIVATE".to_owned()]);
    if meeting.standing != Standing::Cancelled {
        for trigger in ALARMS {
            lines.extend(["BEGIN:VALARM".to_owned(), "ACTION:DISPLAY".to_owned()]);
            lines.extend([
                format!("DESCRIPTION:{summary}"),
                format!("TRIGGER:{trigger}"),
                "END:VALARM".to_owned(),
            ]);
        }
    }
    lines.push("END:VEVENT".to_owned());
    for line in &lines {
        fold(text, line);
    }
}

/// A moment in UTC, in years that four digits can say.
fn moment(ms: i64) -> Option<String> {
    let at = DateTime::from_timestamp_millis(ms)?;
    let text = at.format("%Y%m%dT%H%M%SZ").to_string();
    (text.len() == 16).then_some(text)
}

/// A text as a value (section 3.3.11). What no line may hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            control if control.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Writes a line in pieces of at most 75 octets, between characters (section 3.1).
fn fold(text: &mut String, line: &str) {
    let (mut rest, mut room) = (line, LINE);
    while rest.len() > room {
        let cut = (1..=room).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(cut);
        let _ = write!(text, "{piece}\r\n ");
        // The space in front counts.
        (rest, room) = (after, LINE - 1);
    }
    let _ = write!(text, "{rest}\r\n");
}

#[cfg(test)]
mod tests;
