//! A server that is broken, or not ours: rounds end, quickly, and what waits is kept.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use opstap::{Opstap, OpstapError};
use opstap_tests::town::{Town, device, key};
use serde_json::{Value, json};

/// What the fake says: status, headers, body.
type Says = (u16, &'static str, Vec<u8>);

/// A server that says the same to every round.
struct Fake {
    url: String,
    asked: Arc<AtomicUsize>,
}

impl Fake {
    fn new(mut says: impl FnMut(&Value) -> Says + Send + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        // The thread ends with the process.
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                count.fetch_add(1, Ordering::SeqCst);
                let _ = answer(stream.unwrap(), &mut says);
            }
        });
        Self { url, asked }
    }

    /// A paired device with one message that waits, which now finds this server in the other's place.
    async fn visited(&self, town: &Town, home: &Path) -> Opstap {
        let phone = device(home);
        town.pair(&phone, town.client).await;
        phone.send_message(None, "kept").unwrap();
        drop(phone);
        let (mut store, _) = opstap_store::Store::open(home, &key()).unwrap();
        let identity = store.identity().unwrap().clone();
        store.take_identity(opstap_store::Identity { server: self.url.clone(), ..identity }).unwrap();
        drop(store);
        device(home)
    }
}

fn answer(stream: TcpStream, says: &mut impl FnMut(&Value) -> Says) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut length, mut zipped, mut line) = (0, false, String::new());
    while reader.read_line(&mut line)? > 2 {
        let lower = line.to_lowercase();
        if let Some(number) = lower.strip_prefix("content-length:") {
            length = number.trim().parse().unwrap();
        }
        zipped |= lower.starts_with("content-encoding: gzip");
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    if zipped {
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(&body[..]).read_to_end(&mut plain)?;
        body = plain;
    }
    let (status, headers, body) = says(&serde_json::from_slice(&body).unwrap_or_default());
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n",
        body.len()
    )?;
    stream.write_all(&body)
}

/// Asks once; gives the outcome, how many requests it took, and that the message is still there.
async fn visit(says: impl FnMut(&Value) -> Says + Send + 'static) -> (Result<u64, OpstapError>, usize) {
    let town = Town::new();
    let serving = town.serve();
    let home = tempfile::tempdir().unwrap();
    let fake = Fake::new(says);
    let phone = fake.visited(&town, home.path()).await;
    let began = Instant::now();
    let outcome = phone.sync().await.map(|report| report.left);
    assert!(began.elapsed() < Duration::from_secs(20), "took {:?}", began.elapsed());
    let page = phone.conversation(None, None, 10).unwrap();
    assert_eq!(page.messages.last().unwrap().text, "kept");
    drop((phone, serving));
    (outcome, fake.asked.load(Ordering::SeqCst))
}

