// Pages in a real browser: journeys, what axe-core finds, the keyboard alone, large text, a narrow screen.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look, wide } from "./eyes.mjs";
import { enter, stage } from "./stage.mjs";

const { here, open } = stage();

const signIn = (page, account) => enter(page, here, here.code(account));

test("a client does a step, fills in an amount and writes, and every page can be used by everybody", async () => {
    const page = await open();
    await page.goto(`${here.url}/web`);
    await look(page, "door");
    await page.fill("#code", "AAAA-BBBB");
    await page.click("button.main");
    assert.equal(await page.inputValue("#code"), "AAAA-BBBB", "what was typed stays");
    await look(page, "door-refused");
    await signIn(page, here.noor.client);
    await look(page, "today");
    await page.click("a.main");
    await look(page, "task");
    await page.click("button[value=complete]");
    assert.ok(await page.isVisible(".told"));
    await look(page, "done");
    for (const [way, name] of [["programme", "programme"], ["line/out", "line-choose"], ["more", "more"], ["debts", "debts"], ["newdebt", "debt-new"], ["letters", "letters"], ["newletter", "letter-new"], ["forecast", "forecast"], ["bank", "bank"], ["agenda", "agenda"], ["deadlines", "deadlines"], ["take", "take"], ["newappointment", "appointment-new"], ["library", "library"], ["profile", "profile"], ["fact/household.childrenUnder18", "fact"], ["sharing", "sharing"], ["conflicts", "conflicts"], ["safety", "safety"], ["preferences", "preferences"], ["devices", "devices"], ["page/form/weekgeld", "form"], ["page/goals", "goals"], ["page/diary/new", "diary"], ["page/looks", "looks"], ["page/consents", "consents"]]) {
        await page.goto(`${here.url}/web/${way}`);
        await look(page, name);
    }
    await page.goto(`${here.url}/web/line/huur`);
    await page.fill("#amount", "zeshonderd");
    await page.click("button[value=save]");
    assert.equal(await page.inputValue("#amount"), "zeshonderd");
    await look(page, "line-refused");
    await page.fill("#amount", "612,50");
    await page.click("button[value=save]");
    await look(page, "money");
    await page.click("text=Huur");
    await page.click("text=Kijk wat er veranderde");
    await look(page, "history");
    await page.goto(`${here.url}/web/library`);
    await page.fill("#search", "beslag");
    await page.click("button[value=search]");
    assert.doesNotMatch(page.url(), /beslag/, "what is searched for is in no address");
    await look(page, "library-found");
    await page.click(".row a[href*='/word/']");
    await look(page, "word");
    await page.click("nav >> text=Berichten");
    await page.fill("#text", "Mag ik iets vragen over de huur?");
    await page.click("button.main");
    await look(page, "messages");
    await page.click("text=Stuur een foto, een scan of een geluid mee");
    await page.fill("#with", "Deze brief bedoel ik.");
    await page.setInputFiles("#file", { name: "brief.txt", mimeType: "text/plain", buffer: Buffer.from("geen foto") });
    await page.click("text=Stuur dit");
    assert.match(await page.textContent("#file-refused"), /geen foto/);
    assert.equal(await page.inputValue("#with"), "Deze brief bedoel ik.", "what was typed stays");
    await look(page, "files-refused");
    const letter = await open({ width: 320 });
    await letter.goto(`${here.url}/web/in`);
    await page.setInputFiles("#file", { name: "brief.png", mimeType: "image/png", buffer: await letter.screenshot() });
    await page.click("text=Stuur dit");
    await page.waitForSelector("img[alt='brief.png']");
    await look(page, "messages-photo");
});

test("a client asks for an appointment and shares their agenda with the keyboard alone", async () => {
    const page = await signIn(await open({ width: 320, scripts: false }), here.noor.client);
    await page.goto(`${here.url}/web/newappointment`);
    await page.focus("#title");
    await page.keyboard.type("Energie");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#day-refused");
    assert.equal(await page.inputValue("#title"), "Energie", "what was typed stays");
    await page.fill("#day", "2099-04-01");
    await page.fill("#time", "10:30");
    await page.focus("#time");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=woensdag 1 april 2099");
    await page.focus("h3 a");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Vraag dit moment");
    const seen = await signIn(await open(), here.noor.client);
    await seen.goto(`${here.url}${new URL(page.url()).pathname}`);
    await look(seen, "appointment");
    await page.goto(`${here.url}/web/sharing`);
    await page.focus("input[value=agenda]");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Ziet: ");
    const shared = await signIn(await open(), here.noor.client);
    await shared.goto(`${here.url}/web/sharing`);
    assert.ok(await shared.isVisible("text=Ziet: "));
    await look(shared, "shared");
});

