//! Programmes and automations that people write for an organisation: asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::result_large_err)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::editing::outline::{Change, blank, change as outline_change, ids, set};
use opstap_domain::ids::Role;
use opstap_server::engine::{ContentItem, NewCase};
use opstap_server::store::ScopeStore;
use opstap_sync::wire::{ContentChange, ContentSearch, ContentText, Problem};
use serde_json::{Map, Value, json};
use town::{DAY, NOW, Phone, Town};

const PROGRAMME: &str = "goed-begonnen";

type Body = Map<String, Value>;

/// A whole programme with two tasks.
fn whole(id: &str) -> Body {
    let mut all = blank(id);
    let second = format!("{id}.f1.s1.t2");
    outline_change(&mut all, &Change::Add { to: format!("{id}.f1.s1"), id: second });
    for (part, fields) in [
        ("", &["title", "audience", "intro", "closing"][..]),
        (".f1", &["title", "aim"]),
        (".f1.s1", &["title", "why", "praise"]),
        (".f1.s1.t1", &["title", "text"]),
        (".f1.s1.t2", &["title", "text"]),
    ] {
        for field in fields {
            assert!(set(&mut all, &format!("{id}{part}"), field, Some(json!(format!("Zo is {field}.")))));
        }
    }
    set(&mut all, id, "typicalWeeks", Some(json!(2)));
    all
}

fn titled(title: &str) -> Body {
    let mut all = whole(PROGRAMME);
    set(&mut all, PROGRAMME, "title", Some(json!(title)));
    all
}

fn item(kind: &str, key: &str, version: &str, body: &Body) -> ContentItem {
    let mut body = body.clone();
    body.insert("version".to_owned(), json!(version));
    ContentItem { kind: kind.into(), key: key.into(), version: version.into(), body: Value::Object(body) }
}

fn message(key: &str, mode: &str) -> ContentItem {
    let body = json!({ "id": key, "app": "Dag.", "sendMode": mode });
    item("message_template", key, "1", body.as_object().unwrap())
}

/// The programme of the town's case, whole, with a content manager to change it.
fn begin<S: ScopeStore>(town: &mut Town<S>) -> Phone {
    town.engine.load_content(town.org, [item("programme", PROGRAMME, "1", &whole(PROGRAMME))], NOW).unwrap();
    let account = town.engine.add_staff(town.org, Role::ContentManager, "Roos", NOW).unwrap();
    town.pair(account)
}

fn one<S: ScopeStore>(town: &mut Town<S>, phone: &Phone, kind: &str, key: &str) -> ContentText {
    let wanted = ContentSearch { kind: kind.into(), key: Some(key.into()), ..ContentSearch::default() };
    let found = town.engine.keep(|engine| engine.content_by_token(&phone.token, &wanted)).unwrap();
    found.unwrap().items.pop().unwrap()
}

/// Does something with a text as it is now; a new one has no key.
fn act<S: ScopeStore>(
    town: &mut Town<S>,
    phone: &Phone,
    (kind, key, deed): (&str, &str, &str),
    body: Option<Body>,
) -> Result<ContentText, Problem> {
    let seen = if key.is_empty() { String::new() } else { one(town, phone, kind, key).seen };
    let key = Some(key.to_owned()).filter(|key| !key.is_empty());
    let (kind, deed, reason) = (kind.to_owned(), deed.to_owned(), String::new());
    let (asked, now) = (ContentChange { kind, key, deed, body, reason, seen, once: String::new() }, town.now);
    town.engine.keep(|engine| engine.change_by_token(&phone.token, &asked, now)).unwrap()
}

fn programme<S: ScopeStore>(
    town: &mut Town<S>,
    phone: &Phone,
    deed: &str,
    body: Option<Body>,
) -> Result<ContentText, Problem> {
    act(town, phone, ("programme", PROGRAMME, deed), body)
}

/// Every version of the programme that a phone has, and its title.
fn versions(phone: &Phone) -> Vec<(String, String)> {
    let all = phone.records.values().filter(|record| record.kind == "programme" && !record.deleted);
    let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut all: Vec<_> = all
        .map(opstap_sync::record::RecordState::values)
        .map(|values| (said(&values["version"]), said(&values["body"]["title"])))
        .collect();
    all.sort();
    all
}

fn follows(phone: &Phone) -> Value {
    let run = phone.records.values().find(|record| record.kind == "run").unwrap();
    run.values()["template"].clone()
}

fn begins<S: ScopeStore>(town: &mut Town<S>, client: &str) -> bool {
    let (org, counsellor) = (town.org, town.counsellor);
    let new = NewCase { org, client, counsellor, coaches: &[], programme: Some(PROGRAMME) };
    town.engine.open_case(new, NOW).is_ok()
}

