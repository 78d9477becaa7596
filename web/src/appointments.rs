//! One appointment: yes, another moment, or no; how it went; and one that is planned.

use maud::{Markup, html};
use opstap::AppointmentRow;

use crate::Frame;
use crate::ahead::details;

/// One appointment. Whoever helps notes whether it took place.
#[must_use]
pub fn appointment(frame: &Frame<'_>, row: &AppointmentRow) -> String {
    let word = |key: &str| frame.word(key);
    let expected = matches!(row.status.as_str(), "proposed" | "confirmed");
    let body = html! {
        form.card method="post" {
            p.state { (row.status_text) (frame.contested(row.contested)) }
            (details(frame, row))
            @if row.status == "proposed" {
                button.main type="submit" name="act" value="confirm" { (word("ui-appointment-confirm")) }
            }
            @if expected && frame.helps {
                button type="submit" name="act" value="kept" { (word("ui-appointment-kept")) }
                button type="submit" name="act" value="missed" { (word("ui-appointment-missed")) }
            }
            @if expected {
                button.quiet type="submit" name="act" value="cancel" { (word("ui-appointment-cancel")) }
                p.quiet { (word("ui-appointment-cancel-text")) }
            }
        }
        @if expected {
            form.card method="post" {
                h2 { (word("ui-appointment-move")) }
                (moment(frame))
                button type="submit" name="act" value="move" { (word("ui-plan-move")) }
            }
        }
        (frame.before(&row.id))
        (frame.back("agenda"))
    };
    frame.page(&row.title, &body)
}

/// An appointment to propose.
#[must_use]
pub fn new_appointment(frame: &Frame<'_>) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        form.card method="post" {
            (frame.field("title", &word("ui-plan-about"), "", ""))
            (moment(frame))
            (frame.field("place", &word("ui-plan-place"), "", ""))
            (frame.field("bring", &word("ui-plan-bring"), "", ""))
            button.main type="submit" name="act" value="plan" { (word("ui-plan-send")) }
        }
        (frame.back("agenda"))
    };
    frame.page(&word("ui-plan-title"), &body)
}

fn moment(frame: &Frame<'_>) -> Markup {
    html! {
        (frame.day("day", &frame.word("ui-plan-day"), ""))
        (frame.input("time", None, "time", [&frame.word("ui-plan-time"), "", ""]))
    }
}
