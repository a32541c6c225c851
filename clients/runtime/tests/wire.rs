//! What goes over the wire for a call, and what comes back as: against a well-behaved server.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use httpmock::prelude::*;
use serde_json::json;
use specloom_runtime::{
    CallOptions, Decoded, Error, Failure, Method, Multipart, Operation, Parameter, Request, SessionBuilder,
    Style, Upload,
};
use support::{MINT, MintError, SCHEMES, mint, mint_maybe, session};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

#[tokio::test]
async fn a_call_sends_what_the_page_says_and_decodes_the_answer() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.method(POST)
                .path("/api/users/a%2Fb%20c/tokens/")
                .header("authorization", "Bearer hush-bearer")
                .header("accept", "application/json")
                .header("content-type", "application/json")
                .header("user-agent", "acme-client/1.2.3")
                .json_body(json!({"name": "ci", "password": "hush-body"}));
            then.status(201)
                .header("x-request-id", "r-1")
                .json_body(json!({"token": "hush-token", "expires_in": 60, "new": [1]}));
        })
        .await;
    let reply = mint(&session(&server.url("/api/")), "a/b c", CallOptions::new())
        .await
        .unwrap();
    mock.assert_async().await;
    assert_eq!(reply.status(), 201);
    assert_eq!(reply.request_id(), Some("r-1"));
    assert_eq!(reply.attempts(), 1);
    assert_eq!(reply.operation(), "mint_token");
    assert_eq!(reply.body().token.expose_secret(), "hush-token");
    assert_eq!(reply.into_body().expires_in, 60);
}

#[tokio::test]
async fn a_documented_error_is_typed_and_knows_the_request() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|_, then| {
            then.status(403)
                .json_body(json!({"message": "no", "reqId": "r-2"}));
        })
        .await;
    let error = mint(&session(&server.base_url()), "u", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(mock.calls_async().await, 1);
    assert_eq!(error.request_id(), Some("r-2"));
    assert_eq!(error.status().unwrap(), 403);
    assert_eq!(
        (error.operation(), error.attempts(), error.was_sent()),
        (Some("mint_token"), 1, true)
    );
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "`mint_token`: the server answered 403 Forbidden, request `r-2`"
    );
    let Error::Api(reply) = error else {
        panic!("{error:?}")
    };
    let MintError::Forbidden(problem) = reply.body() else {
        panic!("{reply:?}")
    };
    assert_eq!(problem.message, "no");
}

static SEARCH: Operation = Operation::new("search", Method::PUT, "/v1/{kind}/{id}/").idempotent();

/// The request line, the headers but for `Host`, sorted, and the body.
async fn sent(
    build: impl FnOnce(&mut Request) -> Result<(), Failure>,
    call: CallOptions,
) -> (Vec<String>, String) {
    let (seen, mut requests) = tokio::sync::mpsc::channel(1);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (mut bytes, mut buffer) = (Vec::new(), [0; 65536]);
        // One write of the client's is one read here: small requests on loopback.
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        let count = stream.read(&mut buffer).await.unwrap();
        bytes.extend_from_slice(&buffer[..count]);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            .await
            .unwrap();
        seen.send(String::from_utf8(bytes).unwrap()).await.unwrap();
    });
    let session = SessionBuilder::new(SCHEMES, None)
        .base_url(format!("http://{address}"))
        .build()
        .unwrap();
    let mut request = session.request(&SEARCH, call);
    request.parameter(Parameter::path("kind"), "k").unwrap();
    request.parameter(Parameter::path("id"), "i").unwrap();
    build(&mut request).unwrap();
    let reply: Result<_, Error<MintError>> = request.send(|_| Decoded::Success(Ok(()))).await;
    reply.unwrap();
    let text = requests.recv().await.unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<_> = head
        .lines()
        .filter(|line| !line.starts_with("host: "))
        .map(str::to_owned)
        .collect();
    lines[1..].sort();
    (lines, body.to_owned())
}

