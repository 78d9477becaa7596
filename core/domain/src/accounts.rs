//! Numbers by which others are known: of accounts, and at the Chamber of Commerce.

/// Whether the text is an IBAN without spaces whose check digits are right.
///
/// # Source
///
/// ISO 13616 for the shape, ISO 7064 (modulo 97) for the check digits.
#[must_use]
pub fn is_iban(text: &str) -> bool {
    let shaped = (15..=34).contains(&text.len())
        && text.bytes().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit())
        && text.as_bytes()[..2].iter().all(u8::is_ascii_uppercase);
    shaped && remainder(&text[4..], &text[..4]) == 1
}

/// All characters of both as one number modulo 97, letters from 10. What is neither a digit nor a letter counts as 0.
#[must_use]
pub fn remainder(front: &str, back: &str) -> u32 {
    front.chars().chain(back.chars()).fold(0, |rest, sign| {
        let value = sign.to_digit(36).unwrap_or(0);
        if value > 9 { (rest * 100 + value) % 97 } else { (rest * 10 + value) % 97 }
    })
}

/// Whether the text is shaped as a number at the Chamber of Commerce (*KvK-nummer*): eight digits.
///
/// # Source
///
/// Handelsregisterbesluit 2008, article 2; the number has no check digit.
#[must_use]
pub fn is_kvk(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = "NL91ABNA0417164300";

    #[test]
    fn one_wrong_digit_is_noticed() {
        assert!(is_iban(GOOD));
        for wrong in ["NL91ABNA0417164301", "nl91abna0417164300", "NL91ABNA04171643€0", "", "NL"] {
            assert!(!is_iban(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_number_of_commerce_has_eight_digits() {
        assert!(is_kvk("01234567"));
        for wrong in ["1234567", "123456789", "1234567a", "", "１２３４５６７８"] {
            assert!(!is_kvk(wrong), "{wrong}");
        }
    }

    proptest! {
        /// Two neighbours that changed places are what people most often get wrong.
        #[test]
        fn neighbours_that_changed_places_are_noticed(at in 8_usize..17) {
            let mut signs: Vec<char> = GOOD.chars().collect();
            signs.swap(at, at + 1);
            let typed: String = signs.into_iter().collect();
            prop_assert_eq!(is_iban(&typed), typed == GOOD);
        }

        #[test]
        fn any_text_gets_an_answer(text in ".{0,40}") {
            let _ = (is_iban(&text), is_kvk(&text));
        }
    }
}
