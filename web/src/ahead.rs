//! What comes: the coming weeks, appointments, deadlines.

use maud::{Markup, html};
use opstap::{
    AgendaSummary, AppointmentRow, DeadlinePage, DeadlineRow, Feature, ForecastDayRow, ForecastSummary,
    format,
};

use crate::Frame;

/// The coming weeks in sentences, the day with least, the days on which something comes or goes, and a balance to tell.
#[must_use]
pub fn forecast(frame: &Frame<'_>, forecast: &ForecastSummary) -> String {
    let word = |key: &str| frame.word(key);
    let (tell, told) = match &forecast.told {
        Some(told) => ("ui-forecast-again", Some(told)),
        None => ("ui-forecast-tell", None),
    };
    let days = forecast.days.iter().filter(|day| !day.payments.is_empty());
    let body = html! {
        section.card {
            @for sentence in &forecast.sentences { p { (sentence) } }
            @if let Some(told) = told {
                p.quiet { (word("ui-forecast-told")) " " (told.on_text) ": " (told.amount.text) }
            }
        }
        form.card method="post" {
            h2 { (word(tell)) }
            (frame.field("amount", &word("ui-forecast-balance"), &word("ui-forecast-balance-hint"), ""))
            (frame.beside("on"))
            button.main type="submit" name="act" value="tell" { (word("ui-all-save")) }
        }
        h2 { (word("ui-forecast-days")) }
        @if forecast.days.iter().all(|day| day.payments.is_empty()) { p { (word("ui-all-nothing")) } }
        @for day in days { (one_day(frame, day)) }
        (frame.back("money"))
    };
    frame.page(&word("ui-forecast-title"), &body)
}

fn one_day(frame: &Frame<'_>, day: &ForecastDayRow) -> Markup {
    html! {
        section.card {
            table {
                caption { (day.date_text) }
                tbody {
                    @for paid in &day.payments {
                        tr {
                            th scope="row" {
                                (paid.label) " "
                                span.state {
                                    (frame.word(if paid.income { "ui-forecast-in" } else { "ui-forecast-out" }))
                                }
                            }
                            td.amount { (paid.amount.text) }
                        }
                    }
                }
                @if let Some(balance) = &day.balance {
                    tfoot {
                        tr {
                            th scope="row" { (frame.word("ui-forecast-after")) }
                            td.amount { (balance.text) }
                        }
                    }
                }
            }
        }
    }
}

/// What a page says of the address at which a person's appointments are for other agendas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarShown {
    /// There is one.
    pub there: bool,
    /// The address, when it was made a moment ago; it cannot be shown again.
    pub address: Option<String>,
}

/// Appointments: what comes, to say yes to or to cancel; and what was. `moments`: there are free moments to choose from.
#[must_use]
pub fn agenda(frame: &Frame<'_>, agenda: &AgendaSummary, moments: bool, calendar: &CalendarShown) -> String {
    let word = |key: &str| frame.word(key);
    let choose = frame.to("page/moments");
    let body = html! {
        @if moments && !frame.helps { p { a.main href=(choose) { (word("moments-title")) } } }
        @if agenda.upcoming.is_empty() && agenda.past.is_empty() { p { (word("ui-agenda-empty")) } }
        @if !agenda.upcoming.is_empty() {
            h2 { (word("ui-agenda-coming")) }
            @for row in &agenda.upcoming {
                form.card method="post" {
                    (told(frame, row))
                    input type="hidden" name="appointment" value=(row.id);
                    @if row.status == "proposed" {
                        button.main type="submit" name="act" value="confirm" { (word("ui-appointment-confirm")) }
                    }
                    button.quiet type="submit" name="act" value="cancel" { (word("ui-appointment-cancel")) }
                }
            }
            p.quiet { (word("ui-appointment-cancel-text")) }
        }
        @if !agenda.past.is_empty() {
            h2 { (word("ui-agenda-past")) }
            @for row in &agenda.past { section.card { (told(frame, row)) } }
        }
        p { a.main href=(frame.to("newappointment")) { (word("ui-agenda-new")) } }
        @if frame.helps && frame.sees_place("page/new-moments") {
            @if frame.offers(Feature::Moments) {
                p { a href=(frame.to("page/new-moments")) { (word("moments-new")) } }
            }
            @if moments { p { a href=(choose) { (word("moments-offered-title")) } } }
        }
        @if calendar.there || frame.offers(Feature::Calendar) { (elsewhere(frame, calendar)) }
        (frame.back("more"))
    };
    frame.page(&word("ui-agenda-title"), &body)
}

/// The address for another agenda: made, shown once, ended.
fn elsewhere(frame: &Frame<'_>, calendar: &CalendarShown) -> Markup {
    let word = |key: &str| frame.word(key);
    html! {
        h2 { (word("web-calendar-title")) }
        form.card method="post" {
            p { (word("web-calendar-text")) }
            @if let Some(address) = &calendar.address {
                p { (word("web-calendar-fresh")) }
                p { code { (address) } }
            } @else if calendar.there {
                p { (word("web-calendar-there")) }
            }
            @if calendar.there {
                @if frame.offers(Feature::Calendar) {
                    button.quiet type="submit" name="act" value="calendar-make" { (word("web-calendar-anew")) }
                }
                button.quiet type="submit" name="act" value="calendar-end" { (word("web-calendar-end")) }
            } @else {
                button.quiet type="submit" name="act" value="calendar-make" { (word("web-calendar-make")) }
            }
        }
    }
}

/// What there is to say of one, with the way to all that can be done with it.
fn told(frame: &Frame<'_>, row: &AppointmentRow) -> Markup {
    let to = frame.to(&format!("appointment/{}", row.id));
    html! {
        h3 {
            a href=(to) { (row.title) } " " span.state { (row.status_text) } (frame.contested(row.contested))
        }
        (details(frame, row))
    }
}

/// When and where it is, and what to take along.
pub(crate) fn details(frame: &Frame<'_>, row: &AppointmentRow) -> Markup {
    let said = [("ui-appointment-where", &row.place), ("ui-appointment-bring", &row.bring)];
    html! {
        p { (row.when_text) }
        @for (key, text) in said { @if !text.is_empty() { p.quiet { (frame.word(key)) ": " (text) } } }
    }
}

/// What has to happen by when, and what became of it.
#[must_use]
pub fn deadlines(frame: &Frame<'_>, page: &DeadlinePage) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("ui-deadlines-text")) }
        @if page.open.is_empty() { p { (word("ui-deadlines-empty")) } } @else {
            h2 { (word("ui-deadlines-running")) }
            @for row in &page.open { (deadline(frame, row)) }
        }
        @if !page.ended.is_empty() {
            h2 { (word("ui-deadlines-ended")) }
            @for row in &page.ended { (deadline(frame, row)) }
        }
        (frame.back("more"))
    };
    frame.page(&word("ui-deadlines-title"), &body)
}

fn deadline(frame: &Frame<'_>, row: &DeadlineRow) -> Markup {
    let word = |key: &str| frame.word(key);
    let day = |day| format::full_date(frame.words.language(), day);
    html! {
        section.card {
            h3 { (row.title) }
            p { (row.standing) }
            p.quiet { (word("ui-deadline-last")) ": " (day(row.last_day)) }
            p.quiet { (word("ui-deadline-began")) ": " (day(row.started_on)) }
            @if !row.steps.is_empty() {
                p { (word("ui-deadline-steps")) }
                ul { @for step in &row.steps { li { (step) } } }
            }
            p.quiet { (word("ui-deadline-source")) " " (row.source) }
        }
    }
}
