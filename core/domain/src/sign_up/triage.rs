//! The desk: which help fits somebody who signed up, and who has room for it. Proposals with their reasons; a person decides.

use super::SignUp;
use crate::order;
use crate::phrase::Phrase;
use uuid::Uuid;

/// What sort of help it becomes.
pub const KINDS: &[&str] = &["short", "long", "look"];

/// Programmes that the desk begins with.
const SHORT: &str = "snel-weer-bij";
const LONG: &str = "goed-begonnen";
const YOUNG: &str = "start-je-geld";
/// The programme of who only looks around, without a name.
pub const LOOK: &str = "eerst-kijken";

/// Somebody who can help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Their account.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// How many people they help now.
    pub cases: u32,
    /// They help in the team to which somebody came.
    pub of_team: bool,
}

/// What the desk may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Of [`KINDS`].
    pub kind: &'static str,
    /// The programme to begin with.
    pub programme: &'static str,
    /// Who helps; `None`: nobody is there.
    pub helper: Option<Uuid>,
    /// Who helps when they are away.
    pub stand_in: Option<Uuid>,
    /// It cannot wait: the first talk is within three working days.
    pub urgent: bool,
    /// Why, weightiest first.
    pub reasons: Vec<Phrase>,
}

/// Proposes help for what somebody answered, and two colleagues: of the team to which somebody came before others, and of them
/// those who help the fewest people. Of equals the one whose name comes first. `team` is the name of that team; empty: none.
///
/// # Source
///
/// Threats and three working days: Wet gemeentelijke schuldhulpverlening, article 4, paragraph 2. What makes help short or long
/// is a choice of ours, after SchuldendeBaas: one central person matches somebody to a sort of help and a fixed helper.
#[must_use]
pub fn propose(sign_up: &SignUp, colleagues: &[Colleague], team: &str) -> Proposal {
    let has = |topic: &str| sign_up.topics.iter().any(|one| one == topic);
    let urgent = !sign_up.threats.is_empty();
    let mut reasons = Vec::new();
    if urgent {
        reasons.push(Phrase::new("triage-urgent"));
    }
    if sign_up.way == "call" || sign_up.way == "visit" {
        reasons.push(Phrase::new("triage-talks"));
    }
    let only_looks = has("look") && sign_up.topics.len() == 1 && !urgent;
    let one_bill = sign_up.topics.len() == 1 && (has("rent") || has("energy") || has("health"));
    let (kind, programme, why) = if only_looks {
        ("look", LOOK, Phrase::new("triage-looks"))
    } else if one_bill && sign_up.since == "first" && !urgent {
        ("short", SHORT, Phrase::new("triage-short"))
    } else if sign_up.age == "young" {
        ("long", YOUNG, Phrase::new("triage-young"))
    } else {
        ("long", LONG, Phrase::new("triage-long"))
    };
    reasons.push(why);
    let mut free: Vec<&Colleague> = colleagues.iter().collect();
    order::sort_by_cached_key(&mut free, |one| (!one.of_team, one.cases, one.name.clone(), one.account));
    if let Some(first) = free.first() {
        if first.of_team && !team.is_empty() {
            reasons.push(Phrase::new("triage-team").with("name", first.name.as_str()).with("team", team));
        }
        let cases = i64::from(first.cases);
        reasons.push(Phrase::new("triage-room").with("name", first.name.as_str()).with("count", cases));
    }
    Proposal {
        kind,
        programme,
        helper: free.first().map(|one| one.account),
        stand_in: free.get(1).map(|one| one.account),
        urgent,
        reasons,
    }
}
