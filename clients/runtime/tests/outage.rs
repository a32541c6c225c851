//! Servers that misbehave: each failure is the error it should be, in bounded memory, after exactly as many
//! requests as the policy says.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::time::Duration;

use specloom_runtime::{CallOptions, Error, Phase, Retry, Session};
use support::rude::Rude;
use support::{MintError, builder, list, mint, quick};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;

type Failed = Error<MintError>;

const OK_HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: r-1\r\n";

fn impatient(url: &str) -> Session {
    builder(url)
        .retry(quick())
        .attempt_timeout(Duration::from_millis(200))
        .build()
        .unwrap()
}

/// Both operations against the same server: the error of the one that is not idempotent, of the one that is,
/// and how many requests each took.
async fn both(server: &Rude) -> [(Failed, usize); 2] {
    let session = impatient(&server.url());
    let minted = mint(&session, "u", CallOptions::new())
        .await
        .expect_err("mint_token");
    let after_mint = server.requests();
    let listed = list(&session, CallOptions::new()).await.expect_err("list_tokens");
    let requests = server.requests() - after_mint;
    [(minted, after_mint), (listed, requests)]
}

/// The page documents JSON; the answer was well-formed HTTP: it is never repeated.
async fn answered(answer: String, is: fn(&Failed) -> bool) -> Failed {
    let server = Rude::saying(answer).await;
    let [(minted, one), (listed, other)] = both(&server).await;
    assert!(is(&minted) && is(&listed), "{minted:?} {listed:?}");
    assert_eq!((one, other), (1, 1));
    assert!(minted.was_sent() && !minted.is_retryable() && minted.attempts() == 1);
    assert_eq!(minted.status().unwrap(), 200);
    assert_eq!(minted.headers().unwrap()["x-request-id"], "r-1");
    assert_eq!(minted.request_id(), Some("r-1"));
    minted
}

#[tokio::test]
async fn html_where_json_is_documented() {
    let error = answered(format!("{OK_HEAD}Content-Length: 6\r\n\r\n<html>"), |error| {
        matches!(error, Error::NotJson(_))
    })
    .await;
    assert_eq!(error.expose_body(), Some(&b"<html>"[..]));
    assert_eq!(error.phase(), Phase::Decoding);
}

#[tokio::test]
async fn nothing_where_json_is_documented() {
    for body in ["Content-Length: 0\r\n\r\n", "Content-Length: 2\r\n\r\n\r\n"] {
        answered(format!("{OK_HEAD}{body}"), |error| {
            matches!(error, Error::EmptyBody(_))
        })
        .await;
    }
}

#[tokio::test]
async fn json_of_another_shape() {
    let body = r#"{"token": "hush", "expires_in": "hush"}"#;
    let answer = format!("{OK_HEAD}Content-Length: {}\r\n\r\n{body}", body.len());
    let error = answered(answer, |error| matches!(error, Error::UnexpectedShape(_))).await;
    assert_eq!(
        error.to_string(),
        "`mint_token`: the reply's JSON is not as documented: expires_in: a string, expected an integer (status 200 OK, request `r-1`)"
    );
    let answer = format!("{OK_HEAD}Content-Length: 2\r\n\r\n{{}}");
    let error = answered(answer, |error| matches!(error, Error::UnexpectedShape(_))).await;
    assert!(error.to_string().contains("token is missing"), "{error}");
}

#[tokio::test]
async fn a_body_that_announces_too_much_is_not_read() {
    let answer = format!("{OK_HEAD}Content-Length: 1073741824\r\n\r\n");
    let error = answered(answer, |error| matches!(error, Error::TooLarge(_))).await;
    assert_eq!(
        (error.phase(), error.expose_body()),
        (Phase::Reading, Some(&b""[..]))
    );
}

