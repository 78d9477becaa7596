//! The bytes of files over a real socket and in a real folder: what hostile, unlucky and honest requests get.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod running;
mod town;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use opstap_domain::ids::ScopeId;
use opstap_sync::blob::{BlobPlace, PART_BYTES, ScopeKey};
use opstap_sync::op::Change;
use reqwest::{Client, Method, Response};
use running::{Running, Seat, http};
use serde_json::json;
use tempfile::TempDir;
use town::{NOW, Phone};
use uuid::Uuid;

const FILE: u128 = 71;
const SECRET: &[u8] = b"XYZZYSECRETWORD ";

/// A photo of two parts and a bit, which says a word that can be looked for.
fn photo() -> Vec<u8> {
    let head = [0xff, 0xd8, 0xff, 0xe0];
    let words = SECRET.iter().copied().cycle();
    head.into_iter().chain(words).take(2 * PART_BYTES as usize + 1_000).collect()
}

/// A server as a process on a folder, with the client's phone and the counsellor's tablet.
struct Story {
    folder: TempDir,
    seat: Seat,
    server: Option<Running>,
    http: Client,
    phone: Phone,
    tablet: Phone,
    case: String,
}

impl Story {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let seat = Seat::file(folder.path());
        let (org, case, client) = seat.town();
        let staff = seat.done(&["staff", "list", "--org", &org]);
        let counsellor = staff.as_array().unwrap().iter().find(|row| row["role"] == "counsellor").unwrap();
        let counsellor = running::text(counsellor, "account");
        let (http, server) = (http(), seat.start());
        let mut phone = server.pair(&http, &seat.code(&client)).await;
        let mut tablet = server.pair(&http, &seat.code(&counsellor)).await;
        server.round(&http, &mut phone).await.unwrap();
        server.round(&http, &mut tablet).await.unwrap();
        Self { folder, seat, server: Some(server), http, phone, tablet, case }
    }

    fn server(&self) -> &Running {
        self.server.as_ref().unwrap()
    }

    /// Kills the server as a power cut would, and starts it again.
    fn kill(&mut self) {
        drop(self.server.take());
        self.server = Some(self.seat.start());
    }

    fn together(&self) -> ScopeId {
        self.phone.grants.iter().find(|grant| grant.scope.to_string().ends_with("together")).unwrap().scope
    }

    /// The key of the scope, as a fresh device of the client would be told.
    async fn key(&self) -> ScopeKey {
        let mut asking = self.phone.clone();
        asking.memory.ge = 0;
        let answer = self.server().round(&self.http, &mut asking).await.unwrap();
        answer.keys[0].1
    }

    async fn file(&mut self, id: u128, size: u64, media: &str, hash: &str) {
        let together = self.together();
        let units = BTreeMap::from([
            ("content".to_owned(), json!({ "size": size, "media": media, "hash": hash })),
            ("of".to_owned(), json!({ "kind": "message", "id": Uuid::from_u128(id + 1) })),
            ("author".to_owned(), json!(self.phone.account)),
            ("added_at".to_owned(), json!(NOW)),
        ]);
        self.phone.act(together, Uuid::from_u128(id), "file", Change::New(units));
        let (http, server) = (self.http.clone(), self.server.take().unwrap());
        server.round(&http, &mut self.phone).await.unwrap();
        self.server = Some(server);
        assert!(self.phone.held.is_empty(), "{:?}", self.phone.held);
    }

    async fn photo(&mut self, id: u128) -> (Vec<u8>, String) {
        let bytes = photo();
        let mut hasher = self.key().await.hasher();
        hasher.add(&bytes);
        let hash = hasher.finish();
        self.file(id, bytes.len() as u64, "image/jpeg", &hash).await;
        (bytes, hash)
    }

    async fn ask(&self, phone: &Phone, id: u128) -> Response {
        let h = phone.grants.iter().find(|grant| grant.scope == self.together()).map_or(0, |grant| grant.h);
        let body = json!({ "dev": phone.memory.device, "h": h, "id": Uuid::from_u128(id) }).to_string();
        let url = format!("{}/v1/blobs", self.server().url);
        self.http.post(url).bearer_auth(&phone.token).body(body).send().await.unwrap()
    }

    async fn place(&self, phone: &Phone, id: u128) -> BlobPlace {
        let response = self.ask(phone, id).await;
        assert_eq!(response.status(), 200);
        serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
    }

    async fn send(
        &self,
        method: Method,
        token: &str,
        at: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Response {
        let url = format!("{}/v1/blobs/{at}", self.server().url);
        let mut request = self.http.request(method, url).bearer_auth(token).body(body.to_vec());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }

    async fn bring(&self, at: &str, offset: u64, bytes: &[u8]) -> Response {
        let offset = offset.to_string();
        let headers =
            [("content-type", "application/offset+octet-stream"), ("upload-offset", offset.as_str())];
        self.send(Method::PATCH, &self.phone.token, at, &headers, bytes).await
    }

    async fn bring_all(&self, at: &str, bytes: &[u8]) {
        for (n, piece) in bytes.chunks(PART_BYTES as usize).enumerate() {
            let said = self.bring(at, n as u64 * PART_BYTES, piece).await;
            assert_eq!(said.status(), 204, "part {n}");
        }
    }

    async fn get(&self, at: &str, headers: &[(&str, &str)]) -> Response {
        self.send(Method::GET, &self.tablet.token, at, headers, &[]).await
    }

    /// Everything in the server's folder that holds these bytes as they are.
    fn holding(&self, bytes: &[u8]) -> Vec<PathBuf> {
        let mut all = files(self.folder.path());
        all.retain(|path| std::fs::read(path).unwrap().windows(bytes.len()).any(|window| window == bytes));
        all
    }

    fn objects(&self) -> usize {
        files(&self.folder.path().join("blobs")).len()
    }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

async fn name_of(response: Response) -> String {
    let problem: serde_json::Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    problem["type"].as_str().unwrap().rsplit(':').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_travels_in_parts_is_read_in_ranges_and_lies_there_sealed() {
    let mut story = Story::new().await;
    let (bytes, hash) = story.photo(FILE).await;
    let place = story.place(&story.phone.clone(), FILE).await;
    assert_eq!((place.offset, place.done), (0, false));
    assert_eq!(name_of(story.get(&place.at, &[]).await).await, "not-yet");
    story.bring_all(&place.at, &bytes).await;
    let head = story.send(Method::HEAD, &story.phone.token, &place.at, &[], &[]).await;
    let tag = format!("\"{hash}\"");
    assert_eq!(
        (header(&head, "upload-offset"), header(&head, "etag")),
        (bytes.len().to_string(), tag.clone())
    );
    assert!(story.place(&story.tablet.clone(), FILE).await.done);

    let whole = story.get(&place.at, &[]).await;
    assert_eq!((whole.status().as_u16(), header(&whole, "etag")), (200, tag.clone()));
    assert_eq!(header(&whole, "content-type"), "application/octet-stream");
    assert_eq!(header(&whole, "x-content-type-options"), "nosniff");
    assert_eq!(header(&whole, "content-length"), bytes.len().to_string());
    assert_eq!(whole.bytes().await.unwrap(), bytes);
    let size = bytes.len();
    for (range, expected) in [
        ("bytes=0-0", 0..1),
        ("bytes=262140-262150", 262_140..262_151),
        ("bytes=262144-", 262_144..size),
        ("bytes=-7", size - 7..size),
    ] {
        let part = story.get(&place.at, &[("range", range), ("if-range", &tag)]).await;
        assert_eq!(part.status(), 206, "{range}");
        let said = format!("bytes {}-{}/{size}", expected.start, expected.end - 1);
        assert_eq!(header(&part, "content-range"), said);
        assert_eq!(part.bytes().await.unwrap(), bytes[expected], "{range}");
    }
    let other = story.get(&place.at, &[("range", "bytes=5-"), ("if-range", "\"another\"")]).await;
    assert_eq!((other.status().as_u16(), other.bytes().await.unwrap().len()), (200, size));
    let beyond = story.get(&place.at, &[("range", "bytes=999999999-")]).await;
    assert_eq!(
        (beyond.status().as_u16(), header(&beyond, "content-range")),
        (416, format!("bytes */{size}"))
    );
    for nonsense in ["bytes=5-1", "bytes=a-b", "pages=1-2", "bytes=0-1,3-4", "bytes=--1"] {
        let said = story.get(&place.at, &[("range", nonsense)]).await;
        assert_eq!((said.status().as_u16(), said.bytes().await.unwrap().len()), (200, size), "{nonsense}");
    }
    assert_eq!(story.objects(), 3);
    assert_eq!(story.holding(SECRET), Vec::<PathBuf>::new(), "nothing of it can be read in the folder");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_at_any_part_asks_for_one_again_at_most() {
    let mut story = Story::new().await;
    let (bytes, _) = story.photo(FILE).await;
    let mut sent = 0;
    let place = loop {
        let place = story.place(&story.phone.clone(), FILE).await;
        if place.done {
            break place;
        }
        let n = place.offset / PART_BYTES;
        let piece = bytes.chunks(PART_BYTES as usize).nth(n as usize).unwrap();
        let said = story.bring(&place.at, place.offset, piece).await;
        assert_eq!(said.status(), 204);
        sent += 1;
        story.kill();
    };
    assert_eq!(sent, 3, "whatever was answered stays");
    // The last part is there, and nobody counted it: it is found, and not asked for again.
    let (more, _) = story.photo(FILE + 10).await;
    let second = story.place(&story.phone.clone(), FILE + 10).await;
    let first_part = &more[..PART_BYTES as usize];
    assert_eq!(story.bring(&second.at, 0, first_part).await.status(), 204);
    assert_eq!(story.get(&place.at, &[]).await.bytes().await.unwrap(), bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_put_back_finds_the_files_that_it_does_not_know() {
    let mut story = Story::new().await;
    let backup = story.folder.path().join("backup.db");
    let (bytes, _) = story.photo(FILE).await;
    story.seat.done(&["backup", "--to", backup.to_str().unwrap()]);
    let place = story.place(&story.phone.clone(), FILE).await;
    story.bring_all(&place.at, &bytes).await;
    drop(story.server.take());
    for name in ["opstap.db-wal", "opstap.db-shm"] {
        let _ = std::fs::remove_file(story.folder.path().join(name));
    }
    std::fs::copy(&backup, story.folder.path().join("opstap.db")).unwrap();
    story.server = Some(story.seat.start());
    let again = story.place(&story.tablet.clone(), FILE).await;
    assert_eq!((again.at.as_str(), again.offset, again.done), (place.at.as_str(), bytes.len() as u64, true));
    assert_eq!(story.get(&place.at, &[]).await.bytes().await.unwrap(), bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_as_its_record_says_is_not_taken() {
    let mut story = Story::new().await;
    let (bytes, _) = story.photo(FILE).await;
    let at = story.place(&story.phone.clone(), FILE).await.at;
    let first = &bytes[..PART_BYTES as usize];
    // Not a whole part, more than one, none, at another offset, without one, as another type.
    for wrong in [&first[1..], &bytes[..=PART_BYTES as usize], &[]] {
        let said = story.bring(&at, 0, wrong).await;
        assert!(matches!(said.status().as_u16(), 400 | 413), "{}", said.status());
    }
    for offset in [1, PART_BYTES, 99 * PART_BYTES, bytes.len() as u64] {
        let said = story.bring(&at, offset, first).await;
        assert_eq!((said.status().as_u16(), header(&said, "upload-offset")), (409, "0".to_owned()));
    }
    let kind = ("content-type", "application/offset+octet-stream");
    for (headers, status) in [
        (vec![kind], 400),
        (vec![kind, ("upload-offset", "-1")], 400),
        (vec![kind, ("upload-offset", "0x0")], 400),
        (vec![("upload-offset", "0")], 415),
        (vec![kind, ("upload-offset", "0"), ("content-encoding", "gzip")], 415),
    ] {
        let said = story.send(Method::PATCH, &story.phone.token, &at, &headers, first).await;
        assert_eq!(said.status().as_u16(), status, "{headers:?}");
    }
    // Something that runs, under the name of a photo.
    let mut program = first.to_vec();
    program[..4].copy_from_slice(b"\x7fELF");
    assert_eq!(name_of(story.bring(&at, 0, &program).await).await, "media");
    // Somebody else's to bring; nobody's.
    let headers = [kind, ("upload-offset", "0")];
    let said = story.send(Method::PATCH, &story.tablet.token, &at, &headers, first).await;
    assert_eq!(name_of(said).await, "not-yours");
    assert_eq!(story.send(Method::PATCH, &"x".repeat(24), &at, &headers, first).await.status(), 401);
    for none in ["nothing", "..%2f..%2fsecret%2fdb.key", "%00", "..", &"a".repeat(5_000)] {
        let said = story.send(Method::PATCH, &story.phone.token, none, &headers, first).await;
        assert!(matches!(said.status().as_u16(), 404 | 405), "{none}: {}", said.status());
        let said = story.get(none, &[]).await;
        assert!(matches!(said.status().as_u16(), 404 | 405), "{none}: {}", said.status());
    }
    assert_eq!(story.objects(), 0, "nothing of all that was kept");
    // Other bytes than were announced: found at the end, and begun anew.
    let mut other = bytes.clone();
    other[300_000] ^= 1;
    for (n, piece) in other.chunks(PART_BYTES as usize).enumerate() {
        let said = story.bring(&at, n as u64 * PART_BYTES, piece).await;
        let expected = if n == 2 { 422 } else { 204 };
        assert_eq!(said.status().as_u16(), expected);
    }
    assert_eq!(story.objects(), 0);
    let place = story.place(&story.phone.clone(), FILE).await;
    assert_eq!((place.offset, place.done), (0, false));
    story.bring_all(&at, &bytes).await;
    assert_eq!(story.bring(&at, bytes.len() as u64, &[]).await.status(), 409, "it is whole");
    // A record that claims more than there may be.
    let hash = "0a".repeat(32);
    let together = story.together();
    let units = BTreeMap::from([(
        "content".to_owned(),
        json!({ "size": 26_214_401, "media": "image/jpeg", "hash": hash }),
    )]);
    story.phone.act(together, Uuid::from_u128(5), "file", Change::New(units));
    let (http, mut phone) = (story.http.clone(), story.phone.clone());
    story.server().round(&http, &mut phone).await.unwrap();
    assert_eq!(phone.held[0].1, "invalid/content.size/out_of_range");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_file_leaves_the_folder_at_once_and_does_not_come_back_with_it() {
    let mut story = Story::new().await;
    let (bytes, _) = story.photo(FILE).await;
    let at = story.place(&story.phone.clone(), FILE).await.at;
    story.bring_all(&at, &bytes).await;
    let folder = story.folder.path().join("blobs");
    let kept: Vec<(PathBuf, Vec<u8>)> =
        files(&folder).into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    assert_eq!(kept.len(), 3);
    // By its author, while the server runs.
    let together = story.together();
    story.phone.act(together, Uuid::from_u128(FILE), "file", Change::Erase {});
    let (http, mut phone) = (story.http.clone(), story.phone.clone());
    story.server().round(&http, &mut phone).await.unwrap();
    story.phone = phone;
    assert_eq!(story.get(&at, &[]).await.status(), 404);
    for _ in 0..100 {
        if story.objects() == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(story.objects(), 0);
    // Somebody puts an older copy of the folder back.
    drop(story.server.take());
    for (path, bytes) in &kept {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    story.server = Some(story.seat.start());
    for _ in 0..100 {
        if story.objects() == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(story.objects(), 0, "it goes again");
    // By the organisation, with the whole case, and no server running.
    let (bytes, _) = story.photo(FILE + 20).await;
    let at = story.place(&story.phone.clone(), FILE + 20).await.at;
    story.bring_all(&at, &bytes).await;
    drop(story.server.take());
    assert_eq!(story.objects(), 3);
    story.seat.done(&["erase", "--case", &story.case]);
    assert_eq!(story.objects(), 0, "the command says so when it is done");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_without_their_secret_are_not_given_another() {
    let mut story = Story::new().await;
    let (bytes, _) = story.photo(FILE).await;
    let at = story.place(&story.phone.clone(), FILE).await.at;
    story.bring_all(&at, &bytes).await;
    drop(story.server.take());
    std::fs::remove_file(story.folder.path().join("secret/blob.key")).unwrap();
    let said = story.seat.admin(&["org", "list"]);
    assert!(!said.status.success());
    assert!(String::from_utf8_lossy(&said.stderr).contains("blob.key"));
}
