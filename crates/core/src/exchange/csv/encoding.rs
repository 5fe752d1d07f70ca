//! In which encoding a file is written. A CSV does not say; the bytes do.
//!
//! UTF-16 shows by its byte order mark or by its zero bytes. Everything else is UTF-8 unless it cannot be: Excel on Windows
//! saves "CSV" as Windows-1252, in which an accent is one byte that UTF-8 does not allow alone.

use crate::exchange::problem::{Problem, ProblemKind};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use std::io::{self, ErrorKind, Read};

/// Read at a time.
const CHUNK: usize = 64 * 1024;
/// Bytes that Windows-1252 leaves undefined. A file that has them is in another encoding.
const UNDEFINED: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/// The encodings that spreadsheets save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// What discogs.com writes, with or without a byte order mark.
    Utf8,
    /// Excel's "Unicode text", little end first.
    Utf16Le,
    /// The same, big end first.
    Utf16Be,
    /// Excel's "CSV" on Windows, in western Europe and America.
    Windows1252,
}

impl Encoding {
    /// The name that a person knows, where it is worth a remark.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Utf8 => None,
            Self::Utf16Le | Self::Utf16Be => Some("UTF-16"),
            Self::Windows1252 => Some("Windows-1252"),
        }
    }

    /// Reads the whole of a file to find its encoding, 64 KB at a time.
    ///
    /// # Errors
    /// [`ProblemKind::NotUtf8`] with the first line that is neither; [`ProblemKind::Unreadable`].
    pub fn detect(mut source: impl Read) -> Result<Self, Problem> {
        let mut survey = Survey::default();
        let mut chunk = vec![0; CHUNK];
        let mut kept = 0;
        let mut first = true;
        loop {
            let read = match source.read(&mut chunk[kept..]) {
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(unreadable(&error)),
            };
            let filled = kept + read;
            if first
                && (filled >= 4 || read == 0)
                && let Some(wide) = wide(&chunk[..filled])
            {
                return Ok(wide);
            }
            first = first && filled < 4 && read > 0;
            kept = survey.take(&chunk[..filled], read == 0);
            if read == 0 {
                return survey.decide();
            }
            chunk.copy_within(filled - kept..filled, 0);
        }
    }

    /// The file as UTF-8, without a byte order mark. What cannot be decoded becomes U+FFFD.
    pub fn decode<R: Read>(self, source: R) -> DecodeReaderBytes<R, Vec<u8>> {
        let encoding = match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        };
        DecodeReaderBytesBuilder::new().encoding(Some(encoding)).utf8_passthru(true).strip_bom(true).build(source)
    }
}

/// UTF-16, by its mark or, without one, by the zero byte that every second byte of western text is.
fn wide(start: &[u8]) -> Option<Encoding> {
    match start {
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        [one, 0, other, 0, ..] if *one != 0 && *other != 0 => Some(Encoding::Utf16Le),
        [0, one, 0, other, ..] if *one != 0 && *other != 0 => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// What was seen of a file so far.
#[derive(Default)]
struct Survey {
    line: u64,
    /// Characters beyond ASCII that are sound UTF-8.
    sound: u64,
    /// Bytes that are not.
    unsound: u64,
    first_unsound: Option<u64>,
    first_undefined: Option<u64>,
}

impl Survey {
    /// Looks at the next bytes; returns how many at their end wait for the bytes that follow them.
    fn take(&mut self, mut bytes: &[u8], at_end: bool) -> usize {
        loop {
            match std::str::from_utf8(bytes) {
                Ok(_) => {
                    self.pass(bytes);
                    return 0;
                }
                Err(error) => {
                    let (sound, rest) = bytes.split_at(error.valid_up_to());
                    self.pass(sound);
                    let wrong = match error.error_len() {
                        Some(wrong) => wrong,
                        // A character that the end of the chunk cuts.
                        None if !at_end => return rest.len(),
                        None => rest.len(),
                    };
                    self.fail(&rest[..wrong]);
                    bytes = &rest[wrong..];
                }
            }
        }
    }

    fn pass(&mut self, text: &[u8]) {
        self.line += text.iter().filter(|byte| **byte == b'\n').count() as u64;
        if !text.is_ascii() {
            self.sound += text.iter().filter(|byte| **byte >= 0xc0).count() as u64;
        }
    }

    fn fail(&mut self, bytes: &[u8]) {
        self.unsound += bytes.len() as u64;
        self.first_unsound.get_or_insert(self.line + 1);
        if bytes.iter().any(|byte| UNDEFINED.contains(byte)) {
            self.first_undefined.get_or_insert(self.line + 1);
        }
    }

    fn decide(&self) -> Result<Encoding, Problem> {
        match (self.first_unsound, self.first_undefined) {
            (None, _) => Ok(Encoding::Utf8),
            // Two accents side by side may pass for one character of UTF-8; a damaged UTF-8 file has far more sound ones.
            (Some(_), None) if self.unsound > self.sound => Ok(Encoding::Windows1252),
            (Some(line), undefined) => Err(ProblemKind::NotUtf8.at(undefined.map_or(line, |other| other.min(line)))),
        }
    }
}

fn unreadable(error: &io::Error) -> Problem {
    ProblemKind::Unreadable { reason: error.to_string() }.whole()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(bytes: &[u8]) -> Result<Encoding, Option<u64>> {
        Encoding::detect(bytes).map_err(|problem| problem.line)
    }

    #[test]
    fn the_bytes_say_the_encoding() {
        assert_eq!(detected("Köln,Björk".as_bytes()), Ok(Encoding::Utf8));
        assert_eq!(detected(b"K\xf6ln"), Ok(Encoding::Windows1252));
        assert_eq!(detected(b"a\nK\xf6ln \x80 \x93x\x94"), Ok(Encoding::Windows1252));
        assert_eq!(detected(b"\xff\xfea\0"), Ok(Encoding::Utf16Le));
        assert_eq!(detected(b"\xfe\xff\0a"), Ok(Encoding::Utf16Be));
        assert_eq!(detected(b"a\0b\0"), Ok(Encoding::Utf16Le));
        assert_eq!(detected(b"\0a\0b"), Ok(Encoding::Utf16Be));
        assert_eq!(detected(b""), Ok(Encoding::Utf8));
    }

    #[test]
    fn a_damaged_file_is_no_other_encoding() {
        assert_eq!(detected("Köln\nBjörk\nJ\u{f3}n\n".as_bytes()), Ok(Encoding::Utf8));
        let mut damaged = "Köln\nBjörk\n".as_bytes().to_vec();
        damaged.extend(b"\xff\n");
        assert_eq!(detected(&damaged), Err(Some(3)));
        assert_eq!(detected(b"a\nb\x81\n"), Err(Some(2)));
    }

    #[test]
    fn a_character_may_be_cut_by_a_chunk() {
        let mut text = "a".repeat(CHUNK - 1);
        text.push_str("é and more");
        assert_eq!(detected(text.as_bytes()), Ok(Encoding::Utf8));
        let mut decoded = String::new();
        Encoding::Windows1252.decode(&b"K\xf6ln \x80"[..]).read_to_string(&mut decoded).unwrap();
        assert_eq!(decoded, "Köln €");
    }
}
