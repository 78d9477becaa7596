//! Backups and restores: of the file by ourselves, of PostgreSQL by its own programs.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;

use super::run::Said;
use super::{Address, AdminError, CliError, DataDir, Engine, db, now_ms};
use crate::backup::{BackupError, Chain, Point, durable};
use crate::store::{Layout, Postgres};

/// What to do on PostgreSQL where `backup` cannot.
const BY_HAND: &str = "on PostgreSQL this takes --to FILE, with pg_dump and pg_restore of its own version in the \
                       PATH. For anything larger keep `db watermark`, use PostgreSQL's own tools (pg_basebackup, an \
                       archive of the write-ahead log), put the result elsewhere, then confirm it by `db backed`";

/// What to restore.
pub(super) struct Asked<'a> {
    pub(super) from: &'a Path,
    pub(super) point: Option<u64>,
    pub(super) list: bool,
    pub(super) rehearse: bool,
}

/// A whole copy in a new file.
pub(super) fn to(data: &DataDir, engine: &mut Engine, to: &Path) -> Result<Said, CliError> {
    free(to)?;
    let devices = data.back_up_to(engine, to)?;
    Ok(Said::one(format!("{devices} devices covered"), json!({ "to": to, "devices": devices })))
}

/// What changed, into a folder.
pub(super) fn into(data: &DataDir, engine: &mut Engine, folder: &Path, full: bool) -> Result<Said, CliError> {
    let (point, devices) = data.back_up_into(engine, folder, full, now_ms())?;
    let text = format!("{}, {devices} devices covered", line(&point));
    Ok(Said::one(text, json!({ "into": folder, "point": point, "devices": devices })))
}

fn line(point: &Point) -> String {
    let kind = if point.full { "full" } else { "more" };
    format!("point {} ({kind}, {} bytes)", point.point, point.bytes)
}

/// What `pg_dump` makes, in a new file.
pub(super) fn database(
    address: &Address,
    engine: &mut Engine<Postgres>,
    to: Option<&Path>,
) -> Result<Said, CliError> {
    let to = to.ok_or(AdminError::Refused(BY_HAND))?;
    free(to)?;
    // Before the dump begins: what comes meanwhile is perhaps in it, and not counted.
    let marks = db::marks(engine)?;
    let schema = engine.store().layout()?.schema;
    let unfinished = crate::data::unfinished(to);
    let _ = std::fs::remove_file(&unfinished);
    crate::data::new_private_file(&unfinished)?;
    let mut dump = Command::new("pg_dump");
    dump.args(["--format=custom", "--no-owner", "--no-privileges"]).arg("--file").arg(&unfinished);
    for table in Postgres::tables() {
        dump.arg(format!("--table=\"{schema}\".\"{table}\""));
    }
    let done = by(address, dump, "pg_dump").and_then(|()| {
        std::fs::File::open(&unfinished)?.sync_all()?;
        std::fs::hard_link(&unfinished, to)?;
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
        Ok(durable(folder.unwrap_or(Path::new(".")))?)
    });
    let _ = std::fs::remove_file(&unfinished);
    done?;
    db::cover(engine, &marks)?;
    Ok(Said::one(format!("{} devices covered", marks.len()), json!({ "to": to, "devices": marks.len() })))
}

/// Runs a program of PostgreSQL on this database. The password goes by the environment, which others cannot read.
fn by(address: &Address, mut command: Command, name: &'static str) -> Result<(), CliError> {
    let output = command.envs(address.for_programs()).stdin(Stdio::null()).stdout(Stdio::null()).output();
    match output {
        Ok(output) if output.status.success() => Ok(()),
        // What it says may quote a row: its kind of end alone.
        Ok(output) => Err(CliError::Program(name, format!("{}; run it by hand to see why", output.status))),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(AdminError::Refused(BY_HAND).into()),
        Err(error) => Err(error.into()),
    }
}

fn free(to: &Path) -> Result<(), CliError> {
    if to.exists() { Err(AdminError::Refused("the file is there already").into()) } else { Ok(()) }
}

/// A backup in the place of the file.
pub(super) fn restore(data: &DataDir, asked: &Asked<'_>) -> Result<Said, CliError> {
    if asked.list {
        if !asked.from.is_dir() {
            return Err(BackupError::NoPoint(asked.from.to_owned()).into());
        }
        let points = Chain::open(asked.from, &*data.key()?)?.points()?;
        let lines: Vec<String> = points.iter().map(line).collect();
        return Ok(Said::one(lines.join("\n"), json!(points)));
    }
    let restored = data.restore(asked.from, asked.point, asked.rehearse)?;
    let what = restored.point.as_ref().map_or_else(|| "the file".to_owned(), line);
    let said = match (asked.rehearse, &restored.replaced) {
        (true, _) => "could be restored; nothing was replaced".to_owned(),
        (false, None) => "is restored".to_owned(),
        (false, Some(aside)) => format!("is restored; what was there is in {}", aside.display()),
    };
    Ok(Said::one(format!("{what} {said}; it knows {} devices", restored.devices), json!(restored)))
}

/// What `backup --to` made of a PostgreSQL, into a schema without tables of ours.
pub(super) fn restore_database(
    data: &DataDir,
    address: &Address,
    asked: &Asked<'_>,
) -> Result<Said, CliError> {
    if asked.point.is_some() || asked.list || !asked.from.is_file() {
        return Err(AdminError::Refused(BY_HAND).into());
    }
    if asked.rehearse {
        let rehearse = "on PostgreSQL rehearse into a database of its own: createdb, then restore into that";
        return Err(AdminError::Refused(rehearse).into());
    }
    let Layout { empty, .. } = Postgres::look(address)?;
    if !empty {
        let full =
            "this database has tables of a server; restore into an empty one, or drop them by hand first";
        return Err(AdminError::Refused(full).into());
    }
    let mut restore = Command::new("pg_restore");
    // All of it, or nothing.
    restore.args(["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]);
    restore.arg(format!("--dbname={}", address.database())).arg(asked.from);
    by(address, restore, "pg_restore")?;
    // Takes the new epoch and erases again what the ledger names, before a server begins.
    let devices = db::marks(&mut data.beside_on(address)?)?.len();
    let text = format!("the file is restored; it knows {devices} devices");
    Ok(Said::one(text, json!({ "devices": devices })))
}
