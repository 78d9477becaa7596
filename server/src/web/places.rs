//! From an address to a page.

use opstap::{CaseFilter, CaseloadPage, DeskRow, OpstapError, Sight, Uuid, Words};
use opstap_domain::ids::Role;
use opstap_web::{ClientsPage, Frame, Place, Refusal};

use super::rooms::Room;
use super::sessions::Host;
use super::{Fields, appointments, bank, debts, editing, library, look, many, me, past, teams};
use crate::engine::Pressing;

/// How many clients a list has.
const CLIENTS: usize = 200;
/// How many messages a page has.
const MESSAGES: usize = 30;

/// An address below `/web`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Where {
    /// A helper looks at this case.
    pub(super) case: Option<Uuid>,
    /// The place in it.
    pub(super) place: String,
}

impl Where {
    /// Reads one. What is none is a place that is not there.
    pub(super) fn read(text: &str) -> Self {
        let case = text.strip_prefix("of/").and_then(|rest| rest.split_once('/'));
        match case.and_then(|(case, place)| Some((Uuid::parse_str(case).ok()?, place))) {
            Some((case, place)) => Self { case: Some(case), place: place.to_owned() },
            None => Self { case: None, place: text.to_owned() },
        }
    }

    /// What addresses of this case begin with.
    pub(super) fn base(&self) -> String {
        self.case.map_or_else(|| "/web".to_owned(), |case| format!("/web/of/{case}"))
    }

    /// The place's first word, and what comes after it.
    pub(super) fn parts(&self) -> (&str, &str) {
        self.place.split_once('/').unwrap_or((&self.place, ""))
    }

    /// A page's surroundings, in this place.
    pub(super) fn frame<'p>(
        &self,
        room: &'p Room,
        words: &'p Words,
        about: Option<&'p str>,
        told: &'p str,
        refusal: Option<&'p Refusal>,
    ) -> Frame<'p> {
        let here = match self.parts().0 {
            "clients" | "desk" | "glass" | "prompts" | "many" => Place::Clients,
            "programme" | "task" => Place::Programme,
            "money" | "line" | "forecast" | "bank" | "debts" | "debt" | "newdebt" | "letters" | "letter"
            | "newletter" => Place::Money,
            "messages" | "propose" | "post" => Place::Messages,
            "content" => Place::Texts,
            "news" => Place::News,
            "people" => Place::People,
            "teams" => Place::Teams,
            "keeping" => Place::Keeping,
            "connections" => Place::Connections,
            "reach" => Place::Reach,
            "look" => Place::Look,
            "features" => Place::Features,
            "devices" | "own" | "page" | "more" | "agenda" | "deadlines" | "take" | "preferences"
            | "profile" | "fact" | "sharing" | "appointment" | "newappointment" | "library" | "tip"
            | "word" | "conflicts" | "history" | "safety" | "earlier" => Place::Folder,
            _ => Place::Today,
        };
        let helps = room.role() != Some(Role::Client);
        let desks = super::desks(room).unwrap_or_default();
        // Who helps knows it.
        let reach = if helps { None } else { room.device.reach().ok() };
        // Only what a coach sees is less than all of it.
        let coaches = room.role() == Some(Role::Coach) && self.case.is_some();
        let sight = coaches.then(|| room.device.sight(self.case).unwrap_or_else(|_| nothing()));
        let look = look::of(room);
        let left_out = room.device.left_out().unwrap_or_default();
        let base = self.base();
        // Without randomness a form counts as often as it is pressed.
        let key = Host::fresh_form().unwrap_or_default();
        Frame { words, key, base, here, helps, desks, about, sight, reach, look, left_out, told, refusal }
    }
}

/// What somebody sees of a case that is not theirs any more.
fn nothing() -> Sight {
    Sight { role: Role::Coach, parts: Vec::new() }
}

