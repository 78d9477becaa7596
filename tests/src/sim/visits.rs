//! Invariant 25: no phone asks without end, by the code that decides it in the library (`opstap_sync::client::Visit`).

use opstap_sync::client::{Brought, IDLE_MAX, Reaction, Turn, Visit, react};
use opstap_sync::wire::{Problem, SyncResponse};

use super::Run;
use super::place::Place;
use super::plant::Plant;
use super::play::Next;
use super::world::World;

/// No world of these is so large that a visit takes more rounds.
const ROUNDS: usize = 100;

/// What a round without faults was.
pub(super) struct Calm {
    /// What the phone heard, when something happened in it.
    pub(super) loud: Option<String>,
    /// What the visit makes of it.
    pub(super) turn: Turn,
    /// Nothing came and nothing was settled.
    pub(super) idle: bool,
}

impl<P: Place> World<P> {
    /// The server asked a phone to say it otherwise: never too often in a row.
    pub(super) fn note_detour(&mut self, at: usize, problem: &Problem) -> Run<()> {
        if matches!(react(problem), Reaction::Wait | Reaction::SignInAgain) {
            self.devices[at].visit = Visit::default();
            return Ok(());
        }
        match self.devices[at].visit.detour() {
            Turn::GiveUp => Err(format!("invariant 25: phone {at} is sent on and on, now by {problem:?}")),
            Turn::Again | Turn::Over => Ok(()),
        }
    }

    /// What a phone does after an answer: ask at once, or wait for the next occasion.
    pub(super) fn turn_after(
        &mut self,
        at: usize,
        ge: u64,
        answer: Option<&SyncResponse>,
        next: &Next,
    ) -> Run<(Turn, bool)> {
        let (Some(answer), Next::Done(applied)) = (answer, next) else { return Ok((Turn::Again, false)) };
        let store = self.devices[at].store();
        let here = store.waiting().map_err(|error| error.to_string())?.here;
        let settled = applied.pushed + applied.revoked.len() > 0;
        let mending = applied.pulled > 0 || applied.repairing;
        let brought = Brought {
            reached: answer.chg.iter().map(|page| (page.h, page.upto)).collect(),
            more: applied.more,
            settled,
            mending,
            may_push_now: ge == 0 && store.memory().ge != 0 && here > 0,
        };
        let mut turn = self.devices[at].visit.answered(brought);
        if self.options.plant == Some(Plant::Storm) {
            turn = Turn::Again;
        }
        Ok((turn, !settled && !mending))
    }

    /// A visit without faults. `Some`: something happened in it.
    pub(super) fn calm_visit(&mut self, at: usize) -> Run<Option<String>> {
        self.devices[at].visit = Visit::default();
        let (mut loud, mut idle) = (None, 0);
        for _ in 0..ROUNDS {
            let calm = self.calm_round(at)?;
            idle += usize::from(calm.idle);
            if idle > IDLE_MAX {
                return Err(format!("invariant 25: phone {at} asked {idle} times for nothing in one visit"));
            }
            loud = loud.or(calm.loud);
            match calm.turn {
                Turn::Again => {}
                Turn::Over => return Ok(loud),
                Turn::GiveUp => return Err(format!("invariant 25: phone {at} gives up on a sound server")),
            }
        }
        Err(format!("invariant 25: phone {at} asked {ROUNDS} times in one visit"))
    }
}
