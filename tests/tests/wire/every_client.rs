//! What must hold for every client alike.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use specloom::Source;
use specloom_runtime::{Error, Reply};
use specloom_tests::raw::{self, RawServer};
use specloom_tests::recorder::{Recorder, Request};
use specloom_tests::secrets::{self, BODY, HEADER, KEY, PASSWORD, TOKEN, debug_texts, error_texts};
use specloom_tests::subjects::{Argyle, Awx, Courier, Infisical, Joyfill, Options, Subject};
use specloom_tests::workspace;

/// Each of these tests for each client, named `every_client::courier::redirects_are_not_followed`.
macro_rules! tests {
    ($($test:ident)*) => {
        tests!(@ courier Courier $($test)*);
        tests!(@ infisical Infisical $($test)*);
        tests!(@ argyle Argyle $($test)*);
        tests!(@ awx Awx $($test)*);
        tests!(@ joyfill Joyfill $($test)*);
    };
    (@ $vendor:ident $subject:ident $($test:ident)*) => {
        mod $vendor {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test::<super::$subject>().await;
                }
            )*
        }
    };
}

tests! {
    sends_exactly_what_the_page_documents
    an_extra_header_is_sent_and_changes_nothing_else
    every_documented_status_is_its_own_reply
    an_undocumented_status_keeps_status_and_headers
    a_proxys_html_is_an_undocumented_status
    html_with_a_documented_status_is_not_json
    an_empty_body_is_its_own_error
    a_truncated_body_is_its_own_error
    json_cut_short_is_a_truncated_body
    another_shape_is_its_own_error
    redirects_are_not_followed
    silence_ends_in_a_timeout
    a_refused_connection_was_not_sent_and_may_be_retried
    a_connection_that_breaks_is_no_reply
    something_that_is_not_http_is_no_reply
    unknown_properties_are_accepted
    no_debug_of_client_builder_or_reply_shows_a_secret
    without_credentials_nothing_is_sent
    credentials_stay_off_plain_http_to_other_machines
    an_invalid_url_is_refused
}

type Outcome<S> = Result<Reply<<S as Subject>::Body>, Error<<S as Subject>::Failure>>;

async fn call<S: Subject>(url: &str) -> Outcome<S> {
    S::call(&S::client(url), Options::default()).await
}

/// The error, after looking for sentinels in everything that it prints.
#[track_caller]
fn failure<S: Subject>(outcome: Outcome<S>) -> Error<S::Failure> {
    match outcome {
        Ok(reply) => panic!("a reply with status {}", reply.status()),
        Err(error) => {
            secrets::assert_hidden(&error_texts(&error), &secrets::ALL);
            let sources = secrets::source_debug_texts(&error);
            secrets::assert_hidden(&sources, &[KEY, PASSWORD, TOKEN, HEADER]);
            if !matches!(error, Error::Api(_)) {
                secrets::assert_hidden(&sources, &[BODY]);
            }
            assert_eq!(error.operation(), Some(S::OPERATION));
            error
        }
    }
}

/// An HTTP answer, byte by byte.
fn answer(status: &str, length: usize, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nx-kept: {HEADER}\r\n\
         connection: close\r\n\r\n{body}"
    )
}

fn expected_request<S: Subject>(body: &str) -> Request {
    let crate_version = workspace::sources(S::VENDOR).vendor.version;
    let headers = [
        ("accept", "application/json".to_owned()),
        ("authorization", S::AUTHORIZATION.to_owned()),
        ("content-length", body.len().to_string()),
        ("content-type", "application/json".to_owned()),
        ("user-agent", format!("{}-client/{crate_version}", S::VENDOR)),
    ];
    Request {
        method: "POST".into(),
        target: S::TARGET.into(),
        headers: headers.map(|(name, value)| (name.to_owned(), value)).into(),
        body: body.into(),
    }
}

async fn sends_exactly_what_the_page_documents<S: Subject>() {
    let (status, body) = S::success();
    let server = Recorder::json(status, &body).await;
    let reply = call::<S>(&server.url()).await.unwrap();
    let request = server.request();
    assert_eq!(request, expected_request::<S>(&request.body));
    assert_eq!(request.json(), S::body());
    assert_eq!(reply.status().as_u16(), status);
    assert_eq!(S::token(reply.body()), TOKEN);
    assert_eq!(reply.attempts(), 1);
}

