//! An evening about money: what the bank says, what letters ask, when it pinches, and what creditors are offered.

use std::fmt::Write as _;
use std::fs;

use opstap::Date;
use serde_json::Value;

use super::tally::same;
use super::{Told, Week, stop};

/// A letter: from whom, what it says, and what Noor types after it.
struct Letter {
    sender: &'static str,
    text: &'static str,
    amount: &'static str,
    subject: &'static str,
    rank: &'static str,
}

const LETTERS: [Letter; 4] = [
    Letter {
        sender: "Zuiderlicht Energie",
        text: "Zuiderlicht Energie\n\nBetreft: betalingsherinnering\nU moet nog € 612,80 betalen.\nKlantnummer: ZE 40118\n",
        amount: "612,80",
        subject: "energy",
        rank: "concurrent",
    },
    Letter {
        sender: "Kleedwerk",
        text: "Kleedwerk\n\nLaatste aanmaning. Te betalen: € 184,95.\nKenmerk: KW-2213\n",
        amount: "184,95",
        subject: "purchase",
        rank: "concurrent",
    },
    Letter {
        sender: "Belastingkantoor Voorbeeldstad",
        text: "Belastingkantoor Voorbeeldstad\n\nAanslag gemeentelijke heffingen\nU betaalt € 342,00.\nAanslagnummer: 77.120.3\n",
        amount: "342",
        subject: "tax",
        rank: "preferent",
    },
    Letter {
        sender: "Belmaatje Mobiel",
        text: "Belmaatje Mobiel\n\nUw openstaande bedrag is € 96,40.\nReferentie: BM 8841\n",
        amount: "96,40",
        subject: "phone",
        rank: "concurrent",
    },
];

/// What the bank's file says each month: the day, who, their account, and the cents that come or go.
const MONTHLY: [(i64, &str, &str, i64); 2] = [
    (24, "Bakkerij Morgenrood", "NL34BNGH0285000001", 168_420),
    (1, "Sporthuis De Linde", "NL61DEUT0319802665", -2_495),
];

/// Friday evening.
pub(super) fn tell(week: &mut Week<'_>) -> Told<()> {
    week.at(5, 19);
    println!("\n\n· vrijdagavond, de post en het geld");
    bank(week)?;
    letters(week)?;
    forecast(week)?;
    offer(week)
}

fn say(text: &str) {
    println!("\n{text}");
}

fn bank(week: &Week<'_>) -> Told<()> {
    say("Noor haalt een bestand op bij haar bank. Het blijft op haar telefoon.");
    let file = week.phone.home().join("bij-en-af.csv");
    fs::write(&file, statement(week.from.plus_days(4)))?;
    let path = file.to_string_lossy();
    week.phone.show(&["bank", "import", &path])?;
    week.phone.show(&["bank", "proposals"])?;
    let before = lines(&week.phone.ask(&["budget"])?);
    let found = week.phone.ask(&["bank", "proposals"])?;
    let gym =
        found["proposals"].as_array().into_iter().flatten().find(|row| row.to_string().contains("Linde"));
    let Some(id) = gym.and_then(|row| row["id"].as_str()) else {
        return stop(format!("the bank's file proposes nothing for the gym: {found}"));
    };
    week.phone.show(&["bank", "accept", id, "--category", "sport"])?;
    if lines(&week.phone.ask(&["budget"])?) <= before {
        return stop("what was accepted is not in the budget");
    }
    fs::remove_file(&file)?;
    Ok(())
}

fn lines(budget: &Value) -> usize {
    ["income", "expenses"].iter().filter_map(|side| budget[*side].as_array()).map(Vec::len).sum()
}

