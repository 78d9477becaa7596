//! Pictures in a page, as SVG: bars that say the same as the table beside them.

use maud::{Markup, html};

/// How wide and how high a picture is.
const WIDTH: usize = 600;
const HEIGHT: usize = 160;

/// Bars that stand on the foot of the picture. `title` is what a screen reader says.
pub(super) fn bars(title: &str, values: &[i64]) -> Markup {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let parts: Vec<i32> = values.iter().map(|value| thousandths((*value).max(0), most)).collect();
    standing(title, &parts, 1000)
}

/// Bars in thousandths of the picture's height that stand on a line of zero, or hang from it.
pub(super) fn standing(title: &str, parts: &[i32], zero: u32) -> Markup {
    let step = (WIDTH * 100) / parts.len().max(1);
    let line = place(zero);
    html! {
        svg role="img" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } {
            title { (title) }
            @for (at, part) in parts.iter().enumerate() {
                @let height = place(part.unsigned_abs()).max(1);
                rect x=(hundredths(at * step)) width=(hundredths(step * 3 / 4)) height=(height)
                    y=(if *part < 0 { line } else { line.saturating_sub(height) }) class=(if *part < 0 { "under" } else { "bar" }) {}
            }
            line x1="0" x2=(WIDTH) y1=(line) y2=(line) {}
        }
    }
}

/// How far something is, as one bar that fills.
pub(super) fn done(title: &str, percent: u8) -> Markup {
    html! {
        svg.progress role="img" viewBox="0 0 600 16" {
            title { (title) }
            rect class="ground" width="600" height="16" rx="8" {}
            rect class="bar" width=(u32::from(percent.min(100)) * 6) height="16" rx="8" {}
        }
    }
}

fn thousandths(value: i64, most: i64) -> i32 {
    // Between nothing and a thousand: no value is above the largest.
    i32::try_from(i128::from(value) * 1000 / i128::from(most)).unwrap_or(1000)
}

fn place(thousandths: u32) -> usize {
    thousandths as usize * HEIGHT / 1000
}

fn hundredths(value: usize) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}
