//! A forwarder on this machine that counts what passes.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes in both directions, HTTP headers included, and requests.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub(crate) up: AtomicU64,
    pub(crate) down: AtomicU64,
    pub(crate) requests: AtomicU64,
}

impl Counted {
    pub(crate) fn take(&self) -> (u64, u64, u64) {
        let take = |counter: &AtomicU64| counter.swap(0, Ordering::SeqCst);
        (take(&self.up), take(&self.down), take(&self.requests))
    }
}

/// Listens on a free port and forwards to `server`. Returns its address and the counters.
pub(crate) fn before(server: &str) -> (String, Arc<Counted>) {
    let to = server.replace("http://", "");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let counted = Arc::new(Counted::default());
    let shared = counted.clone();
    std::thread::spawn(move || {
        for near in listener.incoming().filter_map(Result::ok) {
            let Ok(far) = TcpStream::connect(&to) else { continue };
            let _ = (near.set_nodelay(true), far.set_nodelay(true));
            let (near2, far2) = (near.try_clone().expect("a socket"), far.try_clone().expect("a socket"));
            let (up, down) = (shared.clone(), shared.clone());
            std::thread::spawn(move || {
                pump(near, far2, |bytes| {
                    up.up.fetch_add(bytes.len() as u64, Ordering::SeqCst);
                    let posts = bytes.windows(5).filter(|window| window == b"POST ").count();
                    up.requests.fetch_add(posts as u64, Ordering::SeqCst);
                })
            });
            std::thread::spawn(move || {
                pump(far, near2, |bytes| {
                    down.down.fetch_add(bytes.len() as u64, Ordering::SeqCst);
                })
            });
        }
    });
    (address, counted)
}

fn pump(mut from: TcpStream, mut to: TcpStream, count: impl Fn(&[u8])) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        count(&buffer[..read]);
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
