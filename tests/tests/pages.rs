//! Pages over real devices and a real server: whatever a page leads to is there, and whatever it offers to press is known.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;

use opstap::{DebtAmount, DebtEntry, GoalEntry, InputKind, Opstap, OpstapError, Page, PartKind, TalkEntry};
use opstap_tests::circle::Circle;
use opstap_tests::town::Town;

/// Where a shell begins.
const ROOT: &str = "more";
/// A file of a bank, in which a rent and a wage come back.
const STATEMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/statement.csv");

/// Something of everything.
async fn lived_in(town: &Town, circle: &Circle) {
    let goal = GoalEntry { text: Some("Rust".into()), ..GoalEntry::default() };
    circle.phone.add_goal(None, &goal).unwrap();
    circle.phone.write_diary("Vandaag scheen de zon.", None).unwrap();
    circle.phone.answer_form(None, "schaal", "nu", "4").unwrap();
    circle.phone.share_form(None, "schaal").unwrap();
    circle.phone.answer_form(None, "weekgeld", "over", "Ja").unwrap();
    circle.desk.look_at(None).unwrap();
    let note = TalkEntry { body: "We keken naar de post.".into(), ..TalkEntry::default() };
    circle.desk.write_talk(None, &note).unwrap();
    circle.desk.ask_form(None, "als-dan", Some("Dit hielp anderen.")).unwrap();
    circle.phone.share(None, town.coach, &["goals"], None).unwrap();
    circle.phone.give_to_page(None, "bank", Path::new(STATEMENT)).unwrap();
    circle.meet().await;
}

/// Every page that can be reached; those that this person may not see are left out.
fn reached(device: &Opstap) -> Vec<Page> {
    let mut waiting = vec![ROOT.to_owned()];
    let (mut seen, mut pages) = (BTreeSet::new(), Vec::new());
    while let Some(route) = waiting.pop() {
        if !seen.insert(route.clone()) {
            continue;
        }
        let page = match device.page(None, &route) {
            Ok(page) => page,
            Err(OpstapError::NotAllowed) if !route.contains('/') => continue,
            Err(why) => panic!("{route}: {why}"),
        };
        waiting.extend(page.parts.iter().filter_map(|part| part.to.clone()));
        pages.push(page);
    }
    pages
}

fn inputs(page: &Page) -> impl Iterator<Item = &str> {
    page.parts.iter().filter_map(|part| part.input.as_ref()).map(|input| input.key.as_str())
}

