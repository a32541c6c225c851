//! Transports of the caller's: calls without a socket, and without a runtime; what their errors become; hooks.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use specloom_runtime::{
    Attempt, AttemptRequest, BuildError, Bytes, CallOptions, Credential, CredentialsError, Error, Hook,
    Phase, ResponseBody, SessionBuilder, TransportError, http,
};
use support::{SCHEMES, list, mint, quick};

const TOKEN: &str = r#"{"token": "t", "expires_in": 1}"#;

fn builder() -> SessionBuilder {
    SessionBuilder::new(SCHEMES, Some("https://api.acme.test/v1"))
        .credential("bearerAuth", Credential::bearer("hush-bearer"))
        .user_agent("acme-client/1.2.3")
        .retry(quick())
}

type Answer = Result<http::Response<ResponseBody>, TransportError>;

fn answer(status: u16, body: &'static str) -> Answer {
    Ok(http::Response::builder()
        .status(status)
        .body(body.into())
        .unwrap())
}

/// Polled by hand: everything is ready at once, or the test fails.
fn at_once<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits for something"),
    }
}

#[test]
fn a_call_needs_neither_a_port_nor_a_runtime() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let session = builder()
        .transport(move |request: http::Request<Bytes>| {
            log.lock().unwrap().push(request);
            async { answer(201, TOKEN) }
        })
        .build()
        .unwrap();
    let reply = at_once(mint(&session, "a b", CallOptions::new().header("X-More", "m"))).unwrap();
    assert_eq!((reply.status().as_u16(), reply.body().expires_in), (201, 1));
    let seen = seen.lock().unwrap();
    let [request] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!(request.method(), http::Method::POST);
    assert_eq!(request.uri(), "https://api.acme.test/v1/users/a%20b/tokens/");
    assert_eq!(request.body(), r#"{"name":"ci","password":"hush-body"}"#);
    let header = |name: &str| request.headers()[name].to_str().unwrap();
    assert_eq!(header("authorization"), "Bearer hush-bearer");
    assert_eq!(header("content-type"), "application/json");
    assert_eq!(header("user-agent"), "acme-client/1.2.3");
    assert_eq!(header("x-more"), "m");
    assert!(
        !format!("{request:?}").contains("hush-bearer"),
        "credentials are marked as sensitive"
    );
}

#[test]
fn a_provider_needs_no_runtime_either() {
    let session = builder()
        .credential(
            "bearerAuth",
            Credential::provided_by(|| async { Ok(Credential::bearer("hush")) }),
        )
        .transport(|_| async { answer(200, TOKEN) })
        .build()
        .unwrap();
    at_once(list(&session, CallOptions::new())).unwrap();
}

/// A part of nothing whenever it is asked, without end.
struct Endless;

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, TransportError>>> {
        Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::new()))))
    }
}

#[test]
fn a_body_that_is_always_ready_and_never_ends_is_timed_out() {
    let session = builder()
        .transport(|_| async { Ok(http::Response::new(ResponseBody::coming(Endless))) })
        .timeout(Duration::from_millis(20))
        .build()
        .unwrap();
    let error = at_once(mint(&session, "u", CallOptions::new())).unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(
        (error.phase(), error.status()),
        (Phase::Reading, Some(http::StatusCode::OK))
    );
}

#[test]
fn a_call_that_has_no_time_is_not_sent() {
    let sent = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&sent);
    let session = builder()
        .transport(move |_| {
            count.fetch_add(1, Ordering::Relaxed);
            async { answer(200, TOKEN) }
        })
        .build()
        .unwrap();
    let error = at_once(list(&session, CallOptions::new().timeout(Duration::ZERO))).unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(sent.load(Ordering::Relaxed), 0);
    assert_eq!((error.was_sent(), error.attempts()), (false, 0));
    assert!(
        error.is_retryable()
            && error
                .to_string()
                .ends_with("while its request was still to be sent")
    );
}

