#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::condition::FactValue;

#[test]
fn eighty_a_week_is_346_67_a_month_and_exactly_4160_a_year() {
    let budget = totals(&[line("1", Direction::Out, "eten", 8_000, Frequency::Weekly)]);
    assert_eq!(budget.expenses.month, Cents(34_667));
    assert_eq!(budget.expenses.week, Cents(8_000));
    assert_eq!(budget.expenses.annual, Cents(416_000));
    assert_ne!(budget.expenses.month.0 * 12, 416_000);
}

#[test]
fn totals_come_from_years_and_not_from_rounded_months() {
    let three: Vec<_> =
        (0..3).map(|n| line(&n.to_string(), Direction::Out, "eten", 100, Frequency::Yearly)).collect();
    let budget = totals(&three);
    assert_eq!(budget.lines[0].amounts.month, Cents(8));
    assert_eq!(budget.expenses.month, Cents(25));
}

#[test]
fn a_month_is_split_in_nibuds_groups() {
    let budget = totals(&household());
    assert_eq!(budget.income.annual, Cents(1_560_000));
    assert_eq!(budget.fixed.annual, Cents(720_000 + 180_000));
    assert_eq!(budget.reservations.annual, Cents(60_000));
    assert_eq!(budget.household.annual, Cents(416_000));
    assert_eq!(budget.balance.annual, Cents(184_000));
    assert_eq!(budget.shortfall.annual, Cents(0));
    assert_eq!(budget.free_per_week, Cents(11_538)); // (15,600 − 9,000 − 600) ÷ 52
    assert_eq!(budget.housing_share, Some(461));
    assert_eq!(budget.fixed_share, Some(576));
    assert!(budget.income.certain && budget.balance.certain);
}

#[test]
fn without_income_there_is_no_share_and_all_spending_is_short() {
    let budget = totals(&[line("1", Direction::Out, "huur", 60_000, Frequency::Monthly)]);
    assert_eq!((budget.housing_share, budget.fixed_share), (None, None));
    assert_eq!(budget.shortfall.annual, Cents(720_000));
    assert!(!budget.completeness.has_income);
}

#[test]
fn a_contested_line_makes_its_totals_uncertain_and_no_others() {
    let mut lines = household();
    lines[1].contested = true;
    let budget = totals(&lines);
    assert!(!budget.expenses.certain && !budget.fixed.certain && !budget.balance.certain);
    assert!(budget.income.certain && budget.household.certain);
    assert_eq!(kinds(&budget), [WarningKind::Contested]);
}

#[test]
fn what_is_mandatory_is_missed_until_somebody_answers() {
    let empty = totals(&[]);
    assert_eq!(empty.completeness.missing, ["huur", "gas", "stroom", "water", "zorgverzekering", "eten"]);
    assert_eq!((empty.completeness.answered, empty.completeness.of), (0, 7));

    let mut answers = household();
    for (id, category) in [("g", "gas"), ("s", "stroom"), ("w", "water")] {
        let mut answer = line(id, Direction::Out, category, 0, Frequency::Monthly);
        answer.not_applicable = true;
        answers.push(answer);
    }
    let budget = totals(&answers);
    assert!(budget.completeness.is_complete());
    assert_eq!(budget.fixed.annual, totals(&household()).fixed.annual);
}

#[test]
fn the_rent_allowance_counts_once() {
    let rent = |label: &str| BudgetLine {
        label: Some(label.into()),
        ..line("r", Direction::Out, "huur", 60_000, Frequency::Monthly)
    };
    let allowance = |id: &str| line(id, Direction::In, "huurtoeslag", 30_000, Frequency::Monthly);
    let named = |label: &str| BudgetLine { label: Some(label.into()), ..allowance(label) };
    assert_eq!(kinds(&totals(&[rent("Kale huur"), allowance("a")])), []);
    assert_eq!(kinds(&totals(&[rent("Huur netto")])), []);
    assert_eq!(kinds(&totals(&[rent("Huur NETTO"), allowance("a")])), [WarningKind::RentAllowanceTwice]);
    assert_eq!(kinds(&totals(&[named("ik"), named("partner")])), [WarningKind::RentAllowanceTwice]);
}

