//! Infisical: three servers, path encoding, an error enum of six statuses, numbers and tokens of open kinds.

use infisical_client::types::CreateTokenResponse;
use infisical_client::{Client, CreateTokenError, Error, Retry, Server};
use serde_json::{Value, json};
use specloom_tests::recorder::Recorder;
use specloom_tests::secrets::{KEY, TOKEN};
use specloom_tests::servers::proxied_targets;
use specloom_tests::subjects::{Infisical, Options, Subject as _};

#[tokio::test]
async fn each_of_the_pages_servers_can_be_chosen() {
    const PATH: &str = "/api/v1/auth/token-auth/identities/9f86d081/tokens";
    for (server, target) in [
        (None, "CONNECT us.infisical.com:443".to_owned()),
        (
            Some(Server::ProductionServerUs),
            "CONNECT us.infisical.com:443".to_owned(),
        ),
        (
            Some(Server::ProductionServerEu),
            "CONNECT eu.infisical.com:443".to_owned(),
        ),
        (
            Some(Server::LocalServer),
            format!("POST http://localhost:8080{PATH}"),
        ),
    ] {
        let targets = proxied_targets(async |http| {
            let mut builder = Client::builder()
                .bearer_token(KEY)
                .retry(Retry::none())
                .http_client_with(http);
            if let Some(server) = server {
                builder = builder.server(server);
            }
            Infisical::call(&builder.build().unwrap(), Options::default())
                .await
                .unwrap_err();
        })
        .await;
        assert_eq!(targets, [target]);
    }
}

#[tokio::test]
async fn a_path_parameter_is_percent_encoded() {
    let server = Recorder::json(200, &Infisical::success().1).await;
    let client = Infisical::client(&server.url());
    for (id, segment) in [
        ("plain-id_0.9~", "plain-id_0.9~"),
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("50%", "50%25"),
        ("é?#&=+", "%C3%A9%3F%23%26%3D%2B"),
        ("../../admin", "..%2F..%2Fadmin"),
        ("{identityId}", "%7BidentityId%7D"),
    ] {
        client.create_token(id).name("ci").send().await.unwrap();
        let target = server.requests().pop().unwrap().target;
        let decoded = |text: &str| text.replace("%2B", "+").replace("%3D", "=").replace("%26", "&");
        let expected = format!("/api/v1/auth/token-auth/identities/{segment}/tokens");
        // RFC 3986 lets `&`, `=` and `+` stand in a segment as they are.
        assert_eq!(decoded(&target), decoded(&expected));
    }
}

#[tokio::test]
async fn a_path_parameter_that_would_change_the_path_is_refused() {
    let server = Recorder::json(200, &Infisical::success().1).await;
    let client = Infisical::client(&server.url());
    for id in ["", ".", ".."] {
        let error = client.create_token(id).send().await.unwrap_err();
        assert!(matches!(error, Error::InvalidValue(_)), "{id:?}: {error:?}");
        assert!(error.to_string().contains("path"), "{error}");
        assert!(!error.was_sent());
    }
    assert_eq!(server.requests(), []);
}

#[tokio::test]
async fn without_a_body_none_is_sent() {
    let server = Recorder::json(200, &Infisical::success().1).await;
    Infisical::client(&server.url())
        .create_token("x")
        .send()
        .await
        .unwrap();
    let request = server.request();
    assert_eq!(
        (request.body.as_str(), request.headers.get("content-type")),
        ("", None)
    );
}

#[tokio::test]
async fn every_error_status_has_its_own_variant_and_type() {
    let body = |status: u16, message: Value| json!({"reqId": "r", "statusCode": status, "message": message, "error": "E"});
    let ask = async |status: u16, body: Value| {
        let server = Recorder::json(status, &body).await;
        match Infisical::call(&Infisical::client(&server.url()), Options::default()).await {
            Err(Error::Api(reply)) => {
                assert_eq!(reply.status().as_u16(), status);
                reply.into_body()
            }
            other => panic!("{status}: {other:?}"),
        }
    };
    macro_rules! texts {
        ($($status:literal $variant:ident)*) => {$(
            match ask($status, body($status, json!("why"))).await {
                CreateTokenError::$variant(body) => {
                    let body = body.get().unwrap();
                    assert_eq!((body.req_id.as_str(), body.message.as_str(), body.error.as_str()), ("r", "why", "E"));
                }
                other => panic!("{other:?}"),
            }
        )*};
    }
    texts!(400 BadRequest 401 Unauthorized 404 NotFound 500 InternalServerError);

    let mut forbidden = body(403, json!("no"));
    forbidden["details"] = json!([{"any": 1}]);
    match ask(403, forbidden).await {
        CreateTokenError::Forbidden(body) => {
            let body = body.get().unwrap();
            assert_eq!(body.message, "no");
            assert_eq!(body.details, json!([{"any": 1}]));
        }
        other => panic!("{other:?}"),
    }

    // The page: any JSON. In practice a list of validation issues.
    for message in [
        json!("text"),
        json!([{"path": ["name"], "message": "too long"}]),
        json!({"a": 1}),
        json!(7),
    ] {
        match ask(422, body(422, message.clone())).await {
            CreateTokenError::UnprocessableEntity(body) => assert_eq!(body.get().unwrap().message, message),
            other => panic!("{other:?}"),
        }
    }
    // 422 alone does not require `message`.
    match ask(422, json!({"reqId": "r", "statusCode": 422, "error": "E"})).await {
        CreateTokenError::UnprocessableEntity(body) => assert_eq!(body.get().unwrap().message, Value::Null),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn unknown_and_unusual_values_are_kept() {
    let ask = async |token_type: &str, expires_in: Value| -> CreateTokenResponse {
        let reply = json!({
            "accessToken": TOKEN, "expiresIn": expires_in, "accessTokenMaxTTL": 0, "tokenType": token_type
        });
        let server = Recorder::json(200, &reply).await;
        let call = Infisical::call(&Infisical::client(&server.url()), Options::default()).await;
        call.unwrap().into_body()
    };
    let known = ask("Bearer", json!(7200)).await;
    assert_eq!(known.token_type.to_string(), "Bearer");
    let unknown = ask("DPoP", json!(7200.5)).await;
    assert_eq!(unknown.token_type.to_string(), "DPoP");
    assert_ne!(known.token_type, unknown.token_type);
    // `number`, so a fraction is as good as a whole number.
    assert_eq!(unknown.expires_in, 7200.5);
}

#[tokio::test]
async fn a_status_code_in_the_body_that_is_not_the_status_is_accepted() {
    let body = json!({"reqId": "r", "statusCode": 499, "message": "m", "error": "E"});
    let server = Recorder::json(400, &body).await;
    match Infisical::call(&Infisical::client(&server.url()), Options::default()).await {
        Err(Error::Api(reply)) => assert!(matches!(reply.body(), CreateTokenError::BadRequest(_))),
        other => panic!("{other:?}"),
    }
}
