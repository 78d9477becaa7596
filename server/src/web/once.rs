//! A form that is pressed twice is done once (ADR-0067): on a slow network people press again, and a browser sends again what
//! it had no answer to.

use std::future::Future;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::Response;
use opstap_web::PAGE_KEY;

use super::guard::FILE_PATIENCE;
use super::places::Where;
use super::rooms::Room;
use super::{Fields, go, page};
use crate::audit::trace::Trace;
use crate::traces::Within;

/// A form as it was sent: from which page, to which place, with which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sent(blake3::Hash);

impl Sent {
    /// Takes the key of its page out of what a form sent: nothing else looks at it. `None`: it has none, and counts each time.
    pub(super) fn take(there: &Where, fields: &mut Fields) -> Option<Self> {
        let at = fields.iter().position(|(name, _)| name == PAGE_KEY)?;
        let (_, key) = fields.remove(at);
        let mut hasher = blake3::Hasher::new();
        let place = [key, there.base(), there.place.clone()];
        let words = fields.iter().flat_map(|(name, value)| [name, value]);
        for text in place.iter().chain(words) {
            // Each with its length: where one ends and the next begins is part of it.
            hasher.update(&text.len().to_le_bytes()).update(text.as_bytes());
        }
        Some(Self(hasher.finalize()))
    }

    /// The same form with a file.
    pub(super) fn with(self, file: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.0.as_bytes()).update(file);
        Self(hasher.finalize())
    }
}

/// What a session did last, and where its answer led. Held while a form is done.
pub(super) type Last = tokio::sync::Mutex<Option<(Sent, String)>>;

/// Does what a form asks, after the form before it. The same as was done last does nothing, and leads where that led.
///
/// Whoever presses again lets go of the first answer, which the browser tells the server: what was begun goes on.
pub(super) async fn once(
    room: &Arc<Room>,
    sent: Option<Sent>,
    doing: impl Future<Output = Response> + Send + 'static,
) -> Response {
    let room = Arc::clone(room);
    let turn = async move {
        let mut last = room.last.lock().await;
        if let (Some(sent), Some((before, to))) = (sent, last.as_ref())
            && sent == *before
        {
            room.tell_first(room.device.words().text("web-done-already"));
            return go(to);
        }
        let late = |_| page(StatusCode::GATEWAY_TIMEOUT, String::new());
        let response = tokio::time::timeout(FILE_PATIENCE, doing).await.unwrap_or_else(late);
        // What was refused, or only shown, changed nothing.
        let led = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
        if let Some(to) = led.filter(|_| response.status() == StatusCode::SEE_OTHER) {
            *last = sent.map(|sent| (sent, to.to_owned()));
        }
        response
    };
    let turn = Trace::around(Trace::current(), Within::around(Within::current(), turn));
    let lost = |_| page(StatusCode::INTERNAL_SERVER_ERROR, String::new());
    tokio::spawn(turn).await.unwrap_or_else(lost)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn form(words: &[(&str, &str)]) -> Fields {
        words.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn sent(place: &str, words: &[(&str, &str)]) -> Option<Sent> {
        Sent::take(&Where::read(place), &mut form(words))
    }

    #[test]
    fn a_form_is_its_page_its_place_and_its_words() {
        let first = sent("messages", &[("page", "k"), ("text", "Dag")]);
        assert!(first.is_some());
        assert_eq!(first, sent("messages", &[("text", "Dag"), ("page", "k")]));
        for (place, words) in [
            ("messages", [("page", "l"), ("text", "Dag")]),
            ("messages", [("page", "k"), ("text", "Dag!")]),
            ("messages", [("page", "k"), ("tex", "tDag")]),
            ("propose", [("page", "k"), ("text", "Dag")]),
            ("of/00000000-0000-0000-0000-000000000001/messages", [("page", "k"), ("text", "Dag")]),
        ] {
            assert_ne!(first, sent(place, &words), "{place} {words:?}");
        }
        assert_eq!(sent("messages", &[("text", "Dag")]), None, "without a key each counts");
        let files = |all: &[&[u8]]| all.iter().fold(first.unwrap(), |sent, file| sent.with(file));
        assert_eq!(files(&[b"a", b"b"]), files(&[b"a", b"b"]));
        assert!(files(&[b"a", b"b"]) != files(&[b"b", b"a"]) && files(&[b"ab"]) != files(&[b"a", b"b"]));
    }

    proptest! {
        #[test]
        fn nothing_but_the_key_leaves_what_was_typed(words in proptest::collection::vec(("[a-z]{1,6}", "\\PC{0,9}"), 0..6)) {
            let typed: Fields = words.into_iter().filter(|(name, _)| name != PAGE_KEY).collect();
            let mut fields = typed.clone();
            fields.push((PAGE_KEY.to_owned(), "k".to_owned()));
            prop_assert!(Sent::take(&Where::read("today"), &mut fields).is_some());
            prop_assert_eq!(&fields, &typed);
            prop_assert!(Sent::take(&Where::read("today"), &mut fields).is_none());
        }
    }
}
