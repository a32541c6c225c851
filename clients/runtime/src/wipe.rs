//! Bodies may carry tokens: their buffers are wiped when the last reference to them goes.

use std::io;

use bytes::Bytes;
use zeroize::Zeroizing;

/// Shares `buffer` and wipes it at the end. What a `Vec` left behind when it grew is out of reach: give it
/// its size beforehand where it is known, or use a [`Buffer`].
pub(crate) fn wiped(buffer: Vec<u8>) -> Bytes {
    Buffer(Zeroizing::new(buffer)).share()
}

/// A buffer that leaves no copy behind when it grows, and is wiped also when it is dropped half-way.
#[derive(Default)]
pub(crate) struct Buffer(Zeroizing<Vec<u8>>);

impl Buffer {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(bytes)))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    pub(crate) fn extend(&mut self, more: &[u8]) {
        if more.len() > self.0.capacity() - self.0.len() {
            self.grow(self.0.len() + more.len());
        }
        self.0.extend_from_slice(more);
    }

    /// Moves to a larger buffer; the old one is wiped.
    #[cold]
    fn grow(&mut self, needed: usize) {
        let mut larger = Self::with_capacity(needed.max(2 * self.0.capacity()));
        larger.0.extend_from_slice(&self.0);
        *self = larger;
    }

    /// The content, to be wiped with its last reference.
    pub(crate) fn share(self) -> Bytes {
        if self.0.is_empty() {
            Bytes::new()
        } else {
            Bytes::from_owner(self.0)
        }
    }
}

impl io::Write for Buffer {
    #[inline]
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        self.extend(more);
        Ok(more.len())
    }

    /// As [`write`](Self::write), without the loop around it.
    #[inline]
    fn write_all(&mut self, more: &[u8]) -> io::Result<()> {
        self.extend(more);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_however_it_grew() {
        let mut buffer = Buffer::with_capacity(3);
        for more in ["ab", "", "c", "defghijkl", "m"] {
            buffer.extend(more.as_bytes());
        }
        assert_eq!(buffer.len(), 13);
        assert_eq!(buffer.share(), "abcdefghijklm");
        assert_eq!(Buffer::default().share(), "");
    }

    #[test]
    fn growing_doubles() {
        let mut buffer = Buffer::with_capacity(8);
        let mut places = 0;
        for _ in 0..1024 {
            let before = buffer.0.capacity();
            buffer.extend(b"x");
            places += usize::from(buffer.0.capacity() != before);
        }
        assert_eq!(places, 7);
    }
}
