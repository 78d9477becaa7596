//! Asking for help without a code, and the desk.

use opstap::{MatchChoices, OpstapError, Pass, SignUp, Uuid};
use serde_json::json;

use super::device::waiting;
use crate::answer::Answer;
use crate::arguments::desk::{
    DeskCommands, EarlierArguments, MatchArguments, PassArguments, SignUpArguments,
};
use crate::failure::Failure;
use crate::home::Home;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

pub(crate) fn sign_up(home: &Home<'_>, asked: &SignUpArguments) -> Result<Answer, Failure> {
    let answer = |question: &str| match question {
        "postcode" => asked.postcode.clone(),
        "topics" => asked.topics.join("; "),
        "threats" => asked.threats.join("; "),
        "since" => asked.since.clone(),
        "age" => asked.age.clone(),
        "way" => asked.way.clone(),
        _ => asked.words.clone(),
    };
    let read = SignUp::read(answer).map_err(|unclear| Failure::refused(unclear.why))?;
    let (device, made) = home.open_or_make()?;
    match waiting(device.sign_up(&asked.server, &read, &asked.label)) {
        Ok(signed) => {
            let words = device.words();
            let name = [("organisation", signed.organisation.clone().into())];
            let mut page = Page::of(&words.text_with("sign-up-promise", &name));
            page.part(&words.text("sign-up-kept"));
            page.item(&signed.recovery);
            page.say(&words.text("sign-up-kept-why"));
            Answer::new(&signed, page)
        }
        Err(failure) => {
            if made {
                home.clear(Some(device))?;
            }
            Err(failure)
        }
    }
}

pub(crate) fn desk(session: &Session, case: Option<Uuid>, command: &DeskCommands) -> Result<Answer, Failure> {
    match command {
        DeskCommands::Asked => asked(session, case),
        DeskCommands::Match(wanted) => matched(session, case, wanted),
        DeskCommands::Pass(wanted) => passed(session, case, wanted),
        DeskCommands::Name { name } => {
            session.device.set_name(case, name)?;
            Answer::new(&json!({ "name": name.trim() }), Page::of(&session.text("cli-saved")))
        }
        DeskCommands::RecoveryCode => {
            let recovery = waiting(session.device.new_recovery_code())?;
            let mut page = Page::titled(&session.text("sign-up-kept"));
            page.item(&recovery);
            page.say(&session.text("sign-up-kept-why"));
            Answer::new(&json!({ "recovery": recovery }), page)
        }
        DeskCommands::Earlier(asked) => earlier(session, asked),
        DeskCommands::SignUp(_) | DeskCommands::Waiting => Err(Failure::Usage("not about a case".to_owned())),
    }
}

fn earlier(session: &Session, asked: &EarlierArguments) -> Result<Answer, Failure> {
    let found = if asked.bring.is_empty() {
        waiting(session.device.earlier_start(&asked.code))?
    } else {
        let mut sorts = asked.bring.clone();
        if sorts.iter().any(|sort| sort == "all") {
            let there = waiting(session.device.earlier_start(&asked.code))?;
            sorts = there.sorts.into_iter().map(|part| part.sort).collect();
        }
        waiting(session.device.bring_earlier_start(&asked.code, &sorts, asked.let_end))?
    };
    let mut page = Page::titled(&session.text("earlier-title"));
    page.say(&found.asked_text);
    if found.brought {
        page.say(&session.text("earlier-brought"));
        return Answer::new(&found, page);
    }
    for part in &found.sorts {
        page.item(&format!("{} · {}", part.text, part.sort));
    }
    if found.sorts.is_empty() {
        page.say(&session.text("earlier-nothing"));
    }
    if !found.ends.is_empty() {
        page.part(&session.text("earlier-ends-title"));
        for part in &found.ends {
            page.item(&part.text);
        }
    }
    page.say(&session.text("earlier-choose-hint"));
    Answer::new(&found, page)
}

