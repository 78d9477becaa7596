//! Who is signed in: their cookie, their folder, and when it ends.
//!
//! The cookie holds the name of a folder and a key. The key opens the files in that folder and stands nowhere at the server:
//! who has the server's disk and no cookie reads nothing of them.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use opstap::{Config, Instant, Opstap, OpstapError, SignUp, StoreKey, Transport};
use opstap_sync::ident::DeviceId;

use super::begun::Begun;
use super::calendar::{Calendar, Deed};
use super::desk::{Desk, Visitor};
use super::inside::{HERE, Inside};
use super::look::Looks;
use super::own::OwnGate;
use super::rooms::{ABOUT, Room, Rooms};
use super::staff::Gate;
use super::{aside, blocking, on_the_disk};
use crate::data::DataDir;

/// A session that nobody used for so long ends: half a day, as people work.
const IDLE_MS: i64 = 12 * 3600 * 1000;
/// Files that nobody used for so long are closed; they open again with the cookie.
const CLOSE_MS: i64 = 15 * 60 * 1000;
/// How many sign in at the same moment; others wait.
const TRIES: usize = 4;

/// Where sessions live.
pub struct Host {
    folder: PathBuf,
    api: Router,
    clock: fn() -> i64,
    pub(super) desk: Arc<dyn Desk>,
    /// Staff who come in by their organisation's provider; `None`: there was no randomness.
    pub(super) gate: Option<Gate>,
    /// Staff who come in by factors of our own.
    pub(super) own: OwnGate,
    /// How pages look before there is a person.
    pub(super) looks: Looks,
    rooms: Rooms,
    /// Sign-ups that came a moment ago.
    pub(super) begun: Begun,
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
            own: OwnGate::new(),
            looks: Looks::default(),
            rooms: Rooms::default(),
            begun: Begun::default(),
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
        let (code, label) = (code.to_owned(), label.to_owned());
        let tried = aside(async move || {
            let done = fresh.device.pair(HERE, &code, &label).await.map(|_| None);
            (fresh, done)
        });
        let (fresh, done) = tried.await?;
        self.take_in(fresh, done).await
    }

    /// Opens a case for who has no code, and gives the cookie of its client. The code to come back with waits in the room.
    pub(super) async fn sign_up(
        &self,
        visitor: Visitor<'_>,
        asked: &SignUp,
        label: &str,
        once: &str,
    ) -> Result<String, OpstapError> {
        let (_turn, fresh) = self.begin(visitor).await?;
        let (asked, label, key) = (asked.clone(), label.to_owned(), once.to_owned());
        let tried = aside(async move || {
            let done = fresh.device.sign_up_once(HERE, &asked, &label, &key).await;
            (fresh, done.map(|signed| Some(signed.recovery)))
        });
        let (fresh, done) = tried.await?;
        let cookie = self.take_in(fresh, done).await?;
        self.begun.note(once, &cookie, self.now());
        Ok(cookie)
    }

    /// The key of a form that was not sent yet; `None`: there was no randomness.
    pub(super) fn fresh_form() -> Option<String> {
        let mut key = [0; 16];
        getrandom::fill(&mut key).ok()?;
        Some(hex(&key))
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
        let (Fresh { name, key, folder, device }, clock) = (fresh, self.clock);
        let cookie = format!("{name}.{key}");
        let come = aside(async move || {
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
            let room = Room::new(device, &key, folder, clock);
            room.set_code(code);
            room.touch();
            Ok(room)
        });
        self.rooms.put(name, Arc::new(come.await??));
        Ok(cookie)
    }

    /// Below which folder sessions live.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The routes of this server, for devices in it.
    pub(super) fn routes(&self) -> Router {
        self.api.clone()
    }

    /// The clock.
    pub(super) fn now(&self) -> i64 {
        (self.clock)()
    }

    /// The session of a cookie; `None` where there is none, or not any more.
    pub(super) async fn enter(&self, cookie: Option<&str>) -> Option<Arc<Room>> {
        let (name, key) = read(cookie?)?;
        let room = match self.rooms.known(name) {
            Some(room) => room,
            None => self.reopened(name, key).await?,
        };
        let now = (self.clock)();
        if !room.is_opened_by(key) || now - room.last_used() > IDLE_MS {
            return None;
        }
        if room.use_now() {
            let noting = room.clone();
            on_the_disk(move || noting.touch()).await;
        }
        self.begun.arrived(name);
        Some(room)
    }

    /// Files that are closed open again, once for all requests that wait for them.
    async fn reopened(&self, name: &str, key: &str) -> Option<Arc<Room>> {
        let _turn = self.rooms.turn(name).await;
        if let Some(room) = self.rooms.known(name) {
            return Some(room);
        }
        let folder = self.folder.join(name);
        let (_, last) = about(&folder)?;
        if (self.clock)() - last > IDLE_MS {
            return None;
        }
        let nobody = SocketAddr::from(([127, 0, 0, 1], 0));
        let inside = Inside { routes: self.api.clone(), peer: nobody, forwarded: None };
        let device = self.open(&folder, key, inside).await.ok()?;
        let room = Arc::new(Room::new(device, key, folder, self.clock));
        self.rooms.put(name.to_owned(), room.clone());
        Some(room)
    }

    /// Ends a session: its device at the server, and its files.
    pub(super) async fn sign_out(&self, cookie: Option<&str>) {
        let Some(room) = self.enter(cookie).await else { return };
        let (folder, number) = (room.folder().to_owned(), room.noted_number());
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        self.rooms.forget(name.as_deref().unwrap_or_default());
        self.end(folder, number).await;
        // Closing files waits for the disk as well.
        on_the_disk(move || drop(room)).await;
    }

    /// How many sessions are open.
    #[must_use]
    pub fn open_sessions(&self) -> usize {
        self.rooms.count()
    }

    /// Closes the files of all sessions, many at a time. They open again with their cookies.
    pub async fn close(&self) {
        self.rooms.close().await;
    }

    /// Does something with the calendar address of a session's person, or looks at it; `None`: it could not be done.
    pub(super) async fn calendar(&self, room: &Room, deed: Deed) -> Option<Calendar> {
        self.desk.calendar(room.number()?, deed).await
    }

    /// What goes on beside the pages, and ends with them.
    #[must_use]
    pub fn beside(self: &Arc<Self>) -> [tokio::task::JoinHandle<()>; 2] {
        [tokio::spawn(self.clone().keep_swept()), tokio::spawn(self.clone().keep_automatic())]
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
        self.rooms.close_unused_since(now - CLOSE_MS).await;
        let all = self.folder.clone();
        let found = blocking(move || {
            let folders = fs::read_dir(all).into_iter().flatten().flatten().map(|entry| entry.path());
            let each = folders.map(|folder| (about(&folder).unwrap_or((None, now)), folder));
            Ok(each.filter(|((_, last), _)| now - last > IDLE_MS).collect::<Vec<_>>())
        });
        for ((number, _), folder) in found.await.unwrap_or_default() {
            self.end(folder, number).await;
        }
    }

    async fn end(&self, folder: PathBuf, number: Option<DeviceId>) {
        if let Some(number) = number {
            self.desk.dismiss(number).await;
        }
        on_the_disk(move || remove(&folder)).await;
    }

    pub(super) async fn open(
        &self,
        folder: &Path,
        key: &str,
        inside: impl Transport + 'static,
    ) -> Result<Opstap, OpstapError> {
        let store_key = StoreKey::new(blake3::derive_key("opstap web session store 1", key.as_bytes()));
        let (folder, clock) = (folder.to_owned(), self.clock);
        blocking(move || {
            fs::create_dir_all(&folder).map_err(|_| OpstapError::DiskFull)?;
            let mut config = Config::new(folder, store_key);
            config.clock = Arc::new(Ours(clock));
            config.transport = Some(Arc::new(inside));
            Ok(Opstap::open(config)?.0)
        })
        .await
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
pub(super) fn remove(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
}

/// The two parts of a cookie: nothing in it can be a path.
pub(super) fn read(cookie: &str) -> Option<(&str, &str)> {
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
