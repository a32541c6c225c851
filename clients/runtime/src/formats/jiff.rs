//! Into and from the types of jiff.

use std::error::Error as StdError;

use jiff::civil;
use jiff::{SignedDuration, Span, Timestamp, ZonedDateTime};

use super::{Date, DateTime, FromText, IsoDuration, Time};

type Read<T> = Result<T, Box<dyn StdError + Send + Sync>>;

impl FromText<DateTime> for Timestamp {
    fn from_text(text: &str) -> Read<Self> {
        Ok(text.parse()?)
    }
}

impl FromText<Date> for civil::Date {
    fn from_text(text: &str) -> Read<Self> {
        Ok(text.parse()?)
    }
}

/// The offset is not part of it.
impl FromText<Time> for civil::Time {
    fn from_text(text: &str) -> Read<Self> {
        Ok(super::text::clock(text).parse()?)
    }
}

impl FromText<IsoDuration> for Span {
    fn from_text(text: &str) -> Read<Self> {
        Ok(text.parse()?)
    }
}

impl FromText<IsoDuration> for SignedDuration {
    fn from_text(text: &str) -> Read<Self> {
        Ok(text.parse()?)
    }
}

impl From<Timestamp> for DateTime {
    fn from(value: Timestamp) -> Self {
        Self::from(value.to_string())
    }
}

/// With its offset, and without the name of its time zone.
impl From<&ZonedDateTime> for DateTime {
    fn from(value: &ZonedDateTime) -> Self {
        Self::from(value.timestamp().display_with_offset(value.offset()).to_string())
    }
}

impl From<ZonedDateTime> for DateTime {
    fn from(value: ZonedDateTime) -> Self {
        Self::from(&value)
    }
}

impl From<civil::Date> for Date {
    fn from(value: civil::Date) -> Self {
        Self::from(value.to_string())
    }
}

impl From<civil::Time> for Time {
    fn from(value: civil::Time) -> Self {
        Self::from(value.to_string())
    }
}

impl From<Span> for IsoDuration {
    fn from(value: Span) -> Self {
        Self::from(value.to_string())
    }
}

impl From<SignedDuration> for IsoDuration {
    fn from(value: SignedDuration) -> Self {
        Self::from(value.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan as _;

    #[test]
    fn values_of_jiff_come_back() {
        let at = DateTime::from("2026-11-25T19:23:55+01:00");
        let timestamp: Timestamp = at.to().unwrap();
        assert_eq!(DateTime::from(timestamp), "2026-11-25T18:23:55Z");
        let zoned = ZonedDateTime::new(timestamp, jiff::tz::TimeZone::UTC);
        assert_eq!(DateTime::from(zoned), "2026-11-25T18:23:55+00:00");
        let date: civil::Date = Date::from("2026-02-28").to().unwrap();
        assert_eq!(Date::from(date), "2026-02-28");
        for text in ["07:08:09Z", "07:08:09+02:00", "07:08:09"] {
            let time: civil::Time = Time::from(text).to().unwrap();
            assert_eq!(Time::from(time), "07:08:09");
        }
        let span: Span = IsoDuration::from("P1DT2H").to().unwrap();
        assert_eq!(span.fieldwise(), 1.day().hours(2));
        assert_eq!(IsoDuration::from(span), "P1DT2H");
        assert_eq!(IsoDuration::from(SignedDuration::from_secs(90)), "PT1M30S");
        for wrong in ["2026-11-25", "soon", "2026-13-01T00:00:00Z"] {
            assert!(DateTime::from(wrong).to::<Timestamp>().is_err(), "{wrong}");
        }
    }
}
