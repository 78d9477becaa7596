//! What people who write for an organisation ask of the server: texts with their state, and what to do with one. Content
//! itself reaches devices as records, in rounds.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// `POST /v1/example-proposals`: a helper wants a message to be an example for others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct ProposalRequest {
    /// When it fits.
    pub moment: String,
    /// What it does.
    pub technique: String,
    /// The text, in Dutch.
    pub text: String,
    /// The same in English; may be empty.
    #[serde(default)]
    pub english: String,
    /// A key of the asker's own making, 16 to 64 characters: a text that was brought with it is not brought twice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub once: String,
}

/// `POST /v1/content-searches`: the texts of the organisation of who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct ContentSearch {
    /// `message_template`, `event`, `automation`, `tip`, `work_form` or `programme`.
    pub kind: String,
    /// This one alone, with what it says.
    #[serde(default)]
    pub key: Option<String>,
    /// Those that hold all of these words.
    #[serde(default)]
    pub words: String,
    /// Those in this state alone: `draft`, `proposed`, `refused`, `published` or `withdrawn`.
    #[serde(default)]
    pub state: Option<String>,
    /// So many are passed over first.
    #[serde(default)]
    pub skip: u32,
}

/// What was found: proposals first, then drafts, then the rest, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct ContentFound {
    /// At most fifty.
    pub items: Vec<ContentText>,
    /// So many are there in all.
    pub total: u32,
    /// So many example messages wait for an answer.
    pub waiting: u32,
}

/// A text of the organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct ContentText {
    /// Its kind.
    pub kind: String,
    /// Its id within the kind.
    pub key: String,
    /// How it begins, or its title.
    pub label: String,
    /// How far somebody's work on it is; empty: it stands as it came with a package.
    pub state: String,
    /// Everybody has it.
    pub live: bool,
    /// The version that everybody has; empty: nobody has it.
    pub version: String,
    /// Who proposed it or wrote it last; empty: nobody here.
    pub by: String,
    /// Why it was not taken; may be empty.
    pub reason: String,
    /// When that was, milliseconds since 1970 UTC; 0: never.
    pub at: i64,
    /// Differs after everything that is done with it. A change names what it was made on.
    pub seen: String,
    /// What everybody has. Only where one is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Map<String, Value>>,
    /// What somebody works on. Only where one is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Map<String, Value>>,
}

/// `POST /v1/content-changes`: something is done with a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "describe", derive(schemars::JsonSchema))]
pub struct ContentChange {
    /// Its kind.
    pub kind: String,
    /// Its id within the kind; none: it is new.
    #[serde(default)]
    pub key: Option<String>,
    /// `save`, `publish`, `refuse` or `withdraw`.
    pub deed: String,
    /// What it says from now on; none: what it said.
    #[serde(default)]
    pub body: Option<Map<String, Value>>,
    /// Why it is not taken.
    #[serde(default)]
    pub reason: String,
    /// What the change was made on; empty for a new text.
    #[serde(default)]
    pub seen: String,
    /// A key of the asker's own making, 16 to 64 characters: a text that was begun with it is not begun twice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub once: String,
}
