//! The key of the store: 32 random bytes that only the platform's vault keeps.

use std::path::Path;

use opstap::StoreKey;
use zeroize::Zeroizing;

use crate::error::CoreError;
use crate::host::{Host, KeyVault};

/// The name of the key in the vault.
pub(crate) const KEY: &str = "opstap-store-key";

/// The key, and whether an older store was given up because its key is gone.
pub(crate) struct Found {
    pub(crate) key: StoreKey,
    pub(crate) recreated: bool,
}

/// The key that is kept, or a new one. A store without its key cannot be read by anybody: it is removed, whole.
///
/// # Errors
///
/// [`CoreError::KeyUnavailable`] when the vault does not answer: nothing is removed.
pub(crate) fn key(host: &Host, folder: &Path, locked: &CoreError) -> Result<Found, CoreError> {
    let kept = load(&*host.vault, locked)?;
    if let Some(key) = kept {
        return Ok(Found { key, recreated: false });
    }
    let recreated = remove_store(folder)?;
    Ok(Found { key: renew(host, locked)?, recreated })
}

/// The key that is kept, if one is.
pub(crate) fn load(vault: &dyn KeyVault, locked: &CoreError) -> Result<Option<StoreKey>, CoreError> {
    let kept = vault.load(KEY.to_owned()).map_err(|_| locked.clone())?.map(Zeroizing::new);
    Ok(kept.and_then(|kept| <[u8; 32]>::try_from(kept.as_slice()).ok()).map(StoreKey::new))
}

/// A new key, kept before anything is written with it.
pub(crate) fn renew(host: &Host, locked: &CoreError) -> Result<StoreKey, CoreError> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| CoreError::Host { what: "randomness".to_owned() })?;
    host.vault.store(KEY.to_owned(), bytes.to_vec()).map_err(|_| locked.clone())?;
    Ok(StoreKey::new(*bytes))
}

/// Removes the store with everything beside it: write-ahead logs, what was set aside. Whether there was one.
pub(crate) fn remove_store(folder: &Path) -> Result<bool, CoreError> {
    if !folder.exists() {
        return Ok(false);
    }
    let was = std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some());
    std::fs::remove_dir_all(folder).map_err(|_| CoreError::Host { what: "files".to_owned() })?;
    Ok(was)
}
