//! Pictures of figures: bars and lines that say the same as the words beside them, in black and white too.

use crate::document::{Chart, Point, Shape};
use crate::layout::{SMALL, TEXT};
use crate::letters::{Line, Weight};
use crate::sheet::{Colour, Desk, FINE, INK, Ink, LEFT, MAIN, Owner, QUIET, RIGHT, ROOM, Role, Style, UNDER};

/// How high a picture over time is, without the words above and below.
const HIGH: f32 = 120.0;
/// A bar with a name.
const NAMED: f32 = 19.0;
/// How wide the names of bars are at most.
const NAMES: f32 = ROOM * 0.45;
const VALUE: Style = Style::new(Weight::Regular, 10.0, INK);
/// Of so many points in time each can be said.
const SAID: usize = 12;
/// So many named bars are drawn: they fit on one sheet.
const NAMED_MAX: usize = 30;

pub(crate) fn lay(desk: &mut Desk<'_>, chart: &Chart) {
    if chart.points.is_empty() {
        return;
    }
    match chart.shape {
        Shape::Named => named(desk, chart),
        Shape::Bars | Shape::Line => over_time(desk, chart),
    }
    desk.y += TEXT.size;
}

/// How far something is, as a bar that fills.
pub(crate) fn progress(desk: &mut Desk<'_>, title: &str, percent: u8) {
    let percent = percent.min(100);
    desk.need(30.0);
    let node =
        desk.node(Role::Figure(format!("{title}: {percent} %").trim_start_matches(": ").to_owned()), None);
    let y = desk.y + 2.0;
    let number = desk.faces.line(TEXT.weight, &format!("{percent} %"), ROOM);
    let wide = ROOM - 56.0;
    let right = RIGHT - number.width * TEXT.size;
    let mut ink = vec![filled(LEFT, y, wide, 14.0, FINE)];
    if percent > 0 {
        ink.push(filled(LEFT, y, wide * f32::from(percent) / 100.0, 14.0, MAIN));
    }
    ink.push(Ink::Text { x: right, y: y + 12.0, style: TEXT, line: number });
    desk.mark(Owner::Node(node), ink);
    desk.y += 30.0;
}

fn filled(x: f32, y: f32, width: f32, height: f32, colour: Colour) -> Ink {
    Ink::Box { x, y, width: width.max(0.8), height: height.max(0.8), colour }
}

fn named(desk: &mut Desk<'_>, chart: &Chart) {
    let shown = &chart.points[..chart.points.len().min(NAMED_MAX)];
    desk.need(NAMED * shown.len() as f32);
    let node = desk.node(Role::Figure(chart.told()), None);
    let most = shown.iter().map(|point| point.value).max().unwrap_or(0).max(1);
    let lines: Vec<_> =
        shown.iter().map(|point| desk.faces.line(VALUE.weight, &point.label, NAMES / VALUE.size)).collect();
    let names = lines.iter().map(|line| line.width * VALUE.size).fold(0.0, f32::max) + 10.0;
    let mut ink = Vec::new();
    for (line, point) in lines.into_iter().zip(shown) {
        ink.push(Ink::Text { x: LEFT, y: desk.y + 13.0, style: VALUE, line });
        let wide = (ROOM - names) * part(point.value.max(0), 0, most);
        ink.push(filled(LEFT + names, desk.y + 3.0, wide, NAMED - 6.0, MAIN));
        desk.y += NAMED;
    }
    desk.mark(Owner::Node(node), ink);
}

/// Where a figure is between two others, from 0 to 1.
fn part(value: i64, least: i64, most: i64) -> f32 {
    let span = (i128::from(most) - i128::from(least)).max(1);
    ((i128::from(value) - i128::from(least)) as f32 / span as f32).clamp(0.0, 1.0)
}

fn over_time(desk: &mut Desk<'_>, chart: &Chart) {
    let step = ROOM / chart.points.len() as f32;
    let (below, rows) = labels(desk, &chart.points, step);
    let above = VALUE.leading() + 2.0;
    desk.need(above + HIGH + rows as f32 * SMALL.leading());
    let node = desk.node(Role::Figure(chart.told()), None);
    let values = || chart.points.iter().map(|point| point.value);
    let (least, most) = (values().min().unwrap_or(0).min(0), values().max().unwrap_or(0).max(0));
    let scale = Scale { top: desk.y + above, least, most: most.max(least.saturating_add(1)), step };
    let mut ink = vec![filled(LEFT, scale.level(0), ROOM, 0.8, QUIET)];
    match chart.shape {
        Shape::Line => {
            let points = chart.points.iter().enumerate();
            let points: Vec<(f32, f32)> =
                points.map(|(at, point)| (scale.middle(at), scale.level(point.value))).collect();
            ink.extend(points.iter().map(|(x, y)| filled(x - 2.5, y - 2.5, 5.0, 5.0, MAIN)));
            ink.push(Ink::Path { points, width: 2.0, colour: MAIN });
        }
        Shape::Bars | Shape::Named => {
            for (at, point) in chart.points.iter().enumerate() {
                let wide = (step * 0.7).clamp(0.8, 60.0);
                let (level, zero) = (scale.level(point.value), scale.level(0));
                let colour = if point.value < 0 { UNDER } else { MAIN };
                let high = (level - zero).abs();
                ink.push(filled(scale.middle(at) - wide / 2.0, level.min(zero), wide, high, colour));
            }
        }
    }
    ink.extend(amounts(desk, &chart.points, &scale));
    let foot = scale.top + HIGH;
    for (at, lines) in below {
        for (row, line) in lines.into_iter().enumerate() {
            let y = foot + (row + 1) as f32 * SMALL.leading();
            ink.push(centred(line, scale.middle(at), y, SMALL));
        }
    }
    desk.mark(Owner::Node(node), ink);
    desk.y = foot + rows as f32 * SMALL.leading() + 6.0;
}

