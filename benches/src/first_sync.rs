//! The first sync of 100,000 records into an encrypted store.

use std::net::SocketAddr;

use crate::{device, floor, machine, proxy, report::Report, seed};

const CASES: usize = 200;
const EACH: usize = 500;

/// Ours and the floor, each device a process of its own, server side in this one.
pub(crate) fn measure(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = opstap_server::data::DataDir::at(&folder.path().join("server")).expect("a data folder");
    let now = opstap_server::serve::now_ms();
    let mut seeded = seed::cases(data.start().expect("an engine"), CASES, now);
    seed::fill(&mut seeded, |at, number, _, id| seed::budget_line(at, number, id), EACH);
    let codes: Vec<String> = (0..2).map(|_| seed::code(&mut seeded.engine, seeded.counsellor, now)).collect();
    let pages: &'static [Vec<u8>] = Box::leak(floor::pages(CASES, EACH).into_boxed_slice());

    let (url, runtime) = seed::serve(seeded.engine);
    let any: SocketAddr = ([127, 0, 0, 1], 0).into();
    let raw = runtime.block_on(tokio::net::TcpListener::bind(any)).expect("a port");
    let raw_address = raw.local_addr().expect("an address");
    runtime.spawn(async move { axum::serve(raw, floor::router(pages)).await });

    let home = |name: &str| {
        let home = folder.path().join(name);
        std::fs::create_dir_all(&home).expect("a home");
        home.to_str().expect("a path of text").to_owned()
    };
    let before = machine::cpu_ns();
    let raw = device::child(&["floor-device", &home("floor"), &format!("http://{raw_address}")]);
    let raw_server = machine::cpu_ns() - before;
    let before = machine::cpu_ns();
    let ours = device::child(&["device", &home("device"), &url, &codes[0]]);
    let our_server = machine::cpu_ns() - before;
    let (through, counted) = proxy::before(&url);
    let counted_run = device::child(&["device", &home("counted"), &through, &codes[1]]);
    let (up, down, requests) = counted.take();
    assert!(ours.records >= CASES * EACH && raw.records == CASES * EACH, "{} {}", ours.records, raw.records);
    assert_eq!(counted_run.records, ours.records);

    let seconds = |ns: u64| ns as f64 / 1e9;
    let detail = format!(
        "device {:.2} s CPU against {:.2} s; server {:.2} s against {:.2} s; {} records, {} requests, {} ms",
        seconds(ours.cpu_ns),
        seconds(raw.cpu_ns),
        seconds(our_server),
        seconds(raw_server),
        ours.records,
        ours.requests,
        ours.wall_ms
    );
    let ratio = ours.cpu_ns as f64 / raw.cpu_ns as f64;
    report.at_most("first sync of 100,000 records, device CPU", ratio, 2.0, "× the raw floor", &detail);
    let both = (ours.cpu_ns + our_server) as f64 / (raw.cpu_ns + raw_server) as f64;
    report.tell(
        "first sync, device and server CPU together, × the floor of bytes compressed beforehand",
        both,
        "×",
    );
    let megabytes = (up + down) as f64 / 1e6;
    let detail = format!("{up} bytes up, {down} down, {requests} requests, HTTP headers included");
    report.at_most("first sync, on the wire", megabytes, 6.5, "MB", &detail);
    let detail = format!("peak of the device's process; the floor's {:.0} MB", raw.peak_kib as f64 / 1024.0);
    report.at_most("first sync, memory of the device", ours.peak_kib as f64 / 1024.0, 96.0, "MB", &detail);
}
