//! What every bank file comes down to.

use opstap_domain::{Cents, Date};

/// One movement of money on somebody's account, whichever bank and format it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// The format of the file.
    pub format: Format,
    /// The account of the file: an IBAN, or the number that the bank gives where there is none.
    pub own_iban: String,
    /// The day on which the bank booked it.
    pub date: Date,
    /// Euro cents; negative is money out.
    pub amount: Cents,
    /// Who is on the other side, as the bank writes it.
    pub counter_name: Option<String>,
    /// The account on the other side; cards and cash have none.
    pub counter_iban: Option<String>,
    /// What the payer wrote, without what stands in other fields.
    pub text: Option<String>,
    /// The reference that both sides know: end-to-end id or *betalingskenmerk*.
    pub reference: Option<String>,
    /// The mandate of a direct debit; `None` when the file does not say.
    pub mandate: Option<String>,
    /// Who collects a direct debit, by the number that all banks know them by; `None` when the file does not say.
    pub creditor_id: Option<String>,
    /// What sort of payment it is; `None` when the file does not say.
    pub kind: Option<Kind>,
    /// The bank's own number of it; only some formats have one. Two formats number differently.
    pub bank_reference: Option<String>,
    /// The balance after it, where the file says so; it was verified.
    pub balance_after: Option<Cents>,
}

/// A sort of payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A transfer, in or out.
    Transfer,
    /// A direct debit (*incasso*).
    DirectDebit,
    /// A card in a shop.
    Card,
    /// Cash from a machine.
    Cash,
    /// What the bank itself charges.
    Charge,
    /// A payment that was turned back (*storno*).
    Reversal,
}

impl Kind {
    /// The code in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Transfer => "SEPA",
            Self::DirectDebit => "INC",
            Self::Card => "PIN",
            Self::Cash => "GEA",
            Self::Charge => "FEE",
            Self::Reversal => "REV",
        }
    }

    /// The kind with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        let all = [Self::Transfer, Self::DirectDebit, Self::Card, Self::Cash, Self::Charge, Self::Reversal];
        all.into_iter().find(|kind| kind.code() == code)
    }
}

/// Which file it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// ING, rows with a header: payment, savings or credit card, Dutch or English.
    IngCsv,
    /// Rabobank: 26 columns with a header since 2018, and the rows without one of before.
    RabobankCsv,
    /// ABN AMRO, tabs without a header, in either order of columns, or its workbook saved as rows.
    AbnAmroTab,
    /// bunq, with either separator.
    BunqCsv,
    /// CAMT.053.001.02 and .001.08, of any bank.
    Camt053,
    /// MT940, in the dialects of ING, Rabobank, ABN AMRO, ASN and Triodos.
    Mt940,
}

impl Format {
    /// The code in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::IngCsv => "ing_csv",
            Self::RabobankCsv => "rabobank_csv",
            Self::AbnAmroTab => "abn_amro_tab",
            Self::BunqCsv => "bunq_csv",
            Self::Camt053 => "camt053",
            Self::Mt940 => "mt940",
        }
    }

    /// The format with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        let all =
            [Self::IngCsv, Self::RabobankCsv, Self::AbnAmroTab, Self::BunqCsv, Self::Camt053, Self::Mt940];
        all.into_iter().find(|format| format.code() == code)
    }
}

/// Which end of time the file begins at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// The first row is the oldest.
    OldestFirst,
    /// The first row is the newest.
    NewestFirst,
}

/// One account of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSummary {
    /// As [`Transaction::own_iban`].
    pub own_iban: String,
    /// The balance before the oldest transaction; `None` when the file has no balances.
    pub opening: Option<Cents>,
    /// The balance after the newest transaction; `None` when the file has no balances.
    pub closing: Option<Cents>,
}

/// What is known of a file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Which format it turned out to be.
    pub format: Format,
    /// In the order in which they appear.
    pub accounts: Vec<AccountSummary>,
    /// The order of the rows.
    pub order: Order,
    /// How many transactions were handed out.
    pub transactions: u64,
}

/// A whole file in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The file as a whole.
    pub summary: Summary,
    /// Oldest first.
    pub transactions: Vec<Transaction>,
}
