// Example messages and the texts of an organisation, in a real browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { large, look, wide } from "./eyes.mjs";
import { enter, stage, tab } from "./stage.mjs";

const { here, open } = stage();

const signIn = (page, account) => enter(page, here, here.code(account));

test("a counsellor finds an example, sees what is missing, and proposes one; a content manager publishes it", async () => {
    const page = await signIn(await open(), here.counsellor);
    await page.goto(`${here.url}/web/of/${here.noor.case}/messages`);
    await page.fill("#text", "Dag Noor.");
    await page.click("summary");
    await page.fill("#find", "afspraak staat");
    // Enter in the search looks for an example, and sends nothing.
    await page.press("#find", "Enter");
    assert.equal(await page.inputValue("#text"), "Dag Noor.");
    assert.equal(await page.locator("li.mine").count(), 0);
    await look(page, "examples");
    await page.click("button[value=take-afspraak-gemaakt]");
    await page.click("button[value=send]");
    assert.match(await page.inputValue("#text"), /^Dag Noor\.\n\nJe afspraak staat: \{dag\}/);
    assert.match(await page.textContent("#text-refused"), /dag, tijd, plaats/);
    await look(page, "examples-refused");
    await page.fill("#text", "Dag Noor, U had moeten bellen over de brief van het CJIB van vorige week, want die ligt er nu al een hele tijd.");
    await page.click("button[value=check]");
    await look(page, "examples-checked");
    await page.fill("#text", "Dag Noor, knap dat je de brieven op een stapel hebt gelegd. Morgen helpt Bram je. Samira");
    await page.click("button[value=send]");
    await page.click("text=Stel voor als voorbeeld");
    assert.match(await page.inputValue("#text"), /^Dag \{voornaam\}, knap/);
    await page.fill("#moment", "stapel post");
    await page.fill("#technique", "compliment");
    await page.click("button[value=propose]");
    assert.ok(await page.isVisible("text=Kijk eerst of dit over iemand gaat."));
    assert.equal(await page.inputValue("#moment"), "stapel post", "what was typed stays");
    await look(page, "propose");
    await page.fill("#text", "Dag {voornaam}, knap dat je de brieven op een stapel hebt gelegd. {hulpverlener}");
    await page.click("button[value=propose]");
    assert.ok(await page.isVisible("text=Een collega kijkt ernaar."));

    const editor = await signIn(await open(), here.editor);
    assert.ok(await editor.isVisible("text=1 voorstel wacht op je."));
    assert.equal(await editor.locator("text=Mijn cliënten").count(), 0);
    await look(editor, "texts");
    await editor.click("h3 a >> nth=0");
    await editor.click("summary >> text=Neem niet over");
    await editor.click("button[value=refuse]");
    assert.ok(await editor.isVisible("#reason-refused"));
    await look(editor, "text-proposed");
    await editor.click("form:has(#text) button[value=publish]");
    assert.ok(await editor.isVisible("text=Dit is nu in gebruik."));
    await look(editor, "text-published");

    // A page that was fresh a moment ago is shown once more.
    const words = page.locator("text=Dag Bram, knap dat je de brieven");
    for (let at = 0; at < 10 && !(await words.isVisible()); at += 1) {
        await page.waitForTimeout(500);
        await page.goto(`${here.url}/web/of/${here.bram.case}/messages`);
        await page.click("summary");
        await page.fill("#find", "brieven stapel");
        await page.press("#find", "Enter");
    }
    assert.ok(await words.isVisible());
});

