//! Bytes to text: UTF-8 with or without its mark, UTF-16 with it, Shift_JIS as Windows writes it
//! (windows-31j).

use encoding_rs::{DecoderResult, SHIFT_JIS, UTF_16BE, UTF_16LE};
use serde::{Deserialize, Serialize};

use super::{Fault, MAX_BYTES, Why};

/// Names how a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    Utf8,
    /// With a mark at its beginning, as Excel writes it.
    Utf8Mark,
    Utf16,
    ShiftJis,
}

/// A file's text and how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub encoding: Encoding,
}

/// Names what a ZIP begins with, and the workbooks and documents that are one; then what older
/// workbooks begin with.
const ARCHIVES: [&[u8]; 5] =
    [b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"Rar!", b"\xd0\xcf\x11\xe0"];
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Recognises how the bytes are written and reads them. A single unreadable byte is a fault:
/// nothing is guessed.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault::whole(Why::TooLarge));
    }
    if ARCHIVES.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Fault::whole(Why::Archive));
    }
    let decoded = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(UTF_16LE, rest)?,
        [0xfe, 0xff, rest @ ..] => utf16(UTF_16BE, rest)?,
        _ => eight(bytes)?,
    };
    match decoded.text.find('\0') {
        Some(at) => Err(fault(&decoded.text.as_bytes()[..at], Why::Binary)),
        None => Ok(decoded),
    }
}

fn utf16(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<Decoded, Fault> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.ok_or(Fault::whole(if bytes.len() % 2 == 1 {
        Why::Truncated
    } else {
        Why::Encoding
    }))?;
    Ok(Decoded { text: text.into_owned(), encoding: Encoding::Utf16 })
}

fn eight(bytes: &[u8]) -> Result<Decoded, Fault> {
    let (rest, encoding) = match bytes.strip_prefix(MARK) {
        Some(rest) => (rest, Encoding::Utf8Mark),
        None => (bytes, Encoding::Utf8),
    };
    let broken = match std::str::from_utf8(rest) {
        Ok(text) => return Ok(Decoded { text: text.to_owned(), encoding }),
        Err(broken) => broken,
    };
    // Whoever writes a mark means UTF-8; and a text that breaks off within its last character was
    // UTF-8, too.
    let ends = broken.error_len().is_none();
    if encoding == Encoding::Utf8Mark || (ends && broken.valid_up_to() > 0) {
        let why = if ends { Why::Truncated } else { Why::Encoding };
        return Err(fault(&rest[..broken.valid_up_to()], why));
    }
    shift_jis(rest, broken.valid_up_to())
}

/// Reads Shift_JIS; where it breaks off, the place is the one up to which either reading came.
fn shift_jis(bytes: &[u8], utf8_until: usize) -> Result<Decoded, Fault> {
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    let room = decoder
        .max_utf8_buffer_length_without_replacement(bytes.len())
        .unwrap_or(bytes.len() * 3 + 16);
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(Decoded { text, encoding: Encoding::ShiftJis }),
        _ => {
            let until = read.saturating_sub(1).max(utf8_until).min(bytes.len());
            let lines = text.matches('\n').count() + 1;
            let last = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let why = if read >= bytes.len() { Why::Truncated } else { Why::Encoding };
            // The text that could be read tells the place, unless the other reading came further.
            if until > utf8_until {
                Err(Fault { line: lines, column: last, why })
            } else {
                Err(fault(&bytes[..until], why))
            }
        }
    }
}

/// The fault behind these bytes.
fn fault(before: &[u8], why: Why) -> Fault {
    let before = String::from_utf8_lossy(before);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Fault { line, column, why }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sjis(text: &str) -> Vec<u8> {
        SHIFT_JIS.encode(text).0.into_owned()
    }

    #[test]
    fn each_way_of_writing_is_recognised() {
        let text = "名前,メール\r\n佐倉 まどか,\u{2460}髙橋\r\n";
        let mut utf16 = vec![0xff, 0xfe];
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            ([MARK, text.as_bytes()].concat(), Encoding::Utf8Mark),
            (sjis(text), Encoding::ShiftJis),
            (utf16, Encoding::Utf16),
        ] {
            assert_eq!(decode(&bytes), Ok(Decoded { text: text.to_owned(), encoding }));
        }
    }

    #[test]
    fn what_is_no_text_is_named_with_its_place() {
        let at = |bytes: &[u8]| {
            decode(bytes).map_err(|f| (f.line, f.column, f.why)).expect_err("a fault")
        };
        assert_eq!(at("a\nまど".as_bytes().split_at(7).0), (2, 2, Why::Truncated));
        assert_eq!(at(b"a,b\r\ncaf\xe9,x"), (2, 4, Why::Encoding));
        assert_eq!(at(b"a\n\0"), (2, 1, Why::Binary));
        assert_eq!(at(b"PK\x03\x04xxxx").2, Why::Archive);
        assert_eq!(at(&vec![b'x'; MAX_BYTES + 1]).2, Why::TooLarge);
        let cut = sjis("a\n佐倉");
        assert_eq!(at(&cut[..cut.len() - 1]), (2, 2, Why::Truncated));
    }
}
