//! Documents of one page, and the document that they become.

use serde_json::{Value, json};

use super::{Part, merge};
use crate::Place;

fn merged(documents: &[Value]) -> (Value, Vec<String>) {
    let parts = documents.iter().map(|document| Part {
        document: document.as_object().unwrap().clone(),
        place: Place::file("page.md"),
    });
    let mut notes = Vec::new();
    let document = merge(parts.collect(), &mut notes).unwrap();
    (
        Value::Object(document),
        notes.iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn operations_and_components_come_together() {
    let user = json!({"type": "object", "description": "A user"});
    let (document, notes) = merged(&[
        json!({"openapi": "3.0.0", "info": {"title": "Acme"}, "tags": [{"name": "a"}],
               "paths": {"/u": {"get": {"x": 1}}}, "components": {"schemas": {"User": user}}}),
        json!({"openapi": "3.0.0", "info": {"title": "Acme"}, "tags": [{"name": "a"}, {"name": "b"}],
               "paths": {"/u": {"put": {"x": 2}}, "/v": {"get": {}}},
               "components": {"schemas": {"User": {"type": "object"}, "Team": {"type": "string"}}}}),
    ]);
    assert_eq!(
        document,
        json!({"openapi": "3.0.0", "info": {"title": "Acme"}, "tags": [{"name": "a"}, {"name": "b"}],
               "paths": {"/u": {"get": {"x": 1}, "put": {"x": 2}}, "/v": {"get": {}}},
               "components": {"schemas": {"User": user, "Team": {"type": "string"}}}})
    );
    assert_eq!(
        notes,
        ["ignored: the page words it in several ways; the first is kept (merge at /components/schemas/User)"]
    );
}

#[test]
fn what_differs_for_a_whole_document_moves_to_its_operations() {
    let (document, _) = merged(&[
        json!({"openapi": "3.0.0", "servers": [{"url": "https://a"}], "security": [{"k": []}], "paths": {}}),
        json!({"openapi": "3.1.0", "servers": [{"url": "https://b"}], "paths": {"/v": {"get": {}}}}),
        json!({"openapi": "3.1.0", "servers": [{"url": "https://a"}], "security": [{"k": []}],
               "paths": {"/w": {"get": {}}}}),
        json!({"openapi": "3.1.0", "servers": [], "security": [{"k": []}], "paths": {"/x": {"get": {}}}}),
    ]);
    assert_eq!(
        document,
        json!({"openapi": "3.1.0", "servers": [{"url": "https://a"}], "security": [{"k": []}],
               "paths": {"/v": {"get": {"servers": [{"url": "https://b"}], "security": []}}, "/w": {"get": {}},
                         "/x": {"get": {}}}})
    );
}

#[test]
fn references_are_rewritten_however_they_are_encoded() {
    let user = |kind: &str| json!({"schemas": {"Us er": {"type": kind, "items": {"x": 1, "50%": 2}}}});
    let (document, _) = merged(&[
        json!({"openapi": "3.0.0", "paths": {}, "components": user("object")}),
        json!({"openapi": "3.0.0", "components": user("array"), "paths": {"/v": {"get": {
            "a": {"$ref": "#/components/schemas/Us%20er"},
            "b": {"$ref": "#/components%2Fschemas/Us%20er/items/50%25"},
            "c": {"$ref": "#/components/schemas/Us er/items"},
        }}}}),
    ]);
    assert_eq!(
        document["paths"]["/v"]["get"],
        json!({
            "a": {"$ref": "#/components/schemas/Us er2"},
            "b": {"$ref": "#/components/schemas/Us er2/items/50%25"},
            "c": {"$ref": "#/components/schemas/Us er2/items"},
        })
    );
}

#[test]
fn components_that_differ_are_renamed_with_all_that_refers_to_them() {
    let list = json!({"items": {"$ref": "#/components/schemas/User"}});
    let (document, notes) = merged(&[
        json!({"openapi": "3.0.0", "paths": {}, "components": {
            "schemas": {"User": {"type": "object"}, "List": list, "User2": {}}, "securitySchemes": {"key": {"in": "query"}}}}),
        json!({"openapi": "3.0.0", "security": [{"key": []}],
            "paths": {"/v": {"get": {"r": {"$ref": "#/components/schemas/List/items"},
                                     "d": {"mapping": {"a": "User", "b": "#/components/schemas/User"}}}}},
            "components": {"schemas": {"List": list, "User": {"type": "string"}},
                           "securitySchemes": {"key": {"in": "header"}}}}),
    ]);
    assert_eq!(
        document,
        json!({"openapi": "3.0.0",
            "paths": {"/v": {"get": {"r": {"$ref": "#/components/schemas/List2/items"}, "security": [{"key2": []}],
                                     "d": {"mapping": {"a": "User3", "b": "#/components/schemas/User3"}}}}},
            "components": {
                "schemas": {"User": {"type": "object"}, "List": list, "User2": {},
                    "List2": {"items": {"$ref": "#/components/schemas/User3"}}, "User3": {"type": "string"}},
                "securitySchemes": {"key": {"in": "query"}, "key2": {"in": "header"}}}})
    );
    assert_eq!(notes.len(), 3);
}

#[test]
fn parameters_of_a_path_stay_with_their_operations() {
    let id = json!({"name": "id", "in": "path"});
    let mut stated = id.clone();
    stated["schema"] = json!({});
    let (document, _) = merged(&[
        json!({"openapi": "3.0.0", "paths": {"/u": {"parameters": [id], "get": {}}}}),
        json!({"openapi": "3.0.0", "paths": {"/u": {"parameters": [{"name": "q", "in": "query"}, id],
               "put": {"parameters": [stated]}}}}),
    ]);
    assert_eq!(
        document["paths"]["/u"],
        json!({"get": {"parameters": [id]}, "put": {"parameters": [{"name": "q", "in": "query"}, stated]}})
    );
}

#[test]
fn an_operation_described_twice_is_refused_unless_alike() {
    let part = |operation: Value| Part {
        document: json!({"openapi": "3.0.0", "paths": {"/u": {"get": operation}}})
            .as_object()
            .unwrap()
            .clone(),
        place: Place::file("page.md").at(9, 1),
    };
    let mut notes = Vec::new();
    let error = merge(vec![part(json!({"x": 1})), part(json!({"x": 2}))], &mut notes).unwrap_err();
    assert_eq!(error.place, Place::file("page.md").at(9, 1));
    assert!(error.problem.contains("`GET /u` is described a second time"));
    assert!(merge(vec![part(json!({"x": 1})), part(json!({"x": 1}))], &mut notes).is_ok());
}