#[test]
fn the_same_line_twice_and_an_unknown_category_are_pointed_at() {
    let phone = |id: &str, label: &str| BudgetLine {
        label: Some(label.into()),
        ..line(id, Direction::Out, "telefoon", 2_000, Frequency::Monthly)
    };
    let budget = totals(&[
        phone("1", "Mobiel"),
        phone("2", " mobiel "),
        phone("3", "Kind"),
        line("4", Direction::Out, "ruimtevaart", 1_000, Frequency::Monthly),
    ]);
    assert_eq!(kinds(&budget), [WarningKind::DuplicateLine, WarningKind::UnknownCategory]);
    assert_eq!(budget.warnings[0].lines, ["1", "2"]);
    assert_eq!(budget.fixed.annual, Cents(7_000 * 12));
}

#[test]
fn impossible_lines_are_refused_by_id() {
    let bad = |id: &str, cents| line(id, Direction::Out, "huur", cents, Frequency::Monthly);
    let of = |lines: &[BudgetLine]| summarise(lines, &categories(), &BudgetRules::default());
    assert_eq!(of(&[bad("b", -1), bad("a", -1)]), Err(BudgetError::Negative { line: "a".into() }));
    assert_eq!(of(&[bad("a", LINE_MAX.0 + 1)]), Err(BudgetError::TooLarge { line: "a".into() }));
    assert_eq!(of(&[bad("a", 1), bad("a", 2)]), Err(BudgetError::TwiceTheSame { line: "a".into() }));
}

#[test]
fn a_budget_at_its_limits_does_not_overflow() {
    let lines: Vec<_> = (0..LINES_MAX)
        .map(|n| line(&n.to_string(), Direction::Out, "huur", LINE_MAX.0, Frequency::Weekly))
        .collect();
    let budget = totals(&lines);
    assert_eq!(budget.balance.annual, Cents(-(LINES_MAX as i64) * LINE_MAX.0 * 52));
}

#[test]
fn tips_hear_only_what_is_certain() {
    let rules = BudgetRules::default();
    let half = totals(&household()).facts(&household(), &rules);
    assert_eq!(half.get("budget.isComplete"), Some(&FactValue::Bool(false)));
    assert_eq!(half.get("budget.balanceMonthly"), None);
}

#[test]
fn tips_hear_of_a_whole_budget_what_it_comes_down_to() {
    let rules = BudgetRules::default();
    let mut lines = household();
    let missing = totals(&lines).completeness.missing;
    let answers =
        missing.iter().map(|category| line(category, Direction::Out, category, 1_000, Frequency::Monthly));
    lines.extend(answers.collect::<Vec<_>>());
    let budget = totals(&lines);
    let facts = budget.facts(&lines, &rules);
    assert_eq!(facts.get("budget.isComplete"), Some(&true.into()));
    assert_eq!(facts.get("budget.balanceMonthly"), Some(&budget.balance.month.0.into()));
    assert_eq!(facts.get("budget.hasReservations"), Some(&true.into()));
    assert_eq!(facts.get("budget.hasBuffer"), Some(&false.into()));
    let share = budget.housing_share.map(crate::condition::Decimal::per_mille).map(FactValue::Number);
    assert_eq!(facts.get("budget.housingShare"), share.as_ref());
    assert!(facts.contains_key("budget.fixedShare"));
    assert_eq!(facts.get("budget.hasEnergy"), Some(&true.into()), "{missing:?}");

    lines.push(line("save", Direction::Out, &rules.savings, 2_500, Frequency::Monthly));
    assert_eq!(totals(&lines).facts(&lines, &rules).get("budget.hasBuffer"), Some(&true.into()));
    for line in &mut lines {
        line.contested = line.id == "2";
    }
    let doubted = totals(&lines).facts(&lines, &rules);
    assert_eq!(doubted.get("budget.isComplete"), Some(&true.into()));
    assert_eq!(doubted.get("budget.balanceMonthly"), None, "a figure in it is contested");
}

#[test]
fn too_many_lines_and_categories_without_content() {
    let many: Vec<_> =
        (0..=LINES_MAX).map(|n| line(&n.to_string(), Direction::Out, "huur", 1, Frequency::Weekly)).collect();
    assert_eq!(summarise(&many, &categories(), &BudgetRules::default()), Err(BudgetError::TooManyLines));
    let unknown = summarise(&many[..1], &[], &BudgetRules::default()).unwrap();
    assert_eq!(unknown.fixed.annual, Cents(52), "a category that nobody knows is a fixed cost");
    assert!(unknown.warnings.is_empty(), "without content there is nothing to know it by");
}

