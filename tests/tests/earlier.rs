//! What somebody began without a name comes into their case: real devices, a real server, files, a browser.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{DebtEntry, FileEntry, LineEntry, Opstap, OpstapError, SignUp};
use opstap_tests::browser::Browser;
use opstap_tests::circle::MONDAY;
use opstap_tests::opened::{of_server, says};
use opstap_tests::town::{Town, device_at};
use reqwest::StatusCode;
use tempfile::TempDir;

/// Words that occur nowhere else: one comes along, one does not.
const WORD: &str = "zwaluwnest";
const LEFT: &str = "sperwerveer";

fn device() -> (TempDir, Opstap) {
    let home = tempfile::tempdir().unwrap();
    let device = device_at(home.path(), MONDAY);
    (home, device)
}

fn photo() -> Vec<u8> {
    [0xff, 0xd8, 0xff, 0xe0].into_iter().chain(LEFT.bytes().cycle()).take(600_000).collect()
}

/// Asks for help without a name, writes, and sends a photo; the code to come back with.
async fn begun(town: &Town, phone: &Opstap) -> String {
    let asked = SignUp { postcode: 3811, words: "Er ligt veel post.".into(), ..SignUp::default() };
    let signed = phone.sign_up(&town.url(), &asked, "phone").await.unwrap();
    phone.sync().await.unwrap();
    let message = phone.send_message(None, &format!("Dit is {WORD}.")).unwrap();
    let photo = FileEntry { name: "brief.jpg".into(), bytes: photo(), thumbnail: None };
    phone.attach(None, message.id, &photo).unwrap();
    phone.set_budget_line(None, &rent("600")).unwrap();
    let debt = DebtEntry { creditor: Some(LEFT.into()), ..DebtEntry::default() };
    phone.add_debt(None, &debt, None).unwrap();
    signed.recovery
}

fn rent(typed: &str) -> LineEntry {
    LineEntry { category: "huur".into(), typed: typed.into(), ..LineEntry::default() }
}

fn refused(error: OpstapError) -> String {
    match error {
        OpstapError::Refused { field, why } => format!("{field}: {}", why.key),
        other => other.code().to_owned(),
    }
}

