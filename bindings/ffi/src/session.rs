//! Pairing, who uses this device, how they want it, and whether their work is safe.

use opstap::{Calendar, Language, Opstap, PairingLink};

use crate::circle::Role;
use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, DateText, Instant, LocalDate, Uuid, WallTime, asked};

/// Who uses this device.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum SessionState {
    /// Nobody yet.
    NotPaired,
    /// This person.
    Paired {
        /// Who it is.
        person: PersonSummary,
    },
}

/// The person of this device.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PersonSummary {
    /// The account.
    pub account: Uuid,
    /// The name.
    pub name: String,
    /// Which app this is: the client's or the helper's.
    pub role: Role,
    /// Who helps.
    pub organisation: String,
    /// The cases that this device has a part of.
    pub cases: Vec<CaseId>,
}

/// How safe this person's work is.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SafetySummary {
    /// Changes on this device only.
    pub here: u64,
    /// Changes at the server, not known to be in its backup.
    pub at_server: u64,
    /// Changes confirmed in a backup of the server.
    pub in_backup: u64,
    /// Changes that the server keeps and has not applied, with the reason in words.
    pub held: Vec<String>,
    /// Conflicts that wait for a choice, over all cases.
    pub disputes: u32,
    /// When the device last spoke with the server.
    pub last_sync: Option<Instant>,
    /// Everything in a few sentences.
    pub text: Vec<String>,
}

/// How the client wants it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PreferenceSummary {
    /// No notifications from this time on the wall …
    pub quiet_from: WallTime,
    /// … up to this time.
    pub quiet_to: WallTime,
    /// A second reminder so many hours before an appointment.
    pub hours_before: Option<u32>,
    /// The same in words; nothing: no second reminder.
    pub hours_before_text: Option<String>,
    /// No nudges before this day.
    pub paused_until: Option<DateText>,
    /// Whether a daily nudge is welcome.
    pub nudges: bool,
    /// Whether news of the organisation is welcome. Nobody gets any who did not say so.
    pub news: bool,
    /// `nl` or `en`.
    pub language: String,
}

/// One thing that somebody sets.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum PreferenceEdit {
    /// The quiet hours.
    Quiet {
        /// From this time on the wall …
        from: WallTime,
        /// … up to this time.
        to: WallTime,
    },
    /// A second reminder before an appointment.
    HoursBefore {
        /// So many hours; 0: none.
        hours: u32,
    },
    /// No nudges for a while.
    PauseUntil {
        /// Until this day; without it: no pause.
        day: Option<LocalDate>,
    },
    /// A daily nudge.
    Nudges {
        /// Whether it is welcome.
        welcome: bool,
    },
    /// News of the organisation.
    News {
        /// Whether it is welcome.
        welcome: bool,
    },
    /// The language of the words.
    Language {
        /// `nl` or `en`.
        code: String,
    },
}

service!(
    /// Pairing, settings, safety.
    Session
);

#[uniffi::export]
impl Session {
    /// Who uses this device.
    ///
    /// # Errors
    ///
    /// [`CoreError::Closed`], [`CoreError::Paused`].
    pub async fn state(&self) -> Result<SessionState, CoreError> {
        self.engine.read(|device| Ok(state(device))).await
    }

    /// Pairs this device by what the camera read from a QR code.
    ///
    /// # Errors
    ///
    /// As [`Session::pair_with_code`]; [`CoreError::Pairing`] with `code_unknown` for another QR code.
    pub async fn pair_with_link(&self, link: String, label: String) -> Result<SessionState, CoreError> {
        let Some(PairingLink { server, code }) = PairingLink::read(&link) else {
            let error = opstap::OpstapError::CodeUnknown;
            let words = self.engine.spoken();
            return Err(CoreError::of(&error, |phrase| words.say(phrase)));
        };
        self.pair_with_code(server, code, label).await
    }

    /// Pairs this device by a one-time code, and fetches the case. `label` is what to call this device.
    ///
    /// # Errors
    ///
    /// [`CoreError::Pairing`] with a code that says why; [`CoreError::Offline`].
    pub async fn pair_with_code(
        &self,
        server: String,
        code: String,
        label: String,
    ) -> Result<SessionState, CoreError> {
        self.engine.begin(server, Some(code), label).await?;
        // Paired is paired: what could not be fetched now comes with the next sync.
        let _ = self.engine.sync(None).await;
        self.state().await
    }

    /// Asks for help without a code and without a name, with what was answered on the pages `ask`: it becomes a case of this
    /// device. Show the page `kept` next: it has the code with which this person comes back. `label` is what to call this device.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] names the question whose answer cannot be taken, also where nobody helps; [`CoreError::Offline`]:
    /// nothing of what was answered is lost, and asked again it is no second case.
    pub async fn ask_for_help(&self, server: String, label: String) -> Result<SessionState, CoreError> {
        self.engine.begin(server, None, label).await?;
        let _ = self.engine.sync(None).await;
        self.state().await
    }

