//! Texts that people write for an organisation: proposals, drafts, what is published, files; asked of every engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::result_large_err)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use std::fmt::Write as _;

use opstap_content::examples::read_examples;
use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_server::engine::ContentItem;
use opstap_server::store::ScopeStore;
use opstap_sync::wire::{ContentChange, ContentFound, ContentSearch, ContentText, Problem, ProposalRequest};
use serde_json::{Map, Value, json};
use town::{NOW, Phone, Town};

const KIND: &str = "message_template";

fn editor<S: ScopeStore>(town: &mut Town<S>) -> Phone {
    let account = town.engine.add_staff(town.org, Role::ContentManager, "Roos", NOW).unwrap();
    town.pair(account)
}

fn proposal(text: &str) -> ProposalRequest {
    ProposalRequest {
        moment: "na gesprek".into(),
        technique: "samenvatten".into(),
        text: text.into(),
        english: String::new(),
        once: String::new(),
    }
}

fn propose<S: ScopeStore>(town: &mut Town<S>, phone: &Phone, text: &str) -> Result<(), Problem> {
    let now = town.now;
    town.engine.keep(|engine| engine.propose_by_token(&phone.token, &proposal(text), now)).unwrap()
}

fn look<S: ScopeStore>(
    town: &mut Town<S>,
    phone: &Phone,
    wanted: &ContentSearch,
) -> Result<ContentFound, Problem> {
    town.engine.keep(|engine| engine.content_by_token(&phone.token, wanted)).unwrap()
}

fn search(kind: &str, words: &str) -> ContentSearch {
    ContentSearch { kind: kind.into(), words: words.into(), ..ContentSearch::default() }
}

fn one<S: ScopeStore>(town: &mut Town<S>, phone: &Phone, kind: &str, key: &str) -> ContentText {
    let wanted = ContentSearch { key: Some(key.into()), ..search(kind, "") };
    look(town, phone, &wanted).unwrap().items.pop().unwrap()
}

fn change<S: ScopeStore>(
    town: &mut Town<S>,
    phone: &Phone,
    change: &ContentChange,
) -> Result<ContentText, Problem> {
    let now = town.now;
    town.engine.keep(|engine| engine.change_by_token(&phone.token, change, now)).unwrap()
}

fn deed(text: &ContentText, deed: &str) -> ContentChange {
    ContentChange {
        kind: text.kind.clone(),
        key: Some(text.key.clone()),
        deed: deed.into(),
        body: None,
        reason: String::new(),
        seen: text.seen.clone(),
        once: String::new(),
    }
}

