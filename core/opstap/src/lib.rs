//! Opstap, as other programs embed it: one method per thing a person can do.
//!
//! Reading answers with a *read model*, ready to draw: texts in the person's language, amounts with the
//! words to speak. Acting is finished when the journal on this device has it; the network is never in the
//! way. [`Opstap::sync`] runs rounds with the server whenever there is a network.
//!
//! ```no_run
//! use opstap::{Config, Opstap, StoreKey};
//! # async fn demo() -> Result<(), opstap::OpstapError> {
//! let (device, _) = Opstap::open(Config::new("./phone", StoreKey::new([7; 32])))?;
//! device.pair("https://opstap.example.org", "ABCDE-12345", "my phone").await?;
//! device.sync().await?;
//! println!("{}", device.today(None)?.greeting);
//! # Ok(()) }
//! ```
//!
//! Find your room:
//!
//! - [`Opstap`]: open, pair, sync, wipe; the change feed.
//! - `today`, `programme`, `budget`, `agenda`, `reminders`, `conversation`, `tips`, `profile`: the client's screens.
//! - `forecast`: the balance of the coming weeks, and what can be spent until the next income.
//! - `debts`, `letters`: what is owed to whom, and what has to be answered by when.
//! - `forms`: work forms, filled in at one's own pace, shared, and what a helper says of them.
//! - `caseload`, `prompts`, `visits`, `deadlines`: the counsellor's; a client sees the deadlines too.
//! - `pages`: screens that are said in one shape: forms, goals, talks, diary, the offer.
//! - `talks`, `goals`, `looks`: notes that a client says yes or no to, goals and marks on a scale, who looked.
//! - `sign_up`: asking for help without a code, the desk that answers, coming back by a code of one's own.
//! - `features`: what the organisation leaves out.
//! - `files`: photos and voice notes with a message.
//! - `bank`: files of banks, on this device only.
//! - `library`: words explained, example messages.
//! - `audit`: who did what with a client's data, from the server.
//! - `history`: who changed what, and undoing it; `rescue` hands in what a restored server lost of others.
//! - `conflicts`, `sharing`, `safety`, `search`, `preferences`: what everybody has.
//! - `contact`: how the client is reached outside of the app.
//! - `look`: how the pages of an organisation look.
//! - `nudges`, `push`: hearing at once that there is news, and being woken for it.
//! - [`Transport`]: how rounds travel; [`HttpTransport`] is the one over HTTPS.
//!
//! This crate asks the clock and the operating system's randomness, both behind traits, so that nothing
//! below it has to. It holds no SQL and no rule of debt help.

mod adapt;
mod agenda;
#[cfg(feature = "audit")]
mod audit;
#[cfg(feature = "bank")]
mod bank;
mod budget;
mod budget_form;
mod caseload;
mod choices;
mod config;
mod conflicts;
#[cfg(feature = "contact")]
mod consents;
#[cfg(feature = "contact")]
mod contact;
mod content;
mod conversation;
mod deadlines;
mod debts;
mod device;
mod diary;
#[cfg(feature = "editors")]
mod editing;
mod error;
mod events;
#[cfg(feature = "helpers")]
mod examples;
mod export;
mod features;
mod files;
mod forecast;
mod forms;
mod goals;
mod history;
mod letters;
mod library;
#[cfg(feature = "desk")]
mod look;
mod looks;
#[cfg(feature = "editors")]
mod many;
mod moments;
mod nudges;
mod offer;
mod own;
mod pages;
mod pairing;
mod pay_day;
#[cfg(feature = "editors")]
mod post;
mod preferences;
mod profile;
mod programme;
#[cfg(feature = "helpers")]
mod prompts;
mod push;
mod reach;
mod reading;
mod reminders;
mod rescue;
mod room;
mod rounds;
mod routes;
mod safety;
mod search;
mod sharing;
/// Asking for help: its questions, and what becomes of it.
pub mod sign_up;
mod talks;
mod text;
mod tips;
mod today;
mod transport;
mod visits;
mod zones;