fn sorts(named: &[&str]) -> Vec<String> {
    named.iter().map(|sort| (*sort).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_without_a_name_comes_along_with_its_photo() {
    let town = Town::new();
    let _desk = town.open_desk("Balie");
    let serving = town.serve();
    let ((_a, earlier), (_b, noor), (_c, helper)) = (device(), device(), device());
    let code = begun(&town, &earlier).await;
    town.pair(&noor, town.client).await;
    noor.sync().await.unwrap();
    noor.set_budget_line(None, &rent("650")).unwrap();
    noor.sync().await.unwrap();
    // The photo is still in the earlier phone: nothing of it may be lost.
    let found = noor.earlier_start(&code).await.unwrap();
    assert!(found.asked_text.contains("Testdorp") && !found.brought, "{found:?}");
    earlier.sync().await.unwrap();
    let found = noor.earlier_start(&code.to_lowercase()).await.unwrap();
    let told: Vec<(&str, u64)> = found.sorts.iter().map(|part| (part.sort.as_str(), part.count)).collect();
    assert_eq!(told, [("asked", 1), ("messages", 2), ("programme", 1), ("budget", 1), ("debts", 2)]);
    assert_eq!(
        refused(noor.bring_earlier_start(&code, &sorts(&["gold"]), false).await.unwrap_err()),
        "bring: earlier-none"
    );

    let brought =
        noor.bring_earlier_start(&code, &sorts(&["asked", "messages", "budget"]), false).await.unwrap();
    assert!(brought.brought);
    noor.sync().await.unwrap();
    town.pair(&helper, town.counsellor).await;
    helper.sync().await.unwrap();
    for device in [&noor, &helper] {
        let case = device.person().filter(|person| person.account == town.counsellor).map(|_| town.case);
        let messages = device.conversation(case, None, 20).unwrap().messages;
        let said = messages.iter().find(|row| row.text.contains(WORD)).unwrap();
        assert_eq!(said.mine, case.is_none());
        assert!(messages.iter().any(|row| row.text.starts_with("Wat je eerder zonder naam begon")));
        let file = device.files(case, Some(said.id)).unwrap().remove(0);
        device.fetch_file(case, file.id).await.unwrap();
        assert_eq!(device.file_bytes(case, file.id).unwrap(), photo());
        assert_eq!(device.conflicts(case).unwrap().len(), 1, "two rents, and a person chooses");
        assert!(!device.budget(case).unwrap().certain);
    }
    assert!(noor.sign_up_file(None).unwrap().is_some());
    // The phone of before is nobody's any more, and forgets.
    let over = earlier.sync().await;
    assert!(matches!(over, Err(OpstapError::DeviceRevoked)), "{over:?}");
    assert_eq!(refused(noor.earlier_start(&code).await.unwrap_err()), "code_expired");
    drop(serving);
    let all = of_server(&town);
    assert!(says(&all, WORD) && !says(&all, LEFT), "what was not brought is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_on_its_way_and_a_diary_are_not_lost_without_a_word() {
    let town = Town::new();
    let _desk = town.open_desk("Balie");
    let _serving = town.serve();
    let ((_a, earlier), (_b, noor)) = (device(), device());
    let code = begun(&town, &earlier).await;
    town.pair(&noor, town.client).await;
    noor.sync().await.unwrap();
    // Its record arrived, and its bytes did not: they are in a phone whose network is gone.
    earlier.write_diary("Voor mij alleen.", None).unwrap();
    earlier.sync().await.unwrap();
    let all = sorts(&["asked", "messages", "programme", "budget", "debts"]);
    assert_eq!(
        refused(noor.bring_earlier_start(&code, &all, false).await.unwrap_err()),
        "let_end: earlier-would-end"
    );
    let found = noor.earlier_start(&code).await.unwrap();
    assert_eq!((found.ends.len(), found.ends[0].sort.as_str()), (1, "diary_entry"));
    let parts: Vec<std::path::PathBuf> = objects(&town.folder().join("blobs"));
    assert_eq!(parts.len(), 3);
    std::fs::rename(&parts[0], town.folder().join("aside")).unwrap();
    assert_eq!(
        refused(noor.bring_earlier_start(&code, &all, true).await.unwrap_err()),
        "bring: earlier-files"
    );
    earlier.sync().await.unwrap();
    assert_eq!(earlier.diary().unwrap().entries.len(), 1, "nothing was changed");
    std::fs::rename(town.folder().join("aside"), &parts[0]).unwrap();
    assert!(noor.bring_earlier_start(&code, &all, true).await.unwrap().brought);
    noor.sync().await.unwrap();
    assert_eq!(noor.debts(None).unwrap().debts.len(), 1);
}

/// Files below a folder, in order.
fn objects(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(objects(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_not_guessed_and_other_cases_are_not_swallowed() {
    let town = Town::new();
    let _desk = town.open_desk("Balie");
    let _serving = town.serve();
    let ((_a, earlier), (_b, noor), (_c, other)) = (device(), device(), device());
    let code = begun(&town, &earlier).await;
    town.pair(&noor, town.client).await;
    noor.sync().await.unwrap();
    let (_, second) = town.open_case("Ali");
    let none = noor.bring_earlier_start(&code, &[], true).await.unwrap_err();
    assert_eq!(refused(none), "bring: earlier-none", "all of it would go");
    let error = noor.earlier_start(&town.code(second)).await.unwrap_err();
    assert_eq!(refused(error), "code: earlier-not");
    assert_eq!(refused(noor.earlier_start(&town.code(town.client)).await.unwrap_err()), "code: earlier-own");
    town.pair(&other, town.counsellor).await;
    other.sync().await.unwrap();
    assert_eq!(refused(other.earlier_start(&code).await.unwrap_err()), "not_allowed");
    for _ in 0..10 {
        let error = noor.earlier_start("AAAAA-AAAAA-AAAAA-AAAAA").await.unwrap_err();
        assert_eq!(refused(error), "code_unknown");
    }
    assert_eq!(refused(noor.earlier_start(&code).await.unwrap_err()), "too_many_tries");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_browser_it_is_looked_at_and_then_brought() {
    let town = Town::new();
    let _desk = town.open_desk("Balie");
    let _serving = town.serve();
    let (_a, earlier) = device();
    let code = begun(&town, &earlier).await;
    earlier.write_diary("Voor mij alleen.", None).unwrap();
    earlier.sync().await.unwrap();
    let mut noor = Browser::signed_in(&town, town.client).await;
    assert!(noor.get("/web/more").await.says("/web/earlier"));
    let wrong = noor.post("/web/earlier", &[("act", "look"), ("code", "AAAAA-AAAAA-AAAAA-AAAAA")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("value=\"AAAAA-AAAAA-AAAAA-AAAAA\""), "{}", wrong.html);
    let found = noor.post("/web/earlier", &[("act", "look"), ("code", &code)]).await;
    assert!(found.says("Schulden en brieven: 2") && found.says("Dit kan niet mee"), "{}", found.html);
    assert_eq!(found.html.matches(" checked").count(), 5, "{}", found.html);
    let bring = [("act", "bring"), ("code", code.as_str()), ("bring", "messages"), ("bring", "budget")];
    let asked = noor.post("/web/earlier", &bring).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.says("Zeg eerst of dat weg mag."), "{}", asked.html);
    assert_eq!(asked.html.matches(" checked").count(), 2, "what was chosen stays: {}", asked.html);
    let done = noor.post("/web/earlier", &[&bring[..], &[("let_end", "yes")]].concat()).await;
    assert!(done.says("Het staat nu hier.") && done.says(WORD), "{} {}", done.status, done.html);
    let mut helper = Browser::signed_in(&town, town.counsellor).await;
    let nothing = helper.get("/web/earlier").await;
    assert!(!nothing.says("earlier"), "{}", nothing.html);
}
