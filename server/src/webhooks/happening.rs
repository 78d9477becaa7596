//! What can be told.

use serde_json::json;

use crate::store::CallRow;

/// Something that happened in a case of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Happening {
    /// Somebody asked for help without a code: an answer is promised.
    CaseAsked,
    /// Nobody answered who asked, and the promise presses.
    CaseWaiting,
    /// A case was opened for somebody who is known.
    CaseOpened,
    /// A case has another counsellor.
    CaseAssigned,
    /// A case was closed.
    CaseClosed,
    /// A case was erased; nothing of it is left to ask for.
    CaseErased,
    /// The client wrote.
    MessageArrived,
    /// An appointment was made, moved, confirmed or cancelled.
    AppointmentChanged,
    /// Nothing happened: somebody tries whether calls arrive.
    Test,
}

impl Happening {
    /// All that somebody can be told of.
    pub const ALL: [Self; 8] = [
        Self::CaseAsked,
        Self::CaseWaiting,
        Self::CaseOpened,
        Self::CaseAssigned,
        Self::CaseClosed,
        Self::CaseErased,
        Self::MessageArrived,
        Self::AppointmentChanged,
    ];

    /// Its name: what it is about, a full stop, and what happened.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CaseAsked => "case.asked",
            Self::CaseWaiting => "case.waiting",
            Self::CaseOpened => "case.opened",
            Self::CaseAssigned => "case.assigned",
            Self::CaseClosed => "case.closed",
            Self::CaseErased => "case.erased",
            Self::MessageArrived => "message.arrived",
            Self::AppointmentChanged => "appointment.changed",
            Self::Test => "webhook.test",
        }
    }

    /// In one sentence, for the description of the API.
    #[must_use]
    pub const fn says(self) -> &'static str {
        match self {
            Self::CaseAsked => {
                "Somebody asked for help without a code; an answer within 48 hours is promised."
            }
            Self::CaseWaiting => {
                "Nobody answered somebody who asked for help: fewer than twelve of the 48 hours are left."
            }
            Self::CaseOpened => "A case was opened for a client of the organisation.",
            Self::CaseAssigned => "A case has another counsellor.",
            Self::CaseClosed => "A case was closed.",
            Self::CaseErased => "A case was erased, and nothing of it is left.",
            Self::MessageArrived => "A client wrote one message or more.",
            Self::AppointmentChanged => "An appointment was made, moved, confirmed or cancelled.",
            Self::Test => "Nothing happened: somebody tries whether calls arrive.",
        }
    }

    /// The one with this name; a test is none that can be asked for.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// The body of a call: the same bytes for each try.
#[must_use]
pub(super) fn body(row: &CallRow) -> String {
    let moment = chrono::DateTime::from_timestamp_millis(row.at).unwrap_or_default();
    let data = if row.kind == Happening::Test.name() {
        json!({ "organisation": row.org })
    } else {
        json!({ "organisation": row.org, "case": row.subject })
    };
    let moment = moment.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    json!({ "type": row.kind, "timestamp": moment, "data": data }).to_string()
}
