//! `docs/rules.md` names the test that asks each rule; a test that was renamed or taken out is missed here.

use crate::tree::Tree;
use crate::{Against, against as found};

const PAGE: &str = "docs/rules.md";

pub(crate) fn against(tree: &Tree) -> Vec<Against> {
    let Some((_, page)) = tree.files.iter().find(|(path, _)| path == PAGE) else {
        return vec![found(PAGE, "is missing")];
    };
    let named: Vec<(&str, &str)> =
        page.split('`').skip(1).step_by(2).filter_map(|code| code.split_once("::")).collect();
    let mut all: Vec<Against> = named
        .iter()
        .filter(|(module, test)| {
            let places = ["src", "tests"].map(|folder| format!("core/domain/{folder}/{module}.rs"));
            let asks = format!("fn {test}(");
            !tree.files.iter().any(|(path, source)| places.contains(path) && source.contains(&asks))
        })
        .map(|(module, test)| found(PAGE, format!("names {module}::{test}, which is not there")))
        .collect();
    if named.is_empty() {
        all.push(found(PAGE, "names no test"));
    }
    all
}

#[test]
fn a_test_that_is_gone_is_missed() {
    let page = "| a rule | a law | `money::it_adds`, `money::it_subtracts` |";
    let tree = Tree::invented(&[(PAGE, page), ("core/domain/src/money.rs", "fn it_adds() {}")]);
    assert_eq!(against(&tree), [found(PAGE, "names money::it_subtracts, which is not there")]);
}
