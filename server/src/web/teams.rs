//! Teams, for an administrator on pages; and the desk, for who sits at one. Who may do what is decided by the engine, at each
//! request (ADR-0056).

use opstap::{OpstapError, Phrase, Uuid, Words};
use opstap_domain::audience::shown;
use opstap_domain::ids::Role;
use opstap_domain::sign_up::postcode;
use opstap_web::{Frame, MemberLine, TeamLine, TeamPage};

use super::administration::role_key;
use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, field, id_of};
use crate::engine::{TeamAsked, TeamFigures, TeamShown, Teams, Unteamed};
use crate::store::{AccountRow, MemberRow};

/// Why nothing was done: beside an input, or as any error.
fn excused(why: &Unteamed) -> OpstapError {
    let (field, why) = match why {
        Unteamed::NotAllowed => return OpstapError::NotAllowed,
        Unteamed::Team => return OpstapError::Unknown { what: "page" },
        Unteamed::Store(_) => return OpstapError::Unexpected { reference: "teams" },
        Unteamed::Person => ("account", "teams-refused-person"),
        Unteamed::Name => ("name", "admin-refused-name"),
        Unteamed::NameTaken => ("name", "teams-refused-taken"),
        Unteamed::Postcodes => ("first", "teams-refused-area"),
        Unteamed::PostcodesTaken => ("first", "teams-refused-area-taken"),
        Unteamed::Nothing => ("helps", "teams-refused-nothing"),
        Unteamed::Coach => ("desk", "teams-refused-coach"),
        Unteamed::OnlyDesk => ("helps", "teams-refused-only-desk"),
        Unteamed::LastAtDesk => ("", "teams-refused-last"),
    };
    OpstapError::Refused { field: field.to_owned(), why: Phrase::new(why) }
}

async fn ask(host: &Host, room: &Room, asked: TeamAsked) -> Result<Teams, OpstapError> {
    let device = room.number().ok_or(OpstapError::SignedOut)?;
    let done = host.desk.administer_teams(device, asked).await;
    done.map_err(|_| OpstapError::Unexpected { reference: "teams" })?.map_err(|why| excused(&why))
}

fn counted(words: &Words, key: &'static str, count: usize) -> String {
    words.say(&Phrase::new(key).with("count", i64::try_from(count).unwrap_or(i64::MAX)))
}

