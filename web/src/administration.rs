//! The people who work for an organisation, for who administers it.

use maud::{Markup, html};

use crate::Frame;

/// Somebody who works there, or did. What is said is in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// What addresses call them.
    pub id: String,
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: String,
    /// How many cases, how many devices, and when they were last there; for who left, since when.
    pub facts: Vec<String>,
    /// They do not work there any more.
    pub left: bool,
}

/// Somebody, and what an administrator may do about them.
#[derive(Clone, Copy, Debug)]
pub struct PersonShown<'p> {
    /// Who.
    pub line: &'p PersonLine,
    /// It is the reader.
    pub own: bool,
    /// Who may take their cases over, `(id, name)`; `None`: they have none to give.
    pub successors: Option<&'p [(String, String)]>,
    /// Being away; `None`: nobody stands in for what they do.
    pub away: Option<AwayShown<'p>>,
}

/// Somebody who is away, or may be.
#[derive(Clone, Copy, Debug)]
pub struct AwayShown<'p> {
    /// They are now.
    pub now: bool,
    /// Who may stand in, `(id, name)`.
    pub others: &'p [(String, String)],
}

/// Everybody who works there, those who left, and adding somebody in one of these roles, `(name, words)`.
#[must_use]
pub fn people(frame: &Frame<'_>, all: &[PersonLine], roles: &[(&str, &str)]) -> String {
    let word = |key: &str| frame.word(key);
    let (left, there): (Vec<_>, Vec<_>) = all.iter().partition(|line| line.left);
    let none = word("admin-choose");
    let answers: Vec<(&str, &str)> = [("", none.as_str())].into_iter().chain(roles.iter().copied()).collect();
    let body = html! {
        p { (word("admin-people-text")) }
        @for line in there { (card(line, true)) }
        section.card {
            h2 { (word("admin-people-add")) }
            form method="post" action="/web/people" {
                (frame.choice("role", &word("admin-people-role"), "", &answers))
                (frame.field("name", &word("admin-people-name"), &word("admin-people-name-hint"), ""))
                button.main type="submit" name="act" value="add" { (word("admin-people-add")) }
            }
        }
        @if !left.is_empty() {
            details {
                summary { (word("admin-people-left")) }
                @for line in left { (card(line, false)) }
            }
        }
        p { a href="/web/devices" { (word("web-devices-way")) } }
    };
    frame.page(&word("admin-people-title"), &body)
}

fn card(line: &PersonLine, way: bool) -> Markup {
    html! {
        section.card {
            h2 { @if way { a href={ "/web/people/" (line.id) } { (line.name) } } @else { (line.name) } }
            (facts(line))
        }
    }
}

fn facts(line: &PersonLine) -> Markup {
    html! {
        p.about { (line.role) }
        @for fact in &line.facts { p { (fact) } }
    }
}

/// One of them.
#[must_use]
pub fn person(frame: &Frame<'_>, shown: &PersonShown<'_>) -> String {
    let word = |key: &str| frame.word(key);
    let action = format!("/web/people/{}", shown.line.id);
    let deed = |act: &str, class: &str, text: &str| {
        html! { button class=(class) type="submit" name="act" value=(act) { (text) } }
    };
    let body = html! {
        section.card { (facts(shown.line)) }
        section.card {
            h2 { (word("admin-code")) }
            p { (word("admin-code-text")) }
            form method="post" action=(action) { (deed("code", "main", &word("admin-code"))) }
        }
        @if let Some(away) = &shown.away { (gone_for_a_while(frame, away, &action)) }
        @if !shown.own {
            section.card {
                h2 { (word("admin-end")) }
                p { (word("admin-end-text")) }
                form method="post" action=(action) { (deed("end", "danger", &word("admin-end"))) }
            }
            section.card {
                h2 { (word("admin-leave")) }
                p { (word("admin-leave-text")) }
                (leave(frame, shown, &action))
            }
        }
        p { a href="/web/people" { (word("ui-all-back")) } }
    };
    frame.page(&shown.line.name, &body)
}

/// Saying that somebody is away and who stands in, or that they are back.
fn gone_for_a_while(frame: &Frame<'_>, away: &AwayShown<'_>, action: &str) -> Markup {
    let word = |key: &str| frame.word(key);
    let none = word("admin-choose");
    let others = away.others.iter().map(|(id, name)| (id.as_str(), name.as_str()));
    let answers: Vec<(&str, &str)> = [("", none.as_str())].into_iter().chain(others).collect();
    html! {
        section.card {
            h2 { (word("admin-away")) }
            @if away.now {
                p { (word("admin-back-text")) }
                form method="post" action=(action) { button type="submit" name="act" value="back" { (word("admin-back")) } }
            } @else if away.others.is_empty() {
                p { (word("admin-away-nobody")) }
            } @else {
                p { (word("admin-away-text")) }
                form method="post" action=(action) {
                    (frame.choice("stand_in", &word("admin-away-who"), "", &answers))
                    (frame.day("back_on", &word("admin-away-day"), ""))
                    button type="submit" name="act" value="away" { (word("admin-away-do")) }
                }
            }
        }
    }
}

/// Closing an account asks once more; who has cases has to name who takes them over.
fn leave(frame: &Frame<'_>, shown: &PersonShown<'_>, action: &str) -> Markup {
    let word = |key: &str| frame.word(key);
    let close = word("admin-leave-do");
    let others: Option<Vec<(&str, &str)>> =
        shown.successors.map(|all| all.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect());
    if others.as_ref().is_some_and(Vec::is_empty) {
        return html! { p.refused { (word("admin-leave-nobody")) } };
    }
    let none = word("admin-choose");
    let open = frame.refusal.is_some_and(|refusal| refusal.field == "to" || refusal.field == "leave");
    html! {
        details open[open] {
            summary { (close) }
            (frame.beside("leave"))
            form method="post" action=(action) {
                @if let Some(others) = others {
                    @let answers: Vec<_> = [("", none.as_str())].into_iter().chain(others).collect();
                    (frame.choice("to", &word("admin-leave-to"), "", &answers))
                }
                button.danger type="submit" name="act" value="leave" { (close) }
            }
        }
    }
}
