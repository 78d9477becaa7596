//! One episode: a fresh server and six phones, some rounds of trouble, and peace in the end.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use tokio::runtime::Runtime;

use super::ledger::{Entry, Fate, Ledger};
use super::phone::{Ended, Phone};
use super::plan::{Faults, Order, PHONES, RoundPlan, Trouble, owner};
use super::process::{Killer, told};
use super::proxy::{Link, Proxy};
use super::server::{Server, kill_in};
use super::{Report, verdict};
use crate::sim::Run;
use crate::sim::dice::Dice;
use crate::sim::ghost::Token;

/// Rounds without faults until rest, at most.
const CALM_ROUNDS: usize = 20;

/// An episode while it is played.
#[derive(Debug)]
pub struct Episode {
    server: Server,
    phones: Vec<Phone>,
    coach: String,
    ledger: Ledger,
    dice: Dice,
    faults: Faults,
    tokens: Token,
    round: u64,
    report: Report,
}

/// How the script of one phone went.
#[derive(Debug, Default)]
struct Played {
    entries: Vec<Entry>,
    /// The server does not know the phone any more.
    signed_out: bool,
    /// The client said what the coach may see.
    shared: bool,
    /// Something was removed from the phone, or may have been.
    removed: bool,
    /// How rounds ended that did not end well.
    failures: Vec<String>,
}

/// Plays the episode of `seed` in `folder`; the server keeps its rows there, or in this PostgreSQL.
pub fn play(seed: u64, rounds: u64, folder: &Path, database: Option<&str>, runtime: &Runtime) -> Report {
    let mut dice = Dice::new(seed);
    let faults = Faults::draw(&mut dice);
    let begun = Episode::begin(Server::found(folder, database), folder, runtime, dice, faults);
    let mut episode = match begun {
        Ok(episode) => episode,
        Err(broken) => return Report { broken: Some(broken), ..Report::default() },
    };
    let broken = episode.live(rounds).and_then(|()| episode.settle()).and_then(|()| {
        let phones = &mut episode.phones;
        for phone in phones.iter_mut() {
            phone.quit();
        }
        verdict::judge(&episode.ledger, &episode.phones, &episode.server, &mut episode.report)
    });
    Report { broken: broken.err(), rounds: episode.round, ..episode.report }
}

impl Episode {
    fn begin(server: Run<Server>, folder: &Path, runtime: &Runtime, dice: Dice, faults: Faults) -> Run<Self> {
        let mut server = server?;
        let org = server.text(&["org", "add", "Chaosdorp"], "org")?;
        let staff =
            |role: &str| server.text(&["staff", "add", "--org", &org, "--role", role, role], "account");
        let (counsellor, coach) = (staff("counsellor")?, staff("coach")?);
        let people = ["--counsellor", counsellor.as_str(), "--coach", coach.as_str()];
        let opened =
            server.run(&[&["case", "open", "--org", &org, "--client", "Noor"], &people[..]].concat())?;
        let client = opened["client"].as_str().ok_or("a case without a client")?.to_owned();
        server.start()?;
        let mut phones = Vec::new();
        for at in 0..PHONES {
            let account = [&client, &counsellor, &coach][at / 2];
            let proxy = runtime.block_on(Proxy::open(server.address())).map_err(told)?;
            phones.push(Phone::new(at, account, folder, proxy));
        }
        let ledger = Ledger::default();
        let report = Report::default();
        let mut episode = Self { server, phones, coach, ledger, dice, faults, tokens: 0, round: 0, report };
        for at in 0..PHONES {
            episode.phones[at].start()?;
            episode.pair(at)?;
            episode.must(at, "sync")?;
        }
        // The coach may look along from the beginning, and everybody knows it.
        let share = format!("share {} budget,conversation,programme", episode.coach);
        episode.must(0, &share)?;
        for at in [0, 4, 5] {
            episode.must(at, "sync")?;
        }
        episode.server.back_up()?;
        if episode.server.backups() == 0 {
            return Err("no backup could be taken in peace".to_owned());
        }
        Ok(episode)
    }

