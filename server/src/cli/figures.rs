//! Figures of law: a key to sign them with, signing them, and checking a file of them. None of it needs a server's folder.
//!
//! A private key stands in a file that only its owner reads. It is never printed, and no error repeats it.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::Subcommand;
use opstap_content::{Key, check_figures, hash_of, is_signed, keys_in, trusted_keys};
use opstap_domain::Date;
use opstap_domain::figures::Figures;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde::{Deserialize, Serialize};
use serde_json::ser::{PrettyFormatter, Serializer};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::CliError;
use super::run::Said;
use crate::data::write_private;

#[derive(Debug, Subcommand)]
pub(super) enum FiguresCommand {
    /// Make a key to sign with. Its private half goes into a new file that only you can read: keep it off this machine. Its
    /// public half is printed, for content/keys/figures.json.
    Keygen {
        /// What packages call it in `signer`, such as opstap-2027.
        #[arg(long)]
        id: String,
        /// The first day on which a package that it signs may begin.
        #[arg(long)]
        from: Date,
        /// The new file.
        file: PathBuf,
    },
    /// Sign the packages of a file that nobody signed yet.
    Sign {
        /// Such as content/package/legal-figures.json.
        file: PathBuf,
        /// What `keygen` made.
        #[arg(long)]
        key: PathBuf,
        /// Also those that were signed before, by this key or another one, as they stand there now.
        #[arg(long)]
        again: bool,
    },
    /// Say of a file whether all of its packages are whole and signed by somebody who is trusted.
    Check {
        /// Such as content/package/legal-figures.json.
        file: PathBuf,
        /// Trust the keys of this file instead of those that are built in.
        #[arg(long)]
        keys: Option<PathBuf>,
    },
}

/// A file of packages. What stands nowhere in here would not be signed, and is refused.
#[derive(Serialize, Deserialize)]
struct File {
    schema: String,
    language: String,
    register: String,
    level: String,
    version: String,
    license: String,
    figures: Vec<Figures>,
}

pub(super) fn figures(command: &FiguresCommand) -> Result<Said, CliError> {
    match command {
        FiguresCommand::Keygen { id, from, file } => keygen(id, *from, file),
        FiguresCommand::Sign { file, key, again } => sign(file, &private(key)?, *again),
        FiguresCommand::Check { file, keys } => check(file, keys.as_deref()),
    }
}

fn keygen(id: &str, from: Date, file: &Path) -> Result<Said, CliError> {
    let pair = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
    let pair = pair.map_err(|_| wrong("this machine has no randomness; no key was made"))?;
    let kept = Zeroizing::new(format!(
        "{}\n",
        json!({ "id": id, "privateKey": *Zeroizing::new(URL_SAFE_NO_PAD.encode(&pair)) })
    ));
    write_private(file, kept.as_bytes(), true)?;
    let signer = Signer::of(id, pair.as_ref())?;
    let public = json!({ "id": id, "publicKey": signer.public, "validFrom": from });
    Ok(Said::one(public.to_string(), public))
}

/// A key that can sign.
struct Signer {
    id: String,
    pair: Ed25519KeyPair,
    public: String,
}

impl Signer {
    fn of(id: &str, pkcs8: &[u8]) -> Result<Self, CliError> {
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8).map_err(|_| wrong("this is no key of keygen"))?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key());
        Ok(Self { id: id.to_owned(), pair, public })
    }

    fn key(&self, begins: Date) -> Key {
        let (id, public_key) = (self.id.clone(), self.public.clone());
        Key { id, public_key, valid_from: begins, valid_to: None }
    }

    fn sign(&self, figures: &mut Figures) {
        figures.hash = hash_of(figures);
        self.id.clone_into(&mut figures.signer);
        figures.signature = URL_SAFE_NO_PAD.encode(self.pair.sign(figures.signed().as_bytes()));
    }
}

/// The file of a private key.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Kept<'k> {
    id: &'k str,
    private_key: &'k str,
}

