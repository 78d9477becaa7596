//! Secrets that providers of sign-in ask for. They stand beside the database and never in it.

use std::fs;
use std::path::PathBuf;

use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{DataDir, DataError, kept, write_private};
use crate::store::{ForWhom, StoreError};

impl DataDir {
    /// The key that proves to providers that this server is itself (P-256 in PKCS #8); made when it is first asked for. Its
    /// public half is registered with each provider: without it, that has to be done anew.
    ///
    /// # Errors
    ///
    /// [`DataError`] when it cannot be read or made.
    pub fn provider_key(&self) -> Result<Zeroizing<Vec<u8>>, DataError> {
        let random = ring::rand::SystemRandom::new();
        let make = || {
            let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random);
            let made = made.map_err(|_| StoreError::broken("no randomness"))?;
            Ok(Zeroizing::new(made.as_ref().to_vec()))
        };
        kept(&self.secret("provider.key"), &make)
    }

    /// The secret that the provider of these people of this organisation gave out.
    ///
    /// # Errors
    ///
    /// [`DataError`] when there is none.
    pub fn provider_secret(&self, org: Uuid, whom: ForWhom) -> Result<Zeroizing<String>, DataError> {
        let path = self.provider_secret_at(org, whom);
        let read = fs::read_to_string(&path).map(Zeroizing::new);
        read.map_err(|error| DataError::File(path, error))
    }

    /// Keeps the secret of an organisation's provider, in place of what was there; `None` forgets it.
    ///
    /// # Errors
    ///
    /// [`DataError`] when it cannot be written.
    pub fn keep_provider_secret(
        &self,
        (org, whom): (Uuid, ForWhom),
        secret: Option<&str>,
    ) -> Result<(), DataError> {
        let path = self.provider_secret_at(org, whom);
        let fault = |error| DataError::File(path.clone(), error);
        match secret {
            Some(secret) => {
                // Whole or not at all: a server may be reading it.
                let fresh = path.with_extension(format!("{}.new", std::process::id()));
                write_private(&fresh, secret.as_bytes(), false).map_err(fault)?;
                fs::rename(&fresh, &path).map_err(fault)
            }
            None => match fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(fault(error)),
                _ => Ok(()),
            },
        }
    }

    fn provider_secret_at(&self, org: Uuid, whom: ForWhom) -> PathBuf {
        let whose = match whom {
            ForWhom::Staff => "",
            ForWhom::Clients => "-clients",
        };
        self.secret(&format!("provider-{}{whose}", org.simple()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[cfg(unix)]
    #[test]
    fn secrets_of_providers_are_the_owners_alone_and_each_organisation_has_its_own() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path()).unwrap();
        let whom = ForWhom::Staff;
        let (one, other) = ((Uuid::from_u128(1), whom), (Uuid::from_u128(2), whom));
        let clients = (one.0, ForWhom::Clients);
        data.keep_provider_secret(clients, Some("of clients")).unwrap();
        data.keep_provider_secret(one, Some("first")).unwrap();
        data.keep_provider_secret(one, Some("second")).unwrap();
        let secret = |(org, whom): (Uuid, ForWhom)| data.provider_secret(org, whom);
        assert_eq!(*secret(one).unwrap(), "second");
        assert_eq!(*secret(clients).unwrap(), "of clients");
        assert!(secret(other).is_err());
        assert_eq!(data.provider_key().unwrap(), data.provider_key().unwrap());
        for entry in fs::read_dir(folder.path().join("secret")).unwrap() {
            assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        data.keep_provider_secret(one, None).unwrap();
        data.keep_provider_secret(one, None).unwrap();
        assert!(secret(one).is_err() && secret(clients).is_ok());
    }
}
