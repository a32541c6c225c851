//! Calls of what a page does not document: with the client's credentials, retries, limits and errors.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use serde_json::json;
use specloom_runtime::{
    Bytes, Credential, Error, Method, Operation, ResponseBody, Session, SessionBuilder, TransportError, http,
};
use support::{SCHEMES, quick};

static RAW: Operation = Operation::new("raw", Method::GET, "/").security(&[&["bearerAuth"], &[]]);

fn builder() -> SessionBuilder {
    SessionBuilder::new(SCHEMES, Some("https://api.acme.test/v1"))
        .credential("bearerAuth", Credential::bearer("hush-bearer"))
        .retry(quick())
}

/// Polled by hand: everything is ready at once, or the test fails.
fn at_once<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits for something"),
    }
}

fn echoing() -> Session {
    echoing_with(|builder| builder)
}

fn echoing_with(set: impl FnOnce(SessionBuilder) -> SessionBuilder) -> Session {
    set(builder())
        .transport(|request: http::Request<Bytes>| async move {
            let body = json!({
                "method": request.method().as_str(),
                "uri": request.uri().to_string(),
                "authorization": request.headers().get("authorization").map(|value| value.to_str().unwrap()),
                "body": String::from_utf8_lossy(request.body()),
            });
            let status = if request.uri().path().ends_with("gone") {
                410
            } else {
                202
            };
            let body = ResponseBody::from(body.to_string());
            Ok::<_, TransportError>(http::Response::builder().status(status).body(body).unwrap())
        })
        .build()
        .unwrap()
}

#[test]
fn what_the_page_does_not_document_can_be_called() {
    let session = echoing();
    let call = session
        .raw(&RAW, Method::PATCH, "/things/a%20b?x=1")
        .query("limit", 10)
        .query("q", "a&b");
    let echoed: serde_json::Value = at_once(call.json(&json!({"a": 1})).send_json()).unwrap();
    assert_eq!(
        echoed,
        json!({
            "method": "PATCH",
            "uri": "https://api.acme.test/v1/things/a%20b?x=1&limit=10&q=a%26b",
            "authorization": "Bearer hush-bearer",
            "body": r#"{"a":1}"#,
        })
    );
    let reply = at_once(session.raw(&RAW, Method::GET, "/{braces}").send()).unwrap();
    assert_eq!(reply.status().as_u16(), 202);
    assert!(!format!("{reply:?}").contains("hush"), "{reply:?}");
    let error = at_once(session.raw(&RAW, Method::GET, "/gone").send()).unwrap_err();
    assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}");
    assert_eq!(
        (error.operation(), error.expose_body().is_some()),
        (Some("raw"), true)
    );
}

#[test]
fn it_goes_nowhere_else() {
    for path in [
        "https://elsewhere.test/x",
        "things",
        "@elsewhere.test",
        "/a/../b",
        "/x#y",
        "",
    ] {
        let error = at_once(echoing().raw(&RAW, Method::GET, path).send()).unwrap_err();
        assert!(matches!(error, Error::InvalidValue(_)), "{path}: {error:?}");
    }
    let echoed: serde_json::Value =
        at_once(echoing().raw(&RAW, Method::GET, "//elsewhere.test/x").send_json()).unwrap();
    assert_eq!(echoed["uri"], "https://api.acme.test/v1//elsewhere.test/x");
}

#[tokio::test]
async fn its_method_decides_what_is_repeated() {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let session = builder()
        .transport(move |_: http::Request<Bytes>| {
            counter.fetch_add(1, Ordering::SeqCst);
            async {
                let gone = http::Response::builder().status(500).body(ResponseBody::from(""));
                Ok::<_, TransportError>(gone.unwrap())
            }
        })
        .build()
        .unwrap();
    for (method, expected) in [
        (Method::DELETE, 3),
        (Method::POST, 1),
        (Method::GET, 3),
        (Method::PATCH, 1),
    ] {
        session.raw(&RAW, method.clone(), "/x").send().await.unwrap_err();
        assert_eq!(asked.swap(0, Ordering::SeqCst), expected, "{method}");
    }
}

#[test]
fn it_has_the_clients_limits_and_its_own() {
    let call = || echoing().raw(&RAW, Method::GET, "/things");
    let error = at_once(call().max_response_bytes(7).send()).unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
    at_once(call().max_response_bytes(4096).send()).unwrap();
    let client = echoing_with(|builder| builder.max_response_bytes(7));
    let error = at_once(client.raw(&RAW, Method::GET, "/things").send()).unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn it_has_timeouts_of_its_own() {
    let session = builder()
        .transport(|_: http::Request<Bytes>| std::future::pending::<Result<_, TransportError>>())
        .build()
        .unwrap();
    let call = || session.raw(&RAW, Method::POST, "/things");
    for (call, says) in [
        (call().attempt_timeout(Duration::from_secs(2)), "attempt timeout"),
        (call().timeout(Duration::from_secs(2)), "total timeout"),
        (call(), "attempt timeout"),
    ] {
        let error = call.send().await.unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[cfg(feature = "blocking")]
#[test]
fn it_needs_no_runtime() {
    let call = || echoing().raw(&RAW, Method::GET, "/things");
    assert_eq!(call().send_blocking().unwrap().status().as_u16(), 202);
    let echoed: serde_json::Value = call().send_json_blocking().unwrap();
    assert_eq!(echoed["uri"], "https://api.acme.test/v1/things");
}
