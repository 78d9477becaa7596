//! Goals, and marks on a scale over time.

use opstap_content::{Value as Word, format};
use opstap_domain::catalogue::GOAL_STATES;
use opstap_domain::goals::{GOAL_SCALE, Mark, SCALES, Series, Trend};
use opstap_domain::ids::Role;
use opstap_domain::{Date, Instant, Phrase, order};
use opstap_store::{Edit, Record};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::debts::linked;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::room::Room;
use crate::text::keyed;

/// The goals of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoalsSummary {
    /// Those that are open first, then those that were reached, then those that were let go; newest first.
    pub goals: Vec<GoalRow>,
    /// This person may set one.
    pub may_add: bool,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoalRow {
    /// Its id: what `goals reached` takes.
    pub id: Uuid,
    /// What somebody wants.
    pub text: String,
    /// Why; empty when nobody said.
    pub why: String,
    /// The first small step; empty when nobody said.
    pub first_step: String,
    /// `open`, `reached` or `let_go`.
    pub status: String,
    /// The same in words.
    pub status_text: String,
    /// The day on which it was set; `None`: nobody wrote it down.
    pub set_on: Option<Date>,
    /// The same in words; may be empty.
    pub set_text: String,
    /// How near it is, in the client's own marks.
    pub series: SeriesRow,
    /// This person may say that it is reached or let go, and delete it.
    pub may_close: bool,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

/// What somebody says about a goal. `None` is not said, and stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoalEntry {
    /// What somebody wants, at most 300 characters.
    pub text: Option<String>,
    /// Why, at most 1000 characters.
    pub why: Option<String>,
    /// The first small step, at most 300 characters.
    pub first_step: Option<String>,
}

/// The scales of a case and what was given on them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarksSummary {
    /// The scales that everybody has, in a fixed order, and after them one for each open goal.
    pub series: Vec<SeriesRow>,
    /// Every mark, newest first.
    pub marks: Vec<MarkRow>,
    /// This person may give one.
    pub may_mark: bool,
}

/// A scale over time, ready to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeriesRow {
    /// The stable name of the scale: `money`, `calm`, `trust` or `goal`.
    pub scale: String,
    /// The goal, where the scale is `goal`.
    pub goal: Option<Uuid>,
    /// What is asked, in words.
    pub question: String,
    /// One point for each day with a mark, oldest first; its latest mark.
    pub points: Vec<MarkPoint>,
    /// The highest mark; `None` before there is one.
    pub highest: Option<u8>,
    /// The lowest mark; `None` before there is one.
    pub lowest: Option<u8>,
    /// The latest less the first, from -10 to 10; `None` before there are two days.
    pub change: Option<i8>,
    /// `up`, `same` or `down` since the first day; `None` before there are two days.
    pub trend: Option<&'static str>,
    /// What was given first and last, in one sentence that judges nothing; empty before there is a mark.
    pub text: String,
    /// Ask the client again today: the last mark is at least 14 days old, or there is none.
    pub ask: bool,
}

/// What a scale says on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarkPoint {
    /// The day.
    pub on: Date,
    /// The day in words.
    pub day_text: String,
    /// From 0 to 10.
    pub value: u8,
}

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarkRow {
    /// Its id: what `marks erase` takes.
    pub id: Uuid,
    /// The stable name of the scale.
    pub scale: String,
    /// The goal, where the scale is `goal`.
    pub goal: Option<Uuid>,
    /// What it is about, in words.
    pub about: String,
    /// From 0 to 10.
    pub value: u8,
    /// The day.
    pub on: Date,
    /// The day in words.
    pub day_text: String,
    /// Words with it; empty when there are none.
    pub note: String,
    /// On this device only, until the next round.
    pub waiting: bool,
}

/// A mark that somebody gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkEntry {
    /// `money`, `calm`, `trust` or `goal`.
    pub scale: String,
    /// The goal, where the scale is `goal`.
    pub goal: Option<Uuid>,
    /// From 0 to 10.
    pub value: u8,
    /// Words with it, at most 500 characters.
    pub note: Option<String>,
}

