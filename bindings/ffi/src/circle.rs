//! Who looks along, and at what.

use opstap::{Calendar, Opstap};

use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, DateText, LocalDate, Uuid, asked};

/// What somebody is in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Role {
    /// Whose case it is.
    Client,
    /// A professional of the organisation.
    Counsellor,
    /// A volunteer or buddy, who sees what the client shares.
    Coach,
    /// Somebody else of the organisation, who works on web pages.
    Staff,
}

/// A part of a case that can be shared with a coach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum SharedPart {
    /// The programme.
    Programme,
    /// The agenda.
    Agenda,
    /// The conversation.
    Conversation,
    /// The budget.
    Budget,
    /// Exercises, goals, and marks on a scale.
    Goals,
}

/// Everybody with a place in the case.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SharingSummary {
    /// Everybody, by name.
    pub helpers: Vec<HelperRow>,
}

/// Somebody in the case.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HelperRow {
    /// The account: what `share` takes.
    pub account: Uuid,
    /// The name.
    pub name: String,
    /// What they are here.
    pub role: Role,
    /// The same in words.
    pub role_text: String,
    /// This person may share parts with them.
    pub may_share: bool,
    /// For a coach: the parts that are shared now.
    pub parts: Vec<SharedPart>,
    /// The parts in words.
    pub parts_text: String,
    /// The first day on which it is over.
    pub until: Option<DateText>,
    /// Changed on this device and not yet at the server.
    pub waiting: bool,
}

service!(
    /// Who looks along.
    Circle
);

#[uniffi::export]
impl Circle {
    /// Everybody with a place in the case.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn summary(&self, case: Option<CaseId>) -> Result<SharingSummary, CoreError> {
        let case = asked(case);
        let read =
            move |device: &Opstap| Ok(SharingSummary::draw(device.sharing(case)?, device.calendar(case)?));
        self.engine.read_in(case, read).await
    }

    /// Shares parts with a coach until a day (exclusive) or until it is stopped. No parts: stops.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] for somebody without a place in the case; [`CoreError::NotAllowed`] for anybody but
    /// the client; [`CoreError::Refused`] for a day that has passed.
    #[uniffi::method(default(until = None, case = None))]
    pub async fn share(
        &self,
        helper: Uuid,
        parts: Vec<SharedPart>,
        until: Option<LocalDate>,
        case: Option<CaseId>,
    ) -> Result<SharingSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| {
            let parts: Vec<&str> = parts.iter().map(|part| part.word()).collect();
            let shared = device.share(case, helper, &parts, until)?;
            Ok(SharingSummary::draw(shared, device.calendar(case)?))
        };
        self.engine.write(write).await
    }
}

impl Role {
    pub(crate) fn of(word: &str) -> Self {
        match word {
            "counsellor" => Self::Counsellor,
            "coach" => Self::Coach,
            _ => Self::Client,
        }
    }
}

impl From<opstap::Role> for Role {
    fn from(from: opstap::Role) -> Self {
        match from {
            opstap::Role::Client => Self::Client,
            opstap::Role::Counsellor => Self::Counsellor,
            opstap::Role::Coach => Self::Coach,
            _ => Self::Staff,
        }
    }
}

impl SharedPart {
    const ALL: [Self; 5] = [Self::Programme, Self::Agenda, Self::Conversation, Self::Budget, Self::Goals];

    const fn word(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Agenda => "agenda",
            Self::Conversation => "conversation",
            Self::Budget => "budget",
            Self::Goals => "goals",
        }
    }
}

impl SharingSummary {
    fn draw(from: opstap::SharingSummary, calendar: Calendar) -> Self {
        let helper = |helper: opstap::HelperRow| HelperRow {
            account: helper.account,
            name: helper.name,
            role: Role::of(&helper.role),
            role_text: helper.role_text,
            may_share: helper.may_share,
            parts: SharedPart::ALL
                .into_iter()
                .filter(|part| helper.parts.iter().any(|word| word == part.word()))
                .collect(),
            parts_text: helper.parts_text,
            until: helper.until.map(|day| DateText::new(calendar, day)),
            waiting: helper.waiting,
        };
        Self { helpers: from.helpers.into_iter().map(helper).collect() }
    }
}
