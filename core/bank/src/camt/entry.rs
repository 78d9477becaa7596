//! One entry of a statement: one transaction, or as many as a batch holds.

use opstap_domain::{Cents, Date};

use super::{amount, sign};
use crate::table::{date, some};
use crate::{Format, Kind, Reason, Transaction, kinds};

/// The most transactions in one batch.
const DETAILS_MAX: usize = 10_000;

/// The most that the texts of one entry may weigh, in bytes.
const ENTRY_BYTES_MAX: usize = 8 * 1024 * 1024;

/// How long one piece of text can be; a full one goes on in the next without a space.
const TEXT_FULL: usize = 140;

/// An entry while its elements go by.
pub(super) struct Entry {
    line: u64,
    weight: usize,
    amount: Option<Cents>,
    sign: Option<i64>,
    reversal: bool,
    booked: Option<bool>,
    date: Option<Date>,
    codes: Codes,
    reference: Option<String>,
    more: Option<String>,
    details: Vec<Detail>,
}

/// Where it says what sort of payment it is.
#[derive(Default)]
struct Codes {
    family: String,
    within: String,
    own: String,
}

/// One transaction of the entry.
#[derive(Default)]
struct Detail {
    /// Its own amount, by how well it is known: `Amt` of the newer version before `TxAmt`.
    amounts: [Option<Cents>; 2],
    foreign: bool,
    sign: Option<i64>,
    end_to_end: Option<String>,
    mandate: Option<String>,
    reference: Option<String>,
    debtor: Party,
    creditor: Party,
    creditor_id: Option<String>,
    text: String,
    full: bool,
    structured: Option<String>,
    more: Option<String>,
    returned: bool,
    codes: Codes,
}

#[derive(Default)]
struct Party {
    name: Option<String>,
    account: Option<String>,
}

impl Entry {
    pub(super) fn new(line: u64) -> Self {
        Self {
            line,
            weight: 0,
            amount: None,
            sign: None,
            reversal: false,
            booked: None,
            date: None,
            codes: Codes::default(),
            reference: None,
            more: None,
            details: Vec::new(),
        }
    }

    /// The line on which it begins.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Begins a transaction; `false` when there are too many.
    pub(super) fn begin_detail(&mut self) -> bool {
        self.details.push(Detail::default());
        self.details.len() <= DETAILS_MAX
    }

    /// Takes an element that closes, by its place within the entry.
    pub(super) fn field(&mut self, place: &str, text: &str, currency: &str) -> Result<(), Reason> {
        self.weight += text.len();
        if self.weight > ENTRY_BYTES_MAX {
            return Err(Reason::RowTooLarge);
        }
        if let Some(place) = place.strip_prefix("NtryDtls/TxDtls/") {
            return self.details.last_mut().map_or(Ok(()), |detail| detail.field(place, text, currency));
        }
        match place {
            "Amt" if currency != "EUR" => return Err(Reason::Currency),
            "Amt" => set(&mut self.amount, amount(text).ok_or(Reason::Amount)?, Reason::Amount)?,
            "CdtDbtInd" => set(&mut self.sign, sign(text).ok_or(Reason::Direction)?, Reason::Direction)?,
            "RvslInd" => {
                self.reversal = match text {
                    "true" | "1" => true,
                    "false" | "0" => false,
                    _ => return Err(Reason::Direction),
                }
            }
            "Sts" if text.is_empty() => {} // The newer version says it within.
            "Sts" | "Sts/Cd" => {
                let booked = match text {
                    "BOOK" => true,
                    "PDNG" | "INFO" | "FUTR" => false,
                    _ => return Err(Reason::Status),
                };
                set(&mut self.booked, booked, Reason::Status)?;
            }
            "BookgDt/Dt" | "BookgDt/DtTm" => {
                let day = text.get(..10).ok_or(Reason::Date)?;
                set(&mut self.date, date(day)?, Reason::Date)?;
            }
            "AcctSvcrRef" => first(&mut self.reference, text),
            "AddtlNtryInf" => first(&mut self.more, text),
            _ => self.codes.field(place, text),
        }
        Ok(())
    }

    /// What it comes down to: nothing while it is not booked.
    pub(super) fn transactions(mut self, own: Option<&str>) -> Result<Vec<Transaction>, Reason> {
        if !self.booked.ok_or(Reason::Status)? {
            return Ok(Vec::new());
        }
        let own = own.ok_or(Reason::OwnAccount)?;
        let sign = self.sign.ok_or(Reason::Direction)?;
        let total = Cents(self.amount.ok_or(Reason::Amount)?.0 * sign);
        let date = self.date.ok_or(Reason::Date)?;
        let details = std::mem::take(&mut self.details);
        if details.len() > 1 && details.iter().any(|detail| detail.foreign && detail.amount().is_none()) {
            return Err(Reason::Currency);
        }
        let told = details.iter().filter(|detail| detail.amount().is_some()).count();
        if details.len() < 2 || told == 0 {
            // One, or a batch that tells nothing of its parts: what was booked is what counts.
            let single = details.len() < 2;
            let detail = details.into_iter().next().filter(|_| single).unwrap_or_default();
            let reference = detail.reference.clone().or_else(|| self.reference.clone());
            return Ok(vec![self.one(own, date, (total, sign), detail, reference)]);
        }
        let mut left = total;
        let mut all = Vec::new();
        for detail in details {
            let size = detail.amount().ok_or(Reason::Amount)?;
            let sign = detail.sign.unwrap_or(sign);
            let cents = Cents(size.0 * sign);
            left = left.checked_sub(cents).ok_or(Reason::Amount)?;
            let reference = detail.reference.clone(); // The number of the batch is not the number of a part.
            all.push(self.one(own, date, (cents, sign), detail, reference));
        }
        if left == Cents::ZERO { Ok(all) } else { Err(Reason::BalanceBroken) }
    }