    fn say(&mut self, what: String) {
        self.report.lines.push(format!("round {}: {what}", self.round));
    }

    fn must(&mut self, at: usize, order: &str) -> Run<Value> {
        match self.phones[at].obey(order)? {
            Ended::Done(value) => Ok(value),
            other => Err(format!("phone {at} at {order:?} in peace: {other:?}")),
        }
    }

    fn pair(&mut self, at: usize) -> Run<()> {
        let code = self.server.text(&["pair", &self.phones[at].account], "code")?;
        let order = format!("pair {} {code}", self.phones[at].proxy.url());
        self.must(at, &order).map(|_| ())
    }

    fn live(&mut self, rounds: u64) -> Run<()> {
        for round in 1..=rounds {
            self.round = round;
            let plan = self.faults.round(&mut self.dice, &self.coach, &mut self.tokens);
            self.play(plan)?;
        }
        Ok(())
    }

    fn play(&mut self, plan: RoundPlan) -> Run<()> {
        self.note_plan(&plan);
        if plan.backup {
            self.server.back_up()?;
        }
        for (at, shift) in plan.clocks {
            self.phones[at].shift = shift;
            self.phones[at].obey(&format!("clock {shift}"))?;
        }
        for (at, room) in plan.full {
            let size =
                std::fs::metadata(self.phones[at].folder.join("mirror.db-wal")).map_or(0, |meta| meta.len());
            if let Some(killer) = self.phones[at].killer() {
                killer.limit(Some(size + room));
            }
        }
        for (phone, link) in self.phones.iter().zip(&plan.links) {
            phone.proxy.set(*link);
        }
        let victims: Vec<(Killer, u64)> =
            plan.kills.iter().filter_map(|(at, ms)| Some((self.phones[*at].killer()?, *ms))).collect();
        let round = self.round;
        let (phones, server) = (&mut self.phones, &mut self.server);
        let (played, served) = std::thread::scope(|scope| {
            for (killer, ms) in &victims {
                scope.spawn(move || kill_in(killer, *ms));
            }
            let scripts = phones.iter_mut().zip(&plan.scripts);
            let playing: Vec<_> =
                scripts.map(|(phone, script)| scope.spawn(move || follow(phone, script, round))).collect();
            let serving = scope.spawn(move || suffer(server, plan.trouble));
            let played: Vec<Run<Played>> = playing
                .into_iter()
                .map(|one| one.join().unwrap_or_else(|_| Err("a thread ended".into())))
                .collect();
            (played, serving.join().unwrap_or_else(|_| Err("a thread ended".into())))
        });
        served?;
        let played = played.into_iter().collect::<Run<Vec<Played>>>()?;
        if matches!(plan.trouble, Trouble::Restore(..)) {
            self.ledger.restores.push(round);
        }
        self.peace()?;
        for (at, played) in played.into_iter().enumerate() {
            self.take(at, played)?;
        }
        Ok(())
    }

    fn note_plan(&mut self, plan: &RoundPlan) {
        for kind in plan.links.iter().filter_map(|link| link.name()).chain(plan.trouble.name()) {
            self.report.fault(kind, 1);
        }
        for (kind, count) in [
            ("phones killed", plan.kills.len()),
            ("phones full", plan.full.len()),
            ("clocks moved", plan.clocks.len()),
        ] {
            self.report.fault(kind, count as u64);
        }
        self.say(format!(
            "links {:?}, kills {:?}, full {:?}, clocks {:?}, backup {}, server {:?}",
            plan.links, plan.kills, plan.full, plan.clocks, plan.backup, plan.trouble
        ));
        for (at, script) in plan.scripts.iter().enumerate() {
            let words: Vec<&str> = script.iter().map(|order| order.words.as_str()).collect();
            if !words.is_empty() {
                self.say(format!("phone {at} ({}): {}", owner(at), words.join("; ")));
            }
        }
    }

