//! How somebody can be reached outside of the app: an e-mail address and a mobile number, as people type them.
//!
//! Both go into the head of a message later, so nothing passes here that could begin another line of it.

/// Characters of an e-mail address (RFC 5321, section 4.5.3.1.3: a path of 256 with its brackets).
pub const MAIL_MAX: usize = 254;

/// How somebody wants to be reminded outside of the app, by the names of a `contact` record.
pub const WISHES: &[&str] = &["none", "sms", "mail"];

/// Whether somebody said stop. A stop wins over whatever is written at the same time.
pub const STOPS: &[&str] = &["no", "yes"];

/// Where a message goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// A text message to this number.
    Sms(String),
    /// A mail to this address.
    Mail(String),
}

impl Way {
    /// The way that a `contact` record asks for; `None` where nothing is to be sent. What stands in it is read again, so
    /// that nothing else than an address gets out, whoever wrote it.
    #[must_use]
    pub fn of(remind: &str, mail_said: &str, mobile_said: &str, stop: &str) -> Option<Self> {
        match remind {
            _ if stop == STOPS[1] => None,
            "sms" => mobile(mobile_said).map(Self::Sms),
            "mail" => mail(mail_said).map(Self::Mail),
            _ => None,
        }
    }
}

/// An e-mail address, as it is kept: without spaces, its domain in small letters. `None` for what is none.
///
/// Only ASCII, no quotes and no comments: what every mail server takes (RFC 5321, `Dot-string "@" Domain`).
#[must_use]
pub fn mail(typed: &str) -> Option<String> {
    let text = bare(typed, &[])?;
    let (name, domain) = text.split_once('@')?;
    let labels: Vec<&str> = domain.split('.').collect();
    let name_fits =
        name.len() <= 64 && name.split('.').all(|part| !part.is_empty() && part.bytes().all(atom));
    let last_is_a_word = labels.last()?.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let domain_fits = labels.len() > 1 && last_is_a_word && labels.iter().all(|label| is_label(label));
    let fits = name_fits && domain_fits && text.len() <= MAIL_MAX;
    fits.then(|| [name, "@", &domain.to_ascii_lowercase()].concat())
}

/// A mobile number in the form of E.164, such as `+31612345678`. `None` for what is none.
///
/// Dutch ways of typing are understood: `06-12 34 56 78`, `0031 6 …`, `+31 (0)6 …`. Of other countries the number
/// begins with `+` or `00`.
#[must_use]
pub fn mobile(typed: &str) -> Option<String> {
    let text = bare(typed, &['-', '.', '(', ')', '/'])?;
    let digits = text.strip_prefix('+').or_else(|| text.strip_prefix("00"));
    let digits = match digits {
        Some(digits) => digits.to_owned(),
        None if text.starts_with("06") => ["31", &text[1..]].concat(),
        None if text.starts_with("316") => text,
        None => return None,
    };
    let national = digits.strip_prefix("31").map(|rest| rest.strip_prefix('0').unwrap_or(rest));
    let digits = national.map_or(digits.clone(), |national| ["31", national].concat());
    let all = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    let fits = match digits.strip_prefix("31") {
        Some(national) => national.len() == 9 && national.starts_with('6'),
        None => (8..=15).contains(&digits.len()),
    };
    (all && fits).then(|| ["+", &digits].concat())
}

/// Whether an answer to a text message says stop, and nothing else.
#[must_use]
pub fn is_stop(words: &str) -> bool {
    let said: Vec<&str> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let said = said.join(" ").to_lowercase();
    ["stop", "stoppen", "stop sms", "stop er mee", "afmelden", "unsubscribe"].contains(&said.as_str())
}

/// Without spaces and these signs. `None` where a character is left that is not ASCII, or that ends a line.
fn bare(typed: &str, signs: &[char]) -> Option<String> {
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let text: String = typed.trim().chars().filter(|c| !blank(*c) && !signs.contains(c)).collect();
    text.bytes().all(|byte| byte.is_ascii_graphic()).then_some(text)
}

/// A byte of a name before the `@` (RFC 5322, `atext`).
fn atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

