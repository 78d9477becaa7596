//! Who looked and what was done, and for what personal data is used.

use maud::html;
use opstap::AuditShown;

use crate::Frame;

/// An activity of the register, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterLine {
    /// What it is called.
    pub name: String,
    /// Why.
    pub purpose: String,
    /// Which data.
    pub data: String,
    /// For how long.
    pub kept: String,
    /// On what ground: articles of law.
    pub ground: String,
    /// Whether somebody at the organisation confirmed that.
    pub confirmed: bool,
}

/// What was done with the reader's data, newest first. `looks` are sentences of before the server kept this, below its oldest
/// page; `first`: this is the newest page.
#[must_use]
pub fn audit(frame: &Frame<'_>, shown: &AuditShown, looks: &[String], first: bool) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("audit-intro")) }
        @if shown.days.is_empty() && looks.is_empty() { p.quiet { (word("audit-none")) } }
        @for day in &shown.days {
            h2 { (day.title) }
            @for line in &day.lines {
                div.row { p.large { (line.text) } p.quiet { (line.when) } }
            }
        }
        @if !looks.is_empty() {
            h2 { (word("audit-before-this")) }
            @for look in looks { div.row { p { (look) } } }
        }
        @if let Some(before) = shown.before {
            p { a href=(frame.to(&format!("page/looks/{before}"))) { (word("audit-older")) } }
        }
        @if !first { p { a href=(frame.to("page/looks")) { (word("audit-newest")) } } }
        p.quiet { (word("audit-ask")) }
        p { a href="/web/register" { (word("audit-what-for")) } }
    };
    frame.page(&word("audit-title"), &body)
}

/// For what personal data is used, for everybody to read.
#[must_use]
pub fn register(frame: &Frame<'_>, all: &[RegisterLine]) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("register-intro")) }
        @for line in all {
            section.card {
                h2 { (line.name) }
                @for (key, text) in [
                    ("register-purpose", &line.purpose),
                    ("register-data", &line.data),
                    ("register-kept", &line.kept),
                    ("register-ground", &line.ground),
                ] {
                    h3 { (word(key)) }
                    p { (text) }
                }
                @if !line.confirmed { p.quiet { (word("register-unconfirmed")) } }
            }
        }
        p { a href="/web/today" { (word("ui-all-back")) } }
    };
    frame.page(&word("register-title"), &body)
}
