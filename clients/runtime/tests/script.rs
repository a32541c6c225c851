//! The in-process mock: answers in a row, broken and cut connections, delays, and a record of what was asked.
#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::time::{Duration, Instant};

use serde_json::json;
use specloom_runtime::{CallOptions, Error, Script, StatusCode};
use support::{builder, list, mint, quick};

fn token() -> serde_json::Value {
    json!({"token": "t", "expires_in": 1})
}

#[tokio::test]
async fn answers_come_in_a_row_and_calls_are_recorded() {
    let script = Script::new()
        .answer(StatusCode::SERVICE_UNAVAILABLE, "busy")
        .header("retry-after", "0")
        .unreachable()
        .json(StatusCode::CREATED, &token())
        .delay(Duration::from_millis(50));
    let session = builder("https://api.acme.test")
        .retry(quick())
        .transport(script.clone())
        .build()
        .unwrap();
    let start = Instant::now();
    let reply = mint(&session, "u", CallOptions::new()).await.unwrap();
    assert_eq!((reply.attempts(), reply.status()), (3, StatusCode::CREATED));
    assert!(start.elapsed() >= Duration::from_millis(50));
    script.assert_calls(3);
    let requests = script.requests();
    assert_eq!(requests[2].uri().path(), "/users/u/tokens/");
    assert_eq!(requests[0].body(), requests[2].body());
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "the script has no further answer"
    );
}

#[tokio::test]
async fn connections_break_before_and_within_an_answer() {
    let script = Script::new()
        .broken()
        .cut(StatusCode::OK, "{\"token\":")
        .json(StatusCode::OK, &token())
        .for_ever();
    let session = builder("https://api.acme.test")
        .retry(quick())
        .transport(script.clone())
        .build()
        .unwrap();
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(
        matches!(error, Error::Transport(_)) && error.was_sent(),
        "{error:?}"
    );
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::TruncatedBody(_)), "{error:?}");
    assert_eq!(error.expose_body(), Some(&b"{\"token\":"[..]));
    for _ in 0..3 {
        list(&session, CallOptions::new()).await.unwrap();
    }
    script.assert_calls(5);
}

#[test]
#[should_panic(expected = "1 requests were made, not 2: [\"GET /tokens\"]")]
fn a_wrong_number_of_calls_is_named() {
    let script = Script::new().json(StatusCode::OK, &token());
    let session = builder("https://api.acme.test")
        .transport(script.clone())
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(list(&session, CallOptions::new())).unwrap();
    script.assert_calls(2);
}
