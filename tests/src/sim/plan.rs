//! What a person decides to do, given what the phone shows.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::{Role, ScopeId};
use opstap_store::{Edit, Record};
use opstap_sync::conflict::{self, Conflict, Side, State};
use serde_json::{Value, json};
use uuid::Uuid;

use super::ghost::{Made, Token, amount, progress, text, tokens, tokens_in};
use super::place::Place;
use super::versions::called;
use super::world::World;
use super::{Run, world};

/// The states of a task that people choose from.
const STATES: [&str; 3] = ["open", "postponed", "done"];

/// Something to do.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) edits: Vec<Edit>,
    pub(super) scope: ScopeId,
    pub(super) kind: &'static str,
    pub(super) rec: Uuid,
    /// Empty for a deletion and for what carries no token.
    pub(super) unit: &'static str,
    pub(super) made: Made,
    /// `None`: the edit carries no token.
    pub(super) token: Option<Token>,
    /// What the author saw in its place, and replaces.
    pub(super) saw: BTreeSet<Token>,
}

#[derive(Clone, Copy)]
enum Wish {
    Amount,
    Title,
    Progress,
    Message,
    Label,
    DeleteLine,
    DeleteLabel,
    Share,
    Choose,
}

impl<P: Place> World<P> {
    /// What the person at this phone does next; `None`: nothing, because it does not show what they wanted.
    pub(super) fn plan(&mut self, at: usize) -> Run<Option<Plan>> {
        let mut plan = self.wished(at)?;
        if let Some(plan) = &mut plan {
            self.said_in(plan, self.devices[at].app.0);
        }
        Ok(plan)
    }

    fn wished(&mut self, at: usize) -> Run<Option<Plan>> {
        let wish = match self.devices[at].role {
            Role::Client => self.dice.pick(&[
                Wish::Amount,
                Wish::Amount,
                Wish::Amount,
                Wish::Progress,
                Wish::Message,
                Wish::Label,
                Wish::DeleteLine,
                Wish::DeleteLabel,
                Wish::Share,
                Wish::Choose,
            ]),
            Role::Counsellor => self.dice.pick(&[
                Wish::Amount,
                Wish::Amount,
                Wish::Title,
                Wish::Title,
                Wish::Progress,
                Wish::Message,
                Wish::Label,
                Wish::DeleteLine,
                Wish::Choose,
            ]),
            _ => self.dice.pick(&[Wish::Progress, Wish::Message]),
        };
        let place = self.dice.below(3);
        let clockless = self.options.clockless;
        let (money, together) = (self.money_scope(), self.together());
        let task = || ("task", together, together.derived_id(&format!("task/{place}")));
        let line = || ("budget_line", money, money.derived_id(&format!("line/{place}")));
        let label = || ("label", together, together.derived_id("label"));
        match wish {
            Wish::Amount => self.write(at, line(), "amount"),
            Wish::Title if !clockless => self.write(at, task(), "title"),
            Wish::Progress if !clockless => self.write(at, task(), "progress"),
            Wish::Title | Wish::Progress | Wish::Message => Ok(Some(self.message(at))),
            Wish::Label => self.label(at, label()),
            Wish::DeleteLine => self.delete(at, line()),
            Wish::DeleteLabel => self.delete(at, label()),
            Wish::Share => self.share(at),
            Wish::Choose => self.choose(at),
        }
    }

    fn shown(&mut self, at: usize, scope: ScopeId, kind: &str, rec: Uuid) -> Run<Option<Record>> {
        self.devices[at].store().record(scope, kind, rec).map_err(|error| error.to_string())
    }

