//! Pages: screens that are said and not drawn one by one. What is read, asked and pressed comes in one shape, so that a shell
//! draws one kind of screen for all of them, and a new page is words and rules here and nothing there (ADR-0025).
//!
//! A page is asked for by its route, such as `goals` or `form/schaal`. What somebody typed goes back with what they pressed.

use std::sync::Arc;

use opstap_content::Words;
use opstap_domain::ids::Role;
use opstap_domain::letters::read_day;
use opstap_domain::{Date, Phrase};
use serde::Serialize;
use uuid::Uuid;

use crate::device::Opstap;
use crate::error::OpstapError;

mod asking;
#[cfg(feature = "bank")]
mod bank;
#[cfg(feature = "contact")]
mod consents;
#[cfg(feature = "contact")]
mod contact;
mod diary;
mod events;
mod forms;
mod goals;
mod moments;
mod offer;
#[cfg(feature = "helpers")]
mod prompts;
mod reach;
mod sign_up;
mod talks;
#[cfg(feature = "editors")]
mod tried;

/// The place of what is not there yet, after its kind: `goal/new`.
const NEW: &str = "new";

/// A screen, ready to draw from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What asks for it again.
    pub route: String,
    /// What stands above it.
    pub title: String,
    /// What is on it.
    pub parts: Vec<PagePart>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PagePart {
    /// How it is drawn.
    pub kind: PartKind,
    /// Its first words: of a heading, a row, a question or a button. May be empty.
    pub title: String,
    /// Its other words. May be empty.
    pub text: String,
    /// Where a tap on it leads: the route of a page.
    pub to: Option<String>,
    /// What pressing it does: for [`Opstap::press`].
    pub act: Option<String>,
    /// What can be typed or chosen.
    pub input: Option<PageInput>,
}

/// How a part is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// A heading within the page.
    Heading,
    /// Words to read.
    Text,
    /// Words that may be overlooked.
    Quiet,
    /// Words that must not be overlooked.
    Warning,
    /// Something of a list.
    Row,
    /// A question, with what was answered.
    Input,
    /// The one button that most people press.
    Main,
    /// Another button.
    Button,
    /// A button for what cannot be taken back: a shell asks again before it presses.
    Danger,
}

/// Something to type or to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageInput {
    /// By which it goes back.
    pub key: String,
    /// What it takes.
    pub kind: InputKind,
    /// What is there now, as it was typed; a day as `2026-11-24`.
    pub value: String,
    /// What to choose from.
    pub options: Vec<PageOption>,
    /// Why what was typed cannot be read; empty when it can.
    pub trouble: String,
    /// Goes to [`Opstap::type_on_page`] at each change, and is kept by that.
    pub kept: bool,
}

/// What an input takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// A line.
    Text,
    /// A few lines.
    Long,
    /// A number.
    Number,
    /// An amount.
    Money,
    /// A day.
    Day,
    /// A number from 0 to 10.
    Scale,
    /// One of the options.
    Choice,
    /// Any of the options: their keys, with `; ` between them.
    Choices,
    /// A file of the person: its bytes go to [`Opstap::give_to_page`], not back with what is pressed.
    File,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageOption {
    /// What goes back.
    pub key: String,
    /// Its words.
    pub text: String,
    /// It is chosen.
    pub chosen: bool,
}

/// What came of pressing something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pressed {
    /// What to say for a moment; may be empty.
    pub said: String,
    /// Where to go; `None`: the same page, as it is now.
    pub to: Option<String>,
}

/// What stood in the inputs of a page, by key.
pub type TypedInputs = [(String, String)];

impl Opstap {
    /// A page.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] for a route that is none, and for what is not there any more; [`OpstapError::NotAllowed`] for
    /// somebody else's page.
    pub fn page(&self, case: Option<Uuid>, route: &str) -> Result<Page, OpstapError> {
        let mut sheet = Sheet { words: self.words(), parts: Vec::new() };
        let (place, id) = split(route);
        let title = match place {
            "more" => more(self, case, &mut sheet),
            "forms" => forms::list(self, case, &mut sheet)?,
            "form" => forms::one(self, case, id, &mut sheet)?,
            "shared" => forms::shared(self, case, &mut sheet)?,
            "goals" => goals::list(self, case, &mut sheet)?,
            "goal" => goals::one(self, case, id, &mut sheet)?,
            "marks" => goals::marks(self, case, &mut sheet)?,
            "events" => events::list(self, case, &mut sheet)?,
            "event" => events::one(self, case, id, &mut sheet)?,
            "moments" => moments::page(self, case, &mut sheet)?,
            #[cfg(feature = "helpers")]
            "new-moments" => moments::offer_page(self, &mut sheet)?,
            "reach" => reach::page(self, &mut sheet)?,
            "talks" => talks::list(self, case, &mut sheet)?,
            "talk" => talks::one(self, case, id, &mut sheet)?,
            "looks" => talks::looks(self, case, &mut sheet)?,
            #[cfg(feature = "bank")]
            "bank" => bank::page(self, case, &mut sheet)?,
            #[cfg(feature = "contact")]
            "consents" => consents::page(self, case, &mut sheet)?,
            #[cfg(feature = "contact")]
            "contact" => contact::page(self, case, &mut sheet)?,
            "diary" if id.is_empty() => diary::list(self, &mut sheet)?,
            "diary" => diary::one(self, id, &mut sheet)?,
            "offer" => offer::page(self, case, id, &mut sheet)?,
            #[cfg(feature = "helpers")]
            "prompts" => prompts::page(self, case, &mut sheet)?,
            "ask" => asking::page(self, id, &mut sheet)?,
            "kept" => asking::kept(self, &mut sheet)?,
            "sign-up" => sign_up::page(self, case, &mut sheet)?,
            _ => return Err(OpstapError::Unknown { what: "page" }),
        };
        Ok(Page { route: route.to_owned(), title, parts: sheet.parts })
    }

