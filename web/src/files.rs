//! Files with messages and letters: what there is, and a place to add some.

use maud::{Markup, html};
use opstap::FileRow;

use crate::Frame;

/// Kinds that every browser shows.
pub const PICTURES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// What goes with something: pictures as such, anything else by its name.
pub(crate) fn files(frame: &Frame<'_>, files: &[FileRow]) -> Markup {
    html! {
        @for file in files {
            p.file {
                a href=(frame.to(&format!("file/{}", file.id))) {
                    @if PICTURES.contains(&file.media.as_str()) && !file.place.can_fetch() {
                        img src=(frame.to(&format!("file/{}", file.id))) alt=(file.name) loading="lazy";
                    } @else {
                        (frame.word("ui-files-title")) ": " (file.name)
                    }
                }
                span.quiet { " " (file.size_text) }
            }
        }
    }
}

/// A form that brings files: with a few words of its own where these are a message.
pub(crate) fn adding(frame: &Frame<'_>, place: &str, says: bool) -> Markup {
    let word = |key: &str| frame.word(key);
    let refused = frame.refusal.is_some_and(|refusal| refusal.field == "file");
    html! {
        details open[refused] {
            summary { (word("web-files-add")) }
            form.card method="post" enctype="multipart/form-data" action=(frame.to(place)) {
                @if says { (frame.area("with", &word("web-files-with"), "", "", 3)) }
                label for="file" { (word("web-files-choose")) }
                p.hint id="file-hint" { (word("web-files-hint")) }
                (frame.beside("file"))
                input type="file" id="file" name="file" multiple accept="image/*,application/pdf,audio/*"
                    aria-describedby="file-hint file-refused";
                button type="submit" { (word("web-files-send")) }
            }
        }
    }
}
