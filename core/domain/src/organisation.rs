//! How an organisation is reached by who it helps: by telephone, by mail, and where.
//!
//! # Source
//!
//! Design (product.md: an administrator's page has what is the municipality's own; domain.md 7, 68: "municipality package: name,
//! tone, content, flags"). Which of these there must be at least: ADR-0049.

use serde::Serialize;
use serde_json::Value;

use crate::contact::mail;
use crate::editing::{Unclear, line, long};
use crate::phrase::Phrase;

/// Characters of a telephone number, as people read it.
pub const PHONE_MAX: usize = 30;
/// Characters of when somebody answers, and of where it is.
pub const PLACE_MAX: usize = 160;

/// How an organisation is reached. What is empty is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Organisation {
    /// A telephone number as people read it, such as `14 0413`.
    pub phone: String,
    /// When somebody answers it.
    pub hours: String,
    /// An address for mail.
    pub mail: String,
    /// Where it is, and when it is open.
    pub visit: String,
}

impl Organisation {
    /// What a body of content says; what it does not say is empty.
    #[must_use]
    pub fn of(body: &Value) -> Self {
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        Self { phone: text("phone"), hours: text("hours"), mail: text("mail"), visit: text("visit") }
    }

    /// The same, as it is kept: without spaces around, and the mail address in its one form.
    ///
    /// # Errors
    ///
    /// The first field that cannot be kept, and why: a number that is none, an address that is none, too many characters, or
    /// neither a number nor an address.
    pub fn checked(&self) -> Result<Self, Unclear> {
        let [phone, hours, visit] =
            [&self.phone, &self.hours, &self.visit].map(|text| text.trim().to_owned());
        let mut address = self.mail.trim().to_owned();
        if phone.is_empty() && address.is_empty() {
            return Err(Unclear::new("phone", Phrase::new("reach-refused-none")));
        }
        if !phone.is_empty() {
            line("phone", &phone, PHONE_MAX)?;
            dialled(&phone).ok_or_else(|| Unclear::new("phone", Phrase::new("reach-refused-phone")))?;
        }
        if !address.is_empty() {
            address =
                mail(&address).ok_or_else(|| Unclear::new("mail", Phrase::new("reach-refused-mail")))?;
        }
        if !hours.is_empty() {
            line("hours", &hours, PLACE_MAX)?;
        }
        if !visit.is_empty() {
            long("visit", &visit, PLACE_MAX)?;
        }
        Ok(Self { phone, hours, mail: address, visit })
    }
}

/// What a telephone dials for a number as people read it: digits, with a plus before the country. `None` for what is no
/// number.
///
/// Three digits are the fewest: 112, and short numbers such as `14 0413` of a municipality.
#[must_use]
pub fn dialled(phone: &str) -> Option<String> {
    let known = |c: char| c.is_ascii_digit() || " -()./+".contains(c);
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let plus = digits.rfind('+').is_none_or(|at| at == 0);
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    (phone.chars().all(known) && plus && (3..=15).contains(&count)).then_some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn with(name: &str, value: &str) -> Organisation {
        Organisation::of(&json!({ "phone": "14 0413", name: value }))
    }

    #[test]
    fn a_number_is_dialled_as_it_is_read() {
        for (read, dials) in [
            ("14 0413", Some("140413")),
            ("0800-8115", Some("08008115")),
            ("+31 (0)413 78 49 11", Some("+310413784911")),
            ("112", Some("112")),
            ("12", None),
            ("bel ons", None),
            ("0413+12", None),
            ("0413 784 911 of 912", None),
            ("0413-784911\n0413-784912", None),
            ("", None),
        ] {
            assert_eq!(dialled(read).as_deref(), dials, "{read}");
        }
    }

    #[test]
    fn one_way_is_needed_and_each_is_checked() {
        let why = |organisation: Organisation| organisation.checked().map_err(|unclear| unclear.field);
        assert_eq!(why(Organisation::default()), Err("phone"));
        assert_eq!(why(Organisation { hours: "ma tot vr".into(), ..Organisation::default() }), Err("phone"));
        assert_eq!(why(with("phone", "nul")), Err("phone"));
        assert_eq!(why(with("mail", "geen adres")), Err("mail"));
        assert_eq!(why(with("hours", "van negen\ntot vijf")), Err("hours"));
        assert_eq!(why(with("visit", &"a".repeat(PLACE_MAX + 1))), Err("visit"));
        let whole = Organisation {
            phone: " 14 0413 ".into(),
            hours: "maandag tot en met vrijdag van 9 tot 17 uur".into(),
            mail: "Hulp@Gemeente.Example".into(),
            visit: "Stadhuisplein 1\nSint-Oedenrode".into(),
        };
        let kept =
            whole.checked().map(|kept| (kept.phone.clone(), kept.mail.clone(), kept.checked() == Ok(kept)));
        assert_eq!(kept, Ok(("14 0413".into(), "Hulp@gemeente.example".into(), true)));
        assert!(with("mail", "hulp@gemeente.example").checked().is_ok());
    }

    proptest! {
        /// What is kept is read again as it is, and a number that is kept can be dialled.
        #[test]
        fn what_is_kept_stays(phone in "[0-9 +()-]{0,22}|.{0,8}", hours in ".{0,170}", visit in "(?s).{0,170}") {
            let said = Organisation { phone, hours, visit, ..Organisation::default() };
            if let Ok(kept) = said.checked() {
                prop_assert!(dialled(&kept.phone).is_some());
                let body = json!({ "phone": kept.phone, "hours": kept.hours, "mail": kept.mail, "visit": kept.visit });
                prop_assert_eq!(Organisation::of(&body), kept.clone());
                prop_assert_eq!(kept.checked(), Ok(kept));
            }
        }
    }
}
