//! Who somebody is, by the word of their organisation's provider (OpenID Connect Core 1.0, authorization code with PKCE).
//!
//! This is the relying party: it sends a browser to the provider, trades the code that it comes back with for an ID token,
//! and believes that token only as far as it was checked. What it yields is one name, the `sub`. Nothing else of a person
//! is asked for (`scope=openid`), and nothing of it is kept (ADR-0031).
//!
//! | module | what is in it |
//! |---|---|
//! | `provider` | what a provider says of itself, and asking it |
//! | `token` | whether an ID token may be believed: a value in, a name out |
//! | `proof` | proving to a provider that this server is itself |
//! | `sealed` | what a browser carries from the first page to the last, sealed |

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Url;
use ring::digest::{SHA256, digest};

use crate::data::DataDir;
use crate::store::{ForWhom, KnownAs, Proof, ProviderRow};

mod proof;
mod provider;
mod sealed;
mod token;

pub use proof::public_key;
pub use sealed::{Again, Began, Heavy, Sealer, Stranger};

use provider::{Asking, Said};

/// What a provider said of itself is asked again after so long.
const KEPT: Duration = Duration::from_mins(10);

/// A key that is not known is asked for again, but not more often than this.
const PAUSE: Duration = Duration::from_secs(20);

/// Where a browser comes back to, below the address of this server.
pub const BACK: &str = "/web/in/back";

/// Why nobody was let in. Each has a sentence of its own for who waits in front of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The provider does not answer, or answers what no provider would.
    #[error("the provider: {0}")]
    Provider(&'static str),
    /// The answer belongs to no question of this browser's, or to one of long ago.
    #[error("an answer that was not asked for")]
    NotAsked,
    /// The person or the provider broke it off.
    #[error("the provider or the person refused")]
    Denied,
    /// The code was used, is too old, or is none.
    #[error("the provider does not take the code")]
    Code,
    /// The token cannot be believed.
    #[error("the ID token: {0}")]
    Token(&'static str),
    /// It was a sign-in of a lower level than the organisation asks for.
    #[error("the level of the sign-in is too low")]
    Level,
}

/// What a browser came back with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The code, to be traded.
    pub code: String,
    /// What the question was known by.
    pub state: String,
    /// Who answered, where the provider says so (RFC 9207).
    pub issuer: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Whom a provider vouched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// By which name it knows them. What a broker says of a client is a keyed hash already.
    pub who: KnownAs,
    /// When they signed in at a level that heavy acts take, if they did. Milliseconds since 1970 UTC.
    pub confirmed: Option<i64>,
}

/// This server, as providers know it.
pub struct Party {
    asking: Asking,
    /// Where the secrets lie; `None`: a server without a folder, which signs nobody in this way.
    data: Option<DataDir>,
    known: Mutex<HashMap<String, (Arc<Said>, Instant)>>,
}

impl std::fmt::Debug for Party {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Party")
    }
}

impl Party {
    /// With the secrets of this folder.
    #[must_use]
    pub fn new(data: Option<DataDir>) -> Self {
        Self { asking: Asking::new(), data, known: Mutex::default() }
    }

