//! Opstap for Kotlin, Swift and Python: the one crate that exports.
//!
//! A shell opens one [`Core`], takes its services, reads records that are ready to draw, and reads again when
//! [`Core::subscribe`] says that something changed. Every method that touches the store is asynchronous and runs
//! on the core's own threads; the caller's thread only waits for the answer. Every error is a [`CoreError`] with
//! a stable code; no field of it holds personal data, because crash reporters print them.
//!
//! Find your room:
//!
//! - `core`: opening, the services, syncing, pausing, the end. `session`: pairing and settings.
//! - `programme`, `budget`, `agenda`, `messages`, `files`, `library`, `profile`, `circle`, `disputes`, `history`,
//!   `caseload`: one service each, with its records.
//! - `value`: amounts, days, ids. `error`: what can go wrong. `host`: what the platform provides.
//! - `engine`: the threads and the open device. `feed`: who hears of changes. `keeper`: when to sync by itself.
//!   `vault`: the key.
//!
//! There is no rule of debt help in here and no state of its own: it is `opstap`, said in other languages.

mod agenda;
mod budget;
mod caseload;
mod circle;
mod core;
mod deadlines;
mod debts;
mod disputes;
#[cfg(feature = "drill")]
mod drill;
mod ears;
mod engine;
mod error;
mod feed;
mod files;
mod forecast;
mod history;
mod host;
mod incident;
mod keeper;
mod letters;
mod library;
mod live;
mod messages;
mod pages;
mod profile;
mod programme;
mod service;
mod session;
mod today;
mod topics;
mod value;
mod vault;

pub use crate::core::{
    BackgroundReport, BuildInfo, Core, CoreConfig, NetworkState, OpenOutcome, SURFACE, SyncReport,
    SyncStatus, build_info,
};
pub use agenda::{
    Agenda, AgendaSummary, AppointmentDraft, AppointmentRow, AppointmentStatus, Choices, HoursRow, Reminder,
    ReminderKind, ReminderPlan, TakenReminder,
};
pub use budget::{
    Budget, BudgetForm, BudgetGroupRow, BudgetLineRow, BudgetQuestionRow, BudgetSummary, Frequency,
    FrequencyRow, LineDraft,
};
pub use caseload::{CaseFilter, CaseRow, Caseload, CaseloadPage, ExampleRow, VisitPage, VisitRow};
pub use circle::{Circle, HelperRow, Role, SharedPart, SharingSummary};
pub use deadlines::{DeadlinePage, DeadlineRow, DeadlineState, Deadlines, TermChoice};
pub use debts::{
    CreditorSuggestion, DebtAmountDraft, DebtAmountKind, DebtCertainty, DebtChoices, DebtDraft, DebtEntryRow,
    DebtLevel, DebtRow, DebtTotalRow, Debts, DebtsSummary, DuplicateRow, WordRow,
};
pub use disputes::{ConflictRow, ConflictState, Disputes, Reading};
#[cfg(feature = "drill")]
pub use drill::{drill_hold, drill_panic_next};
pub use error::{CoreError, Recovery, Trouble, describe};
pub use feed::{CancelToken, ChangeBatch, Subscription};
pub use files::{FileDraft, FilePlace, FileRow, Files};
pub use forecast::{
    CurveRow, Forecast, ForecastDayRow, ForecastSummary, MonthRow, PayDayAsks, PayDayDraft, PayDayForm,
    PayDayShift, PaymentRow, SpendableRow, ToldRow,
};
pub use history::{ChangeRow, History, HistoryPage, ThingRow};
pub use host::{ChangeListener, Host, HostClock, KeyVault, LogLevel, LogLine, LogSink, MemoryVault};
pub use letters::{LetterDraft, LetterPart, LetterReading, LetterRow, Letters, LettersSummary};
pub use library::{SearchRow, Shelf, TermRow, TipRow};
pub use live::live_objects;
pub use messages::{AboutRow, ConversationPage, MessageRow, Messages};
pub use pages::{InputKind, Page, PageInput, PageOption, PagePart, Pages, PartKind, Pressed, TypedInput};
pub use profile::{FactKind, FactRow, FieldRow, Profile, ProfileSummary};
pub use programme::{
    PhaseRow, Programme, ProgrammeSummary, Progress, StepRow, TaskAction, TaskDeed, TaskEdit, TaskOutcome,
    TaskRow, TaskState,
};
pub use session::{PersonSummary, PreferenceEdit, PreferenceSummary, SafetySummary, Session, SessionState};
pub use today::TodaySummary;
pub use topics::Topic;
pub use value::{CaseId, DateText, Instant, LocalDate, MoneyText, Uuid, WallMoment, WallTime};

uniffi::setup_scaffolding!();
