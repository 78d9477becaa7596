//! What is on paper is read back by a reader of PDF that shares nothing with the writer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use opstap_paper::{
    Align, Block, Chart, Column, Day, Document, PaperError, Point, SIGNS_MAX, Shape, Table, pdf,
};
use proptest::prelude::*;

#[test]
fn everything_that_is_said_can_be_read_back() {
    let pages = read(&pdf(&report()).unwrap());
    let all = pages.join("\n");
    for said in [
        "Mijn dossier: Noor",
        "Mijn geld",
        "€ 1.234,56",
        "Zorgverzekering",
        "wat",
        "10 januari",
        "42 %",
        "Привіт",
    ] {
        assert!(all.contains(said), "{said} is not on paper:\n{all}");
    }
    assert!(all.contains("27 november 2026") && all.contains(&format!("1 / {}", pages.len())));
}

#[test]
fn a_reader_is_told_the_language_the_title_and_the_structure() {
    let document = lopdf::Document::load_mem(&pdf(&report()).unwrap()).unwrap();
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"nl");
    let whole = format!("{:?}", document.objects);
    for structure in
        ["StructTreeRoot", "MarkInfo", "/TH", "/TD", "/THead", "/H1", "/H2", "/Figure", "/LBody", "/Outlines"]
    {
        assert!(whole.contains(structure), "{structure} is not in the structure");
    }
    let about =
        catalog.get(b"Metadata").and_then(|at| document.get_object(at.as_reference().unwrap())).unwrap();
    let about = String::from_utf8(about.as_stream().unwrap().content.clone()).unwrap();
    assert!(about.contains("pdfuaid:part") && about.contains("Mijn dossier: Noor"), "{about}");
    // The picture in words.
    let said = alternatives(&document);
    assert!(
        said.iter().any(|said| said == "Schulden: 10 januari € 300,00; 10 februari € 200,00"),
        "{said:?}"
    );
}

#[test]
fn the_same_document_is_the_same_bytes() {
    assert_eq!(pdf(&report()).unwrap(), pdf(&report()).unwrap());
}

#[test]
fn the_head_of_a_long_table_stands_on_every_page_and_no_row_is_lost() {
    let rows = (0..400).map(|at| vec![format!("rij{at}x"), "€ 1.234,56".to_owned()]).collect();
    let table = Table { columns: columns(), rows };
    let pages = read(&pdf(&letter(vec![Block::Table(table)])).unwrap());
    assert!(pages.len() > 5, "{}", pages.len());
    for page in &pages {
        assert_eq!(page.matches("bedrag").count(), 1, "{page}");
    }
    let all = pages.join("\n");
    assert!((0..400).all(|at| all.matches(&format!("rij{at}x")).count() == 1));
}

#[test]
fn a_row_that_is_higher_than_a_page_goes_on_on_the_next() {
    let long: Vec<String> = (0..3000).map(|at| format!("woord{at}")).collect();
    let pages = read(
        &pdf(&letter(vec![Block::Table(Table {
            columns: columns(),
            rows: vec![vec!["kort".to_owned(), long.join(" ")]],
        })]))
        .unwrap(),
    );
    assert!(pages.len() > 3, "{}", pages.len());
    let all = pages.join("\n");
    assert!((0..3000).step_by(97).all(|at| all.contains(&format!("woord{at}"))));
}

#[test]
fn what_belongs_together_stays_on_one_page() {
    let filler = (0..23).map(|at| Block::words(format!("regel {at}")));
    let talk = Block::Together(vec![Block::quiet("begin"), Block::words("midden"), Block::words("einde")]);
    for more in 0..8 {
        let blocks =
            filler.clone().chain((0..more).map(|_| Block::words("meer"))).chain([talk.clone()]).collect();
        let pages = read(&pdf(&letter(blocks)).unwrap());
        let with = |word: &str| pages.iter().position(|page| page.contains(word)).unwrap();
        assert_eq!(with("begin"), with("einde"), "after {more}");
    }
}

#[test]
fn parts_within_parts_are_laid_twice_at_most() {
    let mut deep = Block::Together((0..60).map(|at| Block::words(format!("regel {at}"))).collect());
    for _ in 0..200 {
        deep = Block::Together(vec![deep]);
    }
    let pages = read(&pdf(&letter(vec![Block::words("vooraf"), deep])).unwrap());
    assert_eq!(pages.join("\n").matches("regel 59").count(), 1);
}

#[test]
fn an_empty_document_is_a_page() {
    assert_eq!(read(&pdf(&Document::default()).unwrap()).len(), 1);
}

