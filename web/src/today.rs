//! What is next.

use maud::html;
use opstap::TodaySummary;

use crate::Frame;

/// One thing to do now, what can be spent, and the next appointment.
#[must_use]
pub fn today(frame: &Frame<'_>, today: &TodaySummary) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        @if frame.sees("programme") { section.card {
            h2 { (word("ui-today-next")) }
            @if let Some(next) = &today.next {
                p.large { (next.title) }
                @if let Some(why) = &today.why { p { (why) } }
                p.quiet { (next.minutes_text) }
                a.main href=(frame.to(&format!("task/{}", next.id))) { (word("ui-today-start")) }
            } @else {
                p { (today.no_next.clone().unwrap_or_else(|| word("ui-today-rest"))) }
            }
        } }
        @if frame.sees("budget") { section.card {
            h2 { (word("ui-today-spend")) }
            @match &today.spend_this_week {
                Some(money) => p.large { (money.text) },
                None => p { (word("ui-today-spend-unknown")) },
            }
            a href=(frame.to("money")) { (word("ui-budget-title-week")) }
        } }
        @if frame.sees("agenda") { section.card {
            h2 { (word("ui-today-appointment")) }
            @match &today.appointment {
                Some(appointment) => {
                    p.large { (appointment.title) }
                    p { (appointment.when_text) }
                    @if !appointment.place.is_empty() { p.quiet { (appointment.place) } }
                }
                None => p { (word("ui-today-appointment-none")) },
            }
            a href=(frame.to("agenda")) { (word("ui-agenda-title")) }
        } }
        @if today.conflicts > 0 {
            p { a href=(frame.to("conflicts")) { (frame.words.text_with("today-conflicts", &[("count", today.conflicts.into())])) } }
        }
        @if today.unread > 0 { p { a href=(frame.to("messages")) { (word("ui-today-unread")) } } }
        @if let Some(quiet) = &today.quiet {
            @if quiet.kind == "moments" {
                p { a href=(frame.to("page/moments")) { (quiet.text) } }
            } @else {
                p.quiet { (quiet.text) }
            }
        }
        @if let Some(tip) = &today.tip {
            section.card { h2 { (word("ui-today-tip")) } p.large { a href=(frame.to(&format!("tip/{}", tip.id))) { (tip.title) } } p { (tip.text) } }
        }
        @if frame.sees("programme") { section.card {
            h2 { (word("ui-today-way")) }
            progress max="100" value=(today.percent) aria-label=(word("ui-today-way")) {}
            p { (today.percent) " %" }
        } }
    };
    frame.page(&today.greeting, &body)
}