impl Opstap {
    /// The goals of a case.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn goals(&self, case: Option<Uuid>) -> Result<GoalsSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let goals = rows(inner, &room)?;
            Ok(GoalsSummary { goals, may_add: room.role != Role::Coach })
        })
    }

    /// Sets a goal of today. A counsellor's is a proposal: the client changes it or lets it go.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for an empty or too long text; [`OpstapError::NotAllowed`] for a coach.
    pub fn add_goal(&self, case: Option<Uuid>, entry: &GoalEntry) -> Result<GoalRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let mut units = said(entry)?;
            if entry.text.is_none() {
                return Err(OpstapError::refused("text", Phrase::new("refused-missing")));
            }
            units.extend([("status", json!("open")), ("set_on", json!(room.today))]);
            let id = inner.fresh_id(room.now);
            self.act(inner, &[Edit::put(room.together, "goal", id, units)])?;
            one(inner, &room, id)
        })
    }

    /// Changes what a goal says. Of two who change the same words at once the later is shown, and the other is kept.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a goal; otherwise as [`Opstap::add_goal`].
    pub fn change_goal(
        &self,
        case: Option<Uuid>,
        goal: Uuid,
        entry: &GoalEntry,
    ) -> Result<GoalRow, OpstapError> {
        self.write_goal(case, goal, &said(entry)?)
    }

    /// The client says how a goal stands: `open`, `reached` or `let_go`.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a goal; [`OpstapError::Refused`] for another word;
    /// [`OpstapError::NotAllowed`] for anybody but the client.
    pub fn set_goal_status(
        &self,
        case: Option<Uuid>,
        goal: Uuid,
        status: &str,
    ) -> Result<GoalRow, OpstapError> {
        if !GOAL_STATES.contains(&status) {
            return Err(OpstapError::refused("status", Phrase::new("goals-no-status")));
        }
        self.write_goal(case, goal, &[("status", json!(status))])
    }

    /// Deletes a goal. Its marks stay, and show again when the deletion is undone.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a goal; [`OpstapError::NotAllowed`] for anybody but the client.
    pub fn remove_goal(&self, case: Option<Uuid>, goal: Uuid) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            one(inner, &room, goal)?;
            self.act(inner, &[Edit::Delete { scope: room.together, kind: "goal", id: goal }]).map(|_| ())
        })
    }

    /// The scales of a case, and every mark.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case.
    pub fn marks(&self, case: Option<Uuid>) -> Result<MarksSummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let given = given(inner, &room)?;
            let goals = rows(inner, &room)?;
            let mut all: Vec<SeriesRow> = Vec::new();
            for scale in SCALES {
                all.push(series(inner, &room, &given, (scale, None), "")?);
            }
            let open = goals.iter().filter(|goal| goal.status == "open");
            all.extend(open.map(|goal| goal.series.clone()));
            let mut marks: Vec<MarkRow> = given.iter().map(|mark| mark_row(&room, mark, &goals)).collect();
            marks.reverse();
            Ok(MarksSummary { series: all, marks, may_mark: room.role == Role::Client })
        })
    }

    /// The client gives a mark of today. Another one of the same day counts in its place; both are kept.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] for another scale, a value over 10 or a text that is too long;
    /// [`OpstapError::Unknown`] for a goal that is not here; [`OpstapError::NotAllowed`] for anybody but the client.
    pub fn add_mark(&self, case: Option<Uuid>, entry: &MarkEntry) -> Result<MarkRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            let of_goal = entry.scale == GOAL_SCALE;
            if of_goal != entry.goal.is_some() || !(of_goal || SCALES.contains(&entry.scale.as_str())) {
                return Err(OpstapError::refused("scale", Phrase::new("goals-no-scale")));
            }
            if let Some(goal) = entry.goal {
                one(inner, &room, goal)?;
            }
            let id = inner.fresh_id(room.now);
            let mut units = vec![
                ("scale", json!(entry.scale)),
                ("value", json!(entry.value)),
                ("on", json!(room.today)),
                ("at", json!(room.now.0)),
                ("author", json!(inner.account()?)),
            ];
            units.extend(entry.goal.map(|goal| ("goal", json!(goal))));
            let note = entry.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
            units.extend(note.map(|note| ("note", json!(note))));
            self.act(inner, &[Edit::put(room.together, "mark", id, units)])?;
            let goals = rows(inner, &room)?;
            let given = given(inner, &room)?;
            let made = given.iter().find(|given| given.mark.id == id);
            made.map(|made| mark_row(&room, made, &goals)).ok_or(OpstapError::Unknown { what: "record" })
        })
    }

    /// Erases a mark of this person for good, as [`Opstap::erase_message`] does.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a mark; [`OpstapError::NotAllowed`] for anybody but the client.
    pub fn erase_mark(&self, case: Option<Uuid>, mark: Uuid) -> Result<(), OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            self.act(inner, &[Edit::Erase { scope: room.together, kind: "mark", id: mark }]).map(|_| ())
        })
    }

    fn write_goal(
        &self,
        case: Option<Uuid>,
        goal: Uuid,
        units: &[(&str, Value)],
    ) -> Result<GoalRow, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            one(inner, &room, goal)?;
            self.act(inner, &[Edit::put(room.together, "goal", goal, units.to_vec())])?;
            one(inner, &room, goal)
        })
    }
}

