//! Work forms that people write for an organisation: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::result_large_err)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::editing::questions::{blank, set};
use opstap_domain::ids::Role;
use opstap_server::engine::ContentItem;
use opstap_server::store::ScopeStore;
use opstap_sync::wire::{ContentChange, ContentSearch, ContentText, Problem};
use serde_json::{Map, Value, json};
use town::{DAY, NOW, Phone, Town};

const FORM: &str = "schaal";

type Body = Map<String, Value>;

/// A whole form with this title.
fn titled(id: &str, title: &str) -> Body {
    let mut form = blank(id);
    for name in ["goal", "method", "intro", "closing"] {
        form.insert(name.to_owned(), json!(format!("Zo is {name}.")));
    }
    form.insert("title".to_owned(), json!(title));
    form.insert("minutes".to_owned(), json!(5));
    set(&mut form, "v1", "label", Some(json!("Hoe gaat het?")));
    form
}

fn load<S: ScopeStore>(town: &mut Town<S>, version: &str, title: &str) -> usize {
    let mut body = titled(FORM, title);
    body.insert("version".to_owned(), json!(version));
    body.insert("order".to_owned(), json!(3));
    let (kind, key, version) = ("work_form".into(), FORM.into(), version.into());
    let item = ContentItem { kind, key, version, body: Value::Object(body) };
    town.engine.load_content(town.org, [item], NOW).unwrap().own
}

/// A form that came with a package, with a content manager to change it.
fn begin<S: ScopeStore>(town: &mut Town<S>) -> Phone {
    load(town, "2026.02.0", "Hoe ver ben ik?");
    let account = town.engine.add_staff(town.org, Role::ContentManager, "Roos", NOW).unwrap();
    town.pair(account)
}

fn one<S: ScopeStore>(town: &mut Town<S>, phone: &Phone, key: &str) -> ContentText {
    let (kind, key) = ("work_form".to_owned(), Some(key.to_owned()));
    let wanted = ContentSearch { kind, key, ..ContentSearch::default() };
    let found = town.engine.keep(|engine| engine.content_by_token(&phone.token, &wanted)).unwrap();
    found.unwrap().items.pop().unwrap()
}

/// Does something with a form as it is now; a new one has no key.
fn act<S: ScopeStore>(
    town: &mut Town<S>,
    phone: &Phone,
    (key, deed): (&str, &str),
    body: Option<Body>,
) -> Result<ContentText, Problem> {
    let seen = if key.is_empty() { String::new() } else { one(town, phone, key).seen };
    let key = Some(key.to_owned()).filter(|key| !key.is_empty());
    let (kind, deed, reason) = ("work_form".to_owned(), deed.to_owned(), String::new());
    let (asked, now) = (ContentChange { kind, key, deed, body, reason, seen, once: String::new() }, town.now);
    town.engine.keep(|engine| engine.change_by_token(&phone.token, &asked, now)).unwrap()
}

/// The forms that a phone has: title and version.
fn forms(phone: &Phone) -> Vec<(String, String)> {
    let all = phone.records.values().filter(|record| record.kind == "work_form" && !record.deleted);
    let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut all: Vec<_> = all
        .map(opstap_sync::record::RecordState::values)
        .map(|values| (said(&values["body"]["title"]), said(&values["version"])))
        .collect();
    all.sort();
    all
}

fn had<S: ScopeStore>(town: &mut Town<S>, noor: &mut Phone) -> Vec<(String, String)> {
    town.sync(noor);
    forms(noor)
}

fn is(title: &str, version: &str) -> Vec<(String, String)> {
    vec![(title.to_owned(), version.to_owned())]
}

fn a_form_goes_from_draft_into_use_and_out_of_it<S: ScopeStore>(mut town: Town<S>) {
    let roos = begin(&mut town);
    let mut noor = town.client();
    let before = is("Hoe ver ben ik?", "2026.02.0");
    assert_eq!(had(&mut town, &mut noor), before);
    let mut gap = titled(FORM, "Nieuw");
    set(&mut gap, "v1", "label", Some(json!("")));
    let draft = act(&mut town, &roos, (FORM, "save"), Some(gap.clone())).unwrap();
    assert_eq!((draft.state.as_str(), draft.live), ("draft", true));
    assert_eq!(act(&mut town, &roos, (FORM, "publish"), None).unwrap_err().status, 422);
    assert_eq!(act(&mut town, &roos, (FORM, "publish"), Some(gap)).unwrap_err().status, 422);
    assert_eq!(had(&mut town, &mut noor), before, "nobody hears of a draft");
    let done = act(&mut town, &roos, (FORM, "publish"), Some(titled(FORM, "Nieuw"))).unwrap();
    assert_eq!((done.state.as_str(), done.version.as_str()), ("published", "2026.03.1"));
    assert!(done.draft.is_none() && done.published.as_ref().unwrap()["order"] == 3, "its place stays");
    assert_eq!(had(&mut town, &mut noor), is("Nieuw", "2026.03.1"), "there is one of each form");
    town.now += DAY;
    let again = act(&mut town, &roos, (FORM, "publish"), Some(titled(FORM, "Nieuw"))).unwrap();
    assert_eq!(again.version, "2026.03.1", "the same words are no version");
    act(&mut town, &roos, (FORM, "withdraw"), None).unwrap();
    assert_eq!(had(&mut town, &mut noor), []);
    let back = act(&mut town, &roos, (FORM, "publish"), None).unwrap();
    assert_eq!((back.live, back.version.as_str()), (true, "2026.03.1"));
    assert_eq!(had(&mut town, &mut noor), is("Nieuw", "2026.03.1"));
    let next = act(&mut town, &roos, (FORM, "publish"), Some(titled(FORM, "Nieuwer"))).unwrap();
    assert_eq!(next.version, "2026.03.2");
    // Somebody works on what is out of use.
    act(&mut town, &roos, (FORM, "withdraw"), None).unwrap();
    let draft = act(&mut town, &roos, (FORM, "save"), Some(titled(FORM, "Later"))).unwrap();
    assert_eq!((draft.state.as_str(), draft.live), ("draft", false));
    let later = act(&mut town, &roos, (FORM, "publish"), None).unwrap();
    assert_eq!(
        (later.version.as_str(), later.published.unwrap()["title"].as_str()),
        ("2026.03.3", Some("Later"))
    );
}

