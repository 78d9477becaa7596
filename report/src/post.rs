//! A message as a letter: who sends it, to whom, when, what it says, and who wrote it.

use opstap::PostalLetter;
use opstap_paper::{Block, Document};

use super::said::day;

pub(crate) fn document(letter: &PostalLetter) -> Document {
    let mut blocks = Vec::new();
    if !letter.reach.is_empty() {
        blocks.push(Block::quiet(letter.reach.join("\n")));
    }
    blocks.push(Block::words(letter.address.join("\n")));
    blocks.push(Block::quiet(&letter.on_text));
    blocks.extend(paragraphs(&letter.text).map(Block::words));
    let below = [letter.greeting.as_str(), letter.sender.as_str(), letter.organisation.as_str()];
    blocks.push(Block::Together(vec![Block::words(below.join("\n"))]));
    Document {
        title: letter.organisation.clone(),
        language: letter.language.to_owned(),
        made: day(letter.on),
        footer: letter.organisation.clone(),
        blocks,
    }
}

/// What stands between empty lines.
fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let parts = lines.split(|line| line.is_empty()).filter(|part| !part.is_empty());
    parts.map(|part| part.join("\n")).collect::<Vec<_>>().into_iter()
}
