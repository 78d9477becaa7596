//! The teams of an organisation, for who administers it; and who waits at a desk, for who sits there.

use maud::{Markup, html};
use opstap::WaitsHere;

use crate::Frame;

/// A team. What is said is in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamLine {
    /// What addresses call it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its postcodes, who is in it, and how it does.
    pub facts: Vec<String>,
}

/// Somebody in a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLine {
    /// What forms call them.
    pub id: String,
    /// Their name.
    pub name: String,
    /// What they do there, in words.
    pub does: String,
}

/// A team, and what an administrator may do about it.
#[derive(Clone, Copy, Debug)]
pub struct TeamPage<'p> {
    /// Which.
    pub line: &'p TeamLine,
    /// Its postcodes: what forms call them, and in words.
    pub areas: &'p [(String, String)],
    /// Who is in it.
    pub members: &'p [MemberLine],
    /// Who may be, `(id, name and what they are)`.
    pub staff: &'p [(String, String)],
}

/// All teams, the organisation's own desk in words, and making one.
#[must_use]
pub fn teams(frame: &Frame<'_>, all: &[TeamLine], own_desk: &[String]) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("teams-text")) }
        @for team in all {
            section.card {
                h2 { a href={ "/web/teams/" (team.id) } { (team.name) } }
                @for fact in &team.facts { p { (fact) } }
            }
        }
        section.card {
            h2 { (word("desk-at-organisation")) }
            p { (word("teams-own-text")) }
            @for fact in own_desk { p { (fact) } }
        }
        section.card {
            h2 { (word("teams-make")) }
            form method="post" action="/web/teams" {
                (frame.field("name", &word("teams-name"), &word("teams-name-hint"), ""))
                button.main type="submit" name="act" value="make" { (word("teams-make")) }
            }
        }
    };
    frame.page(&word("teams-title"), &body)
}

/// One of them.
#[must_use]
pub fn team(frame: &Frame<'_>, shown: &TeamPage<'_>) -> String {
    let word = |key: &str| frame.word(key);
    let action = format!("/web/teams/{}", shown.line.id);
    let body = html! {
        section.card { @for fact in &shown.line.facts { p { (fact) } } }
        section.card {
            h2 { (word("teams-members")) }
            @if shown.members.is_empty() { p { (word("teams-nobody")) } }
            (listed(&action, ("out", "account"), &word("teams-out"),
                shown.members.iter().map(|one| (one.id.as_str(), one.name.as_str(), one.does.as_str()))))
            (let_in(frame, shown, &action))
        }
        section.card {
            h2 { (word("teams-areas")) }
            p { (word("teams-areas-text")) }
            (listed(&action, ("noarea", "area"), &word("teams-area-out"),
                shown.areas.iter().map(|(id, text)| (id.as_str(), text.as_str(), ""))))
            form method="post" action=(action) {
                (frame.field("first", &word("teams-area-first"), &word("teams-area-hint"), ""))
                (frame.field("last", &word("teams-area-last"), "", ""))
                button type="submit" name="act" value="area" { (word("teams-area-in")) }
            }
        }
        section.card {
            h2 { (word("teams-rename")) }
            form method="post" action=(action) {
                (frame.field("name", &word("teams-name"), "", &shown.line.name))
                button type="submit" name="act" value="rename" { (word("ui-all-save")) }
            }
        }
        section.card {
            h2 { (word("teams-end")) }
            p { (word("teams-end-text")) }
            details {
                summary { (word("teams-end-do")) }
                form method="post" action=(action) {
                    button.danger type="submit" name="act" value="end" { (word("teams-end-do")) }
                }
            }
        }
        p { a href="/web/teams" { (word("ui-all-back")) } }
    };
    frame.page(&shown.line.name, &body)
}

/// Rows, each with a button that says of which it is.
fn listed<'l>(
    action: &str,
    (act, input): (&str, &str),
    text: &str,
    rows: impl Iterator<Item = (&'l str, &'l str, &'l str)>,
) -> Markup {
    html! {
        @for (id, name, about) in rows {
            form method="post" action=(action) {
                p { strong { (name) } @if !about.is_empty() { br; (about) } }
                input type="hidden" name=(input) value=(id);
                button type="submit" name="act" value=(act) { (text) ": " (name) }
            }
        }
    }
}

fn let_in(frame: &Frame<'_>, shown: &TeamPage<'_>, action: &str) -> Markup {
    let word = |key: &str| frame.word(key);
    let none = word("admin-choose");
    let staff = shown.staff.iter().map(|(id, name)| (id.as_str(), name.as_str()));
    let answers: Vec<(&str, &str)> = [("", none.as_str())].into_iter().chain(staff).collect();
    html! {
        form method="post" action=(action) {
            (frame.choice("account", &word("teams-who"), "", &answers))
            fieldset {
                legend { (word("teams-does")) }
                (frame.tick("helps", &word("teams-does-help")))
                (frame.tick("desk", &word("teams-does-desk")))
            }
            button.main type="submit" name="act" value="in" { (word("teams-in")) }
        }
    }
}

/// Who waits where the reader sits.
#[must_use]
pub fn desk(frame: &Frame<'_>, waits: &WaitsHere) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        @if waits.rows.is_empty() { p { (word("desk-none")) } }
        @for row in &waits.rows {
            section.card {
                h2 { a href={ "/web/of/" (row.case) "/page/sign-up" } { (row.name) } }
                @if !row.desk_text.is_empty() { p.quiet { (row.desk_text) } }
                p { (row.asked_text) }
                p class=[row.presses.then_some("refused")] { (row.promise_text) }
            }
        }
        p { a href="/web/clients" { (word("ui-all-back")) } }
    };
    frame.page(&word("desk-title"), &body)
}
