//! A QR code of half blocks, dark on light, with the quiet zone that readers need.

use fast_qr::{ECL, QRBuilder};

/// The link that a device's camera reads.
pub(super) fn pairing_link(url: &str, code: &str) -> String {
    format!("opstap:pair?server={}&code={code}", encoded(url))
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |done, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b'/' => {
            done + &char::from(byte).to_string()
        }
        _ => done + &format!("%{byte:02X}"),
    })
}

/// Draws `text` for a terminal; nothing when it is too long.
pub(super) fn draw(text: &str) -> String {
    let built = QRBuilder::new(text).ecl(ECL::M).build();
    built.map_or_else(|_| String::new(), |code| code.to_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_keeps_its_parts_apart() {
        let link = pairing_link("https://gemeente.example/a?b&c", "ABCDE-FGH12");
        assert_eq!(link, "opstap:pair?server=https://gemeente.example/a%3Fb%26c&code=ABCDE-FGH12");
        assert!(draw(&link).lines().count() > 10);
    }
}
