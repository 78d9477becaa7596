//! What has to happen by when, by law or by agreement, and what became of it.

use opstap_content::{Value as Word, format};
use opstap_domain::deadlines::{Deadline, DeadlineError, End, Standing, Term, term_on, work_list};
use opstap_domain::figures::terms_on;
use opstap_domain::ids::Role;
use opstap_domain::time::HolidayRules;
use opstap_domain::{Date, Phrase, order};
use opstap_store::Edit;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::{Room, open_cases};

/// The deadlines of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeadlinePage {
    /// What is open: what is missed first, then by last day.
    pub open: Vec<DeadlineRow>,
    /// What is done or was stopped, the latest first.
    pub ended: Vec<DeadlineRow>,
    /// For professionals: what may be begun today. Empty for others, and where no figures hold today.
    pub terms: Vec<TermChoice>,
}

/// One deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeadlineRow {
    /// Which.
    pub id: Uuid,
    /// Its case.
    pub case: Uuid,
    /// How the client wants to be called, in the list over cases.
    pub name: String,
    /// Which term.
    pub term: String,
    /// What has to happen, in words.
    pub title: String,
    /// The day on which its clock began.
    pub started_on: Date,
    /// Its last day as it was at the beginning.
    pub due_on: Date,
    /// Its last day now.
    pub last_day: Date,
    /// How it stands, in a sentence.
    pub standing: String,
    /// `running`, `met`, `missed` or `stopped`.
    pub state: &'static str,
    /// Nobody did it in time, and it is still to be done.
    pub late: bool,
    /// Where the term stands.
    pub source: String,
    /// What was decided on the way, in order.
    pub steps: Vec<String>,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// A term that may be begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermChoice {
    /// What `start_deadline` takes.
    pub id: String,
    /// What has to happen, in words.
    pub title: String,
    /// Its last day when it begins today.
    pub last_day: Date,
    /// Where it stands.
    pub source: String,
    /// False: from memory, to be looked up before it is relied on.
    pub verified: bool,
}

impl Opstap {
    /// The deadlines of a case. The client sees them too.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn deadlines(&self, case: Option<Uuid>) -> Result<DeadlinePage, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            page(inner, &room)
        })
    }

    /// For professionals: the open deadlines of all cases, what is missed first, then by last day.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for a client.
    pub fn work_list(&self) -> Result<Vec<DeadlineRow>, OpstapError> {
        self.with(|inner| {
            if inner.role()? == Role::Client {
                return Err(OpstapError::NotAllowed);
            }
            let mut all = Vec::new();
            for case in open_cases(inner)? {
                let room = self.room(inner, Some(case))?;
                all.extend(
                    kept(inner, &room)?.into_iter().map(|kept| ((room.clone(), kept.clone()), kept.deadline)),
                );
            }
            let Some(today) = all.first().map(|((room, _), _)| room.today) else { return Ok(Vec::new()) };
            let listed = work_list(&all, today, &HolidayRules::default());
            Ok(listed.into_iter().map(|((room, kept), _)| row(room, kept)).collect())
        })
    }

    /// Begins a deadline on a day: its last day follows from the term that holds on that day.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] when no figures hold on that day or know the term; [`OpstapError::NotAllowed`] for who
    /// is no professional.
    pub fn start_deadline(
        &self,
        case: Option<Uuid>,
        term: &str,
        started_on: Date,
    ) -> Result<DeadlineRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let content = inner.content()?;
            let organisation = organisation(inner, &room)?;
            let known = term_on(terms_on(&content.figures, started_on), term, &organisation, started_on);
            let term =
                known.ok_or_else(|| OpstapError::refused("term", Phrase::new("deadline-term-unknown")))?;
            let begun = term.begin(started_on, &HolidayRules::default());
            // The same term from the same day is one deadline, whoever began it offline.
            let id = room.together.derived_id(&format!("deadline/{}/{started_on}", term.id));
            let units = [
                ("term", json!(term.id)),
                ("started_on", json!(started_on)),
                ("due_on", json!(begun.due_on)),
                ("source", json!(term.source)),
            ];
            self.act(inner, &[Edit::put(room.together, "deadline", id, units)])?;
            found(inner, &room, id)
        })
    }

    /// Makes a deadline longer, with the reason.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a deadline; [`OpstapError::Refused`] when it ended, when the day is not later
    /// or without a reason.
    pub fn extend_deadline(
        &self,
        case: Option<Uuid>,
        id: Uuid,
        to: Date,
        reason: &str,
    ) -> Result<DeadlineRow, OpstapError> {
        self.step(case, id, &|deadline, today| {
            deadline.extend(to, today, reason).map_err(refusal)?;
            Ok(json!({ "is": "extended", "on": today, "to": to, "reason": reason.trim() }))
        })
    }

    /// What had to happen has happened, today or on an earlier day.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a deadline; [`OpstapError::Refused`] when it ended, and for a day before it began or
    /// one that is still to come.
    pub fn finish_deadline(
        &self,
        case: Option<Uuid>,
        id: Uuid,
        on: Option<Date>,
    ) -> Result<DeadlineRow, OpstapError> {
        self.step(case, id, &|deadline, today| {
            let on = on.unwrap_or(today);
            if on > today {
                return Err(OpstapError::refused("on", Phrase::new("deadline-to-come")));
            }
            deadline.end(End::Done, on).map_err(refusal)?;
            Ok(json!({ "is": "done", "on": on }))
        })
    }

    /// It does not matter any more.
    ///
    /// # Errors
    ///
    /// As [`Opstap::finish_deadline`], and without a reason.
    pub fn stop_deadline(
        &self,
        case: Option<Uuid>,
        id: Uuid,
        reason: &str,
    ) -> Result<DeadlineRow, OpstapError> {
        self.step(case, id, &|deadline, today| {
            if reason.trim().is_empty() {
                return Err(refusal(DeadlineError::NoReason));
            }
            deadline.end(End::Stopped, today).map_err(refusal)?;
            Ok(json!({ "is": "stopped", "on": today, "reason": reason.trim() }))
        })
    }

    fn step(
        &self,
        case: Option<Uuid>,
        id: Uuid,
        decide: &dyn Fn(&mut Deadline, Date) -> Result<Value, OpstapError>,
    ) -> Result<DeadlineRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let known = kept(inner, &room)?.into_iter().find(|kept| kept.id == id);
            let mut known = known.ok_or(OpstapError::Unknown { what: "deadline" })?;
            let mut what = decide(&mut known.deadline, room.today)?;
            what["after"] = json!(known.steps);
            let step = inner.fresh_id(room.now);
            let units = [("deadline", json!(id)), ("what", what)];
            self.act(inner, &[Edit::put(room.together, "deadline_step", step, units)])?;
            found(inner, &room, id)
        })
    }
}