test("a content manager writes a tip, and nothing that was typed is lost", async () => {
    const page = await signIn(await open(), here.editor);
    await page.click("text=Tips");
    await look(page, "texts-tips");
    await page.click("text=Schrijf een tip");
    await page.fill("#title", "Een potje voor later");
    await page.fill("#text", "Je had moeten sparen.");
    await page.click("button[value=publish]");
    assert.ok(await page.isVisible("#when-refused"));
    assert.equal(await page.inputValue("#title"), "Een potje voor later");
    await page.selectOption("#when", "yes:income.isLow");
    await page.click("button[value=publish]");
    assert.ok(await page.isVisible("text=Ik keek het na. Het mag zo."));
    await look(page, "text-plainer");
    await page.fill("#text", "Leg deze week een klein bedrag opzij. Zo heb je iets voor een tegenvaller.");
    await page.click("button[value=publish]");
    assert.ok(await page.isVisible("text=Dit is nu in gebruik."));
    await look(page, "text-tip");
    for (const [way, name] of [["programme/goed-begonnen", "text-programme"], ["work_form/weekgeld", "text-form"], ["programme", "texts-programmes"]]) {
        await page.goto(`${here.url}/web/content/${way}`);
        await look(page, name);
    }
    await page.goto(`${here.url}/web/content/programme/goed-begonnen`);
    await page.click("summary >> text=Haal uit gebruik");
    await page.click("button[value=withdraw]");
    assert.ok(await page.isVisible("text=Dit is uit gebruik."));
    await page.click("button[value=publish]");
    assert.ok(await page.isVisible("text=Dit is nu in gebruik."));
});

test("a content manager writes a programme step by step, and who follows it keeps what they have", async () => {
    const page = await signIn(await open({ scripts: false }), here.editor);
    const axe = await signIn(await open(), here.editor);
    const at = (id, field) => `[name="${id}:${field}"]`;
    await page.click("text=Programma’s");
    await page.click("text=Begin een programma");
    await page.fill(at("new", "title"), "Post op orde");
    await page.fill(at("new", "typicalWeeks"), "heel lang");
    await page.click("text=Bewaar als concept >> nth=0");
    assert.match(await page.textContent("p.refused"), /Kies een getal van 1 tot 260/);
    assert.equal(await page.inputValue(at("new", "title")), "Post op orde", "what was typed stays");
    await page.fill(at("new", "typicalWeeks"), "3");
    // Enter keeps it, and nothing else.
    await page.press(at("new", "typicalWeeks"), "Enter");
    assert.ok(await page.isVisible("text=Bewaard als concept."));
    const place = page.url();
    const key = place.split("/").pop();
    await page.fill(at(key, "intro"), "Je brengt rust in je post. We doen het in kleine stappen.");
    await page.fill(at(`${key}.f1`, "title"), "Beginnen");
    await page.fill(at(`${key}.f1`, "aim"), "Je weet wat er ligt.");
    await page.click(`button[value="open:${key}.f1.s1"]`);
    const step = `${key}.f1.s1`;
    await page.fill(at(step, "title"), "Alles op één plek");
    await page.fill(at(step, "why"), "Zo raakt niets kwijt.");
    await page.fill(at(`${step}.t1`, "title"), "Zoek een doos");
    await page.fill(at(`${step}.t1`, "text"), "Elke doos is goed.");
    await page.click(`button[value="add:${step}"]`);
    assert.equal(await page.inputValue(at(`${step}.t1`, "title")), "Zoek een doos");
    const added = await page.locator("section.card[id]").nth(1).getAttribute("id");
    assert.match(page.url(), new RegExp(`#${added.replaceAll(".", "\\.")}$`), "who adds one is there");
    await page.fill(at(added, "title"), "Leg je post erin");
    await page.fill(at(added, "text"), "Open is niet nodig.");
    await page.selectOption(at(added, "who"), "together");
    await page.click(`button[value="up:${added}"]`);
    assert.equal(await page.locator("section.card[id]").nth(0).getAttribute("id"), added);
    await axe.goto(`${place}/${step}`);
    await look(axe, "programme-step");
    await page.click("button[value=back]");
    await page.click("form button[value=publish]");
    assert.match(await page.textContent("p.refused"), /Alles op één plek: Vul dit nog in|Vul dit nog in/);
    await axe.goto(place);
    await look(axe, "programme-draft");
    for (const [id, field, words] of [[key, "audience", "iedereen"], [key, "closing", "Mooi. Je post heeft een plek."]]) await page.fill(at(id, field), words);
    await page.click(`button[value="open:${step}"]`);
    await page.fill(at(step, "praise"), "Wat een opruiming.");
    await page.click("button[value=check]");
    assert.ok(await page.isVisible("text=Deze tekst is goed te lezen."));
    await page.click("button[value=back]");
    await page.click("form button[value=publish]");
    assert.ok(await page.isVisible("text=Dit is nu in gebruik."));
    assert.ok(await page.isVisible("text=Leg je post erin"));
    await axe.goto(place);
    await look(axe, "programme-published");

    // Noor follows the one that is changed here, and keeps what she has.
    const noor = await enter(await open(), here, here.code(here.noor.client));
    await noor.goto(`${here.url}/web/programme`);
    const before = await noor.textContent("main");
    await page.goto(`${here.url}/web/content/programme/goed-begonnen`);
    await page.fill(at("goed-begonnen", "title"), "Goed begonnen, anders");
    await page.click("form button[value=publish]");
    assert.ok(await page.isVisible("text=Dit is nu in gebruik."));
    await page.waitForTimeout(3000);
    await noor.goto(`${here.url}/web/programme`);
    assert.equal(await noor.textContent("main"), before);

    const narrow = await signIn(await open({ width: 320 }), here.editor);
    for (const [way, name] of [[place, "programme-narrow"], [`${place}/${step}`, "programme-step-narrow"], [`${here.url}/web/content/programme/goed-begonnen`, ""]]) {
        await narrow.goto(way);
        assert.equal(await wide(narrow), 0, `${way} at 320`);
        if (name) await look(narrow, name);
        await large(narrow);
        assert.equal(await wide(narrow), 0, `${way} at 200 %`);
        await narrow.setViewportSize({ width: 320, height: 800 });
    }
});

