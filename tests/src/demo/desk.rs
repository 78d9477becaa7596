//! Somebody without a name asks for help, and the desk gives them a helper.

use std::path::Path;

use opstap_domain::ids::Role;
use opstap_server::serve::now_ms;
use uuid::Uuid;

use super::{Tally, Terminal, Told, Town, stop};

/// Plays it at the real time; gives the account of who sits at the desk.
///
/// # Errors
///
/// When something is not as it should be.
pub fn stranger(town: &Town, folder: &Path, tally: &mut Tally) -> Told<Uuid> {
    println!("\n\nIntussen · iemand vraagt hulp, zonder naam\n{}", "─".repeat(72));
    town.engine()?.add_area(town.org, 1000, 9999, now_ms())?;
    let account = town.hire(Role::Triage, "Marit van de balie")?;
    println!("\nIemand heeft geen code en geen helper. Vier cijfers van een postcode zijn genoeg.");
    let phone = Terminal::new("vraag", folder.join("vraag"))?;
    let asks = ["--postcode", "3811", "--topic", "rent", "--since", "first", "--words"];
    let server = town.url();
    let whole = [&["sign-up", "--server", &server][..], &asks, &["Ik durf de post niet meer open te maken."]];
    phone.show(&whole.concat())?;
    phone.show(&["sync"])?;
    println!("\nBij de balie staat de vraag bovenaan, met de uren die er nog zijn.");
    let desk = Terminal::new("balie", folder.join("balie"))?;
    desk.ask(&["pair", &town.code(account)?, "--server", &server, "--label", "balie"])?;
    desk.ask(&["sync"])?;
    desk.show(&["caseload"])?;
    desk.show(&["asked"])?;
    println!("\nMarit koppelt een helper, met een eerste bericht.");
    desk.show(&["match", "--message", "Welkom. We bellen je morgen om tien uur."])?;
    desk.ask(&["sync"])?;
    phone.ask(&["sync"])?;
    let read = phone.ask(&["message"])?;
    if !read.to_string().contains("We bellen je morgen") {
        return stop("the answer of the desk did not arrive");
    }
    println!("\nWie vroeg, leest het antwoord en zegt wie hij is als hij dat wil.");
    phone.show(&["name", "Sem Duinkerken"])?;
    phone.ask(&["sync"])?;
    tally.note_terminal(&phone)?;
    tally.note_terminal(&desk)?;
    Ok(account)
}

/// Somebody who has a case by now began without a name before, and brings along what they wrote. Plays it at the real time.
///
/// # Errors
///
/// When something is not as it should be.
pub fn recall(town: &Town, folder: &Path, phone: &mut Terminal, tally: &mut Tally) -> Told<()> {
    const WROTE: &str = "Ik heb alle brieven op een stapel gelegd.";
    println!("\nOok Noor vroeg eens hulp zonder naam, voor zij Teun kende. Dat staat nog apart.");
    let before = Terminal::new("eerder", folder.join("eerder"))?;
    let asked = ["sign-up", "--server", &town.url(), "--postcode", "3811", "--words", "Er ligt veel post."];
    let signed = before.ask(&asked)?;
    let Some(code) = signed["recovery"].as_str() else { return stop("there is no code to come back with") };
    before.ask(&["sync"])?;
    before.ask(&["message", "send", WROTE])?;
    before.ask(&["sync"])?;
    println!("\nZij typt haar code, kijkt wat er staat, en haalt het naar haar eigen dossier.");
    phone.set_clock(None);
    phone.show(&["earlier", code])?;
    phone.ask(&["earlier", code, "--bring", "messages", "--bring", "asked"])?;
    phone.ask(&["sync"])?;
    if !phone.ask(&["message"])?.to_string().contains(WROTE) {
        return stop("what was written without a name is not there");
    }
    phone.show(&["message", "list", "--limit", "2"])?;
    tally.note_terminal(phone)
}
