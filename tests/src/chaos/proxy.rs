//! A network that misbehaves on request: a TCP proxy for each phone, on the loopback.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// Bytes that travel at a time over a slow link.
const SIP: usize = 400;
/// How often a connection that stands still looks whether its fate has changed.
const LOOK: Duration = Duration::from_millis(20);

/// What is wrong with a link. It holds for open connections too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Nothing.
    Clear,
    /// No way through: whoever connects is sent away.
    Cut,
    /// Connections are taken, and nothing comes for so many milliseconds; then they break.
    Silent(u64),
    /// So many milliseconds for each few hundred bytes.
    Slow(u64),
    /// A connection breaks after so many bytes of requests.
    CutRequest(usize),
    /// A connection breaks after so many bytes of answers: the server has done what was asked.
    CutAnswer(usize),
    /// Whatever is asked arrives twice, over two connections.
    Twice,
}

impl Link {
    /// Its name in the counts; `None` where nothing is wrong.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Clear => return None,
            Self::Cut => "links cut off",
            Self::Silent(_) => "links silent",
            Self::Slow(_) => "links slow",
            Self::CutRequest(_) => "requests cut",
            Self::CutAnswer(_) => "answers cut",
            Self::Twice => "links that repeat",
        })
    }
}

/// One phone's way to the server.
#[derive(Clone, Debug)]
pub struct Proxy {
    address: SocketAddr,
    link: Arc<Mutex<Link>>,
}

impl Proxy {
    /// Listens, and passes on to `server`, which need not be there yet.
    ///
    /// # Errors
    ///
    /// The system's, when there is no port.
    pub async fn open(server: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let proxy = Self { address: listener.local_addr()?, link: Arc::new(Mutex::new(Link::Clear)) };
        let state = proxy.clone();
        tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                tokio::spawn(state.clone().carry(phone, server));
            }
        });
        Ok(proxy)
    }

    /// Where the phone finds the server.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on the link is like this.
    pub fn set(&self, link: Link) {
        *self.link.lock().unwrap_or_else(PoisonError::into_inner) = link;
    }

    fn link(&self) -> Link {
        *self.link.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn carry(self, phone: TcpStream, server: SocketAddr) {
        if self.link() == Link::Cut {
            return;
        }
        let Ok(upstream) = TcpStream::connect(server).await else { return };
        let twin = if self.link() == Link::Twice { TcpStream::connect(server).await.ok() } else { None };
        let twin = twin.map(TcpStream::into_split);
        let (from_phone, to_phone) = phone.into_split();
        let (from_server, to_server) = upstream.into_split();
        let (twin_answers, to_twin) = twin.map_or((None, None), |(read, write)| (Some(read), Some(write)));
        if let Some(answers) = twin_answers {
            tokio::spawn(drain(answers));
        }
        tokio::select! {
            () = self.pass(from_phone, to_server, to_twin, true) => {}
            () = self.pass(from_server, to_phone, None, false) => {}
        }
    }

    /// Passes on until either end stops or the link breaks.
    async fn pass(
        &self,
        mut from: OwnedReadHalf,
        mut to: OwnedWriteHalf,
        mut twin: Option<OwnedWriteHalf>,
        request: bool,
    ) {
        let mut passed = 0;
        let mut buffer = [0; 8192];
        loop {
            let read = tokio::select! {
                read = from.read(&mut buffer) => read,
                () = self.until_cut() => return,
            };
            let Ok(count @ 1..) = read else { return };
            let mut part = &buffer[..count];
            let link = self.link();
            match link {
                Link::Cut => return,
                Link::Silent(ms) => {
                    tokio::time::sleep(Duration::from_millis(ms)).await;
                    return;
                }
                Link::Slow(ms) => {
                    while part.len() > SIP {
                        if to.write_all(&part[..SIP]).await.is_err() {
                            return;
                        }
                        part = &part[SIP..];
                        tokio::time::sleep(Duration::from_millis(ms)).await;
                    }
                }
                Link::CutRequest(after) if request => {
                    part = &part[..part.len().min(after.saturating_sub(passed))];
                }
                Link::CutAnswer(after) if !request => {
                    part = &part[..part.len().min(after.saturating_sub(passed))];
                }
                Link::Clear | Link::Twice | Link::CutRequest(_) | Link::CutAnswer(_) => {}
            }
            let whole = part.len() == count || matches!(link, Link::Slow(_));
            passed += count;
            if to.write_all(part).await.is_err() {
                return;
            }
            if let Some(other) = &mut twin
                && other.write_all(part).await.is_err()
            {
                twin = None;
            }
            if !whole {
                return;
            }
        }
    }

    async fn until_cut(&self) {
        while self.link() != Link::Cut {
            tokio::time::sleep(LOOK).await;
        }
    }
}

async fn drain(mut answers: OwnedReadHalf) {
    let mut buffer = [0; 8192];
    while matches!(answers.read(&mut buffer).await, Ok(1..)) {}
}
