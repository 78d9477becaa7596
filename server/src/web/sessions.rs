//! Who is signed in: their cookie, their folder, and when it ends.
//!
//! The cookie holds the name of a folder and a key. The key opens the files in that folder and stands nowhere at the server:
//! who has the server's disk and no cookie reads nothing of them.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use opstap::{Config, Instant, Opstap, OpstapError, SignUp, StoreKey, Uuid};
use opstap_domain::ids::{Compartment, Role};
use opstap_sync::ident::DeviceId;
use opstap_web::CalendarShown;

use super::calendar::{Calendar, Deed};
use super::desk::{Desk, Visitor};
use super::inside::{HERE, Inside};
use super::staff::Gate;
use crate::data::DataDir;
use crate::engine::WINDOW_MS;

/// A session that nobody used for so long ends: half a day, as people work.
const IDLE_MS: i64 = 12 * 3600 * 1000;
/// Files that nobody used for so long are closed; they open again with the cookie.
const CLOSE_MS: i64 = 15 * 60 * 1000;
/// A page that is asked for within so long shows what the last round brought.
const FRESH_MS: i64 = 3000;
/// How often a folder is told that it is used.
const TOUCH_MS: i64 = 60 * 1000;
/// How many sign in at the same moment; others wait.
const TRIES: usize = 4;
/// The file in a session's folder that says which device it is, and when it was last used.
const ABOUT: &str = "session";

/// Where sessions live.
pub struct Host {
    folder: PathBuf,
    api: Router,
    clock: fn() -> i64,
    pub(super) desk: Arc<dyn Desk>,
    /// Staff who come in by their organisation's provider; `None`: there was no randomness.
    pub(super) gate: Option<Gate>,
    rooms: Mutex<HashMap<String, Arc<Room>>>,
    /// Two requests of one browser open its files once.
    opening: tokio::sync::Mutex<()>,
    /// Each try makes files before its code is asked about: so many at a time.
    trying: tokio::sync::Semaphore,
}

/// A device that is nobody's yet.
struct Fresh {
    name: String,
    key: String,
    folder: PathBuf,
    device: Opstap,
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
    /// What is known of the person's calendar address.
    calendar: Mutex<CalendarShown>,
    /// Held while a file arrives.
    pub(super) file: tokio::sync::Mutex<()>,
    /// Until when the audit trail has a row for more of these.
    noted: Mutex<BTreeMap<Part, i64>>,
}

/// A part of a case, as it is shown; without a case of the client's own.
type Part = (Option<Uuid>, Compartment);

impl Host {
    /// Sessions below `folder`, over the routes of this server. The secrets that providers of sign-in ask for are in
    /// `data`.
    #[must_use]
    pub fn new(
        folder: PathBuf,
        api: Router,
        clock: fn() -> i64,
        desk: Arc<dyn Desk>,
        data: Option<DataDir>,
    ) -> Self {
        Self {
            folder,
            api,
            clock,
            desk,
            gate: Gate::new(data),
            rooms: Mutex::default(),
            opening: tokio::sync::Mutex::default(),
            trying: tokio::sync::Semaphore::new(TRIES),
        }
    }

    /// Signs in with a code, and gives the cookie.
    pub(super) async fn sign_in(
        &self,
        visitor: Visitor<'_>,
        code: &str,
        label: &str,
    ) -> Result<String, OpstapError> {
        let (_turn, fresh) = self.begin(visitor).await?;
        let done = fresh.device.pair(HERE, code, label).await.map(|_| None);
        self.take_in(fresh, done).await
    }

    /// Opens a case for who has no code, and gives the cookie of its client. The code to come back with waits in the room.
    pub(super) async fn sign_up(
        &self,
        visitor: Visitor<'_>,
        asked: &SignUp,
        label: &str,
    ) -> Result<String, OpstapError> {
        let (_turn, fresh) = self.begin(visitor).await?;
        let done = fresh.device.sign_up(HERE, asked, label).await.map(|signed| Some(signed.recovery));
        self.take_in(fresh, done).await
    }

