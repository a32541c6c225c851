//! The clients' own mock servers, used as an importer's tests would use them.

use courier_client::{Error, StatusCode};
use infisical_client::CreateTokenError;
use infisical_client::mock::MockServer;
use infisical_client::types::{
    CreateTokenNotFound, CreateTokenRequest, CreateTokenResponse, CreateTokenTokenType,
};
use specloom_tests::workspace::{canonical_path, root, vendors};

fn token(token: &str) -> infisical_client::types::builder::CreateTokenResponse {
    CreateTokenResponse::builder()
        .access_token(token)
        .expires_in(60)
        .access_token_max_ttl(60)
        .token_type(CreateTokenTokenType::Bearer)
}

#[tokio::test]
async fn a_call_gets_the_reply_that_its_values_were_promised() {
    let server = MockServer::start();
    let client = server.client();
    let by_path = server
        .mock_create_token()
        .identity_id("a/b")
        .respond_ok(token("by-path"));
    let by_property = server
        .mock_create_token()
        .name("ci")
        .respond_ok(token("by-property"));
    let by_body = server
        .mock_create_token()
        .body(CreateTokenRequest::builder().name("cd"))
        .header("x-request-id", "r-1")
        .respond_ok(token("by-body"));
    let issue = async |identity: &str, name: &str| client.create_token(identity).name(name).send().await;
    assert_eq!(
        issue("a/b", "x").await.unwrap().access_token.expose_secret(),
        "by-path"
    );
    assert_eq!(
        issue("a", "ci").await.unwrap().access_token.expose_secret(),
        "by-property"
    );
    assert_eq!(
        issue("a", "cd").await.unwrap().access_token.expose_secret(),
        "by-body"
    );
    assert_eq!((by_path.calls(), by_property.calls(), by_body.calls()), (1, 1, 1));
    // What nobody expects is answered 404, without the body that the page documents for it.
    let error = issue("a", "x").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    match error {
        Error::Api(reply) => assert!(
            matches!(reply.body(), CreateTokenError::NotFound(body) if body.get().is_none()),
            "{reply:?}"
        ),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_documented_error_is_typed() {
    let server = MockServer::start();
    let body = CreateTokenNotFound::builder()
        .req_id("r-2")
        .status_code(404)
        .message("no such")
        .error("Not Found");
    let missing = server.mock_create_token().respond_not_found(body);
    let error = server.client().create_token("a").send().await.unwrap_err();
    assert_eq!(error.request_id(), Some("r-2"));
    match error {
        Error::Api(reply) => match reply.into_body() {
            CreateTokenError::NotFound(body) => assert_eq!(body.get().unwrap().message, "no such"),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
    missing.assert_calls(1);
}

/// The same mock without a port: answers in a row, what nothing matches, and what was asked.
#[tokio::test]
async fn within_the_process() {
    let server = MockServer::in_process();
    let client = server.client();
    let busy = server
        .mock_create_token()
        .once()
        .header("retry-after", "0")
        .respond_undocumented(StatusCode::SERVICE_UNAVAILABLE, "busy");
    let fine = server.mock_create_token().name("ci").respond_ok(token("t"));
    let issue = async |name: &str| client.create_token("a").name(name).send().await;
    issue("ci").await.unwrap();
    busy.assert_calls(1);
    fine.assert_calls(1);
    assert_eq!(server.requests().len(), 2);
    let error = issue("hush").await.unwrap_err();
    let report = "mock: no expectation matches `POST /api/v1/auth/token-auth/identities/a/tokens`\n  \
                  - `create_token` has given all of its 1 answers\n  \
                  - `create_token` is expected with another value of: body's property `name`";
    assert_eq!(
        (error.message(), server.unmatched()),
        (Some(report), vec![report.to_owned()])
    );
    server
        .mock_create_token()
        .name("cut")
        .respond_cut(StatusCode::OK, Some("application/json"), "{");
    assert!(matches!(issue("cut").await.unwrap_err(), Error::TruncatedBody(_)));
    server.mock_create_token().name("broken").respond_broken();
    assert!(matches!(issue("broken").await.unwrap_err(), Error::Transport(_)));
}

/// What is not documented does not compile, because there is no method for it.
#[test]
fn there_is_a_method_for_each_documented_status_and_for_no_other() {
    for vendor in vendors() {
        let source = std::fs::read_to_string(root().join(format!("clients/{vendor}/src/mock.rs"))).unwrap();
        let file = syn::parse_file(&source).unwrap();
        let methods = file.items.iter().flat_map(|item| match item {
            syn::Item::Impl(item) => item.items.as_slice(),
            _ => &[],
        });
        let mut statuses: Vec<u16> = methods
            .filter_map(|item| match item {
                syn::ImplItem::Fn(method) if method.sig.ident.to_string().starts_with("respond_") => {
                    let code = quote::quote!(#method).to_string();
                    let (_, after) = code.split_once("from_u16 (")?;
                    Some(after.split_once(')')?.0.trim().parse().unwrap())
                }
                _ => None,
            })
            .collect();
        statuses.sort_unstable();
        let document = std::fs::read_to_string(canonical_path(&vendor)).unwrap();
        assert_eq!(statuses, documented(&document), "{vendor}");
    }
}

/// The statuses under `responses` of a canonical document.
fn documented(document: &str) -> Vec<u16> {
    let mut lines = document.lines().skip_while(|line| line.trim() != "responses:");
    let indent = |line: &str| line.len() - line.trim_start().len();
    let depth = lines.next().map(indent).expect("an operation has replies");
    let mut statuses: Vec<u16> = lines
        .take_while(|line| line.trim().is_empty() || indent(line) > depth)
        .filter(|line| indent(line) == depth + 2)
        .map(|line| {
            line.trim()
                .trim_end_matches(':')
                .trim_matches(['\'', '"'])
                .parse()
                .unwrap()
        })
        .collect();
    statuses.sort_unstable();
    statuses
}
