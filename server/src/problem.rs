//! RFC 9457 problem documents. They say what a device can do next, and nothing about people.

use opstap_sync::wire::{NewDevice, Problem, ProblemCode};

/// A problem of the protocol.
#[must_use]
pub fn problem(code: ProblemCode, status: u16, title: &str) -> Problem {
    let name =
        serde_json::to_value(code).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    Problem { code: Some(code), ..named(&name, status, title) }
}

/// A problem that concerns no code of the protocol, such as an unknown route.
#[must_use]
pub fn named(name: &str, status: u16, title: &str) -> Problem {
    Problem {
        kind: format!("urn:opstap:problem:{name}"),
        title: title.to_owned(),
        status,
        detail: Some(what_to_do(name).to_owned()),
        code: None,
        device: None,
        epoch: None,
    }
}

/// What whoever asked can do about it. The same for everybody: it quotes nothing of what was sent.
fn what_to_do(name: &str) -> &'static str {
    match name {
        "not-offered" => "Ask the organisation; what is there already stays.",
        "not_signed_in" => {
            "Send the token of this device as `Authorization: Bearer`. Without one, pair again."
        }
        "device_revoked" => "Remove everything that this device holds of this server.",
        "device_fork" => {
            "Keep what waits, take the identity in `device`, and send it again under new numbers."
        }
        "need_cursors" => "Send `cur` for every scope, and no `ck`.",
        "receipt_wanted" => "Send the last receipt that this device got, in `rcpt`.",
        "reconcile" => "Take the epoch in `epoch`, set all cursors to 0, and offer all operations again.",
        "split" => "Send less at a time; `/v1/info` says how much.",
        "update_needed" => "Update the app. What waits stays, and goes out after that.",
        "server_too_old" => "Wait until the server is updated, and send it again then.",
        "bad_request" => "`/v1/openapi.json` says what is taken here. What was sent is not quoted.",
        "busy" => "Send it again later; `Retry-After` says after how many seconds.",
        "internal" => "Send it again later, and tell whoever runs this server when it stays.",
        "method" => "`Allow` names what is taken at this address.",
        "not-found" => {
            "`/v1/openapi.json` says which addresses there are; some answer only whoever may see them."
        }
        "coding" => "`/v1/openapi.json` says which types and codings are taken here.",
        "media" => "Send the file that its record describes.",
        "range" => "`Content-Range` says how long the file is.",
        "offset" => "`Upload-Offset` says where the next part begins.",
        "hash" => "Begin at offset 0, with the file that its record describes.",
        "not-yet" => "Ask again when its author has brought all of it.",
        "not-yours" => "Only the author of a file brings its bytes.",
        "changed-meanwhile" => "Read it again, and decide again.",
        "not-allowed" => "An account has one role; the organisation gives it.",
        "unclear" => "The texts of this API say what each field may hold. What was sent is not quoted.",
        "too-many" => "Wait until some of them are answered.",
        "code-invalid" => "Type the code again, or ask for a new one.",
        "asked-already" => "Come back with the code to come back with, or ask with another key.",
        "own-start" => "Type the code of the earlier start, which begins another case.",
        "not-a-start" => "Only what somebody began without a name can be put into another case.",
        "helper-works" => "Ask the helper of that case what to do with it.",
        "nothing-chosen" => "Name at least one sort in `bring`.",
        "would-end" => "Say `let_end` when it may go; else keep it first.",
        "files-underway" => "Open the app that sends the file, or leave its sort.",
        "case-closed" => "Ask the organisation to open it again.",
        "code-expired" => "Ask for a new code.",
        _ => "`/v1/docs` describes this API.",
    }
}

pub(crate) fn not_signed_in() -> Problem {
    problem(ProblemCode::NotSignedIn, 401, "No valid token of this device.")
}

pub(crate) fn blocked() -> Problem {
    problem(ProblemCode::DeviceRevoked, 403, "This device was blocked; remove everything.")
}

pub(crate) fn fork(device: NewDevice) -> Problem {
    let title = "The device shares its identity with another; take the new one.";
    Problem { device: Some(device), ..problem(ProblemCode::DeviceFork, 409, title) }
}

pub(crate) fn reconcile(epoch: String) -> Problem {
    let title = "The server was restored; offer everything again.";
    Problem { epoch: Some(epoch), ..problem(ProblemCode::Reconcile, 409, title) }
}

pub(crate) fn need_cursors() -> Problem {
    problem(ProblemCode::NeedCursors, 409, "Unknown checkpoint; send all cursors.")
}

pub(crate) fn receipt_wanted() -> Problem {
    problem(ProblemCode::ReceiptWanted, 409, "The server knows less than you; show the last receipt.")
}

pub(crate) fn bad_request(title: &str) -> Problem {
    problem(ProblemCode::BadRequest, 400, title)
}

pub(crate) fn update_needed() -> Problem {
    problem(ProblemCode::UpdateNeeded, 426, "A newer app is needed; edits were taken and held.")
}

pub(crate) fn server_too_old() -> Problem {
    let title = "This server is older than the app and has taken nothing; edits wait on the device.";
    problem(ProblemCode::ServerTooOld, 426, title)
}

pub(crate) fn split() -> Problem {
    problem(ProblemCode::Split, 413, "Too much at a time.")
}

pub(crate) fn busy() -> Problem {
    problem(ProblemCode::Busy, 503, "Later.")
}

pub(crate) fn internal() -> Problem {
    problem(ProblemCode::Internal, 500, "Our fault; the log has the rest.")
}
