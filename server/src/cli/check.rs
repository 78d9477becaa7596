//! `check-config`: reads what `serve` would read, says what is wrong and where, and changes nothing.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use opstap_domain::ids::{Compartment, ScopeId};
use serde_json::json;
use uuid::Uuid;

use super::run::Said;
use super::{Carriers, Cli, CliError, DataDir, Senders, database};
use crate::blobs::{Place, Vault, VaultError};
use crate::store::{Channel, Postgres, Steps};

/// How long a bucket may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// One thing that was looked at: what it is called, and what was found or what is wrong.
struct Looked {
    what: &'static str,
    found: Result<String, String>,
}

/// Looks at everything. The error is what there is to say, when something is wrong.
pub(super) fn check(cli: &Cli) -> Result<Said, CliError> {
    let data = DataDir::looked_at(&cli.data).with_bucket(cli.bucket());
    let mut all = vec![
        looked("folder", folder(cli, &data)),
        looked("secrets", data.look_at_secrets().map(|there| format!("{there} there"))),
        looked("database", database_of(cli, &data)),
        looked("files", files(&data)),
        looked("push", push(cli, &data)),
        looked("delivery", delivery(cli)),
        looked("contact", contact(cli)),
        looked("listen", address(cli.listen)),
    ];
    if let Some(figures) = cli.metrics {
        all.push(looked("metrics", address(figures)));
    }
    if let Some(collector) = cli.collector() {
        all.push(looked("traces", crate::traces::address(collector).map(String::from)));
    }
    let text: Vec<String> = all.iter().map(Looked::line).collect();
    let wrong = all.iter().filter(|one| one.found.is_err()).count();
    if wrong > 0 {
        return Err(CliError::Config(text.join("\n")));
    }
    let found: Vec<_> = all
        .iter()
        .map(|one| json!({ "what": one.what, "found": one.found.as_deref().unwrap_or_default() }))
        .collect();
    Ok(Said::one(text.join("\n"), json!(found)))
}

fn looked<E: std::fmt::Display>(what: &'static str, found: Result<String, E>) -> Looked {
    Looked { what, found: found.map_err(|error| error.to_string()) }
}

impl Looked {
    fn line(&self) -> String {
        match &self.found {
            Ok(found) => format!("good   {:<9} {found}", self.what),
            Err(why) => format!("WRONG  {:<9} {why}", self.what),
        }
    }
}

fn folder(cli: &Cli, data: &DataDir) -> Result<String, crate::data::DataError> {
    let dir = cli.data.display();
    Ok(if data.look()? { dir.to_string() } else { format!("{dir} is made at the start") })
}

fn database_of(cli: &Cli, data: &DataDir) -> Result<String, CliError> {
    let said = |steps: Steps| steps.to_string();
    match database(cli)? {
        Some(address) => Ok(format!("PostgreSQL answers, {}", said(Postgres::steps(&address)?))),
        None => Ok(data.look_at_database()?.map_or_else(|| "is made at the start".to_owned(), said)),
    }
}

/// A bucket is asked for a file that nobody has: whoever may not ask is told so.
fn files(data: &DataDir) -> Result<String, CliError> {
    let Some(vault) = data.look_at_bucket()? else { return Ok("in the folder".to_owned()) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let asked = runtime.block_on(async { tokio::time::timeout(PATIENCE, nothing(&vault)).await });
    asked.unwrap_or(Err(VaultError::Busy)).map_err(crate::data::DataError::from)?;
    Ok("the bucket answers".to_owned())
}

async fn nothing(vault: &Vault) -> Result<(), VaultError> {
    let scope = ScopeId::new(Uuid::nil(), Compartment::Together);
    vault.get(&Place { org: Uuid::nil(), scope, at: "nobody".to_owned() }, 0).await.map(|_| ())
}

fn push(cli: &Cli, data: &DataDir) -> Result<String, CliError> {
    let Some(path) = &cli.push else { return Ok("nobody is woken".to_owned()) };
    let kinds = Senders::read(path, data)?.offer().kinds;
    Ok(if kinds.is_empty() { "no service is named".to_owned() } else { kinds.join(", ") })
}

fn delivery(cli: &Cli) -> Result<String, CliError> {
    let Some(path) = &cli.delivery else { return Ok("no messages are sent".to_owned()) };
    let carriers = Carriers::read(path)?;
    let ways = [("sms", Channel::Sms), ("mail", Channel::Mail)];
    let ways = ways.into_iter().filter(|(_, channel)| carriers.by(*channel).is_some());
    let ways: Vec<&str> = ways.map(|(name, _)| name).collect();
    Ok(if ways.is_empty() { "no way is named".to_owned() } else { ways.join(", ") })
}

fn contact(cli: &Cli) -> Result<String, &'static str> {
    let contact = cli.contact();
    let mail = contact.mail.as_deref().filter(|mail| !mail.is_empty());
    let page = contact.page.as_deref().filter(|page| !page.is_empty());
    if mail.is_some_and(|mail| !mail.contains('@') || mail.contains(char::is_whitespace)) {
        return Err("--contact-mail is no address of mail");
    }
    if page.is_some_and(|page| !page.starts_with("https://") || page.contains(char::is_whitespace)) {
        return Err("--contact-page is no https address");
    }
    Ok(match (mail, page) {
        (Some(mail), Some(page)) => format!("{mail}, {page}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "none; the description of the API names nobody".to_owned(),
    })
}

/// Whether this address can be had. It is given back at once.
fn address(address: SocketAddr) -> Result<String, String> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(address.to_string()),
        Err(error) => Err(format!("{address}: {error}")),
    }
}
