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
        detail: None,
        code: None,
        device: None,
        epoch: None,
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
