//! One list of tests, asked of every engine: SQLite in memory and in a file, and PostgreSQL.

/// `suite!(N; names)`: each of these functions takes a town on any store. They say more than so many statements
/// to PostgreSQL together, and none of them goes beyond one organisation.
macro_rules! suite {
    ($least:literal; $($name:ident),* $(,)?) => {
        mod in_memory {
            use opstap_server::engine::Engine;
            $(#[test] fn $name() { super::$name(crate::town::Town::new(Engine::open_in_memory(1).unwrap())); })*
        }
        mod in_a_file {
            use opstap_server::{engine::Engine, random::Seeded, store::Sqlite};
            use opstap_sync::server::ReceiptKey;
            $(#[test] fn $name() {
                let folder = tempfile::tempdir().unwrap();
                let store = Sqlite::open(&folder.path().join("opstap.db"), &[7; 32]).unwrap();
                let engine = Engine::start(store, ReceiptKey::new([1; 32]), Box::new(Seeded::new(2)), 0);
                super::$name(crate::town::Town::new(engine.unwrap()));
            })*
        }
        /// So that a PostgreSQL that is split by organisation never has to ask two nodes.
        #[test]
        fn no_statement_goes_beyond_one_organisation() {
            let cluster = cluster::Cluster::start(&statements::RECORDED);
            $($name(town::Town::new(cluster::Place::within(&cluster).engine(4)));)*
            let said = statements::read(&cluster.log());
            assert!(said.len() > $least, "only {} statements were recorded", said.len());
            let wrong = statements::judge(&said);
            assert!(wrong.is_empty(), "{wrong:#?}");
        }
        mod on_postgresql {
            $(#[test] fn $name() {
                let place = crate::cluster::Place::fresh();
                super::$name(crate::town::Town::new(place.engine(3)));
            })*
        }
    };
}
