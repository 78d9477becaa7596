//! The table itself. Keep the order: a store numbers kinds by their place; new kinds go at the end.

use super::planning::{ACCOUNT_BALANCE, DEADLINE, DEADLINE_STEP};
use super::wishes::{LABEL, PREFERENCE, TIP_MARK};
use super::{Kind, OnDelete, Part, Policy, Shape, Unit};
use crate::ids::{Compartment, Role};

use Policy::{Greatest, KeepBoth, Latest, Once, Ranked};
use Shape::{Bool, Cents, Choice, Date, Group, Id, Instant, Int, Json, Key, Keys, Text};

pub(super) const CLIENT: &[Role] = &[Role::Client];
pub(super) const COUNSELLOR: &[Role] = &[Role::Counsellor];
pub(super) const BOTH: &[Role] = &[Role::Client, Role::Counsellor];
pub(super) const CIRCLE: &[Role] = &[Role::Client, Role::Counsellor, Role::Coach];
/// Everybody who may write in a conversation.
const TALKERS: &[Role] = &[Role::Client, Role::Counsellor, Role::Coach, Role::Triage];
pub(super) const NOBODY: &[Role] = &[];

/// How far a task is. A later word wins over an earlier one when two people act at the same time.
pub const TASK_STATES: &[&str] = &["open", "postponed", "declined", "skipped", "done"];

/// How often an amount comes or goes; the names of `content/budget-categories.json`.
pub const FREQUENCIES: &[&str] =
    &["weekly", "two_weekly", "four_weekly", "monthly", "two_monthly", "quarterly", "half_yearly", "yearly"];

pub(super) const fn unit(
    name: &'static str,
    shape: Shape,
    policy: Policy,
    change: &'static [Role],
    doc: &'static str,
) -> Unit {
    Unit { name, shape, policy, change, doc: said(doc) }
}

