//! The figures, as lines to read and as JSON.

use serde_json::{Value, json};

use crate::machine;

/// Collects figures and prints each as it comes.
pub(crate) struct Report {
    rows: Vec<Value>,
    missed: usize,
}

impl Report {
    pub(crate) fn begin() -> Self {
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        println!("bench · {cores} cores · load {} at the start\n", machine::load());
        Self { rows: Vec::new(), missed: 0 }
    }

    /// A figure that must not be above `target`.
    pub(crate) fn at_most(&mut self, name: &str, measured: f64, target: f64, unit: &str, detail: &str) {
        let met = measured <= target;
        self.missed += usize::from(!met);
        let verdict = if met { "ok    " } else { "MISSED" };
        println!("{verdict} {name}: {measured:.2} {unit} (at most {target:.2})\n       {detail}");
        if !met {
            println!("       over by {:.0} %", (measured / target - 1.0) * 100.0);
        }
        self.rows.push(json!({
            "name": name, "measured": measured, "target": target, "unit": unit, "met": met, "detail": detail,
            "load": machine::load(),
        }));
    }

    /// A figure that is only told.
    pub(crate) fn tell(&mut self, name: &str, measured: f64, unit: &str) {
        println!("       {name}: {measured:.3} {unit}");
        self.rows.push(json!({ "name": name, "measured": measured, "unit": unit, "load": machine::load() }));
    }

    pub(crate) fn end(&self) {
        let judged = self.rows.iter().filter(|row| row.get("met").is_some()).count();
        println!(
            "\nbench: {} of {judged} targets met · load {} at the end",
            judged - self.missed,
            machine::load()
        );
    }

    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string_pretty(&self.rows).expect("figures are JSON")
    }
}