fn asked(session: &Session, case: Option<Uuid>) -> Result<Answer, Failure> {
    let file = session.device.sign_up_file(case)?.ok_or(OpstapError::Unknown { what: "record" })?;
    let mut page = Page::titled(&session.text("triage-title"));
    page.say(&file.asked_text);
    page.say(&file.promise_text);
    if !file.desk_text.is_empty() {
        page.say(&file.desk_text);
    }
    for (question, answer) in &file.answers {
        page.part(question);
        page.say(answer);
    }
    if !file.decision_text.is_empty() {
        page.part(&file.decision_text);
    }
    if let Some(choices) = &file.choices {
        page.part(&session.text("triage-proposal"));
        for reason in &file.proposal {
            page.item(reason);
        }
        page.part(&session.text("triage-helper"));
        for (account, name) in &choices.helpers {
            page.item(&format!("{name} · {account}"));
        }
    }
    if let Some(passing) = &file.passing {
        page.part(&session.text("desk-pass-to"));
        for (desk, text) in &passing.desks {
            page.item(&format!("{text} · {desk}"));
        }
    }
    Answer::new(&file, page)
}

pub(crate) fn waits(session: &Session) -> Result<Answer, Failure> {
    let waits = session.device.waits_here()?.ok_or(OpstapError::NotAllowed)?;
    let mut page = Page::titled(&session.text("desk-title"));
    if waits.rows.is_empty() {
        page.say(&session.text("desk-none"));
    }
    for row in &waits.rows {
        let desk = if row.desk_text.is_empty() { String::new() } else { format!(" · {}", row.desk_text) };
        page.item(&format!("{}{desk} · {} · {}", row.name, row.promise_text, row.case));
    }
    Answer::new(&waits, page)
}

fn passed(session: &Session, case: Option<Uuid>, wanted: &PassArguments) -> Result<Answer, Failure> {
    let file = session.device.sign_up_file(case)?.ok_or(OpstapError::Unknown { what: "record" })?;
    let desks = file.passing.map(|passing| passing.desks).unwrap_or_default();
    let known = desks.into_iter().map(|(desk, _)| (desk.clone(), desk));
    let to = typed::pick(&wanted.to, "desk-refused-to", known)?;
    let pass = Pass { to: Uuid::parse_str(&to).ok(), why: wanted.why.clone() };
    session.device.pass_sign_up(case, &pass)?;
    Answer::new(&pass, Page::of(&session.text("desk-passed")))
}

fn matched(session: &Session, case: Option<Uuid>, wanted: &MatchArguments) -> Result<Answer, Failure> {
    let file = session.device.sign_up_file(case)?.ok_or(OpstapError::Unknown { what: "record" })?;
    let choices = file.choices.ok_or(OpstapError::NotAllowed)?;
    let mut chosen = choices.proposed.clone();
    if let Some(typed) = &wanted.helper {
        chosen.helper = Some(helper(&choices, typed)?);
        // Who was proposed for later is not who was chosen now.
        chosen.stand_in = chosen.stand_in.filter(|account| Some(*account) != chosen.helper);
    }
    if let Some(typed) = &wanted.stand_in {
        chosen.stand_in = Some(helper(&choices, typed)?);
    }
    if let Some(kind) = &wanted.kind {
        chosen.kind.clone_from(kind);
    }
    if let Some(programme) = &wanted.programme {
        chosen.programme.clone_from(programme);
    }
    chosen.message.clone_from(&wanted.message);
    session.device.match_sign_up(case, &chosen)?;
    Answer::new(&chosen, Page::of(&session.text("triage-decided")))
}

fn helper(choices: &MatchChoices, typed: &str) -> Result<Uuid, Failure> {
    let all = choices.helpers.iter().filter_map(|(id, _)| Some((id.clone(), Uuid::parse_str(id).ok()?)));
    typed::pick(typed, "triage-no-helper", all)
}
