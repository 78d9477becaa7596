//! A mail that came back to what we sent: what somebody wrote, or what a program says of its own accord (RFC 5322, 2045,
//! 3834, 3464).
//!
//! Whose answer it is stands in its head: mail programs repeat the name of the message that they answer (`In-Reply-To`,
//! `References`), and the names of ours are told to nobody else. What stands below the answer is our own message, repeated;
//! it is left out where it is marked as a mail program marks it. Nothing else is left out: rather a line too many in a
//! conversation than one too few.

use mail_parser::{HeaderValue, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};
use opstap_sync::blob::media_of;

use crate::engine::REFERENCE_DIGITS;

/// Bytes of a mail that is taken.
pub const MAIL_BYTES: usize = 10 * 1024 * 1024;

/// Names of other messages that are looked at.
const NAMES_MAX: usize = 200;

/// Files of one mail that are taken.
pub const FILES_MAX: usize = 5;

/// Characters of what a file is called.
const FILE_NAME_MAX: usize = 200;

/// A picture within the text below this many bytes belongs to a signature: a logo, a line.
const LOGO_MAX: usize = 12 * 1024;

/// A mail, as far as it says something to us.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its own name: the same for each copy of it. Made of what it is where it has none.
    pub name: String,
    /// From which address, as it stands there.
    pub from: String,
    /// The references of messages of ours that it names.
    pub to: Vec<String>,
    /// What it is.
    pub said: Said,
}

/// What a mail is.
#[derive(Clone, PartialEq, Eq)]
pub enum Said {
    /// Somebody wrote it.
    Words {
        /// What they wrote, without what they answered to.
        words: String,
        /// Photos, scans and sounds that came along, at most [`FILES_MAX`].
        files: Vec<Attached>,
        /// Something else came along.
        more: bool,
    },
    /// A mail server could not deliver ours.
    Returned,
    /// A program wrote it: an absence, a receipt, a list.
    Automatic,
}

/// A file that came along.
#[derive(Clone, PartialEq, Eq)]
pub struct Attached {
    /// What it is called, for people; empty where nobody said.
    pub name: String,
    /// What its first bytes say that it is: one of the media types that are taken.
    pub media: &'static str,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// Only what may stand in a log.
impl std::fmt::Debug for Attached {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attached({}, {} bytes)", self.media, self.bytes.len())
    }
}

/// Only what may stand in a log.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.said {
            Said::Words { .. } => "words",
            Said::Returned => "returned",
            Said::Automatic => "automatic",
        };
        write!(f, "Answer({what}, to {})", self.to.len())
    }
}

impl Answer {
    /// Reads a mail. `None` for what is none, or says of nobody that it comes from them.
    #[must_use]
    pub fn read(raw: &[u8]) -> Option<Self> {
        let mail = MessageParser::default().parse(raw)?;
        let from = mail.from()?.first()?.address()?.to_owned();
        let name = mail.message_id().map_or_else(|| blake3::hash(raw).to_hex().to_string(), str::to_owned);
        let mut to = named(mail.in_reply_to());
        to.extend(named(mail.references()));
        let said = if mail.is_content_type("multipart", "report") {
            to.extend(returned(&mail));
            if failed(&mail) { Said::Returned } else { Said::Automatic }
        } else if automatic(&mail) {
            Said::Automatic
        } else {
            let bodies = (0..mail.text_body_count()).filter_map(|at| mail.body_text(at));
            let words = own_words(&bodies.collect::<Vec<_>>().join("\n"));
            let (files, more) = files(&mail);
            Said::Words { words, files, more }
        };
        to.dedup();
        Some(Self { name, from, to, said })
    }
}

/// What came along and is taken, and whether anything else did. Nothing is unpacked: the first bytes say what it is.
fn files(mail: &Message<'_>) -> (Vec<Attached>, bool) {
    let (mut files, mut more) = (Vec::new(), false);
    for part in mail.attachments().filter(|part| !is_logo(part)) {
        let bytes = part.contents();
        match media_of(bytes).filter(|_| files.len() < FILES_MAX) {
            Some(media) => {
                let name = part.attachment_name().unwrap_or_default().trim();
                let name = name.chars().filter(|c| !c.is_control()).take(FILE_NAME_MAX).collect();
                files.push(Attached { name, media, bytes: bytes.to_vec() });
            }
            None => more = true,
        }
    }
    (files, more)
}

/// A small picture that the text itself shows.
fn is_logo(part: &MessagePart<'_>) -> bool {
    let apart = part.content_disposition().is_some_and(mail_parser::ContentType::is_attachment);
    part.content_id().is_some() && !apart && part.contents().len() < LOGO_MAX
}