fn is_label(label: &str) -> bool {
    let middle = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    middle && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_taken_as_people_type_it() {
        for (typed, kept) in [
            (" Fatima.Yilmaz@Example.NL ", "Fatima.Yilmaz@example.nl"),
            ("j.jansen @ mail.example", "j.jansen@mail.example"),
            ("o'neill+opstap@a-b.example.com", "o'neill+opstap@a-b.example.com"),
            ("x@xn--bcher-kva.example", "x@xn--bcher-kva.example"),
        ] {
            assert_eq!(mail(typed).as_deref(), Some(kept), "{typed}");
        }
    }

    #[test]
    fn what_could_begin_another_line_or_another_address_is_none() {
        for typed in [
            "",
            "@",
            "a@",
            "@b.nl",
            "a@b",
            "a@b.",
            "a@.nl",
            "a..b@c.nl",
            ".a@c.nl",
            "a@-b.nl",
            "a@b.12",
            "a@b@c.nl",
            "a@b.nl,c@d.nl",
            "a@b.nl;c@d.nl",
            "<a@b.nl>",
            "\"a b\"@c.nl",
            "a@[127.0.0.1]",
            "a@b.nl\r\nBcc: c@d.nl",
            "a\n@b.nl",
            "a@b.nl\0x",
            "jos\u{e9}@b.nl",
            "a@b.nl\u{2028}x",
        ] {
            assert_eq!(mail(typed), None, "{typed:?}");
        }
        assert_eq!(mail(&format!("{}@b.nl", "a".repeat(65))), None);
        assert_eq!(mail(&format!("a@{}nl", "abcdefghi.".repeat(26))), None);
    }

    #[test]
    fn a_dutch_number_is_one_number_however_it_is_typed() {
        for typed in [
            "0612345678",
            "06-12345678",
            "06 12 34 56 78",
            "06.12.34.56.78",
            "(06) 12345678",
            "+31612345678",
            "+31 (0)6 12345678",
            "0031612345678",
            "0031 (0)6-12345678",
            "31612345678",
            " 06/12345678 ",
        ] {
            assert_eq!(mobile(typed).as_deref(), Some("+31612345678"), "{typed}");
        }
        assert_eq!(mobile("+32 470 12 34 56").as_deref(), Some("+32470123456"));
        assert_eq!(mobile("0049 151 23456789").as_deref(), Some("+4915123456789"));
    }

    #[test]
    fn what_no_text_message_reaches_is_none() {
        for typed in [
            "",
            "06",
            "061234567",
            "06123456789",
            "0201234567",
            "+31201234567",
            "112",
            "+",
            "+0612345678",
            "+1234567",
            "+1234567890123456",
            "06 1234 567a",
            "0612345678\n0687654321",
            "zes",
            "++31612345678",
            "\u{660}\u{666}12345678",
        ] {
            assert_eq!(mobile(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn a_stop_counts_whatever_else_is_said() {
        let (address, number) = ("a@b.nl", "+31612345678");
        assert_eq!(Way::of("sms", address, number, "no"), Some(Way::Sms(number.into())));
        assert_eq!(Way::of("mail", address, number, ""), Some(Way::Mail(address.into())));
        for (remind, stop) in [("sms", "yes"), ("mail", "yes"), ("none", "no"), ("", "no"), ("post", "no")] {
            assert_eq!(Way::of(remind, address, number, stop), None);
        }
        assert_eq!(Way::of("sms", address, "", "no"), None);
        assert_eq!(Way::of("mail", "a@b.nl\nBcc: c@d.nl", number, "no"), None);
    }

    #[test]
    fn a_stop_is_a_stop_and_a_sentence_is_a_message() {
        for words in ["STOP", " stop. ", "Stop!", "\"stop\"", "STOP SMS", "Stoppen", "afmelden\n"] {
            assert!(is_stop(words), "{words}");
        }
        for words in ["", "Ik stop niet", "Stop je de brief in de bus?", "Kan het om 11 uur?", "nonstop"] {
            assert!(!is_stop(words), "{words}");
        }
    }

    proptest! {
        /// Whatever is typed, what is kept is one plain word, and read again it is the same.
        #[test]
        fn what_is_kept_is_plain_and_stays_as_it_is(typed in "[ -~\\r\\n\\u{a0}]{0,40}|[a-z.]{1,9}@[a-z]{1,9}\\.[a-z]{2,3}|[+0-9 ()-]{8,16}") {
            for (read, kept) in [(mail(&typed), mail as fn(&str) -> _), (mobile(&typed), mobile)] {
                let Some(text) = read else { continue };
                prop_assert!(text.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>,;:\"()[]\\".contains(&byte)));
                prop_assert_eq!(kept(&text), Some(text));
            }
        }

        /// Spaces and signs between digits change nothing.
        #[test]
        fn signs_between_digits_change_nothing(rest in "[0-9]{8}", at in 2..9_usize, sign in "[ .()/-]{1,3}") {
            let plain = format!("06{rest}");
            let typed = format!("{}{sign}{}", &plain[..at], &plain[at..]);
            prop_assert_eq!(mobile(&typed), Some(format!("+316{rest}")));
        }
    }
}
