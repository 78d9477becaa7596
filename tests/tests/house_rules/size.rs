//! Files of one idea, functions of one thing.

use crate::rust::read;
use crate::tree::Tree;
use crate::{Against, against as found};

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;

pub(crate) fn against(tree: &Tree) -> Vec<Against> {
    let mut all = Vec::new();
    for (path, source) in tree.rust("") {
        let lines = source.lines().count();
        if lines > FILE_LINES {
            all.push(found(path, format!("has {lines} lines, at most {FILE_LINES}")));
        }
        for (name, lines) in functions(&read(source).code) {
            if lines > FUNCTION_LINES {
                let what = format!("has {lines} lines, at most {FUNCTION_LINES}");
                all.push(found(format!("{path}#{name}"), what));
            }
        }
    }
    all
}

/// Name and number of lines of each function with a body.
fn functions(code: &str) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        if code[..at].chars().next_back().is_some_and(|one| one.is_alphanumeric() || one == '_') {
            continue;
        }
        let name: String =
            code[at + 3..].chars().take_while(|one| one.is_alphanumeric() || *one == '_').collect();
        if let (false, Some(body)) = (name.is_empty(), body(&code[at..])) {
            all.push((name, body.lines().count()));
        }
    }
    all
}

/// From `fn` to the brace that closes its body; nothing for a declaration without one.
fn body(code: &str) -> Option<&str> {
    let mut brackets = 0_i32;
    let mut braces = 0_i32;
    for (at, one) in code.char_indices() {
        match one {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            ';' if brackets == 0 && braces == 0 => return None,
            '{' => braces += 1,
            '}' => {
                braces -= 1;
                if braces == 0 {
                    return Some(&code[..=at]);
                }
            }
            _ => {}
        }
    }
    None
}

#[test]
fn a_long_file_and_a_long_function_are_found() {
    let long = format!("trait T {{ fn a(x: [u8; 4]); }}\nfn b() {{\n{}}}\n", "    x();\n".repeat(600));
    let tree = Tree::invented(&[("core/domain/src/a.rs", &long)]);
    let places: Vec<String> = against(&tree).into_iter().map(|one| one.place).collect();
    assert_eq!(places, ["core/domain/src/a.rs", "core/domain/src/a.rs#b"]);
}

#[test]
fn a_function_of_seventy_lines_is_fine() {
    let source = format!("fn b() {{\n{}}}\n", "    x();\n".repeat(68));
    assert_eq!(against(&Tree::invented(&[("a.rs", &source)])), []);
}
