//! Faults stop. Everything must come to rest within a bounded number of rounds.

use opstap_server::engine::Noticed;

use super::Run;
use super::place::Place;
use super::play::{Next, heard};
use super::visits::Calm;
use super::world::{MINUTE, SECOND, World, finding};

/// Visits per phone until rest, at most.
const ROUNDS: usize = 40;

impl<P: Place> World<P> {
    /// The part of a run without faults.
    pub fn settle(&mut self) -> Run<()> {
        self.silence();
        self.say(format_args!("faults stop"));
        for at in 0..self.devices.len() {
            self.devices[at].awaiting = None;
            self.now += MINUTE;
            // Twins that both write must tell each other apart.
            self.act(at, false)?;
        }
        self.come_to_rest()?;
        let now = self.server.epoch().map_err(finding)?;
        if self.unnoticed.take().is_some_and(|epoch| epoch == now) {
            // No phone had anything to prove it by; an operator who looks at the clock restarts the server.
            self.say(format_args!("the operator notices the restore"));
            let rows = self.place.back_up(&mut self.server)?;
            self.place.restore(&mut self.server, &rows, Noticed::AtStart)?;
            self.come_to_rest()?;
        }
        Ok(())
    }

    /// Invariant 24: all phones ask in turn until nobody has anything new.
    fn come_to_rest(&mut self) -> Run<()> {
        let mut loud = String::new();
        for _ in 0..ROUNDS {
            let mut quiet = true;
            for at in 0..self.devices.len() {
                if let Some(why) = self.calm_visit(at)? {
                    quiet = false;
                    loud = format!("phone {at}: {why}");
                }
            }
            if quiet {
                return Ok(());
            }
        }
        Err(format!("invariant 24: not at rest after {ROUNDS} visits; {loud}"))
    }

    /// One round without faults.
    pub(super) fn calm_round(&mut self, at: usize) -> Run<Calm> {
        self.now += SECOND;
        let Some(mut request) = self.ask(at, None, 200)? else {
            return Err(format!("phone {at} is unpaired"));
        };
        let still = request.ops.is_empty() && request.purged.is_empty();
        let sent = request.clone();
        let outcome = self.serve(&mut request)?;
        let heard = heard(&outcome);
        self.say(format_args!("phone {at} asks in peace and hears: {heard}"));
        let answer = outcome.as_ref().ok().cloned();
        let news = answer.as_ref().is_some_and(|answer| answer.grants.is_some());
        let next = self.take_answer(at, &sent, outcome)?;
        self.check_sure_money(at)?;
        self.check_view(at)?;
        let rest = match &next {
            Next::Done(applied) => {
                still && !news && !applied.more && applied.pulled == 0 && applied.revoked.is_empty()
            }
            Next::Again | Next::Died => false,
        };
        let (turn, idle) = self.turn_after(at, sent.ge, answer.as_ref(), &next)?;
        Ok(Calm { loud: (!rest).then_some(heard), turn, idle })
    }
}
