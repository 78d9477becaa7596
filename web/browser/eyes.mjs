// Chromium, and what is looked at on each page: what axe-core finds, what the console says, and a picture.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = process.env.OPSTAP_PICTURES;
const CHROMIUM = {
    executablePath: process.env.OPSTAP_CHROMIUM ?? "/usr/bin/chromium",
    // Of these, only the first is about rights: CI is root in a container of its own.
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};
const LEVEL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export function launch() {
    if (pictures) mkdirSync(pictures, { recursive: true });
    return chromium.launch(CHROMIUM);
}

// `scripts: false` is a browser that runs none; the policy is left out only where axe-core has to look, and holds with `policy`.
export async function open(browser, { width = 1000, scripts = true, policy = false, locale = "nl-NL", dark = false } = {}) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale, javaScriptEnabled: scripts, bypassCSP: scripts && !policy, colorScheme: dark ? "dark" : "light" });
    const page = await context.newPage();
    page.troubles = [];
    page.on("pageerror", (error) => page.troubles.push(error.message));
    // A refusal is an answer with 4xx, or 502 for a provider that is down, which browsers note as well.
    page.on("console", (line) => line.type() === "error" && !/status of (400|401|403|404|422|429|502)/.test(line.text()) && page.troubles.push(line.text()));
    return page;
}

// Without a name no picture is taken.
export async function look(page, name) {
    const found = await page.evaluate(async ([source, level]) => {
        (0, eval)(source);
        const { violations } = await globalThis.axe.run({ runOnly: level });
        return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
    }, [axe, LEVEL]);
    assert.deepEqual(found, [], name ?? page.url());
    assert.deepEqual(page.troubles, [], name ?? page.url());
    if (pictures && name) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

// How much wider a page is than its window.
export const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Letters of twice the size in a window of half the width.
export async function large(page) {
    await page.setViewportSize({ width: 640, height: 800 });
    await page.addStyleTag({ content: "html { font-size: 200% } body { font-size: 1.125rem }" });
}
