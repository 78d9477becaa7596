//! Serving a folder until somebody says stop.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::middleware::from_fn_with_state;
use tokio::net::TcpListener;

use crate::blobs::Vault;
use crate::data::{DataDir, DataError};
use crate::delivery::Carriers;
use crate::engine::Engine;
use crate::figures::{self, Figures, measured};
use crate::http::openapi::Contact;
use crate::http::{App, app};
use crate::nudges::{Hub, WATCH};
use crate::push::{Inbox, Outbox, Pace, Reach, Senders};
use crate::store::{Address, Postgres, ScopeStore, Sqlite};
use crate::traces::{Traces, traced};
use crate::web::{self, Host};
use crate::writer::Writer;

/// How long running requests get after a stop.
const LAST_CALL: Duration = Duration::from_secs(15);

/// Why a server does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Its folder.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Its address, or a thread.
    #[error("cannot listen: {0}")]
    Listen(#[from] std::io::Error),
}

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Server<S = Sqlite> {
    listener: TcpListener,
    app: App<S>,
    writers: Vec<JoinHandle<Engine<S>>>,
    push: Option<(Inbox, Arc<Senders>, Pace)>,
    /// By which ways reminders go that no phone has planned.
    carriers: Option<Arc<Carriers>>,
    /// How far webhooks and agendas elsewhere reach.
    reach: Reach,
    /// Where browsers have their files; `None`: this server has no pages.
    pages: Option<PathBuf>,
    /// Where figures are told; `None`: nowhere.
    figures: Option<TcpListener>,
    /// Who is told about requests; `None`: nobody.
    traces: Option<Traces>,
    /// Where the secrets lie; `None`: only in memory.
    data: Option<DataDir>,
}

impl Server {
    /// Opens the folder, making all that is missing, and takes the address.
    ///
    /// # Errors
    ///
    /// [`ServeError`] of the folder or the address.
    pub async fn bind(data: &Path, listen: SocketAddr) -> Result<Self, ServeError> {
        let data = DataDir::at(data)?;
        let (vault, engine) = (data.vault()?, data.start()?);
        let server = Self::with_engine(engine, listen).await?.with_vault(vault);
        Ok(Self { data: Some(data), ..server })
    }

    /// The same over an engine that is there, for tests.
    ///
    /// # Errors
    ///
    /// [`ServeError`] of the address.
    pub async fn with_engine(engine: Engine, listen: SocketAddr) -> Result<Self, ServeError> {
        let listener = TcpListener::bind(listen).await?;
        let (writer, thread) = Writer::together(engine)?;
        let (app, writers) = (App::new(writer, now_ms), vec![thread]);
        Ok(Self::plain(listener, app, writers, None))
    }
}

impl Server<Postgres> {
    /// Opens a database with so many connections, with the secrets of the folder, and takes the address.
    ///
    /// # Errors
    ///
    /// [`ServeError`] of the folder, the database or the address.
    pub async fn bind_database(
        data: &Path,
        database: &Address,
        connections: usize,
        listen: SocketAddr,
    ) -> Result<Self, ServeError> {
        let (data, database) = (DataDir::at(data)?, database.clone());
        let (vault, secrets) = (data.vault()?, data.clone());
        // An engine on PostgreSQL waits for its answers, which a thread of this runtime must not.
        let opened = tokio::task::spawn_blocking(move || data.start_on(&database, connections)).await;
        let engines = opened.map_err(std::io::Error::other)??;
        let listener = TcpListener::bind(listen).await?;
        let (writer, writers) = Writer::side_by_side(engines)?;
        let app = App::new(writer, now_ms).with_vault(vault);
        Ok(Self::plain(listener, app, writers, Some(secrets)))
    }
}