    /// Everything that ended starts again, and no limit holds.
    fn peace(&mut self) -> Run<()> {
        for phone in &mut self.phones {
            phone.proxy.set(Link::Clear);
            phone.start()?;
            if let Some(killer) = phone.killer() {
                killer.limit(None);
            }
        }
        self.server.killer()?.limit(None);
        Ok(())
    }

    fn take(&mut self, at: usize, played: Played) -> Run<()> {
        if !played.failures.is_empty() {
            self.say(format!("phone {at} heard {}", played.failures.join(", ")));
        }
        for entry in played.entries {
            self.report.edits += 1;
            self.report.unanswered += u64::from(entry.fate == Fate::Unknown);
            self.say(format!(
                "phone {at} {:?} {} over {:?}: {:?}, {}",
                entry.what,
                entry.token,
                entry.saw,
                entry.fate,
                entry.uids.join(" ")
            ));
            self.ledger.entries.push(entry);
        }
        if played.shared {
            self.ledger.shares.push(self.round);
        }
        if played.removed {
            self.ledger.removals.push((at, self.round));
        }
        if played.signed_out {
            self.say(format!("phone {at} pairs again"));
            self.pair(at)?;
        }
        Ok(())
    }

    /// Faults have stopped: everything must come to rest within a bounded number of rounds (invariant 24).
    fn settle(&mut self) -> Run<()> {
        self.peace()?;
        let mut loud = String::new();
        for _ in 0..CALM_ROUNDS {
            let mut quiet = true;
            for at in 0..PHONES {
                let ended = self.phones[at].obey("sync")?;
                let rest = match &ended {
                    Ended::Done(report) => {
                        ["pulled", "pushed", "left", "revoked"].iter().all(|name| report[name] == 0)
                    }
                    Ended::Failed(code) if code == "signed_out" => {
                        self.pair(at)?;
                        false
                    }
                    Ended::Failed(_) | Ended::Died => false,
                };
                if !rest {
                    quiet = false;
                    loud = format!("phone {at}: {ended:?}");
                }
            }
            if quiet {
                return Ok(());
            }
        }
        Err(format!("invariant 24: not at rest after {CALM_ROUNDS} rounds; {loud}"))
    }
}

/// A phone does what its script says, until it dies.
fn follow(phone: &mut Phone, script: &[Order], round: u64) -> Run<Played> {
    let mut played = Played::default();
    for order in script {
        let round_trip = matches!(order.words.as_str(), "sync" | "begin" | "end");
        played.shared |= order.words.starts_with("share");
        if !round_trip {
            let entry = phone.act(order, round)?;
            let died = entry.as_ref().is_some_and(|entry| entry.fate == Fate::Unknown);
            played.entries.extend(entry);
            if died || phone.killer().is_none() {
                break;
            }
            continue;
        }
        match phone.obey(&order.words)? {
            Ended::Done(report) => {
                played.removed |= report["revoked"].as_u64().is_some_and(|count| count > 0);
            }
            Ended::Died => {
                played.removed = true;
                break;
            }
            Ended::Failed(code) => {
                played.removed = true;
                match code.as_str() {
                    "signed_out" => played.signed_out = true,
                    "offline" | "server" | "disk_full" | "not_paired" => {}
                    _ => return Err(format!("phone {} cannot sync: {code}", phone.at)),
                }
                played.failures.push(code);
            }
        }
    }
    Ok(played)
}

/// What happens to the server meanwhile.
fn suffer(server: &mut Server, trouble: Trouble) -> Run<()> {
    match trouble {
        Trouble::None => Ok(()),
        Trouble::Kill(after, down) => {
            kill_in(&server.killer()?, after);
            std::thread::sleep(Duration::from_millis(down));
            server.start_again()
        }
        Trouble::Full(room, ms) => {
            let killer = server.killer()?;
            killer.limit(Some(server.largest_file() + room));
            std::thread::sleep(Duration::from_millis(ms));
            killer.limit(None);
            Ok(())
        }
        Trouble::Restore(after, back) => {
            kill_in(&server.killer()?, after);
            let last = server.backups().saturating_sub(1);
            server.restore(last.saturating_sub(back))?;
            server.start()
        }
    }
}
