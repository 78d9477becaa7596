//! A file of a bank: read while it arrives, whole or not at all; and what the person says of what it holds.

use std::io::{self, Read};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest as _, Request};
use opstap::{BankImport, OpstapError, Phrase, ProposalChange, Uuid, WordValue};
use opstap_web::{Frame, Refusal, Statement};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::acts::Done;
use super::places::Where;
use super::rooms::Room;
use super::{Fields, blocking, field, id_of};

/// Some twenty years of a household.
const FILE_MAX: usize = 20 * 1024 * 1024;
/// A file that is too large is read on for so long, and thrown away, so that the browser is there to hear why.
pub(super) const BODY_MAX: usize = 2 * FILE_MAX;
/// How many pieces wait while earlier ones are read.
const WAITING: usize = 4;

/// The page; with a file that was just refused, why.
pub(super) fn draw(
    room: &Room,
    there: &Where,
    frame: &Frame<'_>,
    refused: Option<&BankImport>,
) -> Result<String, OpstapError> {
    let (device, case) = (&room.device, there.case);
    let statement = Statement {
        transactions: device.bank_transactions(case)?,
        proposals: device.bank_proposals(case)?,
        calendar: device.calendar(case)?,
        faults: refused.map(|import| import.faults.clone()).unwrap_or_default(),
        more_faults: refused.map_or(0, |import| import.more_faults),
    };
    Ok(opstap_web::bank(frame, &statement))
}

/// Does what a button says, and answers with what to tell.
pub(super) fn act(
    room: &Room,
    case: Option<Uuid>,
    act: &str,
    fields: &Fields,
) -> Result<String, OpstapError> {
    let device = &room.device;
    let proposal = || id_of(field(fields, "proposal"), "proposal");
    let told = match act {
        "take" => {
            device.accept_proposal(case, proposal()?, &ProposalChange::default())?;
            "bank-taken"
        }
        "no" => {
            device.decline_proposal(case, proposal()?)?;
            "web-saved"
        }
        "apart" => {
            let payment = field(fields, "payment").parse();
            device.bank_apart(case, payment.map_err(|_| OpstapError::Unknown { what: "record" })?)?;
            "web-saved"
        }
        "forget" => {
            device.bank_forget(case)?;
            "web-bank-forgotten"
        }
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    Ok(device.words().text(told))
}

/// Reads the file that a form sends. What is wrong with it, or with how it came, keeps nothing of it.
pub(super) async fn import(room: Arc<Room>, there: Where, request: Request) -> Result<Done, OpstapError> {
    // Each holds a thread while it arrives: one for a session.
    let Ok(_alone) = room.file.try_lock() else { return Err(refusal("web-file-busy")) };
    let broken = || refusal("web-file-broken");
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let file = loop {
        match form.next_field().await.map_err(|_| broken())? {
            Some(field) if field.name() == Some("file") => break field,
            Some(_) => {}
            None => return Err(refusal("web-file-none")),
        }
    };
    let (send, pieces) = channel(WAITING);
    let (reading, case) = (room.clone(), there.case);
    let mut arriving = Arriving { pieces, now: Bytes::new(), over: false };
    let read = blocking(move || reading.device.bank_import(case, &mut arriving, false));
    let (read, brought) = tokio::join!(read, bring(file, send));
    // Who may not read one in hears that first.
    let import = read?;
    brought?;
    let outcome = room.clone();
    blocking(move || told(&outcome, &there, &import)).await
}

fn refusal(key: &'static str) -> OpstapError {
    OpstapError::Refused { field: "file".to_owned(), why: Phrase::new(key) }
}

/// Hands a file on as it comes. Its end is said only of one that came whole and is not too large.
async fn bring(mut file: Field<'_>, to: Sender<Piece>) -> Result<(), OpstapError> {
    let mut size = 0;
    loop {
        let piece = file.chunk().await;
        size += piece.as_ref().map_or(0, |piece| piece.as_ref().map_or(0, Bytes::len));
        let large = size > FILE_MAX;
        match piece {
            // Who does not listen any more has read enough.
            Ok(Some(bytes)) if !large => drop(to.send(Piece::Bytes(bytes)).await),
            Ok(Some(_)) => {}
            Ok(None) | Err(_) if large => return Err(refusal("bank-fault-file-too-large")),
            Err(_) => return Err(refusal("web-file-broken")),
            Ok(None) if size == 0 => return Err(refusal("web-file-none")),
            Ok(None) => {
                drop(to.send(Piece::End).await);
                return Ok(());
            }
        }
    }
}

/// What became of a file: told on the page that comes next, or why it was refused.
fn told(room: &Room, there: &Where, import: &BankImport) -> Result<Done, OpstapError> {
    let words = room.device.words();
    if !import.faults.is_empty() {
        let refusal =
            Refusal { field: "file".to_owned(), text: words.text("bank-refused"), ..Refusal::default() };
        let frame = there.frame(room, &words, None, "", Some(&refusal));
        return Ok(Done::Refused(draw(room, there, &frame, Some(import))?));
    }
    let counts = [("bank-new", import.new), ("bank-known", import.known), ("bank-unsure", import.unsure)];
    let counts = counts.into_iter().filter(|(key, count)| *count > 0 || *key == "bank-new");
    let mut said: Vec<String> =
        counts.map(|(key, count)| words.text_with(key, &[("count", WordValue::from(count))])).collect();
    if let (Some(first), Some(last)) = (import.first_date, import.last_date) {
        let calendar = room.device.calendar(there.case)?;
        let day = |date| WordValue::from(calendar.date_text(date));
        said.push(words.text_with("bank-period", &[("first", day(first)), ("last", day(last))]));
    }
    Ok(Done::Go { to: format!("{}/bank", there.base()), told: said.join(" ") })
}

/// A piece of a file that arrives.
enum Piece {
    Bytes(Bytes),
    /// It came whole. Without this it did not, whoever let go of it.
    End,
}

/// A file that arrives, for who reads it on a thread of its own.
struct Arriving {
    pieces: Receiver<Piece>,
    now: Bytes,
    over: bool,
}

impl Read for Arriving {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.now.is_empty() && !self.over {
            match self.pieces.blocking_recv() {
                Some(Piece::Bytes(bytes)) => self.now = bytes,
                Some(Piece::End) => self.over = true,
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        let taken = self.now.as_ref().read(to)?;
        drop(self.now.split_to(taken));
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However a file is cut, it is read as it was; and one whose end was not said is never taken for whole.
        #[test]
        fn what_arrives_is_whole_or_an_error(
            pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..8),
            whole in any::<bool>(),
        ) {
            let (send, arriving) = channel(pieces.len() + 1);
            let sent = pieces.concat();
            for piece in pieces {
                send.try_send(Piece::Bytes(piece.into())).unwrap();
            }
            if whole {
                send.try_send(Piece::End).unwrap();
            }
            drop(send);
            let mut read = Vec::new();
            let mut arriving = Arriving { pieces: arriving, now: Bytes::new(), over: false };
            prop_assert_eq!(arriving.read_to_end(&mut read).is_ok(), whole);
            prop_assert_eq!(read, sent);
        }
    }
}
