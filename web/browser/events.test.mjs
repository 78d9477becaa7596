// Events, in a real browser: written by a content manager, asked for by a client, with a place a few seconds later.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./eyes.mjs";
import { enter, stage, until } from "./stage.mjs";

const { here, open } = stage();

const signIn = async (account) => enter(await open(), here, here.code(account));

// The stage begins on a day of this year; an event of the last day of the next one is to come.
const DAY = `${new Date().getFullYear() + 1}-12-30`;

test("a content manager invites, one client gets the seat and another waits", async () => {
    const editor = await signIn(here.editor);
    await editor.goto(`${here.url}/web/content/event`);
    await editor.click("text=Nodig uit voor een bijeenkomst");
    await editor.fill("#title", "Post op orde");
    await editor.fill("#text", "Neem je post mee. We maken samen stapels. Het kost niets.");
    await editor.fill("#place", "Buurthuis De Brug");
    await editor.fill("#day", DAY);
    await editor.fill("#time", "14:00");
    await editor.fill("#minutes", "90");
    await editor.fill("#seats", "0");
    await editor.click("button[value=publish]");
    assert.match(await editor.textContent("#seats-refused"), /van 1 tot 1000/);
    assert.equal(await editor.inputValue("#title"), "Post op orde");
    await look(editor, "event-refused");
    await editor.fill("#seats", "1");
    await editor.click("button[value=publish]");
    assert.ok(await editor.isVisible("text=Nog niemand heeft een plek."));
    const written = editor.url();

    const noor = await signIn(here.noor.client);
    await until(noor, `${here.url}/web/page/events`, "Post op orde");
    await look(noor, "events");
    await noor.click("text=Post op orde");
    const event = noor.url();
    await look(noor, "event");
    await noor.click("text=Ik wil komen");
    await until(noor, event, "je hebt een plek");
    await look(noor, "event-placed");
    await noor.goto(`${here.url}/web/agenda`);
    assert.ok(await noor.isVisible("text=Buurthuis De Brug"));

    const bram = await signIn(here.bram.client);
    await until(bram, `${here.url}/web/page/events`, "Post op orde");
    await bram.goto(event);
    await bram.click("text=Ik wil komen");
    await until(bram, event, "het is vol");
    await until(editor, written, "Eén persoon wacht op een plek.");
    await look(editor, "event-filled");
    const said = await editor.textContent("body");
    for (const name of ["Noor", "Bram"]) assert.ok(!said.includes(name), name);
});
