//! The bytes of files: in parts, each sealed by itself, in an object store.
//!
//! ```text
//! <organisation>/<scope>/<file>/<part>     such as 0193…/5f2a…/8f14…/0003
//! ```
//!
//! The scope and the file stand there as hashes under a secret of the server, and nothing in there can be read
//! without it. What is called how follows from the record alone, so that a server whose database was restored finds
//! again what it had. A part is there whole or not at all; the database counts it once it is there.

use std::path::Path;
use std::sync::Arc;

use futures_util::TryStreamExt as _;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt as _};
use opstap_domain::ids::ScopeId;
use opstap_sync::blob::{About, PART_BYTES, part, parts};
use uuid::Uuid;

#[cfg(feature = "s3")]
mod bucket;
mod seal;

pub use seal::BlobKeys;

/// Why the object store could not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// It cannot be reached, or has no room: try later.
    #[error("the object store cannot be reached, or cannot take more now")]
    Busy,
    /// What is in there was not sealed by us, or not for this place.
    #[error("a part of a file is damaged")]
    Damaged,
    /// No address of a bucket, or no settings for one.
    #[error(
        "no bucket: name it as s3://name or s3://name/below, and where it is by AWS_ENDPOINT and the others"
    )]
    NoBucket,
    /// This server was built without buckets.
    #[error(
        "this server was built without buckets: build it with the feature s3, or keep files in its folder"
    )]
    NotBuilt,
}

/// A file in the object store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The organisation.
    pub org: Uuid,
    /// The scope.
    pub scope: ScopeId,
    /// What it is called, by [`BlobKeys::place`].
    pub at: String,
}

/// Something that lies in the object store, as [`Vault::all`] finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The organisation.
    pub org: Uuid,
    /// What the file is called.
    pub at: String,
    /// When the part was put there, milliseconds since 1970 UTC by the object store's clock.
    pub put_at: i64,
    key: Key,
}

/// Where the server keeps the bytes of files. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Vault {
    store: Arc<dyn ObjectStore>,
    keys: BlobKeys,
}

impl Vault {
    /// Files in a folder of this machine, which is there.
    ///
    /// # Errors
    ///
    /// [`VaultError::Busy`] for a folder that is none.
    pub fn folder(dir: &Path, keys: BlobKeys) -> Result<Self, VaultError> {
        let store = LocalFileSystem::new_with_prefix(dir).map_err(|error| fault(&error))?;
        // A part counts once it is there: it has to be there after a power failure, too.
        let store = store.with_automatic_cleanup(true).with_fsync(true);
        Ok(Self { store: Arc::new(store), keys })
    }

    /// Files in a bucket, which this build has no way to speak to.
    ///
    /// # Errors
    ///
    /// [`VaultError::NotBuilt`], always.
    #[cfg(not(feature = "s3"))]
    pub fn bucket(
        _url: &str,
        _settings: impl IntoIterator<Item = (String, String)>,
        _keys: BlobKeys,
    ) -> Result<Self, VaultError> {
        Err(VaultError::NotBuilt)
    }

    /// The secrets, for whoever names and hashes files.
    #[must_use]
    pub const fn keys(&self) -> &BlobKeys {
        &self.keys
    }

    fn scope_key(&self, org: Uuid, scope: ScopeId) -> Key {
        Key::from_iter([org.simple().to_string(), self.keys.scope_place(scope)])
    }

    fn key(&self, place: &Place, n: u64) -> Key {
        self.scope_key(place.org, place.scope).join(place.at.as_str()).join(format!("{n:04}"))
    }

    /// Puts the `n`-th part there, sealed, in the place of what was there.
    ///
    /// # Errors
    ///
    /// [`VaultError::Busy`]: it is not there, or what was there is.
    pub async fn put(&self, place: &Place, n: u64, bytes: &[u8]) -> Result<(), VaultError> {
        let sealed = self.keys.seal(place, n, bytes).ok_or(VaultError::Busy)?;
        self.store.put(&self.key(place, n), sealed.into()).await.map_err(|error| fault(&error))?;
        Ok(())
    }

    /// The `n`-th part; `None` where there is none.
    ///
    /// # Errors
    ///
    /// [`VaultError`].
    pub async fn get(&self, place: &Place, n: u64) -> Result<Option<Vec<u8>>, VaultError> {
        let got = match self.store.get(&self.key(place, n)).await {
            Ok(got) => got.bytes().await.map_err(|error| fault(&error))?,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(fault(&error)),
        };
        self.keys.open(place, n, &got).map(Some).ok_or(VaultError::Damaged)
    }

    /// How many bytes of a file are there, from its beginning, in whole parts.
    ///
    /// # Errors
    ///
    /// [`VaultError::Busy`].
    pub async fn reach(&self, place: &Place, about: &About) -> Result<u64, VaultError> {
        let mut upto = 0;
        for n in 0..parts(about.size) {
            let here = part(about.size, n);
            match self.get(place, n).await {
                Ok(Some(bytes)) if bytes.len() as u64 == here.end - here.start => upto = here.end,
                Ok(_) | Err(VaultError::Damaged) => break,
                Err(busy) => return Err(busy),
            }
        }
        Ok(upto)
    }