fn members(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn written(deed: &str, kind: &str, body: Value) -> ContentChange {
    let body = Some(members(body));
    ContentChange {
        kind: kind.into(),
        key: None,
        deed: deed.into(),
        body,
        reason: String::new(),
        seen: String::new(),
        once: String::new(),
    }
}

fn example(text: &str) -> Value {
    json!({ "moment": "na gesprek", "technique": "samenvatten", "text": text })
}

fn said(phone: &Phone, kind: &str) -> Vec<String> {
    let all = phone.records.values().filter(|record| record.kind == kind && !record.deleted);
    let mut said: Vec<String> = all
        .filter_map(|record| {
            let body = record.values()["body"].clone();
            body["app"].as_str().or(body["title"].as_str()).map(str::to_owned)
        })
        .collect();
    said.sort();
    said
}

fn a_proposal_is_found_by_nobody_before_it_is_published<S: ScopeStore>(mut town: Town<S>) {
    let roos = editor(&mut town);
    let (mut sam, mut noor) = (town.pair(town.counsellor), town.client());
    propose(&mut town, &sam, "Dag {voornaam}.").unwrap();
    for phone in [&mut sam, &mut noor] {
        town.sync(phone);
        assert!(said(phone, KIND).is_empty());
    }
    let found = look(&mut town, &roos, &search(KIND, "")).unwrap();
    assert_eq!((found.total, found.waiting), (1, 1));
    let text = &found.items[0];
    assert_eq!((text.state.as_str(), text.live, text.by.as_str()), ("proposed", false, "Sam"));
    let text = change(&mut town, &roos, &deed(text, "publish")).unwrap();
    assert_eq!((text.state.as_str(), text.live, text.version.as_str()), ("published", true, "2026.03.1"));
    for phone in [&mut sam, &mut noor] {
        town.sync(phone);
    }
    assert_eq!(said(&sam, KIND), ["Dag {voornaam}."]);
    assert!(said(&noor, KIND).is_empty(), "a client has no use for it");
    // What was worked on stays here: nobody is in that scope.
    let library = ScopeId::new(town.org, Compartment::Library);
    for phone in [&sam, &noor, &roos] {
        assert!(phone.grants.iter().all(|grant| grant.scope != library));
    }
    // Taken back, it goes from every device; given again, it is a version further.
    let text = change(&mut town, &roos, &deed(&text, "withdraw")).unwrap();
    assert_eq!((text.state.as_str(), text.live), ("withdrawn", false));
    town.sync(&mut sam);
    assert!(said(&sam, KIND).is_empty());
    let text = change(&mut town, &roos, &deed(&text, "publish")).unwrap();
    assert_eq!(text.version, "2026.03.2");
    town.sync(&mut sam);
    assert_eq!(said(&sam, KIND).len(), 1);
}

fn a_refusal_has_a_reason_and_a_change_names_what_it_was_made_on<S: ScopeStore>(mut town: Town<S>) {
    let roos = editor(&mut town);
    let sam = town.pair(town.counsellor);
    propose(&mut town, &sam, "Dag.").unwrap();
    let text = look(&mut town, &roos, &search(KIND, "")).unwrap().items.remove(0);
    assert_eq!(change(&mut town, &roos, &deed(&text, "refuse")).unwrap_err().status, 422);
    let refused = ContentChange { reason: "Te kort.".into(), ..deed(&text, "refuse") };
    let now = change(&mut town, &roos, &refused).unwrap();
    assert_eq!((now.state.as_str(), now.reason.as_str(), now.by.as_str()), ("refused", "Te kort.", "Sam"));
    // Somebody else had the page from before.
    assert_eq!(change(&mut town, &roos, &deed(&text, "publish")).unwrap_err().status, 409);
    assert_eq!(one(&mut town, &roos, KIND, &text.key).state, "refused");
    assert_eq!(change(&mut town, &roos, &deed(&now, "withdraw")).unwrap_err().status, 409, "nobody has it");
}

fn only_a_content_manager_reads_and_decides<S: ScopeStore>(mut town: Town<S>) {
    let roos = editor(&mut town);
    let sam = town.pair(town.counsellor);
    let noor = town.client();
    propose(&mut town, &sam, "Dag.").unwrap();
    let text = look(&mut town, &roos, &search(KIND, "")).unwrap().items.remove(0);
    let administrator = town.engine.add_staff(town.org, Role::Administrator, "Ad", NOW).unwrap();
    let others = [sam.clone(), noor.clone(), town.pair(town.coach), town.pair(administrator)];
    for phone in &others {
        assert_eq!(look(&mut town, phone, &search(KIND, "")).unwrap_err().status, 403);
        assert_eq!(change(&mut town, phone, &deed(&text, "publish")).unwrap_err().status, 403);
    }
    for phone in [&noor, &others[3]] {
        assert_eq!(propose(&mut town, phone, "Dag.").unwrap_err().status, 403);
    }
    // Another organisation's texts are as if they were not there.
    let other = town.engine.add_org("Elders", [], NOW).unwrap();
    let elsewhere = town.engine.add_staff(other, Role::ContentManager, "Eva", NOW).unwrap();
    let eva = town.pair(elsewhere);
    assert_eq!(look(&mut town, &eva, &search(KIND, "")).unwrap().total, 0);
    assert_eq!(change(&mut town, &eva, &deed(&text, "publish")).unwrap_err().status, 404);
    assert_eq!(one(&mut town, &roos, KIND, &text.key).state, "proposed");
}

fn what_cannot_be_kept_changes_nothing<S: ScopeStore>(mut town: Town<S>) {
    let roos = editor(&mut town);
    let sam = town.pair(town.counsellor);
    for text in ["", "Dag {{voornaam}}.", "Dag {voor{naam}}.", "Dag {voornaam", "Dag {}.", &"a".repeat(2001)]
    {
        assert_eq!(propose(&mut town, &sam, text).unwrap_err().status, 422, "{text}");
        let new = written("publish", KIND, example(text));
        assert_eq!(change(&mut town, &roos, &new).unwrap_err().status, 422, "{text}");
    }
    assert_eq!(
        change(&mut town, &roos, &written("publish", "work_form", json!({}))).unwrap_err().status,
        422
    );
    assert_eq!(change(&mut town, &roos, &written("shout", KIND, json!({}))).unwrap_err().status, 400);
    assert_eq!(change(&mut town, &roos, &written("publish", "case", json!({}))).unwrap_err().status, 400);
    assert_eq!(look(&mut town, &roos, &search(KIND, "")).unwrap().total, 0);
}

fn a_package_leaves_what_the_organisation_decided<S: ScopeStore>(mut town: Town<S>) {
    let roos = editor(&mut town);
    let item = |key: &str, text: &str| ContentItem {
        kind: KIND.into(),
        key: key.into(),
        version: "2026.01.0".into(),
        body: json!({ "id": key, "moment": "m", "technique": "t", "app": text, "sms": "s", "order": 1 }),
    };
    let package =
        |text: &str| [item("een", text), item("twee", text), item("drie", text), town::programme("1")];
    town.engine.load_content(town.org, package("oud"), NOW).unwrap();
    let een = one(&mut town, &roos, KIND, "een");
    assert_eq!((een.state.as_str(), een.live, een.version.as_str()), ("", true, "2026.01.0"));
    let changed = ContentChange { body: Some(members(example("Eigen."))), ..deed(&een, "publish") };
    let een = change(&mut town, &roos, &changed).unwrap();
    assert_eq!(een.published.as_ref().unwrap()["sms"], "s", "what is not written here stays");
    let twee = one(&mut town, &roos, KIND, "twee");
    change(&mut town, &roos, &deed(&twee, "withdraw")).unwrap();
    // A draft decides nothing yet.
    let drie = one(&mut town, &roos, KIND, "drie");
    let draft = ContentChange { body: Some(members(example("Straks."))), ..deed(&drie, "save") };
    change(&mut town, &roos, &draft).unwrap();
    let loading = town.engine.load_content(town.org, package("nieuw"), NOW).unwrap();
    assert_eq!((loading.own, loading.changed, loading.removed), (2, 1, 0));
    let mut sam = town.pair(town.counsellor);
    town.sync(&mut sam);
    assert_eq!(said(&sam, KIND), ["Eigen.", "nieuw"]);
    let drie = one(&mut town, &roos, KIND, "drie");
    assert_eq!(
        (drie.state.as_str(), drie.live, drie.draft.unwrap()["app"].as_str()),
        ("draft", true, Some("Straks."))
    );
}

fn a_programme_that_is_taken_back_stays_with_who_follows_it<S: ScopeStore>(mut town: Town<S>) {
    let roos = editor(&mut town);
    let programme = look(&mut town, &roos, &search("programme", "")).unwrap().items.remove(0);
    let now = change(&mut town, &roos, &deed(&programme, "withdraw")).unwrap();
    assert!(!now.live && now.state == "withdrawn");
    let mut noor = town.client();
    town.sync(&mut noor);
    assert_eq!(noor.kinds("programme"), 1);
    let new = opstap_server::engine::NewCase {
        org: town.org,
        client: "Bram",
        counsellor: town.counsellor,
        coaches: &[],
        programme: Some(&programme.key),
    };
    assert!(town.engine.open_case(new, NOW).is_err());
    // A newer version of the package does not bring it back; somebody does.
    town.engine.load_content(town.org, [town::programme("2")], NOW).unwrap();
    assert!(town.engine.open_case(new, NOW).is_err());
    let again = one(&mut town, &roos, "programme", &programme.key);
    change(&mut town, &roos, &deed(&again, "publish")).unwrap();
    town.engine.open_case(new, NOW).unwrap();
}

fn a_tip_is_kept_to_what_tips_may_ask<S: ScopeStore>(mut town: Town<S>) {
    let roos = editor(&mut town);
    let shared = ContentItem {
        kind: "tip_parameters".into(),
        key: "default".into(),
        version: "1".into(),
        body: json!({ "fields": { "income.isLow": "bool" }, "parameters": {} }),
    };
    town.engine.load_content(town.org, [shared, town::programme("1")], NOW).unwrap();
    let tip = |field: &str| {
        json!({ "title": "Begin klein", "text": "Kies vandaag een ding.", "action": "none", "cooldownDays": 30,
                "when": { "field": field, "op": "isTrue" }, "category": "contact", "priority": 50 })
    };
    let wrong = written("publish", "tip", tip("income.isHigh"));
    assert_eq!(change(&mut town, &roos, &wrong).unwrap_err().status, 422);
    let made = change(&mut town, &roos, &written("publish", "tip", tip("income.isLow"))).unwrap();
    let mut noor = town.client();
    town.sync(&mut noor);
    assert_eq!(said(&noor, "tip"), ["Begin klein"]);
    assert_eq!(made.published.unwrap()["id"], made.key.as_str());
}

/// So many examples in a file.
fn imports<S: ScopeStore>(town: &mut Town<S>, count: usize) {
    let roos = editor(town);
    let mut file = "id;moment;technique;text;state\n".to_owned();
    for at in 0..count {
        let state = if at % (count / 5) == 0 { "proposed" } else { "approved" };
        let _ = writeln!(file, "v-{at};na gesprek;samenvatten;Dag {{voornaam}}, dit is nummer {at}.;{state}");
    }
    let broken = file.clone() + "v-x;na gesprek;samenvatten;Dag {{voornaam}}.;approved\n";
    let faults = read_examples(broken.as_bytes()).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert!(faults[0].to_string().starts_with(&format!("line {}: text: ", count + 2)), "{}", faults[0]);
    assert_eq!(look(town, &roos, &search(KIND, "")).unwrap().total, 0);
    let all = read_examples(file.as_bytes()).unwrap();
    let done = town.engine.import_examples(town.org, &all, NOW).unwrap();
    assert_eq!((done.added, done.changed, done.same, done.proposed), (count, 0, 0, 5));
    let done = town.engine.import_examples(town.org, &all, NOW).unwrap();
    assert_eq!((done.added, done.changed, done.same), (0, 0, count), "the same file changes nothing");
    let found = look(town, &roos, &search(KIND, &format!("nummer {}.", count - 1))).unwrap();
    assert_eq!(
        (found.total, found.items[0].key.as_str(), found.waiting),
        (1, format!("v-{}", count - 1).as_str(), 5)
    );
    let page = look(town, &roos, &ContentSearch { skip: 50, ..search(KIND, "") }).unwrap();
    assert_eq!((page.items.len(), page.total), (50, count as u32));
    assert!(town.engine.import_examples(uuid::Uuid::nil(), &all[..1], NOW).is_err());
}

fn a_file_comes_in_whole_or_not_at_all<S: ScopeStore>(mut town: Town<S>) {
    imports(&mut town, 100);
}

#[test]
fn five_thousand_come_in_whole_or_not_at_all() {
    imports(&mut Town::new(opstap_server::engine::Engine::open_in_memory(1).unwrap()), 5_000);
}

suite!(30;
    a_proposal_is_found_by_nobody_before_it_is_published,
    a_refusal_has_a_reason_and_a_change_names_what_it_was_made_on,
    only_a_content_manager_reads_and_decides,
    what_cannot_be_kept_changes_nothing,
    a_package_leaves_what_the_organisation_decided,
    a_programme_that_is_taken_back_stays_with_who_follows_it,
    a_tip_is_kept_to_what_tips_may_ask,
    a_file_comes_in_whole_or_not_at_all,
);
