//! The only randomness of a run: SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
//! generators", 2014).

use opstap_store::Randomness;

/// A source that gives the same throws for the same seed.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice for a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Sixty-four bits.
    pub const fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 for an empty range.
    pub const fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.throw() % end }
    }

    /// A place in something of this length.
    pub const fn place(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    /// A number from `from` to below `to`.
    pub const fn between(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from) as u64) as i64
    }

    /// True so many times in a thousand.
    pub const fn chance(&mut self, in_thousand: u64) -> bool {
        self.below(1000) < in_thousand
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.place(from.len())]
    }
}

/// Operation uids, and which was made last.
#[derive(Clone, Debug)]
pub struct Uids {
    dice: Dice,
    /// The uid of the newest operation.
    pub last: [u8; 12],
    /// The one before it.
    pub before: [u8; 12],
}

impl Uids {
    /// Uids for a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { dice: Dice::new(seed), last: [0; 12], before: [0; 12] }
    }
}

impl Randomness for Uids {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let throw = self.dice.throw().to_le_bytes();
            chunk.copy_from_slice(&throw[..chunk.len()]);
        }
        if let Ok(uid) = <[u8; 12]>::try_from(&*bytes) {
            self.before = self.last;
            self.last = uid;
        }
    }
}
