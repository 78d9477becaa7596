//! What goes wrong besides the network: servers are restored, phones copied, clocks moved, helpers changed.

use std::collections::BTreeSet;

use opstap_server::engine::Noticed;

use super::place::Place;
use super::world::{Backup, DAY, Event, HOUR, MINUTE, World, finding};
use super::{Run, ghost::Token};

/// Phones at most, twins included.
const PHONES: usize = 7;
/// A server is restored from backups younger than this; a phone keeps what it sent for longer.
const YOUNG: i64 = 13 * DAY;

impl<P: Place> World<P> {
    /// Something happens, or nothing.
    pub(super) fn mishap(&mut self) -> Run<()> {
        if self.dice.chance(250) {
            self.take_backup()?;
        }
        if self.dice.chance(self.faults.restore) {
            self.restore()?;
        }
        if self.dice.chance(self.faults.phones) {
            self.copy_phone()?;
        }
        if self.dice.chance(self.faults.clocks) {
            let at = self.dice.place(self.devices.len());
            let by = self.dice.between(-15 * 365, 15 * 365) * DAY;
            self.devices[at].skew_ms = by;
            self.devices[at].contact.unsure = true;
            self.fault("clocks moved");
            self.say(format_args!("the clock of phone {at} jumps"));
        }
        if self.dice.chance(self.faults.power) {
            let at = self.dice.place(self.devices.len());
            if self.dice.chance(500) {
                self.devices[at].reach_disk()?;
            } else if self.devices[at].lose_power()? {
                self.fault("power lost");
                self.say(format_args!("the power of phone {at} fails"));
            }
        }
        if self.dice.chance(self.faults.grants) {
            self.reassign()?;
        }
        if self.dice.chance(self.faults.crash) {
            let at = self.dice.place(self.devices.len());
            self.fault("phones restarted");
            self.say(format_args!("phone {at} restarts"));
            self.devices[at].restart()?;
        }
        Ok(())
    }

    pub(super) fn take_backup(&mut self) -> Run<()> {
        let rows = self.place.back_up(&mut self.server)?;
        self.backups.push(Backup { at: self.now, rows });
        self.say(format_args!("the server is backed up"));
        Ok(())
    }

    fn restore(&mut self) -> Run<()> {
        let youngest = self.backups.len() - 1;
        let mut from = youngest;
        if self.faults.older {
            let oldest = self.backups.iter().position(|backup| backup.at > self.now - YOUNG);
            from = oldest.map_or(youngest, |oldest| oldest + self.dice.place(youngest - oldest + 1));
        }
        let silent = self.faults.silent && self.dice.chance(500);
        let epoch = self.server.epoch().map_err(finding)?;
        let noticed = if silent { Noticed::ByDevices } else { Noticed::AtStart };
        self.place.restore(&mut self.server, &self.backups[from].rows, noticed)?;
        let at = self.backups[from].at;
        self.backups.truncate(from + 1);
        self.restores += 1;
        self.fault("server restores");
        // A backup may be older than the last change of epoch: then it is found out by every phone.
        let now = self.server.epoch().map_err(finding)?;
        self.unnoticed = (now == epoch).then_some(epoch);
        self.say(format_args!(
            "the server is restored from {} hours ago{}",
            (self.now - at) / HOUR,
            if silent { ", silently" } else { "" }
        ));
        self.note_restore()
    }

    /// What only the lost server had is gone.
    fn note_restore(&mut self) -> Run<()> {
        let kept = self.journalled()?;
        let frail: Vec<Token> = self.ghosts.frail.iter().copied().collect();
        let uids = frail.iter().map(|token| self.ghosts.all[token].uid).collect();
        let known = self.known(uids)?;
        for token in frail {
            let uid = self.ghosts.all[&token].uid;
            if !kept.contains(&uid) && !known.contains(&uid) {
                self.ghosts.gone.insert(token);
            }
        }
        Ok(())
    }

    fn copy_phone(&mut self) -> Run<()> {
        let at = self.dice.place(self.devices.len());
        self.fault("phone restores and twins");
        self.copies += 1;
        if self.devices[at].copy.is_none() || self.dice.chance(300) {
            self.say(format_args!("phone {at} is backed up"));
            return self.devices[at].back_up();
        }
        if self.dice.chance(400) && self.devices.len() < PHONES {
            if let Some(twin) = self.devices[at].twin()? {
                let new = self.devices.len();
                self.devices.push(twin);
                self.say(format_args!("phone {new} begins as a twin of phone {at}"));
                let first = self.dice.between(MINUTE, HOUR);
                self.later(first, Event::Act(new));
                let first = self.dice.between(MINUTE, HOUR);
                self.later(first, Event::Round(new));
            }
            return Ok(());
        }
        let before = self.devices[at].journalled()?;
        self.devices[at].roll_back()?;
        self.say(format_args!("phone {at} is restored from its backup"));
        let lost = before.difference(&self.journalled()?).copied().collect();
        let known = self.known(BTreeSet::clone(&lost))?;
        for (token, ghost) in &self.ghosts.all {
            if lost.contains(&ghost.uid) {
                self.ghosts.frail.insert(*token);
                if !known.contains(&ghost.uid) {
                    self.ghosts.gone.insert(*token);
                }
            }
        }
        Ok(())
    }

    /// The case goes to the other counsellor.
    fn reassign(&mut self) -> Run<()> {
        let case = self.people.case;
        let row = opstap_server::store::ScopeStore::case(self.server.store(), case).map_err(finding)?;
        let Some(row) = row else { return Ok(()) };
        let [first, second] = self.people.counsellors;
        let next = if row.counsellor == first { second } else { first };
        self.server.assign_case(case, next, self.now).map_err(finding)?;
        self.fault("counsellors changed");
        self.say(format_args!("the case goes to the other counsellor"));
        Ok(())
    }

    /// Removed from a phone by right, because its scope was taken away: only the server has these now.
    pub(super) fn note_purge(&mut self, at: usize) -> Run<()> {
        let account = self.devices[at].account;
        let open = self.devices[at].scopes();
        let closed = self.ghosts.all.iter().filter(|(token, ghost)| {
            ghost.account == account && !open.contains(&ghost.scope) && !self.ghosts.frail.contains(token)
        });
        let closed: Vec<Token> = closed.map(|(token, _)| *token).collect();
        if closed.is_empty() {
            return Ok(());
        }
        let kept = self.journalled()?;
        for token in closed {
            if !kept.contains(&self.ghosts.all[&token].uid) {
                self.ghosts.frail.insert(token);
            }
        }
        Ok(())
    }
}
