//! Sessions whose files are open, and how many may be.
//!
//! An open session holds files and the memory of its pages. Both have an end: beyond it, who was away longest is closed, and
//! opens again with the next page.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use opstap::{Opstap, OpstapError, Uuid};
use opstap_domain::ids::{Compartment, Role};
use opstap_sync::ident::DeviceId;
use opstap_web::CalendarShown;

use super::once::Last;
use super::places::Where;
use super::{Fields, aside, on_the_disk};
use crate::engine::WINDOW_MS;

/// A page that is asked for within so long shows what the last round brought.
const FRESH_MS: i64 = 3000;
/// How often a folder is told that it is used.
const TOUCH_MS: i64 = 60 * 1000;
/// After a broker said at a high level who a client is, heavy acts go on for so long: a quarter of an hour.
const CONFIRMED_MS: i64 = 15 * 60 * 1000;
/// The file in a session's folder that says which device it is, and when it was last used.
pub(super) const ABOUT: &str = "session";
/// Files that one session has open: three for each of its databases, of which there are two or three, and a lock.
const FILES_EACH: usize = 10;
/// Files that are left for everything else: the server's own, and connections.
const FILES_ELSE: usize = 256;
/// More are not open at once, whatever the system allows: each has some megabytes.
const OPEN_MAX: usize = 1000;
/// Nor fewer.
const OPEN_MIN: usize = 16;
/// What a system allows unless it says otherwise.
const FILES_USUAL: usize = 1024;
/// Sessions that are closed at the same time when all are: each waits for the disk.
const CLOSING: usize = 16;

/// The sessions whose files are open.
pub(super) struct Rooms {
    open: Mutex<HashMap<String, Arc<Room>>>,
    /// By the first digit of a name: two requests of one browser open its files once.
    turns: [tokio::sync::Mutex<()>; 16],
    /// How many there may be.
    most: usize,
}

impl Default for Rooms {
    fn default() -> Self {
        let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
        Self::for_so_many(room_for(&limits))
    }
}

/// How many sessions may be open, by what the system says about files.
fn room_for(limits: &str) -> usize {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().next());
    let files = match soft {
        Some("unlimited") => usize::MAX,
        soft => soft.and_then(|soft| soft.parse().ok()).unwrap_or(FILES_USUAL),
    };
    (files.saturating_sub(FILES_ELSE) / FILES_EACH).clamp(OPEN_MIN, OPEN_MAX)
}

impl Rooms {
    fn for_so_many(most: usize) -> Self {
        Self { open: Mutex::default(), turns: Default::default(), most }
    }

    fn open(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Room>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn known(&self, name: &str) -> Option<Arc<Room>> {
        self.open().get(name).cloned()
    }

    /// Waits until nobody else opens the files of this name.
    pub(super) async fn turn(&self, name: &str) -> tokio::sync::MutexGuard<'_, ()> {
        let digit = name.chars().next().and_then(|digit| digit.to_digit(16)).unwrap_or(0);
        self.turns[digit as usize % self.turns.len()].lock().await
    }

    /// One more. Where there are too many, who was away longest is closed beside.
    pub(super) fn put(&self, name: String, room: Arc<Room>) {
        let mut open = self.open();
        let mut closed = Vec::new();
        while open.len() >= self.most {
            let unused = open.iter().filter(|(_, room)| Arc::strong_count(room) == 1);
            // Who has not kept their code yet would not see it again.
            let away = unused.min_by_key(|(_, room)| (room.code().is_some(), room.last_used()));
            let away = away.map(|(name, _)| name.clone());
            let Some(room) = away.and_then(|name| open.remove(&name)) else { break };
            closed.push(room);
        }
        closed.extend(open.insert(name, room));
        drop(open);
        if !closed.is_empty() {
            tokio::task::spawn_blocking(move || drop(closed));
        }
    }

    pub(super) fn forget(&self, name: &str) {
        let gone = self.open().remove(name);
        // Whoever signs it out has it still, and closes it.
        drop(gone);
    }

    pub(super) fn count(&self) -> usize {
        self.open().len()
    }

    /// Closes what nobody used since then. One after another: who comes back meanwhile waits for one at most.
    pub(super) async fn close_unused_since(&self, since: i64) {
        let unused = |room: &Arc<Room>| Arc::strong_count(room) == 1 && room.last_used() <= since;
        let all = |open: &HashMap<String, Arc<Room>>| -> Vec<String> {
            open.iter().filter(|(_, room)| unused(room)).map(|(name, _)| name.clone()).collect()
        };
        let names = all(&self.open());
        for name in names {
            let room = {
                let mut open = self.open();
                if open.get(&name).is_some_and(unused) { open.remove(&name) } else { None }
            };
            on_the_disk(move || drop(room)).await;
        }
    }

    /// Closes all, many at a time.
    pub(super) async fn close(&self) {
        let mut all: Vec<Arc<Room>> = self.open().drain().map(|(_, room)| room).collect();
        let each = all.len().div_ceil(CLOSING).max(1);
        let mut closing = Vec::new();
        while !all.is_empty() {
            let some = all.split_off(all.len().saturating_sub(each));
            closing.push(tokio::task::spawn_blocking(move || drop(some)));
        }
        for one in closing {
            let _ = one.await;
        }
    }
}

