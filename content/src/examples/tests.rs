#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn faults(text: &str) -> Vec<String> {
    read_examples(text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect()
}

const HEAD: &str = "moment;techniek;tekst;engels;status\n";

#[test]
fn rows_of_a_spreadsheet_are_read() {
    let text = format!(
        "\u{feff}{HEAD}na gesprek;samenvatten;\"Dag {{voornaam}};\nik zei \"\"ja\"\".\";Hello {{voornaam}}.;\n\n;;;;\n\
         stap af;compliment;Goed gedaan.;;voorstel\r\n"
    );
    let read = read_examples(text.as_bytes()).unwrap();
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].example.text, "Dag {voornaam};\nik zei \"ja\".");
    assert_eq!((read[0].state, read[1].state), (State::Published, State::Proposed));
    assert_eq!((read[0].place, read[1].place), (Place::Line(2), Place::Line(6)));
    assert!(read.iter().all(|one| is_id(&one.id)));
    assert_eq!(read_examples(text.as_bytes()).unwrap(), read, "the same ids each time");
}

#[test]
fn every_broken_line_is_told_with_its_place() {
    let text = format!(
        "{HEAD}a;b;Dag {{{{x}}}}.;;\na;b;;;\na;b\n;b;Dag.;;\na;b;Dag.;;misschien\na;b;Dag.;;\na;b;Dag.;;\n"
    );
    let told = faults(&text);
    assert_eq!(told.len(), 7, "{told:#?}");
    assert!(told[0].starts_with("line 2: text: "), "{told:?}");
    assert!(told[1].starts_with("line 3: text: "));
    assert_eq!(told[2], "line 4: has 2 cells where the first line has 5");
    assert!(told[3].starts_with("line 5: moment: "));
    assert_eq!(told[4], "line 6: state: is neither approved nor proposed");
    assert_eq!(told[5..], ["line 7: id: is that of line 6 as well", "line 8: id: is that of line 6 as well"]);
}

#[test]
fn json_is_read_too_and_a_package_is() {
    let text = r#"[{"id":"a","moment":"m","technique":"t","text":"Dag."},{"moment":"m","techniek":"t","tekst":"Hoi."}]"#;
    let read = read_examples(text.as_bytes()).unwrap();
    assert_eq!((read.len(), read[0].id.as_str()), (2, "a"));
    let package = include_str!("../../package/messages.json");
    assert_eq!(read_examples(package.as_bytes()).unwrap().len(), 20);
    assert_eq!(
        faults(r#"[{"moment":1,"technique":"t","text":"Dag."},7]"#),
        ["item 1: moment is not a text", "item 2: is not an object"]
    );
}

#[test]
fn a_file_that_is_none_is_told_so() {
    assert_eq!(faults(""), ["line 1: there is no example in it"]);
    assert_eq!(faults("moment;technique\na;b"), ["line 1: the column text is missing"]);
    assert_eq!(
        faults("moment;technique;text;naam"),
        ["line 1: a column has a name that is none of: id, moment, technique, text, english, state"]
    );
    assert_eq!(faults("moment,technique,text\na,b,\"c\n\n"), ["line 2: a quote is not closed"]);
    assert_eq!(
        faults("moment,technique,text\na,b,\"c\"d\n"),
        ["line 2: something stands after a quote: write two quotes for one"]
    );
    assert_eq!(faults("[\n\n{"), ["line 3: is not JSON"]);
    let told = read_examples(b"moment,technique,text\na,b,\xff\n").unwrap_err();
    assert_eq!(told[0].to_string(), "line 2: is not UTF-8: save the file as UTF-8");
}

proptest! {
    /// What a spreadsheet writes is read back, cell by cell.
    #[test]
    fn cells_are_read_back(cells in prop::collection::vec(("[a-z ;,\"\n.]{1,12}x", "x[a-zé\"';,]{0,9}", "[^{}\u{0}-\u{1f}\u{7f}-\u{9f}]{0,20}x"), 1..9), tabs in any::<bool>()) {
        let separator = if tabs { "\t" } else { ";" };
        let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut text = ["id", "moment", "technique", "text"].join(separator) + "\r\n";
        for (at, (moment, technique, body)) in cells.iter().enumerate() {
            let moment = moment.replace('\n', " ");
            text += &[quote(&format!("n-{at}")), quote(&moment), quote(technique), quote(body)].join(separator);
            text += "\r\n";
        }
        let read = read_examples(text.as_bytes());
        prop_assert!(read.is_ok(), "{read:?}");
        for (one, (moment, technique, body)) in read.unwrap().iter().zip(&cells) {
            let moment = moment.replace('\n', " ");
            prop_assert_eq!(&one.example.moment, moment.trim());
            prop_assert_eq!(&one.example.technique, technique.trim());
            prop_assert_eq!(&one.example.text, body.trim());
        }
    }

    /// Any bytes are read or refused with at least one fault, and nothing that is read is one that cannot be kept.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80), head in any::<bool>()) {
        let whole = if head { [b"moment,technique,text\n".as_slice(), &bytes].concat() } else { bytes };
        match read_examples(&whole) {
            Ok(read) => prop_assert!(read.iter().all(|one| one.example.check().is_ok() && is_id(&one.id))),
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}
