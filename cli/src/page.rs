//! A page for people: plain lines of at most eighty columns.

/// The widest line.
const COLUMNS: usize = 80;

/// Lines, wrapped as they are added.
#[derive(Default)]
pub(crate) struct Page {
    lines: Vec<String>,
}

impl Page {
    /// A page that opens with a heading.
    pub(crate) fn titled(title: &str) -> Self {
        let mut page = Self::default();
        page.say(title);
        page.blank();
        page
    }

    /// A page of one text.
    pub(crate) fn of(text: &str) -> Self {
        let mut page = Self::default();
        page.say(text);
        page
    }

    /// A sentence or more.
    pub(crate) fn say(&mut self, text: &str) -> &mut Self {
        self.wrapped(text, "", "")
    }

    /// A heading inside the page.
    pub(crate) fn part(&mut self, title: &str) -> &mut Self {
        self.blank();
        self.say(title)
    }

    /// A line of a list.
    pub(crate) fn item(&mut self, text: &str) -> &mut Self {
        self.wrapped(text, "- ", "  ")
    }

    /// What belongs to the item above it.
    pub(crate) fn under(&mut self, text: &str) -> &mut Self {
        self.wrapped(text, "  ", "  ")
    }

    /// One empty line, never two.
    pub(crate) fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    pub(crate) fn text(&self) -> String {
        let mut text = self.lines.join("\n").trim_end().to_owned();
        text.push('\n');
        text
    }

    fn wrapped(&mut self, text: &str, first: &str, rest: &str) -> &mut Self {
        let mut start = first;
        for paragraph in text.split('\n') {
            let mut line = start.to_owned();
            let mut width = start.chars().count();
            let empty = width;
            // Only at ordinary spaces: an amount and its sign stay together.
            for word in paragraph.split(' ').map(harmless).filter(|word| !word.is_empty()) {
                let length = word.chars().count();
                if width > empty && width + 1 + length > COLUMNS {
                    self.lines.push(std::mem::replace(&mut line, rest.to_owned()));
                    width = rest.chars().count();
                } else if width > empty {
                    line.push(' ');
                    width += 1;
                }
                line.push_str(&word);
                width += length;
            }
            self.lines.push(line.trim_end().to_owned());
            start = rest;
        }
        self
    }
}

/// One thing more on the same line.
pub(crate) fn also(line: &mut String, text: &str) {
    line.push_str(" · ");
    line.push_str(text);
}

/// Without characters that steer a terminal: other people's words are shown here.
fn harmless(word: &str) -> String {
    word.chars().filter(|letter| !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_wraps_and_hangs_under_its_item() {
        let mut page = Page::default();
        page.item(&"woord ".repeat(30));
        let text = page.text();
        assert!(text.lines().all(|line| line.chars().count() <= COLUMNS), "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("  woord")), "{text}");
        assert_eq!(text.matches("woord").count(), 30);
    }

    #[test]
    fn an_amount_stays_on_one_line() {
        let mut page = Page::default();
        page.say(&format!("{} €\u{a0}12,50", "x".repeat(75)));
        assert_eq!(page.text().lines().nth(1), Some("€\u{a0}12,50"));
    }

    #[test]
    fn other_peoples_words_cannot_steer_the_terminal() {
        assert_eq!(Page::of("a\u{1b}[2Jb\rc").text(), "a[2Jbc\n");
    }
}
