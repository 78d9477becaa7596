//! The guarantee: the day before an appointment somebody is told of it, by a phone that has it planned, or else by a
//! text message or a mail. Never twice, and not at night.
//!
//! A phone that says nothing counts as one that has nothing planned: old apps say nothing.

use super::{Appointment, Preferences, QuietHours, ReminderPlan, Wanted, local};
use crate::time::{Instant, LocalMoment, Zone};

/// A phone that was not heard of for so long may lie in a drawer, and what it planned counts no more: 14 days, in
/// milliseconds.
pub const TRUST_MS: i64 = 14 * 24 * 3_600_000;

/// So long before it begins an appointment is not announced any more: who is on the way needs no message. In minutes.
pub const LAST_MINUTES: i64 = 60;

/// What a phone has planned is looked at again so often while it could be told of. In minutes.
const AGAIN_MINUTES: i64 = 60;

/// What one device has planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Appointments, as [`mark`] writes them.
    pub marks: Vec<String>,
    /// When the device was last heard of.
    pub seen_at: Instant,
}

/// A message that was sent, or is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which appointment.
    pub appointment: String,
    /// When it would begin, as was told.
    pub starts_at: Instant,
}

/// All that follows for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarantee {
    /// The moment of looking.
    pub now: Instant,
    /// Where the person is.
    pub zone: Zone,
    /// When the person wants to be left alone. From 21:00 to 08:00 nothing is sent in any case.
    pub quiet: QuietHours,
    /// All appointments.
    pub appointments: Vec<Appointment>,
    /// What the person's devices have planned.
    pub planned: Vec<Planned>,
    /// What was told, oldest first.
    pub told: Vec<Told>,
}

/// What to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// To be told now.
    pub now: Vec<Told>,
    /// Look again then, even if nothing changes. `None`: only when something does.
    pub next: Option<Instant>,
}

/// How it is with what waits to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It goes.
    Now,
    /// It goes then: it is quiet now.
    Later(Instant),
    /// It does not go any more.
    Never,
}

/// How an appointment stands in what a device has planned: its id and when it begins, so that one that was moved is
/// another.
pub fn mark(appointment: &str, starts_at: Instant) -> String {
    format!("{appointment}/{}", starts_at.0)
}

/// The key of a device's record of what it has planned, from the device's number.
pub fn plan_of(device: u64) -> String {
    format!("planned/{device:x}")
}

/// What a device says that it has planned: `planned` are keys and moments that its platform took, `said` is what it said
/// before. What has appeared stays as long as its appointment is to come.
pub fn confirmed(
    wanted: &Wanted,
    plan: &ReminderPlan,
    planned: &[(&str, Instant)],
    said: &[&str],
) -> Vec<String> {
    let mut marks = Vec::new();
    for appointment in &wanted.appointments {
        if !appointment.status.is_expected() || appointment.starts_at <= wanted.now {
            continue;
        }
        let key = format!("appointment/{}/day-before", appointment.id);
        let taken = |at: Instant| planned.iter().any(|(name, when)| *name == key && *when == at);
        let mark = mark(&appointment.id, appointment.starts_at);
        let holds = match plan.entries.iter().find(|entry| entry.key == key) {
            Some(entry) => taken(entry.at),
            None => said.contains(&mark.as_str()),
        };
        if holds {
            marks.push(mark);
        }
    }
    marks
}

impl Guarantee {
    /// What must go out now, and when to look again.
    pub fn due(&self) -> Due {
        let mut due = Due::default();
        for appointment in &self.appointments {
            let Some(window) = self.window(appointment) else { continue };
            let at = if self.now < window.from { window.from } else { window.loud(self.zone, self.now) };
            if at > self.now {
                if at <= window.until {
                    due.next = Some(due.next.map_or(at, |next| next.min(at)));
                }
                continue;
            }
            let last = self.told.iter().rev().find(|told| told.appointment == appointment.id);
            let told = last.is_some_and(|told| told.starts_at == appointment.starts_at);
            if !told && self.is_planned(appointment) {
                // The phone may be revoked by then, or lie in a drawer.
                let again = self.now.plus_minutes(AGAIN_MINUTES);
                due.next = Some(due.next.map_or(again, |next| next.min(again)));
            } else if !told {
                due.now.push(Told { appointment: appointment.id.clone(), starts_at: appointment.starts_at });
            }
        }
        due
    }

    /// Whether what waits to be sent is still to be sent, and when.
    pub fn standing(&self, waits: &Told) -> Standing {
        let its = |appointment: &&Appointment| {
            appointment.id == waits.appointment && appointment.starts_at == waits.starts_at
        };
        let appointments = self.appointments.iter().filter(its).cloned().collect();
        let due = Self { appointments, told: Vec::new(), ..self.clone() }.due();
        match due.next {
            _ if !due.now.is_empty() => Standing::Now,
            Some(next) => Standing::Later(next),
            None => Standing::Never,
        }
    }

    fn is_planned(&self, appointment: &Appointment) -> bool {
        let mark = mark(&appointment.id, appointment.starts_at);
        let heard = |planned: &&Planned| self.now.0.saturating_sub(planned.seen_at.0) <= TRUST_MS;
        self.planned.iter().filter(heard).any(|planned| planned.marks.contains(&mark))
    }

    /// When an appointment may be told of; `None` when it does not go on, or is too near.
    fn window(&self, appointment: &Appointment) -> Option<Window> {
        let until = appointment.starts_at.plus_minutes(-LAST_MINUTES);
        if !appointment.status.is_expected() || until < self.now {
            return None;
        }
        let eve = self.zone.date(appointment.starts_at).plus_days(-1);
        let evening = LocalMoment::new(eve, Preferences::default().day_before_at);
        for own in [Some(self.quiet), None] {
            let window = Window { from: appointment.starts_at, until, own };
            let mut wall = evening;
            while let Some(quiet) = window.quiet(wall).filter(|_| wall.date == eve) {
                wall = quiet.before(wall);
            }
            if wall.date == eve {
                if wall != evening {
                    wall = window.an_hour_of(wall);
                }
                return Some(Window { from: self.zone.instant(wall), ..window });
            }
        }
        // The house's own hours leave the evening free.
        Some(Window { from: local(self.zone, eve, evening.time), until, own: None })
    }
}

/// When an appointment may be told of.
#[derive(Clone, Copy)]
struct Window {
    from: Instant,
    until: Instant,
    /// The person's own quiet hours, where they leave room in that day.
    own: Option<QuietHours>,
}

impl Window {
    fn quiet(&self, wall: LocalMoment) -> Option<QuietHours> {
        let hours = [Some(QuietHours::default()), self.own];
        hours.into_iter().flatten().find(|quiet| quiet.contains(wall.time))
    }

    /// The last hour up to this minute, as far as it is not quiet: a minute alone is easily missed.
    fn an_hour_of(&self, last: LocalMoment) -> LocalMoment {
        let mut first = last;
        for _ in 1..60 {
            let earlier = first.plus_wall_minutes(-1);
            if earlier.date != last.date || self.quiet(earlier).is_some() {
                break;
            }
            first = earlier;
        }
        first
    }

    /// The first moment from here on that is not quiet.
    fn loud(&self, zone: Zone, from: Instant) -> Instant {
        let mut at = from;
        while let Some(quiet) = self.quiet(zone.local(at)).filter(|_| at <= self.until) {
            at = zone.instant(quiet.after(zone.local(at))).max(at.plus_minutes(1));
        }
        at
    }
}

#[cfg(test)]
mod tests;
