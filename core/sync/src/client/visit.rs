//! One visit to the server: rounds until both sides have everything, and never without end, whatever the server says.

use std::collections::BTreeMap;

use crate::wire::{Handle, LIMITS};

/// Rounds in one visit at most; what is left comes with the next.
pub const ROUNDS_MAX: usize = 2_000;
/// So many times in a row the server may ask to say it otherwise; a sound one needs three.
pub const DETOURS_MAX: usize = 8;
/// So many times in all, in one visit.
const DETOURS_IN_ALL_MAX: usize = 32;
/// So many rounds of a visit may mend or repeat something and move no number; the rest comes with the next.
const MENDING_MAX: usize = 32;
/// So many scopes may be read anew from lower numbers in one visit; the others come with the next.
const BACKWARDS_MAX: usize = 64;
/// The most rounds of a visit that neither brought nor settled anything: the first asks for the grants, one finds that nothing waits, and a
/// server may twice have nothing new where it said that there was more.
pub const IDLE_MAX: usize = 4;

/// What a round brought, as far as it matters for another.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// How far the answer's pages reach.
    pub reached: BTreeMap<Handle, u64>,
    /// The server has more than fitted into its answer.
    pub more: bool,
    /// Something of ours was answered for good, or taken away.
    pub settled: bool,
    /// Something came, or is being repaired.
    pub mending: bool,
    /// Grants came for the first time, and something waits that may be sent now.
    pub may_push_now: bool,
}

/// Whether to ask once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// At once.
    Again,
    /// Both sides have everything, or all that this visit may take.
    Over,
    /// The server leads nowhere.
    GiveUp,
}

/// A visit under way.
#[derive(Clone, Debug)]
pub struct Visit {
    rounds: usize,
    detours: usize,
    detours_in_all: usize,
    mending: usize,
    backwards: usize,
    most_ops: usize,
    heads: BTreeMap<Handle, u64>,
}

impl Default for Visit {
    fn default() -> Self {
        Self {
            rounds: 0,
            detours: 0,
            detours_in_all: 0,
            mending: 0,
            backwards: 0,
            most_ops: LIMITS.ops,
            heads: BTreeMap::new(),
        }
    }
}

impl Visit {
    /// How many operations the next request may hold, at least one.
    #[must_use]
    pub const fn most_ops(&self) -> usize {
        self.most_ops
    }

    /// After an answer that was carried out.
    pub fn answered(&mut self, brought: Brought) -> Turn {
        self.detours = 0;
        // A server that says "more" and neither answers nor moves would be asked for ever.
        let mut moved = false;
        for (h, upto) in brought.reached {
            match self.heads.insert(h, upto) {
                Some(known) if known == upto => {}
                // A scope is read anew; a server that goes back and forth is not followed for ever.
                Some(known) if known > upto => {
                    self.backwards += 1;
                    moved |= self.backwards <= BACKWARDS_MAX;
                }
                _ => moved |= self.backwards <= BACKWARDS_MAX,
            }
        }
        let mends = brought.mending && !moved && !brought.settled;
        self.mending += usize::from(mends);
        let mends = mends && self.mending <= MENDING_MAX;
        let on = brought.may_push_now || (brought.more && (moved || brought.settled || mends));
        self.count(if on { Turn::Again } else { Turn::Over })
    }

    /// The server asks to say it otherwise.
    pub fn detour(&mut self) -> Turn {
        self.detours += 1;
        self.detours_in_all += 1;
        let turn = if self.detours > DETOURS_MAX || self.detours_in_all > DETOURS_IN_ALL_MAX {
            Turn::GiveUp
        } else {
            Turn::Again
        };
        self.count(turn)
    }

    /// The server asks for less at a time.
    pub fn smaller(&mut self) -> Turn {
        let turn = if self.most_ops > 1 { Turn::Again } else { Turn::GiveUp };
        self.most_ops = (self.most_ops / 4).max(1);
        self.count(turn)
    }

    fn count(&mut self, turn: Turn) -> Turn {
        self.rounds += 1;
        if turn == Turn::Again && self.rounds >= ROUNDS_MAX { Turn::Over } else { turn }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug)]
    enum Said {
        Answer(Vec<(Handle, u64)>, bool, bool, bool),
        Otherwise,
        Less,
    }

    fn said() -> impl Strategy<Value = Said> {
        let reached = prop::collection::vec((0..4 as Handle, 0..6_u64), 0..3);
        prop_oneof![
            (reached, any::<bool>(), prop::bool::weighted(0.2), any::<bool>())
                .prop_map(|(to, more, settled, mending)| Said::Answer(to, more, settled, mending)),
            Just(Said::Otherwise),
            Just(Said::Less),
        ]
    }

    fn hear(visit: &mut Visit, said: &Said) -> Turn {
        match said.clone() {
            Said::Answer(reached, more, settled, mending) => visit.answered(Brought {
                reached: reached.into_iter().collect(),
                more,
                settled,
                mending,
                may_push_now: false,
            }),
            Said::Otherwise => visit.detour(),
            Said::Less => visit.smaller(),
        }
    }

    proptest! {
        /// Whatever a server says, over and over: a visit ends, and soon when nothing moves.
        #[test]
        fn no_server_keeps_a_device_asking(story in prop::collection::vec(said(), 1..40)) {
            let mut visit = Visit::default();
            let mut asked = 0;
            // The story again and again: numbers that come twice move nothing.
            for said in story.iter().cycle() {
                asked += 1;
                if hear(&mut visit, said) != Turn::Again {
                    break;
                }
            }
            let settles = story.iter().any(|said| matches!(said, Said::Answer(_, true, true, _)));
            let bound = if settles { ROUNDS_MAX } else {
                // Up through six numbers of four scopes between two steps back; then mending, detours and shrinking.
                4 * 6 * (BACKWARDS_MAX + 1) + MENDING_MAX + DETOURS_IN_ALL_MAX + 16
            };
            prop_assert!(asked <= bound, "{asked} requests");
        }

        /// One whose repairs never come to an end is left alone soon; the next visit goes on.
        #[test]
        fn a_repair_without_end_is_left_for_the_next_visit(at in 0..9_u64) {
            let mut visit = Visit::default();
            let reached = BTreeMap::from([(1, at)]);
            let mends = Brought { reached, more: true, mending: true, ..Brought::default() };
            let rounds = (1..ROUNDS_MAX).find(|_| visit.answered(mends.clone()) != Turn::Again);
            prop_assert!(rounds.is_some_and(|rounds| rounds <= MENDING_MAX + 2), "{rounds:?}");
        }

        /// A server that has everything to tell is heard to its end.
        #[test]
        fn whoever_has_more_to_say_is_asked(pages in 1..200_u64) {
            let mut visit = Visit::default();
            for page in 1..pages {
                let reached = BTreeMap::from([(1, page)]);
                prop_assert_eq!(visit.answered(Brought { reached, more: true, ..Brought::default() }), Turn::Again);
            }
            let reached = BTreeMap::from([(1, pages)]);
            prop_assert_eq!(visit.answered(Brought { reached, ..Brought::default() }), Turn::Over);
        }
    }

    #[test]
    fn less_and_less_ends_at_one_operation() {
        let mut visit = Visit::default();
        let mut sizes = vec![visit.most_ops()];
        while visit.smaller() == Turn::Again {
            sizes.push(visit.most_ops());
        }
        assert_eq!(sizes.last(), Some(&1));
        assert!(sizes.len() < 8 && sizes.windows(2).all(|two| two[1] < two[0]));
    }
}
