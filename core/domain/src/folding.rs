//! Words as two people would both type them: small letters without accents. For finding, never for showing.

/// The letter below its accent, for the accents of languages that are written with Latin letters in the Netherlands.
///
/// `letter` is a small one.
#[must_use]
pub fn base(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' | 'ģ' => 'g',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ţ' | 'ț' | 'ť' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

/// The words of a text, folded, each with one space before it and one after the last: so ` word ` is in it where the whole
/// word is, and ` wo` where one begins so. Empty where there are none.
#[must_use]
pub fn spaced(text: &str) -> String {
    let mut words = String::new();
    let mut within = false;
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            if !within {
                words.push(' ');
            }
            words.push(base(letter));
            within = true;
        } else if !is_accent(letter) {
            within = false;
        }
    }
    if !words.is_empty() {
        words.push(' ');
    }
    words
}

/// An accent that stands by itself behind its letter (U+0300 to U+036F).
fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::spaced;

    #[test]
    fn words_are_small_letters_without_accents_with_spaces_around_them() {
        assert_eq!(spaced("Over de énergierekening!"), " over de energierekening ");
        assert_eq!(spaced("  e-mail:\n€ 12,50 "), " e mail 12 50 ");
        assert_eq!(spaced("Cafe\u{301} Şeyma İpek"), " cafe seyma ipek ");
        assert_eq!(spaced("Зима. مرحبا"), " зима مرحبا ");
        assert_eq!(spaced(" .. "), "");
        let accents = "Ćď Ğķ Ľň Ōř Şț Ūý ž ı ł";
        assert_eq!(spaced(accents), " cd gk ln or st uy z i ł ");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,80}") {
            prop_assert_eq!(spaced(&spaced(&text)), spaced(&text));
        }

        #[test]
        fn a_word_is_found_where_it_stands(before in "\\PC{0,20}", word in "[a-zé0-9]{1,9}", after in "\\PC{0,20}") {
            let text = [&*before, " ", &word, " ", &after].concat();
            prop_assert!(spaced(&text).contains(&spaced(&word)));
        }
    }
}
