//! The command line: serve, or do one thing to a folder, also while a server runs on it.
//!
//! Exit codes: 0 done, 1 it could not be done, 2 the command was not understood.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};
use opstap_content::Package;
use opstap_sync::ident::DeviceId;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::blobs::Vault;
use crate::data::DataDir;
use crate::delivery::{BadDelivery, Carriers};
use crate::engine::{AdminError, ContentItem, Engine};
use crate::http::openapi::{Contact, description};
use crate::push::{BadConfig, Pace, Senders};
use crate::serve::{Server, asked_to_stop, now_ms};
use crate::store::{Address, ScopeStore};
use crate::traces::{Traces, TracesError};

mod access;
mod audit;
mod backup;
mod calendar;
mod case;
mod check;
mod content;
mod db;
mod delivery;
mod figures;
mod org;
mod qr;
mod retention;
mod run;
mod staff;
mod team;
mod webhook;

/// The Opstap server.
#[derive(Debug, Parser)]
#[command(
    name = "opstap-server",
    version,
    about = "Serves devices, or runs an organisation's side of a folder."
)]
pub struct Cli {
    /// The folder with the database and its secrets.
    #[arg(long, global = true, env = "OPSTAP_DATA", default_value = "data")]
    data: PathBuf,
    /// A PostgreSQL database instead of the file in the folder; its secrets stay there. With a password,
    /// use the variable: everybody on the machine can read arguments.
    #[arg(long, global = true, env = "OPSTAP_DATABASE", hide_env_values = true, value_name = "postgres://…")]
    database: Option<String>,
    /// Connections to the PostgreSQL database, and rounds at a time.
    #[arg(long, global = true, env = "OPSTAP_CONNECTIONS", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=100))]
    connections: u16,
    /// A bucket for the bytes of files instead of DIR/blobs; where it is and its keys stand in AWS_ENDPOINT, AWS_REGION,
    /// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Servers that are built with the feature s3.
    #[arg(long, global = true, env = "OPSTAP_BLOBS", value_name = "s3://…")]
    blobs: Option<String>,
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, global = true, env = "OPSTAP_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// A proxy of ours stands in front and says in X-Forwarded-For who asks.
    #[arg(long, global = true, env = "OPSTAP_BEHIND_PROXY")]
    behind_proxy: bool,
    /// A file that says which push services to wake devices through; without it, nobody is woken.
    #[arg(long, global = true, env = "OPSTAP_PUSH", value_name = "FILE")]
    push: Option<PathBuf>,
    /// A file that says by which mail server and which service reminders go that no phone has planned; without it, none
    /// goes.
    #[arg(long, global = true, env = "OPSTAP_DELIVERY", value_name = "FILE")]
    delivery: Option<PathBuf>,
    /// No pages for browsers: devices only.
    #[arg(long, global = true, env = "OPSTAP_NO_PAGES")]
    no_pages: bool,
    /// A collector that is told about requests, over OTLP (HTTP): its address without the path for traces, such as
    /// http://collector:4318; without it, nobody is. What OpenTelemetry says of headers and of how many are told
    /// (OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER) holds.
    #[arg(long, value_name = "ADDRESS", env = "OPSTAP_TRACES", global = true)]
    traces: Option<String>,
    /// Where figures for Prometheus are served, at /metrics; without it, nowhere. Keep it inside.
    #[arg(long, global = true, env = "OPSTAP_METRICS", value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
    /// How the log is written: text for people, or json, one object a line. OPSTAP_LOG says how much.
    #[arg(long, global = true, env = "OPSTAP_LOG_AS", value_enum, default_value_t = LogAs::Text)]
    log_as: LogAs,
    /// An address of mail for questions about the API; its description names it.
    #[arg(long, global = true, env = "OPSTAP_CONTACT_MAIL", value_name = "ADDRESS")]
    contact_mail: Option<String>,
    /// A page about the API; its description names it.
    #[arg(long, global = true, env = "OPSTAP_CONTACT_PAGE", value_name = "https://…")]
    contact_page: Option<String>,
    /// Answer in JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

impl Cli {
    /// Who answers questions about the API.
    fn contact(&self) -> Contact {
        Contact { mail: self.contact_mail.clone(), page: self.contact_page.clone() }
    }

