//! How the client is reached outside of the app.

use opstap::{ContactEntry, ContactSummary, Uuid};

use crate::answer::Answer;
use crate::arguments::YesNo;
use crate::arguments::contact::ContactCommand;
use crate::failure::Failure;
use crate::page::Page;
use crate::session::Session;

pub(crate) fn contact(
    session: &Session,
    case: Option<Uuid>,
    command: Option<&ContactCommand>,
) -> Result<Answer, Failure> {
    let known = match command {
        None | Some(ContactCommand::Show) => session.device.contact(case)?,
        Some(ContactCommand::Set(wanted)) => {
            let entry = ContactEntry {
                mail: wanted.mail.as_deref(),
                mobile: wanted.mobile.as_deref(),
                remind: wanted.remind.as_deref(),
                stop: wanted.stop.map(|stop| stop == YesNo::Yes),
            };
            session.device.set_contact(case, &entry)?
        }
    };
    Answer::new(&known, page(session, &known))
}

fn page(session: &Session, known: &ContactSummary) -> Page {
    let mut page = Page::titled(&session.text("contact-title"));
    for (key, value) in [("field-mail", &known.mail), ("field-mobile", &known.mobile)] {
        if !value.is_empty() {
            page.say(&format!("{}: {value}", session.text(key)));
        }
    }
    page.say(&session.text(&format!("contact-by-{}", known.remind)));
    if known.stopped {
        page.say(&session.text("contact-stopped"));
    }
    page
}
