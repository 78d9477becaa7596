//! What can be on paper: a document as a value, with the words in it.

/// A document: a letter, a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What it is called: the largest heading, and the name that a reader shows.
    pub title: String,
    /// The language of its words, such as `nl`.
    pub language: String,
    /// The day on which it was made, for whoever sorts files by it.
    pub made: Day,
    /// What stands at the foot of each page, beside the number of the page. One line; what does not fit is left out.
    pub footer: String,
    /// What it says, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to 31.
    pub day: u8,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The heading of a section.
    Section(String),
    /// A heading within a section.
    Heading(String),
    /// A paragraph. A line end within it is a line end on paper.
    Words(String, Tone),
    /// Points, each with a dot.
    List(Vec<String>),
    /// Rows and columns.
    Table(Table),
    /// A picture of figures.
    Chart(Chart),
    /// How far something is.
    Progress {
        /// What it is about.
        title: String,
        /// From 0 to 100.
        percent: u8,
    },
    /// Parts that stay on one page if they fit on one.
    Together(Vec<Block>),
}

/// How words are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As most words are.
    #[default]
    Plain,
    /// Beside the point: a date, a source.
    Quiet,
}

/// Rows and columns. The first cell of a row says what the row is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns; where none has a title, no head is drawn.
    pub columns: Vec<Column>,
    /// The cells. A row may be shorter than the columns: the rest is empty.
    pub rows: Vec<Vec<String>>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What is in it.
    pub title: String,
    /// On which side its text stands.
    pub align: Align,
}

/// On which side text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Amounts: their cents stand below each other.
    Right,
}

/// A picture of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it shows; a screen reader says this, and the points.
    pub title: String,
    /// How it is drawn.
    pub shape: Shape,
    /// The figures, in order.
    pub points: Vec<Point>,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Upright bars, one after another in time; below zero they hang.
    Bars,
    /// A bar that lies behind the name of each; nothing is below zero.
    Named,
    /// A line through points in time.
    Line,
}

/// A figure in a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// When, or of what.
    pub label: String,
    /// The figure in words.
    pub text: String,
    /// The figure.
    pub value: i64,
}

/// So many points are told in words; of more, the first and the last ones.
const TOLD: usize = 60;

impl Chart {
    /// The chart in words, for whoever does not see it.
    pub fn told(&self) -> String {
        let all: Vec<String> = self
            .points
            .iter()
            .map(|point| format!("{} {}", point.label, point.text).trim().to_owned())
            .filter(|said| !said.is_empty())
            .collect();
        let all = if all.len() > TOLD {
            let (first, last) = (&all[..TOLD / 2], &all[all.len() - TOLD / 2..]);
            format!("{}; …; {}", first.join("; "), last.join("; "))
        } else {
            all.join("; ")
        };
        match (self.title.is_empty(), all.is_empty()) {
            (_, true) => self.title.clone(),
            (true, false) => all,
            (false, false) => format!("{}: {all}", self.title),
        }
    }
}

impl Block {
    /// A paragraph as most are.
    pub fn words(text: impl Into<String>) -> Block {
        Block::Words(text.into(), Tone::Plain)
    }

    /// A paragraph beside the point.
    pub fn quiet(text: impl Into<String>) -> Block {
        Block::Words(text.into(), Tone::Quiet)
    }

    fn signs(&self) -> usize {
        match self {
            Block::Section(text) | Block::Heading(text) | Block::Words(text, _) => text.len() + 1,
            Block::Progress { title, .. } => title.len() + 1,
            Block::List(points) => points.iter().map(|point| point.len() + 1).sum(),
            Block::Table(table) => {
                let head: usize = table.columns.iter().map(|column| column.title.len() + 1).sum();
                head + table.rows.iter().flatten().map(|cell| cell.len() + 1).sum::<usize>()
            }
            Block::Chart(chart) => {
                let points = chart.points.iter().map(|point| point.label.len() + point.text.len() + 1);
                chart.title.len() + points.sum::<usize>()
            }
            Block::Together(blocks) => blocks.iter().map(Block::signs).sum(),
        }
    }
}

impl Document {
    /// How large it is: bytes of text, and one for each part.
    #[must_use]
    pub fn signs(&self) -> usize {
        self.title.len() + self.footer.len() + self.blocks.iter().map(Block::signs).sum::<usize>()
    }
}