fn what_is_published_is_another_version_and_nobody_is_moved<S: ScopeStore>(mut town: Town<S>) {
    let roos = begin(&mut town);
    let mut noor = town.client();
    town.sync(&mut noor);
    let before = versions(&noor);
    let mut gap = titled("Nieuw");
    set(&mut gap, &format!("{PROGRAMME}.f1.s1.t1"), "text", Some(json!("")));
    let draft = programme(&mut town, &roos, "save", Some(gap.clone())).unwrap();
    assert_eq!((draft.state.as_str(), draft.live, draft.version.as_str()), ("draft", true, "1"));
    assert_eq!(draft.draft.as_ref().unwrap()["title"], "Nieuw", "a draft may have gaps");
    assert_eq!(programme(&mut town, &roos, "publish", None).unwrap_err().status, 422);
    assert_eq!(programme(&mut town, &roos, "publish", Some(gap)).unwrap_err().status, 422);
    town.sync(&mut noor);
    assert_eq!(versions(&noor), before, "nobody hears of a draft");

    let done = programme(&mut town, &roos, "publish", Some(titled("Nieuw"))).unwrap();
    assert_eq!((done.state.as_str(), done.version.as_str()), ("published", "2026.03.1"));
    assert!(done.draft.is_none() && done.published.unwrap()["title"] == "Nieuw");
    town.sync(&mut noor);
    let after = versions(&noor);
    assert_eq!((&after[0], after[1].1.as_str()), (&before[0], "Nieuw"), "the old one stays as it was");
    assert_eq!(follows(&noor), json!({ "id": PROGRAMME, "version": "1" }));
    assert!(begins(&mut town, "Bram"));
    assert_eq!(programme(&mut town, &roos, "publish", Some(titled("Nieuw"))).unwrap().version, "2026.03.1");
    // More often in a month than a text of digits sorts by itself.
    for at in 0..21 {
        town.now += DAY / 4;
        programme(&mut town, &roos, "publish", Some(titled(&format!("Keer {at}")))).unwrap();
        assert_eq!(
            one(&mut town, &roos, "programme", PROGRAMME).published.unwrap()["title"],
            format!("Keer {at}")
        );
    }
    town.sync(&mut noor);
    let all = versions(&noor);
    assert_eq!((all.len(), all[22].1.as_str()), (23, "Keer 20"), "a phone counts them as texts");
}

fn taking_back_and_giving_again_is_about_every_version<S: ScopeStore>(mut town: Town<S>) {
    let roos = begin(&mut town);
    programme(&mut town, &roos, "withdraw", None).unwrap();
    assert!(!begins(&mut town, "Bram"));
    // Somebody works on what is out of use: it stays out of use.
    let draft = programme(&mut town, &roos, "save", Some(titled("Later"))).unwrap();
    assert_eq!((draft.state.as_str(), draft.live), ("draft", false));
    town.engine.load_content(town.org, [item("programme", PROGRAMME, "2", &titled("Van ver"))], NOW).unwrap();
    assert!(!begins(&mut town, "Bram"));
    let done = programme(&mut town, &roos, "publish", None).unwrap();
    assert!(done.live && done.published.unwrap()["title"] == "Later");
    assert!(begins(&mut town, "Bram"));
    let mut noor = town.client();
    town.sync(&mut noor);
    let away = |phone: &Phone| {
        let all = phone.records.values().filter(|record| record.kind == "programme");
        all.filter(|record| record.values()["body"]["withdrawn"] == true).count()
    };
    assert_eq!((versions(&noor).len(), away(&noor)), (3, 0), "a device that sees one would offer none");
    programme(&mut town, &roos, "withdraw", None).unwrap();
    town.sync(&mut noor);
    assert_eq!(away(&noor), 3);
    let again = programme(&mut town, &roos, "publish", None).unwrap();
    assert!(again.live && again.published.unwrap()["title"] == "Later");
    town.sync(&mut noor);
    assert_eq!((versions(&noor).len(), away(&noor)), (3, 0), "the same words are no version");
}

fn a_package_leaves_a_programme_that_was_written_here<S: ScopeStore>(mut town: Town<S>) {
    let roos = begin(&mut town);
    let load = |town: &mut Town<S>, version: &str, title: &str| {
        town.engine
            .load_content(town.org, [item("programme", PROGRAMME, version, &titled(title))], NOW)
            .unwrap()
    };
    let title = |town: &mut Town<S>| {
        one(town, &roos, "programme", PROGRAMME).published.unwrap()["title"].as_str().unwrap().to_owned()
    };
    // Taken out and in again is not written: the package's next one comes.
    programme(&mut town, &roos, "withdraw", None).unwrap();
    programme(&mut town, &roos, "publish", None).unwrap();
    assert_eq!(load(&mut town, "2", "Van ver").own, 0);
    assert_eq!(title(&mut town), "Van ver");
    let text = one(&mut town, &roos, "programme", PROGRAMME);
    assert!(text.draft.is_none(), "and nothing older hides it");
    programme(&mut town, &roos, "publish", Some(titled("Eigen"))).unwrap();
    programme(&mut town, &roos, "save", Some(titled("Straks"))).unwrap();
    assert_eq!(load(&mut town, "2027.01.0", "Nog een").own, 1);
    assert_eq!(title(&mut town), "Eigen");
    assert_eq!(one(&mut town, &roos, "programme", PROGRAMME).draft.unwrap()["title"], "Straks");
}

