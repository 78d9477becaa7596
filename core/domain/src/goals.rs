//! Marks on a scale over time: what somebody gave first and last, and when to ask again.
//!
//! No mark is good or bad here. A scale says how somebody finds that it goes, and only that person knows.

use uuid::Uuid;

use crate::order;
use crate::time::{Date, Instant};

#[cfg(test)]
mod tests;

/// The scales that everybody has, by their stable names: money, calm, and trust in one's helper.
pub const SCALES: [&str; 3] = ["money", "calm", "trust"];

/// The scale of a goal; its marks name the goal.
pub const GOAL_SCALE: &str = "goal";

/// A scale is asked again after so many days at the earliest. A choice: twice a month, and never a daily duty.
pub const ASK_AGAIN_DAYS: i64 = 14;

/// One mark on a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The record's id. Of two marks of one moment the greater one counts, on every device alike.
    pub id: Uuid,
    /// The day, where the client lives.
    pub on: Date,
    /// When it was given.
    pub at: Instant,
    /// From 0 to 10.
    pub value: u8,
}

/// What a scale says on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub on: Date,
    /// From 0 to 10.
    pub value: u8,
}

/// Where a scale went between its first and its latest day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// A higher mark than at first.
    Up,
    /// The same mark.
    Same,
    /// A lower mark than at first.
    Down,
}

impl Trend {
    /// The stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Same => "same",
            Self::Down => "down",
        }
    }
}

/// A scale over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// One point for each day with a mark, oldest first.
    pub points: Vec<Point>,
}

impl Series {
    /// The series of these marks, in whichever order they come. The latest mark of each day counts.
    #[must_use]
    pub fn of(marks: impl IntoIterator<Item = Mark>) -> Self {
        let mut marks: Vec<Mark> = marks.into_iter().collect();
        order::sort_by_key(&mut marks, |mark| (mark.on, mark.at, mark.id));
        let mut points: Vec<Point> = Vec::new();
        for Mark { on, value, .. } in marks {
            match points.last_mut().filter(|last| last.on == on) {
                Some(last) => last.value = value,
                None => points.push(Point { on, value }),
            }
        }
        Self { points }
    }

    /// The first day.
    #[must_use]
    pub fn first(&self) -> Option<Point> {
        self.points.first().copied()
    }

    /// The latest day.
    #[must_use]
    pub fn latest(&self) -> Option<Point> {
        self.points.last().copied()
    }

    /// The highest mark.
    #[must_use]
    pub fn highest(&self) -> Option<u8> {
        self.points.iter().map(|point| point.value).max()
    }

    /// The lowest mark.
    #[must_use]
    pub fn lowest(&self) -> Option<u8> {
        self.points.iter().map(|point| point.value).min()
    }

    /// The latest mark less the first, from -10 to 10; `None` before there are two days.
    #[must_use]
    pub fn change(&self) -> Option<i8> {
        match self.points[..] {
            [first, .., latest] => latest.value.cast_signed().checked_sub(first.value.cast_signed()),
            _ => None,
        }
    }

    /// Up, the same or down since the first day; `None` before there are two days.
    #[must_use]
    pub fn trend(&self) -> Option<Trend> {
        Some(match self.change()? {
            1.. => Trend::Up,
            0 => Trend::Same,
            _ => Trend::Down,
        })
    }

    /// The first day on which to ask again; `None`: nobody gave a mark yet, so any day will do.
    #[must_use]
    pub fn ask_again_on(&self) -> Option<Date> {
        self.latest().map(|latest| latest.on.plus_days(ASK_AGAIN_DAYS))
    }

    /// Whether to ask on `today`. A mark given by oneself earlier is always welcome.
    #[must_use]
    pub fn is_asked(&self, today: Date) -> bool {
        self.ask_again_on().is_none_or(|day| day <= today)
    }
}