async fn an_extra_header_is_sent_and_changes_nothing_else<S: Subject>() {
    let (status, body) = S::success();
    let server = Recorder::json(status, &body).await;
    let options = Options::header("X-Extra", HEADER);
    S::call(&S::client(&server.url()), options).await.unwrap();
    let request = server.request();
    let mut expected = expected_request::<S>(&request.body);
    expected.headers.insert("x-extra".into(), HEADER.into());
    assert_eq!(request, expected);
}

async fn every_documented_status_is_its_own_reply<S: Subject>() {
    let page = workspace::canonical_path(S::VENDOR);
    let mut sources = workspace::sources(S::VENDOR);
    sources.pages = vec![Source::new("openapi.yaml", std::fs::read(page).unwrap())];
    sources.overlay = None;
    let canonical = specloom::canonical(&sources).unwrap().document;
    let paths = canonical["paths"].as_object().unwrap();
    let operation = &paths.values().next().unwrap()["post"];
    let documented: Vec<u16> = operation["responses"]
        .as_object()
        .unwrap()
        .keys()
        .map(|status| status.parse().unwrap())
        .collect();
    let replies: BTreeMap<u16, Value> = S::replies().into_iter().collect();
    assert_eq!(replies.keys().copied().collect::<Vec<_>>(), documented);

    let success = S::success().0;
    for (status, body) in replies {
        let server = Recorder::json(status, &body).await;
        match call::<S>(&server.url()).await {
            Ok(reply) => {
                assert_eq!((reply.status().as_u16(), status), (success, success));
            }
            failed => match failure::<S>(failed) {
                Error::Api(reply) => {
                    assert_ne!(status, success);
                    assert_eq!(reply.status().as_u16(), status);
                    assert_eq!(reply.request_id(), Some("req-1"));
                    assert_eq!(reply.headers()["content-type"], "application/json");
                }
                other => panic!("{status}: {other:?}"),
            },
        }
    }
}

async fn an_undocumented_status_keeps_status_and_headers<S: Subject>() {
    // 204 and 206 are successes by their class, but not the documented one.
    for status in [204, 206, 418, 429, 503] {
        let headers = [("x-request-id", "req-2"), ("x-kept", HEADER)];
        let body = if status == 204 { "" } else { BODY };
        let server = Recorder::answering(status, &headers, body).await;
        let error = failure::<S>(call::<S>(&server.url()).await);
        // The request has succeeded, and its body is of no documented success.
        match status {
            204 | 206 => assert!(matches!(error, Error::UndocumentedSuccess(_)), "{error:?}"),
            _ => assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}"),
        }
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.headers().unwrap()["x-kept"], HEADER);
        assert_eq!(error.request_id(), Some("req-2"));
        // Minting a token is not idempotent, and nobody says that it was not run.
        assert!(!error.is_retryable(), "{status}");
        assert!(error.was_sent());
        assert_eq!(server.requests().len(), 1);
    }
}

async fn a_proxys_html_is_an_undocumented_status<S: Subject>() {
    let html = format!("<html><body>502 Bad Gateway {BODY}</body></html>");
    let server = Recorder::answering(502, &[("content-type", "text/html"), ("x-kept", HEADER)], &html).await;
    let error = failure::<S>(call::<S>(&server.url()).await);
    assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}");
    assert_eq!(error.status().unwrap().as_u16(), 502);
    assert_eq!(error.headers().unwrap()["x-kept"], HEADER);
    // Minting a token is not idempotent: the server may have done it.
    assert!(!error.is_retryable());
    assert_eq!(server.requests().len(), 1);
}

/// A documented error status says what it says, whatever came with it.
fn is_documented_error<S: Subject>(error: &Error<S::Failure>) -> bool {
    matches!(error, Error::Api(reply) if reply.status().as_u16() != S::success().0)
}

