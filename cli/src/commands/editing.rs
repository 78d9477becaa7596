//! Example messages, and the texts of an organisation.

use opstap::outline::{self, Outline, bare, id_of, parts_in};
use opstap::questions::{self, options_of};
use opstap::{
    ContentChange, ContentSearch, ContentText, Event, Example, ExampleSearch, OpstapError, Phrase, Uuid,
    Written, Zone,
};
use serde_json::json;

use super::device::waiting;
use crate::answer::Answer;
use crate::arguments::editing::{
    AutomationArguments, ContentCommand, EditingCommands, EventArguments, ExamplesArguments, FormArguments,
    ProposeArguments, WholeArguments,
};
use crate::failure::Failure;
use crate::page::{Page, also};
use crate::session::Session;
use crate::typed;

/// The kind of example messages.
const EXAMPLE: &str = "message_template";

/// The kind of events.
const EVENT: &str = "event";

/// The kind of programmes.
const PROGRAMME: &str = "programme";

/// The kind of work forms.
const FORM: &str = "work_form";

/// The kind of what fits when.
const AUTOMATION: &str = "automation";

pub(crate) fn editing(
    session: &Session,
    case: Option<Uuid>,
    command: &EditingCommands,
) -> Result<Answer, Failure> {
    match command {
        EditingCommands::Examples(wanted) => examples(session, case, wanted),
        EditingCommands::Propose(asked) => propose(session, case, asked),
        EditingCommands::Prompts { command } => super::prompts::prompts(session, case, command.as_ref()),
        EditingCommands::Content { .. } | EditingCommands::Many { .. } => {
            Err(Failure::Usage("not about a case".to_owned()))
        }
    }
}

fn examples(session: &Session, case: Option<Uuid>, wanted: &ExamplesArguments) -> Result<Answer, Failure> {
    let search = ExampleSearch {
        words: wanted.words.join(" "),
        moment: wanted.moment.clone(),
        technique: wanted.technique.clone(),
        limit: wanted.limit,
    };
    let found = session.device.find_examples(case, &search)?;
    let mut page = Page::titled(&session.text("editor-examples-title"));
    if found.rows.is_empty() {
        page.say(&session.text("editor-examples-none"));
    }
    for row in &found.rows {
        page.item(&format!("{} ({}) · {}", row.moment, row.technique, row.id));
        page.under(&row.text);
        if !row.missing.is_empty() {
            page.under(&session.say("editor-examples-fill", &[("names", &row.missing.join(", "))]));
        }
    }
    if found.more {
        page.say(&session.text("editor-examples-more"));
    }
    Answer::new(&found.rows, page)
}

fn propose(session: &Session, case: Option<Uuid>, asked: &ProposeArguments) -> Result<Answer, Failure> {
    let known = session.device.conversation(case, None, 200)?.messages;
    let known = known.iter().map(|row| (row.id.to_string(), row.id));
    let message = typed::pick(&asked.message, "error-unknown-record", known)?;
    let draft = session.device.example_of(case, message)?;
    let example = Example {
        moment: asked.moment.clone(),
        technique: asked.technique.clone(),
        text: draft.text.clone(),
        english: asked.english.clone(),
    };
    waiting(session.device.propose_example(case, &example, asked.looked))?;
    let mut page = Page::of(&session.text("editor-proposed"));
    page.say(&draft.text);
    Answer::new(&json!({ "text": draft.text, "left": draft.left }), page)
}

/// What a content manager does. It is about no case.
pub(crate) fn content(session: &Session, command: &ContentCommand) -> Result<Answer, Failure> {
    match command {
        ContentCommand::List { kind, words, state, skip } => {
            let wanted = ContentSearch {
                kind: kind.clone(),
                key: None,
                words: words.clone(),
                state: state.clone(),
                skip: *skip,
            };
            list(session, &wanted)
        }
        ContentCommand::Show { kind, key } => {
            let text = waiting(session.device.content_text(kind, key))?;
            let mut page = Page::titled(&line(session, &text));
            let body = text.draft.as_ref().or(text.published.as_ref());
            for name in ["moment", "technique", "title", "app", "appEn", "text", "place", "intro"] {
                if let Some(said) = body.and_then(|body| body.get(name)?.as_str()) {
                    page.item(said);
                }
            }
            Answer::new(&text, page)
        }
        ContentCommand::Example { key, moment, technique, text, english, publish, anyway } => {
            let example = Example {
                moment: moment.clone(),
                technique: technique.clone(),
                text: text.clone(),
                english: english.clone(),
            };
            let deed = if *publish { "publish" } else { "save" };
            let asked = asked(session, EXAMPLE, key.as_deref(), deed)?;
            change(session, asked, Some(&Written::Example(example)), *anyway)
        }
        ContentCommand::Event(event) => invite(session, event),
        ContentCommand::Programme(said) => programme(session, said),
        ContentCommand::Form(said) => form(session, said),
        ContentCommand::Automation(said) => automation(session, said),
        ContentCommand::Publish { kind, key } => {
            change(session, asked(session, kind, Some(key), "publish")?, None, false)
        }
        ContentCommand::Refuse { key, reason } => {
            let asked = asked(session, EXAMPLE, Some(key), "refuse")?;
            change(session, ContentChange { reason: reason.clone(), ..asked }, None, false)
        }
        ContentCommand::Withdraw { kind, key } => {
            change(session, asked(session, kind, Some(key), "withdraw")?, None, false)
        }
    }
}