fn refusal(error: DeadlineError) -> OpstapError {
    let (field, key) = match error {
        DeadlineError::Ended => ("deadline", "deadline-ended"),
        DeadlineError::NotLater => ("to", "deadline-not-later"),
        DeadlineError::NoReason => ("reason", "deadline-no-reason"),
        DeadlineError::BeforeStart => ("on", "deadline-before-start"),
    };
    OpstapError::refused(field, Phrase::new(key))
}

/// A deadline with its record.
#[derive(Clone)]
struct Kept {
    id: Uuid,
    name: String,
    source: String,
    deadline: Deadline,
    steps: usize,
    waiting: bool,
}

/// The deadlines of a case, each with the steps that were added to it. A step comes after those that its author saw; of two
/// that did not know of each other the earlier day counts first, then the lower id. One that cannot follow on what was
/// before is left out by every device alike.
fn kept(inner: &mut Inner, room: &Room) -> Result<Vec<Kept>, OpstapError> {
    let case = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
    let name = case.map(|record| record.text("name").to_owned()).unwrap_or_default();
    let mut steps = inner.store.records(room.together, "deadline_step")?;
    order::sort_by_cached_key(&mut steps, |step| {
        let what = step.value("what");
        (what["after"].as_u64(), what["on"].as_str().unwrap_or_default().to_owned(), step.id)
    });
    let mut all = Vec::new();
    for record in inner.store.records(room.together, "deadline")? {
        let day = |unit| record.text(unit).parse::<Date>();
        let (Ok(started_on), Ok(due_on)) = (day("started_on"), day("due_on")) else { continue };
        let term = record.text("term").to_owned();
        let mut deadline = Deadline { term, started_on, due_on, extensions: Vec::new(), ended: None };
        let mut waiting = record.waiting;
        let mut seen = 0;
        for step in steps.iter().filter(|step| step.text("deadline") == record.id.to_string()) {
            waiting |= step.waiting;
            seen += 1;
            let what = step.value("what");
            let date = |member: &str| what[member].as_str().and_then(|day| day.parse::<Date>().ok());
            let Some(on) = date("on") else { continue };
            let reason = what["reason"].as_str().unwrap_or_default();
            // What is refused was decided without seeing an earlier step: the earlier one stands.
            let _ = match (what["is"].as_str(), date("to")) {
                (Some("extended"), Some(to)) => deadline.extend(to, on, reason),
                (Some("done"), _) => deadline.end(End::Done, on),
                (Some("stopped"), _) => deadline.end(End::Stopped, on),
                _ => continue,
            };
        }
        let source = record.text("source").to_owned();
        all.push(Kept { id: record.id, name: name.clone(), source, deadline, steps: seen, waiting });
    }
    Ok(all)
}

