//! Finding an example message among 5,000 on a counsellor's device.

use opstap::ExampleSearch;
use opstap_server::engine::ContentItem;
use serde_json::json;

use crate::{device, machine, report::Report, seed};

const EXAMPLES: usize = 5_000;
const TIMES: u32 = 100;
/// A letter, a word, two words that stand together, a name that is filled in, and nothing that is there.
const WANTED: [&str; 5] = ["e", "toeslag", "rustig bekijken", "Client 0", "onvindbaar"];
const SUBJECTS: [&str; 8] =
    ["huur", "energie", "toeslag", "brieven", "deurwaarder", "leefgeld", "zorgverzekering", "inkomen"];
const MOMENTS: [&str; 5] = ["na aanmelding", "afspraak gemist", "brief gekomen", "stap gedaan", "lang stil"];
const TECHNIQUES: [&str; 4] = ["persoonlijk, kort", "compliment", "open vraag", "duidelijkheid"];

pub(crate) fn measure(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = opstap_server::data::DataDir::at(&folder.path().join("server")).expect("a data folder");
    let engine = data.start().expect("an engine");
    let more = (0..EXAMPLES).map(example).collect();
    let seeded = seed::cases_with(engine, more, 1, opstap_server::serve::now_ms());
    let account = seeded.counsellor;
    let (device, _serving) = device::paired(seeded, account, &folder.path().join("device"));

    let ms = |ns: u64, times: u32| ns as f64 / 1e6 / f64::from(times);
    let before = machine::thread_cpu_ns();
    let all = device.example_messages(None, None).expect("examples").len();
    let first = ms(machine::thread_cpu_ns() - before, 1);
    assert!(all >= EXAMPLES, "{all} examples");
    let (mut slowest, mut told) = (0.0_f64, Vec::new());
    for wanted in WANTED {
        let find = || device.example_messages(None, Some(wanted)).expect("examples").len();
        let found = find();
        let before = machine::thread_cpu_ns();
        (0..TIMES).for_each(|_| assert_eq!(find(), found));
        let took = ms(machine::thread_cpu_ns() - before, TIMES);
        slowest = slowest.max(took);
        told.push(format!("\"{wanted}\" {took:.1} ms ({found})"));
    }
    let detail = format!(
        "the slowest of these, mean of {TIMES} each: {}; the very first reading of all {first:.0} ms",
        told.join(", ")
    );
    report.at_most("search over 5,000 message examples", slowest, 10.0, "ms of CPU", &detail);
    let (mut slowest, mut told) = (0.0_f64, Vec::new());
    for (words, moment) in WANTED.iter().flat_map(|words| [(*words, ""), (*words, MOMENTS[1])]) {
        let search = ExampleSearch {
            words: words.to_owned(),
            moment: moment.to_owned(),
            technique: String::new(),
            limit: 20,
        };
        let find = || device.find_examples(None, &search).expect("examples").rows.len();
        let found = find();
        let before = machine::thread_cpu_ns();
        (0..TIMES).for_each(|_| assert_eq!(find(), found));
        let took = ms(machine::thread_cpu_ns() - before, TIMES);
        slowest = slowest.max(took);
        told.push(format!("\"{words}\" for \"{moment}\" {took:.1} ms ({found})"));
    }
    let detail = format!("the slowest of these, mean of {TIMES} each: {}", told.join(", "));
    report.at_most(
        "twenty of 5,000 message examples by the index, at a key",
        slowest,
        10.0,
        "ms of CPU",
        &detail,
    );
    let before = machine::thread_cpu_ns();
    for wanted in WANTED.iter().cycle().take(WANTED.len() * TIMES as usize) {
        device.search(wanted, 20).expect("a search");
    }
    let took = ms(machine::thread_cpu_ns() - before, TIMES * WANTED.len() as u32);
    report.tell(
        "a search in everything on that device, by the index, CPU, mean of the same words",
        took,
        "ms",
    );
}

/// As long as those of the package, and no two alike.
fn example(at: usize) -> ContentItem {
    let subject = SUBJECTS[at % SUBJECTS.len()];
    let app = format!(
        "Hoi {{voornaam}}. Vandaag gaat het over je {subject}. Het hoeft niet in één keer: we kunnen het samen rustig bekijken, \
         stap {at} voor stap. Ik bel je om {{tijd}}. Groet, {{hulpverlener}}"
    );
    let body = json!({
        "id": format!("bench-{at}"),
        "moment": MOMENTS[at % MOMENTS.len()],
        "technique": TECHNIQUES[at % TECHNIQUES.len()],
        "app": app,
        "sms": format!("Hoi {{voornaam}}, zullen we het over je {subject} hebben?"),
        "sendMode": "human",
        "fallbackChannel": "sms",
        "variables": ["voornaam", "hulpverlener", "tijd"],
        "order": 100 + at,
    });
    ContentItem { kind: "message_template".into(), key: format!("bench-{at}"), version: "1".into(), body }
}
