//! Laying the operations that wait over the records that the server said.

use std::collections::{BTreeMap, BTreeSet};

use opstap_sync::client;
use opstap_sync::record::RecordState;
use opstap_sync::wire::Handle;
use rusqlite::params;
use uuid::Uuid;

use crate::error::StoreError;
use crate::journal::{Row, journal_fault, read_row, rows};
use crate::mirror::fault;
use crate::open::Store;
use crate::round::Applied;
use crate::{mirror, search};
use opstap_domain::order;

/// Records as the person sees them, with `None` for deleted ones.
pub(crate) type Unlaid = BTreeMap<(Handle, String, Uuid), Option<RecordState>>;

impl Store {
    /// Lays the waiting operations over their records again, and brings the word index up.
    ///
    /// `touched` names records that came and whose words can be searched; the others need nothing.
    pub(crate) fn lay_again(
        &mut self,
        mut touched: BTreeSet<(Handle, String, Uuid)>,
        applied: &mut Applied,
    ) -> Result<(), StoreError> {
        let overlaid: BTreeSet<_> = order::gather(self.overlaid()?);
        let waiting = self.waiting_rows()?;
        let mut by_record: BTreeMap<(Handle, String, Uuid), Vec<&Row>> = BTreeMap::new();
        for row in &waiting {
            if let Some(access) = self.access_to(row.op.scope) {
                by_record.entry((access.h, row.op.kind.clone(), row.op.id)).or_default().push(row);
            }
        }
        touched.extend(overlaid.iter().cloned());
        touched.extend(by_record.keys().cloned());
        for place in touched {
            let (h, kind, id) = &place;
            let Some(scope) = self.access.iter().find(|access| access.h == *h).map(|access| access.scope)
            else {
                continue;
            };
            let number = self.kinds.number(&self.mirror, kind)?;
            let base = mirror::base(&self.mirror, &self.kinds, *h, kind, *id)?;
            let view = if let Some(ops) = by_record.get(&place) {
                let view = client::overlay(base.as_ref(), ops.iter().map(|row| (row.dev, &row.op)));
                mirror::put_overlay(&self.mirror, *h, number, *id, Some(view.as_ref()))?;
                view
            } else {
                if overlaid.contains(&place) {
                    mirror::put_overlay(&self.mirror, *h, number, *id, None)?;
                }
                base
            };
            search::index(&self.mirror, *h, number, *id, kind, view.as_ref())?;
            applied.touched.insert((scope, kind.clone()));
        }
        let last: i64 = self
            .journal
            .query_row("SELECT coalesce(max(ord), 0) FROM op", [], |row| row.get(0))
            .map_err(journal_fault)?;
        self.mirror.execute("UPDATE state SET applied = ?1", [last]).map_err(fault)?;
        Ok(())
    }

    /// What the overlays would say, computed without writing them.
    pub(crate) fn views_of_waiting(&self) -> Result<Unlaid, StoreError> {
        let mut views = Unlaid::new();
        for row in self.waiting_rows()? {
            let Some(h) = self.access_to(row.op.scope).map(|access| access.h) else { continue };
            let (kind, id) = (row.op.kind.clone(), row.op.id);
            let place = (h, kind.clone(), id);
            let below = match views.get_mut(&place) {
                Some(view) => view.take(),
                None => mirror::base(&self.mirror, &self.kinds, h, &kind, id)?,
            };
            views.insert(place, client::overlay(below.as_ref(), [(row.dev, &row.op)].into_iter()));
        }
        Ok(views)
    }

    fn overlaid(&self) -> Result<Vec<(Handle, String, Uuid)>, StoreError> {
        self.places("SELECT h, kind, id FROM overlay")
    }

