//! Everything together: devices with real files, and a real server over loopback.
//!
//! - [`town`]: an organisation with one case, served in this process or by a child that can be killed.
//! - [`tokens`]: what a device or a person was told is kept, and whether it is there.
//! - [`chance`]: seeded numbers, so that a failure can be repeated.

pub mod chance;
pub mod tokens;
pub mod town;
