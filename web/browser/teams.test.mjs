// An administrator makes a team, and a counsellor at its desk takes somebody in, in a real browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { large, look, wide } from "./eyes.mjs";
import { enter, stage, tab, until } from "./stage.mjs";

const { here, open } = stage();

const signIn = (page, account) => open().then((fresh) => enter(page ?? fresh, here, here.code(account)));

// Asks for help, and says no more than a postcode and one answer.
async function asks(postcode) {
    const page = await open();
    await page.goto(`${here.url}/web/start`);
    await page.fill("#postcode", postcode);
    await page.click("button[value=next]");
    await page.check("[value=rent]");
    for (let at = 0; at < 6; at += 1) await page.click("button[value=next]");
    await page.click("button[value=send]");
    await page.click("button[value=done]");
    await page.waitForURL(/\/today$/);
    return page;
}

test("an administrator makes a team, and a counsellor at its desk takes somebody in", async () => {
    const nel = here.staff("counsellor", "Nel Visser");
    const page = await signIn(undefined, here.admin);
    await page.click("nav >> text=Teams");
    await page.click("button[value=make]");
    assert.ok(await page.isVisible("#name-refused"));
    await look(page, "teams-empty");
    await page.fill("#name", "Noord");
    await page.click("button[value=make]");
    assert.ok(await page.isVisible("text=Het team is er."));
    await look(page, "team-new");
    const team = page.url();

    await page.fill("#first", "3819");
    await page.fill("#last", "3810");
    await page.click("button[value=area]");
    assert.ok(await page.isVisible("#first-refused"));
    assert.equal(await page.inputValue("#last"), "3810", "what was typed stays");
    await page.fill("#first", "3810");
    await page.fill("#last", "3819");
    await page.click("button[value=area]");
    assert.ok(await page.isVisible("text=Postcodes: 3810–3819"));

    await page.selectOption("#account", nel);
    await page.click("button[value=in]");
    assert.ok(await page.isVisible("#helps-refused"));
    assert.equal(await page.inputValue("#account"), nel, "what was chosen stays");
    await look(page, "team-refused");
    await page.check("input[name=helps]");
    await page.check("input[name=desk]");
    await page.click("button[value=in]");
    assert.ok(await page.isVisible("text=Helpt cliënten en zit aan de balie"));
    await page.selectOption("#account", here.counsellor);
    await page.check("input[name=helps]");
    await page.click("button[value=in]");
    await look(page, "team");
    await page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await wide(page), 0, "at 320");
    await page.setViewportSize({ width: 1000, height: 800 });
    await large(page);
    await page.goto(`${here.url}/web/teams`);
    await look(page, "teams");
    await page.goto(`${here.url}/web/people`);
    assert.ok(await page.isVisible("text=Team Noord: Helpt cliënten en zit aan de balie"));
    await page.click("main >> text=Nel Visser");
    assert.deepEqual(
        (await page.locator("#stand_in option").allInnerTexts()).slice(1),
        ["Samira de Wit (team Noord)"],
        "of the same team first",
    );

    await asks("3811");
    await asks("3811");
    const desk = await signIn(undefined, here.desk);
    assert.equal(await desk.locator("h2 a").count(), 0, "the organisation's desk sees nobody of a team");

    const helper = await signIn(undefined, nel);
    await until(helper, `${here.url}/web/clients`, "Er wachten 2 aanmeldingen.");
    assert.equal(await helper.locator("h2").count(), 0, "who waits is no client of hers");
    await look(helper, "clients-desk-way");
    await tab(helper, "Wie wacht aan de balie");
    await helper.keyboard.press("Enter");
    await helper.waitForURL(/\/desk$/);
    assert.equal(await helper.locator("text=Balie van team Noord").count(), 2);
    await look(helper, "team-desk");
    await helper.setViewportSize({ width: 320, height: 800 });
    assert.equal(await wide(helper), 0, "at 320");
    await helper.setViewportSize({ width: 1000, height: 800 });
    await helper.click("h2 a >> nth=0");
    assert.ok(await helper.isVisible("text=Nel Visser werkt in team Noord."));
    await look(helper, "team-desk-asked");
    await helper.click("button[value=pass]");
    assert.ok(await helper.isVisible("text=Kies een andere balie."));
    await look(helper, "team-desk-refused");
    await helper.check("input[name=to][value=organisation]");
    await helper.check("input[name=why][value=no_room]");
    await helper.click("button[value=pass]");
    await helper.waitForURL(/\/desk$/);
    assert.ok(await helper.isVisible("text=Doorgegeven. De andere balie ziet deze aanmelding nu."));
    assert.equal(await helper.locator("h2 a").count(), 1);
    await until(desk, `${here.url}/web/clients`, "Balie van de hele organisatie");
    await look(desk, "own-desk");

    await helper.click("h2 a");
    await helper.check("input[name=kind] >> nth=1");
    await helper.check(`input[name=helper][value="${nel}"]`);
    await helper.fill("#message", "Welkom. Ik bel je morgen.");
    await helper.click("button[value=decide]");
    await until(helper, `${here.url}/web/clients`, "cliënt zonder naam");
    assert.ok(await helper.isVisible("text=Er wacht nu niemand."));
    await look(helper, "team-taken-in");

    await page.goto(team);
    assert.ok(await page.isVisible("text=Minder dan 5 lopende dossiers"), "a few are not counted out");
    await page.click("summary >> text=Stop het team");
    await page.click("button[value=end]");
    assert.ok(await page.isVisible("text=Het team is gestopt."));
    await look(page, "teams-ended");
});
