//! The citizen service number (burgerservicenummer), which has no place on a phone: what holds one is not proposed.

/// Whether a citizen service number stands in `text`: nine digits, whole or written as `1234.56.782` or `123 456 782`, that
/// pass the eleven-test. One of eleven numbers of nine digits passes by chance; a person can still type that one.
///
/// Wet algemene bepalingen burgerservicenummer, article 10 (mem); the test is the one of the Logisch Ontwerp BSN (mem).
pub(super) fn stands_in(text: &str) -> bool {
    let bytes = text.as_bytes();
    (0..bytes.len()).any(|at| {
        let begins = at == 0 || !is_digit(bytes.get(at - 1));
        begins
            && (begins_at(bytes, at, 9, &[])
                || [[4, 7], [3, 7]].iter().any(|gaps| begins_at(bytes, at, 11, gaps)))
    })
}

/// Whether one is at `at`, in so many bytes, with a sign between its digits at `gaps`.
fn begins_at(bytes: &[u8], at: usize, width: usize, gaps: &[usize]) -> bool {
    let Some(window) = bytes.get(at..at + width) else { return false };
    let shaped = window.iter().enumerate().all(|(place, byte)| {
        if gaps.contains(&place) { matches!(byte, b'.' | b'-' | b' ' | b'/') } else { byte.is_ascii_digit() }
    });
    shaped && !is_digit(bytes.get(at + width)) && passes(window.iter().filter(|byte| byte.is_ascii_digit()))
}

/// The eleven-test: 9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h − i is a multiple of eleven, and not all are nought.
fn passes<'a>(digits: impl Iterator<Item = &'a u8>) -> bool {
    let mut sum = 0;
    let mut any = false;
    for (weight, digit) in [9, 8, 7, 6, 5, 4, 3, 2, -1].into_iter().zip(digits) {
        sum += weight * i32::from(digit - b'0');
        any |= *digit != b'0';
    }
    any && sum % 11 == 0
}

fn is_digit(byte: Option<&u8>) -> bool {
    byte.is_some_and(u8::is_ascii_digit)
}
