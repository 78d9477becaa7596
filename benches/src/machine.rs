//! What the machine says of itself and of this process.

use std::fs;

/// CPU time of all threads of this process that are alive, in nanoseconds.
pub(crate) fn cpu_ns() -> u64 {
    let tasks = fs::read_dir("/proc/self/task").expect("Linux lists its threads");
    tasks.filter_map(Result::ok).filter_map(|task| on_cpu(&task.path().join("schedstat"))).sum()
}

/// CPU time of this thread, in nanoseconds.
pub(crate) fn thread_cpu_ns() -> u64 {
    on_cpu(std::path::Path::new("/proc/thread-self/schedstat")).unwrap_or(0)
}

/// CPU time of all processes called `name`, in nanoseconds, as the kernel counts it in hundredths of a second.
pub(crate) fn cpu_ns_of(name: &str) -> u64 {
    let all = fs::read_dir("/proc").expect("Linux lists its processes");
    let ticks = |path: std::path::PathBuf| {
        let stat = fs::read_to_string(path.join("stat")).ok()?;
        let (before, after) = stat.rsplit_once(") ")?;
        let fields: Vec<&str> = after.split(' ').collect();
        let used = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        before.ends_with(&format!("({name}")).then_some(used)
    };
    all.filter_map(Result::ok).filter_map(|process| ticks(process.path())).sum::<u64>() * 10_000_000
}

/// CPU time of all threads of a process that are alive, in nanoseconds.
pub(crate) fn cpu_ns_of_pid(pid: u32) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).expect("a process that lives");
    tasks.filter_map(Result::ok).filter_map(|task| on_cpu(&task.path().join("schedstat"))).sum()
}

/// A line of a process's status, such as `VmRSS:`, in KiB.
pub(crate) fn memory_kib(pid: &str, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("Linux tells a status");
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

fn on_cpu(path: &std::path::Path) -> Option<u64> {
    fs::read_to_string(path).ok()?.split_whitespace().next()?.parse().ok()
}

/// The most memory that this process ever had, in KiB.
pub(crate) fn peak_kib() -> u64 {
    memory_kib("self", "VmHWM:")
}

/// The load of the last minute.
pub(crate) fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("?").to_owned()
}

/// The value in the middle, and that at 99 %.
pub(crate) fn p50_p99(mut samples: Vec<u64>) -> (u64, u64) {
    samples.sort_unstable();
    let at = |per_cent: usize| samples[(samples.len() * per_cent / 100).min(samples.len() - 1)];
    (at(50), at(99))
}
