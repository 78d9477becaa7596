//! Reads one JSON object field by field, and notes each field that is missing, wrong or unread.

use serde_json::{Map, Value};

use super::problem::{Fault, Problems};

/// Longest title, in characters: one line on a small phone with large letters.
pub(crate) const TITLE: usize = 60;
/// Longest text of a screen part.
pub(crate) const TEXT: usize = 240;
/// One SMS, before the names are filled in.
pub(crate) const SMS: usize = 160;

/// A JSON object being read. Each getter notes a problem and answers a harmless default.
pub(crate) struct Reader<'a> {
    file: &'a str,
    item: String,
    path: String,
    object: Option<&'a Map<String, Value>>,
    seen: Vec<&'a str>,
    lenient: bool,
    problems: &'a mut Problems,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(file: &'a str, item: &str, value: &'a Value, problems: &'a mut Problems) -> Self {
        let object = value.as_object();
        if object.is_none() {
            problems.add(file, item, "is not an object");
        }
        Reader {
            file,
            item: item.to_owned(),
            path: String::new(),
            object,
            seen: Vec::new(),
            lenient: false,
            problems,
        }
    }

    /// Leaves fields alone that nobody reads: they may come from a newer version.
    pub(crate) fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// Reads an object inside this one; problems name the path (`steps[2].title`).
    pub(crate) fn inner<'b>(&'b mut self, path: &str, value: &'b Value) -> Reader<'b> {
        let mut reader = Reader::new(self.file, &self.item, value, self.problems);
        reader.path = format!("{}{path}.", self.path);
        reader.lenient = self.lenient;
        reader
    }

    /// Reads an item of a list as a thing of its own; problems carry its name.
    pub(crate) fn item<'b>(&'b mut self, name: &str, value: &'b Value) -> Reader<'b> {
        Reader::new(self.file, name, value, self.problems)
    }

    pub(crate) fn problem(&mut self, what: &str) {
        self.problems.add(self.file, &self.item, what);
    }

    pub(crate) fn refuse(&mut self, field: &str, why: &str) {
        self.refuse_as(field, why, Fault::Other);
    }

    /// The same, of a sort that a writer can be told in their own words.
    pub(crate) fn refuse_as(&mut self, field: &str, why: &str, fault: Fault) {
        let at = format!("{}{field}", self.path);
        self.problems.note(self.file, &self.item, format!("field {at} {why}"), at, fault);
    }

    fn get(&mut self, field: &'a str) -> Option<&'a Value> {
        self.seen.push(field);
        self.object.and_then(|object| object.get(field))
    }

    pub(crate) fn has(&self, field: &str) -> bool {
        self.object.is_some_and(|object| object.contains_key(field))
    }

    /// A text that must be there, without stray spaces and no longer than `most` characters.
    pub(crate) fn text(&mut self, field: &'a str, most: usize) -> String {
        let Some(value) = self.get(field) else {
            self.refuse_as(field, "is missing", Fault::Missing);
            return String::new();
        };
        let Some(text) = value.as_str() else {
            self.refuse(field, "is not a text");
            return String::new();
        };
        self.check_text(field, text, most);
        text.to_owned()
    }

    fn check_text(&mut self, field: &str, text: &str, most: usize) {
        if text.trim().is_empty() {
            self.refuse_as(field, "is empty", Fault::Empty);
        } else if text.trim() != text {
            self.refuse_as(field, "begins or ends with a space", Fault::Spaces);
        }
        if text.contains(|one: char| one.is_control() && one != '\n') {
            self.refuse_as(field, "has a character that is none for people", Fault::Character);
        }
        let length = text.chars().count();
        if length > most {
            let why = format!("is too long: {length} characters, at most {most}");
            self.refuse_as(field, &why, Fault::TooLong(most));
        }
    }

    pub(crate) fn text_if_there(&mut self, field: &'a str, most: usize) -> Option<String> {
        self.has(field).then(|| self.text(field, most))
    }

    /// A text that may be empty.
    pub(crate) fn free_text(&mut self, field: &'a str) -> String {
        if let Some(text) = self.get(field).and_then(Value::as_str) {
            return text.to_owned();
        }
        self.refuse(field, "is missing or not a text");
        String::new()
    }

    /// One word out of a closed list.
    pub(crate) fn one_of(&mut self, field: &'a str, choices: &[&str]) -> String {
        let word = self.text(field, TITLE);
        if !word.is_empty() && !choices.contains(&word.as_str()) {
            let why = format!("is {word}, which is none of: {}", choices.join(", "));
            self.refuse_as(field, &why, Fault::Choice);
        }
        word
    }

    /// A whole number between `least` and `most`.
    pub(crate) fn number(&mut self, field: &'a str, least: i64, most: i64) -> i64 {
        let Some(number) = self.get(field).and_then(Value::as_i64) else {
            let fault = if self.has(field) { Fault::Number(least, most) } else { Fault::Missing };
            self.refuse_as(field, "is missing or not a whole number", fault);
            return least;
        };
        if number < least || number > most {
            let why = format!("is {number}, outside {least} to {most}");
            self.refuse_as(field, &why, Fault::Number(least, most));
            return least;
        }
        number
    }

    pub(crate) fn number_if_there(&mut self, field: &'a str, least: i64, most: i64) -> Option<i64> {
        self.has(field).then(|| self.number(field, least, most))
    }

    pub(crate) fn flag(&mut self, field: &'a str) -> bool {
        let Some(flag) = self.get(field).and_then(Value::as_bool) else {
            self.refuse(field, "is missing or not true or false");
            return false;
        };
        flag
    }

    /// A list that must be there and hold something.
    pub(crate) fn list(&mut self, field: &'a str) -> &'a [Value] {
        let list = self.list_or_empty(field);
        if list.is_empty() && self.get(field).is_some_and(Value::is_array) {
            self.refuse_as(field, "is an empty list", Fault::NothingInIt);
        }
        list
    }

    /// The same, of at most so many.
    pub(crate) fn list_of(&mut self, field: &'a str, most: usize) -> &'a [Value] {
        let list = self.list(field);
        if list.len() > most {
            self.refuse_as(field, &format!("has {}, at most {most}", list.len()), Fault::TooMany(most));
        }
        &list[..list.len().min(most)]
    }

    pub(crate) fn list_or_empty(&mut self, field: &'a str) -> &'a [Value] {
        let Some(list) = self.get(field).and_then(Value::as_array) else {
            let fault = if self.has(field) { Fault::Other } else { Fault::Missing };
            self.refuse_as(field, "is missing or not a list", fault);
            return &[];
        };
        list
    }

    /// A list of texts, each at most `most` characters.
    pub(crate) fn texts(&mut self, field: &'a str, most: usize) -> Vec<String> {
        let mut texts = Vec::new();
        for (index, value) in self.list_or_empty(field).iter().enumerate() {
            let at = format!("{field}[{index}]");
            if let Some(text) = value.as_str() {
                self.check_text(&at, text, most);
                texts.push(text.to_owned());
            } else {
                self.refuse(&at, "is not a text");
            }
        }
        texts
    }

    /// Anything at all, checked by the caller.
    pub(crate) fn any(&mut self, field: &'a str) -> Option<&'a Value> {
        let value = self.get(field);
        if value.is_none() {
            self.refuse_as(field, "is missing", Fault::Missing);
        }
        value
    }

    /// Ends the reading: a field that nobody read is a typing error, or from another format.
    /// The whole object as a value of the domain, which knows its fields; `None` and a problem when it is none.
    pub(crate) fn whole<T: serde::de::DeserializeOwned>(&mut self) -> Option<T> {
        let object = self.object?;
        self.seen.extend(object.keys().map(String::as_str));
        T::deserialize(object).map_err(|why| self.problem(&format!("cannot be read: {why}"))).ok()
    }

    pub(crate) fn finish(mut self) {
        let Some(object) = self.object.filter(|_| !self.lenient) else { return };
        let unread: Vec<&String> = object.keys().filter(|key| !self.seen.contains(&key.as_str())).collect();
        for key in unread {
            self.refuse_as(key, "is unknown", Fault::Unknown);
        }
    }
}
