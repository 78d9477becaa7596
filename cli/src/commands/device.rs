//! The device itself: pairing, sync, safety, search, the end.

use opstap::OpstapError;
use serde_json::json;

use crate::answer::Answer;
use crate::failure::{Failure, warn};
use crate::home::Home;
use crate::page::Page;
use crate::session::Session;

pub(crate) fn pair(home: &Home<'_>, code: &str, server: &str, label: &str) -> Result<Answer, Failure> {
    let (device, made) = home.open_or_make()?;
    match waiting(device.pair(server, code, label)) {
        Ok(person) => {
            let words = device.words();
            let name = [("name", person.name.clone().into())];
            let mut page = Page::of(&words.text_with("pair-done", &name));
            page.say(&words.text_with("cli-next", &[("command", "opstap sync".into())]));
            Answer::new(&person, page)
        }
        Err(failure) => {
            // A home that was made for this pairing is not left behind half.
            if made {
                home.clear(Some(device))?;
            }
            Err(failure)
        }
    }
}

pub(crate) fn sync(home: &Home<'_>, session: Session) -> Result<Answer, Failure> {
    let report = match waiting(session.device.sync()) {
        Err(Failure::Opstap(OpstapError::DeviceRevoked)) => {
            let done = session.text("wipe-done");
            home.clear(Some(session.device))?;
            if !home.json {
                warn(&Page::of(&done).text());
            }
            return Err(OpstapError::DeviceRevoked.into());
        }
        other => other?,
    };
    let mut page = Page::of(&session.text("sync-done"));
    let counts = [
        ("sync-sent", report.pushed),
        ("sync-held", report.held),
        ("sync-waiting", report.left as usize),
        ("sync-files-sent", report.files_sent),
        ("sync-files-left", report.files_left),
    ];
    for (key, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        page.say(&session.count(key, count));
    }
    if report.revoked > 0 {
        page.say(&session.text("revoked-changed"));
    }
    let open = session.device.safety()?.conflicts;
    if open > 0 {
        page.say(&session.count("today-conflicts", open));
    }
    Answer::new(&report, page)
}

pub(crate) fn safety(session: &Session) -> Result<Answer, Failure> {
    let safety = session.device.safety()?;
    let mut page = Page::titled(&session.text("safety-title"));
    for sentence in &safety.text {
        page.say(sentence);
    }
    if !safety.held.is_empty() {
        page.part(&session.text("held-title"));
        for why in &safety.held {
            page.item(why);
        }
    }
    if safety.conflicts > 0 {
        page.say(&session.count("today-conflicts", safety.conflicts));
    }
    Answer::new(&safety, page)
}

pub(crate) fn search(session: &Session, words: &str, limit: usize) -> Result<Answer, Failure> {
    let rows = session.device.search(words, limit)?;
    let mut page = Page::default();
    if rows.is_empty() {
        page.say(&session.say("search-none", &[("words", words)]));
        page.say(&session.text("search-hint"));
    } else {
        page.say(&session.count("search-found", rows.len()));
        page.blank();
    }
    for row in &rows {
        page.item(&format!("{}: {}", row.kind_text, row.text));
    }
    Answer::new(&rows, page)
}

pub(crate) fn wipe(home: &Home<'_>) -> Result<Answer, Failure> {
    let language = home.language.unwrap_or(opstap::Language::Dutch);
    let done = opstap::Words::new(language).text("wipe-done");
    match home.open() {
        Ok(device) => home.clear(Some(device))?,
        // Somebody is busy in there, or there is nothing: a store whose key is lost goes all the same.
        Err(Failure::Opstap(error @ (OpstapError::InUse | OpstapError::NotPaired))) => {
            return Err(error.into());
        }
        Err(_) => home.clear(None)?,
    }
    Answer::new(&json!({ "wiped": true }), Page::of(&done))
}

/// Runs what needs a network.
pub(crate) fn waiting<T>(asked: impl Future<Output = Result<T, OpstapError>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|_| OpstapError::Unexpected { reference: "runtime" })?;
    Ok(runtime.block_on(asked)?)
}