test("a content manager writes a work form, tries it as a client, and who is at it finishes the old one", async () => {
    const page = await signIn(await open({ scripts: false }), here.editor);
    const axe = await signIn(await open(), here.editor);
    const at = (id, field) => `[name="${id}:${field}"]`;
    const noor = await enter(await open(), here, here.code(here.noor.client));
    await noor.goto(`${here.url}/web/page/form/post-map`);
    await noor.check("input[value=Zwaar]");
    await noor.click("button[value=keep]");
    await noor.goto(`${here.url}/web/page/form/post-map`);
    const before = await noor.textContent("main");
    assert.match(before, /Wie kan de volgende keer met je meekijken/);

    await page.click("text=Werkformulieren");
    await page.click("text=Schrijf een werkformulier");
    await page.fill("[name=title]", "Bellen zonder buikpijn");
    await page.fill("[name=minutes]", "even");
    await page.click("text=Bewaar als concept >> nth=0");
    assert.match(await page.textContent("#minutes-refused"), /Kies een getal van 1 tot 60/);
    assert.equal(await page.inputValue("[name=title]"), "Bellen zonder buikpijn", "what was typed stays");
    await page.fill("[name=minutes]", "10");
    // Enter keeps it, and nothing else.
    await page.press("[name=minutes]", "Enter");
    assert.ok(await page.isVisible("text=Bewaard als concept."));
    const place = page.url();
    await page.fill("[name=goal]", "Iemand durft te bellen.");
    await page.fill("[name=method]", "oefenen");
    await page.fill("[name=intro]", "Bellen mag spannend zijn. We bereiden het samen voor.");
    await page.fill("[name=steps]", "Leg de brief erbij.\nZet een kop thee.");
    await page.fill(at("v1", "label"), "Hoe spannend vind je het? (0 tot 10)");
    await page.selectOption(at("v1", "type"), "scale10");
    await page.click("button[value^='add:']");
    const second = await page.locator("section.card[id]").nth(1).getAttribute("id");
    assert.match(page.url(), new RegExp(`#${second}$`), "who adds one is there");
    await page.fill(at(second, "label"), "Wat helpt je dan?");
    await page.selectOption(at(second, "type"), "multichoice");
    await page.fill(at(second, "options"), "Wandelen\nMuziek\nPraten");
    await page.selectOption(at(second, "optional"), "yes");
    await page.selectOption(at(second, "when"), "gte:v1");
    await page.fill(at(second, "than"), "zes");
    await page.click("button[value^='add:']");
    assert.match(await page.textContent(`[id="${second}:when-refused"]`), /Zo kunnen we dat antwoord niet vergelijken/);
    assert.equal(await page.inputValue(at(second, "than")), "zes", "what was typed stays");
    await page.fill(at(second, "than"), "6");
    await page.click("button[value^='add:']");
    const third = await page.locator("section.card[id]").nth(2).getAttribute("id");
    await page.fill(at(third, "label"), "Wie kan met je praten?");
    await page.selectOption(at(third, "when"), `isTrue:${second}:Praten`);
    await page.fill("[name=closing]", "Je bent er klaar voor.");
    await page.click("button[value=try]");
    const way = page.url().split("#")[0];
    assert.match(way, /\/try$/);
    await page.fill("[name='a:v1']", "8");
    await page.click("text=Verder");
    await page.check("input[value=Praten]");
    await page.click("text=Verder");
    assert.ok(await page.isVisible("text=Wie kan met je praten?"));
    await page.fill("[name='a:v1']", "2");
    await page.click("text=Verder");
    assert.ok(await page.isVisible("text=De cliënt kan dit nu delen met de helper."));
    assert.equal(await page.locator("text=Wat helpt je dan?").count(), 0);
    await page.fill("[name='a:v1']", "9");
    await page.click("text=Verder");
    assert.ok(await page.isChecked("input[value=Praten]"), "what is asked again has its answer");
    await axe.goto(way);
    await axe.fill("[name='a:v1']", "8");
    await axe.click("text=Verder");
    await look(axe, "form-tried");

    await page.click("text=Terug naar het werkformulier");
    await page.click(`summary >> text=Haal weg: Wat helpt je dan?`);
    await page.click(`button[value="remove:${second}"]`);
    assert.match(await page.textContent(`[id="${second}-refused"]`), /Kies eerst opnieuw wie deze vraag krijgt: Wie kan/);
    await page.fill(at(second, "options"), "Wandelen\nMuziek");
    await page.click("text=Bewaar als concept >> nth=0");
    assert.match(await page.textContent(`[id="${second}:options-refused"]`), /hangt aan de keuze ‘Praten’/);
    await page.fill(at(second, "options"), "Wandelen\nMuziek\nSamen praten");
    await page.click("text=Bewaar als concept >> nth=0");
    assert.ok(await page.isVisible("text=Alleen voor wie bij vraag 2 koos: Samen praten"));
    await axe.goto(place);
    await look(axe, "form-draft");
    await page.click("form button[value=publish]");
    assert.ok(await page.isVisible("text=Dit is nu in gebruik."));
    await axe.goto(place);
    await axe.fill(at(third, "label"), "");
    await axe.click("form button[value=publish]");
    await look(axe, "form-refused");

    await page.goto(`${here.url}/web/content/work_form/post-map`);
    await page.fill(at("gevoel", "label"), "Hoe voelde de post vandaag?");
    await page.fill(at("gevoel", "options"), "Loodzwaar\nGing wel\nViel mee\nOpgelucht");
    await page.click("form button[value=publish]");
    assert.ok(await page.isVisible("text=Dit is nu in gebruik."));
    await page.waitForTimeout(3000);
    await noor.goto(`${here.url}/web/page/form/post-map`);
    assert.equal(await noor.textContent("main"), before, "who is at it finishes it as it was");
    await noor.click("button[value=share]");
    await noor.goto(`${here.url}/web/page/form/post-map`);
    assert.ok(await noor.isVisible("text=Hoe voelde de post vandaag?"));

    const narrow = await signIn(await open({ width: 320 }), here.editor);
    for (const [where, name] of [[place, "form-narrow"], [way, "form-tried-narrow"]]) {
        await narrow.goto(where);
        assert.equal(await wide(narrow), 0, `${where} at 320`);
        await look(narrow, name);
        await large(narrow);
        assert.equal(await wide(narrow), 0, `${where} at 200 %`);
        await narrow.setViewportSize({ width: 320, height: 800 });
    }
});

