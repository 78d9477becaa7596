//! What pages do while somebody types, where a browser runs scripts (ADR-0068). Each of it has its button as well, and works
//! without.

use maud::{Markup, html};

/// htmx, as its makers publish it: nothing of ours is in it.
pub const SCRIPT: &str = include_str!("../vendor/htmx/htmx.min.js");

/// What it leaves alone: addresses, styles, and the page wherever an answer is not what was asked for.
const SETTINGS: &str = r#"{"history":false,"includeIndicatorCSS":false,"noSwap":["204","304","4xx","5xx"]}"#;

/// Where it is, without what says which one it is.
const PLACE: &str = "/web/htmx.js";

/// Where pages find it: another address for another one.
#[must_use]
pub fn script_address() -> String {
    const PRINT: u64 = crate::print(SCRIPT);
    format!("{PLACE}?v={PRINT:x}")
}

/// Whether this page runs it. Nobody can type a tag.
#[must_use]
pub fn is_live(page: &str) -> bool {
    page.contains(&format!("<script src=\"{PLACE}"))
}

/// For the head of a page that runs it.
pub(crate) fn script() -> Markup {
    html! {
        meta name="htmx-config" content=(SETTINGS);
        script src=(script_address()) defer {}
    }
}

/// What a page asks while somebody types.
#[derive(Clone, Copy)]
pub(crate) struct Asks<'p> {
    /// The address, that of the form around it.
    pub(crate) to: &'p str,
    /// What its button would send.
    pub(crate) act: &'p str,
    /// The id of what the answer has in place of what stands there.
    pub(crate) part: &'p str,
    /// How long nobody types before it is asked: for words that are looked for, or for sentences.
    pub(crate) pause: Pause,
}

/// How long nobody types.
#[derive(Clone, Copy)]
pub(crate) enum Pause {
    /// Between two letters.
    Word,
    /// Between two sentences.
    Sentence,
}

impl Asks<'_> {
    /// These inputs, which ask.
    pub(crate) fn around(self, inputs: &Markup) -> Markup {
        let part = format!("#{}", self.part);
        let when = match self.pause {
            Pause::Word => "input delay:250ms",
            Pause::Sentence => "input delay:900ms",
        };
        html! {
            div hx-post=(self.to) hx-trigger=(when) hx-target=(part) hx-select=(part) hx-swap="outerHTML"
                hx-sync="this:replace" hx-vals={ r#"{"act":""# (self.act) r#""}"# } { (inputs) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_live_that_has_the_script_and_none_that_speaks_of_it() {
        let typed = "<script src=\"/web/htmx.js\"";
        assert!(is_live(&html! { head { (script()) } }.into_string()));
        assert!(!is_live(&html! { p title=(typed) { (typed) } }.into_string()));
    }

    #[test]
    fn what_is_asked_is_what_the_button_sends() {
        let asks = Asks { to: "/web/clients", act: "search", part: "found", pause: Pause::Word };
        let page = asks.around(&html! { input name="search"; }).into_string();
        assert!(
            page.starts_with("<div hx-post=\"/web/clients\"")
                && page.ends_with("<input name=\"search\"></div>")
        );
        assert!(page.contains("hx-vals=\"{&quot;act&quot;:&quot;search&quot;}\""), "{page}");
        assert!(page.contains("hx-target=\"#found\" hx-select=\"#found\""), "{page}");
    }
}
