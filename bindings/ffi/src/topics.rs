//! What screens may depend on, and sets of it.

/// What a screen may depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Enum)]
pub enum Topic {
    /// Who uses this device.
    Session,
    /// The state of syncing, and whether everything is safe.
    Sync,
    /// The first screen: changes with almost everything.
    Today,
    /// The programme and its tasks.
    Programme,
    /// The budget.
    Budget,
    /// Appointments.
    Agenda,
    /// The plan of notifications: read it again and make the platform equal to it.
    Reminders,
    /// Messages.
    Messages,
    /// Tips.
    Tips,
    /// What is known of the household.
    Profile,
    /// Who looks along.
    Circle,
    /// Values with two readings.
    Disputes,
    /// How the client wants it, the language too: read the words again.
    Preferences,
    /// Programmes, categories, words explained.
    Content,
    /// The list of cases.
    Caseload,
    /// Debts, creditors and letters.
    Debts,
    /// Screens that are said: forms, goals, notes of talks, the diary, the offer.
    Pages,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Session,
        Self::Sync,
        Self::Today,
        Self::Programme,
        Self::Budget,
        Self::Agenda,
        Self::Reminders,
        Self::Messages,
        Self::Tips,
        Self::Profile,
        Self::Circle,
        Self::Disputes,
        Self::Preferences,
        Self::Content,
        Self::Caseload,
        Self::Debts,
        Self::Pages,
    ];

    /// What a topic of the library means for screens. Much is drawn on the first screen, counts for tips, or moves
    /// a reminder.
    pub(crate) fn of(topic: &str) -> &'static [Self] {
        use Topic::{
            Agenda, Budget, Caseload, Circle, Content, Debts, Disputes, Messages, Pages, Preferences,
            Profile, Programme, Reminders, Sync, Tips, Today,
        };
        match topic {
            "sync" => &[Sync, Today],
            "programme" => &[Programme, Today, Reminders],
            "budget" => &[Budget, Today, Tips, Programme, Reminders],
            "agenda" => &[Agenda, Today, Tips, Programme, Reminders],
            "conversation" => &[Messages, Today],
            "tips" => &[Tips, Today],
            "profile" => &[Profile, Tips, Programme, Today, Reminders],
            "conflicts" => &[Disputes, Budget, Debts, Agenda, Programme, Today],
            "debts" => &[Debts, Pages, Today, Tips, Reminders],
            "pages" => &[Pages, Today],
            "sharing" => &[Circle],
            "preferences" => &[Preferences, Reminders],
            "caseload" => &[Caseload],
            _ => &[Content, Programme, Budget, Tips, Today, Pages],
        }
    }
}

/// Some topics: a bit for each of [`Topic::ALL`]. An ordered set would weigh some kilobytes on every phone (ADR-0004).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Topics(u32);

impl Topics {
    pub(crate) fn of(topics: impl IntoIterator<Item = Topic>) -> Self {
        Self(topics.into_iter().fold(0, |all, topic| all | Self::bit(topic)))
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those of either.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those of both.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// One by one, in the order of [`Topic::ALL`].
    pub(crate) fn list(self) -> Vec<Topic> {
        Topic::ALL.into_iter().filter(|topic| self.0 & Self::bit(*topic) != 0).collect()
    }

    const fn bit(topic: Topic) -> u32 {
        1 << topic as u32
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// It is the set that it stands for.
        #[test]
        fn bits_are_a_set(
            some in prop::collection::vec(0..Topic::ALL.len(), 0..20),
            others in prop::collection::vec(0..Topic::ALL.len(), 0..20),
        ) {
            let [some, others] = [some, others].map(|all| {
                all.into_iter().map(|at| Topic::ALL[at]).collect::<BTreeSet<Topic>>()
            });
            let [few, more] = [&some, &others].map(|all| Topics::of(all.iter().copied()));
            prop_assert_eq!(few.is_empty(), some.is_empty());
            prop_assert_eq!(few.list(), some.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(few.or(more).list(), some.union(&others).copied().collect::<Vec<_>>());
            prop_assert_eq!(few.and(more).list(), some.intersection(&others).copied().collect::<Vec<_>>());
        }
    }

    #[test]
    fn each_topic_has_a_bit_and_a_place() {
        assert_eq!(Topics::of(Topic::ALL).list(), Topic::ALL);
    }
}
