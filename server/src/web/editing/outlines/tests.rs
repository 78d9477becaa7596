#![allow(clippy::unwrap_used)]

use opstap::outline::ids;
use proptest::prelude::*;
use serde_json::json;

use super::*;

fn typed(all: &[(&str, &str)]) -> Fields {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn what_was_typed_is_laid_on_the_part_that_it_was_typed_for() {
    let new = ContentText { kind: KIND.to_owned(), ..ContentText::default() };
    let laid = laid(
        &new,
        &typed(&[
            ("new:title", " Proef "),
            ("new:typicalWeeks", "4"),
            ("new.f1.s1.t1:text", "Een.\r\nTwee."),
            ("new.f1.s1.t1:minutes", "tien"),
            ("new.f1.s1.t1:form", ""),
            ("new.f1.s1.t1:id", "elsewhere"),
            ("new.f1:why", "no field of a phase"),
            ("new.f9:title", "gone"),
            ("seen", "1.2"),
        ]),
    );
    assert_eq!((&laid["title"], &laid["typicalWeeks"]), (&json!("Proef"), &json!(4)));
    let task = part(&laid, "new.f1.s1.t1").unwrap();
    assert_eq!(
        (&task["text"], &task["minutes"], task.get("form")),
        (&json!("Een.\nTwee."), &json!("tien"), None)
    );
    assert!(!part(&laid, "new.f1").unwrap().contains_key("why"));
    assert_eq!(ids(&laid), ids(&outline::blank("new")));
}

proptest! {
    /// Whatever a browser sends, the parts are those of the draft.
    #[test]
    fn a_form_adds_and_loses_no_part(all in prop::collection::vec(("(new|new.f1|new.f1.s1|new.f1.s1.t1|[a-z.:]{0,6}):?(id|phases|steps|tasks|title|text|minutes|[a-z]{0,5})", "\\PC{0,9}"), 0..20)) {
        let new = ContentText { kind: KIND.to_owned(), ..ContentText::default() };
        let laid = laid(&new, &all);
        let blank = outline::blank("new");
        prop_assert_eq!(ids(&laid), ids(&blank));
    }
}
