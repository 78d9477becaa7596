// News for a group that fits, in a real browser: who wants it says so, and who writes it sees no names.

import assert from "node:assert/strict";
import { test } from "node:test";

import { large, look, wide } from "./eyes.mjs";
import { enter, stage, tab } from "./stage.mjs";

const NAMES = ["Ali Demir", "Bo Smit", "Cor Visser", "Dia Mulder", "Eef de Boer"];

const { here, open } = stage();

const signIn = async (account) => enter(await open(), here, here.code(account));

async function wantsNews(account) {
    const page = await signIn(account);
    await page.goto(`${here.url}/web/preferences`);
    await page.selectOption("#news", "yes");
    await page.click("button[value=save]");
    assert.ok(await page.isVisible("text=Bewaard."));
    await page.goto(`${here.url}/web/fact/household.childrenAge4to12`);
    await page.fill("#value", "2");
    await page.click("button.main");
}

test("news is written, read again, counted, sent and stopped", async () => {
    const editor = await signIn(here.editor);
    await editor.click("nav >> text=Nieuws");
    await editor.waitForURL(/\/news$/);
    await editor.fill("#words", "U had moeten weten dat er woensdag een ruilwinkel is.");
    await editor.selectOption("#who1", "least:household.childrenAge4to12");
    await editor.click("button[value=count]");
    assert.match(await editor.textContent("#many1-refused"), /heel getal/);
    await look(editor, "news-refused");
    await editor.fill("#many1", "1");
    await editor.click("button[value=count]");
    assert.ok(await editor.isVisible("text=Minder dan 5 mensen krijgen dit."));
    assert.equal(await editor.locator("button[value=send]").count(), 0);

    await wantsNews(here.noor.client);
    for (const name of NAMES) await wantsNews(here.open(name).client);
    await editor.fill("#words", "Woensdag is er een ruilwinkel voor kinderkleding. Kom langs in de bibliotheek.");
    await editor.click("button[value=count]");
    assert.ok(await editor.isVisible("text=Minstens 5 mensen krijgen dit."));
    await look(editor, "news-counted");
    await editor.click("button[value=send]");
    assert.ok(await editor.isVisible("text=Je nieuws gaat over een minuut weg."));
    await look(editor, "news-sent");
    const said = await editor.textContent("body");
    for (const name of [...NAMES, "Noor Bakker"]) assert.ok(!said.includes(name), name);
    await editor.click("button.danger");
    assert.ok(await editor.isVisible("text=Niemand kreeg het."));
});

test("news by the keyboard alone, on a narrow screen and in large letters", async () => {
    const page = await enter(await open({ scripts: false, width: 320 }), here, here.code(here.editor));
    await page.goto(`${here.url}/web/news`);
    await tab(page, "words");
    await page.keyboard.type("Woensdag is er een ruilwinkel.");
    await tab(page, "Lees na en tel");
    await page.keyboard.press("Enter");
    await page.waitForSelector("button[value=send]");
    assert.equal(await page.inputValue("#words"), "Woensdag is er een ruilwinkel.");
    assert.equal(await wide(page), 0);

    const narrow = await enter(await open({ width: 320 }), here, here.code(here.editor));
    await narrow.goto(`${here.url}/web/news`);
    assert.equal(await wide(narrow), 0);
    await look(narrow, "news-narrow");
    await large(narrow);
    assert.equal(await wide(narrow), 0);
});