    /// A device that is nobody's yet.
    async fn begin(
        &self,
        visitor: Visitor<'_>,
    ) -> Result<(tokio::sync::SemaphorePermit<'_>, Fresh), OpstapError> {
        let lost = || OpstapError::Unexpected { reference: "web" };
        let turn = self.trying.acquire().await.map_err(|_| lost())?;
        let mut secret = [0; 48];
        getrandom::fill(&mut secret).map_err(|_| lost())?;
        let (name, key) = secret.split_at(16);
        let (name, key) = (hex(name), hex(key));
        let folder = self.folder.join(&name);
        let forwarded = visitor.headers.get_all("x-forwarded-for").iter().next_back().cloned();
        let inside = Inside { routes: self.api.clone(), peer: visitor.peer, forwarded };
        let device = self.open(&folder, &key, inside).await?;
        Ok((turn, Fresh { name, key, folder, device }))
    }

    /// The session of a device that is somebody's now; or its files go.
    async fn take_in(
        &self,
        fresh: Fresh,
        done: Result<Option<String>, OpstapError>,
    ) -> Result<String, OpstapError> {
        let Fresh { name, key, folder, device } = fresh;
        let code = match done {
            Ok(code) => code,
            Err(error) => {
                drop(device);
                remove(&folder);
                return Err(error);
            }
        };
        // Whoever is signed in sees the first page with what is there.
        let _ = device.sync().await;
        let room = Room::new(device, &key, folder, self.clock);
        room.set_code(code);
        room.touch();
        self.rooms().insert(name.clone(), Arc::new(room));
        Ok(format!("{name}.{key}"))
    }

    /// The clock.
    pub(super) fn now(&self) -> i64 {
        (self.clock)()
    }

    /// The session of a cookie; `None` where there is none, or not any more.
    pub(super) async fn enter(&self, cookie: Option<&str>) -> Option<Arc<Room>> {
        let (name, key) = read(cookie?)?;
        let check = blake3::hash(key.as_bytes());
        let known = |host: &Self| host.rooms().get(name).cloned();
        if known(self).is_none() {
            let _one = self.opening.lock().await;
            if known(self).is_none() {
                let folder = self.folder.join(name);
                let (_, last) = about(&folder)?;
                if (self.clock)() - last > IDLE_MS {
                    return None;
                }
                let nobody = SocketAddr::from(([127, 0, 0, 1], 0));
                let inside = Inside { routes: self.api.clone(), peer: nobody, forwarded: None };
                let device = self.open(&folder, key, inside).await.ok()?;
                let room = Room::new(device, key, folder, self.clock);
                self.rooms().insert(name.to_owned(), Arc::new(room));
            }
        }
        // Compared in constant time.
        let room = known(self).filter(|room| room.check == check)?;
        let now = (self.clock)();
        if now - room.used.load(Ordering::Relaxed) > IDLE_MS {
            return None;
        }
        room.used.store(now, Ordering::Relaxed);
        room.touch();
        Some(room)
    }

    /// Ends a session: its device at the server, and its files.
    pub(super) async fn sign_out(&self, cookie: Option<&str>) {
        let Some(room) = self.enter(cookie).await else { return };
        let name = room.folder.file_name().map(|name| name.to_string_lossy().into_owned());
        self.rooms().remove(name.as_deref().unwrap_or_default());
        self.end(&room.folder.clone(), room.number).await;
    }

    /// How many sessions are open.
    #[must_use]
    pub fn open_sessions(&self) -> usize {
        self.rooms().len()
    }

    /// Does something with the calendar address of a session's person, or looks at it; `None`: it could not be done.
    pub(super) async fn calendar(&self, room: &Room, deed: Deed) -> Option<Calendar> {
        self.desk.calendar(room.number()?, deed).await
    }

    /// Closes what nobody uses, and ends what nobody used for long. Never done.
    pub async fn keep_swept(self: Arc<Self>) {
        let mut every = tokio::time::interval(std::time::Duration::from_mins(5));
        loop {
            every.tick().await;
            self.sweep().await;
        }
    }

    /// One round of that.
    async fn sweep(&self) {
        let now = (self.clock)();
        self.rooms().retain(|_, room| {
            Arc::strong_count(room) > 1 || now - room.used.load(Ordering::Relaxed) < CLOSE_MS
        });
        let Ok(folders) = fs::read_dir(&self.folder) else { return };
        for folder in folders.filter_map(Result::ok).map(|entry| entry.path()) {
            let (number, last) = about(&folder).unwrap_or((None, now));
            if now - last > IDLE_MS {
                self.end(&folder, number).await;
            }
        }
    }

