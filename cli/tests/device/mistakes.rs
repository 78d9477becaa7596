//! What people mistype, and clocks that are off.

use crate::street::Street;

#[test]
fn a_command_that_is_not_understood_ends_with_two() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let all: [&[&str]; 12] = [
        &[],
        &["dance"],
        &["reminders", "--max", "-1"],
        &["caseload", "--limit", "-5"],
        &["message", "list", "--limit", "x"],
        &["budget", "set", "huur"],
        &["budget", "set", "huur", "1", "--every", "often"],
        &["budget", "set", "huur", "1", "--in", "--out"],
        &["today", "--now", "yesterday"],
        &["today", "--lang", "fr"],
        &["preferences", "set"],
        &["conflicts", "choose", "a", "mine"],
    ];
    for command in all {
        phone.refuses(command, 2, "usage");
    }
}

#[test]
fn what_cannot_be_read_is_asked_again_and_changes_nothing() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let long = "é".repeat(5000);
    let all: [&[&str]; 17] = [
        &["budget", "set", "huur", "twaalf"],
        &["budget", "set", "huur", "-5"],
        &["budget", "set", "huur", "1,234"],
        &["budget", "set", "huur", "99999999999"],
        &["budget", "set", "kasteel", "5"],
        &["budget", "none", "kasteel"],
        &["budget", "set", "huur", "5", "--label", &long],
        &["task", "postpone", "goed-begonnen.f1.s1.t1", "--until", "31-02-2031"],
        &["task", "postpone", "goed-begonnen.f1.s1.t1", "--until", "2001-01-01"],
        &["agenda", "add", "Bellen", "--at", "morgen"],
        &["agenda", "add", "Bellen", "--at", "2001-01-01 10:00"],
        &["agenda", "add", &long, "--at", "2031-01-01 10:00"],
        &["message", "send", "   "],
        &["message", "send", &long],
        &["profile", "set", "household.childrenUnder18", "veel"],
        &["preferences", "set", "--quiet", "laat"],
        &["share", "with", "Pien", "--parts", "budget", "--until", "gisteren"],
    ];
    for command in all {
        phone.refuses(command, 1, "refused");
    }
    assert_eq!(phone.value(&["safety"])["here"], 0);
}

#[test]
fn an_id_that_is_nothing_or_more_than_one_thing_is_not_guessed() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let all: [&[&str]; 12] = [
        &["task", "done", "nothing"],
        &["task", "done", "goed"],
        &["task", "done", ""],
        &["budget", "remove", "huur"],
        &["agenda", "confirm", "zz"],
        &["conflicts", "choose", "00", "shown"],
        &["conflicts", "undo", "00"],
        &["share", "with", "Teun", "--parts", "agenda"],
        &["share", "with", "Pien", "--parts", "alles"],
        &["ask", "nothing", "Wat is dit?"],
        &["profile", "set", "nothing", "1"],
        &["today", "--case", "zz"],
    ];
    for command in all {
        phone.refuses(command, 1, "unknown");
    }
}

#[test]
fn a_clock_that_is_off_by_lifetimes_breaks_nothing() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    for now in ["1970-01-01T00:00:00Z", "2099-12-31T23:59:59+01:00"] {
        for screen in [&["today"][..], &["reminders"], &["agenda"], &["programme"], &["tips"], &["safety"]] {
            let at: Vec<&str> = screen.iter().copied().chain(["--now", now]).collect();
            phone.ok(&at);
            phone.value(&at);
        }
        phone.ok(&["budget", "set", "huur", "684,50", "--now", now]);
        phone.ok(&["message", "send", "hoi", "--now", now]);
        phone.ok(&["sync", "--now", now]);
    }
    assert_eq!(phone.value(&["sync"])["left"], 0);
    let tablet = street.device("tablet", street.counsellor);
    assert_eq!(tablet.value(&["message", "list"])["messages"].as_array().unwrap().len(), 2);
}
