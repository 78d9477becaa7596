//! Pages around the word of a provider: whose provider, who it vouched for and nobody knows, and asking once more.

use maud::html;

use crate::Frame;

/// Whose word a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By<'b> {
    /// People who work here, by their work account.
    Staff,
    /// Clients, by what they call it, such as DigiD.
    Clients(&'b str),
    /// Nobody can say: what a browser needed is gone.
    Nobody,
}

impl By<'_> {
    /// A sentence about it: one that names what clients call it, or one of staff.
    fn says(self, frame: &Frame<'_>, what: &str) -> String {
        match self {
            Self::Staff => frame.word(&format!("web-staff-{what}")),
            Self::Clients(name) => said(frame, &format!("web-client-{what}"), name),
            Self::Nobody => frame.word(&format!("web-in-{what}")),
        }
    }

    /// What leads there. Where brokers have several names, none of them is everybody's.
    pub(crate) fn way_in(self, frame: &Frame<'_>) -> String {
        self.says(frame, "way")
    }

    /// Where one chooses.
    const fn way(self) -> &'static str {
        match self {
            Self::Staff => "/web/in/staff",
            Self::Clients(_) => "/web/in/client",
            Self::Nobody => "/web/in",
        }
    }
}

/// A sentence with what clients call their provider in it.
fn said(frame: &Frame<'_>, key: &str, name: &str) -> String {
    frame.words.text_with(key, &[("name", name.to_owned().into())])
}

/// Organisations with a provider of their own, by what addresses call them and what people do; or why nobody was let in.
#[must_use]
pub fn by_provider(frame: &Frame<'_>, by: By<'_>, all: &[(String, &str)]) -> String {
    let body = html! {
        @if !all.is_empty() {
            p { (by.says(frame, "choose")) }
            @for (way, name) in all { div.row { p.large { a href={ (by.way()) "/" (way) } { (name) } } } }
        } @else if by != By::Nobody {
            p { a.main href=(by.way()) { (by.says(frame, "try")) } }
        }
        p { a href="/web/in" { (frame.word("web-staff-code")) } }
    };
    frame.page(&by.says(frame, "title"), &body)
}

/// Somebody whom nobody knows here yet: with a code of their own they are known from then on.
#[must_use]
pub fn stranger(frame: &Frame<'_>, by: By<'_>) -> String {
    let body = html! {
        p { (by.says(frame, "unknown-text")) }
        form method="post" action="/web/in/known" {
            (frame.field("code", &frame.word("ui-pair-code"), &frame.word("ui-pair-example"), ""))
            p.hint { (by.says(frame, "unknown-hint")) }
            button.main type="submit" { (frame.word("ui-pair-go")) }
        }
        p { a href="/web/in" { (frame.word("ui-all-back")) } }
    };
    frame.page(&frame.word("web-staff-unknown-title"), &body)
}

/// Asks a client once more who they are, before what they are about to do: `what` is its word in sentences, `place` where it
/// is done. `name` is what they call their provider.
#[must_use]
pub fn again(frame: &Frame<'_>, what: &str, place: &str, name: &str) -> String {
    let body = html! {
        p { (frame.word(&format!("web-again-{what}"))) " " (frame.word("web-again-text")) }
        @if what == "share" { p { (frame.word("web-again-kept")) } }
        p { a.main href={ "/web/confirm/" (place) } { (said(frame, "web-again-go", name)) } }
        p.hint { (said(frame, "web-again-without", name)) }
        (frame.back(place))
    };
    frame.page(&said(frame, "web-again-title", name), &body)
}
