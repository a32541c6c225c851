//! A file for a form: content in, a part of `multipart/form-data` out.
//!
//! Generated structs derive `Serialize`, and serde has no word for a file. So an [`Upload`] that is serialised while a
//! form is being put together hands itself over and leaves a ticket in its place; the form finds the ticket among its
//! texts. Anywhere else there is no such form, and an upload is base64 text, which is all that JSON can hold.

use std::cell::RefCell;
use std::fmt;

use base64::Engine as _;
use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A file to be sent: its content, and optionally its name and media type.
///
/// The content is in memory, so that a retry can send it again, and is shared by clones. Without a name the part of a form is
/// called `blob`, as browsers do (XMLHttpRequest Standard, "append an entry"): servers take a part without a file name for a
/// text. Without a media type it is `application/octet-stream`, or what the page says. `Debug` shows the name and the length
/// only.
///
/// ```
/// use specloom_runtime::Upload;
///
/// let photo = Upload::from(vec![0xff, 0xd8]).file_name("me.jpg").media_type("image/jpeg");
/// assert_eq!(format!("{photo:?}"), r#"Upload("me.jpg", 2 bytes)"#);
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Upload {
    content: Bytes,
    file_name: Option<String>,
    media_type: Option<String>,
}

impl Upload {
    /// A file of this content.
    pub fn new(content: impl Into<Bytes>) -> Self {
        Self {
            content: content.into(),
            file_name: None,
            media_type: None,
        }
    }

    /// The name to be sent; no path is read.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type to be sent, such as `image/png`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The content.
    pub fn content(&self) -> &Bytes {
        &self.content
    }

    pub(crate) fn into_parts(self) -> (Bytes, Option<String>, Option<String>) {
        (self.content, self.file_name, self.media_type)
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file_name {
            Some(name) => write!(f, "Upload({name:?}, {} bytes)", self.content.len()),
            None => write!(f, "Upload({} bytes)", self.content.len()),
        }
    }
}

impl From<Bytes> for Upload {
    fn from(content: Bytes) -> Self {
        Self::new(content)
    }
}

impl From<Vec<u8>> for Upload {
    fn from(content: Vec<u8>) -> Self {
        Self::new(content)
    }
}

impl From<&[u8]> for Upload {
    fn from(content: &[u8]) -> Self {
        Self::new(Bytes::copy_from_slice(content))
    }
}

impl<const N: usize> From<&[u8; N]> for Upload {
    fn from(content: &[u8; N]) -> Self {
        Self::from(content.as_slice())
    }
}

/// The text is the content, not a path.
impl From<String> for Upload {
    fn from(content: String) -> Self {
        Self::new(content)
    }
}

/// The text is the content, not a path.
impl From<&str> for Upload {
    fn from(content: &str) -> Self {
        Self::from(content.as_bytes())
    }
}

impl Serialize for Upload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ticket = OPEN.with_borrow_mut(|open| open.as_mut().map(|uploads| uploads.take(self)));
        match ticket {
            Some(ticket) => serializer.serialize_str(&ticket),
            None => {
                serializer.serialize_str(&base64::engine::general_purpose::STANDARD.encode(&self.content))
            }
        }
    }
}

/// From text, whose bytes are the content: a reply cannot hold binary data, so nothing is decoded.
impl<'de> Deserialize<'de> for Upload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Upload;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E>(self, text: &str) -> Result<Upload, E> {
                Ok(Upload::from(text))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

thread_local! {
    /// The uploads of the form that this thread is putting together, if it is.
    static OPEN: RefCell<Option<Uploads>> = const { RefCell::new(None) };
}

/// Uploads by the tickets that stand for them.
#[derive(Default)]
pub(crate) struct Uploads {
    /// Unguessable, so that no text of the caller's can be a ticket.
    prefix: String,
    taken: Vec<Upload>,
}

impl Uploads {
    /// Runs `serialize`, which must not wait, and returns what it made and the uploads met on the way.
    pub(crate) fn of<T>(serialize: impl FnOnce() -> T) -> (T, Self) {
        /// Closes the form also when `serialize` panics.
        struct Close(Option<Uploads>);
        impl Drop for Close {
            fn drop(&mut self) {
                OPEN.set(self.0.take());
            }
        }
        let opened = Self {
            prefix: format!("upload-{:032x}-", fastrand::u128(..)),
            taken: Vec::new(),
        };
        let close = Close(OPEN.replace(Some(opened)));
        let made = serialize();
        let uploads = OPEN.take().unwrap_or_default();
        drop(close);
        (made, uploads)
    }

    fn take(&mut self, upload: &Upload) -> String {
        let ticket = format!("{}{}", self.prefix, self.taken.len());
        self.taken.push(upload.clone());
        ticket
    }

    /// The upload that a text stands for, unless it is just a text.
    pub(crate) fn get(&self, text: &str) -> Option<&Upload> {
        let index = text.strip_prefix(&self.prefix)?.parse::<usize>().ok()?;
        self.taken.get(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_holds_it_as_base64_and_nothing_is_guessed_on_the_way_back() {
        let upload = Upload::from([0_u8, 255].as_slice()).file_name("a");
        assert_eq!(serde_json::to_string(&upload).unwrap(), "\"AP8=\"");
        let back: Upload = serde_json::from_str("\"AP8=\"").unwrap();
        assert_eq!(back, Upload::from("AP8="));
        assert_eq!(format!("{back:?}"), "Upload(4 bytes)");
    }

    #[test]
    fn a_form_in_which_serialising_panics_is_closed() {
        let panicked = std::panic::catch_unwind(|| Uploads::of(|| std::panic::panic_any(())));
        assert!(panicked.is_err());
        assert_eq!(serde_json::to_string(&Upload::from("a")).unwrap(), "\"YQ==\"");
    }
}
