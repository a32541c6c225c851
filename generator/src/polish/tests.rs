//! The modules of a small API, in full.

use serde_json::json;

use super::*;
use crate::api::plan;

#[test]
fn scratch() {
    let document = json!({
        "info": {"title": "Acme"},
        "servers": [{"url": "https://eu.acme.test", "description": "EU"}, {"url": "https://us.acme.test", "description": "US"}],
        "security": [{"key": []}],
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}, "basic": {"type": "http", "scheme": "basic"}},
        },
        "paths": {"/orders/{id}/": {"post": {
            "operationId": "place-order", "summary": "Place an order", "description": "Long.\n\nText.",
            "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}, "description": "Which."},
                {"name": "tags", "in": "query", "explode": false, "style": "pipeDelimited", "schema": {"type": "array", "items": {"type": "string"}}},
            ],
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/PlaceOrderRequest"}}}},
            "responses": {
                "201": {"description": "Placed.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
                "204": {"description": "Nothing to do."},
                "403": {"description": "No.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}},
                "4XX": {"description": "Other."},
            },
        }}},
    });
    let types = syn::parse_file(
        "pub mod builder {
            #[derive(Default)] pub struct PlaceOrderRequest { kind: Option<super::Kind> }
            impl PlaceOrderRequest {
                /// The kind.
                pub fn kind(mut self, kind: impl Into<super::Kind>) -> Self { self.kind = Some(kind.into()); self }
                pub fn build(self) -> Result<super::PlaceOrderRequest, MissingValue> { todo!() }
            }
        }",
    )
    .unwrap();
    let (api, _) = plan(&document);
    let setters = setters::Setters::of(&types);
    for tokens in [
        operations::operations(&api, &setters).unwrap(),
        replies::replies(&api).unwrap(),
    ] {
        println!("{}", crate::emit::print(&syn::parse2(tokens).unwrap()));
    }
}
