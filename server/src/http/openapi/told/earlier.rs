//! What is told of putting an earlier start into one's case.

use opstap_sync::wire::{EarlierRequest, EarlierResponse};

use super::{BODY, Body, LATER, Told, all, json_of, made, ok};

pub(super) fn told() -> Told {
    Told {
        id: "bringEarlierStart",
        tag: "devices",
        summary: "Put what somebody began without a name into their case",
        says: "By the code with which one comes back to it, and for clients alone. Without `bring` it says what stands there and \
               changes nothing. With it, those sorts come along, merged with what is there so that no word is lost; the earlier \
               case is erased with everything else. Asked again after a lost answer, it is 404 or 410, and what came along is \
               there. Wrong codes are counted by account.",
        signed_in: true,
        parameters: Vec::new(),
        asks: Some(json_of::<EarlierRequest>()),
        answers: vec![ok(200, "What stands there, or what came along.", Body::Json(made::<EarlierResponse>))],
        problems: all(&[&BODY, &[401, 403, 404, 409, 410, 429], &LATER]),
    }
}
