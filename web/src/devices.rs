//! Where somebody is signed in, and ending that.

use maud::html;

use crate::Frame;

/// A phone or a browser of the reader's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceLine {
    /// What a form calls it.
    pub id: String,
    /// What it was called when it was paired.
    pub label: String,
    /// Since when, in words.
    pub since: String,
    /// When it was last used, in words.
    pub last: String,
    /// It is the one that reads this.
    pub here: bool,
}

/// All of them, the one that was used last first. `own`: the reader signs in by themselves, or may; what the way there is
/// called.
#[must_use]
pub fn devices(frame: &Frame<'_>, all: &[DeviceLine], own: Option<&str>) -> String {
    let word = |key: &str| frame.word(key);
    let body = html! {
        p { (word("web-devices-text")) }
        @for device in all {
            section.card {
                h2 { (device.label) }
                p.quiet { (device.since) }
                p.quiet { (device.last) }
                @if device.here { p { (word("web-devices-here")) } } @else {
                    details {
                        summary { (word("web-devices-end")) }
                        p { (word("web-devices-gone")) }
                        form method="post" action="/web/devices" {
                            input type="hidden" name="device" value=(device.id);
                            button.danger type="submit" name="act" value="end" { (word("web-devices-end")) }
                        }
                    }
                }
            }
        }
        @if let Some(own) = own { p { a href="/web/own" { (own) } } }
        p { a href="/web/today" { (word("ui-all-back")) } }
    };
    frame.page(&word("web-devices-title"), &body)
}
