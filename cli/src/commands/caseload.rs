//! The counsellor's list, and the day's visits.

use opstap::{CaseFilter, CaseRow};

use crate::answer::Answer;
use crate::arguments::CaseloadArguments;
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

pub(crate) fn caseload(session: &Session, wanted: &CaseloadArguments) -> Result<Answer, Failure> {
    let filter = CaseFilter { search: wanted.search.clone(), only_attention: wanted.attention };
    let found = session.device.caseload(&filter, wanted.after.as_deref(), wanted.limit)?;
    let ids: Vec<String> = session.device.cases().iter().map(ToString::to_string).collect();
    let mut page = Page::titled(&session.text("caseload-title"));
    if ids.is_empty() {
        page.say(&session.text("caseload-empty"));
    } else if found.total == 0 && wanted.attention {
        page.say(&session.text("caseload-calm"));
    } else {
        let key = if wanted.attention { "caseload-attention" } else { "caseload-count" };
        page.say(&session.count(key, found.total));
    }
    page.blank();
    for row in &found.rows {
        draw(session, &mut page, row, &ids);
    }
    if let Some(next) = &found.next {
        page.blank();
        page.say(&session.say("cli-next", &[("command", &format!("opstap caseload --after {next}"))]));
    }
    Answer::new(&found, page)
}

fn draw(session: &Session, page: &mut Page, row: &CaseRow, ids: &[String]) {
    let reason = if row.reasons.is_empty() { session.text("attention-none") } else { row.reasons.join(", ") };
    let line = session.say("caseload-row", &[("name", &row.name), ("reason", &reason)]);
    page.item(&format!("{line} · {}", typed::short(&row.case, ids)));
    let step = Some(session.say("caseload-step", &[("step", &row.phase)])).filter(|_| !row.phase.is_empty());
    let parts: Vec<String> = step.into_iter().chain(row.last_activity.clone()).collect();
    if !parts.is_empty() {
        page.under(&parts.join(". "));
    }
}

pub(crate) fn visits(session: &Session, on: Option<&str>) -> Result<Answer, Failure> {
    let found = session.device.visits(on.map(|day| session.typed_date(day)).transpose()?)?;
    let mut page = Page::titled(&found.date_text);
    if found.visits.is_empty() {
        page.say(&session.text("ui-day-empty"));
    }
    for visit in &found.visits {
        page.item(&format!("{} · {}", visit.appointment.when_text, visit.name));
        let place = Some(&visit.appointment.place).filter(|place| !place.is_empty());
        let parts: Vec<&str> =
            [&visit.appointment.title].into_iter().chain(place).map(String::as_str).collect();
        page.under(&parts.join(". "));
    }
    Answer::new(&found, page)
}
