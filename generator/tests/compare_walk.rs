//! How findings relate to edits: followed through references, once per direction, under a fingerprint that
//! only depends on the edit.

use serde_json::{Value, json};
use specloom::compare::{Change, compare};

/// Two operations that read a user, one of which also sends one; a user has friends.
fn document() -> Value {
    let user = json!({"$ref": "#/components/schemas/User"});
    let body = json!({"application/json": {"schema": user}});
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Acme", "version": "1"},
        "paths": {
            "/users/{id}": {"get": {
                "operationId": "get_user",
                "parameters": [
                    {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                    {"name": "a", "in": "query", "schema": {"type": "string"}},
                    {"name": "b", "in": "query", "schema": {"type": "string"}},
                ],
                "responses": {"200": {"description": "ok", "content": body}},
            }},
            "/users": {"post": {
                "operationId": "create_user",
                "requestBody": {"required": true, "content": body},
                "responses": {"201": {"description": "ok", "content": body}},
            }},
        },
        "components": {"schemas": {
            "User": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string"},
                    "friends": {"type": "array", "items": user},
                    "address": {"$ref": "#/components/schemas/Address"},
                },
            },
            "Address": {"type": "object", "properties": {"city": {"type": "string"}, "user": user}},
        }},
    })
}

fn check(edit: impl Fn(&mut Value), expected: &[&str]) -> Vec<Change> {
    let (old, mut new) = (document(), document());
    edit(&mut new);
    let changes = compare(&old, &new);
    let operations = |change: &Change| match &change.operations[..] {
        [] => "document".to_owned(),
        some => {
            let ids: Vec<&str> = some.iter().map(|one| one.operation_id.as_str()).collect();
            ids.join("+")
        }
    };
    let found: Vec<String> = changes
        .iter()
        .map(|change| format!("{} {} {}", operations(change), change.id, change.location))
        .collect();
    assert_eq!(found, expected);
    changes
}

fn text_replaced(document: &mut Value, from: &str, to: &str) {
    *document = serde_json::from_str(&document.to_string().replace(from, to)).expect("still JSON");
}

#[test]
fn a_shared_schema_has_one_finding_per_direction() {
    check(
        |new| new["components"]["schemas"]["Address"]["properties"]["city"]["type"] = json!("integer"),
        &[
            "create_user request-type-changed Address.city",
            "create_user+get_user response-type-changed Address.city",
        ],
    );
}

#[test]
fn a_renamed_schema_is_one_finding_and_no_difference_on_the_wire() {
    check(
        |new| text_replaced(new, "Address\"", "Location\""),
        &["document schema-renamed components.schemas"],
    );
}

#[test]
fn a_schema_that_was_renamed_and_edited_is_still_compared() {
    check(
        |new| {
            text_replaced(new, "Address\"", "Location\"");
            new["components"]["schemas"]["Location"]["properties"]["zip"] = json!({"type": "string"});
        },
        &[
            "create_user request-property-added-optional Location.zip",
            "create_user+get_user response-property-added-optional Location.zip",
            "document schema-renamed components.schemas",
        ],
    );
}

#[test]
fn a_component_that_is_written_out_changes_type_names_only() {
    check(
        |new| {
            let address = new["components"]["schemas"]["Address"].clone();
            new["components"]["schemas"]["User"]["properties"]["address"] = address;
            new["components"]["schemas"]
                .as_object_mut()
                .expect("schemas")
                .remove("Address");
        },
        &["create_user+get_user type-name-changed User.address"],
    );
}

#[test]
fn a_renamed_path_parameter_keeps_the_operation() {
    let name = |new: &mut Value| text_replaced(new, "{id}", "{userId}");
    check(name, &["get_user annotation-changed operation"]);
    let both = |new: &mut Value| {
        name(new);
        new["paths"]["/users/{userId}"]["get"]["parameters"][0]["name"] = json!("userId");
    };
    check(both, &["get_user path-parameter-renamed path.userId"]);
}

