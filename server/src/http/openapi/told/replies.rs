//! What clients answer to a text message or a mail.

use super::super::super::operations::Operation;
use super::super::super::replies::{Became, Reply};
use super::{BODY, Body, LATER, Told, all, json_of, made, ok};

pub(super) fn told(operation: Operation) -> Told {
    let sms = operation == Operation::Reply;
    Told {
        id: if sms { "takeReply" } else { "takeMail" },
        tag: "devices",
        summary: if sms { "An answer to a text message" } else { "A mail that came back to a mail of ours" },
        says: if sms {
            "For a service that carries text messages, with a token of its own. Whether anybody has this number is not told."
        } else {
            "For what reads the mailbox that mail is answered to, with the token of the organisation. The mail as it came in \
             (RFC 5322), at most 10 MB. Photos, scans and sounds in it come along; what was not taken is left for a person."
        },
        signed_in: true,
        parameters: Vec::new(),
        asks: Some(if sms { json_of::<Reply>() } else { (MAIL, Body::Any(MAIL)) }),
        answers: vec![if sms {
            ok(204, "It was taken.", Body::None)
        } else {
            ok(200, "What became of it.", Body::Json(made::<Became>))
        }],
        problems: all(&[if sms { &BODY } else { &[400, 413] }, &[401], &LATER]),
    }
}

const MAIL: &str = "message/rfc822";
