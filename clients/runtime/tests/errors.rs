//! What an error says of an error answer: the vendor's code, message and details, the raw body, and what of it may be shown.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use serde_json::json;
use specloom_runtime::{AnyError, CallOptions, Error, ErrorFields, Method, Operation};
use support::rude::Rude;
use support::{MintError, mint, session};

async fn answering(status: u16, headers: &str, body: &str) -> Error<MintError> {
    let length = body.len();
    let server = Rude::saying(format!(
        "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    ))
    .await;
    mint(&session(&server.url()), "u", CallOptions::new())
        .await
        .unwrap_err()
}

#[tokio::test]
async fn documented_and_other_errors_say_the_same_things() {
    let body =
        r#"{"message": "hush: not you", "code": "no_access", "details": {"field": "hush"}, "reqId": "r-9"}"#;
    for status in [403, 409] {
        let error = answering(status, "", body).await;
        assert_eq!(matches!(error, Error::Api(_)), status == 403, "{error:?}");
        let said = |error: &AnyError| {
            assert_eq!(error.code(), Some("no_access"));
            assert_eq!(error.message(), Some("hush: not you"));
            assert_eq!(error.details(), Some(&json!({"field": "hush"})));
            assert_eq!(error.expose_body(), Some(body.as_bytes()));
            assert_eq!(error.request_id(), Some("r-9"));
        };
        assert_eq!(
            (error.code(), error.expose_body()),
            (Some("no_access"), Some(body.as_bytes()))
        );
        let shown = error.to_string();
        assert!(
            shown.ends_with(if status == 403 {
                "403 Forbidden, code `no_access`, request `r-9`"
            } else {
                "(status 409 Conflict, code `no_access`, request `r-9`)"
            }),
            "{shown}"
        );
        assert!(
            !format!("{error:?} {shown}").contains("hush"),
            "{error:?} {shown}"
        );
        said(&error.into());
    }
}

#[tokio::test]
async fn free_text_is_not_shown_wherever_it_stands() {
    let body = r#"{"code": "the token hush is gone", "error": "hush, too", "message": "hush"}"#;
    for status in [403, 500] {
        let error = answering(status, "X-Request-Id: hush <b>\r\n", body).await;
        assert_eq!(error.request_id(), Some("hush <b>"));
        assert!(
            !format!("{error} {error:?}").contains("hush"),
            "{error} {error:?}"
        );
        assert_eq!(error.message(), Some("hush"));
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_read_has_no_code() {
    let error = answering(200, "", r#"{"code": "hush", "reqId": "hush"}"#).await;
    assert!(matches!(error, Error::UnexpectedShape(_)), "{error:?}");
    assert_eq!(
        (error.code(), error.message(), error.request_id()),
        (None, None, None)
    );
    assert!(!error.to_string().contains("hush"), "{error}");
    assert!(error.expose_body().is_some());
}

#[tokio::test]
async fn a_body_that_is_no_json_says_nothing_but_is_there() {
    let error = answering(502, "", "<html>hush</html>").await;
    assert_eq!((error.code(), error.details()), (None, None));
    assert_eq!(error.expose_body(), Some(&b"<html>hush</html>"[..]));
}

static DECLARED: Operation = Operation::new("declared", Method::GET, "/x").error_fields(
    ErrorFields::new()
        .code(&["/fault/number"])
        .message(&["/fault/text"])
        .details(&["/fault/fields"]),
);

#[tokio::test]
async fn what_the_vendor_declares_is_where_it_says() {
    let body = r#"{"code": "other", "fault": {"number": 17, "text": "No.", "fields": ["a"]}}"#;
    let server = Rude::saying(format!(
        "HTTP/1.1 400 X\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    ))
    .await;
    let session = session(&server.url());
    let error = session
        .request(&DECLARED, CallOptions::new())
        .send(support::decode)
        .await
        .unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("17"), Some("No.")));
    assert_eq!(error.details(), Some(&json!(["a"])));
}
