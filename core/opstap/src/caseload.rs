//! The counsellor's list: who needs attention now, and why.

use opstap_content::{Value as Word, Words, format};
use opstap_domain::attention::{Attention, CaseSigns, attention};
use opstap_domain::ids::Role;
use opstap_domain::order;
use opstap_domain::{Instant, Phrase};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::conversation::is_of_organisation;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::{Room, open_conflicts};

/// The name under which rows are kept in the store until something in their case changes.
const KEPT: &str = "caseload-2";

/// Which cases are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Part of a name.
    pub search: Option<String>,
    /// Only those in which something waits.
    pub only_attention: bool,
}

/// A page of the caseload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseloadPage {
    /// The cases, most urgent first.
    pub rows: Vec<CaseRow>,
    /// How many there are in all.
    pub total: usize,
    /// Hand this in to read on; `None`: this is the end.
    pub next: Option<String>,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseRow {
    /// The case.
    pub case: Uuid,
    /// The client's name.
    pub name: String,
    /// Why it stands where it stands, in words; empty when nothing waits.
    pub reasons: Vec<String>,
    /// For sorting; more is more urgent.
    pub score: u32,
    /// The programme's phase.
    pub phase: String,
    /// The programme, in whole per cent.
    pub percent: u8,
    /// Messages that this person did not read.
    pub unread: usize,
    /// The next appointment in words.
    pub next_appointment: Option<String>,
    /// The client's last act in words.
    pub last_activity: Option<String>,
}

/// What is kept of a case between two readings: nothing in it depends on the day.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) name: String,
    phase: String,
    percent: u8,
    unread: usize,
    pub(crate) signs: CaseSigns,
    /// Appointments that are still expected; some may have passed by the time of reading.
    pub(crate) expected: Vec<Instant>,
    /// Appointments that were missed.
    missed: Vec<Instant>,
    pub(crate) paused_until: Option<opstap_domain::Date>,
}

