//! How the pages of an organisation look, as who administers it says (ADR-0057). What is chosen is content of the organisation,
//! beside how it is reached; the bytes of a logo lie in its scope `library`, so no device carries them.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use opstap_domain::features::Feature;
use opstap_domain::ids::ScopeId;
use opstap_domain::look::{BadLogo, Logo, Look, Unchosen, chosen, logo::logo};
use opstap_sync::ident::DeviceId;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::administration::Administrator;
use super::editing::{library, text};
use super::reached::KIND;
use super::{AdminError, Engine};
use crate::audit::hex;
use crate::store::{ScopeStore, Stored};

/// The key of a logo's record.
const LOGO: &str = "logo";

/// What an administrator asks about how the pages look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// How they look.
    Look,
    /// What people call it, and a colour as people write it. What is empty is as everywhere.
    Keep(String, String),
    /// A logo, as it was handed in.
    Logo(Vec<u8>),
    /// No logo any more.
    NoLogo,
}

/// How they look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Styled {
    /// The organisation.
    pub org: Uuid,
    /// What it is called by itself.
    pub name: String,
    /// What was chosen.
    pub look: Look,
    /// What the organisation leaves out of what it could offer.
    pub left_out: BTreeSet<Feature>,
}

/// Why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unstyled {
    /// Whoever asks is no administrator, or not any more.
    NotAllowed,
    /// The name or the colour cannot be kept.
    Chosen(Unchosen),
    /// That is no logo.
    Logo(BadLogo),
}

impl<S: ScopeStore> Engine<S> {
    /// How the pages of an organisation look, for one of its administrators by their device; from now on as they say, where
    /// they do. Within the caller's transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store: take everything back. Within it, [`Unstyled`]: nothing was written.
    pub fn administer_look(
        &mut self,
        device: DeviceId,
        asked: &Style,
        now_ms: i64,
    ) -> Stored<Result<Styled, Unstyled>> {
        let Some(by) = self.administrator(device)? else { return Ok(Err(Unstyled::NotAllowed)) };
        match self.style(&by, asked, now_ms)? {
            Err(why) => Ok(Err(why)),
            Ok(()) => Ok(Ok(self.styled(by.org)?)),
        }
    }

    /// The same, for whoever sits at the console: one after the other, all of it or nothing.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there, and for what cannot be kept.
    pub fn set_look(&mut self, org: Uuid, asked: &[Style], now_ms: i64) -> Result<Styled, AdminError> {
        self.keep(|engine| {
            engine.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
            for one in asked {
                let done = engine.style(&Administrator::console(org), one, now_ms)?;
                done.map_err(|why| AdminError::Refused(refusal(&why)))?;
            }
            Ok(engine.styled(org)?)
        })
    }

    /// How pages look before there is a person: those of the organisation that an address names, or of the one that there is.
    /// `None`: with several nobody's, and of what is not there.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn look_before(&mut self, org: Option<Uuid>) -> Stored<Option<Styled>> {
        let org = match org {
            Some(org) => self.store.org_name(org)?.map(|_| org),
            None => match self.store.orgs()?[..] {
                [(org, _)] => Some(org),
                _ => None,
            },
        };
        org.map(|org| self.styled(org)).transpose()
    }

    fn styled(&mut self, org: Uuid) -> Stored<Styled> {
        let name = self.store.org_name(org)?.unwrap_or_default();
        let said = self.said_of(org)?;
        Ok(Styled { org, name, look: Look::of(&said), left_out: Feature::left_out(&said) })
    }

    /// The bytes of an organisation's logo, where it has one with this fingerprint.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store.
    pub fn logo(&mut self, org: Uuid, print: &str) -> Stored<Option<Vec<u8>>> {
        if self.store.org_name(org)?.is_none() {
            return Ok(None);
        }
        let (scope, id) = place(org);
        let record = self.store.record(scope, id)?.filter(|record| !record.deleted);
        let record = record.filter(|record| text(record, "version") == print);
        Ok(record.and_then(|record| STANDARD.decode(text(&record, "body")).ok()))
    }

    fn style(&mut self, by: &Administrator, asked: &Style, now_ms: i64) -> Stored<Result<(), Unstyled>> {
        let said = match asked {
            Style::Look => return Ok(Ok(())),
            Style::Keep(name, colour) => match chosen(name, colour) {
                Ok((name, colour)) => json!({
                    "called": Some(name).filter(|name| !name.is_empty()),
                    "colour": colour.map(|colour| colour.to_string()),
                }),
                Err(why) => return Ok(Err(Unstyled::Chosen(why))),
            },
            Style::Logo(bytes) => match logo(bytes) {
                Ok(taken) => return self.keep_logo(by, &taken, now_ms).map(Ok),
                Err(why) => return Ok(Err(Unstyled::Logo(why))),
            },
            Style::NoLogo => json!({ "logo": null }),
        };
        self.say_of(by, members(said), "look", now_ms)?;
        if *asked == Style::NoLogo {
            let (scope, id) = place(by.org);
            self.unsay(scope, id)?;
        }
        Ok(Ok(()))
    }

    fn keep_logo(&mut self, by: &Administrator, taken: &Logo, now_ms: i64) -> Stored<()> {
        let print = hex(&blake3::hash(&taken.bytes).as_bytes()[..16]);
        let logo = json!({ "print": print, "width": taken.width, "height": taken.height });
        self.say_of(by, members(json!({ "logo": logo })), "look", now_ms)?;
        let (scope, id) = place(by.org);
        self.store.add_scope(scope, by.org)?;
        let body = Value::from(STANDARD.encode(&taken.bytes));
        let units = [("key", Value::from(LOGO)), ("version", Value::from(print)), ("body", body)];
        self.say(scope, id, KIND, units, now_ms)
    }
}

/// Where an organisation's logo lies.
fn place(org: Uuid) -> (ScopeId, Uuid) {
    let scope = library(org);
    (scope, scope.derived_id("look/logo"))
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// Why, at the console.
const fn refusal(why: &Unstyled) -> &'static str {
    match why {
        Unstyled::NotAllowed => "this is for an administrator",
        Unstyled::Chosen(Unchosen::Called(_)) => "what people call it is one line of at most 60 characters",
        Unstyled::Chosen(Unchosen::Colour) => "a colour is six hexadecimal digits, such as 1f5f4a",
        Unstyled::Chosen(Unchosen::Unreadable(_)) => "this colour is too light to be read; a darker one can",
        Unstyled::Logo(BadLogo::Kind) => "a logo is a PNG",
        Unstyled::Logo(BadLogo::Heavy) => "a logo has at most 100 KiB",
        Unstyled::Logo(BadLogo::Size) => "a logo has 16 to 1000 dots on each side",
        Unstyled::Logo(BadLogo::Moves) => "a logo does not move",
        Unstyled::Logo(BadLogo::Broken) => "this file is damaged",
    }
}