    async fn end(&self, folder: &Path, number: Option<DeviceId>) {
        if let Some(number) = number {
            self.desk.dismiss(number).await;
        }
        remove(folder);
    }

    async fn open(&self, folder: &Path, key: &str, inside: Inside) -> Result<Opstap, OpstapError> {
        let store_key = StoreKey::new(blake3::derive_key("opstap web session store 1", key.as_bytes()));
        let (folder, clock) = (folder.to_owned(), self.clock);
        super::blocking(move || {
            fs::create_dir_all(&folder).map_err(|_| OpstapError::DiskFull)?;
            let mut config = Config::new(folder, store_key);
            config.clock = Arc::new(Ours(clock));
            config.transport = Some(Arc::new(inside));
            Ok(Opstap::open(config)?.0)
        })
        .await
    }

    fn rooms(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Room>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    fn new(device: Opstap, key: &str, folder: PathBuf, clock: fn() -> i64) -> Self {
        let (check, number, now) = (blake3::hash(key.as_bytes()), device.number(), clock());
        let (used, touched, fresh) = (AtomicI64::new(now), AtomicI64::new(0), AtomicI64::new(0));
        let (told, code) = (Mutex::default(), Mutex::default());
        let (calendar, file) = (Mutex::default(), tokio::sync::Mutex::default());
        let noted = Mutex::default();
        Self { device, check, folder, number, clock, used, touched, fresh, told, code, calendar, file, noted }
    }

    /// Whether the audit trail has a row that stands for another page of this.
    pub(super) fn is_noted(&self, part: Part, now_ms: i64) -> bool {
        self.noted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&part)
            .is_some_and(|until| *until > now_ms)
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
    pub(super) async fn refreshed(&self, at_once: bool) -> Result<(), OpstapError> {
        let now = (self.clock)();
        if !at_once && now - self.fresh.load(Ordering::Relaxed) < FRESH_MS {
            return Ok(());
        }
        match self.device.sync().await {
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

    /// Says something on the next page.
    pub(super) fn tell(&self, told: String) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = told;
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

    /// Notes in the folder that it is used, now and then.
    fn touch(&self) {
        let now = (self.clock)();
        if now - self.touched.swap(now, Ordering::Relaxed) > TOUCH_MS {
            let number = self.number.map(|number| number.to_string()).unwrap_or_default();
            // Not noted: then the session ends earlier, and nothing else happens.
            let _ = fs::write(self.folder.join(ABOUT), format!("{number} {now}"));
        }
    }
}

/// The server's clock, for devices in it.
struct Ours(fn() -> i64);

impl opstap::Clock for Ours {
    fn now(&self) -> Instant {
        Instant((self.0)())
    }
}

/// Which device a folder is, and when it was last used.
fn about(folder: &Path) -> Option<(Option<DeviceId>, i64)> {
    let text = fs::read_to_string(folder.join(ABOUT)).ok()?;
    let (number, last) = text.split_once(' ')?;
    Some((number.parse().ok(), last.parse().ok()?))
}

/// Gone with its files. What stays because the disk refuses is found by the next sweep.
fn remove(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
}

/// The two parts of a cookie: nothing in it can be a path.
fn read(cookie: &str) -> Option<(&str, &str)> {
    let (name, key) = cookie.split_once('.')?;
    let is_hex = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (name.len() == 32 && key.len() == 64 && is_hex(name) && is_hex(key)).then_some((name, key))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cookie_is_two_words_of_hexadecimal_or_nothing(text in ".{0,120}", name in "[0-9a-f]{32}", key in "[0-9a-f]{64}") {
            if let Some((name, key)) = read(&text) {
                prop_assert_eq!((name.len(), key.len()), (32, 64));
            }
            let cookie = format!("{name}.{key}");
            prop_assert_eq!(read(&cookie), Some((name.as_str(), key.as_str())));
            let path = format!("../{}.{key}", &name[3..]);
            prop_assert_eq!(read(&path), None);
        }
    }
}
