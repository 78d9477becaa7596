#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;

const KEY: [u8; 32] = [4; 32];

/// Pages of a file that somebody writes in between.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Paper(Vec<Vec<u8>>);

impl Paper {
    fn of(letters: &[u8]) -> Self {
        Self(letters.iter().map(|letter| vec![*letter; 512]).collect())
    }

    fn bytes(&self) -> Vec<u8> {
        self.0.concat()
    }
}

impl StillPages for Paper {
    fn page_size(&self) -> u32 {
        512
    }

    fn pages(&self) -> u32 {
        self.0.len() as u32
    }

    fn read(&mut self, page: u32, into: &mut [u8]) -> std::io::Result<()> {
        into.copy_from_slice(&self.0[page as usize - 1]);
        Ok(())
    }
}

fn chain(folder: &Path) -> Chain {
    Chain::open(folder, &KEY).unwrap()
}

fn assembled(chain: &Chain, point: Option<u64>) -> Result<Vec<u8>, BackupError> {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("whole");
    chain.assemble(point, &to).map(|_| fs::read(&to).unwrap())
}

#[test]
fn a_later_point_holds_only_what_changed_and_each_can_be_restored() {
    let folder = tempfile::tempdir().unwrap();
    let chain = chain(folder.path());
    let days = [Paper::of(b"aaaaaaaaaa"), Paper::of(b"aaaabaaaaaaa"), Paper::of(b"aac")];
    for (at, day) in days.iter().enumerate() {
        chain.add(&mut day.clone(), false, at as i64).unwrap();
    }
    let points = chain.points().unwrap();
    assert_eq!(points.iter().map(|point| point.full).collect::<Vec<_>>(), [true, false, false]);
    assert!(points[1].bytes < points[0].bytes / 2 && points[2].bytes < points[1].bytes, "{points:?}");
    for (at, day) in days.iter().enumerate() {
        assert_eq!(assembled(&chain, Some(at as u64 + 1)).unwrap(), day.bytes());
    }
    assert_eq!(assembled(&chain, None).unwrap(), days[2].bytes());
    assert!(matches!(assembled(&chain, Some(4)), Err(BackupError::NoPoint(_))));
}

#[test]
fn what_is_before_a_full_copy_may_go() {
    let folder = tempfile::tempdir().unwrap();
    let chain = chain(folder.path());
    chain.add(&mut Paper::of(b"ab"), false, 0).unwrap();
    chain.add(&mut Paper::of(b"ac"), true, 0).unwrap();
    chain.add(&mut Paper::of(b"ad"), false, 0).unwrap();
    fs::remove_file(folder.path().join("000001.full")).unwrap();
    assert_eq!(assembled(&chain, Some(3)).unwrap(), Paper::of(b"ad").bytes());
    assert!(matches!(assembled(&chain, Some(1)), Err(BackupError::NoPoint(_))));
}

#[test]
fn a_point_that_is_missing_in_the_middle_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let chain = chain(folder.path());
    for day in [b"aa", b"ab", b"cb"] {
        chain.add(&mut Paper::of(day), false, 0).unwrap();
    }
    fs::remove_file(folder.path().join("000002.more")).unwrap();
    assert!(matches!(assembled(&chain, None), Err(BackupError::Gap(_))));
    assert_eq!(assembled(&chain, Some(1)).unwrap(), Paper::of(b"aa").bytes());
}

#[test]
fn half_a_point_is_none_and_another_key_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let ours = chain(folder.path());
    ours.add(&mut Paper::of(b"ab"), false, 0).unwrap();
    // As a killed backup leaves it.
    let whole = fs::read(folder.path().join("000001.full")).unwrap();
    fs::write(folder.path().join("000002.new"), &whole[..700]).unwrap();
    assert_eq!(ours.points().unwrap().len(), 1);
    assert_eq!(ours.add(&mut Paper::of(b"ac"), false, 0).unwrap().point, 2);
    assert_eq!(assembled(&ours, None).unwrap(), Paper::of(b"ac").bytes());
    assert!(matches!(Chain::open(folder.path(), &KEY), Err(BackupError::InUse(_))));
    drop(ours);
    let theirs = Chain::open(folder.path(), &[5; 32]).unwrap();
    assert!(matches!(assembled(&theirs, None), Err(BackupError::Damaged(_))));
    assert!(matches!(theirs.add(&mut Paper::of(b"x"), false, 0), Err(BackupError::Damaged(_))));
}

proptest! {
    /// One byte changed, or the end cut off, anywhere in any point: it is refused, and so is what is built on it.
    #[test]
    fn no_damage_is_restored(at in any::<prop::sample::Index>(), flip in 1..=255_u8, second: bool, cut: bool) {
        let folder = tempfile::tempdir().unwrap();
        let chain = chain(folder.path());
        chain.add(&mut Paper::of(b"abc"), false, 7).unwrap();
        chain.add(&mut Paper::of(b"abd"), false, 8).unwrap();
        let path = folder.path().join(if second { "000002.more" } else { "000001.full" });
        let mut bytes = fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] ^= flip }
        fs::write(&path, &bytes).unwrap();
        prop_assert!(matches!(assembled(&chain, Some(2)), Err(BackupError::Damaged(_))));
        prop_assert_eq!(assembled(&chain, Some(1)).is_ok(), second);
        prop_assert_eq!(chain.add(&mut Paper::of(b"abe"), false, 9).is_ok(), !second);
    }

    /// However a file grows, shrinks and changes, every point gives back what was there.
    #[test]
    fn every_point_is_what_was_there(days in prop::collection::vec((prop::collection::vec(0..4_u8, 0..12), any::<bool>()), 1..7)) {
        let folder = tempfile::tempdir().unwrap();
        let chain = chain(folder.path());
        for (letters, full) in &days {
            chain.add(&mut Paper::of(letters), *full, 0).unwrap();
        }
        for (at, (letters, _)) in days.iter().enumerate() {
            prop_assert_eq!(assembled(&chain, Some(at as u64 + 1)).unwrap(), Paper::of(letters).bytes());
        }
    }

    /// Whatever lies there under the name of a point, it is refused.
    #[test]
    fn no_bytes_are_taken_for_a_point(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().unwrap();
        let chain = chain(folder.path());
        fs::write(folder.path().join("000001.full"), &bytes).unwrap();
        prop_assert!(chain.points().is_err());
        prop_assert!(matches!(assembled(&chain, None), Err(BackupError::Damaged(_))));
    }
}
