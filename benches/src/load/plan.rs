//! Who asks for what in the hour, and when it is due: drawn before anything begins, so that a slow server meets no less.

use std::time::Duration;

/// How busy each five minutes of the hour are, in per cent of their mean: people come in, and it ebbs away.
const SWELL: [u32; 12] = [60, 80, 110, 140, 150, 140, 120, 100, 90, 80, 70, 60];
/// How often a counsellor sits down to work through clients, in the mean.
const SITTINGS: usize = 4;
/// One client in so many comes by a browser in this hour; the others have a phone.
const BROWSERS: usize = 10;
/// One phone in so many is taken in hand in this hour; all of them ask each quarter of an hour.
const OPENED: usize = 10;
/// Between two pages of one person, in the mean, when the hour takes six minutes or more.
const THINK: Duration = Duration::from_secs(8);
/// In an hour that takes less people are as much quicker.
const UNHURRIED: Duration = Duration::from_mins(6);

/// Chance that is the same in each run (SplitMix64).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn of_hundred(&mut self, per_cent: u64) -> bool {
        self.next() % 100 < per_cent
    }

    /// A moment of the hour, by how busy it is. So many drawn like this are a Poisson process of which the sum is given.
    fn moment(&mut self, span: Duration) -> Duration {
        let mut at = self.below(SWELL.iter().sum::<u32>() as usize) as u32;
        let part = SWELL.iter().position(|weight| {
            let here = at < *weight;
            at = at.saturating_sub(*weight);
            here
        });
        span.mul_f64((part.unwrap_or(0) as f64 + self.share()) / SWELL.len() as f64)
    }

    /// Until somebody does the next thing: exponential, and a fifth of the mean at least.
    fn think(&mut self, mean: Duration) -> Duration {
        mean.mul_f64(0.2 - 0.8 * (1.0 - self.share()).ln())
    }
}

/// What somebody does with a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Types a code.
    SignIn,
    /// The list of clients.
    Clients,
    /// A page by its place.
    See(&'static str),
    /// Opens the first debt of the page before.
    Debt,
    /// Writes a message, and sees it.
    Write,
    /// Fills in a line of the budget, and sees it.
    Fill,
    /// Opens the next task, does it, and sees today.
    Tick,
    /// Leaves.
    SignOut,
}

/// One thing that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) due: Duration,
    /// Which of a counsellor's cases.
    pub(crate) case: usize,
    pub(crate) act: Act,
}

/// A round of a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) due: Duration,
    pub(crate) writes: bool,
}

/// A client with a browser.
pub(crate) struct Visitor {
    pub(crate) client: usize,
    /// Signed in before the hour, and comes back; the others type a code, and sign out when they go.
    pub(crate) comes_back: bool,
    pub(crate) steps: Vec<Step>,
}

/// The whole hour.
pub(crate) struct Plan {
    /// By counsellor.
    pub(crate) counsellors: Vec<Vec<Step>>,
    pub(crate) visitors: Vec<Visitor>,
    /// By client.
    pub(crate) phones: Vec<(usize, Vec<Ask>)>,
    pub(crate) span: Duration,
}

impl Plan {
    pub(crate) fn draw(seed: u64, counsellors: usize, clients: usize, span: Duration) -> Self {
        let chance = &mut Chance::new(seed);
        let mean = THINK.mul_f64((span.as_secs_f64() / UNHURRIED.as_secs_f64()).min(1.0));
        let mut sittings: Vec<Vec<Duration>> = vec![Vec::new(); counsellors];
        for _ in 0..counsellors * SITTINGS {
            sittings[chance.below(counsellors)].push(chance.moment(span));
        }
        let each = clients / counsellors;
        let counsellors = sittings.into_iter().map(|begins| {
            let mut steps = Vec::new();
            for begin in sorted(begins) {
                lay(&mut steps, begin, span, mean, chance, &|chance| sitting(chance, each));
            }
            steps
        });
        let counsellors = counsellors.collect();
        let visitors = (0..clients).filter(|client| client % BROWSERS == 0).map(|client| {
            let (comes_back, begin) = ((client / BROWSERS).is_multiple_of(2), chance.moment(span));
            let mut steps = Vec::new();
            lay(&mut steps, begin, span, mean, chance, &|chance| visit(chance, comes_back));
            Visitor { client, comes_back, steps }
        });
        let visitors = visitors.collect();
        let phones = (0..clients).filter(|client| client % BROWSERS != 0);
        let phones = phones.map(|client| (client, rounds(chance, span, mean))).collect();
        Self { counsellors, visitors, phones, span }
    }
}

fn sorted(mut begins: Vec<Duration>) -> Vec<Duration> {
    begins.sort_unstable();
    begins
}

/// Lays what somebody does behind what they do already; what is due after the hour is left out.
fn lay(
    steps: &mut Vec<Step>,
    begin: Duration,
    span: Duration,
    mean: Duration,
    chance: &mut Chance,
    acts: &dyn Fn(&mut Chance) -> Vec<(usize, Act)>,
) {
    let before = steps.last().map_or(Duration::ZERO, |step| step.due);
    let mut due = begin.max(before + chance.think(mean));
    for (case, act) in acts(chance) {
        if due >= span {
            return;
        }
        steps.push(Step { due, case, act });
        due += chance.think(mean);
    }
}

