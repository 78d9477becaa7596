//! Mirrors are damaged and set aside, as opening a device does when its file cannot be read: the journal stays, the next
//! rounds fetch the rest, and what waits is shown (`core/store`, `salvage`). That damaged bytes are found at all is
//! asked of real files in `tests/tests/faults_damage.rs`. By dice of its own, so that runs without it stay as they were.

use super::Run;
use super::dice::Dice;
use super::place::Place;
use super::world::World;

/// How often when something goes wrong, in a thousand.
const OFTEN: u64 = 500;

/// The dice of damage.
pub(super) const fn dice(seed: u64) -> Dice {
    Dice::new(seed ^ 0x6461_6d61_6765)
}

impl<P: Place> World<P> {
    /// The mirror of a phone is lost; or nothing happens.
    pub(super) fn damage_mirror(&mut self) -> Run<()> {
        if !self.options.damage || !self.damaging.chance(OFTEN) {
            return Ok(());
        }
        let at = self.damaging.place(self.devices.len());
        self.devices[at].lose_mirror()?;
        self.fault("mirrors damaged");
        self.say(format_args!("the mirror of phone {at} is damaged and set aside"));
        self.check_view(at)
    }
}
