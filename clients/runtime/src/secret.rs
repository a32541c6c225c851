//! A string nobody should see: credentials on the way in, tokens on the way out.
//!
//! Over `zeroize`, which wipes it on drop, plus what a type inside generated structs needs: `Clone`, equality, serde.
//! `secrecy` would be one more crate in every client, and none of these. What wiping cannot cover is said in
//! [`SecretString`]'s documentation.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::hint::black_box;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::{Zeroize as _, Zeroizing};

/// A secret text: redacted in `Debug`, without `Display`, wiped from memory when dropped.
///
/// [`expose_secret`](Self::expose_secret) is the one way to read it. `Serialize` writes the value itself,
/// because that is how a secret gets on the wire: do not serialise a structure that holds one into a log.
/// Equality takes the same time wherever two values of one length differ.
///
/// **Limits.** The value itself is wiped, and so are the bodies it travels in and the headers that
/// credentials become. Not wiped are copies elsewhere: the buffers of the HTTP and TLS libraries, the
/// parser's scratch space for a string with escapes, form fields and parameters on their way into a request,
/// memory that was swapped to disk.
///
/// ```
/// use specloom_runtime::SecretString;
///
/// let key = SecretString::from("hush");
/// assert_eq!(key.expose_secret(), "hush");
/// assert_eq!(format!("{key:?}"), "SecretString([REDACTED])");
/// ```
#[derive(Clone, Default)]
pub struct SecretString(Zeroizing<Box<str>>);

impl SecretString {
    /// The secret itself. Every place where a secret can leak calls this by name.
    pub fn expose_secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretString([REDACTED])")
    }
}

impl PartialEq for SecretString {
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.expose_secret().as_bytes(), other.expose_secret().as_bytes());
        left.len() == right.len()
            && left
                .iter()
                .zip(right)
                .fold(0_u8, |differences, (l, r)| black_box(differences | (l ^ r)))
                == 0
    }
}

impl Eq for SecretString {}

impl Hash for SecretString {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.expose_secret().hash(state);
    }
}

impl From<&str> for SecretString {
    fn from(value: &str) -> Self {
        Self::from(Box::<str>::from(value))
    }
}

impl From<String> for SecretString {
    fn from(mut value: String) -> Self {
        // Not `into_boxed_str`: shrinking may move the text and leave the old place unwiped.
        let secret = Self::from(value.as_str());
        value.zeroize();
        secret
    }
}

impl From<&String> for SecretString {
    fn from(value: &String) -> Self {
        Self::from(value.as_str())
    }
}

impl From<Box<str>> for SecretString {
    fn from(value: Box<str>) -> Self {
        Self(Zeroizing::new(value))
    }
}

impl From<&SecretString> for SecretString {
    fn from(value: &SecretString) -> Self {
        value.clone()
    }
}

/// Exposes the secret: for the wire only.
impl Serialize for SecretString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose_secret())
    }
}

impl<'de> Deserialize<'de> for SecretString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(SecretVisitor)
    }
}

/// Goes from the parser's `&str` straight into the secret, without an intermediate `String`; and says of a
/// value of another type only that it is one, since serde's own message would quote it.
struct SecretVisitor;

impl de::Visitor<'_> for SecretVisitor {
    type Value = SecretString;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(SecretString::from(value))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Self::Value, E> {
        Ok(SecretString::from(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_redacted_also_inside_other_values() {
        let secret = SecretString::from("sentinel");
        for shown in [
            format!("{secret:?}"),
            format!("{:#?}", Some(vec![secret.clone()])),
        ] {
            assert!(!shown.contains("sentinel"), "{shown}");
            assert!(shown.contains("[REDACTED]"), "{shown}");
        }
    }

    #[test]
    fn equality_is_by_value() {
        assert_eq!(SecretString::from("a".to_owned()), SecretString::from("a"));
        assert_ne!(SecretString::from("a"), SecretString::from("b"));
        assert_ne!(SecretString::from("a"), SecretString::from("ab"));
        assert_eq!(SecretString::default(), SecretString::from(""));
    }

    #[test]
    fn serde_round_trip_exposes_on_the_wire() {
        let secret: SecretString = serde_json::from_str(r#""to\u006ben""#).unwrap();
        assert_eq!(secret.expose_secret(), "token");
        assert_eq!(serde_json::to_string(&secret).unwrap(), r#""token""#);
    }
}
