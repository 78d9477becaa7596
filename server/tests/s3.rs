//! Files in a bucket: a store in this process that speaks as much of S3 as a vault asks. `--features s3`.
#![cfg(feature = "s3")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_server::blobs::{BlobKeys, Place, Vault, VaultError};
use opstap_sync::blob::{About, PART_BYTES};
use uuid::Uuid;

type Objects = Arc<Mutex<BTreeMap<String, Bytes>>>;

fn answer(status: u16, kind: &str, body: impl Into<Body>) -> Response {
    Response::builder()
        .status(StatusCode::from_u16(status).unwrap())
        .header("content-type", kind)
        .header("etag", "\"e\"")
        .header("last-modified", "Thu, 26 Nov 2026 04:00:00 GMT")
        .body(body.into())
        .unwrap()
}

async fn bucket(State(objects): State<Objects>, method: Method, uri: Uri, body: Bytes) -> Response {
    let mut objects = objects.lock().unwrap();
    let key = uri.path().trim_start_matches("/files").trim_start_matches('/').to_owned();
    let query = uri.query().unwrap_or_default().to_owned();
    let xml = "application/xml";
    match method {
        Method::PUT => {
            objects.insert(key, body);
            answer(200, xml, "")
        }
        Method::GET if query.contains("list-type") => {
            let prefix = query.split('&').find_map(|part| part.strip_prefix("prefix="));
            let prefix = prefix.unwrap_or_default().replace("%2F", "/");
            let mut text = "<ListBucketResult><IsTruncated>false</IsTruncated>".to_owned();
            for (key, bytes) in objects.iter().filter(|(key, _)| key.starts_with(&prefix)) {
                write!(
                    text,
                    "<Contents><Key>{key}</Key><LastModified>2026-11-26T04:00:00.000Z</LastModified>\
                     <ETag>\"e\"</ETag><Size>{}</Size></Contents>",
                    bytes.len()
                )
                .unwrap();
            }
            answer(200, xml, text + "</ListBucketResult>")
        }
        Method::GET => match objects.get(&key) {
            Some(bytes) => answer(200, "application/octet-stream", bytes.clone()),
            None => answer(404, xml, "<Error><Code>NoSuchKey</Code></Error>"),
        },
        Method::POST => {
            let said = String::from_utf8(body.to_vec()).unwrap();
            let mut text = "<DeleteResult>".to_owned();
            for key in said.split("<Key>").skip(1).filter_map(|rest| rest.split("</Key>").next()) {
                objects.remove(key);
                write!(text, "<Deleted><Key>{key}</Key></Deleted>").unwrap();
            }
            answer(200, xml, text + "</DeleteResult>")
        }
        Method::DELETE => {
            objects.remove(&key);
            answer(204, xml, "")
        }
        _ => answer(405, xml, ""),
    }
}

async fn served() -> (Objects, Vec<(String, String)>) {
    let objects = Objects::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let routes = axum::Router::new().fallback(bucket).with_state(Arc::clone(&objects));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let settings = [
        ("AWS_ENDPOINT", endpoint.as_str()),
        ("AWS_ALLOW_HTTP", "true"),
        ("AWS_REGION", "eu-test-1"),
        ("AWS_ACCESS_KEY_ID", "nobody"),
        ("AWS_SECRET_ACCESS_KEY", "nothing"),
        ("HOME", "/nowhere"),
    ];
    (objects, settings.map(|(name, value)| (name.to_owned(), value.to_owned())).into())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_holds_what_a_folder_holds() {
    let (objects, settings) = served().await;
    let keys = BlobKeys::new([5; 32]);
    let vault = Vault::bucket("s3://files/town", settings, keys.clone()).unwrap();
    let scope = ScopeId::new(Uuid::from_u128(1), Compartment::Together);
    let place = |rec| Place { org: Uuid::from_u128(9), scope, at: keys.place(scope, Uuid::from_u128(rec)) };
    let (mine, other) = (place(7), place(8));
    let bytes: Vec<u8> = b"XYZZYSECRETWORD ".iter().copied().cycle().take(PART_BYTES as usize + 99).collect();
    let mut hasher = keys.scope_key(scope).hasher();
    hasher.add(&bytes);
    let about =
        About { size: bytes.len() as u64, media: "image/png".into(), hash: hasher.finish(), author: None };
    for (n, piece) in bytes.chunks(PART_BYTES as usize).enumerate() {
        vault.put(&mine, n as u64, piece).await.unwrap();
    }
    vault.put(&other, 0, b"other").await.unwrap();
    assert_eq!(vault.get(&mine, 5).await, Ok(None));
    assert_eq!(vault.reach(&mine, &about).await, Ok(about.size));
    assert_eq!(vault.is_whole(&mine, &about).await, Ok(true));
    for (key, kept) in objects.lock().unwrap().iter() {
        assert!(key.starts_with("town/"), "{key}");
        assert!(!kept.windows(15).any(|window| window == b"XYZZYSECRETWORD"));
    }
    assert_eq!(vault.all().await.unwrap().len(), 3);
    vault.remove(&mine).await.unwrap();
    assert_eq!(vault.all().await.unwrap()[0].at, other.at);
    vault.remove_scope(other.org, scope).await.unwrap();
    assert!(objects.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_none_or_does_not_answer_is_said() {
    let (_, mut settings) = served().await;
    for none in ["", "files", "s3://", "http://files", "s3:///town", "s3://files/../x"] {
        let said = Vault::bucket(none, settings.clone(), BlobKeys::new([5; 32]));
        assert_eq!(said.err(), Some(VaultError::NoBucket), "{none}");
    }
    settings[0].1 = "http://127.0.0.1:1".into();
    settings.push(("AWS_MAX_RETRIES".into(), "0".into()));
    let vault = Vault::bucket("s3://files", settings, BlobKeys::new([5; 32])).unwrap();
    let scope = ScopeId::new(Uuid::from_u128(1), Compartment::Together);
    let place = Place { org: Uuid::from_u128(9), scope, at: "a".into() };
    let asked = tokio::time::timeout(std::time::Duration::from_secs(60), vault.get(&place, 0));
    assert_eq!(asked.await.unwrap(), Err(VaultError::Busy));
}
