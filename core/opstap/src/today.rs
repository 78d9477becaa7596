//! The first screen: "what now?" answered with one thing to do.

use opstap_content::{Value as Word, format};
use opstap_domain::Date;
use opstap_domain::ids::Role;
use serde::Serialize;
use uuid::Uuid;

use crate::agenda::AppointmentRow;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::programme::TaskRow;
use crate::room::Room;
use crate::text::MoneyText;
use crate::tips::TipRow;

/// The first screen of a client, or of a helper who looks along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TodaySummary {
    /// The case.
    pub case: Uuid,
    /// The day.
    pub date: Date,
    /// A kind word.
    pub greeting: String,
    /// The one next small step.
    pub next: Option<TaskRow>,
    /// Why one does it.
    pub why: Option<String>,
    /// Without a next step: why there is none.
    pub no_next: Option<String>,
    /// The programme, in whole per cent.
    pub percent: u8,
    /// What there is for daily life this week; `None` while the budget is not complete or not certain.
    pub spend_this_week: Option<MoneyText>,
    /// The next appointment.
    pub appointment: Option<AppointmentRow>,
    /// Messages that were not read.
    pub unread: usize,
    /// Values of which two readings wait for a choice.
    pub conflicts: usize,
    /// The most important tip.
    pub tip: Option<TipRow>,
    /// For a client: the one thing that waits without hurry.
    pub quiet: Option<QuietRow>,
    /// Changes that are only on this device.
    pub waiting: u64,
    /// The screen as sentences, in the order in which to read them out.
    pub text: Vec<String>,
}

/// Something that waits for a client without hurry, and never takes the place of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuietRow {
    /// `moments`: free moments to choose from; `talk`: whether a note is right; `form_asked`, `form_begun`: a work form.
    pub kind: &'static str,
    /// The note's id, or the form's: what leads to its screen; empty of moments.
    pub id: String,
    /// One short sentence.
    pub text: String,
}

impl Opstap {
    /// The first screen.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case; [`OpstapError::NotPaired`].
    pub fn today(&self, case: Option<Uuid>) -> Result<TodaySummary, OpstapError> {
        self.with(|inner| {
            let room = self.room(inner, case)?;
            summary(inner, &room)
        })
    }
}

fn summary(inner: &mut Inner, room: &Room) -> Result<TodaySummary, OpstapError> {
    let seen = crate::tips::see(inner, room)?;
    let followed = crate::programme::follow_with(inner, room, &seen.facts)?;
    let programme = followed.as_ref().map(|followed| crate::programme::summary(room, followed));
    let next = programme.as_ref().and_then(|programme| programme.next.clone());
    let why = next.as_ref().and_then(|next| {
        let steps = followed.as_ref()?.state.steps();
        steps
            .into_iter()
            .find(|step| step.tasks.iter().any(|task| task.id == next.id))
            .map(|step| step.why.clone())
    });
    let spend = seen.total.as_ref().filter(|total| total.completeness.is_complete() && total.balance.certain);
    let spend_this_week = spend.map(|total| MoneyText::new(room.language, total.free_per_week));
    let messages = crate::conversation::messages(inner, room)?;
    let quiet = quiet(inner, room, next.as_ref())?;
    let mut today = TodaySummary {
        case: room.case,
        date: room.today,
        greeting: greeting(inner, room)?,
        next,
        why,
        no_next: programme.as_ref().and_then(|programme| programme.no_next.clone()),
        percent: programme.as_ref().map_or(0, |programme| programme.percent),
        spend_this_week,
        appointment: seen.expected.first().cloned(),
        unread: crate::conversation::unread(inner, room, &messages)?,
        conflicts: crate::conflicts::open_count(inner, room)?,
        tip: crate::tips::fitting(inner, room, &seen.facts)?.into_iter().next(),
        quiet,
        waiting: inner.store.waiting()?.here,
        text: Vec::new(),
    };
    today.text = sentences(&today, room);
    if let Some((_, sender, due)) = crate::letters::deadlines(inner, room)?.into_iter().next() {
        let date = format::date(room.language, due, room.today);
        let values = [("sender", Word::from(sender)), ("date", Word::from(date))];
        today.text.push(room.words.text_with("letters-today", &values));
    }
    Ok(today)
}

fn quiet(inner: &mut Inner, room: &Room, next: Option<&TaskRow>) -> Result<Option<QuietRow>, OpstapError> {
    if room.role != Role::Client {
        return Ok(None);
    }
    let choose = crate::moments::can_choose(inner, room)?;
    let notes = crate::talks::unanswered(inner, room)?;
    let forms = crate::forms::signs(inner, room)?;
    let task = next.and_then(|next| next.form.as_deref());
    let line = opstap_domain::quiet::quiet(choose, &notes, &forms, task, room.today);
    Ok(line.map(|line| QuietRow {
        kind: line.kind,
        id: line.id,
        text: room.words.say_on(&line.phrase, room.today),
    }))
}

fn greeting(inner: &mut Inner, room: &Room) -> Result<String, OpstapError> {
    let case = inner.store.record(room.together, "case", room.together.derived_id("case"))?;
    let name = case.map(|case| case.text("name").to_owned()).unwrap_or_default();
    let first = name.split_whitespace().next().unwrap_or_default().to_owned();
    Ok(match room.role {
        Role::Client if first.is_empty() => room.words.text("today-greeting-nameless"),
        Role::Client => room.words.text_with("today-greeting", &[("name", Word::from(first))]),
        _ if name.is_empty() => room.words.text("caseload-nameless"),
        _ => room.words.text_with("today-of", &[("name", Word::from(name))]),
    })
}

fn sentences(today: &TodaySummary, room: &Room) -> Vec<String> {
    let say = |key: &str, values: &[(&str, Word)]| room.words.text_with(key, values);
    let mut text = vec![today.greeting.clone()];
    if let Some(next) = &today.next {
        let key = if room.role == Role::Client { "today-next-step" } else { "today-next-of" };
        text.push(say(key, &[("step", Word::from(next.title.clone()))]));
        if next.minutes > 0 {
            text.push(say("today-takes", &[("count", Word::from(i64::from(next.minutes)))]));
        }
        text.extend(Some(next.text.clone()).filter(|how| !how.is_empty()));
        text.extend(today.why.as_ref().map(|why| say("today-why", &[("why", Word::from(why.clone()))])));
    }
    text.extend(today.no_next.clone());
    if let Some(amount) = &today.spend_this_week {
        text.push(say("today-left-this-week", &[("amount", Word::from(amount.text.clone()))]));
    }
    if let Some(appointment) = &today.appointment {
        let when = ("when", Word::from(appointment.when_text.clone()));
        text.push(if appointment.place.is_empty() {
            say("today-appointment-no-place", &[when])
        } else {
            say("today-appointment", &[when, ("place", Word::from(appointment.place.clone()))])
        });
    }
    if today.unread > 0 {
        text.push(say("today-unread", &[("count", Word::from(today.unread))]));
    }
    if today.conflicts > 0 {
        text.push(say("today-conflicts", &[("count", Word::from(today.conflicts))]));
    }
    text.extend(today.quiet.as_ref().map(|quiet| quiet.text.clone()));
    if let Some(tip) = &today.tip {
        text.push(say("today-tip", &[("title", Word::from(tip.title.clone()))]));
    }
    text
}
