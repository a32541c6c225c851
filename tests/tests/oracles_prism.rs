//! Each client against `prism mock`, which reads the canonical document for itself: what it accepts is what the document
//! says, and what it answers is what the client must understand.

use serde_json::Value;
use specloom_runtime::{Error, Reply};
use specloom_tests::oracle::{self, Prism};
use specloom_tests::subjects::{Argyle, Awx, Courier, Infisical, Joyfill, Options, Subject};
use specloom_tests::tamper::{Change, Tamper};
use specloom_tests::workspace::canonical_path;

/// What Prism adds to an answer when the request or its own answer is not as documented.
const VIOLATIONS: &str = "sl-violations";

macro_rules! tests {
    ($($vendor:ident $subject:ident)*) => {$(
        #[tokio::test]
        async fn $vendor() {
            let Some(prism) = oracle::tool("prism") else { return };
            let server = Prism::mock(&prism, &canonical_path($subject::VENDOR));
            accepts_valid_requests::<$subject>(&server).await;
            answers_every_documented_status::<$subject>(&server).await;
            refuses_wrong_credentials::<$subject>(&server).await;
            refuses_an_invalid_body::<$subject>(&server).await;
        }
    )*};
}

tests! {
    courier Courier
    infisical Infisical
    argyle Argyle
    awx Awx
    joyfill Joyfill
}

type Outcome<S> = Result<Reply<<S as Subject>::Body>, Error<<S as Subject>::Failure>>;

async fn tampered<S: Subject>(server: &Prism, change: Change) -> Outcome<S> {
    let between = Tamper::forwarding(&server.url(), change).await;
    S::call(&S::client(&between.url()), Options::default()).await
}

async fn accepts_valid_requests<S: Subject>(server: &Prism) {
    let reply = S::call(&S::client(&server.url()), Options::default())
        .await
        .unwrap();
    assert_eq!(reply.headers().get(VIOLATIONS), None, "{}", S::VENDOR);
    assert_eq!(reply.status().as_u16(), S::success().0);
    // The same through the forwarder, so that what it changes below is all that makes the difference.
    let reply = tampered::<S>(server, Change::Nothing).await.unwrap();
    assert_eq!(reply.headers().get(VIOLATIONS), None, "{}", S::VENDOR);
}

async fn answers_every_documented_status<S: Subject>(server: &Prism) {
    let client = S::client(&server.url());
    for (status, _) in S::replies() {
        let options = Options::header("Prefer", &format!("code={status}"));
        match S::call(&client, options).await {
            Ok(reply) => {
                assert_eq!((reply.status().as_u16(), status), (S::success().0, status));
                assert_eq!(reply.headers().get(VIOLATIONS), None, "{}", S::VENDOR);
            }
            Err(Error::Api(reply)) => {
                assert_eq!(reply.status().as_u16(), status);
                assert_ne!(status, S::success().0);
                assert_eq!(reply.headers().get(VIOLATIONS), None, "{}", S::VENDOR);
            }
            Err(other) => panic!("{} {status}: {other:?}", S::VENDOR),
        }
    }
}

async fn refuses_wrong_credentials<S: Subject>(server: &Prism) {
    for change in [Change::Authorization("Token abc"), Change::NoAuthorization] {
        let outcome = tampered::<S>(server, change.clone()).await;
        expect_refusal::<S>(outcome, 401, &format!("{} {change:?}", S::VENDOR));
    }
}

async fn refuses_an_invalid_body<S: Subject>(server: &Prism) {
    // A list where an object is documented, and every property a list where a text is documented.
    let lists: Value = S::body()
        .as_object()
        .unwrap()
        .keys()
        .map(|name| (name.clone(), Value::Array(vec![])))
        .collect();
    for body in ["[]".to_owned(), lists.to_string()] {
        let change = Change::Body(body.leak());
        let outcome = tampered::<S>(server, change.clone()).await;
        expect_refusal::<S>(outcome, 422, &format!("{} {change:?}", S::VENDOR));
    }
}

/// The refusal comes back as what the page says of its status: a documented error, or an undocumented status.
#[track_caller]
fn expect_refusal<S: Subject>(outcome: Outcome<S>, status: u16, what: &str) {
    let documented = S::replies().iter().any(|(documented, _)| *documented == status);
    match outcome {
        Err(Error::Api(reply)) => assert_eq!((reply.status().as_u16(), documented), (status, true), "{what}"),
        Err(error @ Error::UndocumentedStatus(_)) => {
            assert_eq!(
                (error.status().map(|status| status.as_u16()), documented),
                (Some(status), false),
                "{what}"
            );
        }
        Err(other) => panic!("{what}: {other:?}"),
        Ok(reply) => panic!("{what}: accepted with {}", reply.status()),
    }
}

/// A value that the type allows and the document does not: Prism checks `format: uuid`, the client leaves it to the server.
#[tokio::test]
async fn a_value_outside_its_format_reaches_the_server_and_comes_back_typed() {
    let Some(prism) = oracle::tool("prism") else {
        return;
    };
    let server = Prism::mock(&prism, &canonical_path("argyle"));
    let client = Argyle::client(&server.url());
    let error = client
        .create_user_token()
        .user("not-a-uuid")
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::UndocumentedStatus(_)), "{error:?}");
    assert_eq!(error.status().unwrap().as_u16(), 422);
}