/// Times are those of the organisation.
fn invite(session: &Session, said: &EventArguments) -> Result<Answer, Failure> {
    let at = typed::moment(&said.when, session.today)?;
    let event = Event {
        id: String::new(),
        title: said.title.clone(),
        text: said.text.clone(),
        place: said.place.clone(),
        starts_at: Zone::AMSTERDAM.instant(at),
        minutes: said.minutes,
        seats: said.seats,
    };
    let deed = if said.publish { "publish" } else { "save" };
    change(
        session,
        asked(session, EVENT, said.key.as_deref(), deed)?,
        Some(&Written::Event(event)),
        said.anyway,
    )
}

/// A programme out to the screen, or in from a file: all of it.
fn programme(session: &Session, said: &WholeArguments) -> Result<Answer, Failure> {
    let outline = whole(session, PROGRAMME, said)?;
    if said.file.is_none() {
        return Answer::new(&outline, parts(&outline));
    }
    session.device.check_programme(&outline, said.publish).map_err(|error| placed(session, error))?;
    keep(session, PROGRAMME, said, &Written::Programme(outline))
}

/// The same for a work form; or only what a client would be asked.
fn form(session: &Session, said: &FormArguments) -> Result<Answer, Failure> {
    let form = whole(session, FORM, &said.whole)?;
    if !said.tries.is_empty() {
        return tried(session, &form, &said.tries);
    }
    if said.whole.file.is_none() {
        return Answer::new(&form, asked_in(&form));
    }
    let (key, publish) = (said.whole.key.as_deref(), said.whole.publish);
    session.device.check_work_form(key, &form, publish).map_err(|error| placed(session, error))?;
    keep(session, FORM, &said.whole, &Written::WorkForm(form))
}

/// What a file says; without one what stands at the server, or an empty one, written into a file where that is asked for.
fn whole(session: &Session, kind: &str, said: &WholeArguments) -> Result<Outline, Failure> {
    if let Some(file) = &said.file {
        let name = file.display();
        let text = std::fs::read_to_string(file).map_err(|why| Failure::Usage(format!("{name}: {why}")))?;
        let outline: Outline =
            serde_json::from_str(&text).map_err(|why| Failure::Usage(format!("{name}: {why}")))?;
        return Ok(bare(&outline));
    }
    let outline = match &said.key {
        Some(key) => {
            let text = waiting(session.device.content_text(kind, key))?;
            text.draft.or(text.published).as_ref().map(bare).unwrap_or_default()
        }
        None if kind == FORM => questions::blank("new"),
        None => outline::blank("new"),
    };
    if let Some(out) = &said.out {
        let text = serde_json::to_string_pretty(&outline);
        let text = text.map_err(|_| OpstapError::Unexpected { reference: "content" })? + "\n";
        super::files::write(out, text.as_bytes())?;
    }
    Ok(outline)
}

fn keep(session: &Session, kind: &str, said: &WholeArguments, written: &Written) -> Result<Answer, Failure> {
    let deed = if said.publish { "publish" } else { "save" };
    let asked = asked(session, kind, said.key.as_deref(), deed)?;
    change(session, asked, Some(written), said.anyway)
}

/// The questions of a form, with the id of each.
fn asked_in(form: &Outline) -> Page {
    let text = |part: &Outline, name: &str| {
        part.get(name).and_then(|text| text.as_str()).unwrap_or_default().to_owned()
    };
    let mut page = Page::titled(&text(form, "title"));
    for question in questions::questions(form) {
        page.item(&format!("{} · {}", text(question, "label"), id_of(question)));
        for option in options_of(question) {
            page.under(option);
        }
    }
    page
}

