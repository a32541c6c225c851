//! Clients keep to what the server says of its limits: counted with a clock that stands still but for waits.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use specloom_runtime::{
    Bytes, CallOptions, Error, ResponseBody, Session, SessionBuilder, TransportError, http,
};
use support::{builder, list, quick};
use tokio::time::Instant;

/// When requests came, in seconds from the start.
type Times = Arc<Mutex<Vec<u64>>>;

/// A server that answers with these statuses and headers in a row, the last one for ever.
fn saying(answers: &'static [(u16, &'static [(&'static str, &'static str)])]) -> (SessionBuilder, Times) {
    let (times, start) = (Times::default(), Instant::now());
    let seen = Arc::clone(&times);
    let transport = move |_: http::Request<Bytes>| {
        let mut seen = seen.lock().unwrap();
        let (status, headers) = answers[seen.len().min(answers.len() - 1)];
        seen.push(start.elapsed().as_secs());
        let mut answer = http::Response::builder().status(status);
        for (name, value) in headers {
            answer = answer.header(*name, *value);
        }
        let body = ResponseBody::from(r#"{"token": "t", "expires_in": 1}"#);
        async move { Ok::<_, TransportError>(answer.body(body).unwrap()) }
    };
    let builder = builder("https://api.acme.test")
        .retry(quick())
        .transport(transport);
    (builder, times)
}

async fn calls(session: &Session, count: usize) {
    for _ in 0..count {
        list(session, CallOptions::new()).await.unwrap();
    }
}

fn times(times: &Times) -> Vec<u64> {
    times.lock().unwrap().clone()
}

#[tokio::test(start_paused = true)]
async fn no_more_are_sent_than_the_server_takes() {
    for used_up in [
        &[("ratelimit", "\"default\";r=0;t=10")][..],
        &[("ratelimit", "limit=5, remaining=0, reset=10")],
        &[("ratelimit-remaining", "0"), ("ratelimit-reset", "10")],
        &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "10")],
        &[("x-rate-limit-remaining", "0"), ("x-rate-limit-reset", "10")],
    ] {
        let answers = Box::leak(Box::new([(200, &[][..]), (200, used_up), (200, &[][..])]));
        let (builder, seen) = saying(answers);
        calls(&builder.build().unwrap(), 4).await;
        assert_eq!(times(&seen), [0, 0, 10, 10], "{used_up:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn clones_and_calls_at_once_share_what_is_left() {
    let (builder, seen) = saying(&[
        (
            200,
            &[
                ("ratelimit", "\"d\";r=2;t=5"),
                ("ratelimit-policy", "\"d\";q=3;w=5"),
            ],
        ),
        (200, &[]),
    ]);
    let session = builder.build().unwrap();
    calls(&session, 1).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..7 {
        let session = session.clone();
        tasks.spawn(async move { list(&session, CallOptions::new()).await.map(drop) });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap().unwrap();
    }
    // Three in the window that is known, three in the next, and what is left when nothing was said of that one.
    assert_eq!(times(&seen), [0, 0, 0, 5, 5, 5, 7, 7]);
}

#[tokio::test(start_paused = true)]
async fn who_is_refused_leaves_the_server_alone_for_all() {
    let (builder, seen) = saying(&[(429, &[("retry-after", "7")]), (200, &[])]);
    let session = builder.build().unwrap();
    let (first, second) = tokio::join!(list(&session, CallOptions::new()), async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        list(&session, CallOptions::new()).await
    });
    assert_eq!((first.unwrap().attempts(), second.unwrap().attempts()), (2, 1));
    assert_eq!(times(&seen), [0, 7, 7]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_too_long_is_not_made() {
    let (builder, seen) = saying(&[(429, &[("retry-after", "3600")]), (200, &[])]);
    let session = builder.build().unwrap();
    let error = list(&session, CallOptions::new()).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    calls(&session, 1).await;
    assert_eq!(times(&seen), [0, 0]);
    // Nor one for which the call has no time.
    let (builder, seen) = saying(&[(200, &[("ratelimit", "\"d\";r=0;t=20")]), (200, &[])]);
    let session = builder.build().unwrap();
    calls(&session, 1).await;
    let hasty = CallOptions::new().timeout(Duration::from_secs(10));
    list(&session, hasty).await.unwrap();
    assert_eq!(times(&seen), [0, 0]);
}

#[tokio::test(start_paused = true)]
async fn it_can_be_switched_off() {
    let (builder, seen) = saying(&[(200, &[("ratelimit", "\"d\";r=0;t=20")])]);
    calls(&builder.rate_limits(false).build().unwrap(), 3).await;
    assert_eq!(times(&seen), [0, 0, 0]);
}

/// What is sent all the same is answered by the server, and not by the client.
#[tokio::test(start_paused = true)]
async fn the_servers_answer_is_the_error() {
    let (builder, _) = saying(&[(
        429,
        &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "60")],
    )]);
    let error = list(&builder.build().unwrap(), CallOptions::new())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}");
    assert_eq!(error.attempts(), 3);
}
