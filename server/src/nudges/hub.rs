//! The devices that listen to this process, with room for one nudge each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use opstap_domain::ids::ScopeId;
use opstap_sync::ident::DeviceId;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;
use uuid::Uuid;

use crate::engine::{Ear, Stirred, is_news};
use crate::store::Standing;

/// Devices that listen at a time, unless told otherwise.
const MOST: usize = 10_000;

/// How long a device that went away has its place kept, with the nudge that came meanwhile.
pub const KEPT: Duration = Duration::from_secs(90);

/// Why somebody may not listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    /// Too many do; come back later.
    #[error("too many devices listen")]
    Full,
    /// The server is about to stop.
    #[error("the server stops")]
    Stopping,
}

/// What a listener hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// There is news.
    News,
    /// Nothing more will come: the device may not listen any more, listens elsewhere, or the server stops.
    Over,
}

/// How far a device's nudges are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Beat {
    /// Who listens for the device now; a newer listener takes over.
    holder: u64,
    /// Rises with each nudge.
    news: u64,
    over: bool,
}

/// A device, also for a while after it went away.
#[derive(Debug)]
struct Place {
    org: Uuid,
    standing: Standing,
    beat: watch::Sender<Beat>,
    /// The last nudge that was heard.
    heard: u64,
    /// Since when nobody listens.
    left: Option<Instant>,
}

#[derive(Debug, Default)]
struct Places {
    by_device: BTreeMap<DeviceId, Place>,
    by_scope: BTreeMap<ScopeId, BTreeSet<DeviceId>>,
    holders: u64,
    stopping: bool,
}

/// Everybody who listens to this process.
#[derive(Debug)]
pub struct Hub {
    places: Mutex<Places>,
    look: Notify,
    most: usize,
}

impl Default for Hub {
    fn default() -> Self {
        Self::for_so_many(MOST)
    }
}

impl Hub {
    /// With room for so many devices.
    #[must_use]
    pub fn for_so_many(most: usize) -> Self {
        Self { places: Mutex::default(), look: Notify::new(), most }
    }

    /// Listens for a device. Whoever listened for it before hears that it is over. A device that is new here hears
    /// at once that there is news: nobody knows what came before.
    ///
    /// # Errors
    ///
    /// [`Closed`] when there is no room.
    pub fn join(self: &Arc<Self>, ear: Ear) -> Result<Listener, Closed> {
        let mut places = self.places();
        if places.stopping {
            return Err(Closed::Stopping);
        }
        if !places.by_device.contains_key(&ear.device) {
            // Who went away makes room for who is here.
            if places.by_device.len() >= self.most && !places.forget_one_gone() {
                return Err(Closed::Full);
            }
            let beat = watch::Sender::new(Beat { holder: 0, news: 1, over: false });
            let place = Place { org: ear.org, standing: Standing::default(), beat, heard: 0, left: None };
            places.by_device.insert(ear.device, place);
        }
        places.holders += 1;
        let holder = places.holders;
        places.take_standing(ear.device, &ear.standing);
        let place = places.by_device.get_mut(&ear.device).ok_or(Closed::Full)?;
        place.left = None;
        place.beat.send_modify(|beat| beat.holder = holder);
        let beat = place.beat.subscribe();
        Ok(Listener { hub: Arc::clone(self), device: ear.device, holder, beat })
    }

    /// Tells everybody who may read what changed, but not who changed it.
    pub fn tell(&self, stirred: Option<&Stirred>) {
        let Some(stirred) = stirred else { return };
        let mut places = self.places();
        let places = &mut *places;
        for (scope, head) in stirred.heads.iter().filter(|(scope, _)| is_news(**scope)) {
            for device in places.by_scope.get(scope).into_iter().flatten() {
                let Some(place) = places.by_device.get_mut(device) else { continue };
                let known = place.standing.heads.entry(*scope).or_insert(0);
                *known = (*known).max(*head);
                if *device != stirred.by {
                    place.nudge();
                }
            }
        }
        if stirred.grants {
            self.look.notify_one();
        }
    }

    /// How it stands is asked now and not in a while.
    pub fn look_soon(&self) {
        self.look.notify_one();
    }

    pub(super) async fn asked_to_look(&self) {
        self.look.notified().await;
    }

    /// The devices that are known here, by organisation.
    #[must_use]
    pub fn listening(&self) -> Vec<Vec<DeviceId>> {
        let mut by_org: BTreeMap<Uuid, Vec<DeviceId>> = BTreeMap::new();
        for (device, place) in &self.places().by_device {
            by_org.entry(place.org).or_default().push(*device);
        }
        by_org.into_values().collect()
    }

