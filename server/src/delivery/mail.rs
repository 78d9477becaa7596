//! Mail, handed to the organisation's own mail server: SMTP (RFC 5321) over TLS, as submission (RFC 6409 and 8314).

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MessageBuilder};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters, TlsVersion,
};
use lettre::transport::smtp::commands::{Data, Mail as From, Rcpt};
use lettre::transport::smtp::extension::ClientId;

use super::{Carrier, Handing, Parcel};
use crate::engine::Handed;

/// How long it may take until the mail server wants the message, and then until it has it.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long one answer may take.
const ANSWER: Duration = Duration::from_secs(20);

/// Where mail goes to.
#[derive(Debug)]
pub struct MailServer {
    /// Its name, which its certificate has.
    pub server: String,
    /// 465 or 587, mostly.
    pub port: u16,
    /// TLS from the first byte; otherwise by `STARTTLS`, and never without.
    pub at_once: bool,
    /// Who we are to it.
    pub login: Option<Credentials>,
    /// From whom mail comes.
    pub from: Mailbox,
    /// Where it is answered to; `None`: nobody reads an answer.
    pub answers: Option<Mailbox>,
    /// Trust this authority alone (PEM), as for a mail server of one's own; otherwise those that browsers trust.
    pub authority: Option<String>,
}

/// The way by mail.
pub struct Mail {
    to: MailServer,
    tls: TlsParameters,
    hello: ClientId,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mail({}:{})", self.to.server, self.to.port)
    }
}

impl Mail {
    /// A way by this server; `None` where its name or the authority cannot be used.
    #[must_use]
    pub fn new(to: MailServer) -> Option<Self> {
        let tls = TlsParameters::builder(to.server.clone())
            .certificate_store(CertificateStore::None)
            .set_min_tls_version(TlsVersion::Tlsv12);
        let tls = match &to.authority {
            Some(pem) => tls.add_root_certificate(Certificate::from_pem(pem.as_bytes()).ok()?),
            None => webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().fold(tls, |tls, root| {
                match Certificate::from_der(root.to_vec()) {
                    Ok(root) => tls.add_root_certificate(root),
                    Err(_) => tls,
                }
            }),
        };
        let tls = tls.build_rustls().ok()?;
        let hello = ClientId::Domain(to.from.email.domain().to_owned());
        Some(Self { to, tls, hello })
    }

    /// The message as it goes over the line. Its name is the same for each try, so that a mailbox can tell two apart.
    fn message(&self, parcel: &Parcel, now_ms: i64) -> Option<(Message, lettre::Address)> {
        let to: lettre::Address = parcel.to.parse().ok()?;
        let sent = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(now_ms).ok()?);
        let name = format!("<{}@{}>", parcel.reference, self.to.from.email.domain());
        // Nobody's absence is answered to it (RFC 3834).
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let message = Message::builder().from(self.to.from.clone());
        let message = self.to.answers.iter().cloned().fold(message, MessageBuilder::reply_to);
        let message = message
            .to(Mailbox::new(None, to.clone()))
            .subject(parcel.subject.clone())
            .date(sent)
            .message_id(Some(name))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(parcel.text.clone());
        Some((message.ok()?, to))
    }

    /// Up to the moment at which the server wants the message. Nothing that goes wrong here was a delivery.
    async fn greet(&self, to: lettre::Address) -> Result<AsyncSmtpConnection, Handed> {
        let place = (self.to.server.as_str(), self.to.port);
        let tls = self.to.at_once.then(|| self.tls.clone());
        let greeted = AsyncSmtpConnection::connect_tokio1(place, Some(ANSWER), &self.hello, tls, None);
        let mut line = greeted.await.map_err(|_| Handed::Later("the mail server cannot be reached"))?;
        if !self.to.at_once {
            let safe = line.starttls(self.tls.clone(), &self.hello).await;
            safe.map_err(|_| Handed::Later("the mail server has no TLS that we trust"))?;
        }
        if let Some(login) = &self.to.login {
            let known = line.auth(DEFAULT_MECHANISMS, login).await;
            known.map_err(|_| Handed::Later("the mail server does not let us in"))?;
        }
        let from = From::new(Some(self.to.from.email.clone()), vec![]);
        line.command(from).await.map_err(|_| Handed::Later("the mail server does not take our sender"))?;
        line.command(Rcpt::new(to, vec![])).await.map_err(|error| {
            if error.is_permanent() {
                Handed::Refused("the mail server does not take this address")
            } else {
                Handed::Later("the mail server does not take this address now")
            }
        })?;
        line.command(Data).await.map_err(|_| Handed::Later("the mail server takes nothing now"))?;
        Ok(line)
    }

    async fn send(&self, parcel: &Parcel, now_ms: i64) -> Handed {
        let Some((message, to)) = self.message(parcel, now_ms) else {
            return Handed::Refused("no address that mail can go to");
        };
        let mut line = match tokio::time::timeout(PATIENCE, self.greet(to)).await {
            Ok(Ok(line)) => line,
            Ok(Err(handed)) => return handed,
            Err(_) => return Handed::Later("the mail server is too slow"),
        };
        let formatted = message.formatted();
        let handed = match tokio::time::timeout(PATIENCE, line.message(&formatted)).await {
            Ok(Ok(_)) => Handed::Taken,
            Ok(Err(error)) if error.is_transient() => Handed::Later("the mail server did not take it"),
            Ok(Err(error)) if error.is_permanent() => Handed::Refused("the mail server refused it"),
            Ok(Err(_)) | Err(_) => Handed::Unsure("the line broke while the mail server took it"),
        };
        let _ = tokio::time::timeout(ANSWER, line.quit()).await;
        handed
    }
}

impl Carrier for Mail {
    fn hand<'a>(&'a self, parcel: &'a Parcel, now_ms: i64) -> Handing<'a> {
        Box::pin(self.send(parcel, now_ms))
    }
}
