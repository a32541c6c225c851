//! Which credentials go with an operation, when a provider is asked, and what is refused.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use httpmock::prelude::*;
use specloom_runtime::{
    BuildError, CallOptions, Credential, CredentialsError, Decoded, Error, Method, Operation, Phase, Session,
    SessionBuilder,
};
use support::{MintError, SCHEMES, mint};

const fn secured(security: &'static [&'static [&'static str]]) -> Operation {
    Operation::new("ping", Method::GET, "/ping")
        .security(security)
        .idempotent()
}

static NONE: Operation = secured(&[]);
static EITHER: Operation = secured(&[&["basicAuth"], &["bearerAuth"]]);
static BOTH: Operation = secured(&[&["keyAuth", "cookieAuth", "headerAuth"]]);
static OPTIONAL: Operation = secured(&[&[], &["bearerAuth"]]);

async fn ping(
    session: &Session,
    operation: &'static Operation,
    call: CallOptions,
) -> Result<(), Error<MintError>> {
    session
        .request(operation, call)
        .send(|_| Decoded::Success(Ok(())))
        .await
        .map(|_| ())
}

fn with(server: &MockServer, credentials: &[(&'static str, Credential)]) -> Session {
    let builder = SessionBuilder::new(SCHEMES, None).base_url(server.base_url());
    let add = |builder: SessionBuilder, (name, credential): &(&'static str, Credential)| {
        builder.credential(name, credential.clone())
    };
    credentials.iter().fold(builder, add).build().unwrap()
}

fn bearer() -> (&'static str, Credential) {
    ("bearerAuth", Credential::bearer("t"))
}

#[tokio::test]
async fn the_first_configured_alternative_is_sent_and_nothing_else() {
    let server = MockServer::start_async().await;
    let anonymous = server
        .mock_async(|when, then| {
            when.header_missing("authorization")
                .header_missing("cookie")
                .query_param_missing("api_key");
            then.status(200);
        })
        .await;
    let by_bearer = server
        .mock_async(|when, then| {
            when.header("authorization", "Bearer t");
            then.status(200);
        })
        .await;
    let by_basic = server
        .mock_async(|when, then| {
            when.header("authorization", "Basic dTpw");
            then.status(200);
        })
        .await;
    let basic = ("basicAuth", Credential::basic("u", "p"));
    let counts = || (anonymous.calls(), by_bearer.calls(), by_basic.calls());

    ping(&with(&server, &[bearer()]), &NONE, CallOptions::new())
        .await
        .unwrap();
    assert_eq!(counts(), (1, 0, 0));
    ping(&with(&server, &[bearer()]), &EITHER, CallOptions::new())
        .await
        .unwrap();
    assert_eq!(counts(), (1, 1, 0));
    ping(&with(&server, &[bearer(), basic]), &EITHER, CallOptions::new())
        .await
        .unwrap();
    assert_eq!(counts(), (1, 1, 1));
    ping(&with(&server, &[]), &OPTIONAL, CallOptions::new())
        .await
        .unwrap();
    assert_eq!(counts(), (2, 1, 1));
    ping(&with(&server, &[bearer()]), &OPTIONAL, CallOptions::new())
        .await
        .unwrap();
    assert_eq!(counts(), (2, 2, 1));
}

#[tokio::test]
async fn schemes_that_go_together_all_apply() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.query_param("api_key", "a&b")
                .header("x-api-key", "h")
                .header("cookie", "theme=dark; sid=c%3Bd");
            then.status(200);
        })
        .await;
    let key = |name, key: &str| (name, Credential::api_key(key));
    let session = with(
        &server,
        &[
            key("keyAuth", "a&b"),
            key("headerAuth", "h"),
            key("cookieAuth", "c;d"),
        ],
    );
    ping(&session, &BOTH, CallOptions::new().header("Cookie", "theme=dark"))
        .await
        .unwrap();
    mock.assert_async().await;
    let error = ping(&session, &BOTH, CallOptions::new().header("X-API-Key", "mine"))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::InvalidValue(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "`ping`: the extra header `x-api-key` would replace the client's credential: set that on the client's builder"
    );
}

#[tokio::test]
async fn what_is_missing_is_named_before_anything_is_sent() {
    let server = MockServer::start_async().await;
    let key = ("keyAuth", Credential::api_key("k"));
    for (operation, setters) in [
        (&EITHER, "`basic_auth` or `bearer_token`"),
        (&BOTH, "`api_key` with `session_id` with `header_key`"),
    ] {
        let error = ping(
            &with(&server, std::slice::from_ref(&key)),
            operation,
            CallOptions::new(),
        )
        .await
        .unwrap_err();
        assert!(matches!(error, Error::MissingCredentials(_)), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!("`ping`: credentials are missing: set {setters} on the client's builder")
        );
        assert_eq!(
            (error.was_sent(), error.attempts(), error.phase()),
            (false, 0, Phase::Authenticating)
        );
    }
}

/// Hands out `t0`, `t1`, … and counts.
fn counting(asked: &Arc<AtomicUsize>) -> Credential {
    let asked = Arc::clone(asked);
    Credential::provided_by(move || {
        let number = asked.fetch_add(1, Ordering::SeqCst);
        async move { Ok(Credential::bearer(format!("t{number}"))) }
    })
}

