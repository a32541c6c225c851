//! Where a reply's body goes as it comes: into a buffer of limited size, decompressed on the way where the client has asked
//! for gzip.

use http::HeaderMap;

use crate::wipe::Buffer;

/// Why a body goes no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    TooLarge,
    #[cfg(feature = "gzip")]
    Undecodable,
    #[cfg(feature = "gzip")]
    EndsEarly,
}

/// Never holds more than its limit.
pub(crate) enum Sink {
    Plain(Limited),
    #[cfg(feature = "gzip")]
    Gzip(Box<gzip::Inflating>),
}

pub(crate) struct Limited {
    buffer: Buffer,
    most: usize,
}

impl Limited {
    fn extend(&mut self, chunk: &[u8]) -> Result<(), Stop> {
        if chunk.len() > self.most - self.buffer.len() {
            return Err(Stop::TooLarge);
        }
        self.buffer.extend(chunk);
        Ok(())
    }
}

impl Sink {
    /// `announced`: the body's length, where it is known. With `gzip`, a body that is compressed is decompressed, and the
    /// headers say no more that it was.
    pub(crate) fn new(headers: &mut HeaderMap, gzip: bool, announced: usize, most: usize) -> Self {
        #[cfg(feature = "gzip")]
        if gzip && gzip::is_encoded(headers) {
            headers.remove(http::header::CONTENT_ENCODING);
            headers.remove(http::header::CONTENT_LENGTH);
            return Self::Gzip(Box::new(gzip::Inflating::new(most)));
        }
        let _unused = (headers, gzip);
        // An announcement is believed up to here: it costs the server nothing.
        let buffer = Buffer::with_capacity(announced.min(64 * 1024));
        Self::Plain(Limited { buffer, most })
    }

    pub(crate) fn take(&mut self, chunk: &[u8]) -> Result<(), Stop> {
        match self {
            Self::Plain(limited) => limited.extend(chunk),
            #[cfg(feature = "gzip")]
            Self::Gzip(inflating) => inflating.take(chunk),
        }
    }

    /// What there is, and whether it is whole, given that nothing more comes.
    pub(crate) fn end(self) -> (Buffer, Option<Stop>) {
        match self {
            Self::Plain(limited) => (limited.buffer, None),
            #[cfg(feature = "gzip")]
            Self::Gzip(inflating) => (*inflating).end(),
        }
    }
}

#[cfg(feature = "gzip")]
mod gzip {
    use std::io::{self, Write};

    use flate2::write::MultiGzDecoder;
    use http::HeaderMap;
    use http::header::CONTENT_ENCODING;

    use super::{Limited, Stop};
    use crate::wipe::Buffer;

    pub(super) fn is_encoded(headers: &HeaderMap) -> bool {
        let encoding = headers
            .get(CONTENT_ENCODING)
            .and_then(|value| value.to_str().ok());
        // The second is an older name of the same (RFC 9110, section 8.4.1.3).
        let names = ["gzip", "x-gzip"];
        encoding.is_some_and(|encoding| {
            // Some servers say what they have not done, too.
            let done = encoding.split(',').map(str::trim);
            let mut done = done.filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("identity"));
            let one = done.next().filter(|_| done.next().is_none());
            one.is_some_and(|one| names.iter().any(|name| one.eq_ignore_ascii_case(name)))
        })
    }

    /// One member or several, one after the other.
    pub(crate) struct Inflating {
        decoder: MultiGzDecoder<Target>,
        begun: bool,
    }

    struct Target {
        limited: Limited,
        stop: Option<Stop>,
    }

    impl Write for Target {
        fn write(&mut self, chunk: &[u8]) -> io::Result<usize> {
            match self.limited.extend(chunk) {
                Ok(()) => Ok(chunk.len()),
                Err(stop) => {
                    self.stop = Some(stop);
                    Err(io::ErrorKind::WriteZero.into())
                }
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Inflating {
        pub(super) fn new(most: usize) -> Self {
            let limited = Limited {
                buffer: Buffer::default(),
                most,
            };
            Self {
                decoder: MultiGzDecoder::new(Target { limited, stop: None }),
                begun: false,
            }
        }

        pub(super) fn take(&mut self, chunk: &[u8]) -> Result<(), Stop> {
            self.begun |= !chunk.is_empty();
            let written = self.decoder.write_all(chunk);
            written.map_err(|_| self.decoder.get_ref().stop.unwrap_or(Stop::Undecodable))
        }

        pub(super) fn end(mut self) -> (Buffer, Option<Stop>) {
            let ended = match self.begun {
                true => self.decoder.try_finish(),
                false => Ok(()),
            };
            let target = self.decoder.get_mut();
            // What came could be read, so that something is missing, or the last checksum is wrong.
            let stop = ended.err().map(|_| target.stop.unwrap_or(Stop::EndsEarly));
            (std::mem::take(&mut target.limited.buffer), stop)
        }
    }
}
