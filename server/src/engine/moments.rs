//! Free moments of helpers: what clients chose, who gets which, and what they are told of it (ADR-0050).

use opstap::{Phrase, format};
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::moments::{Offered, Span, Standing, appointment_id, give};
use opstap_domain::{Instant, Zone};
use opstap_sync::record::RecordState;
use opstap_sync::server::{Decision, Loaded};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Engine;
use super::audit::{DAY_MS, Note};
use super::editing::{text, unit};
use super::shares::today;
use crate::audit::{Act, Actor};
use crate::register::DEBT_HELP;
use crate::store::{AccountRow, MomentRow, ScopeStore, Stored};
use crate::webhooks::Happening;

const KIND: &str = "moment";

/// One moment of a helper: as it was, and how things are with it now.
struct Turn {
    row: MomentRow,
    now: Standing,
}

impl Turn {
    fn had(&self) -> bool {
        self.row.told == Standing::Given.name()
    }

    fn has(&self) -> bool {
        self.now == Standing::Given
    }

    /// Somebody chose it, and does not get it.
    fn refused(&self) -> bool {
        self.row.wants && !self.had() && !self.has()
    }

    /// Something is to be written for the client.
    fn differs(&self) -> bool {
        self.row.due || self.row.told != self.now.name() || self.row.wants != self.has()
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Takes note of what was offered and chosen in a round, and of what changed in a helper's time.
    pub(super) fn asked_of_moments(
        &mut self,
        by: &AccountRow,
        decision: &Decision,
        loaded: &Loaded,
        now_ms: i64,
    ) -> Stored<()> {
        for (scope, id) in &decision.records {
            let Some(record) = loaded.records.get(&(*scope, *id)) else { continue };
            if scope.compartment != Compartment::Together {
                continue;
            }
            match record.kind.as_str() {
                KIND => self.asked_of_moment(by, (scope.owner, *id), record, now_ms)?,
                "appointment" => {
                    if let Some(file) = self.store.case(scope.owner)? {
                        self.store.moments_changed(file.org, file.counsellor)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn asked_of_moment(
        &mut self,
        by: &AccountRow,
        (case, id): (Uuid, Uuid),
        record: &RecordState,
        now_ms: i64,
    ) -> Stored<()> {
        let Some(file) = self.store.case(case)? else { return Ok(()) };
        let known = self.store.moment(file.org, case, id)?;
        if record.deleted {
            let Some(row) = known else { return Ok(()) };
            self.store.forget_moment(&row)?;
            return self.store.moments_changed(file.org, row.helper);
        }
        let wants = unit(record, "wants") == Some(&Value::Bool(true));
        let row = match known {
            Some(row) if row.wants == wants => return Ok(()),
            Some(row) => MomentRow { wants, due: true, since: now_ms, ..row },
            // Whoever offers a moment offers their own.
            None if by.role != Role::Counsellor => return Ok(()),
            None => {
                let when = unit(record, "when").unwrap_or(&Value::Null);
                let choice = Uuid::parse_str(text(record, "choice"));
                let (Some(starts), Ok(choice)) = (when["starts_at"].as_i64(), choice) else { return Ok(()) };
                let minutes = when["minutes"].as_i64().unwrap_or(0);
                MomentRow {
                    org: file.org,
                    helper: by.id,
                    case,
                    id,
                    choice,
                    starts,
                    minutes,
                    since: now_ms,
                    wants,
                    told: String::new(),
                    due: true,
                }
            }
        };
        self.store.put_moment(&row)
    }

    /// The helpers of an organisation whose moments are to be given.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) when the store cannot be read.
    pub fn moments_due(&mut self, org: Uuid) -> Stored<Vec<Uuid>> {
        self.store.moments_due(org)
    }

    /// Gives the moments of a helper to who chose them first, and tells everybody for whom something changed, within the caller's
    /// transaction. Of several servers, one at a time. `false`: there was nothing to do.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store: take everything back.
    pub fn give_moments(&mut self, org: Uuid, helper: Uuid, now_ms: i64) -> Stored<bool> {
        self.store.lock_head(ScopeId::new(org, Compartment::Content))?;
        let rows = self.store.moments(org, helper)?;
        if rows.iter().all(|row| !row.due) {
            return Ok(false);
        }
        let (rows, over): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.starts > now_ms - DAY_MS);
        over.iter().try_for_each(|row| self.store.forget_moment(row))?;
        let helped = self.helped_by(helper, now_ms)?;
        let busy = self.busy(&helped, &rows, now_ms)?;
        let offered: Vec<Offered> = rows
            .iter()
            .map(|row| Offered {
                case: row.case,
                choice: row.choice,
                moment: row.id,
                span: span(row),
                stands: helped.contains(&row.case),
                since: Instant(row.since),
                wants: row.wants,
                has: row.told == Standing::Given.name(),
            })
            .collect();
        let told = give(&offered, &busy, Instant(now_ms));
        let mut turns: Vec<Turn> = rows.into_iter().zip(told).map(|(row, now)| Turn { row, now }).collect();
        turns.sort_by_key(|turn| (turn.row.case, turn.row.choice, turn.row.id));
        for of_case in turns.chunk_by(|one, next| one.row.case == next.row.case) {
            if of_case.iter().any(Turn::differs) {
                self.tell_moments(of_case, now_ms)?;
            }
        }
        Ok(true)
    }

    /// The cases in which somebody helps now.
    fn helped_by(&mut self, helper: Uuid, now_ms: i64) -> Stored<Vec<Uuid>> {
        let today = today(now_ms);
        let grants = self.store.grants(helper)?.into_iter();
        let lasts = |until: Option<&str>| until.is_none_or(|until| until > today.as_str());
        let of = grants.filter(|row| {
            row.grant.scope.compartment == Compartment::Together && lasts(row.until.as_deref())
        });
        let mut cases: Vec<Uuid> = of.map(|row| row.grant.scope.owner).collect();
        cases.sort_unstable();
        cases.dedup();
        Ok(cases)
    }

    /// What lies in a helper's time beside the moments that were given.
    fn busy(&mut self, helped: &[Uuid], rows: &[MomentRow], now_ms: i64) -> Stored<Vec<Span>> {
        let mut busy = Vec::new();
        for case in helped {
            let scope = ScopeId::new(*case, Compartment::Together);
            for (id, record) in self.store.records_of_kind(scope, "appointment")? {
                let Some((starts, span)) = expected(&record).filter(|(_, span)| span.to.0 > now_ms) else {
                    continue;
                };
                let of = |row: &&MomentRow| row.case == *case && appointment_id(scope, row.choice) == id;
                if !rows.iter().filter(of).any(|row| row.starts == starts) {
                    busy.push(span);
                }
            }
        }
        Ok(busy)
    }

    /// Tells one case how things are with its moments.
    fn tell_moments(&mut self, turns: &[Turn], now_ms: i64) -> Stored<()> {
        let Some(first) = turns.first().map(|turn| &turn.row) else { return Ok(()) };
        let (org, case) = (first.org, first.case);
        let scope = ScopeId::new(case, Compartment::Together);
        self.store.lock_head(scope)?;
        // A round of theirs may have changed one meanwhile: the next turn sees to it.
        for Turn { row, .. } in turns {
            if self.store.moment(org, case, row.id)?.as_ref() != Some(row) {
                return Ok(());
            }
        }
        if self.store.case(case)?.is_none_or(|file| file.closed_at.is_some()) {
            return turns.iter().try_for_each(|turn| self.store.forget_moment(&turn.row));
        }
        for of_choice in turns.chunk_by(|one, next| one.row.choice == next.row.choice) {
            self.put_choice_in_agenda(scope, of_choice, now_ms)?;
            if let Some((key, row)) = to_tell(of_choice) {
                self.write_of_moment(scope, row, key, now_ms)?;
            }
        }
        for turn in turns {
            self.write_standing(scope, turn, now_ms)?;
        }
        let note = Note::arranged(org, Actor::SERVER, "moments", now_ms);
        self.note_act(note.act(Act::Written, DEBT_HELP).within(scope));
        Ok(())
    }

    /// What the client has of it, in the record and in what the server keeps. What is refused is not wanted any more.
    fn write_standing(&mut self, scope: ScopeId, turn: &Turn, now_ms: i64) -> Stored<()> {
        let row = &turn.row;
        if self.store.record(scope, row.id)?.is_some_and(|record| !record.deleted) {
            self.say(scope, row.id, KIND, [("standing", json!(turn.now.name()))], now_ms)?;
            // Only then: a wish that a phone kept before and sends later is to be answered, and not overwritten.
            if row.wants != turn.has() {
                self.say(scope, row.id, KIND, [("wants", json!(turn.has()))], now_ms)?;
            }
        }
        let (told, wants) = (turn.now.name().to_owned(), turn.has());
        self.store.put_moment(&MomentRow { told, wants, due: false, ..row.clone() })
    }

    /// A moment that was given is an appointment, and one that was given back is cancelled, where it still is at that moment.
    fn put_choice_in_agenda(&mut self, scope: ScopeId, turns: &[Turn], now_ms: i64) -> Stored<()> {
        let Some(first) = turns.first() else { return Ok(()) };
        let id = appointment_id(scope, first.row.choice);
        let known = self.store.record(scope, id)?.filter(|record| !record.deleted);
        let now = known.as_ref().and_then(expected);
        let gets = turns.iter().find(|turn| turn.has() && !turn.had());
        let left = turns.iter().find(|turn| turn.had() && !turn.has());
        if let Some(turn) = gets {
            let Some(moment) = self.store.record(scope, turn.row.id)? else { return Ok(()) };
            self.say(scope, id, "appointment", [("status", json!("confirmed"))], now_ms)?;
            for name in ["title", "when", "place", "bring"] {
                if let Some(value) = unit(&moment, name) {
                    self.say(scope, id, "appointment", [(name, value.clone())], now_ms)?;
                }
            }
        } else if left.is_some_and(|turn| now.is_some_and(|(starts, _)| starts == turn.row.starts)) {
            self.say(scope, id, "appointment", [("status", json!("cancelled"))], now_ms)?;
        } else {
            return Ok(());
        }
        self.happened(first.row.org, Happening::AppointmentChanged, first.row.case, now_ms)
    }

    /// A message of the organisation in the client's language, once for each time that it is so.
    fn write_of_moment(
        &mut self,
        scope: ScopeId,
        row: &MomentRow,
        key: &'static str,
        now_ms: i64,
    ) -> Stored<()> {
        let words = self.words_of(scope)?;
        let record = self.store.record(scope, row.id)?;
        let title = record.as_ref().map(|record| text(record, "title").to_owned()).unwrap_or_default();
        let zone = record.as_ref().and_then(|record| unit(record, "when")?["zone"].as_str()?.parse().ok());
        let zone = zone.unwrap_or(Zone::AMSTERDAM);
        let starts = zone.local(Instant(row.starts));
        let when = format::moment(words.language(), starts, zone.date(Instant(now_ms)));
        let said = Phrase::new(key).with("title", title).with("when", when);
        let id = scope.derived_id(&format!("{key}/{}/{}", row.id, row.since));
        self.write_as_organisation(row.org, scope, id, &words.say(&said), now_ms)
    }
}

/// What a client is to be told of what was offered together, and of which of it: what they chose was gone, or all of it is.
fn to_tell(turns: &[Turn]) -> Option<(&'static str, &MomentRow)> {
    let refused = turns.iter().find(|turn| turn.refused() && turn.now != Standing::Open);
    if turns.iter().any(Turn::has) {
        return refused.map(|turn| ("moment-told-kept", &turn.row));
    }
    if turns.iter().any(|turn| turn.now == Standing::Open) {
        return refused.map(|turn| ("moment-told-taken", &turn.row));
    }
    // What begins without having been chosen is nothing to tell; what others took is.
    let goes = |turn: &&Turn| turn.now == Standing::Taken && turn.row.told != Standing::Taken.name();
    refused.or_else(|| turns.iter().find(goes)).map(|turn| ("moment-told-none", &turn.row))
}

fn span(row: &MomentRow) -> Span {
    Span::of(Instant(row.starts), Some(row.minutes))
}

/// When an appointment is at which somebody is expected.
fn expected(record: &RecordState) -> Option<(i64, Span)> {
    let when = unit(record, "when")?;
    let starts = when["starts_at"].as_i64()?;
    let stands = !record.deleted && matches!(text(record, "status"), "" | "proposed" | "confirmed");
    stands.then(|| (starts, Span::of(Instant(starts), when["minutes"].as_i64())))
}