/// Whether a screen can show a refusal beside something: an input of it, or all of a form or all debts.
fn asked(page: &Page, field: &str) -> bool {
    ["form", "debts"].contains(&field) || inputs(page).any(|key| key == field)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_leads_somewhere_and_every_button_is_known() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    lived_in(&town, &circle).await;
    for (who, device, least) in
        [("client", &circle.phone, 21), ("counsellor", &circle.desk, 17), ("coach", &circle.coach, 8)]
    {
        let pages = reached(device);
        assert!(pages.len() >= least, "{who} reaches {}", pages.len());
        for page in &pages {
            assert!(!page.title.is_empty(), "{who}: {} has no title", page.route);
            let mut keys = BTreeSet::new();
            for part in &page.parts {
                let words = format!("{}{}", part.title, part.text);
                assert!(!words.trim().is_empty(), "{who}: {} has an empty {:?}", page.route, part.kind);
                assert_eq!(part.input.is_some(), part.kind == PartKind::Input);
                if let Some(input) = &part.input {
                    assert!(keys.insert(input.key.clone()), "{who}: {} asks {} twice", page.route, input.key);
                    let choice = matches!(input.kind, InputKind::Choice | InputKind::Choices);
                    assert_eq!(choice, !input.options.is_empty(), "{who}: {} {}", page.route, input.key);
                }
                // Pressed with nothing typed: done, or refused with a reason. Each on what is there: nothing is removed yet.
                let Some(act) = part.act.as_deref().filter(|_| part.kind != PartKind::Danger) else {
                    continue;
                };
                if Opstap::presses_online(&page.route, act) {
                    continue;
                }
                match device.press(None, &page.route, act, &[]) {
                    Ok(pressed) => assert!(pressed.to.is_none_or(|to| device.page(None, &to).is_ok())),
                    Err(OpstapError::Refused { field, .. }) => assert!(asked(page, &field), "{who}: {field}"),
                    Err(why) => panic!("{who}: {act} on {}: {why}", page.route),
                }
                // Pressed with what nobody can mean: refused beside an input that the page has, if at all.
                for nonsense in ["31-02-2027", "99", "-1"] {
                    let typed: Vec<_> =
                        inputs(page).map(|key| (key.to_owned(), nonsense.to_owned())).collect();
                    if let Err(OpstapError::Refused { field, .. }) =
                        device.press(None, &page.route, act, &typed)
                    {
                        assert!(asked(page, &field), "{who}: {act} on {} refuses {field}", page.route);
                    }
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counsellor_makes_an_offer_and_carries_it_through_on_pages() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let desk = &circle.desk;
    let owed = |creditor: &str, typed: &str| {
        let debt = DebtEntry {
            creditor: Some(creditor.into()),
            subject: Some("purchase".into()),
            rank: Some("concurrent".into()),
            ..DebtEntry::default()
        };
        let amount = DebtAmount { typed: typed.into(), ..DebtAmount::default() };
        desk.add_debt(None, &debt, Some(&amount)).unwrap().id
    };
    let (one, other) = (owed("Kleedwerk", "1200"), owed("Zuiderlicht", "2400"));
    let family = DebtEntry { creditor: Some("Oom Rachid".into()), ..DebtEntry::default() };
    let left = desk.add_debt(None, &family, None).unwrap().id;
    let press = |route: &str, act: &str, typed: &[(&str, &str)]| {
        let typed: Vec<_> =
            typed.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        desk.press(None, route, act, &typed)
    };
    let field = |pressed: Result<_, OpstapError>| match pressed {
        Err(OpstapError::Refused { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    let money = [
        ("income", "1900"),
        ("vtlb", "1850"),
        ("source", "vtlb-calculator, versie 2027-1"),
        ("way", "mediation"),
    ];
    assert_eq!(field(press("offer/new", "make", &money)), "debts");
    let why = format!("left_out/{left}");
    let mut whole = money.to_vec();
    whole.push((&why, "familie, niet in de regeling"));
    assert_eq!(field(press("offer/new", "make", &whole[1..])), "income");
    assert_eq!(press("offer/new", "make", &whole).unwrap().to.as_deref(), Some("offer"));
    circle.meet().await;
    let read = circle.phone.page(None, "offer").unwrap();
    let says = |page: &Page, words: &str| {
        page.parts.iter().any(|part| part.title.contains(words) || part.text.contains(words))
    };
    assert!(says(&read, "Kleedwerk") && says(&read, "Oom Rachid"), "{read:?}");
    assert!(read.parts.iter().all(|part| part.act.is_none() && part.to.is_none()), "a client reads it");
    assert_eq!(circle.phone.page(None, "offer/new").unwrap_err().code(), "not_allowed");
    press("offer", "send", &[]).unwrap();
    assert_eq!(field(press(&format!("offer/{one}"), "answer", &[])), "answer");
    for debt in [one, other] {
        press(&format!("offer/{debt}"), "answer", &[("answer", "agreed")]).unwrap();
    }
    let running = desk.page(None, "offer").unwrap();
    assert!(says(&running, "loopt sinds"), "{running:?}");
    press("offer", "pay", &[("amount", "50")]).unwrap();
    press("offer", "end/stopped", &[]).unwrap();
    assert!(says(&desk.page(None, "offer").unwrap(), "Gestopt"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_back_is_said_so_and_works() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    lived_in(&town, &circle).await;
    let mut pressed = 0;
    for page in reached(&circle.phone) {
        for part in page.parts.iter().filter(|part| part.kind == PartKind::Danger) {
            circle.phone.press(None, &page.route, part.act.as_deref().unwrap(), &[]).unwrap();
            pressed += 1;
        }
    }
    assert!(pressed >= 5, "{pressed}");
    assert!(circle.phone.diary().unwrap().entries.is_empty());
    assert!(circle.phone.goals(None).unwrap().goals.is_empty());
    assert!(circle.phone.bank_transactions(None).unwrap().is_empty());
    assert!(circle.phone.shared_forms(None).unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_somebody_else_and_a_route_that_is_none_are_refused() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    lived_in(&town, &circle).await;
    let code = |device: &Opstap, route: &str| device.page(None, route).unwrap_err().code();
    assert_eq!(code(&circle.desk, "diary"), "not_allowed");
    assert_eq!(code(&circle.desk, "diary/key"), "not_allowed");
    for route in [
        "",
        "nowhere",
        "form/none",
        "goal/1",
        "talk/",
        "diary/x",
        "goal/00000000-0000-0000-0000-000000000000",
    ] {
        assert_eq!(code(&circle.phone, route), "unknown", "{route}");
    }
    for (route, act) in [("forms", "share"), ("goal/new", "nothing"), ("offer", "send"), ("diary/x", "save")]
    {
        assert_eq!(circle.phone.press(None, route, act, &[]).unwrap_err().code(), "unknown", "{route} {act}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_a_bank_is_given_to_its_page_and_what_comes_back_is_taken_over() {
    let town = Town::new();
    let _serving = town.serve();
    let circle = Circle::new(&town).await;
    let phone = &circle.phone;
    let texts = |page: &Page| page.parts.iter().map(|part| part.text.clone()).collect::<Vec<_>>();
    let before = phone.page(None, "bank").unwrap();
    assert_eq!(inputs(&before).collect::<Vec<_>>(), ["file"]);
    assert!(before.parts.iter().all(|part| part.act.is_none()), "there is nothing to press yet");

    let given = phone.give_to_page(None, "bank", Path::new(STATEMENT)).unwrap();
    assert_eq!(texts(&given)[0], "Er zijn 8 nieuwe betalingen.");
    let rent = given.parts.iter().position(|part| part.title.contains("Dorp")).unwrap();
    assert!(texts(&given)[rent].contains("612,50"), "{}", texts(&given)[rent]);
    let take = given.parts[rent..].iter().find_map(|part| part.act.clone()).unwrap();
    assert_eq!(phone.press(None, "bank", &take, &[]).unwrap().said, "Dit staat nu in je begroting.");
    assert!(phone.budget(None).unwrap().expenses.iter().any(|line| line.entered.text.contains("612,50")));
    let after = phone.page(None, "bank").unwrap();
    assert!(!after.parts.iter().any(|part| part.act.as_ref() == Some(&take)), "it is not proposed again");
    assert_eq!(phone.press(None, "bank", &take, &[]).unwrap(), opstap::Pressed::default(), "pressed twice");

    let again = phone.give_to_page(None, "bank", Path::new(STATEMENT)).unwrap();
    assert_eq!(
        texts(&again)[..2],
        ["Er is niets nieuws.", "8 betalingen kenden we al. Die tellen niet dubbel."]
    );
    // What is no file of a bank says why, keeps nothing, and leaves what was there.
    let odd = phone.give_to_page(None, "bank", Path::new(file!()).file_name().map(Path::new).unwrap());
    assert_eq!(odd.unwrap_err().code(), "refused", "there is no such file");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages.rs");
    let odd = phone.give_to_page(None, "bank", &source).unwrap();
    assert_eq!(odd.parts[0].kind, PartKind::Warning);
    assert!(texts(&odd)[1].contains("kennen we niet"), "{}", texts(&odd)[1]);
    assert_eq!(odd.parts[3..], again.parts[3..], "the page is as it was");
    assert_eq!(phone.give_to_page(None, "goals", Path::new(STATEMENT)).unwrap_err().code(), "unknown");

    assert_eq!(circle.desk.page(None, "bank").unwrap_err().code(), "not_allowed");
    let desk = circle.desk.give_to_page(None, "bank", Path::new(STATEMENT));
    assert_eq!(desk.unwrap_err().code(), "not_allowed");
    phone.press(None, "bank", "forget", &[]).unwrap();
    assert!(phone.bank_transactions(None).unwrap().is_empty());
}
