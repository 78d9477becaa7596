//! A helper's message as a letter on paper: made when it is asked for, given out, and kept nowhere.

use opstap::OpstapError;

use super::places::Where;
use super::rooms::Room;
use super::take::File;
use super::{Fields, field, id_of, look};

/// The letter as a file.
pub(super) fn make(room: &Room, there: &Where, fields: &Fields) -> Result<File, OpstapError> {
    let message = id_of(there.parts().1, "record")?;
    let mut letter = room.device.letter_of(there.case, message, field(fields, "address"))?;
    if let Some(look) = look::of(room) {
        letter.organisation = look.name;
    }
    Ok(File::pdf("brief.pdf", opstap_report::letter(&letter)?))
}