test("a counsellor finds a client and looks along", async () => {
    const page = await signIn(await open(), here.counsellor);
    await look(page, "clients");
    await page.fill("#search", "bram");
    await page.click("button[value=search]");
    assert.equal(await page.locator("h2 a").count(), 1);
    assert.doesNotMatch(page.url(), /bram/i, "a name is in no address");
    await page.click("h2 a");
    assert.ok(await page.isVisible("text=Meekijken: Bram Jansen"));
    await look(page, "case");
    await page.click("nav >> text=Geld");
    await look(page, "case-money");
    await page.click("nav >> text=Berichten");
    await page.fill("#text", "Dag Bram, ik kom maandag om 10.00 uur bij je langs.");
    await page.click("button[value=send]");
    await page.click("text=Als brief op papier");
    await look(page, "post");
    await page.fill("#address", " ");
    await page.click("button[value=make]");
    assert.ok(await page.isVisible("#address-refused"));
    await page.fill("#address", "Bram Jansen\nDorpsstraat 1\n3811 AB Voorbeeldstad");
    const [letter] = await Promise.all([page.waitForEvent("download"), page.click("button[value=make]")]);
    assert.equal(letter.suggestedFilename(), "brief.pdf");
});

test("a client reads who looked and what was done, and anybody reads for what", async () => {
    const helper = await signIn(await open(), here.counsellor);
    for (const way of ["today", "money", "messages"]) await helper.goto(`${here.url}/web/of/${here.bram.case}/${way}`);
    const page = await signIn(await open(), here.bram.client);
    await page.goto(`${here.url}/web/more`);
    await page.click("a[href$='page/looks']");
    for (const says of ["Samira de Wit van de gemeente keek in je dossier.", "Samira de Wit van de gemeente keek in je geldzaken.", "Jij logde in."]) {
        assert.ok(await page.locator(`text=${says}`).first().isVisible(), says);
    }
    await look(page, "looks-done");
    // More than a page of it: the rest is one way further, and back.
    for (let at = 0; at < 50; at += 1) here.code(here.bram.client);
    await page.goto(`${here.url}/web/page/looks`);
    await page.click("text=Bekijk wat er eerder was");
    await look(page, "looks-older");
    await page.click("text=Terug naar het nieuwste");
    await page.click("a[href='/web/register']");
    assert.ok(await page.isVisible("text=Hulp bij schulden"));
    await look(page, "register");
});

test("somebody asks for help without a name, and the desk gives them a helper", async () => {
    const page = await open({ width: 390 });
    await page.goto(`${here.url}/web`);
    await page.click("a[href='/web/start']");
    await page.fill("#postcode", "38");
    await page.click("button[value=next]");
    assert.equal(await page.inputValue("#postcode"), "38", "what was typed stays");
    await look(page, "start-refused");
    await page.fill("#postcode", "3811 ab");
    await page.click("button[value=next]");
    await look(page, "start");
    await page.check("[value=rent]");
    await page.click("button[value=next]");
    await page.check("[value=disconnection]");
    await look(page, "start-urgent");
    for (const name of ["since", "age", "way", "words"]) {
        await page.click("button[value=next]");
        await look(page, `start-${name}`);
        if (name === "words") await page.fill("#words", "Ik durf de post niet meer open te maken.");
    }
    await page.click("button[value=next]");
    await look(page, "start-check");
    await page.click("button[value=send]");
    const code = await page.textContent(".code");
    assert.match(code, /^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/);
    await look(page, "start-code");
    await page.click("button[value=done]");
    await page.waitForURL(/\/today$/);
    await look(page, "start-today");

    const desk = await signIn(await open(), here.desk);
    await look(desk, "desk");
    await desk.click("h2 a");
    await desk.goto(`${desk.url().replace(/\/today$/, "")}/page/sign-up`);
    await look(desk, "desk-asked");
    await desk.check("input[name=kind] >> nth=1");
    await desk.selectOption("#programme", "goed-begonnen").catch(() => desk.check("input[value=goed-begonnen]"));
    await desk.check("input[name=helper]");
    await desk.fill("#message", "Welkom. Samira belt je morgen.");
    await desk.click("button[value=decide]");
    await look(desk, "desk-done");

    // A page that was fresh a moment ago is shown once more.
    const words = page.locator("text=Samira belt je morgen");
    for (let at = 0; at < 10 && !(await words.isVisible()); at += 1) {
        await page.waitForTimeout(500);
        await page.goto(`${here.url}/web/messages`);
    }
    assert.ok(await words.isVisible());
});

