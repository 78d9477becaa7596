//! Ten thousand devices that only ask whether there is news.

use opstap_server::data::DataDir;

use crate::crowd::{Crowd, settle};
use crate::report::Report;

const DEVICES: usize = 10_000;
/// The soonest that an idle device comes back by itself, in seconds: what `run_background` answers when a round did not
/// end well. After one that did it is six hours.
const SOONEST: u64 = 15 * 60;
const SPAN_SECONDS: u64 = 20;

pub(crate) fn measure(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = DataDir::at(folder.path()).expect("a data folder");
    let codes = settle(&data, DEVICES);
    let mut crowd = Crowd::gather(folder.path(), &codes);
    let mut asking = |interval: u64| {
        let every = interval * 1_000_000 / DEVICES as u64;
        crowd.phase("read", SPAN_SECONDS * 1_000_000 / every, every)
    };
    let (usual, often) = (asking(SOONEST), asking(60));
    let (now, most) = crowd.memory();
    let detail = format!(
        "each asks every 15 minutes over a connection of its own; {} rounds in {:.0} s, {:.0} µs each; every minute it \
         would be {:.1} %",
        usual.rounds,
        usual.seconds,
        usual.us_a_round(),
        often.of_a_core() * 100.0
    );
    report.at_most("10,000 idle devices", usual.of_a_core() * 100.0, 25.0, "% of a core", &detail);
    let detail =
        format!("most of the server's process, the pairing of all of them included; now {now:.0} MB");
    report.at_most("10,000 idle devices, memory of the server", most, 200.0, "MB", &detail);
}
