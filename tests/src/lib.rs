//! Journeys through all of it, the simulation of bad luck, and the house rules.
//!
//! - [`browser`]: a browser that runs no script.
//! - [`chaos`]: the same questions asked of real processes that are killed, cut off, full and restored.
//! - [`circle`]: a client, a counsellor and a coach with a device each.
//! - [`demo`]: a week of invented people on real programs, in which every operation is counted.
//! - [`liar`]: a provider of sign-in that says whatever a test wants.
//! - [`opened`]: what stands in an encrypted file, to be searched.
//! - [`postgres`]: a connection past the server.
//! - [`sim`]: devices and the real server in one process, over a network that loses, repeats and
//!   reorders by seed. Everybody must agree in the end, and nothing that a person wrote may be gone.
//! - [`town`]: an organisation with one case, served in this process or by a child that can be killed.
//! - [`tokens`]: what a device or a person was told is kept, and whether it is there.
//! - [`chance`]: seeded numbers, so that a failure can be repeated.

pub mod browser;
pub mod chance;
pub mod chaos;
pub mod circle;
pub mod demo;
pub mod liar;
pub mod opened;
pub mod postgres;
pub mod sim;
pub mod tokens;
pub mod town;