#[tokio::test]
async fn a_provider_is_asked_once_until_a_401() {
    let server = MockServer::start_async().await;
    let body = r#"{"token": "t", "expires_in": 1}"#;
    let mut first = server
        .mock_async(|when, then| {
            when.header("authorization", "Bearer t0");
            then.status(200).body(body);
        })
        .await;
    let asked = Arc::new(AtomicUsize::new(0));
    let session = with(&server, &[("bearerAuth", counting(&asked))]);
    let calls = (0..10).map(|_| {
        let session = session.clone();
        tokio::spawn(async move { mint(&session, "u", CallOptions::new()).await.map(|_| ()) })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!((asked.load(Ordering::SeqCst), first.calls()), (1, 10));

    first.delete();
    let refused = server
        .mock_async(|when, then| {
            when.header("authorization", "Bearer t0");
            then.status(401).body(r#"{"message": "expired"}"#);
        })
        .await;
    let second = server
        .mock_async(|when, then| {
            when.header("authorization", "Bearer t1");
            then.status(200).body(body);
        })
        .await;
    let reply = mint(&session, "u", CallOptions::new()).await.unwrap();
    assert_eq!(
        (
            asked.load(Ordering::SeqCst),
            refused.calls(),
            second.calls(),
            reply.attempts()
        ),
        (2, 1, 1, 2)
    );
    mint(&session, "u", CallOptions::new()).await.unwrap();
    assert_eq!(
        (asked.load(Ordering::SeqCst), refused.calls(), second.calls()),
        (2, 1, 2)
    );
}

#[tokio::test]
async fn a_second_401_is_the_answer_and_a_fixed_credential_is_not_tried_twice() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|_, then| {
            then.status(401).body(r#"{"message": "no"}"#);
        })
        .await;
    let asked = Arc::new(AtomicUsize::new(0));
    let session = with(&server, &[("bearerAuth", counting(&asked))]);
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Api(reply) if matches!(reply.body(), MintError::Unauthorized(_))),
        "{error:?}"
    );
    assert_eq!(
        (asked.load(Ordering::SeqCst), mock.calls(), error.attempts()),
        (2, 2, 2)
    );
    let error = mint(&with(&server, &[bearer()]), "u", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!((mock.calls(), error.attempts()), (3, 1));
}

#[tokio::test]
async fn a_provider_that_fails_is_the_error() {
    let server = MockServer::start_async().await;
    let failing = Credential::provided_by(|| async { Err(CredentialsError::from("vault sealed")) });
    let error = mint(
        &with(&server, &[("bearerAuth", failing)]),
        "u",
        CallOptions::new(),
    )
    .await
    .unwrap_err();
    assert!(matches!(error, Error::Credentials(_)), "{error:?}");
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "vault sealed"
    );
    assert_eq!(
        (error.was_sent(), error.attempts(), error.is_retryable()),
        (false, 0, true)
    );
    let wrong = Credential::provided_by(|| async { Ok(Credential::api_key("k")) });
    let error = mint(&with(&server, &[("bearerAuth", wrong)]), "u", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "`mint_token`: the provided credential of `bearer_token` is no bearer token"
    );
    let hanging = Credential::provided_by(std::future::pending::<Result<Credential, CredentialsError>>);
    let call = CallOptions::new().timeout(std::time::Duration::from_millis(50));
    let error = mint(&with(&server, &[("bearerAuth", hanging)]), "u", call)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert!(!error.was_sent() && error.is_retryable());
}

fn build(url: Option<&str>, credential: Option<(&'static str, Credential)>) -> Result<Session, BuildError> {
    let builder = SessionBuilder::new(SCHEMES, None);
    let builder = url.into_iter().fold(builder, SessionBuilder::base_url);
    credential
        .into_iter()
        .fold(builder, |builder, (name, credential)| {
            builder.credential(name, credential)
        })
        .build()
}

#[test]
fn credentials_in_the_clear_are_refused() {
    for url in [
        "http://acme.test",
        "http://10.0.0.1",
        "http://localhost.acme.test",
    ] {
        assert!(
            matches!(build(Some(url), Some(bearer())), Err(BuildError::InsecureServer)),
            "{url}"
        );
        build(Some(url), None).unwrap();
        SessionBuilder::new(SCHEMES, None)
            .base_url(url)
            .credential("bearerAuth", Credential::bearer("t"))
            .allow_insecure_http()
            .build()
            .unwrap();
    }
    for url in [
        "https://acme.test",
        "http://localhost:1",
        "http://127.0.0.1",
        "http://[::1]:2",
    ] {
        build(Some(url), Some(bearer())).unwrap();
    }
}

#[test]
fn a_client_that_cannot_work_is_not_built() {
    let reason = |url: Option<&str>, credential| build(url, credential).unwrap_err().to_string();
    assert_eq!(
        reason(None, None),
        "no server: the API's page lists none, so call `base_url`"
    );
    assert_eq!(
        reason(Some("https://u:hush@acme.test"), None),
        "the server URL holds a user name or password: use the builder's credential methods"
    );
    assert_eq!(
        reason(
            Some("https://acme.test"),
            Some(("bearerAuth", Credential::bearer("hush\n")))
        ),
        "the credential of `bearer_token` holds a character that headers cannot carry, such as a line break"
    );
    assert_eq!(
        reason(
            Some("https://acme.test"),
            Some(("other", Credential::bearer("hush")))
        ),
        "the credential of `other` is not a security scheme of this API"
    );
    let agent = SessionBuilder::new(SCHEMES, Some("https://acme.test"))
        .user_agent("a\nb")
        .build();
    assert!(matches!(agent, Err(BuildError::InvalidUserAgent)));
}
