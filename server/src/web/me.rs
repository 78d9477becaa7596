//! What a client decides about themselves: how they want it, what they tell, who sees what.

use opstap::{
    CivilTime, FactKind, FactRow, Language, OpstapError, Phrase, PreferenceEdit, PreferenceSummary, Uuid,
};
use opstap_domain::catalogue::Part;
use opstap_domain::ids::Role;
use opstap_web::Frame;

use super::rooms::Room;
use super::{Fields, day, field, id_of};

/// The page of one of these places.
pub(super) fn draw(
    room: &Room,
    case: Option<Uuid>,
    frame: &Frame<'_>,
    (place, rest): (&str, &str),
) -> Result<String, OpstapError> {
    let device = &room.device;
    match (place, rest) {
        ("preferences", "") => {
            let (known, before) = (device.preferences(case)?, device.choices(case)?.hours_before);
            clients_alone(room)?;
            Ok(opstap_web::preferences(frame, &known, &before))
        }
        ("profile", "") => Ok(opstap_web::profile(frame, &device.profile(case)?)),
        ("fact", name) => {
            let profile = device.profile(case)?;
            let known = profile.facts.iter().find(|fact| fact.field == name);
            let field = profile.fields.iter().find(|field| field.field == name);
            let field = field.ok_or(OpstapError::Unknown { what: "field" })?;
            Ok(opstap_web::fact(
                frame,
                field,
                &known.map(|fact| as_typed(fact, field.kind)).unwrap_or_default(),
            ))
        }
        ("sharing", "") => {
            let words = device.words();
            let part =
                |(name, _): &(&'static str, Part)| (*name, words.text(&format!("ui-sharing-part-{name}")));
            let parts: Vec<(&str, String)> = Part::SHAREABLE.iter().map(part).collect();
            Ok(opstap_web::sharing(frame, &device.sharing(case)?, &parts))
        }
        ("safety", "") => Ok(opstap_web::safety(frame, &device.safety()?)),
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}

/// How somebody wants it is theirs: whoever helps has no page of it.
fn clients_alone(room: &Room) -> Result<(), OpstapError> {
    if room.role() == Some(Role::Client) { Ok(()) } else { Err(OpstapError::NotAllowed) }
}

/// What was told, as it would be typed.
fn as_typed(fact: &FactRow, kind: FactKind) -> String {
    match (kind, fact.value.as_bool(), fact.value.as_i64()) {
        (FactKind::YesNo, Some(yes), _) => if yes { "ja" } else { "nee" }.to_owned(),
        (FactKind::Amount, _, Some(cents)) => format!("{},{:02}", cents / 100, cents % 100),
        _ => fact.text.clone(),
    }
}

/// Does what a button on one of these places says: where to go, and what to tell.
pub(super) fn act(
    room: &Room,
    case: Option<Uuid>,
    (place, rest): (&str, &str),
    act: &str,
    fields: &Fields,
) -> Result<(String, String), OpstapError> {
    let to = match (place, rest, act) {
        ("preferences", "", "save") => {
            let known = room.device.preferences(case)?;
            clients_alone(room)?;
            // All are read before the first is written.
            for edit in wanted(&known, fields)? {
                room.device.set_preference(case, edit)?;
            }
            "preferences"
        }
        ("fact", name, "save") => {
            room.device.set_fact(case, name, field(fields, "value"))?;
            "profile"
        }
        ("sharing", "", "share" | "stop") => {
            let helper = id_of(field(fields, "helper"), "helper")?;
            let parts = field(fields, "parts").split("; ").filter(|part| act == "share" && !part.is_empty());
            let until = if act == "share" { day(fields, "until")? } else { None };
            room.device.share(case, helper, &parts.collect::<Vec<_>>(), until)?;
            "sharing"
        }
        // Whatever is done on a page is sent and brought before the next one.
        ("safety", "", "sync") => return Ok(("safety".to_owned(), String::new())),
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    // In the language that was chosen a moment ago.
    Ok((to.to_owned(), room.device.words().text("web-saved")))
}

/// What of a form differs from what is set.
fn wanted(known: &PreferenceSummary, fields: &Fields) -> Result<Vec<PreferenceEdit>, OpstapError> {
    let not_a_choice = |name: &str| refused(name, "refused-not-a-choice");
    let hours: u32 = field(fields, "hours_before").parse().map_err(|_| not_a_choice("hours_before"))?;
    let yes_no = |name: &'static str| match field(fields, name) {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(not_a_choice(name)),
    };
    let (nudges, news) = (yes_no("nudges")?, yes_no("news")?);
    let code = field(fields, "language");
    let language = Language::from_code(code).ok_or_else(|| not_a_choice("language"))?;
    let quiet = (time(fields, "quiet_from")?, time(fields, "quiet_to")?);
    let pause = day(fields, "pause_until")?;
    // What the library may refuse goes first: then nothing was changed.
    let mut edits = Vec::new();
    edits.extend((hours != known.hours_before.unwrap_or(0)).then_some(PreferenceEdit::HoursBefore(hours)));
    edits.extend((nudges != known.nudges).then_some(PreferenceEdit::Nudges(nudges)));
    edits.extend((news != known.news).then_some(PreferenceEdit::News(news)));
    let differs = quiet != (known.quiet_from, known.quiet_to);
    edits.extend(differs.then_some(PreferenceEdit::Quiet(quiet.0, quiet.1)));
    edits.extend((pause != known.paused_until).then_some(PreferenceEdit::PauseUntil(pause)));
    edits.extend((code != known.language).then_some(PreferenceEdit::Language(language)));
    Ok(edits)
}

/// A time of the day in an input: `8:30` too.
pub(super) fn time(fields: &Fields, name: &str) -> Result<CivilTime, OpstapError> {
    let text = field(fields, name).trim();
    let whole = if text.len() == 4 { format!("0{text}") } else { text.to_owned() };
    whole.parse().map_err(|_| refused(name, "error-bad-time"))
}

fn refused(field: &str, why: &str) -> OpstapError {
    OpstapError::Refused { field: field.to_owned(), why: Phrase::new(why) }
}