/// The form as a client gets it with these answers.
fn tried(session: &Session, form: &Outline, answers: &[String]) -> Result<Answer, Failure> {
    let mut typed = Vec::new();
    for answer in answers.iter().filter(|answer| !answer.is_empty()) {
        let (question, text) = answer
            .split_once('=')
            .ok_or_else(|| Failure::Usage(format!("{answer}: an answer is question=answer")))?;
        typed.push((question.to_owned(), text.to_owned()));
    }
    let tried = session.device.try_form(form, &typed)?;
    let mut page = Page::titled(&tried.title);
    for part in &tried.parts {
        let Some(input) = &part.input else {
            page.say(&part.text);
            continue;
        };
        page.item(&format!("{} · {}", part.title, input.key));
        for option in &input.options {
            page.under(&option.text);
        }
        for more in [&input.value, &input.trouble].into_iter().filter(|more| !more.is_empty()) {
            page.under(&format!("→ {more}"));
        }
    }
    Answer::new(&tried, page)
}

/// Its phases, steps and tasks, with the id of each.
fn parts(outline: &Outline) -> Page {
    let title =
        |part: &Outline| part.get("title").and_then(|title| title.as_str()).unwrap_or_default().to_owned();
    let mut page = Page::titled(&title(outline));
    for phase in parts_in(outline) {
        page.say(&title(phase));
        for step in parts_in(phase) {
            page.item(&format!("{} · {}", title(step), id_of(step)));
            for task in parts_in(step) {
                page.under(&format!("{} · {}", title(task), id_of(task)));
            }
        }
    }
    page
}

/// Why something in a file is refused, with its place in it.
fn placed(session: &Session, error: OpstapError) -> Failure {
    match error {
        OpstapError::Refused { field, why } => {
            let why = session.device.words().say(&why);
            Failure::refused(Phrase::new("editor-part-in").with("title", field).with("why", why))
        }
        other => other.into(),
    }
}

fn automation(session: &Session, said: &AutomationArguments) -> Result<Answer, Failure> {
    let when = match (&said.only, &said.not) {
        (Some(fact), _) => Some(json!({ "field": fact, "op": "isTrue" })),
        (None, Some(fact)) => Some(json!({ "field": fact, "op": "isFalse" })),
        (None, None) => None,
    };
    let mut body = Outline::new();
    for (name, value) in [
        ("id", json!(said.key.as_deref().unwrap_or("new"))),
        ("title", json!(said.title.trim())),
        ("on", json!(said.on)),
        ("days", json!(said.days)),
        ("message", json!(said.message)),
        ("mode", json!(said.mode)),
    ] {
        body.insert(name.to_owned(), value);
    }
    body.extend(when.map(|when| ("when".to_owned(), when)));
    body.extend(said.a_day.map(|most| ("aDay".to_owned(), json!(most))));
    let whole = said.publish || said.tries;
    session.device.check_automation(&body, whole).map_err(|error| placed(session, error))?;
    if said.tries {
        let lines = session.device.rehearsal(&body)?;
        let mut page = Page::titled(&session.text("editor-automation-tried"));
        for line in &lines {
            page.say(line);
        }
        return Answer::new(&lines, page);
    }
    let deed = if said.publish { "publish" } else { "save" };
    let asked = asked(session, AUTOMATION, said.key.as_deref(), deed)?;
    change(session, asked, Some(&Written::Automation(body)), false)
}

fn list(session: &Session, wanted: &ContentSearch) -> Result<Answer, Failure> {
    let found = waiting(session.device.content_texts(wanted))?;
    let mut page = Page::titled(&session.text("editor-title"));
    if found.waiting > 0 {
        page.say(&session.count("editor-waiting", found.waiting as usize));
    }
    page.say(&session.count("editor-total", found.total as usize));
    for text in &found.items {
        page.item(&line(session, text));
        page.under(&text.label);
    }
    Answer::new(&found, page)
}

fn line(session: &Session, text: &ContentText) -> String {
    let state = if text.state.is_empty() { "came" } else { &text.state };
    let mut line = format!("{} · {}", text.key, session.text(&format!("editor-state-{state}")));
    if !text.version.is_empty() {
        also(&mut line, &session.say("editor-version", &[("version", &text.version)]));
    }
    line
}

/// A change of a text as it is now.
fn asked(session: &Session, kind: &str, key: Option<&str>, deed: &str) -> Result<ContentChange, Failure> {
    let seen = match key {
        Some(key) => waiting(session.device.content_text(kind, key))?.seen,
        None => String::new(),
    };
    Ok(ContentChange {
        kind: kind.to_owned(),
        key: key.map(str::to_owned),
        deed: deed.to_owned(),
        body: None,
        reason: String::new(),
        seen,
        once: String::new(),
    })
}

fn change(
    session: &Session,
    asked: ContentChange,
    written: Option<&Written>,
    anyway: bool,
) -> Result<Answer, Failure> {
    let text = waiting(session.device.change_text(asked, written, anyway))?;
    let mut page = Page::of(&line(session, &text));
    page.say(&text.label);
    Answer::new(&text, page)
}
