//! Texts with a `format`: dates, times, UUIDs, decimals, base64. Each holds the text as it came and converts on demand.
//!
//! A reply is not to fail because one of its dates is written as nobody expected, and what is read and written back must be the text that
//! came. So nothing is parsed before somebody asks: [`DateTime::to`] and its like give a value of the crate of one's choice, by a
//! feature of that crate's name, and setters take such a value and write it as RFC 3339 has it.
//!
//! | type | `format` | converts into | feature |
//! |---|---|---|---|
//! | [`DateTime`] | `date-time` | `jiff::Timestamp`; `chrono::DateTime` of `Utc` and `FixedOffset`; `time::OffsetDateTime` | `jiff`, `chrono`, `time` |
//! | [`Date`] | `date` | `jiff::civil::Date`; `chrono::NaiveDate`; `time::Date` | the same |
//! | [`Time`] | `time` | `jiff::civil::Time`; `chrono::NaiveTime`; `time::Time` | the same |
//! | [`IsoDuration`] | `duration` | `jiff::Span`, `jiff::SignedDuration` | `jiff` |
//! | [`Uuid`] | `uuid` | `uuid::Uuid` | `uuid` |
//! | [`Decimal`] | `decimal` | `rust_decimal::Decimal` | `rust_decimal` |
//! | [`DecimalNumber`] | `decimal` of a number | `rust_decimal::Decimal`, `f64` | `rust_decimal` |
//! | [`Base64`], [`Base64Url`] | `byte`, `base64url` | `Vec<u8>`, `Bytes` | |
//!
//! Any other type converts by [`FromText`].

mod base64;
#[cfg(feature = "chrono")]
mod chrono;
mod decimal_number;
mod error;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
mod text;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

pub use decimal_number::DecimalNumber;
pub use error::FormatError;
pub use text::{Base64, Base64Url, Date, DateTime, Decimal, FromText, IsoDuration, Time, Uuid};
