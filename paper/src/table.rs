//! Tables: widths by what is in the columns, and rows over as many sheets as there are.

use crate::document::{Align, Table};
use crate::layout::TEXT;
use crate::letters::{Line, Weight};
use crate::sheet::{Desk, FINE, FOOT, INK, Ink, LEFT, MAIN, Owner, ROOM, Role, Style, TOP};

const CELL: Style = Style::new(Weight::Regular, 11.5, INK);
const HEAD: Style = Style::new(Weight::Bold, 11.5, INK);
/// Above and below the text of a row.
const PAD: f32 = 3.5;
/// Between columns.
const GAP: f32 = 14.0;

/// A column as it is drawn.
#[derive(Clone, Copy, Debug)]
struct Place {
    x: f32,
    width: f32,
    align: Align,
}

pub(crate) fn lay(desk: &mut Desk<'_>, table: &Table) {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0).max(table.columns.len());
    if columns == 0 || table.rows.is_empty() {
        return;
    }
    let places = places(desk, table, columns);
    let node = desk.node(Role::Table, None);
    let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    let titled = titles.iter().any(|title| !title.trim().is_empty());
    let head = if titled { split(desk, &titles, &places, HEAD) } else { Vec::new() };
    if titled {
        desk.need(height(&head, HEAD) + CELL.leading() + 2.0 * PAD);
        let part = desk.node(Role::Head, Some(node));
        let row = desk.node(Role::Row, Some(part));
        let owners: Vec<Owner> =
            places.iter().map(|_| Owner::Node(desk.node(Role::ColumnHead, Some(row)))).collect();
        draw_head(desk, &head, &places, &owners);
    }
    let body = desk.node(Role::Body, Some(node));
    for cells in &table.rows {
        let row = desk.node(Role::Row, Some(body));
        let role = |at: usize| if at == 0 { Role::RowHead } else { Role::Cell };
        let owners: Vec<Owner> = (0..columns).map(|at| Owner::Node(desk.node(role(at), Some(row)))).collect();
        let split = split(desk, cells, &places, CELL);
        lay_row(desk, &split, &places, &owners, &head);
    }
    desk.y += TEXT.size;
}

/// The lines of each cell.
fn split(desk: &mut Desk<'_>, cells: &[String], places: &[Place], style: Style) -> Vec<Vec<Line>> {
    let text = |at: usize| cells.get(at).map_or("", String::as_str);
    let cell =
        |(at, place): (usize, &Place)| desk.faces.lines(style.weight, text(at), place.width / style.size);
    places.iter().enumerate().map(cell).collect()
}

fn height(cells: &[Vec<Line>], style: Style) -> f32 {
    let lines = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    lines as f32 * style.leading() + 2.0 * PAD
}

fn draw_head(desk: &mut Desk<'_>, head: &[Vec<Line>], places: &[Place], owners: &[Owner]) {
    let most = head.iter().map(Vec::len).max().unwrap_or(0);
    draw(desk, head, 0..most, places, owners, HEAD);
    let line = Ink::Box { x: LEFT, y: desk.y - 1.0, width: ROOM, height: 1.2, colour: MAIN };
    desk.mark(Owner::Nobody, vec![line]);
}

/// A row; one that is higher than a sheet goes on on the next.
fn lay_row(desk: &mut Desk<'_>, cells: &[Vec<Line>], places: &[Place], owners: &[Owner], head: &[Vec<Line>]) {
    let lines = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let mut from = 0;
    // So many lines are never left for the next sheet when a whole sheet has room for the row.
    let whole = FOOT - TOP - if head.is_empty() { 0.0 } else { height(head, HEAD) };
    let fits = height(cells, CELL) <= whole;
    while from < lines {
        let needed = if fits { height(cells, CELL) } else { CELL.leading() + 2.0 * PAD };
        if desk.y + needed > FOOT && desk.y > TOP {
            desk.turn();
            if !head.is_empty() && height(head, HEAD) < (FOOT - TOP) / 2.0 {
                draw_head(desk, head, places, &vec![Owner::Nobody; places.len()]);
            }
        }
        let room = ((FOOT - desk.y - 2.0 * PAD) / CELL.leading()).floor().max(1.0) as usize;
        let to = lines.min(from + room);
        draw(desk, cells, from..to, places, owners, CELL);
        from = to;
        if from == lines {
            let line = Ink::Box { x: LEFT, y: desk.y - 0.3, width: ROOM, height: 0.6, colour: FINE };
            desk.mark(Owner::Nobody, vec![line]);
        }
    }
}