#[tokio::test]
async fn nothing_is_added_to_what_the_page_says() {
    let (head, body) = sent(|_| Ok(()), CallOptions::new()).await;
    assert_eq!(
        head,
        ["PUT /v1/k/i/ HTTP/1.1", "accept: */*", "content-length: 0"]
    );
    assert_eq!(body, "");
}

#[tokio::test]
async fn parameters_go_to_their_places() {
    let (head, _) = sent(
        |request| {
            request.parameter(Parameter::query("tags"), &["a b", "c&d"])?;
            request.parameter(Parameter::query("none"), &None::<u8>)?;
            request.parameter(
                Parameter::query("page").style(Style::DeepObject),
                &json!({"size": 5}),
            )?;
            request.parameter(Parameter::query("path").allow_reserved(true), "/x/y")?;
            request.parameter(Parameter::header("X-Ids"), &[1, 2])?;
            request.parameter(Parameter::cookie("a"), "1;2")?;
            request.parameter(Parameter::cookie("b"), &true)
        },
        CallOptions::new()
            .header("Prefer", "code=403")
            .header("Accept", "text/plain")
            .idempotency_key("k-1"),
    )
    .await;
    assert_eq!(
        head,
        [
            "PUT /v1/k/i/?tags=a%20b&tags=c%26d&page%5Bsize%5D=5&path=/x/y HTTP/1.1",
            "accept: text/plain",
            "content-length: 0",
            "cookie: a=1%3B2; b=true",
            "idempotency-key: k-1",
            "prefer: code=403",
            "x-ids: 1,2",
        ]
    );
}

#[tokio::test]
async fn each_kind_of_body_has_its_content_type() {
    let form = json!({"grant_type": "client credentials", "scope": ["a", "b"]});
    let content_type = |head: &[String]| {
        head.iter()
            .find_map(|line| line.strip_prefix("content-type: "))
            .unwrap()
            .to_owned()
    };
    let (head, body) = sent(
        |request| request.form("application/x-www-form-urlencoded", &form),
        CallOptions::new(),
    )
    .await;
    assert_eq!(
        (content_type(&head).as_str(), body.as_str()),
        (
            "application/x-www-form-urlencoded",
            "grant_type=client+credentials&scope=a&scope=b"
        )
    );
    let (head, body) = sent(
        |request| request.json("application/merge-patch+json", &form),
        CallOptions::new(),
    )
    .await;
    assert_eq!(content_type(&head), "application/merge-patch+json");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&body).unwrap(), form);
    let (head, body) = sent(|request| request.text("text/plain", "héllo"), CallOptions::new()).await;
    assert_eq!(
        (content_type(&head).as_str(), body.as_str()),
        ("text/plain", "héllo")
    );
    assert!(head.contains(&"content-length: 6".to_owned()), "{head:?}");
    let (head, body) = sent(
        |request| request.bytes("application/octet-stream", vec![1, 2]),
        CallOptions::new(),
    )
    .await;
    assert_eq!(
        (content_type(&head).as_str(), body.as_str()),
        ("application/octet-stream", "\u{1}\u{2}")
    );
    let (head, body) = sent(
        |request| request.multipart(Multipart::from_object(&form)),
        CallOptions::new(),
    )
    .await;
    assert!(
        content_type(&head).starts_with("multipart/form-data; boundary="),
        "{head:?}"
    );
    assert_eq!(body.matches("form-data; name=\"scope\"").count(), 2);
}