/// A number of clients, of whom a few are not counted out.
fn clients(words: &Words, keys: [&'static str; 2], count: usize) -> String {
    shown(count).map_or_else(|| words.text(keys[1]), |count| counted(words, keys[0], count))
}

/// Postcodes in words.
fn area((first, last): (u16, u16)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// What somebody does in a team, in words.
fn does(words: &Words, member: &MemberRow) -> String {
    words.text(match (member.helps, member.desk) {
        (true, true) => "teams-does-both",
        (false, true) => "teams-does-desk",
        _ => "teams-does-help",
    })
}

/// In which team somebody is and what they do there, in words.
pub(super) fn of_person(words: &Words, (name, member): &(String, MemberRow)) -> String {
    let values = Phrase::new("teams-person").with("team", name.clone());
    words.say(&values.with("does", does(words, member)))
}

fn in_time(words: &Words, figures: TeamFigures) -> String {
    match shown(figures.asked) {
        Some(asked) if asked > 0 => {
            let percent = i64::try_from(100 * figures.in_time / asked).unwrap_or_default();
            words.say(&Phrase::new("teams-in-time").with("percent", percent))
        }
        _ => words.text("teams-in-time-few"),
    }
}

fn line(words: &Words, team: &TeamShown) -> TeamLine {
    let areas: Vec<String> = team.areas.iter().map(|one| area(*one)).collect();
    let postcodes = if areas.is_empty() {
        words.text("teams-no-areas")
    } else {
        words.say(&Phrase::new("teams-areas-are").with("areas", areas.join(", ")))
    };
    let at_desk = team.members.iter().filter(|(_, member)| member.desk).count();
    TeamLine {
        id: team.row.id.to_string(),
        name: team.row.name.clone(),
        facts: vec![
            postcodes,
            counted(words, "teams-count-members", team.members.len()),
            counted(words, "teams-count-desk", at_desk),
            clients(words, ["teams-count-waits", "teams-few-wait"], team.figures.waits),
            clients(words, ["teams-count-open", "teams-few-open"], team.figures.open),
            in_time(words, team.figures),
        ],
    }
}

/// Draws a place: all of them, or one.
pub(super) async fn drawn(
    host: &Host,
    room: &Room,
    frame: &Frame<'_>,
    which: &str,
) -> Result<String, OpstapError> {
    let all = ask(host, room, TeamAsked::Look).await?;
    let words = frame.words;
    if which.is_empty() {
        let lines: Vec<TeamLine> = all.teams.iter().map(|team| line(words, team)).collect();
        let own = [
            counted(words, "teams-count-own", all.own_desk),
            clients(words, ["teams-count-waits", "teams-few-wait"], all.waits),
        ];
        return Ok(opstap_web::teams(frame, &lines, &own));
    }
    let id = id_of(which, "page")?;
    let team = all.teams.iter().find(|team| team.row.id == id);
    let team = team.ok_or(OpstapError::Unknown { what: "page" })?;
    let areas: Vec<(String, String)> =
        team.areas.iter().map(|(first, last)| (format!("{first}-{last}"), area((*first, *last)))).collect();
    let member = |(who, member): &(AccountRow, MemberRow)| MemberLine {
        id: who.id.to_string(),
        name: who.name.clone(),
        does: does(words, member),
    };
    let members: Vec<MemberLine> = team.members.iter().map(member).collect();
    let person =
        |row: &AccountRow| (row.id.to_string(), format!("{} ({})", row.name, words.text(role_key(row.role))));
    let staff: Vec<(String, String)> = all.staff.iter().map(person).collect();
    let page = TeamPage { line: &line(words, team), areas: &areas, members: &members, staff: &staff };
    Ok(opstap_web::team(frame, &page))
}

/// Does what a form asks; where to go then, and what to say there.
pub(super) async fn done(
    host: &Host,
    room: &Room,
    which: &str,
    fields: &Fields,
) -> Result<(String, String), OpstapError> {
    let words = room.device.words();
    let act = field(fields, "act");
    let name = || field(fields, "name").to_owned();
    if which.is_empty() && act == "make" {
        let all = ask(host, room, TeamAsked::Make(name())).await?;
        let made = all.made.ok_or(OpstapError::Unknown { what: "page" })?;
        return Ok((format!("/web/teams/{made}"), words.text("teams-made")));
    }
    let team = id_of(which, "page")?;
    let who = || Uuid::parse_str(field(fields, "account")).map_err(|_| excused(&Unteamed::Person));
    let yes = |key| field(fields, key) == "yes";
    let (asked, told) = match act {
        "rename" => (TeamAsked::Rename(team, name()), "web-saved"),
        "area" => (TeamAsked::Area(team, typed_area(fields)?), "web-saved"),
        "noarea" => (TeamAsked::NoArea(team, told_area(field(fields, "area"))?), "web-saved"),
        "in" => {
            let (account, helps, desk) = (who()?, yes("helps"), yes("desk"));
            (TeamAsked::LetIn { team, account, helps, desk }, "web-saved")
        }
        "out" => (TeamAsked::LetOut(team, who()?), "web-saved"),
        "end" => (TeamAsked::End(team), "teams-ended"),
        _ => return Err(OpstapError::Unknown { what: "page" }),
    };
    let ends = matches!(asked, TeamAsked::End(_));
    ask(host, room, asked).await?;
    let to = if ends { "/web/teams".to_owned() } else { format!("/web/teams/{team}") };
    Ok((to, words.text(told)))
}

/// Postcodes that somebody typed; without a last one, the first alone.
fn typed_area(fields: &Fields) -> Result<(u16, u16), OpstapError> {
    let refused = || excused(&Unteamed::Postcodes);
    let first = postcode(field(fields, "first")).ok_or_else(refused)?;
    let last = field(fields, "last").trim();
    let last = if last.is_empty() { first } else { postcode(last).ok_or_else(refused)? };
    Ok((first, last))
}

/// Postcodes as a form of ours calls them.
fn told_area(text: &str) -> Result<(u16, u16), OpstapError> {
    let two = text.split_once('-').and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
    two.ok_or_else(|| excused(&Unteamed::Postcodes))
}

/// Who waits where the person of this device sits; `None`: they sit at no desk, or their list of clients is it.
pub(super) fn way(room: &Room) -> Result<Option<opstap::WaitsHere>, OpstapError> {
    if room.role() == Some(Role::Counsellor) { room.device.waits_here() } else { Ok(None) }
}
