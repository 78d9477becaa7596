//! A household of 200 budget lines and 60 debts, as the domain counts it and as records.

use std::collections::BTreeMap;

use opstap_domain::budget::{BudgetContent, BudgetLine, Direction, Frequency};
use opstap_domain::condition::{FactValue, Facts};
use opstap_domain::debts::{
    Creditor, Debt, DebtKind, Entry, EntryKind, Holder, Owner, Subject, Threat, ThreatKind,
};
use opstap_domain::ids::{Compartment, ScopeId};
use opstap_domain::time::{PayRule, Shift};
use opstap_domain::tips::{FieldKind, TipBook};
use opstap_domain::{Cents, Date, Uuid};
use serde_json::{Value, json};

use crate::seed::Item;

pub(crate) const LINES: usize = 200;
pub(crate) const DEBTS: usize = 60;
const INCOMES: usize = 12;
const ENTRIES: usize = 4;
const HOLDERS: [Holder; 4] = [Holder::Creditor, Holder::Bailiff, Holder::Agency, Holder::Unsure];
const OWNERS: [Owner; 4] = [Owner::Client, Owner::Partner, Owner::Joint, Owner::Unsure];
const THREATS: [ThreatKind; 4] =
    [ThreatKind::Eviction, ThreatKind::Disconnection, ThreatKind::InsuranceEnd, ThreatKind::Seizure];
const SUBJECTS: [Subject; 12] = [
    Subject::Rent,
    Subject::Energy,
    Subject::Water,
    Subject::HealthInsurance,
    Subject::Tax,
    Subject::Benefit,
    Subject::Fine,
    Subject::Study,
    Subject::Loan,
    Subject::Purchase,
    Subject::Phone,
    Subject::Family,
];

/// The content of the repository, as the domain reads it.
pub(crate) fn content() -> (TipBook, BudgetContent) {
    let tips = include_str!("../../content/package/tips.json");
    let budget = include_str!("../../content/package/budget-categories.json");
    (serde_json::from_str(tips).expect("tips"), serde_json::from_str(budget).expect("categories"))
}

/// A debt with all that the domain is asked about it.
pub(crate) struct Owed {
    pub(crate) debt: Debt,
    pub(crate) entries: Vec<Entry>,
    /// The deadline of a letter that waits.
    pub(crate) due: Option<Date>,
    pub(crate) creditor: Creditor,
}

/// What people said.
pub(crate) struct Household {
    pub(crate) lines: Vec<(BudgetLine, Option<PayRule>)>,
    pub(crate) debts: Vec<Owed>,
    /// Those that do not follow from the budget or the agenda.
    pub(crate) facts: Facts,
    pub(crate) today: Date,
    money: ScopeId,
}

impl Household {
    pub(crate) fn of(case: Uuid, today: Date, book: &TipBook, budget: &BudgetContent) -> Self {
        let money = ScopeId::new(case, Compartment::Money);
        let derived = ["budget.", "appointment.", "date."];
        let told = book.fields.iter().filter(|(name, _)| !derived.iter().any(|of| name.starts_with(of)));
        Self {
            lines: (0..LINES).map(|at| line(money, at, today, budget)).collect(),
            debts: (0..DEBTS).map(|at| owed(money, at, today)).collect(),
            facts: told.map(|(name, kind)| (name.clone(), fact(*kind))).collect(),
            today,
            money,
        }
    }

    /// The same as records of a case.
    pub(crate) fn records(&self) -> Vec<Item> {
        let mut items: Vec<Item> =
            self.lines.iter().map(|(line, rule)| of_line(line, rule.as_ref())).collect();
        for owed in &self.debts {
            items.extend(of_debt(self.money, owed));
        }
        for (field, value) in &self.facts {
            let units = vec![("field", json!(field)), ("value", json!({ "is": value, "since": self.today }))];
            items.push(item("fact", self.money.derived_id(&format!("fact/{field}")), units));
        }
        let seen = self.today.plus_days(-3);
        let units = vec![("on", json!(seen)), ("balance", json!({ "cents": 84_250 }))];
        items.push(item("account_balance", self.money.derived_id(&format!("balance/{seen}")), units));
        items
    }
}

fn fact(kind: FieldKind) -> FactValue {
    match kind {
        FieldKind::Bool => true.into(),
        FieldKind::Int | FieldKind::Cents | FieldKind::Ratio => 3.into(),
        FieldKind::Enum | FieldKind::String | FieldKind::Unknown => "huur".into(),
    }
}

