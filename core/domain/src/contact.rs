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
    let text = bare(typed, b"")?;
    let (name, domain) = text.split_once('@')?;
    let name_fits = name.len() <= 64 && dotted(name, b"!#$%&'*+/=?^_`{|}~") > 0;
    let domain_fits = dotted(domain, b"") > 1 && domain.as_bytes().last()?.is_ascii_alphabetic();
    (name_fits && domain_fits && text.len() <= MAIL_MAX)
        .then(|| [name, "@", &domain.to_ascii_lowercase()].concat())
}

/// A mobile number in the form of E.164, such as `+31612345678`. `None` for what is none.
///
/// Dutch ways of typing are understood: `06-12 34 56 78`, `0031 6 …`, `+31 (0)6 …`. Of other countries the number
/// begins with `+` or `00`.
#[must_use]
pub fn mobile(typed: &str) -> Option<String> {
    let text = bare(typed, b"-.()/")?;
    let digits = match text.as_bytes() {
        [b'+', ..] => &text[1..],
        [b'0', b'0', ..] => &text[2..],
        [b'0', b'6', ..] => return dutch(&text[1..]),
        [b'3', b'1', b'6', ..] => &text,
        _ => return None,
    };
    match digits.strip_prefix("31") {
        Some(national) => dutch(national.strip_prefix('0').unwrap_or(national)),
        None if (8..=15).contains(&digits.len()) => number("+", digits),
        None => None,
    }
}

fn dutch(national: &str) -> Option<String> {
    if national.len() == 9 && national.starts_with('6') { number("+31", national) } else { None }
}

fn number(country: &str, digits: &str) -> Option<String> {
    let all = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    all.then(|| [country, digits].concat())
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
fn bare(typed: &str, signs: &[u8]) -> Option<String> {
    let mut text = String::new();
    for c in typed.trim().chars() {
        match u8::try_from(c) {
            Ok(b' ' | 0xa0) => {}
            Ok(byte) if signs.contains(&byte) => {}
            Ok(byte) if byte.is_ascii_graphic() => text.push(c),
            _ => return None,
        }
    }
    Some(text)
}

/// How many parts between dots a text has; 0 where one is empty, too long, has another character than letters, digits,
/// hyphens and these, or a hyphen at its begin or end.
fn dotted(text: &str, also: &[u8]) -> usize {
    let (mut parts, mut length, mut last) = (1, 0, b'.');
    for byte in text.bytes() {
        match byte {
            b'.' if length == 0 || last == b'-' => return 0,
            b'.' => (parts, length) = (parts + 1, 0),
            b'-' if length == 0 => return 0,
            _ if !(byte.is_ascii_alphanumeric() || byte == b'-' || also.contains(&byte)) => return 0,
            _ => length += 1,
        }
        if length > 63 {
            return 0;
        }
        last = byte;
    }
    if length == 0 || last == b'-' { 0 } else { parts }
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
            "a@b-.nl",
            "-a@b.nl",
            "a@b.nl-",
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
        assert_eq!(mail(&format!("{}@b.nl", "a".repeat(64))), None);
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
