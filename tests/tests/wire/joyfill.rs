//! Joyfill: a server with a path, a time that is a number in a string, a reply known from an example only.

use joyfill_client::{Client, Retry};
use specloom_tests::recorder::Recorder;
use specloom_tests::secrets::{KEY, PASSWORD, TOKEN, USER};
use specloom_tests::servers::proxied_targets;
use specloom_tests::subjects::{Joyfill, Options, Subject as _};

#[tokio::test]
async fn calls_the_pages_server_unless_told_otherwise() {
    let targets = proxied_targets(async |http| {
        let builder = Client::builder().basic_auth(USER, PASSWORD).retry(Retry::none());
        let client = builder.http_client_with(http).build().unwrap();
        Joyfill::call(&client, Options::default()).await.unwrap_err();
    })
    .await;
    assert_eq!(targets, ["CONNECT api-joy.joyfill.io:443"]);
}

#[tokio::test]
async fn the_path_of_the_server_stands_before_the_operations() {
    let server = Recorder::json(200, &Joyfill::success().1).await;
    let client = Joyfill::client(&format!("{}/v1", server.url()));
    Joyfill::call(&client, Options::default()).await.unwrap();
    assert_eq!(server.request().target, "/v1/users/user-7/access_tokens");
}

#[tokio::test]
async fn a_user_access_token_is_sent_as_a_bearer_token() {
    let server = Recorder::json(200, &Joyfill::success().1).await;
    let client = Client::builder()
        .base_url(server.url())
        .bearer_token(KEY)
        .build()
        .unwrap();
    Joyfill::call(&client, Options::default()).await.unwrap();
    assert_eq!(server.request().headers["authorization"], format!("Bearer {KEY}"));
}

#[tokio::test]
async fn the_body_is_optional() {
    let server = Recorder::json(200, &Joyfill::success().1).await;
    let reply = Joyfill::client(&server.url())
        .create_access_token("u")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (reply.identifier.as_str(), reply.token.expose_secret()),
        ("user-7", TOKEN)
    );
    let request = server.request();
    assert_eq!(
        (request.body.as_str(), request.headers.get("content-type")),
        ("", None)
    );
}
