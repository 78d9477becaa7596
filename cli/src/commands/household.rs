//! Tips, the profile and the preferences.

use opstap::{Phrase, PreferenceEdit, PreferenceSummary, ProfileSummary, TipRow, Uuid};

use crate::answer::Answer;
use crate::arguments::{PreferenceArguments, PreferencesCommand, ProfileCommand, TipsCommand, YesNo};
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;
use crate::typed;

pub(crate) fn tips(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&TipsCommand>,
) -> Result<Answer, Failure> {
    let known = session.device.tips(case)?;
    let Some(TipsCommand::Hide { id }) = command else {
        return Answer::new(&known, tips_page(session, &known));
    };
    // Also a tip that does not show now may be put away: the library knows them all.
    let shown = known.iter().map(|tip| (tip.id.clone(), tip.id.clone()));
    let tip = typed::pick(id, "error-unknown-text", shown).unwrap_or_else(|_| id.clone());
    let left = session.device.hide_tip(case, &tip)?;
    Answer::new(&left, Page::of(&session.text("tips-dismissed")))
}

fn tips_page(session: &Session, tips: &[TipRow]) -> Page {
    let mut page = Page::titled(&session.text("tips-title"));
    if tips.is_empty() {
        page.say(&session.text("tips-empty"));
    }
    for tip in tips {
        page.blank();
        page.item(&format!("{} · {}", tip.title, tip.id));
        page.under(&tip.text);
        for because in &tip.because {
            page.under(because);
        }
    }
    page
}

pub(crate) fn profile(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&ProfileCommand>,
) -> Result<Answer, Failure> {
    match command {
        Some(ProfileCommand::Set { field, value }) => {
            let profile = session.device.set_fact(case, field, value)?;
            Answer::new(&profile, Page::of(&session.text("profile-changed")))
        }
        Some(ProfileCommand::Show) | None => {
            let profile = session.device.profile(case)?;
            Answer::new(&profile, profile_page(session, &profile))
        }
    }
}

fn profile_page(session: &Session, profile: &ProfileSummary) -> Page {
    let mut page = Page::titled(&session.text("profile-title"));
    if !profile.name.is_empty() {
        page.say(&session.say("profile-name", &[("name", &profile.name)]));
    }
    for fact in &profile.facts {
        page.item(&format!("{}: {}", fact.label, fact.text));
    }
    let open = profile.fields.iter().filter(|field| !field.told);
    let open: Vec<&str> = open.map(|field| field.field.as_str()).collect();
    if !open.is_empty() {
        page.part(&session.say("cli-profile-more", &[("command", "opstap profile set")]));
        page.say(&open.join(" "));
    }
    page
}

pub(crate) fn preferences(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&PreferencesCommand>,
) -> Result<Answer, Failure> {
    if let Some(PreferencesCommand::Set(wanted)) = command {
        // All are read before the first is written.
        for edit in edits(session, wanted)? {
            session.device.set_preference(case, edit)?;
        }
    }
    let known = session.device.preferences(case)?;
    Answer::new(&known, preferences_page(session, &known))
}

fn edits(session: &Session, wanted: &PreferenceArguments) -> Result<Vec<PreferenceEdit>, Failure> {
    let mut edits = Vec::new();
    if let Some(quiet) = &wanted.quiet {
        let times = quiet
            .split_once('-')
            .and_then(|(from, to)| Some((typed::clock_time(from.trim())?, typed::clock_time(to.trim())?)));
        let (from, to) = times.ok_or_else(|| Failure::refused(Phrase::new("error-bad-time")))?;
        edits.push(PreferenceEdit::Quiet(from, to));
    }
    edits.extend(wanted.hours_before.map(PreferenceEdit::HoursBefore));
    if let Some(until) = &wanted.pause_until {
        let none = matches!(until.as_str(), "none" | "geen");
        let until = if none { None } else { Some(session.typed_date(until)?) };
        edits.push(PreferenceEdit::PauseUntil(until));
    }
    edits.extend(wanted.nudges.map(|nudges| PreferenceEdit::Nudges(nudges == YesNo::Yes)));
    edits.extend(wanted.news.map(|news| PreferenceEdit::News(news == YesNo::Yes)));
    edits.extend(wanted.language.map(PreferenceEdit::Language));
    Ok(edits)
}

fn preferences_page(session: &Session, known: &PreferenceSummary) -> Page {
    let mut page = Page::titled(&session.text("preferences-title"));
    let (from, until) = (known.quiet_from.to_string(), known.quiet_to.to_string());
    page.say(&session.say("reminders-quiet", &[("from", &from), ("until", &until)]));
    if let Some(hours) = known.hours_before {
        page.say(&session.count("preferences-hours-before", hours as usize));
    }
    if let Some(until) = known.paused_until {
        page.say(&session.say("reminders-paused", &[("date", &session.date(until))]));
    }
    page.say(&session.text(if known.nudges { "preferences-nudges-on" } else { "preferences-nudges-off" }));
    page.say(&session.text(if known.news { "preferences-news-on" } else { "preferences-news-off" }));
    let language = session.text(&format!("status-{}", known.language));
    page.say(&session.say("profile-language", &[("language", &language)]));
    page
}