async fn html_with_a_documented_status_is_not_json<S: Subject>() {
    let html = format!("<html><body>Welcome to the captive portal {BODY}</body></html>");
    for (status, _) in S::replies() {
        let headers = [("content-type", "text/html"), ("x-kept", HEADER)];
        let server = Recorder::answering(status, &headers, &html).await;
        let error = failure::<S>(call::<S>(&server.url()).await);
        assert!(
            matches!(error, Error::NotJson(_)) || is_documented_error::<S>(&error),
            "{error:?}"
        );
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.headers().unwrap()["x-kept"], HEADER);
    }
}

async fn an_empty_body_is_its_own_error<S: Subject>() {
    for (status, _) in S::replies() {
        let server = Recorder::answering(status, &[("x-kept", HEADER)], "").await;
        let error = failure::<S>(call::<S>(&server.url()).await);
        assert!(
            matches!(error, Error::EmptyBody(_)) || is_documented_error::<S>(&error),
            "{error:?}"
        );
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.headers().unwrap()["x-kept"], HEADER);
    }
}

async fn a_truncated_body_is_its_own_error<S: Subject>() {
    for (status, body) in S::replies() {
        // Whole as JSON, but shorter than announced: what is missing may have been anything.
        let body = body.to_string();
        let server = RawServer::answering(answer(&format!("{status} X"), body.len() + 10, &body)).await;
        let error = failure::<S>(call::<S>(&server.url()).await);
        assert!(matches!(error, Error::TruncatedBody(_)), "{error:?}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.headers().unwrap()["x-kept"], HEADER);
        assert_eq!(server.requests().len(), 1);
    }
}

async fn json_cut_short_is_a_truncated_body<S: Subject>() {
    let (status, body) = S::success();
    let body = body.to_string();
    let body = &body[..body.len() - 1];
    let server = Recorder::answering(
        status,
        &[("content-type", "application/json"), ("x-kept", HEADER)],
        body,
    )
    .await;
    let error = failure::<S>(call::<S>(&server.url()).await);
    assert!(matches!(error, Error::TruncatedBody(_)), "{error:?}");
    assert_eq!(error.status().unwrap().as_u16(), status);
    assert_eq!(error.headers().unwrap()["x-kept"], HEADER);
}

async fn another_shape_is_its_own_error<S: Subject>() {
    for (status, body) in S::replies() {
        // Not an object at all, an array of its values among them; and an object whose every value is a list that names
        // secrets.
        let lists = body
            .as_object()
            .unwrap()
            .keys()
            .map(|name| (name.clone(), json!([TOKEN, BODY])));
        for wrong in [
            json!(7),
            Value::Object(lists.collect()),
            json!(TOKEN),
            json!([]),
            json!([TOKEN, TOKEN]),
        ] {
            let server = Recorder::answering(status, &[("x-kept", HEADER)], &wrong.to_string()).await;
            let error = failure::<S>(call::<S>(&server.url()).await);
            let is_told = matches!(error, Error::UnexpectedShape(_)) || is_documented_error::<S>(&error);
            assert!(is_told, "{wrong}: {error:?}");
            assert_eq!(error.status().unwrap().as_u16(), status);
            assert_eq!(error.headers().unwrap()["x-kept"], HEADER);
        }
    }
}

async fn redirects_are_not_followed<S: Subject>() {
    let (status, body) = S::success();
    let elsewhere = Recorder::json(status, &body).await;
    for redirect in [301, 302, 303, 307, 308] {
        let location = format!("{}{}", elsewhere.url(), S::TARGET);
        let server = Recorder::answering(redirect, &[("location", &location)], "").await;
        let error = failure::<S>(call::<S>(&server.url()).await);
        assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}");
        assert_eq!(error.status().unwrap().as_u16(), redirect);
        assert_eq!(error.headers().unwrap()["location"], location);
        assert_eq!(server.requests().len(), 1);
    }
    assert_eq!(elsewhere.requests(), []);
}

async fn silence_ends_in_a_timeout<S: Subject>() {
    let server = RawServer::silent().await;
    let options = Options {
        timeout: Some(Duration::from_millis(300)),
        ..Options::default()
    };
    let error = failure::<S>(S::call(&S::client(&server.url()), options).await);
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(error.status(), None);
    // It may have been read: the caller must look before calling again.
    assert!(error.was_sent() && !error.is_retryable());
}

