//! Bugs of a phone: what it keeps, and when it forgets.

use opstap_store::Applied;
use opstap_sync::wire::{Handle, SyncResponse};

use super::super::place::Place;
use super::super::{Run, World};
use super::Plant;

impl<P: Place> World<P> {
    /// Meddles with a phone's files before a round.
    pub(in super::super) fn plant_before_round(&mut self, at: usize) -> Run<()> {
        match self.options.plant {
            Some(Plant::PruneOnAck) => self.devices[at].meddle("DELETE FROM op WHERE state = 'acked'", ""),
            Some(Plant::DropOnRevoke) => {
                let account = self.devices[at].account;
                let live = self.granted(account)?;
                let live: Vec<String> = live.iter().map(|scope| format!("'{scope}'")).collect();
                let sql =
                    format!("DELETE FROM op WHERE state = 'pending' AND scope NOT IN ({})", live.join(", "));
                self.devices[at].meddle(&sql, "")
            }
            _ => Ok(()),
        }
    }

    /// Meddles after an edit.
    pub(in super::super) fn plant_after_act(&mut self, at: usize) -> Run<()> {
        match self.options.plant {
            Some(Plant::HiddenPending) => self.devices[at].meddle("", "DELETE FROM overlay"),
            _ => Ok(()),
        }
    }

    /// Meddles after a phone looked at its clock.
    pub(in super::super) fn plant_after_clock(&mut self, at: usize) -> Run<()> {
        match self.options.plant {
            Some(Plant::LeaseDrops) if self.devices[at].store().is_locked_out() => {
                self.devices[at].meddle("DELETE FROM op WHERE state = 'pending'", "")
            }
            _ => Ok(()),
        }
    }

    /// Meddles before a phone signs in again.
    pub(in super::super) fn plant_before_signing_in(&mut self, at: usize) -> Run<()> {
        match self.options.plant {
            Some(Plant::SignInForgets) => {
                self.devices[at].meddle("DELETE FROM op WHERE state = 'pending'", "")
            }
            _ => Ok(()),
        }
    }

    /// After a restore, only the cursors begin anew.
    pub(in super::super) fn plant_no_reoffer(&mut self, at: usize, epoch: &str) -> Run<()> {
        let sql = format!(
            "UPDATE state SET epoch = '{epoch}', ack = 0, chain = '', receipt = NULL, ge = 0, backed_n = 0"
        );
        self.devices[at].meddle(&sql, "")
    }

    /// Before a phone takes an answer in.
    pub(in super::super) fn plant_before_taking(&mut self, at: usize) -> Run<()> {
        match self.options.plant {
            Some(Plant::WordsStay) => self.devices[at].meddle("", "CREATE TABLE kept AS SELECT * FROM doc"),
            _ => Ok(()),
        }
    }

    /// After it did; `None`: it died.
    pub(in super::super) fn plant_after_taking(
        &mut self,
        at: usize,
        read: &[(Handle, u64)],
        done: Option<&Applied>,
    ) -> Run<()> {
        match self.options.plant {
            Some(Plant::WordsStay) => {
                let again = "INSERT OR IGNORE INTO doc SELECT * FROM kept; DROP TABLE kept";
                let gone = done.is_some_and(|applied| !applied.revoked.is_empty());
                self.devices[at].meddle("", if gone { again } else { "DROP TABLE kept" })
            }
            Some(Plant::CursorFirst) if done.is_none() => {
                let moved = |(h, upto): &(Handle, u64)| {
                    format!("UPDATE access SET seq = max(seq, {upto}), ready = 1 WHERE h = {h};")
                };
                self.devices[at].meddle("", &read.iter().map(moved).collect::<String>())
            }
            _ => Ok(()),
        }
    }
}

/// How far the pages of an answer reach.
pub(in super::super) fn reach(answer: &SyncResponse) -> Vec<(Handle, u64)> {
    answer.chg.iter().map(|page| (page.h, page.upto)).collect()
}
