//! What a reply's headers say of the server's limits: how many more requests it takes, and until when.
//!
//! - the IETF's `RateLimit: "burst";r=0;t=12` with `RateLimit-Policy: "burst";q=100;w=60` (draft-ietf-httpapi-ratelimit-headers), and
//!   what its earlier versions had: `RateLimit: limit=100, remaining=0, reset=12`, `RateLimit-Remaining`, `RateLimit-Reset`;
//! - what most servers had before: `X-RateLimit-Remaining`, `X-RateLimit-Reset`, also spelled `X-Rate-Limit-…`, and where requests are told
//!   from what else is limited, `X-RateLimit-Remaining-Requests` or `X-RateLimit-Requests-Remaining`. A reset is in seconds from now, a
//!   length of time (`6m0s`), a date of HTTP's, or a point in time in seconds or milliseconds since 1970, whose sizes tell them apart;
//!   `X-RateLimit-Reset-After` says it in seconds.

mod reset;

use std::time::Duration;

use http::HeaderMap;

use crate::list::split;

/// No limit is believed to last longer.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// What is left, until when, and of how much, as servers spell it.
const SPELLINGS: [[&str; 3]; 6] = [
    ["ratelimit-remaining", "ratelimit-reset", "ratelimit-limit"],
    [
        "x-ratelimit-remaining",
        "x-ratelimit-reset-after",
        "x-ratelimit-limit",
    ],
    ["x-ratelimit-remaining", "x-ratelimit-reset", "x-ratelimit-limit"],
    [
        "x-rate-limit-remaining",
        "x-rate-limit-reset",
        "x-rate-limit-limit",
    ],
    [
        "x-ratelimit-remaining-requests",
        "x-ratelimit-reset-requests",
        "x-ratelimit-limit-requests",
    ],
    [
        "x-ratelimit-requests-remaining",
        "x-ratelimit-requests-reset",
        "x-ratelimit-requests-limit",
    ],
];

/// What is left of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) requests: u64,
    /// How long until there are more.
    pub(crate) resets_in: Duration,
    /// How many there are then, where it is said.
    pub(crate) limit: Option<u64>,
}

/// The tightest of the limits that an answer speaks of. `None` where it says nothing, or not until when.
pub(crate) fn parse(headers: &HeaderMap) -> Option<Left> {
    // Most answers say nothing, and one look at how their names begin is cheaper than a look-up of each spelling.
    let is_of_limits = |name: &str| name.starts_with("ratelimit") || name.starts_with("x-rate");
    if !headers.keys().any(|name| is_of_limits(name.as_str())) {
        return None;
    }
    let fields = headers.get_all("ratelimit");
    let standard = fields.iter().filter_map(|value| value.to_str().ok());
    let standard = standard.flat_map(|value| structured(value, headers));
    let tightest = standard.min_by_key(|left| (left.requests, std::cmp::Reverse(left.resets_in)));
    tightest.or_else(|| SPELLINGS.iter().find_map(|names| separate(headers, *names)))
}

/// `"name";r=…;t=…` for each policy, or `limit=…, remaining=…, reset=…` for one.
fn structured(value: &str, headers: &HeaderMap) -> Vec<Left> {
    let members: Vec<&str> = split(value, b',').collect();
    let resets_in = |number: Option<f64>| reset::from_now(number?, headers);
    let plain = |key: &str| {
        members
            .iter()
            .find_map(|member| number_of(split(member, b';').next()?, key))
    };
    if let Some(left) = left(plain("remaining"), resets_in(plain("reset")), plain("limit")) {
        return vec![left];
    }
    let of_policy = |member: &&str| {
        let mut parts = split(member, b';');
        let name = parts.next()?;
        let parts: Vec<&str> = parts.collect();
        let parameter = |key: &str| parts.iter().find_map(|part| number_of(part, key));
        left(parameter("r"), resets_in(parameter("t")), quota(name, headers))
    };
    members.iter().filter_map(of_policy).collect()
}

/// The quota of a policy by its name.
fn quota(name: &str, headers: &HeaderMap) -> Option<f64> {
    let fields = headers.get_all("ratelimit-policy");
    let values = fields.iter().filter_map(|value| value.to_str().ok());
    let mut members = values.flat_map(|value| split(value, b','));
    members.find_map(|member| {
        let mut parts = split(member, b';');
        (parts.next()? == name).then(|| parts.find_map(|part| number_of(part, "q")))?
    })
}

fn separate(headers: &HeaderMap, [remaining, reset, limit]: [&str; 3]) -> Option<Left> {
    let first = |name: &str| {
        let value = headers.get(name)?.to_str().ok()?.trim();
        // `100, 100;w=60` is what the early drafts said of several windows.
        Some((value, value.split([',', ';']).next()?.trim()))
    };
    let number = |name: &str| first(name)?.1.parse::<f64>().ok();
    let (remaining, (whole, reset)) = (number(remaining)?, first(reset)?);
    left(Some(remaining), reset::said(reset, whole, headers), number(limit))
}

fn left(remaining: Option<f64>, resets_in: Option<Duration>, limit: Option<f64>) -> Option<Left> {
    Some(Left {
        requests: remaining.filter(is_count)? as u64,
        resets_in: resets_in?.min(LONGEST),
        limit: limit.filter(is_count).map(|limit| limit as u64),
    })
}

