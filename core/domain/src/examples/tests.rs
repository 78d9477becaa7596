#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

const BRACES: [char; 2] = ['{', '}'];

fn why(text: &str) -> Option<(Braces, usize)> {
    pieces(text).err().map(|bad| (bad.why, bad.at))
}

fn example(text: &str, english: &str) -> Example {
    Example {
        moment: "na gesprek".to_owned(),
        technique: "samenvatten".to_owned(),
        text: text.to_owned(),
        english: english.to_owned(),
    }
}

fn field(example: &Example) -> Option<&'static str> {
    example.check().err().map(|unclear| unclear.field)
}

#[test]
fn braces_pair_around_a_name_or_are_told_with_their_place() {
    assert_eq!(why("Dag {voornaam}, om {tijd}."), None);
    assert_eq!(why("Dag {{voornaam}}."), Some((Braces::Nested, 6)));
    assert_eq!(why("Dag {voor{naam}}."), Some((Braces::Nested, 10)));
    assert_eq!(why("Dag voornaam}."), Some((Braces::Unopened, 13)));
    assert_eq!(why("Één {voornaam"), Some((Braces::Unclosed, 5)));
    assert_eq!(why("Dag {}."), Some((Braces::Empty, 5)));
    assert_eq!(why("Dag {Voor naam}."), Some((Braces::NoName, 5)));
    assert_eq!(why(&format!("{{{}}}", "a".repeat(VARIABLE_MAX + 1))), Some((Braces::NoName, 1)));
}

#[test]
fn a_value_is_a_value_whatever_it_looks_like() {
    let values = [("voornaam", "{hulpverlener}"), ("hulpverlener", "Sam"), ("dag", "")];
    let filled = fill("{voornaam} {hulpverlener} {dag} {dag}", &values).unwrap();
    assert_eq!(filled.text, "{hulpverlener} Sam {dag} {dag}");
    assert_eq!(filled.missing, ["dag"]);
}

#[test]
fn what_is_about_to_be_sent_names_what_is_not_filled_in() {
    assert_eq!(unfilled("Om {tijd} in {plaats}, dus om {tijd}."), ["tijd", "plaats"]);
    assert_eq!(unfilled("Ik zei {zo iets} en {; en }."), Vec::<String>::new());
    assert_eq!(unfilled("{{tijd}}"), ["tijd"]);
}

#[test]
fn an_example_says_which_of_its_fields_cannot_be_kept() {
    assert_eq!(field(&example("Dag {voornaam}.", "")), None);
    assert_eq!(field(&example("Dag {voornaam}.", "Hello {voornaam}.")), None);
    assert_eq!(field(&example("Dag {voornaam}.", "Hello.")), Some("english"));
    assert_eq!(field(&example("", "")), Some("text"));
    assert_eq!(field(&example("Dag {{voornaam}}.", "")), Some("text"));
    assert_eq!(field(&example("Dag \u{0}.", "")), Some("text"));
    assert_eq!(field(&example(&"a".repeat(TEXT_MAX + 1), "")), Some("text"));
    assert_eq!(field(&Example { moment: String::new(), ..example("Dag.", "") }), Some("moment"));
    assert_eq!(field(&Example { technique: "a\nb".to_owned(), ..example("Dag.", "") }), Some("technique"));
    assert_eq!(field(&example("Dag.\nTot morgen.", "")), None, "a message may have lines");
}

#[test]
fn names_go_and_what_may_be_one_is_named() {
    let read = nameless(
        "Dag Fatima Yilmaz, morgen bij Noor? Groet, Samira de Wit",
        "Fatima Yilmaz",
        "Samira de Wit",
    );
    assert_eq!(read.text, "Dag {voornaam}, morgen bij Noor? Groet, {hulpverlener} de {hulpverlener}");
    assert_eq!(read.left, ["Noor"]);
    let read = nameless("FATIMA's brief van 1.250 euro, mail f@voorbeeld.nl", "Fatima", "");
    assert_eq!(read.text, "{voornaam}'s brief van 1.250 euro, mail f@voorbeeld.nl");
    assert_eq!(read.left, ["1.250", "f@voorbeeld.nl"]);
    assert_eq!(nameless("Ik zei {voornaam} en {", "An", "Bo").text, "Ik zei voornaam en ");
    assert_eq!(
        nameless("De weg van mevrouw Van den Berg", "Jo van den Berg", "").text,
        "De weg van mevrouw {voornaam} den {voornaam}"
    );
}

proptest! {
    /// Any text is read or refused, and what was read is the text.
    #[test]
    fn pieces_are_the_text(text in "[a-z{} é\n_-]{0,40}|.{0,40}") {
        if let Ok(read) = pieces(&text) {
            let mut again = String::new();
            for piece in read {
                match piece {
                    Piece::Words(words) => {
                        prop_assert!(!words.contains(BRACES));
                        again.push_str(words);
                    }
                    Piece::Variable(name) => again += &["{", name, "}"].concat(),
                }
            }
            prop_assert_eq!(again, text);
        } else {
            prop_assert!(text.contains(BRACES));
        }
    }

    /// Braces within braces are never read, wherever they stand.
    #[test]
    fn nested_braces_are_refused(before in "[a-z .]{0,9}", name in "[a-z]{1,9}", gap in "[a-z]{0,3}", after in "[a-z .{}]{0,9}") {
        let text = format!("{before}{{{gap}{{{name}}}{gap}}}{after}");
        prop_assert_eq!(pieces(&text).map_err(|bad| bad.why), Err(Braces::Nested));
    }

    /// What is filled in has no name left but those that are missing, and every one of these is.
    #[test]
    fn what_is_filled_in_is_whole(names in prop::collection::vec("[a-z]{1,6}", 0..6), known in "[a-z]{1,6}", value in "[^{}]{1,9}") {
        let text = names.iter().map(|name| format!("x {{{name}}} ")).collect::<Vec<_>>().concat();
        let filled = fill(&text, &[(known.as_str(), value.as_str())]).unwrap();
        prop_assert_eq!(unfilled(&filled.text), filled.missing.clone());
        prop_assert!(!filled.missing.contains(&known));
        let all = variables(&text).unwrap();
        prop_assert_eq!(all.iter().filter(|name| **name != known).count(), filled.missing.len());
    }

    /// A name that was taken out is nowhere, however it is written, and nothing fills in more than the two of them.
    #[test]
    fn a_name_is_nowhere(name in "[A-Z][a-z]{4,9}", before in "[a-z ]{0,12}", after in "[a-z {}]{0,12}", shout in any::<bool>()) {
        let written = if shout { name.to_uppercase() } else { name.clone() };
        let read = nameless(&format!("{before} {written} {after}"), &name, "");
        let words: Vec<String> = read.text.split(|one: char| !one.is_alphanumeric()).map(str::to_lowercase).collect();
        prop_assert!(!words.contains(&name.to_lowercase()));
        prop_assert!(variables(&read.text).unwrap().iter().all(|one| one == "voornaam"));
    }
}