    /// An empty name is none: a variable may be set to nothing.
    fn bucket(&self) -> Option<String> {
        self.blobs.clone().filter(|bucket| !bucket.is_empty())
    }

    /// As above.
    fn collector(&self) -> Option<&str> {
        self.traces.as_deref().filter(|address| !address.is_empty())
    }
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum LogAs {
    /// Lines for people.
    Text,
    /// One object a line.
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Organisations.
    #[command(subcommand)]
    Org(org::OrgCommand),
    /// People who work for an organisation, and volunteers.
    #[command(subcommand)]
    Staff(staff::StaffCommand),
    /// Teams: their postcodes, who helps in them and who sits at their desks.
    #[command(subcommand)]
    Team(team::TeamCommand),
    /// Cases.
    #[command(subcommand)]
    Case(case::CaseCommand),
    /// Make a one-time code with which one device pairs.
    Pair {
        /// The account.
        account: Uuid,
        /// Where devices reach this server; with it, a QR code is drawn.
        #[arg(long)]
        url: Option<String>,
    },
    /// Devices.
    #[command(subcommand)]
    Device(DeviceCommand),
    /// An account's appointments elsewhere: at a secret address for agendas that ask, or put into one (CalDAV).
    #[command(subcommand)]
    Calendar(calendar::CalendarCommand),
    /// Edits that were not applied and are kept.
    #[command(subcommand)]
    Held(HeldCommand),
    /// Reminders by text message and mail.
    #[command(subcommand)]
    Delivery(delivery::DeliveryCommand),
    /// Other systems that are told by HTTPS that something happened.
    #[command(subcommand)]
    Webhook(webhook::WebhookCommand),
    /// The audit trail: whether it is whole, its end, all of it.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// How long cases are kept after their end, and destroying those whose day has come.
    #[command(subcommand)]
    Retention(retention::RetentionCommand),
    /// Content.
    #[command(subcommand)]
    Content(content::ContentCommand),
    /// Figures of law: keys to sign them, signing, checking.
    #[command(subcommand)]
    Figures(figures::FiguresCommand),
    /// Erase one record of a case, or the whole case with its client's account. Cannot be undone.
    Erase {
        /// The case.
        #[arg(long)]
        case: Uuid,
        /// One record; otherwise everything.
        #[arg(long)]
        record: Option<Uuid>,
    },
    /// The database itself.
    #[command(subcommand)]
    Db(DbCommand),
    /// Read all that `serve` would read, with the same options; say what is wrong and where, and change nothing.
    CheckConfig,
    /// Print the description of the API, as `/v1/openapi.json` serves it.
    Openapi,
    /// Serve. The same as no command.
    Serve,
    /// Move everything of a stopped server from its file to an empty PostgreSQL database, and compare it.
    Migrate {
        /// The server's folder.
        #[arg(long, value_name = "sqlite:DIR", value_parser = source)]
        from: PathBuf,
        /// The database. With a password, use the variable.
        #[arg(long, env = "OPSTAP_MIGRATE_TO", hide_env_values = true, value_name = "postgres://…")]
        to: String,
    },
    /// Back up the database while the server runs; then devices are told what is covered. Copy DIR/blobs as well, and
    /// keep DIR/secret apart.
    #[command(group(clap::ArgGroup::new("where").required(true)))]
    Backup {
        /// A new file with everything: a copy of the file, or on PostgreSQL what `pg_dump` makes.
        #[arg(long, group = "where", value_name = "FILE")]
        to: Option<PathBuf>,
        /// A folder: what changed since the last time, or everything the first time. Not on PostgreSQL.
        #[arg(long, group = "where", value_name = "FOLDER")]
        into: Option<PathBuf>,
        /// Everything, so that what is in the folder already may be thrown away.
        #[arg(long, conflicts_with = "to")]
        full: bool,
    },
    /// Put a backup in the place of the database of a server that stands still. What was there is kept aside.
    Restore {
        /// What `backup` made: its file, or its folder. On PostgreSQL its file, into an empty schema.
        #[arg(long, value_name = "FILE or FOLDER")]
        from: PathBuf,
        /// Which backup of the folder; otherwise the newest.
        #[arg(long)]
        point: Option<u64>,
        /// Say what is in the folder, and do nothing.
        #[arg(long, conflicts_with_all = ["point", "rehearse"])]
        list: bool,
        /// Put it together, read it to its end, and replace nothing.
        #[arg(long)]
        rehearse: bool,
    },
}

#[derive(Debug, Subcommand)]
enum DeviceCommand {
    /// List them.
    List {
        /// Of one account.
        #[arg(long)]
        account: Option<Uuid>,
    },
    /// Block one: it is told to remove everything.
    Revoke {
        /// The device.
        device: DeviceId,
    },
}

#[derive(Debug, Subcommand)]
enum HeldCommand {
    /// List them, without what people wrote.
    List {
        /// Of one organisation.
        #[arg(long)]
        org: Option<Uuid>,
    },
}

#[derive(Debug, Subcommand)]
enum DbCommand {
    /// Split the tables by organisation, on a PostgreSQL with the extension Citus.
    Distribute,
    /// Say how far each device is. Keep it from before a dump, for `backed`.
    Watermark,
    /// A backup is safe elsewhere: devices may let go of what it covers.
    #[command(group(clap::ArgGroup::new("what").required(true)))]
    Backed {
        /// It covers everything up to this moment, as an archive of the write-ahead log may.
        #[arg(long, group = "what")]
        now: bool,
        /// It covers what `watermark` said before it began.
        #[arg(long, group = "what", value_name = "FILE")]
        watermark: Option<PathBuf>,
    },
}

/// Why a command was not done.
#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error(transparent)]
    Admin(#[from] AdminError),
    #[error("nothing was changed: {0}")]
    Undone(#[from] crate::engine::Undone),
    #[error("nothing was changed: {0}")]
    Unteamed(#[from] crate::engine::Unteamed),
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    #[error(transparent)]
    Data(#[from] crate::data::DataError),
    #[error(transparent)]
    Serve(#[from] crate::serve::ServeError),
    #[error(transparent)]
    Backup(#[from] crate::backup::BackupError),
    #[error(transparent)]
    Database(#[from] crate::store::BadAddress),
    #[error(transparent)]
    Traces(#[from] TracesError),
    #[error(transparent)]
    Push(#[from] BadConfig),
    #[error(transparent)]
    Delivery(#[from] BadDelivery),
    #[error("{0} did not do it, and nothing counts as backed up or restored: {1}")]
    Program(&'static str, String),
    #[error("the audit trail is not whole:\n{0}")]
    Broken(String),
    #[error("line {0} of the watermark is none of ours; nothing was changed")]
    Watermark(usize),
    #[error("the server cannot start like this:\n{0}")]
    Config(String),
    #[error("{0}")]
    Content(String),
    #[error("cannot print or start: {0}")]
    Io(#[from] std::io::Error),
}

fn source(text: &str) -> Result<PathBuf, String> {
    let dir = text.strip_prefix("sqlite:").filter(|dir| !dir.is_empty());
    dir.map(PathBuf::from).ok_or_else(|| "sqlite: and the server's folder, such as sqlite:data".to_owned())
}

/// Runs the command line and gives its exit code.
#[must_use]
pub fn main() -> std::process::ExitCode {
    let cli = Cli::parse();
    let json = cli.json;
    let done = match &cli.command {
        None | Some(Command::Serve) => serve(&cli),
        Some(Command::CheckConfig) => check::check(&cli).and_then(|said| tell(said, json)),
        Some(Command::Openapi) => {
            run::print(&description(&cli.contact()).to_string()).map_err(CliError::from)
        }
        Some(Command::Figures(command)) => figures::figures(command).and_then(|said| tell(said, json)),
        Some(Command::Migrate { from, to }) => db::migrate(from, to).and_then(|said| tell(said, json)),
        Some(Command::Restore { from, point, list, rehearse }) => {
            let asked = backup::Asked { from, point: *point, list: *list, rehearse: *rehearse };
            restore(&cli, &asked).and_then(|said| tell(said, json))
        }
        Some(command) => DataDir::at(&cli.data)
            .map_err(CliError::from)
            .map(|data| data.with_bucket(cli.bucket()))
            .and_then(|data| tell(run::command(&data, database(&cli)?.as_ref(), command)?, json)),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            if json {
                eprintln!("{}", json!({ "error": error.to_string() }));
            } else {
                eprintln!("opstap-server: {error}");
            }
            std::process::ExitCode::FAILURE
        }
    }
}

fn restore(cli: &Cli, asked: &backup::Asked<'_>) -> Result<run::Said, CliError> {
    let data = DataDir::at(&cli.data)?;
    match database(cli)? {
        None => backup::restore(&data, asked),
        Some(database) => backup::restore_database(&data, &database, asked),
    }
}

fn tell(said: run::Said, json: bool) -> Result<(), CliError> {
    if said.is_nothing() {
        return Ok(());
    }
    Ok(run::print(&if json { said.json.to_string() } else { said.text })?)
}

/// The database that was asked for. Not a type of clap's: its complaint would quote a password.
fn database(cli: &Cli) -> Result<Option<Address>, CliError> {
    Ok(cli.database.as_deref().filter(|text| !text.is_empty()).map(str::parse).transpose()?)
}

fn serve(cli: &Cli) -> Result<(), CliError> {
    let filter = tracing_subscriber::EnvFilter::try_from_env("OPSTAP_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match cli.log_as {
        LogAs::Text => log.init(),
        LogAs::Json => log.json().flatten_event(true).init(),
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let beside = Beside::read(cli).await?;
        match database(cli)? {
            None => listen(Server::bind(&cli.data, cli.listen).await?, beside, cli).await,
            Some(database) => {
                let connections = usize::from(cli.connections);
                let server = Server::bind_database(&cli.data, &database, connections, cli.listen);
                listen(server.await?, beside, cli).await
            }
        }
    })
}

/// What a server has beside its database. Read before that is opened: a program that ends while its database is open could
/// be ended by its ciphers, and say nothing.
struct Beside {
    senders: Option<Senders>,
    carriers: Option<Carriers>,
    vault: Option<Vault>,
    figures: Option<TcpListener>,
    traces: Option<Traces>,
}

impl Beside {
    async fn read(cli: &Cli) -> Result<Self, CliError> {
        let data = DataDir::at(&cli.data)?;
        let senders = cli.push.as_ref().map(|path| Senders::read(path, &data)).transpose()?;
        let carriers = cli.delivery.as_deref().map(Carriers::read).transpose()?;
        let vault = cli.bucket().map(|bucket| data.with_bucket(Some(bucket)).vault()).transpose()?;
        let figures = match cli.metrics {
            Some(address) => Some(TcpListener::bind(address).await?),
            None => None,
        };
        let collector = cli.collector();
        let traces = collector.map(|address| Traces::to(address, cli.behind_proxy)).transpose()?;
        Ok(Self { senders, carriers, vault, figures, traces })
    }
}

async fn listen<S: ScopeStore + 'static>(
    server: Server<S>,
    beside: Beside,
    cli: &Cli,
) -> Result<(), CliError> {
    let mut server = server.behind_proxy(cli.behind_proxy).with_contact(cli.contact());
    if let Some(senders) = beside.senders {
        server = server.with_senders(senders, Pace::default());
    }
    if let Some(carriers) = beside.carriers {
        server = server.with_carriers(carriers);
    }
    if let Some(vault) = beside.vault {
        server = server.with_vault(vault);
    }
    if !cli.no_pages {
        server = server.with_pages(cli.data.join("web"));
    }
    if let Some(figures) = beside.figures {
        server = server.with_figures(figures);
    }
    server = server.with_traces(beside.traces);
    run::print(&format!("listening on http://{}", server.address()?))?;
    if let Some(address) = server.figures_address()? {
        run::print(&format!("figures at http://{address}/metrics"))?;
    }
    Ok(server.run(asked_to_stop()).await?)
}
