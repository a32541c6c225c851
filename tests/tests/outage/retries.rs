//! `Retry-After` in every form: what the client waits for, what it does not believe, and what it finds too long.

use std::time::{Duration, SystemTime};

use specloom_runtime::Retry;
use specloom_tests::outage::{Outage, say};
use specloom_tests::policy::{Policy, Tuned, quick};
use specloom_tests::recording::Recording;

use super::{call, search_log, tests};

tests! { retry_after_is_honoured_in_every_form only_what_says_so_is_repeated the_total_timeout_ends_waiting }

const SECOND: Duration = Duration::from_secs(1);
const HALF: Duration = Duration::from_millis(500);

/// The value, what the error says of it, and the least wait before the second request; no wait: there is no second request.
fn forms() -> Vec<(String, Option<Duration>, Option<Duration>)> {
    let seconds = |text: &str, seconds: u64, waited: Option<Duration>| {
        (text.to_owned(), Some(Duration::from_secs(seconds)), waited)
    };
    // Says nothing, and a bare 429 or 503 is no invitation.
    let ignored = |text: &str| (text.to_owned(), None, None);
    vec![
        seconds("0", 0, Some(Duration::ZERO)),
        seconds("1", 1, Some(SECOND)),
        seconds("01", 1, Some(SECOND)),
        seconds(" 1 ", 1, Some(SECOND)),
        // Of several lines the one that asks for most.
        seconds("1\r\nretry-after: 0", 1, Some(SECOND)),
        seconds("soon\r\nretry-after: 1", 1, Some(SECOND)),
        seconds("0\r\nretry-after: 31", 31, None),
        // More than `max_retry_after`: better to tell the caller now.
        seconds("31", 31, None),
        seconds("99999999999999999999999999", 24 * 60 * 60, None),
        // No HTTP, but servers write it, and what is meant is plain.
        ("0.5".to_owned(), Some(HALF), Some(HALF)),
        ignored("-1"),
        ignored("1, 2"),
        ignored("soon"),
        ignored(""),
        ignored("Sun, 99 Nov 1994 08:49:37 GMT"),
        // A date that has passed asks for no wait.
        seconds("Sun, 06 Nov 1994 08:49:37 GMT", 0, Some(Duration::ZERO)),
    ]
}

/// The three forms of a date (RFC 9110, section 5.6.7).
fn dates(at: SystemTime) -> [String; 3] {
    let fixed = httpdate::fmt_http_date(at);
    let [weekday, day, month, year, time, _] = fixed.split(' ').collect::<Vec<_>>()[..] else {
        unreachable!("{fixed}")
    };
    let weekday = weekday.trim_end_matches(',');
    let long = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
    .into_iter()
    .find(|long| long.starts_with(weekday))
    .expect("a day of the week");
    let short = day.trim_start_matches('0');
    [
        format!("{long}, {day}-{month}-{} {time} GMT", &year[2..]),
        format!("{weekday} {month} {short:>2} {time} {year}"),
        fixed.clone(),
    ]
}

async fn retry_after_is_honoured_in_every_form<S: Tuned>() {
    let recording = Recording::start();
    let mut running = Vec::new();
    for status in [429, 503] {
        for (value, said, waited) in forms() {
            running.push(tokio::spawn(async move {
                let (outcome, gap) = twice::<S>(status, value.clone()).await;
                assert_eq!(outcome.retry_after, said, "{value:?}");
                assert_eq!(gap.is_some(), waited.is_some(), "{value:?}");
                assert!(gap >= waited, "{value:?}: {gap:?}");
            }));
        }
        for form in 0..3 {
            running.push(tokio::spawn(async move {
                // Dates have whole seconds: between one and two of them are left.
                let value = dates(SystemTime::now() + 2 * SECOND)[form].clone();
                let (outcome, gap) = twice::<S>(status, value.clone()).await;
                let said = outcome.retry_after.unwrap_or_else(|| panic!("{value:?}"));
                assert!(said <= 2 * SECOND, "{value:?}: {said:?}");
                assert!(gap.is_some(), "{value:?}");
            }));
        }
    }
    for row in running {
        row.await.unwrap();
    }
    // Long enough ahead for the wait itself to be seen, whenever within its second a test starts.
    let (_, gap) = twice::<S>(503, dates(SystemTime::now() + 3 * SECOND)[2].clone()).await;
    assert!(gap >= Some(SECOND), "{gap:?}");
    search_log::<S>(recording);
}

/// A call that may make two requests, and the time between them.
async fn twice<S: Tuned>(status: u16, value: String) -> (super::Outcome, Option<Duration>) {
    let answer = format!("HTTP/1.1 {status} X\r\nretry-after: {value}\r\ncontent-length: 0\r\n\r\n");
    let server = Outage::always(vec![say(answer)]);
    let policy = Policy {
        retry: quick().max_attempts(2),
        ..Policy::default()
    };
    let outcome = call::<S>(&server.url(), policy).await;
    let arrivals = server.arrivals();
    assert_eq!(
        (outcome.status, outcome.attempts as usize),
        (Some(status), arrivals.len()),
        "{value:?}"
    );
    assert_eq!(
        (outcome.retryable, outcome.sent),
        (outcome.retry_after.is_some(), true),
        "{value:?}"
    );
    (outcome, arrivals.get(1).map(|second| *second - arrivals[0]))
}

/// Minting a token is not idempotent, unless the caller says that it is.
async fn only_what_says_so_is_repeated<S: Tuned>() {
    for (status, unless_asked, if_idempotent) in [
        (408, 1, 3),
        (425, 1, 3),
        (429, 1, 3),
        (500, 1, 3),
        (501, 1, 1),
        (502, 1, 3),
        (503, 1, 3),
        (504, 1, 3),
        (522, 1, 3),
        (529, 1, 3),
        (404, 1, 1),
    ] {
        let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n");
        for (retry, requests) in [
            (quick(), unless_asked),
            (quick().assume_idempotent(), if_idempotent),
            (Retry::none(), 1),
            (Retry::none().assume_idempotent(), 1),
            (quick().max_attempts(0), 1),
        ] {
            let server = Outage::always(vec![say(answer.clone())]);
            let outcome = call::<S>(
                &server.url(),
                Policy {
                    retry: retry.clone(),
                    ..Policy::default()
                },
            )
            .await;
            assert_eq!(
                (server.requests(), outcome.attempts as usize),
                (requests, requests),
                "{status}: {retry:?}"
            );
        }
    }
}

async fn the_total_timeout_ends_waiting<S: Tuned>() {
    let server = Outage::always(vec![say(
        "HTTP/1.1 503 X\r\nretry-after: 20\r\ncontent-length: 0\r\n\r\n",
    )]);
    let policy = Policy {
        timeout: Duration::from_secs(10),
        ..Policy::default()
    };
    let start = std::time::Instant::now();
    let outcome = call::<S>(&server.url(), policy).await;
    // A wait that would outlast the call is not begun.
    assert!(start.elapsed() < Duration::from_secs(9), "{:?}", start.elapsed());
    assert_eq!(
        (outcome.status, outcome.attempts, server.requests()),
        (Some(503), 1, 1)
    );
    assert_eq!(outcome.retry_after, Some(Duration::from_secs(20)));
}
