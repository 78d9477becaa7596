//! People who work here and whose organisation has no provider: in with a passphrase and a code of an app, and where they
//! set that up.

use maud::{Markup, html};

use crate::Frame;

/// What the page before there is a person has to say.
#[derive(Clone, Copy, Debug)]
pub struct OwnDoor<'p> {
    /// Organisations whose staff sign in like this, by what forms call them and what people do.
    pub orgs: &'p [(String, &'p str)],
}

/// An app that is not set up yet.
#[derive(Clone)]
pub struct AppShown {
    /// What the form sends back of it.
    pub sealed: String,
    /// What is typed into the app, where no camera is.
    pub secret: String,
    /// A picture for a camera: its side, and its dark squares as a path.
    pub squares: Option<(usize, String)>,
}

impl std::fmt::Debug for AppShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppShown(…)")
    }
}

/// What a person's own page has to say.
#[derive(Clone, Copy, Debug)]
pub struct OwnPage<'p> {
    /// The name that they sign in with; empty: none yet.
    pub name: &'p str,
    /// Since when it is set, in words; `None`: it is not.
    pub set: Option<&'p str>,
    /// What their app knows can be opened.
    pub opens: bool,
    /// The app to set up.
    pub app: &'p AppShown,
}

/// Asks for the organisation, where there are several, and for the name, the passphrase and the code.
#[must_use]
pub fn own_door(frame: &Frame<'_>, shown: &OwnDoor<'_>) -> String {
    let word = |key: &str| frame.word(key);
    let orgs: Vec<(&str, &str)> = shown.orgs.iter().map(|(org, name)| (org.as_str(), *name)).collect();
    let body = html! {
        @if orgs.is_empty() { p { (word("web-own-nobody")) } } @else {
            form method="post" action="/web/in/own" {
                @if let [(org, _)] = orgs.as_slice() { input type="hidden" name="org" value=(org); }
                @else { (frame.choice("org", &word("web-staff-choose"), "", &orgs)) }
                (frame.remembered("text", "username", "name", &word("web-own-name"), ""))
                (frame.remembered("password", "current-password", "passphrase", &word("web-own-passphrase"), ""))
                (frame.remembered("text", "one-time-code", "code", &word("web-own-code"), &word("web-own-code-hint")))
                button.main type="submit" { (word("web-own-go")) }
            }
            p.hint { (word("web-own-help")) }
        }
        p { a href="/web/in" { (word("web-staff-code")) } }
    };
    frame.page(&word("web-own-title"), &body)
}

/// Where a person sets it up, changes or ends it.
#[must_use]
pub fn own(frame: &Frame<'_>, shown: &OwnPage<'_>) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("web-own-text")) }
        @if let Some(since) = shown.set {
            p { (since) }
            @if !shown.opens { p.refused role="alert" { (word("web-own-unopened-own")) } }
            h2 { (word("web-own-change")) }
        }
        form method="post" action="/web/own" {
            (frame.remembered_as("text", "username", "name", [&word("web-own-name"), &word("web-own-name-hint"), shown.name]))
            (frame.remembered("password", "new-password", "passphrase", &word("web-own-new"), &word("web-own-new-hint")))
            (frame.remembered("password", "new-password", "again", &word("web-own-again"), ""))
            (app(frame, shown.app))
            (frame.remembered("text", "one-time-code", "code", &word("web-own-code"), &word("web-own-first-code")))
            @if shown.set.is_some() {
                (frame.remembered("password", "current-password", "now", &word("web-own-now"), &word("web-own-now-hint")))
            }
            button.main type="submit" name="act" value="set" { (word("web-own-save")) }
        }
        @if shown.set.is_some() {
            h2 { (word("web-own-end-title")) }
            p { (word("web-own-end-text")) }
            form method="post" action="/web/own" {
                (frame.remembered("password", "current-password", "now-end", &word("web-own-now"), &word("web-own-now-hint")))
                button.danger type="submit" name="act" value="end" { (word("web-own-end")) }
            }
        }
        p { a href="/web/devices" { (word("ui-all-back")) } }
    };
    frame.page(&word("web-own-page-title"), &body)
}

fn app(frame: &Frame<'_>, app: &AppShown) -> Markup {
    let letters: Vec<char> = app.secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    html! {
        h2 { (frame.word("web-own-app")) }
        p { (frame.word("web-own-app-text")) }
        @if let Some((side, path)) = &app.squares {
            svg.qr viewBox={ "-4 -4 " (side + 8) " " (side + 8) } role="img" aria-label=(frame.word("web-own-qr")) {
                rect x="-4" y="-4" width=(side + 8) height=(side + 8) fill="#fff" {}
                path d=(path) fill="#000" {}
            }
        }
        p { (frame.word("web-own-by-hand")) }
        p.large.code { (groups.join(" ")) }
        input type="hidden" name="app" value=(app.sealed);
    }
}
