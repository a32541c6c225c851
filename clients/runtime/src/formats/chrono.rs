//! Into and from the types of chrono.

use std::error::Error as StdError;

use chrono::{DateTime as Chrono, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeZone, Utc};

use super::{Date, DateTime, FromText, Time};

type Read<T> = Result<T, Box<dyn StdError + Send + Sync>>;

impl FromText<DateTime> for Chrono<FixedOffset> {
    fn from_text(text: &str) -> Read<Self> {
        Ok(Self::parse_from_rfc3339(text)?)
    }
}

impl FromText<DateTime> for Chrono<Utc> {
    fn from_text(text: &str) -> Read<Self> {
        Ok(Chrono::parse_from_rfc3339(text)?.to_utc())
    }
}

impl FromText<Date> for NaiveDate {
    fn from_text(text: &str) -> Read<Self> {
        Ok(text.parse()?)
    }
}

/// The offset is not part of it.
impl FromText<Time> for NaiveTime {
    fn from_text(text: &str) -> Read<Self> {
        Ok(super::text::clock(text).parse()?)
    }
}

impl<Z: TimeZone> From<Chrono<Z>> for DateTime {
    fn from(value: Chrono<Z>) -> Self {
        Self::from(value.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl From<NaiveDate> for Date {
    fn from(value: NaiveDate) -> Self {
        Self::from(value.to_string())
    }
}

impl From<NaiveTime> for Time {
    fn from(value: NaiveTime) -> Self {
        Self::from(value.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_chrono_come_back() {
        let at = DateTime::from("2026-11-25T19:23:55.5+01:00");
        assert_eq!(
            DateTime::from(at.to::<Chrono<Utc>>().unwrap()),
            "2026-11-25T18:23:55.500Z"
        );
        let fixed: Chrono<FixedOffset> = at.to().unwrap();
        assert_eq!(DateTime::from(fixed), "2026-11-25T19:23:55.500+01:00");
        let date: NaiveDate = Date::from("2026-02-28").to().unwrap();
        assert_eq!(Date::from(date), "2026-02-28");
        let time: NaiveTime = Time::from("07:08:09Z").to().unwrap();
        assert_eq!(Time::from(time), "07:08:09");
        assert!(DateTime::from("2026-11-25").to::<Chrono<Utc>>().is_err());
    }
}