/// Where figures are on paper.
struct Scale {
    top: f32,
    least: i64,
    most: i64,
    step: f32,
}

impl Scale {
    fn level(&self, value: i64) -> f32 {
        self.top + HIGH * (1.0 - part(value, self.least, self.most))
    }

    fn middle(&self, at: usize) -> f32 {
        LEFT + self.step * (at as f32 + 0.5)
    }
}

/// The names below a chart, and on how many rows: of each point where they fit on two, else of the first and the last.
fn labels(desk: &mut Desk<'_>, points: &[Point], step: f32) -> (Vec<(usize, Vec<Line>)>, usize) {
    let room = (step - 8.0) / SMALL.size;
    let fits = points.len() <= SAID
        && points.iter().all(|point| desk.faces.widths(SMALL.weight, &point.label).0 <= room);
    if fits {
        let split = points.iter().map(|point| desk.faces.lines(SMALL.weight, &point.label, room));
        let all: Vec<(usize, Vec<Line>)> = split.enumerate().collect();
        let rows = all.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        if rows <= 2 {
            return (all, rows);
        }
    }
    let mut ends = vec![0, points.len() - 1];
    ends.dedup();
    let line =
        |at: usize| (at, vec![desk.faces.line(SMALL.weight, &points[at].label, ROOM / 2.2 / SMALL.size)]);
    (ends.into_iter().map(line).collect(), 1)
}

/// The figures in words: of each point where they fit, else of the highest and the lowest.
fn amounts(desk: &mut Desk<'_>, points: &[Point], scale: &Scale) -> Vec<Ink> {
    let width =
        |desk: &mut Desk<'_>, point: &Point| desk.faces.widths(VALUE.weight, &point.text).1 * VALUE.size;
    let all = points.len() <= SAID && points.iter().all(|point| width(desk, point) + 6.0 <= scale.step);
    let places = || points.iter().enumerate();
    let highest = places().rev().max_by_key(|(_, point)| point.value).map_or(0, |(at, _)| at);
    let lowest = places().min_by_key(|(_, point)| point.value).map_or(0, |(at, _)| at);
    let apart = (scale.middle(highest) - scale.middle(lowest)).abs()
        > width(desk, &points[highest]) + width(desk, &points[lowest]);
    let mut ink = Vec::new();
    for (at, point) in places().filter(|(at, _)| all || *at == highest || (*at == lowest && apart)) {
        let line = desk.faces.line(VALUE.weight, &point.text, ROOM / 2.2 / VALUE.size);
        let Ink::Text { x, y, style, line } = centred(line, scale.middle(at), 0.0, VALUE) else { continue };
        let top = scale.level(point.value.max(0));
        // On a bar it cannot be read, and above another one it would be taken for that one's.
        let (from, to) = (x - scale.step / 2.0, x + line.width * VALUE.size + scale.step / 2.0);
        let mut under = places().filter(|(other, _)| (from..=to).contains(&scale.middle(*other)));
        if !all && under.any(|(_, other)| scale.level(other.value) < top - 1.0) {
            continue;
        }
        ink.push(Ink::Text { x, y: y + top - 5.0, style, line });
    }
    ink
}

/// One line around a point, within the margins.
fn centred(line: Line, middle: f32, y: f32, style: Style) -> Ink {
    let wide = line.width * style.size;
    let x = (middle - wide / 2.0).min(RIGHT - wide).max(LEFT);
    Ink::Text { x, y, style, line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_between_the_least_and_the_most() {
        for (value, least, most, expected) in
            [(0, 0, 0, 0.0), (5, 0, 10, 0.5), (-5, -10, 10, 0.25), (i64::MAX, i64::MIN, i64::MAX, 1.0)]
        {
            assert!((part(value, least, most) - expected).abs() < 0.001, "{value} {least} {most}");
        }
    }
}
