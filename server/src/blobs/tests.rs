#![allow(clippy::unwrap_used)]
use opstap_domain::ids::Compartment;
use opstap_sync::blob::PART_BYTES;

use super::*;

fn scope(case: u128) -> ScopeId {
    ScopeId::new(Uuid::from_u128(case), Compartment::Together)
}

fn place(keys: &BlobKeys, case: u128, rec: u128) -> Place {
    let rec = Uuid::from_u128(rec);
    Place { org: Uuid::from_u128(1), scope: scope(case), at: keys.place(scope(case), rec) }
}

fn vault(dir: &Path) -> Vault {
    Vault::folder(dir, BlobKeys::new([5; 32])).unwrap()
}

fn letter() -> Vec<u8> {
    b"XYZZYSECRETWORD ".iter().copied().cycle().take(PART_BYTES as usize + 1_000).collect()
}

fn about(vault: &Vault, scope: ScopeId, bytes: &[u8]) -> About {
    let mut hasher = vault.keys().scope_key(scope).hasher();
    hasher.add(bytes);
    About { size: bytes.len() as u64, media: "image/jpeg".into(), hash: hasher.finish(), author: None }
}

fn files(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

#[tokio::test]
async fn nothing_in_the_folder_can_be_read_or_guessed() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let (mine, other) = (place(vault.keys(), 1, 7), place(vault.keys(), 2, 7));
    let (bytes, case) = (letter(), Uuid::from_u128(1).simple().to_string());
    for (n, piece) in bytes.chunks(PART_BYTES as usize).enumerate() {
        vault.put(&mine, n as u64, piece).await.unwrap();
        vault.put(&other, n as u64, piece).await.unwrap();
    }
    assert!(vault.is_whole(&mine, &about(&vault, scope(1), &bytes)).await.unwrap());
    let all = files(folder.path());
    assert_eq!(all.len(), 4);
    for path in &all {
        let kept = std::fs::read(path).unwrap();
        assert!(!kept.windows(15).any(|window| window == b"XYZZYSECRETWORD"), "{path:?}");
        let name = path.strip_prefix(folder.path()).unwrap().to_str().unwrap().to_owned();
        assert!(!name[33..].contains(&case[..]), "the case is not named: {name}");
    }
    assert_ne!(std::fs::read(&all[0]).unwrap(), std::fs::read(&all[2]).unwrap(), "no two alike");
    assert_ne!(mine.at, other.at);
    let elsewhere = Vault::folder(folder.path(), BlobKeys::new([6; 32])).unwrap();
    assert_eq!(elsewhere.get(&mine, 0).await, Ok(None), "another server does not even find it");
}

#[tokio::test]
async fn a_part_that_was_changed_exchanged_or_cut_is_no_part() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let mine = place(vault.keys(), 1, 7);
    let bytes = letter();
    let said = about(&vault, scope(1), &bytes);
    for (n, piece) in bytes.chunks(PART_BYTES as usize).enumerate() {
        vault.put(&mine, n as u64, piece).await.unwrap();
    }
    assert_eq!(vault.reach(&mine, &said).await, Ok(said.size));
    let all = files(folder.path());
    let (first, second) = (std::fs::read(&all[0]).unwrap(), std::fs::read(&all[1]).unwrap());
    let mut changed = first.clone();
    changed[100] ^= 1;
    for wrong in [changed, second.clone(), first[..first.len() - 1].to_vec(), Vec::new()] {
        std::fs::write(&all[0], wrong).unwrap();
        assert_eq!(vault.get(&mine, 0).await, Err(VaultError::Damaged));
        assert_eq!(vault.reach(&mine, &said).await, Ok(0));
        assert_eq!(vault.is_whole(&mine, &said).await, Ok(false));
    }
    std::fs::write(&all[0], first).unwrap();
    assert_eq!(vault.is_whole(&mine, &said).await, Ok(true));
    std::fs::remove_file(&all[1]).unwrap();
    assert_eq!(vault.reach(&mine, &said).await, Ok(PART_BYTES));
}

#[tokio::test]
async fn a_file_or_a_scope_goes_and_leaves_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let all = [(1, 7), (1, 8), (2, 7)].map(|(case, rec)| place(vault.keys(), case, rec));
    for place in &all {
        vault.put(place, 0, b"bytes").await.unwrap();
    }
    assert_eq!(vault.all().await.unwrap().len(), 3);
    vault.remove(&all[0]).await.unwrap();
    vault.remove(&all[0]).await.unwrap();
    assert_eq!(vault.get(&all[0], 0).await, Ok(None));
    assert_eq!(vault.get(&all[1], 0).await, Ok(Some(b"bytes".to_vec())));
    vault.remove_scope(all[0].org, scope(1)).await.unwrap();
    let left = vault.all().await.unwrap();
    assert_eq!((left.len(), left[0].at.as_str(), left[0].org), (1, all[2].at.as_str(), all[2].org));
    vault.remove_found(&left[0]).await.unwrap();
    assert!(files(folder.path()).is_empty());
}

#[test]
fn what_is_kept_of_a_brokers_name_says_nothing_without_the_root() {
    let (org, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let (issuer, bsn) = ("https://broker.example", "999990019");
    let name = |root: u8, org, issuer: &str, subject: &str| {
        BlobKeys::new([root; 32]).vouched_name(org, issuer, subject)
    };
    let kept = name(5, org, issuer, bsn);
    assert_eq!(kept, name(5, org, issuer, bsn));
    assert_eq!(kept.len(), 64);
    assert!(!kept.contains(bsn));
    for differs in [
        name(6, org, issuer, bsn),
        name(5, other, issuer, bsn),
        name(5, org, "https://other.example", bsn),
        name(5, org, issuer, "999993653"),
    ] {
        assert_ne!(kept, differs);
    }
    // Who has the database alone and tries all numbers finds none of them.
    assert_ne!(kept, blake3::hash(bsn.as_bytes()).to_hex().to_string());
}