    /// Everything of a case that this person may see, as one page of HTML with charts, to read, to print or to hand on. It runs
    /// nothing and fetches nothing. Whoever has it can read it: write it nowhere but where the person wants it.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn report(&self, case: Option<CaseId>) -> Result<String, CoreError> {
        let case = asked(case);
        let read = move |device: &Opstap| Ok(opstap_report::html(&device.export(case)?, &device.words()));
        self.engine.read_in(case, read).await
    }

    /// How safe this person's work is, now and without a network.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotPaired`].
    pub async fn safety(&self) -> Result<SafetySummary, CoreError> {
        self.engine.read(|device| Ok(device.safety()?.into())).await
    }

    /// The language of this device: `nl` or `en`. A client's travels with the case; everybody's is kept here, so that
    /// it also holds before pairing.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] for another language.
    pub async fn set_language(&self, code: String) -> Result<(), CoreError> {
        let engine = self.engine.clone();
        let write = move |device: &Opstap| {
            let language = known(&code)?;
            let client = device.person().is_some_and(|person| person.role == opstap::Role::Client);
            if client && !device.cases().is_empty() {
                device.set_preference(None, opstap::PreferenceEdit::Language(language))?;
            }
            engine.keep_language(language);
            device.set_language(Some(language));
            Ok(())
        };
        self.engine.write(write).await
    }

    /// How the client wants it.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn preferences(&self, case: Option<CaseId>) -> Result<PreferenceSummary, CoreError> {
        let case = asked(case);
        let read = move |device: &Opstap| {
            Ok(PreferenceSummary::draw(&device.preferences(case)?, device.calendar(case)?))
        };
        self.engine.read(read).await
    }

    /// Sets one thing.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] for what is out of range; [`CoreError::NotAllowed`] for anybody but the client.
    #[uniffi::method(default(case = None))]
    pub async fn set_preference(
        &self,
        edit: PreferenceEdit,
        case: Option<CaseId>,
    ) -> Result<PreferenceSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| {
            let set = device.set_preference(case, understood(edit)?)?;
            Ok(PreferenceSummary::draw(&set, device.calendar(case)?))
        };
        self.engine.write(write).await
    }
}

fn state(device: &Opstap) -> SessionState {
    let Some(person) = device.person() else { return SessionState::NotPaired };
    let cases = device.cases().into_iter().map(|value| CaseId { value }).collect();
    SessionState::Paired {
        person: PersonSummary {
            account: person.account,
            name: person.name,
            role: person.role.into(),
            organisation: person.organisation,
            cases,
        },
    }
}

fn understood(edit: PreferenceEdit) -> Result<opstap::PreferenceEdit, opstap::OpstapError> {
    Ok(match edit {
        PreferenceEdit::Quiet { from, to } => opstap::PreferenceEdit::Quiet(from.civil(), to.civil()),
        PreferenceEdit::HoursBefore { hours } => opstap::PreferenceEdit::HoursBefore(hours),
        PreferenceEdit::PauseUntil { day } => opstap::PreferenceEdit::PauseUntil(day),
        PreferenceEdit::Nudges { welcome } => opstap::PreferenceEdit::Nudges(welcome),
        PreferenceEdit::News { welcome } => opstap::PreferenceEdit::News(welcome),
        PreferenceEdit::Language { code } => opstap::PreferenceEdit::Language(known(&code)?),
    })
}

fn known(code: &str) -> Result<Language, opstap::OpstapError> {
    Language::from_code(code).ok_or_else(|| opstap::OpstapError::Refused {
        field: "language".to_owned(),
        why: opstap::Phrase::new("refused-language"),
    })
}

impl PreferenceSummary {
    fn draw(from: &opstap::PreferenceSummary, calendar: Calendar) -> Self {
        Self {
            quiet_from: WallTime::new(calendar, from.quiet_from),
            quiet_to: WallTime::new(calendar, from.quiet_to),
            hours_before: from.hours_before,
            hours_before_text: from.hours_before_text.clone(),
            paused_until: from.paused_until.map(|day| DateText::new(calendar, day)),
            nudges: from.nudges,
            news: from.news,
            language: from.language.to_owned(),
        }
    }
}

impl From<opstap::SafetySummary> for SafetySummary {
    fn from(from: opstap::SafetySummary) -> Self {
        Self {
            here: from.here,
            at_server: from.at_server,
            in_backup: from.in_backup,
            held: from.held,
            disputes: from.conflicts as u32,
            last_sync: from.last_sync,
            text: from.text,
        }
    }
}
