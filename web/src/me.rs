//! What a client decides about themselves: how they want it, what they tell, who sees what.

use maud::{Markup, html};
use opstap::{
    FactKind, FieldRow, HelperRow, PreferenceSummary, ProfileSummary, SafetySummary, SharingSummary,
};

use crate::Frame;

/// How a client wants it: the language, reminders, quiet hours, a pause. `before` are hours to choose from, with their words.
#[must_use]
pub fn preferences(frame: &Frame<'_>, wanted: &PreferenceSummary, before: &[(u32, String)]) -> String {
    let word = |key: &str| frame.word(key);
    let languages = [("nl", word("ui-preferences-dutch")), ("en", word("ui-preferences-english"))];
    let either = [("yes", word("ui-all-yes")), ("no", word("ui-all-no"))];
    let yes_no = |on: bool| if on { "yes" } else { "no" };
    let mut hours = vec![("0".to_owned(), word("ui-preferences-before-none"))];
    hours.extend(before.iter().map(|(hours, text)| (hours.to_string(), text.clone())));
    let chosen = wanted.hours_before.unwrap_or(0).to_string();
    // Somebody may have chosen other hours elsewhere: saving the page leaves them.
    if let Some(text) =
        wanted.hours_before_text.as_ref().filter(|_| !hours.iter().any(|(at, _)| *at == chosen))
    {
        hours.push((chosen.clone(), text.clone()));
    }
    let (from, to) = (wanted.quiet_from.to_string(), wanted.quiet_to.to_string());
    let pause = wanted.paused_until.map(|day| day.to_string()).unwrap_or_default();
    let body = html! {
        form method="post" {
            section.card {
                (frame.choice("language", &word("ui-preferences-language"), wanted.language, &borrowed(&languages)))
            }
            section.card {
                h2 { (word("ui-preferences-reminders")) }
                (frame.choice("nudges", &word("ui-preferences-nudges"), yes_no(wanted.nudges), &borrowed(&either)))
                (frame.choice("hours_before", &word("ui-preferences-before"), &chosen, &borrowed(&hours)))
            }
            section.card {
                h2 { (word("ui-preferences-quiet")) }
                p { (word("ui-preferences-quiet-text")) }
                (frame.input("time", None, "quiet_from", [&word("ui-preferences-quiet-from"), "", &from]))
                (frame.input("time", None, "quiet_to", [&word("ui-preferences-quiet-to"), "", &to]))
            }
            section.card {
                (frame.input("date", None, "pause_until",
                    [&word("ui-preferences-pause"), &word("ui-preferences-pause-text"), &pause]))
            }
            section.card {
                p { (word("ui-preferences-news-text")) }
                (frame.choice("news", &word("ui-preferences-news"), yes_no(wanted.news), &borrowed(&either)))
            }
            button.main type="submit" name="act" value="save" { (word("ui-all-save")) }
        }
        (frame.back("more"))
    };
    frame.page(&word("ui-preferences-title"), &body)
}

fn borrowed<T: AsRef<str>>(answers: &[(T, String)]) -> Vec<(&str, &str)> {
    answers.iter().map(|(answer, text)| (answer.as_ref(), text.as_str())).collect()
}

/// What was told, to tell otherwise; and what could be told.
#[must_use]
pub fn profile(frame: &Frame<'_>, profile: &ProfileSummary) -> String {
    let word = |key: &str| frame.word(key);
    let fact = |field: &str| frame.to(&format!("fact/{field}"));
    let open = || profile.fields.iter().filter(|field| !field.told);
    let body = html! {
        p { (word("ui-profile-text")) }
        @if !profile.facts.is_empty() {
            h2 { (word("ui-profile-known")) }
            @for told in &profile.facts {
                div.row {
                    // A field that tips do not ask about any more is known, and not to be told again.
                    @if profile.fields.iter().any(|field| field.field == told.field) {
                        p { a href=(fact(&told.field)) { (told.label) } ": " strong { (told.text) } }
                    } @else {
                        p { (told.label) ": " strong { (told.text) } }
                    }
                }
            }
        }
        @if open().next().is_some() {
            h2 { (word("ui-profile-more")) }
            @for field in open() { div.row { p { a href=(fact(&field.field)) { (field.label) } } } }
        }
        (frame.back("more"))
    };
    frame.page(&word("ui-profile-title"), &body)
}

