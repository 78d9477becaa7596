//! A budget of 200 lines and 60 debts: all that a person sees of it, worked out anew.

use std::hint::black_box;

use opstap::{LineEntry, Opstap};
use opstap_domain::budget::{BudgetContent, BudgetLine, BudgetRules, summarise};
use opstap_domain::condition::{FactValue, Parameters};
use opstap_domain::deadlines::Term;
use opstap_domain::debts::{self, Creditor, Directory, Waiting};
use opstap_domain::figures::spans_on;
use opstap_domain::forecast::{DAYS, Start, look_ahead, plan, to_put_aside};
use opstap_domain::time::HolidayRules;
use opstap_domain::tips::{TipBook, suggest};
use opstap_domain::{Cents, Instant, Uuid, Zone};

use crate::household::{DEBTS, Household, LINES, content};
use crate::{device, machine, report::Report, seed};

const PURE: u32 = 3_000;
const TIMES: u32 = 150;

pub(crate) fn measure(report: &mut Report) {
    let today = Zone::AMSTERDAM.date(Instant(opstap_server::serve::now_ms()));
    let (book, budget) = content();
    let package = opstap_content::Package::embedded().expect("the package is whole");
    let (terms, directory) = (spans_on(&package.figures, today), Directory::new(package.creditors));
    let home = Household::of(Uuid::from_u128(1), today, &book, &budget);
    let screens = Screens::of(home, book, budget, (terms, directory));
    let parts: [(&str, &dyn Fn() -> usize); 4] = [
        ("budget", &|| screens.budget()),
        ("debts", &|| screens.debts()),
        ("tips", &|| screens.tips()),
        ("forecast", &|| screens.forecast()),
    ];
    let parts = parts.map(|(name, part)| (name, mean(PURE, part)));
    let all = mean(PURE, &|| screens.budget() + screens.debts() + screens.tips() + screens.forecast());
    let parts = parts.map(|(name, ns)| format!("{name} {:.0}", ns / 1e3)).join(", ");
    let detail = format!(
        "mean of {PURE}; {LINES} lines, {DEBTS} debts, {} tips, {DAYS} days; each alone in µs: {parts}",
        screens.book.rules.len()
    );
    report.at_most("budget, debts, tips and forecast recomputed", all / 1e6, 1.0, "ms of CPU", &detail);
    through_the_library(report, &screens);
}

/// CPU of one: the kernel counts in steps of its clock, so many are counted together.
fn mean(times: u32, work: &dyn Fn() -> usize) -> f64 {
    work();
    let before = machine::thread_cpu_ns();
    for _ in 0..times {
        black_box(work());
    }
    (machine::thread_cpu_ns() - before) as f64 / f64::from(times)
}

/// What the domain makes of a household, by the screen that asks for it.
struct Screens {
    home: Household,
    book: TipBook,
    content: BudgetContent,
    rules: BudgetRules,
    terms: Vec<Term>,
    directory: Directory,
    lines: Vec<BudgetLine>,
    creditors: Vec<Creditor>,
}

impl Screens {
    fn of(
        home: Household,
        book: TipBook,
        content: BudgetContent,
        (terms, directory): (Vec<Term>, Directory),
    ) -> Self {
        let lines = home.lines.iter().map(|(line, _)| line.clone()).collect();
        let creditors = home.debts.iter().map(|owed| owed.creditor.clone()).collect();
        Self { home, book, content, rules: BudgetRules::default(), terms, directory, lines, creditors }
    }

    /// Totals, what is missing, and warnings.
    fn budget(&self) -> usize {
        let budget = summarise(&self.lines, &self.content.categories, &self.rules).expect("a budget");
        assert_eq!(budget.lines.len(), LINES);
        budget.warnings.len()
    }

    /// Balances, what may stand twice, totals, the order, and creditors that may be one.
    fn debts(&self) -> usize {
        let mut known = Vec::with_capacity(DEBTS);
        let (mut pressing, mut twice) = (Vec::with_capacity(DEBTS), 0);
        for owed in &self.home.debts {
            let balance = debts::balance(&owed.debt, &owed.entries);
            twice += debts::entered_twice(&owed.entries).len();
            known.push((owed.debt.clone(), balance));
            pressing.push((owed.debt.clone(), balance, owed.due));
        }
        let total = debts::totals(&known);
        let waiting = Waiting {
            terms: &self.terms,
            organisation: "Voorbeeldstad",
            today: self.home.today,
            holidays: HolidayRules::default(),
        };
        let urgency = debts::urgency(&pressing, &waiting);
        assert_eq!((total.all.count as usize, urgency.len()), (DEBTS, DEBTS));
        urgency.iter().map(|one| one.reasons.len()).sum::<usize>()
            + debts::duplicates(&self.creditors, &self.directory).len()
            + twice
    }

