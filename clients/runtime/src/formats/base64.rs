//! Bytes ↔ base64. What comes is read in either alphabet, with and without padding and line breaks.

use std::error::Error as StdError;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{
    GeneralPurpose, GeneralPurposeConfig, STANDARD as PADDED, URL_SAFE_NO_PAD,
};
use bytes::Bytes;

use super::{Base64, Base64Url, FromText};

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

fn decoded(text: &str) -> Result<Vec<u8>, Box<dyn StdError + Send + Sync>> {
    let text: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let alphabet = match text.contains(['-', '_']) {
        true => &URL_SAFE,
        false => &STANDARD,
    };
    Ok(GeneralPurpose::new(alphabet, LENIENT).decode(text)?)
}

macro_rules! bytes {
    ($($name:ident $engine:ident;)*) => {$(
        impl FromText<$name> for Vec<u8> {
            fn from_text(text: &str) -> Result<Self, Box<dyn StdError + Send + Sync>> {
                decoded(text)
            }
        }

        impl FromText<$name> for Bytes {
            fn from_text(text: &str) -> Result<Self, Box<dyn StdError + Send + Sync>> {
                decoded(text).map(Self::from)
            }
        }

        impl From<&[u8]> for $name {
            fn from(bytes: &[u8]) -> Self {
                Self::from($engine.encode(bytes))
            }
        }

        impl<const N: usize> From<&[u8; N]> for $name {
            fn from(bytes: &[u8; N]) -> Self {
                Self::from(bytes.as_slice())
            }
        }

        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                Self::from(bytes.as_slice())
            }
        }

        impl From<Bytes> for $name {
            fn from(bytes: Bytes) -> Self {
                Self::from(bytes.as_ref())
            }
        }
    )*};
}

bytes! {
    Base64 PADDED;
    Base64Url URL_SAFE_NO_PAD;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back() {
        for bytes in [&b""[..], b"h", b"hi", b"hi\xff\xfe\xfb", &[0; 100]] {
            assert_eq!(Base64::from(bytes).to::<Vec<u8>>().unwrap(), bytes);
            assert_eq!(Base64Url::from(bytes).to::<Bytes>().unwrap(), bytes);
        }
        assert_eq!(Base64::from(b"\xff\xfe"), "//4=");
        assert_eq!(Base64Url::from(b"\xff\xfe"), "__4");
    }

    #[test]
    fn either_alphabet_is_read_with_and_without_padding() {
        for text in ["//4=", "//4", "__4", "__4=", "//\r\n4=\n"] {
            assert_eq!(Base64::from(text).to::<Vec<u8>>().unwrap(), b"\xff\xfe", "{text}");
        }
        assert!(Base64::from("/_4=").to::<Vec<u8>>().is_err());
        assert!(Base64::from("hi!").to::<Vec<u8>>().is_err());
    }
}