    /// Whether all that is there of a file is what its record says.
    ///
    /// # Errors
    ///
    /// [`VaultError::Busy`].
    pub async fn is_whole(&self, place: &Place, about: &About) -> Result<bool, VaultError> {
        let mut hasher = self.keys.scope_key(place.scope).hasher();
        for n in 0..parts(about.size) {
            let here = part(about.size, n);
            match self.get(place, n).await {
                Ok(Some(bytes)) if bytes.len() as u64 == here.end - here.start => hasher.add(&bytes),
                Ok(_) | Err(VaultError::Damaged) => return Ok(false),
                Err(busy) => return Err(busy),
            }
        }
        Ok(hasher.finish() == about.hash)
    }

    /// Puts a whole file there, sealed, and says its hash under the key of its scope. Done again, it is the same.
    ///
    /// # Errors
    ///
    /// [`VaultError::Busy`]: some of it may be there; do it again.
    pub async fn put_all(&self, place: &Place, bytes: &[u8]) -> Result<String, VaultError> {
        let mut hasher = self.keys.scope_key(place.scope).hasher();
        for (n, part) in (0..).zip(bytes.chunks(PART_BYTES as usize)) {
            hasher.add(part);
            self.put(place, n, part).await?;
        }
        Ok(hasher.finish())
    }

    /// Copies a file to another place, sealed for it, and says its hash under the key of the scope there; `None` where not all
    /// of it lies there, or not what its record says. Done again, it is the same.
    ///
    /// # Errors
    ///
    /// [`VaultError::Busy`]: some of it may be there; do it again.
    pub async fn copy(&self, from: &Place, to: &Place, about: &About) -> Result<Option<String>, VaultError> {
        let [mut here, mut there] = [from, to].map(|place| self.keys.scope_key(place.scope).hasher());
        for n in 0..parts(about.size) {
            let bytes = match self.get(from, n).await {
                Ok(Some(bytes))
                    if bytes.len() as u64 == part(about.size, n).end - part(about.size, n).start =>
                {
                    bytes
                }
                Ok(_) | Err(VaultError::Damaged) => return Ok(None),
                Err(busy) => return Err(busy),
            };
            here.add(&bytes);
            there.add(&bytes);
            self.put(to, n, &bytes).await?;
        }
        Ok((here.finish() == about.hash).then(|| there.finish()))
    }

    /// Removes all of a file.
    ///
    /// # Errors
    ///
    /// [`VaultError::Busy`]: some of it may be left; ask again.
    pub async fn remove(&self, place: &Place) -> Result<(), VaultError> {
        let prefix = self.scope_key(place.org, place.scope).join(place.at.as_str());
        self.remove_below(&prefix).await
    }

    /// Removes all files of a scope.
    ///
    /// # Errors
    ///
    /// [`VaultError::Busy`]: some of it may be left; ask again.
    pub async fn remove_scope(&self, org: Uuid, scope: ScopeId) -> Result<(), VaultError> {
        self.remove_below(&self.scope_key(org, scope)).await
    }

    async fn remove_below(&self, prefix: &Key) -> Result<(), VaultError> {
        let found: Vec<_> =
            self.store.list(Some(prefix)).try_collect().await.map_err(|error| fault(&error))?;
        for object in found {
            self.remove_key(&object.location).await?;
        }
        Ok(())
    }

    async fn remove_key(&self, key: &Key) -> Result<(), VaultError> {
        match self.store.delete(key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(&error)),
        }
    }

    /// Everything that lies there under a name of ours.
    ///
    /// # Errors
    ///
    /// [`VaultError::Busy`].
    pub async fn all(&self) -> Result<Vec<Found>, VaultError> {
        let found: Vec<_> = self.store.list(None).try_collect().await.map_err(|error| fault(&error))?;
        let read = |object: object_store::ObjectMeta| {
            let mut names = object.location.parts();
            let org = Uuid::parse_str(names.next()?.as_ref()).ok()?;
            let at = names.nth(1)?.as_ref().to_owned();
            let put_at = object.last_modified.timestamp_millis();
            Some(Found { org, at, put_at, key: object.location })
        };
        Ok(found.into_iter().filter_map(read).collect())
    }

    /// Removes one part that [`Vault::all`] found.
    ///
    /// # Errors
    ///
    /// [`VaultError::Busy`].
    pub async fn remove_found(&self, found: &Found) -> Result<(), VaultError> {
        self.remove_key(&found.key).await
    }
}

/// The kind of error alone: a message could quote an address with a secret.
fn fault(error: &object_store::Error) -> VaultError {
    let kind = match error {
        object_store::Error::NotFound { .. } => "not found",
        object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => {
            "not allowed"
        }
        _ => "failed",
    };
    tracing::error!(kind, "object store");
    VaultError::Busy
}

#[cfg(test)]
mod tests;
