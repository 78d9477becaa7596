//! One scenario: its town, its devices, its steps.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use opstap::Instant;
use serde_json::{Map, Value, json};

use crate::device::{Device, Failure};
use crate::tree::at;

/// The town of a story, in a process of its own.
pub(crate) struct Town {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Town {
    fn found(now: Option<Instant>) -> (Self, Value) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_town"));
        if let Some(now) = now {
            command.arg("--now").arg(now.0.to_string());
        }
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let orders = child.stdin.take().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        let mut town = Self { child, orders, answers };
        let first = town.hear();
        (town, first)
    }

    pub(crate) fn tell(&mut self, order: &str) -> Value {
        writeln!(self.orders, "{order}").unwrap();
        self.hear()
    }

    fn hear(&mut self) -> Value {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("the town said {line:?}"))
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) async fn play(scenario: &Value) {
    let name = scenario["name"].as_str().unwrap();
    let mut now = moment(&scenario["now"]);
    let (mut town, first) = Town::found(now);
    let mut known: Map<String, Value> = first.as_object().unwrap().clone();
    let mut devices: BTreeMap<String, Device> = BTreeMap::new();
    for (number, step) in scenario["steps"].as_array().unwrap().iter().enumerate() {
        let place = format!("{name}, step {}: {step}", number + 1);
        let step = filled(step, &known);
        if let Some(at) = moment(&step["now"]) {
            now = Some(at);
            town.tell(&format!("now {}", at.0));
            for device in devices.values() {
                device.set_clock(at);
            }
            continue;
        }
        let answer = if let Some(order) = step["town"].as_str() {
            Ok(town.tell(order))
        } else {
            let on = step["on"].as_str().unwrap_or_else(|| panic!("{place}: on which device?"));
            let device = devices.entry(on.to_owned()).or_insert_with(|| Device::new(now));
            device.act(step["do"].as_str().unwrap(), &step["with"], &mut town, &known).await
        };
        judge(&place, &step, answer, &mut known);
    }
    // Before the process ends, and OpenSSL with it.
    for device in devices.into_values() {
        device.close().await;
    }
}

fn judge(place: &str, step: &Value, answer: Result<Value, Failure>, known: &mut Map<String, Value>) {
    match (answer, step["fails"].as_object()) {
        (Err(failure), Some(wanted)) => {
            for (name, wanted) in wanted {
                let is = if name == "code" { json!(failure.code) } else { json!(failure.field) };
                assert_eq!(&is, wanted, "{place}");
            }
            assert!(!failure.words.is_empty(), "{place}: an error without words");
        }
        (Err(failure), None) => panic!("{place}: failed with {failure:?}"),
        (Ok(answer), Some(_)) => panic!("{place}: should have failed, and answered {answer}"),
        (Ok(answer), None) => {
            for (path, wanted) in step["expect"].as_object().into_iter().flatten() {
                let is = at(&answer, path);
                assert!(fits(&is, wanted), "{place}\n  at {path:?} stands {is}\n  in {answer}");
            }
            for (name, path) in step["save"].as_object().into_iter().flatten() {
                known.insert(name.clone(), at(&answer, path.as_str().unwrap()).into_owned());
            }
        }
    }
}

fn fits(is: &Value, wanted: &Value) -> bool {
    if let Some(part) = wanted.get("contains") {
        return match is {
            Value::String(text) => text.contains(part.as_str().unwrap()),
            Value::Array(list) => list.contains(part),
            _ => false,
        };
    }
    wanted.get("not").map_or_else(|| is == wanted, |other| is != other)
}

/// `"$name"` becomes what is known by that name, also within a town's order.
fn filled(step: &Value, known: &Map<String, Value>) -> Value {
    match step {
        Value::String(text) => {
            if let Some(value) = text.strip_prefix('$').and_then(|name| known.get(name)) {
                return value.clone();
            }
            let words = text.split(' ').map(|word| {
                let value = word.strip_prefix('$').and_then(|name| known.get(name));
                value.and_then(Value::as_str).unwrap_or(word)
            });
            json!(words.collect::<Vec<_>>().join(" "))
        }
        Value::Array(list) => list.iter().map(|one| filled(one, known)).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, one)| (name.clone(), filled(one, known))).collect()
        }
        other => other.clone(),
    }
}

fn moment(value: &Value) -> Option<Instant> {
    value.as_str().map(|text| Instant::parse_rfc3339(text).unwrap())
}
