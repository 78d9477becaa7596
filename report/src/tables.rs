//! Tables for a spreadsheet: one file each, by name.

use opstap::Export;

use super::Said;

/// The tables of a case: what the file is called, and its bytes (UTF-8, RFC 4180).
pub(crate) fn of(found: &Export, say: Said<'_>) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("budget", budget(found, say)),
        ("debts", debts(found, say)),
        ("debt-amounts", amounts(found, say)),
        ("letters", letters(found, say)),
        ("appointments", agenda(found, say)),
        ("messages", messages(found, say)),
        ("profile", profile(found, say)),
        ("deadlines", deadlines(found, say)),
        ("forms", forms(found, say)),
        ("talks", talks(found, say)),
        ("goals", goals(found, say)),
        ("marks", marks(found, say)),
    ]
}

fn budget(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = ["export-column-way", "export-column-what", "export-column-how-often", "export-column-euro"];
    let sides = found.budget.iter().flat_map(|budget| [("in", &budget.income), ("out", &budget.expenses)]);
    let rows = sides.flat_map(|(way, rows)| {
        rows.iter().filter(|row| !row.not_applicable).map(move |row| {
            vec![way.to_owned(), row.label.clone(), row.frequency_text.clone(), euro(row.entered.cents)]
        })
    });
    table(&head, say, rows)
}

fn debts(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = [
        "export-column-what",
        "export-column-for",
        "export-column-number",
        "export-column-least",
        "export-column-most",
        "export-column-known",
    ];
    let rows = found.debts.iter().flat_map(|debts| &debts.debts).map(|debt| {
        vec![
            debt.title.clone(),
            debt.subject_text.clone(),
            debt.reference.clone(),
            euro(debt.low.cents),
            euro(debt.high.cents),
            debt.owed_text.clone(),
        ]
    });
    table(&head, say, rows)
}

fn amounts(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = ["export-column-what", "export-column-day", "export-column-text", "export-column-euro"];
    let rows = found.debts.iter().flat_map(|debts| &debts.debts).flat_map(|debt| {
        debt.entries.iter().map(|entry| {
            let amount = entry.amount.as_ref().map(|amount| euro(amount.cents)).unwrap_or_default();
            vec![debt.title.clone(), entry.on.to_string(), entry.text.clone(), amount]
        })
    });
    table(&head, say, rows)
}

fn letters(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = [
        "export-column-who",
        "export-column-day",
        "export-column-number",
        "export-column-state",
        "export-column-euro",
    ];
    let rows = found.letters.iter().flat_map(|letters| letters.open.iter().chain(&letters.done)).map(|row| {
        let day = row.due_on.map(|day| day.to_string()).unwrap_or_default();
        let amount = row.amount.as_ref().map(|amount| euro(amount.cents)).unwrap_or_default();
        vec![row.sender.clone(), day, row.reference.clone(), row.state_text.clone(), amount]
    });
    table(&head, say, rows)
}

fn agenda(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = ["export-column-day", "export-column-what", "export-column-place", "export-column-state"];
    let all = found.agenda.iter().flat_map(|agenda| agenda.upcoming.iter().chain(&agenda.past));
    let rows = all.map(|row| {
        vec![row.starts_at.to_rfc3339(), row.title.clone(), row.place.clone(), row.status_text.clone()]
    });
    table(&head, say, rows)
}

fn messages(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = ["export-column-day", "export-column-who", "export-column-text"];
    let rows = found
        .messages
        .iter()
        .map(|message| vec![message.sent_at.to_rfc3339(), message.sender.clone(), message.text.clone()]);
    table(&head, say, rows)
}

fn profile(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = ["export-column-what", "export-column-text", "export-column-since"];
    let rows = found.profile.facts.iter().map(|fact| {
        let since = fact.since.map(|day| day.to_string()).unwrap_or_default();
        vec![fact.label.clone(), fact.text.clone(), since]
    });
    table(&head, say, rows)
}

fn deadlines(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = ["export-column-what", "export-column-since", "export-column-last-day", "export-column-state"];
    let all = found.deadlines.iter().flat_map(|page| page.open.iter().chain(&page.ended));
    let rows = all.map(|row| {
        vec![row.title.clone(), row.started_on.to_string(), row.last_day.to_string(), row.standing.clone()]
    });
    table(&head, say, rows)
}

/// A row for each question of a form that was shared, and one for each thing that a helper said of it.
fn forms(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = [
        "export-column-day",
        "export-column-form",
        "export-column-question",
        "export-column-who",
        "export-column-text",
    ];
    let rows = found.forms.iter().flatten().flat_map(|form| {
        let row = |at: opstap::Instant, question: &str, who: &str, text: &str| {
            [&at.to_rfc3339(), &form.title, question, who, text].map(str::to_owned).to_vec()
        };
        let answers = form.answers.iter().map(|answer| row(form.shared_at, &answer.label, "", &answer.text));
        let said = form.feedback.iter().map(|said| row(said.said_at, "", &said.sender, &said.text));
        answers.chain(said).collect::<Vec<_>>()
    });
    table(&head, say, rows)
}

fn talks(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = [
        "export-column-day",
        "export-column-who",
        "export-column-text",
        "export-column-agreed",
        "export-column-reaction",
    ];
    let rows = found.talks.iter().flat_map(|talks| &talks.notes).map(|talk| {
        vec![
            talk.held_on.to_string(),
            talk.author.clone(),
            talk.body.clone(),
            talk.agreed.clone(),
            talk.reaction_text.clone(),
        ]
    });
    table(&head, say, rows)
}

fn goals(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = [
        "export-column-what",
        "export-column-why",
        "export-column-first-step",
        "export-column-state",
        "export-column-day",
    ];
    let rows = found.goals.goals.iter().map(|goal| {
        let set_on = goal.set_on.map(|day| day.to_string()).unwrap_or_default();
        [&goal.text, &goal.why, &goal.first_step, &goal.status_text, &set_on].map(Clone::clone).to_vec()
    });
    table(&head, say, rows)
}

fn marks(found: &Export, say: Said<'_>) -> Vec<u8> {
    let head = ["export-column-day", "export-column-what", "export-column-mark", "export-column-text"];
    let rows =
        found.marks.marks.iter().map(|mark| {
            vec![mark.on.to_string(), mark.about.clone(), mark.value.to_string(), mark.note.clone()]
        });
    table(&head, say, rows)
}

fn table(head: &[&str], say: Said<'_>, rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head: Vec<String> = head.iter().map(|key| say(key)).collect();
    // Writing into memory does not fail.
    let _ = writer.write_record(&head);
    for row in rows {
        let _ = writer.write_record(row.iter().map(|cell| calm(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// A text that a spreadsheet must not take for a formula (OWASP, CSV injection); amounts keep their minus.
fn calm(cell: &str) -> String {
    let amount = cell
        .strip_prefix('-')
        .is_some_and(|rest| rest.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.'));
    if !amount && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// Cents as a spreadsheet reads them in any language: `-12.50`.
fn euro(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_formula() {
        for cell in ["=1+1", "+31 6", "@sum", "-A1", "\tx"] {
            assert!(calm(cell).starts_with('\''), "{cell}");
        }
        for cell in ["-12.50", "Huur", "", "1-2"] {
            assert_eq!(calm(cell), cell);
        }
    }

    #[test]
    fn amounts_have_two_digits_and_their_sign() {
        assert_eq!(
            [euro(-5), euro(0), euro(123_456), euro(i64::MIN)],
            ["-0.05", "0.00", "1234.56", "-92233720368547758.08"]
        );
    }
}
