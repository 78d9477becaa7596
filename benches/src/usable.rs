//! The first case that a counsellor can work in while 100,000 records come in, and how large the pages are.

use std::io::Read as _;
use std::path::Path;
use std::time::Instant;

use opstap_server::serve::now_ms;
use opstap_sync::wire::{LIMITS, PairResponse, SyncRequest, SyncResponse};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{device, report::Report, seed};

const CASES: usize = 200;
const EACH: usize = 500;

/// What a device says of its first sync, in milliseconds.
#[derive(Debug, Serialize, Deserialize)]
struct Loaded {
    usable: f64,
    all: f64,
}

pub(crate) fn measure(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = opstap_server::data::DataDir::at(&folder.path().join("server")).expect("a data folder");
    let mut seeded = seed::cases(data.start().expect("an engine"), CASES, now_ms());
    seed::fill(&mut seeded, |at, number, _, id| seed::budget_line(at, number, id), EACH);
    let codes: Vec<String> =
        (0..2).map(|_| seed::code(&mut seeded.engine, seeded.counsellor, seeded.now)).collect();
    let (url, runtime) = seed::serve(seeded.engine);
    let home = folder.path().join("device");
    std::fs::create_dir_all(&home).expect("a home");
    let home = home.to_str().expect("a path of text");
    let loaded: Loaded = serde_json::from_str(&said(&["usable", home, &url, &codes[0]])).expect("its times");
    let detail = format!(
        "from the beginning of the first sync until a case of {EACH} lines shows all of them; all {} records in {:.1} s; \
         wall time, server and device on one machine",
        CASES * EACH,
        loaded.all / 1e3
    );
    report.at_most("first usable case while 100,000 records load", loaded.usable / 1e3, 1.0, "s", &detail);
    let pages = runtime.block_on(pages(&url, &codes[1]));
    let detail = format!(
        "the largest of {} answers, unpacked; packed by gzip {:.0} KiB; {:.2} MB packed for {:.2} MB",
        pages.count,
        pages.packed as f64 / 1024.0,
        pages.all_packed as f64 / 1e6,
        pages.all as f64 / 1e6
    );
    let limit = LIMITS.page_bytes as f64 / 1024.0;
    report.at_most("largest page of a first sync", pages.largest as f64 / 1024.0, limit, "KiB", &detail);
}

fn said(arguments: &[&str]) -> String {
    let me = std::env::current_exe().expect("this program has a path");
    let output = std::process::Command::new(me).args(arguments).output().expect("a child can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a text")
}

/// Runs as a child: the first sync of a real device, with somebody who looks at its screen meanwhile.
pub(crate) fn run(home: &str, server: &str, code: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let device = device::open(Path::new(home));
    runtime.block_on(device.pair(server, code, "bench")).expect("the device pairs");
    let began = Instant::now();
    let ms = || began.elapsed().as_secs_f64() * 1e3;
    let (usable, all) = std::thread::scope(|scope| {
        let looking = scope.spawn(|| {
            loop {
                for case in device.cases() {
                    let lines = device.budget(Some(case)).map_or(0, |budget| budget.expenses.len());
                    if lines == EACH {
                        return ms();
                    }
                }
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
        });
        runtime.block_on(device.sync()).expect("the device syncs");
        let all = ms();
        (looking.join().expect("a case that can be used"), all)
    });
    println!("{}", serde_json::to_string(&Loaded { usable, all }).expect("times are JSON"));
}

/// Sizes of the answers of a first sync.
#[derive(Default)]
struct Pages {
    count: usize,
    largest: usize,
    packed: usize,
    all: usize,
    all_packed: usize,
}

async fn pages(server: &str, code: &str) -> Pages {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let body = json!({ "code": code, "label": "bench" }).to_string();
    let paired = http.post(format!("{server}/v1/pairings")).body(body).send().await.expect("an answer");
    let paired: PairResponse =
        serde_json::from_slice(&paired.bytes().await.expect("a whole answer")).expect("it pairs");
    let request = json!({ "proto": 1, "schema": 1, "dev": paired.device.id, "n": 0, "ack": 0 });
    let mut request: SyncRequest = serde_json::from_value(request).expect("a request");
    let mut pages = Pages::default();
    loop {
        let body = serde_json::to_vec(&request).expect("a request is JSON");
        let asked = http.post(format!("{server}/v1/sync")).bearer_auth(&paired.device.token).body(body);
        let answer = asked.header("accept-encoding", "gzip").send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        let is_packed = answer.headers().get("content-encoding").is_some_and(|coding| coding == "gzip");
        let packed = answer.bytes().await.expect("a whole answer");
        let mut bytes = Vec::new();
        if is_packed {
            flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("a gzip body");
        } else {
            assert!(packed.len() < 1024, "an answer that is worth packing is packed");
            bytes.extend_from_slice(&packed);
        }
        pages.count += 1;
        pages.largest = pages.largest.max(bytes.len());
        pages.packed = pages.packed.max(packed.len());
        pages.all += bytes.len();
        pages.all_packed += packed.len();
        let answer: SyncResponse = serde_json::from_slice(&bytes).expect("an answer of ours");
        request.ge = answer.ge;
        request.ck.clone_from(&answer.ck);
        if !answer.epoch.is_empty() {
            request.epoch.clone_from(&answer.epoch);
        }
        if !answer.chg.iter().any(|page| page.more) {
            return pages;
        }
    }
}