#[test]
fn ten_thousand_rows_are_some_hundreds_of_pages() {
    let row = |at: i64| vec![format!("Betaling {at}"), format!("€ {at},00")];
    let table = Table { columns: columns(), rows: (0..10_000).map(row).collect() };
    let bytes = pdf(&letter(vec![Block::Table(table)])).unwrap();
    let pages = lopdf::Document::load_mem(&bytes).unwrap().get_pages().len();
    assert!((200..600).contains(&pages), "{pages}");
    assert!(bytes.len() < 20_000_000, "{}", bytes.len());
}

#[test]
fn more_than_paper_takes_is_refused() {
    let blocks = vec![Block::words("a".repeat(SIGNS_MAX))];
    assert_eq!(pdf(&letter(blocks)), Err(PaperError::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is said, in whatever script: it is a PDF that can be opened.
    #[test]
    fn anything_becomes_a_pdf(title in "\\p{Any}{0,20}", blocks in prop::collection::vec(block(), 0..12)) {
        let document = Document { title, footer: "voet".to_owned(), language: "nl".to_owned(), blocks, ..Document::default() };
        let bytes = pdf(&document);
        prop_assert!(bytes.is_ok(), "{bytes:?}");
        let read = lopdf::Document::load_mem(&bytes.unwrap());
        prop_assert!(read.is_ok_and(|read| !read.get_pages().is_empty()));
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\p{Any}{0,40}",
        "[a-zA-Z€ąłğşжї\\n ]{0,200}",
        "[^ ]{0,300}",
        Just("مرحبا 🙂".to_owned()),
        Just(String::new())
    ]
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        text().prop_map(Block::Section),
        text().prop_map(Block::Heading),
        text().prop_map(Block::words),
        text().prop_map(Block::quiet),
        prop::collection::vec(text(), 0..5).prop_map(Block::List),
        (
            prop::collection::vec(text(), 0..8),
            prop::collection::vec(prop::collection::vec(text(), 0..9), 0..20)
        )
            .prop_map(|(titles, rows)| Block::Table(Table {
                columns: titles.into_iter().map(|title| Column { title, align: Align::Right }).collect(),
                rows,
            })),
        (text(), 0..3_usize, prop::collection::vec((text(), text(), any::<i64>()), 0..40)).prop_map(
            |(title, shape, points)| {
                let points =
                    points.into_iter().map(|(label, text, value)| Point { label, text, value }).collect();
                Block::Chart(Chart { title, shape: [Shape::Bars, Shape::Named, Shape::Line][shape], points })
            }
        ),
        (text(), any::<u8>()).prop_map(|(title, percent)| Block::Progress { title, percent }),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Block::Together))
}

fn letter(blocks: Vec<Block>) -> Document {
    Document {
        title: "Brief".to_owned(),
        language: "nl".to_owned(),
        made: Day { year: 2026, month: 11, day: 27 },
        footer: "Brief, 27 november 2026".to_owned(),
        blocks,
    }
}

fn report() -> Document {
    let point =
        |label: &str, text: &str, value| Point { label: label.to_owned(), text: text.to_owned(), value };
    let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
    Document {
        title: "Mijn dossier: Noor".to_owned(),
        ..letter(vec![
            Block::Section("Mijn geld".to_owned()),
            Block::words("Je houdt per maand 40 euro over. Привіт!"),
            Block::Table(Table {
                columns: columns(),
                rows: vec![
                    row(["Huur", "€ 1.234,56"]),
                    row(["Zorgverzekering", "€ 130,00"]),
                    row(["Leeg", ""]),
                ],
            }),
            Block::Chart(Chart {
                title: "Schulden".to_owned(),
                shape: Shape::Bars,
                points: vec![
                    point("10 januari", "€ 300,00", 30_000),
                    point("10 februari", "€ 200,00", 20_000),
                ],
            }),
            Block::Progress { title: "Rust in geldzaken".to_owned(), percent: 42 },
            Block::List(vec!["Bel de gemeente".to_owned()]),
        ])
    }
}

fn columns() -> Vec<Column> {
    let column = |title: &str, align| Column { title: title.to_owned(), align };
    vec![column("wat", Align::Left), column("bedrag", Align::Right)]
}

fn read(bytes: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

/// What is said instead of pictures.
fn alternatives(document: &lopdf::Document) -> Vec<String> {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let said = dictionaries.filter_map(|dictionary| dictionary.get(b"Alt").ok());
    said.filter_map(|said| lopdf::decode_text_string(said).ok()).collect()
}