/// An answer that agrees with everything and settles nothing.
fn agreeing(request: &Value) -> Value {
    json!({ "epoch": request["epoch"], "now": 1, "ge": request["ge"], "revoked": [], "res": [],
            "last_n": request["ack"].as_u64().unwrap_or(0), "backed_n": 0, "chg": [], "next_ms": 0 })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_answer_is_an_error_and_changes_nothing() {
    let gzip = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let bomb = gzip(&vec![b' '; 64 * 1024 * 1024]);
    let cases: Vec<(&str, Says, &str, usize)> = vec![
        ("cut off", (200, "", b"{\"epoch\": \"e\", \"no".to_vec()), "server", 1),
        ("html", (200, "content-type: text/html\r\n", b"<html>wifi login</html>".to_vec()), "server", 1),
        ("bomb", (200, "content-encoding: gzip\r\n", bomb), "unexpected", 1),
        ("no gzip", (200, "content-encoding: gzip\r\n", b"plain".to_vec()), "offline", 3),
        ("error", (500, "", b"oops".to_vec()), "server", 1),
        ("busy", (503, "retry-after: 1\r\n", Vec::new()), "server", 3),
        ("very busy", (503, "retry-after: 3600\r\n", Vec::new()), "server", 1),
        ("too large", (413, "", Vec::new()), "server", 10),
        ("redirect", (302, "location: http://example.org/\r\n", Vec::new()), "server", 1),
    ];
    for (name, says, code, most) in cases {
        let (outcome, asked) = visit(move |_| says.clone()).await;
        assert_eq!(outcome.unwrap_err().code(), code, "{name}");
        assert!(asked <= most, "{name}: asked {asked} times");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_without_end_is_not_asked_for_without_end() {
    let (outcome, asked) = visit(|request| {
        let mut answer = agreeing(request);
        answer["chg"] = json!([{ "h": 1, "recs": [], "upto": 0, "more": true }]);
        (200, "", answer.to_string().into_bytes())
    })
    .await;
    assert_eq!(outcome.unwrap(), 1, "the message still waits");
    assert!(asked <= 4, "asked {asked} times");
}

/// How many rounds a device that looks for news ten times a second runs in four seconds, when each answer asks for a rest.
async fn rounds_when_asked_to_rest(next_ms: u64) -> usize {
    let town = Town::new();
    let serving = town.serve();
    let home = tempfile::tempdir().unwrap();
    let rounds = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&rounds);
    let fake = Fake::new(move |request| {
        if request["proto"].is_null() {
            return (403, "", Vec::new()); // It asks for nudges: there are none.
        }
        counted.fetch_add(1, Ordering::SeqCst);
        let mut answer = agreeing(request);
        answer["next_ms"] = json!(next_ms);
        (200, "", answer.to_string().into_bytes())
    });
    let phone = fake.visited(&town, home.path()).await;
    let often = phone.nudges().unwrap().looking_every(Duration::from_millis(100));
    let _ = tokio::time::timeout(Duration::from_secs(4), phone.follow(often)).await;
    drop(serving);
    rounds.load(Ordering::SeqCst)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_asks_for_a_rest_gets_it_within_reason() {
    let (without, with) = (rounds_when_asked_to_rest(0).await, rounds_when_asked_to_rest(60_000).await);
    assert!(with == 1 && without > 1, "{with} rounds with a rest, {without} without");
    let (outcome, _) = visit(|request| {
        let mut answer = agreeing(request);
        answer["next_ms"] = json!(u64::MAX);
        (200, "", answer.to_string().into_bytes())
    })
    .await;
    // A round of one's own is not kept from anybody.
    assert_eq!(outcome.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_older_than_the_app_is_named_and_nothing_is_lost() {
    let problem =
        json!({ "type": "about:blank", "title": "Older.", "status": 426, "code": "server_too_old" });
    let (outcome, asked) = visit(move |_| (426, "", problem.to_string().into_bytes())).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.code(), error.phrase().key.as_str(), asked), ("server", "error-server-old", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_to_nobodys_operations_settle_nothing() {
    let (outcome, asked) = visit(|request| {
        let mut answer = agreeing(request);
        answer["res"] = json!([{ "n": 900, "r": "ok", "seq": 5 }]);
        answer["last_n"] = json!(900);
        (200, "", answer.to_string().into_bytes())
    })
    .await;
    assert_eq!(outcome.unwrap(), 1);
    assert!(asked <= 4, "asked {asked} times");
}

#[tokio::test(flavor = "multi_thread")]
async fn detours_that_lead_nowhere_end() {
    let mut epoch = 0;
    for code in ["reconcile", "need_cursors", "receipt_wanted"] {
        let (outcome, asked) = visit(move |_| {
            epoch += 1;
            let problem = json!({ "type": "about:blank", "title": "no", "status": 409, "code": code,
                                  "epoch": format!("e{epoch}") });
            (409, "", problem.to_string().into_bytes())
        })
        .await;
        assert_eq!(outcome.unwrap_err().code(), "server", "{code}");
        assert!(asked <= 10, "{code}: asked {asked} times");
    }
}

/// A journal that was tampered with, or a typing error: the token stays here.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_never_goes_to_another_machine_in_the_clear() {
    let town = Town::new();
    let _serving = town.serve();
    let home = tempfile::tempdir().unwrap();
    let fake = Fake { url: "http://opstap.example.org".into(), asked: Arc::default() };
    let phone = fake.visited(&town, home.path()).await;
    assert!(matches!(phone.sync().await, Err(OpstapError::BadAddress)));
    let fresh = tempfile::tempdir().unwrap();
    let paired = device(fresh.path()).pair("http://opstap.example.org", "ABCDE-12345", "x").await;
    assert!(matches!(paired, Err(OpstapError::BadAddress)));
}
