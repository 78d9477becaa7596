//! What goes out by text message and mail: decided from what is stored, leased by one server, settled by what came of it.
//!
//! The rule is `opstap_domain::reminders::guarantee`; here it is fed. An address is read when a message goes, and is
//! nowhere but in the client's own record.

use opstap::zone_named;
use opstap_content::Language;
use opstap_domain::contact::Way;
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_domain::reminders::guarantee::{Guarantee, Planned, Standing, Told, plan_of};
use opstap_domain::reminders::{Appointment, AppointmentStatus, QuietHours};
use opstap_domain::{CivilTime, Instant, LocalMoment, Zone};
use opstap_sync::record::RecordState;
use serde_json::Value;
use uuid::Uuid;

use super::audit::Note;
use super::connections::Unlinked;
use super::{AdminError, Engine};
use crate::audit::{Act, Actor};
use crate::random;
use crate::register::REMINDERS;
use crate::store::{Channel, DeliveryRow, DeliveryState, ScopeStore, Stored};

/// How long one server has a message for itself: longer than any try lasts. 5 minutes, in milliseconds.
pub const LEASE_MS: i64 = 5 * 60_000;

/// So many tries in all.
pub const TRIES: u32 = 8;

/// After the first failure at most so long, after each next one twice as long: a minute, in milliseconds.
const RETRY_MS: i64 = 60_000;

/// A message to hand over now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Which.
    pub row: DeliveryRow,
    /// To whom. Never logged.
    pub way: Way,
    /// In which language.
    pub language: Language,
    /// When the appointment begins, on the wall where it is.
    pub starts: LocalMoment,
    /// An earlier try was broken off: ask whether it was taken, and send nothing.
    pub asks: bool,
}

