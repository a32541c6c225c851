//! When there are more requests, as servers write it → how long until then.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::DATE;

use super::is_count;
use crate::http_date;

/// From here on, a number is seconds since 1970, and from there on, milliseconds.
const SECONDS: f64 = 1e9;
const MILLISECONDS: f64 = 1e12;

/// A number, a length of time, or a date, which has a comma and is the `whole` value.
pub(super) fn said(first: &str, whole: &str, headers: &HeaderMap) -> Option<Duration> {
    match first.parse() {
        Ok(number) => from_now(number, headers),
        Err(_) => length(first).or_else(|| Some(until(http_date::parse(whole)?, headers))),
    }
}

/// A number of seconds, or of a point in time.
pub(super) fn from_now(reset: f64, headers: &HeaderMap) -> Option<Duration> {
    let at = match reset {
        reset if !is_count(&reset) => return None,
        reset if reset >= MILLISECONDS => reset / 1000.0,
        reset if reset >= SECONDS => reset,
        reset => return Duration::try_from_secs_f64(reset).ok(),
    };
    let at = SystemTime::UNIX_EPOCH.checked_add(Duration::try_from_secs_f64(at).ok()?)?;
    Some(until(at, headers))
}

/// By the server's own clock where it tells it.
fn until(at: SystemTime, headers: &HeaderMap) -> Duration {
    let date = headers
        .get(DATE)
        .and_then(|date| http_date::parse(date.to_str().ok()?));
    let now = date.unwrap_or_else(SystemTime::now);
    at.duration_since(now).unwrap_or_default()
}

/// `1h2m3.5s` or `20ms`.
fn length(text: &str) -> Option<Duration> {
    let (mut rest, mut seconds) = (text, 0.0);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let unit = rest[digits..].find(|c: char| !c.is_ascii_alphabetic());
        let end = unit.map_or(rest.len(), |unit| digits + unit);
        let factor = match &rest[digits..end] {
            "ms" => 1e-3,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            "d" => 86_400.0,
            _ => return None,
        };
        seconds += rest[..digits].parse::<f64>().ok()? * factor;
        rest = &rest[end..];
    }
    (!text.is_empty()).then(|| Duration::try_from_secs_f64(seconds).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time() {
        for (text, millis) in [
            ("20ms", 20),
            ("6m0s", 360_000),
            ("1h0m0.5s", 3_600_500),
            ("1d", 86_400_000),
        ] {
            assert_eq!(length(text), Some(Duration::from_millis(millis)), "{text}");
        }
        for none in ["", "s", "1", "1x", "-1s", "1s2", "1.2.3s", "soon"] {
            assert_eq!(length(none), None, "{none}");
        }
    }
}