#[tokio::test]
async fn a_form_sends_files_as_files() {
    #[derive(serde::Serialize)]
    struct Album {
        title: &'static str,
        cover: Option<Upload>,
        #[serde(skip_serializing_if = "Option::is_none")]
        back: Option<Upload>,
        pages: Vec<Upload>,
        either: Either,
        details: Details,
    }
    #[derive(serde::Serialize)]
    #[serde(untagged)]
    enum Either {
        File(Upload),
    }
    #[derive(serde::Serialize)]
    struct Details {
        checksum: Upload,
    }
    let album = Album {
        title: "upload-0",
        cover: Some(
            Upload::from("GIF")
                .file_name("a \"b\".gif")
                .media_type("image/gif"),
        ),
        back: None,
        pages: vec![Upload::from("one").file_name("1.txt"), Upload::from("two")],
        either: Either::File(Upload::from("e")),
        details: Details {
            checksum: Upload::from("abc"),
        },
    };
    let (head, body) = sent(
        |request| {
            let parts = Multipart::from_object(&album);
            request.multipart(
                parts
                    .content_type("pages", "text/plain")
                    .content_type("cover", "image/*"),
            )
        },
        CallOptions::new(),
    )
    .await;
    let boundary = head
        .iter()
        .find_map(|line| line.strip_prefix("content-type: multipart/form-data; boundary="))
        .unwrap();
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    let file = |name: &str, file: &str, kind: &str, content: &str| {
        format!(
            "\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: {kind}\r\n\r\n{content}\r\n"
        )
    };
    assert_eq!(
        parts,
        [
            "",
            "\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nupload-0\r\n",
            &file("cover", "a %22b%22.gif", "image/gif", "GIF"),
            &file("pages", "1.txt", "text/plain", "one"),
            &file("pages", "blob", "text/plain", "two"),
            &file("either", "blob", "application/octet-stream", "e"),
            "\r\nContent-Disposition: form-data; name=\"details\"\r\nContent-Type: application/json\r\n\r\n{\"checksum\":\"YWJj\"}\r\n",
            "--\r\n",
        ]
    );
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_by_name() {
    let session = session("http://127.0.0.1:1");
    let error = mint_maybe(&session, None, CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::MissingValue(_)), "{error:?}");
    assert_eq!(error.to_string(), "`user_id` is required and was not set");
    let request = session.request(&MINT, CallOptions::new());
    let failure = request.required::<u8>("user_id", None).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "`mint_token`: `user_id` is required and was not set"
    );
    for (user, call, expected) in [
        (
            "",
            CallOptions::new(),
            "`mint_token`: `userId` is empty, which would change the path",
        ),
        (
            "..",
            CallOptions::new(),
            "`mint_token`: `userId` would make a path segment `.` or `..`, which no HTTP client can send",
        ),
        (
            "u",
            CallOptions::new().header("a b", "c"),
            "`mint_token`: the name of an extra header is not a valid header name",
        ),
        (
            "u",
            CallOptions::new().header("Content-Length", "1"),
            "`mint_token`: the extra header `content-length` would change how the message is framed or routed: leave it to the client",
        ),
        (
            "u",
            CallOptions::new().header("X", "a\r\nY: b"),
            "`mint_token`: the value of an extra header holds a character that headers cannot carry",
        ),
        (
            "u",
            CallOptions::new().header("Authorization", "Bearer mine"),
            "`mint_token`: the extra header `authorization` would replace the client's credential: set that on the client's builder",
        ),
    ] {
        let error = mint(&session, user, call).await.unwrap_err();
        assert!(matches!(error, Error::InvalidValue(_)), "{error:?}");
        assert_eq!(error.to_string(), expected);
        assert_eq!(
            (error.was_sent(), error.attempts(), error.is_retryable()),
            (false, 0, false)
        );
    }
    let error = session
        .request(&MINT, CallOptions::new())
        .send(support::decode)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "`mint_token`: `userId` is required and was not set"
    );
}

#[tokio::test]
async fn a_body_that_ends_with_the_connection_is_whole() {
    let body = r#"{"token": "t", "expires_in": 1}"#;
    for head in [
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\n",
    ] {
        let server = support::rude::Rude::saying(format!("{head}{body}")).await;
        let reply = mint(&session(&server.url()), "u", CallOptions::new())
            .await
            .unwrap();
        assert_eq!(reply.body().expires_in, 1);
    }
}
