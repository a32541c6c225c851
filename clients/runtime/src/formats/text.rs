//! The types themselves: a text, and the name of what it is to be.

use std::error::Error as StdError;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::FormatError;

/// What a text of a format converts into. Implemented for the types that the features bring; implement it for others.
///
/// ```
/// use specloom_runtime::formats::{Date, FromText};
///
/// struct Year(u16);
///
/// impl FromText<Date> for Year {
///     fn from_text(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
///         Ok(Self(text.get(..4).unwrap_or_default().parse()?))
///     }
/// }
///
/// assert_eq!(Date::from("2026-11-25").to::<Year>()?.0, 2026);
/// assert!(Date::from("tomorrow").to::<Year>().is_err());
/// # Ok::<(), specloom_runtime::formats::FormatError>(())
/// ```
pub trait FromText<Format>: Sized {
    /// Reads the text.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with it.
    fn from_text(text: &str) -> Result<Self, Box<dyn StdError + Send + Sync>>;
}

macro_rules! formats {
    ($($(#[$docs:meta])* $name:ident $format:literal;)*) => {$(
        $(#[$docs])*
        ///
        /// It holds the text as it came, whatever that is, and compares and prints as such.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text as it came, by value.
            pub fn into_string(self) -> String {
                self.0
            }

            /// The value that the text stands for.
            ///
            /// # Errors
            ///
            /// A text that is none of the format, or one that the type cannot hold.
            pub fn to<T: FromText<Self>>(&self) -> Result<T, FormatError> {
                T::from_text(&self.0).map_err(|source| FormatError::new::<T>($format, source))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&String> for $name {
            fn from(text: &String) -> Self {
                Self(text.clone())
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl PartialEq<String> for $name {
            fn eq(&self, other: &String) -> bool {
                self.0 == *other
            }
        }
    )*};
}

formats! {
    /// A date with a time and an offset, as RFC 3339 writes it: `2026-11-25T18:23:55Z`.
    DateTime "date-time";
    /// A date: `2026-11-25`.
    Date "date";
    /// A time of day: `18:23:55Z`.
    Time "time";
    /// A span of time, as ISO 8601 writes it: `P1DT12H`.
    IsoDuration "duration";
    /// A UUID: `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`.
    Uuid "uuid";
    /// A decimal number in a text, whose digits all count: `19.90`.
    Decimal "decimal";
    /// Bytes in base64: `aGk=`. Of bytes it is made by `From<&[u8]>` and the like; a text is taken for base64 already.
    Base64 "base64";
    /// Bytes in base64 whose alphabet is that of URLs: `aGk`. Of bytes it is made by `From<&[u8]>` and the like; a text is taken for base64 already.
    Base64Url "base64url";
}

/// A time of day without its offset, for types that hold none.
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
pub(super) fn clock(text: &str) -> &str {
    let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    &text[..end]
}

/// Any type that an API documents may be read as plain text.
macro_rules! plain {
    ($($name:ident)*) => {$(
        impl FromText<$name> for String {
            fn from_text(text: &str) -> Result<Self, Box<dyn StdError + Send + Sync>> {
                Ok(text.to_owned())
            }
        }
    )*};
}

plain! { DateTime Date Time IsoDuration Uuid Decimal }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_as_it_came() {
        for text in ["2026-11-25T18:23:55.10+01:00", "yesterday", "", "\u{e9}"] {
            let json = serde_json::to_string(text).unwrap();
            let value: DateTime = serde_json::from_str(&json).unwrap();
            assert_eq!((value.as_str(), value.to_string().as_str()), (text, text));
            assert_eq!(value, *text);
            assert_eq!(format!("{value:?}"), format!("{text:?}"));
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        let days = [Date::from("2026-11-25"), Date::from("2026-11-26")];
        assert!(days.is_sorted() && days[0] != days[1]);
        assert_eq!(format!("{:>4}", Decimal::from("1")), "   1");
    }

    #[test]
    fn what_does_not_convert_says_what_it_should_have_been() {
        let error = Base64::from("a b\u{1}").to::<Vec<u8>>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "no base64 that a `alloc::vec::Vec<u8>` can be made of"
        );
        assert_eq!(error.format(), "base64");
        assert!(error.source().is_some());
    }
}
