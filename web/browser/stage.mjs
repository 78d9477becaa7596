// What every journey begins with: a town, a browser, and somebody who comes in by a code.

import { after, before } from "node:test";

import { launch, open } from "./eyes.mjs";
import { town } from "./town.mjs";

// A town and a browser for the journeys of one file. They are there when the first one begins, and so is what
// `prepare` makes of the town: hooks of a file do not wait for each other.
export function stage(prepare = async () => {}) {
    const here = {};
    let browser;
    before(async () => {
        const [made, launched] = await Promise.all([town(), launch()]);
        browser = launched;
        Object.assign(here, made);
        await prepare();
    });
    after(async () => {
        await browser?.close();
        await here.end?.();
    });
    return { here, open: (how) => open(browser, how) };
}

// Comes in by a code; gives the page.
export async function enter(page, here, code) {
    await page.goto(`${here.url}/web`);
    await page.fill("#code", code);
    await page.click("button.main");
    await page.waitForURL(/\/(people|clients|content|today)$/);
    return page;
}

// Tabs on until what has the focus has this id, or says this.
export async function tab(page, wanted) {
    for (let at = 0; at < 60; at += 1) {
        await page.keyboard.press("Tab");
        const one = page.locator(":focus").first();
        const said = (await one.count()) ? await one.evaluate((node) => node.id || node.textContent.trim()) : "";
        if (said === wanted) return;
    }
    throw new Error(`${wanted} is not reached by the keyboard`);
}

// Shows a page again until it says this: the server gives places and moments every three seconds, and a page that was fresh a
// moment ago is shown once more.
export async function until(page, address, text) {
    for (let at = 0; at < 30; at += 1) {
        await page.goto(address);
        if (await page.locator(`text=${text}`).first().isVisible()) return;
        await page.waitForTimeout(500);
    }
    throw new Error(`${text} did not come at ${address}`);
}
