//! A home: the folder with the key and the store of one device.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use opstap::{Config, FixedClock, Instant, Language, Opened, Opstap, OpstapError, StoreKey, WordValue};
use serde_json::json;

use crate::failure::{Failure, warn};
use crate::key;

/// The folder, and how to open what is in it.
pub(crate) struct Home<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) now: Option<Instant>,
    pub(crate) language: Option<Language>,
    pub(crate) json: bool,
}

impl Home<'_> {
    /// Opens the device that lives here.
    pub(crate) fn open(&self) -> Result<Opstap, Failure> {
        match key::read(self.folder)? {
            Some(key) => self.open_with(key),
            None if self.store().exists() => {
                Err(Failure::home("key_missing", "cli-key-missing", &key::path(self.folder)))
            }
            None => Err(OpstapError::NotPaired.into()),
        }
    }

    /// Opens the device, or makes one; says whether it was made.
    pub(crate) fn open_or_make(&self) -> Result<(Opstap, bool), Failure> {
        match self.open() {
            Ok(device) => Ok((device, false)),
            Err(Failure::Opstap(OpstapError::NotPaired)) => {
                make_private(self.folder).map_err(|_| Failure::home("home", "cli-home", self.folder))?;
                let key = key::make(self.folder)?;
                Ok((self.open_with(key)?, true))
            }
            Err(failure) => Err(failure),
        }
    }

    fn open_with(&self, key: StoreKey) -> Result<Opstap, Failure> {
        let mut config = Config::new(self.store(), key);
        config.language = self.language;
        if let Some(now) = self.now {
            config.clock = Arc::new(FixedClock(now));
        }
        let (device, opened) = Opstap::open(config)?;
        self.tell(&device, &opened);
        Ok(device)
    }

    /// Leaves nothing of the device behind.
    pub(crate) fn clear(&self, device: Option<Opstap>) -> Result<(), Failure> {
        let stuck = |_| Failure::home("home", "cli-home", self.folder);
        if let Some(device) = device {
            device.wipe()?;
        }
        absent(fs::remove_dir_all(self.store())).map_err(stuck)?;
        absent(fs::remove_file(key::path(self.folder))).map_err(stuck)?;
        // A folder with something else in it stays.
        let _ = fs::remove_dir(self.folder);
        Ok(())
    }

    fn store(&self) -> PathBuf {
        self.folder.join("store")
    }

    /// Damage that opening found is never silent.
    fn tell(&self, device: &Opstap, opened: &Opened) {
        let words = device.words();
        let mut notices = Vec::new();
        if let Some(saved) = opened.journal_salvaged {
            let count = [("count", WordValue::from(saved as usize))];
            notices.push(("journal_salvaged", words.text_with("error-journal-salvaged", &count)));
        }
        if opened.mirror_set_aside {
            notices.push(("mirror_set_aside", words.text("cli-mirror-aside")));
        }
        if opened.bank_set_aside {
            notices.push(("bank_set_aside", words.text("bank-set-aside")));
        }
        for (code, message) in notices {
            let notice = json!({ "notice": { "code": code, "message": message } });
            warn(&if self.json { format!("{notice}\n") } else { format!("{message}\n") });
        }
    }
}

fn absent(done: std::io::Result<()>) -> std::io::Result<()> {
    match done {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}
