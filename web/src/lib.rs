//! Pages for a PC: a value in, HTML out. No clock, no network, no files, no rule of debt help; what there is to say
//! comes ready from `opstap`, and words from the content.
//!
//! | module | what is in it |
//! |---|---|
//! | `frame` | what stands around every page: language, ways to go, what was just done |
//! | `staff` | pages around the word of a provider, of staff and of clients |
//! | `own` | in with a passphrase and a code of an app, and setting that up |
//! | `sign_in` | the page before there is a person, and the one after a sign-out |
//! | `today`, `programme`, `money`, `messages`, `clients` | one page each, from the read model of the same name |
//! | `start` | asking for help without a code |
//! | `earlier` | what somebody began before, without a name |
//! | `take` | files of all that a reader may see |
//! | `bank` | a file of a bank: what was read, what recurs |
//! | `debts`, `letters` | what is owed, and what has to be answered |
//! | `ahead` | the coming weeks, appointments, deadlines |
//! | `appointments` | one appointment, and one that is planned |
//! | `devices` | where somebody is signed in |
//! | `audit` | who looked and what was done, and the register of what data is used for |
//! | `library` | tips, difficult words, and finding something again |
//! | `me` | how somebody wants it, what they tell, who sees what |
//! | `more` | ways to all of that |
//! | `past` | how something came to be, and values that two people wrote |
//! | `post` | a helper's message as a letter on paper |
//! | `propose` | a helper's message as an example for others |
//! | `editing` | the texts of an organisation, for who writes them |
//! | `administration` | the people who work for an organisation, for who administers it |
//! | `teams` | teams, for who administers an organisation, and who waits at a desk |
//! | `features` | what an organisation offers, and leaving it out |
//! | `look` | the colour and the logo of an organisation, and choosing them |
//! | `live` | what pages do while somebody types, where a browser runs scripts |
//! | `page_key` | the key of a page, in each of its forms |
//! | `said` | pages that the core says part by part (ADR-0025) |
//!
//! Every page works without a script: links and forms; where a browser runs one, searches answer while somebody types. What a form sends is `act`, and the inputs that it shows. A page
//! that refuses is the same page with what was typed and one sentence beside the input that it is about.

mod administration;
mod ahead;
mod appointments;
mod audit;
mod bank;
mod clients;
mod connections;
mod debts;
mod devices;
mod earlier;
mod editing;
mod features;
mod files;
mod frame;
mod keeping;
mod letters;
mod library;
mod live;
mod look;
mod many;
mod me;
mod messages;
mod money;
mod more;
mod news;
mod own;
mod page_key;
mod past;
mod post;
mod programme;
mod prompts;
mod propose;
mod reach;
mod said;
mod sign_in;
mod staff;
mod start;
mod take;
mod teams;
mod today;

pub use administration::{AwayShown, PersonLine, PersonShown, people, person};
pub use ahead::{CalendarShown, agenda, deadlines, forecast};
pub use appointments::{appointment, new_appointment};
pub use audit::{RegisterLine, audit, register};
pub use bank::{Statement, bank};
pub use clients::{ClientsPage, clients, glass};
pub use connections::{ConnectionsShown, ReceiverLine, StuckLine, connections, receiver};
pub use debts::{debt, debts, new_debt};
pub use devices::{DeviceLine, devices};
pub use earlier::earlier;
pub use editing::{
    Beside, EventFilled, FormTried, KINDS, StepShown, TextShown, TextsShown, step, text, texts, tried,
};
pub use features::{FeatureLine, features};
pub use files::PICTURES;
pub use frame::{Frame, Place, Refusal, trouble, unshared};
pub use keeping::{KeptGroup, KeptLine, KeptShown, RuleLine, RuleShown, keeping, kept_case, rule};
pub use letters::{letter, letters, new_letter};
pub use library::{FoundLine, library, term, tip};
pub use live::{SCRIPT, is_live, script_address};
pub use look::{LogoShown, Look, LookPage, colour_address, colour_of, colour_sheet, look};
pub use many::{Many, many};
pub use me::{fact, preferences, profile, safety, sharing};
pub use messages::{Writing, messages};
pub use money::{line, money};
pub use more::more;
pub use news::{NewsChecked, NewsLine, news};
pub use own::{AppShown, OwnDoor, OwnPage, own, own_door};
pub use page_key::PAGE_KEY;
pub use past::{conflicts, history};
pub use post::post;
pub use programme::{programme, task};
pub use prompts::prompts;
pub use propose::propose;
pub use reach::reach;
pub use said::{PAGE_ASKED, asked_on, said};
pub use sign_in::{Ways, sign_in};
pub use staff::{By, again, by_provider, stranger};
pub use start::{check, kept, question};
pub use take::{FILES, take};
pub use teams::{MemberLine, TeamLine, TeamPage, desk, team, teams};
pub use today::today;

/// What stands in a browser's tab: a step up.
pub const ICON: &str = include_str!("icon.svg");

/// The one style sheet.
pub const STYLE: &str = include_str!("style.css");

/// Where pages find the style sheet: another address for another one, so that a browser asks for it once and a page never
/// has the one of a version before.
#[must_use]
pub fn style_address() -> String {
    const PRINT: u64 = print(STYLE);
    format!("/web/style.css?v={PRINT:x}")
}

/// The same for the icon.
#[must_use]
pub fn icon_address() -> String {
    const PRINT: u64 = print(ICON);
    format!("/web/icon.svg?v={PRINT:x}")
}

/// A fingerprint of what this program carries itself (FNV-1a, 64 bits): nobody chooses it, so it need not withstand anybody.
const fn print(text: &str) -> u64 {
    let (bytes, mut print, mut at) = (text.as_bytes(), 0xcbf2_9ce4_8422_2325_u64, 0);
    while at < bytes.len() {
        print = (print ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    print
}

#[cfg(test)]
mod tests {
    use opstap::{Language, Words};
    use proptest::prelude::*;

    use super::*;

    fn door(refusal: &Refusal) -> String {
        let words = Words::new(Language::Dutch);
        let frame = Frame {
            words: &words,
            key: String::new(),
            base: "/web".to_owned(),
            here: Place::Door,
            helps: false,
            desks: &[],
            about: None,
            sight: None,
            reach: None,
            look: None,
            left_out: std::collections::BTreeSet::new(),
            told: &refusal.text,
            refusal: Some(refusal),
        };
        let by = By::Clients(&refusal.text);
        sign_in(&frame, &Ways { clients: Some(by), start: true, staff: true, own: true })
            + &stranger(&frame, By::Staff)
            + &stranger(&frame, by)
            + &own_door(&frame, &OwnDoor { orgs: &[] })
            + &by_provider(&frame, by, &[("1".to_owned(), refusal.text.as_str())])
            + &again(&frame, "take", "take", &refusal.text)
    }

    proptest! {
        /// What people write is text, whatever it looks like: it opens and closes nothing.
        #[test]
        fn nothing_that_is_typed_becomes_a_part_of_the_page(typed in ".{1,80}") {
            let refusal = |text: &str| Refusal {
                field: "code".to_owned(),
                text: text.to_owned(),
                typed: vec![("code".to_owned(), text.to_owned())],
            };
            let count = |html: &str| html.matches(['<', '>', '"']).count();
            prop_assert_eq!(count(&door(&refusal(&typed))), count(&door(&refusal("x"))));
        }
    }
}