    fn write(
        &mut self,
        at: usize,
        (kind, scope, rec): (&'static str, ScopeId, Uuid),
        unit: &'static str,
    ) -> Run<Option<Plan>> {
        let shown = self.shown(at, scope, kind, rec)?;
        let token = self.ghosts.draw();
        let value = match unit {
            "amount" => amount(token),
            "progress" => progress(token, self.dice.pick(&STATES)),
            _ => text(token),
        };
        let name = called(unit, self.devices[at].app.0);
        let saw = shown.as_ref().map(|record| tokens(name, record.value(name))).unwrap_or_default();
        let mut edit = Edit::put(scope, kind, rec, [(unit, value)]);
        if let (None, Edit::Put { units, .. }) = (&shown, &mut edit) {
            let once = if kind == "task" { ("key", "task") } else { ("category", "rent") };
            units.insert(once.0.to_owned(), Value::from(once.1));
        }
        let saw = saw.into_iter().collect();
        Ok(Some(Plan {
            edits: vec![edit],
            scope,
            kind,
            rec,
            unit,
            made: Made::Wrote,
            token: Some(token),
            saw,
        }))
    }

    fn message(&mut self, at: usize) -> Plan {
        let token = self.ghosts.draw();
        let scope = self.together();
        let rec = scope.derived_id(&format!("message/{token}"));
        let author = self.devices[at].account.to_string();
        let units =
            [("body", text(token)), ("author", Value::from(author)), ("sent_at", Value::from(world::START))];
        let edit = Edit::put(scope, "message", rec, units);
        let (kind, unit, saw) = ("message", "body", BTreeSet::new());
        Plan { edits: vec![edit], scope, kind, rec, unit, made: Made::Wrote, token: Some(token), saw }
    }

    /// Adds a key, and sometimes removes one or more.
    fn label(&mut self, at: usize, (kind, scope, rec): (&'static str, ScopeId, Uuid)) -> Run<Option<Plan>> {
        let shown = self.shown(at, scope, kind, rec)?;
        let token = self.ghosts.draw();
        let name = called("keys", self.devices[at].app.0);
        let mut keys = shown.map(|record| tokens(name, record.value(name))).unwrap_or_default();
        let mut saw = BTreeSet::new();
        let most = if self.dice.chance(400) { 2 } else { 12 };
        while keys.len() > most {
            let place = self.dice.place(keys.len());
            saw.insert(keys.remove(place));
        }
        keys.push(token);
        let mut keys: Vec<Value> = keys.into_iter().map(text).collect();
        keys.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
        let edit = Edit::put(scope, kind, rec, [("keys", Value::from(keys))]);
        Ok(Some(Plan {
            edits: vec![edit],
            scope,
            kind,
            rec,
            unit: "keys",
            made: Made::Wrote,
            token: Some(token),
            saw,
        }))
    }

    fn delete(&mut self, at: usize, (kind, scope, rec): (&'static str, ScopeId, Uuid)) -> Run<Option<Plan>> {
        let Some(shown) = self.shown(at, scope, kind, rec)?.filter(|_| self.dice.chance(600)) else {
            return Ok(None);
        };
        let saw = tokens_in(&shown.state.values()).into_iter().collect();
        let token = Some(self.ghosts.draw());
        let edit = Edit::Delete { scope, kind, id: rec };
        Ok(Some(Plan { edits: vec![edit], scope, kind, rec, unit: "", made: Made::Deleted, token, saw }))
    }

    /// Chooses between two amounts, or takes a choice back: the reading is written again, and the status beside it.
    fn choose(&mut self, at: usize) -> Run<Option<Plan>> {
        if called("amount", self.devices[at].app.0) != "amount" {
            return Ok(None);
        }
        let scope = self.money_scope();
        let records = self.devices[at].store().records(scope, conflict::KIND).map_err(|e| e.to_string())?;
        let found =
            records.iter().filter_map(|record| Some((record.id, Conflict::from_record(&record.state)?)));
        let found: Vec<_> = found.filter(|(_, found)| found.about.unit == "amount").collect();
        if found.is_empty() {
            return Ok(None);
        }
        let (id, found) = &found[self.dice.place(found.len())];
        let (value, status) = match found.status.state {
            State::Open | State::Auto => found.choose(self.dice.pick(&[Side::Shown, Side::Other])),
            State::Resolved | State::Undone => found.undo(),
        };
        let rec = found.about.rec;
        let shown = self.shown(at, scope, "budget_line", rec)?;
        let saw = shown.map(|record| tokens("amount", record.value("amount"))).unwrap_or_default();
        let insist = |kind: &str, id, unit: &str, v| Edit::Insist {
            scope,
            kind: kind.to_owned(),
            id,
            units: BTreeMap::from([(unit.to_owned(), v)]),
        };
        let edits = vec![
            insist("budget_line", rec, "amount", value),
            insist(conflict::KIND, *id, "status", json!(status)),
        ];
        let token = Some(self.ghosts.draw());
        let (kind, unit, saw) = ("budget_line", "amount", saw.into_iter().collect());
        Ok(Some(Plan { edits, scope, kind, rec, unit, made: Made::Chose, token, saw }))
    }

    /// The client shares parts with the coach, or takes them back.
    fn share(&mut self, at: usize) -> Run<Option<Plan>> {
        let scope = self.together();
        let rec = scope.derived_id("share/coach");
        let shown = self.shown(at, scope, "share", rec)?;
        if shown.is_some() && !self.dice.chance(self.faults.grants * 3) {
            return Ok(None);
        }
        let none: [&str; 0] = [];
        let parts = match self.dice.below(6) {
            0 | 1 if shown.is_some() => json!(none),
            0 | 2 => json!(["conversation", "programme"]),
            1 | 3 => json!(["budget", "conversation", "programme"]),
            4 => json!(["budget"]),
            _ => json!(["conversation"]),
        };
        let mut group = json!({ "parts": parts });
        if self.dice.chance(200) {
            let day = world::START / world::DAY + self.dice.between(3, 40);
            group["until"] = Value::from(date(day));
        }
        let mut edit = Edit::put(scope, "share", rec, [("parts", group)]);
        if let (None, Edit::Put { units, .. }) = (&shown, &mut edit) {
            units.insert("account".to_owned(), Value::from(self.people.coach.to_string()));
        }
        let saw = BTreeSet::new();
        Ok(Some(Plan {
            edits: vec![edit],
            scope,
            kind: "share",
            rec,
            unit: "",
            made: Made::Wrote,
            token: None,
            saw,
        }))
    }
}

/// A calendar date from days since 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn date(days: i64) -> String {
    let z = days + 719_468;
    let (era, doe) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