/// What a try came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// It was taken.
    Taken,
    /// It was not taken, and may be later.
    Later(&'static str),
    /// It will never be taken like this.
    Refused(&'static str),
    /// It may have been taken.
    Unsure(&'static str),
}

/// What is known of one person, for the rule.
struct Known {
    guarantee: Guarantee,
    way: Option<Way>,
    language: Language,
    rows: Vec<DeliveryRow>,
}

/// Hexadecimal digits of a [`DeliveryRow::reference`].
pub const REFERENCE_DIGITS: usize = 32;

impl DeliveryRow {
    /// By what it is called outside: the same for each try, and nothing can be read from it.
    #[must_use]
    pub fn reference(&self) -> String {
        let text = format!("{} {} {}", self.scope, self.reason, self.channel.name());
        blake3::hash(text.as_bytes()).to_hex()[..REFERENCE_DIGITS].to_owned()
    }

    fn told(&self) -> Told {
        Told { appointment: self.about.clone(), starts_at: Instant(self.starts_at) }
    }
}

/// By what a way goes.
#[must_use]
pub const fn channel_of(way: &Way) -> Channel {
    match way {
        Way::Sms(_) => Channel::Sms,
        Way::Mail(_) => Channel::Mail,
    }
}

impl<S: ScopeStore> Engine<S> {
    /// Looks where something changed or is due, in at most so many cases of an organisation, and decides what must go out. Gives how many
    /// cases were looked at. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn decide_deliveries(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<usize> {
        let due = self.store.scopes_to_look_at(org, now_ms, most)?;
        for scope in &due {
            // Of two servers, the second waits here and finds the work done.
            let head = self.store.lock_head(*scope)?;
            let next = self.decide(*scope, now_ms)?;
            self.store.looked_at(*scope, head, next.map(|next| next.0))?;
        }
        Ok(due.len())
    }

    fn decide(&mut self, scope: ScopeId, now_ms: i64) -> Stored<Option<Instant>> {
        let Some(known) = self.known(scope, now_ms)? else { return Ok(None) };
        let Some(way) = &known.way else { return Ok(None) };
        let due = known.guarantee.due();
        for told in due.now {
            // Moved there and back again is another message than the first.
            let turn = known.rows.iter().filter(|row| row.about == told.appointment).count();
            let reason = format!("appointment/{}/{}/{turn}", told.appointment, told.starts_at.0);
            self.store.add_delivery(&fresh(scope, reason, channel_of(way), &told, now_ms))?;
        }
        Ok(due.next)
    }

    /// Takes messages of an organisation that are to go now, at most so many, for one server alone. What is not to go any more is
    /// dropped. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn lease_deliveries(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<Errand>> {
        let mut errands = Vec::new();
        for row in self.store.deliveries_due(org, now_ms, most)? {
            let asks = row.state == DeliveryState::UnderWay;
            let known = self.known(row.scope, now_ms)?;
            let known = known.and_then(|known| Some((known.way.clone()?, known)));
            let Some((way, known)) = known else {
                self.leave(&row, asks, "nobody wants it any more")?;
                continue;
            };
            if !asks {
                match known.guarantee.standing(&row.told()) {
                    Standing::Now => {}
                    Standing::Later(at) => {
                        self.store.set_delivery(&DeliveryRow { due_at: at.0, ..row.clone() }, &row.lease)?;
                        continue;
                    }
                    Standing::Never => {
                        self.leave(&row, false, "not to be told any more")?;
                        continue;
                    }
                }
                if channel_of(&way) != row.channel {
                    self.leave(&row, false, "by another way")?;
                    let other = fresh(row.scope, row.reason.clone(), channel_of(&way), &row.told(), now_ms);
                    self.store.add_delivery(&other)?;
                    continue;
                }
            }
            let lease: [u8; 8] = random::bytes(self.random.as_mut())?;
            let leased = DeliveryRow {
                state: DeliveryState::UnderWay,
                tries: row.tries + u32::from(!asks),
                due_at: now_ms + LEASE_MS,
                lease: lease.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")),
                ..row.clone()
            };
            if self.store.set_delivery(&leased, &row.lease)? {
                let zone = known.guarantee.appointments.iter().find(|known| known.id == row.about);
                let zone = zone.map_or(known.guarantee.zone, |known| known.zone);
                let starts = zone.local(Instant(row.starts_at));
                errands.push(Errand { row: leased, way, language: known.language, starts, asks });
            }
        }
        Ok(errands)
    }

    /// What a try came to. `chance` is random over all of its range, so that what failed together is not tried together.
    /// `false`: another server has it by now. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError): take everything back.
    pub fn settle_delivery(
        &mut self,
        row: &DeliveryRow,
        handed: Handed,
        chance: u16,
        now_ms: i64,
    ) -> Stored<bool> {
        let (state, why) = match handed {
            Handed::Taken => (DeliveryState::Sent, ""),
            Handed::Later(why) if row.tries < TRIES => (DeliveryState::Waits, why),
            Handed::Later(why) | Handed::Refused(why) => (DeliveryState::Dead, why),
            Handed::Unsure(why) => (DeliveryState::Unsure, why),
        };
        let bound = RETRY_MS << row.tries.saturating_sub(1).min(8);
        let pause = bound / 2 + i64::from(chance) * (bound / 2) / i64::from(u16::MAX);
        let settled = DeliveryRow {
            state,
            due_at: now_ms + pause,
            lease: String::new(),
            why: why.to_owned(),
            ..row.clone()
        };
        let settled = self.store.set_delivery(&settled, &row.lease)?;
        if settled && matches!(handed, Handed::Taken | Handed::Unsure(_)) {
            self.note_sent(row, state, now_ms)?;
        }
        Ok(settled)
    }

    /// What left this server, or may have, was personal data that went to somebody else.
    fn note_sent(&mut self, row: &DeliveryRow, state: DeliveryState, now_ms: i64) -> Stored<()> {
        let Some(file) = self.store.case(row.scope.owner)? else { return Ok(()) };
        let detail = match (row.channel, state) {
            (Channel::Sms, DeliveryState::Sent) => "sms",
            (Channel::Mail, DeliveryState::Sent) => "mail",
            (Channel::Sms, _) => "sms_unsure",
            (Channel::Mail, _) => "mail_unsure",
        };
        let note = Note::arranged(file.org, Actor::SERVER, detail, now_ms).act(Act::Sent, REMINDERS);
        self.note_act(note.within(row.scope));
        Ok(())
    }

    /// Tries a dead or unsure message again, now; or with `drop` leaves any that is not sent.
    ///
    /// # Errors
    ///
    /// [`AdminError`] where there is none of this reference, or it is sent or on its way.
    pub fn steer_delivery(&mut self, reference: &str, drop: bool, now_ms: i64) -> Result<(), AdminError> {
        self.keep(|engine| {
            let all = engine.store.deliveries(None)?;
            let row = all.into_iter().find(|row| row.reference() == reference);
            let row = row.ok_or(AdminError::Unknown("message"))?;
            Ok(engine.steer(&row, drop, now_ms)?)
        })
    }

    /// Within the caller's transaction.
    pub(super) fn steer(&mut self, row: &DeliveryRow, drop: bool, now_ms: i64) -> Result<(), Unlinked> {
        let stuck = matches!(row.state, DeliveryState::Dead | DeliveryState::Unsure);
        if !(stuck || drop && row.state == DeliveryState::Waits) {
            return Err(Unlinked::NotStuck);
        }
        let next = if drop {
            DeliveryRow { state: DeliveryState::Dropped, why: "left by hand".to_owned(), ..row.clone() }
        } else {
            DeliveryRow { state: DeliveryState::Waits, tries: 0, due_at: now_ms, ..row.clone() }
        };
        self.store.set_delivery(&next, &row.lease)?;
        Ok(())
    }

    /// What was under way may have been taken: that stays unsure.
    fn leave(&mut self, row: &DeliveryRow, unsure: bool, why: &str) -> Stored<bool> {
        let state = if unsure { DeliveryState::Unsure } else { DeliveryState::Dropped };
        let left = DeliveryRow { state, lease: String::new(), why: why.to_owned(), ..row.clone() };
        self.store.set_delivery(&left, &row.lease)
    }

    /// `None` where there is no case, or it is closed.
    fn known(&mut self, scope: ScopeId, now_ms: i64) -> Stored<Option<Known>> {
        let file = self.store.case(scope.owner)?.filter(|file| file.closed_at.is_none());
        let Some(file) = file.filter(|_| scope.compartment == Compartment::Together) else { return Ok(None) };
        let mut one = |kind: &str| -> Stored<Units> {
            Ok(Units(self.store.record(scope, scope.derived_id(kind))?.filter(|record| !record.deleted)))
        };
        let (case, preference, contact) = (one("case")?, one("preference")?, one("contact")?);
        let way = Way::of(
            contact.text("remind"),
            contact.text("mail"),
            contact.text("mobile"),
            contact.text("stop"),
        );
        let zone = if case.text("zone").is_empty() { Zone::AMSTERDAM } else { zone_named(case.text("zone")) };
        let mut appointments = Vec::new();
        for (id, record) in self.store.records_of_kind(scope, "appointment")? {
            appointments.extend(appointment(id.to_string(), &Units(Some(record)), zone));
        }
        let mut planned = Vec::new();
        for device in self.store.devices(Some(file.client))? {
            let id = scope.derived_id(&plan_of(device.id.bits()));
            let record = self.store.record(scope, id)?.filter(|record| !record.deleted);
            let units = Units(record.filter(|_| device.revoked_at.is_none()));
            let marks = units.value("planned").as_array().into_iter().flatten();
            let marks = marks.filter_map(Value::as_str).map(str::to_owned).collect();
            planned.push(Planned { marks, seen_at: Instant(device.last_seen) });
        }
        let rows = self.store.deliveries(Some(scope))?;
        let told = rows.iter().filter(|row| row.state != DeliveryState::Dropped).map(DeliveryRow::told);
        let guarantee = Guarantee {
            now: Instant(now_ms),
            zone,
            quiet: quiet(&preference).unwrap_or_default(),
            appointments,
            planned,
            told: told.collect(),
        };
        let language = Language::from_code(preference.text("language")).unwrap_or(Language::Dutch);
        Ok(Some(Known { guarantee, way, language, rows }))
    }
}