/// Some lines of a row.
fn draw(
    desk: &mut Desk<'_>,
    cells: &[Vec<Line>],
    lines: std::ops::Range<usize>,
    places: &[Place],
    owners: &[Owner],
    style: Style,
) {
    let top = desk.y + PAD;
    for ((cell, place), owner) in cells.iter().zip(places).zip(owners) {
        let shown = cell.iter().take(lines.end).skip(lines.start);
        let ink = shown.enumerate().map(|(at, line)| Ink::Text {
            x: match place.align {
                Align::Left => place.x,
                Align::Right => place.x + (place.width - line.width * style.size).max(0.0),
            },
            y: top + at as f32 * style.leading() + style.ascent(),
            style,
            line: line.clone(),
        });
        let ink: Vec<Ink> = ink.collect();
        // An empty cell is one too: without it the columns of a row would shift. It is there once.
        if !ink.is_empty() || (lines.start == 0 && *owner != Owner::Nobody) {
            desk.mark(*owner, ink);
        }
    }
    desk.y = top + lines.len().max(1) as f32 * style.leading() + PAD;
}

/// How wide each column is: as wide as its text wants; where that is too much, the widest give way.
fn places(desk: &mut Desk<'_>, table: &Table, columns: usize) -> Vec<Place> {
    let gap = GAP.min(ROOM / (4.0 * columns as f32));
    let room = ROOM - gap * (columns as f32 - 1.0);
    let mut least = vec![0.0_f32; columns];
    let mut wanted = vec![0.0_f32; columns];
    let titles = table.columns.iter().enumerate().map(|(at, column)| (at, column.title.as_str(), HEAD));
    let cells =
        table.rows.iter().flat_map(|row| row.iter().enumerate().map(|(at, cell)| (at, cell.as_str(), CELL)));
    for (at, text, style) in titles.chain(cells) {
        let (word, line) = desk.faces.widths(style.weight, text);
        // A hair more, so that adding up in another order never breaks a line.
        least[at] = least[at].max((word * style.size + 0.1).min(room / 2.0));
        wanted[at] = wanted[at].max(line * style.size + 0.1);
    }
    let widths = shared(&least, &wanted, room);
    let mut x = LEFT;
    let mut all = Vec::with_capacity(columns);
    for (at, width) in widths.into_iter().enumerate() {
        let align = table.columns.get(at).map_or(Align::Left, |column| column.align);
        all.push(Place { x, width, align });
        x += width + gap;
    }
    all
}

/// Divides the room: all that is wanted; else the widest give way, each to its least; else less than the least.
fn shared(least: &[f32], wanted: &[f32], room: f32) -> Vec<f32> {
    let (all_least, all_wanted): (f32, f32) = (least.iter().sum(), wanted.iter().sum());
    if all_wanted <= room {
        // What is left is spread evenly: amounts stay at the right edge.
        let more = (room - all_wanted) / wanted.len().max(1) as f32;
        return wanted.iter().map(|width| width + more).collect();
    }
    if all_least >= room {
        return least.iter().map(|width| width * room / all_least).collect();
    }
    // No column gets more than a limit, and the highest limit that fits is between these two.
    let under =
        |limit: f32| least.iter().zip(wanted).map(move |(least, wanted)| wanted.min(limit).max(*least));
    let (mut low, mut high) = (0.0_f32, room);
    for _ in 0..40 {
        let middle = f32::midpoint(low, high);
        if under(middle).sum::<f32>() <= room { low = middle } else { high = middle }
    }
    under(low).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_room_and_short_ones_stay_whole() {
        for (least, wanted) in
            [([50.0, 40.0], [80.0, 40.0]), ([50.0, 40.0], [900.0, 40.0]), ([300.0, 300.0], [900.0, 900.0])]
        {
            let widths = shared(&least, &wanted, 400.0);
            assert!((widths.iter().sum::<f32>() - 400.0).abs() < 0.01, "{widths:?}");
        }
        let widths = shared(&[50.0, 40.0, 60.0], &[900.0, 40.0, 120.0], 400.0);
        assert!((widths[1] - 40.0).abs() < 0.01 && (widths[2] - 120.0).abs() < 0.01, "{widths:?}");
    }
}
