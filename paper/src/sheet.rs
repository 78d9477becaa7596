//! Sheets while they are laid: what is drawn where, and whose it is in the structure that screen readers follow.
//!
//! Lengths are points, 1/72 inch, from the top left.

use crate::letters::{Faces, Line, Weight};

/// A4.
pub(crate) const WIDTH: f32 = 595.28;
pub(crate) const HEIGHT: f32 = 841.89;
/// What is written stays within these.
pub(crate) const LEFT: f32 = 60.0;
pub(crate) const RIGHT: f32 = WIDTH - 60.0;
pub(crate) const TOP: f32 = 60.0;
pub(crate) const FOOT: f32 = HEIGHT - 76.0;
/// How wide that is.
pub(crate) const ROOM: f32 = RIGHT - LEFT;

/// Red, green, blue.
pub(crate) type Colour = (u8, u8, u8);
pub(crate) const INK: Colour = (27, 27, 27);
pub(crate) const QUIET: Colour = (85, 85, 85);
pub(crate) const FINE: Colour = (200, 200, 200);
pub(crate) const MAIN: Colour = (29, 92, 80);
pub(crate) const UNDER: Colour = (138, 75, 8);

/// How letters look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub(crate) weight: Weight,
    pub(crate) size: f32,
    pub(crate) colour: Colour,
}

impl Style {
    pub(crate) const fn new(weight: Weight, size: f32, colour: Colour) -> Self {
        Self { weight, size, colour }
    }

    /// From one line to the next.
    pub(crate) fn leading(self) -> f32 {
        self.size * 1.42
    }

    /// From the top of a line to where its letters stand.
    pub(crate) fn ascent(self) -> f32 {
        self.size * 1.08
    }
}

/// Something drawn.
#[derive(Clone, Debug)]
pub(crate) enum Ink {
    /// Letters that stand on `y`.
    Text { x: f32, y: f32, style: Style, line: Line },
    /// A box that is filled.
    Box { x: f32, y: f32, width: f32, height: f32, colour: Colour },
    /// A line through points.
    Path { points: Vec<(f32, f32)>, width: f32, colour: Colour },
}

/// What something is, for whoever does not see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A heading of a level, with its text.
    Heading(u16, String),
    Paragraph,
    List,
    Item,
    Dot,
    ItemBody,
    Table,
    Head,
    Body,
    Row,
    ColumnHead,
    RowHead,
    Cell,
    /// A picture, in words.
    Figure(String),
}

/// A part of the structure; what is below it came later.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) parent: Option<usize>,
}

/// Whose ink it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A part of the structure.
    Node(usize),
    /// Nobody's: a line below a row, a head that is said again.
    Nobody,
    /// The foot of the page.
    Foot,
}

/// Ink of one owner.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) owner: Owner,
    pub(crate) ink: Vec<Ink>,
}

/// Where a section begins.
#[derive(Clone, Debug)]
pub(crate) struct Stop {
    pub(crate) title: String,
    pub(crate) sheet: usize,
    pub(crate) y: f32,
}

/// Everything that is laid.
#[derive(Debug)]
pub(crate) struct Laid {
    pub(crate) sheets: Vec<Vec<Mark>>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) stops: Vec<Stop>,
}

/// Where somebody was, to go back to.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    sheets: usize,
    marks: usize,
    nodes: usize,
    stops: usize,
    y: f32,
}

/// The sheet that is being laid, and those below it.
pub(crate) struct Desk<'f> {
    pub(crate) faces: &'f mut Faces,
    pub(crate) laid: Laid,
    /// Where the next thing goes.
    pub(crate) y: f32,
    /// What is being laid belongs together.
    pub(crate) bound: bool,
}

impl<'f> Desk<'f> {
    pub(crate) fn new(faces: &'f mut Faces) -> Self {
        let laid = Laid { sheets: vec![Vec::new()], nodes: Vec::new(), stops: Vec::new() };
        Self { faces, laid, y: TOP, bound: false }
    }

    /// Takes a new sheet when less than this is left on a sheet that was begun.
    pub(crate) fn need(&mut self, height: f32) {
        if self.y + height > FOOT && self.y > TOP {
            self.turn();
        }
    }

    /// A new sheet.
    pub(crate) fn turn(&mut self) {
        self.laid.sheets.push(Vec::new());
        self.y = TOP;
    }

    /// Room between parts, but not at the top of a sheet.
    pub(crate) fn space(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    pub(crate) fn node(&mut self, role: Role, parent: Option<usize>) -> usize {
        self.laid.nodes.push(Node { role, parent });
        self.laid.nodes.len() - 1
    }

    pub(crate) fn mark(&mut self, owner: Owner, ink: Vec<Ink>) {
        if let Some(sheet) = self.laid.sheets.last_mut() {
            sheet.push(Mark { owner, ink });
        }
    }

    /// A text over the width, line by line, over as many sheets as it needs.
    pub(crate) fn write(&mut self, owner: Owner, text: &str, style: Style, indent: f32) {
        let lines = self.faces.lines(style.weight, text, (ROOM - indent) / style.size);
        for line in lines {
            self.need(style.leading());
            let y = self.y + style.ascent();
            self.mark(owner, vec![Ink::Text { x: LEFT + indent, y, style, line }]);
            self.y += style.leading();
        }
    }

    pub(crate) fn stop(&mut self, title: &str) {
        let (sheet, y) = (self.laid.sheets.len() - 1, self.y);
        self.laid.stops.push(Stop { title: title.to_owned(), sheet, y });
    }

    pub(crate) fn place(&self) -> Place {
        Place {
            sheets: self.laid.sheets.len(),
            marks: self.laid.sheets.last().map_or(0, Vec::len),
            nodes: self.laid.nodes.len(),
            stops: self.laid.stops.len(),
            y: self.y,
        }
    }

    /// Takes back what was laid since.
    pub(crate) fn back(&mut self, place: Place) {
        self.laid.sheets.truncate(place.sheets);
        if let Some(sheet) = self.laid.sheets.last_mut() {
            sheet.truncate(place.marks);
        }
        self.laid.nodes.truncate(place.nodes);
        self.laid.stops.truncate(place.stops);
        self.y = place.y;
    }

    /// Whether a sheet was taken since.
    pub(crate) fn turned(&self, place: Place) -> bool {
        self.laid.sheets.len() > place.sheets
    }
}
