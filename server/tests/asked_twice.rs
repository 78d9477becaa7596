//! What is asked twice because an answer was lost, asked of every engine (ADR-0064).
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::result_large_err)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::Role;
use opstap_domain::sign_up::SignUp;
use opstap_server::store::ScopeStore;
use opstap_sync::wire::{
    ContentChange, ContentSearch, ContentText, PairRequest, PairResponse, Problem, ProposalRequest,
    SignUpRequest,
};
use serde_json::json;
use town::{NOW, Phone, Town};

const KEY: &str = "8e03978e-40d5-43dd-bc93-6894a57f9324";
const OTHER: &str = "1d2c3b4a-40d5-43dd-bc93-6894a57f9324";
const HOUR: i64 = 3_600_000;

fn pair<S: ScopeStore>(town: &mut Town<S>, code: &str, once: &str, now: i64) -> Result<PairResponse, u16> {
    let asked = PairRequest { code: code.to_owned(), label: "phone".into(), once: once.to_owned() };
    town.engine.pair(&asked, now).map_err(|problem| problem.status)
}

fn code<S: ScopeStore>(town: &mut Town<S>) -> String {
    town.engine.pairing_code(town.coach, NOW).unwrap().code
}

fn a_pairing_whose_answer_was_lost_is_the_same_device_with_another_token<S: ScopeStore>(mut town: Town<S>) {
    let code = code(&mut town);
    let first = pair(&mut town, &code, KEY, NOW).unwrap();
    let again = pair(&mut town, &code.to_lowercase(), KEY, NOW + HOUR - 1).unwrap();
    assert_eq!((again.account, again.device.id), (first.account, first.device.id));
    assert_ne!(again.device.token, first.device.token);
    assert_eq!(town.engine.store().devices(Some(town.coach)).unwrap().len(), 1);
    // What nobody heard is worth nothing.
    assert!(!town.engine.sign_out(&first.device.token, NOW).unwrap());
    assert!(town.engine.sign_out(&again.device.token, NOW).unwrap());
    assert_eq!(pair(&mut town, &code, KEY, NOW).err(), Some(410), "a device that ended stays ended");
}

fn a_code_is_used_up_for_everybody_else<S: ScopeStore>(mut town: Town<S>) {
    let code = code(&mut town);
    assert!(pair(&mut town, &code, KEY, NOW).is_ok());
    for once in [OTHER, "", "short"] {
        assert_eq!(pair(&mut town, &code, once, NOW + 1).err(), Some(410), "{once}");
    }
    assert_eq!(pair(&mut town, &code, KEY, NOW + HOUR).err(), Some(410), "too late");
    assert_eq!(pair(&mut town, "00000-00000", KEY, NOW).err(), Some(404), "a key is no code");
}

fn a_device_that_brought_something_is_not_given_twice<S: ScopeStore>(mut town: Town<S>) {
    let code = town.engine.pairing_code(town.case.client, NOW).unwrap().code;
    let paired = pair(&mut town, &code, KEY, NOW).unwrap();
    let mut phone = Phone::new(paired.account, paired.device);
    town.sync(&mut phone);
    phone.line(town.money(), 1, 100);
    town.sync(&mut phone);
    assert_eq!(pair(&mut town, &code, KEY, NOW + 1).err(), Some(410));
    town.sync(&mut phone);
}

fn a_code_to_come_back_with_and_one_key_is_one_device<S: ScopeStore>(mut town: Town<S>) {
    let person = town.engine.add_staff(town.org, Role::Triage, "Balie", NOW).unwrap();
    town.pair(person);
    town.engine.add_area(town.org, 3800, 3829, NOW).unwrap();
    let answers = SignUp { postcode: 3811, topics: vec!["rent".into()], ..SignUp::default() };
    let asked = SignUpRequest { answers, once: String::new() };
    let signed = town.engine.sign_up(&asked, NOW).unwrap();
    let first = pair(&mut town, &signed.recovery, KEY, NOW).unwrap();
    let again = pair(&mut town, &signed.recovery, KEY, NOW + 1).unwrap();
    let other = pair(&mut town, &signed.recovery, OTHER, NOW + 1).unwrap();
    assert_eq!(first.device.id, again.device.id);
    assert_ne!(first.device.id, other.device.id);
    // Who signed out, and comes back on the same phone with the same code, gets a device of their own.
    assert!(town.engine.sign_out(&again.device.token, NOW + 2).unwrap());
    let back = pair(&mut town, &signed.recovery, KEY, NOW + 3).unwrap();
    assert!(back.device.id != first.device.id && back.account == first.account);
}