/// An open session.
pub(super) struct Room {
    pub(super) device: Opstap,
    /// Of the key: who comes with another one is not let in.
    check: blake3::Hash,
    folder: PathBuf,
    number: Option<DeviceId>,
    clock: fn() -> i64,
    used: AtomicI64,
    touched: AtomicI64,
    fresh: AtomicI64,
    told: Mutex<String>,
    /// The code to come back with, until its reader kept it. In memory alone.
    code: Mutex<Option<String>>,
    /// When the client's broker last said at a high level who they are; in memory alone, and 0 before.
    confirmed: AtomicI64,
    /// A form that waits for that.
    held: Mutex<Option<(Where, Fields)>>,
    /// What is known of the person's calendar address.
    calendar: Mutex<CalendarShown>,
    /// The form that was done last.
    pub(super) last: Last,
    /// Held while a file arrives.
    pub(super) file: tokio::sync::Mutex<()>,
    /// Until when the audit trail has a row for more of these.
    noted: Mutex<BTreeMap<Part, i64>>,
}

/// A part of a case, as it is shown; without a case of the client's own.
type Part = (Option<Uuid>, Compartment);

impl Room {
    pub(super) fn new(device: Opstap, key: &str, folder: PathBuf, clock: fn() -> i64) -> Self {
        let (check, number, now) = (blake3::hash(key.as_bytes()), device.number(), clock());
        let (used, touched, fresh) = (AtomicI64::new(now), AtomicI64::new(0), AtomicI64::new(0));
        let (told, code) = (Mutex::default(), Mutex::default());
        let (calendar, last, file) = (Mutex::default(), Last::default(), tokio::sync::Mutex::default());
        let (noted, confirmed, held) = (Mutex::default(), AtomicI64::new(0), Mutex::default());
        Self {
            device,
            check,
            folder,
            number,
            clock,
            used,
            touched,
            fresh,
            told,
            code,
            confirmed,
            held,
            calendar,
            last,
            file,
            noted,
        }
    }

    /// Their broker said who they are, at this moment.
    pub(super) fn confirm(&self, at: i64) {
        self.confirmed.fetch_max(at, Ordering::Relaxed);
    }

    /// Whether that is so short ago that heavy acts go on.
    pub(super) fn is_confirmed(&self) -> bool {
        let at = self.confirmed.load(Ordering::Relaxed);
        at > 0 && (self.clock)() - at <= CONFIRMED_MS
    }