    /// The places that a statement names.
    fn places(&self, sql: &str) -> Result<Vec<(Handle, String, Uuid)>, StoreError> {
        let mut sql = self.mirror.prepare_cached(sql).map_err(fault)?;
        let mut rows = sql.query([]).map_err(fault)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            let kind = self.kinds.name(row.get(1).map_err(fault)?).to_owned();
            all.push((row.get(0).map_err(fault)?, kind, crate::view::uuid_of(row, 2)?));
        }
        Ok(all)
    }

    /// Operations that the mirror does not hold yet: unsent, or answered beyond the scope's cursor.
    pub(crate) fn waiting_rows(&self) -> Result<Vec<Row>, StoreError> {
        let mut waiting = rows(&self.journal, self.versions, "state = 'pending' ORDER BY ord", [])?;
        let mut sql = self
            .journal
            .prepare_cached(
                "SELECT ord, dev, n, uid, tx, scope, rec, kind, t, change, seq FROM op WHERE state = 'sent'",
            )
            .map_err(journal_fault)?;
        let mut found = sql.query([]).map_err(journal_fault)?;
        while let Some(row) = found.next().map_err(journal_fault)? {
            let seq = row.get::<_, i64>(10).map_err(journal_fault)? as u64;
            let row = read_row(row, self.versions)?;
            if self.access_to(row.op.scope).is_some_and(|access| access.seq < seq) {
                waiting.push(row);
            }
        }
        order::sort_by_key(&mut waiting, |row| row.ord);
        Ok(waiting)
    }

    /// Brings every overlay up to the journal.
    pub(crate) fn rebuild_overlays(&mut self) -> Result<(), StoreError> {
        self.mirror.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
        let done = self.lay_again(BTreeSet::new(), &mut Applied::default());
        mirror::end(&self.mirror, done)
    }

    /// The same, and every record can be found by its words: for a mirror of an app that kept these otherwise.
    pub(crate) fn word_again(&mut self) -> Result<(), StoreError> {
        self.mirror.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
        let done = (|| {
            let all = order::gather(self.places("SELECT h, kind, id FROM rec")?);
            self.lay_again(all, &mut Applied::default())?;
            self.mirror.execute("UPDATE state SET worded = 1", []).map(drop).map_err(fault)
        })();
        mirror::end(&self.mirror, done)
    }

    /// A power failure may have taken the mirror back to before what the journal knows to be in it: that is laid over
    /// the records until it has come again. Whether there was any.
    pub(crate) fn uncover(&mut self) -> Result<bool, StoreError> {
        let mut sql = self
            .journal
            .prepare_cached("UPDATE op SET state = 'sent' WHERE state = 'acked' AND scope = ?1 AND seq > ?2")
            .map_err(journal_fault)?;
        let mut any = false;
        for access in self.access.iter().filter(|access| access.revoked.is_none()) {
            let behind = sql.execute(params![access.scope.to_string(), access.seq as i64]);
            any |= behind.map_err(journal_fault)? > 0;
        }
        Ok(any)
    }

    /// Whether the server answered something that the mirror does not hold yet.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub fn is_read_back_due(&self) -> Result<bool, StoreError> {
        self.journal
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM op WHERE state = 'sent')")
            .and_then(|mut sql| sql.query_row([], |row| row.get(0)))
            .map_err(journal_fault)
    }

    /// Operations whose effect the mirror now holds need no overlay any more.
    pub(crate) fn cover(&mut self) -> Result<(), StoreError> {
        let mut sql = self
            .journal
            .prepare_cached("SELECT ord, scope, seq FROM op WHERE state = 'sent'")
            .map_err(journal_fault)?;
        let sent: Vec<(i64, String, i64)> = sql
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .and_then(Iterator::collect)
            .map_err(journal_fault)?;
        drop(sql);
        let covered = sent.iter().filter(|(_, scope, seq)| {
            let access = scope.parse().ok().and_then(|scope| self.access_to(scope));
            access.is_none_or(|access| access.seq as i64 >= *seq)
        });
        let covered: Vec<i64> = covered.map(|(ord, _, _)| *ord).collect();
        if covered.is_empty() {
            return Ok(());
        }
        let tx = self.journal.unchecked_transaction().map_err(journal_fault)?;
        for ord in covered {
            tx.prepare_cached("UPDATE op SET state = 'acked' WHERE ord = ?1")
                .and_then(|mut sql| sql.execute([ord]))
                .map_err(journal_fault)?;
        }
        tx.commit().map_err(journal_fault)
    }
}
