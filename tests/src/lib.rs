//! What whole-system programs share: invented people on real programs.
//!
//! [`demo`] tells a week in which a client, a counsellor and a coach work together, and counts whether
//! everything that they wrote is where it should be.

pub mod demo;
