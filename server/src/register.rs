//! The register of processing activities (AVG, article 30): for what personal data is processed here, and on what ground. Each
//! row of the audit trail names one of these. The words stand in `content`, as `register-<id>-name`, `-purpose`, `-data` and
//! `-kept`.
//!
//! # Source
//!
//! Grounds: domain sheet 4 (Wgs task: AVG, article 6, first paragraph, e). The articles of Wgs, AVG and Archiefwet named here are
//! from memory, and whoever answers for privacy at the organisation has to confirm them.

/// Helping somebody with debts.
pub const DEBT_HELP: &str = "debt-help";
/// Taking in who asks for help.
pub const SIGN_UP: &str = "sign-up";
/// Reminders by text message and mail.
pub const REMINDERS: &str = "reminders";
/// Who comes in, with what, and what was refused.
pub const ACCESS: &str = "access";
/// What an organisation arranges: staff, who has which case.
pub const ADMINISTRATION: &str = "administration";
/// Letting the person see and take along what is kept of them.
pub const OWN_DATA: &str = "own-data";
/// Keeping as long as it has to be, and destroying after that.
pub const RETENTION: &str = "retention";

/// News for a group that fits, to who wants news.
pub const NEWS: &str = "news";

/// A processing activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// By what rows of the trail name it. Never changed, never used again for something else.
    pub id: &'static str,
    /// The ground in the AVG.
    pub ground: &'static str,
    /// Where the task or the duty stands.
    pub law: &'static str,
    /// Whether somebody who answers for privacy confirmed ground and law.
    pub confirmed: bool,
}

const PUBLIC_TASK: &str = "AVG art. 6 lid 1 e";
const LEGAL_DUTY: &str = "AVG art. 6 lid 1 c";
const CONSENT: &str = "AVG art. 6 lid 1 a";

/// All of them.
pub const ACTIVITIES: [Activity; 8] = [
    Activity { id: DEBT_HELP, ground: PUBLIC_TASK, law: "Wgs art. 3", confirmed: false },
    Activity { id: SIGN_UP, ground: PUBLIC_TASK, law: "Wgs art. 3, 4", confirmed: false },
    Activity { id: REMINDERS, ground: CONSENT, law: "AVG art. 7", confirmed: false },
    Activity { id: ACCESS, ground: LEGAL_DUTY, law: "AVG art. 32", confirmed: false },
    Activity { id: ADMINISTRATION, ground: PUBLIC_TASK, law: "Wgs art. 3", confirmed: false },
    Activity { id: OWN_DATA, ground: LEGAL_DUTY, law: "AVG art. 15, 20", confirmed: false },
    Activity { id: RETENTION, ground: LEGAL_DUTY, law: "Archiefwet, Selectielijst 2020", confirmed: false },
    Activity { id: NEWS, ground: CONSENT, law: "AVG art. 7", confirmed: false },
];

/// The activity with this id.
#[must_use]
pub fn activity(id: &str) -> Option<&'static Activity> {
    ACTIVITIES.iter().find(|activity| activity.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_activity_stands_once() {
        let ids: BTreeSet<&str> = ACTIVITIES.iter().map(|activity| activity.id).collect();
        assert_eq!(ids.len(), ACTIVITIES.len());
        assert!(ids.iter().all(|id| activity(id).is_some()) && activity("spying").is_none());
    }
}
