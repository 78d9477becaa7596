//! Account numbers: the IBAN behind an old number of ABN AMRO, and an own account as a file has it.

use opstap_domain::accounts::remainder;

pub use opstap_domain::accounts::is_iban;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_number_becomes_an_iban() {
        assert_eq!(of_abn_amro("417164300").as_deref(), Some("NL91ABNA0417164300"));
        assert_eq!(of_abn_amro("12345678901"), None);
    }
}