#[tokio::test]
async fn json_that_is_right_but_mislabelled_is_accepted() {
    let body = "\u{feff}{\"token\": \"t\", \"expires_in\": 1, \"new\": {}}";
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let server = Rude::saying(answer).await;
    let reply = mint(&impatient(&server.url()), "u", CallOptions::new())
        .await
        .unwrap();
    assert_eq!(reply.body().expires_in, 1);
}

#[tokio::test]
async fn a_body_without_end_stops_at_the_limit() {
    let server = Rude::start(|mut stream, _| async move {
        let _gone = stream
            .write_all(format!("{OK_HEAD}Transfer-Encoding: chunked\r\n\r\n").as_bytes())
            .await;
        let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
        while stream.write_all(&chunk).await.is_ok() {}
    })
    .await;
    let session = builder(&server.url())
        .max_response_bytes(100_000)
        .build()
        .unwrap();
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
    assert!(error.expose_body().unwrap().len() <= 100_000);
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_read() {
    let body = r#"{"token": "t", "expires_in": 1}"#;
    let server = Rude::saying(format!("{OK_HEAD}Content-Length: {}\r\n\r\n{body}", body.len())).await;
    let limited = |bytes| builder(&server.url()).max_response_bytes(bytes).build().unwrap();
    mint(&limited(body.len()), "u", CallOptions::new()).await.unwrap();
    let error = mint(&limited(body.len() - 1), "u", CallOptions::new())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
}

#[tokio::test]
async fn headers_without_end() {
    let server = Rude::start(|mut stream, _| async move {
        let _gone = stream.write_all(OK_HEAD.as_bytes()).await;
        while stream
            .write_all(b"X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n")
            .await
            .is_ok()
        {}
    })
    .await;
    let session = builder(&server.url()).build().unwrap();
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(server.requests(), 1);
}

/// The connection fails once the server has the request: only what is idempotent is repeated.
async fn broken(server: Rude, is: fn(&Failed) -> bool) -> [Failed; 2] {
    let [(minted, one), (listed, other)] = both(&server).await;
    assert!(is(&minted) && is(&listed), "{minted:?} {listed:?}");
    assert_eq!((one, other), (1, 3));
    assert_eq!((minted.attempts(), listed.attempts()), (1, 3));
    assert!(minted.was_sent() && listed.was_sent());
    assert!(!minted.is_retryable() && listed.is_retryable());
    [minted, listed]
}

#[tokio::test]
async fn closed_without_an_answer() {
    broken(Rude::saying("").await, |error| {
        matches!(error, Error::Transport(_))
    })
    .await;
}

#[tokio::test]
async fn not_http() {
    broken(Rude::saying("SSH-2.0-OpenSSH_9.9\r\n").await, |error| {
        matches!(error, Error::Transport(_))
    })
    .await;
}

#[tokio::test]
async fn reset_in_the_middle_of_the_body() {
    let server = Rude::saying(format!("{OK_HEAD}Content-Length: 100\r\n\r\n{{\"token\": \"hush")).await;
    let [minted, _] = broken(server, |error| matches!(error, Error::TruncatedBody(_))).await;
    assert_eq!(minted.status().unwrap(), 200);
    assert_eq!(minted.request_id(), Some("r-1"));
    assert_eq!(minted.expose_body(), Some(&b"{\"token\": \"hush"[..]));
    assert_eq!(minted.phase(), Phase::Reading);
}

#[tokio::test]
async fn chunks_that_end_early() {
    let server = Rude::saying(format!(
        "{OK_HEAD}Transfer-Encoding: chunked\r\n\r\n8\r\n{{\"a\": 1"
    ))
    .await;
    broken(server, |error| matches!(error, Error::TruncatedBody(_))).await;
}

#[tokio::test]
async fn silence() {
    let server = Rude::start(|stream, _| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    })
    .await;
    let [minted, _] = broken(server, |error| matches!(error, Error::Timeout(_))).await;
    assert_eq!(
        minted.to_string(),
        "`mint_token`: the attempt timeout ended the call while waiting for the reply"
    );
    assert_eq!((minted.phase(), minted.status()), (Phase::Sending, None));
}

