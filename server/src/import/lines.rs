//! Line ends made alike, so that lines can be counted: `\r\n` and a lone `\r`
//! become `\n`, and the last line gets one too.

use std::io::{self, Read};

pub struct Lines<R> {
    text: R,
    /// The last byte was `\r`: a `\n` now belongs to it.
    after_return: bool,
    /// The last byte handed out.
    last: u8,
    done: bool,
}

impl<R: Read> Lines<R> {
    pub fn new(text: R) -> Self {
        Lines {
            text,
            after_return: false,
            last: b'\n',
            done: false,
        }
    }

    /// Mends what was read in place, and says how long it is now.
    fn mend(&mut self, bytes: &mut [u8]) -> usize {
        if !self.after_return && !bytes.contains(&b'\r') {
            return bytes.len();
        }
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            let belongs = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if !belongs {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() || self.done {
            return Ok(0);
        }
        loop {
            let read = self.text.read(out)?;
            if read == 0 {
                self.done = true;
                if self.last == b'\n' {
                    return Ok(0);
                }
                out[0] = b'\n';
                return Ok(1);
            }
            let kept = self.mend(&mut out[..read]);
            if let Some(last) = out[..kept].last() {
                self.last = *last;
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte at a time, the worst case for what spans two reads.
    struct Drops<'a>(&'a [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else {
                return Ok(0);
            };
            out[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    #[test]
    fn every_line_ends_alike() {
        for (text, mended) in [
            ("a\r\nb\r\n", "a\nb\n"),
            ("a\rb", "a\nb\n"),
            ("a\n\r\n\nb", "a\n\n\nb\n"),
            ("", ""),
        ] {
            let mut whole = String::new();
            Lines::new(text.as_bytes())
                .read_to_string(&mut whole)
                .unwrap();
            assert_eq!(whole, mended);
            let mut drops = String::new();
            Lines::new(Drops(text.as_bytes()))
                .read_to_string(&mut drops)
                .unwrap();
            assert_eq!(drops, mended);
        }
    }
}
