//! The mock's parts, used as generated code and importers use them: over a port and within the process alike.
#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use serde_json::json;
use specloom_runtime::mock::{Mocked, Server};
use specloom_runtime::{CallOptions, Error, Method, Operation, Parameter, Session, StatusCode};
use support::{LIST, MINT, MintError, Problem, Token, builder, list, mint, quick};

/// Both kinds of mock, with a client of each.
fn both() -> Vec<(Server, Session)> {
    let mocks = [Server::start(), Server::in_process()];
    let session = |server: &Server| {
        let builder = builder(&server.url()).retry(quick());
        let builder = match server.transport() {
            Some(transport) => builder.transport(transport),
            None => builder,
        };
        builder.build().unwrap()
    };
    mocks
        .map(|server| (session(&server), server))
        .map(|(session, server)| (server, session))
        .into()
}

fn token(text: &str) -> Token {
    Token {
        token: text.into(),
        expires_in: 5,
    }
}

fn message(mocked: &Mocked, calls: usize) -> String {
    let failed = catch_unwind(AssertUnwindSafe(|| mocked.assert_calls(calls)));
    *failed.unwrap_err().downcast::<String>().unwrap()
}

#[tokio::test]
async fn answers_by_operation() {
    for (server, session) in both() {
        let minted = server
            .expect(&MINT)
            .request("user agent", |request| {
                request.headers().contains_key("user-agent")
            })
            .header("x-request-id", "r-1")
            .respond(StatusCode::CREATED, &token("hush-token"));
        let listed = server.expect(&LIST).respond(
            StatusCode::FORBIDDEN,
            &Problem {
                message: "no".to_owned(),
            },
        );
        let reply = mint(&session, "a/b", CallOptions::new()).await.unwrap();
        assert_eq!(
            (reply.body().token.expose_secret(), reply.request_id()),
            ("hush-token", Some("r-1"))
        );
        let error = list(&session, CallOptions::new()).await.unwrap_err();
        assert!(
            matches!(&error, Error::Api(reply) if matches!(reply.body(), MintError::Forbidden(_))),
            "{error:?}"
        );
        minted.assert_calls(1);
        assert_eq!(listed.calls(), 1);
        listed.delete();
        server
            .expect(&LIST)
            .respond_empty(StatusCode::NOT_FOUND)
            .assert_calls(0);
        let error = list(&session, CallOptions::new()).await.unwrap_err();
        assert!(
            matches!(&error, Error::Api(reply) if matches!(reply.body(), MintError::NotFound)),
            "{error:?}"
        );
    }
}

/// Values are compared as the client spells them, wherever they go.
#[tokio::test]
async fn expects_parameters_and_bodies() {
    for (server, session) in both() {
        let other = server
            .expect(&MINT)
            .parameter(Parameter::path("userId"), "b")
            .respond(StatusCode::CREATED, &token("for-b"));
        let renamed = server
            .expect(&MINT)
            .property("name", "cd")
            .respond(StatusCode::CREATED, &token("for-cd"));
        let exact = server
            .expect(&MINT)
            .parameter(Parameter::path("userId"), "a/b")
            .property("name", "ci")
            .property("absent", &None::<u8>)
            .json(&json!({"name": "ci", "password": "hush-body"}))
            .respond(StatusCode::CREATED, &token("for-a/b"));
        let reply = mint(&session, "a/b", CallOptions::new()).await.unwrap();
        assert_eq!(reply.body().token.expose_secret(), "for-a/b");
        let reply = mint(&session, "b", CallOptions::new()).await.unwrap();
        assert_eq!(reply.body().token.expose_secret(), "for-b");
        assert_eq!((other.calls(), renamed.calls(), exact.calls()), (1, 0, 1));
        exact.assert_calls(1);
        assert_eq!(
            message(&renamed, 1),
            "`mint_token` was answered 0 times, not 1; requests differed in the value of: body's property `name`"
        );
        assert_eq!(message(&exact, 2), "`mint_token` was answered 1 times, not 2");
    }
}

#[tokio::test]
async fn what_nothing_matches_is_told_by_what_was_otherwise() {
    for (server, session) in both() {
        let by_user = server
            .expect(&MINT)
            .parameter(Parameter::path("userId"), "b")
            .property("name", "hush-name")
            .respond(StatusCode::OK, &token("t"));
        let error = mint(&session, "a", CallOptions::new()).await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
        let report = "mock: no expectation matches `POST /users/a/tokens/`\n  \
                      - `mint_token` is expected with another value of: path parameter `userId`, body's property `name`";
        assert_eq!(server.unmatched(), [report]);
        assert_eq!(
            (error.code(), error.message()),
            (Some("not_expected_by_mock"), Some(report))
        );
        assert!(message(&by_user, 1).ends_with(report));
        // Another operation's.
        list(&session, CallOptions::new()).await.unwrap_err();
        assert_eq!(
            server.unmatched()[1],
            "mock: no expectation matches `GET /tokens`\n  - `mint_token` is expected: `POST /users/{userId}/tokens/`"
        );
        server.expect(&LIST).once().respond(StatusCode::OK, &token("t"));
        list(&session, CallOptions::new()).await.unwrap();
        list(&session, CallOptions::new()).await.unwrap_err();
        assert_eq!(
            server.unmatched()[2],
            "mock: no expectation matches `GET /tokens`\n  - `list_tokens` has given all of its 1 answers"
        );
    }
}