fn is_count(number: &f64) -> bool {
    number.is_finite() && *number >= 0.0
}

/// The number of `key=number`.
fn number_of(pair: &str, key: &str) -> Option<f64> {
    let (name, value) = pair.split_once('=')?;
    (name.trim() == key).then(|| value.trim().parse().ok())?
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn said(pairs: &[(&'static str, &str)]) -> Option<(u64, u64, Option<u64>)> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        parse(&headers).map(|left| (left.requests, left.resets_in.as_secs(), left.limit))
    }

    #[test]
    fn the_standards_header_in_its_versions() {
        assert_eq!(
            said(&[("ratelimit", "\"default\";r=50;t=30")]),
            Some((50, 30, None))
        );
        let policy = ("ratelimit-policy", "\"day\";q=1000;w=86400, \"burst\";q=100;w=60");
        // The tightest, with its own quota.
        assert_eq!(
            said(&[("ratelimit", "\"day\";r=10;t=4000, \"burst\";r=0;t=12"), policy]),
            Some((0, 12, Some(100)))
        );
        assert_eq!(
            said(&[
                ("ratelimit", "\"day\";r=0;t=4000"),
                ("ratelimit", "\"burst\";r=0;t=12"),
                policy
            ]),
            Some((0, 4000, Some(1000)))
        );
        assert_eq!(
            said(&[("ratelimit", "\"a,b;r=9;t=9\\\"\" ; r=1 ;t=2;pk=:Zm9v:")]),
            Some((1, 2, None))
        );
        assert_eq!(said(&[("ratelimit", "default;r=3;t=4")]), Some((3, 4, None)));
        assert_eq!(
            said(&[("ratelimit", "limit=100, remaining=5, reset=7")]),
            Some((5, 7, Some(100)))
        );
        assert_eq!(
            said(&[
                ("ratelimit-limit", "100, 100;w=60"),
                ("ratelimit-remaining", "5"),
                ("ratelimit-reset", "7")
            ]),
            Some((5, 7, Some(100)))
        );
    }

    #[test]
    fn what_came_before_it() {
        assert_eq!(
            said(&[
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset", "9"),
                ("x-ratelimit-limit", "60")
            ]),
            Some((0, 9, Some(60)))
        );
        assert_eq!(
            said(&[("x-rate-limit-remaining", "1"), ("x-rate-limit-reset", "2.5")]),
            Some((1, 2, None))
        );
        // Points in time, by the server's clock.
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        for reset in ["1000000000", "1000000000000"] {
            let told = [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset), date];
            // No wait is longer than a day.
            assert_eq!(said(&told), Some((0, 86_400, None)), "{reset}");
        }
        let date = ("date", "Sun, 09 Sep 2001 01:46:30 GMT");
        for reset in ["1000000000", "1000000000000"] {
            let told = [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset), date];
            assert_eq!(said(&told), Some((0, 10, None)), "{reset}");
        }
        let past = [
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "1000000000"),
        ];
        assert_eq!(said(&past), Some((0, 0, None)));
    }

    #[test]
    fn what_else_servers_write() {
        for (pairs, expected) in [
            (
                [
                    ("x-ratelimit-remaining-requests", "59"),
                    ("x-ratelimit-limit-requests", "60"),
                    ("x-ratelimit-reset-requests", "1m30s"),
                ],
                (59, 90, Some(60)),
            ),
            (
                [
                    ("x-ratelimit-requests-remaining", "7"),
                    ("x-ratelimit-requests-reset", "1000000000000"),
                    ("date", "Sun, 09 Sep 2001 01:46:30 GMT"),
                ],
                (7, 10, None),
            ),
            // Which is more exact than the point in time beside it.
            (
                [
                    ("x-ratelimit-remaining", "0"),
                    ("x-ratelimit-reset-after", "2.25"),
                    ("x-ratelimit-reset", "1000000000"),
                ],
                (0, 2, None),
            ),
            (
                [
                    ("x-ratelimit-remaining", "0"),
                    ("x-ratelimit-reset", "Sun, 09 Sep 2001 01:46:40 GMT"),
                    ("date", "Sun, 09 Sep 2001 01:46:30 GMT"),
                ],
                (0, 10, None),
            ),
        ] {
            assert_eq!(said(&pairs), Some(expected), "{pairs:?}");
        }
    }

    #[test]
    fn what_says_nothing() {
        for pairs in [
            &[][..],
            &[("ratelimit", "\"default\";r=0")],
            &[("ratelimit", "\"default\";t=9")],
            &[("ratelimit", "")],
            &[("ratelimit", "\"unended;r=0;t=9")],
            &[("ratelimit", "a;r=-1;t=9")],
            &[("ratelimit", "a;r=NaN;t=9")],
            &[("x-ratelimit-remaining", "0")],
            &[("x-ratelimit-remaining", "soon"), ("x-ratelimit-reset", "9")],
            &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "soon")],
            &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "-9")],
            &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "")],
        ] {
            assert_eq!(said(pairs), None, "{pairs:?}");
        }
    }
}
