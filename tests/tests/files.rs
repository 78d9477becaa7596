//! A photo of a letter on its way: real devices, a real server, real files, and bad luck at every part.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use opstap::{
    Config, Errand, FileEntry, FilePlace, FileRow, HttpAnswer, HttpQuestion, HttpTransport, LetterEntry,
    LetterRow, Opstap, OpstapError, Transport, TransportError, Travelling, Uuid,
};
use opstap_tests::town::{Town, device, key};

const PART: usize = 256 * 1024;
const PARTS: usize = 5;
const SECRET: &[u8] = b"XYZZYSECRETWORD ";

fn photo() -> Vec<u8> {
    let words = SECRET.iter().copied().cycle();
    [0xff, 0xd8, 0xff, 0xe0].into_iter().chain(words).take(PARTS * PART - 500).collect()
}

fn entry() -> FileEntry {
    let thumbnail = Some([&[0xff, 0xd8, 0xff, 0xe0][..], &[7; 900]].concat());
    FileEntry { name: "brief.jpg".into(), bytes: photo(), thumbnail }
}

fn added(phone: &Opstap) -> FileRow {
    let message = phone.send_message(None, "See the letter.").unwrap();
    phone.attach(None, message.id, &entry()).unwrap()
}

fn only(device: &Opstap) -> FileRow {
    let mut all = device.files(None, None).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// What a transport does to the next requests about bytes.
#[derive(Clone, Copy, PartialEq)]
enum Luck {
    /// Everything arrives.
    Good,
    /// The n-th request about bytes from now is lost on its way.
    NeverArrives(usize),
    /// It arrives, and its answer is lost.
    NoAnswer(usize),
}

/// The network, and a tally of the parts that went over it.
struct Cutting {
    inner: HttpTransport,
    luck: Mutex<Luck>,
    asked: AtomicUsize,
    /// Bytes of parts that the server was sent, and that it gave.
    sent: AtomicUsize,
    came: AtomicUsize,
    /// What its owner does while the first part is on its way.
    meanwhile: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

impl Cutting {
    fn new() -> Arc<Self> {
        let (luck, none) = (Mutex::new(Luck::Good), AtomicUsize::default);
        Arc::new(Self {
            inner: HttpTransport::new(),
            luck,
            asked: none(),
            sent: none(),
            came: none(),
            meanwhile: Mutex::default(),
        })
    }

    fn set(&self, luck: Luck) {
        *self.luck.lock().unwrap() = luck;
        self.asked.store(0, Ordering::SeqCst);
    }
}

impl Transport for Cutting {
    fn post(&self, question: HttpQuestion) -> Travelling<'_> {
        Box::pin(async move {
            let about_bytes = question.errand != Errand::Json || question.url.ends_with("/v1/blobs");
            let (luck, part) = (*self.luck.lock().unwrap(), matches!(question.errand, Errand::Part { .. }));
            let n = if about_bytes { self.asked.fetch_add(1, Ordering::SeqCst) } else { usize::MAX };
            if luck == Luck::NeverArrives(n) {
                return Err(TransportError::Unreachable);
            }
            let length = question.body.len();
            let range = matches!(question.errand, Errand::Range { .. });
            let answer: HttpAnswer = self.inner.post(question).await?;
            if part {
                if let Some(act) = self.meanwhile.lock().unwrap().take() {
                    act();
                }
                self.sent.fetch_add(length, Ordering::SeqCst);
            }
            if luck == Luck::NoAnswer(n) {
                return Err(TransportError::Unreachable);
            }
            if range {
                self.came.fetch_add(answer.body.len(), Ordering::SeqCst);
            }
            Ok(answer)
        })
    }
}

fn over(folder: &Path, transport: &Arc<Cutting>) -> Opstap {
    let config = Config::new(folder, key());
    Opstap::open(Config { transport: Some(transport.clone()), ..config }).unwrap().0
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

fn readable(dir: &Path) -> Vec<PathBuf> {
    let mut all = files(dir);
    all.retain(|path| std::fs::read(path).unwrap().windows(SECRET.len()).any(|window| window == SECRET));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_goes_from_a_client_to_a_counsellor() {
    let town = Town::new();
    let _serving = town.serve();
    let (home, desk) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (phone, tablet) = (device(home.path()), device(desk.path()));
    town.pair(&phone, town.client).await;
    town.pair(&tablet, town.counsellor).await;
    let mine = added(&phone);
    assert_eq!(
        (mine.place, mine.percent, mine.mine, mine.media.as_str()),
        (FilePlace::Waits, 0, true, "image/jpeg")
    );
    assert_eq!(phone.safety().unwrap().files, 1);
    assert!(matches!(phone.evict_file(None, mine.id), Err(OpstapError::Refused { .. })));
    let report = phone.sync().await.unwrap();
    assert_eq!((report.files_sent, report.files_left), (1, 0));
    assert_eq!((only(&phone).place, phone.safety().unwrap().files), (FilePlace::Sent, 0));
    tablet.sync().await.unwrap();
    let page = tablet.conversation(None, None, 10).unwrap();
    let theirs = &page.messages.last().unwrap().files[0];
    assert_eq!(
        (theirs.place, theirs.mine, theirs.name.as_str()),
        (FilePlace::MustBeFetched, false, "brief.jpg")
    );
    assert_eq!(theirs.thumbnail, entry().thumbnail);
    assert!(matches!(tablet.file_bytes(None, theirs.id), Err(OpstapError::Refused { .. })));
    let fetched = tablet.fetch_file(None, theirs.id).await.unwrap();
    assert_eq!((fetched.place, fetched.percent), (FilePlace::Here, 100));
    assert_eq!(tablet.file_bytes(None, theirs.id).unwrap(), photo());
    // Making room, and fetching again; its author as well.
    assert_eq!(tablet.evict_file(None, theirs.id).unwrap().place, FilePlace::MustBeFetched);
    phone.evict_file(None, mine.id).unwrap();
    phone.fetch_file(None, mine.id).await.unwrap();
    assert_eq!(phone.file_bytes(None, mine.id).unwrap(), photo());
    for folder in [home.path(), desk.path(), town.folder()] {
        assert_eq!(readable(folder), Vec::<PathBuf>::new());
    }
    // Erased with its message: it leaves both devices and the server.
    phone.erase_message(None, mine.message.unwrap()).unwrap();
    assert!(phone.files(None, None).unwrap().is_empty());
    phone.sync().await.unwrap();
    tablet.sync().await.unwrap();
    assert!(tablet.files(None, None).unwrap().is_empty());
    assert!(tablet.file_bytes(None, mine.id).is_err());
    nothing_is_left(&town).await;
}

/// The connection breaks before or after each request; the app is killed each time.
#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_dies_at_any_part_loses_nothing_and_sends_one_again_at_most() {
    let town = Town::new();
    let _serving = town.serve();
    let transport = Cutting::new();
    // Where the file is, and each part: on the way there and on the way back.
    for n in 0..=PARTS {
        for luck in [Luck::NeverArrives(n), Luck::NoAnswer(n)] {
            let home = tempfile::tempdir().unwrap();
            transport.set(Luck::Good);
            let phone = over(home.path(), &transport);
            town.pair(&phone, town.client).await;
            let before: Vec<Uuid> = phone.files(None, None).unwrap().iter().map(|row| row.id).collect();
            let mine = added(&phone);
            transport.sent.store(0, Ordering::SeqCst);
            transport.set(luck);
            let report = phone.sync().await.unwrap();
            assert_eq!((report.files_sent, report.files_left), (0, 1));
            drop(phone);
            transport.set(Luck::Good);
            let phone = over(home.path(), &transport);
            assert_eq!(phone.file_bytes(None, mine.id).unwrap(), photo(), "it is all here");
            assert_eq!(phone.sync().await.unwrap().files_left, 0);
            let row = phone.files(None, None).unwrap().into_iter().find(|row| row.id == mine.id).unwrap();
            assert_eq!(row.place, FilePlace::Sent);
            let sent = transport.sent.load(Ordering::SeqCst);
            assert!(sent <= photo().len() + PART, "{sent} bytes were sent");
            assert_eq!(phone.files(None, None).unwrap().len(), before.len() + 1);
        }
    }
}

/// People write while a photo goes over a slow network. What they write goes first.
#[tokio::test(flavor = "multi_thread")]
async fn a_message_does_not_wait_for_a_photo() {
    let town = Town::new();
    let _serving = town.serve();
    let (transport, home) = (Cutting::new(), tempfile::tempdir().unwrap());
    let phone = Arc::new(over(home.path(), &transport));
    town.pair(&phone, town.client).await;
    added(&phone);
    let writer = Arc::clone(&phone);
    let write = move || drop(writer.send_message(None, "I am at the door.").unwrap());
    *transport.meanwhile.lock().unwrap() = Some(Box::new(write));
    let report = phone.sync().await.unwrap();
    assert!(report.files_more, "the rest goes with the next call");
    assert_eq!((report.files_sent, report.files_left), (0, 1));
    assert_eq!(transport.sent.load(Ordering::SeqCst), PART);
    assert_eq!(phone.safety().unwrap().here, 1);
    let report = phone.sync().await.unwrap();
    assert_eq!((report.left, report.files_sent, report.files_left), (0, 1, 0));
    assert_eq!(transport.sent.load(Ordering::SeqCst), photo().len(), "no part went twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fetching_that_breaks_off_at_any_part_goes_on_there() {
    let town = Town::new();
    let _serving = town.serve();
    let home = tempfile::tempdir().unwrap();
    let phone = device(home.path());
    town.pair(&phone, town.client).await;
    let file = added(&phone).id;
    phone.sync().await.unwrap();
    let transport = Cutting::new();
    for n in 0..=PARTS {
        for luck in [Luck::NeverArrives(n), Luck::NoAnswer(n)] {
            let desk = tempfile::tempdir().unwrap();
            transport.set(Luck::Good);
            let tablet = over(desk.path(), &transport);
            town.pair(&tablet, town.counsellor).await;
            transport.came.store(0, Ordering::SeqCst);
            transport.set(luck);
            assert!(matches!(tablet.fetch_file(None, file).await, Err(OpstapError::Offline)));
            drop(tablet);
            transport.set(Luck::Good);
            // The next rounds go on with it by themselves.
            let tablet = over(desk.path(), &transport);
            let report = tablet.sync().await.unwrap();
            assert_eq!((report.files_fetched, report.files_left), (1, 0));
            assert_eq!(tablet.file_bytes(None, file).unwrap(), photo());
            assert_eq!(transport.came.load(Ordering::SeqCst), photo().len(), "no part came twice");
        }
    }
}

/// The server dies by the hand of a child process at each part, without a word.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_at_any_part_loses_nothing() {
    let town = Town::new();
    let home = tempfile::tempdir().unwrap();
    let transport = Cutting::new();
    let mut serving = Some(town.serve_in_child(env!("CARGO_BIN_EXE_device_under_test")));
    let phone = over(home.path(), &transport);
    town.pair(&phone, town.client).await;
    let mine = added(&phone);
    transport.sent.store(0, Ordering::SeqCst);
    for n in 0..20 {
        // One request about bytes after that for its place, then the server is gone.
        transport.set(Luck::NoAnswer(1));
        let report = phone.sync().await.unwrap();
        drop(serving.take());
        serving = Some(town.serve_in_child(env!("CARGO_BIN_EXE_device_under_test")));
        if report.files_left == 0 {
            assert!(n >= PARTS, "each part at its own time");
            break;
        }
    }
    assert_eq!(only(&phone).place, FilePlace::Sent);
    assert_eq!(transport.sent.load(Ordering::SeqCst), photo().len(), "whatever was taken stayed");
    transport.set(Luck::Good);
    phone.evict_file(None, mine.id).unwrap();
    phone.fetch_file(None, mine.id).await.unwrap();
    assert_eq!(phone.file_bytes(None, mine.id).unwrap(), photo());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_file_of_ours_is_refused_before_it_is_kept() {
    let town = Town::new();
    let _serving = town.serve();
    let (home, desk) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (phone, tablet) = (device(home.path()), device(desk.path()));
    town.pair(&phone, town.client).await;
    town.pair(&tablet, town.counsellor).await;
    let message = phone.send_message(None, "hello").unwrap().id;
    let with = |change: fn(&mut FileEntry)| {
        let mut entry = entry();
        change(&mut entry);
        entry
    };
    for (wrong, field) in [
        (with(|entry| entry.bytes.clear()), "file"),
        (with(|entry| entry.bytes = vec![0xff; 26_214_401]), "file"),
        (with(|entry| entry.bytes = b"#!/bin/sh".to_vec()), "file"),
        (with(|entry| entry.name = "  ".into()), "name"),
        (with(|entry| entry.name = "a\u{0}b".into()), "name"),
        (with(|entry| entry.name = "n".repeat(201)), "name"),
        (with(|entry| entry.thumbnail = Some(vec![0xff, 0xd8, 0xff, 0, 0])), ""),
        (with(|entry| entry.thumbnail = Some([&[0xff, 0xd8, 0xff][..], &[0; 8192]].concat())), "thumbnail"),
        (with(|entry| entry.thumbnail = Some(b"%PDF-1.7".to_vec())), "thumbnail"),
    ] {
        match phone.attach(None, message, &wrong) {
            Err(OpstapError::Refused { field: said, .. }) => assert_eq!(said, field),
            Ok(_) => assert_eq!(field, "", "{wrong:?}"),
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(phone.files(None, None).unwrap().len(), 1, "only what fits");
    assert_eq!(phone.safety().unwrap().files, 1);
    assert!(matches!(phone.attach(None, Uuid::from_u128(5), &entry()), Err(OpstapError::Unknown { .. })));
    phone.sync().await.unwrap();
    tablet.sync().await.unwrap();
    assert!(matches!(tablet.attach(None, message, &entry()), Err(OpstapError::NotAllowed)));
    assert!(matches!(tablet.fetch_file(None, Uuid::from_u128(5)).await, Err(OpstapError::Unknown { .. })));
}

fn letter(device: &Opstap) -> LetterRow {
    device.letters(None).unwrap().open.remove(0)
}

/// A letter with two pages; the client's photos of it, and one of the counsellor.
async fn photographed(phone: &Opstap, tablet: &Opstap) -> LetterRow {
    let pages = ["1.jpg", "2.jpg"].map(|name| Ok(FileEntry { name: name.into(), ..entry() }));
    let mut pages = pages.into_iter();
    let cjib = LetterEntry { sender: Some("CJIB".into()), ..LetterEntry::default() };
    let filed = phone.file_letter_with_photos(None, &cjib, &mut || pages.next()).unwrap();
    let names: Vec<&str> = filed.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!((names, filed.files[0].place), (vec!["1.jpg", "2.jpg"], FilePlace::Waits));
    assert_eq!(phone.safety().unwrap().files, 2);
    assert_eq!(phone.sync().await.unwrap().files_sent, 2);
    tablet.sync().await.unwrap();
    let back = FileEntry { name: "back.jpg".into(), ..entry() };
    tablet.attach_to_letter(None, filed.id, &back).unwrap();
    assert_eq!(tablet.sync().await.unwrap().files_sent, 1);
    phone.sync().await.unwrap();
    assert_eq!(letter(phone).files.len(), 3);
    filed
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_of_a_letter_goes_to_who_sees_the_letter_and_goes_with_it() {
    let town = Town::new();
    let _serving = town.serve();
    let homes = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let [phone, tablet, coach] = [0, 1, 2].map(|at| device(homes[at].path()));
    town.pair(&phone, town.client).await;
    town.pair(&tablet, town.counsellor).await;
    town.pair(&coach, town.coach).await;
    let filed = photographed(&phone, &tablet).await;
    let photo_id = filed.files[0].id;
    let theirs = letter(&tablet).files.remove(0);
    assert_eq!((theirs.place, theirs.mine, theirs.message), (FilePlace::MustBeFetched, false, None));
    tablet.fetch_file(None, photo_id).await.unwrap();
    assert_eq!(tablet.file_bytes(None, photo_id).unwrap(), photo());

    // A coach with the conversation and without the budget knows of no letter and no photo.
    phone.share(None, town.coach, &["conversation"], None).unwrap();
    phone.sync().await.unwrap();
    coach.sync().await.unwrap();
    assert!(coach.letters(None).unwrap().open.is_empty() && coach.files(None, None).unwrap().is_empty());
    let refused = coach.fetch_file(None, photo_id).await;
    assert!(matches!(refused, Err(OpstapError::Unknown { .. })), "{refused:?}");
    phone.share(None, town.coach, &["budget"], None).unwrap();
    phone.sync().await.unwrap();
    coach.sync().await.unwrap();
    coach.fetch_file(None, photo_id).await.unwrap();
    assert_eq!(coach.file_bytes(None, photo_id).unwrap(), photo());
    let added = coach.attach_to_letter(None, filed.id, &entry());
    assert!(matches!(added, Err(OpstapError::NotAllowed)), "{added:?}");
    assert_eq!(coach.safety().unwrap().files, 0, "no bytes are left of what was refused");
    phone.share(None, town.coach, &[], None).unwrap();
    phone.sync().await.unwrap();
    coach.sync().await.unwrap();
    assert!(coach.file_bytes(None, photo_id).is_err());

    // Erased by its author alone; the letter takes the others along, whoever added them.
    let others = tablet.erase_photo(None, photo_id);
    assert!(matches!(others, Err(OpstapError::NotAllowed)), "{others:?}");
    phone.erase_photo(None, photo_id).unwrap();
    phone.sync().await.unwrap();
    tablet.sync().await.unwrap();
    assert!(tablet.file_bytes(None, photo_id).is_err());
    assert_eq!(letter(&tablet).files.len(), 2);
    tablet.remove_letter(None, filed.id).unwrap();
    tablet.sync().await.unwrap();
    phone.sync().await.unwrap();
    for device in [&phone, &tablet] {
        assert!(device.letters(None).unwrap().open.is_empty());
        assert!(device.files(None, None).unwrap().is_empty());
        assert!(device.file_bytes(None, filed.files[1].id).is_err());
        assert_eq!(device.sync().await.unwrap().files_left, 0);
    }
    nothing_is_left(&town).await;
}

/// The server removes what went after the answer.
async fn nothing_is_left(town: &Town) {
    for _ in 0..100 {
        if files(&town.folder().join("blobs")).is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(files(&town.folder().join("blobs")), Vec::<PathBuf>::new());
}