/// A mark as it was given, with the record that it stands in.
struct Given {
    record: Record,
    mark: Mark,
}

fn said(entry: &GoalEntry) -> Result<Vec<(&'static str, Value)>, OpstapError> {
    let all = [("text", &entry.text), ("why", &entry.why), ("first_step", &entry.first_step)];
    let said = all.into_iter().filter_map(|(unit, text)| Some((unit, text.as_deref()?.trim())));
    let units: Vec<(&str, Value)> = said.map(|(unit, text)| (unit, json!(text))).collect();
    // A goal without words is none; why and the first step may be left out again.
    if units.iter().any(|(unit, text)| *unit == "text" && text == "") {
        return Err(OpstapError::refused("text", Phrase::new("refused-missing")));
    }
    Ok(units)
}

fn one(inner: &mut Inner, room: &Room, goal: Uuid) -> Result<GoalRow, OpstapError> {
    let all = rows(inner, room)?;
    all.into_iter().find(|row| row.id == goal).ok_or(OpstapError::Unknown { what: "goal" })
}

fn rows(inner: &mut Inner, room: &Room) -> Result<Vec<GoalRow>, OpstapError> {
    let given = given(inner, room)?;
    let mut rows = Vec::new();
    for record in inner.store.records(room.together, "goal")? {
        let text = record.text("text").to_owned();
        let status = GOAL_STATES.iter().find(|state| **state == record.text("status")).unwrap_or(&"open");
        let set_on: Option<Date> = record.text("set_on").parse().ok();
        let set_text = set_on.map(|on| format::date(room.language, on, room.today));
        rows.push(GoalRow {
            id: record.id,
            series: series(inner, room, &given, (GOAL_SCALE, Some(record.id)), &text)?,
            text,
            why: record.text("why").to_owned(),
            first_step: record.text("first_step").to_owned(),
            status: (*status).to_owned(),
            status_text: room.words.say(&keyed("goals-status", status)),
            set_on,
            set_text: set_text.unwrap_or_default(),
            may_close: room.role == Role::Client,
            waiting: record.waiting,
        });
    }
    let place = |status: &str| ["open", "reached", "let_go"].iter().position(|known| *known == status);
    order::sort_by_key(&mut rows, |row| (place(&row.status), std::cmp::Reverse(row.id)));
    Ok(rows)
}