proptest! {
    #[test]
    fn neither_order_nor_rounding_changes_a_total(lines in lines(), seed in any::<prop::sample::Index>()) {
        let budget = totals(&lines);
        let mut turned = lines.clone();
        turned.reverse();
        if !turned.is_empty() {
            let middle = seed.index(turned.len());
            turned.rotate_left(middle);
        }
        prop_assert_eq!(&totals(&turned), &budget);
        let exact = |direction| -> i64 {
            let these = lines.iter().filter(|line| line.direction == direction && !line.not_applicable);
            these.map(|line| line.amount.0 * line.frequency.times_a_year()).sum()
        };
        prop_assert_eq!(budget.income.annual.0, exact(Direction::In));
        prop_assert_eq!(budget.expenses.annual.0, exact(Direction::Out));
        let groups = budget.fixed.annual.0 + budget.reservations.annual.0 + budget.household.annual.0;
        prop_assert_eq!(groups, budget.expenses.annual.0);
        prop_assert_eq!(budget.balance.annual.0, budget.income.annual.0 - budget.expenses.annual.0);
        prop_assert!((budget.income.month.0 * 12 - budget.income.annual.0).abs() <= 6);
    }
}

fn lines() -> impl Strategy<Value = Vec<BudgetLine>> {
    let categories = vec!["huur", "eten", "kleding", "loon-maand", "huurtoeslag", "onbekend"];
    let one = (
        any::<bool>(),
        prop::sample::select(categories),
        0..=LINE_MAX.0,
        prop::sample::select(Frequency::ALL.to_vec()),
        any::<(bool, bool)>(),
    );
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        let made = numbered.map(|(n, (income, category, cents, frequency, (contested, not_applicable)))| {
            let direction = if income { Direction::In } else { Direction::Out };
            let line = line(&n.to_string(), direction, category, cents, frequency);
            BudgetLine { contested, not_applicable, ..line }
        });
        made.collect()
    })
}

fn household() -> Vec<BudgetLine> {
    vec![
        line("1", Direction::In, "loon-4w", 120_000, Frequency::FourWeekly),
        line("2", Direction::Out, "huur", 60_000, Frequency::Monthly),
        line("3", Direction::Out, "zorgverzekering", 15_000, Frequency::Monthly),
        line("4", Direction::Out, "kleding", 60_000, Frequency::Yearly),
        line("5", Direction::Out, "eten", 8_000, Frequency::Weekly),
    ]
}

pub(crate) fn line(
    id: &str,
    direction: Direction,
    category: &str,
    cents: i64,
    frequency: Frequency,
) -> BudgetLine {
    BudgetLine {
        id: id.into(),
        direction,
        category: category.into(),
        label: None,
        amount: Cents(cents),
        frequency,
        contested: false,
        not_applicable: false,
    }
}

fn totals(lines: &[BudgetLine]) -> Budget {
    summarise(lines, &categories(), &BudgetRules::default()).unwrap()
}

fn kinds(budget: &Budget) -> Vec<WarningKind> {
    budget.warnings.iter().map(|warning| warning.kind).collect()
}

/// The categories of the tests, in the order of the content.
fn categories() -> Vec<Category> {
    use NibudGroup::{Fixed, Household, Reservations};
    let all = [
        ("huur", "wonen", Fixed, true),
        ("hypotheek", "wonen", Fixed, true),
        ("gas", "energie", Fixed, true),
        ("stroom", "energie", Fixed, true),
        ("water", "energie", Fixed, true),
        ("zorgverzekering", "zorg", Fixed, true),
        ("telefoon", "communicatie", Fixed, false),
        ("kleding", "persoonlijk", Reservations, false),
        ("eten", "huishouden", Household, true),
    ];
    let made = all.map(|(id, group, nibud_group, mandatory)| Category {
        id: id.into(),
        label: id.into(),
        group: group.into(),
        default_frequency: Frequency::Monthly,
        nibud_group,
        examples: String::new(),
        mandatory,
    });
    made.into()
}
