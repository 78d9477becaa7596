//! Randomness that can be foreseen, for tests.

use opstap_store::Randomness;

/// Each filling is the next number, in every byte.
pub(crate) struct Counting(pub(crate) u8);

impl Randomness for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        bytes.fill(self.0);
    }
}