/// The page of a place. Opening a case as a helper is seen by the client.
pub(super) fn draw(
    room: &Room,
    there: &Where,
    told: &str,
    refusal: Option<&Refusal>,
) -> Result<String, OpstapError> {
    let (device, words) = (&room.device, room.device.words());
    let helps = room.role() != Some(Role::Client);
    let case = there.case;
    if helps && (case.is_none() || there.parts().0 == "clients") {
        return beside_cases(room, there, told, refusal);
    }
    device.look_at(case)?;
    let name = about(room, case)?;
    let frame = there.frame(room, &words, name.as_deref(), told, refusal);
    if !frame.sees_place(&there.place) {
        return Ok(opstap_web::unshared(&frame));
    }
    match there.parts() {
        ("today", _) => Ok(opstap_web::today(&frame, &device.today(case)?)),
        ("programme", _) => Ok(opstap_web::programme(&frame, &device.programme(case)?)),
        ("task", id) => {
            let programme = device.programme(case)?;
            let steps = programme.phases.iter().flat_map(|phase| &phase.steps);
            let mut tasks = steps.flat_map(|step| &step.tasks).chain(&programme.offered);
            let task = tasks.find(|task| task.id == id).ok_or(OpstapError::Unknown { what: "task" })?;
            Ok(opstap_web::task(&frame, task))
        }
        ("money", _) => Ok(opstap_web::money(&frame, &device.budget(case)?)),
        ("line", rest) => {
            let (form, line) = (device.budget_form(case)?, Line::of(room, case, rest)?);
            Ok(opstap_web::line(&frame, &form, line.income, line.category, line.known.as_ref()))
        }
        ("messages", older) => {
            let page = device.conversation(case, Some(older).filter(|older| !older.is_empty()), MESSAGES)?;
            device.mark_read(case)?;
            let typed = refusal.map(|refusal| &refusal.typed);
            let writing = if helps { Some(editing::writing(room, case, typed)?) } else { None };
            Ok(opstap_web::messages(&frame, &page, writing.as_ref()))
        }
        ("propose", message) => {
            let typed = refusal.map(|refusal| super::field(&refusal.typed, "text"));
            let (draft, known) = editing::proposal(room, case, message, typed)?;
            Ok(opstap_web::propose(&frame, &draft, &known))
        }
        ("post", message) if helps => {
            let message = device.message(case, super::id_of(message, "record")?)?;
            Ok(opstap_web::post(&frame, &message, name.as_deref().unwrap_or_default()))
        }
        ("take", _) => Ok(opstap_web::take(&frame, &super::take::tables(room, case)?)),
        ("forecast", _) => Ok(opstap_web::forecast(&frame, &device.forecast(case)?)),
        parts @ ("agenda" | "appointment" | "newappointment", _) => {
            appointments::draw(room, case, &frame, parts)
        }
        ("deadlines", _) => Ok(opstap_web::deadlines(&frame, &device.deadlines(case)?)),
        ("earlier", "") if !helps => Ok(opstap_web::earlier(&frame, "", None)),
        ("more", _) => Ok(opstap_web::more(&frame, &device.page(case, "more")?)),
        ("bank", _) => bank::draw(room, there, &frame, None),
        parts @ ("debts" | "debt" | "newdebt" | "letters" | "letter" | "newletter", _) => {
            debts::draw(room, case, &frame, parts)
        }
        parts @ ("preferences" | "profile" | "fact" | "sharing" | "safety", _) => {
            me::draw(room, case, &frame, parts)
        }
        parts @ ("library" | "tip" | "word", _) => library::draw(room, case, &frame, parts),
        ("conflicts", _) => past::conflicts(room, case, &frame),
        ("page", route) if route != "kept" => Ok(opstap_web::said(&frame, &device.page(case, route)?)),
        _ => Err(OpstapError::Unknown { what: "page" }),
    }
}

/// The pages of a helper that are about no single case of theirs: their clients; for a counsellor the messages that fit now, and
/// the door to a case that cannot wait.
fn beside_cases(
    room: &Room,
    there: &Where,
    told: &str,
    refusal: Option<&Refusal>,
) -> Result<String, OpstapError> {
    let (device, words) = (&room.device, room.device.words());
    let counsels = room.role() == Some(Role::Counsellor);
    let own = if counsels && there.case.is_none() { there.parts() } else { ("clients", "") };
    match own {
        ("desk", "") => {
            let waits = teams::way(room)?.ok_or(OpstapError::Unknown { what: "page" })?;
            let frame = there.frame(room, &words, None, told, refusal);
            return Ok(opstap_web::desk(&frame, &waits));
        }
        ("glass", "") => {
            let frame = there.frame(room, &words, None, told, refusal);
            return Ok(opstap_web::glass(&frame, &Pressing::ALL.map(Pressing::name)));
        }
        ("many", "") => {
            let frame = there.frame(room, &words, None, told, refusal);
            let typed = refusal.map(|refusal| &refusal.typed);
            return Ok(opstap_web::many(&frame, &many::page(room, typed)?));
        }
        ("prompts", "") => {
            let frame = there.frame(room, &words, None, told, refusal);
            return Ok(opstap_web::prompts(&frame, &device.prompts(None)?));
        }
        _ => {}
    }
    let frame = Where { case: None, place: "clients".to_owned() }.frame(room, &words, None, told, refusal);
    clients(room, &frame, "")
}

