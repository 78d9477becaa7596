// Somebody whose organisation has no provider signs in by themselves, with a passphrase and a code of an app.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { large, look, wide } from "./eyes.mjs";
import { enter, stage } from "./stage.mjs";

const PHRASE = "paarse fiets op zolder";
const STEP = 30_000;

const { here, open } = stage();

// What an app shows that was given these letters, `ahead` steps from now: RFC 6238, written apart from the server's.
function codeOf(letters, ahead = 0) {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const bits = [...letters.replaceAll(" ", "")].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
    const secret = Buffer.from(bits.match(/.{8}/g).map((eight) => Number.parseInt(eight, 2)));
    const moment = Buffer.alloc(8);
    moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP) + ahead));
    const tag = createHmac("sha1", secret).update(moment).digest();
    const number = tag.readUInt32BE(tag.at(-1) & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
}

const byCode = (page, account) => enter(page, here, here.code(account));

async function tryIn(page, name, passphrase, code) {
    await page.fill("#name", name);
    await page.fill("#passphrase", passphrase);
    await page.fill("#code", code);
    await page.click("button.main");
}

test("set up once, in by oneself from then on, and a code works once", async () => {
    const page = await open();
    await byCode(page, here.counsellor);
    await page.goto(`${here.url}/web/devices`);
    await page.click("text=Zelf inloggen, de volgende keer");
    await look(page, "own");
    const letters = await page.locator("p.code").innerText();
    const fill = async (passphrase, again, code) => {
        await page.fill("#name", "s.dewit");
        await page.fill("#passphrase", passphrase);
        await page.fill("#again", again);
        await page.fill("#code", code);
        await page.click("button[value=set]");
    };
    await fill("Welkom2026welkom", "Welkom2026welkom", codeOf(letters));
    assert.match(await page.textContent("#passphrase-refused"), /kiezen veel mensen/);
    assert.equal(await page.inputValue("#name"), "s.dewit", "the name stays");
    assert.equal(await page.inputValue("#passphrase"), "", "a passphrase does not");
    assert.equal(await page.locator("p.code").innerText(), letters, "the app does not have to begin anew");
    await look(page, "own-refused");
    await fill(PHRASE, PHRASE, codeOf(letters, 40));
    assert.match(await page.textContent("#code-refused"), /klopt niet/);
    await fill(PHRASE, PHRASE, codeOf(letters));
    await page.waitForURL(/\/devices$/);
    assert.ok(await page.isVisible("text=De volgende keer kun je zelf inloggen."));
    await look(page, "own-set");
    await page.click("text=Log uit");

    // Which organisations do so is remembered for a moment by the door.
    const door = await open({ scripts: false });
    const way = door.locator("text=Log in met je wachtzin en een code");
    for (let at = 0; at < 20 && !(await way.count()); at += 1) {
        if (at) await door.waitForTimeout(1000);
        await door.goto(`${here.url}/web/in`);
    }
    await way.click();
    await tryIn(door, "s.dewit", `${PHRASE}.`, codeOf(letters, 1));
    assert.match(await door.innerText("main [role=alert]"), /of de code klopt niet/);
    assert.equal(await door.inputValue("#name"), "s.dewit");
    assert.equal(await door.inputValue("#passphrase"), "");
    // The code that set it up, or one before it, lets nobody in any more: the next one does, once.
    const code = codeOf(letters, 1);
    await tryIn(door, "S.deWit ", PHRASE, code);
    await door.waitForURL(/\/(today|clients)$/);
    assert.ok(await door.isVisible("text=Noor Bakker"));
    const thief = await open();
    await thief.goto(`${here.url}/web/in/own`);
    await look(thief, "own-door");
    await tryIn(thief, "s.dewit", PHRASE, code);
    assert.match(await thief.innerText("main [role=alert]"), /maar een keer/);
    await look(thief, "own-door-refused");

    // Six wrong tries close the name for a moment, and it is said how long.
    for (let at = 0; at < 6; at += 1) await tryIn(thief, "s.dewit", "iets heel anders", "123456");
    assert.match(await thief.innerText("main [role=alert]"), /1 minuut niet/);
    assert.deepEqual(thief.troubles, []);
});

test("it fits a narrow screen and large letters, and can be ended", async () => {
    const page = await open({ width: 320 });
    await byCode(page, here.editor);
    await page.goto(`${here.url}/web/own`);
    assert.equal(await wide(page), 0, "at 320");
    await look(page, "own-narrow");
    const letters = await page.locator("p.code").innerText();
    await page.fill("#name", "roos");
    await page.fill("#passphrase", PHRASE);
    await page.fill("#again", PHRASE);
    await page.fill("#code", codeOf(letters));
    await page.click("button[value=set]");
    await page.waitForURL(/\/devices$/);
    await page.goto(`${here.url}/web/own`);
    await large(page);
    assert.equal(await wide(page), 0, "at 200 %");
    await look(page, "own-change");
    await page.fill("#now-end", "dat weet ik niet");
    await page.click("button[value=end]");
    assert.match(await page.textContent("#now-end-refused"), /Dit klopt niet/);
    await page.fill("#now-end", PHRASE);
    await page.click("button[value=end]");
    assert.ok(await page.isVisible("text=Zelf inloggen kan niet meer."));
});

test("clients have none", async () => {
    const page = await open();
    await byCode(page, here.bram.client);
    await page.goto(`${here.url}/web/own`);
    await page.waitForURL(/\/today$/);
});