#[tokio::test]
async fn how_far_a_request_got_decides() {
    type Broken = fn() -> TransportError;
    for (broken, is, sent, minted, listed) in [
        (
            (|| TransportError::connect("no")) as Broken,
            "Connect",
            false,
            3,
            3,
        ),
        (|| TransportError::certificate("no"), "Connect", false, 1, 1),
        (|| TransportError::refused("no"), "Transport", false, 3, 3),
        (|| TransportError::request("no"), "InvalidValue", false, 1, 1),
        (|| TransportError::timeout("no"), "Timeout", true, 1, 3),
        (|| TransportError::connection("no"), "Transport", true, 1, 3),
        (|| TransportError::redirected("no"), "Redirected", true, 1, 1),
    ] {
        let asked = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&asked);
        let session = builder()
            .transport(move |_: http::Request<Bytes>| {
                counter.fetch_add(1, Ordering::SeqCst);
                async move { Err::<http::Response<ResponseBody>, _>(broken()) }
            })
            .build()
            .unwrap();
        let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
        let kind = match &error {
            Error::Connect(_) => "Connect",
            Error::Transport(_) => "Transport",
            Error::InvalidValue(_) => "InvalidValue",
            Error::Timeout(_) => "Timeout",
            Error::Redirected(_) => "Redirected",
            _ => "another",
        };
        assert_eq!(
            (kind, error.was_sent(), asked.swap(0, Ordering::SeqCst)),
            (is, sent, minted),
            "{error:?}"
        );
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "no");
        list(&session, CallOptions::new()).await.unwrap_err();
        assert_eq!(asked.load(Ordering::SeqCst), listed, "{error:?}");
    }
}

#[tokio::test]
async fn limits_are_kept_whatever_the_transport_does() {
    let session = builder()
        .transport(|_| std::future::pending::<Answer>())
        .attempt_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    let session = builder()
        .transport(|_| async { answer(200, TOKEN) })
        .max_response_bytes(30)
        .build()
        .unwrap();
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
}

#[tokio::test]
async fn a_body_may_come_in_parts_and_break_off() {
    let parts = |parts: &'static [&'static str], end: Option<&'static str>| {
        let frames = parts
            .iter()
            .map(|part| Ok(http_body::Frame::data(Bytes::from_static(part.as_bytes()))));
        let frames: Vec<Result<_, String>> = frames.chain(end.map(|why| Err(why.to_owned()))).collect();
        let mut frames = frames.into_iter();
        let body = http_body_util::StreamBody::new(Frames(std::iter::from_fn(move || frames.next())));
        builder()
            .transport({
                let body = Mutex::new(Some(ResponseBody::coming(body)));
                move |_: http::Request<Bytes>| {
                    let body = body.lock().unwrap().take().unwrap();
                    async move { Ok::<_, TransportError>(http::Response::new(body)) }
                }
            })
            .build()
            .unwrap()
    };
    let reply = mint(
        &parts(&["{\"token\": \"t\",", " \"expires_in\": 1}"], None),
        "u",
        CallOptions::new(),
    )
    .await;
    assert_eq!(reply.unwrap().body().expires_in, 1);
    let error = mint(&parts(&["{\"token\": "], Some("gone")), "u", CallOptions::new())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::TruncatedBody(_)), "{error:?}");
    assert_eq!(
        (error.phase(), error.expose_body()),
        (Phase::Reading, Some(&b"{\"token\": "[..]))
    );
}

/// A stream of what is there already.
struct Frames<I>(I);

impl<I: Iterator + Unpin> futures_core::Stream for Frames<I> {
    type Item = I::Item;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// What a hook has seen, one line each.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Hook for Log {
    fn before(&self, request: &mut AttemptRequest<'_>) -> Result<(), CredentialsError> {
        assert_eq!(request.headers()["authorization"], "Bearer hush-bearer");
        let signature = format!("{} {} {}", request.method(), request.url(), request.body().len());
        request.header("x-signature", &signature)?;
        self.0
            .lock()
            .unwrap()
            .push(format!("before {} {}", request.operation(), request.number()));
        Ok(())
    }

    fn after(&self, attempt: &Attempt<'_>, took: Duration) {
        assert!(took < Duration::from_secs(10));
        let line = format!(
            "after {} {:?}",
            attempt.number(),
            attempt.status().map(|status| status.as_u16())
        );
        self.0.lock().unwrap().push(line);
    }
}