/// Most are monthly and have a day; one in six has a day that nobody told.
fn line(money: ScopeId, at: usize, today: Date, budget: &BudgetContent) -> (BudgetLine, Option<PayRule>) {
    let id = money.derived_id(&format!("bench-line/{at}")).to_string();
    let of = |direction, category: &str, frequency| BudgetLine {
        id: id.clone(),
        direction,
        category: category.to_owned(),
        label: Some(format!("Regel {}", at / 2)),
        amount: Cents(1_000 + (at as i64 * 7_919) % 60_000),
        frequency,
        contested: false,
        not_applicable: at % 25 == 24,
    };
    if at < INCOMES {
        let source = &budget.income_sources[at % budget.income_sources.len()];
        let mut rule = source.payday_rule.clone();
        if let PayRule::Every { anchor, .. } = &mut rule {
            *anchor = Some(today.plus_days(-(at as i64)));
        }
        return (of(Direction::In, &source.id, source.frequency), Some(rule));
    }
    let category = &budget.categories[at % budget.categories.len()];
    let frequency = match at % 10 {
        0..6 => Frequency::Monthly,
        6 => Frequency::Weekly,
        7 => Frequency::FourWeekly,
        8 => Frequency::Quarterly,
        _ => Frequency::Yearly,
    };
    let month = at as u32 % 12 + 1;
    let shift = [Shift::None, Shift::PreviousWorkingDay, Shift::NextWorkingDay][at % 3];
    let every = |days| PayRule::Every { days, anchor: Some(today.plus_days(-(at as i64))) };
    let rule = match frequency {
        Frequency::Monthly => PayRule::DayOfMonth { day: at as u32 % 31 + 1, shift },
        Frequency::Weekly => every(7),
        Frequency::FourWeekly => every(28),
        Frequency::Quarterly => {
            PayRule::Months { months: (0..4).map(|n| (month + n * 3 - 1) % 12 + 1).collect() }
        }
        _ => PayRule::Months { months: vec![month] },
    };
    (of(Direction::Out, &category.id, frequency), Some(rule).filter(|_| at % 6 != 5))
}

fn owed(money: ScopeId, at: usize, today: Date) -> Owed {
    let subject = SUBJECTS[at % SUBJECTS.len()];
    let threat = (at % 10 == 1).then(|| Threat {
        kind: THREATS[at / 10 % THREATS.len()],
        on: Some(today.plus_days(20 + at as i64)),
        told_on: today.plus_days(-2),
    });
    let debt = Debt {
        id: money.derived_id(&format!("bench-debt/{at}")),
        kind: match subject.usual_kind() {
            DebtKind::Unsure => DebtKind::Overig,
            usual => usual,
        },
        subject,
        owner: OWNERS[at % OWNERS.len()],
        holder: HOLDERS[at / 3 % HOLDERS.len()],
        disputed: at % 9 == 4,
        threat,
    };
    let amount = Cents(10_000 + (at as i64 * 104_729) % 400_000);
    let entries = (0..ENTRIES).map(|entry| Entry {
        id: money.derived_id(&format!("bench-entry/{at}/{entry}")),
        on: today.plus_days(entry as i64 * 30 - 200 - at as i64),
        kind: match entry {
            0 => EntryKind::Statement { amount, estimated: at % 5 == 3 },
            1 => EntryKind::Cost(Cents(4_000)),
            _ => EntryKind::Payment(Cents(2_500)),
        },
    });
    let creditor = Creditor {
        id: money.derived_id(&format!("bench-creditor/{at}")),
        name: format!("Schuldeiser {} B.V.", at / 2),
        kvk: String::new(),
        iban: format!("NL44RABO{at:010}"),
        ..Creditor::default()
    };
    let due = at.is_multiple_of(3).then(|| today.plus_days(5 + at as i64));
    Owed { debt, entries: entries.collect(), due, creditor }
}

fn item(kind: &'static str, id: Uuid, units: Vec<(&str, Value)>) -> Item {
    let units: BTreeMap<_, _> = units.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Item { compartment: Compartment::Money, kind, id, units }
}

fn of_line(line: &BudgetLine, rule: Option<&PayRule>) -> Item {
    let amount = json!({ "cents": line.amount.0, "frequency": line.frequency, "direction": line.direction });
    let mut units = vec![
        ("category", json!(line.category)),
        ("label", json!(line.label)),
        ("amount", amount),
        ("not_applicable", json!(line.not_applicable)),
    ];
    units.extend(rule.map(|rule| ("pay_day", json!(rule))));
    item("budget_line", line.id.parse().expect("an id"), units)
}

fn of_debt(money: ScopeId, owed: &Owed) -> Vec<Item> {
    let Owed { debt, entries, due, creditor } = owed;
    let mut units = vec![
        ("creditor", json!(creditor.id)),
        ("kind", json!(debt.kind)),
        ("subject", json!(debt.subject)),
        ("owner", json!(debt.owner)),
        ("holder", json!({ "state": debt.holder })),
    ];
    if debt.disputed {
        units.push(("dispute", json!({ "state": "disputed" })));
    }
    if let Some(Threat { kind, on, told_on }) = debt.threat {
        units.push(("threat", json!({ "state": kind, "on": on, "told_on": told_on })));
    }
    let names = vec![("name", json!(creditor.name)), ("iban", json!(creditor.iban))];
    let mut items = vec![item("debt", debt.id, units), item("creditor", creditor.id, names)];
    for entry in entries {
        let what = match entry.kind {
            EntryKind::Statement { amount, estimated } => {
                json!({ "kind": "statement", "cents": amount.0, "estimated": estimated })
            }
            EntryKind::Cost(amount) => json!({ "kind": "cost", "cents": amount.0 }),
            EntryKind::Payment(amount) => json!({ "kind": "payment", "cents": amount.0 }),
            EntryKind::Correction(of) => json!({ "kind": "correction", "of": of }),
        };
        let units = vec![("debt", json!(debt.id)), ("on", json!(entry.on)), ("what", what)];
        items.push(item("debt_entry", entry.id, units));
    }
    if let Some(due) = due {
        let units = vec![
            ("sender", json!(creditor.name)),
            ("received_on", json!(due.plus_days(-14))),
            ("due_on", json!(due)),
            ("debt", json!(debt.id)),
        ];
        items.push(item("letter", money.derived_id(&format!("bench-letter/{}", debt.id)), units));
    }
    items
}
