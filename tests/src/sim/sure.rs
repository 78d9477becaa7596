//! Invariant 5: an amount that waits for a choice is in no total that counts as certain.

use opstap_domain::budget::{BudgetRules, summarise};
use opstap_sync::conflict::{Conflict, State};

use super::Run;
use super::place::Place;
use super::plant::Plant;
use super::world::World;

impl<P: Place> World<P> {
    /// What the library would show of the money of a phone, held against the conflicts that the phone has.
    pub(super) fn check_sure_money(&mut self, at: usize) -> Run<()> {
        let money = self.money_scope();
        let store = self.devices[at].store();
        if !store.scopes().iter().any(|row| row.scope == money) {
            return Ok(());
        }
        let conflicts = store.records(money, "conflict").map_err(|error| error.to_string())?;
        let mut lines = opstap::budget_lines_in(store, money).map_err(|error| error.to_string())?;
        if self.options.plant == Some(Plant::SureMoney) {
            for (line, _) in &mut lines {
                line.contested = false;
            }
        }
        let open = conflicts.iter().filter_map(|record| Conflict::from_record(&record.state));
        let open = open.filter(|found| found.status.state == State::Open && found.about.unit == "amount");
        let about: std::collections::BTreeSet<String> =
            open.map(|found| found.about.rec.to_string()).collect();
        let plain: Vec<_> = lines.into_iter().map(|(line, _)| line).collect();
        let waits =
            |line: &&opstap_domain::budget::BudgetLine| !line.not_applicable && about.contains(&line.id);
        if !plain.iter().any(|line| waits(&line)) {
            return Ok(());
        }
        // Ghost amounts may be larger than a budget takes; then there is no total that could be wrong.
        let Ok(budget) = summarise(&plain, &[], &BudgetRules::default()) else { return Ok(()) };
        let sums = [budget.balance, budget.income, budget.expenses];
        let sure = |direction| plain.iter().filter(waits).all(|line| line.direction != direction);
        let wrong = sums[0].certain
            || sums[1].certain && !sure(opstap_domain::budget::Direction::In)
            || sums[2].certain && !sure(opstap_domain::budget::Direction::Out);
        if wrong {
            return Err(format!("invariant 5: phone {at} counts a contested amount as certain"));
        }
        Ok(())
    }
}
