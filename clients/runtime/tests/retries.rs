//! How often a request is sent: counted by the server, for each status, form of `Retry-After`, policy and
//! kind of operation.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::time::{Duration, SystemTime};

use specloom_runtime::{Attempt, CallOptions, Error, Method, Operation, Retry, Session, StatusCode};
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
        (425, (1, 3)),
        (429, (1, 3)),
        (500, (1, 3)),
        (501, (1, 1)),
        (502, (1, 3)),
        (503, (1, 3)),
        (504, (1, 3)),
        (505, (1, 1)),
        (519, (1, 1)),
        (520, (1, 3)),
        (524, (1, 3)),
        (525, (1, 1)),
        (529, (1, 3)),
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
        // Not a form of it: as without.
        ("soon", (1, 3)),
        ("-5", (1, 3)),
        ("1.", (1, 3)),
        // A fraction of a second is none of its forms, and yet a wait.
        ("0.001", (3, 3)),
        // Longer than worth waiting for: the caller is told.
        ("3600", (1, 1)),
        ("99999999999999999999", (1, 1)),
        (far.as_str(), (1, 1)),
    ] {
        for status in [425, 429, 503, 529] {
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
    let server = Rude::saying(answer(503, "Retry-After: 0\r\n")).await;
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
        "`list_tokens`: the total timeout ended the call while waiting for the reply"
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

#[tokio::test]
async fn a_wait_in_milliseconds_counts() {
    let server = first(&[answer(429, "retry-after-ms: 300\r\nRetry-After: 20\r\n")]).await;
    let start = std::time::Instant::now();
    let reply = mint(&patient(&server.url()), "u", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(reply.attempts(), 2);
    let waited = start.elapsed();
    assert!(
        (Duration::from_millis(300)..Duration::from_secs(10)).contains(&waited),
        "{waited:?}"
    );
}

#[tokio::test]
async fn no_server_makes_its_caller_sleep_for_ever() {
    let server = Rude::saying(answer(429, "Retry-After: 18446744073709551615\r\n")).await;
    let error = mint(&patient(&server.url()), "u", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(24 * 60 * 60)));
}

#[tokio::test]
async fn predicates_add_and_take_away() {
    let conflict = |attempt: &Attempt<'_>| {
        assert!(attempt.number() >= 1 && attempt.operation() == "mint_token" && !attempt.is_idempotent());
        attempt.status().is_some_and(|status| status == 409) && attempt.expose_body() == Some(b"locked")
    };
    let locked = "HTTP/1.1 409 X\r\nContent-Length: 6\r\n\r\nlocked";
    let other = "HTTP/1.1 409 X\r\nContent-Length: 5\r\n\r\nother";
    for (answer, retry, expected) in [
        (locked, quick(), 1),
        (locked, quick().retry_if(conflict), 3),
        (other, quick().retry_if(conflict), 1),
        (other, quick().retry_if(conflict).retry_if(|_| true), 3),
        (
            locked,
            quick().retry_if(conflict).unless(|attempt| attempt.number() == 2),
            2,
        ),
        (locked, quick().retry_if(|_| true).max_attempts(5), 5),
    ] {
        let server = Rude::saying(answer).await;
        let call = CallOptions::new().retry(retry.clone());
        let error = mint(&patient(&server.url()), "u", call).await.unwrap_err();
        assert_eq!(
            (server.requests(), error.attempts()),
            (expected, expected as u32),
            "{retry:?}"
        );
        assert!(!error.is_retryable(), "a predicate is no promise");
    }
    let locked = r#"{"error": {"code": "locked"}}"#;
    let locked = format!(
        "HTTP/1.1 409 X\r\nContent-Length: {}\r\n\r\n{locked}",
        locked.len()
    );
    let server = Rude::saying(locked).await;
    let retry = quick().retry_if(|attempt| attempt.code().as_deref() == Some("locked"));
    let _error = mint(&patient(&server.url()), "u", CallOptions::new().retry(retry)).await;
    assert_eq!(server.requests(), 3);
    let server = Rude::saying(answer(503, "Retry-After: 0\r\n")).await;
    let call = CallOptions::new()
        .retry(quick().unless(|attempt| attempt.status() == Some(StatusCode::SERVICE_UNAVAILABLE)));
    let _error = list(&patient(&server.url()), call).await.unwrap_err();
    assert_eq!(server.requests(), 1);
}

/// Declares that 503 and 504 come before anything is run.
static QUEUE: Operation = Operation::new("queue", Method::POST, "/queue").refusals(&[503, 504]);

#[tokio::test]
async fn what_the_vendor_declares_to_be_refused_is_repeated() {
    for (status, expected) in [(502, 1), (503, 3), (504, 3)] {
        let server = Rude::saying(answer(status, "")).await;
        let session = patient(&server.url());
        let mut request = session.request(&QUEUE, CallOptions::new());
        let error = request.send(support::decode).await.unwrap_err();
        assert_eq!(
            (server.requests(), error.is_retryable()),
            (expected, expected == 3),
            "{status}"
        );
    }
}

/// Answers after this time.
async fn slow(millis: u64) -> Rude {
    Rude::start(move |mut stream, _| async move {
        tokio::time::sleep(Duration::from_millis(millis)).await;
        let body = r#"{"token": "t", "expires_in": 1}"#;
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        let _gone = stream.write_all((head + body).as_bytes()).await;
    })
    .await
}

#[tokio::test]
async fn a_call_brings_its_own_limits() {
    let ms = Duration::from_millis;
    let server = slow(400).await;
    let session = builder(&server.url())
        .retry(Retry::none())
        .attempt_timeout(ms(100))
        .build()
        .unwrap();
    let said = async |call| match mint(&session, "u", call).await {
        Ok(_) => "in time".to_owned(),
        Err(error) => error.to_string(),
    };
    let attempt = "`mint_token`: the attempt timeout ended the call while waiting for the reply";
    let total = "`mint_token`: the total timeout ended the call while waiting for the reply";
    assert_eq!(said(CallOptions::new()).await, attempt);
    assert_eq!(said(CallOptions::new().timeout(ms(5000))).await, "in time");
    assert_eq!(
        said(CallOptions::new().attempt_timeout(ms(5000))).await,
        "in time"
    );
    assert_eq!(
        said(CallOptions::new().timeout(ms(5000)).attempt_timeout(ms(200))).await,
        attempt
    );
    assert_eq!(said(CallOptions::new().timeout(ms(50))).await, total);
    assert_eq!(said(CallOptions::new().timeout(ms(200))).await, total);
    let error = mint(
        &session,
        "u",
        CallOptions::new().timeout(ms(5000)).max_response_bytes(30),
    )
    .await
    .unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
    let enough = CallOptions::new().timeout(ms(5000)).max_response_bytes(31);
    mint(&session, "u", enough).await.unwrap();
}
