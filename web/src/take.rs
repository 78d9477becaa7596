//! Yours to take.

use maud::html;

use crate::Frame;

/// What there is to take: files and the keys of their names.
pub const FILES: [(&str, &str); 3] =
    [("opstap.pdf", "web-take-pdf"), ("opstap.html", "web-take-page"), ("opstap.json", "web-take-json")];

/// All of a case that its reader may see, as files; `tables` are those for a spreadsheet.
#[must_use]
pub fn take(frame: &Frame<'_>, tables: &[&str]) -> String {
    let body = html! {
        p { (frame.word("web-take-text")) }
        ul {
            @for (file, key) in FILES {
                li { a download href=(frame.to(&format!("take/{file}"))) { (frame.word(key)) } " " span.quiet { (file) } }
            }
        }
        h2 { (frame.word("web-take-tables")) }
        ul {
            @for table in tables {
                li { a download href=(frame.to(&format!("take/{table}.csv"))) { (frame.word(&format!("web-take-{table}"))) } }
            }
        }
        p.quiet { (frame.word("export-open")) }
    };
    frame.page(&frame.word("web-take-title"), &body)
}