/// Who helps in this case: it may have terms of its own.
pub(crate) fn organisation(inner: &mut Inner, room: &Room) -> Result<String, OpstapError> {
    let case = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
    Ok(case.map(|record| record.text("organisation").to_owned()).unwrap_or_default())
}

fn found(inner: &mut Inner, room: &Room, id: Uuid) -> Result<DeadlineRow, OpstapError> {
    let kept = kept(inner, room)?.into_iter().find(|kept| kept.id == id);
    kept.map(|kept| row(room, &kept)).ok_or(OpstapError::Unknown { what: "deadline" })
}

fn page(inner: &mut Inner, room: &Room) -> Result<DeadlinePage, OpstapError> {
    let all: Vec<(Kept, Deadline)> =
        kept(inner, room)?.into_iter().map(|kept| (kept.clone(), kept.deadline)).collect();
    let rules = HolidayRules::default();
    let open: Vec<DeadlineRow> =
        work_list(&all, room.today, &rules).into_iter().map(|(kept, _)| row(room, kept)).collect();
    let mut ended: Vec<DeadlineRow> = all
        .iter()
        .filter(|(kept, _)| open.iter().all(|row| row.id != kept.id))
        .map(|(kept, _)| row(room, kept))
        .collect();
    order::sort_by_key(&mut ended, |row| (std::cmp::Reverse(row.last_day), row.id));
    let content = inner.content()?;
    let terms = terms_on(&content.figures, room.today);
    let organisation = organisation(inner, room)?;
    // Of each term the one that counts here.
    let here = |term: &&Term| term_on(terms, &term.id, &organisation, room.today) == Some(*term);
    let terms = terms.iter().filter(here).filter(|_| room.role == Role::Counsellor).map(|term| TermChoice {
        id: term.id.clone(),
        title: title(room, &term.id),
        last_day: term.last_day(room.today, &rules),
        source: term.source.clone(),
        verified: term.verified,
    });
    Ok(DeadlinePage { open, ended, terms: terms.collect() })
}

/// A term of newer figures, or of an organisation, is called by its id where there are no words for it.
fn title(room: &Room, term: &str) -> String {
    let key = format!("deadline-{term}");
    if room.words.has(&key) { room.words.text(&key) } else { term.to_owned() }
}

fn row(room: &Room, kept: &Kept) -> DeadlineRow {
    let deadline = &kept.deadline;
    let date = |day| Word::from(format::date(room.language, day, room.today));
    let standing = deadline.standing(room.today, &HolidayRules::default());
    let (state, key, count) = match standing {
        Standing::Running { days: 0, .. } => ("running", "deadline-today", 0),
        Standing::Running { days, .. } => ("running", "deadline-running", days),
        Standing::Met => ("met", "deadline-met", 0),
        Standing::Missed { days, done: true } => ("missed", "deadline-done-late", days),
        Standing::Missed { days, done: false } => ("missed", "deadline-missed", days),
        Standing::Stopped => ("stopped", "deadline-stopped", 0),
    };
    let values = [("date", date(deadline.last_day())), ("count", i64::from(count).into())];
    let extended = deadline.extensions.iter().map(|step| {
        let values = [("date", date(step.to)), ("reason", step.reason.clone().into())];
        room.words.text_with("deadline-extended", &values)
    });
    DeadlineRow {
        id: kept.id,
        case: room.case,
        name: kept.name.clone(),
        term: deadline.term.clone(),
        title: title(room, &deadline.term),
        started_on: deadline.started_on,
        due_on: deadline.due_on,
        last_day: deadline.last_day(),
        standing: room.words.text_with(key, &values),
        state,
        late: matches!(standing, Standing::Missed { done: false, .. }),
        source: kept.source.clone(),
        steps: extended.collect(),
        waiting: kept.waiting,
    }
}