#[tokio::test]
async fn answers_come_in_a_row_and_calls_are_recorded() {
    for (server, session) in both() {
        let busy = server
            .expect(&LIST)
            .once()
            .header("retry-after", "0")
            .respond_raw(StatusCode::SERVICE_UNAVAILABLE, Some("text/html"), "<html>");
        let fine = server.expect(&LIST).times(2).respond(StatusCode::OK, &token("t"));
        let reply = list(&session, CallOptions::new()).await.unwrap();
        assert_eq!(reply.attempts(), 2);
        list(&session, CallOptions::new()).await.unwrap();
        busy.assert_calls(1);
        fine.assert_calls(2);
        assert_eq!((server.requests().len(), fine.requests().len()), (3, 2));
        let request = &busy.requests()[0];
        assert_eq!(
            (request.method().as_str(), request.uri().path()),
            ("GET", "/tokens")
        );
        assert_eq!(request.headers()["authorization"], "Bearer hush-bearer");
        assert!(!format!("{server:?} {busy:?}").contains("hush"));
    }
}

#[tokio::test]
async fn connections_break_before_and_within_an_answer() {
    for (server, session) in both() {
        server.expect(&MINT).once().respond_broken();
        let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
        assert!(
            matches!(error, Error::Transport(_)) && error.was_sent() && error.attempts() == 1,
            "{error:?}"
        );
        server
            .expect(&MINT)
            .once()
            .respond_cut(StatusCode::OK, Some("application/json"), "{\"token\":");
        let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
        assert!(matches!(error, Error::TruncatedBody(_)), "{error:?}");
        assert_eq!(error.expose_body(), Some(&b"{\"token\":"[..]));
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn an_answer_takes_its_time() {
    for (server, session) in both() {
        let delay = Duration::from_millis(50);
        server
            .expect(&LIST)
            .delay(delay)
            .respond(StatusCode::OK, &token("t"));
        let start = Instant::now();
        list(&session, CallOptions::new()).await.unwrap();
        assert!(start.elapsed() >= delay);
        let impatient = CallOptions::new().timeout(Duration::from_millis(5));
        let error = list(&session, impatient).await.unwrap_err();
        assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    }
}

/// No reactor, no clock: polled once, by hand.
#[test]
fn within_the_process_there_is_no_port_and_no_runtime() {
    let server = Server::in_process();
    let session = builder(&server.url())
        .transport(server.transport().unwrap())
        .build()
        .unwrap();
    server.expect(&LIST).respond(StatusCode::OK, &token("t"));
    let call = pin!(list(&session, CallOptions::new()));
    match call.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(reply) => assert_eq!(reply.unwrap().status(), StatusCode::OK),
        Poll::Pending => panic!("it waits for something"),
    }
}

/// The simplest executor there is: no reactor, no clock.
fn parked<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

/// Neither do what waits: retries, delays, bodies that break off, timeouts.
#[test]
fn what_waits_needs_no_runtime_either() {
    let server = Server::in_process();
    let session = builder(&server.url())
        .transport(server.transport().unwrap())
        .retry(quick())
        .build()
        .unwrap();
    let status = |status| server.expect(&LIST).once().respond_empty(status);
    status(StatusCode::SERVICE_UNAVAILABLE);
    status(StatusCode::BAD_GATEWAY);
    server
        .expect(&LIST)
        .once()
        .delay(Duration::from_millis(5))
        .respond(StatusCode::OK, &token("t"));
    let reply = parked(list(&session, CallOptions::new())).unwrap();
    assert_eq!(reply.attempts(), 3);

    let cut = server
        .expect(&MINT)
        .respond_cut(StatusCode::CREATED, None, "{\"tok");
    let error = parked(mint(&session, "a", CallOptions::new())).unwrap_err();
    assert!(matches!(error, Error::TruncatedBody(_)), "{error:?}");
    cut.assert_calls(1);

    server
        .expect(&LIST)
        .delay(Duration::from_secs(600))
        .respond_empty(StatusCode::OK);
    let impatient = CallOptions::new().timeout(Duration::from_millis(20));
    let error = parked(list(&session, impatient)).unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}

/// Of several values in a path, those are named that are other ones.
#[tokio::test]
async fn of_a_path_only_what_differs_is_named() {
    static SHARED: Operation = Operation::new("share", Method::GET, "/users/{from}/files/{file}.{kind}");
    for (from, file, kind, named) in [
        ("a", "b", "txt", None),
        ("a", "c", "txt", Some("path parameter `file`")),
        (
            "x",
            "b",
            "csv",
            Some("path parameter `from`, path parameter `kind`"),
        ),
        // `b` and `b.txt`, or `b.b` and `txt`: either may be right.
        (
            "a",
            "b",
            "b.txt",
            Some("path parameter `file` or `from` or `kind`"),
        ),
    ] {
        let server = Server::in_process();
        let session = builder(&server.url())
            .transport(server.transport().unwrap())
            .build()
            .unwrap();
        let expected = server
            .expect(&SHARED)
            .parameter(Parameter::path("from"), "old")
            .parameter(Parameter::path("from"), "a")
            .parameter(Parameter::path("file"), "b")
            .parameter(Parameter::path("kind"), "txt")
            .respond_empty(StatusCode::OK);
        let path = format!("/users/{from}/files/{file}.{kind}");
        let called = session.raw(&SHARED, Method::GET, &path).send().await;
        assert_eq!(called.is_ok(), named.is_none());
        assert_eq!(expected.calls(), usize::from(named.is_none()));
        if let Some(named) = named {
            let report = &server.unmatched()[0];
            assert!(
                report.ends_with(&format!("another value of: {named}")),
                "{report}"
            );
        }
    }
}
