//! Journeys through all of it, the simulation of bad luck, and the house rules.
//!
//! - [`demo`]: a week of invented people on real programs, in which every operation is counted.
//! - [`sim`]: devices and the real server in one process, over a network that loses, repeats and
//!   reorders by seed. Everybody must agree in the end, and nothing that a person wrote may be gone.

pub mod demo;
pub mod sim;
