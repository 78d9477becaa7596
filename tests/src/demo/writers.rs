//! A helper's message becomes an example for everybody, and is used for somebody else.

use std::path::Path;

use opstap_domain::ids::Role;
use serde_json::Value;
use uuid::Uuid;

use super::{Tally, Terminal, Told, Town, stop};

/// What the helper wrote to their client.
const WRITTEN: &str =
    "Dag Noor, knap dat je de brieven op een stapel hebt gelegd. Morgen kijken we er samen naar. Groet, Teun";

/// Plays it at the real time; gives the account of who writes.
///
/// # Errors
///
/// When something is not as it should be.
pub fn example(town: &Town, folder: &Path, tablet: &mut Terminal, tally: &mut Tally) -> Told<Uuid> {
    println!("\n\nIntussen · een goed bericht wordt een voorbeeld\n{}", "─".repeat(72));
    let account = town.hire(Role::ContentManager, "Roos Wilgenhof")?;
    tablet.set_clock(None);
    println!("\nTeun schreef Noor een bericht dat ook voor anderen past. Hij stelt het voor, zonder namen.");
    let sent = tablet.ask(&["message", "send", WRITTEN])?;
    let message = sent["id"].as_str().unwrap_or_default().to_owned();
    tablet.ask(&["sync"])?;
    let asked = ["--moment", "stapel post", "--technique", "compliment op gedrag"];
    tablet.show(&[&["propose", &message][..], &asked].concat())?;

    println!("\nRoos beheert de teksten. Zij ziet het voorstel, en geen enkele cliënt.");
    let desk = Terminal::new("redactie", folder.join("redactie"))?;
    desk.ask(&["pair", &town.code(account)?, "--server", &town.url(), "--label", "redactie"])?;
    desk.ask(&["sync"])?;
    desk.show(&["content", "list", "--state", "proposed"])?;
    let found = desk.ask(&["content", "list", "--state", "proposed"])?;
    let Some(key) = found["items"][0]["key"].as_str().filter(|_| !found.to_string().contains("Noor")) else {
        return stop("the proposal did not arrive, or names somebody");
    };
    desk.show(&["content", "publish", "message_template", key])?;

    println!("\nTeun vindt het terug bij een andere cliënt, met de naam al ingevuld.");
    tablet.ask(&["sync"])?;
    let list = tablet.ask(&["caseload", "--limit", "50"])?;
    let own = tablet.case().unwrap_or_default().to_owned();
    let others = list["rows"].as_array().into_iter().flatten().filter_map(|row| row["case"].as_str());
    let Some(other) = others.filter(|case| *case != own).map(str::to_owned).next() else {
        return stop("there is no other client");
    };
    tablet.look_at(&other);
    tablet.show(&["examples", "brieven", "stapel"])?;
    let examples = tablet.ask(&["examples", "brieven", "stapel"])?;
    let filled = examples.as_array().into_iter().flatten().find(|one| one["id"] == key);
    let Some(text) = filled.and_then(|one| one["text"].as_str()) else {
        return stop("the example is not found");
    };
    tablet.show(&["message", "send", text])?;
    fitting(&list, tablet)?;
    tablet.ask(&["sync"])?;
    tablet.look_at(&own);
    tally.note_terminal(tablet)?;
    tally.note_terminal(&desk)?;
    Ok(account)
}

/// Somebody is silent: a message fits, and is sent once somebody read it.
fn fitting(list: &Value, tablet: &mut Terminal) -> Told<()> {
    let rows = list["rows"].as_array().into_iter().flatten();
    let silent = |row: &&Value| {
        let reasons: Vec<&str> =
            row["reasons"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        reasons.iter().any(|why| why.ends_with("stil")) && !reasons.iter().any(|why| why.contains("vraag"))
    };
    let Some(quiet) = rows.filter(silent).find_map(|row| row["case"].as_str()) else {
        return stop("nobody is silent");
    };
    println!(
        "\nVan een ander is al twee weken niets gehoord. Een bericht past. Teun leest het, en verstuurt het zelf."
    );
    tablet.look_at(quiet);
    tablet.show(&["prompts"])?;
    let found = tablet.ask(&["prompts"])?;
    let Some(id) = found[0]["id"].as_str() else { return stop("no message fits") };
    tablet.show(&["prompts", "send", id])?;
    let left = tablet.ask(&["prompts"])?;
    if left.as_array().is_none_or(|rows| !rows.is_empty()) {
        return stop("it is proposed again");
    }
    Ok(())
}