fn a_package_leaves_a_form_that_was_written_here<S: ScopeStore>(mut town: Town<S>) {
    let roos = begin(&mut town);
    let mut noor = town.client();
    act(&mut town, &roos, (FORM, "withdraw"), None).unwrap();
    assert_eq!(load(&mut town, "2026.03.0", "Van ver"), 1);
    assert_eq!(had(&mut town, &mut noor), [], "out of use is out of use");
    // Taken out and in again is not written: the package's next one comes.
    let back = act(&mut town, &roos, (FORM, "publish"), None).unwrap();
    assert_eq!(back.version, "2026.02.0");
    assert_eq!(load(&mut town, "2026.03.0", "Van ver"), 0);
    assert_eq!(had(&mut town, &mut noor), is("Van ver", "2026.03.0"));
    assert!(one(&mut town, &roos, FORM).draft.is_none(), "and nothing older hides it");
    act(&mut town, &roos, (FORM, "publish"), Some(titled(FORM, "Eigen"))).unwrap();
    act(&mut town, &roos, (FORM, "save"), Some(titled(FORM, "Straks"))).unwrap();
    assert_eq!(load(&mut town, "2027.01.0", "Nog een"), 1);
    assert_eq!(had(&mut town, &mut noor), is("Eigen", "2026.03.1"));
    assert_eq!(one(&mut town, &roos, FORM).draft.unwrap()["title"], "Straks");
}

fn a_new_form_has_a_key_of_its_own_and_what_is_wrong_is_not_kept<S: ScopeStore>(mut town: Town<S>) {
    let roos = begin(&mut town);
    let made = act(&mut town, &roos, ("", "save"), Some(titled("new", "Post"))).unwrap();
    assert!(made.key.starts_with("own-") && !made.live);
    let draft = made.draft.unwrap();
    assert_eq!((&draft["id"], &draft["questions"][0]["id"]), (&json!(made.key), &json!("v1")));
    let done = act(&mut town, &roos, (&made.key, "publish"), None).unwrap();
    assert_eq!((done.version.as_str(), done.live), ("2026.03.1", true));
    let later = json!({ "field": "later", "op": "eq", "value": "x" });
    for (field, wrong) in
        [("when", later), ("type", json!("colour")), ("options", json!(["a", "b"])), ("id", json!(3))]
    {
        let mut body = titled("new", "Post");
        set(&mut body, "v1", field, Some(wrong));
        assert_eq!(act(&mut town, &roos, ("", "save"), Some(body)).unwrap_err().status, 422, "{field}");
    }
    // People answered it: it asks for the same kind of answer, whatever a device may have missed.
    let mut other = titled(&made.key, "Post");
    set(&mut other, "v1", "type", Some(json!("scale10")));
    assert_eq!(act(&mut town, &roos, (&made.key, "save"), Some(other.clone())).unwrap_err().status, 422);
    set(&mut other, "v1", "id", Some(json!("vabcdef")));
    act(&mut town, &roos, (&made.key, "publish"), Some(other)).unwrap();
    let sam = town.pair(town.counsellor);
    let asked = ContentChange {
        kind: "work_form".into(),
        key: None,
        deed: "save".into(),
        body: Some(titled("new", "Post")),
        reason: String::new(),
        seen: String::new(),
        once: String::new(),
    };
    let refused = town.engine.keep(|engine| engine.change_by_token(&sam.token, &asked, NOW)).unwrap();
    assert_eq!(refused.unwrap_err().status, 403);
}

suite!(18;
    a_form_goes_from_draft_into_use_and_out_of_it,
    a_package_leaves_a_form_that_was_written_here,
    a_new_form_has_a_key_of_its_own_and_what_is_wrong_is_not_kept,
);
