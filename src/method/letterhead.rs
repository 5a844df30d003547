//! The head of a practice's documents: its name, a logo, and an accent that can be read on white.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::method::Text;

/// The largest logo, in bytes.
pub const LOGO_BYTES: usize = 256 * 1024;
/// The most dots a logo may have on either side.
const LOGO_SIDE: u32 = 1_000;
/// The least contrast with white paper (WCAG 2.2, text).
const CONTRAST: f64 = 4.5;

/// Holds what stands at the head of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Letterhead {
    pub practice: Option<Text>,
    pub accent: Option<Accent>,
    pub logo: Option<Logo>,
}

/// A colour as `#rrggbb`, dark enough for text on white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accent(String);

/// Names why a colour was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccentError {
    #[error("a colour is written like #0072b2")]
    Unreadable,
    #[error("the colour is too pale to be read on white")]
    Pale,
}

impl Accent {
    /// The colour as `#rrggbb`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Accent {
    type Err = AccentError;

    fn from_str(s: &str) -> Result<Self, AccentError> {
        let digits = s
            .trim()
            .strip_prefix('#')
            .filter(|hex| hex.len() == 6)
            .ok_or(AccentError::Unreadable)?;
        let rgb = u32::from_str_radix(digits, 16).map_err(|_| AccentError::Unreadable)?;
        let linear = |shift: u32| {
            let part = f64::from((rgb >> shift) & 0xff) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
        if 1.05 / (luminance + 0.05) < CONTRAST {
            return Err(AccentError::Pale);
        }
        Ok(Accent(format!("#{}", digits.to_lowercase())))
    }
}

/// The kinds of pictures a logo may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoKind {
    /// With its width and height in dots.
    Png(u32, u32),
    Svg,
}

/// A picture that was looked at: within its size, and nothing in it that acts or leads elsewhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    pub kind: LogoKind,
    bytes: Arc<[u8]>,
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logo({:?}, {} bytes)", self.kind, self.bytes.len())
    }
}

/// Names why a picture was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    #[error("the picture is larger than 256 KiB")]
    TooLarge,
    #[error("the picture is neither a PNG nor an SVG, or it is damaged")]
    Unknown,
    #[error("the picture holds a script, or leads elsewhere")]
    Active,
}

impl Logo {
    /// The picture in these bytes.
    pub fn read(bytes: &[u8]) -> Result<Logo, LogoError> {
        if bytes.len() > LOGO_BYTES {
            return Err(LogoError::TooLarge);
        }
        let kind = png(bytes).map_or_else(|| svg(bytes), Ok)?;
        Ok(Logo { kind, bytes: bytes.into() })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn media_type(&self) -> &'static str {
        match self.kind {
            LogoKind::Png(..) => "image/png",
            LogoKind::Svg => "image/svg+xml",
        }
    }
}

/// A PNG by its signature, its first chunk and its last.
fn png(bytes: &[u8]) -> Option<LogoKind> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
    let side = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    let (width, height) = (side(0)?, side(4)?);
    let whole = bytes.ends_with(b"\0\0\0\0IEND\xaeB`\x82");
    let fits = |side: u32| (1..=LOGO_SIDE).contains(&side);
    (whole && fits(width) && fits(height)).then_some(LogoKind::Png(width, height))
}

/// An SVG that draws and does nothing else. What it may not hold is refused, not taken out: it
/// would be another picture.
fn svg(bytes: &[u8]) -> Result<LogoKind, LogoError> {
    let text = std::str::from_utf8(bytes).map_err(|_| LogoError::Unknown)?.to_lowercase();
    if !text.contains("<svg")
        || !text.trim_end().ends_with("</svg>")
        || !text.contains("http://www.w3.org/2000/svg")
    {
        return Err(LogoError::Unknown);
    }
    let acts = [
        "<script",
        "<!doctype",
        "<!entity",
        "<foreignobject",
        "<iframe",
        "<image",
        "javascript:",
        "@import",
        "<?xml-stylesheet",
    ];
    let handler = text.split(char::is_whitespace).any(|word| {
        word.strip_prefix("on")
            .and_then(|rest| rest.split_once('='))
            .is_some_and(|(name, _)| name.chars().all(char::is_alphabetic))
    });
    // A picture may point at its own parts alone.
    let leads = text.split("href").skip(1).any(|rest| {
        let value = rest.trim_start_matches(|c: char| c == '=' || c.is_whitespace());
        !value.trim_start_matches(['"', '\'']).starts_with('#')
    });
    let draws = text
        .split("url(")
        .skip(1)
        .any(|rest| !rest.trim_start_matches(['"', '\'', ' ']).starts_with('#'));
    if handler || leads || draws || acts.iter().any(|mark| text.contains(mark)) {
        return Err(LogoError::Active);
    }
    Ok(LogoKind::Svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">";

    #[test]
    fn an_accent_can_be_read_on_white() {
        assert_eq!("#0072B2".parse::<Accent>().expect("a colour").as_str(), "#0072b2");
        assert_eq!("#ffcc00".parse::<Accent>(), Err(AccentError::Pale));
        for odd in ["blue", "#12345", "#gggggg", "0072b2", "#é0072"] {
            assert_eq!(odd.parse::<Accent>(), Err(AccentError::Unreadable), "{odd}");
        }
    }

    #[test]
    fn a_picture_that_acts_or_leads_elsewhere_is_refused() {
        let read = |inner: &str| {
            Logo::read(format!("{OPEN}{inner}</svg>").as_bytes()).map(|logo| logo.kind)
        };
        assert_eq!(read("<path id=\"a\" d=\"M0 0h9\"/><use href=\"#a\"/>"), Ok(LogoKind::Svg));
        for inner in [
            "<script>x</script>",
            "<path onload=\"x\"/>",
            "<a href=\"https://example.org\"/>",
            "<use xlink:href='http://x#a'/>",
            "<style>@import 'x'</style>",
            "<path fill=\"url(http://x)\"/>",
            "<foreignObject/>",
        ] {
            assert_eq!(read(inner), Err(LogoError::Active), "{inner}");
        }
        assert_eq!(Logo::read(b"GIF89a"), Err(LogoError::Unknown));
        assert_eq!(Logo::read(&vec![b'x'; LOGO_BYTES + 1]), Err(LogoError::TooLarge));
        assert_eq!(
            Logo::read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01"),
            Err(LogoError::Unknown)
        );
    }
}