/// The page of a helper's clients, and the way to the desk of a counsellor who sits at one.
pub(super) fn clients(room: &Room, frame: &Frame<'_>, search: &str) -> Result<String, OpstapError> {
    let page = own_clients(room, search)?;
    let counsels = room.role() == Some(Role::Counsellor);
    let waits = room.device.waits_here()?;
    let rows = waits.as_ref().map_or(&[][..], |waits| &waits.rows);
    let at = |row: &DeskRow| (row.case, row.desk_text.clone());
    let desks: Vec<(Uuid, String)> = rows.iter().map(at).filter(|(_, text)| !text.is_empty()).collect();
    let waiting = waits.as_ref().map(|waits| waits.rows.len()).filter(|_| counsels);
    Ok(opstap_web::clients(frame, &ClientsPage { page: &page, search, counsels, waiting, desks: &desks }))
}

/// A helper's clients. Who waits at a desk where a counsellor sits is none of them.
pub(super) fn own_clients(room: &Room, search: &str) -> Result<CaseloadPage, OpstapError> {
    let search = Some(search.to_owned()).filter(|text| !text.is_empty());
    let mut page = room.device.caseload(&CaseFilter { search, ..CaseFilter::default() }, None, CLIENTS)?;
    if let Some(waits) = teams::way(room)? {
        page.rows.retain(|row| waits.rows.iter().all(|waiting| waiting.case != row.case));
    }
    Ok(page)
}

/// Whose case a helper looks at, as they are called.
pub(super) fn about(room: &Room, case: Option<Uuid>) -> Result<Option<String>, OpstapError> {
    if room.role() == Some(Role::Client) {
        return Ok(None);
    }
    let name = room.device.profile(case)?.name;
    Ok(Some(if name.is_empty() { room.device.words().text("caseload-nameless") } else { name }))
}

/// The conversation of a case, with what a helper wants to see before they send anything.
pub(super) fn messages(room: &Room, there: &Where, fields: &Fields) -> Result<String, OpstapError> {
    let (device, words) = (&room.device, room.device.words());
    device.look_at(there.case)?;
    let page = device.conversation(there.case, None, MESSAGES)?;
    let name = about(room, there.case)?;
    let writing = editing::writing(room, there.case, Some(fields))?;
    let frame = there.frame(room, &words, name.as_deref(), "", None);
    Ok(opstap_web::messages(&frame, &page, Some(&writing)))
}

/// A line of the budget in an address: `in` or `out`, a category, or a category and a line of it.
pub(super) struct Line<'t> {
    pub(super) category: &'t str,
    pub(super) income: bool,
    /// What the person calls it, where that is not what its category is called.
    pub(super) name: Option<String>,
    pub(super) known: Option<opstap::BudgetLineRow>,
}

impl<'t> Line<'t> {
    pub(super) fn of(room: &Room, case: Option<Uuid>, text: &'t str) -> Result<Self, OpstapError> {
        let (category, id) = text.split_once('/').unwrap_or((text, ""));
        if category == "in" || category == "out" {
            return Ok(Self { category: "", income: category == "in", name: None, known: None });
        }
        let missing = OpstapError::Unknown { what: "line" };
        let form = room.device.budget_form(case)?;
        let mut questions = form.groups.iter().flat_map(|group| &group.questions);
        let question = questions.find(|question| question.category == category).ok_or(missing)?;
        if id.is_empty() {
            return Ok(Self { category, income: question.income, name: None, known: None });
        }
        let budget = room.device.budget(case)?;
        let income = budget.income.iter().any(|line| line.id.to_string() == id);
        let mut lines = budget.income.into_iter().chain(budget.expenses);
        let known = lines.find(|line| line.category == category && line.id.to_string() == id);
        let known = known.ok_or(OpstapError::Unknown { what: "line" })?;
        let name = Some(known.label.clone()).filter(|label| *label != question.label);
        Ok(Self { category, income, name, known: Some(known) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_address_is_some_place(text in ".{0,80}", case in any::<u128>()) {
            let read = Where::read(&text);
            prop_assert!(read.case.is_some() || read.place == text);
            let of = Where::read(&format!("of/{}/{text}", Uuid::from_u128(case)));
            prop_assert_eq!((of.case, of.place.as_str()), (Some(Uuid::from_u128(case)), text.as_str()));
        }
    }
}
