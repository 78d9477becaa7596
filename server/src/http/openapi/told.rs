//! Each operation in words, with what it takes and answers.

use opstap_sync::audit::{AuditPage, LINES_MAX};
use opstap_sync::blob::{BlobPlace, BlobRequest, PART_BYTES};
use opstap_sync::history::{HistoryRequest, HistoryResponse};
use opstap_sync::nudge::{WAIT_MAX_S, Waited};
use opstap_sync::push::{PushOffer, PushRequest};
use opstap_sync::wire::{
    PairRequest, PairResponse, RecoveryResponse, SignUpRequest, SignUpResponse, SyncRequest, SyncResponse,
};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

mod earlier;
mod editing;
mod replies;

use super::super::about::Info;
use super::super::operations::Operation;
use super::super::trail::Register;

/// What the description begins with.
pub(super) const ABOUT: &str = "Devices of clients and helpers keep what they need themselves, and agree with this server in rounds. \
    A device pairs once with a code, gets a token, and sends it with everything. Bodies may be compressed with gzip. \
    Unknown members are ignored. A refusal is a problem document (RFC 9457). No address holds anything about a person.";

/// Groups of operations.
pub(super) const TAGS: [(&str, &str); 8] = [
    ("devices", "Who a device is, and how it is woken."),
    ("rounds", "What people wrote, and what it was before."),
    ("trail", "What was done with somebody's data, and for what."),
    ("files", "The bytes of photos and letters."),
    ("texts", "What an organisation writes itself: example messages and tips."),
    ("calendars", "Appointments for the agenda of a telephone or computer."),
    ("webhooks", "What this server tells others (Standard Webhooks)."),
    ("about", "The server itself."),
];

/// Makes the schema of a type.
type Make = fn(&mut SchemaGenerator) -> Schema;

/// What a body is.
pub(super) enum Body {
    /// There is none.
    None,
    /// JSON of a type.
    Json(Make),
    /// Something else, by its media type.
    Any(&'static str),
}

/// An answer that is no refusal.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) says: &'static str,
    pub(super) body: Body,
    /// Another media type that the body may have.
    pub(super) or: Option<&'static str>,
    pub(super) headers: Vec<(&'static str, &'static str)>,
}

/// An operation in words.
pub(super) struct Told {
    pub(super) id: &'static str,
    pub(super) tag: &'static str,
    pub(super) summary: &'static str,
    pub(super) says: &'static str,
    /// Whether a device's token is needed.
    pub(super) signed_in: bool,
    pub(super) parameters: Vec<Value>,
    /// The media type and the body that is sent.
    pub(super) asks: Option<(&'static str, Body)>,
    pub(super) answers: Vec<Answer>,
    /// Statuses of refusals.
    pub(super) problems: Vec<u16>,
}

/// Refusals of whatever reads a body.
const BODY: [u16; 3] = [400, 413, 415];
/// Refusals of whatever asks for a token.
const TOKEN: [u16; 2] = [401, 403];
/// Refusals of whatever waits for the writer.
const LATER: [u16; 3] = [408, 500, 503];

fn all(lists: &[&[u16]]) -> Vec<u16> {
    lists.concat()
}

fn made<T: JsonSchema>(types: &mut SchemaGenerator) -> Schema {
    types.subschema_for::<T>()
}

fn ok(status: u16, says: &'static str, body: Body) -> Answer {
    Answer { status, says, body, or: None, headers: Vec::new() }
}

fn json_of<T: JsonSchema>() -> (&'static str, Body) {
    ("application/json", Body::Json(made::<T>))
}

/// What is told of each.
pub(super) fn told(operation: Operation) -> Told {
    let mut told = told_of(operation);
    if operation.takes_key() {
        told.parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "Of the asker's own making, 16 to 64 letters, digits and signs that nobody guesses. Asked again with it \
                            because an answer was lost, it is done once. The same as `once` in the body.",
            "schema": { "type": "string", "minLength": 16, "maxLength": 66 },
        }));
    }
    told
}

