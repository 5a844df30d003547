//! Sending mail: one plain message over SMTP. What stands in it is made elsewhere; nothing here
//! reads a database.

use std::time::{Duration, SystemTime};

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::SmtpTransportBuilder;
use lettre::{Message, SmtpTransport, Transport};

use crate::config::Config;
use crate::method::Moment;

/// The longest that one mail may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Names why a mail was not sent. Neither the address nor the text is part of it.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("`smtp-url` names no server that can be spoken to: {0}")]
    Server(String),
    #[error("an address cannot be written to: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("the message could not be put together: {0}")]
    Message(#[from] lettre::error::Error),
    /// By its code alone: what the server says beside it can name the address.
    #[error("the server did not take the message ({0})")]
    Refused(String),
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
        let (Some(url), Some(from)) = (&config.smtp_url, &config.mail_from) else {
            return Ok(None);
        };
        let transport = server(url).map_err(MailError::Server)?.timeout(Some(PATIENCE)).build();
        Ok(Some(Mailer { transport, from: from.parse()? }))
    }

    /// Sends one plain text. Blocks until the server has taken it.
    pub fn send(
        &self,
        to: &str,
        subject: &str,
        text: String,
        now: Moment,
    ) -> Result<(), MailError> {
        let at = u64::try_from(now.and_utc().timestamp()).unwrap_or_default();
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.parse()?))
            .subject(subject)
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(at))
            .header(ContentType::TEXT_PLAIN)
            .body(text)?;
        self.transport.send(&message).map(drop).map_err(|why| MailError::Refused(code(&why)))
    }
}

/// Tells what is said of a refusal: the server's code, or what kind of trouble there was without
/// any.
fn code(why: &lettre::transport::smtp::Error) -> String {
    match why.status() {
        Some(code) => format!("code {code}"),
        None if why.is_timeout() => "no answer in time".to_owned(),
        None => "no connection, or no answer that can be read".to_owned(),
    }
}

/// The server of an address: `smtps://user:password@host`, `smtp://host?tls=required` and the like.
/// A password is never sent in the clear, nor where whoever stands between could ask for it to be.
#[cfg(feature = "mail-tls")]
fn server(url: &str) -> Result<SmtpTransportBuilder, String> {
    if in_the_clear(url) {
        return Err(
            "a password is only sent sealed: smtps://USER:PASSWORD@HOST, or smtp://…?tls=required"
                .to_owned(),
        );
    }
    SmtpTransport::from_url(url).map_err(|why| why.to_string())
}

/// The server of an address without TLS: a relay on this machine or in a network one trusts. A
/// password is never sent in the clear.
#[cfg(not(feature = "mail-tls"))]
fn server(url: &str) -> Result<SmtpTransportBuilder, String> {
    let why =
        "this build speaks to smtp://HOST[:PORT]; smtps and passwords need the build with mail-tls";
    let host = url.strip_prefix("smtp://").map(|rest| rest.trim_end_matches('/'));
    let host =
        host.filter(|host| !host.is_empty() && !host.contains(['@', '/', '?'])).ok_or(why)?;
    match host.rsplit_once(':') {
        Some((host, port)) => {
            Ok(SmtpTransport::builder_dangerous(host).port(port.parse().map_err(|_| why)?))
        }
        None => Ok(SmtpTransport::builder_dangerous(host).port(25)),
    }
}

/// True for an address with a name or password that could leave without TLS.
#[cfg(any(feature = "mail-tls", test))]
fn in_the_clear(url: &str) -> bool {
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    let sealed = place.starts_with("smtps://")
        || query.split('&').find(|pair| pair.starts_with("tls=")) == Some("tls=required");
    place.contains('@') && !sealed
}

#[cfg(test)]
mod tests {
    use super::in_the_clear;

    #[test]
    fn a_password_only_leaves_sealed() {
        for clear in [
            "smtp://me:pw@host",
            "smtp://me@host:587",
            "smtp://me:pw@host?tls=opportunistic&tls=required",
        ] {
            assert!(in_the_clear(clear), "{clear}");
        }
        for sealed in
            ["smtps://me:pw@host", "smtp://me:pw@host:587?tls=required", "smtp://relay.local"]
        {
            assert!(!in_the_clear(sealed), "{sealed}");
        }
    }
}