fn fresh(scope: ScopeId, reason: String, channel: Channel, told: &Told, now_ms: i64) -> DeliveryRow {
    DeliveryRow {
        scope,
        reason,
        channel,
        about: told.appointment.clone(),
        starts_at: told.starts_at.0,
        state: DeliveryState::Waits,
        tries: 0,
        due_at: now_ms,
        lease: String::new(),
        why: String::new(),
        at: now_ms,
    }
}

/// A record's units; all empty where there is none.
struct Units(Option<RecordState>);

impl Units {
    fn value(&self, name: &str) -> &Value {
        let unit = self.0.as_ref().and_then(|record| record.units.get(name));
        unit.map_or(&Value::Null, |unit| &unit.v)
    }

    fn text(&self, name: &str) -> &str {
        self.value(name).as_str().unwrap_or_default()
    }
}

fn quiet(preference: &Units) -> Option<QuietHours> {
    let time = |name: &str| {
        let minute = u16::try_from(preference.value("quiet")[name].as_i64()?).ok()?;
        CivilTime::new(minute / 60, minute % 60)
    };
    Some(QuietHours { from: time("from")?, to: time("to")? })
}

fn appointment(id: String, units: &Units, zone: Zone) -> Option<Appointment> {
    let when = units.value("when");
    let status = serde_json::from_value::<AppointmentStatus>(units.value("status").clone());
    Some(Appointment {
        id,
        // What it is about goes into no message.
        title: String::new(),
        place: None,
        starts_at: Instant(when["starts_at"].as_i64()?),
        zone: when["zone"].as_str().map_or(zone, zone_named),
        status: status.unwrap_or(AppointmentStatus::Proposed),
    })
}