fn told_of(operation: Operation) -> Told {
    match operation {
        Operation::Sync | Operation::History => round(operation),
        Operation::Trail => trail(),
        Operation::Register => register(),
        Operation::Nudges | Operation::PushOffer | Operation::Push => waking(operation),
        Operation::PlaceBlob | Operation::FetchBlob => file(operation),
        Operation::ReachBlob | Operation::BringBlob => part(operation),
        Operation::Calendar => calendar(),
        Operation::Pair | Operation::SignOut => device(operation),
        Operation::Reply | Operation::MailReply => replies::told(operation),
        Operation::SignUp | Operation::Recovery => coming(operation),
        Operation::Earlier => earlier::told(),
        Operation::Propose | Operation::SearchContent | Operation::ChangeContent => editing::told(operation),
        Operation::Info | Operation::Openapi | Operation::Docs | Operation::Health | Operation::Ready => {
            about(operation)
        }
    }
}

fn round(operation: Operation) -> Told {
    let sync = operation == Operation::Sync;
    let (asks, body): (_, Make) = if sync {
        (json_of::<SyncRequest>(), made::<SyncResponse>)
    } else {
        (json_of::<HistoryRequest>(), made::<HistoryResponse>)
    };
    Told {
        id: if sync { "sync" } else { "readHistory" },
        tag: "rounds",
        summary: if sync {
            "One round: bring what was done, take what is new"
        } else {
            "What was written of one record"
        },
        says: if sync {
            "The same request may be sent again: each operation is done once, and its answer is final. A device that has \
             everything sends no operations, and gets what changed after its cursors."
        } else {
            "A search about people: what is asked for stands in the body, never in an address."
        },
        signed_in: true,
        parameters: Vec::new(),
        asks: Some(asks),
        answers: vec![ok(200, if sync { "What came of it." } else { "Oldest first." }, Body::Json(body))],
        problems: all(&[&BODY, &TOKEN, &LATER, if sync { &[409, 426] } else { &[404] }]),
    }
}

fn trail() -> Told {
    let number = |name: &str, says: &str, least: u64, most: u64| {
        json!({
            "name": name, "in": "query", "required": false, "description": says,
            "schema": { "type": "integer", "minimum": least, "maximum": most },
        })
    };
    Told {
        id: "readTrail",
        tag: "trail",
        summary: "What was done with a client's data",
        says: "For the client alone, about their own case: it follows from the token. Newest first. It names people that \
               the client knows from their case, and says nothing of what is in it.",
        signed_in: true,
        parameters: vec![
            number("before", "Only what is older: what a page before gave.", 0, (1 << 53) - 1),
            number("most", "So many lines at most.", 1, LINES_MAX as u64),
        ],
        asks: None,
        answers: vec![ok(200, "A page of it.", Body::Json(made::<AuditPage>))],
        problems: all(&[&[400, 404], &TOKEN, &LATER]),
    }
}

fn register() -> Told {
    Told {
        id: "readRegister",
        tag: "trail",
        summary: "For what personal data is processed",
        says: "The register of processing activities (AVG, article 30), for everybody. Lines of a trail name its ids.",
        signed_in: false,
        parameters: Vec::new(),
        asks: None,
        answers: vec![ok(200, "Each activity.", Body::Json(made::<Register>))],
        problems: vec![408],
    }
}

fn waking(operation: Operation) -> Told {
    let wait = json!({
        "name": "wait", "in": "query", "required": false,
        "description": "One answer as soon as there is news, at the latest after so many seconds, instead of a stream.",
        "schema": { "type": "integer", "minimum": 0, "maximum": WAIT_MAX_S },
    });
    let (id, summary, says) = match operation {
        Operation::Nudges => (
            "awaitNews",
            "That there is news",
            "A stream of events without content. It ends after some minutes, and is opened again.",
        ),
        Operation::Push => (
            "registerPush",
            "Where this device can be woken",
            "Replaces the address from before. Without one, it is withdrawn. What is sent there has no content.",
        ),
        _ => {
            ("readPushOffer", "How devices can be woken", "Kinds of addresses that this server can send to.")
        }
    };
    let answers = match operation {
        Operation::Nudges => vec![Answer {
            or: Some("text/event-stream"),
            ..ok(200, "With `wait` one answer, otherwise a stream.", Body::Json(made::<Waited>))
        }],
        Operation::Push => vec![ok(204, "Noted.", Body::None)],
        _ => vec![ok(200, "What can be sent.", Body::Json(made::<PushOffer>))],
    };
    let (asks, more): (_, &[u16]) = match operation {
        Operation::Push => (Some(json_of::<PushRequest>()), &BODY),
        Operation::Nudges => (None, &[400]),
        _ => (None, &[]),
    };
    Told {
        id,
        tag: "devices",
        summary,
        says,
        signed_in: true,
        parameters: if operation == Operation::Nudges { vec![wait] } else { Vec::new() },
        asks,
        answers,
        problems: all(&[more, &TOKEN, &LATER]),
    }
}

