#![allow(clippy::unwrap_used, clippy::panic)]

use icalendar::{Calendar, CalendarDateTime, Class, Component as _, DatePerhapsTime, EventStatus};
use proptest::prelude::*;

use super::*;

fn said() -> Said {
    Said { name: "Afspraken".to_owned(), meeting: "Afspraak".to_owned() }
}

fn meeting() -> Meeting {
    let (starts_at, changed_at) = (1_801_386_000_000, 1_800_000_000_000);
    let (id, standing) = (Uuid::from_u128(7), Standing::Confirmed);
    Meeting { id, starts_at, minutes: Some(45), standing, version: 12, changed_at }
}

/// Lines as they were before they were folded.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn an_appointment_reads_as_the_standard_writes_it() {
    let lines = unfolded(&calendar(&[meeting()], &said()));
    let event: Vec<&str> =
        lines.iter().map(String::as_str).skip_while(|line| *line != "BEGIN:VEVENT").collect();
    assert_eq!(
        event,
        [
            "BEGIN:VEVENT",
            "UID:00000000-0000-0000-0000-000000000007",
            "DTSTAMP:20270115T080000Z",
            "LAST-MODIFIED:20270115T080000Z",
            "SEQUENCE:12",
            "DTSTART:20270131T090000Z",
            "DTEND:20270131T094500Z",
            "STATUS:CONFIRMED",
            "SUMMARY:Afspraak",
            "CLASS:PRIVATE",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Afspraak",
            "TRIGGER:-P1D",
            "END:VALARM",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Afspraak",
            "TRIGGER:-PT1H",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    );
}

#[test]
fn what_is_cancelled_says_so_and_announces_nothing() {
    let cancelled = Meeting { standing: Standing::Cancelled, minutes: None, ..meeting() };
    let text = calendar(&[cancelled], &said());
    assert!(text.contains("STATUS:CANCELLED\r\n") && !text.contains("VALARM") && !text.contains("DTEND"));
}

proptest! {
    /// A parser that shares nothing with it reads back what went in, whatever the words and numbers are.
    #[test]
    fn another_program_reads_what_went_in(
        words in "\\PC{0,200}", id in any::<u128>(), starts in -60_000_000_000_000_i64..250_000_000_000_000,
        minutes in proptest::option::of(1..1440_i64), version in any::<u64>(), which in 0..3_usize,
    ) {
        let standing = [Standing::Proposed, Standing::Confirmed, Standing::Cancelled][which];
        let starts_at = starts / 1_000 * 1_000;
        let one = Meeting { id: Uuid::from_u128(id), starts_at, minutes, standing, version, ..meeting() };
        let text = calendar(std::slice::from_ref(&one), &Said { meeting: words.clone(), ..said() });
        prop_assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{}", text);
        prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        let read: Calendar = text.parse().unwrap();
        let event = read.events().next().unwrap();
        prop_assert_eq!(event.get_uid().unwrap(), one.id.to_string());
        prop_assert_eq!(event.get_class(), Some(Class::Private));
        prop_assert_eq!(u64::from(event.get_sequence().unwrap()), version.min(i32::MAX as u64));
        let status = [EventStatus::Tentative, EventStatus::Confirmed, EventStatus::Cancelled];
        prop_assert_eq!(event.get_status(), Some(status[which]));
        let Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(at))) = event.get_start() else { panic!("no start") };
        prop_assert_eq!(at.timestamp_millis(), starts_at);
        let lines = unfolded(&text);
        let summary = lines.iter().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
        let plain = summary.replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\");
        prop_assert_eq!(plain, words);
    }

    /// Whatever words come in, they stay one value: nobody writes a line of their own into a calendar.
    #[test]
    fn words_stay_one_value(words in "(?s).{0,100}") {
        let text = calendar(&[meeting()], &Said { name: words.clone(), meeting: words });
        let lines = unfolded(&text);
        prop_assert_eq!(lines.iter().filter(|line| line.starts_with("BEGIN:VEVENT")).count(), 1);
        prop_assert_eq!(lines.len(), 8 + 22 + 1);
    }
}
