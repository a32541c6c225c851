//! The mock of a made-up client.

use serde_json::json;

use super::mock;
use crate::model::parse::parse;
use crate::render::Text;
use crate::vendor::Vendor;

fn generated() -> String {
    let schema = |name: &str| json!({"content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}});
    let mut created = schema("Order");
    created["description"] = json!("Placed.");
    let document = json!({
        "info": {"title": "Acme"},
        "security": [{"key": []}],
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}, "pair": {"type": "http", "scheme": "basic"}},
            "schemas": {
                "Order": {"type": "object", "properties": {"id": {"type": "string"}}},
                "OrderRequest": {"type": "object", "properties": {
                    "itemName": {"type": "string", "description": "Which."}, "header": {"type": "integer"},
                }},
            },
        },
        "paths": {"/orders/{id}": {"post": {
            "operationId": "place_order",
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "requestBody": {"required": true, "content": schema("OrderRequest")["content"]},
            "responses": {"201": created, "404": {"description": "None such."}, "4XX": {"description": "No."}},
        }}},
    });
    let vendor = Vendor::parse(&crate::Source::new(
        "vendor.toml",
        "name = \"Acme\"\ncrate = \"acme-client\"\nversion = \"0.1.0\"\ndescription = \"Orders\"\n",
    ))
    .unwrap();
    let model = parse(&document, "acme.yaml").unwrap().0;
    mock::<Text>(&model, &vendor).unwrap().unwrap().into_file("")
}

#[track_caller]
fn has(code: &str, part: &str) {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>().replace(",)", ")");
    assert!(
        squeezed(code).contains(&squeezed(part)),
        "{part}\n is not in\n{code}"
    );
}

#[test]
fn an_operation_answers_what_the_page_documents_and_nothing_else() {
    let code = generated();
    has(
        &code,
        "pub fn respond_created(self, body: impl Into<types::builder::Order>) -> Mocked",
    );
    has(&code, "StatusCode::from_u16(201)");
    has(&code, "pub fn respond_not_found(self) -> Mocked");
    has(&code, "(self, status: StatusCode) -> Mocked");
    // And four for what it does not.
    assert_eq!(code.matches("pub fn respond_").count(), 7, "{code}");
}

#[test]
fn values_are_expected_where_the_client_sends_them() {
    let code = generated();
    has(
        &code,
        "self.expectation.parameter(Parameter::path(\"id\"), &id.into())",
    );
    has(
        &code,
        "let value: String = item_name.into(); self.expectation = self.expectation.property(\"itemName\", &value);",
    );
    // The answer's headers have the method `header`.
    has(
        &code,
        "pub fn body_header(mut self, header: impl Into<i64>) -> Self",
    );
    has(
        &code,
        "pub fn body(mut self, body: impl Into<types::builder::OrderRequest>) -> Self",
    );
}

#[test]
fn the_client_has_credentials_for_every_scheme() {
    has(
        &generated(),
        ".bearer_token(\"mock-credential\").basic_auth(\"mock-user\", \"mock-password\")",
    );
}
