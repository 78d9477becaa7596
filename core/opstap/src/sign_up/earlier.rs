//! An earlier start without a name: what stands in it, and putting it into one's own case (ADR-0054).

use opstap_content::{Value as Word, Words, format};
use opstap_domain::earlier::SORTS;
use opstap_domain::{Instant, Phrase};
use opstap_sync::wire::{EarlierRequest, EarlierResponse, EarlierSort, Problem};
use serde::Serialize;

use crate::device::Opstap;
use crate::error::OpstapError;
use crate::reading::said;
use crate::transport::{HttpAnswer, HttpQuestion};

/// What stands in an earlier start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EarlierStart {
    /// Where and when help was asked, in words.
    pub asked_text: String,
    /// What can come along, by sort.
    pub sorts: Vec<EarlierPart>,
    /// What cannot, and ends with the earlier case.
    pub ends: Vec<EarlierPart>,
    /// Whether it was put into this case, and is there no more.
    pub brought: bool,
}

/// So many things of one sort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EarlierPart {
    /// The sort.
    pub sort: String,
    /// The sort and how many, in words.
    pub text: String,
    /// How many.
    pub count: u64,
}

impl Opstap {
    /// Looks at what somebody began without a name, by the code with which they come back to it. Nothing is changed.
    ///
    /// # Errors
    ///
    /// [`OpstapError::CodeUnknown`], [`OpstapError::CodeExpired`], [`OpstapError::TooManyTries`]; [`OpstapError::Refused`] at
    /// `code` for a case that cannot be put into another one; [`OpstapError::NotAllowed`] for anybody but a client;
    /// [`OpstapError::Offline`].
    pub async fn earlier_start(&self, code: &str) -> Result<EarlierStart, OpstapError> {
        self.earlier(EarlierRequest { code: code.to_owned(), bring: None, let_end: false }).await
    }

    /// Puts these sorts of an earlier start into this case; the rest of it, and the earlier case, are erased for good. What is in
    /// both is merged as ever: no word is lost, and two readings of an amount stay two. It is here after the next round.
    ///
    /// # Errors
    ///
    /// Those of [`Self::earlier_start`]; [`OpstapError::Refused`] at `bring` for none, for a sort that is none or while a file of it is still
    /// on its way, and at `let_end` where something cannot come along and nobody said that it may end.
    pub async fn bring_earlier_start(
        &self,
        code: &str,
        sorts: &[String],
        let_end: bool,
    ) -> Result<EarlierStart, OpstapError> {
        if sorts.iter().any(|sort| SORTS.iter().all(|(known, _)| known != sort)) {
            return Err(OpstapError::refused("bring", Phrase::new("earlier-none")));
        }
        self.earlier(EarlierRequest { code: code.to_owned(), bring: Some(sorts.to_vec()), let_end }).await
    }

    async fn earlier(&self, asked: EarlierRequest) -> Result<EarlierStart, OpstapError> {
        let (url, token) = {
            let inner = self.inner();
            let identity = inner.store.identity().ok_or(OpstapError::NotPaired)?;
            (format!("{}/v1/earlier-starts", identity.server), identity.token.clone())
        };
        let body =
            serde_json::to_vec(&asked).map_err(|_| OpstapError::Unexpected { reference: "earlier" })?;
        let question = HttpQuestion { url, token: Some(token), body, ..HttpQuestion::default() };
        let EarlierResponse { organisation, asked_at, sorts, ends, brought } =
            answered(&self.transport.post(question).await?)?;
        self.with(|inner| {
            let room = self.room(inner, None)?;
            let moment = format::moment(room.language, room.zone.local(Instant(asked_at)), room.today);
            let values = [("when", Word::from(moment)), ("organisation", Word::from(organisation.as_str()))];
            Ok(EarlierStart {
                asked_text: room.words.text_with("earlier-found", &values),
                sorts: parts(&room.words, "earlier-sort", &sorts),
                ends: parts(&room.words, "earlier-ends", &ends),
                brought,
            })
        })
    }
}

fn parts(words: &Words, key: &str, sorts: &[EarlierSort]) -> Vec<EarlierPart> {
    let part = |EarlierSort { sort, count }: &EarlierSort| {
        let text = words.text_with(&format!("{key}-{sort}"), &[("count", Word::from(*count as usize))]);
        EarlierPart { sort: sort.clone(), text, count: *count }
    };
    sorts.iter().map(part).collect()
}

fn answered(answer: &HttpAnswer) -> Result<EarlierResponse, OpstapError> {
    let status = answer.status;
    match status {
        200 => said(&answer.body).ok_or(OpstapError::Server { status }),
        401 => Err(OpstapError::SignedOut),
        403 => Err(OpstapError::NotAllowed),
        404 => Err(OpstapError::CodeUnknown),
        410 => Err(OpstapError::CodeExpired),
        429 => Err(OpstapError::TooManyTries),
        409 => {
            let problem: Option<Problem> = said(&answer.body);
            let name =
                problem.as_ref().and_then(|problem| problem.kind.rsplit(':').next()).unwrap_or_default();
            Err(refused(name))
        }
        status => Err(OpstapError::Server { status }),
    }
}

/// Why an earlier start was not put into this case.
fn refused(name: &str) -> OpstapError {
    let (field, why) = match name {
        "own-start" => ("code", Phrase::new("earlier-own")),
        "not-a-start" => ("code", Phrase::new("earlier-not")),
        "helper-works" => ("code", Phrase::new("earlier-helper")),
        "nothing-chosen" => ("bring", Phrase::new("earlier-none")),
        "would-end" => ("let_end", Phrase::new("earlier-would-end")),
        "files-underway" => ("bring", Phrase::new("earlier-files")),
        "case-closed" => ("code", Phrase::new("earlier-closed")),
        _ => ("code", Phrase::new("earlier-busy")),
    };
    OpstapError::refused(field, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_of_the_server_has_a_sentence_of_its_own() {
        let names = [
            "own-start",
            "not-a-start",
            "helper-works",
            "would-end",
            "nothing-chosen",
            "files-underway",
            "case-closed",
            "changed-meanwhile",
        ];
        let words = Words::new(opstap_content::Language::default());
        let mut said: Vec<String> = Vec::new();
        for name in names {
            let text = words.say(&refused(name).phrase());
            assert!(!said.contains(&text), "{name}");
            said.push(text);
        }
    }
}
