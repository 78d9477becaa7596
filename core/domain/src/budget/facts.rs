//! What a budget tells the tips.

use super::{Budget, BudgetLine, BudgetRules, Direction};
use crate::condition::{Decimal, FactValue, Facts};

impl Budget {
    /// The facts `budget.*` that follow from this budget, made of these lines.
    ///
    /// Shares and the balance stay unknown while the budget is incomplete or a figure in it contested: a tip that
    /// rests on half a budget is a wrong tip.
    pub fn facts(&self, lines: &[BudgetLine], rules: &BudgetRules) -> Facts {
        let complete = self.completeness.is_complete();
        let mut facts = Facts::from([("budget.isComplete".to_owned(), FactValue::Bool(complete))]);
        let mut know = |field: &str, value: FactValue| facts.insert(field.to_owned(), value);
        let live = |category: &str| {
            lines
                .iter()
                .filter(|line| line.direction == Direction::Out && line.category == category)
                .filter(|line| !line.not_applicable && line.amount.0 > 0)
                .count()
        };
        know("budget.subscriptionsCount", (live(&rules.subscriptions) as i64).into());
        if rules.energy.iter().any(|category| live(category) > 0) {
            know("budget.hasEnergy", true.into());
        }
        if complete && self.balance.certain {
            know("budget.balanceMonthly", self.balance.month.0.into());
            know("budget.hasReservations", (self.reservations.annual.0 > 0).into());
            know("budget.hasBuffer", (live(&rules.savings) > 0).into());
            for (field, share) in
                [("budget.housingShare", self.housing_share), ("budget.fixedShare", self.fixed_share)]
            {
                if let Some(share) = share {
                    know(field, FactValue::Number(Decimal::per_mille(share)));
                }
            }
        }
        facts
    }
}
