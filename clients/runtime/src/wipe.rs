//! Bodies may carry tokens: their buffers are wiped when the last reference to them goes.

use bytes::Bytes;
use secrecy::zeroize::Zeroizing;

/// Shares `buffer` and wipes it at the end. What a `Vec` left behind when it grew is out of reach: give it
/// its size beforehand where it is known.
pub(crate) fn wiped(buffer: Vec<u8>) -> Bytes {
    if buffer.is_empty() {
        Bytes::new()
    } else {
        Bytes::from_owner(Zeroizing::new(buffer))
    }
}
