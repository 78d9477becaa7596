//! From a phrase of the domain to a sentence.

use opstap_domain::phrase::{Arg, Phrase};
use opstap_domain::time::Date;

use super::{Value, Words};
use crate::format;

impl Words {
    /// The sentence of a phrase. Dates carry their year; [`say_on`](Words::say_on) leaves out the current one.
    pub fn say(&self, phrase: &Phrase) -> String {
        self.fill(phrase, None)
    }

    /// The sentence of a phrase as one says it on the day `today`: `morgen`, and no year that speaks for itself.
    pub fn say_on(&self, phrase: &Phrase, today: Date) -> String {
        self.fill(phrase, Some(today))
    }

    fn fill(&self, phrase: &Phrase, today: Option<Date>) -> String {
        let values: Vec<(&str, Value)> =
            phrase.args.iter().map(|(name, arg)| (name.as_str(), self.value(arg, today))).collect();
        self.text_with(&phrase.key, &values)
    }

    fn value(&self, arg: &Arg, today: Option<Date>) -> Value {
        let language = self.language();
        match arg {
            Arg::Text(text) => text.as_str().into(),
            Arg::Number(number) => Value::Count(*number),
            Arg::Money(amount) => format::money(language, *amount).into(),
            Arg::Date(date) => match today {
                Some(today) => format::relative_date(language, *date, today).into(),
                None => format::full_date(language, *date).into(),
            },
            Arg::Moment(moment) => match today {
                Some(today) => format::moment(language, *moment, today).into(),
                None => format::full_moment(language, *moment).into(),
            },
            Arg::Key(key) => self.text(key).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use opstap_domain::money::Cents;
    use opstap_domain::time::{CivilTime, LocalMoment};

    use super::*;
    use crate::Language;

    #[test]
    fn figures_come_in_the_readers_own_notation() {
        let phrase = Phrase::new("money-too-large").with("max", Cents(1_000_000_000));
        let dutch = Words::new(Language::Dutch).say(&phrase);
        assert_eq!(dutch, "Dit bedrag is hoger dan €\u{a0}10.000.000,00. Kijk nog eens naar de komma.");
    }

    #[test]
    fn a_moment_is_said_as_seen_from_today() {
        let today = Date::from_ymd(2026, 11, 23).unwrap_or(Date::MIN);
        let moment = LocalMoment { date: today.plus_days(1), time: CivilTime::hour_of_day(10) };
        let phrase = Phrase::new("agenda-planned").with("when", moment);
        let words = Words::new(Language::Dutch);
        assert_eq!(words.say_on(&phrase, today), "Je afspraak staat: morgen om 10.00 uur.");
        assert_eq!(words.say(&phrase), "Je afspraak staat: dinsdag 24 november 2026 om 10.00 uur.");
    }

    #[test]
    fn a_key_inside_a_phrase_is_looked_up() {
        let phrase = Phrase::new("held-role").with("role", Arg::Key("role-counsellor".to_owned()));
        assert_eq!(
            Words::new(Language::English).say(&phrase),
            "Only somebody with this role may change this: counsellor."
        );
    }
}