/// The place of a file in an address.
fn at() -> Value {
    json!({
        "name": "at", "in": "path", "required": true,
        "description": "What the bytes are asked for by. Says nothing about the file.",
        "schema": { "type": "string", "minLength": 1, "maxLength": 64 },
    })
}

fn header(name: &str, says: &str, required: bool) -> Value {
    json!({ "name": name, "in": "header", "required": required, "description": says, "schema": { "type": "string" } })
}

fn file(operation: Operation) -> Told {
    if operation == Operation::PlaceBlob {
        return Told {
            id: "placeFile",
            tag: "files",
            summary: "Where the bytes of a file are",
            says: "Its author begins to bring them after this; whoever reads its record may fetch them.",
            signed_in: true,
            parameters: Vec::new(),
            asks: Some(json_of::<BlobRequest>()),
            answers: vec![ok(200, "Its place, and how far it came.", Body::Json(made::<BlobPlace>))],
            problems: all(&[&BODY, &TOKEN, &[404], &LATER]),
        };
    }
    let bytes = || Body::Any("application/octet-stream");
    let headers = || vec![("ETag", "The hash of the whole file.")];
    Told {
        id: "fetchFile",
        tag: "files",
        summary: "The bytes of a file",
        says: "Whole, or a range of them.",
        signed_in: true,
        parameters: vec![
            at(),
            header("Range", "One range of bytes (RFC 9110, section 14).", false),
            header(
                "If-Range",
                "The tag that the range is of; of another file, all of it is answered.",
                false,
            ),
        ],
        asks: None,
        answers: vec![
            Answer { headers: headers(), ..ok(200, "All of it.", bytes()) },
            Answer { headers: headers(), ..ok(206, "The range.", bytes()) },
        ],
        problems: all(&[&[400], &TOKEN, &[404, 416], &LATER]),
    }
}

/// The words below name it.
const _: () = assert!(PART_BYTES == 262_144);

fn part(operation: Operation) -> Told {
    let bring = operation == Operation::BringBlob;
    let so_far = ("Upload-Offset", "How many bytes are there: where the next part begins.");
    let length = ("Upload-Length", "How many bytes the file has.");
    let answer = if bring { ok(204, "It is there.", Body::None) } else { ok(200, "So far.", Body::None) };
    let more: &[u16] = if bring { &[409, 413, 415, 422] } else { &[] };
    Told {
        id: if bring { "bringPart" } else { "readReach" },
        tag: "files",
        summary: if bring { "The next part of a file" } else { "How far a file came" },
        says: if bring {
            "Parts are 262144 bytes, the last one ends with the file. After a broken connection, ask how far it came."
        } else {
            "Nothing but headers."
        },
        signed_in: true,
        parameters: if bring {
            vec![at(), header("Upload-Offset", "Where this part begins.", true)]
        } else {
            vec![at()]
        },
        asks: bring
            .then_some(("application/offset+octet-stream", Body::Any("application/offset+octet-stream"))),
        answers: vec![Answer { headers: vec![so_far, length], ..answer }],
        problems: all(&[&[400], &TOKEN, &[404], more, &LATER]),
    }
}

fn calendar() -> Told {
    let feed = json!({
        "name": "feed", "in": "path", "required": true,
        "description": "A secret that a person made on the page of their agenda, and can end there.",
        "schema": { "type": "string", "pattern": "^[A-Za-z0-9_-]{43}\\.ics$" },
    });
    let tag = || vec![("ETag", "Of what is there now.")];
    Told {
        id: "readCalendar",
        tag: "calendars",
        summary: "A person's appointments as iCalendar",
        says: "When they are and whether they go on; not about what, where or with whom (RFC 5545). It needs no token: \
               the address is the secret.",
        signed_in: false,
        parameters: vec![feed, header("If-None-Match", "The tag of what is known already.", false)],
        asks: None,
        answers: vec![
            Answer { headers: tag(), ..ok(200, "The calendar.", Body::Any("text/calendar")) },
            Answer { headers: tag(), ..ok(304, "It is as it was.", Body::None) },
        ],
        problems: all(&[&[400, 404], &LATER]),
    }
}

