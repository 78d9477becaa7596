// Free moments, in a real browser: a counsellor offers some to two clients, and who chooses first gets one.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./eyes.mjs";
import { enter, stage, until } from "./stage.mjs";

const { here, open } = stage();

const signIn = async (account) => enter(await open(), here, here.code(account));

// A day that is to come, whenever the stage begins.
const DAY = `${new Date().getFullYear() + 1}-12-29`;

test("a counsellor writes to two clients at once, and sees before what each of them reads", async () => {
    const samira = await signIn(here.counsellor);
    await samira.click("text=Eén bericht aan meer cliënten");
    await samira.click("button[value=look]");
    assert.match(await samira.textContent("#clients-refused"), /één tot 50/);
    for (const box of await samira.locator("input[type=checkbox]").all()) await box.check();
    await samira.fill("#text", "Dag {voornaam}. Tot {dag}!");
    await samira.click("button[value=look]");
    assert.ok(await samira.isVisible("text=Dit weten we niet: dag"));
    assert.equal(await samira.locator("button[value=send]").count(), 0);
    await look(samira, "many-missing");
    await samira.fill("#text", "Dag {voornaam}. Morgen zijn we dicht.");
    await samira.click("button[value=look]");
    assert.ok(await samira.isVisible("text=Dag Noor. Morgen zijn we dicht."));
    await look(samira, "many-seen");
    await samira.click("text=Verstuur aan 2 cliënten");
    assert.ok(await samira.isVisible("text=2 berichten zijn verstuurd."));
    const bram = await signIn(here.bram.client);
    await until(bram, `${here.url}/web/messages`, "Dag Bram. Morgen zijn we dicht.");
    assert.equal(await bram.locator("text=Morgen zijn we dicht.").count(), 1);
});

test("a counsellor offers moments to two clients, and what one of them chose is gone for the other", async () => {
    const samira = await signIn(here.counsellor);
    await samira.goto(`${here.url}/web/of/${here.noor.case}/agenda`);
    await samira.click("text=Momenten laten kiezen");
    await samira.fill("#title", "Samen je post openen");
    await samira.fill("#place", "Stadhuis, kamer 4");
    await samira.fill("#day-0", DAY);
    await samira.fill("#time-0", "9:00");
    await look(samira, "moments-new");
    await samira.click("button[value=offer]");
    assert.match(await samira.textContent("#day-0-refused"), /2 tot 8/);
    assert.equal(await samira.inputValue("#title"), "Samen je post openen", "what was typed stays");
    assert.equal(await samira.inputValue("#time-0"), "9:00");
    await samira.fill("#day-1", DAY);
    await samira.fill("#time-1", "half elf");
    await samira.click("button[value=offer]");
    await samira.waitForSelector("#time-1-refused");
    await look(samira, "moments-refused");
    await samira.fill("#time-1", "10.30");
    await samira.click("button[value=offer]");
    await samira.waitForSelector("text=Samen je post openen");
    await look(samira, "moments-offered");

    // The same hours for somebody else: chosen, not typed again.
    await samira.goto(`${here.url}/web/of/${here.bram.case}/page/new-moments`);
    await samira.fill("#title", "Kennismaken");
    for (const box of await samira.locator("input[type=checkbox]").all()) await box.check();
    await look(samira, "moments-free");
    await samira.click("button[value=offer]");
    await samira.waitForSelector("text=Kennismaken");

    const noor = await signIn(here.noor.client);
    await until(noor, `${here.url}/web/today`, "Je kunt een moment kiezen");
    await noor.click("text=Je kunt een moment kiezen");
    await look(noor, "moments");
    const chosen = noor.url();
    await noor.click("button:has-text('09.00 uur')");
    await until(noor, chosen, "dit moment is voor jou");
    await look(noor, "moment-given");
    await noor.goto(`${here.url}/web/agenda`);
    assert.ok(await noor.isVisible("text=Stadhuis, kamer 4"));

    const bram = await signIn(here.bram.client);
    await bram.goto(chosen);
    assert.equal(await bram.locator("button:has-text('09.00 uur')").count(), 0, "gone");
    await bram.click("button:has-text('10.30 uur')");
    await until(bram, chosen, "dit moment is voor jou");
    // It does not suit after all: it is free again, and Noor can have it instead of hers.
    await bram.goto(`${here.url}/web/agenda`);
    await bram.click("button[value=cancel]");
    await until(noor, chosen, "Komt een ander moment beter uit?");
    await noor.click("button:has-text('10.30 uur')");
    await until(noor, chosen, "dit moment is voor jou");
    await noor.goto(`${here.url}/web/agenda`);
    assert.ok(await noor.isVisible("text=10.30 uur"));
    assert.equal(await noor.locator("text=09.00 uur").count(), 0, "one appointment, moved");
});
