//! What putting appointments into an agenda elsewhere asks of a store.

use uuid::Uuid;

use super::Stored;

/// Where the appointments of an account are put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaRow {
    /// Whose appointments.
    pub account: Uuid,
    /// Of which organisation.
    pub org: Uuid,
    /// The collection, with a slash at its end.
    pub url: String,
    /// Who we are there.
    pub name: String,
    /// The password, sealed.
    pub sealed: Vec<u8>,
    /// What it was made from the last time; empty: anew.
    pub seen: Vec<u8>,
    /// Everything is taken out of it, and then it goes.
    pub ending: bool,
    /// Failures since it last worked.
    pub tries: u32,
    /// When to look. Under way: until when one server has it for itself.
    pub due_at: i64,
    /// Which try has it; empty: none.
    pub lease: String,
    /// What the last try came to, in words of ours; empty: it works.
    pub why: String,
}

/// The part of a [`ScopeStore`](super::ScopeStore) that is about agendas elsewhere. All of it within the caller's
/// transaction.
pub trait AgendaStore {
    /// Those of an organisation.
    fn agendas(&mut self, org: Uuid) -> Stored<Vec<AgendaRow>>;
    /// Adds or replaces one.
    fn put_agenda(&mut self, row: &AgendaRow) -> Stored<()>;
    /// Changes how far one is, if `lease` still has it; `false`: it has not.
    fn set_agenda(&mut self, row: &AgendaRow, lease: &str) -> Stored<bool>;
    /// Removes one, with what is known of what was put there.
    fn forget_agenda(&mut self, org: Uuid, account: Uuid) -> Stored<()>;
    /// Those of an organisation to look at by now, and those that a server held too long; at most so many. Nobody else gets
    /// them before this transaction ends.
    fn agendas_due(&mut self, org: Uuid, now_ms: i64, most: usize) -> Stored<Vec<AgendaRow>>;
    /// What was put there: the appointment, and a hash of what was said of it.
    fn agenda_items(&mut self, org: Uuid, account: Uuid) -> Stored<Vec<(Uuid, Vec<u8>)>>;
    /// Notes what was put there; `None`: it was taken out.
    fn note_agenda_item(
        &mut self,
        org: Uuid,
        account: Uuid,
        item: Uuid,
        hash: Option<&[u8; 32]>,
    ) -> Stored<()>;
}
