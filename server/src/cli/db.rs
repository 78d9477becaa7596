//! What concerns the database itself: its placement, and what backups of it cover.

use std::path::Path;

use opstap_sync::ident::DeviceId;
use serde_json::json;

use super::run::Said;
use super::{Address, AdminError, CliError, DataDir, Engine, ScopeStore};
use crate::data::DataError;
use crate::store::{DISTRIBUTED, Distributed, Postgres, REFERENCE};

/// Splits the tables by organisation.
pub(super) fn distribute(store: &mut Postgres) -> Result<Said, CliError> {
    match store.distribute()? {
        Distributed::NotThere => Err(AdminError::Refused(
            "this database has no extension citus, and nothing was changed; one PostgreSQL needs none",
        )
        .into()),
        Distributed::Placed(placed) => {
            let all = DISTRIBUTED.len() + REFERENCE.len();
            let text = format!("{placed} tables placed, {} lay there already", all - placed);
            Ok(Said::one(text, json!({ "placed": placed, "tables": all })))
        }
    }
}

/// Moves a stopped server to PostgreSQL.
pub(super) fn migrate(from: &Path, to: &str) -> Result<Said, CliError> {
    let to: Address = to.parse()?;
    if !from.is_dir() {
        return Err(DataError::Missing(from.to_owned()).into());
    }
    let moved = DataDir::at(from)?.move_to(&to)?;
    let rows: u64 = moved.tables.values().sum();
    let text = format!(
        "{rows} rows in {} tables moved, and {} scopes compared; serve with --database and the same folder",
        moved.tables.len(),
        moved.scopes
    );
    Ok(Said::one(text, json!(moved)))
}

/// How far each device is now, a line for each: its id and its number.
pub(super) fn watermark<S: ScopeStore>(engine: &mut Engine<S>) -> Result<Said, CliError> {
    let marks = marks(engine)?;
    let lines: Vec<String> = marks.iter().map(|(device, n)| format!("{device} {n}")).collect();
    Ok(Said::one(lines.join("\n"), json!(marks)))
}

/// A backup covers what `watermark` said; without one, everything up to now.
pub(super) fn backed<S: ScopeStore>(
    engine: &mut Engine<S>,
    watermark: Option<&Path>,
) -> Result<Said, CliError> {
    let now = marks(engine)?;
    let covered = match watermark {
        None => now,
        Some(file) => {
            let said = read(&std::fs::read_to_string(file)?).map_err(CliError::Watermark)?;
            // Never further than a device has come: what it does next is in no backup.
            let reached = |(device, n): (DeviceId, u64)| {
                now.iter().find(|(known, _)| *known == device).map(|(_, last)| (device, n.min(*last)))
            };
            said.into_iter().filter_map(reached).collect()
        }
    };
    cover(engine, &covered)?;
    Ok(Said::one(format!("{} devices covered", covered.len()), json!({ "devices": covered.len() })))
}

/// Tells devices that they are covered up to these numbers.
pub(super) fn cover<S: ScopeStore>(
    engine: &mut Engine<S>,
    marks: &[(DeviceId, u64)],
) -> Result<(), CliError> {
    Ok(engine.keep(|engine| engine.store().set_backed(marks))?)
}

/// How far each device is.
pub(super) fn marks<S: ScopeStore>(engine: &mut Engine<S>) -> Result<Vec<(DeviceId, u64)>, CliError> {
    Ok(engine.store().devices(None)?.into_iter().map(|row| (row.id, row.last_n)).collect())
}

/// The lines of a watermark, or the number of the first that is none.
fn read(text: &str) -> Result<Vec<(DeviceId, u64)>, usize> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let marks = lines.map(|(at, line)| {
        let (device, n) = line.trim().split_once(' ').ok_or(at + 1)?;
        Ok((device.parse().map_err(|_| at + 1)?, n.parse().map_err(|_| at + 1)?))
    });
    marks.collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_watermark_is_read_whole_or_not_at_all() {
        assert_eq!(read("a3 17\n\nff 0\n").unwrap(), [(DeviceId::new(0xa3), 17), (DeviceId::new(255), 0)]);
        assert_eq!(read("a3 17\na3\n"), Err(2));
        assert_eq!(read("a3 -1\n"), Err(1));
        assert_eq!(read("zz 1\n"), Err(1));
    }

    proptest! {
        /// Whatever a file holds, it is read or refused, and what is written is read again.
        #[test]
        fn what_is_written_is_read_again(marks in prop::collection::vec((any::<u64>(), any::<u64>()), 0..9), noise in ".{0,40}") {
            let _ = read(&noise);
            let marks: Vec<_> = marks.into_iter().map(|(id, n)| (DeviceId::new(id), n)).collect();
            let text: Vec<String> = marks.iter().map(|(device, n)| format!("{device} {n}")).collect();
            prop_assert_eq!(read(&text.join("\n")), Ok(marks));
        }
    }
}
