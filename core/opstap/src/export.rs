//! Yours to take: everything of a case that this person may see, in one piece.

use std::collections::BTreeSet;

use opstap_content::format;
use opstap_domain::debts::{self as rules, Entry};
use opstap_domain::{Cents, Date, order};
use serde::Serialize;
use uuid::Uuid;

use crate::agenda::AgendaSummary;
use crate::budget::BudgetSummary;
use crate::conversation::MessageRow;
use crate::deadlines::DeadlinePage;
use crate::debts::{self, DebtsSummary};
use crate::device::{Inner, Opstap};
use crate::error::OpstapError;
use crate::forecast::ForecastSummary;
use crate::forms::SharedFormRow;
use crate::goals::{GoalsSummary, MarksSummary};
use crate::letters::LettersSummary;
use crate::looks::LookRow;
use crate::offer::OfferPage;
use crate::profile::ProfileSummary;
use crate::programme::ProgrammeSummary;
use crate::room::Room;
use crate::sharing::SharingSummary;
use crate::talks::TalksSummary;
use crate::text::MoneyText;

/// How many messages are read at a time.
const PAGE: usize = 200;

/// A case as this person sees it on a day. A part that this person may not see is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Export {
    /// The day on which it was made.
    pub made_on: Date,
    /// The same in words.
    pub made_text: String,
    /// What is known of the household.
    pub profile: ProfileSummary,
    /// The programme.
    pub programme: Option<ProgrammeSummary>,
    /// The month.
    pub budget: Option<BudgetSummary>,
    /// The coming weeks.
    pub forecast: Option<ForecastSummary>,
    /// What is owed.
    pub debts: Option<DebtsSummary>,
    /// What was owed on each day on which that changed.
    pub debts_over_time: Vec<OwedRow>,
    /// Letters.
    pub letters: Option<LettersSummary>,
    /// Offers to creditors.
    pub offers: Option<OfferPage>,
    /// What has to happen by when.
    pub deadlines: Option<DeadlinePage>,
    /// Appointments.
    pub agenda: Option<AgendaSummary>,
    /// Work forms that were shared, with what helpers said of them.
    pub forms: Option<Vec<SharedFormRow>>,
    /// All messages, oldest first.
    pub messages: Vec<MessageRow>,
    /// Notes of talks.
    pub talks: Option<TalksSummary>,
    /// Goals.
    pub goals: GoalsSummary,
    /// Marks on a scale.
    pub marks: MarksSummary,
    /// Who looked.
    pub looks: Vec<LookRow>,
    /// Who looks along.
    pub sharing: SharingSummary,
}

/// What was owed at the end of a day, as far as is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwedRow {
    /// The day.
    pub on: Date,
    /// In words.
    pub on_text: String,
    /// At most so much: what is disputed counts, what is unknown does not.
    pub owed: MoneyText,
}

impl Opstap {
    /// Everything of a case that this person may see.
    ///
    /// # Errors
    ///
    /// [`OpstapError::Unknown`] without such a case; [`OpstapError::Locked`] where it must hear from the server first.
    pub fn export(&self, case: Option<Uuid>) -> Result<Export, OpstapError> {
        let calendar = self.calendar(case)?;
        Ok(Export {
            made_on: calendar.today,
            made_text: format::full_date(calendar.language, calendar.today),
            profile: self.profile(case)?,
            programme: seen(self.programme(case))?,
            budget: seen(self.budget(case))?,
            forecast: seen(self.forecast(case))?,
            debts: seen(self.debts(case))?,
            debts_over_time: self.with(|inner| {
                let room = self.room(inner, case)?;
                owed(inner, &room)
            })?,
            letters: seen(self.letters(case))?,
            offers: seen(self.offers(case))?,
            deadlines: seen(self.deadlines(case))?,
            agenda: seen(self.agenda(case))?,
            forms: seen(self.shared_forms(case))?,
            messages: self.all_messages(case)?,
            talks: seen(self.talks(case))?,
            goals: self.goals(case)?,
            marks: self.marks(case)?,
            looks: self.looks(case)?,
            sharing: self.sharing(case)?,
        })
    }

    fn all_messages(&self, case: Option<Uuid>) -> Result<Vec<MessageRow>, OpstapError> {
        let mut all: Vec<MessageRow> = Vec::new();
        let mut before: Option<String> = None;
        loop {
            let page = self.conversation(case, before.as_deref(), PAGE)?;
            let mut older = page.messages;
            older.append(&mut all);
            all = older;
            before = page.older;
            if before.is_none() {
                return Ok(all);
            }
        }
    }
}

/// A part that is not shared, or not there yet, is left out; anything else that fails is told.
fn seen<T>(part: Result<T, OpstapError>) -> Result<Option<T>, OpstapError> {
    match part {
        Ok(part) => Ok(Some(part)),
        Err(OpstapError::NotAllowed | OpstapError::Unknown { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn owed(inner: &mut Inner, room: &Room) -> Result<Vec<OwedRow>, OpstapError> {
    let known = debts::all(inner, room)?;
    let days: BTreeSet<Date> =
        order::gather(known.iter().flat_map(|known| known.entries.iter().map(|(entry, _)| entry.on)));
    let mut rows = Vec::new();
    for on in days.into_iter().filter(|on| *on <= room.today) {
        let mut sum = Cents::ZERO;
        for known in &known {
            let until: Vec<Entry> =
                known.entries.iter().map(|(entry, _)| *entry).filter(|entry| entry.on <= on).collect();
            let high = rules::balance(&known.debt, &until).high.max(Cents::ZERO);
            sum = Cents(sum.0.saturating_add(high.0));
        }
        rows.push(OwedRow {
            on,
            on_text: format::date(room.language, on, room.today),
            owed: MoneyText::new(room.language, sum),
        });
    }
    Ok(rows)
}
