// Clients by their municipality's identity broker, in a real browser. The broker is a played one: this says nothing of DigiD itself.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { large, look, wide } from "./eyes.mjs";
import { end, listening, provide } from "./provider.mjs";
import { enter, stage } from "./stage.mjs";

let provider;
const { here, open } = stage(async () => {
    provider = await listening();
    const client_id = "opstap";
    const said = here.ask("org", "provider", "--org", here.org, "--for", "clients", "--issuer", provider.issuer, "--client-id", client_id, "--url", here.url, "--acr", "substantial", "--step-up", "high");
    provide(provider, { client_id, ...said });
});
after(() => end(provider));

// At the broker, wherever that was asked from.
async function answer(page, name, { level = "substantial", act = "#go" } = {}) {
    await page.waitForURL(/\/sign\//);
    await page.fill("#name", name);
    await page.fill("#level", level);
    await page.click(act);
    await page.waitForURL((url) => url.href.startsWith(here.url));
}

async function signIn(page, name, how) {
    await page.goto(`${here.url}/web`);
    await page.click("text=Log in met DigiD");
    await answer(page, name, how);
}

const says = (page) => page.locator("main [role=alert]").innerText();

test("a client comes in with a code once, and without one from then on; without a script", async () => {
    const page = await open({ scripts: false });
    await signIn(page, "noor");
    assert.ok(await page.isVisible("text=Je bent hier nog niet bekend"));
    await page.fill("#code", here.code(here.counsellor));
    await page.click("button.main");
    assert.ok(await page.isVisible("#code-refused"), "a code of a helper is none of hers");
    await page.fill("#code", here.code(here.noor.client));
    await page.click("button.main");
    await page.waitForURL(/\/today$/);
    await page.click("text=Log uit");
    await signIn(page, "noor");
    await page.waitForURL(/\/today$/);
    assert.deepEqual(page.troubles, []);
    assert.doesNotMatch(page.url(), /noor|code=/);
});

test("its pages are readable for everybody, also large and on a narrow screen", async () => {
    const page = await open();
    await page.goto(`${here.url}/web`);
    await look(page, "door-broker");
    await signIn(page, "nobody");
    await look(page, "broker-unknown");
    await signIn(page, "noor", { level: "low" });
    assert.match(await says(page), /een veiliger manier/);
    await look(page, "broker-level");
    await signIn(page, "noor", { act: "#stop" });
    assert.match(await says(page), /Het inloggen is gestopt/);
    await large(page);
    await page.goto(`${here.url}/web`);
    assert.ok((await wide(page)) <= 0);
});

test("what is heavy is asked once more, and what was filled in is still there", async () => {
    const page = await open();
    await signIn(page, "noor");
    await page.waitForURL(/\/today$/);
    await page.goto(`${here.url}/web/sharing`);
    const card = page.locator("section.card", { hasText: "Ilse Vermeer" });
    await card.locator("input[type=checkbox]").first().check();
    await card.locator("input[name=until]").fill("2099-04-01");
    await card.locator("button[value=share]").click();
    assert.equal(await page.locator("h1").innerText(), "Log nog een keer in met DigiD");
    await look(page, "again-share");
    // Somebody else, with a DigiD of their own.
    await page.click("text=Ga verder met DigiD");
    await answer(page, "bram", { level: "high" });
    assert.match(await says(page), /iemand anders/);
    await look(page, "again-another");
    await page.click("text=Ga verder met DigiD");
    await answer(page, "noor", { act: "#stop" });
    assert.match(await says(page), /gestopt/);
    await page.click("text=Ga verder met DigiD");
    await answer(page, "noor", { level: "high" });
    await page.waitForURL(/\/sharing$/);
    assert.ok(await page.isVisible("text=druk op de knop"));
    assert.ok(await card.locator("input[type=checkbox]").first().isChecked());
    assert.equal(await card.locator("input[name=until]").inputValue(), "2099-04-01");
    await look(page, "again-held");
    await card.locator("button[value=share]").click();
    assert.ok(await page.isVisible("text=Bewaard."));
    // For a quarter of an hour nothing is asked again.
    await page.goto(`${here.url}/web/take`);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=opstap.json >> xpath=.. >> a")]);
    assert.equal(download.suggestedFilename(), "opstap.json");
});

test("a file is not taken along before that, and is after it", async () => {
    const page = await open();
    await signIn(page, "noor");
    await page.waitForURL(/\/today$/);
    await page.goto(`${here.url}/web/take/opstap.json`);
    assert.equal(await page.locator("h1").innerText(), "Log nog een keer in met DigiD");
    await look(page, "again-take");
    await large(page);
    assert.ok((await wide(page)) <= 0);
    await page.click("text=Ga verder met DigiD");
    await answer(page, "noor", { level: "high" });
    await page.waitForURL(/\/take$/);
    assert.ok(await page.isVisible("text=Gelukt, je bent het zelf"));
    await look(page, "again-done");
});

test("a helper is asked nothing, and an administrator sees how it is set", async () => {
    const helper = await open();
    await enter(helper, here, here.code(here.counsellor));
    const file = await helper.request.get(`${here.url}/web/of/${here.noor.case}/take/opstap.json`);
    assert.equal(file.status(), 200);
    const admin = await open();
    await enter(admin, here, here.code(here.admin));
    await admin.goto(`${here.url}/web/connections`);
    assert.ok(await admin.isVisible("text=Cliënten loggen in met een code of met DigiD"));
    await look(admin, "connections-broker");
});