/// One thing to tell. `known` is what was told, in words as they are typed.
#[must_use]
pub fn fact(frame: &Frame<'_>, field: &FieldRow, known: &str) -> String {
    let word = |key: &str| frame.word(key);
    let (yes, no) = (word("ui-all-yes"), word("ui-all-no"));
    let label = word("ui-profile-answer");
    let answers = [("", word("ui-all-choose")), ("ja", yes), ("nee", no)];
    let body = html! {
        form.card method="post" {
            @match field.kind {
                FactKind::YesNo => (frame.choice("value", &label, known, &borrowed(&answers))),
                FactKind::Amount => (frame.field("value", &label, &word("ui-line-hint"), known)),
                FactKind::Number | FactKind::Words => (frame.field("value", &label, "", known)),
            }
            button.main type="submit" name="act" value="save" { (word("ui-all-save")) }
        }
        (frame.back("profile"))
    };
    frame.page(&field.label, &body)
}

/// What of somebody's work is where, and what it waits for.
#[must_use]
pub fn safety(frame: &Frame<'_>, safety: &SafetySummary) -> String {
    let word = |key: &str| frame.word(key);
    let conflicts = [("count", safety.conflicts.into())];
    let body = html! {
        section.card { @for sentence in &safety.text { p { (sentence) } } }
        @if safety.conflicts > 0 {
            p { a href=(frame.to("conflicts")) { (frame.words.text_with("today-conflicts", &conflicts)) } }
        }
        @if !safety.held.is_empty() {
            section.card { h2 { (word("ui-safety-held")) } ul { @for why in &safety.held { li { (why) } } } }
        }
        form method="post" { button type="submit" name="act" value="sync" { (word("ui-safety-sync")) } }
        section.card { p { (word("web-own-computer")) } p { a href="/web/devices" { (word("web-devices-way")) } } }
        (frame.back("more"))
    };
    frame.page(&word("ui-safety-title"), &body)
}

/// Who looks along, and what each of them sees. `parts` can be shared: their words, and what they are called.
#[must_use]
pub fn sharing(frame: &Frame<'_>, sharing: &SharingSummary, parts: &[(&str, String)]) -> String {
    let body = html! {
        p { (frame.word("ui-sharing-text")) }
        // The client has a place in the case, and does not look along.
        @let helpers: Vec<_> = sharing.helpers.iter().filter(|helper| helper.role != "client").collect();
        @if helpers.is_empty() { p { (frame.word("ui-all-nothing")) } }
        @for helper in helpers { (one_helper(frame, helper, parts)) }
        (frame.back("more"))
    };
    frame.page(&frame.word("ui-sharing-title"), &body)
}

fn one_helper(frame: &Frame<'_>, helper: &HelperRow, parts: &[(&str, String)]) -> Markup {
    let word = |key: &str| frame.word(key);
    // Each of them has a form of their own: what was typed in one is not shown in another.
    let refusal = frame.refusal.filter(|refusal| {
        refusal.typed.iter().any(|(key, value)| key == "helper" && *value == helper.account.to_string())
    });
    let frame = &Frame { refusal, ..frame.clone() };
    let shared = refusal.map(|refusal| {
        let all = refusal.typed.iter().find(|(key, _)| key == "parts").map_or("", |(_, all)| all.as_str());
        all.split("; ").map(str::to_owned).collect::<Vec<_>>()
    });
    let shared = shared.as_ref().unwrap_or(&helper.parts);
    let until = helper.until.map(|day| day.to_string()).unwrap_or_default();
    html! {
        section.card {
            h2 { (helper.name) " " span.state { (helper.role_text) } }
            @if helper.role == "coach" {
                @if helper.parts.is_empty() {
                    p { (word("ui-sharing-nothing")) }
                } @else {
                    p { (word("ui-sharing-sees")) ": " (helper.parts_text) }
                }
            }
            @if helper.may_share {
                form method="post" {
                    input type="hidden" name="helper" value=(helper.account);
                    fieldset {
                        legend { (word("ui-sharing-change")) }
                        @for (part, text) in parts {
                            label.choice {
                                input type="checkbox" name="parts" value=(part) checked[shared.iter().any(|one| one == part)];
                                (text)
                            }
                        }
                    }
                    (until_when(frame, helper, &until))
                    button.main type="submit" name="act" value="share" { (word("ui-sharing-save")) }
                    @if !helper.parts.is_empty() {
                        button type="submit" name="act" value="stop" { (word("ui-sharing-stop")) }
                    }
                }
            }
        }
    }
}

/// The day from which it is over; ids are of this person's own form.
fn until_when(frame: &Frame<'_>, helper: &HelperRow, known: &str) -> Markup {
    let (id, hint) = (format!("until-{}", helper.account), format!("until-{}-hint", helper.account));
    let refused = frame.refusal.is_some_and(|refusal| refusal.field == "until");
    html! {
        label for=(id) { (frame.word("ui-sharing-until")) }
        p.hint id=(hint) { (frame.word("web-sharing-until-hint")) }
        (frame.beside("until"))
        input type="date" id=(id) name="until" value=(frame.shown("until", known)) autocomplete="off"
            aria-invalid=[refused.then_some("true")] aria-describedby=(if refused { "until-refused" } else { hint.as_str() });
    }
}
