//! Texts as PostgreSQL can hold them: all but the character NUL, which an app may write into a name.

use std::borrow::Cow;

/// `\` becomes `\\` and NUL becomes `\0`; every other text stays as it is.
pub(super) fn held(text: &str) -> Cow<'_, str> {
    if text.contains(['\\', '\0']) {
        Cow::Owned(text.replace('\\', "\\\\").replace('\0', "\\0"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that [`held`] was given.
pub(super) fn given(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(one) = rest.next() {
        plain.push(match one {
            '\\' => {
                if rest.next() == Some('0') {
                    '\0'
                } else {
                    '\\'
                }
            }
            one => one,
        });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Every text comes back as it was, and no NUL is ever sent.
        #[test]
        fn a_text_comes_back_as_it_was(text in "([\\\\0]|\0|.){0,24}") {
            let sent = held(&text);
            prop_assert!(!sent.contains('\0'));
            prop_assert_eq!(given(&sent), text);
        }
    }
}
