//! Screens that are said: what is read, asked and pressed in one shape.

use opstap::Opstap;

use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, all, asked};

/// A screen, ready to draw from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Page {
    /// What asks for it again.
    pub route: String,
    /// What stands above it.
    pub title: String,
    /// What is on it.
    pub parts: Vec<PagePart>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PagePart {
    /// How it is drawn.
    pub kind: PartKind,
    /// Its first words: of a heading, a row, a question or a button. May be empty.
    pub title: String,
    /// Its other words. May be empty.
    pub text: String,
    /// Where a tap on it leads: the route of a page.
    pub to: Option<String>,
    /// What pressing it does: for `press`.
    pub act: Option<String>,
    /// What can be typed or chosen.
    pub input: Option<PageInput>,
}

/// How a part is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
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
    /// A button for what cannot be taken back: ask again before it is pressed.
    Danger,
}

/// Something to type or to choose.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
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
    /// Goes to `type` at each change, and is kept by that.
    pub kept: bool,
}

/// What an input takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
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
    /// A file: where it lies goes to `give`, and nothing of it goes back with what is pressed.
    File,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PageOption {
    /// What goes back.
    pub key: String,
    /// Its words.
    pub text: String,
    /// It is chosen.
    pub chosen: bool,
}

/// What stands in an input.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TypedInput {
    /// The input's key.
    pub key: String,
    /// What was typed, or the keys that were chosen.
    pub value: String,
}

/// What came of pressing something.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Pressed {
    /// What to say for a moment; may be empty.
    pub said: String,
    /// Where to go; nothing: the same page, as it is now.
    pub to: Option<String>,
}

service!(
    /// Screens that are said: `forms`, `shared`, `goals`, `marks`, `talks`, `looks`, `diary`, `offer`, and where they lead; before
    /// pairing `ask`, whose button `send` is [`crate::session::Session::ask_for_help`].
    Pages
);

#[uniffi::export]
impl Pages {
    /// A page by its route.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] for a route that is none, and for what is not there any more; [`CoreError::NotAllowed`] for
    /// somebody else's page.
    #[uniffi::method(default(case = None))]
    pub async fn open(&self, route: String, case: Option<CaseId>) -> Result<Page, CoreError> {
        let case = asked(case);
        let read = move |device: &Opstap| Ok(device.page(case, &route)?.into());
        self.engine.read_in(case, read).await
    }

    /// Keeps what somebody is typing in an input that says so, on this device, and gives the page as it is then.
    ///
    /// # Errors
    ///
    /// As [`Pages::open`].
    #[uniffi::method(default(case = None))]
    pub async fn keep(
        &self,
        route: String,
        typed: TypedInput,
        case: Option<CaseId>,
    ) -> Result<Page, CoreError> {
        let case = asked(case);
        let keep =
            move |device: &Opstap| Ok(device.type_on_page(case, &route, &typed.key, &typed.value)?.into());
        self.engine.write(keep).await
    }

    /// Gives a page the file that it asks for, and gives the page as it is then: above it stands what came of the file, or
    /// what is wrong with it. The core reads the file where it lies and leaves it there: a copy is the shell's to remove.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] for a file that cannot be opened; as [`Pages::open`] otherwise.
    #[uniffi::method(default(case = None))]
    pub async fn give(&self, route: String, path: String, case: Option<CaseId>) -> Result<Page, CoreError> {
        let case = asked(case);
        let give = move |device: &Opstap| Ok(device.give_to_page(case, &route, path.as_ref())?.into());
        self.engine.write(give).await
    }

    /// Presses something, with what stands in the inputs of the page.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] names the input that cannot be taken; [`CoreError::Offline`] for what asks the server; as
    /// [`Pages::open`] otherwise. Nothing was changed then.
    #[uniffi::method(default(case = None))]
    pub async fn press(
        &self,
        route: String,
        act: String,
        typed: Vec<TypedInput>,
        case: Option<CaseId>,
    ) -> Result<Pressed, CoreError> {
        if Opstap::presses_online(&route, &act) {
            return self
                .engine
                .online(move |device| Box::pin(async move { device.press_online(&route, &act).await }))
                .await
                .map(Into::into);
        }
        let case = asked(case);
        let typed: Vec<(String, String)> = typed.into_iter().map(|one| (one.key, one.value)).collect();
        let press = move |device: &Opstap| Ok(device.press(case, &route, &act, &typed)?.into());
        self.engine.write(press).await
    }
}

impl From<opstap::Page> for Page {
    fn from(from: opstap::Page) -> Self {
        Self { route: from.route, title: from.title, parts: all(from.parts) }
    }
}

impl From<opstap::Pressed> for Pressed {
    fn from(from: opstap::Pressed) -> Self {
        Self { said: from.said, to: from.to }
    }
}

impl From<opstap::PagePart> for PagePart {
    fn from(from: opstap::PagePart) -> Self {
        Self {
            kind: from.kind.into(),
            title: from.title,
            text: from.text,
            to: from.to,
            act: from.act,
            input: from.input.map(Into::into),
        }
    }
}

impl From<opstap::PartKind> for PartKind {
    fn from(from: opstap::PartKind) -> Self {
        match from {
            opstap::PartKind::Heading => Self::Heading,
            opstap::PartKind::Text => Self::Text,
            opstap::PartKind::Quiet => Self::Quiet,
            opstap::PartKind::Warning => Self::Warning,
            opstap::PartKind::Row => Self::Row,
            opstap::PartKind::Input => Self::Input,
            opstap::PartKind::Main => Self::Main,
            opstap::PartKind::Button => Self::Button,
            opstap::PartKind::Danger => Self::Danger,
        }
    }
}

impl From<opstap::PageInput> for PageInput {
    fn from(from: opstap::PageInput) -> Self {
        Self {
            key: from.key,
            kind: from.kind.into(),
            value: from.value,
            options: all(from.options),
            trouble: from.trouble,
            kept: from.kept,
        }
    }
}

impl From<opstap::InputKind> for InputKind {
    fn from(from: opstap::InputKind) -> Self {
        match from {
            opstap::InputKind::Text => Self::Text,
            opstap::InputKind::Long => Self::Long,
            opstap::InputKind::Number => Self::Number,
            opstap::InputKind::Money => Self::Money,
            opstap::InputKind::Day => Self::Day,
            opstap::InputKind::Scale => Self::Scale,
            opstap::InputKind::Choice => Self::Choice,
            opstap::InputKind::Choices => Self::Choices,
            opstap::InputKind::File => Self::File,
        }
    }
}

impl From<opstap::PageOption> for PageOption {
    fn from(from: opstap::PageOption) -> Self {
        Self { key: from.key, text: from.text, chosen: from.chosen }
    }
}
