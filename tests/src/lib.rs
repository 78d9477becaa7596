//! What whole-system programs share: [`demo`] tells a week of invented people on real programs.

pub mod demo;