impl<S: ScopeStore + 'static> Server<S> {
    /// One that does nothing beside answering.
    fn plain(
        listener: TcpListener,
        app: App<S>,
        writers: Vec<JoinHandle<Engine<S>>>,
        data: Option<DataDir>,
    ) -> Self {
        Self {
            listener,
            app,
            writers,
            push: None,
            carriers: None,
            reach: Reach::Public,
            pages: None,
            figures: None,
            traces: None,
            data,
        }
    }

    /// By another clock (milliseconds since 1970 UTC), for stories that are told again.
    #[must_use]
    pub fn with_clock(self, clock: fn() -> i64) -> Self {
        Self { app: self.app.with_clock(clock), ..self }
    }

    /// With another time limit of a request.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { app: self.app.with_patience(patience), ..self }
    }

    /// With files, kept there. The engine needs the same secrets.
    #[must_use]
    pub fn with_vault(self, vault: Vault) -> Self {
        Self { app: self.app.with_vault(vault), ..self }
    }

    /// Behind a proxy of ours, which says in `X-Forwarded-For` who asks.
    #[must_use]
    pub fn behind_proxy(self, behind_proxy: bool) -> Self {
        Self { app: self.app.behind_proxy(behind_proxy), ..self }
    }

    /// With who answers questions about the API.
    #[must_use]
    pub fn with_contact(self, contact: Contact) -> Self {
        Self { app: self.app.with_contact(contact), ..self }
    }

    /// With room for so many devices that listen.
    #[must_use]
    pub fn with_room_for(self, listeners: usize) -> Self {
        Self { app: self.app.with_hub(Hub::for_so_many(listeners)), ..self }
    }

    /// Waking devices through these push services, at this pace.
    #[must_use]
    pub fn with_senders(self, senders: Senders, pace: Pace) -> Self {
        let (outbox, inbox) = Outbox::new();
        let app = self.app.with_outbox(outbox, senders.offer());
        Self { app, push: Some((inbox, Arc::new(senders), pace)), ..self }
    }

    /// Sending reminders that no phone has planned by these ways.
    #[must_use]
    pub fn with_carriers(self, carriers: Carriers) -> Self {
        let app = self.app.with_replies(carriers.replies());
        Self { app, reach: carriers.elsewhere(), carriers: Some(Arc::new(carriers)), ..self }
    }

    /// With pages for browsers, whose files lie in this folder.
    #[must_use]
    pub fn with_pages(self, folder: PathBuf) -> Self {
        Self { pages: Some(folder), ..self }
    }

    /// With figures for Prometheus, told where this listens.
    #[must_use]
    pub fn with_figures(self, listener: TcpListener) -> Self {
        Self { figures: Some(listener), ..self }
    }

    /// Telling about requests.
    #[must_use]
    pub fn with_traces(self, traces: Option<Traces>) -> Self {
        Self { traces, ..self }
    }

    /// That address, with the real port.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn figures_address(&self) -> std::io::Result<Option<SocketAddr>> {
        self.figures.as_ref().map(TcpListener::local_addr).transpose()
    }

    /// The address, with the real port.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `stop` is done, then finishes what runs and puts everything into the file.
    ///
    /// # Errors
    ///
    /// [`ServeError`] of the listener.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), ServeError> {
        let hub = self.app.hub();
        let watching = self.app.watching(WATCH);
        let delivering = self.push.map(|(inbox, senders, pace)| self.app.delivering(inbox, senders, pace));
        let delivering = async {
            match delivering {
                Some(delivering) => delivering.await,
                None => std::future::pending().await,
            }
        };
        let mut sweeping = beside(&self.app, self.reach);
        let (ending, mut stopping) = tokio::sync::watch::channel(false);
        let carrying = self.carriers.map(|carriers| {
            let stopping = stopping.clone();
            tokio::spawn(self.app.carrying(carriers, stopping))
        });
        // Made only for pages: it holds the way to the writer, which ends when nobody does.
        let pages = self.pages.map(|folder| (folder, Arc::new(self.app.clone()), self.app.clock()));
        let figures = self.figures.map(|listener| (listener, self.app.figures()));
        let mut routes = app(self.app);
        let host = pages
            .map(|(folder, desk, clock)| Arc::new(Host::new(folder, routes.clone(), clock, desk, self.data)));
        if let Some(host) = &host {
            sweeping.extend(host.beside());
            if let Some((_, figures)) = &figures {
                count_sessions(figures, host);
            }
            routes = routes.merge(web::pages(host.clone()));
        }
        if let Some((listener, figures)) = figures {
            routes = routes.layer(from_fn_with_state(figures.clone(), measured));
            sweeping.push(tokio::spawn(told(listener, figures)));
        }
        let routes = about(routes, self.traces.as_ref()).into_make_service_with_connect_info::<SocketAddr>();
        let stop = async move {
            stop.await;
            hub.end();
            let _ = ending.send(true);
        };
        let serving = axum::serve(self.listener, routes).with_graceful_shutdown(stop).into_future();
        let last_call = async {
            let _ = stopping.wait_for(|stopped| *stopped).await;
            tokio::time::sleep(LAST_CALL).await;
        };
        tokio::select! {
            served = serving => served?,
            // Never done; they go with the routes, and their ways to the writer with them.
            () = watching => {}
            () = delivering => {}
            () = last_call => {
                // Whoever hangs keeps the writer; what was confirmed is in the log beside the file.
                tracing::warn!("somebody did not finish in time");
                close_pages(host).await;
                return Ok(());
            }
        }
        if let Some(carrying) = carrying
            && tokio::time::timeout(LAST_CALL, carrying).await.is_err()
        {
            tracing::warn!("a message is handed over still; it is not sent again by itself");
            return Ok(());
        }
        for sweeping in sweeping {
            sweeping.abort();
            let _ = sweeping.await;
        }
        close_pages(host).await;
        close(self.writers, self.traces).await;
        Ok(())
    }
}

