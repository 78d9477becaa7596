//! How an organisation's pages look: chosen on a page without a script by who administers it, seen by everybody who belongs to it.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::Role;
use opstap_server::data::DataDir;
use opstap_server::engine::Style;
use opstap_tests::browser::{Browser, Seen};
use opstap_tests::circle::MONDAY;
use opstap_tests::town::Town;
use reqwest::StatusCode;

const PLACE: &str = "/web/look";
const WINE: &str = "href=\"/web/colour/8a1538.css\"";

fn chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
    [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], name, data, &[0; 4]].concat()
}

fn png(width: u32, height: u32, note: &[u8]) -> Vec<u8> {
    let first = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let parts = [chunk(b"IHDR", &first), chunk(b"tEXt", note), chunk(b"IDAT", b"dots"), chunk(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
}

async fn hand_in(browser: &mut Browser, name: &str, file: &[u8]) -> Seen {
    let head =
        format!("--line\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"{name}\"\r\n\r\n");
    let body = [head.as_bytes(), file, b"\r\n--line--\r\n"].concat();
    browser.send(PLACE, "multipart/form-data; boundary=line", body).await
}

/// The address of the logo on a page.
fn logo_on(seen: &Seen) -> String {
    let at = seen.html.find("/web/logo/").unwrap_or_else(|| panic!("{}", seen.html));
    seen.html[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colour_and_a_logo_are_seen_by_everybody_of_the_organisation() {
    let town = Town::with_clock(|| MONDAY.0);
    let bas = town.hire(Role::Administrator, "Bas");
    let _serving = town.serve();
    let mut noor = Browser::signed_in(&town, town.client).await;
    let today = noor.get("/web/today").await;
    assert!(!today.says("/web/colour/") && !today.says("class=\"whose\""), "{}", today.html);
    let mut admin = Browser::signed_in(&town, bas).await;
    let page = admin.get(PLACE).await;
    assert!(page.says("Zo zien jullie pagina") && page.says("Testdorp"), "{}", page.html);

    let refused = admin.post(PLACE, &[("called", "Ons <b>"), ("colour", "#ffd500"), ("act", "keep")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("colour-refused") && refused.says("value=\"#ffd500\""), "{}", refused.html);
    assert!(refused.says("Ons &lt;b&gt;") && refused.says("value=\"take-#"), "{}", refused.html);
    for (called, colour, field) in [("", "rood", "colour"), (&*"x".repeat(61), "", "called")] {
        let refused = admin.post(PLACE, &[("called", called), ("colour", colour), ("act", "try")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says(&format!("{field}-refused")), "{}", refused.html);
    }
    let typed = [("called", "Ons dorp"), ("colour", "8A1538")];
    let tried = admin.post(PLACE, &[typed[0], typed[1], ("act", "try")]).await;
    assert!(tried.status == StatusCode::OK && tried.says("Er is nog niets bewaard"), "{}", tried.html);
    assert!(tried.says(WINE) && tried.says("value=\"#8a1538\""), "it looks so at once: {}", tried.html);
    assert!(!admin.get(PLACE).await.says(WINE), "and is not kept");
    let kept = admin.post(PLACE, &[typed[0], typed[1], ("act", "keep")]).await;
    assert!(kept.says("Bewaard.") && kept.says(WINE) && kept.says("Ons dorp"), "{}", kept.html);
    let near = admin.post(PLACE, &[("called", "Ons dorp"), ("colour", "x"), ("act", "take-#8a1538")]).await;
    assert!(near.says(WINE) && near.says("Ons dorp"), "{}", near.html);

    let shown = hand_in(&mut admin, "logo.png", &png(200, 60, b"Author\0Bas")).await;
    let logo = logo_on(&shown);
    assert!(shown.says("alt=\"Ons dorp\" width=\"200\" height=\"60\""), "{}", shown.html);
    let mut sam = Browser::signed_in(&town, town.counsellor).await;
    let mut late = Browser::signed_in(&town, town.client).await;
    for seen in
        [sam.get("/web/clients").await, late.get("/web/today").await, late.get("/web/page/more").await]
    {
        assert!(seen.says(WINE) && seen.says(&logo) && seen.says("alt=\"Ons dorp\""), "{}", seen.html);
    }
    assert!(Browser::new(&town).get("/web/in").await.says(WINE), "the only one there is");

    admin.post(PLACE, &[("act", "no-logo")]).await;
    let plain = admin.post(PLACE, &[("called", ""), ("colour", "#8a1538"), ("act", "ordinary")]).await;
    assert!(!plain.says(WINE) && !plain.says("/web/logo/"), "{}", plain.html);
    assert!(!Browser::signed_in(&town, town.client).await.get("/web/today").await.says("class=\"whose\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_logo_is_refused_and_what_is_one_does_nothing_but_draw() {
    let town = Town::new();
    let bas = town.hire(Role::Administrator, "Bas");
    let _serving = town.serve();
    let mut admin = Browser::signed_in(&town, bas).await;
    let heavy = png(200, 60, &vec![0; 110 * 1024]);
    for (name, file, says) in [
        (
            "logo.svg",
            &b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"[..],
            "geen logo zijn",
        ),
        ("logo.png", b"<html>", "geen logo zijn"),
        ("logo.png", &png(50_000, 50_000, b""), "16 tot 1000"),
        ("logo.png", &png(200, 60, b"")[..60], "beschadigd"),
        ("logo.png", &heavy, "te groot"),
        ("", b"", "Kies eerst"),
    ] {
        let refused = hand_in(&mut admin, name, file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(refused.says("logo-refused") && refused.says(says), "{says}: {}", refused.html);
        assert!(!refused.says("/web/logo/"), "nothing is kept");
    }
    let behind = [png(200, 60, b"Author\0Bas"), b"<script>alert(1)</script>".to_vec()].concat();
    let at = logo_on(&hand_in(&mut admin, "logo.png", &behind).await);
    let ask = |path: String| admin.client.get(format!("{}{path}", admin.url)).send();
    let drawn = ask(at.clone()).await.unwrap();
    let said = |name: &str| drawn.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(
        (said("content-type"), said("x-content-type-options")),
        ("image/png".into(), "nosniff".into())
    );
    assert!(said("content-security-policy").starts_with("default-src 'none'"));
    assert!(said("cache-control").contains("immutable"));
    let bytes = drawn.bytes().await.unwrap();
    assert!(!bytes.windows(6).any(|six| six == b"script" || six == b"Author"), "what draws alone");
    let sheet = ask("/web/colour/8a1538.css".to_owned()).await.unwrap();
    assert_eq!(sheet.headers()["content-type"], "text/css; charset=utf-8");
    assert!(sheet.text().await.unwrap().contains("--main: #8a1538"));
    let (folder, print) = at.rsplit_once('/').unwrap();
    for nowhere in [
        format!("{folder}/0"),
        format!("/web/logo/{}/{print}", town.case),
        format!("/web/logo/x/{print}"),
        "/web/colour/ffd500.css".to_owned(),
        "/web/colour/8A1538.css".to_owned(),
        "/web/colour/x%3B%7D.css".to_owned(),
    ] {
        assert_eq!(ask(nowhere.clone()).await.unwrap().status(), StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_chooses_it_and_with_two_organisations_the_door_is_nobodys() {
    let town = Town::new();
    let roos = town.hire(Role::ContentManager, "Roos");
    let mut engine = DataDir::at(town.folder()).unwrap().beside().unwrap();
    let wine = Style::Keep("Ons dorp".to_owned(), "8a1538".to_owned());
    engine.set_look(town.org, &[wine], opstap_server::serve::now_ms()).unwrap();
    engine.add_org("Anderdorp", [], opstap_server::serve::now_ms()).unwrap();
    drop(engine);
    let _serving = town.serve();
    for account in [town.counsellor, town.client, town.coach, roos] {
        let mut browser = Browser::signed_in(&town, account).await;
        for (colour, act) in [("#112233", "keep"), ("#112233", "try"), ("", "ordinary"), ("", "no-logo")] {
            let done = browser.post(PLACE, &[("called", "Van mij"), ("colour", colour), ("act", act)]).await;
            assert!(done.status.is_client_error(), "{account} {act}: {}", done.status);
        }
        let done = hand_in(&mut browser, "logo.png", &png(200, 60, b"")).await;
        assert!(done.status.is_client_error(), "{account}: {}", done.status);
        assert!(!browser.get(PLACE).await.says("Zet het logo erop"));
        let own = browser.get("/web").await;
        assert!(own.says(WINE) && own.says("Ons dorp") && !own.says("Van mij"), "{}", own.html);
    }
    for door in ["/web/in", "/web/start", "/web/in/own", "/web/register", "/web/in/staff", "/web/in/client"] {
        let seen = Browser::new(&town).get(door).await;
        assert!(!seen.says("/web/colour/") && !seen.says("Ons dorp"), "{door}: {}", seen.html);
    }
    let named = Browser::new(&town).get(&format!("/web/in/client/{}", town.org)).await;
    assert!(named.status == StatusCode::NOT_FOUND && named.says(WINE), "{}", named.html);
}