    /// Where to send a browser that begins.
    ///
    /// # Errors
    ///
    /// [`Refused::Provider`].
    pub async fn question(&self, row: &ProviderRow, began: &Began) -> Result<String, Refused> {
        let said = self.said(row, None).await?;
        let mut url = Url::parse(&said.authorization_endpoint).map_err(|_| Refused::Provider("address"))?;
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, began.verifier().as_bytes()));
        {
            let mut pairs = url.query_pairs_mut();
            pairs.append_pair("response_type", "code");
            pairs.append_pair("scope", "openid");
            pairs.append_pair("client_id", &row.client_id);
            pairs.append_pair("redirect_uri", &back(row));
            pairs.append_pair("state", &began.state());
            pairs.append_pair("nonce", &began.nonce());
            pairs.append_pair("code_challenge", &challenge);
            pairs.append_pair("code_challenge_method", "S256");
            let levels = if began.again.is_some() { &row.step_up } else { &row.acr };
            if !levels.is_empty() {
                pairs.append_pair("acr_values", &levels.join(" "));
            }
            // At a table in a library, nobody comes in by what the person before them left at the broker.
            if row.for_whom == ForWhom::Clients {
                pairs.append_pair("prompt", "login");
            }
            if began.again.is_some() {
                pairs.append_pair("max_age", "0");
            }
        }
        Ok(url.into())
    }

    /// Who came back.
    ///
    /// # Errors
    ///
    /// [`Refused`]: nobody is let in.
    pub async fn answered(
        &self,
        row: &ProviderRow,
        began: &Began,
        answer: &Answer,
        now_ms: i64,
    ) -> Result<Vouched, Refused> {
        // Hashes are compared, so how long it takes says nothing.
        if blake3::hash(answer.state.as_bytes()) != blake3::hash(began.state().as_bytes()) {
            return Err(Refused::NotAsked);
        }
        let said = self.said(row, None).await?;
        match &answer.issuer {
            // Another provider's answer to this one's question (mix-up, RFC 9207).
            Some(issuer) if *issuer != row.issuer => return Err(Refused::NotAsked),
            None if said.names_itself => return Err(Refused::NotAsked),
            _ => {}
        }
        if answer.error.is_some() || answer.code.is_empty() {
            return Err(Refused::Denied);
        }
        let token = self.traded(row, &said, began, &answer.code, now_ms).await?;
        let levels = enough(row, began.again.is_some())?;
        let expected = token::Expected {
            issuer: &row.issuer,
            client_id: &row.client_id,
            nonce: &began.nonce(),
            acr: &levels,
            since_s: began.again.map(|_| began.at.div_euclid(1000)),
            now_ms,
        };
        let named = match token::name(&token, &said.keys, &expected) {
            // It may sign with a key that is newer than what we know of it.
            Err(Refused::Token(token::NO_KEY)) => {
                let newer = self.said(row, Some(PAUSE)).await?;
                token::name(&token, &newer.keys, &expected)
            }
            done => done,
        }?;
        self.vouched(row, &named)
    }

    /// From here on, nobody has what a broker said of a client.
    fn vouched(&self, row: &ProviderRow, named: &token::Named) -> Result<Vouched, Refused> {
        let subject = match row.for_whom {
            ForWhom::Staff => (*named.sub).clone(),
            ForWhom::Clients => {
                let data = self.data.as_ref().ok_or(Refused::Provider("no secrets here"))?;
                let keys = data.blob_keys().map_err(|_| Refused::Provider("secret"))?;
                keys.vouched_name(row.org, &row.issuer, &named.sub)
            }
        };
        let high = named.acr.as_ref().is_some_and(|acr| row.step_up.contains(acr));
        let confirmed = named.auth_time_s.filter(|_| high).map(|at| at.saturating_mul(1000));
        let (org, for_whom, issuer) = (row.org, row.for_whom, row.issuer.clone());
        Ok(Vouched { who: KnownAs { org, for_whom, issuer, subject }, confirmed })
    }

    /// What the provider says of itself: what is known, unless that is older than this.
    async fn said(&self, row: &ProviderRow, at_most: Option<Duration>) -> Result<Arc<Said>, Refused> {
        let known = self.lock().get(&row.issuer).cloned();
        if let Some((said, since)) = known
            && since.elapsed() < at_most.unwrap_or(KEPT)
        {
            return Ok(said);
        }
        let said = Arc::new(self.asking.said(&row.issuer).await?);
        self.lock().insert(row.issuer.clone(), (Arc::clone(&said), Instant::now()));
        Ok(said)
    }

    /// Trades a code for an ID token (RFC 6749, section 4.1.3; RFC 7636, section 4.5).
    async fn traded(
        &self,
        row: &ProviderRow,
        said: &Said,
        began: &Began,
        code: &str,
        now_ms: i64,
    ) -> Result<String, Refused> {
        let (verifier, back) = (began.verifier(), back(row));
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &back),
            ("code_verifier", &verifier),
        ];
        let data = self.data.as_ref().ok_or(Refused::Provider("no secrets here"))?;
        match row.proof {
            Proof::Secret => {
                let secret =
                    data.provider_secret(row.org, row.for_whom).map_err(|_| Refused::Provider("secret"))?;
                self.asking.trade(said, &form, Some((&row.client_id, &secret))).await
            }
            Proof::Key => {
                let made = proof::assertion(data, &row.client_id, &row.issuer, now_ms);
                let assertion = made.ok_or(Refused::Provider("key"))?;
                form.push(("client_id", &row.client_id));
                form.push(("client_assertion_type", proof::KIND));
                form.push(("client_assertion", &assertion));
                self.asking.trade(said, &form, None).await
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Arc<Said>, Instant)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Levels of a sign-in that are enough; none: any. What heavy acts take is enough to come in.
fn enough(row: &ProviderRow, again: bool) -> Result<Vec<&str>, Refused> {
    if again && row.step_up.is_empty() {
        // It is not asked any more.
        return Err(Refused::NotAsked);
    }
    if !again && row.acr.is_empty() {
        return Ok(Vec::new());
    }
    let to_come_in = row.acr.iter().filter(|_| !again);
    Ok(to_come_in.chain(&row.step_up).map(String::as_str).collect())
}

/// Where a browser comes back to: written down, never taken from what a request says of its host.
fn back(row: &ProviderRow) -> String {
    format!("{}{BACK}", row.home)
}

/// An address that may be a provider's or this server's: HTTPS, and without it only on this very machine. No query, no
/// name and password; without a slash at its end.
#[must_use]
pub fn address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && text.len() <= 512
        && text.bytes().all(|byte| byte.is_ascii_graphic());
    (plain && is_safe(&url)).then(|| text.trim_end_matches('/').to_owned())
}

