//! A message as a letter on paper, for who reads no messages (ADR-0055). Made when it is asked for, and kept nowhere.

use opstap_content::{Language, Value as Word, Words, format};
use opstap_domain::ids::Role;
use opstap_domain::{Date, Phrase};
use serde::Serialize;
use uuid::Uuid;

use crate::device::Opstap;
use crate::error::OpstapError;
use crate::examples::own_name;

/// Lines of an address.
pub const ADDRESS_LINES: usize = 6;
/// Characters of one of them: what fits on an envelope.
const LINE_MAX: usize = 60;

/// What stands on paper, in the client's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostalLetter {
    /// Its language, such as `nl`.
    pub language: &'static str,
    /// Who sends it.
    pub organisation: String,
    /// How that is reached, a line for each way.
    pub reach: Vec<String>,
    /// To whom, as on an envelope.
    pub address: Vec<String>,
    /// The day on which it is made.
    pub on: Date,
    /// The same in words.
    pub on_text: String,
    /// The words of the message.
    pub text: String,
    /// What stands above the name of who wrote it.
    pub greeting: String,
    /// Who wrote it.
    pub sender: String,
}

impl Opstap {
    /// A message that this helper wrote, as a letter to this address: a line of it for each line typed. The address is kept
    /// nowhere.
    ///
    /// # Errors
    ///
    /// [`OpstapError::NotAllowed`] for a client, and for words of somebody else; [`OpstapError::Unknown`] without such a message;
    /// [`OpstapError::Refused`] at `address` without one, or with one that fits no envelope.
    pub fn letter_of(
        &self,
        case: Option<Uuid>,
        message: Uuid,
        address: &str,
    ) -> Result<PostalLetter, OpstapError> {
        let message = self.message(case, message)?;
        let reach = self.reach()?;
        self.with(|inner| {
            let room = self.room(inner, case)?;
            if room.role == Role::Client || !message.mine {
                return Err(OpstapError::NotAllowed);
            }
            let address = lines(address).map_err(|why| OpstapError::refused("address", why))?;
            let wish =
                inner.store.record(room.together, "preference", room.together.derived_id("preference"))?;
            let language =
                wish.and_then(|record| Language::from_code(record.text("language"))).unwrap_or_default();
            let words = Words::new(language);
            let call =
                [("phone", Word::from(reach.phone.as_str())), ("hours", Word::from(reach.hours.as_str()))];
            let call =
                words.text_with(if reach.hours.is_empty() { "post-call" } else { "post-call-hours" }, &call);
            let ways = [call].into_iter().filter(|_| !reach.phone.is_empty());
            let ways = ways.chain([reach.mail.clone(), reach.visit.clone()]).filter(|way| !way.is_empty());
            Ok(PostalLetter {
                language: language.code(),
                organisation: reach.organisation.clone(),
                reach: ways.collect(),
                address,
                on: room.today,
                on_text: format::full_date(language, room.today),
                text: message.text.clone(),
                greeting: words.text("post-greeting"),
                sender: own_name(inner),
            })
        })
    }
}

/// The lines of an address, without empty ones.
fn lines(typed: &str) -> Result<Vec<String>, Phrase> {
    let lines: Vec<String> =
        typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let fits = |line: &String| line.chars().count() <= LINE_MAX && !line.chars().any(char::is_control);
    match lines.len() {
        0 => Err(Phrase::new("refused-missing")),
        1..=ADDRESS_LINES if lines.iter().all(fits) => Ok(lines),
        _ => Err(Phrase::new("post-address-long")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_what_fits_an_envelope() {
        let good = lines(" Noor Bakker\r\n\r\nDorpsstraat 1 \n3811 AB  Voorbeeldstad\n").unwrap_or_default();
        assert_eq!(good, ["Noor Bakker", "Dorpsstraat 1", "3811 AB  Voorbeeldstad"]);
        let key = |typed: &str| lines(typed).err().map(|why| why.key);
        assert_eq!(key(" \n "), Some("refused-missing".to_owned()));
        assert_eq!(key("a\nb\nc\nd\ne\nf\ng"), Some("post-address-long".to_owned()));
        assert_eq!(key(&"x".repeat(61)), Some("post-address-long".to_owned()));
        assert_eq!(key("a\u{7}b"), Some("post-address-long".to_owned()));
    }
}