async fn a_refused_connection_was_not_sent_and_may_be_retried<S: Subject>() {
    let error = failure::<S>(call::<S>(&raw::refused().await).await);
    assert!(matches!(error, Error::Connect(_)), "{error:?}");
    assert!(!error.was_sent() && error.is_retryable());
    assert_eq!((error.status(), error.attempts()), (None, 1));
}

async fn a_connection_that_breaks_is_no_reply<S: Subject>() {
    let server = RawServer::answering("").await;
    let error = failure::<S>(call::<S>(&server.url()).await);
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.was_sent() && !error.is_retryable());
    assert_eq!(server.requests().len(), 1);
}

async fn something_that_is_not_http_is_no_reply<S: Subject>() {
    let server = RawServer::answering(format!("220 mail.example.com ESMTP {BODY}\r\n")).await;
    let error = failure::<S>(call::<S>(&server.url()).await);
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(error.status(), None);
}

async fn unknown_properties_are_accepted<S: Subject>() {
    let success = S::success().0;
    for (status, mut body) in S::replies() {
        let properties = body.as_object_mut().unwrap();
        for (name, value) in [
            ("added_later", json!({"deep": [1, null]})),
            ("type_of_thing", json!("x")),
            ("", json!(null)),
            ("self", json!(1)),
        ] {
            properties.insert(name.into(), value);
        }
        let server = Recorder::json(status, &body).await;
        match call::<S>(&server.url()).await {
            Ok(reply) => assert_eq!(S::token(reply.body()), TOKEN),
            Err(Error::Api(reply)) => {
                assert_ne!(status, success);
                assert_eq!(reply.status().as_u16(), status);
            }
            Err(other) => panic!("{status}: {other:?}"),
        }
    }
}

async fn no_debug_of_client_builder_or_reply_shows_a_secret<S: Subject>() {
    let (status, body) = S::success();
    let headers = [("content-type", "application/json"), ("set-cookie", HEADER)];
    let server = Recorder::answering(status, &headers, &body.to_string()).await;
    let builder = S::builder(&server.url());
    secrets::assert_hidden(&debug_texts(&builder), &secrets::ALL);
    let client = S::build(builder).unwrap();
    secrets::assert_hidden(&debug_texts(&client), &secrets::ALL);
    let reply = S::call(&client, Options::default()).await.unwrap();
    secrets::assert_hidden(&debug_texts(&reply), &secrets::ALL);
    assert_eq!(S::token(reply.body()), TOKEN);
    secrets::assert_hidden(&debug_texts(reply.body()), &secrets::ALL);
}

async fn without_credentials_nothing_is_sent<S: Subject>() {
    let (status, body) = S::success();
    let server = Recorder::json(status, &body).await;
    let client = S::build(S::anonymous(&server.url())).unwrap();
    let error = failure::<S>(S::call(&client, Options::default()).await);
    assert!(matches!(error, Error::MissingCredentials(_)), "{error:?}");
    assert!(!error.was_sent() && !error.is_retryable());
    for setter in S::CREDENTIALS {
        assert!(error.to_string().contains(setter), "{error}");
    }
    assert_eq!(server.requests(), []);
}

async fn credentials_stay_off_plain_http_to_other_machines<S: Subject>() {
    for url in [
        "http://api.example.com",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://127.0.0.1@example.com",
        "http://10.0.0.1",
        "http://0x0a000001",
        "HTTP://EXAMPLE.COM",
    ] {
        let error = S::build(S::builder(url)).expect_err(url);
        secrets::assert_hidden(&error, &secrets::ALL);
    }
    for url in [
        "https://api.example.com",
        "http://localhost",
        "http://localhost:8080/prefix/",
        "http://127.0.0.1:1",
        "http://127.8.8.8",
        "http://[::1]:1",
    ] {
        S::build(S::builder(url)).unwrap_or_else(|error| panic!("{url}: {error}"));
    }
}

async fn an_invalid_url_is_refused<S: Subject>() {
    for url in [
        "",
        "not a url",
        "/v1",
        "ftp://example.com",
        "https://",
        "file:///etc/passwd",
        "https://h:99999",
    ] {
        let error = S::build(S::builder(url)).expect_err(url);
        secrets::assert_hidden(&error, &secrets::ALL);
    }
}
