//! AWX: the reply that real servers send, no server of its own, two kinds of credentials.

use awx_client::Client;
use awx_client::types::UserPersonalToken;
use serde_json::{Value, json};
use specloom_tests::recorder::Recorder;
use specloom_tests::secrets::{BASIC, KEY, PASSWORD, TOKEN, USER, assert_hidden, debug_texts};
use specloom_tests::subjects::{Awx, Options, Subject as _};

async fn decoded(reply: &Value) -> UserPersonalToken {
    let server = Recorder::json(201, reply).await;
    Awx::call(&Awx::client(&server.url()), Options::default())
        .await
        .unwrap()
        .into_body()
}

#[tokio::test]
async fn the_reply_of_a_real_server_decodes_whole() {
    let sent = Awx::success().1;
    let token = decoded(&sent).await;
    // Written again it is what was sent: nothing is lost, nulls apart, which read as absent.
    let mut expected = sent.clone();
    let nulls = ["refresh_token", "application"];
    expected
        .as_object_mut()
        .unwrap()
        .retain(|name, _| !nulls.contains(&name.as_str()));
    let mut written = serde_json::to_value(&token).unwrap();
    written
        .as_object_mut()
        .unwrap()
        .retain(|_, value| !value.is_null());
    assert_eq!(written, expected);
    assert_eq!(token.token.unwrap().expose_secret(), TOKEN);
    assert!(token.refresh_token.is_none() && token.application.is_none());
    assert_eq!(token.id, Some(3));
}

#[tokio::test]
async fn nulls_are_accepted_where_the_page_does_not_require_a_value() {
    let sent = Awx::success().1;
    for name in sent.as_object().unwrap().keys() {
        let mut reply = sent.clone();
        reply[name] = Value::Null;
        decoded(&reply).await;
    }
    decoded(&json!({})).await;
}

#[tokio::test]
async fn the_refresh_token_is_a_secret_too() {
    let mut reply = Awx::success().1;
    reply["refresh_token"] = json!(KEY);
    let token = decoded(&reply).await;
    assert_hidden(&debug_texts(&token), &[KEY, TOKEN]);
    assert!(debug_texts(&token).contains("Personal CLI token"));
    assert_eq!(token.refresh_token.unwrap().expose_secret(), KEY);
}

#[tokio::test]
async fn the_location_header_is_kept() {
    let headers = [
        ("content-type", "application/json"),
        ("location", "/api/v2/tokens/3/"),
    ];
    let server = Recorder::answering(201, &headers, &Awx::success().1.to_string()).await;
    let reply = Awx::call(&Awx::client(&server.url()), Options::default())
        .await
        .unwrap();
    assert_eq!(reply.headers()["location"], "/api/v2/tokens/3/");
}

#[test]
fn build_fails_without_a_server() {
    let error = Client::builder().basic_auth(USER, PASSWORD).build().unwrap_err();
    assert!(error.to_string().contains("base_url"), "{error}");
    assert_hidden(&debug_texts(&error), &[PASSWORD]);
}

#[tokio::test]
async fn a_user_may_be_a_number_and_the_servers_prefix_is_kept() {
    let server = Recorder::json(201, &Awx::success().1).await;
    for base in ["/tower", "/tower/"] {
        let client = Awx::client(&format!("{}{base}", server.url()));
        client.create_personal_token("7").send().await.unwrap();
        assert_eq!(
            server.requests().pop().unwrap().target,
            "/tower/api/v2/users/7/personal_tokens/"
        );
    }
}

#[tokio::test]
async fn a_bearer_token_does_as_well_and_one_of_both_is_sent() {
    let server = Recorder::json(201, &Awx::success().1).await;
    let bearer = Client::builder()
        .base_url(server.url())
        .bearer_token(KEY)
        .build()
        .unwrap();
    Awx::call(&bearer, Options::default()).await.unwrap();
    let both = Client::builder()
        .base_url(server.url())
        .bearer_token(KEY)
        .basic_auth(USER, PASSWORD)
        .build()
        .unwrap();
    Awx::call(&both, Options::default()).await.unwrap();
    let sent: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.headers["authorization"].clone())
        .collect();
    assert_eq!(sent, [format!("Bearer {KEY}"), BASIC.to_owned()]);
}
