//! Example messages, and the texts of an organisation, on the command line.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum EditingCommands {
    /// For helpers: example messages that fit, with the names filled in.
    Examples(ExamplesArguments),
    /// For helpers: propose a message as an example for others. Names of the client and of you are taken out.
    Propose(ProposeArguments),
    /// For counsellors: messages that fit now, in all their cases or the one that is asked for.
    Prompts {
        #[command(subcommand)]
        command: Option<PromptsCommand>,
    },
    /// For counsellors: one message to several clients. Without `--send` it is only shown what each of them would read.
    Many {
        /// The message; names between braces, such as `{voornaam}`, are filled in for each.
        text: String,
        /// A client, by the beginning of the case; once for each.
        #[arg(long, required = true)]
        to: Vec<String>,
        /// Send it, once a day.
        #[arg(long)]
        send: bool,
    },
    /// For content managers: the texts of the organisation, and what can be done with them.
    Content {
        #[command(subcommand)]
        command: ContentCommand,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PromptsCommand {
    /// Send the message that fits this case, or another text in its place.
    Send {
        /// Which one, as `prompts` names it, or its beginning.
        id: String,
        /// Your own words.
        text: Option<String>,
    },
    /// Leave it: it is not proposed again.
    Leave {
        /// Which one, as `prompts` names it, or its beginning.
        id: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ExamplesArguments {
    /// Words that stand in it; the last may be a beginning.
    pub(crate) words: Vec<String>,
    /// When it fits.
    #[arg(long, default_value = "")]
    pub(crate) moment: String,
    /// What it does.
    #[arg(long, default_value = "")]
    pub(crate) technique: String,
    /// At most so many.
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct ProposeArguments {
    /// The message, as `message list --json` names it.
    pub(crate) message: String,
    /// When it fits.
    #[arg(long)]
    pub(crate) moment: String,
    /// What it does.
    #[arg(long)]
    pub(crate) technique: String,
    /// The same in English.
    #[arg(long, default_value = "")]
    pub(crate) english: String,
    /// You looked at what may still tell of somebody.
    #[arg(long)]
    pub(crate) looked: bool,
}

#[derive(Debug, Args)]
pub(crate) struct EventArguments {
    /// Which one; otherwise a new one.
    #[arg(long)]
    pub(crate) key: Option<String>,
    #[arg(long)]
    pub(crate) title: String,
    /// What happens there, and for whom it is.
    #[arg(long)]
    pub(crate) text: String,
    #[arg(long)]
    pub(crate) place: String,
    /// Day and time: `2027-03-25 14:00`.
    #[arg(long)]
    pub(crate) when: String,
    #[arg(long, default_value_t = 60)]
    pub(crate) minutes: u32,
    /// How many people can come.
    #[arg(long)]
    pub(crate) seats: u32,
    /// Invite them now.
    #[arg(long)]
    pub(crate) publish: bool,
    /// What could be plainer may stay so.
    #[arg(long)]
    pub(crate) anyway: bool,
}

/// A programme or a work form, as a file.
#[derive(Debug, Args)]
pub(crate) struct WholeArguments {
    /// Which one; otherwise a new one.
    #[arg(long)]
    pub(crate) key: Option<String>,
    /// A JSON file with all of it, as `--out` writes it. Without one it is only shown.
    pub(crate) file: Option<std::path::PathBuf>,
    /// Write it, or an empty one, into this file.
    #[arg(long, conflicts_with = "file")]
    pub(crate) out: Option<std::path::PathBuf>,
    /// Take it into use at once.
    #[arg(long)]
    pub(crate) publish: bool,
    /// What could be plainer may stay so.
    #[arg(long)]
    pub(crate) anyway: bool,
}

#[derive(Debug, Args)]
pub(crate) struct FormArguments {
    #[command(flatten)]
    pub(crate) whole: WholeArguments,
    /// Only say what a client is asked, and keep nothing; with answers as `question=answer`, once for each.
    #[arg(long = "try", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["out", "publish"])]
    pub(crate) tries: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct AutomationArguments {
    /// Which one; otherwise a new one.
    #[arg(long)]
    pub(crate) key: Option<String>,
    #[arg(long)]
    pub(crate) title: String,
    /// `appointment_missed`, `silent`, `talk`, `phase_done`, `step_done` or `opened`.
    #[arg(long)]
    pub(crate) on: String,
    /// So many days after it.
    #[arg(long, default_value_t = 0)]
    pub(crate) days: u16,
    /// Which example message, as `content list` names it.
    #[arg(long)]
    pub(crate) message: String,
    /// `approve`: a helper reads it and sends it; `auto`: it leaves by itself; `human`: they say it themselves.
    #[arg(long, default_value = "approve")]
    pub(crate) mode: String,
    /// So many a day of one helper at most leave by themselves; otherwise 20.
    #[arg(long)]
    pub(crate) a_day: Option<u16>,
    /// Only for who has this: a fact that is yes or no, such as `income.isLow`.
    #[arg(long)]
    pub(crate) only: Option<String>,
    /// Only for who does not have this.
    #[arg(long, conflicts_with = "only")]
    pub(crate) not: Option<String>,
    /// Only say what it would do, and keep nothing.
    #[arg(long = "try")]
    pub(crate) tries: bool,
    /// Take it into use at once.
    #[arg(long)]
    pub(crate) publish: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ContentCommand {
    /// What there is of a kind: those that wait for somebody first.
    List {
        /// message_template, automation, tip, event, work_form or programme.
        #[arg(default_value = "message_template")]
        kind: String,
        /// Those that hold all of these words.
        #[arg(long, default_value = "")]
        words: String,
        /// draft, proposed, refused, published or withdrawn.
        #[arg(long)]
        state: Option<String>,
        /// So many are passed over.
        #[arg(long, default_value_t = 0)]
        skip: u32,
    },
    /// One text with what it says.
    Show { kind: String, key: String },
    /// Write an example message, or change one; kept as a draft unless it is published.
    Example {
        /// Which one; otherwise a new one.
        #[arg(long)]
        key: Option<String>,
        #[arg(long)]
        moment: String,
        #[arg(long)]
        technique: String,
        #[arg(long)]
        text: String,
        #[arg(long, default_value = "")]
        english: String,
        /// Take it into use at once.
        #[arg(long)]
        publish: bool,
        /// What could be plainer may stay so.
        #[arg(long)]
        anyway: bool,
    },
    /// Invite people to an event, or change one; kept as a draft unless it is published.
    Event(EventArguments),
    /// Write a programme from a file, or see one as a file; kept as a draft unless it is published.
    Programme(WholeArguments),
    /// Write a work form from a file, see one as a file, or try it as a client; kept as a draft unless it is published.
    Form(FormArguments),
    /// Say when a message fits, or change that; kept as a draft unless it is published.
    Automation(AutomationArguments),
    /// Take a text into use: a proposal, a draft, or what was out of use.
    Publish { kind: String, key: String },
    /// Do not take a proposal, and say why.
    Refuse {
        key: String,
        #[arg(long)]
        reason: String,
    },
    /// Take a text out of use.
    Withdraw { kind: String, key: String },
}