fn a_new_programme_has_ids_of_its_own<S: ScopeStore>(mut town: Town<S>) {
    let roos = begin(&mut town);
    let mut strange = whole("new");
    set(&mut strange, "new.f1.s1.t1", "form", Some(json!("mijn-doel")));
    let new = ("programme", "", "save");
    assert_eq!(act(&mut town, &roos, new, Some(strange.clone())).unwrap_err().status, 422, "no such form");
    let form = json!({ "id": "mijn-doel", "title": "Mijn doel" });
    let form = item("work_form", "mijn-doel", "1", form.as_object().unwrap());
    town.engine
        .load_content(town.org, [form, item("programme", PROGRAMME, "1", &whole(PROGRAMME))], NOW)
        .unwrap();
    let made = act(&mut town, &roos, new, Some(strange)).unwrap();
    assert!(made.key.starts_with("own-") && !made.live);
    let draft = made.draft.unwrap();
    assert!(ids(&draft).iter().all(|id| id.starts_with(&made.key)), "{:?}", ids(&draft));
    let done = act(&mut town, &roos, ("programme", &made.key, "publish"), None).unwrap();
    assert_eq!((done.version.as_str(), done.live), ("2026.03.1", true));
    for wrong in
        [json!({ "phases": 3 }), json!({ "phases": [{ "id": "elsewhere" }] }), json!({ "colour": "rood" })]
    {
        let mut body = whole("new");
        body.extend(wrong.as_object().unwrap().clone());
        assert_eq!(act(&mut town, &roos, new, Some(body)).unwrap_err().status, 422, "{wrong}");
    }
    let sam = town.pair(town.counsellor);
    let asked = ContentChange {
        kind: "programme".into(),
        key: None,
        deed: "save".into(),
        body: Some(whole("new")),
        reason: String::new(),
        seen: String::new(),
        once: String::new(),
    };
    let refused = town.engine.keep(|engine| engine.change_by_token(&sam.token, &asked, NOW)).unwrap();
    assert_eq!(refused.unwrap_err().status, 403);
}

fn automation(change: &Value) -> Body {
    let body = json!({ "id": "new", "title": "Gemist", "on": "appointment_missed", "days": 3,
                       "message": "gemist", "mode": "approve" });
    let mut body = body.as_object().unwrap().clone();
    body.extend(change.as_object().unwrap().clone());
    body
}

fn an_automation_names_a_message_that_is_there<S: ScopeStore>(mut town: Town<S>) {
    let roos = begin(&mut town);
    let messages = [message("gemist", "approve"), message("zelf", "human"), message("groep", "segment")];
    town.engine.load_content(town.org, messages, NOW).unwrap();
    let new = ("automation", "", "publish");
    for wrong in [
        json!({ "message": "weg" }),
        json!({ "message": "groep" }),
        json!({ "message": "zelf" }),
        json!({ "message": "" }),
        json!({ "days": 367 }),
        json!({ "on": "full_moon" }),
        json!({ "when": { "field": "income.isLow", "op": "isTrue" } }),
    ] {
        let refused = act(&mut town, &roos, new, Some(automation(&wrong))).unwrap_err();
        assert_eq!(refused.status, 422, "{wrong}");
    }
    let draft = automation(&json!({ "message": "" }));
    let draft = act(&mut town, &roos, ("automation", "", "save"), Some(draft)).unwrap();
    assert_eq!(draft.draft.unwrap()["id"], draft.key.as_str());
    let of = |deed| ("automation", draft.key.clone(), deed);
    let mut doing = |deed: &'static str, body: Option<Body>| {
        let (kind, key, deed) = of(deed);
        act(&mut town, &roos, (kind, &key, deed), body)
    };
    assert_eq!(doing("publish", None).unwrap_err().status, 422, "nobody chose a message");
    let done = doing("publish", Some(automation(&json!({})))).unwrap();
    assert_eq!((done.live, done.version.as_str()), (true, "2026.03.1"));
    assert!(!doing("withdraw", None).unwrap().live);
    assert_eq!(doing("publish", None).unwrap().version, "2026.03.2");
    let mut sam = town.pair(town.counsellor);
    town.sync(&mut sam);
    assert_eq!(sam.kinds("automation"), 1);
}

suite!(30;
    what_is_published_is_another_version_and_nobody_is_moved,
    taking_back_and_giving_again_is_about_every_version,
    a_package_leaves_a_programme_that_was_written_here,
    a_new_programme_has_ids_of_its_own,
    an_automation_names_a_message_that_is_there,
);
