//! Account numbers: the check digits of ISO 13616, and the IBAN behind an old number of ABN AMRO.

/// Whether the text is an IBAN without spaces whose check digits are right (ISO 7064, modulo 97).
pub fn is_iban(text: &str) -> bool {
    let shaped = (15..=34).contains(&text.len())
        && text.bytes().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit())
        && text.as_bytes()[..2].iter().all(u8::is_ascii_uppercase);
    shaped && remainder(&text[4..], &text[..4]) == 1
}

/// The IBAN of an ABN AMRO account that is written as up to ten digits; `None` for anything else.
pub(crate) fn of_abn_amro(number: &str) -> Option<String> {
    of_bank("ABNA", number)
}

/// The IBAN of an account at a Dutch bank that is written as up to ten digits; `None` for anything else.
pub(crate) fn of_bank(bank: &str, number: &str) -> Option<String> {
    if number.is_empty() || number.len() > 10 || !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let account = format!("{bank}{number:0>10}");
    let check = 98 - remainder(&account, "NL00");
    Some(format!("NL{check:02}{account}"))
}

/// An own account: an IBAN that is right, or a number of the bank that does not look like one.
pub(crate) fn own(cell: &str) -> Option<String> {
    let bare: String = cell.chars().filter(|sign| !sign.is_whitespace()).collect();
    let looks = bare.len() >= 15 && bare.bytes().take(2).all(|sign| sign.is_ascii_alphabetic());
    (!bare.is_empty() && (!looks || is_iban(&bare))).then_some(bare)
}

/// All characters as a number modulo 97, letters from 10.
fn remainder(front: &str, back: &str) -> u32 {
    front.chars().chain(back.chars()).fold(0, |rest, sign| {
        let value = sign.to_digit(36).unwrap_or(0);
        if value > 9 { (rest * 100 + value) % 97 } else { (rest * 10 + value) % 97 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_digit_is_noticed() {
        assert!(is_iban("NL91ABNA0417164300"));
        assert!(!is_iban("NL91ABNA0417164301"));
        assert!(!is_iban("nl91abna0417164300"));
        assert!(!is_iban("NL91ABNA04171643€0"));
    }

    #[test]
    fn an_old_number_becomes_an_iban() {
        assert_eq!(of_abn_amro("417164300").as_deref(), Some("NL91ABNA0417164300"));
        assert_eq!(of_abn_amro("12345678901"), None);
    }
}