/// A counsellor looks who needs something, and works through two or three of them.
fn sitting(chance: &mut Chance, cases: usize) -> Vec<(usize, Act)> {
    let mut acts = vec![(0, Act::Clients)];
    for _ in 0..2 + chance.below(2) {
        let case = chance.below(cases);
        acts.push((case, Act::See("today")));
        acts.push((case, Act::See("messages")));
        let maybe = [
            (50, Act::Write),
            (40, Act::See("money")),
            (15, Act::Fill),
            (30, Act::See("debts")),
            (20, Act::Debt),
            (30, Act::See("programme")),
            (15, Act::See("agenda")),
            (15, Act::See("deadlines")),
            (10, Act::See("forecast")),
        ];
        acts.extend(some(chance, &maybe).into_iter().map(|act| (case, act)));
    }
    acts.push((0, Act::Clients));
    acts
}

/// A client sees what is next, does something of it, and looks around.
fn visit(chance: &mut Chance, comes_back: bool) -> Vec<(usize, Act)> {
    let mut acts = if comes_back { Vec::new() } else { vec![Act::SignIn] };
    acts.push(Act::See("today"));
    let maybe = [
        (40, Act::Tick),
        (50, Act::See("messages")),
        (30, Act::Write),
        (60, Act::See("money")),
        (35, Act::Fill),
        (40, Act::See("debts")),
        (25, Act::Debt),
        (20, Act::See("letters")),
        (25, Act::See("forecast")),
        (30, Act::See("agenda")),
        (20, Act::See("programme")),
        (15, Act::See("more")),
    ];
    acts.extend(some(chance, &maybe));
    if !comes_back {
        acts.push(Act::SignOut);
    }
    acts.into_iter().map(|act| (0, act)).collect()
}

fn some(chance: &mut Chance, maybe: &[(u64, Act)]) -> Vec<Act> {
    maybe.iter().filter(|(per_cent, _)| chance.of_hundred(*per_cent)).map(|(_, act)| *act).collect()
}

/// Each quarter of an hour; and some are taken in hand, write twice, and look again.
fn rounds(chance: &mut Chance, span: Duration, mean: Duration) -> Vec<Ask> {
    let first = span.mul_f64(chance.share() / 4.0);
    let mut asks: Vec<Ask> =
        (0..4).map(|quarter| Ask { due: first + span * quarter / 4, writes: false }).collect();
    if chance.below(OPENED) == 0 {
        let mut due = chance.moment(span);
        for writes in [false, true, true, false] {
            asks.push(Ask { due, writes });
            due += chance.think(mean);
        }
    }
    asks.retain(|ask| ask.due < span);
    asks.sort_by_key(|ask| ask.due);
    asks
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPAN: Duration = Duration::from_mins(6);

    type Steps = Vec<Vec<Step>>;

    fn all(plan: &Plan) -> (Steps, Steps, Vec<Vec<Ask>>) {
        let visitors = plan.visitors.iter().map(|visitor| visitor.steps.clone()).collect();
        (plan.counsellors.clone(), visitors, plan.phones.iter().map(|(_, asks)| asks.clone()).collect())
    }

    #[test]
    fn the_same_seed_is_the_same_hour_and_another_is_another() {
        let of = |seed| all(&Plan::draw(seed, 20, 500, SPAN));
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
    }

    #[test]
    fn everything_is_due_in_its_order_within_the_hour_and_nobody_is_left_out() {
        let plan = Plan::draw(1, 200, 5_000, SPAN);
        let (counsellors, visitors, phones) = all(&plan);
        for steps in counsellors.iter().chain(&visitors) {
            assert!(steps.windows(2).all(|two| two[0].due < two[1].due));
            assert!(steps.iter().all(|step| step.due < SPAN));
        }
        assert!(phones.iter().all(|asks| (4..=8).contains(&asks.len())));
        assert_eq!((counsellors.len(), visitors.len(), phones.len()), (200, 500, 4_500));
        assert!(visitors.iter().all(|steps| !steps.is_empty()));
        let cases = counsellors.iter().flatten().map(|step| step.case).max();
        assert_eq!(cases, Some(24), "cases of the counsellor alone");
    }

    #[test]
    fn the_hour_swells_and_ebbs() {
        let plan = Plan::draw(3, 200, 5_000, SPAN);
        let begins: Vec<Duration> = plan.visitors.iter().map(|visitor| visitor.steps[0].due).collect();
        let within = |from: u32, to: u32| {
            begins.iter().filter(|due| (SPAN * from / 12..SPAN * to / 12).contains(*due)).count()
        };
        assert!(within(3, 6) > 2 * within(0, 1) && within(3, 6) > within(9, 12), "{begins:?}");
    }
}
