//! What stands around every page.

use std::collections::BTreeSet;

use maud::{DOCTYPE, Markup, html};
use opstap::{Feature, ReachSummary, Sight, Words};

use crate::Look;

/// Where somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before there is a person.
    Door,
    /// A helper's list of clients.
    Clients,
    /// What is next.
    Today,
    /// The programme, and its tasks.
    Programme,
    /// The budget, and its lines.
    Money,
    /// The conversation.
    Messages,
    /// Ways to all the rest, and pages that the core says.
    Folder,
    /// The texts of an organisation.
    Texts,
    /// News of an organisation for a group that fits.
    News,
    /// The people who work for an organisation.
    People,
    /// The teams of an organisation.
    Teams,
    /// How long cases are kept.
    Keeping,
    /// What is connected to other systems.
    Connections,
    /// How an organisation is reached.
    Reach,
    /// How an organisation's pages look.
    Look,
    /// What an organisation offers.
    Features,
}

impl Place {
    /// Its word in the address, and the key of its name.
    const fn way(self) -> (&'static str, &'static str) {
        match self {
            Self::Door => ("in", "ui-pair-title"),
            Self::Clients => ("clients", "ui-nav-caseload"),
            Self::Today => ("today", "ui-nav-today"),
            Self::Programme => ("programme", "ui-nav-programme"),
            Self::Money => ("money", "ui-nav-budget"),
            Self::Messages => ("messages", "ui-nav-conversation"),
            Self::Folder => ("more", "ui-nav-me"),
            Self::Texts => ("content", "editor-nav"),
            Self::News => ("news", "news-nav"),
            Self::People => ("people", "admin-nav-people"),
            Self::Teams => ("teams", "admin-nav-teams"),
            Self::Keeping => ("keeping", "admin-nav-keeping"),
            Self::Connections => ("connections", "admin-nav-connections"),
            Self::Reach => ("reach", "admin-nav-reach"),
            Self::Look => ("look", "admin-nav-look"),
            Self::Features => ("features", "admin-nav-features"),
        }
    }
}

/// A page's surroundings.
#[derive(Clone, Debug)]
pub struct Frame<'p> {
    /// The reader's words.
    pub words: &'p Words,
    /// The key of this page alone, of letters and digits: what is pressed twice is done once. Empty before there is a person.
    pub key: String,
    /// What addresses of a case begin with: `/web`, or `/web/of/<case>` for a helper.
    pub base: String,
    /// Where this is.
    pub here: Place,
    /// The reader helps: above the ways of a case there is the list of clients.
    pub helps: bool,
    /// The places of a reader who has no cases, the first one first: who writes for an organisation, or administers it. Empty for others.
    pub desks: &'static [Place],
    /// Whose case a helper looks at.
    pub about: Option<&'p str>,
    /// What the reader sees of it; `None`: all that there is.
    pub sight: Option<Sight>,
    /// How the reader's organisation is reached, for who is helped by it.
    pub reach: Option<ReachSummary>,
    /// How the pages of the reader's organisation look, where it chose anything.
    pub look: Option<Look>,
    /// What that organisation leaves out.
    pub left_out: BTreeSet<Feature>,
    /// What was just done, in words; may be empty.
    pub told: &'p str,
    /// Why something was not done.
    pub refusal: Option<&'p Refusal>,
}

/// Why something was not done, and what had been typed: none of it is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The input that it is about; empty when it is about all of it.
    pub field: String,
    /// One sentence.
    pub text: String,
    /// What stood in the inputs.
    pub typed: Vec<(String, String)>,
}

impl Refusal {
    fn typed(&self, key: &str) -> Option<&str> {
        self.typed.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }
}