/// The references among the names of messages.
fn named(value: &HeaderValue<'_>) -> Vec<String> {
    let names = value.as_text_list().unwrap_or_default().iter().rev().take(NAMES_MAX);
    names.filter_map(|name| reference(name)).collect()
}

/// The reference in a name that we gave: `<reference@domain>`.
fn reference(name: &str) -> Option<String> {
    let (reference, _) = name.trim_matches(['<', '>', ' ']).split_once('@')?;
    let ours = reference.len() == REFERENCE_DIGITS && reference.bytes().all(|byte| byte.is_ascii_hexdigit());
    ours.then(|| reference.to_ascii_lowercase())
}

/// Whether a program wrote it (RFC 3834), as far as programs say so.
fn automatic(mail: &Message<'_>) -> bool {
    let says = |name: &'static str| mail.header(name).and_then(HeaderValue::as_text);
    let submitted = says("Auto-Submitted").is_some_and(|says| !says.trim().eq_ignore_ascii_case("no"));
    let precedence = says("Precedence").unwrap_or_default().trim().to_ascii_lowercase();
    submitted
        || ["bulk", "junk", "list", "auto_reply"].contains(&precedence.as_str())
        || ["X-Autoreply", "List-Id"].iter().any(|name| mail.header(*name).is_some())
}

/// Whether a report says that the message will never arrive (RFC 3464, 2.3.3).
fn failed(mail: &Message<'_>) -> bool {
    mail.parts.iter().filter(|part| part.is_content_type("message", "delivery-status")).any(|part| {
        String::from_utf8_lossy(part.contents()).lines().any(|line| {
            line.split_once(':').is_some_and(|(name, value)| {
                name.trim().eq_ignore_ascii_case("action") && value.trim().eq_ignore_ascii_case("failed")
            })
        })
    })
}

/// The message that a report is about comes along whole, or its head alone.
fn returned(mail: &Message<'_>) -> Vec<String> {
    let name = |part: &MessagePart<'_>| match &part.body {
        PartType::Message(message) => reference(message.message_id()?),
        _ if part.is_content_type("text", "rfc822-headers") => {
            let head = [part.contents(), b"\r\n\r\n"].concat();
            reference(MessageParser::default().parse(&head)?.message_id()?)
        }
        _ => None,
    };
    mail.parts.iter().filter_map(name).collect()
}

/// What somebody wrote, without our message below it or between it.
fn own_words(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut own: Vec<&str> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if repeats_all(&lines[at..]) {
            break;
        }
        if !is_repeated(line) {
            own.push(line);
        } else if lines.get(at.wrapping_sub(1)).is_none_or(|before| !is_repeated(before)) {
            let kept = without_introduction(&own);
            own.truncate(kept);
        }
    }
    own.join("\n").trim().to_owned()
}

/// Whether a line is one of a message before, as mail programs mark it.
fn is_repeated(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// How many of these lines are left without the one that introduces what follows, as `Op 24 november schreef Afspraken
/// <afspraken@…>:`. It may be broken in two.
fn without_introduction(lines: &[&str]) -> usize {
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    for length in 1..=2.min(end) {
        let said = lines[end - length..end].join(" ");
        let first = said.split(' ').next().unwrap_or_default().to_lowercase();
        let begins = ["op", "on", "am", "le", "el", "il"].contains(&first.as_str());
        if begins && said.ends_with(':') && said.contains(['@', '<']) {
            return end - length;
        }
    }
    lines.len()
}

/// Whether a message is repeated from here to the end, as Outlook does: below a line, or below its head.
fn repeats_all(lines: &[&str]) -> bool {
    let Some(line) = lines.first() else { return false };
    let bare = line.trim_matches(['-', ' ']).to_lowercase();
    if line.starts_with("---") && ["oorspronkelijk bericht", "original message"].contains(&bare.as_str()) {
        return true;
    }
    let begins = |line: &str, words: [&str; 2]| words.iter().any(|word| line.starts_with(word));
    let head = if line.len() >= 20 && line.bytes().all(|byte| byte == b'_') { &lines[1..] } else { lines };
    let mut head = head.iter().skip_while(|line| line.is_empty());
    let from = head.next().is_some_and(|line| begins(line, ["Van: ", "From: "]));
    from && head.take(3).any(|line| begins(line, ["Verzonden: ", "Sent: "]))
}

#[cfg(test)]
mod tests;
