//! The week, day by day. What people read comes from the programs; the lines between are the narrator's.

use opstap::{Date, LocalMoment, Zone, format};
use opstap_content::{Language, Package};
use serde_json::Value;

use super::tally::same;
use super::{Tally, Terminal, Told, Town, stop};

/// The three devices, and the day on which it begins.
pub struct Week<'a> {
    /// The server.
    pub town: &'a mut Town,
    /// The client's.
    pub phone: Terminal,
    /// The counsellor's.
    pub tablet: Terminal,
    /// The coach's.
    pub coach: Terminal,
    /// Day one.
    pub from: Date,
}

/// Plays the week. Gives the number of conflicts, all of which were settled.
///
/// # Errors
///
/// At the first thing that is not as it should be.
pub fn tell(week: &mut Week<'_>, tally: &mut Tally) -> Told<usize> {
    monday(week)?;
    tuesday(week)?;
    wednesday(week)?;
    thursday(week)?;
    friday(week)?;
    super::money::tell(week)?;
    saturday(week, tally)?;
    sunday(week, tally)
}

impl Week<'_> {
    fn day(&mut self, number: i64, hour: i64, title: &str) {
        let date = self.from.plus_days(number - 1);
        println!("\n\nDag {number} · {} · {title}", format::full_date(Language::Dutch, date));
        println!("{}", "─".repeat(72));
        self.at(number, hour);
    }

    pub(super) fn at(&mut self, number: i64, hour: i64) {
        let date = self.from.plus_days(number - 1);
        let start = LocalMoment::new(date, opstap::CivilTime::hour_of_day(0)).plus_wall_minutes(hour * 60);
        let now = Zone::AMSTERDAM.instant(start).to_rfc3339();
        for device in [&mut self.phone, &mut self.tablet, &mut self.coach] {
            device.set_clock(Some(now.clone()));
        }
    }

    pub(super) fn both_sync(&self) -> Told<()> {
        self.phone.ask(&["sync"])?;
        self.tablet.ask(&["sync"])?;
        self.phone.ask(&["sync"])?;
        Ok(())
    }
}

fn say(text: &str) {
    println!("\n{text}");
}

fn monday(week: &mut Week<'_>) -> Told<()> {
    week.day(1, 9, "een begin");
    say("Noor Rietveen opent de app op haar telefoon. Eén ding staat bovenaan.");
    week.phone.show(&["sync"])?;
    week.phone.show(&["today"])?;
    say("Haar helper Teun ziet op zijn tablet wie vandaag aandacht vraagt.");
    week.tablet.ask(&["sync"])?;
    week.tablet.show(&["caseload", "--attention", "--limit", "6"])
}

fn tuesday(week: &mut Week<'_>) -> Told<()> {
    week.day(2, 8, "in de bus, zonder internet");
    week.town.switch_off()?;
    say("Noor leest haar volgende stap en vinkt hem af. Er is geen internet.");
    week.phone.show(&["today"])?;
    for _ in 0..2 {
        let today = week.phone.ask(&["today"])?;
        let Some(task) = today["next"]["id"].as_str() else { return stop("there is no next step") };
        week.phone.show(&["task", "done", task])?;
    }
    week.phone.show_refusal(&["sync"], 3)?;
    say("'s Middags is er weer internet.");
    week.town.switch_on()?;
    week.at(2, 15);
    week.phone.show(&["sync"])
}

fn wednesday(week: &mut Week<'_>) -> Told<()> {
    week.day(3, 10, "geld op een rij");
    say("Noor vult haar begroting in: per week, per vier weken, per maand en per kwartaal.");
    let package = Package::embedded()?;
    let Some(household) = package.households.first() else { return stop("no household in the content") };
    for line in &household.lines {
        let income = line.direction == "in";
        let amount = format!("{},{:02}", line.amount_cents / 100, line.amount_cents % 100);
        let way = if income { "--in" } else { "--out" };
        let every = line.frequency.as_str();
        week.phone.ask(&["budget", "set", &line.category, &amount, "--every", every, way])?;
    }
    week.phone.show(&["budget"])?;
    say("Ze snapt een woord niet, en vraagt het vanuit de tekst zelf.");
    week.phone.show(&["ask", "huur", "Is dit met of zonder servicekosten?"])?;
    week.phone.show(&["sync"])
}

fn thursday(week: &mut Week<'_>) -> Told<()> {
    week.day(4, 9, "op huisbezoek");
    say("Teun werkt zijn tablet bij voor hij op pad gaat. Noors vraag staat er.");
    week.tablet.show(&["sync"])?;
    week.tablet.show(&["message"])?;
    week.town.switch_off()?;
    week.at(4, 11);
    say("Bij Noor thuis is er geen bereik. Teun kijkt mee, met de huurbrief erbij.");
    week.tablet.show(&["today"])?;
    week.tablet.show(&["budget", "set", "huur", "701,50"])?;
    let day = week.from.plus_days(7);
    let at = format!("{day} 10:30");
    let plan = [
        "agenda",
        "add",
        "Samen de post doornemen",
        "--at",
        &at,
        "--minutes",
        "45",
        "--place",
        "Stadhuis, kamer 3",
    ];
    week.tablet.show(&plan)?;
    week.tablet.show(&["message", "send", "Goede vraag. Het bedrag is met servicekosten."])?;
    say("Noor zoekt 's avonds zelf ook nog een bedrag op. Ze weet niet wat Teun schreef.");
    week.at(4, 20);
    week.phone.show(&["budget", "set", "huur", "692,25"])?;
    week.town.switch_on()?;
    say("Nu zijn ze allebei online.");
    week.both_sync()?;
    week.phone.show(&["conflicts"])?;
    week.tablet.show(&["conflicts"])?;
    say("Beide bedragen zijn bewaard. Niemand raakt iets kwijt.");
    Ok(())
}

