//! Goals, and marks on a scale.

use opstap_content::Value as Word;
use opstap_domain::Phrase;
use uuid::Uuid;

use super::{InputKind, NEW, PartKind, Sheet, TypedInputs, id_of, typed_in};
use crate::device::Opstap;
use crate::error::OpstapError;
use crate::goals::{GoalEntry, MarkEntry};

pub(super) fn list(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let found = device.goals(case)?;
    if found.goals.is_empty() {
        sheet.says(PartKind::Text, "goals-none");
    }
    for goal in &found.goals {
        let mut text = goal.status_text.clone();
        if !goal.series.text.is_empty() {
            text.push_str(" · ");
            text.push_str(&goal.series.text);
        }
        sheet.row(&goal.text, &text, format!("goal/{}", goal.id));
    }
    if found.may_add {
        sheet.leads("goals-new", "goal/new");
    }
    sheet.leads("marks-title", "marks");
    Ok(sheet.words.text("goals-title"))
}

pub(super) fn one(
    device: &Opstap,
    case: Option<Uuid>,
    id: &str,
    sheet: &mut Sheet,
) -> Result<String, OpstapError> {
    let found = device.goals(case)?;
    if id == NEW {
        inputs(sheet, "", "", "");
        sheet.button(PartKind::Main, "ui-all-save", "save");
        return Ok(sheet.words.text("goals-new"));
    }
    let wanted = id_of(id)?;
    let goal = found.goals.iter().find(|goal| goal.id == wanted);
    let goal = goal.ok_or(OpstapError::Unknown { what: "goal" })?;
    let since = sheet.words.text_with("goals-set", &[("date", Word::from(goal.set_text.as_str()))]);
    sheet.text(PartKind::Quiet, &since);
    sheet.text(PartKind::Text, &goal.status_text);
    sheet.text(PartKind::Text, &goal.series.text);
    if goal.may_close {
        sheet.input(&goal.series.question, InputKind::Scale, "value", "");
        sheet.button(PartKind::Button, "marks-give", "mark");
    }
    if found.may_add {
        inputs(sheet, &goal.text, &goal.why, &goal.first_step);
        sheet.button(PartKind::Main, "ui-all-save", "save");
    }
    if goal.may_close {
        for (status, key) in [("reached", "goals-reach"), ("let_go", "goals-let"), ("open", "goals-reopen")] {
            if goal.status != status {
                sheet.button(PartKind::Button, key, &format!("status/{status}"));
            }
        }
        sheet.button(PartKind::Danger, "goals-remove", "remove");
    }
    Ok(goal.text.clone())
}

fn inputs(sheet: &mut Sheet, text: &str, why: &str, first_step: &str) {
    sheet.asks("goals-text", InputKind::Text, "text", text);
    sheet.asks("goals-text-why", InputKind::Long, "why", why);
    sheet.asks("goals-text-step", InputKind::Text, "first_step", first_step);
}

pub(super) fn marks(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> Result<String, OpstapError> {
    let found = device.marks(case)?;
    for series in found.series.iter().filter(|series| series.goal.is_none()) {
        sheet.heading(series.question.clone());
        sheet.text(PartKind::Text, &series.text);
        if found.may_mark {
            sheet.asks("marks-value", InputKind::Scale, &series.scale, "");
            let kind = if series.ask { PartKind::Main } else { PartKind::Button };
            sheet.button(kind, "marks-give", &format!("mark/{}", series.scale));
        }
    }
    if !found.marks.is_empty() {
        sheet.heading(sheet.words.text("marks-given"));
    }
    for mark in &found.marks {
        let title = format!("{} · {}", mark.value, mark.about);
        let text = if mark.note.is_empty() {
            mark.day_text.clone()
        } else {
            format!("{} · {}", mark.day_text, mark.note)
        };
        sheet.part(PartKind::Row, title, text);
    }
    Ok(sheet.words.text("marks-title"))
}

pub(super) fn press(
    device: &Opstap,
    case: Option<Uuid>,
    id: &str,
    act: &str,
    typed: &TypedInputs,
) -> Result<(&'static str, Option<String>), OpstapError> {
    let list = Some("goals".to_owned());
    match super::split(act) {
        ("save", _) => {
            let text = |key| Some(typed_in(typed, key).unwrap_or_default().to_owned());
            let entry = GoalEntry { text: text("text"), why: text("why"), first_step: text("first_step") };
            if id == NEW {
                device.add_goal(case, &entry)?;
            } else {
                device.change_goal(case, id_of(id)?, &entry)?;
            }
            Ok(("cli-saved", list))
        }
        ("status", status) => {
            device.set_goal_status(case, id_of(id)?, status)?;
            Ok(("cli-saved", list))
        }
        ("remove", _) => device.remove_goal(case, id_of(id)?).map(|()| ("goals-removed", list)),
        ("mark", scale) => {
            let key = if scale.is_empty() { "value" } else { scale };
            let value = typed_in(typed, key).and_then(|value| value.parse().ok());
            let value = value.filter(|value| (0..=10).contains(value));
            let value = value.ok_or_else(|| OpstapError::refused(key, Phrase::new("form-scale")))?;
            let goal = if scale.is_empty() { Some(id_of(id)?) } else { None };
            let scale = if scale.is_empty() { "goal" } else { scale };
            device.add_mark(case, &MarkEntry { scale: scale.to_owned(), goal, value, note: None })?;
            Ok(("cli-saved", None))
        }
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}
