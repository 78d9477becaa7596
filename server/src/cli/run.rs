//! What each subcommand does, and how it says so.

use std::io::Write as _;

use super::content;
use super::org::{self, OrgCommand};
use super::retention::{self, RetentionCommand};
use super::{
    Address, AdminError, CliError, Command, ContentItem, DataDir, DbCommand, DeviceCommand, Engine,
    HeldCommand, Package, Path, ScopeStore, Uuid, Value, access, audit, backup, calendar, case, db, delivery,
    json, now_ms, qr, staff, team, webhook,
};
use crate::store::DeviceRow;
use crate::sweep::sweep_now;

/// How often a command is tried that another transaction is in the way of.
const TRIES: u32 = 4;

/// How often it is tried to leave nothing of what was erased in the log, and how long between.
const SETTLING: u32 = 20;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(100);

/// What to do when the ledger or the log stays behind.
const UNSETTLED: &str = "It was erased. DIR/erased could not be written, or the database's log is held by a \
                         reader such as a backup: give the same command again when that has passed";

/// What to do when bytes of files stay behind.
const FILES_LEFT: &str = "It was erased. Bytes of its files could not be removed yet: a server that runs removes them \
                          within minutes, and every server at its start";

/// An answer for people and for programs.
pub(super) struct Said {
    pub(super) text: String,
    pub(super) json: Value,
}

impl Said {
    pub(super) fn one(text: impl Into<String>, json: Value) -> Self {
        Self { text: text.into(), json }
    }

    /// All of it was said already.
    pub(super) const fn nothing() -> Self {
        Self { text: String::new(), json: Value::Null }
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.text.is_empty() && self.json.is_null()
    }

    pub(super) fn list<T>(rows: &[T], line: impl Fn(&T) -> String, value: impl Fn(&T) -> Value) -> Self {
        let text: Vec<String> = rows.iter().map(line).collect();
        Self::one(text.join("\n"), Value::Array(rows.iter().map(value).collect()))
    }
}

/// Prints, and does not mind a reader that has left.
pub(super) fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Does a command on the folder's own database, or on the one that was named.
pub(super) fn command(
    data: &DataDir,
    database: Option<&Address>,
    command: &Command,
) -> Result<Said, CliError> {
    let Some(address) = database else {
        let mut engine = data.beside()?;
        let done = match command {
            Command::Backup { to: Some(to), .. } => backup::to(data, &mut engine, to),
            Command::Backup { into: Some(folder), full, .. } => {
                backup::into(data, &mut engine, folder, *full)
            }
            Command::Org(OrgCommand::Provider(asked)) => access::provider(data, &mut engine, asked),
            command => on(&mut engine, command),
        };
        return done.and_then(|said| files_left(data, &mut engine, command).map(|()| said));
    };
    let mut engine = data.beside_on(address)?;
    if matches!(command, Command::Db(DbCommand::Distribute)) {
        return db::distribute(engine.store());
    }
    if let Command::Backup { to, .. } = command {
        return backup::database(address, &mut engine, to.as_deref());
    }
    if let Command::Org(OrgCommand::Provider(asked)) = command {
        return access::provider(data, &mut engine, asked);
    }
    // Each is one transaction: done again, it is done once.
    let mut done = on(&mut engine, command);
    for _ in 1..TRIES {
        if done.is_ok() || !engine.store().may_pass() {
            break;
        }
        done = on(&mut engine, command);
    }
    done.and_then(|said| files_left(data, &mut engine, command).map(|()| said))
}

/// After an erasure: the bytes of files leave the object store before this command says that they did.
fn files_left<S: ScopeStore>(
    data: &DataDir,
    engine: &mut Engine<S>,
    command: &Command,
) -> Result<(), CliError> {
    if !matches!(command, Command::Erase { .. } | Command::Retention(RetentionCommand::Run { .. })) {
        return Ok(());
    }
    sweep_now(engine, &data.vault()?, now_ms()).map_err(|_| AdminError::Refused(FILES_LEFT))?;
    Ok(())
}

