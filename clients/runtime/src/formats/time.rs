//! Into and from the types of time.

use std::error::Error as StdError;

use time::format_description::well_known::{Iso8601, Rfc3339};
use time::{Date as TimeDate, OffsetDateTime, Time as TimeTime};

use super::{Date, DateTime, FromText, Time};

type Read<T> = Result<T, Box<dyn StdError + Send + Sync>>;

impl FromText<DateTime> for OffsetDateTime {
    fn from_text(text: &str) -> Read<Self> {
        Ok(Self::parse(text, &Rfc3339)?)
    }
}

impl FromText<Date> for TimeDate {
    fn from_text(text: &str) -> Read<Self> {
        Ok(Self::parse(text, &Iso8601::DATE)?)
    }
}

/// The offset is not part of it.
impl FromText<Time> for TimeTime {
    fn from_text(text: &str) -> Read<Self> {
        Ok(Self::parse(super::text::clock(text), &Iso8601::TIME)?)
    }
}

impl From<OffsetDateTime> for DateTime {
    fn from(value: OffsetDateTime) -> Self {
        // What RFC 3339 has no words for, such as the year 10000, is told as far as there are words.
        Self::from(value.format(&Rfc3339).unwrap_or_else(|_| value.to_string()))
    }
}

impl From<TimeDate> for Date {
    fn from(value: TimeDate) -> Self {
        Self::from(value.to_string())
    }
}

impl From<TimeTime> for Time {
    fn from(value: TimeTime) -> Self {
        let (hour, minute, second, nanosecond) = value.as_hms_nano();
        let fraction = match nanosecond {
            0 => String::new(),
            some => format!(".{some:09}").trim_end_matches('0').to_owned(),
        };
        Self::from(format!("{hour:02}:{minute:02}:{second:02}{fraction}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_time_come_back() {
        let at: OffsetDateTime = DateTime::from("2026-11-25T19:23:55.5+01:00").to().unwrap();
        assert_eq!(DateTime::from(at), "2026-11-25T19:23:55.5+01:00");
        let date: TimeDate = Date::from("2026-02-28").to().unwrap();
        assert_eq!(Date::from(date), "2026-02-28");
        for (text, back) in [("07:08:09Z", "07:08:09"), ("07:08:09.250", "07:08:09.25")] {
            let time: TimeTime = Time::from(text).to().unwrap();
            assert_eq!(Time::from(time), back);
        }
        assert!(DateTime::from("2026-11-25").to::<OffsetDateTime>().is_err());
    }
}