/// Four months at an invented bank account, newest first, as such files are.
fn statement(today: Date) -> String {
    let mut month = today.first_of_month();
    let mut rows = Vec::new();
    for _ in 0..4 {
        for (day, who, account, cents) in MONTHLY {
            rows.push((month.plus_days(day - 1), who, account, cents));
        }
        month = month.plus_days(-1).first_of_month();
    }
    rows.retain(|(on, ..)| *on <= today);
    rows.sort_by_key(|(on, ..)| *on);
    let (mut balance, mut lines) = (20_000, Vec::new());
    for (on, who, account, cents) in rows {
        balance += cents;
        let way = if cents < 0 { "Af" } else { "Bij" };
        lines.push(format!(
            "\"{}\";\"{who}\";\"NL20INGB0001234567\";\"{account}\";\"IC\";\"{way}\";\"{}\";\"Incasso\";\"{who} maandelijks\";\"{}\";\"\"",
            on.to_string().replace('-', ""),
            euros(cents.abs()),
            euros(balance),
        ));
    }
    let mut file = "\"Datum\";\"Naam / Omschrijving\";\"Rekening\";\"Tegenrekening\";\"Code\";\"Af Bij\";\"Bedrag (EUR)\";\"Mutatiesoort\";\"Mededelingen\";\"Saldo na mutatie\";\"Tag\"\n".to_owned();
    for line in lines.iter().rev() {
        let _ = writeln!(file, "{line}");
    }
    file
}

fn euros(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

fn letters(week: &Week<'_>) -> Told<()> {
    say("Er liggen vier brieven. De app leest voor wat erin staat; Noor vult het zelf in.");
    let text = week.phone.home().join("brief.txt");
    for (number, letter) in LETTERS.iter().enumerate() {
        fs::write(&text, letter.text)?;
        let path = text.to_string_lossy();
        if number == 0 {
            week.phone.show(&["letters", "read", &path])?;
        }
        let read = week.phone.ask(&["letters", "read", &path])?;
        let amount = read.as_array().into_iter().flatten().find(|row| row["what"] == "amount");
        if amount
            .is_none_or(|row| row["value"].as_str().is_none_or(|value| !value.starts_with(letter.amount)))
        {
            return stop(format!("the letter of {} reads otherwise: {read}", letter.sender));
        }
        let debt = week.phone.ask(&[
            "debts",
            "add",
            letter.sender,
            letter.amount,
            "--for",
            letter.subject,
            "--rank",
            letter.rank,
        ])?;
        let Some(id) = debt["id"].as_str() else { return stop("the debt has no id") };
        let until = week.from.plus_days(18 + number as i64).to_string();
        week.phone.ask(&[
            "letters",
            "add",
            letter.sender,
            "--amount",
            letter.amount,
            "--until",
            &until,
            "--debt",
            id,
        ])?;
    }
    fs::remove_file(&text)?;
    week.phone.show(&["debts"])?;
    week.phone.show(&["letters"])
}

fn forecast(week: &Week<'_>) -> Told<()> {
    say(
        "Wanneer is het krap? Noor vult in wanneer haar loon komt, wanneer ze betaalt, en wat er op haar rekening staat.",
    );
    let pay_day = week.from.plus_days(16).to_string();
    week.phone.ask(&["forecast", "day", "loon-4w", "--from", &pay_day])?;
    for (line, day) in [("huur", "1"), ("zorgverzekering", "1")] {
        week.phone.ask(&["forecast", "day", line, "--day", day])?;
    }
    week.phone.show(&["forecast", "balance", "214,60"])?;
    let seen = week.phone.ask(&["forecast"])?;
    if seen["lowest"]["balance"]["cents"].as_i64().is_none() {
        return stop("the forecast has no lowest day");
    }
    Ok(())
}

fn offer(week: &mut Week<'_>) -> Told<()> {
    week.both_sync()?;
    week.at(5, 20);
    say("Teun heeft het vrij te laten bedrag berekend, en maakt een aanbod voor alle schuldeisers.");
    let source = "vtlb-calculator, invoer van Teun";
    week.tablet.show(&["offer", "make", "--income", "1.684,20", "--vtlb", "1.659,20", "--source", source])?;
    week.both_sync()?;
    say("Noor leest het op haar telefoon. Ze bespreken het samen.");
    week.phone.show(&["offer"])?;
    same(&week.phone, &week.tablet, &["offer"], &["newest", "unsettled"])?;
    let offer = week.phone.ask(&["offer"])?;
    let shares = offer["newest"]["shares"].as_array().map_or(0, Vec::len);
    if shares != LETTERS.len() || offer["newest"]["offered"]["cents"] != 45_000 {
        return stop(format!("the offer is not what follows from the debts: {offer}"));
    }
    same(&week.phone, &week.tablet, &["debts"], &["debts", "total"])?;
    same(&week.phone, &week.tablet, &["letters"], &["open"])
}
