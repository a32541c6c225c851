//! How often a request is sent: counted by the server, for each status, form of `Retry-After`, policy and
//! kind of operation.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::time::{Duration, SystemTime};

use specloom_runtime::{CallOptions, Error, Retry, Session};
use support::rude::Rude;
use support::{builder, list, mint, quick};
use tokio::io::AsyncWriteExt as _;

fn patient(url: &str) -> Session {
    builder(url).retry(quick()).build().unwrap()
}

fn answer(status: u16, headers: &str) -> String {
    format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\n{headers}\r\n")
}

/// Answers these one after the other, then with a token for ever.
async fn first(answers: &[String]) -> Rude {
    let answers = answers.to_vec();
    Rude::start(move |mut stream, number| {
        let body = r#"{"token": "t", "expires_in": 1}"#;
        let fine = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        let text = answers.get(number).cloned().unwrap_or(fine);
        async move {
            let _gone = stream.write_all(text.as_bytes()).await;
        }
    })
    .await
}

/// Requests that `mint_token` (not idempotent) and `list_tokens` (idempotent) make of a server which always
/// answers so.
async fn requests(answer: &str) -> (usize, usize) {
    let server = Rude::saying(answer).await;
    let session = patient(&server.url());
    let _error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    let minted = server.requests();
    let _error = list(&session, CallOptions::new()).await.unwrap_err();
    (minted, server.requests() - minted)
}

#[tokio::test]
async fn by_status() {
    for (status, expected) in [
        (400, (1, 1)),
        (401, (1, 1)),
        (403, (1, 1)),
        (404, (1, 1)),
        (408, (1, 3)),
        (409, (1, 1)),
        (425, (1, 1)),
        (429, (3, 3)),
        (500, (1, 3)),
        (501, (1, 1)),
        (502, (1, 3)),
        (503, (3, 3)),
        (504, (1, 3)),
        (302, (1, 1)),
    ] {
        assert_eq!(requests(&answer(status, "")).await, expected, "{status}");
    }
}

#[tokio::test]
async fn every_form_of_retry_after() {
    let now = SystemTime::now();
    let past = httpdate::fmt_http_date(now - Duration::from_secs(3600));
    let far = httpdate::fmt_http_date(now + Duration::from_secs(3600));
    for (value, expected) in [
        ("0", (3, 3)),
        (past.as_str(), (3, 3)),
        // Not a form of it: backs off as without.
        ("soon", (3, 3)),
        ("-5", (3, 3)),
        ("1.5", (3, 3)),
        // Longer than worth waiting for: the caller is told.
        ("3600", (1, 1)),
        ("99999999999999999999", (1, 1)),
        (far.as_str(), (1, 1)),
    ] {
        for status in [429, 503] {
            let text = answer(status, &format!("Retry-After: {value}\r\n"));
            assert_eq!(requests(&text).await, expected, "{status} {value}");
        }
    }
}

#[tokio::test]
async fn a_wait_that_is_not_made_is_told() {
    let server = Rude::saying(answer(429, "Retry-After: 3600\r\n")).await;
    let error = mint(&patient(&server.url()), "u", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn retry_after_is_waited_out() {
    let server = first(&[answer(429, "Retry-After: 1\r\n")]).await;
    let session = patient(&server.url());
    let start = std::time::Instant::now();
    let reply = mint(&session, "u", CallOptions::new()).await.unwrap();
    assert_eq!((reply.attempts(), server.requests()), (2, 2));
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn no_wait_goes_past_the_total_timeout() {
    let server = Rude::saying(answer(503, "Retry-After: 20\r\n")).await;
    let session = builder(&server.url())
        .retry(quick())
        .timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(
        matches!(error, Error::UndocumentedStatus(_)),
        "the answer is the error, not a timeout: {error:?}"
    );
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_call_brings_its_own_policy_and_timeout() {
    let server = Rude::saying(answer(503, "")).await;
    let session = patient(&server.url());
    for (retry, expected) in [
        (Retry::none(), 1),
        (quick().max_attempts(5), 5),
        (quick().max_attempts(0), 1),
    ] {
        let before = server.requests();
        let error = list(&session, CallOptions::new().retry(retry)).await.unwrap_err();
        assert_eq!(
            (server.requests() - before, error.attempts() as usize),
            (expected, expected)
        );
    }
    let silent = Rude::start(|stream, _| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    })
    .await;
    let call = CallOptions::new().timeout(Duration::from_millis(100));
    let error = list(&patient(&silent.url()), call).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`list_tokens`: the total timeout ended the call while waiting for the answer"
    );
    assert_eq!(silent.requests(), 1);
}

#[tokio::test]
async fn the_callers_word_makes_an_operation_idempotent() {
    let server = first(&[answer(500, ""), answer(502, "")]).await;
    let call = CallOptions::new()
        .idempotency_key("k-1")
        .retry(quick().assume_idempotent());
    let reply = mint(&patient(&server.url()), "u", call).await.unwrap();
    assert_eq!((reply.attempts(), server.requests()), (3, 3));
    let server = Rude::saying(answer(500, "")).await;
    let call = CallOptions::new().idempotency_key("k-1");
    let error = mint(&patient(&server.url()), "u", call).await.unwrap_err();
    assert_eq!(
        (error.is_retryable(), server.requests()),
        (false, 1),
        "a key alone promises nothing"
    );
    let call = CallOptions::new().retry(Retry::none().assume_idempotent());
    assert!(
        mint(&patient(&server.url()), "u", call)
            .await
            .unwrap_err()
            .is_retryable()
    );
}

#[tokio::test]
async fn clones_share_one_budget() {
    let server = Rude::saying(answer(503, "")).await;
    let session = patient(&server.url());
    let other = session.clone();
    for number in 0..60 {
        let session = if number % 2 == 0 { &session } else { &other };
        let _error = list(session, CallOptions::new()).await.unwrap_err();
    }
    assert_eq!(server.requests(), 60 + 100);
    let _error = list(&patient(&server.url()), CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(server.requests(), 60 + 100 + 3, "another client has its own");
}
