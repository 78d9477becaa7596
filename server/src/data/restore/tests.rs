#![allow(clippy::unwrap_used)]
use super::*;
use tempfile::TempDir;
use uuid::Uuid;

struct Home {
    folder: TempDir,
    data: DataDir,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(&folder.path().join("data")).unwrap();
        Self { folder, data }
    }

    fn backups(&self) -> PathBuf {
        self.folder.path().join("backups")
    }

    fn back_up(&self, engine: &mut Engine) -> Point {
        self.data.back_up_into(engine, &self.backups(), false, 0).unwrap().0
    }

    fn orgs(&self) -> usize {
        self.data.beside().unwrap().store().orgs().unwrap().len()
    }
}

fn add(engine: &mut Engine, name: &str) -> Uuid {
    engine.add_org(name, [], 0).unwrap()
}

#[test]
fn each_point_gives_back_what_was_there_and_starts_a_new_epoch() {
    let home = Home::new();
    let mut engine = home.data.start().unwrap();
    for name in ["one", "two", "three"] {
        add(&mut engine, name);
        home.back_up(&mut engine);
    }
    let epoch = engine.epoch().unwrap();
    add(&mut engine, "four");
    drop(engine);
    for (point, orgs) in [(Some(1), 1), (Some(2), 2), (None, 3)] {
        let restored = home.data.restore(&home.backups(), point, false).unwrap();
        assert!(restored.replaced.unwrap().join("opstap.db").exists());
        assert_eq!(home.orgs(), orgs);
        assert_ne!(home.data.start().unwrap().epoch().unwrap(), epoch);
    }
}

#[test]
fn writers_go_on_while_the_file_stands_still() {
    let home = Home::new();
    let mut engine = home.data.start().unwrap();
    add(&mut engine, "one");
    let key = home.data.key().unwrap();
    let (mut still, _) = StillFile::stop(&home.data.database(), &key).unwrap();
    // More than SQLite keeps in its log before it would move it into the file.
    let mut last = Vec::new();
    for number in 0..400 {
        last.push(add(&mut engine, &format!("{number}{}", "x".repeat(8000))));
    }
    fs::create_dir(home.backups()).unwrap();
    Chain::open(&home.backups(), &key).unwrap().add(&mut still, false, 0).unwrap();
    drop(still);
    assert_eq!(engine.store().orgs().unwrap().len(), 401);
    assert_eq!(home.back_up(&mut engine).point, 2);
    drop(engine);
    home.data.restore(&home.backups(), Some(1), false).unwrap();
    assert_eq!(home.orgs(), 1);
    home.data.restore(&home.backups(), Some(2), false).unwrap();
    assert_eq!(home.orgs(), 401);
}

#[test]
fn nothing_is_replaced_under_somebody_who_has_it_open() {
    let home = Home::new();
    let mut engine = home.data.start().unwrap();
    home.back_up(&mut engine);
    let refused = home.data.restore(&home.backups(), None, false).unwrap_err();
    assert!(matches!(refused, DataError::InUse(_)), "{refused}");
    home.data.restore(&home.backups(), None, true).unwrap();
    // Without our lock too.
    fs::remove_file(home.folder.path().join("data").join(LOCK)).unwrap();
    let refused = home.data.restore(&home.backups(), None, false).unwrap_err();
    assert!(matches!(refused, DataError::InUse(_)), "{refused}");
    drop(engine);
    home.data.restore(&home.backups(), None, false).unwrap();
}

#[test]
fn a_backup_that_is_damaged_replaces_nothing() {
    let home = Home::new();
    let mut engine = home.data.start().unwrap();
    add(&mut engine, "one");
    home.back_up(&mut engine);
    let copy = home.folder.path().join("copy.db");
    home.data.back_up_to(&mut engine, &copy).unwrap();
    add(&mut engine, "two");
    drop(engine);
    for path in [home.backups().join("000001.full"), copy.clone()] {
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
    }
    for from in [home.backups(), copy] {
        assert!(home.data.restore(&from, None, false).is_err());
        assert_eq!(home.orgs(), 2);
    }
    assert!(
        fs::read_dir(home.folder.path().join("data"))
            .unwrap()
            .flatten()
            .all(|entry| { !entry.file_name().to_string_lossy().starts_with("restored") })
    );
}

#[test]
fn a_restore_that_was_broken_off_is_done_again_before_anything_opens() {
    let home = Home::new();
    let mut engine = home.data.start().unwrap();
    add(&mut engine, "one");
    home.back_up(&mut engine);
    drop(engine);
    // Killed after the old files went aside.
    let data = home.folder.path().join("data");
    fs::write(data.join(RESTORING), "").unwrap();
    fs::rename(home.data.database(), data.join("aside.db")).unwrap();
    assert!(matches!(home.data.start(), Err(DataError::HalfRestored(_))));
    assert!(matches!(home.data.beside(), Err(DataError::HalfRestored(_))));
    assert!(!home.data.database().exists(), "an empty one was made");
    home.data.restore(&home.backups(), None, false).unwrap();
    assert_eq!(home.orgs(), 1);
}

#[test]
fn without_the_key_nothing_is_restored_and_no_other_key_is_made() {
    let home = Home::new();
    let mut engine = home.data.start().unwrap();
    home.back_up(&mut engine);
    drop(engine);
    let elsewhere = DataDir::at(&home.folder.path().join("elsewhere")).unwrap();
    assert!(matches!(elsewhere.restore(&home.backups(), None, false), Err(DataError::Lost(_))));
    assert!(!elsewhere.secret("db.key").exists());
}

#[test]
fn the_newest_ledger_goes_with_the_oldest_point() {
    let home = Home::new();
    let mut engine = home.data.start().unwrap();
    home.back_up(&mut engine);
    let line = "11111111111111111111111111111111.money 22222222-2222-2222-2222-222222222222 message 5";
    fs::write(home.folder.path().join("data/erased"), format!("{line}\n")).unwrap();
    home.back_up(&mut engine);
    drop(engine);
    fs::remove_file(home.folder.path().join("data/erased")).unwrap();
    home.data.restore(&home.backups(), Some(1), false).unwrap();
    assert!(fs::read_to_string(home.folder.path().join("data/erased")).unwrap().contains(line));
}

#[test]
fn a_copy_that_cannot_be_finished_has_no_name() {
    let home = Home::new();
    let mut engine = home.data.start().unwrap();
    let to = home.folder.path().join("copy.db");
    fs::write(&to, "somebody's").unwrap();
    assert!(home.data.back_up_to(&mut engine, &to).is_err());
    assert_eq!(fs::read(&to).unwrap(), b"somebody's");
    assert!(!home.folder.path().join("copy.db.new").exists());
}
