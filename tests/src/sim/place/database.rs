//! The server's rows in a schema of a real PostgreSQL. A backup is another schema with a copy of each table.

use std::sync::atomic::{AtomicU32, Ordering};

use opstap_server::engine::{Engine, Noticed};
use opstap_server::random::{Randomness as _, Seeded};
use opstap_server::store::{Address, Postgres, ScopeStore as _};
use opstap_sync::ident::OpUid;
use opstap_sync::record::RecordState;
use opstap_sync::server::ReceiptKey;

use super::Place;
use crate::postgres::Client;
use crate::sim::kept::{Kept, Written};
use crate::sim::world::finding;
use crate::sim::{Options, Run};

/// A schema of a run's own. Gone with the run.
#[derive(Debug)]
pub struct Database {
    client: Client,
    address: Address,
    schema: String,
    backups: u32,
}

/// A copy of all tables.
#[derive(Debug)]
pub struct Copied {
    schema: String,
}

impl Place for Database {
    type Store = Postgres;
    type Backup = Copied;

    fn found(seed: u64, options: &Options) -> Run<(Self, Engine<Postgres>)> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let url = options.database.as_deref().ok_or("no database was named")?;
        let schema = format!("sim_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut client = Client::connect(url)?;
        client.run(&format!("CREATE SCHEMA {schema}"))?;
        let address = crate::postgres::in_schema(url, &schema).parse().map_err(finding)?;
        let this = Self { client, address, schema, backups: 0 };
        // As a server in memory does, so that the same seed is the same story on both.
        let mut random = Seeded::new(seed);
        let mut receipts = [0; 32];
        if !random.fill(&mut receipts) {
            return Err("no randomness".to_owned());
        }
        let server = Engine::start(this.open()?, ReceiptKey::new(receipts), Box::new(random), 0);
        Ok((this, server.map_err(finding)?))
    }

    fn back_up(&mut self, server: &mut Engine<Postgres>) -> Run<Copied> {
        self.backups += 1;
        let copy = format!("{}_{}", self.schema, self.backups);
        let tables = Postgres::tables()
            .map(|table| format!("CREATE TABLE {copy}.{table} AS TABLE {}.{table};", self.schema));
        let marks = server.store().devices(None).map_err(finding)?;
        self.client.run(&format!("CREATE SCHEMA {copy}; {}", tables.collect::<String>()))?;
        let marks: Vec<_> = marks.into_iter().map(|row| (row.id, row.last_n)).collect();
        server.keep(|engine| engine.store().set_backed(&marks)).map_err(finding)?;
        Ok(Copied { schema: copy })
    }

    fn restore(&mut self, server: &mut Engine<Postgres>, backup: &Copied, noticed: Noticed) -> Run<()> {
        let ours = &self.schema;
        match noticed {
            Noticed::AtStart => {
                // Other tables, as after any restore: PostgreSQL says so itself.
                self.client.run(&format!("DROP SCHEMA {ours} CASCADE; CREATE SCHEMA {ours}"))?;
                *server.store() = self.open()?;
                self.put_back(&backup.schema, "")?;
            }
            Noticed::ByDevices => {
                // The same tables and the name that they had: nothing shows at the server.
                *server.store() = self.open()?;
                let name = format!("SELECT value FROM {ours}.meta WHERE name = 'database'");
                let name: String = self
                    .client
                    .rows(&name)?
                    .first()
                    .map_or(Ok(String::new()), |row| row.try_get(0).map_err(finding))?;
                let keep = format!("UPDATE {ours}.meta SET value = '{name}' WHERE name = 'database';");
                self.put_back(&backup.schema, &keep)?;
            }
        }
        server.keep(|_| Ok(())).map_err(|error: opstap_server::store::StoreError| finding(error))?;
        server.came_back(Noticed::ByDevices).map_err(finding)
    }

    fn kept(&mut self, _: &mut Engine<Postgres>) -> Run<Kept> {
        let mut kept = Kept::default();
        let schema = &self.schema;
        let sql = format!("SELECT scope, id, kind, s, deleted, units, erased FROM {schema}.rec");
        for row in self.client.rows(&sql)? {
            let units = serde_json::from_str(row.get(5)).map_err(finding)?;
            let s = row.get::<_, i64>(3) as u64;
            let record = RecordState { kind: row.get(2), units, deleted: row.get(4), erased: row.get(6), s };
            kept.records.insert((row.get::<_, &str>(0).parse().map_err(finding)?, row.get(1)), record);
        }
        for row in self.client.rows(&format!("SELECT id, head FROM {schema}.scope"))? {
            let scope = row.get::<_, &str>(0).parse().map_err(finding)?;
            kept.heads.insert(scope, row.get::<_, i64>(1) as u64);
        }
        for (table, uids) in [("op", &mut kept.applied), ("held", &mut kept.held)] {
            for row in self.client.rows(&format!("SELECT uid FROM {schema}.{table}"))? {
                uids.insert(OpUid(row.get::<_, &[u8]>(0).try_into().map_err(finding)?));
            }
        }
        for row in self.client.rows(&format!("SELECT rec, unit, v FROM {schema}.history"))? {
            let v = serde_json::from_str(row.get(2)).map_err(finding)?;
            kept.history.push(Written { rec: row.get(0), unit: row.get(1), v });
        }
        Ok(kept)
    }
}

impl Database {
    fn open(&self) -> Run<Postgres> {
        Postgres::open(&self.address, 1).map_err(finding)
    }

    fn put_back(&mut self, from: &str, then: &str) -> Run<()> {
        let ours = &self.schema;
        let all: Vec<String> = Postgres::tables().map(|table| format!("{ours}.{table}")).collect();
        let rows = Postgres::tables()
            .map(|table| format!("INSERT INTO {ours}.{table} SELECT * FROM {from}.{table};"));
        self.client.run(&format!(
            "BEGIN; TRUNCATE {}; {} {then} COMMIT;",
            all.join(", "),
            rows.collect::<String>()
        ))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let copies = (1..=self.backups).map(|number| format!(", {}_{number}", self.schema));
        let all: String = copies.collect();
        // What cannot be removed stays, under a name that says whose it was.
        let _ = self.client.run(&format!("DROP SCHEMA IF EXISTS {}{all} CASCADE", self.schema));
    }
}