test("a content manager says when a message fits, and tries it with people who are invented", async () => {
    const page = await signIn(await open(), here.editor);
    await page.click("text=Wat wanneer past");
    await page.click("text=Kies wanneer een bericht past");
    await page.fill("#title", "Na drie dagen");
    await page.selectOption("#on", "appointment_missed");
    await page.fill("#days", "3");
    await page.click("button[value=publish]");
    assert.ok(await page.isVisible("#message-refused"));
    assert.equal(await page.inputValue("#days"), "3", "what was typed stays");
    await look(page, "automation-refused");
    await page.fill("#find", "afspraak");
    await page.click("button[value=find]");
    await look(page, "automation-found");
    await page.click("button[value=take-afspraak-gemist]");
    await page.click("button[value=try]");
    assert.ok(await page.isVisible("text=Na 3 dagen ziet haar helper dit bericht."));
    assert.ok(await page.isVisible("text=Dezelfde dag ziet haar helper ook: ‘Niet op de afspraak’."));
    await look(page, "automation-tried");
    await page.click("button[value=publish]");
    assert.ok(await page.isVisible("text=Dit is nu in gebruik."));
    await page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await wide(page), 0);
    await look(page, "automation-narrow");
    await page.click("summary >> text=Haal uit gebruik");
    await page.click("button[value=withdraw]");
    assert.ok(await page.isVisible("text=Dit is uit gebruik."));
});

