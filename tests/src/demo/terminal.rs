//! One device: a home of its own, and a process of the command line for every command.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::{Told, stop};

/// A device that one sits behind.
pub struct Terminal {
    /// What it is called in the story, such as `telefoon`.
    pub name: &'static str,
    program: PathBuf,
    home: PathBuf,
    now: Option<String>,
    case: Option<String>,
}

impl Terminal {
    /// A device that is not paired yet. The program stands beside the one that runs now.
    ///
    /// # Errors
    ///
    /// When the program is not built.
    pub fn new(name: &'static str, home: PathBuf) -> Told<Self> {
        let own = std::env::current_exe()?;
        let folder = own.parent().map(PathBuf::from).unwrap_or_default();
        let program = folder.join(format!("opstap{}", std::env::consts::EXE_SUFFIX));
        if !program.exists() {
            return stop(format!("{} is not built: cargo build --package opstap-cli", program.display()));
        }
        Ok(Self { name, program, home, now: None, case: None })
    }

    /// Sets its clock; `None`: the real one.
    pub fn set_clock(&mut self, now: Option<String>) {
        self.now = now;
    }

    /// From now on this case, where a command is about one.
    pub fn look_at(&mut self, case: &str) {
        self.case = Some(case.to_owned());
    }

    /// The case that it looks at.
    #[must_use]
    pub fn case(&self) -> Option<&str> {
        self.case.as_deref()
    }

    /// Where it keeps everything.
    #[must_use]
    pub fn home(&self) -> &std::path::Path {
        &self.home
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &std::path::Path {
        &self.program
    }

    /// Runs a command and shows it as it looks, indented; gives what it answered.
    ///
    /// # Errors
    ///
    /// When it does not end with code 0.
    pub fn show(&self, arguments: &[&str]) -> Told<()> {
        let (code, text) = self.shown(arguments)?;
        if code == 0 { Ok(()) } else { stop(format!("{}: opstap {arguments:?}: {text}", self.name)) }
    }

    /// Runs a command that must end with `code`, and shows it.
    ///
    /// # Errors
    ///
    /// When it ends otherwise.
    pub fn show_refusal(&self, arguments: &[&str], code: i32) -> Told<()> {
        let (ended, text) = self.shown(arguments)?;
        if ended == code { Ok(()) } else { stop(format!("{}: ended with {ended}: {text}", self.name)) }
    }

    fn shown(&self, arguments: &[&str]) -> Told<(i32, String)> {
        let (code, out, err) = self.run(arguments, false)?;
        let quoted = arguments
            .iter()
            .map(|one| if one.contains(' ') { format!("'{one}'") } else { (*one).to_owned() });
        println!("\n  {}$ opstap {}", self.name, quoted.collect::<Vec<_>>().join(" "));
        for line in out.lines().chain(err.lines()) {
            println!("{}", format!("    {line}").trim_end());
        }
        Ok((code, err))
    }

    /// Runs a command and gives its value.
    ///
    /// # Errors
    ///
    /// When it does not end with code 0, or prints no value.
    pub fn ask(&self, arguments: &[&str]) -> Told<Value> {
        let (code, out, err) = self.run(arguments, true)?;
        if code != 0 {
            return stop(format!("{}: opstap {arguments:?}: {err}", self.name));
        }
        Ok(serde_json::from_str(&out)?)
    }

    fn run(&self, arguments: &[&str], json: bool) -> Told<(i32, String, String)> {
        let mut command = Command::new(&self.program);
        command.args(arguments).env("OPSTAP_HOME", &self.home);
        if json {
            command.arg("--json");
        }
        if let Some(now) = &self.now {
            command.args(["--now", now]);
        }
        if let Some(case) = &self.case {
            command.args(["--case", case]);
        }
        let done = command.output()?;
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ok((done.status.code().unwrap_or(-1), text(done.stdout), text(done.stderr)))
    }
}