fn on<S: ScopeStore>(engine: &mut Engine<S>, command: &Command) -> Result<Said, CliError> {
    match command {
        Command::Org(command) => org::org(engine, command),
        Command::Staff(command) => staff::staff(engine, command),
        Command::Team(command) => team::team(engine, command),
        Command::Case(command) => case::case(engine, command),
        Command::Retention(command) => retention::retention(engine, command),
        Command::Pair { account, url } => pair(engine, *account, url.as_deref()),
        Command::Device(command) => device(engine, command),
        Command::Calendar(command) => calendar::calendar(engine, command),
        Command::Delivery(command) => delivery::delivery(engine, command),
        Command::Webhook(command) => webhook::webhook(engine, command),
        Command::Audit(command) => audit::audit(engine, command),
        Command::Held(HeldCommand::List { org }) => {
            let rows = engine.store().held(*org)?;
            Ok(Said::list(&rows, |row| format!("{} {} {}", row.uid, row.why, row.account), |row| json!(row)))
        }
        Command::Content(command) => content::content(engine, command),
        Command::Erase { case, record } => {
            engine.erase(*case, *record, now_ms())?;
            settle(engine)?;
            Ok(Said::one("erased", json!({ "case": case, "record": record })))
        }
        Command::Db(DbCommand::Distribute) => {
            Err(AdminError::Refused("a file cannot be distributed; name a PostgreSQL by --database").into())
        }
        Command::Db(DbCommand::Watermark) => db::watermark(engine),
        Command::Db(DbCommand::Backed { watermark, .. }) => db::backed(engine, watermark.as_deref()),
        Command::Backup { .. }
        | Command::Restore { .. }
        | Command::Serve
        | Command::Openapi
        | Command::CheckConfig
        | Command::Migrate { .. }
        | Command::Figures(_) => {
            Err(AdminError::Refused("this needs the whole server; run it by itself").into())
        }
    }
}

/// What was erased has to stand in the ledger and be out of the log before this command says that it is.
pub(super) fn settle<S: ScopeStore>(engine: &mut Engine<S>) -> Result<(), CliError> {
    for _ in 0..SETTLING {
        if engine.is_settled() {
            return Ok(());
        }
        std::thread::sleep(PAUSE);
    }
    Err(AdminError::Refused(UNSETTLED).into())
}

fn pair<S: ScopeStore>(engine: &mut Engine<S>, account: Uuid, url: Option<&str>) -> Result<Said, CliError> {
    let made = engine.pairing_code(account, now_ms())?;
    let link = url.map(|url| qr::pairing_link(url, &made.code));
    let mut text = format!("{}\nvalid for 48 hours, once", made.code);
    if let Some(link) = &link {
        text = format!("{}\n{link}\n{text}", qr::draw(link));
    }
    Ok(Said::one(
        text,
        json!({ "account": account, "code": made.code, "expires_at": made.expires_at, "link": link }),
    ))
}

fn device<S: ScopeStore>(engine: &mut Engine<S>, command: &DeviceCommand) -> Result<Said, CliError> {
    match command {
        DeviceCommand::List { account } => {
            let rows = engine.store().devices(*account)?;
            let state = |row: &DeviceRow| match (row.revoked_at, row.wipe) {
                (None, _) => "live",
                (Some(_), false) => "signed_out",
                (Some(_), true) => "blocked",
            };
            let value = |row: &DeviceRow| {
                json!({
                    "device": row.id, "account": row.account, "label": row.label, "state": state(row),
                    "last_n": row.last_n, "backed_n": row.backed_n, "paired_at": row.paired_at,
                    "last_seen": row.last_seen,
                })
            };
            let line = |row: &DeviceRow| format!("{} {} {} {}", row.id, state(row), row.account, row.label);
            Ok(Said::list(&rows, line, value))
        }
        DeviceCommand::Revoke { device } => {
            engine.revoke_device(*device, now_ms())?;
            Ok(Said::one("blocked", json!({ "device": device })))
        }
    }
}

pub(super) fn package(dir: Option<&Path>) -> Result<Vec<ContentItem>, CliError> {
    let package = match dir {
        Some(dir) => Package::load(dir),
        None => Package::embedded(),
    };
    let package = package.map_err(|error| CliError::Content(error.to_string()))?;
    Ok(package.records().into_iter().map(ContentItem::from).collect())
}

impl From<opstap_content::ContentRecord> for ContentItem {
    fn from(record: opstap_content::ContentRecord) -> Self {
        let opstap_content::ContentRecord { kind, key, version, body } = record;
        Self { kind: kind.to_string(), key, version, body }
    }
}
