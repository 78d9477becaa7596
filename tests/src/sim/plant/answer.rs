//! Bugs of a server: what it answers, and what it keeps.

use opstap_domain::ids::Role;
use opstap_server::store::ScopeStore as _;
use opstap_sync::conflict;
use opstap_sync::server::wire_record;
use opstap_sync::wire::{OpResult, ScopePage, SyncRequest, SyncResponse, Verdict};

use super::super::Run;
use super::super::place::Place;
use super::super::world::{DAY, World, finding};
use super::Plant;

impl<P: Place> World<P> {
    /// The server's clock as it takes it: one who believes every clock is as one whose own is far ahead.
    pub(in super::super) fn plant_in_clock(&self) -> i64 {
        let ahead = if self.options.plant == Some(Plant::NoClamp) { 20 * 365 * DAY } else { 0 };
        self.now + ahead
    }

    /// Rewrites an answer, and what the server keeps of the round.
    pub(in super::super) fn plant_in_answer(
        &mut self,
        request: &SyncRequest,
        answer: &mut SyncResponse,
        lost: Vec<OpResult>,
    ) -> Run<()> {
        answer.res.extend(lost);
        answer.res.sort_by_key(|result| result.n);
        match self.options.plant {
            Some(Plant::LostRecord) => {
                for page in answer.chg.iter_mut().filter(|page| page.more) {
                    page.recs.pop();
                }
            }
            Some(Plant::NoTombstones) => {
                for page in &mut answer.chg {
                    page.recs.retain(|record| !record.del);
                }
            }
            Some(Plant::NoEcho) => {
                for page in &mut answer.chg {
                    page.recs.retain(|record| record.d.is_none_or(|dot| dot.device != request.dev));
                }
            }
            Some(Plant::NoFloor) => {
                answer.chg.retain(|page| !page.reset);
            }
            Some(Plant::NoReset) => answer.chg.iter_mut().for_each(|page| page.reset = false),
            Some(Plant::CoachSeesAll) => self.show_all(request, &mut answer.chg)?,
            Some(Plant::ConflictDropped) => self.drop_conflicts(&answer.res)?,
            Some(Plant::NumberReused) => self.reuse_number()?,
            _ => {}
        }
        Ok(())
    }

    fn show_all(&mut self, request: &SyncRequest, pages: &mut [ScopePage]) -> Run<()> {
        let device = self.server.store().device(request.dev).map_err(finding)?;
        let Some(account) = device.map(|row| row.account) else { return Ok(()) };
        let coach = self.people.coach == account;
        let grants = self.server.store().grants(account).map_err(finding)?;
        for page in pages.iter_mut().filter(|_| coach) {
            let Some(row) = grants.iter().find(|row| row.grant.h == page.h && row.grant.role == Role::Coach)
            else {
                continue;
            };
            let labels = self.server.store().records_of_kind(row.grant.scope, "label").map_err(finding)?;
            page.recs.extend(labels.iter().map(|(id, record)| wire_record(*id, record)));
        }
        Ok(())
    }

    fn drop_conflicts(&mut self, results: &[OpResult]) -> Run<()> {
        let opened = results.iter().any(|result| result.r == Verdict::Conflict);
        let newest = results.iter().map(|result| result.seq).max().unwrap_or(0);
        for scope in [self.together(), self.money_scope()].into_iter().filter(|_| opened) {
            let all = self.server.store().records_of_kind(scope, conflict::KIND).map_err(finding)?;
            for (id, mut record) in all.into_iter().filter(|(_, record)| record.s == newest) {
                record.deleted = true;
                self.server.store().put_record(scope, id, &record).map_err(finding)?;
            }
        }
        Ok(())
    }

    /// The newest record of the money gets the number of the one before it.
    fn reuse_number(&mut self) -> Run<()> {
        let scope = self.money_scope();
        let head = self.server.store().head(scope).map_err(finding)?;
        let all = self.server.store().records_of_kind(scope, "budget_line").map_err(finding)?;
        for (id, mut record) in all.into_iter().filter(|(_, record)| record.s == head && head > 1) {
            record.s -= 1;
            self.server.store().put_record(scope, id, &record).map_err(finding)?;
        }
        Ok(())
    }
}
