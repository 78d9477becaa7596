//! Lines over a growing number, both in powers of ten, as an SVG that is readable by day and by night.

use std::fmt::Write as _;

/// What is drawn.
pub(crate) struct Plot<'a> {
    pub(crate) title: &'a str,
    /// What grows.
    pub(crate) below: &'a str,
    /// What is measured.
    pub(crate) beside: &'a str,
    /// Each line with its name.
    pub(crate) lines: Vec<(String, Vec<(f64, f64)>)>,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 250.0;
const TOP: f64 = 46.0;
const BOTTOM: f64 = 52.0;
/// Told apart by people who see no red or green, and on white and on black.
const COLOURS: [&str; 6] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#767676"];

impl Plot<'_> {
    pub(crate) fn to_svg(&self) -> String {
        let points = || self.lines.iter().flat_map(|(_, points)| points);
        let (from_x, to_x) = decades(points().map(|point| point.0));
        let (from_y, to_y) = decades(points().map(|point| point.1));
        let x = |value: f64| LEFT + (value.log10() - from_x) / (to_x - from_x) * (WIDTH - LEFT - RIGHT);
        let y = |value: f64| {
            HEIGHT - BOTTOM - (value.log10() - from_y) / (to_y - from_y) * (HEIGHT - TOP - BOTTOM)
        };
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
             font-size=\"13\" fill=\"#767676\">\n<text x=\"{LEFT}\" y=\"24\" font-size=\"16\">{}</text>\n",
            self.title
        );
        let grid = |svg: &mut String, (x1, y1): (f64, f64), (x2, y2): (f64, f64)| {
            let _ = writeln!(
                svg,
                "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"#767676\" \
                 stroke-opacity=\".35\"/>"
            );
        };
        for power in from_x as i32..=to_x as i32 {
            let at = x(10_f64.powi(power));
            grid(&mut svg, (at, TOP), (at, HEIGHT - BOTTOM));
            let label = number(power);
            let _ = writeln!(
                svg,
                "<text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{label}</text>",
                HEIGHT - 32.0
            );
        }
        for power in from_y as i32..=to_y as i32 {
            let at = y(10_f64.powi(power));
            grid(&mut svg, (LEFT, at), (WIDTH - RIGHT, at));
            let label = number(power);
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
                LEFT - 8.0,
                at + 4.0
            );
        }
        let middle = (LEFT + WIDTH - RIGHT) / 2.0;
        let _ = writeln!(
            svg,
            "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n<text x=\"{LEFT}\" y=\"41\">{}</text>",
            HEIGHT - 10.0,
            self.below,
            self.beside
        );
        self.draw_lines(&mut svg, x, y);
        svg + "</svg>\n"
    }

    fn draw_lines(&self, svg: &mut String, x: impl Fn(f64) -> f64, y: impl Fn(f64) -> f64) {
        for (at, (name, points)) in self.lines.iter().enumerate() {
            let colour = COLOURS[at % COLOURS.len()];
            let path: Vec<String> =
                points.iter().map(|(px, py)| format!("{:.1},{:.1}", x(*px), y(*py))).collect();
            let _ = writeln!(
                svg,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
                path.join(" ")
            );
            for (px, py) in points {
                let _ = writeln!(
                    svg,
                    "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"{colour}\"/>",
                    x(*px),
                    y(*py)
                );
            }
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\" fill=\"{colour}\">{name}</text>",
                WIDTH - RIGHT + 16.0,
                TOP + 20.0 + at as f64 * 22.0
            );
        }
    }
}

/// The powers of ten around all values, at least one apart.
fn decades(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) =
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let (low, high) = (low.max(0.001).log10().floor(), high.max(0.001).log10().ceil());
    (low, high.max(low + 1.0))
}

fn number(power: i32) -> String {
    let plain = 10_f64.powi(power).to_string();
    let Ok(_) = u32::try_from(power) else { return plain };
    let mut text = String::new();
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
