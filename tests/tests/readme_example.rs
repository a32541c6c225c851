//! What an importer writes, word for word as the documentation promises it, against mock servers: the calls of all five
//! clients and the match over an operation's documented errors.

use std::error::Error as StdError;

use infisical_client::{CreateTokenError, Error};
use serde_json::json;
use specloom_tests::recorder::Recorder;

fn use_it(token: &str, seen: &mut Vec<String>) {
    seen.push(token.to_owned());
}

#[tokio::test]
async fn five_tokens() -> Result<(), Box<dyn StdError>> {
    let mut seen = Vec::new();
    let (key, id, user_id) = ("key", "identity", "018380bd-4d01-7fdd-91a1-d9f9a9e4ae1b");
    let (api_key_id, api_key_secret, password) = ("id", "secret", "password");
    let (public_key, secret_key) = ("public", "secret");

    let server = Recorder::json(200, &json!({"token": "courier-jwt"})).await;
    let courier = courier_client::Client::builder()
        .bearer_token(key)
        .base_url(server.url())
        .build()?;
    let issued = courier
        .issue_token()
        .scope("user_id:42 read:messages")
        .expires_in("2 days")
        .send()
        .await?;
    let token: &str = issued.token.expose_secret();
    use_it(token, &mut seen);

    let reply = json!({"accessToken": "t", "expiresIn": 60, "accessTokenMaxTTL": 60, "tokenType": "Bearer"});
    let server = Recorder::json(200, &reply).await;
    let infisical = infisical_client::Client::builder()
        .server(infisical_client::Server::ProductionServerEu)
        .bearer_token(key)
        .base_url(server.url())
        .build()?;
    let created = infisical.create_token(id).name("ci").send().await?;
    use_it(created.access_token.expose_secret(), &mut seen);
    assert_eq!(format!("valid for {} s", created.expires_in), "valid for 60 s");

    let server = Recorder::json(200, &json!({"user_token": "argyle-token"})).await;
    let argyle = argyle_client::Client::builder()
        .server(argyle_client::Server::Sandbox)
        .basic_auth(api_key_id, api_key_secret)
        .base_url(server.url())
        .build()?;
    use_it(
        argyle
            .create_user_token()
            .user(user_id)
            .send()
            .await?
            .user_token
            .expose_secret(),
        &mut seen,
    );

    let server = Recorder::json(201, &json!({"token": "awx-token"})).await;
    let awx = awx_client::Client::builder()
        .base_url(server.url())
        .basic_auth("admin", password)
        .build()?;
    let personal = awx
        .create_personal_token("admin")
        .description("CI")
        .scope("read")
        .send()
        .await?;
    use_it(personal.token.ok_or("a token")?.expose_secret(), &mut seen);

    let server = Recorder::json(200, &json!({"identifier": "user-7", "token": "joyfill-token"})).await;
    let joyfill = joyfill_client::Client::builder()
        .basic_auth(public_key, secret_key)
        .base_url(server.url())
        .build()?;
    let token = joyfill
        .create_access_token("user-7")
        .access_token_expiration("1767225600000")
        .send()
        .await?
        .token;
    use_it(token.expose_secret(), &mut seen);

    assert_eq!(
        seen,
        ["courier-jwt", "t", "argyle-token", "awx-token", "joyfill-token"]
    );
    Ok(())
}

/// What a program says about a failed call.
async fn told(status: u16, body: serde_json::Value) -> Result<String, Box<dyn StdError>> {
    let server = Recorder::json(status, &body).await;
    let retry = infisical_client::Retry::none();
    let infisical = infisical_client::Client::builder()
        .base_url(server.url())
        .bearer_token("key")
        .retry(retry)
        .build()?;
    match infisical.create_token("id").name("ci").send().await {
        Ok(created) => Ok(format!("valid for {} s", created.expires_in)),
        Err(Error::Api(reply)) => match reply.body() {
            CreateTokenError::Forbidden(body) => match body.get() {
                Some(body) => Ok(format!("{} {:?}", body.message, body.details)),
                None => Ok(format!("not as documented: {body:?}")),
            },
            CreateTokenError::UnprocessableEntity(body) => Ok(body
                .get()
                .map(|body| body.message.to_string())
                .unwrap_or_default()),
            other => Ok(format!("{} {other:?}", reply.status())),
        },
        Err(error) if error.is_retryable() => Ok(format!("later: {:?}", error.retry_after())),
        Err(error) => Err(error.into()),
    }
}

#[tokio::test]
async fn errors_are_matched_by_status() -> Result<(), Box<dyn StdError>> {
    let body = |status: u16| json!({"reqId": "r", "statusCode": status, "message": "no", "error": "E"});
    assert_eq!(told(403, body(403)).await?, "no Null");
    assert_eq!(told(422, body(422)).await?, "\"no\"");
    assert!(told(404, body(404)).await?.starts_with("404 Not Found NotFound("));
    // A bare 503 does not say that the token was not made.
    for status in [418, 503] {
        let error = told(status, json!({})).await.unwrap_err();
        assert!(error.to_string().contains(&status.to_string()), "{error}");
    }
    assert_eq!(
        told(403, json!({"message": "hush"})).await?,
        "not as documented: ErrorBody(the reply's JSON is not as documented: reqId is missing; statusCode is missing; error is \
         missing, 18 bytes)"
    );
    Ok(())
}
