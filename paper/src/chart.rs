//! Pictures of figures: bars and lines that say the same as the words beside them, in black and white too.

use crate::document::{Chart, Point, Shape};
use crate::layout::{SMALL, TEXT};
use crate::letters::Weight;
use crate::sheet::{Colour, Desk, FINE, INK, Ink, LEFT, MAIN, Owner, QUIET, RIGHT, ROOM, Role, Style, UNDER};

/// How high a picture over time is, without the words above and below.
const HIGH: f32 = 120.0;
/// A bar with a name.
const NAMED: f32 = 19.0;
/// How wide the names of bars are at most.
const NAMES: f32 = ROOM * 0.45;
const VALUE: Style = Style::new(Weight::Regular, 10.0, INK);
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
    let ink = vec![
        filled(LEFT, y, wide, 14.0, FINE),
        filled(LEFT, y, wide * f32::from(percent) / 100.0, 14.0, MAIN),
        Ink::Text { x: right, y: y + 12.0, style: TEXT, line: number },
    ];
    desk.mark(Owner::Node(node), ink);
    desk.y += 30.0;
}

fn filled(x: f32, y: f32, width: f32, height: f32, colour: Colour) -> Ink {
    Ink::Box { x, y, width: width.max(0.8), height, colour }
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
    let (above, below) = (SMALL.leading() + 2.0, SMALL.leading() + 2.0);
    desk.need(above + HIGH + below);
    let node = desk.node(Role::Figure(chart.told()), None);
    let values = || chart.points.iter().map(|point| point.value);
    let (least, most) = (values().min().unwrap_or(0).min(0), values().max().unwrap_or(0).max(0));
    let top = desk.y + above;
    let level = |value: i64| top + HIGH * (1.0 - part(value, least, most.max(least.saturating_add(1))));
    let zero = level(0);
    let step = ROOM / chart.points.len() as f32;
    let middle = |at: usize| LEFT + step * (at as f32 + 0.5);
    let mut ink = vec![filled(LEFT, zero, ROOM, 0.8, QUIET)];
    match chart.shape {
        Shape::Line => {
            let points: Vec<(f32, f32)> =
                chart.points.iter().enumerate().map(|(at, point)| (middle(at), level(point.value))).collect();
            ink.extend(points.iter().map(|(x, y)| filled(x - 2.5, y - 2.5, 5.0, 5.0, MAIN)));
            ink.push(Ink::Path { points, width: 2.0, colour: MAIN });
        }
        Shape::Bars | Shape::Named => {
            for (at, point) in chart.points.iter().enumerate() {
                let wide = (step * 0.7).clamp(0.8, 60.0);
                let (y, colour) = if point.value < 0 { (zero, UNDER) } else { (level(point.value), MAIN) };
                let height = (level(point.value) - zero).abs().max(0.8);
                ink.push(filled(middle(at) - wide / 2.0, y, wide, height, colour));
            }
        }
    }
    ink.extend(said(desk, &chart.points, step, &level));
    desk.mark(Owner::Node(node), ink);
    desk.y = top + HIGH + below + 4.0;
}

/// Words at a chart: at each point where they fit, else of the first and last day and of the highest and lowest figure.
fn said(desk: &mut Desk<'_>, points: &[Point], step: f32, level: &dyn Fn(i64) -> f32) -> Vec<Ink> {
    let foot = level(points.iter().map(|point| point.value).min().unwrap_or(0).min(0)) + SMALL.leading();
    let last = points.len() - 1;
    let widest = |desk: &mut Desk<'_>, point: &Point| {
        let (label, text) =
            (desk.faces.widths(SMALL.weight, &point.label).1, desk.faces.widths(VALUE.weight, &point.text).1);
        label.max(text) * SMALL.size + 6.0
    };
    let all = points.len() <= 12 && points.iter().all(|point| widest(desk, point) <= step);
    let highest = (0..points.len()).max_by_key(|at| (points[*at].value, usize::MAX - at)).unwrap_or(0);
    let lowest = (0..points.len()).min_by_key(|at| (points[*at].value, *at)).unwrap_or(0);
    let mut ink = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let middle = LEFT + step * (at as f32 + 0.5);
        if all || at == 0 || at == last {
            ink.push(centred(desk, &point.label, middle, foot, SMALL));
        }
        let far = (middle - (LEFT + step * (highest as f32 + 0.5))).abs();
        if all || at == highest || (at == lowest && far > 90.0) {
            let above = level(point.value.max(0)) - 4.0;
            ink.push(centred(desk, &point.text, middle, above, VALUE));
        }
    }
    ink
}

/// One line around a point, within the margins.
fn centred(desk: &mut Desk<'_>, text: &str, middle: f32, y: f32, style: Style) -> Ink {
    let line = desk.faces.line(style.weight, text, ROOM / 2.2 / style.size);
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