    /// Keeps what somebody is typing in an input of a page that says so, and gives the page as it is then.
    ///
    /// # Errors
    ///
    /// As [`Opstap::page`].
    pub fn type_on_page(
        &self,
        case: Option<Uuid>,
        route: &str,
        key: &str,
        typed: &str,
    ) -> Result<Page, OpstapError> {
        match split(route) {
            ("form", id) => drop(self.answer_form(case, id, key, typed)?),
            ("ask", _) => self.keep_answer(key, typed)?,
            _ => {}
        }
        self.page(case, route)
    }

    /// Gives a page the file that it asks for, and gives the page as it is then: above it stands what came of the file. What is
    /// wrong with one stands there too, and then nothing of it was kept.
    ///
    /// # Errors
    ///
    /// As [`Opstap::page`]; [`OpstapError::Refused`] for a file that cannot be opened, [`OpstapError::Unknown`] for a page that
    /// asks for none.
    #[cfg(feature = "bank")]
    pub fn give_to_page(
        &self,
        case: Option<Uuid>,
        route: &str,
        path: &std::path::Path,
    ) -> Result<Page, OpstapError> {
        let file = std::fs::File::open(path);
        let mut file =
            file.map_err(|_| OpstapError::refused("file", Phrase::new("refused-file-unreadable")))?;
        let mut sheet = Sheet { words: self.words(), parts: Vec::new() };
        let title = match route {
            "bank" => bank::give(self, case, &mut file, &mut sheet)?,
            _ => return Err(OpstapError::Unknown { what: "page" }),
        };
        Ok(Page { route: route.to_owned(), title, parts: sheet.parts })
    }

    /// Presses something on a page, with what stands in its inputs.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Refused`] names the input that cannot be taken; as [`Opstap::page`] otherwise. Nothing was changed then.
    pub fn press(
        &self,
        case: Option<Uuid>,
        route: &str,
        act: &str,
        typed: &TypedInputs,
    ) -> Result<Pressed, OpstapError> {
        let words = self.words();
        let (place, id) = split(route);
        let (said, to) = match place {
            "form" | "shared" => forms::press(self, case, id, act, typed)?,
            "goals" | "goal" | "marks" => goals::press(self, case, id, act, typed)?,
            "event" => events::press(self, case, id, act)?,
            "moments" | "new-moments" => moments::press(self, case, act, typed)?,
            "talks" | "talk" => talks::press(self, case, id, act, typed)?,
            #[cfg(feature = "bank")]
            "bank" => bank::press(self, case, act)?,
            #[cfg(feature = "contact")]
            "consents" => consents::press(self, case, act)?,
            #[cfg(feature = "contact")]
            "contact" => contact::press(self, case, act, typed)?,
            "diary" => diary::press(self, id, act, typed)?,
            "offer" => offer::press(self, case, id, act, typed)?,
            #[cfg(feature = "helpers")]
            "prompts" => prompts::press(self, case, act, typed)?,
            "ask" => asking::press(self, id, act, typed)?,
            "kept" => asking::press_kept(self, case, act)?,
            "sign-up" => sign_up::press(self, case, act, typed)?,
            _ => return Err(OpstapError::Unknown { what: "page" }),
        };
        let said = if said.is_empty() { String::new() } else { words.text(said) };
        Ok(Pressed { said, to })
    }
}

