// What pages do while somebody types: under the policy that they are served with, and without a script.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look, wide } from "./eyes.mjs";
import { enter, stage } from "./stage.mjs";

const { here, open } = stage();

const signIn = async (account, how = { policy: true }) => enter(await open(how), here, here.code(account));
const calm = (page) => assert.deepEqual(page.troubles, []);

test("a counsellor finds an example and hears what could be plainer without pressing", async () => {
    const page = await signIn(here.counsellor);
    await page.goto(`${here.url}/web/of/${here.noor.case}/messages`);
    await page.click("summary");
    await page.locator("#find").pressSequentially("afspraak staat", { delay: 20 });
    await page.waitForSelector("#found .example >> text=Je afspraak staat");
    assert.equal(await page.inputValue("#find"), "afspraak staat", "what is typed stays, and the place to type");
    assert.equal(await page.evaluate(() => document.activeElement.id), "find");
    await page.fill("#find", "nietsvandezewoorden");
    await page.waitForSelector("#found [role=status]");
    await page.fill("#find", "");
    const [technique] = await page.selectOption("#technique", { index: 1 });
    await page.waitForFunction((wanted) => {
        const found = [...document.querySelectorAll("#found .example > p:first-child")];
        return found.length > 0 && found.every((line) => line.textContent.endsWith(wanted));
    }, technique);
    const send = () => page.evaluate(() => document.querySelector("button[value=send]").getBoundingClientRect().top - document.querySelector("#text").getBoundingClientRect().top);
    const before = await send();
    await page.locator("#text").pressSequentially("U had moeten bellen.", { delay: 5 });
    await page.waitForSelector("#plainer li");
    assert.match(await page.textContent("#plainer"), /had moeten/);
    assert.equal(await send(), before, "nothing moves below the hand");
    await page.fill("#text", "Dag Noor.");
    await page.waitForSelector("#plainer >> text=goed te lezen");
    await page.fill("#text", "");
    await page.waitForFunction(() => document.querySelector("#plainer").textContent.trim() === "");
    assert.equal(await page.locator("li.mine").count(), 0, "nothing was sent");
    await page.fill("#text", "Dag Noor.");
    await page.click("button[value=send]");
    await page.waitForSelector("li.mine >> text=Dag Noor.");
    assert.equal(await wide(page), 0);
    calm(page);
});

test("lists narrow while somebody types, and are whole again", async () => {
    const page = await signIn(here.counsellor);
    const names = () => page.locator("#found h2").allTextContents();
    const all = await names();
    assert.ok(all.length > 1);
    await page.locator("#search").pressSequentially("bram", { delay: 20 });
    await page.waitForFunction(() => document.querySelectorAll("#found h2").length === 1);
    assert.deepEqual(await names(), ["Bram Jansen"]);
    assert.ok(!page.url().includes("bram"), "a name stands in no address");
    await page.fill("#search", "");
    await page.waitForFunction((count) => document.querySelectorAll("#found h2").length === count, all.length);
    calm(page);

    const client = await signIn(here.noor.client);
    await client.goto(`${here.url}/web/library`);
    const before = await client.textContent("#found");
    await client.locator("#search").pressSequentially("beslag", { delay: 20 });
    await client.waitForFunction((text) => document.querySelector("#found").textContent !== text, before);
    await client.fill("#search", "");
    await client.waitForFunction((text) => document.querySelector("#found").textContent === text, before);
    calm(client);

    const editor = await signIn(here.editor);
    await editor.goto(`${here.url}/web/content/message_template`);
    await editor.locator("#words").pressSequentially("afspraak staat", { delay: 20 });
    await editor.waitForFunction(() => document.querySelectorAll("#found h3").length === 1);
    await editor.goto(`${here.url}/web/content/new/tip`);
    await editor.fill("#title", "Een potje voor later");
    await editor.locator("#text").pressSequentially("Je had moeten sparen.", { delay: 5 });
    await editor.waitForSelector("#plainer li >> text=had moeten");
    await editor.fill("#text", "Leg deze week iets opzij.");
    await editor.waitForSelector("#plainer >> text=goed te lezen");
    assert.equal(await editor.inputValue("#title"), "Een potje voor later");
    calm(editor);
});

test("a session that is over leaves what stands there, and the button says why", async () => {
    const page = await signIn(here.counsellor);
    const names = await page.locator("#found h2").allTextContents();
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    const asked = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.fill("#search", "bram");
    await asked;
    await page.waitForTimeout(300);
    assert.deepEqual(await page.locator("#found h2").allTextContents(), names);
    assert.equal(await page.inputValue("#search"), "bram");
    // The same where the browser still has its cookie, and the server knows nothing of it any more.
    await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, value: cookie.value.replace(/.$/, (last) => (last === "0" ? "1" : "0")) })));
    const again = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.fill("#search", "noor");
    assert.equal((await again).status(), 401);
    await page.waitForTimeout(300);
    assert.deepEqual(await page.locator("#found h2").allTextContents(), names);
    await page.click("button[value=search]");
    await page.waitForSelector("text=Je bent hier niet meer ingelogd");
});

test("what a page runs is seen by axe-core, and without a script the button does it", async () => {
    const page = await signIn(here.counsellor, {});
    await page.goto(`${here.url}/web/of/${here.noor.case}/messages`);
    await page.click("summary");
    await page.fill("#find", "afspraak");
    await page.waitForSelector("#found .example");
    await page.fill("#text", "U had moeten bellen.");
    await page.waitForSelector("#plainer li");
    await look(page, "messages-live");
    const plain = await signIn(here.counsellor, { scripts: false });
    await plain.goto(`${here.url}/web/of/${here.noor.case}/messages`);
    await plain.click("summary");
    await plain.fill("#find", "afspraak staat");
    assert.equal(await plain.locator("#found .example").count(), 0);
    await plain.click("button[value=find]");
    assert.ok(await plain.isVisible("#found .example >> text=Je afspraak staat"));
});