#[tokio::test]
async fn hooks_see_each_attempt_and_may_add_headers() {
    let (log, count) = (Log::default(), AtomicU32::new(0));
    let session = builder()
        .hook(log.clone())
        .transport(move |request: http::Request<Bytes>| {
            assert_eq!(
                request.headers()["x-signature"],
                "GET https://api.acme.test/v1/tokens 0"
            );
            let number = count.fetch_add(1, Ordering::SeqCst);
            async move {
                match number {
                    0 => answer(503, ""),
                    1 => Err(TransportError::connection("gone")),
                    _ => answer(200, TOKEN),
                }
            }
        })
        .build()
        .unwrap();
    list(&session, CallOptions::new()).await.unwrap();
    let lines = log.0.lock().unwrap().clone();
    assert_eq!(
        lines,
        [
            "before list_tokens 1",
            "after 1 Some(503)",
            "before list_tokens 2",
            "after 2 None",
            "before list_tokens 3",
            "after 3 Some(200)"
        ]
    );
}

struct Refusing;

impl Hook for Refusing {
    fn before(&self, request: &mut AttemptRequest<'_>) -> Result<(), CredentialsError> {
        request.header("content-length", "7")
    }
}

#[tokio::test]
async fn a_hook_that_fails_ends_the_call_before_anything_is_sent() {
    let session = builder()
        .hook(Refusing)
        .transport(|_| async { answer(200, TOKEN) })
        .build()
        .unwrap();
    let error = list(&session, CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::InvalidValue(_)), "{error:?}");
    assert_eq!(error.to_string(), "`list_tokens`: a hook refused the request");
    assert!(!error.was_sent() && error.attempts() == 0);
    assert!(
        std::error::Error::source(&error)
            .unwrap()
            .to_string()
            .contains("framed")
    );
}

#[cfg(feature = "tower")]
mod tower {
    use std::convert::Infallible;
    use std::future::{Ready, ready};

    use http_body_util::Full;
    use specloom_runtime::TowerTransport;

    use super::*;

    /// Answers with the length of the request's path as `expires_in`.
    #[derive(Clone)]
    struct Service;

    impl tower_service::Service<http::Request<Full<Bytes>>> for Service {
        type Response = http::Response<Full<Bytes>>;
        type Error = Infallible;
        type Future = Ready<Result<Self::Response, Infallible>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: http::Request<Full<Bytes>>) -> Self::Future {
            let body = format!(
                r#"{{"token": "t", "expires_in": {}}}"#,
                request.uri().path().len()
            );
            ready(Ok(http::Response::new(Full::from(body))))
        }
    }

    #[test]
    fn a_service_is_a_transport() {
        let transport = TowerTransport::<_, Full<Bytes>>::new(Service);
        let session = builder().transport(transport).build().unwrap();
        let reply = at_once(list(&session, CallOptions::new())).unwrap();
        assert_eq!(reply.body().expires_in, "/v1/tokens".len() as i64);
    }
}

#[tokio::test]
async fn an_operation_has_turns_of_its_own() {
    let (now, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let (busy, peak) = (Arc::clone(&now), Arc::clone(&most));
    let limited = |operations: &'static [&'static str]| {
        let (busy, peak) = (Arc::clone(&busy), Arc::clone(&peak));
        let builder = builder()
            .operations(operations)
            .max_in_flight_of("list_tokens", 2);
        let slow = move |_: http::Request<Bytes>| {
            let (busy, peak) = (Arc::clone(&busy), Arc::clone(&peak));
            async move {
                peak.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                busy.fetch_sub(1, Ordering::SeqCst);
                answer(200, TOKEN)
            }
        };
        builder.transport(slow).build()
    };
    let error = limited(&["other"]).unwrap_err();
    assert!(matches!(error, BuildError::UnknownOperation(_)), "{error:?}");
    let session = limited(&["list_tokens", "mint_token"]).unwrap();
    let calls = (0..10).map(|_| {
        let session = session.clone();
        tokio::spawn(async move { list(&session, CallOptions::new()).await.map(|_| ()) })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(most.load(Ordering::SeqCst), 2);
}