    /// Every tip of the package, on what the budget says and what people said. The budget is totalled for it once more, as the
    /// library does.
    fn tips(&self) -> usize {
        let budget = summarise(&self.lines, &self.content.categories, &self.rules).expect("a budget");
        let mut facts = budget.facts(&self.lines, &self.rules);
        facts.insert("date.month".to_owned(), FactValue::from(i64::from(self.home.today.month())));
        facts.extend(self.home.facts.clone());
        let parameters = self.book.parameters_with(&Parameters::new());
        let tips = suggest(&self.book.rules, &parameters, &facts, &[], self.home.today);
        assert!(!tips.is_empty(), "tips fit");
        tips.len()
    }

    /// The coming days, brought forward from a balance that was told three days ago, and what to put aside.
    fn forecast(&self) -> usize {
        let plan = plan(&self.lines, &self.content.categories, |line| {
            let found = self.home.lines.iter().find(|(known, _)| known.id == line.id);
            found.and_then(|(_, rule)| rule.clone())
        });
        let holidays = HolidayRules::default();
        let mut start = Start {
            balance: Some(Cents(84_250)),
            settled: true,
            daily_life_per_week: plan.per_week,
            bills_per_week: plan.bills_per_week,
        };
        let today = self.home.today;
        let past = look_ahead(today.plus_days(-3), 3, &start, &plan.flows, &holidays).expect("a start");
        start.balance = past.days.last().and_then(|day| day.balance);
        start.settled = false;
        let ahead = look_ahead(today, DAYS, &start, &plan.flows, &holidays).expect("a forecast");
        let aside = to_put_aside(today, 366, &plan.seldom, &holidays).expect("an amount");
        assert!(ahead.days.len() == DAYS as usize && ahead.spendable.is_some() && aside > Cents::ZERO);
        ahead.paid.len()
    }
}

/// The same household on a device: one line is changed, and then its four screens are asked for.
fn through_the_library(report: &mut Report, screens: &Screens) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = opstap_server::data::DataDir::at(&folder.path().join("server")).expect("a data folder");
    let mut seeded = seed::cases(data.start().expect("an engine"), 1, opstap_server::serve::now_ms());
    let home = Household::of(seeded.cases[0], screens.home.today, &screens.book, &screens.content);
    let records = home.records();
    let count = records.len();
    let mut records = records.into_iter();
    seed::fill(&mut seeded, |_, _, _, _| records.next().expect("as many as were counted"), count);
    let account = seeded.counsellor;
    let (device, _serving) = device::paired(seeded, account, &folder.path().join("device"));
    let ms = |ns: f64| ns / 1e6;
    let amount = std::cell::Cell::new(60_000);
    let edited = mean(TIMES, &|| {
        amount.set(amount.get() + 1);
        edit(&device, amount.get());
        read(&device)
    });
    report.tell("the same through the library, one edit and all four read again, CPU", ms(edited), "ms");
    report.tell("only the four reads of that", ms(mean(TIMES, &|| read(&device))), "ms");
}

fn edit(device: &Opstap, cents: i64) {
    let typed = format!("{},{:02}", cents / 100, cents % 100);
    let entry = LineEntry { category: "huur".into(), typed, ..LineEntry::default() };
    device.set_budget_line(None, &entry).expect("an edit");
}

fn read(device: &Opstap) -> usize {
    let budget = device.budget(None).expect("a budget");
    let debts = device.debts(None).expect("debts");
    let tips = device.tips(None).expect("tips");
    let forecast = device.forecast(None).expect("a forecast");
    assert!(budget.income.len() + budget.expenses.len() >= LINES && debts.debts.len() == DEBTS);
    assert!(!tips.is_empty() && forecast.curve.is_some());
    forecast.days.len()
}
