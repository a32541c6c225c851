//! `Retry-After` (RFC 9110, section 10.2.3): seconds or an HTTP date becomes the time still to wait. `retry-after-ms`, which
//! some servers send beside it, says the same more exactly.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::http_date;

/// Nobody is told to wait longer than this: who sleeps as long as a server says must wake up again.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

const MILLISECONDS: [&str; 2] = ["retry-after-ms", "x-ms-retry-after-ms"];

/// `None` where the headers are absent or of no known form; a date that has passed is no wait at all. Of several lines, which
/// there should not be, the longest: whoever put them there, each asks for no less.
pub(crate) fn parse(headers: &HeaderMap) -> Option<Duration> {
    // Most answers have none of them.
    let is_one = |name: &str| name.starts_with("retry-after") || name.starts_with("x-ms-");
    headers
        .keys()
        .any(|name| is_one(name.as_str()))
        .then(|| parse_at(headers, SystemTime::now()))
        .flatten()
}

fn parse_at(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let longest = |name: &str, wait: &dyn Fn(&str) -> Option<Duration>| {
        let values = headers.get_all(name).iter();
        values.filter_map(|value| wait(value.to_str().ok()?.trim())).max()
    };
    let exact = MILLISECONDS
        .iter()
        .find_map(|name| longest(name, &|value| number(value, 1e-3)));
    let wait = exact.or_else(|| longest(RETRY_AFTER.as_str(), &|value| seconds_or_date(value, now)))?;
    Some(wait.min(LONGEST))
}

/// More than fits is a long time, not nonsense. A fraction is no `Retry-After`, and yet what some servers mean.
fn number(value: &str, unit: f64) -> Option<Duration> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = value.split_once('.').unwrap_or((value, "0"));
    let number: f64 = value.parse().ok().filter(|_| digits(whole) && digits(fraction))?;
    Some(Duration::try_from_secs_f64(number * unit).unwrap_or(LONGEST))
}

fn seconds_or_date(value: &str, now: SystemTime) -> Option<Duration> {
    number(value, 1.0).or_else(|| {
        let date = http_date::parse(value)?;
        Some(date.duration_since(now).unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form() {
        // Sun, 06 Nov 1994 08:49:37 GMT
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (value, expected) in [
            ("0", Some(0)),
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("86400", Some(86_400)),
            ("86401", Some(86_400)),
            ("99999999999999999999999", Some(86_400)),
            ("Sun, 06 Nov 1995 08:49:37 GMT", Some(86_400)),
            ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
            ("Sunday, 06-Nov-94 08:49:47 GMT", Some(10)),
            ("Sun Nov  6 08:49:47 1994", Some(10)),
            ("Sun, 06 Nov 1994 08:49:27 GMT", Some(0)),
            ("-1", None),
            ("1.0", Some(1)),
            ("soon", None),
            ("1.", None),
            (".5", None),
            ("1e3", None),
            ("+1", None),
            ("0x7", None),
            ("1, 2", None),
            ("inf", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]);
            assert_eq!(
                parse_at(&headers, now),
                expected.map(Duration::from_secs),
                "{value:?}"
            );
        }
        assert_eq!(parse_at(&HeaderMap::new(), now), None);
        let several = ["1", "soon", "Sun, 06 Nov 1994 08:49:47 GMT", "9"];
        let several = several.map(|value| (RETRY_AFTER, value.parse().unwrap()));
        let mut headers = HeaderMap::new();
        for (name, value) in several {
            headers.append(name, value);
        }
        assert_eq!(parse_at(&headers, now), Some(Duration::from_secs(10)));
    }

    #[test]
    fn milliseconds_say_it_more_exactly() {
        let now = SystemTime::UNIX_EPOCH;
        let headers = |pairs: &[(&'static str, &str)]| {
            let pairs = pairs
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
            parse_at(&pairs.collect(), now)
        };
        let millis = |millis| Some(Duration::from_millis(millis));
        assert_eq!(
            headers(&[("retry-after", "2"), ("retry-after-ms", "1500")]),
            millis(1500)
        );
        assert_eq!(headers(&[("x-ms-retry-after-ms", "7")]), millis(7));
        assert_eq!(
            headers(&[("retry-after", "2"), ("retry-after-ms", "soon")]),
            millis(2000)
        );
        assert_eq!(
            headers(&[("retry-after-ms", "1.5")]),
            Some(Duration::from_micros(1500))
        );
        assert_eq!(headers(&[("retry-after", "0.25")]), millis(250));
        assert_eq!(
            headers(&[("retry-after-ms", "99999999999999999999")]),
            millis(86_400_000)
        );
    }
}
