//! The lines of an address card or a calendar as they were meant (RFC 5545 §3.1, RFC 6350 §3.2,
//! vCard 2.1 §2.1.3). A writer may fold a line within a character, so bytes are put together first
//! and decoded afterwards.

use super::{Encoding, Fault, MAX_BYTES, Why, decode};

/// A line put together of those it was folded into; `at` is the first of them, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub at: usize,
    pub text: String,
}

/// Reads the lines of a file; blank ones are left out.
pub(crate) fn read(bytes: &[u8]) -> Result<(Vec<Line>, Encoding), Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault::whole(Why::TooLarge));
    }
    // UTF-16 is folded between its characters, and a byte of it tells nothing of a line.
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let decoded = if wide { Some(decode(bytes)?) } else { None };
    let joined = Joined::of(decoded.as_ref().map_or(bytes, |decoded| decoded.text.as_bytes()));
    let at = |line: usize| joined.at.get(line.saturating_sub(1)).copied().unwrap_or(line);
    let mut text =
        decode(&joined.bytes).map_err(|fault| Fault { line: at(fault.line), ..fault })?;
    if let Some(decoded) = decoded {
        text.encoding = decoded.encoding;
    }
    let lines = text.text.lines().zip(&joined.at);
    let lines = lines.map(|(line, at)| Line { at: *at, text: line.to_owned() }).collect();
    Ok((lines, text.encoding))
}

/// The bytes of whole lines, and the number of the line on which each begins.
#[derive(Default)]
struct Joined {
    bytes: Vec<u8>,
    at: Vec<usize>,
    /// Tells where the last line begins.
    from: usize,
}

impl Joined {
    fn of(bytes: &[u8]) -> Joined {
        let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
        let mut out = Joined { bytes: Vec::with_capacity(bytes.len()), ..Joined::default() };
        for (line, at) in bytes.split(|b| *b == end).zip(1..) {
            out.take(line.strip_suffix(b"\r").unwrap_or(line), at);
        }
        out
    }

    fn take(&mut self, line: &[u8], at: usize) {
        let open = !self.at.is_empty();
        if open && self.ends_softly() {
            // The mark and the line end below it; what follows is content, a blank in front as
            // well.
            self.bytes.truncate(self.bytes.len() - 2);
            self.put(line);
        } else if let (true, [b' ' | b'\t', rest @ ..]) = (open, line) {
            self.bytes.pop();
            self.put(rest);
        } else if !(line.trim_ascii().is_empty() || open && self.goes_on(line)) {
            self.from = self.bytes.len();
            self.at.push(at);
            self.put(line);
        }
    }

    fn put(&mut self, line: &[u8]) {
        self.bytes.extend_from_slice(line);
        self.bytes.push(b'\n');
    }

    fn head(&self) -> &[u8] {
        let line = &self.bytes[self.from..];
        line.split(|b| *b == b':').next().unwrap_or_default()
    }

    fn says(&self, word: &[u8]) -> bool {
        self.head().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
    }

    /// True if the last line is quoted-printable and goes on below.
    fn ends_softly(&self) -> bool {
        self.bytes.ends_with(b"=\n") && self.says(b"QUOTED-PRINTABLE")
    }

    /// True if this is more of a picture that stands above: it is not carried.
    fn goes_on(&self, line: &[u8]) -> bool {
        let picture = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
        line.iter().all(picture) && (self.says(b"BASE64") || self.says(b"ENCODING=B"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<(usize, String)> {
        read(bytes).expect("lines").0.into_iter().map(|line| (line.at, line.text)).collect()
    }

    #[test]
    fn a_line_is_put_together_before_it_is_decoded() {
        let name = "NOTE:会う".as_bytes();
        let (before, after) = name.split_at(6);
        let folded = [b"A:1\r\n", before, b"\r\n ", after, b"\r\n\r\nB:2\r\n"].concat();
        assert_eq!(lines(&folded), [(1, "A:1".into()), (2, "NOTE:会う".into()), (5, "B:2".into())]);
        let utf16: Vec<u8> =
            "\u{feff}NOTE:会\r\n う".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(lines(&utf16), [(1, "NOTE:会う".into())]);
        assert_eq!(lines(b"A:1\r B:2\rC:3"), [(1, "A:1B:2".into()), (3, "C:3".into())]);
    }

    #[test]
    fn a_soft_line_end_keeps_the_blank_below_it() {
        let text = b"N;ENCODING=quoted-printable:a=\r\n b=\r\n=20c\r\nX:1=\r\nY:2";
        assert_eq!(lines(text)[0], (1, "N;ENCODING=quoted-printable:a b=20c".into()));
        assert_eq!(lines(text).len(), 3, "a mark at the end of any other line is a mark");
        let picture = b"PHOTO;BASE64:AAAA\r\nBBBB\r\n CC==\r\n\r\nX:1";
        assert_eq!(lines(picture).last(), Some(&(5, "X:1".into())));
    }

    #[test]
    fn a_fault_stands_on_the_line_of_the_file() {
        let fault = read(b"A:1\r\n 2\r\nB:\xff\xff\r\n").expect_err("no text");
        assert_eq!((fault.line, fault.why), (3, Why::Encoding));
    }
}
