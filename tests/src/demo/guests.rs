//! Who writes for the organisation invites people, and one of them signs up; a helper offers moments, and one is chosen.

use std::path::Path;
use std::time::Duration;

use opstap::{Clock as _, SystemClock, Zone};

use super::{Tally, Terminal, Told, stop};

const TITLE: &str = "Samen de post openen";

/// Seconds within which the server gives a place.
const PATIENCE: u32 = 30;

/// Plays it at the real time. Who writes has a device in `folder` already.
///
/// # Errors
///
/// When something is not as it should be.
pub fn gather(folder: &Path, phone: &mut Terminal, tally: &mut Tally) -> Told<()> {
    println!("\n\nMorgen · een bijeenkomst\n{}", "─".repeat(72));
    println!("\nRoos nodigt uit. Zij ziet straks hoe vol het is, en niet wie er komt.");
    let desk = Terminal::new("redactie", folder.join("redactie"))?;
    let what = [
        "--title",
        TITLE,
        "--text",
        "Neem je post mee. We maken samen stapels.",
        "--place",
        "Buurthuis De Brug",
    ];
    let size = ["--when", "morgen 14:00", "--minutes", "90", "--seats", "8", "--publish"];
    desk.show(&[&["content", "event"][..], &what, &size].concat())?;

    println!("\nNoor wil komen. Haar telefoon heeft even geen bereik: het wordt bewaard.");
    phone.set_clock(None);
    phone.ask(&["sync"])?;
    let events = phone.ask(&["events"])?;
    let Some(id) = events[0]["id"].as_str().filter(|_| events[0]["title"] == TITLE) else {
        return stop("the invitation did not arrive");
    };
    phone.show(&["events", "attend", id])?;

    println!("\nDe server geeft haar een plek. Die staat meteen in haar agenda.");
    for _ in 0..PATIENCE {
        phone.ask(&["sync"])?;
        if phone.ask(&["events"])?[0]["status"] == "placed" {
            let agenda = phone.ask(&["agenda"])?;
            if !agenda.to_string().contains(TITLE) {
                return stop("the place is not in the agenda");
            }
            phone.show(&["events"])?;
            println!(
                "\nKomt er iets tussen? Dan kan Noor ook bellen. Het nummer staat op haar telefoon, ook zonder internet."
            );
            phone.show(&["reach"])?;
            tally.note_terminal(phone)?;
            return Ok(());
        }
        std::thread::sleep(Duration::from_secs(1));
    }
    stop("no place was given")
}

/// The helper offers two moments, and the client chooses one without a network. At the real time.
///
/// # Errors
///
/// When something is not as it should be.
pub fn choose(tablet: &mut Terminal, phone: &mut Terminal, tally: &mut Tally) -> Told<()> {
    println!("\n\nMorgen · een moment naar keuze\n{}", "─".repeat(72));
    println!("\nTeun heeft twee momenten vrij. Noor mag kiezen.");
    tablet.set_clock(None);
    let what = ["moments", "offer", "Samen je brieven ordenen", "--place", "Stadhuis, kamer 4"];
    // After all that stands in his agenda already.
    let day = Zone::AMSTERDAM.date(SystemClock.now()).plus_days(20);
    let (first, second) = (format!("{day} 9:00"), format!("{day} 10:30"));
    let when = ["--minutes", "45", "--at", first.as_str(), "--at", second.as_str()];
    tablet.show(&[&what[..], &when].concat())?;
    tablet.ask(&["sync"])?;

    phone.ask(&["sync"])?;
    let moments = phone.ask(&["moments"])?;
    let Some(id) = moments[1]["id"].as_str() else { return stop("the moments did not arrive") };
    println!("\nZij kiest het tweede. Dat kan ook zonder internet.");
    phone.show(&["moments", "choose", id])?;
    for _ in 0..PATIENCE {
        phone.ask(&["sync"])?;
        if phone.ask(&["moments"])?[1]["status"] == "given" {
            println!("\nDe server geeft haar het moment. Voor anderen is het nu weg.");
            phone.show(&["moments"])?;
            let agenda = phone.ask(&["agenda"])?;
            if !agenda.to_string().contains("Samen je brieven ordenen") {
                return stop("the moment is not in the agenda");
            }
            tally.note_terminal(phone)?;
            tally.note_terminal(tablet)?;
            return Ok(());
        }
        std::thread::sleep(Duration::from_secs(1));
    }
    stop(format!("no moment was given: {}", phone.ask(&["moments"])?))
}