test("what somebody began without a name comes into their case, and they choose what", async () => {
    const before = await open({ width: 390 });
    await before.goto(`${here.url}/web/start`);
    await before.fill("#postcode", "3811");
    for (let at = 0; at < 7; at += 1) await before.click("button[value=next]");
    await before.click("button[value=send]");
    const code = await before.textContent(".code");
    await before.click("button[value=done]");
    await before.waitForURL(/\/today$/);
    await before.goto(`${here.url}/web/messages`);
    await before.fill("#text", "Ik heb de brieven op een stapel gelegd.");
    await before.click("button.main");

    const page = await signIn(await open({ width: 390 }), here.noor.client);
    await page.goto(`${here.url}/web/more`);
    await page.click("a[href='/web/earlier']");
    await page.fill("#code", "AAAAA-AAAAA-AAAAA-AAAAA");
    await page.click("button[value=look]");
    assert.equal(await page.inputValue("#code"), "AAAAA-AAAAA-AAAAA-AAAAA", "what was typed stays");
    await look(page, "earlier-refused");
    await page.fill("#code", code);
    await page.click("button[value=look]");
    await look(page, "earlier");
    assert.doesNotMatch(page.url(), new RegExp(code), "a code is in no address");
    await page.click("button[value=bring]");
    assert.ok(await page.isVisible("text=Ik heb de brieven op een stapel gelegd."));
    await look(page, "earlier-brought");
});

test("the keyboard is enough", async () => {
    const page = await open();
    await page.goto(`${here.url}/web`);
    const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent?.trim());
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "Ga naar de inhoud");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "code");
    await page.keyboard.type(here.code(here.bram.client));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/today$/);
    for (let at = 0; at < 30 && (await focused()) !== "Bekijk deze taak"; at += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/task\//);
    for (let at = 0; at < 30 && (await focused()) !== "Dit is klaar"; at += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/today$/);
    assert.ok(await page.isVisible(".told"));
});

test("nothing needs a script, and nothing of elsewhere is asked for", async () => {
    const page = await open({ scripts: false });
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await signIn(page, here.noor.client);
    await page.goto(`${here.url}/web/page/goal/new`);
    await page.fill("textarea, input[name=text]", "Elke maand iets sparen");
    await page.click("button[value=save]");
    assert.ok(await page.isVisible("text=Elke maand iets sparen"));
    assert.deepEqual(asked.filter((url) => !url.startsWith(here.url)), []);
    await page.click("text=Log uit");
    assert.ok(await page.isVisible("text=Je bent uitgelogd"));
});

test("a narrow screen and large letters hide nothing", async () => {
    const door = await open({ width: 320 });
    for (const way of ["in", "start"]) {
        await door.goto(`${here.url}/web/${way}`);
        assert.equal(await wide(door), 0, `${way} at 320`);
    }
    const page = await signIn(await open({ width: 320 }), here.noor.client);
    for (const way of ["today", "programme", "money", "line/huur", "messages", "more", "debts", "newdebt", "bank", "newappointment", "library", "profile", "sharing", "conflicts", "safety", "preferences", "devices", "page/form/weekgeld"]) {
        await page.goto(`${here.url}/web/${way}`);
        assert.equal(await wide(page), 0, `${way} at 320`);
        if (way === "money") await look(page, "money-narrow");
    }
    await page.goto(`${here.url}/web/agenda`);
    await page.click("button[value=calendar-make]");
    assert.match(await page.textContent("code"), /^http:\/\/.*\/v1\/feeds\/[A-Za-z0-9_-]{43}\.ics$/);
    assert.equal(await wide(page), 0, "a long address at 320");
    await page.setViewportSize({ width: 640, height: 800 });
    for (const way of ["today", "money", "line/huur", "messages"]) {
        await page.goto(`${here.url}/web/${way}`);
        await page.addStyleTag({ content: "html { font-size: 200% } body { font-size: 1.125rem }" });
        assert.equal(await wide(page), 0, `${way} at 200 %`);
        if (way === "today") await look(page, "today-large");
    }
});

test("an English browser gets English before there is a person", async () => {
    const page = await open({ locale: "en-GB" });
    await page.goto(`${here.url}/web`);
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await look(page, "door-english");
});

test("the description of the API can be read by everybody, and on a narrow screen", async () => {
    const page = await open();
    await page.goto(`${here.url}/v1/docs`);
    assert.ok(await page.isVisible("text=Trade a one-time code for an identity"));
    await look(page, "api");
    await page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await wide(page), 0, "at 320");
});
