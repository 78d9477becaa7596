//! From a document to sheets: what goes where, and what stays together.

use crate::document::{Block, Document, Tone};
use crate::letters::{Faces, Weight};
use crate::sheet::{
    Desk, FINE, FOOT, HEIGHT, INK, Ink, LEFT, Laid, MAIN, Owner, QUIET, RIGHT, ROOM, Role, Style, TOP,
};
use crate::{chart, table};

/// Large enough for whoever reads with glasses.
pub(crate) const TEXT: Style = Style::new(Weight::Regular, 12.0, INK);
pub(crate) const SOFT: Style = Style::new(Weight::Regular, 12.0, QUIET);
pub(crate) const SMALL: Style = Style::new(Weight::Regular, 10.0, QUIET);
const TITLE: Style = Style::new(Weight::Bold, 24.0, INK);
const SECTION: Style = Style::new(Weight::Bold, 17.0, MAIN);
const HEADING: Style = Style::new(Weight::Bold, 13.0, INK);

/// After a paragraph.
const AFTER: f32 = 6.0;
/// A heading takes this much of what follows along to the next sheet.
const FOLLOWS: f32 = 60.0;
/// How far the points of a list stand in.
const INDENT: f32 = 14.0;

/// The sheets of a document.
pub(crate) fn lay(document: &Document, faces: &mut Faces) -> Laid {
    let mut desk = Desk::new(faces);
    if !document.title.trim().is_empty() {
        let node = desk.node(Role::Heading(1, document.title.clone()), None);
        desk.write(Owner::Node(node), &document.title, TITLE, 0.0);
        desk.y += AFTER;
    }
    blocks(&mut desk, &document.blocks);
    feet(&mut desk, &document.footer);
    desk.laid
}

fn blocks(desk: &mut Desk<'_>, all: &[Block]) {
    for block in all {
        lay_block(desk, block);
    }
}

fn lay_block(desk: &mut Desk<'_>, block: &Block) {
    match block {
        Block::Section(text) => section(desk, text),
        Block::Heading(text) => heading(desk, text, HEADING, 3),
        Block::Words(text, tone) => words(desk, text, *tone),
        Block::List(points) => list(desk, points),
        Block::Table(rows) => table::lay(desk, rows),
        Block::Chart(picture) => chart::lay(desk, picture),
        Block::Progress { title, percent } => chart::progress(desk, title, *percent),
        Block::Together(parts) => together(desk, parts),
    }
}

/// On one sheet, if they fit on one. What is together within them is so already, and not laid over again.
fn together(desk: &mut Desk<'_>, parts: &[Block]) {
    if desk.bound {
        return blocks(desk, parts);
    }
    desk.bound = true;
    let place = desk.place();
    let began = desk.y > TOP;
    blocks(desk, parts);
    if began && desk.turned(place) {
        desk.back(place);
        desk.turn();
        blocks(desk, parts);
    }
    desk.bound = false;
}

fn section(desk: &mut Desk<'_>, text: &str) {
    desk.space(22.0);
    desk.need(SECTION.leading() + FOLLOWS);
    if !text.trim().is_empty() {
        desk.stop(text);
    }
    heading(desk, text, SECTION, 2);
    let line = Ink::Box { x: LEFT, y: desk.y - AFTER + 1.0, width: ROOM, height: 1.2, colour: MAIN };
    desk.mark(Owner::Nobody, vec![line]);
    desk.y += 5.0;
}

fn heading(desk: &mut Desk<'_>, text: &str, style: Style, level: u16) {
    if text.trim().is_empty() {
        return;
    }
    desk.space(if level == 3 { 8.0 } else { 0.0 });
    desk.need(style.leading() + FOLLOWS);
    let node = desk.node(Role::Heading(level, text.to_owned()), None);
    desk.write(Owner::Node(node), text, style, 0.0);
    desk.y += if level == 3 { 2.0 } else { AFTER };
}

fn words(desk: &mut Desk<'_>, text: &str, tone: Tone) {
    if text.trim().is_empty() {
        return;
    }
    let style = match tone {
        Tone::Plain => TEXT,
        Tone::Quiet => SOFT,
    };
    // One line alone at the foot of a sheet is hard to follow.
    desk.need(style.leading() * 2.0);
    let node = desk.node(Role::Paragraph, None);
    desk.write(Owner::Node(node), text, style, 0.0);
    desk.y += AFTER;
}

fn list(desk: &mut Desk<'_>, points: &[String]) {
    let points: Vec<&String> = points.iter().filter(|point| !point.trim().is_empty()).collect();
    if points.is_empty() {
        return;
    }
    let node = desk.node(Role::List, None);
    for point in points {
        let item = desk.node(Role::Item, Some(node));
        let dot = desk.node(Role::Dot, Some(item));
        let body = desk.node(Role::ItemBody, Some(item));
        desk.need(TEXT.leading());
        let line = desk.faces.line(TEXT.weight, "•", INDENT);
        let y = desk.y + TEXT.ascent();
        desk.mark(Owner::Node(dot), vec![Ink::Text { x: LEFT, y, style: TEXT, line }]);
        desk.write(Owner::Node(body), point, TEXT, INDENT);
        desk.y += 2.0;
    }
    desk.y += AFTER;
}

/// The foot of each page: what the document is, and which page of how many.
fn feet(desk: &mut Desk<'_>, said: &str) {
    let count = desk.laid.sheets.len();
    let y = FOOT + (HEIGHT - FOOT) / 2.0;
    for at in 0..count {
        let number = desk.faces.line(SMALL.weight, &format!("{} / {count}", at + 1), ROOM / SMALL.size);
        let right = RIGHT - number.width * SMALL.size;
        let left = desk.faces.line(SMALL.weight, said, (right - LEFT) / SMALL.size - 2.0);
        let ink = vec![
            Ink::Box { x: LEFT, y: y - 16.0, width: ROOM, height: 0.6, colour: FINE },
            Ink::Text { x: LEFT, y, style: SMALL, line: left },
            Ink::Text { x: right, y, style: SMALL, line: number },
        ];
        if let Some(sheet) = desk.laid.sheets.get_mut(at) {
            sheet.push(crate::sheet::Mark { owner: Owner::Foot, ink });
        }
    }
}
