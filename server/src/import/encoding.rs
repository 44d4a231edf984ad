//! A file's bytes as UTF-8 text, whatever a spreadsheet program wrote.
//!
//! A byte-order mark tells; without one, what is valid UTF-8 is UTF-8, and
//! anything else is Windows-1252, in which every byte is a letter.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

const CHUNK: usize = 64 << 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Utf8 => "UTF-8",
            Kind::Utf16Le | Kind::Utf16Be => "UTF-16",
            Kind::Windows1252 => "Windows-1252",
        }
    }

    const fn encoding(self) -> Option<&'static Encoding> {
        match self {
            Kind::Utf8 => None,
            Kind::Utf16Le => Some(UTF_16LE),
            Kind::Utf16Be => Some(UTF_16BE),
            Kind::Windows1252 => Some(WINDOWS_1252),
        }
    }
}

/// What a file was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detected {
    pub kind: Kind,
    /// Length of the byte-order mark.
    mark: u64,
}

/// Reads the whole file once.
pub fn detect(file: &mut File) -> io::Result<Detected> {
    file.seek(SeekFrom::Start(0))?;
    let mut start = [0; 3];
    let read = read_full(file, &mut start)?;
    let by_mark = match start.get(..read).unwrap_or_default() {
        [0xef, 0xbb, 0xbf] => Some((Kind::Utf8, 3)),
        [0xff, 0xfe, ..] => Some((Kind::Utf16Le, 2)),
        [0xfe, 0xff, ..] => Some((Kind::Utf16Be, 2)),
        _ => None,
    };
    if let Some((kind @ (Kind::Utf16Le | Kind::Utf16Be), mark)) = by_mark {
        return Ok(Detected { kind, mark });
    }
    // A mark says UTF-8, but some programs put one before anything.
    let mark = by_mark.map_or(0, |(_, mark)| mark);
    file.seek(SeekFrom::Start(mark))?;
    let kind = if is_utf8(file)? {
        Kind::Utf8
    } else {
        Kind::Windows1252
    };
    Ok(Detected { kind, mark })
}

/// The file's text from its start.
pub fn text(mut file: File, detected: Detected) -> io::Result<impl Read> {
    file.seek(SeekFrom::Start(detected.mark))?;
    let bytes = BufReader::with_capacity(CHUNK, file);
    Ok(match detected.kind.encoding() {
        None => Text::Plain(bytes),
        Some(encoding) => Text::Decoded(Box::new(Decoding {
            bytes,
            decoder: encoding.new_decoder_without_bom_handling(),
            text: Vec::new(),
            taken: 0,
            done: false,
        })),
    })
}

fn is_utf8(file: &mut File) -> io::Result<bool> {
    let mut buffer = vec![0; CHUNK];
    let mut kept = 0;
    loop {
        let read = file.read(&mut buffer[kept..])?;
        let filled = kept + read;
        match std::str::from_utf8(&buffer[..filled]) {
            Ok(_) => kept = 0,
            Err(why) if why.error_len().is_some() => return Ok(false),
            Err(why) => {
                // A character cut in two by the end of the buffer.
                let valid = why.valid_up_to();
                buffer.copy_within(valid..filled, 0);
                kept = filled - valid;
            }
        }
        if read == 0 {
            return Ok(kept == 0);
        }
    }
}

fn read_full(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

enum Text {
    Plain(BufReader<File>),
    Decoded(Box<Decoding>),
}

impl Read for Text {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Text::Plain(bytes) => bytes.read(out),
            Text::Decoded(decoding) => decoding.read(out),
        }
    }
}

struct Decoding {
    bytes: BufReader<File>,
    decoder: Decoder,
    text: Vec<u8>,
    taken: usize,
    done: bool,
}

impl Read for Decoding {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.text.len() && !self.done {
            let mut raw = vec![0; CHUNK];
            let read = self.bytes.read(&mut raw)?;
            self.done = read == 0;
            let most = self
                .decoder
                .max_utf8_buffer_length(read)
                .unwrap_or(3 * CHUNK);
            self.text.resize(most, 0);
            let (result, consumed, written, _) =
                self.decoder
                    .decode_to_utf8(&raw[..read], &mut self.text, self.done);
            debug_assert!(result == CoderResult::InputEmpty && consumed == read);
            self.text.truncate(written);
            self.taken = 0;
        }
        let rest = &self.text[self.taken..];
        let length = rest.len().min(out.len());
        out[..length].copy_from_slice(&rest[..length]);
        self.taken += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn read(bytes: &[u8]) -> (&'static str, String) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let detected = detect(&mut file).unwrap();
        let mut out = String::new();
        text(file, detected)
            .unwrap()
            .read_to_string(&mut out)
            .unwrap();
        (detected.kind.name(), out)
    }

    #[test]
    fn what_is_no_utf8_is_windows_1252() {
        assert_eq!(read("Zoë".as_bytes()), ("UTF-8", "Zoë".into()));
        assert_eq!(
            read(b"Zo\xeb \x96 \x80"),
            ("Windows-1252", "Zoë – €".into())
        );
        assert_eq!(read(b""), ("UTF-8", String::new()));
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(read(b"\xef\xbb\xbfa"), ("UTF-8", "a".into()));
        assert_eq!(read(b"\xff\xfea\0\xeb\0"), ("UTF-16", "aë".into()));
    }

    #[test]
    fn a_character_across_two_chunks_is_one() {
        let mut long = vec![b'x'; CHUNK - 1];
        long.extend("ëë".as_bytes());
        let (kind, text) = read(&long);
        assert_eq!((kind, text.ends_with("xëë")), ("UTF-8", true));
        long.push(0xeb);
        assert_eq!(read(&long).0, "Windows-1252");
    }
}