#[tokio::test]
async fn a_slow_trickle() {
    let server = Rude::start(|mut stream, _| async move {
        let _gone = stream
            .write_all(format!("{OK_HEAD}Content-Length: 100000\r\n\r\n").as_bytes())
            .await;
        while stream.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    let [minted, _] = broken(server, |error| matches!(error, Error::Timeout(_))).await;
    assert_eq!(
        (minted.phase(), minted.status().unwrap().as_u16()),
        (Phase::Reading, 200)
    );
    assert!(!minted.expose_body().unwrap().is_empty());
}

#[tokio::test]
async fn refused() {
    let address = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let session = impatient(&format!("http://{address}"));
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::Connect(_)), "{error:?}");
    assert_eq!((error.attempts(), error.phase()), (3, Phase::Connecting));
    assert!(!error.was_sent() && error.is_retryable());
    let once = mint(&session, "u", CallOptions::new().retry(Retry::none()))
        .await
        .unwrap_err();
    assert_eq!(once.attempts(), 1);
}

#[tokio::test]
async fn a_storm_of_503() {
    let server = Rude::start(|mut stream, _| async move {
        let _gone = stream
            .write_all(b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .await;
    })
    .await;
    let session = impatient(&server.url());
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}");
    assert!(error.was_sent() && error.is_retryable());
    assert_eq!(server.requests(), 3);
}

#[tokio::test]
async fn a_documented_status_with_html_keeps_its_status() {
    let answer = "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>";
    let server = Rude::saying(answer).await;
    let [(minted, one), (listed, other)] = both(&server).await;
    assert!(matches!(
        (&minted, &listed),
        (Error::NotJson(_), Error::NotJson(_))
    ));
    assert_eq!(minted.status().unwrap(), 502);
    assert_eq!((one, other), (1, 3));
    assert_eq!((minted.is_retryable(), listed.is_retryable()), (false, true));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let target = Rude::saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    for status in [301, 302, 303, 307, 308] {
        let answer = format!(
            "HTTP/1.1 {status} Moved\r\nLocation: {}/x\r\nContent-Length: 0\r\n\r\n",
            target.url()
        );
        let server = Rude::saying(answer.clone()).await;
        let error = mint(&impatient(&server.url()), "u", CallOptions::new())
            .await
            .unwrap_err();
        assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}");
        assert!(
            error.to_string().contains("redirect, which is not followed"),
            "{error}"
        );
        assert_eq!((server.requests(), target.requests()), (1, 0));
    }
    let server = Rude::saying(format!(
        "HTTP/1.1 307 Moved\r\nLocation: {}/x\r\nContent-Length: 0\r\n\r\n",
        target.url()
    ))
    .await;
    // Nor where the caller sets up the HTTP client so.
    #[cfg(feature = "reqwest-0-13")]
    {
        let session = builder(&server.url())
            .http_client_with(|http| {
                http.reqwest_0_13(|http| http.redirect(reqwest::redirect::Policy::limited(5)))
            })
            .build()
            .unwrap();
        let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
        assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}");
    }
    let session = builder(&server.url()).build().unwrap();
    let _error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert_eq!(target.requests(), 0);
}

#[tokio::test]
async fn dropping_the_call_cancels_it() {
    let (closed, mut was_closed) = tokio::sync::mpsc::channel(1);
    let server = Rude::start(move |mut stream, _| {
        let closed = closed.clone();
        async move {
            let read = tokio::io::AsyncReadExt::read(&mut stream, &mut [0; 1]).await;
            closed.send(matches!(read, Ok(0) | Err(_))).await.unwrap();
        }
    })
    .await;
    let session = builder(&server.url()).build().unwrap();
    let call = tokio::time::timeout(Duration::from_millis(100), list(&session, CallOptions::new())).await;
    assert!(call.is_err());
    assert_eq!(was_closed.recv().await, Some(true));
    assert_eq!(server.requests(), 1);
}
