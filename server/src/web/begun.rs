//! Sign-ups that a browser sent a moment ago. Whoever presses twice, or never saw the answer, gets the same case; whoever
//! goes back on somebody else's browser gets nothing.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::sessions::read;

/// How long a sign-up is known: a day, in milliseconds. A form that is older is asked anew.
const KNOWN_MS: i64 = 24 * 3_600_000;

/// What is known of a form that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// It was not.
    Never,
    /// It was, and its cookie has not come back yet: the answer may be lost.
    Unseen(String),
    /// It was, and its answer arrived.
    Seen,
}

/// The forms that were sent to this server.
#[derive(Default)]
pub(super) struct Begun {
    /// By a hash of the form's key: when, and the cookie while it has not come back.
    forms: Mutex<HashMap<blake3::Hash, (i64, Option<String>)>>,
    /// One at a time: of two that come together the second finds the first.
    turn: tokio::sync::Mutex<()>,
}

impl Begun {
    /// Waits until nobody else begins.
    pub(super) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// What is known of the form with this key.
    pub(super) fn sent(&self, once: &str, now_ms: i64) -> Sent {
        let mut forms = self.forms.lock().unwrap_or_else(PoisonError::into_inner);
        forms.retain(|_, (at, _)| now_ms - *at < KNOWN_MS);
        match forms.get(&blake3::hash(once.as_bytes())) {
            None => Sent::Never,
            Some((_, None)) => Sent::Seen,
            Some((_, Some(cookie))) => Sent::Unseen(cookie.clone()),
        }
    }

    /// It was sent, and this cookie goes with the answer.
    pub(super) fn note(&self, once: &str, cookie: &str, now_ms: i64) {
        let mut forms = self.forms.lock().unwrap_or_else(PoisonError::into_inner);
        forms.insert(blake3::hash(once.as_bytes()), (now_ms, Some(cookie.to_owned())));
    }

    /// A session was entered: the answer with its cookie arrived.
    pub(super) fn arrived(&self, name: &str) {
        let mut forms = self.forms.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, cookie) in forms.values_mut() {
            if cookie.as_deref().and_then(read).is_some_and(|(of, _)| of == name) {
                *cookie = None;
            }
        }
    }
}