fn device(operation: Operation) -> Told {
    if operation == Operation::SignOut {
        return Told {
            id: "signOut",
            tag: "devices",
            summary: "End this device",
            says: "Its token is worth nothing after this.",
            signed_in: true,
            parameters: Vec::new(),
            asks: None,
            answers: vec![ok(204, "It has ended.", Body::None)],
            problems: all(&[&[401], &LATER]),
        };
    }
    Told {
        id: "pair",
        tag: "devices",
        summary: "Trade a one-time code for an identity",
        says: "Wrong codes are counted by address, and after some of them by `Retry-After`. A code works once. With the same \
               key within an hour the same device gets another token, as long as it has brought nothing; 410 after that.",
        signed_in: false,
        parameters: Vec::new(),
        asks: Some(json_of::<PairRequest>()),
        answers: vec![ok(
            201,
            "The identity and its token, which is a secret.",
            Body::Json(made::<PairResponse>),
        )],
        problems: all(&[&BODY, &[404, 410, 429], &LATER]),
    }
}

fn coming(operation: Operation) -> Told {
    let signs_up = operation == Operation::SignUp;
    let (asks, answer): (_, Make) = if signs_up {
        (Some(json_of::<SignUpRequest>()), made::<SignUpResponse>)
    } else {
        (None, made::<RecoveryResponse>)
    };
    Told {
        id: if signs_up { "signUp" } else { "makeRecoveryCode" },
        tag: "devices",
        summary: if signs_up {
            "Ask for help without a code and without a name"
        } else {
            "Make another code with which a client comes back"
        },
        says: if signs_up {
            "It opens a case where the postcode belongs; 404 where nobody takes people in. They are counted by address. Asked \
             again with the same `once` within a day it is the same case, with other codes; 409 when a device came of it."
        } else {
            "The one before it works no more. For clients alone."
        },
        signed_in: !signs_up,
        parameters: Vec::new(),
        asks,
        answers: vec![ok(201, "Codes, which are secrets.", Body::Json(answer))],
        problems: if signs_up { all(&[&BODY, &[404, 409, 429], &LATER]) } else { all(&[&[401], &LATER]) },
    }
}

fn about(operation: Operation) -> Told {
    let (id, summary, answer) = match operation {
        Operation::Openapi => (
            "readDescription",
            "This description",
            Answer {
                headers: vec![("Access-Control-Allow-Origin", "Every page may read this.")],
                ..ok(200, "OpenAPI 3.1.", Body::Json(made::<serde_json::Map<String, Value>>))
            },
        ),
        Operation::Docs => (
            "readDocs",
            "This description for people",
            ok(200, "A page without a script.", Body::Any("text/html")),
        ),
        _ => {
            ("readInfo", "Versions and limits", ok(200, "What may be counted on.", Body::Json(made::<Info>)))
        }
    };
    Told {
        id,
        tag: "about",
        summary,
        says: "For everybody.",
        signed_in: false,
        parameters: Vec::new(),
        asks: None,
        answers: vec![answer],
        problems: vec![408],
    }
}

/// A refusal in words.
pub(super) const fn refusal(status: u16) -> &'static str {
    match status {
        400 => "Not a request as it is described here.",
        401 => "No valid token.",
        403 => "This device was blocked, or may not do this.",
        404 => "Nothing is here, or nothing that whoever asks may see.",
        408 => "The request took too long.",
        409 => "What the device knows and what the server knows differ; `code` says what to do.",
        410 => "The code was used or is too old.",
        413 => "Too much at a time.",
        415 => "Not a type or coding that is taken here.",
        416 => "There is nothing of that range.",
        422 => "All parts came, and are not what the record says; or a text that cannot be kept.",
        426 => "The device or the server is too old for the other.",
        429 => "Too many wrong codes, or too much of this.",
        500 => "Our fault.",
        _ => "Later.",
    }
}

/// How a device says who it is.
pub(super) fn security() -> Value {
    json!({
        "type": "http", "scheme": "bearer", "bearerFormat": "24 characters of base64url",
        "description": "The token of a device, from `/v1/pairings`.",
    })
}

/// The header of every answer.
pub(super) fn version_header() -> Value {
    json!({
        "description": "The version of this API, whole.",
        "schema": { "type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$" },
    })
}

/// When to come back.
pub(super) fn retry_header() -> Value {
    json!({ "description": "After so many seconds.", "schema": { "type": "string", "pattern": "^[0-9]+$" } })
}
