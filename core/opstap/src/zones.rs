//! Zones by their names. A phone carries few of them: most of Europe goes like Amsterdam, Helsinki or London.

use opstap_domain::Zone;

use crate::reading::read;

/// A zone by its name; where it is not carried the one that goes alike, and Europe/Amsterdam where there is none.
#[must_use]
pub fn zone_named(name: &str) -> Zone {
    carried(name).or_else(|| carried(twin(name)?)).unwrap_or(Zone::AMSTERDAM)
}

fn carried(name: &str) -> Option<Zone> {
    read(&name.into())
}

/// The zone whose clocks have gone alike since 2017. Those of Central Europe go like Amsterdam, and are not named.
///
/// # Source
///
/// The tz database; directive 2000/84/EC for the days on which clocks change in the European Union.
fn twin(name: &str) -> Option<&'static str> {
    Some(match name {
        "Europe/Athens" | "Europe/Bucharest" | "Europe/Kiev" | "Europe/Kyiv" | "Europe/Mariehamn"
        | "Europe/Riga" | "Europe/Sofia" | "Europe/Tallinn" | "Europe/Vilnius" => "Europe/Helsinki",
        "Europe/Belfast" | "Europe/Dublin" | "Europe/Guernsey" | "Europe/Isle_of_Man" | "Europe/Jersey"
        | "Europe/Lisbon" => "Europe/London",
        "Europe/Minsk" | "Europe/Moscow" | "Europe/Simferopol" => "Europe/Istanbul",
        "America/Aruba" | "America/Kralendijk" | "America/Lower_Princes" => "America/Curacao",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use opstap_domain::Instant;

    use super::*;

    /// 2024-01-01, and every three hours of the twelve years after it.
    fn instants() -> impl Iterator<Item = Instant> {
        (0..12 * 365 * 8).map(|step| Instant(1_704_067_200_000 + step * 3 * 3_600_000))
    }

    fn go_alike(one: &str, other: &str) {
        let (a, b) = (carried(one).unwrap(), carried(other).unwrap());
        for at in instants() {
            assert_eq!(a.local(at), b.local(at), "{one} and {other}");
        }
    }

    #[test]
    fn twins_show_the_same_time_at_every_hour() {
        for name in ["Athens", "Bucharest", "Kyiv", "Mariehamn", "Riga", "Sofia", "Tallinn", "Vilnius"] {
            go_alike(&format!("Europe/{name}"), twin(&format!("Europe/{name}")).unwrap());
        }
        for name in [
            "Belfast",
            "Dublin",
            "Guernsey",
            "Isle_of_Man",
            "Jersey",
            "Lisbon",
            "Minsk",
            "Moscow",
            "Simferopol",
        ] {
            go_alike(&format!("Europe/{name}"), twin(&format!("Europe/{name}")).unwrap());
        }
        for name in ["America/Aruba", "America/Kralendijk", "America/Lower_Princes"] {
            go_alike(name, "America/Curacao");
        }
    }

    #[test]
    fn central_europe_goes_like_amsterdam() {
        let names = "Andorra Belgrade Berlin Bratislava Brussels Budapest Copenhagen Gibraltar Ljubljana Luxembourg Madrid Malta \
                     Monaco Oslo Paris Podgorica Prague Rome San_Marino Sarajevo Skopje Stockholm Tirane Vaduz Vatican \
                     Vienna Warsaw Zagreb Zurich";
        for name in names.split_whitespace() {
            assert_eq!(twin(&format!("Europe/{name}")), None);
            go_alike(&format!("Europe/{name}"), "Europe/Amsterdam");
        }
    }

    #[test]
    fn what_nobody_knows_counts_as_amsterdam() {
        for name in ["Europe/Nowhere", "", "Mars/Olympus"] {
            assert_eq!(zone_named(name), Zone::AMSTERDAM);
        }
        assert_eq!(zone_named("Europe/London").name(), "Europe/London");
    }
}
