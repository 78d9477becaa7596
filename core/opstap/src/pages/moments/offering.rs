//! What a helper offers, on a page: moments that are free elsewhere, and new ones. No part of a phone (ADR-0004).

use opstap_content::Value as Word;
use opstap_domain::ids::Role;
use opstap_domain::{CivilTime, LocalMoment, Phrase};
use uuid::Uuid;

use super::super::{InputKind, PageOption, PartKind, Sheet, TypedInputs, day_in, id_of, typed_in};
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::features::not_offered;
use crate::moments::{FreeMoment, MomentRow, MomentsEntry};

/// New moments that fit on the page.
const LINES: usize = 4;
/// Free moments that are proposed.
const FREE: usize = 12;

pub(super) fn may(device: &Opstap) -> bool {
    device.role() == Some(Role::Counsellor)
}

/// What somebody cannot choose, and a way to take back what they can.
pub(super) fn withdrawals(choice: &[MomentRow], sheet: &mut Sheet) {
    for row in choice.iter().filter(|row| matches!(row.status, "taken" | "closed")) {
        sheet.part(PartKind::Quiet, row.when_text.clone(), row.status_text.clone());
    }
    for row in choice.iter().filter(|row| row.may_choose) {
        let title =
            sheet.words.text_with("moments-withdraw", &[("when", Word::from(row.when_text.as_str()))]);
        sheet.part(PartKind::Danger, title, String::new()).act = Some(format!("withdraw/{}", row.id));
    }
}

/// What is filled in to offer some.
pub(in super::super) fn page(device: &Opstap, sheet: &mut Sheet) -> Result<String, OpstapError> {
    if !may(device) {
        return Err(OpstapError::NotAllowed);
    }
    if device.leaves_out("moments") {
        return Err(not_offered());
    }
    sheet.says(PartKind::Text, "moments-new-text");
    sheet.asks("ui-plan-about", InputKind::Text, "title", "");
    sheet.asks("ui-plan-place", InputKind::Text, "place", "");
    sheet.asks("ui-plan-bring", InputKind::Text, "bring", "");
    sheet.asks("moments-minutes", InputKind::Number, "minutes", "");
    let free = device.free_moments()?;
    if !free.is_empty() {
        let title = sheet.words.text("moments-free");
        let options = free.iter().take(FREE).map(option).collect();
        sheet.input(&title, InputKind::Choices, "free", "").options = options;
    }
    for at in 0..LINES {
        sheet.heading(sheet.words.text_with("moments-one", &[("number", Word::from(at + 1))]));
        sheet.asks("ui-plan-day", InputKind::Day, &format!("day-{at}"), "");
        sheet.asks("moments-time", InputKind::Text, &format!("time-{at}"), "");
    }
    let text = sheet.words.text("moments-message");
    sheet.asks("prompts-text", InputKind::Long, "text", &text);
    sheet.button(PartKind::Main, "moments-offer", "offer");
    Ok(sheet.words.text("moments-new"))
}

fn option(free: &FreeMoment) -> PageOption {
    PageOption { key: key(free), text: free.when_text.clone(), chosen: false }
}

fn key(free: &FreeMoment) -> String {
    free.starts.to_string()
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    (deed, id): (&str, &str),
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    match deed {
        "withdraw" => device.withdraw_moment(case, id_of(id)?).map(|()| ("moments-withdrawn", None)),
        "offer" => {
            let (entry, lines) = entry(device, typed)?;
            let offered = device.offer_moments(case, &entry).map_err(|error| beside(error, &lines));
            offered.map(|_| ("moments-offered", Some("moments".to_owned())))
        }
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}

/// What was filled in, and for each moment the input that it came from.
fn entry(device: &Opstap, typed: &TypedInputs) -> Result<(MomentsEntry, Vec<String>), OpstapError> {
    let text = |key: &str| typed_in(typed, key).map(str::to_owned);
    let minutes = typed_in(typed, "minutes").map(str::parse);
    let minutes =
        minutes.transpose().map_err(|_| OpstapError::refused("minutes", Phrase::new("form-not-a-number")))?;
    let (mut starts, mut lines) = (Vec::new(), Vec::new());
    let chosen: Vec<&str> =
        typed_in(typed, "free").map(|keys| keys.split("; ").collect()).unwrap_or_default();
    for free in device.free_moments()?.iter().filter(|free| chosen.contains(&key(free).as_str())) {
        starts.push(free.starts);
        lines.push("free".to_owned());
    }
    for at in 0..LINES {
        let (day, time) = (format!("day-{at}"), format!("time-{at}"));
        let Some(date) = day_in(typed, &day)? else {
            // A time alone is not a moment, and is not dropped in silence.
            if typed_in(typed, &time).is_some() {
                return Err(OpstapError::refused(&day, Phrase::new("refused-missing")));
            }
            continue;
        };
        starts.push(LocalMoment { date, time: time_in(typed, &time)? });
        lines.push(day);
    }
    let entry = MomentsEntry {
        title: text("title").unwrap_or_default(),
        starts,
        minutes,
        place: text("place"),
        bring: text("bring"),
        text: text("text").unwrap_or_default(),
    };
    Ok((entry, lines))
}

/// A time as people type it: `9:30`, `9.30`, `14`.
fn time_in(typed: &TypedInputs, key: &str) -> Result<CivilTime, OpstapError> {
    let missing = || OpstapError::refused(key, Phrase::new("refused-missing"));
    let text = typed_in(typed, key).ok_or_else(missing)?;
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "00"));
    let whole = format!("{hour:0>2}:{minute}");
    whole.parse().map_err(|_| OpstapError::refused(key, Phrase::new("error-bad-time")))
}

/// Beside the input that a moment came from.
fn beside(error: OpstapError, lines: &[String]) -> OpstapError {
    match error {
        OpstapError::Refused { field, why } => {
            let at = field.strip_prefix("starts/").and_then(|at| at.parse::<usize>().ok());
            let line = at.map(|at| lines.get(at).cloned().unwrap_or_else(|| "day-0".to_owned()));
            OpstapError::Refused { field: line.unwrap_or(field), why }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<CivilTime, OpstapError> {
        time_in(&[("time-0".to_owned(), text.to_owned())], "time-0")
    }

    proptest! {
        #[test]
        fn any_time_is_read_or_refused_beside_its_input(text in ".{0,12}") {
            if let Err(error) = read(&text) {
                let named = matches!(&error, OpstapError::Refused { field, .. } if field == "time-0");
                prop_assert!(named, "{:?}", error);
            }
        }

        #[test]
        fn a_time_is_read_as_people_write_it(hour in 0_u8..24, minute in 0_u8..60) {
            let whole = format!("{hour:02}:{minute:02}");
            for text in [whole.clone(), format!("{hour}.{minute:02}"), format!(" {hour}:{minute:02} ")] {
                prop_assert_eq!(read(&text).map(|time| time.to_string()).ok(), Some(whole.clone()));
            }
        }
    }

    #[test]
    fn an_hour_alone_is_one_and_what_is_none_is_not() {
        assert_eq!(read("14").map(|time| time.to_string()).ok().as_deref(), Some("14:00"));
        for wrong in ["", "half elf", "25:00", "9:60", "9:3:0", "-1"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
