//! The service of `examples/five_vendors.rs`, tested as its author would.

use infisical_client::CreateTokenError;
use infisical_client::types::CreateTokenForbidden;
use specloom_runtime::{Error, SecretString};
use specloom_tests::five_vendors::{Mocks, Tokens};
use specloom_tests::recording::Recording;
use specloom_tests::secrets::{assert_hidden, debug_texts, error_texts};

const SECRETS: [&str; 7] = [
    "hush-service",
    "token-of-argyle",
    "token-of-awx",
    "token-of-courier",
    "token-of-infisical",
    "token-of-joyfill",
    // `service:hush-service` as basic credentials have it
    "c2VydmljZTpodXNoLXNlcnZpY2U=",
];

fn service(mocks: &Mocks) -> Tokens {
    Tokens::new(mocks.servers(), &SecretString::from("hush-service")).unwrap()
}

#[tokio::test]
async fn every_vendor_issues_a_token() {
    let recording = Recording::start();
    let mocks = Mocks::start();
    mocks.issue_but_infisical("user-7");
    mocks.issue_infisical("user-7");
    let issued = service(&mocks).issue("user-7").await.unwrap();
    let tokens: Vec<_> = issued
        .iter()
        .map(|issued| (issued.vendor, issued.token.expose_secret()))
        .collect();
    assert_eq!(
        tokens,
        [
            ("Argyle", "token-of-argyle"),
            ("AWX", "token-of-awx"),
            ("Courier", "token-of-courier"),
            ("Infisical", "token-of-infisical"),
            ("Joyfill", "token-of-joyfill"),
        ]
    );
    assert_hidden(&debug_texts(&issued), &SECRETS);
    // The mock servers log what they are sent: only what the clients say is searched.
    let log = recording.text();
    let spans: String = log.lines().filter(|line| line.contains("specloom")).collect();
    for operation in [
        "create_user_token",
        "create_personal_token",
        "issue_token",
        "create_token",
        "create_access_token",
    ] {
        assert!(
            spans.contains(operation),
            "{operation} is not in the log:\n{spans}"
        );
    }
    assert_hidden(&spans, &SECRETS);
}

#[tokio::test]
async fn one_vendors_error_is_typed_for_who_asks() {
    let mocks = Mocks::start();
    mocks.issue_but_infisical("user-7");
    let forbidden = mocks
        .infisical
        .mock_create_token()
        .identity_id("user-7")
        .respond_forbidden(
            CreateTokenForbidden::builder()
                .req_id("req-9")
                .status_code(403)
                .message("hush-service")
                .error("Forbidden"),
        );
    let error = service(&mocks).issue("user-7").await.unwrap_err();
    forbidden.assert_calls(1);
    assert_eq!(
        (error.operation(), error.request_id()),
        (Some("create_token"), Some("req-9"))
    );
    assert!(error.was_sent() && !error.is_retryable());
    assert_hidden(&error_texts(&error), &SECRETS);
    match error.downcast_ref::<Error<CreateTokenError>>() {
        Some(Error::Api(reply)) => match reply.body() {
            CreateTokenError::Forbidden(body) => assert_eq!(body.get().unwrap().message, "hush-service"),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}
