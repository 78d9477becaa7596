//! News of an organisation for a group that fits, to who wants news (ADR-0046): counting, sending off, stopping, and passing it
//! on to one case after the other. Who writes it never hears to whom it goes.

use std::collections::BTreeMap;

use opstap::Words;
use opstap_content::Language;
use opstap_domain::audience::{self, AudienceError, Part, Reader, reaches};
use opstap_domain::condition::{Condition, Facts};
use opstap_domain::features::Feature;
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::{Date, Instant, Zone};
use opstap_sync::ident::DeviceId;
use opstap_sync::record::RecordState;
use uuid::Uuid;

use super::Engine;
use super::administration::Administrator;
use super::audit::Note;
use super::editing::{text, unit};
use crate::audit::{Act, Actor};
use crate::random;
use crate::register::NEWS;
use crate::store::{NewsRow, NewsState, ScopeStore, StoreError, Stored};

/// Cases that are looked at in one transaction when news is passed on: so few that nobody else waits for long.
const AT_ONCE: u16 = 50;

/// After the press nothing leaves for so long, so that who saw a mistake at once can stop all of it. A minute, in milliseconds.
pub const STILL_MS: i64 = 60_000;

/// What a content manager asks about news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tell {
    /// What was sent.
    Look,
    /// How many people a group has.
    Count(Vec<Part>),
    /// Send these words to a group.
    Send(Vec<Part>, String),
    /// Send no more of it.
    Stop(Uuid),
}

/// How many people a group has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Nobody asked.
    NotAsked,
    /// Too few to tell, and to write to.
    TooFew,
    /// At least so many, told in fives.
    AtLeast(usize),
}

/// What there is, and how many people a group has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What was sent, newest first.
    pub sent: Vec<NewsRow>,
    /// Of [`Tell::Count`].
    pub size: Size,
}

/// Why nothing was sent or stopped. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Untold {
    /// Whoever asks does not write for the organisation, or not any more.
    NotAllowed,
    /// The words, or the group, cannot be so.
    Audience(AudienceError),
    /// Fewer people than a group has to have.
    TooFew,
    /// There is no such news.
    Unknown,
    /// Something is on its way: that ends first.
    Busy,
    /// It is not on its way any more.
    NotGoing,
    /// The organisation does not offer it.
    NotOffered,
    /// The database failed.
    Store(StoreError),
}

impl From<StoreError> for Untold {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<AudienceError> for Untold {
    fn from(error: AudienceError) -> Self {
        Self::Audience(error)
    }
}

/// What a client said, as far as news asks.
#[derive(Default)]
struct Person {
    welcome: bool,
    paused_until: Option<Date>,
    language: Language,
    facts: Facts,
}

impl Person {
    fn hear(&mut self, said: &RecordState) {
        if said.kind == "preference" {
            self.welcome = unit(said, "news").and_then(serde_json::Value::as_bool) == Some(true);
            self.paused_until = text(said, "pause_until").parse().ok();
            self.language = Language::from_code(text(said, "language")).unwrap_or_default();
        } else if let Some(value) = unit(said, "value").and_then(|value| value.get("is"))
            && let Ok(value) = serde_json::from_value(value.clone())
        {
            self.facts.insert(text(said, "field").to_owned(), value);
        }
    }

    fn hears(&self, audience: &Condition, today: Date) -> bool {
        let reader = Reader { welcome: self.welcome, paused_until: self.paused_until, facts: &self.facts };
        reaches(audience, &reader, today)
    }
}

fn today(now_ms: i64) -> Date {
    Zone::AMSTERDAM.date(Instant(now_ms))
}

impl<S: ScopeStore> Engine<S> {
    /// What the person of a device asks as a content manager, within the caller's transaction; what there is then.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store: take everything back. Within it, [`Untold`]: nothing was written.
    pub fn tell_news(&mut self, device: DeviceId, asked: &Tell, now_ms: i64) -> Stored<Result<News, Untold>> {
        let Some(by) = self.arranger(device, Role::ContentManager)? else {
            return Ok(Err(Untold::NotAllowed));
        };
        // What was sent is read, and what is on its way can be stopped.
        let begins = matches!(asked, Tell::Count(_) | Tell::Send(..));
        if begins && !self.offers(by.org, Feature::News)? {
            return Ok(Err(Untold::NotOffered));
        }
        let size = match self.tell(&by, asked, now_ms) {
            Err(Untold::Store(error)) => return Err(error),
            Err(why) => return Ok(Err(why)),
            Ok(size) => size,
        };
        Ok(Ok(News { sent: self.store.news(by.org)?, size }))
    }

