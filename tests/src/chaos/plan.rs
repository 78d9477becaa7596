//! What is done and what goes wrong in a round, drawn by seed.

use super::ledger::What;
use super::proxy::Link;
use crate::sim::dice::Dice;
use crate::sim::ghost::Token;

/// Phones of an episode: two of the client, two of the counsellor, two of the coach.
pub const PHONES: usize = 6;
/// A year, in milliseconds.
const YEAR: i64 = 365 * 24 * 3600 * 1000;

/// Who holds phone `at`.
#[must_use]
pub const fn owner(at: usize) -> &'static str {
    match at / 2 {
        0 => "client",
        1 => "counsellor",
        _ => "coach",
    }
}

/// One order to a phone.
#[derive(Clone, Debug)]
pub struct Order {
    /// The line.
    pub words: String,
    /// The token that it writes, where it writes one.
    pub token: Token,
    /// What it is.
    pub what: What,
}

/// What happens to the server during a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// Killed after so many milliseconds, and started after so many more.
    Kill(u64, u64),
    /// Its disk ends here, or so many bytes further on, for so many milliseconds.
    Full(u64, u64),
    /// Killed after so many milliseconds, and its disk replaced by a backup: the how-manieth from the last.
    Restore(u64, usize),
}

impl Trouble {
    /// Its name in the counts; `None` where nothing happens.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Kill(..) => Some("server killed"),
            Self::Full(..) => Some("server's disk full"),
            Self::Restore(..) => Some("server restored"),
        }
    }
}

/// One round.
#[derive(Clone, Debug)]
pub struct RoundPlan {
    /// What each phone is told.
    pub scripts: Vec<Vec<Order>>,
    /// How each link is.
    pub links: Vec<Link>,
    /// Phones that are killed after so many milliseconds.
    pub kills: Vec<(usize, u64)>,
    /// Phones whose disk ends so many bytes further on.
    pub full: Vec<(usize, u64)>,
    /// Phones whose clock is from now on so many milliseconds off.
    pub clocks: Vec<(usize, i64)>,
    /// Whether the server is backed up first.
    pub backup: bool,
    /// What happens to the server.
    pub trouble: Trouble,
}

/// How often what goes wrong in this episode, in a thousand; each seed draws its own.
#[derive(Clone, Copy, Debug)]
pub struct Faults {
    link: u64,
    kill: u64,
    full: u64,
    clocks: u64,
    server: u64,
    restore: u64,
    shares: u64,
}

impl Faults {
    /// Draws them.
    pub fn draw(dice: &mut Dice) -> Self {
        Self {
            link: dice.pick(&[0, 150, 400]),
            kill: dice.pick(&[0, 80, 200]),
            full: dice.pick(&[0, 0, 100]),
            clocks: dice.pick(&[0, 50]),
            server: dice.pick(&[0, 250, 500]),
            restore: dice.pick(&[0, 60, 150]),
            shares: dice.pick(&[30, 120]),
        }
    }

    /// Draws a round; `next` gives tokens.
    pub fn round(&self, dice: &mut Dice, coach: &str, next: &mut Token) -> RoundPlan {
        let mut plan = RoundPlan {
            scripts: (0..PHONES).map(|at| self.script(dice, at, coach, next)).collect(),
            links: (0..PHONES).map(|_| self.link(dice)).collect(),
            kills: Vec::new(),
            full: Vec::new(),
            clocks: Vec::new(),
            backup: dice.chance(250),
            trouble: self.trouble(dice),
        };
        for at in 0..PHONES {
            if dice.chance(self.kill) {
                plan.kills.push((at, dice.below(600)));
            }
            if dice.chance(self.full) {
                plan.full.push((at, dice.below(40_000)));
            }
            if dice.chance(self.clocks) {
                plan.clocks.push((at, dice.between(-15 * YEAR, 15 * YEAR)));
            }
        }
        plan
    }

    fn link(&self, dice: &mut Dice) -> Link {
        if !dice.chance(self.link) {
            return Link::Clear;
        }
        match dice.below(6) {
            0 => Link::Cut,
            1 => Link::Silent(dice.below(900)),
            2 => Link::Slow(dice.below(12)),
            3 => Link::CutRequest(dice.below(1500) as usize),
            4 => Link::CutAnswer(dice.below(1500) as usize),
            _ => Link::Twice,
        }
    }

    fn trouble(&self, dice: &mut Dice) -> Trouble {
        if dice.chance(self.restore) {
            return Trouble::Restore(dice.below(500), dice.place(3));
        }
        if !dice.chance(self.server) {
            return Trouble::None;
        }
        if dice.chance(200) {
            let room = dice.pick(&[0, 4_000, 60_000]);
            return Trouble::Full(room, 200 + dice.below(900));
        }
        Trouble::Kill(dice.below(700), dice.below(300))
    }

    fn script(&self, dice: &mut Dice, at: usize, coach: &str, next: &mut Token) -> Vec<Order> {
        let mut orders = Vec::new();
        if dice.chance(200) {
            return orders;
        }
        let plain = |words: &str| Order { words: words.to_owned(), token: 0, what: What::Nothing };
        for _ in 0..dice.between(1, 5) {
            if dice.chance(150) {
                // Words that are written while a round runs.
                orders.push(plain("begin"));
                for _ in 0..dice.between(1, 4) {
                    orders.push(message(next));
                }
                orders.push(plain("end"));
            } else {
                orders.push(self.edit(dice, at, coach, next));
            }
            if dice.chance(400) {
                orders.push(plain("sync"));
            }
        }
        if dice.chance(700) {
            orders.push(plain("sync"));
        }
        orders
    }

    fn edit(&self, dice: &mut Dice, at: usize, coach: &str, next: &mut Token) -> Order {
        let place = dice.below(3);
        let owner = owner(at);
        if owner == "coach" || dice.chance(200) {
            return message(next);
        }
        if owner == "client" && dice.chance(self.shares) {
            let parts = dice.pick(&["", "conversation", "budget", "budget,conversation,programme"]);
            return Order { words: format!("share {coach} {parts}"), token: 0, what: What::Nothing };
        }
        *next += 1;
        let token = *next;
        let order = |words: String, what| Order { words, token, what };
        match dice.below(10) {
            0 => order(format!("remove place-{place}"), What::Removal),
            1 | 2 => {
                let side = dice.pick(&["shown", "other"]);
                order(format!("choose {} {side}", dice.below(9)), What::Choice)
            }
            3 | 4 if owner == "counsellor" => order(format!("title {token}"), What::Title),
            _ => order(format!("money place-{place} {token}"), What::Money),
        }
    }
}

fn message(next: &mut Token) -> Order {
    *next += 1;
    Order { words: format!("message {next}"), token: *next, what: What::Message }
}
