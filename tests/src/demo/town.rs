//! The municipality: a server in a folder, its staff, and codes for devices.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::thread::JoinHandle;

use opstap_content::Package;
use opstap_domain::ids::Role;
use opstap_domain::organisation::Organisation;
use opstap_server::data::DataDir;
use opstap_server::engine::{ContentItem, Engine, NewCase, OpenedCase, PROGRAMME};
use opstap_server::serve::{Server, now_ms};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::Told;

/// How to stop a server, and what it ended with.
type Serving = (oneshot::Sender<()>, JoinHandle<Result<(), String>>);

/// A municipality with a server that can be switched off and on.
pub struct Town {
    data: PathBuf,
    address: SocketAddr,
    serving: Option<Serving>,
    /// The organisation.
    pub org: Uuid,
}

impl Town {
    /// Founds it in a folder, with the content that is built in, and serves on `port` (0: any).
    ///
    /// # Errors
    ///
    /// When the folder or the port cannot be used.
    pub fn found(data: PathBuf, name: &str, port: u16) -> Told<Self> {
        let items = Package::embedded()?.records().into_iter().map(ContentItem::from);
        let org = DataDir::at(&data)?.beside()?.add_org(name, items, now_ms())?;
        let mut town = Self { data, address: SocketAddr::from(([127, 0, 0, 1], port)), serving: None, org };
        town.switch_on()?;
        Ok(town)
    }

    /// Starts serving, at the same address as before.
    ///
    /// # Errors
    ///
    /// When the address is taken.
    pub fn switch_on(&mut self) -> Told<()> {
        let (started, known) = std::sync::mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let (data, address) = (self.data.clone(), self.address);
        let serving = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
            let runtime = runtime.map_err(|error| error.to_string())?;
            runtime.block_on(async {
                let server = Server::bind(&data, address).await.map_err(|error| error.to_string())?;
                let server = server.with_pages(data.join("web"));
                // Nobody waits for it any more: the demonstration is over.
                let _ = started.send(server.address());
                let stopped = async { drop(stopped.await) };
                server.run(stopped).await.map_err(|error| error.to_string())
            })
        });
        let Ok(address) = known.recv() else {
            let why = serving.join().ok().and_then(Result::err).unwrap_or_default();
            return super::stop(format!("the server does not start: {why}"));
        };
        self.address = address?;
        self.serving = Some((stop, serving));
        Ok(())
    }

    /// Stops serving, after everything is in the file.
    ///
    /// # Errors
    ///
    /// What the server ended with.
    pub fn switch_off(&mut self) -> Told<()> {
        let Some((stop, serving)) = self.serving.take() else { return Ok(()) };
        // It may have stopped by itself.
        let _ = stop.send(());
        match serving.join() {
            Ok(ended) => Ok(ended?),
            Err(_) => super::stop("the server panicked"),
        }
    }

    /// Where devices find it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same database, beside the server that runs on it.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub fn engine(&self) -> Told<Engine> {
        Ok(DataDir::at(&self.data)?.beside()?)
    }

    /// Somebody who helps.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn hire(&self, role: Role, name: &str) -> Told<Uuid> {
        Ok(self.engine()?.add_staff(self.org, role, name, now_ms())?)
    }

    /// Says by which number it is reached, and when.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn be_reached(&self, phone: &str, hours: &str) -> Told<()> {
        let said =
            Organisation { phone: phone.to_owned(), hours: hours.to_owned(), ..Organisation::default() };
        Ok(self.engine()?.set_reach(self.org, &said, now_ms())?)
    }

    /// A case with a programme.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn open_case(&self, client: &str, counsellor: Uuid, coaches: &[Uuid]) -> Told<OpenedCase> {
        let new = NewCase { org: self.org, client, counsellor, coaches, programme: Some(PROGRAMME) };
        Ok(self.engine()?.open_case(new, now_ms())?)
    }

    /// A code with which one device pairs.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn code(&self, account: Uuid) -> Told<String> {
        Ok(self.engine()?.pairing_code(account, now_ms())?.code)
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        // The story has its reason to end already.
        let _ = self.switch_off();
    }
}
