//! The server forgets deletions, young ones too: what was deleted stays so, and who had not heard of it takes the scope
//! anew (`docs/adr/0015-old-deletions-and-old-apps.md`). By dice of its own, so that runs without it stay as they were.

use opstap_server::engine::TOLD_MS;

use super::Run;
use super::dice::Dice;
use super::place::Place;
use super::world::{World, finding};

/// How often when something goes wrong, in a thousand.
const OFTEN: u64 = 400;

/// The dice of forgetting.
pub(super) const fn dice(seed: u64) -> Dice {
    Dice::new(seed ^ 0x666c_6f6f_7273)
}

impl<P: Place> World<P> {
    /// Every deletion so far counts as told for long enough; or nothing happens. The moments are made up, and always later
    /// than those before: how old a deletion is decides nothing but when it goes.
    pub(super) fn forget_deletions(&mut self) -> Run<()> {
        if !self.options.floors || !self.forgetting.chance(OFTEN) {
            return Ok(());
        }
        for _ in 0..2 {
            self.forgot_at = self.forgot_at.max(self.now) + TOLD_MS + 1;
            let at = self.forgot_at;
            self.server.keep(|engine| engine.forget_deletions(at, usize::MAX)).map_err(finding)?;
        }
        self.fault("deletions forgotten");
        self.say(format_args!("the server forgets deletions"));
        Ok(())
    }
}