/// Every mark, oldest first.
fn given(inner: &mut Inner, room: &Room) -> Result<Vec<Given>, OpstapError> {
    let mut all = Vec::new();
    for record in inner.store.records(room.together, "mark")? {
        let value = record.value("value").as_u64().and_then(|value| u8::try_from(value).ok());
        let (Some(value), Ok(on)) = (value, record.text("on").parse()) else { continue };
        let at = Instant(record.value("at").as_i64().unwrap_or(0));
        all.push(Given { mark: Mark { id: record.id, on, at, value }, record });
    }
    order::sort_by_key(&mut all, |given| (given.mark.on, given.mark.at, given.mark.id));
    Ok(all)
}

fn series(
    inner: &mut Inner,
    room: &Room,
    given: &[Given],
    (scale, goal): (&str, Option<Uuid>),
    about: &str,
) -> Result<SeriesRow, OpstapError> {
    let of = |one: &&Given| one.record.text("scale") == scale && linked(&one.record, "goal") == goal;
    let found = Series::of(given.iter().filter(of).map(|one| one.mark));
    let day = |on| format::date(room.language, on, room.today);
    let points = found.points.iter();
    let points = points.map(|point| MarkPoint { on: point.on, day_text: day(point.on), value: point.value });
    Ok(SeriesRow {
        scale: scale.to_owned(),
        goal,
        question: question(room, scale, about),
        points: points.collect(),
        highest: found.highest(),
        lowest: found.lowest(),
        change: found.change(),
        trend: found.trend().map(Trend::name),
        text: sentence(inner, room, &found)?,
        ask: found.is_asked(room.today),
    })
}

/// What is asked, or of a goal what it says.
fn question(room: &Room, scale: &str, about: &str) -> String {
    match scale {
        GOAL_SCALE => room.words.text_with("goals-ask-goal", &[("goal", Word::from(about.to_owned()))]),
        _ => room.words.say(&keyed("goals-ask", scale)),
    }
}

/// What was given first and last: figures and days, no judgement.
fn sentence(inner: &mut Inner, room: &Room, found: &Series) -> Result<String, OpstapError> {
    let (Some(first), Some(latest)) = (found.first(), found.latest()) else { return Ok(String::new()) };
    let who = if room.role == Role::Client {
        room.words.text("goals-you")
    } else {
        let case = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
        let name = case.map(|case| case.text("name").to_owned()).unwrap_or_default();
        if name.is_empty() { room.words.text("goals-client") } else { name }
    };
    let key = match found.trend() {
        None => "goals-gave",
        Some(Trend::Same) if latest.on == room.today => "goals-gave-same-now",
        Some(Trend::Same) => "goals-gave-same",
        Some(_) if latest.on == room.today => "goals-gave-now",
        Some(_) => "goals-gave-then",
    };
    let day = |on| Word::from(format::date(room.language, on, room.today));
    let values = [
        ("who", Word::from(who)),
        ("first", Word::from(i64::from(first.value))),
        ("date", day(first.on)),
        ("latest", Word::from(i64::from(latest.value))),
        ("then", day(latest.on)),
    ];
    Ok(room.words.text_with(key, &values))
}

fn mark_row(room: &Room, given: &Given, goals: &[GoalRow]) -> MarkRow {
    let (record, mark) = (&given.record, given.mark);
    let (scale, goal) = (record.text("scale").to_owned(), linked(record, "goal"));
    let known = goals.iter().find(|row| Some(row.id) == goal);
    let about = match known {
        Some(known) => known.text.clone(),
        None if SCALES.contains(&scale.as_str()) => room.words.say(&keyed("goals-scale", &scale)),
        None => room.words.text("kind-goal"),
    };
    MarkRow {
        id: record.id,
        scale,
        goal,
        about,
        value: mark.value,
        on: mark.on,
        day_text: format::date(room.language, mark.on, room.today),
        note: record.text("note").to_owned(),
        waiting: record.waiting,
    }
}
