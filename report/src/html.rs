//! One page that needs nothing else: no script, no picture from elsewhere, no network.

use maud::{DOCTYPE, Markup, html};
use opstap_paper::{Align, Block, Document, Table, Tone};

use super::charts;

/// Readable on a screen and on paper, in black and white too.
const STYLE: &str = "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}\
h1,h2{line-height:1.2}h2{margin-top:2.5rem;border-bottom:2px solid #1d5c50}table{border-collapse:collapse;width:100%}\
td,th{text-align:left;padding:.35rem .5rem .35rem 0;border-bottom:1px solid #ccc;vertical-align:top}tbody th{font-weight:normal}\
.amount{text-align:right;white-space:nowrap}svg{width:100%;height:auto;margin:1rem 0}.bar{fill:#1d5c50}.under{fill:#8a4b08}\
.ground{fill:#ddd}line{stroke:#555}polyline{fill:none;stroke:#1d5c50;stroke-width:3}.quiet{color:#555}.lines{white-space:pre-line}\
article{break-inside:avoid}@media print{body{margin:0}h2{break-after:avoid}}";

/// The page of a document.
pub(crate) fn page(document: &Document) -> String {
    html! {
        (DOCTYPE)
        html lang=(document.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                // Nothing is fetched, and nothing runs.
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (document.title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                h1 { (document.title) }
                @for block in &document.blocks { (part(block)) }
            }
        }
    }
    .into_string()
}

fn part(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Section(text) => h2 { (text) },
            Block::Heading(text) => h3 { (text) },
            Block::Words(text, tone) => {
                @if !text.is_empty() { p.lines.quiet[*tone == Tone::Quiet] { (text) } }
            }
            Block::List(points) => {
                @if !points.is_empty() { ul { @for point in points { li { (point) } } } }
            }
            Block::Table(rows) => (table(rows)),
            Block::Chart(chart) => (charts::chart(chart)),
            Block::Progress { title, percent } => {
                (charts::done(title, *percent))
                p { (percent) " %" }
            }
            Block::Together(parts) => article { @for one in parts { (part(one)) } },
        }
    }
}

fn table(table: &Table) -> Markup {
    let right = |at: usize| table.columns.get(at).is_some_and(|column| column.align == Align::Right);
    html! {
        table {
            @if table.columns.iter().any(|column| !column.title.is_empty()) {
                thead {
                    tr {
                        @for (at, column) in table.columns.iter().enumerate() {
                            th.amount[right(at)] scope="col" { (column.title) }
                        }
                    }
                }
            }
            tbody {
                @for row in &table.rows {
                    tr {
                        @for (at, cell) in row.iter().enumerate() {
                            @if at == 0 { th scope="row" { (cell) } } @else { td.amount[right(at)] { (cell) } }
                        }
                    }
                }
            }
        }
    }
}