/// The routes are gone, and with them the way to the writers: they end when their queue is empty, and put everything into the
/// file.
///
/// What is left to be told of that is told last.
async fn close<S: ScopeStore + 'static>(writers: Vec<JoinHandle<Engine<S>>>, traces: Option<Traces>) {
    let closing = tokio::task::spawn_blocking(move || {
        for ended in writers {
            if let Ok(mut engine) = ended.join()
                && let Err(error) = engine.store().close()
            {
                tracing::warn!(%error, "the log stays beside the file until the next start");
            }
        }
    });
    let _ = closing.await;
    if let Some(traces) = traces {
        traces.close().await;
    }
}

/// Around all routes, where somebody is told about requests.
fn about(routes: Router, traces: Option<&Traces>) -> Router {
    match traces {
        Some(traces) => routes.layer(from_fn_with_state(Arc::new(traces.clone()), traced)),
        None => routes,
    }
}

/// What goes on beside the answers, and ends with them.
fn beside<S: ScopeStore + 'static>(app: &App<S>, reach: Reach) -> Vec<tokio::task::JoinHandle<()>> {
    vec![
        tokio::spawn(app.sweeper()),
        tokio::spawn(app.elsewhere(reach)),
        tokio::spawn(app.news()),
        tokio::spawn(app.events()),
    ]
}

/// Sessions of browsers close together: one after another each would wait for the disk.
async fn close_pages(host: Option<Arc<Host>>) {
    if let Some(host) = host {
        host.close().await;
    }
}

/// Tells figures until it is stopped.
async fn told(listener: TcpListener, figures: Arc<Figures>) {
    if let Err(error) = axum::serve(listener, figures::routes(figures)).await {
        tracing::warn!(%error, "figures are told no more");
    }
}

/// The host is not held by its figure: it has the routes, and they have the figures.
fn count_sessions(figures: &Figures, host: &Arc<Host>) {
    let host = Arc::downgrade(host);
    let open = Box::new(move || host.upgrade().map_or(0, |host| host.open_sessions()));
    figures.gauge("web_sessions", "Sessions of browsers that are open.", open);
}

/// Done when somebody presses ctrl-c or the system asks to end.
pub async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// The clock: the only place of the server that asks it.
#[must_use]
pub fn now_ms() -> i64 {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