    fn one(
        &self,
        own: &str,
        date: Date,
        (amount, sign): (Cents, i64),
        detail: Detail,
        reference: Option<String>,
    ) -> Transaction {
        // Money in comes from the debtor. Who turns a payment back keeps the part that they had in it.
        let from_debtor = (sign > 0) != self.reversal;
        let (side, other) =
            if from_debtor { (detail.debtor, detail.creditor) } else { (detail.creditor, detail.debtor) };
        let side = if side.account.as_deref() == Some(own) { other } else { side };
        let kind = if self.reversal || detail.returned {
            Some(Kind::Reversal)
        } else {
            detail.codes.kind().or_else(|| self.codes.kind())
        };
        let end_to_end = detail.end_to_end.filter(|one| one != "NOTPROVIDED");
        Transaction {
            format: Format::Camt053,
            own_iban: own.to_owned(),
            date,
            amount,
            counter_name: side.name,
            counter_iban: side.account,
            text: some(detail.text).or(detail.more).or_else(|| self.more.clone()),
            reference: detail.structured.or(end_to_end),
            mandate: detail.mandate.filter(|one| one != "NOTPROVIDED"),
            creditor_id: detail.creditor_id,
            kind,
            bank_reference: reference,
            balance_after: None,
        }
    }
}

impl Detail {
    fn amount(&self) -> Option<Cents> {
        self.amounts[0].or(self.amounts[1])
    }

    fn field(&mut self, place: &str, text: &str, currency: &str) -> Result<(), Reason> {
        // The newer version has one step more in the way to a name.
        let shorter: String;
        let place = match place.strip_prefix("RltdPties/").map(|rest| (rest, rest.split_once("/Pty/"))) {
            Some((_, Some((party, end)))) => {
                shorter = [party, end].join("/");
                &shorter
            }
            Some((rest, None)) => rest,
            None => place,
        };
        match place {
            "Amt" | "AmtDtls/TxAmt/Amt" if currency != "EUR" => self.foreign = true,
            "Amt" => self.amounts[0] = Some(amount(text).ok_or(Reason::Amount)?),
            "AmtDtls/TxAmt/Amt" => self.amounts[1] = Some(amount(text).ok_or(Reason::Amount)?),
            "CdtDbtInd" => self.sign = Some(sign(text).ok_or(Reason::Direction)?),
            "Refs/EndToEndId" => first(&mut self.end_to_end, text),
            "Refs/MndtId" => first(&mut self.mandate, text),
            "Refs/AcctSvcrRef" => first(&mut self.reference, text),
            "Dbtr/Nm" => first(&mut self.debtor.name, text),
            "Cdtr/Nm" => first(&mut self.creditor.name, text),
            "DbtrAcct/Id/IBAN" | "DbtrAcct/Id/Othr/Id" => first(&mut self.debtor.account, text),
            "CdtrAcct/Id/IBAN" | "CdtrAcct/Id/Othr/Id" => first(&mut self.creditor.account, text),
            "Cdtr/Id/PrvtId/Othr/Id" | "Cdtr/Id/OrgId/Othr/Id" => first(&mut self.creditor_id, text),
            "RmtInf/Ustrd" => {
                if !self.text.is_empty() && !self.full {
                    self.text.push(' ');
                }
                self.text.push_str(text);
                self.full = text.chars().count() >= TEXT_FULL;
            }
            "RmtInf/Strd/CdtrRefInf/Ref" => first(&mut self.structured, text),
            "AddtlTxInf" => first(&mut self.more, text),
            "RtrInf/Rsn/Cd" | "RtrInf/Rsn/Prtry" => self.returned |= !text.is_empty(),
            other => self.codes.field(other, text),
        }
        Ok(())
    }
}

impl Codes {
    fn field(&mut self, place: &str, text: &str) {
        match place {
            "BkTxCd/Domn/Fmly/Cd" => text.clone_into(&mut self.family),
            "BkTxCd/Domn/Fmly/SubFmlyCd" => text.clone_into(&mut self.within),
            "BkTxCd/Prtry/Cd" => text.clone_into(&mut self.own),
            _ => {}
        }
    }

    fn kind(&self) -> Option<Kind> {
        kinds::of_iso(&self.family, &self.within).or_else(|| kinds::of_rabobank(&self.own))
    }
}

/// Said once, and not twice.
fn set<T>(place: &mut Option<T>, value: T, twice: Reason) -> Result<(), Reason> {
    if place.replace(value).is_some() { Err(twice) } else { Ok(()) }
}

/// The first that says something.
fn first(place: &mut Option<String>, text: &str) {
    if place.is_none() {
        *place = some(text);
    }
}
