//! What an organisation leaves out of what it could offer, as who administers it says (ADR-0057). It stands in the content, so every
//! device has it; whether something is left out is asked within the transaction that would begin it.

use std::collections::BTreeSet;

use opstap_domain::features::{Feature, made_by};
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_sync::ident::DeviceId;
use opstap_sync::wire::SyncRequest;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::administration::Administrator;
use super::{AdminError, Engine};
use crate::store::{ScopeStore, Stored};

impl<S: ScopeStore> Engine<S> {
    /// What the organisation of an administrator leaves out, by their device; from now on with `said` left out (`false`) or
    /// offered again, where they say one. Within the caller's transaction. `None`: they may not ask.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::store::StoreError) of the store: take everything back.
    pub fn administer_features(
        &mut self,
        device: DeviceId,
        said: Option<(Feature, bool)>,
        now_ms: i64,
    ) -> Stored<Option<BTreeSet<Feature>>> {
        let Some(by) = self.administrator(device)? else { return Ok(None) };
        if let Some((feature, on)) = said {
            self.keep_feature(&by, feature, on, now_ms)?;
        }
        self.left_out(by.org).map(Some)
    }

    /// The same, for whoever sits at the console.
    ///
    /// # Errors
    ///
    /// [`AdminError`] for an organisation that is not there.
    pub fn set_feature(
        &mut self,
        org: Uuid,
        said: Option<(Feature, bool)>,
        now_ms: i64,
    ) -> Result<BTreeSet<Feature>, AdminError> {
        self.keep(|engine| {
            engine.store.org_name(org)?.ok_or(AdminError::Unknown("organisation"))?;
            if let Some((feature, on)) = said {
                engine.keep_feature(&Administrator::console(org), feature, on, now_ms)?;
            }
            Ok(engine.left_out(org)?)
        })
    }

    /// Whether an organisation offers something.
    pub(super) fn offers(&mut self, org: Uuid, feature: Feature) -> Stored<bool> {
        Ok(!self.left_out(org)?.contains(&feature))
    }

    /// What an organisation leaves out.
    pub(super) fn left_out(&mut self, org: Uuid) -> Stored<BTreeSet<Feature>> {
        Ok(Feature::left_out(&self.said_of(org)?))
    }

    /// What an organisation leaves out of what a round is about: nothing is asked where it is about none of that.
    pub(super) fn left_out_of(&mut self, org: Uuid, request: &SyncRequest) -> Stored<BTreeSet<&'static str>> {
        if request.ops.iter().all(|op| made_by(&op.k).is_empty()) {
            return Ok(BTreeSet::new());
        }
        Ok(self.left_out(org)?.into_iter().map(Feature::name).collect())
    }

    fn keep_feature(&mut self, by: &Administrator, feature: Feature, on: bool, now_ms: i64) -> Stored<()> {
        self.store.lock_head(ScopeId::new(by.org, Compartment::Content))?;
        let mut off = self.left_out(by.org)?;
        let changed = if on { off.remove(&feature) } else { off.insert(feature) };
        if !changed {
            return Ok(());
        }
        let off: Map<String, Value> =
            off.into_iter().map(|feature| (feature.name().to_owned(), Value::from(true))).collect();
        let off = if off.is_empty() { Value::Null } else { Value::Object(off) };
        self.say_of(by, Map::from_iter([("off".to_owned(), off)]), noted(feature, on), now_ms)
    }
}

/// What the trail says of it.
const fn noted(feature: Feature, on: bool) -> &'static str {
    match (feature, on) {
        (Feature::SignUp, true) => "offers_sign_up",
        (Feature::SignUp, false) => "leaves_out_sign_up",
        (Feature::Events, true) => "offers_events",
        (Feature::Events, false) => "leaves_out_events",
        (Feature::Moments, true) => "offers_moments",
        (Feature::Moments, false) => "leaves_out_moments",
        (Feature::Coaches, true) => "offers_coaches",
        (Feature::Coaches, false) => "leaves_out_coaches",
        (Feature::Forms, true) => "offers_forms",
        (Feature::Forms, false) => "leaves_out_forms",
        (Feature::News, true) => "offers_news",
        (Feature::News, false) => "leaves_out_news",
        (Feature::Calendar, true) => "offers_calendar",
        (Feature::Calendar, false) => "leaves_out_calendar",
        (Feature::Proposals, true) => "offers_proposals",
        (Feature::Proposals, false) => "leaves_out_proposals",
    }
}
