//! Files in a bucket that speaks S3.

use std::sync::Arc;

use object_store::aws::AmazonS3Builder;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
// Its features are what matters: one TLS stack for everything (ADR-0003).
use reqwest as _;

use super::{BlobKeys, Vault, VaultError};

impl Vault {
    /// Files in a bucket: `s3://name`, or `s3://name/below/here`. `settings` say where it is and by which keys, as the
    /// variables `AWS_ENDPOINT`, `AWS_REGION`, `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` do; others are passed over.
    ///
    /// # Errors
    ///
    /// [`VaultError::NoBucket`] for an address or settings of none. Nothing is asked of it yet.
    pub fn bucket(
        url: &str,
        settings: impl IntoIterator<Item = (String, String)>,
        keys: BlobKeys,
    ) -> Result<Self, VaultError> {
        // Somebody else may have done so already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let place = url.strip_prefix("s3://").ok_or(VaultError::NoBucket)?;
        let (name, below) = place.split_once('/').unwrap_or((place, ""));
        if name.is_empty() {
            return Err(VaultError::NoBucket);
        }
        let mut builder = AmazonS3Builder::new();
        for (setting, value) in settings.into_iter().filter(|(setting, _)| setting.starts_with("AWS_")) {
            if let Ok(known) = setting.to_ascii_lowercase().parse() {
                builder = builder.with_config(known, value);
            }
        }
        let bucket = builder.with_bucket_name(name).build().map_err(|_| VaultError::NoBucket)?;
        let below = Key::parse(below).map_err(|_| VaultError::NoBucket)?;
        Ok(Self { store: Arc::new(PrefixStore::new(bucket, below)), keys })
    }
}
