//! Courier: the page's server, required values, limits.

use courier_client::{Client, Error, Retry};
use serde_json::json;
use specloom_tests::recorder::Recorder;
use specloom_tests::secrets::{BODY, KEY, TOKEN, assert_hidden, debug_texts, error_texts};
use specloom_tests::servers::proxied_targets;
use specloom_tests::subjects::{Courier, Options, Subject as _};

#[tokio::test]
async fn calls_the_pages_server_unless_told_otherwise() {
    let targets = proxied_targets(async |http| {
        let client = Client::builder()
            .bearer_token(KEY)
            .retry(Retry::none())
            .http_client_with(http)
            .build()
            .unwrap();
        Courier::call(&client, Options::default()).await.unwrap_err();
    })
    .await;
    assert_eq!(targets, ["CONNECT api.courier.com:443"]);
}

#[tokio::test]
async fn a_missing_value_is_named_before_anything_is_sent() {
    let server = Recorder::json(200, &json!({"token": TOKEN})).await;
    let client = Courier::client(&server.url());
    let unnamed = |error: Error<_>, name: &str| {
        assert!(matches!(error, Error::MissingValue(_)), "{error:?}");
        assert!(error.to_string().contains(name), "{error}");
        assert!(!error.was_sent());
        assert_eq!(error.operation(), Some("issue_token"));
    };
    unnamed(
        client.issue_token().expires_in("1d").send().await.unwrap_err(),
        "scope",
    );
    unnamed(
        client
            .issue_token()
            .scope("read:messages")
            .send()
            .await
            .unwrap_err(),
        "expires_in",
    );
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn the_body_can_be_set_whole_and_changed_after() {
    let server = Recorder::json(200, &json!({"token": TOKEN})).await;
    let client = Courier::client(&server.url());
    let body = courier_client::types::IssueTokenRequest::builder()
        .scope("read:brands")
        .expires_in("1d");
    client
        .issue_token()
        .body(body)
        .expires_in("2 days")
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.request().json(),
        json!({"scope": "read:brands", "expires_in": "2 days"})
    );
}

#[tokio::test]
async fn a_body_larger_than_the_limit_is_not_read() {
    let server = Recorder::json(200, &json!({"token": TOKEN, "padding": BODY.repeat(100)})).await;
    let client = Client::builder()
        .base_url(server.url())
        .bearer_token(KEY)
        .retry(Retry::none())
        .max_response_bytes(100)
        .build()
        .unwrap();
    let error = Courier::call(&client, Options::default()).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_hidden(&error_texts(&error), &[TOKEN, BODY, KEY]);
}

#[test]
fn plain_http_to_another_machine_needs_to_be_asked_for_by_name() {
    let builder = || Client::builder().base_url("http://10.0.0.1").bearer_token(KEY);
    let refused = builder().build().unwrap_err();
    assert_hidden(&error_texts(&refused), &[KEY]);
    assert!(refused.to_string().contains("allow_insecure_http"), "{refused}");
    builder().allow_insecure_http().build().unwrap();
}

#[test]
fn an_unsent_call_shows_no_secret() {
    let client = Client::builder().bearer_token(KEY).build().unwrap();
    let call = client.issue_token().scope("s").header("X-Secret", BODY);
    assert_hidden(&debug_texts(&call), &[KEY, BODY]);
}

#[tokio::test]
async fn a_client_and_its_futures_may_move_between_threads() {
    fn movable<T: Send>(value: T) -> T {
        value
    }
    let server = Recorder::json(200, &json!({"token": TOKEN})).await;
    let client = Courier::client(&server.url());
    let calls: Vec<_> = (0..8)
        .map(|n| {
            let call = client
                .clone()
                .issue_token()
                .scope(format!("user_id:{n}"))
                .expires_in("1d");
            tokio::spawn(movable(call.send()))
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().token.expose_secret(), TOKEN);
    }
    let mut scopes: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.json()["scope"].as_str().unwrap().to_owned())
        .collect();
    scopes.sort();
    assert_eq!(scopes, (0..8).map(|n| format!("user_id:{n}")).collect::<Vec<_>>());
}