    /// Keeps what was typed at a place until its person was asked once more who they are.
    pub(super) fn hold(&self, there: Where, fields: Fields) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some((there, fields));
    }

    /// What was typed at this place, once.
    pub(super) fn take_held(&self, there: &Where) -> Option<Fields> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.take_if(|(place, _)| place == there).map(|(_, fields)| fields)
    }

    /// Whether the audit trail has a row that stands for another page of this.
    pub(super) fn is_noted(&self, part: Part, now_ms: i64) -> bool {
        let noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        noted.get(&part).is_some_and(|until| *until > now_ms)
    }

    /// It has, from now on.
    pub(super) fn set_noted(&self, part: Part, now_ms: i64) {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        noted.retain(|_, until| *until > now_ms);
        noted.insert(part, now_ms + WINDOW_MS);
    }

    /// Which device of its person's it is.
    pub(super) fn number(&self) -> Option<DeviceId> {
        self.number.or_else(|| self.device.number())
    }

    pub(super) fn role(&self) -> Option<Role> {
        self.device.person().map(|person| person.role)
    }

    /// Sends what was done and brings what is new, unless it did so a moment ago.
    ///
    /// # Errors
    ///
    /// The device is not let in any more. Without the server's answer what is here is shown.
    pub(super) async fn refreshed(self: &Arc<Self>, at_once: bool) -> Result<(), OpstapError> {
        let now = (self.clock)();
        if !at_once && now - self.fresh.load(Ordering::Relaxed) < FRESH_MS {
            return Ok(());
        }
        let room = Arc::clone(self);
        match aside(async move || room.device.sync().await).await? {
            Err(error @ (OpstapError::SignedOut | OpstapError::DeviceRevoked | OpstapError::NotPaired)) => {
                Err(error)
            }
            Err(_) => Ok(()),
            Ok(_) => {
                self.fresh.store(now, Ordering::Relaxed);
                Ok(())
            }
        }
    }

    /// The clock.
    pub(super) fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Says something on the next page.
    pub(super) fn tell(&self, told: String) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = told;
    }

    /// The same, unless it says something else already.
    pub(super) fn tell_first(&self, told: String) {
        let mut waits = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if waits.is_empty() {
            *waits = told;
        }
    }

    /// The code to come back with, while it is shown.
    pub(super) fn code(&self) -> Option<String> {
        self.code.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows another one, or none.
    pub(super) fn set_code(&self, code: Option<String>) {
        *self.code.lock().unwrap_or_else(PoisonError::into_inner) = code;
    }

    /// What the next page says.
    pub(super) fn take_told(&self) -> String {
        std::mem::take(&mut *self.told.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps what is known of the calendar address.
    pub(super) fn know_calendar(&self, calendar: CalendarShown) {
        *self.calendar.lock().unwrap_or_else(PoisonError::into_inner) = calendar;
    }

    /// The same for a page. The address itself is shown once.
    pub(super) fn calendar(&self) -> CalendarShown {
        let mut known = self.calendar.lock().unwrap_or_else(PoisonError::into_inner);
        CalendarShown { there: known.there, address: known.address.take() }
    }

    /// Whether an address waits to be shown.
    pub(super) fn waiting_address(&self) -> Option<String> {
        self.calendar.lock().unwrap_or_else(PoisonError::into_inner).address.clone()
    }

    /// Whether this key is its own. Compared in constant time.
    pub(super) fn is_opened_by(&self, key: &str) -> bool {
        self.check == blake3::hash(key.as_bytes())
    }

    /// When it was last used.
    pub(super) fn last_used(&self) -> i64 {
        self.used.load(Ordering::Relaxed)
    }

    /// It is used now. Whether that has to be noted in its folder.
    pub(super) fn use_now(&self) -> bool {
        let now = (self.clock)();
        self.used.store(now, Ordering::Relaxed);
        now - self.touched.load(Ordering::Relaxed) > TOUCH_MS
    }

    /// Where its files lie.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its device as it was when the files opened.
    pub(super) fn noted_number(&self) -> Option<DeviceId> {
        self.number
    }

    /// Notes in the folder that it is used, now and then. Waits for the disk.
    pub(super) fn touch(&self) {
        let now = (self.clock)();
        if now - self.touched.swap(now, Ordering::Relaxed) > TOUCH_MS {
            let number = self.number.map(|number| number.to_string()).unwrap_or_default();
            // Not noted: then the session ends earlier, and nothing else happens.
            let _ = fs::write(self.folder.join(ABOUT), format!("{number} {now}"));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use opstap::{Config, StoreKey};

    use super::*;

    static NOW: AtomicI64 = AtomicI64::new(0);

    fn now() -> i64 {
        NOW.fetch_add(1, Ordering::SeqCst)
    }

    fn room(folder: &Path, name: &str) -> Arc<Room> {
        let folder = folder.join(name);
        let device = Opstap::open(Config::new(&folder, StoreKey::new([7; 32]))).unwrap().0;
        Arc::new(Room::new(device, name, folder, now))
    }

    #[test]
    fn the_system_says_how_many_files_and_so_how_many_sessions() {
        let of = |soft: &str| {
            room_for(&format!("Max processes  1 2 processes\nMax open files {soft} 524288 files\n"))
        };
        assert_eq!((of("1024"), of("4096"), of("65536")), (76, 384, OPEN_MAX));
        assert_eq!((of("unlimited"), of("64"), of("x")), (OPEN_MAX, OPEN_MIN, 76));
        assert_eq!(room_for(""), 76, "a system that says nothing");
    }

    #[tokio::test]
    async fn beyond_the_most_who_was_away_longest_is_closed_and_opens_again() {
        let folder = tempfile::tempdir().unwrap();
        let rooms = Rooms::for_so_many(2);
        let (a, b) = (room(folder.path(), "a"), room(folder.path(), "b"));
        a.set_code(Some("code".to_owned()));
        rooms.put("a".to_owned(), a);
        rooms.put("b".to_owned(), b);
        rooms.put("c".to_owned(), room(folder.path(), "c"));
        let there = |name| rooms.known(name).is_some();
        assert_eq!((there("a"), there("b"), there("c")), (true, false, true), "a has a code to keep");
        let in_use = rooms.known("a").unwrap();
        in_use.set_code(None);
        rooms.put("b".to_owned(), room(folder.path(), "b"));
        assert_eq!((there("a"), there("b"), there("c")), (true, true, false), "a is in use");
        drop(in_use);
        rooms.put("c".to_owned(), room(folder.path(), "c"));
        assert_eq!((there("a"), there("b"), there("c"), rooms.count()), (false, true, true, 2));
    }

    #[tokio::test]
    async fn what_nobody_uses_is_closed_and_at_the_end_all_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let rooms = Rooms::for_so_many(9);
        for name in ["a", "b", "c"] {
            rooms.put(name.to_owned(), room(folder.path(), name));
        }
        let (held, since) = (rooms.known("a").unwrap(), rooms.known("b").unwrap().last_used());
        rooms.close_unused_since(since).await;
        assert_eq!((rooms.known("a").is_some(), rooms.known("b").is_some()), (true, false));
        // Nothing of it is open any more: it opens at once.
        drop(room(folder.path(), "b"));
        drop(held);
        rooms.close().await;
        assert_eq!(rooms.count(), 0);
        drop(room(folder.path(), "a"));
    }
}