/// Encrypted on its way, or on no way at all.
fn is_safe(url: &Url) -> bool {
    match url.scheme() {
        "https" => url.host_str().is_some(),
        "http" => matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_encrypted_or_of_this_machine() {
        assert_eq!(address("https://id.example/tenant/").as_deref(), Some("https://id.example/tenant"));
        assert_eq!(address("http://127.0.0.1:4000").as_deref(), Some("http://127.0.0.1:4000"));
        for bad in [
            "http://id.example",
            "http://127.0.0.1.evil.example",
            "https://me:word@id.example",
            "https://id.example/?a=1",
            "https://id.example/#a",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "id.example",
            "",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    fn row(acr: &[&str], step_up: &[&str]) -> ProviderRow {
        let all = |levels: &[&str]| levels.iter().map(|level| (*level).to_owned()).collect();
        let [issuer, client_id, home, called] = [const { String::new() }; 4];
        let (org, proof, for_whom) = (uuid::Uuid::nil(), Proof::Key, ForWhom::Clients);
        let (acr, step_up) = (all(acr), all(step_up));
        ProviderRow { org, issuer, client_id, proof, acr, home, for_whom, step_up, called }
    }

    #[test]
    fn a_higher_level_is_enough_to_come_in_and_a_lower_one_for_nothing_heavy() {
        assert_eq!(enough(&row(&["low"], &["high"]), false), Ok(vec!["low", "high"]));
        assert_eq!(enough(&row(&["low"], &["high"]), true), Ok(vec!["high"]));
        assert_eq!(enough(&row(&[], &[]), false), Ok(Vec::new()), "staff, at any level");
        // Nobody is confirmed by an organisation that does not ask it any more: no level would be any level.
        assert_eq!(enough(&row(&["low"], &[]), true), Err(Refused::NotAsked));
    }

    proptest! {
        #[test]
        fn what_is_an_address_stays_one_and_holds_nothing_that_ends_a_header(text in ".{0,60}") {
            if let Some(address) = address(&text) {
                prop_assert!(address.bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert_eq!(super::address(&address), Some(address.clone()));
            }
        }
    }
}
