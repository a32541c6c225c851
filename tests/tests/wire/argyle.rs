//! Argyle: servers that the page does not name, a token that the page does not require.

use argyle_client::{Client, Error, Retry, Server};
use serde_json::json;
use specloom_tests::recorder::Recorder;
use specloom_tests::secrets::{PASSWORD, USER};
use specloom_tests::servers::proxied_targets;
use specloom_tests::subjects::{Argyle, Options, Subject as _};

#[tokio::test]
async fn each_server_can_be_chosen() {
    for (server, target) in [
        (Server::Production, "CONNECT api.argyle.com:443"),
        (Server::Sandbox, "CONNECT api-sandbox.argyle.com:443"),
    ] {
        let targets = proxied_targets(async |http| {
            let builder = Client::builder().server(server).basic_auth(USER, PASSWORD);
            let client = builder
                .retry(Retry::none())
                .http_client_with(http)
                .build()
                .unwrap();
            Argyle::call(&client, Options::default()).await.unwrap_err();
        })
        .await;
        assert_eq!(targets, [target]);
    }
}

#[tokio::test]
async fn a_missing_value_is_named_before_anything_is_sent() {
    let server = Recorder::json(200, &Argyle::success().1).await;
    let error = Argyle::client(&server.url())
        .create_user_token()
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::MissingValue(_)), "{error:?}");
    assert!(error.to_string().contains("user"), "{error}");
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn a_reply_without_the_token_is_not_the_documented_shape() {
    for body in [json!({}), json!({"user_token": null})] {
        let server = Recorder::json(200, &body).await;
        let error = Argyle::call(&Argyle::client(&server.url()), Options::default())
            .await
            .unwrap_err();
        assert!(matches!(error, Error::UnexpectedShape(_)), "{error:?}");
    }
}
