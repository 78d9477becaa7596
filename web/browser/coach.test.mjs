// A coach in a real browser: what the client shares, and nothing of the rest.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./eyes.mjs";
import { enter, stage, until } from "./stage.mjs";

const { here, open } = stage();

const signIn = async (account) => enter(await open(), here, here.code(account));

test("a coach sees what is shared and is told what is not, until the client stops", async () => {
    const noor = await signIn(here.noor.client);
    await noor.goto(`${here.url}/web/sharing`);
    await noor.check("input[value=agenda]");
    await noor.check("input[value=programme]");
    await noor.click("button.main");
    await noor.waitForSelector("text=Ziet: ");

    const ilse = await signIn(here.coach);
    await ilse.goto(`${here.url}/web/clients`);
    await look(ilse, "coach-clients");
    await ilse.click("text=Noor Bakker");
    assert.ok(await ilse.isVisible("text=Meekijken: Noor Bakker"));
    assert.ok(await ilse.isVisible("nav >> text=Stappen"));
    for (const way of ["Geld", "Berichten"]) assert.equal(await ilse.locator(`nav >> text=${way}`).count(), 0, way);
    assert.equal(await ilse.locator("text=Te besteden deze week").count(), 0);
    await look(ilse, "coach-case");
    await ilse.click("nav >> text=Meer");
    for (const way of ["Schulden", "Brieven", "Doelen"]) assert.equal(await ilse.locator(`main >> text=${way}`).count(), 0, way);
    await look(ilse, "coach-more");
    await ilse.goto(`${here.url}/web/of/${here.noor.case}/agenda`);
    assert.equal(await ilse.locator("text=Momenten laten kiezen").count(), 0);
    for (const way of ["money", "messages", "debts", "letters", "deadlines", "take", "page/goals", "page/new-moments"]) {
        await ilse.goto(`${here.url}/web/of/${here.noor.case}/${way}`);
        assert.ok(await ilse.isVisible("text=Dit deelt de cliënt niet met jou"), way);
    }
    await look(ilse, "coach-unshared");

    // The client sees who looked, and stops.
    await noor.goto(`${here.url}/web/page/looks`);
    assert.ok(await noor.locator("text=Ilse Vermeer").first().isVisible());
    await noor.goto(`${here.url}/web/sharing`);
    await noor.click("text=Stop met delen");
    await noor.waitForSelector("text=Ziet nu niets van je");
    await ilse.goto(`${here.url}/web/clients`);
    await until(ilse, `${here.url}/web/clients`, "Er staat niemand op deze lijst.");
});
