//! Tells a week with Opstap on real programs: `demo [--once] [--port P] [--from MONDAY]`.

use std::process::ExitCode;

use opstap::{Clock as _, Date, SystemClock, Zone};
use opstap_domain::ids::Role;
use opstap_domain::time::Weekday;
use opstap_tests::demo::{
    Tally, Terminal, Told, Town, Week, choose, example, fill, gather, recall, stop, stranger, tell,
};

/// Cases beside the one of the story.
const CASES: usize = 40;

fn main() -> ExitCode {
    match demo() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("\ndemo: stopped · {reason}");
            ExitCode::FAILURE
        }
    }
}

fn demo() -> Told<()> {
    let Arguments { once, port, from } = arguments()?;
    let folder = tempfile::tempdir()?;
    println!("Een week met Opstap");
    println!("Alle mensen en bedragen zijn verzonnen. Dit duurt ongeveer een minuut.");
    let mut town = Town::found(folder.path().join("server"), "Gemeente Voorbeeldstad", port)?;
    let counsellor = town.hire(Role::Counsellor, "Teun Molenbocht")?;
    let coach = town.hire(Role::Coach, "Pien Klaverblad")?;
    let keeper = town.hire(Role::Administrator, "Bas Oosterhof")?;
    town.be_reached("14 0413", "maandag tot en met vrijdag van 9 tot 17 uur")?;
    let now = SystemClock.now();
    let mut tally = Tally::default();
    fill(&town, folder.path(), counsellor, CASES, now, &mut tally)?;
    let noor = town.open_case("Noor Rietveen", counsellor, &[coach])?;
    println!("\nGemeente Voorbeeldstad is open: 1 hulpverlener, 1 coach en {} cliënten.", CASES + 1);

    let pair = |name: &'static str, account| -> Told<Terminal> {
        let device = Terminal::new(name, folder.path().join(name))?;
        let code = town.code(account)?;
        device.show(&["pair", &code, "--server", &town.url(), "--label", name])?;
        Ok(device)
    };
    let phone = pair("telefoon", noor.client)?;
    let mut tablet = pair("tablet", counsellor)?;
    let coach = pair("coach", coach)?;
    tablet.look_at(&noor.case.to_string());
    let mut week = Week { town: &mut town, phone, tablet, coach, from };
    let conflicts = tell(&mut week, &mut tally)?;
    let Week { mut phone, mut tablet, .. } = week;

    let desk = stranger(&town, folder.path(), &mut tally)?;
    recall(&town, folder.path(), &mut phone, &mut tally)?;
    let writer = example(&town, folder.path(), &mut tablet, &mut tally)?;
    gather(folder.path(), &mut phone, &mut tally)?;
    choose(&mut tablet, &mut phone, &mut tally)?;
    let (operations, lost) = tally.against(&town)?;
    if operations == 0 || lost > 0 {
        return stop(format!("{lost} of {operations} operations are not at the server"));
    }
    println!("\ndemo: ok · {operations} operations · {lost} lost · {conflicts} conflicts, all resolved");
    if once {
        return Ok(());
    }
    println!("\nDe server blijft aan op {}. Probeer zelf nog een apparaat van Noor:", town.url());
    let (program, home) = (phone.program().display(), folder.path().join("zelf"));
    println!("\n  export OPSTAP_HOME={}", home.display());
    println!("  {program} pair {} --server {}", town.code(noor.client)?, town.url());
    println!("  {program} sync\n  {program} today");
    println!("\nOf kijk in een browser op {}/web. Iedere code werkt een keer:", town.url());
    println!("\n  Noor, cliënt:          {}", town.code(noor.client)?);
    println!("  Teun, hulpverlener:    {}", town.code(counsellor)?);
    println!("  Marit, balie:          {}", town.code(desk)?);
    println!("  Roos, contentbeheer:   {}", town.code(writer)?);
    println!("  Bas, beheerder:        {}", town.code(keeper)?);
    println!("\nHulp vragen zonder naam: {}/web/start\n\nStoppen: Ctrl-C.", town.url());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(opstap_server::serve::asked_to_stop());
    Ok(())
}

struct Arguments {
    once: bool,
    port: u16,
    from: Date,
}

fn arguments() -> Told<Arguments> {
    let (mut once, mut port) = (false, 0);
    // A municipality works from Monday: this one, or the one before.
    let today = Zone::AMSTERDAM.date(SystemClock.now());
    let mut from = (-6..=0)
        .map(|ago| today.plus_days(ago))
        .find(|day| day.weekday() == Weekday::Monday)
        .unwrap_or(today);
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--once" => once = true,
            "--port" => match given.next().and_then(|typed| typed.parse().ok()) {
                Some(typed) => port = typed,
                None => return stop("--port takes a number"),
            },
            "--from" => match given.next().and_then(|typed| typed.parse().ok()) {
                Some(typed) => from = typed,
                None => return stop("--from takes a date, YYYY-MM-DD"),
            },
            other => return stop(format!("unknown: {other}; known: --once, --port P, --from DATE")),
        }
    }
    Ok(Arguments { once, port, from })
}