impl Opstap {
    /// A page of at most `limit` cases (200 at most), after the cursor `after`.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for a client; [`OpstapError::Locked`] after too long without the server.
    pub fn caseload(
        &self,
        filter: &CaseFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<CaseloadPage, OpstapError> {
        self.with(|inner| {
            if inner.role()? == Role::Client {
                return Err(OpstapError::NotAllowed);
            }
            let mut cases = self.weighed(inner)?;
            let wanted = filter.search.as_deref().unwrap_or_default().to_lowercase();
            cases.retain(|(_, kept, weight)| {
                kept.name.to_lowercase().contains(&wanted) && (!filter.only_attention || weight.score > 0)
            });
            let key = |case: &(Uuid, Kept, Attention)| {
                (std::cmp::Reverse(case.2.score), case.1.name.clone(), case.0)
            };
            order::sort_by_cached_key(&mut cases, key);
            let total = cases.len();
            let at = |id: &str| cases.iter().position(|(case, _, _)| case.to_string() == id).map(|at| at + 1);
            let start = after.map_or(Some(0), at).unwrap_or(total);
            let end = (start + limit.clamp(1, 200)).min(total);
            let next = (end < total).then(|| cases[end - 1].0.to_string());
            let language = self.language_of(inner);
            let words = inner.words(language);
            let row = |(case, kept, weight): &(Uuid, Kept, Attention)| self.row(&words, *case, kept, weight);
            let rows = cases[start..end].iter().map(row).collect();
            Ok(CaseloadPage { rows, total, next })
        })
    }

    fn row(&self, words: &Words, case: Uuid, kept: &Kept, weight: &Attention) -> CaseRow {
        let language = words.language();
        let now = self.now();
        let today = self.zone.date(now);
        let when = |at: Instant| format::moment(language, self.zone.local(at), today);
        let next = kept.expected.iter().copied().find(|at| *at >= now);
        let last =
            kept.signs.last_activity.map(|at| format::relative_date(language, self.zone.date(at), today));
        CaseRow {
            case,
            name: if kept.name.is_empty() { words.text("caseload-nameless") } else { kept.name.clone() },
            reasons: weight.reasons.iter().map(|reason: &Phrase| words.say_on(reason, today)).collect(),
            score: weight.score,
            phase: kept.phase.clone(),
            percent: kept.percent,
            unread: kept.unread,
            next_appointment: next.map(when),
            last_activity: last
                .map(|date| words.text_with("caseload-last-seen", &[("date", Word::from(date))])),
        }
    }

    fn weighed(&self, inner: &mut Inner) -> Result<Vec<(Uuid, Kept, Attention)>, OpstapError> {
        let known = inner.store.kept_summaries(KEPT)?;
        let now = self.now();
        let mut fresh = Vec::new();
        let mut cases = Vec::new();
        for case in crate::room::open_cases(inner)? {
            let kept = known.get(&case).and_then(|body| serde_json::from_str(body).ok());
            let kept = if let Some(kept) = kept {
                kept
            } else {
                let room = self.room(inner, Some(case))?;
                let kept = look(inner, &room)?;
                let body = serde_json::to_string(&kept)
                    .map_err(|_| OpstapError::Unexpected { reference: "caseload" })?;
                fresh.push((case, body));
                kept
            };
            let weight = attention(&signs_at(&kept, now, self.zone.date(now)), now);
            cases.push((case, kept, weight));
        }
        if !fresh.is_empty() {
            inner.store.keep_summaries(KEPT, &fresh)?;
        }
        Ok(cases)
    }
}

/// What depends on the moment of reading.
fn signs_at(kept: &Kept, now: Instant, today: opstap_domain::Date) -> CaseSigns {
    const THIRTY_DAYS_MS: i64 = 30 * 24 * 3600 * 1000;
    let mut signs = kept.signs.clone();
    let passed =
        kept.expected.iter().chain(&kept.missed).filter(|at| **at < now && now.0 - at.0 < THIRTY_DAYS_MS);
    signs.missed_appointments = passed.count() as u32;
    signs.next_appointment = kept.expected.iter().copied().find(|at| *at >= now);
    signs.paused = kept.paused_until.is_some_and(|until| today < until);
    signs
}

/// Reads a case for its row.
pub(crate) fn look(inner: &mut Inner, room: &Room) -> Result<Kept, OpstapError> {
    let case = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
    let mut kept = Kept::default();
    if let Some(case) = &case {
        case.text("name").clone_into(&mut kept.name);
        let opened = case.text("opened_on").parse().ok();
        kept.signs.opened = opened.map(|day| room.zone.start_of_day(day));
    }
    let seen = crate::tips::see(inner, room)?;
    if let Some(followed) = crate::programme::follow_with(inner, room, &seen.facts)? {
        kept.percent = followed.state.percent;
        let busy =
            followed.state.phases.iter().find(|phase| !phase.state.is_settled() && !phase.state.is_locked());
        kept.phase =
            busy.or(followed.state.phases.last()).map(|phase| phase.title.clone()).unwrap_or_default();
        kept.signs.last_activity = followed.state.tasks().filter_map(|task| task.at).max();
    }
    let mut messages = crate::conversation::messages(inner, room)?;
    // What the organisation itself says answers nobody, and waits for no helper.
    messages.retain(|message| !is_of_organisation(inner, message.text("author")));
    kept.unread = crate::conversation::unread(inner, room, &messages)?;
    let client = client_account(inner, room)?;
    let sent_at = |message: &opstap_store::Record| message.value("sent_at").as_i64().map(Instant);
    let by_client = |message: &&opstap_store::Record| Some(message.text("author")) == client.as_deref();
    // The first of the client's messages after which nobody answered.
    let unanswered = messages.iter().rev().take_while(by_client).last();
    kept.signs.question_since = unanswered.and_then(sent_at);
    let said = messages.iter().filter(by_client).filter_map(sent_at).max();
    kept.signs.last_activity = kept.signs.last_activity.max(said);
    for appointment in inner.store.records(room.together, "appointment")? {
        let Some(at) = appointment.value("when")["starts_at"].as_i64().map(Instant) else { continue };
        match appointment.text("status") {
            "proposed" | "confirmed" => kept.expected.push(at),
            "missed" => kept.missed.push(at),
            _ => {}
        }
    }
    order::sort(&mut kept.expected);
    let agreed = kept.expected.last().is_some_and(|at| *at >= room.now);
    kept.signs.nothing_to_choose = !agreed && crate::moments::all_gone(inner, room)?;
    let conflicts = open_conflicts(inner, room.money)?.len() + open_conflicts(inner, room.together)?.len();
    kept.signs.open_conflicts = conflicts as u32;
    kept.signs.answer_by = crate::sign_up::waits_until(inner, room)?;
    kept.signs.disputed_notes = crate::talks::disputed(inner, room)?;
    let (unanswered, shared) = crate::forms::waiting(inner, room)?;
    kept.signs.unanswered_forms = unanswered;
    kept.signs.last_activity = kept.signs.last_activity.max(shared);
    kept.paused_until = crate::reminders::preferences(inner, room)?.paused_until;
    let complete = seen.total.filter(|total| total.completeness.is_complete());
    kept.signs.falls_short =
        complete.is_some_and(|total| total.shortfall.annual.0 > 0 && total.balance.certain);
    Ok(kept)
}

pub(crate) fn client_account(inner: &mut Inner, room: &Room) -> Result<Option<String>, OpstapError> {
    let helpers = inner.store.records(room.together, "helper")?;
    let client = helpers.iter().find(|helper| helper.text("role") == "client");
    Ok(client.map(|client| client.text("account").to_owned()))
}
