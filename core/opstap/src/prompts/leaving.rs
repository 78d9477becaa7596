//! Sending what leaves by itself, from a device that nobody holds: a server opens one for each helper, twice a day (ADR-0066).

use opstap_domain::ids::Role;
use opstap_domain::prompts::Decided;
use opstap_domain::prompts::leaving::{may_leave, room_left};
use opstap_domain::time::HolidayRules;
use uuid::Uuid;

use super::{PromptRow, kept, proposed};
use crate::content::ContentCache;
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::examples::Values;
use crate::room::{Room, open_cases};

/// The kind of an automation in the content.
const KIND: &str = "automation";

/// A message that is to leave.
struct Due {
    case: Uuid,
    id: String,
    text: String,
}

impl Opstap {
    /// Sends what leaves by itself now, in the cases of this counsellor, and says under each that nobody wrote it. Bounded as
    /// [`opstap_domain::prompts::leaving`] says; what a helper sent or left is not sent, and neither is one with a name in it that
    /// is not known. Gives how many went. They wait here until the next round.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for anybody but a counsellor; [`OpstapError::Locked`] after too long without the server.
    pub fn send_what_leaves_by_itself(&self) -> Result<usize, OpstapError> {
        let due = self.with(|inner| {
            if inner.role()? != Role::Counsellor {
                return Err(OpstapError::NotAllowed);
            }
            self.due(inner)
        })?;
        let mut sent = 0;
        for one in due {
            match self.send_prompt(one.case, &one.id, &one.text) {
                Ok(_) => sent += 1,
                // Somebody was faster, or it does not fit any more.
                Err(OpstapError::Unknown { .. } | OpstapError::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(sent)
    }

    fn due(&self, inner: &mut Inner) -> Result<Vec<Due>, OpstapError> {
        let content = inner.content()?;
        let (mut rows, mut decided) = (Vec::new(), Vec::new());
        for case in open_cases(inner)? {
            let room = self.room(inner, Some(case))?;
            if room.role != Role::Counsellor {
                continue;
            }
            let kept = kept(inner, &room)?;
            let open = may_leave(room.zone.local(room.now), &HolidayRules::default());
            let fitting = if open { proposed(inner, &content, &room, &kept)? } else { None };
            rows.extend(fitting.filter(|row| row.by_itself).map(|row| (room, row)));
            decided.extend(kept.decided);
        }
        let mut due = Vec::new();
        for (room, row) in rows {
            if let Some(one) = take_turn(inner, &content, &decided, &room, &row)? {
                let text = signed(inner, &room, &row.text)?;
                due.push(Due { case: room.case, id: row.id, text });
                decided.push(one);
            }
        }
        Ok(due)
    }
}

/// What counts from now on when this one goes; `None` when enough of its automation went today.
fn take_turn(
    inner: &mut Inner,
    content: &ContentCache,
    decided: &[Decided],
    room: &Room,
    row: &PromptRow,
) -> Result<Option<Decided>, OpstapError> {
    let (id, which) = row.id.split_once('/').unwrap_or_default();
    let Some(automation) = content.automations.iter().find(|one| one.id == id) else { return Ok(None) };
    let most = a_day(inner, id)?;
    let going = Decided { automation: id.to_owned(), which: which.to_owned(), on: room.today, sent: true };
    Ok((room_left(automation, most, decided, room.today) > 0).then_some(going))
}

/// How many a day an automation says; 0: nothing.
fn a_day(inner: &mut Inner, id: &str) -> Result<u16, OpstapError> {
    let Some(scope) = inner.content_scope() else { return Ok(0) };
    let record = inner.store.record(scope, KIND, scope.derived_id(&format!("content/{KIND}/{id}")))?;
    let said = record.and_then(|record| record.value("body")["aDay"].as_u64());
    Ok(said.map_or(0, |most| u16::try_from(most).unwrap_or(u16::MAX)))
}

/// The text with what a client has to know about it, in the client's language.
fn signed(inner: &mut Inner, room: &Room, text: &str) -> Result<String, OpstapError> {
    let language = Values::of(inner, room)?.language();
    let words = inner.words(language);
    Ok(format!("{text}\n\n{}", words.text("prompt-by-itself")))
}
