// An organisation chooses how its pages look and what it offers, in a real browser, by day and on a dark screen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync, crc32 } from "node:zlib";

import { large, look, wide } from "./eyes.mjs";
import { enter, stage, tab } from "./stage.mjs";

const { here, open } = stage();

const signIn = (page, account) => enter(page, here, here.code(account));

function chunk(name, data) {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const ends = [Buffer.alloc(4), Buffer.alloc(4)];
    ends[0].writeUInt32BE(data.length);
    ends[1].writeUInt32BE(crc32(body));
    return Buffer.concat([ends[0], body, ends[1]]);
}

// A ring in wine red, drawn dot by dot.
function logo(width = 240, height = 80) {
    const first = Buffer.alloc(13);
    first.writeUInt32BE(width, 0);
    first.writeUInt32BE(height, 4);
    first.set([8, 6, 0, 0, 0], 8);
    const rows = Buffer.alloc((width * 4 + 1) * height);
    for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
            const far = Math.hypot(x - 40, y - 40);
            const ring = (far > 20 && far < 34) || (x > 90 && Math.abs(y - 40) < 8);
            rows.set([0x8a, 0x15, 0x38, ring ? 255 : 0], y * (width * 4 + 1) + 1 + x * 4);
        }
    }
    const parts = [chunk("IHDR", first), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
    return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...parts]);
}

// What a page is painted with.
const painted = (page, what) => page.evaluate((what) => getComputedStyle(document.querySelector(what)).backgroundColor, what);

test("a colour that can be read and a logo, seen by who is helped, by day and by night", async () => {
    const page = await signIn(await open(), here.admin);
    await page.click("nav >> text=Huisstijl");
    await look(page, "look");
    await page.fill("#called", "Voorbeeldstad helpt");
    await page.fill("#colour", "#ffd500");
    await page.click("button[value=keep]");
    assert.ok(await page.isVisible("#colour-refused"));
    assert.equal(await page.inputValue("#colour"), "#ffd500", "what was typed stays");
    await look(page, "look-refused");
    await page.click("button[value^=take-]");
    assert.ok(await page.isVisible("text=Bewaard."));
    await page.fill("#colour", "8a1538");
    await page.click("button[value=try]");
    assert.ok(await page.isVisible("text=Er is nog niets bewaard"));
    assert.equal(await painted(page, "nav [aria-current]"), "rgb(138, 21, 56)");
    await look(page, "look-tried");
    await page.click("button[value=keep]");
    await page.setInputFiles("#logo", { name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg onload='alert(1)'/>") });
    await page.click("text=Zet het logo erop");
    assert.ok(await page.isVisible("#logo-refused"));
    await look(page, "look-logo-refused");
    await page.setInputFiles("#logo", { name: "logo.png", mimeType: "image/png", buffer: logo() });
    await page.click("text=Zet het logo erop");
    assert.ok(await page.isVisible("text=Bewaard."));
    await look(page, "look-kept");

    for (const dark of [false, true]) {
        const noor = await signIn(await open({ dark }), here.noor.client);
        const drawn = noor.locator("header img");
        assert.equal(await drawn.getAttribute("alt"), "Voorbeeldstad helpt");
        assert.ok(await drawn.evaluate((img) => img.complete && img.naturalWidth === 240), "it is drawn");
        const way = await painted(noor, "nav [aria-current]");
        assert.equal(way === "rgb(138, 21, 56)", !dark, way);
        for (const place of ["today", "programme", "money", "messages", "more", "preferences", "sharing"]) {
            await noor.goto(`${here.url}/web/${place}`);
            await look(noor, place === "today" ? `look-today-${dark ? "night" : "day"}` : undefined);
        }
        const sam = await signIn(await open({ dark }), here.counsellor);
        await look(sam);
        const door = await open({ dark });
        await door.goto(`${here.url}/web/in`);
        assert.equal(await door.getAttribute("header img", "alt"), "Voorbeeldstad helpt", "the only one there is");
        await look(door, `look-door-${dark ? "night" : "day"}`);
    }
});

test("on a dark screen, a narrow one and in large letters, and by the keyboard", async () => {
    const page = await signIn(await open({ dark: true, width: 320 }), here.admin);
    await page.goto(`${here.url}/web/look`);
    assert.equal(await wide(page), 0, "at 320");
    await look(page, "look-narrow-night");
    await large(page);
    assert.equal(await wide(page), 0, "at 200 %");
    const keys = await signIn(await open({ scripts: false }), here.admin);
    await keys.goto(`${here.url}/web/look`);
    await tab(keys, "Neem de gewone kleur");
    await keys.keyboard.press("Enter");
    await keys.waitForSelector("text=Bewaard.");
    await tab(keys, "Haal het logo weg");
    await keys.keyboard.press("Enter");
    await keys.waitForSelector("text=Bewaard.");
    assert.equal(await keys.locator("header img").count(), 0);
});

test("what is left out is not there for a client, and what they have stays", async () => {
    const page = await signIn(await open(), here.admin);
    await page.click("nav >> text=Aanbod");
    await look(page, "features");
    await page.click("button[aria-label='Zet uit: Afspraken in een eigen agenda']");
    assert.ok(await page.isVisible("text=staat nu uit. Wat er al was, is er nog."));
    await look(page, "features-off");
    await page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await wide(page), 0, "at 320");

    const noor = await signIn(await open(), here.noor.client);
    await noor.goto(`${here.url}/web/agenda`);
    assert.equal(await noor.locator("button[value=calendar-make]").count(), 0);
    await look(noor, "features-agenda");
    await tab(page, "Zet aan");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=staat weer aan");
    const again = await signIn(await open(), here.noor.client);
    await again.goto(`${here.url}/web/agenda`);
    assert.ok(await again.isVisible("button[value=calendar-make]"));

    await page.click("button[aria-label='Zet uit: Aanmelden zonder code']");
    const door = await open();
    await door.goto(`${here.url}/web/in`);
    assert.equal(await door.locator("a[href='/web/start']").count(), 0);
    await door.goto(`${here.url}/web/start`);
    await look(door, "features-start");
    await page.click("button[aria-label='Zet aan: Aanmelden zonder code']");
});