#[test]
fn an_operation_is_recognised_by_its_id_when_it_moves() {
    check(
        |new| {
            let paths = new["paths"].as_object_mut().expect("paths");
            let item = paths.remove("/users").expect("an operation");
            paths.insert("/people".into(), item);
        },
        &["create_user operation-path-changed operation"],
    );
}

#[test]
fn fingerprints_do_not_depend_on_other_edits() {
    let retyped = |new: &mut Value| {
        new["components"]["schemas"]["Address"]["properties"]["city"]["type"] = json!("integer")
    };
    let alone = check_fingerprints(retyped);
    let together = check_fingerprints(|new| {
        // Another way to the same schema, shorter than the one before, and parameters in another order.
        new["components"]["schemas"]["User"]["properties"]["a"] =
            json!({"$ref": "#/components/schemas/Address"});
        let parameters = &mut new["paths"]["/users/{id}"]["get"]["parameters"];
        parameters.as_array_mut().expect("parameters").reverse();
        new["info"]["version"] = json!("2");
        retyped(new);
    });
    assert_eq!(alone.len(), 2);
    assert!(
        alone.iter().all(|fingerprint| together.contains(fingerprint)),
        "{alone:?} {together:?}"
    );
}

fn check_fingerprints(edit: impl Fn(&mut Value)) -> Vec<String> {
    let (old, mut new) = (document(), document());
    edit(&mut new);
    compare(&old, &new)
        .into_iter()
        .map(|change| change.fingerprint)
        .collect()
}

#[test]
fn fingerprints_tell_findings_apart() {
    let mut fingerprints = check_fingerprints(|new| {
        new["components"]["schemas"]["Address"]["properties"]["city"] =
            json!({"type": "integer", "x-a": 1, "x-b": 1});
        new["components"]["schemas"]["User"]["required"] = json!(["address", "friends"]);
    });
    let all = fingerprints.len();
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), all);
    assert!(all > 7, "{all}");
}

#[test]
fn circles_of_references_end() {
    let circular = |name: &str| {
        json!({
            "openapi": "3.0.3",
            "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "ok", "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/A"}},
            }}}}}},
            "components": {"schemas": {
                "A": {"$ref": "#/components/schemas/B"},
                "B": {"$ref": format!("#/components/schemas/{name}")},
                "C": {"$ref": "#/components/schemas/A"},
            }},
        })
    };
    assert!(compare(&circular("A"), &circular("A")).is_empty());
    assert!(!compare(&circular("A"), &circular("C")).is_empty());
}

/// As deep as a parser lets a document be, and far deeper through references.
#[test]
fn depth_is_no_problem() {
    let chain = |last: &str| {
        let schemas: serde_json::Map<String, Value> = (0..5000)
            .map(|index| {
                let next = match index {
                    4999 => json!({"type": last}),
                    _ => json!({"$ref": format!("#/components/schemas/S{}", index + 1)}),
                };
                (
                    format!("S{index}"),
                    json!({"type": "object", "properties": {"next": next}}),
                )
            })
            .collect();
        json!({
            "openapi": "3.0.3",
            "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "ok", "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/S0"}},
            }}}}}},
            "components": {"schemas": schemas},
        })
    };
    let changes = compare(&chain("string"), &chain("integer"));
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].id, "response-type-changed");
}

/// A waiver of one long text does not accept another that starts like it.
#[test]
fn fingerprints_are_of_whole_values() {
    let described = |end: &str| {
        let mut document = document();
        document["info"]["description"] = json!(format!("{}{end}", "word ".repeat(100)));
        document
    };
    let fingerprint = |end: &str| {
        let changes = compare(&described("."), &described(end));
        assert_eq!(changes.len(), 1, "{changes:#?}");
        assert!(
            changes[0]
                .after
                .as_ref()
                .is_some_and(|after| after.as_str().unwrap().len() < 200)
        );
        changes[0].fingerprint.clone()
    };
    assert_ne!(fingerprint("!"), fingerprint("?"));
}
