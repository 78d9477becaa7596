// People who work here, by their organisation's own provider: a real one, in a real browser.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { look } from "./eyes.mjs";
import { end, listening, provide } from "./provider.mjs";
import { stage } from "./stage.mjs";

let provider;
const { here, open } = stage(async () => {
    provider = await listening();
    const client_id = "opstap";
    const said = here.ask("org", "provider", "--org", here.org, "--issuer", provider.issuer, "--client-id", client_id, "--url", here.url, "--acr", "substantial", "--acr", "high");
    provide(provider, { client_id, ...said });
    here.ask("staff", "link", "--account", here.counsellor, "--subject", "samira");
});
after(() => end(provider));

// From our door to the provider, and back with what it says.
async function signIn(page, name, { level = "substantial", act = "#go" } = {}) {
    await page.goto(`${here.url}/web`);
    await page.click("text=Log in met je werkaccount");
    await page.waitForURL(/\/sign\//);
    await page.fill("#name", name);
    await page.fill("#level", level);
    await page.click(act);
    await page.waitForURL((url) => url.href.startsWith(here.url));
}

async function isOutside(page) {
    const names = (await page.context().cookies()).map((cookie) => cookie.name);
    assert.ok(!names.includes("opstap"), `${names}`);
    await page.goto(`${here.url}/web/clients`);
    await page.waitForURL(/\/web\/in$/);
}

const says = (page) => page.locator("main [role=alert]").innerText();

test("a counsellor comes in by their work account, without a script", async () => {
    const page = await open({ scripts: false });
    await signIn(page, "samira");
    await page.waitForURL(/\/(today|clients)$/);
    assert.ok(await page.isVisible("text=Noor Bakker"));
    assert.deepEqual(page.troubles, []);
    const [cookie] = (await page.context().cookies()).filter(({ name }) => name === "opstap");
    assert.deepEqual([cookie.httpOnly, cookie.sameSite, cookie.path], [true, "Lax", "/web"]);
    assert.doesNotMatch(page.url(), /samira|code=/);
    await page.click("text=Log uit");
    await isOutside(page);
});

test("whom nobody knows stays outside, until they give a code of their own once", async () => {
    const page = await open();
    await page.goto(`${here.url}/web`);
    await look(page, "door-staff");
    await signIn(page, "ko");
    assert.ok(await page.isVisible("text=Je bent hier nog niet bekend"));
    await look(page, "staff-unknown");
    await page.fill("#code", "AAAAA-BBBBB");
    await page.click("button.main");
    assert.equal(await page.inputValue("#code"), "AAAAA-BBBBB", "what was typed stays");
    // A client's code makes nobody of the staff a client.
    await page.fill("#code", here.code(here.noor.client));
    await page.click("button.main");
    assert.ok(await page.isVisible("#code-refused"));
    await page.fill("#code", here.code(here.staff("coach", "Ko Smit")));
    await page.click("button.main");
    await page.waitForURL(/\/(today|clients)$/);
    const again = await open();
    await signIn(again, "ko");
    await again.waitForURL(/\/(today|clients)$/);
});

test("a lower level than the organisation asks for is not enough", async () => {
    const page = await open();
    await signIn(page, "samira", { level: "low" });
    assert.match(await says(page), /een extra stap bij het inloggen/);
    await look(page, "staff-level");
    await isOutside(page);
});

test("who stops at the provider is told that nothing has changed", async () => {
    const page = await open();
    await signIn(page, "samira", { act: "#stop" });
    assert.match(await says(page), /Het inloggen is gestopt/);
    await isOutside(page);
});

test("an answer that this browser did not ask for lets nobody in", async () => {
    const page = await open();
    await page.goto(`${here.url}/web/in/back?code=abc&state=def`);
    assert.match(await says(page), /Begin opnieuw/);
    // Begun here, and answered with another's state.
    await page.goto(`${here.url}/web`);
    await page.click("text=Log in met je werkaccount");
    await page.waitForURL(/\/sign\//);
    await page.goto(`${here.url}/web/in/back?code=abc&state=def`);
    assert.match(await says(page), /Begin opnieuw/);
    await isOutside(page);
});

// The address with which a browser comes back, and the cookie that it comes back with; it has not been there yet.
async function almostBack(page) {
    await page.goto(`${here.url}/web`);
    await page.click("text=Log in met je werkaccount");
    await page.waitForURL(/\/sign\//);
    const { request } = page.context();
    const stay = { maxRedirects: 0 };
    const sent = await request.post(page.url(), { form: { name: "samira", level: "substantial", act: "go" }, ...stay });
    const back = (await request.get(sent.headers().location, stay)).headers().location;
    const cookies = (await page.context().cookies()).filter(({ name }) => name === "opstap-in");
    assert.ok(back.startsWith(`${here.url}/web/in/back?code=`), back);
    assert.equal(cookies.length, 1);
    return { back, cookies };
}

test("a code works once, also for who kept the cookie, and not in another browser", async () => {
    const page = await open();
    const { back, cookies } = await almostBack(page);
    const other = await open();
    await other.goto(back);
    assert.match(await says(other), /Begin opnieuw/);
    await isOutside(other);
    await page.goto(back);
    await page.waitForURL(/\/(today|clients)$/);
    assert.ok(!(await page.context().cookies()).some(({ name }) => name === "opstap-in"));
    const thief = await open();
    await thief.context().addCookies(cookies);
    await thief.goto(back);
    assert.match(await says(thief), /Dat kan maar een keer/);
    await isOutside(thief);
});

test("a provider that is down says so on our page, and codes still work", async () => {
    const page = await open();
    const { back } = await almostBack(page);
    await end(provider);
    await page.goto(back);
    assert.match(await says(page), /lukt nu niet/);
    await look(page, "staff-unreachable");
    await isOutside(page);
    await page.fill("#code", here.code(here.counsellor));
    await page.click("button.main");
    await page.waitForURL(/\/(today|clients)$/);
});