test("texts by the keyboard alone, on a narrow screen and in large letters", async () => {
    const page = await signIn(await open({ scripts: false }), here.editor);
    await tab(page, "Schrijf een voorbeeldbericht");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/content\/new\/message_template$/);
    for (const [where, words] of [["moment", "na gesprek"], ["technique", "compliment"], ["text", "Dag {{voornaam}}."]]) {
        await tab(page, where);
        await page.keyboard.type(words);
    }
    await tab(page, "Neem in gebruik");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#text-refused");
    assert.match(await page.textContent("#text-refused"), /accolades in accolades/);
    assert.equal(await page.inputValue("#text"), "Dag {{voornaam}}.");

    const narrow = await signIn(await open({ width: 320 }), here.editor);
    for (const way of ["content", "content/tip", "content/new/tip", "content/new/message_template", "content/programme/goed-begonnen", "content/message_template/welkom"]) {
        await narrow.goto(`${here.url}/web/${way}`);
        assert.equal(await wide(narrow), 0, `${way} at 320`);
        if (way === "content/new/tip") await look(narrow, "text-narrow");
        await large(narrow);
        assert.equal(await wide(narrow), 0, `${way} at 200 %`);
        if (way === "content") await look(narrow, "texts-large");
        await narrow.setViewportSize({ width: 320, height: 800 });
    }
    const helper = await signIn(await open({ width: 320 }), here.counsellor);
    await helper.goto(`${here.url}/web/of/${here.noor.case}/messages`);
    await helper.click("summary");
    await helper.fill("#find", "afspraak");
    await helper.press("#find", "Enter");
    assert.equal(await wide(helper), 0, "examples at 320");
    await look(helper, "examples-narrow");
});

test("a counsellor sends the message that fits, and a content manager sees what asks for it", async () => {
    const page = await signIn(await open(), here.counsellor);
    await page.click("text=Berichten die nu passen");
    await look(page, "prompts");
    await page.click("h2 >> text=Bram Jansen");
    assert.ok(await page.isVisible("text=Vandaag begonnen"));
    assert.match(await page.inputValue("#text"), /^Welkom Bram\. .* Ik ben Samira de Wit/);
    await look(page, "prompt");
    await page.fill("#text", "Dag {wie}, welkom.");
    await page.click("text=Verstuur");
    assert.match(await page.textContent("#text-refused"), /accolades staat: wie/);
    assert.equal(await page.inputValue("#text"), "Dag {wie}, welkom.", "what was typed stays");
    await look(page, "prompt-refused");
    assert.equal(await wide(page), 0);
    await page.fill("#text", "Dag Bram, welkom.");
    await page.click("text=Verstuur");
    assert.ok(await page.isVisible("text=Er is nu geen bericht dat past."));
    await large(page);
    assert.equal(await wide(page), 0);
    await page.goto(`${here.url}/web/of/${here.bram.case}/messages`);
    assert.ok(await page.isVisible("text=Dag Bram, welkom."));

    const roos = await signIn(await open(), here.editor);
    await roos.click("text=Wat wanneer past");
    await look(roos, "automations");
    await roos.click("text=Een maand stil");
    await look(roos, "automation");
});
