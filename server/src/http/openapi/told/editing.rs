//! Texts that people write for an organisation.

use opstap_sync::wire::{ContentChange, ContentFound, ContentSearch, ContentText, ProposalRequest};

use super::super::super::operations::Operation;
use super::{BODY, Body, LATER, TOKEN, Told, all, json_of, made, ok};

pub(super) fn told(operation: Operation) -> Told {
    let (id, summary, says) = match operation {
        Operation::Propose => (
            "proposeExample",
            "A message that a helper wants to be an example for others",
            "It waits until a content manager publishes it, or refuses it with a reason. Names of people are taken out by the \
             device before. For helpers.",
        ),
        Operation::SearchContent => (
            "searchContent",
            "The texts of an organisation, with how far each is",
            "For content managers alone. What is published reaches devices as records, in rounds.",
        ),
        _ => (
            "changeContent",
            "Keep, publish, refuse or take back a text",
            "For content managers alone. A change names in `seen` what it was made on; 409 where somebody else was first, or \
             where this cannot be done now.",
        ),
    };
    let (asks, answer) = match operation {
        Operation::Propose => (json_of::<ProposalRequest>(), ok(201, "It waits for an answer.", Body::None)),
        Operation::SearchContent => {
            (json_of::<ContentSearch>(), ok(200, "What was found.", Body::Json(made::<ContentFound>)))
        }
        _ => (json_of::<ContentChange>(), ok(200, "The text as it is now.", Body::Json(made::<ContentText>))),
    };
    let more: &[u16] = match operation {
        Operation::Propose => &[422, 429],
        Operation::SearchContent => &[],
        _ => &[404, 409, 422],
    };
    Told {
        id,
        tag: "texts",
        summary,
        says,
        signed_in: true,
        parameters: Vec::new(),
        asks: Some(asks),
        answers: vec![answer],
        problems: all(&[&BODY, &TOKEN, more, &LATER]),
    }
}
