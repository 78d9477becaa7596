//! Ways to all that has no place of its own above the page.

use maud::html;
use opstap::{Page, PagePart};

use crate::Frame;
use crate::said::parts;

/// Rows to other pages, above those of the core's own list.
#[must_use]
pub fn more(frame: &Frame<'_>, page: &Page) -> String {
    let ways = [
        ("debts", "ui-debts-title"),
        ("letters", "ui-letters-title"),
        ("forecast", "ui-forecast-title"),
        ("bank", "bank-way"),
        ("agenda", "ui-agenda-title"),
        ("deadlines", "ui-deadlines-title"),
        ("library", "ui-library-title"),
        ("profile", "ui-profile-title"),
        ("sharing", "ui-sharing-title"),
        ("conflicts", "ui-me-conflicts"),
        ("safety", "ui-safety-title"),
        ("preferences", "ui-preferences-title"),
        ("take", "web-take-title"),
        ("kept", "sign-up-code-way"),
        ("earlier", "earlier-title"),
    ];
    // What a bank says, how they want it, and the way back in, are for the client alone.
    let alone = ["bank", "preferences", "kept", "earlier"];
    let ways = ways.into_iter().filter(|(to, _)| !frame.helps || !alone.contains(to));
    let ways = ways.filter(|(to, _)| frame.sees_place(to));
    // These stand above already, in forms of their own.
    let above = |part: &&PagePart| part.to.as_deref().is_some_and(|to| ["bank", "kept"].contains(&to));
    let rows = page.parts.iter().filter(|part| !above(part)).cloned().collect();
    let page = Page { parts: rows, ..page.clone() };
    let body = html! {
        @for (to, key) in ways { div.row { p.large { a href=(frame.to(to)) { (frame.word(key)) } } } }
        @if !frame.helps { div.row { p.large { a href="/web/devices" { (frame.word("web-devices-way")) } } } }
        h2 { (page.title) }
        (parts(frame, &page))
    };
    frame.page(&frame.word("ui-me-title"), &body)
}
