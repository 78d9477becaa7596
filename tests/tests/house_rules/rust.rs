//! Just enough of a Rust reader: code without comments and texts, and the texts apart.

/// Rust source taken apart. Lines keep their numbers.
pub(crate) struct Source {
    /// The code, with a space for each character of a comment or of a text.
    pub(crate) code: String,
    /// Each text between quotes with the number of the line on which it begins.
    pub(crate) texts: Vec<(usize, String)>,
}

/// Takes a source apart.
pub(crate) fn read(source: &str) -> Source {
    let mut reader =
        Reader { rest: source.chars().collect(), at: 0, line: 1, code: String::new(), texts: Vec::new() };
    while reader.at < reader.rest.len() {
        reader.step();
    }
    Source { code: reader.code, texts: reader.texts }
}

/// Only what ships: a file of tests is empty, and an inline module of tests at the end is cut off.
pub(crate) fn shipped<'s>(path: &str, source: &'s str) -> &'s str {
    let is_test = path.starts_with("tests/")
        || path.starts_with("benches/")
        || path.contains("/tests/")
        || path.ends_with("/tests.rs");
    if is_test {
        return "";
    }
    let inline = source.find("#[cfg(test)]\nmod ").filter(|at| {
        let after = &source[*at..];
        after.lines().nth(1).is_some_and(|line| line.ends_with('{'))
    });
    &source[..inline.unwrap_or(source.len())]
}

/// Whether `word` stands in `code` by itself, not as a part of a longer name.
pub(crate) fn has_word(code: &str, word: &str) -> bool {
    let part_of_name = |one: char| one.is_alphanumeric() || one == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    })
}

struct Reader {
    rest: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    texts: Vec<(usize, String)>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.rest.get(self.at + ahead).copied().unwrap_or('\0')
    }

    /// Takes one character, as code or as a space.
    fn take(&mut self, as_code: bool) -> char {
        let one = self.peek(0);
        self.at += 1;
        if one == '\n' {
            self.line += 1;
            self.code.push('\n');
        } else {
            self.code.push(if as_code { one } else { ' ' });
        }
        one
    }

    fn step(&mut self) {
        match (self.peek(0), self.peek(1)) {
            ('/', '/') => {
                while self.at < self.rest.len() && self.peek(0) != '\n' {
                    self.take(false);
                }
            }
            ('/', '*') => self.block_comment(),
            ('"', _) => self.text(),
            ('r', '"' | '#') if !self.inside_name() => self.raw_text(),
            ('\'', _) => self.quote(),
            _ => {
                self.take(true);
            }
        }
    }

    fn inside_name(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.rest.get(at)).copied();
        // `br"..."` is raw too.
        before.is_some_and(|one| (one.is_alphanumeric() || one == '_') && one != 'b')
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.rest.len() {
            let pair = (self.peek(0), self.peek(1));
            if pair == ('/', '*') || pair == ('*', '/') {
                depth += if pair.0 == '/' { 1 } else { -1 };
                self.take(false);
            }
            self.take(false);
            if depth == 0 {
                return;
            }
        }
    }

    fn text(&mut self) {
        let line = self.line;
        let mut text = String::new();
        self.take(true);
        while self.at < self.rest.len() && self.peek(0) != '"' {
            if self.peek(0) == '\\' {
                self.take(false);
            }
            text.push(self.take(false));
        }
        self.take(true);
        self.texts.push((line, text));
    }

    fn raw_text(&mut self) {
        let mut hashes = 0;
        while self.peek(1 + hashes) == '#' {
            hashes += 1;
        }
        if self.peek(1 + hashes) != '"' {
            self.take(true);
            return;
        }
        let line = self.line;
        for _ in 0..hashes + 2 {
            self.take(false);
        }
        let mut text = String::new();
        while self.at < self.rest.len() {
            if self.peek(0) == '"' && (1..=hashes).all(|ahead| self.peek(ahead) == '#') {
                break;
            }
            text.push(self.take(false));
        }
        for _ in 0..=hashes {
            self.take(false);
        }
        self.texts.push((line, text));
    }

    /// A character such as `'{'`, or a lifetime such as `'a`.
    fn quote(&mut self) {
        if self.peek(1) == '\\' {
            for _ in 0..3 {
                self.take(false);
            }
            while self.at < self.rest.len() && self.peek(0) != '\'' {
                self.take(false);
            }
            self.take(false);
        } else if self.peek(2) == '\'' {
            for _ in 0..3 {
                self.take(false);
            }
        } else {
            self.take(true);
        }
    }
}

#[test]
fn comments_and_texts_are_told_from_code() {
    let source = read(
        "let a = \"unsafe\"; // unsafe\n/* unsafe /* unsafe */ */ let b = r#\"un\"safe\"#; let c = '\"'; x('a)",
    );
    assert!(!has_word(&source.code, "unsafe"));
    assert_eq!(source.texts, [(1, "unsafe".to_owned()), (2, "un\"safe".to_owned())]);
    assert!(source.code.contains("let c ="));
}

#[test]
fn a_word_inside_a_longer_name_is_another_word() {
    assert!(has_word("let x: f64 = 1.0;", "f64"));
    assert!(!has_word("value.as_f64()", "f64"));
}

#[test]
fn tests_do_not_ship() {
    assert_eq!(shipped("core/domain/src/budget/tests.rs", "x"), "");
    assert_eq!(shipped("core/domain/src/a.rs", "x\n#[cfg(test)]\nmod tests {\n}\n"), "x\n");
    assert_eq!(shipped("core/domain/src/a.rs", "#[cfg(test)]\nmod tests;\nx"), "#[cfg(test)]\nmod tests;\nx");
}
