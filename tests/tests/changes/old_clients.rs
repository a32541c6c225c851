//! That the verdicts mean something: the committed clients, built from the present pages, against servers that speak the
//! API of the next ones. Where the verdict is `compatible`, they work; where it is `breaking`, they fail as said here.

use std::path::Path;

use argyle_client::Error as Failed;
use serde_json::{Value, json};

use crate::bench::{Bench, next_page, present_page};
use crate::new_api::{Answer, NewApi};

const CREDENTIALS: &str = "a-key";

/// Takes over `page` and gives the new API's document, and of every finding that is not documentation its id and what it
/// means on the wire.
fn taken_over(bench: &Bench, vendor: &str, page: &Path) -> (Value, Vec<String>) {
    let before = bench.path("before.yaml");
    std::fs::copy(bench.path(&format!("specs/{vendor}/openapi.yaml")), &before).unwrap();
    let ran = bench.update(vendor, page, &["--allow-breaking"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran:?}");
    let after = bench.path(&format!("specs/{vendor}/openapi.yaml"));
    let [before, after] = [before, after].map(|path| path.to_str().unwrap().to_owned());
    let ran = bench.run(&["diff", &before, &after, "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let said = findings
        .iter()
        .filter(|finding| finding["wire"] != "docs")
        .map(|finding| format!("{} {}", text(&finding["wire"]), text(&finding["id"])))
        .collect();
    (bench.document(vendor), said)
}

fn courier(api: &NewApi) -> courier_client::Client {
    let builder = courier_client::Client::builder().base_url(api.url());
    builder.bearer_token(CREDENTIALS).build().unwrap()
}

fn argyle(api: &NewApi) -> argyle_client::Client {
    let builder = argyle_client::Client::builder().base_url(api.url());
    builder.basic_auth("key", CREDENTIALS).build().unwrap()
}

fn joyfill(api: &NewApi) -> joyfill_client::Client {
    let builder = joyfill_client::Client::builder().base_url(api.url());
    builder.basic_auth("key", CREDENTIALS).build().unwrap()
}

fn awx(api: &NewApi) -> awx_client::Client {
    let builder = awx_client::Client::builder().base_url(api.url());
    builder.bearer_token(CREDENTIALS).build().unwrap()
}

fn infisical(api: &NewApi) -> infisical_client::Client {
    let builder = infisical_client::Client::builder().base_url(api.url());
    builder.bearer_token(CREDENTIALS).build().unwrap()
}

#[tokio::test]
async fn a_request_property_that_becomes_required_breaks_and_an_optional_one_does_not() {
    let bench = Bench::new();
    let (document, verdicts) = taken_over(&bench, "courier", &next_page("courier"));
    assert_eq!(
        verdicts,
        [
            "breaking request-property-added-required",
            "compatible response-property-added-optional"
        ]
    );
    let api = NewApi::start(&document, Answer::Most).await;
    let call = courier(&api)
        .issue_token()
        .scope("read:messages")
        .expires_in("1d");
    let error = call.send().await.unwrap_err();
    assert!(matches!(error, Failed::UndocumentedStatus(_)), "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(
        error.expose_body(),
        Some(&br#"{"message":"\"audience\" is a required property"}"#[..])
    );

    let bench = Bench::new();
    let optional = bench.page(&next_page("courier"), "                - audience\n", "");
    let (document, verdicts) = taken_over(&bench, "courier", &optional);
    assert_eq!(
        verdicts,
        [
            "compatible response-property-added-optional",
            "compatible request-property-added-optional"
        ]
    );
    for answer in [Answer::Least, Answer::Most] {
        let api = NewApi::start(&document, answer).await;
        let call = courier(&api)
            .issue_token()
            .scope("read:messages")
            .expires_in("1d");
        assert_eq!(call.send().await.unwrap().token.expose_secret(), "some text");
    }
}

#[tokio::test]
async fn error_statuses_that_appear_leave_the_success_alone_and_are_told_as_not_documented() {
    let bench = Bench::new();
    let (document, verdicts) = taken_over(&bench, "joyfill", &next_page("joyfill"));
    assert_eq!(
        verdicts,
        [
            "compatible response-error-status-added",
            "compatible response-error-status-added"
        ]
    );
    for answer in [Answer::Least, Answer::Most] {
        let api = NewApi::start(&document, answer).await;
        let call = joyfill(&api).create_access_token("user-1");
        let issued = call
            .access_token_expiration("1767225600000")
            .send()
            .await
            .unwrap();
        assert_eq!(issued.token.expose_secret(), "some text");
    }
    for status in [401, 404] {
        let api = NewApi::start(&document, Answer::Status(status)).await;
        let call = joyfill(&api).create_access_token("user-1");
        let error = call.send().await.unwrap_err();
        assert!(matches!(error, Failed::UndocumentedStatus(_)), "{error:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    }
}

#[tokio::test]
async fn a_path_that_moves_breaks() {
    let bench = Bench::new();
    // Both are named three times: in the fence's first line, in `paths`, and in the corrections.
    let text = std::fs::read_to_string(present_page("joyfill")).unwrap();
    let moved = bench.path("moved.md");
    std::fs::write(
        &moved,
        text.replace("{identifier}/access_tokens", "{identifier}/tokens"),
    )
    .unwrap();
    let overlay = bench
        .read("specs/joyfill/overlay.yaml")
        .replace("{identifier}/access_tokens", "{identifier}/tokens");
    std::fs::write(bench.path("specs/joyfill/overlay.yaml"), overlay).unwrap();
    let (document, verdicts) = taken_over(&bench, "joyfill", &moved);
    assert_eq!(verdicts, ["breaking operation-path-changed"]);
    let api = NewApi::start(&document, Answer::Most).await;
    let call = joyfill(&api).create_access_token("user-1");
    let error = call.send().await.unwrap_err();
    assert!(matches!(error, Failed::UndocumentedStatus(_)), "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
}

#[tokio::test]
async fn a_page_that_moves_to_openapi_3_1_and_an_optional_property_that_may_be_null_do_not_break() {
    let bench = Bench::new();
    let (document, verdicts) = taken_over(&bench, "argyle", &next_page("argyle"));
    assert_eq!(verdicts, ["compatible response-property-added-optional"]);
    for answer in [Answer::Least, Answer::Most] {
        let api = NewApi::start(&document, answer).await;
        let call = argyle(&api)
            .create_user_token()
            .user("0186c4b8-8fa1-62b3-49df-94b3e18ca8a7");
        assert_eq!(call.send().await.unwrap().user_token.expose_secret(), "some text");
    }
}

#[tokio::test]
async fn a_required_response_property_that_becomes_nullable_breaks_where_it_is_null() {
    let bench = Bench::new();
    let property = "        user_token:\n          type: string\n";
    let nullable = "        user_token:\n          type: [string, 'null']\n";
    let page = bench.page(&next_page("argyle"), property, nullable);
    let (document, verdicts) = taken_over(&bench, "argyle", &page);
    assert_eq!(
        verdicts,
        [
            "breaking response-became-nullable",
            "compatible response-property-added-optional"
        ]
    );
    let user = "0186c4b8-8fa1-62b3-49df-94b3e18ca8a7";
    let api = NewApi::start(&document, Answer::Least).await;
    let error = argyle(&api)
        .create_user_token()
        .user(user)
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, Failed::UnexpectedShape(_)), "{error:?}");
    assert_eq!(error.expose_body(), Some(&br#"{"user_token":null}"#[..]));
    let api = NewApi::start(&document, Answer::Most).await;
    let call = argyle(&api).create_user_token().user(user);
    assert_eq!(call.send().await.unwrap().user_token.expose_secret(), "some text");
}

#[tokio::test]
async fn a_reference_page_that_gains_a_property_does_not_break() {
    let bench = Bench::new();
    let (document, verdicts) = taken_over(&bench, "awx", &next_page("awx"));
    assert_eq!(verdicts, ["compatible response-property-added-optional"]);
    for (answer, token) in [(Answer::Least, None), (Answer::Most, Some("some text"))] {
        let api = NewApi::start(&document, answer).await;
        let call = awx(&api).create_personal_token("42").scope("read");
        let created = call.send().await.unwrap();
        assert_eq!(created.token.as_ref().map(|token| token.expose_secret()), token);
    }
}

#[tokio::test]
async fn a_response_property_of_another_type_breaks_where_it_is_sent() {
    let bench = Bench::new();
    let text = std::fs::read_to_string(present_page("awx")).unwrap();
    let (request, response) = text.split_once("201 Response").unwrap();
    let changed = |text: &str| text.replace("\nid:\ninteger\n", "\nid:\nstring\n");
    let page = bench.path("new-page.md");
    std::fs::write(
        &page,
        format!("{}201 Response{}", changed(request), changed(response)),
    )
    .unwrap();
    let (document, verdicts) = taken_over(&bench, "awx", &page);
    assert_eq!(verdicts, ["breaking response-type-changed"]);
    let api = NewApi::start(&document, Answer::Most).await;
    let call = awx(&api).create_personal_token("42");
    let error = call.send().await.unwrap_err();
    assert!(matches!(error, Failed::UnexpectedShape(_)), "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(201));
    let text = error.to_string();
    assert!(
        text.contains("expected an integer") && !text.contains("some text"),
        "{text}"
    );
}

#[tokio::test]
async fn another_style_of_page_with_the_same_meaning_is_the_same_api() {
    let bench = Bench::new();
    let (document, verdicts) = taken_over(&bench, "infisical", &next_page("infisical"));
    assert_eq!(verdicts, [""; 0]);
    for answer in [Answer::Least, Answer::Most] {
        let api = NewApi::start(&document, answer).await;
        let call = infisical(&api).create_token("identity-1").name("ci");
        let created = call.send().await.unwrap();
        assert_eq!(created.access_token.expose_secret(), "some text");
    }
    for status in [400, 401, 403, 404, 422, 500] {
        let api = NewApi::start(&document, Answer::Status(status)).await;
        let client = infisical_client::Client::builder()
            .retry(infisical_client::Retry::none())
            .base_url(api.url());
        let client = client.bearer_token(CREDENTIALS).build().unwrap();
        let error = client.create_token("identity-1").send().await.unwrap_err();
        assert!(matches!(error, Failed::Api(_)), "{error:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    }
}

#[tokio::test]
async fn a_value_that_joins_an_enumeration_of_a_response_does_not_break() {
    let bench = Bench::new();
    let value = "                    enum:\n                      - Bearer\n";
    let values = format!("{value}                      - MAC\n");
    let page = bench.page(&present_page("infisical"), value, &values);
    let (document, verdicts) = taken_over(&bench, "infisical", &page);
    assert_eq!(verdicts, ["compatible response-enum-value-added"]);
    let api = NewApi::start(&document, Answer::Most).await;
    let call = infisical(&api).create_token("identity-1");
    let created = call.send().await.unwrap();
    assert_eq!(serde_json::to_value(&created.token_type).unwrap(), json!("MAC"));
}