/// The private key of a file that nobody else may read.
fn private(file: &Path) -> Result<Signer, CliError> {
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(file)?.permissions());
        if mode & 0o077 != 0 {
            return Err(wrong(
                "others can read the key's file; chmod 600 it, and make another key if they did",
            ));
        }
    }
    let text = Zeroizing::new(std::fs::read_to_string(file)?);
    let no_key = || wrong("this is no key of keygen");
    // Why it cannot be read would quote it.
    let kept: Kept<'_> = serde_json::from_str(&text).map_err(|_| no_key())?;
    let pkcs8 = Zeroizing::new(URL_SAFE_NO_PAD.decode(kept.private_key).map_err(|_| no_key())?);
    Signer::of(kept.id, &pkcs8)
}

fn sign(path: &Path, signer: &Signer, again: bool) -> Result<Said, CliError> {
    let text = std::fs::read_to_string(path)?;
    let (signed, count) = signed(&text, signer, again)?;
    if count > 0 {
        let beside = path.with_extension("signing");
        std::fs::write(&beside, signed)?;
        std::fs::rename(&beside, path)?;
    }
    Ok(Said::one(format!("{count} signed"), json!({ "signed": count, "signer": signer.id })))
}

/// The text with its packages signed, and how many were.
fn signed(text: &str, signer: &Signer, again: bool) -> Result<(String, usize), CliError> {
    let unread = |why: serde_json::Error| wrong(&format!("cannot be read: {why}"));
    let before: Value = serde_json::from_str(text).map_err(unread)?;
    let mut file = File::deserialize(&before).map_err(unread)?;
    let mut count = 0;
    for figures in &mut file.figures {
        let ours = figures.signer == signer.id;
        if !again && ours && !is_signed(figures, &signer.key(figures.valid_from)) {
            let id = &figures.id;
            return Err(wrong(&format!(
                "{id} was changed after it was signed. A package that is out is not edited: add another one, with \
                 an id of its own. Nothing was written; --again signs it as it is"
            )));
        }
        if again || figures.signature.is_empty() {
            signer.sign(figures);
            count += 1;
        }
    }
    let mut written = Vec::new();
    file.serialize(&mut Serializer::with_formatter(&mut written, PrettyFormatter::with_indent(b" ")))
        .map_err(unread)?;
    written.push(b'\n');
    let after: Value = serde_json::from_slice(&written).map_err(unread)?;
    if let Some(lost) = lost(&before, &after) {
        return Err(wrong(&format!("{lost} is nothing that a signature covers; nothing was written")));
    }
    let text = String::from_utf8(written).map_err(|_| wrong("cannot be written"))?;
    // What nobody decided otherwise needs no line; a text within the file never is a whole line.
    let lines = text.split_inclusive('\n').filter(|line| line.trim() != "\"decidedBy\": null,");
    Ok((lines.collect(), count))
}

/// A member of `before` that `after` has no more; `None` where all of them are there.
fn lost(before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => before.iter().find_map(|(name, value)| {
            if value.is_null() {
                return None;
            }
            after.get(name).map_or_else(|| Some(name.clone()), |kept| lost(value, kept))
        }),
        (Value::Array(before), Value::Array(after)) => {
            before.iter().zip(after).find_map(|(before, after)| lost(before, after))
        }
        _ => None,
    }
}

fn check(path: &Path, keys: Option<&Path>) -> Result<Said, CliError> {
    let trusted = match keys {
        None => trusted_keys(),
        Some(keys) => {
            let keys = keys_in(&std::fs::read_to_string(keys)?);
            keys.ok_or_else(|| wrong("the keys cannot be read, or one stands twice"))?
        }
    };
    let found = check_figures(&std::fs::read_to_string(path)?, &trusted);
    let found = found.map_err(|error| CliError::Content(error.to_string()))?;
    let line = |figures: &Figures| {
        let last = figures.valid_to.map_or_else(|| "further".to_owned(), |day| day.to_string());
        format!("{} from {} to {last}, signed by {}", figures.id, figures.valid_from, figures.signer)
    };
    let lines: Vec<String> = found.iter().map(line).collect();
    let value = |figures: &Figures| {
        let Figures { id, valid_from, valid_to, signer, .. } = figures;
        json!({ "id": id, "validFrom": valid_from, "validTo": valid_to, "signer": signer })
    };
    Ok(Said::one(lines.join("\n"), found.iter().map(value).collect()))
}

fn wrong(what: &str) -> CliError {
    CliError::Content(what.to_owned())
}

#[cfg(test)]
mod tests;
