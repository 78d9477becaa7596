//! After a server came back from a backup: handing in what only this device still has of others.

use opstap_domain::ids::Role;
use opstap_domain::order;
use opstap_store::Lost;

use crate::device::Opstap;
use crate::error::OpstapError;
use crate::history::Told;

/// Records that are asked about in one call: there may be thousands, and nobody waits for them.
const AT_ONCE: usize = 20;

impl Opstap {
    /// Asks the server about what it seems to miss, and journals what it does miss. Says whether anything was.
    pub(crate) async fn rescue(&self) -> Result<bool, OpstapError> {
        let missed = self.with(|inner| match inner.role()? {
            // A share shows what is, and no history: a coach's device cannot know what the server knows.
            Role::Coach => Ok(Vec::new()),
            _ => Ok(inner.store.missed(AT_ONCE)?),
        })?;
        let mut any = false;
        for lost in missed {
            let Some(lost) = self.still_missing(lost).await? else { break };
            any |= !lost.units.is_empty();
            let now = self.now().0;
            self.with(|inner| Ok(inner.store.rescue(lost.clone(), now, inner.random.as_mut())?))?;
        }
        Ok(any)
    }

    /// What of it is in no history of the server; `None`: it could not be asked.
    async fn still_missing(&self, mut lost: Lost) -> Result<Option<Lost>, OpstapError> {
        let mut below = 0;
        loop {
            let page = match self.ask_history(lost.scope, lost.id, below).await? {
                Told::Page(page) => page,
                Told::Nothing => return Ok(Some(lost)),
                Told::Silence => return Ok(None),
            };
            for row in &page.rows {
                let units = std::mem::take(&mut lost.units).into_iter();
                lost.units = order::gather(units.filter(|(_, missing)| missing.d != row.d));
            }
            let oldest = page.rows.iter().map(|row| row.s).min().unwrap_or(0);
            if !page.more || oldest == 0 || lost.units.is_empty() {
                return Ok(Some(lost));
            }
            below = oldest;
        }
    }
}
