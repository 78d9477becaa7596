//! Any record as a tree, read from what `Debug` says of it, so that Rust compares the same paths as Kotlin, Swift
//! and Python do by reflection.

use serde_json::{Map, Value, json};

/// The tree of a value: members in camel case, enums as lower camel case words, variants with members under `variant`.
pub(crate) fn tree(value: &impl std::fmt::Debug) -> Value {
    let text = format!("{value:?}");
    let mut reader = Reader { rest: &text };
    let tree = reader.value();
    assert!(reader.rest.is_empty(), "left over: {}", reader.rest);
    tree
}

/// What stands at `path`, such as `phases.0.steps.length`.
pub(crate) fn at<'a>(tree: &'a Value, path: &str) -> std::borrow::Cow<'a, Value> {
    use std::borrow::Cow;
    let mut here = tree;
    for part in path.split('.').filter(|part| !part.is_empty()) {
        here = match (here, part.parse::<usize>()) {
            (Value::Array(list), Ok(at)) => list.get(at).unwrap_or(&Value::Null),
            (Value::Array(list), _) if part == "length" => return Cow::Owned(json!(list.len())),
            (other, _) => &other[part],
        };
    }
    Cow::Borrowed(here)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self) -> Value {
        self.space();
        match self.rest.chars().next() {
            Some('"') => Value::String(self.text()),
            Some('[') => self.list(),
            Some('{') => self.map(),
            _ => self.named(),
        }
    }

    fn named(&mut self) -> Value {
        let end = self.rest.find([' ', '(', ',', ')', ']', '}']).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        if self.take("(") {
            let inner = self.value();
            assert!(self.take(")"), "one value: {}", self.rest);
            return inner;
        }
        if self.rest.starts_with(" {") {
            self.space();
            let mut members = self.members();
            members.insert("variant".to_owned(), json!(camel(name)));
            return Value::Object(members);
        }
        match name {
            "None" => Value::Null,
            "true" => json!(true),
            "false" => json!(false),
            number if number.parse::<i64>().is_ok() => json!(number.parse::<i64>().unwrap()),
            word if word.starts_with(|first: char| first.is_ascii_uppercase()) => json!(camel(word)),
            other => json!(other),
        }
    }

    fn members(&mut self) -> Map<String, Value> {
        assert!(self.take("{"));
        let mut members = Map::new();
        while !self.take("}") {
            self.space();
            let end = self.rest.find(':').unwrap();
            let (name, rest) = self.rest.split_at(end);
            self.rest = &rest[1..];
            let name = camel(name);
            members.insert(name, self.value());
            self.take(",");
            self.space();
        }
        members
    }

    fn map(&mut self) -> Value {
        assert!(self.take("{"));
        let mut members = Map::new();
        while !self.take("}") {
            self.space();
            let name = self.text();
            assert!(self.take(":"));
            members.insert(name, self.value());
            self.take(",");
            self.space();
        }
        Value::Object(members)
    }

    fn list(&mut self) -> Value {
        assert!(self.take("["));
        let mut list = Vec::new();
        while !self.take("]") {
            list.push(self.value());
            self.take(",");
            self.space();
        }
        Value::Array(list)
    }

    fn text(&mut self) -> String {
        let mut escaped = false;
        let end = self.rest[1..]
            .char_indices()
            .find(|(_, letter)| {
                let ends = *letter == '"' && !escaped;
                escaped = *letter == '\\' && !escaped;
                ends
            })
            .map(|(at, _)| at + 2)
            .unwrap();
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        unescaped(&text[1..end - 1])
    }

    fn take(&mut self, what: &str) -> bool {
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        match letters.next().unwrap() {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'u' => {
                let code: String =
                    letters.by_ref().take_while(|one| *one != '}').filter(|one| *one != '{').collect();
                out.push(char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap());
            }
            other => out.push(other),
        }
    }
    out
}

/// `first_name` and `FirstName` as `firstName`.
fn camel(name: &str) -> String {
    let mut out = String::new();
    let mut high = false;
    for (at, letter) in name.chars().enumerate() {
        match letter {
            '_' => high = true,
            first if at == 0 => out.extend(first.to_lowercase()),
            other if high => {
                out.extend(other.to_uppercase());
                high = false;
            }
            other => out.push(other),
        }
    }
    out
}

#[test]
fn a_record_is_read_back_from_what_debug_says() {
    #[derive(Debug)]
    #[allow(dead_code)]
    struct Row {
        first_name: String,
        state: Option<State>,
        rows: Vec<i64>,
    }
    #[derive(Debug)]
    #[allow(dead_code)]
    enum State {
        InUse,
        Failed { why: String },
    }
    let row = Row { first_name: "a \"b\", {c}\n€".into(), state: Some(State::InUse), rows: vec![-3, 4] };
    let read = tree(&row);
    assert_eq!(*at(&read, "firstName"), json!("a \"b\", {c}\n€"));
    assert_eq!(*at(&read, "state"), json!("inUse"));
    assert_eq!(*at(&tree(&State::Failed { why: "x".into() }), "variant"), json!("failed"));
    assert_eq!(*at(&read, "state.none"), Value::Null);
    assert_eq!(*at(&read, "rows.length"), json!(2));
}
