//! How the pages of an organisation look: one colour and a logo.
//!
//! # Source
//!
//! Design (product.md: an administrator's page has what is the municipality's own, branding too; domain.md 68). What can be read:
//! WCAG 2.2, success criteria 1.4.3 and 1.4.11 (2023), which EN 301 549 asks of municipalities. The rest is ours (ADR-0057).

pub mod colour;
pub mod logo;

pub use colour::Colour;
pub use logo::{BadLogo, Logo};

use serde_json::Value;

use crate::editing::{Unclear, line};

/// Characters of what people call an organisation.
pub const CALLED_MAX: usize = 60;

/// How the pages of an organisation look. What nobody said is as everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// What people call it; empty: as it is called by itself.
    pub called: String,
    /// Its colour. Readable by day.
    pub colour: Option<Colour>,
    /// Its logo.
    pub logo: Option<LogoPlace>,
}

/// A logo that lies elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoPlace {
    /// A fingerprint of its bytes, in hexadecimal.
    pub print: String,
    /// Dots from left to right.
    pub width: u32,
    /// Dots from top to bottom.
    pub height: u32,
}

impl Look {
    /// What a body of content says. A colour that cannot be read and a logo without a place are none.
    #[must_use]
    pub fn of(body: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let side = |name: &str| u32::try_from(body["logo"][name].as_u64()?).ok();
        let logo = || {
            let print = text(&body["logo"]["print"]);
            let hex = !print.is_empty() && print.bytes().all(|byte| byte.is_ascii_hexdigit());
            Some(LogoPlace { print, width: side("width")?, height: side("height")? }).filter(|_| hex)
        };
        let colour = body["colour"].as_str().and_then(Colour::read);
        Self {
            called: text(&body["called"]),
            colour: colour.filter(|colour| colour.is_readable_by_day()),
            logo: logo(),
        }
    }
}

/// Why a name and a colour cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unchosen {
    /// What people call it is no line.
    Called(Unclear),
    /// That is no colour.
    Colour,
    /// Nobody can read it; this one is the nearest that can be read.
    Unreadable(Colour),
}

/// What people call an organisation and its colour, as they are kept. What is empty is as everywhere.
///
/// # Errors
///
/// [`Unchosen`].
pub fn chosen(name: &str, colour: &str) -> Result<(String, Option<Colour>), Unchosen> {
    let name = called(name).map_err(Unchosen::Called)?;
    let colour = match colour.trim() {
        "" => None,
        typed => Some(Colour::read(typed).ok_or(Unchosen::Colour)?),
    };
    match colour.filter(|colour| !colour.is_readable_by_day()) {
        Some(colour) => Err(Unchosen::Unreadable(colour.nearest())),
        None => Ok((name, colour)),
    }
}

/// What people call an organisation, as it is kept; may be empty.
///
/// # Errors
///
/// More than one line, too many characters, or what nobody can read.
pub fn called(typed: &str) -> Result<String, Unclear> {
    let typed = typed.trim();
    if !typed.is_empty() {
        line("called", typed, CALLED_MAX)?;
    }
    Ok(typed.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_body_does_not_say_is_as_everywhere() {
        assert_eq!(Look::of(&Value::Null), Look::default());
        let logo = json!({ "print": "0af3", "width": 200, "height": 60 });
        let body = json!({ "called": "Voorbeeldstad", "colour": "#8a1538", "logo": logo });
        let look = Look::of(&body);
        assert_eq!((look.called.as_str(), look.colour), ("Voorbeeldstad", Colour::read("#8a1538")));
        assert_eq!(
            look.logo.map(|logo| (logo.print, logo.width, logo.height)),
            Some(("0af3".into(), 200, 60))
        );
        for odd in [
            json!({ "colour": "#ffd500" }),
            json!({ "colour": "red" }),
            json!({ "logo": { "print": "../x", "width": 1, "height": 1 } }),
            json!({ "logo": { "print": "0af3", "width": -1, "height": 1 } }),
            json!({ "called": 7, "logo": [] }),
        ] {
            assert_eq!(Look::of(&odd), Look::default(), "{odd}");
        }
    }

    #[test]
    fn a_colour_that_nobody_can_read_is_refused_with_one_that_can() {
        let wine = Colour([0x8a, 0x15, 0x38]);
        assert_eq!(chosen(" Ons dorp ", "#8A1538"), Ok(("Ons dorp".to_owned(), Some(wine))));
        assert_eq!(chosen("", " "), Ok((String::new(), None)));
        assert_eq!(chosen("", "red"), Err(Unchosen::Colour));
        let yellow = Colour([0xff, 0xd5, 0x00]);
        let Err(Unchosen::Unreadable(near)) = chosen("", &yellow.to_string()) else {
            panic!("it is readable")
        };
        assert_eq!(chosen("", &near.to_string()), Ok((String::new(), Some(near))));
    }

    #[test]
    fn what_people_call_it_is_one_line() {
        assert_eq!(called(" Voorbeeldstad "), Ok("Voorbeeldstad".to_owned()));
        assert_eq!(called(" "), Ok(String::new()));
        let refused = |typed: &str| called(typed).map_err(|unclear| unclear.field);
        assert_eq!(refused("Voor\nbeeld"), Err("called"));
        assert_eq!(refused(&"a".repeat(CALLED_MAX + 1)), Err("called"));
    }
}