    fn tell(&mut self, by: &Administrator, asked: &Tell, now_ms: i64) -> Result<Size, Untold> {
        match asked {
            Tell::Look => Ok(Size::NotAsked),
            Tell::Count(parts) => {
                let group = audience::audience(parts)?;
                let count = self.group(by.org, &group, now_ms)?;
                self.note_act(by.note("news_counted", now_ms));
                Ok(audience::told(count).map_or(Size::TooFew, Size::AtLeast))
            }
            Tell::Send(parts, typed) => {
                let (words, group) = (audience::words(typed)?, audience::audience(parts)?);
                if self.store.news_going(by.org)?.is_some() {
                    return Err(Untold::Busy);
                }
                let count = self.group(by.org, &group, now_ms)?;
                audience::told(count).ok_or(Untold::TooFew)?;
                let id = random::id(self.random.as_mut(), now_ms).map_err(StoreError::from)?;
                let audience = serde_json::to_string(&group);
                self.store.add_news(&NewsRow {
                    id,
                    org: by.org,
                    at: now_ms,
                    words: words.to_owned(),
                    audience: audience.map_err(|_| StoreError::broken("a group that is no JSON"))?,
                    state: NewsState::Going,
                    past: Uuid::nil(),
                    reached: 0,
                })?;
                self.note_act(by.note("news_sent", now_ms));
                Ok(Size::NotAsked)
            }
            Tell::Stop(id) => {
                if !self.store.stop_news(by.org, *id)? {
                    let known = self.store.news(by.org)?.iter().any(|row| row.id == *id);
                    return Err(if known { Untold::NotGoing } else { Untold::Unknown });
                }
                self.note_act(by.note("news_stopped", now_ms));
                Ok(Size::NotAsked)
            }
        }
    }

    /// How many people a group has.
    fn group(&mut self, org: Uuid, group: &Condition, now_ms: i64) -> Stored<usize> {
        let today = today(now_ms);
        Ok(self
            .people(org, [Uuid::nil(), Uuid::max()])?
            .values()
            .filter(|person| person.hears(group, today))
            .count())
    }

    /// Who could be told something, by case, in the order of ids: of the cases after the first of these and up to the last.
    fn people(&mut self, org: Uuid, cases: [Uuid; 2]) -> Stored<BTreeMap<Uuid, Person>> {
        let mut people: BTreeMap<Uuid, Person> = BTreeMap::new();
        for (case, said) in self.store.said_of_themselves(org, cases)? {
            people.entry(case).or_default().hear(&said);
        }
        Ok(people)
    }

    /// Passes news of an organisation on to the next cases, within the caller's transaction. Whoever changed their mind meanwhile
    /// gets none, and nobody gets it twice. `false`: nothing more is to be done now.
    ///
    /// # Errors
    ///
    /// [`StoreError`] of the store: take everything back.
    pub fn pass_news_on(&mut self, org: Uuid, now_ms: i64) -> Stored<bool> {
        let going = self.store.news_going(org)?.filter(|row| row.at + STILL_MS <= now_ms);
        let Some(row) = going else { return Ok(false) };
        // What this version cannot read reaches nobody.
        let group: Condition = serde_json::from_str(&row.audience).unwrap_or(Condition::Any(Vec::new()));
        let cases = self.store.open_cases_after(org, row.past, AT_ONCE)?;
        let last = cases.last().copied().filter(|_| cases.len() == usize::from(AT_ONCE));
        let (mut next, today) = (BTreeMap::new(), today(now_ms));
        if let Some(last) = cases.last() {
            next = self.people(org, [row.past, *last])?;
            next.retain(|_, person| person.hears(&group, today));
        }
        let more = last.is_some();
        let moved = NewsRow {
            state: if more { NewsState::Going } else { NewsState::Done },
            // Once it is done no row says of anybody that it went to them.
            past: last.unwrap_or(Uuid::nil()),
            reached: row.reached.saturating_add(next.len() as u32),
            ..row.clone()
        };
        // Another server may be at it, or somebody stopped it this moment: then it is not for us.
        if !self.store.move_news(&moved, row.past)? {
            return Ok(true);
        }
        for (case, person) in next {
            let scope = ScopeId::new(case, Compartment::Together);
            let id = scope.derived_id(&["news/", &row.id.to_string()].concat());
            if self.store.record(scope, id)?.is_some() {
                continue;
            }
            let body = [&row.words, "\n\n", &Words::new(person.language).text("news-why")].concat();
            self.write_as_organisation(org, scope, id, &body, now_ms)?;
            let note = Note::arranged(org, Actor::SERVER, "news", now_ms);
            self.note_act(note.act(Act::Written, NEWS).within(scope));
        }
        Ok(more)
    }
}