/// What `docs/records.md` says; a phone does not carry it (ADR-0004).
pub(super) const fn said(doc: &'static str) -> &'static str {
    if cfg!(feature = "docs") { doc } else { "" }
}

const fn content(name: &'static str, doc: &'static str) -> Kind {
    Kind {
        name,
        compartment: Some(Compartment::Content),
        part: Part::Base,
        create: NOBODY,
        delete: NOBODY,
        erase: NOBODY,
        on_delete: OnDelete::DeleteWins,
        units: &[
            Unit {
                name: "key",
                shape: Key(80),
                policy: Once,
                change: NOBODY,
                doc: "The id within the package.",
            },
            Unit {
                name: "version",
                shape: Key(40),
                policy: Latest,
                change: NOBODY,
                doc: "The package's version.",
            },
            Unit {
                name: "body",
                shape: Json(256 * 1024),
                policy: Latest,
                change: NOBODY,
                doc: "The item, as in `content/`.",
            },
        ],
        searchable: &["body"],
        doc: said(doc),
    }
}

/// Every kind that syncs.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "conflict",
        compartment: None,
        part: Part::Base,
        create: NOBODY,
        delete: NOBODY,
        erase: NOBODY,
        on_delete: OnDelete::DeleteWins,
        units: &[
            unit("about", Json(2048), Once, NOBODY, "Which record and unit, and by which rule it was found."),
            unit("shown", Json(80 * 1024), Latest, NOBODY, "The value that stayed: v, dot, by, at."),
            unit(
                "other",
                Json(80 * 1024),
                Latest,
                NOBODY,
                "The value that was kept beside it: v, dot, by, at.",
            ),
            unit(
                "status",
                Group(&[
                    ("state", Choice(&["open", "auto", "resolved", "undone"]), true),
                    ("chosen", Choice(&["shown", "other"]), false),
                ]),
                KeepBoth,
                CIRCLE,
                "open: someone must choose; auto: settled by itself; resolved; undone.",
            ),
        ],
        searchable: &[],
        doc: said(
            "Two values that were written without seeing each other. Made by the merge, settled by a person.",
        ),
    },
    Kind {
        name: "case",
        compartment: Some(Compartment::Together),
        part: Part::Base,
        create: NOBODY,
        delete: NOBODY,
        erase: NOBODY,
        on_delete: OnDelete::EditWins,
        units: &[
            unit("name", Text(200), Latest, BOTH, "How the client wants to be called."),
            unit("organisation", Text(200), Latest, NOBODY, "Who helps."),
            unit("zone", Key(60), Latest, BOTH, "The time zone of the client's days."),
            unit("opened_on", Date, Once, NOBODY, "When the case began."),
        ],
        searchable: &["name"],
        doc: said("The case itself. One in each `together` scope."),
    },
    Kind {
        name: "helper",
        compartment: Some(Compartment::Together),
        part: Part::Base,
        create: NOBODY,
        delete: NOBODY,
        erase: NOBODY,
        on_delete: OnDelete::DeleteWins,
        units: &[
            unit("account", Id, Once, NOBODY, "The helper's account."),
            unit("name", Text(200), Latest, NOBODY, "The helper's name."),
            unit(
                "role",
                Choice(&["client", "counsellor", "coach", "former"]),
                Latest,
                NOBODY,
                "What they are in this case; `former` who looks along no more.",
            ),
        ],
        searchable: &[],
        doc: said("Someone who can be given a place in the case."),
    },
    Kind {
        name: "share",
        compartment: Some(Compartment::Together),
        part: Part::Private,
        create: CLIENT,
        delete: CLIENT,
        erase: NOBODY,
        on_delete: OnDelete::DeleteWins,
        units: &[
            unit("account", Id, Once, NOBODY, "The coach's account."),
            unit(
                "parts",
                Group(&[("parts", Keys(8), true), ("until", Date, false)]),
                KeepBoth,
                CLIENT,
                "Which parts the coach may see, and until which day (exclusive). No parts: nothing.",
            ),
        ],
        searchable: &[],
        doc: said("What the client lets a coach see. The server grants and revokes by it."),
    },
    Kind {
        name: "run",
        compartment: Some(Compartment::Together),
        part: Part::Programme,
        create: BOTH,
        delete: NOBODY,
        erase: NOBODY,
        on_delete: OnDelete::EditWins,
        units: &[
            unit(
                "template",
                Group(&[("id", Key(80), true), ("version", Key(40), true)]),
                Latest,
                BOTH,
                "Which programme, in which version; changed only on purpose.",
            ),
            unit("started_on", Date, Latest, BOTH, "The first day."),
            unit("ended_on", Date, Latest, BOTH, "The last day, once it is over."),
            unit("order", Int(0, 10_000), Latest, BOTH, "Which programme comes first."),
        ],
        searchable: &[],
        doc: said("A programme that this case follows."),
    },
    Kind {
        name: "task",
        compartment: Some(Compartment::Together),
        part: Part::Programme,
        create: CIRCLE,
        delete: NOBODY,
        erase: NOBODY,
        on_delete: OnDelete::EditWins,
        units: &[
            unit("run", Id, Once, NOBODY, "The run that it belongs to."),
            unit("key", Key(120), Once, NOBODY, "The task's id in the template, or a new one."),
            unit(
                "step",
                Key(120),
                Once,
                NOBODY,
                "For a task that a helper added: the step that it stands in.",
            ),
            unit(
                "progress",
                Group(&[
                    ("state", Choice(TASK_STATES), true),
                    ("until", Date, false),
                    ("at", Instant, false),
                ]),
                Ranked(TASK_STATES),
                CIRCLE,
                "How far it is, and since when.",
            ),
            unit("title", Text(200), Latest, COUNSELLOR, "A title of its own in this case."),
            unit("text", Text(2000), Latest, COUNSELLOR, "An explanation of its own in this case."),
            unit(
                "who",
                Choice(&["client", "helper", "together"]),
                Latest,
                COUNSELLOR,
                "Who does it in this case.",
            ),
            unit("due_on", Date, Latest, BOTH, "The day by which it is to be done."),
            unit("hidden", Bool, Latest, COUNSELLOR, "Left out in this case."),
        ],
        searchable: &["title", "text"],
        doc: said(
            "What happened to a task of a programme in this case, and how this case differs from the template.",
        ),
    },
    Kind {
        name: "appointment",
        compartment: Some(Compartment::Together),
        part: Part::Agenda,
        create: BOTH,
        delete: BOTH,
        erase: NOBODY,
        on_delete: OnDelete::EditWins,
        units: &[
            unit("title", Text(200), Latest, BOTH, "What it is about."),
            unit(
                "when",
                Group(&[
                    ("starts_at", Instant, true),
                    ("minutes", Int(1, 24 * 60), false),
                    ("zone", Key(60), true),
                ]),
                KeepBoth,
                BOTH,
                "Begin, length in minutes, and the zone of its wall time.",
            ),
            unit("place", Text(300), Latest, BOTH, "Where, or by which medium."),
            unit("bring", Text(1000), Latest, BOTH, "What to take along."),
            unit(
                "status",
                Choice(&["proposed", "confirmed", "cancelled", "missed", "kept"]),
                KeepBoth,
                BOTH,
                "Where it stands.",
            ),
        ],
        searchable: &["title", "place", "bring"],
        doc: said("A meeting or a call."),
    },
    Kind {
        name: "message",
        compartment: Some(Compartment::Together),
        part: Part::Conversation,
        create: TALKERS,
        delete: NOBODY,
        erase: TALKERS,
        on_delete: OnDelete::EditWins,
        units: &[
            unit("body", Text(4000), Once, NOBODY, "The words."),
            unit("sent_at", Instant, Once, NOBODY, "When the author sent it, by the author's clock."),
            unit("author", Id, Once, NOBODY, "The author's account; the server checks it."),
            unit(
                "about",
                Group(&[("kind", Key(40), true), ("id", Key(120), true), ("text", Text(2000), false)]),
                Once,
                NOBODY,
                "The text or step that the question is about.",
            ),
        ],
        searchable: &["body"],
        doc: said("One message in the case's conversation. Never changed."),
    },
    Kind {
        name: "read_mark",
        compartment: Some(Compartment::Together),
        part: Part::Conversation,
        create: TALKERS,
        delete: NOBODY,
        erase: NOBODY,
        on_delete: OnDelete::EditWins,
        units: &[
            unit("account", Id, Once, NOBODY, "Whose mark."),
            unit("up_to", Instant, Greatest, TALKERS, "Everything sent up to here was read."),
        ],
        searchable: &[],
        doc: said("How far somebody read."),
    },
    PREFERENCE,
    TIP_MARK,
    Kind {
        name: "budget_line",
        compartment: Some(Compartment::Money),
        part: Part::Budget,
        create: BOTH,
        delete: BOTH,
        erase: NOBODY,
        on_delete: OnDelete::EditWins,
        units: &[
            unit(
                "category",
                Key(80),
                Once,
                NOBODY,
                "The category or source of income, from `content/budget-categories.json`.",
            ),
            unit("label", Text(120), Latest, BOTH, "A name of its own."),
            unit(
                "amount",
                Group(&[
                    ("cents", Cents, true),
                    ("frequency", Choice(FREQUENCIES), true),
                    ("direction", Choice(&["in", "out"]), true),
                ]),
                KeepBoth,
                BOTH,
                "How much, how often, in or out: one thing, never half of each.",
            ),
            unit("pay_day", Json(512), Latest, BOTH, "The rule of its pay days."),
            unit("not_applicable", Bool, Latest, BOTH, "This does not occur in this household."),
            unit("note", Text(500), Latest, BOTH, "A remark."),
        ],
        searchable: &[],
        doc: said("One line of the household's budget."),
    },
    Kind {
        name: "fact",
        compartment: Some(Compartment::Money),
        part: Part::Budget,
        create: BOTH,
        delete: BOTH,
        erase: NOBODY,
        on_delete: OnDelete::EditWins,
        units: &[
            unit("field", Key(80), Once, NOBODY, "Which fact, from the fields of `content/tips.json`."),
            unit(
                "value",
                Group(&[("is", Json(256), true), ("since", Date, false)]),
                Latest,
                BOTH,
                "What it is, and since when.",
            ),
        ],
        searchable: &[],
        doc: said("A dated fact about the household, which chooses the tips."),
    },
    Kind {
        name: "office_note",
        compartment: Some(Compartment::Office),
        part: Part::Private,
        create: COUNSELLOR,
        delete: COUNSELLOR,
        erase: NOBODY,
        on_delete: OnDelete::EditWins,
        units: &[
            unit("body", Text(8000), KeepBoth, COUNSELLOR, "The words."),
            unit("written_at", Instant, Once, NOBODY, "When."),
        ],
        searchable: &["body"],
        doc: said("A professional's note, for the organisation only."),
    },
    content("programme", "A programme template in one version."),
    content("tip", "A tip rule."),
    content("tip_parameters", "The parameters of the tip rules and the fields they may ask about."),
    content("message_template", "An example message."),
    content("work_form", "A work form."),
    content("budget_category", "A category of spending."),
    content("income_source", "A source of income."),
    content("term", "A word explained."),
    LABEL,
    super::files::FILE,
    ACCOUNT_BALANCE,
    DEADLINE,
    DEADLINE_STEP,
    content("legal_figures", "Terms and amounts of law as they hold from a day on, with their source."),
    super::debts::DEBT,
    super::debts::DEBT_ENTRY,
    super::debts::CREDITOR,
    super::debts::LETTER,
    super::offers::OFFER,
    super::offers::OFFER_STEP,
    super::own::DIARY_ENTRY,
    super::own::OWN_KEY,
    super::talks::TALK_NOTE,
    super::talks::GOAL,
    super::talks::MARK,
    super::talks::LOOK,
    super::forms::FORM_TASK,
    super::forms::FORM_ANSWERS,
    super::forms::FORM_FEEDBACK,
    super::files::LETTER_FILE,
    // Found where a creditor is asked for, and not among what people wrote.
    Kind {
        searchable: &[],
        ..content("known_creditor", "A creditor that many people have, with what else it is called.")
    },
    super::desk::SIGN_UP,
    super::desk::COLLEAGUE,
    super::desk::AREA,
    super::reach::CONTACT,
    super::reach::REMINDER_PLAN,
    Kind {
        searchable: &[],
        ..content("automation", "Which happening asks a helper for which message, and for whom.")
    },
    super::prompts::PROMPT_CHOICE,
    Kind { searchable: &[], ..content("event", "Something that people can come to, with its seats.") },
    super::events::ATTENDANCE,
    Kind {
        searchable: &[],
        ..content("organisation", "How the organisation is reached, how its pages look, what it leaves out.")
    },
    super::events::MOMENT,
    super::desk::TEAM,
];