fn friday(week: &mut Week<'_>) -> Told<()> {
    week.day(5, 9, "kiezen");
    say("Noor kijkt in de brief. Teun had gelijk.");
    let conflicts = week.phone.ask(&["conflicts"])?;
    let open = conflicts.as_array().into_iter().flatten().find(|row| row["state"] == "open");
    let Some(open) = open else { return stop("the two amounts made no conflict") };
    let theirs = if text(open, "shown").contains("701,50") { "shown" } else { "other" };
    week.phone.show(&["conflicts", "choose", text(open, "id"), theirs])?;
    week.both_sync()?;
    week.tablet.show(&["conflicts"])?;
    let rent = week.tablet.ask(&["budget"])?;
    let rents = rent["expenses"].as_array().into_iter().flatten();
    let rents: Vec<i64> = rents
        .filter(|row| row["category"] == "huur")
        .filter_map(|row| row["entered"]["cents"].as_i64())
        .collect();
    if rents != [70_150] {
        return stop(format!("the tablet shows other rents than was chosen: {}", rents.len()));
    }
    say("De afspraak staat in haar telefoon, met een herinnering de dag ervoor.");
    let agenda = week.phone.ask(&["agenda"])?;
    week.phone.show(&["agenda", "confirm", text(&agenda["upcoming"][0], "id")])?;
    week.phone.show(&["agenda"])?;
    week.phone.show(&["reminders", "--max", "4"])?;
    let plan = week.phone.ask(&["reminders"])?;
    let before = week.from.plus_days(6).to_string();
    let reminds = |row: &Value| row["kind"] == "appointment" && row["local"].to_string().contains(&before);
    if !plan["entries"].as_array().into_iter().flatten().any(reminds) {
        return stop("no reminder on the day before the appointment");
    }
    week.both_sync()
}

fn saturday(week: &mut Week<'_>, tally: &mut Tally) -> Told<()> {
    week.day(6, 12, "iemand erbij");
    say("Noor deelt haar programma, agenda en berichten met coach Pien. Haar geld niet.");
    week.phone.show(&["share", "with", "Pien", "--parts", "programme,agenda,conversation"])?;
    week.phone.ask(&["sync"])?;
    week.coach.show(&["sync"])?;
    week.coach.show(&["today"])?;
    week.coach.show(&["message", "send", "Hoi Noor, ik loop graag met je mee."])?;
    week.coach.ask(&["sync"])?;
    let seen = week.coach.ask(&["budget"]).unwrap_or_default();
    let lines = ["income", "expenses"].map(|side| seen[side].as_array().map_or(0, Vec::len));
    if lines != [0, 0] {
        return stop("the coach sees the budget, which was not shared");
    }
    same(&week.coach, &week.tablet, &["agenda"], &["upcoming"])?;
    tally.note_terminal(&week.coach)
}

fn sunday(week: &mut Week<'_>, tally: &mut Tally) -> Told<usize> {
    week.day(7, 9, "weer met z'n tweeën");
    say("Noor stopt het delen. Bij Pien is het dossier daarna weg.");
    week.phone.show(&["share", "stop", "Pien"])?;
    week.phone.ask(&["sync"])?;
    week.coach.show(&["sync"])?;
    week.coach.show_refusal(&["today"], 1)?;
    week.day(8, 12, "de afspraak");
    say("De afspraak was vanochtend. Teun noteert het, Noor ziet hoe ver ze is.");
    let agenda = week.tablet.ask(&["agenda"])?;
    let Some(row) = agenda["past"].as_array().and_then(|past| past.first()) else {
        return stop("the appointment is gone");
    };
    week.tablet.show(&["agenda", "kept", text(row, "id")])?;
    // The week is over: every device has the real clock again.
    for device in [&mut week.phone, &mut week.tablet, &mut week.coach] {
        device.set_clock(None);
    }
    week.both_sync()?;
    week.tablet.ask(&["sync"])?;
    week.phone.show(&["programme"])?;
    week.phone.show(&["safety"])?;
    tally.note_terminal(&week.phone)?;
    tally.note_terminal(&week.tablet)?;
    same(&week.phone, &week.tablet, &["budget"], &["income", "expenses", "annual_cents", "certain"])?;
    same(&week.phone, &week.tablet, &["agenda"], &["upcoming", "past"])?;
    same(&week.phone, &week.tablet, &["programme"], &["phases", "percent"])?;
    same(&week.phone, &week.tablet, &["message"], &["messages"])?;
    let conflicts = week.phone.ask(&["conflicts"])?;
    let conflicts = conflicts.as_array().cloned().unwrap_or_default();
    if conflicts.is_empty() || conflicts.iter().any(|row| row["state"] == "open") {
        return stop("a conflict is still open, or there was none");
    }
    Ok(conflicts.len())
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}
