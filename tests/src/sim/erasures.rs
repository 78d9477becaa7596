//! Authors and the organisation erase things. In the end nothing of them is anywhere, and what was entered after it
//! by somebody who knew is there like everything else.

use std::collections::BTreeSet;

use opstap_domain::ids::Role;
use opstap_server::store::ScopeStore as _;
use opstap_store::{Edit, StoreError};
use uuid::Uuid;

use super::Run;
use super::ghost::{Ghost, Token, tokens_in};
use super::kept::Kept;
use super::place::Place;
use super::world::{World, finding};

/// How often something is erased when something goes wrong, in a thousand.
const OFTEN: u64 = 400;

impl<P: Place> World<P> {
    /// Somebody erases something, or nothing. By dice of its own, so that runs without erasures stay as they were.
    pub(super) fn erase_something(&mut self) -> Run<()> {
        if !self.options.erasures || !self.erasing.chance(OFTEN) {
            return Ok(());
        }
        self.fault("erasures");
        if self.erasing.chance(500) { self.organisation_erases() } else { self.author_erases() }
    }

    fn organisation_erases(&mut self) -> Run<()> {
        let mut there = Vec::new();
        for scope in [self.money_scope(), self.together()] {
            let mut see = |id, record: opstap_sync::record::RecordState| {
                if matches!(record.kind.as_str(), "budget_line" | "task" | "label" | "message") {
                    there.push(id);
                }
                Ok(true)
            };
            self.server.store().records_after(scope, 0, &mut see).map_err(finding)?;
        }
        if there.is_empty() {
            return Ok(());
        }
        let id: Uuid = there[self.erasing.place(there.len())];
        self.server.erase(self.people.case, Some(id), self.now).map_err(finding)?;
        self.erased.insert(id, self.now);
        self.say(format_args!("the organisation erases {}", &id.to_string()[..8]));
        Ok(())
    }

    /// At this moment the words leave this phone; the rest follows when it is told.
    fn author_erases(&mut self) -> Run<()> {
        let at = self.erasing.place(self.devices.len());
        let scope = self.together();
        if self.devices[at].role == Role::Server || !self.devices[at].scopes().contains(&scope) {
            return Ok(());
        }
        let own = self.devices[at].account.to_string();
        let shown = self.devices[at].store().records(scope, "message").map_err(|error| error.to_string())?;
        let own: Vec<Uuid> =
            shown.iter().filter(|record| record.text("author") == own).map(|record| record.id).collect();
        if own.is_empty() {
            return Ok(());
        }
        let id = own[self.erasing.place(own.len())];
        let edit = Edit::Erase { scope, kind: "message", id };
        match self.devices[at].store().commit(&[edit], self.now, &mut self.uids) {
            Ok(_) => {
                self.asked.insert(id);
                self.say(format_args!("phone {at} erases {}", &id.to_string()[..8]));
                Ok(())
            }
            Err(StoreError::NoAccess) => Ok(()),
            Err(error) => Err(format!("phone {at} cannot erase: {error}")),
        }
    }

    /// Whether this was written without knowing of an erasure that came.
    fn is_erased(&self, ghost: &Ghost) -> bool {
        self.erased.get(&ghost.rec).is_some_and(|at| ghost.knew.is_none_or(|knew| knew < *at))
    }

    /// Tokens that may be nowhere any more.
    pub(super) fn erased_tokens(&self) -> BTreeSet<Token> {
        let erased = self.ghosts.all.iter().filter(|(_, ghost)| self.is_erased(ghost));
        erased.map(|(token, _)| *token).collect()
    }

    /// What an author asked to be erased counts as erased once the server says so; a phone that was lost
    /// before it asked has erased nothing.
    pub(super) fn note_erasures(&mut self) -> Run<()> {
        for row in self.server.store().erasures().map_err(finding)? {
            if let Some(rec) = row.rec {
                let at = self.erased.entry(rec).or_insert(row.at);
                *at = row.at.max(*at);
            }
        }
        Ok(())
    }

    /// No record, no conflict, no row of the history and no journal says anything of what was erased.
    pub(super) fn check_erased(&mut self, kept: &Kept) -> Run<()> {
        let erased = self.erased_tokens();
        let written = kept.history.iter().flat_map(|row| super::ghost::tokens(&row.unit, &row.v));
        let readings = kept.records.values().flat_map(|record| tokens_in(&record.values()));
        let left =
            kept.shown().into_iter().chain(written).chain(readings).find(|token| erased.contains(token));
        if let Some(token) = left {
            return Err(format!("erasure: {token} of an erased record is at the server"));
        }
        let uids: BTreeSet<_> = erased.iter().map(|token| self.ghosts.all[token].uid).collect();
        for at in 0..self.devices.len() {
            let journal = self.devices[at].store().journalled().map_err(|error| error.to_string())?;
            if let Some(op) = journal.iter().find(|op| uids.contains(&op.uid) && !op.change.is_blank()) {
                return Err(format!("erasure: phone {at} still has {} in its journal", op.uid));
            }
        }
        Ok(())
    }
}
