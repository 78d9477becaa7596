//! Pictures in a page, as SVG: they say the same as the words beside them.

use maud::{Markup, html};
use opstap_paper::{Chart, Shape};

/// How wide and how high a picture is.
const WIDTH: usize = 600;
const HEIGHT: usize = 160;

/// Figures that stand on a line of zero, or hang from it. A screen reader says the chart in words.
pub(crate) fn chart(chart: &Chart) -> Markup {
    let values: Vec<i64> = chart.points.iter().map(|point| point.value).collect();
    let step = (WIDTH * 100) / values.len().max(1);
    let top = values.iter().copied().max().unwrap_or(0).max(0);
    let foot = values.iter().copied().min().unwrap_or(0).min(0);
    let level = |value: i64| level(value, top, foot);
    let zero = level(0);
    html! {
        svg role="img" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } {
            title { (chart.told()) }
            @if chart.shape == Shape::Line {
                polyline points=(line(&values, step, &level)) {}
            } @else {
                @for (at, value) in values.iter().enumerate() {
                    @let (high, low) = (level(*value).min(zero), level(*value).max(zero));
                    rect x=(hundredths(at * step)) width=(hundredths(step * 3 / 4)) height=((low - high).max(1))
                        y=(high.min(HEIGHT - 1)) class=(if *value < 0 { "under" } else { "bar" }) {}
                }
            }
            line x1="0" x2=(WIDTH) y1=(zero) y2=(zero) {}
        }
    }
}

/// How far something is, as one bar that fills.
pub(crate) fn done(title: &str, percent: u8) -> Markup {
    html! {
        svg.progress role="img" viewBox="0 0 600 16" {
            title { (title) ": " (percent) " %" }
            rect class="ground" width="600" height="16" rx="8" {}
            rect class="bar" width=(u32::from(percent.min(100)) * 6) height="16" rx="8" {}
        }
    }
}

/// How far below the top a figure is.
fn level(value: i64, top: i64, foot: i64) -> usize {
    let span = (i128::from(top) - i128::from(foot)).max(1);
    let below = (i128::from(top) - i128::from(value)) * HEIGHT as i128 / span;
    usize::try_from(below).unwrap_or(0).min(HEIGHT)
}

fn line(values: &[i64], step: usize, level: &dyn Fn(i64) -> usize) -> String {
    let points = values.iter().enumerate();
    let points: Vec<String> =
        points.map(|(at, value)| format!("{},{}", hundredths(at * step + step / 2), level(*value))).collect();
    points.join(" ")
}

fn hundredths(value: usize) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_between_the_top_and_the_foot() {
        assert_eq!([level(10, 10, -10), level(0, 10, -10), level(-10, 10, -10)], [0, 80, 160]);
        assert_eq!(
            [level(0, 0, 0), level(i64::MAX, i64::MAX, i64::MIN), level(i64::MIN, i64::MAX, i64::MIN)],
            [0, 0, 160]
        );
    }
}
