//! Sending mail: one plain message over SMTP. What stands in it is made elsewhere; nothing here reads a database.

use std::time::{Duration, SystemTime};

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::SmtpTransportBuilder;
use lettre::{Message, SmtpTransport, Transport};

use crate::config::Config;
use crate::domain::Moment;

/// The longest that one mail may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a mail was not sent. Neither the address nor the text is part of it.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("`smtp-url` names no server that can be spoken to: {0}")]
    Server(String),
    #[error("an address cannot be written to: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("the message could not be put together: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("the server did not take the message: {0}")]
    Refused(#[source] lettre::transport::smtp::Error),
}

/// The way out for mail.
#[derive(Clone)]
pub struct Mailer {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Mailer {
    /// The way out that the settings name; none where mail is not set up.
    pub fn of(config: &Config) -> Result<Option<Mailer>, MailError> {
        let (Some(url), Some(from)) = (&config.smtp_url, &config.mail_from) else { return Ok(None) };
        let transport = server(url).map_err(MailError::Server)?.timeout(Some(PATIENCE)).build();
        Ok(Some(Mailer { transport, from: from.parse()? }))
    }

    /// Sends one plain text. Blocks until the server has taken it.
    pub fn send(&self, to: &str, subject: &str, text: String, now: Moment) -> Result<(), MailError> {
        let at = u64::try_from(now.and_utc().timestamp()).unwrap_or_default();
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.parse()?))
            .subject(subject)
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(at))
            .header(ContentType::TEXT_PLAIN)
            .body(text)?;
        self.transport.send(&message).map(drop).map_err(MailError::Refused)
    }
}

/// The server of an address: `smtps://user:password@host`, `smtp://host?tls=required` and the like.
#[cfg(feature = "mail-tls")]
fn server(url: &str) -> Result<SmtpTransportBuilder, String> {
    SmtpTransport::from_url(url).map_err(|why| why.to_string())
}

/// The server of an address without TLS: a relay on this machine or in a network one trusts. A password is never sent
/// in the clear.
#[cfg(not(feature = "mail-tls"))]
fn server(url: &str) -> Result<SmtpTransportBuilder, String> {
    let why = "this build speaks to smtp://HOST[:PORT]; smtps and passwords need the build with mail-tls";
    let host = url.strip_prefix("smtp://").map(|rest| rest.trim_end_matches('/'));
    let host = host.filter(|host| !host.is_empty() && !host.contains(['@', '/', '?'])).ok_or(why)?;
    match host.rsplit_once(':') {
        Some((host, port)) => Ok(SmtpTransport::builder_dangerous(host).port(port.parse().map_err(|_| why)?)),
        None => Ok(SmtpTransport::builder_dangerous(host).port(25)),
    }
}
