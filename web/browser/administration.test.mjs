// An administrator lets people in and lets them go, in a real browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { large, look, wide } from "./eyes.mjs";
import { enter, stage, tab } from "./stage.mjs";

const { here, open } = stage();

const signIn = (page, code) => enter(page, here, code);

test("somebody begins with a code that is told once, and leaves with their cases given to another", async () => {
    const page = await signIn(await open(), here.code(here.admin));
    assert.ok(await page.isVisible("text=Samira de Wit"));
    assert.equal(await page.locator("text=Noor Bakker").count(), 0, "no client");
    await look(page, "people");
    await page.fill("#name", "Fatima el Amrani");
    await page.click("button[value=add]");
    assert.ok(await page.isVisible("#role-refused"));
    assert.equal(await page.inputValue("#name"), "Fatima el Amrani", "what was typed stays");
    await look(page, "people-refused");
    await page.selectOption("#role", "counsellor");
    await page.click("button[value=add]");
    await page.waitForURL(/\/people\/?[^/]*$/);
    const told = await page.locator("text=Schrijf hem nu op").innerText();
    const [code] = told.match(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
    await look(page, "people-code");
    await page.goto(`${here.url}/web/people`);
    assert.equal(await page.locator(`text=${code}`).count(), 0, "told once");

    const fatima = await signIn(await open(), code);
    assert.match(fatima.url(), /\/(today|clients)$/);

    await fatima.click("text=Open een dossier dat niet van jou is");
    await fatima.fill("#sought", "Noor");
    await fatima.selectOption("#why", "glass_threat");
    await fatima.click("button[value=open]");
    assert.ok(await fatima.isVisible("#sought-refused"));
    assert.equal(await fatima.inputValue("#why"), "glass_threat", "what was chosen stays");
    await look(fatima, "glass");
    await fatima.setViewportSize({ width: 320, height: 800 });
    assert.equal(await wide(fatima), 0, "at 320");
    await fatima.setViewportSize({ width: 1000, height: 800 });
    await fatima.fill("#sought", "noor bakker");
    await fatima.click("button[value=open]");
    await fatima.waitForURL(/\/of\/[^/]+\/today$/);
    assert.ok(await fatima.isVisible("text=vandaag en morgen"));
    await look(fatima, "glass-open");

    await page.click("main >> text=Samira de Wit");
    await look(page, "person");
    await page.selectOption("#stand_in", { label: "Fatima el Amrani" });
    const later = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    await page.click("button[value=away]");
    assert.ok(await page.isVisible("#back_on-refused"));
    assert.notEqual(await page.inputValue("#stand_in"), "", "what was chosen stays");
    await page.fill("#back_on", later);
    await page.click("button[value=away]");
    assert.ok(await page.isVisible("text=Fatima el Amrani vervangt."));
    await look(page, "person-away");
    await page.click("button[value=back]");
    await page.click("summary >> text=Sluit het account");
    await page.click("button[value=leave]");
    assert.ok(await page.isVisible("#to-refused"));
    await look(page, "person-refused");
    await page.selectOption("#to", { label: "Fatima el Amrani" });
    await page.click("button[value=leave]");
    assert.ok(await page.isVisible("text=Het account van Samira de Wit is gesloten."));
    await page.click("summary >> text=Werken hier niet meer");
    await look(page, "people-left");

    // A page that was fresh a moment ago is shown once more.
    const noor = fatima.locator("text=Noor Bakker");
    for (let at = 0; at < 10 && !(await noor.count()); at += 1) {
        await fatima.waitForTimeout(500);
        await fatima.goto(`${here.url}/web/clients`);
    }
    assert.ok(await noor.first().isVisible(), "she has the cases now");
});

test("how long cases are kept, and one that stays", async () => {
    here.ask("case", "close", here.bram.case);
    const page = await signIn(await open(), here.code(here.admin));
    await page.click("nav >> text=Bewaren");
    assert.equal(await page.locator("text=Bram Jansen").count(), 0, "no client");
    await look(page, "keeping");
    await page.click("main section a >> nth=0");
    await page.selectOption("#result", "completed");
    await page.click("button[value=result]");
    assert.ok(await page.isVisible("text=Hoe het eindigde: Afgerond"));
    await page.click("button[value=hold]");
    assert.ok(await page.isVisible("#reason-refused"));
    await page.fill("#reason", "bezwaar");
    await page.click("button[value=hold]");
    assert.ok(await page.isVisible("text=Dit dossier blijft staan."));
    await look(page, "keeping-case");
    await page.click("nav >> text=Bewaren");
    await page.click("h3 >> text=Afgerond");
    await page.fill("#span", "tien");
    await page.selectOption("#confirmed", "yes");
    await page.click("button[value=rule]");
    assert.ok(await page.isVisible("#span-refused"));
    assert.equal(await page.inputValue("#confirmed"), "yes", "what was chosen stays");
    await look(page, "keeping-rule");
    await page.fill("#span", "10");
    await page.fill("#source", "Selectielijst 2020, 8.4.2");
    await page.click("button[value=rule]");
    assert.ok(await page.isVisible("text=Bewaard. Vannacht gaat er niets weg."));
    await page.click("summary >> text=Tegengehouden");
    await look(page, "keeping-done");
});

test("another system is told that something happened, and its secret is told once", async () => {
    const page = await signIn(await open(), here.code(here.admin));
    await page.click("nav >> text=Verbindingen");
    await look(page, "connections");
    await page.click("summary >> text=Voeg een systeem toe");
    await page.fill("#url", "http://zaken.voorbeeldstad.nl");
    await page.check("text=Een dossier is gestopt");
    await page.click("button[value=add]");
    assert.ok(await page.isVisible("#url-refused"));
    assert.equal(await page.inputValue("#url"), "http://zaken.voorbeeldstad.nl", "what was typed stays");
    assert.ok(await page.isChecked("text=Een dossier is gestopt"), "and what was chosen");
    await look(page, "connections-refused");
    await page.fill("#url", "https://zaken.voorbeeldstad.invalid/opstap");
    await page.click("button[value=add]");
    assert.match(await page.textContent("main [role=status]"), /whsec_/);
    await look(page, "connection-secret");
    await page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await wide(page), 0);
    await page.click("button[value=test]");
    assert.doesNotMatch(await page.textContent("main"), /whsec_/);
    await look(page, "connection");
    assert.equal(await wide(page), 0);
    await page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await wide(page), 0);
    await page.click("nav >> text=Verbindingen");
    assert.equal(await wide(page), 0);
    await large(page);
    assert.equal(await wide(page), 0);
    await page.click("h3 a");
    await page.click("summary >> text=Verwijder dit systeem");
    await page.click("button[value=remove]");
    assert.ok(await page.isVisible("text=Het systeem krijgt geen meldingen meer."));
});