fn helper_proposal(text: &str, once: &str) -> ProposalRequest {
    ProposalRequest {
        moment: "na gesprek".into(),
        technique: "samenvatten".into(),
        text: text.into(),
        english: String::new(),
        once: once.into(),
    }
}

fn propose<S: ScopeStore>(town: &mut Town<S>, phone: &Phone, text: &str, once: &str) -> Result<(), u16> {
    let (asked, token) = (helper_proposal(text, once), phone.token.clone());
    let done = town.engine.keep(|engine| engine.propose_by_token(&token, &asked, NOW));
    done.unwrap().map_err(|problem| problem.status)
}

fn editor<S: ScopeStore>(town: &mut Town<S>) -> Phone {
    let account = town.engine.add_staff(town.org, Role::ContentManager, "Roos", NOW).unwrap();
    town.pair(account)
}

fn waiting<S: ScopeStore>(town: &mut Town<S>, roos: &Phone) -> Vec<ContentText> {
    let wanted = ContentSearch { kind: "message_template".into(), ..ContentSearch::default() };
    town.engine.keep(|engine| engine.content_by_token(&roos.token, &wanted)).unwrap().unwrap().items
}

fn change<S: ScopeStore>(
    town: &mut Town<S>,
    phone: &Phone,
    change: &ContentChange,
) -> Result<ContentText, Problem> {
    town.engine.keep(|engine| engine.change_by_token(&phone.token, change, NOW)).unwrap()
}

fn a_proposal_that_was_brought_is_not_brought_twice<S: ScopeStore>(mut town: Town<S>) {
    let (sam, roos) = (town.pair(town.counsellor), editor(&mut town));
    for _ in 0..2 {
        propose(&mut town, &sam, "Dag.", "").unwrap();
        propose(&mut town, &sam, "Dag met een sleutel.", KEY).unwrap();
    }
    assert_eq!(waiting(&mut town, &roos).len(), 2);
    assert_eq!(propose(&mut town, &sam, "Iets anders.", KEY), Err(409), "a key is of one proposal");
    // Answered meanwhile: it was brought, and does not wait again.
    for text in waiting(&mut town, &roos) {
        let refused = ContentChange { reason: "Te kort.".into(), ..deed(&text, "refuse") };
        change(&mut town, &roos, &refused).unwrap();
    }
    propose(&mut town, &sam, "Dag met een sleutel.", KEY).unwrap();
    assert!(waiting(&mut town, &roos).iter().all(|text| text.state == "refused"));
    // Somebody else's key is another one.
    let jo = town.engine.add_staff(town.org, Role::Counsellor, "Jo", NOW).unwrap();
    let jo = town.pair(jo);
    propose(&mut town, &jo, "Van Jo.", KEY).unwrap();
    assert_eq!(waiting(&mut town, &roos).len(), 3);
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

fn a_new_text_is_begun_once_and_a_change_is_done_once<S: ScopeStore>(mut town: Town<S>) {
    let (roos, lee) = (editor(&mut town), editor(&mut town));
    let body = json!({ "moment": "na gesprek", "technique": "samenvatten", "text": "Dag." });
    let new = ContentChange {
        kind: "message_template".into(),
        key: None,
        deed: "save".into(),
        body: body.as_object().cloned(),
        reason: String::new(),
        seen: String::new(),
        once: KEY.into(),
    };
    let first = change(&mut town, &roos, &new).unwrap();
    assert_eq!(change(&mut town, &roos, &new).unwrap(), first);
    let published = change(&mut town, &roos, &deed(&first, "publish")).unwrap();
    // The same again says what came of it; the number of versions tells that nothing was done.
    assert_eq!(change(&mut town, &roos, &deed(&first, "publish")).unwrap(), published);
    assert_eq!(change(&mut town, &roos, &new).err().unwrap().status, 409, "it went on since");
    assert_eq!(
        change(&mut town, &lee, &deed(&first, "publish")).err().unwrap().status,
        409,
        "not of another"
    );
    assert_eq!(waiting(&mut town, &roos).len(), 1);
}

suite!(60;
    a_pairing_whose_answer_was_lost_is_the_same_device_with_another_token,
    a_code_is_used_up_for_everybody_else,
    a_device_that_brought_something_is_not_given_twice,
    a_code_to_come_back_with_and_one_key_is_one_device,
    a_proposal_that_was_brought_is_not_brought_twice,
    a_new_text_is_begun_once_and_a_change_is_done_once,
);
