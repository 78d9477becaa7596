//! A message that was written to one person, as an example for others: without their name.

/// A text without the names of the two who wrote to each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nameless {
    /// The text: the client's name is `{voornaam}`, the helper's `{hulpverlener}`.
    pub text: String,
    /// What may still tell of somebody, as it stands in the text: words with a capital within a sentence, numbers of
    /// three digits or more, and addresses. A person looks at these; not each of them is a name.
    pub left: Vec<String>,
}

/// Takes the names of a client and a helper out of a text, whole and by their parts, whatever their capitals.
///
/// Braces that stood in it are taken out as well: they would fill in something that the writer did not mean.
#[must_use]
pub fn nameless(text: &str, client: &str, helper: &str) -> Nameless {
    let mut words: Vec<String> =
        split(&text.replace(['{', '}'], "")).into_iter().map(str::to_owned).collect();
    for (name, variable) in [(client, "{voornaam}"), (helper, "{hulpverlener}")] {
        let parts: Vec<String> = split(name)
            .into_iter()
            .filter(|part| part.chars().count() > 1 && part.chars().all(char::is_alphabetic))
            .map(str::to_lowercase)
            .collect();
        for word in &mut words {
            // "de" and "van" of a name are words of everybody.
            let known = parts.iter().any(|part| *part == word.to_lowercase());
            let telling = word.chars().next().is_some_and(char::is_uppercase) || word.chars().count() > 4;
            if known && telling {
                variable.clone_into(word);
            }
        }
    }
    let text = once(words);
    let left = left(&text);
    Nameless { text, left }
}

/// Runs of letters and digits, and what is between them.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before: Option<bool> = None;
    for (at, one) in text.char_indices() {
        let word = one.is_alphanumeric();
        if before.is_some_and(|before| before != word) {
            parts.push(&text[start..at]);
            start = at;
        }
        before = Some(word);
    }
    if start < text.len() {
        parts.push(&text[start..]);
    }
    parts
}

/// A first and a last name beside each other are one.
fn once(words: Vec<String>) -> String {
    let mut text = String::new();
    let mut last = String::new();
    let mut gap = String::new();
    for word in words {
        let variable = word.starts_with('{');
        if variable && word == last && gap.chars().all(|one| one == ' ' || one == '-') {
            gap.clear();
            continue;
        }
        if variable {
            text.push_str(&gap);
            gap.clear();
            text.push_str(&word);
            last = word;
        } else if word.chars().all(|one| one == ' ' || one == '-') && !last.is_empty() && gap.is_empty() {
            gap = word;
        } else {
            text.push_str(&gap);
            gap.clear();
            text.push_str(&word);
            last.clear();
        }
    }
    text + &gap
}

fn left(text: &str) -> Vec<String> {
    let mut left: Vec<String> = Vec::new();
    let mut begins = true;
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|one: char| !one.is_alphanumeric() && one != '@');
        let digits = bare.chars().filter(char::is_ascii_digit).count();
        let capital = bare.chars().next().is_some_and(char::is_uppercase) && bare.chars().count() > 1;
        let telling = digits > 2 || bare.contains('@') || (capital && !begins);
        if telling && !word.contains('{') && !left.iter().any(|known| known == bare) {
            left.push(bare.to_owned());
        }
        begins = word.ends_with(['.', '!', '?', ':']);
    }
    left
}
