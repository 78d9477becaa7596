//! What waits for a client without any hurry: one line on the first screen, at most.

use uuid::Uuid;

use crate::order;
use crate::phrase::Phrase;
use crate::time::Date;

/// A form that was begun is not mentioned for so many days.
const REST_DAYS: i64 = 2;

/// What is known of a work form, for the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormSign {
    /// Its id in the content.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// When a helper asked for it, while that waits for an answer.
    pub asked_on: Option<Date>,
    /// When the client began to fill it in, while it is not shared.
    pub begun_on: Option<Date>,
}

/// The line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// `moments`, `talk`, `form_asked` or `form_begun`.
    pub kind: &'static str,
    /// The note's id, or the form's; empty of moments.
    pub id: String,
    /// How to say it.
    pub phrase: Phrase,
}

/// The one thing to mention: that there are free moments to choose from (`choose`), which others choose, too; else the note of the latest talk that waits for the client's reaction; else the form that a helper
/// asked for longest ago and that is not begun; else the form that was begun longest ago, more than two days back.
///
/// The form of the next step (`task`) is left out: the step says it.
#[must_use]
pub fn quiet(
    choose: bool,
    notes: &[(Date, Uuid)],
    forms: &[FormSign],
    task: Option<&str>,
    today: Date,
) -> Option<Quiet> {
    if choose {
        return Some(Quiet { kind: "moments", id: String::new(), phrase: Phrase::new("quiet-moments") });
    }
    if let Some((held_on, id)) = notes.iter().max() {
        let phrase = Phrase::new("quiet-talk").with("date", *held_on);
        return Some(Quiet { kind: "talk", id: id.to_string(), phrase });
    }
    let first = |day: fn(&FormSign) -> Option<Date>| {
        let others = forms.iter().filter(|form| task != Some(&form.id));
        let mut all: Vec<(Date, &FormSign)> = others.filter_map(|form| Some((day(form)?, form))).collect();
        order::sort_by_key(&mut all, |(day, form)| (*day, form.id.clone()));
        all.into_iter().next()
    };
    if let Some((_, form)) = first(|form| form.asked_on.filter(|_| form.begun_on.is_none())) {
        let phrase = Phrase::new("quiet-form-asked").with("title", form.title.as_str());
        return Some(Quiet { kind: "form_asked", id: form.id.clone(), phrase });
    }
    let (_, form) = first(|form| form.begun_on).filter(|(since, _)| since.days_until(today) > REST_DAYS)?;
    let phrase = Phrase::new("quiet-form-begun").with("title", form.title.as_str());
    Some(Quiet { kind: "form_begun", id: form.id.clone(), phrase })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn form(id: &str, asked: Option<&str>, begun: Option<&str>) -> FormSign {
        FormSign { id: id.into(), title: id.into(), asked_on: asked.map(day), begun_on: begun.map(day) }
    }

    fn said(
        notes: &[(Date, Uuid)],
        forms: &[FormSign],
        task: Option<&str>,
    ) -> Option<(&'static str, String)> {
        quiet(false, notes, forms, task, day("2027-03-22")).map(|line| (line.kind, line.id))
    }

    #[test]
    fn one_line_is_said_at_most_a_note_before_a_form_that_was_asked_before_one_that_was_begun() {
        let [old, new] = [Uuid::from_u128(9), Uuid::from_u128(1)];
        let notes = [(day("2027-03-01"), old), (day("2027-03-15"), new)];
        let forms = [
            form("begun", None, Some("2027-03-01")),
            form("later", Some("2027-03-20"), None),
            form("first", Some("2027-03-10"), None),
            form("none", None, None),
        ];
        assert_eq!(said(&notes, &forms, None), Some(("talk", new.to_string())));
        assert_eq!(said(&[], &forms, None), Some(("form_asked", "first".into())));
        assert_eq!(said(&[], &forms[..1], None), Some(("form_begun", "begun".into())));
        assert_eq!(said(&[], &forms[3..], None), None);
    }

    #[test]
    fn moments_to_choose_from_come_first() {
        let notes = [(day("2027-03-15"), Uuid::from_u128(1))];
        let line = quiet(true, &notes, &[], None, day("2027-03-22"));
        assert_eq!(line.map(|line| (line.kind, line.id)), Some(("moments", String::new())));
    }

    #[test]
    fn a_form_that_was_begun_rests_for_two_days_and_is_not_asked_for_meanwhile() {
        let begun = |on| form("f", Some("2027-03-01"), Some(on));
        assert_eq!(said(&[], &[begun("2027-03-20")], None), None);
        assert_eq!(said(&[], &[begun("2027-03-19")], None), Some(("form_begun", "f".into())));
    }

    #[test]
    fn what_the_next_step_says_is_not_said_twice() {
        let forms = [form("f", Some("2027-03-01"), None), form("g", None, Some("2027-03-01"))];
        assert_eq!(said(&[], &forms, Some("f")), Some(("form_begun", "g".into())));
        assert_eq!(said(&[], &forms[..1], Some("f")), None);
    }
}
