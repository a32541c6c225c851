//! Operations with a server of their own.

mod support;

use specloom_runtime::{CallOptions, Decoded, Method, Operation, Phase, Reply, Session};
use support::MintError;

/// `.invalid` never resolves (RFC 6761): a call that goes there fails before anything is sent.
const fn upload(server: &'static str) -> Operation {
    Operation::new("upload", Method::GET, "/uploads")
        .server(server)
        .idempotent()
}

static UPLOAD: Operation = upload("https://files.invalid/v1");
static UNSAFE: Operation = upload("http://files.invalid");

async fn call(
    session: Session,
    operation: &'static Operation,
) -> Result<(), specloom_runtime::Error<MintError>> {
    let call = CallOptions::new().retry(specloom_runtime::Retry::none());
    let mut request = session.request(operation, call);
    request
        .send(|_| Decoded::Success(Ok(())))
        .await
        .map(Reply::into_body)
}

#[tokio::test]
async fn a_server_of_its_own_is_called_unless_the_caller_names_one() {
    let server = httpmock::MockServer::start();
    let mock = server.mock(|when, then| {
        when.path("/uploads");
        then.status(200);
    });
    let page: &'static str = Box::leak(server.base_url().into_boxed_str());

    let everywhere = Session::builder(&[], Some("https://api.invalid"))
        .base_url(page)
        .build()
        .unwrap();
    call(everywhere, &UPLOAD).await.unwrap();
    assert_eq!(mock.calls(), 1, "the caller's server gets every call");

    for session in [
        Session::builder(&[], Some(page)),
        Session::builder(&[], None).server(page),
    ] {
        let error = call(session.build().unwrap(), &UPLOAD).await.unwrap_err();
        assert_eq!(error.phase(), Phase::Connecting, "{error:?}");
    }
    assert_eq!(mock.calls(), 1, "a server of the page does not get them");
}

#[tokio::test]
async fn a_server_that_is_not_https_is_refused() {
    let session = Session::builder(&[], Some("https://api.invalid"))
        .build()
        .unwrap();
    let error = call(session, &UNSAFE).await.unwrap_err();
    assert!(!error.was_sent());
    assert!(
        error.to_string().contains("the operation's server is not https"),
        "{error}"
    );
}
