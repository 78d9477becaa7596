//! A device as a process of its own: pairs, syncs once, and tells what it cost.

use std::path::Path;

use opstap::{Config, Opstap, StoreKey};
use serde::{Deserialize, Serialize};
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::seed::Seeded;
use crate::{machine, seed};

/// What a first sync cost.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Cost {
    pub(crate) cpu_ns: u64,
    pub(crate) wall_ms: u64,
    pub(crate) peak_kib: u64,
    pub(crate) records: usize,
    pub(crate) requests: usize,
}

/// The device's key in all benches.
pub(crate) const KEY: [u8; 32] = [42; 32];

/// Opens a device.
pub(crate) fn open(home: &Path) -> Opstap {
    Opstap::open(Config::new(home, StoreKey::new(KEY))).expect("a store can be opened").0
}

/// A device that is paired with a server of this process for `account`, has synced once, and the runtime that both need.
pub(crate) fn paired(mut seeded: Seeded, account: Uuid, home: &Path) -> (Opstap, Runtime) {
    let code = seed::code(&mut seeded.engine, account, seeded.now);
    let (url, runtime) = seed::serve(seeded.engine);
    let device = open(home);
    runtime.block_on(device.pair(&url, &code, "bench")).expect("the device pairs");
    runtime.block_on(device.sync()).expect("the device syncs");
    (device, runtime)
}

/// Runs as a child: first sync, then a line of JSON.
pub(crate) fn first_sync(home: &str, server: &str, code: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let device = open(Path::new(home));
    runtime.block_on(device.pair(server, code, "bench")).expect("the device pairs");
    let (cpu, wall) = (machine::cpu_ns(), std::time::Instant::now());
    let report = runtime.block_on(device.sync()).expect("the device syncs");
    let cost = Cost {
        cpu_ns: machine::cpu_ns() - cpu,
        wall_ms: wall.elapsed().as_millis() as u64,
        peak_kib: machine::peak_kib(),
        records: report.pulled,
        requests: report.requests,
    };
    println!("{}", serde_json::to_string(&cost).expect("a cost is JSON"));
}

/// Starts a child of this program and reads its line.
pub(crate) fn child(args: &[&str]) -> Cost {
    let me = std::env::current_exe().expect("this program has a path");
    let output = std::process::Command::new(me).args(args).output().expect("a child can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the child told its cost")
}
