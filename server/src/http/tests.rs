#![allow(clippy::unwrap_used)]

use std::net::SocketAddr;

use serde_json::json;

use super::*;
use crate::engine::Engine;

/// The engine is busy, and more wait than a first reading may wait behind.
#[tokio::test(flavor = "multi_thread")]
async fn a_first_reading_is_turned_away_before_what_somebody_did() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (writer, thread) = Writer::together(Engine::open_in_memory(1).unwrap()).unwrap();
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let busy = writer.clone();
    let mut waiting = vec![tokio::spawn(async move {
        busy.run(move |_| wait.recv().map_err(|_| crate::store::StoreError::Busy)).await
    })];
    while writer.admit(Class::Bootstrap).is_ok() {
        let busy = writer.clone();
        waiting.push(tokio::spawn(async move { busy.run(|_| Ok(())).await }));
        tokio::time::sleep(Duration::from_micros(50)).await;
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1/sync", listener.local_addr().unwrap());
    let routes = app(App::new(writer, || 0)).into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move { axum::serve(listener, routes).await });
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let token = "x".repeat(24);
    let send = |body: serde_json::Value| http.post(&url).bearer_auth(&token).body(body.to_string()).send();
    let first = send(json!({ "proto": 1, "dev": "1", "n": 0, "ge": 0 })).await.unwrap();
    assert_eq!((first.status().as_u16(), first.headers()["retry-after"].to_str().unwrap()), (503, "15"));
    let problem: Problem = serde_json::from_slice(&first.bytes().await.unwrap()).unwrap();
    assert_eq!(problem.code, Some(opstap_sync::wire::ProblemCode::Busy));

    // Nobody should send it more, and nobody needs to restart it.
    let ready = http.get(url.replace("/v1/sync", "/ready")).send().await.unwrap();
    assert_eq!(
        (ready.status().as_u16(), &ready.headers()["content-type"]),
        (503, &"application/problem+json".parse().unwrap())
    );

    let op = json!({ "n": 1, "uid": "AQEBAQEBAQEBAQEB", "h": 1, "id": uuid::Uuid::nil(), "k": "label", "t": 0, "del": "" });
    let push = tokio::spawn(send(json!({ "proto": 1, "dev": "1", "n": 1, "ge": 0, "ops": [op] })));
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!push.is_finished(), "it waits for its turn");
    go.send(()).unwrap();
    assert_eq!(push.await.unwrap().unwrap().status().as_u16(), 401, "the engine was asked who it is");
    for job in waiting {
        assert_eq!(job.await.unwrap(), Ok(()));
    }
    serving.abort();
    let _ = serving.await;
    drop(http);
    drop(thread);
}