impl Frame<'_> {
    pub(crate) fn word(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// Whether the reader sees a part that the client can share.
    #[must_use]
    pub fn sees(&self, part: &str) -> bool {
        self.sight.as_ref().is_none_or(|sight| sight.sees(part))
    }

    /// Whether the reader sees what is at this place: the words of its address.
    #[must_use]
    pub fn sees_place(&self, place: &str) -> bool {
        part_of(place).is_none_or(|part| self.sees(part))
    }

    /// Whether the organisation offers this.
    #[must_use]
    pub fn offers(&self, feature: Feature) -> bool {
        !self.left_out.contains(&feature)
    }

    /// The address of something of this case.
    pub(crate) fn to(&self, place: &str) -> String {
        format!("{}/{place}", self.base)
    }

    /// What an input shows: what was typed before it was refused, else what is known.
    pub(crate) fn shown<'v>(&'v self, key: &str, known: &'v str) -> &'v str {
        self.refusal.and_then(|refusal| refusal.typed(key)).unwrap_or(known)
    }

    /// The sentence beside an input that was refused.
    pub(crate) fn beside(&self, key: &str) -> Markup {
        let refusal = self.refusal.filter(|refusal| refusal.field == key);
        html! { @if let Some(refusal) = refusal { p.refused id={ (key) "-refused" } { (refusal.text) } } }
    }

    /// A label with a line to type in.
    pub(crate) fn field(&self, key: &str, label: &str, hint: &str, known: &str) -> Markup {
        self.input("text", None, key, [label, hint, known])
    }

    /// A label with a day to choose.
    pub(crate) fn day(&self, key: &str, label: &str, known: &str) -> Markup {
        self.input("date", None, key, [label, "", known])
    }

    /// Whether a field was refused, and the ids of what stands beside it, for who hears the page.
    pub(crate) fn around(&self, key: &str, hint: &str) -> (bool, Option<String>) {
        let refused = self.refusal.is_some_and(|refusal| refusal.field == key);
        let hinted = (!hint.is_empty()).then(|| format!("{key}-hint"));
        let beside: Vec<String> =
            hinted.into_iter().chain(refused.then(|| format!("{key}-refused"))).collect();
        (refused, (!beside.is_empty()).then(|| beside.join(" ")))
    }

    /// A label with an input of a sort, which may have a list of proposals.
    pub(crate) fn input(&self, sort: &str, list: Option<&str>, key: &str, texts: [&str; 3]) -> Markup {
        self.line(sort, list, "off", key, texts)
    }

    /// A label with an input that a browser or a password manager may fill in: `what` says with what.
    pub(crate) fn remembered(&self, sort: &str, what: &str, key: &str, label: &str, hint: &str) -> Markup {
        self.remembered_as(sort, what, key, [label, hint, ""])
    }

    /// The same, where something is known.
    pub(crate) fn remembered_as(&self, sort: &str, what: &str, key: &str, texts: [&str; 3]) -> Markup {
        self.line(sort, None, what, key, texts)
    }

    fn line(
        &self,
        sort: &str,
        list: Option<&str>,
        filled: &str,
        key: &str,
        [label, hint, known]: [&str; 3],
    ) -> Markup {
        let (refused, beside) = self.around(key, hint);
        html! {
            label for=(key) { (label) }
            @if !hint.is_empty() { p.hint id={ (key) "-hint" } { (hint) } }
            (self.beside(key))
            input type=(sort) id=(key) name=(key) value=(self.shown(key, known)) list=[list] autocomplete=(filled)
                aria-invalid=[refused.then_some("true")]
                aria-describedby=[beside];
        }
    }

    /// A label with a place for some lines.
    pub(crate) fn area(&self, key: &str, label: &str, hint: &str, known: &str, rows: u32) -> Markup {
        let (refused, beside) = self.around(key, hint);
        html! {
            label for=(key) { (label) }
            @if !hint.is_empty() { p.hint id={ (key) "-hint" } { (hint) } }
            (self.beside(key))
            textarea id=(key) name=(key) rows=(rows) aria-invalid=[refused.then_some("true")]
                aria-describedby=[beside] {
                // A browser leaves out a first line end.
                @if self.shown(key, known).starts_with('\n') { "\n" }
                (self.shown(key, known))
            }
        }
    }

    /// A box to tick.
    pub(crate) fn tick(&self, key: &str, label: &str) -> Markup {
        let ticked = self.shown(key, "") == "yes";
        html! {
            (self.beside(key))
            label.choice { input type="checkbox" name=(key) value="yes" checked[ticked]; (label) }
        }
    }

    /// A label with answers to choose one from.
    pub(crate) fn choice(&self, key: &str, label: &str, known: &str, answers: &[(&str, &str)]) -> Markup {
        let shown = self.shown(key, known);
        html! {
            label for=(key) { (label) }
            (self.beside(key))
            select id=(key) name=(key) {
                @for (answer, text) in answers { option value=(answer) selected[*answer == shown] { (text) } }
            }
        }
    }

    /// Said beside what has two versions.
    pub(crate) fn contested(&self, contested: bool) -> Markup {
        html! { @if contested { " " a.state href=(self.to("conflicts")) { (self.word("ui-all-contested")) } } }
    }

    /// A way to how something came to be.
    pub(crate) fn before(&self, id: &impl std::fmt::Display) -> Markup {
        html! { p { a href=(self.to(&format!("history/{id}"))) { (self.word("ui-line-history")) } } }
    }

    /// A button behind a question, for what has no way back.
    pub(crate) fn danger(&self, act: &str, text: &str) -> Markup {
        html! {
            details {
                summary { (text) }
                p { (self.word("web-no-way-back")) }
                form method="post" { button.danger type="submit" name="act" value=(act) { (text) } }
            }
        }
    }

    /// A way back.
    pub(crate) fn back(&self, place: &str) -> Markup {
        html! { p { a href=(self.to(place)) { (self.word("ui-all-back")) } } }
    }

    /// The whole page.
    pub(crate) fn page(&self, title: &str, body: &Markup) -> String {
        self.whole(title, body, &html! {})
    }

    /// The same, of a page that does something while somebody types.
    pub(crate) fn live_page(&self, title: &str, body: &Markup) -> String {
        self.whole(title, body, &crate::live::script())
    }

    fn whole(&self, title: &str, body: &Markup, script: &Markup) -> String {
        let language = self.words.language().code();
        // What no input on this page is to blame for is said above all of it.
        let beside = |refusal: &Refusal| body.0.contains(&format!("id=\"{}-refused\"", refusal.field));
        let elsewhere = self.refusal.filter(|refusal| !refusal.text.is_empty() && !beside(refusal));
        let page = html! {
            (DOCTYPE)
            html lang=(language) dir="ltr" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (title) " · " (self.word("ui-app-name")) }
                    link rel="stylesheet" href=(crate::style_address());
                    @if let Some(colour) = self.look.as_ref().and_then(|look| look.colour) {
                        link rel="stylesheet" href=(crate::colour_address(colour));
                    }
                    link rel="icon" type="image/svg+xml" href=(crate::icon_address());
                    (script)
                }
                body {
                    a.skip href="#main" { (self.word("web-skip")) }
                    (self.head())
                    main id="main" {
                        @if let Some(about) = self.about { p.about { (self.word("ui-case-along")) ": " (about) } }
                        h1 { (title) }
                        @if !self.told.is_empty() { p.told role="status" { (self.told) } }
                        @if let Some(refusal) = elsewhere { p.refused role="alert" { (refusal.text) } }
                        (body)
                    }
                    @if let Some(reach) = &self.reach { (crate::reach::foot(self, reach)) }
                }
            }
        };
        crate::page_key::with_key(&page.into_string(), &self.key)
    }

    /// Whose pages these are, and ways to go. At the door of an organisation that chose nothing there is neither.
    fn head(&self) -> Markup {
        let inside = self.here != Place::Door;
        html! {
            @if inside || self.look.is_some() {
                header {
                    @if let Some(look) = &self.look { (crate::look::whose(look)) }
                    @if inside { (self.ways()) }
                }
            }
        }
    }

    fn ways(&self) -> Markup {
        let own = [Place::Today, Place::Programme, Place::Money, Place::Messages, Place::Folder];
        html! {
            nav aria-label=(self.word("ui-nav-label")) {
                @for desk in self.desks { (self.way("/web", *desk)) }
                @if self.helps && self.desks.is_empty() { (self.way("/web", Place::Clients)) }
                @if !self.helps || self.about.is_some() {
                    @for place in own.into_iter().filter(|place| self.sees_place(place.way().0)) { (self.way(&self.base, place)) }
                }
            }
            form method="post" action="/web/out" { button.quiet type="submit" { (self.word("web-sign-out")) } }
        }
    }

    fn way(&self, base: &str, place: Place) -> Markup {
        let (word, key) = place.way();
        html! {
            a href={ (base) "/" (word) } aria-current=[(self.here == place).then_some("page")] { (self.word(key)) }
        }
    }
}

