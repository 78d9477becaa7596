//! A client, their counsellor and a coach, each with a device of their own on one Monday.
#![allow(clippy::missing_panics_doc, clippy::unwrap_used, reason = "scaffolding of tests")]

use opstap::{Instant, Opstap};
use tempfile::TempDir;

use crate::town::{Town, device_at};

/// Monday 2027-03-22, 10:00 in Amsterdam.
pub const MONDAY: Instant = Instant(1_805_706_000_000);

/// Three devices of one case. The coach sees what the client shares with them, which is nothing at first.
pub struct Circle {
    /// The client's.
    pub phone: Opstap,
    /// The counsellor's.
    pub desk: Opstap,
    /// The coach's.
    pub coach: Opstap,
    /// Their folders, in this order.
    pub homes: [TempDir; 3],
}

impl Circle {
    /// Pairs all three, and lets them hear of each other.
    pub async fn new(town: &Town) -> Self {
        let homes = [(); 3].map(|()| tempfile::tempdir().unwrap());
        let [phone, desk, coach] = [0, 1, 2].map(|at| device_at(homes[at].path(), MONDAY));
        town.pair(&phone, town.client).await;
        town.pair(&desk, town.counsellor).await;
        town.pair(&coach, town.coach).await;
        let circle = Self { phone, desk, coach, homes };
        circle.meet().await;
        circle
    }

    /// Every device sends what it has and hears what the others sent.
    pub async fn meet(&self) {
        for device in [&self.phone, &self.desk, &self.coach, &self.phone, &self.desk, &self.coach] {
            device.sync().await.unwrap();
        }
    }
}
