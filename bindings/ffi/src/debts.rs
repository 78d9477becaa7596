//! What is owed, to whom, and what has to be looked at first.

use opstap::Opstap;

use crate::error::CoreError;
use crate::service::service;
use crate::value::{CaseId, LocalDate, Uuid, all, asked};

mod rows;
pub use rows::{
    CreditorSuggestion, DebtAmountDraft, DebtAmountKind, DebtCertainty, DebtChoices, DebtDraft, DebtEntryRow,
    DebtLevel, DebtRow, DebtTotalRow, DebtsSummary, DuplicateRow, WordRow,
};
use rows::{one, whole};

service!(
    /// Debts and creditors.
    Debts
);

#[uniffi::export]
impl Debts {
    /// The debts of a case, the most urgent first.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn summary(&self, case: Option<CaseId>) -> Result<DebtsSummary, CoreError> {
        let case = asked(case);
        let read = move |device: &Opstap| whole(device, case, device.debts(case)?);
        self.engine.read_in(case, read).await
    }

    /// What to choose from where something is asked about a debt.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn choices(&self, case: Option<CaseId>) -> Result<DebtChoices, CoreError> {
        let case = asked(case);
        self.engine.read_in(case, move |device| Ok(device.debt_choices(case)?.into())).await
    }

    /// Creditors that may be meant by what was typed: those of the case, then those that many people have. At most eight, and
    /// nothing for less than two letters. What is known of one is proposed: a debt gets of it only what somebody says.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a case.
    #[uniffi::method(default(case = None))]
    pub async fn suggest(
        &self,
        typed: String,
        case: Option<CaseId>,
    ) -> Result<Vec<CreditorSuggestion>, CoreError> {
        let case = asked(case);
        self.engine.read(move |device| Ok(all(device.creditor_suggestions(case, &typed)?))).await
    }

    /// Puts a debt on the list; without an amount it is not known yet.
    ///
    /// # Errors
    ///
    /// [`CoreError::Refused`] without a creditor or a title, for a word that is no choice and for an amount that cannot be
    /// read. Nothing was added then.
    #[uniffi::method(default(amount = None, case = None))]
    pub async fn add(
        &self,
        debt: DebtDraft,
        amount: Option<DebtAmountDraft>,
        case: Option<CaseId>,
    ) -> Result<DebtRow, CoreError> {
        let (case, debt) = (asked(case), debt.into());
        let amount = amount.map(Into::into);
        let write = move |device: &Opstap| one(device, case, device.add_debt(case, &debt, amount.as_ref())?);
        self.engine.write(write).await
    }

    /// Changes what is said about a debt.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a debt; [`CoreError::Refused`] for a word that is no choice.
    #[uniffi::method(default(case = None))]
    pub async fn change(
        &self,
        id: Uuid,
        debt: DebtDraft,
        case: Option<CaseId>,
    ) -> Result<DebtRow, CoreError> {
        let (case, debt) = (asked(case), debt.into());
        let write = move |device: &Opstap| one(device, case, device.change_debt(case, id, &debt)?);
        self.engine.write(write).await
    }

    /// Adds an amount. It stays for good; a mistake is corrected.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a debt; [`CoreError::Refused`] for an amount that cannot be read and for a
    /// payment in the future.
    #[uniffi::method(default(case = None))]
    pub async fn add_amount(
        &self,
        id: Uuid,
        kind: DebtAmountKind,
        amount: DebtAmountDraft,
        case: Option<CaseId>,
    ) -> Result<DebtRow, CoreError> {
        let (case, amount) = (asked(case), amount.into());
        let kind = match kind {
            DebtAmountKind::Statement => opstap::AmountKind::Statement,
            DebtAmountKind::Cost => opstap::AmountKind::Cost,
            DebtAmountKind::Payment => opstap::AmountKind::Payment,
        };
        let write =
            move |device: &Opstap| one(device, case, device.add_debt_amount(case, id, kind, &amount)?);
        self.engine.write(write).await
    }

    /// Takes an amount back that was a mistake. Both stay to be seen, and neither counts.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such an amount.
    #[uniffi::method(default(case = None))]
    pub async fn correct(&self, amount: Uuid, case: Option<CaseId>) -> Result<DebtRow, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| one(device, case, device.correct_debt_amount(case, amount)?);
        self.engine.write(write).await
    }

    /// Says that the person does not agree with a debt, or does after all.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a debt.
    #[uniffi::method(default(why = None, case = None))]
    pub async fn dispute(
        &self,
        id: Uuid,
        disputed: bool,
        why: Option<String>,
        case: Option<CaseId>,
    ) -> Result<DebtRow, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| {
            one(device, case, device.dispute_debt(case, id, disputed, why.as_deref())?)
        };
        self.engine.write(write).await
    }

    /// Says with whom the claim is, by a word of `DebtChoices.holders`, with their name and number.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a debt; [`CoreError::Refused`] for another word.
    #[uniffi::method(default(name = None, reference = None, case = None))]
    pub async fn hand_over(
        &self,
        id: Uuid,
        holder: String,
        name: Option<String>,
        reference: Option<String>,
        case: Option<CaseId>,
    ) -> Result<DebtRow, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| {
            let row = device.hand_over_debt(case, id, &holder, name.as_deref(), reference.as_deref())?;
            one(device, case, row)
        };
        self.engine.write(write).await
    }

    /// Says what the creditor threatens to do, by a word of `DebtChoices.threats`, and when.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a debt; [`CoreError::Refused`] for another word.
    #[uniffi::method(default(on = None, case = None))]
    pub async fn threaten(
        &self,
        id: Uuid,
        threat: String,
        on: Option<LocalDate>,
        case: Option<CaseId>,
    ) -> Result<DebtRow, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| one(device, case, device.threaten_debt(case, id, &threat, on)?);
        self.engine.write(write).await
    }

    /// Takes a debt off the list. Its amounts stay in the history.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a debt.
    #[uniffi::method(default(case = None))]
    pub async fn remove(&self, id: Uuid, case: Option<CaseId>) -> Result<DebtsSummary, CoreError> {
        let case = asked(case);
        self.engine.write(move |device| whole(device, case, device.remove_debt(case, id)?)).await
    }

    /// Answers whether two creditors are one. Nothing is moved.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such creditors.
    #[uniffi::method(default(case = None))]
    pub async fn same_creditor(
        &self,
        one: Uuid,
        other: Uuid,
        same: bool,
        case: Option<CaseId>,
    ) -> Result<DebtsSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| whole(device, case, device.same_creditor(case, one, other, same)?);
        self.engine.write(write).await
    }

    /// What is known of a creditor: the number at the Chamber of Commerce and the account to pay to.
    ///
    /// # Errors
    ///
    /// [`CoreError::NotFound`] without such a creditor; [`CoreError::Refused`] for a number that cannot be one.
    #[uniffi::method(default(kvk = None, iban = None, case = None))]
    pub async fn describe_creditor(
        &self,
        creditor: Uuid,
        kvk: Option<String>,
        iban: Option<String>,
        case: Option<CaseId>,
    ) -> Result<DebtsSummary, CoreError> {
        let case = asked(case);
        let write = move |device: &Opstap| {
            whole(device, case, device.describe_creditor(case, creditor, kvk.as_deref(), iban.as_deref())?)
        };
        self.engine.write(write).await
    }
}