test("whom to call stands at the foot of each page of a client", async () => {
    const page = await signIn(await open(), here.code(here.admin));
    await page.click("nav >> text=Contact");
    await page.fill("#hours", "maandag tot en met vrijdag van 9 tot 17 uur");
    await page.click("button[value=keep]");
    assert.ok(await page.isVisible("#phone-refused"));
    assert.match(await page.inputValue("#hours"), /^maandag/, "what was typed stays");
    await look(page, "reach-refused");
    await page.fill("#phone", "14 0413");
    await page.fill("#mail", "hulp@voorbeeldstad.example");
    await page.fill("#visit", "Stadhuisplein 1\nop dinsdag van 10 tot 12 uur");
    await page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await wide(page), 0, "at 320");
    await page.click("button[value=keep]");
    assert.ok(await page.isVisible("text=Bewaard."));

    const noor = await signIn(await open(), here.code(here.noor.client));
    assert.equal(await noor.getAttribute("footer a", "href"), "tel:140413");
    await look(noor, "reach-foot");
    await noor.setViewportSize({ width: 320, height: 800 });
    await large(noor);
    assert.equal(await wide(noor), 0, "large, at 320");
    await noor.click("nav >> text=Meer");
    await noor.click("main >> text=Bel of mail ons");
    assert.ok(await noor.isVisible("text=op dinsdag van 10 tot 12 uur"));
    await look(noor, "reach");
});

test("by the keyboard alone and without a script", async () => {
    const page = await signIn(await open({ scripts: false }), here.code(here.admin));
    await tab(page, "role");
    await page.keyboard.type("Coach");
    await tab(page, "name");
    await page.keyboard.type("Joris Prins");
    await tab(page, "Voeg iemand toe");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=De inlogcode voor Joris Prins is");
    await page.goto(`${here.url}/web/people`);
    await tab(page, "Joris Prins");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/people\/.+/);
    await tab(page, "Log overal uit");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Joris Prins is nu overal uitgelogd.");
});

test("on a narrow screen and in large letters", async () => {
    const page = await signIn(await open({ width: 320 }), here.code(here.admin));
    for (const way of ["people", `people/${here.desk}`, "keeping", "keeping/completed"]) {
        await page.goto(`${here.url}/web/${way}`);
        assert.equal(await wide(page), 0, `${way} at 320`);
        if (way === "people") await look(page, "people-narrow");
        await large(page);
        assert.equal(await wide(page), 0, `${way} at 200 %`);
        await page.setViewportSize({ width: 320, height: 800 });
    }
});
