//! The words of a message: neutral, in the client's language.

use opstap_content::Words;
use opstap_domain::Phrase;
use opstap_domain::contact::Way;

use super::Parcel;
use crate::engine::Errand;

/// What is said to whom; `answered`: an answer by the same way reaches us.
#[must_use]
pub fn parcel(errand: &Errand, answered: bool) -> Parcel {
    let words = Words::new(errand.language);
    let told = words.say(&Phrase::new("delivery-appointment").with("moment", errand.starts));
    let (to, end) = match &errand.way {
        Way::Sms(number) => (number, " "),
        Way::Mail(address) => (address, "\n\n"),
    };
    let stop = words.text(match (&errand.way, answered) {
        (_, false) => "delivery-stop",
        (Way::Sms(_), true) => "delivery-stop-answer",
        (Way::Mail(_), true) => "delivery-answer",
    });
    let text = [told.as_str(), end, &stop, if end == " " { "" } else { "\n" }].concat();
    let (to, subject) = (to.clone(), words.text("delivery-subject"));
    Parcel { to, subject, text, reference: errand.row.reference() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use opstap_content::Language;
    use opstap_domain::ids::ScopeId;

    use super::*;
    use crate::store::{Channel, DeliveryRow, DeliveryState};

    fn errand(way: Way, language: Language) -> Errand {
        let scope: ScopeId = "00000000000000000000000000000001.together".parse().unwrap();
        let row = DeliveryRow {
            scope,
            reason: "appointment/a/0/0".into(),
            channel: Channel::Sms,
            about: "a".into(),
            starts_at: 0,
            state: DeliveryState::UnderWay,
            tries: 1,
            due_at: 0,
            lease: "00".into(),
            why: String::new(),
            at: 0,
        };
        Errand { row, way, language, starts: "2026-11-25T10:30".parse().unwrap(), asks: false }
    }

    #[test]
    fn a_message_says_when_and_how_to_stop_and_nothing_that_a_neighbour_may_not_read() {
        for language in Language::ALL {
            let ways = [Way::Sms("+31612345678".into()), Way::Mail("a@b.nl".into())];
            for (way, replies) in ways.into_iter().flat_map(|way| [(way.clone(), true), (way, false)]) {
                let parcel = parcel(&errand(way, language), replies);
                let text = [parcel.subject.as_str(), &parcel.text].join(" ").to_lowercase();
                assert!(text.contains("25") && text.contains("november"), "{text}");
                let time = if language == Language::Dutch { "10.30 uur" } else { "10:30" };
                assert!(text.contains(time) && text.contains("stop"), "{text}");
                for word in [
                    "schuld",
                    "debt",
                    "gemeente",
                    "municipality",
                    "deurwaarder",
                    "bailiff",
                    "€",
                    "euro",
                    "geld",
                ] {
                    assert!(!text.contains(word), "{word} in {text}");
                }
            }
        }
    }

    #[test]
    fn a_text_message_is_one_message() {
        for language in Language::ALL {
            let parcel = parcel(&errand(Way::Sms("+31612345678".into()), language), true);
            assert!(parcel.text.ends_with(": stop."), "{}", parcel.text);
            assert!(parcel.text.is_ascii() && parcel.text.len() <= 160, "{}", parcel.text);
            assert!(!format!("{parcel:?}").contains("6123"), "a number in a log");
        }
    }
}