/// What there is of pages, for who uses this device.
fn more(device: &Opstap, case: Option<Uuid>, sheet: &mut Sheet) -> String {
    if matches!(device.sign_up_file(case), Ok(Some(_))) {
        sheet.leads("triage-title", "sign-up");
    }
    let all = [
        ("reach-title", "reach", None, ""),
        (moments::title(device), "moments", Some("agenda"), "moment"),
        ("event-title", "events", Some("agenda"), "attendance"),
        ("form-title", "forms", Some("goals"), "form_answers"),
        ("goals-title", "goals", Some("goals"), ""),
        ("talks-title", "talks", Some(""), ""),
        ("offer-title", "offer", Some("budget"), ""),
    ];
    // A coach is not led to what the client does not share.
    let sight = device.sight(case).ok();
    let sees =
        |part: Option<&str>| part.is_none_or(|part| sight.as_ref().is_none_or(|sight| sight.sees(part)));
    for (key, to, part, kind) in all {
        if sees(part) && !device.hides(case, kind) {
            sheet.leads(key, to);
        }
    }
    #[cfg(feature = "helpers")]
    if device.role() == Some(Role::Counsellor) {
        sheet.leads("prompts-title", "prompts");
    }
    let client = device.role() == Some(Role::Client);
    if client {
        #[cfg(feature = "bank")]
        sheet.leads("bank-title", "bank");
        sheet.leads("diary-title", "diary");
        sheet.leads("sign-up-code-way", "kept");
    }
    sheet.leads("looks-title", "looks");
    #[cfg(feature = "contact")]
    if device.role() != Some(Role::Coach) {
        sheet.leads("contact-title", "contact");
        sheet.leads("consent-title", "consents");
    }
    sheet.words.text(if client { "page-more-mine" } else { "page-more" })
}

/// The place and what comes after it.
fn split(route: &str) -> (&str, &str) {
    route.split_once('/').unwrap_or((route, ""))
}

/// An id in a route or an act. What is none is not there.
fn id_of(text: &str) -> Result<Uuid, OpstapError> {
    Uuid::parse_str(text).map_err(|_| OpstapError::Unknown { what: "record" })
}

/// What was typed; nothing where the input is empty.
fn typed_in<'t>(typed: &'t TypedInputs, key: &str) -> Option<&'t str> {
    let found = typed.iter().find(|(known, _)| known == key).map(|(_, value)| value.trim());
    found.filter(|value| !value.is_empty())
}

/// The day that was typed, where one was.
fn day_in(typed: &TypedInputs, key: &str) -> Result<Option<Date>, OpstapError> {
    let Some(text) = typed_in(typed, key) else { return Ok(None) };
    let day = read_day(text);
    day.map(Some).ok_or_else(|| OpstapError::refused(key, Phrase::new("form-not-a-day")))
}

/// A page that is being written.
struct Sheet {
    words: Arc<Words>,
    parts: Vec<PagePart>,
}

impl Sheet {
    fn part(&mut self, kind: PartKind, title: String, text: String) -> &mut PagePart {
        self.parts.push(PagePart { kind, title, text, to: None, act: None, input: None });
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }

    fn heading(&mut self, title: String) {
        self.part(PartKind::Heading, title, String::new());
    }

    fn says(&mut self, kind: PartKind, key: &str) {
        let text = self.words.text(key);
        self.part(kind, String::new(), text);
    }

    /// Words to read, where there are any.
    fn text(&mut self, kind: PartKind, text: &str) {
        if !text.is_empty() {
            self.part(kind, String::new(), text.to_owned());
        }
    }

    fn row(&mut self, title: &str, text: &str, to: String) {
        self.part(PartKind::Row, title.to_owned(), text.to_owned()).to = Some(to);
    }

    /// A row that leads to another page, by the key of its words.
    fn leads(&mut self, key: &str, to: &str) {
        let title = self.words.text(key);
        self.row(&title, "", to.to_owned());
    }

    fn button(&mut self, kind: PartKind, key: &str, act: &str) {
        let title = self.words.text(key);
        self.part(kind, title, String::new()).act = Some(act.to_owned());
    }

    fn input(&mut self, title: &str, kind: InputKind, key: &str, value: &str) -> &mut PageInput {
        let part = self.part(PartKind::Input, title.to_owned(), String::new());
        part.input.insert(PageInput {
            key: key.to_owned(),
            kind,
            value: value.to_owned(),
            options: Vec::new(),
            trouble: String::new(),
            kept: false,
        })
    }

    fn asks(&mut self, key: &str, kind: InputKind, input: &str, value: &str) {
        let title = self.words.text(key);
        self.input(&title, kind, input, value);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_route_is_split_and_any_day_is_read_or_refused(route in ".{0,60}", text in ".{0,40}") {
            let (place, id) = split(&route);
            prop_assert!(place.len() + id.len() <= route.len());
            let typed = [("on".to_owned(), text.clone())];
            match day_in(&typed, "on") {
                Ok(None) => prop_assert!(text.trim().is_empty()),
                Ok(Some(day)) => prop_assert!(read_day(&text) == Some(day)),
                Err(why) => prop_assert_eq!(why.code(), "refused"),
            }
        }
    }
}
