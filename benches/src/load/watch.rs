//! What the server's process has, over time.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use crate::machine;

/// Of the hour, until caches are filled; what comes after is judged.
const WARM: f64 = 0.2;
/// It grows when its last third has so much more than its first: the pages of SQLite that each open session may keep are
/// bounded, and still fill a little.
const GROWTH: f64 = 0.10;
/// What an allocator may keep without anything growing, in MB.
const SLACK_MB: f64 = 24.0;

/// One look.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Look {
    /// Since the hour began.
    pub(crate) seconds: f64,
    /// Resident memory.
    pub(crate) mb: f64,
    pub(crate) open_files: usize,
    pub(crate) threads: u64,
    /// CPU since it started.
    pub(crate) cpu_seconds: f64,
}

/// Looks at a process.
pub(crate) fn look(pid: u32, since: Duration) -> Look {
    let name = pid.to_string();
    Look {
        seconds: since.as_secs_f64(),
        mb: machine::memory_kib(&name, "VmRSS:") as f64 / 1024.0,
        open_files: fs::read_dir(format!("/proc/{pid}/fd")).map_or(0, Iterator::count),
        threads: machine::memory_kib(&name, "Threads:"),
        cpu_seconds: machine::cpu_ns_of_pid(pid) as f64 / 1e9,
    }
}

/// The most memory it ever had, in MB.
pub(crate) fn peak_mb(pid: u32) -> f64 {
    machine::memory_kib(&pid.to_string(), "VmHWM:") as f64 / 1024.0
}

/// Bytes of a folder with all that is in it, in MB; what goes away meanwhile counts as nothing.
pub(crate) fn folder_mb(folder: &Path) -> f64 {
    fn bytes(folder: &Path) -> u64 {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let each = entries.map(|entry| match entry.metadata() {
            Ok(about) if about.is_dir() => bytes(&entry.path()),
            Ok(about) => about.len(),
            Err(_) => 0,
        });
        each.sum()
    }
    bytes(folder) as f64 / 1024.0 / 1024.0
}

/// Memory of the first third and of the last, after the warm part, in MB.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Growth {
    pub(crate) first_mb: f64,
    pub(crate) last_mb: f64,
}

impl Growth {
    pub(crate) fn of(looks: &[Look]) -> Option<Self> {
        let warm = &looks[(looks.len() as f64 * WARM) as usize..];
        let third = warm.len() / 3;
        let mean = |part: &[Look]| part.iter().map(|look| look.mb).sum::<f64>() / part.len() as f64;
        let there = third > 0;
        there.then(|| Self { first_mb: mean(&warm[..third]), last_mb: mean(&warm[warm.len() - third..]) })
    }

    pub(crate) fn grows(&self) -> bool {
        let more = self.last_mb - self.first_mb;
        more > SLACK_MB && more > GROWTH * self.first_mb
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(mb: impl Fn(usize) -> f64) -> Vec<Look> {
        let look = |at| Look { seconds: at as f64, mb: mb(at), open_files: 0, threads: 0, cpu_seconds: 0.0 };
        (0..300).map(look).collect()
    }

    #[test]
    fn what_fills_and_stays_does_not_grow_and_what_goes_on_does() {
        let grows = |looks: &[Look]| Growth::of(looks).expect("looks").grows();
        assert!(!grows(&looks(|at| 400.0 + at.min(60) as f64 * 3.0)));
        assert!(!grows(&looks(|at| 400.0 + (at % 7) as f64)));
        assert!(grows(&looks(|at| 400.0 + at as f64)));
        assert!(Growth::of(&looks(|_| 1.0)[..2]).is_none());
    }
}
