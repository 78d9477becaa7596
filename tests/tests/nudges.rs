//! Devices that hear of each other without asking: over the real network stack, on both engines, with the server
//! killed, and with every nudge lost.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../server/tests/cluster/mod.rs"]
mod cluster;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cluster::Place;
use opstap::{LineEntry, Opstap, OpstapError, PushAddress};
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_ffi::{Core, CoreConfig, Host, MemoryVault};
use opstap_server::data::DataDir;
use opstap_server::serve::now_ms;
use opstap_tests::town::{Town, device};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Within this time an edit is on the other device.
const AT_ONCE: Duration = Duration::from_secs(1);

fn rent(device: &Opstap, typed: &str) {
    let entry = LineEntry { category: "huur".into(), typed: typed.into(), ..LineEntry::default() };
    device.set_budget_line(None, &entry).unwrap();
}

async fn arrives(device: &Opstap, amount: &str, within: Duration) -> Duration {
    let began = Instant::now();
    while !device.budget(None).unwrap().expenses.iter().any(|line| format!("{line:?}").contains(amount)) {
        assert!(began.elapsed() < within, "{amount} did not arrive");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    began.elapsed()
}

/// Follows until it is aborted, or until that makes no sense any more.
fn follow(device: &Arc<Opstap>, looking: Duration) -> tokio::task::JoinHandle<OpstapError> {
    let device = device.clone();
    tokio::spawn(async move {
        let nudges = device.nudges().unwrap().looking_every(looking);
        match device.follow(nudges).await {
            Ok(never) => match never {},
            Err(error) => error,
        }
    })
}

async fn an_edit_is_on_the_other_device_at_once(town: Town) {
    let serving = town.serve();
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (phone, tablet) = (device(one.path()), Arc::new(device(two.path())));
    town.pair(&phone, town.client).await;
    town.pair(&tablet, town.client).await;
    let following = follow(&tablet, Duration::from_mins(10));
    tokio::time::sleep(Duration::from_secs(2)).await;
    for amount in ["601", "602", "603"] {
        rent(&phone, amount);
        phone.sync().await.unwrap();
        let took = arrives(&tablet, amount, AT_ONCE).await;
        println!("{amount} was there after {took:?}");
        tokio::time::sleep(Duration::from_millis(1_200)).await;
    }
    // Blocked by the organisation: the stream ends, and the round says why.
    assert_eq!(town.revoke(town.client), 2);
    let error = tokio::time::timeout(Duration::from_secs(15), following).await.unwrap().unwrap();
    assert!(matches!(error, OpstapError::DeviceRevoked), "{error}");
    drop(serving);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_file_an_edit_is_on_the_other_device_at_once() {
    Box::pin(an_edit_is_on_the_other_device_at_once(Town::new())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_an_edit_is_on_the_other_device_at_once() {
    let place = Place::fresh();
    Box::pin(an_edit_is_on_the_other_device_at_once(Town::on(&place.url))).await;
}

/// What a way to the server does with nudges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nudged {
    /// It passes them on.
    Well,
    /// Nobody gets one.
    Dropped,
    /// It says that nobody may have any.
    Forbidden,
    /// Streams are alive, and no news comes out of them.
    Silenced,
    /// Streams are taken, and nothing comes out of them.
    StreamsKeptBack,
}

/// A way to the server that treats nudges so, and everything else well.
#[derive(Clone)]
struct Way {
    url: String,
    nudged: Nudged,
    /// Streams and questions that it did not pass on.
    dropped: Arc<AtomicUsize>,
    /// Connections that listen just now.
    listening: Arc<AtomicUsize>,
}

impl Way {
    async fn to(town: &Town, nudged: Nudged) -> Self {
        let server: SocketAddr = town.url().strip_prefix("http://").unwrap().parse().unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let way = Self { url, nudged, dropped: Arc::default(), listening: Arc::default() };
        let here = way.clone();
        tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                let way = here.clone();
                tokio::spawn(async move {
                    let mut listens = false;
                    Box::pin(way.carry(phone, server, &mut listens)).await;
                    way.listening.fetch_sub(usize::from(listens), Ordering::Relaxed);
                });
            }
        });
        way
    }

    async fn carry(&self, mut phone: TcpStream, server: SocketAddr, listens: &mut bool) {
        let Ok(mut upstream) = TcpStream::connect(server).await else { return };
        let (mut asked, mut answered) = ([0; 16_384], [0; 16_384]);
        loop {
            tokio::select! {
                read = phone.read(&mut asked) => {
                    let Ok(count @ 1..) = read else { return };
                    let text = String::from_utf8_lossy(&asked[..count]);
                    if text.starts_with("GET /v1/nudges") {
                        if self.nudged == Nudged::Dropped {
                            self.dropped.fetch_add(1, Ordering::Relaxed);
                            return;
                        }
                        if self.nudged == Nudged::Forbidden {
                            self.dropped.fetch_add(1, Ordering::Relaxed);
                            let _ = phone.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n").await;
                            continue;
                        }
                        if self.nudged == Nudged::StreamsKeptBack && !text.contains("?wait=") {
                            self.dropped.fetch_add(1, Ordering::Relaxed);
                            return keep_back(&mut phone).await;
                        }
                        if !std::mem::replace(listens, true) {
                            self.listening.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                    if upstream.write_all(&asked[..count]).await.is_err() { return }
                }
                read = upstream.read(&mut answered) => {
                    let Ok(count @ 1..) = read else { return };
                    if self.nudged == Nudged::Silenced {
                        silence(&mut answered[..count]);
                    }
                    if phone.write_all(&answered[..count]).await.is_err() { return }
                }
            }
        }
    }

    fn listening(&self) -> usize {
        self.listening.load(Ordering::Relaxed)
    }

    fn dropped(&self) -> usize {
        self.dropped.load(Ordering::Relaxed)
    }
}

/// An event becomes a comment.
fn silence(answered: &mut [u8]) {
    const NEWS: &[u8] = b"data: news";
    while let Some(at) = answered.windows(NEWS.len()).position(|part| part == NEWS) {
        answered[at] = b':';
    }
}

/// A stream that begins, and then nothing.
async fn keep_back(phone: &mut TcpStream) {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    phone.write_all(head).await.unwrap();
    let _ = phone.read(&mut [0; 16]).await;
}

async fn everything_still_arrives(nudged: Nudged) -> usize {
    let town = Town::new();
    let _serving = town.serve();
    let way = Way::to(&town, nudged).await;
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (phone, tablet) = (device(one.path()), Arc::new(device(two.path())));
    town.pair(&phone, town.client).await;
    tablet.pair(&way.url, &town.code(town.client), "test").await.unwrap();
    let following = follow(&tablet, Duration::from_millis(400));
    for amount in ["601", "602", "603"] {
        rent(&phone, amount);
        phone.sync().await.unwrap();
        arrives(&tablet, amount, Duration::from_secs(30)).await;
    }
    following.abort();
    way.dropped()
}

#[tokio::test(flavor = "multi_thread")]
async fn with_every_nudge_lost_everything_still_arrives() {
    let tried = Box::pin(everything_still_arrives(Nudged::Dropped)).await;
    assert!((2..60).contains(&tried), "nudges were asked for {tried} times");
}

/// A stream that is well says nothing of what its server lost.
#[tokio::test(flavor = "multi_thread")]
async fn with_a_stream_that_says_nothing_everything_still_arrives() {
    assert_eq!(Box::pin(everything_still_arrives(Nudged::Silenced)).await, 0);
}

/// Something on the way answers as if the device were blocked; only a round can say that.
#[tokio::test(flavor = "multi_thread")]
async fn with_nudges_forbidden_everything_still_arrives() {
    let tried = Box::pin(everything_still_arrives(Nudged::Forbidden)).await;
    assert!((1..10).contains(&tried), "nudges were asked for {tried} times");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_streams_are_kept_back_questions_are_answered_at_once() {
    let town = Town::new();
    let _serving = town.serve();
    let way = Way::to(&town, Nudged::StreamsKeptBack).await;
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (phone, tablet) = (device(one.path()), Arc::new(device(two.path())));
    town.pair(&phone, town.client).await;
    tablet.pair(&way.url, &town.code(town.client), "test").await.unwrap();
    let following = follow(&tablet, Duration::from_mins(10));
    rent(&phone, "600");
    phone.sync().await.unwrap();
    // Twice ten seconds until it is clear that no stream comes through.
    arrives(&tablet, "600", Duration::from_secs(40)).await;
    assert_eq!(way.dropped(), 2);
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    rent(&phone, "601");
    phone.sync().await.unwrap();
    arrives(&tablet, "601", AT_ONCE).await;
    following.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_server_was_killed_the_device_goes_on_by_itself() {
    let town = Town::new();
    let serving = town.serve_in_child(env!("CARGO_BIN_EXE_device_under_test"));
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (phone, tablet) = (device(one.path()), Arc::new(device(two.path())));
    town.pair(&phone, town.client).await;
    town.pair(&tablet, town.client).await;
    let following = follow(&tablet, Duration::from_millis(500));
    tokio::time::sleep(Duration::from_secs(1)).await;
    drop(serving);
    rent(&phone, "600");
    assert!(phone.sync().await.is_err());
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(!following.is_finished(), "being offline is no end");
    let _serving = town.serve_in_child(env!("CARGO_BIN_EXE_device_under_test"));
    phone.sync().await.unwrap();
    arrives(&tablet, "600", Duration::from_secs(30)).await;
    following.abort();
}

/// A phone that was copied: the twin that came second listens as who it is now.
#[tokio::test(flavor = "multi_thread")]
async fn a_twin_does_not_listen_in_the_place_of_the_other() {
    let town = Town::new();
    let _serving = town.serve();
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let phone = device(one.path());
    town.pair(&phone, town.client).await;
    let nudges = phone.nudges().unwrap();
    drop(phone);
    for file in std::fs::read_dir(one.path()).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), two.path().join(file.file_name())).unwrap();
    }
    let (phone, twin) = (device(one.path()), device(two.path()));
    for device in [&phone, &twin] {
        rent(device, "600");
        device.sync().await.unwrap();
    }
    assert!(phone.owns(&nudges));
    assert!(!twin.owns(&nudges) && twin.owns(&twin.nudges().unwrap()));
}

/// The library hands in an address, in place of the one before, and withdraws it.
#[tokio::test(flavor = "multi_thread")]
async fn a_device_says_where_it_can_be_woken() {
    let town = Town::new();
    let _serving = town.serve();
    let one = TempDir::new().unwrap();
    let phone = device(one.path());
    let fcm = |token: &str| Some(PushAddress::Fcm { token: token.to_owned() });
    assert!(matches!(phone.register_push(fcm("one")).await, Err(OpstapError::NotPaired)));
    town.pair(&phone, town.client).await;
    assert_eq!(phone.push_offer().await.unwrap().kinds, [] as [&str; 0], "nothing is configured here");
    let kept = || {
        let mut engine = DataDir::at(town.folder()).unwrap().beside().unwrap();
        let scope = ScopeId::new(town.case, Compartment::Together);
        engine.to_wake(&[scope], now_ms()).unwrap().into_iter().map(|(_, to)| to).collect::<Vec<_>>()
    };
    for to in [fcm("one"), fcm("two"), None] {
        phone.register_push(to.clone()).await.unwrap();
        assert_eq!(kept(), Vec::from_iter(to));
    }
    let hostile = Some(PushAddress::WebPush {
        endpoint: "https://192.168.1.1/x".to_owned(),
        p256dh: String::new(),
        auth: String::new(),
    });
    assert!(matches!(phone.register_push(hostile).await, Err(OpstapError::Server { status: 400 })));
    assert_eq!(town.revoke(town.client), 1);
    assert!(matches!(phone.register_push(fcm("one")).await, Err(OpstapError::DeviceRevoked)));
}

/// As an app has it: the core listens while it is open, and a pause waits for nothing.
#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_open_hears_at_once_and_a_paused_one_holds_no_connection() {
    let town = Town::new();
    let _serving = town.serve();
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let phone = device(one.path());
    town.pair(&phone, town.client).await;
    let way = Way::to(&town, Nudged::Well).await;
    let config = CoreConfig { data_dir: two.path().display().to_string(), language: None, auto_sync: true };
    let core = Core::open(config, Host { vault: MemoryVault::new(), clock: None, log: None }).await.unwrap();
    core.session().pair_with_code(way.url.clone(), town.code(town.client), "app".to_owned()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(way.listening(), 1, "the stream");
    rent(&phone, "601");
    phone.sync().await.unwrap();
    let (began, amount) = (Instant::now(), "601");
    loop {
        let budget = core.budget().summary(None).await.unwrap();
        if format!("{budget:?}").contains(amount) {
            break;
        }
        assert!(began.elapsed() < AT_ONCE, "{amount} did not arrive");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    println!("it was in the app after {:?}", began.elapsed());
    let began = Instant::now();
    core.pause().await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(1));
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(way.listening(), 0, "who is paused listens to nobody");
    core.resume().await.unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(way.listening(), 1);
    core.shutdown().await.unwrap();
}