pub use adapt::TaskChange;
pub use agenda::{AgendaSummary, AppointmentEntry, AppointmentRow};
#[cfg(feature = "audit")]
pub use audit::{AuditDay, AuditShown, AuditText, audit_in_words};
#[cfg(feature = "bank")]
pub use bank::{
    BANK_ROWS_MAX, BankAccount, BankFault, BankImport, BankTransaction, ProposalChange, ProposalRow,
    read_bank_file,
};
pub use budget::{BudgetLineRow, BudgetSummary, LineEntry, budget_lines_in};
pub use budget_form::{BudgetForm, BudgetGroupRow, BudgetQuestionRow, FrequencyRow};
pub use caseload::{CaseFilter, CaseRow, CaseloadPage};
pub use choices::Choices;
pub use config::{Clock, Config, FixedClock, SystemClock, SystemRandom};
pub use conflicts::{ConflictRow, Side};
#[cfg(feature = "contact")]
pub use consents::{Consent, ConsentRow};
#[cfg(feature = "contact")]
pub use contact::{ContactEntry, ContactSummary};
pub use conversation::{About, ConversationPage, MessageRow};
pub use deadlines::{DeadlinePage, DeadlineRow, TermChoice};
pub use debts::{
    AmountKind, CreditorSuggestion, DebtAmount, DebtChoices, DebtEntry, DebtRow, DebtTotalRow, DebtsSummary,
    DuplicateRow, EntryRow, WordRow,
};
pub use device::{ChangeBatch, Opened, Opstap, Person};
pub use diary::{DiaryRow, DiarySummary};
#[cfg(feature = "editors")]
pub use editing::{ContentChange, ContentFound, ContentSearch, ContentText, TipFact, Written};
pub use error::{OpstapError, Recovery};
pub use events::EventRow;
#[cfg(feature = "helpers")]
pub use examples::{ExampleDraft, ExampleSearch, ExamplesPage, FilledExample, filled_in};
pub use export::{Export, OwedRow};
pub use files::{FileEntry, FilePlace, FileRow};
pub use forecast::{
    CurveRow, ForecastDayRow, ForecastSummary, PayDayEntry, PayDayShift, PaymentRow, SpendableRow, ToldRow,
};
pub use forms::{FormFeedbackRow, FormPage, FormRow, OptionRow, QuestionRow, SharedAnswerRow, SharedFormRow};
pub use goals::{GoalEntry, GoalRow, GoalsSummary, MarkEntry, MarkPoint, MarkRow, MarksSummary, SeriesRow};
pub use history::{ChangeRow, HistoryPage, ThingRow};
pub use letters::{LetterEntry, LetterRow, LettersSummary, ReadingRow};
/// The words of every screen, for what a shell itself says.
pub use library::{ExampleRow, TermRow};
#[cfg(feature = "desk")]
pub use look::LookSummary;
pub use looks::LookRow;
#[cfg(feature = "editors")]
pub use many::{MANY_MAX, ManyRow};
pub use moments::{FreeMoment, MomentRow, MomentsEntry};
pub use nudges::Nudges;
pub use offer::{OfferEntry, OfferPage, OfferProgressRow, OfferRow, OfferShareRow, UnsettledRow};
pub use opstap_content::{Language, Value as WordValue, Words, format};
#[cfg(feature = "editors")]
pub use opstap_content::{PROCESS_PHASES, PROOF, WHO};
#[cfg(feature = "editors")]
pub use opstap_domain::audience::{ASKED, Asks, PARTS_MAX};
pub use opstap_domain::debts::{Certainty, Level};
#[cfg(feature = "editors")]
pub use opstap_domain::editing::{ACTIONS, TipText, outline, questions};
#[cfg(feature = "editors")]
pub use opstap_domain::events::Event;
#[cfg(feature = "editors")]
pub use opstap_domain::examples::Example;
#[cfg(feature = "desk")]
pub use opstap_domain::features::Feature;
#[cfg(feature = "editors")]
pub use opstap_domain::forms::AnswerKind;
#[cfg(feature = "desk")]
pub use opstap_domain::look::{Colour, LogoPlace, Look, colour};
pub use opstap_domain::organisation::Organisation;
#[cfg(feature = "helpers")]
pub use opstap_domain::prompts::Trigger;
pub use opstap_domain::sign_up::SignUp;
#[cfg(feature = "editors")]
pub use opstap_domain::tips::field_key;
pub use opstap_domain::{
    Cents, CivilTime, Date, Instant, LocalMoment, Phrase, Zone, budget::Frequency, ids::Role,
};
pub use opstap_store::{Randomness, StoreKey};
pub use opstap_sync::push::{PushAddress, PushOffer};
pub use pages::{InputKind, Page, PageInput, PageOption, PagePart, PartKind, Pressed, TypedInputs};
pub use pairing::PairingLink;
pub use pay_day::{MonthRow, PayDayAsks, PayDayForm};
#[cfg(feature = "editors")]
pub use post::{ADDRESS_LINES, PostalLetter};
pub use preferences::{PreferenceEdit, PreferenceSummary};
pub use profile::{FactKind, FactRow, FieldRow, ProfileSummary};
pub use programme::{PhaseRow, ProgrammeSummary, StepRow, TaskDeed, TaskOutcome, TaskRow};
#[cfg(feature = "helpers")]
pub use prompts::PromptRow;
pub use reach::ReachSummary;
pub use reminders::{ReminderPlan, ReminderRow};
pub use rounds::SyncReport;
pub use safety::SafetySummary;
pub use search::SearchRow;
pub use sharing::{HelperRow, SharingSummary, Sight};
#[cfg(feature = "desk")]
pub use sign_up::{DeskRow, EarlierPart, EarlierStart, Match, MatchChoices, Pass, PassChoices, WaitsHere};
pub use sign_up::{SignUpFile, SignedUp, answers_in};
pub use talks::{TalkEntry, TalkRow, TalksSummary};
pub use text::{Calendar, MoneyText};
pub use tips::TipRow;
pub use today::{QuietRow, TodaySummary};
pub use transport::{
    Arriving, Errand, HttpAnswer, HttpQuestion, HttpTransport, NextBytes, Opening, Stretch, Transport,
    TransportError, Travelling,
};
/// UUIDs, as the ids of cases and records.
pub use uuid::Uuid;
pub use visits::{VisitPage, VisitRow};
pub use zones::zone_named;
