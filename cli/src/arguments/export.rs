//! Taking everything along, on the command line.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// Where it goes; what is there stays. For `csv` a folder.
    pub(crate) to: PathBuf,
    /// As what.
    #[arg(long = "as", value_enum, default_value_t = Format::Html)]
    pub(crate) format: Format,
}

/// As what a case is taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A page with charts, for a screen.
    Html,
    /// The same on paper, for reading, printing and sending.
    Pdf,
    /// Everything, for programs.
    Json,
    /// Tables, for a spreadsheet.
    Csv,
}