    /// How many listen just now.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.places().by_device.values().filter(|place| place.left.is_none()).count()
    }

    /// Whether the server is about to stop.
    #[must_use]
    pub fn is_ending(&self) -> bool {
        self.places().stopping
    }

    /// Whether somebody listens for this device just now.
    #[must_use]
    pub fn listens(&self, device: DeviceId) -> bool {
        self.places().by_device.get(&device).is_some_and(|place| place.left.is_none())
    }

    /// Takes what was found out about these devices: news for some, the end for those that were left out.
    pub fn compare(&self, asked: &[DeviceId], found: &BTreeMap<DeviceId, Standing>) {
        let mut places = self.places();
        for device in asked {
            match found.get(device) {
                Some(standing) => places.take_standing(*device, standing),
                None => places.end(*device),
            }
        }
    }

    /// Lets go of devices that went away and did not come back within this time.
    pub fn forget_the_gone(&self, kept: Duration) {
        let mut places = self.places();
        let gone = |place: &Place| place.left.is_some_and(|left| left.elapsed() > kept);
        let all: Vec<DeviceId> =
            places.by_device.iter().filter(|(_, place)| gone(place)).map(|(id, _)| *id).collect();
        for device in all {
            places.end(device);
        }
    }

    /// Everybody hears that it is over, and nobody can listen any more.
    pub fn end(&self) {
        let mut places = self.places();
        places.stopping = true;
        while let Some(device) = places.by_device.keys().next().copied() {
            places.end(device);
        }
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        // Hints: whatever a panic left behind is good enough.
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    fn nudge(&self) {
        self.beat.send_modify(|beat| beat.news += 1);
    }
}

impl Places {
    /// Numbers only rise: an answer that was on its way for long takes nothing back.
    fn take_standing(&mut self, device: DeviceId, now: &Standing) {
        let Some(place) = self.by_device.get_mut(&device) else { return };
        let known = &place.standing;
        let rose = now.heads.iter().any(|(scope, head)| known.heads.get(scope).is_none_or(|had| head > had));
        let lost: Vec<ScopeId> =
            known.heads.keys().filter(|scope| !now.heads.contains_key(scope)).copied().collect();
        if rose || now.ge > known.ge || !lost.is_empty() {
            place.nudge();
        }
        place.standing.ge = known.ge.max(now.ge);
        for (scope, head) in &now.heads {
            let known = place.standing.heads.entry(*scope).or_insert(0);
            *known = (*known).max(*head);
            self.by_scope.entry(*scope).or_default().insert(device);
        }
        for scope in &lost {
            place.standing.heads.remove(scope);
        }
        self.leave_scopes(device, &lost);
    }

    fn leave_scopes(&mut self, device: DeviceId, scopes: &[ScopeId]) {
        for scope in scopes {
            if let Some(devices) = self.by_scope.get_mut(scope) {
                devices.remove(&device);
                if devices.is_empty() {
                    self.by_scope.remove(scope);
                }
            }
        }
    }

    fn end(&mut self, device: DeviceId) {
        let Some(place) = self.by_device.remove(&device) else { return };
        place.beat.send_modify(|beat| beat.over = true);
        let scopes: Vec<ScopeId> = place.standing.heads.into_keys().collect();
        self.leave_scopes(device, &scopes);
    }

    fn forget_one_gone(&mut self) -> bool {
        let gone = self.by_device.iter().filter_map(|(id, place)| Some((place.left?, *id))).min();
        gone.inspect(|(_, device)| self.end(*device)).is_some()
    }
}

/// One listener. Going away keeps the device's place for a while.
#[derive(Debug)]
pub struct Listener {
    hub: Arc<Hub>,
    device: DeviceId,
    holder: u64,
    beat: watch::Receiver<Beat>,
}

impl Listener {
    /// Waits until there is something to hear. May be dropped and asked again; nothing is lost by that.
    pub async fn next(&mut self) -> Said {
        loop {
            let beat = *self.beat.borrow_and_update();
            if beat.over || beat.holder != self.holder {
                return Said::Over;
            }
            if self.hear(beat.news) {
                return Said::News;
            }
            if self.beat.changed().await.is_err() {
                return Said::Over;
            }
        }
    }

    /// The device whose listener this is.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.device
    }

    fn hear(&self, news: u64) -> bool {
        let mut places = self.hub.places();
        let Some(place) = places.by_device.get_mut(&self.device) else { return false };
        let fresh = news > place.heard;
        place.heard = place.heard.max(news);
        fresh
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut places = self.hub.places();
        if let Some(place) = places.by_device.get_mut(&self.device)
            && place.beat.borrow().holder == self.holder
        {
            place.left = Some(Instant::now());
        }
    }
}

#[cfg(test)]
mod tests;