/// The part of a case that a place shows: one that a client can share, or one that is not shared with a coach. `None`: what everybody
/// in the case sees.
fn part_of(place: &str) -> Option<&'static str> {
    let mut words = place.split('/');
    let first = words.next().unwrap_or_default();
    let word = if first == "page" { words.next().unwrap_or_default() } else { first };
    match word {
        "programme" | "task" => Some("programme"),
        "money" | "line" | "forecast" | "debts" | "debt" | "newdebt" | "letters" | "letter" | "newletter"
        | "profile" | "fact" | "offer" => Some("budget"),
        "messages" | "propose" => Some("conversation"),
        "agenda" | "appointment" | "newappointment" | "events" | "event" | "moments" => Some("agenda"),
        "forms" | "form" | "shared" | "goals" | "goal" | "marks" => Some("goals"),
        "deadlines" | "take" | "talks" | "talk" | "contact" | "new-moments" | "prompts" => Some("nobody's"),
        _ => None,
    }
}

/// What a coach reads of a part that the client does not share with them.
#[must_use]
pub fn unshared(frame: &Frame<'_>) -> String {
    let body = html! {
        p { (frame.word("web-unshared-text")) }
        (frame.back("today"))
    };
    frame.page(&frame.word("web-unshared"), &body)
}

/// A page that only says what went wrong, and leads back.
#[must_use]
pub fn trouble(frame: &Frame<'_>, text: &str) -> String {
    let back = match (frame.here, frame.desks) {
        (Place::Door, _) => "/web/in".to_owned(),
        (_, [first, ..]) => format!("/web/{}", first.way().0),
        _ => frame.to("today"),
    };
    let body = html! {
        p { (text) }
        p { a.main href=(back) { (frame.word("ui-all-back")) } }
    };
    frame.page(&frame.word("ui-app-name"), &body)
}
