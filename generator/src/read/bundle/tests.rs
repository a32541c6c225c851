//! Descriptions in several files: what is brought in, what is refused, and where an error stands.

use serde_json::{Value, json};

use super::{Files, bundle, is_needed, missing};
use crate::source::Source;

const PAGE: &str = "specs/acme/openapi.yaml";

fn files(entries: &[(&str, Value)]) -> Files {
    let file = |(path, value): &(&str, Value)| {
        let source = Source::new(format!("specs/acme/{path}"), value.to_string());
        ((*path).to_owned(), source)
    };
    entries.iter().map(file).collect()
}

fn bundled(document: Value, entries: &[(&str, Value)]) -> Value {
    bundle(document, PAGE, &files(entries)).unwrap()
}

#[test]
fn schemas_become_components_and_everything_else_is_written_out() {
    let document = json!({
        "openapi": "3.1.0",
        "paths": {
            "/shelves": {"$ref": "paths/shelves.yaml"},
            "/books": {"get": {"responses": {"default": {"$ref": "shared.yaml#/responses/Failed"}}}},
        },
        "components": {"schemas": {"Book": {"$ref": "./schemas/Book.yaml"}}},
    });
    let schema = |reference: &str| json!({"content": {"application/json": {"schema": {"$ref": reference}}}});
    let found = bundled(
        document,
        &[
            (
                "paths/shelves.yaml",
                json!({"get": {"responses": {"200": schema("../schemas/Shelf.yaml"), "400": {"$ref": "../shared.yaml#/responses/Failed"}}}}),
            ),
            (
                "schemas/Shelf.yaml",
                json!({"properties": {"books": {"items": {"$ref": "Book.yaml"}}, "above": {"$ref": "#"}}}),
            ),
            (
                "schemas/Book.yaml",
                json!({"properties": {"on": {"$ref": "Shelf.yaml"}, "isbn": {"$ref": "../openapi.yaml#/components/schemas/Book"}}, "example": {"$ref": "none.yaml"}}),
            ),
            (
                "shared.yaml",
                json!({"responses": {"Failed": schema("#/problem")}, "problem": {"type": "string"}}),
            ),
        ],
    );
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    assert_eq!(
        found,
        json!({
            "openapi": "3.1.0",
            "paths": {
                "/shelves": {"get": {"responses": {"200": schema("#/components/schemas/Shelf"), "400": schema("#/components/schemas/problem")}}},
                "/books": {"get": {"responses": {"default": schema("#/components/schemas/problem")}}},
            },
            "components": {"schemas": {
                "Book": {"properties": {"on": to("Shelf"), "isbn": to("Book")}, "example": {"$ref": "none.yaml"}},
                "Shelf": {"properties": {"books": {"items": to("Book")}, "above": to("Shelf")}},
                "problem": {"type": "string"},
            }},
        })
    );
}

#[test]
fn swagger_keeps_schemas_among_its_definitions() {
    let document = json!({"swagger": "2.0", "paths": {"/a": {"get": {"responses": {"200": {"schema": {"$ref": "A.json"}}}}}}});
    let found = bundled(document, &[("A.json", json!({"type": "object"}))]);
    assert_eq!(found["definitions"], json!({"A": {"type": "object"}}));
    assert_eq!(
        found["paths"]["/a"]["get"]["responses"]["200"]["schema"]["$ref"],
        "#/definitions/A"
    );
}

#[test]
fn two_schemas_of_one_name_are_two_and_a_mapping_is_followed() {
    let document = json!({
        "openapi": "3.0.3",
        "components": {"schemas": {
            "Pet": {"oneOf": [{"$ref": "a/Cat.yaml"}, {"$ref": "b/Cat.yaml"}], "discriminator": {"propertyName": "k", "mapping": {"a": "a/Cat.yaml", "b": "./b/Cat.yaml", "c": "Dog"}}},
        }},
    });
    let found = bundled(
        document,
        &[
            ("a/Cat.yaml", json!({"title": "a"})),
            ("b/Cat.yaml", json!({"title": "b"})),
        ],
    );
    let schemas = &found["components"]["schemas"];
    assert_eq!(schemas["Cat"], json!({"title": "a"}));
    assert_eq!(schemas["Cat_2"], json!({"title": "b"}));
    assert_eq!(
        schemas["Pet"]["discriminator"]["mapping"],
        json!({"a": "#/components/schemas/Cat", "b": "#/components/schemas/Cat_2", "c": "Dog"})
    );
}

#[test]
fn what_is_not_at_hand_is_asked_for_and_what_is_outside_is_not() {
    let document = json!({"openapi": "3.0.3", "paths": {
        "/a": {"$ref": "a.yaml"}, "/b": {"$ref": "../b.yaml"}, "/c": {"$ref": "/etc/c.yaml"},
        "/d": {"$ref": "https://acme.test/d.yaml"}, "/e": {"$ref": "x/../../e.yaml"}, "/f": {"$ref": "C:\\f.yaml"},
        "/g": {"$ref": "%2e%2e/g.yaml"}, "/h": {"$ref": "./x/./h%20i.yaml#/z"},
    }});
    let asked = missing(document.clone(), PAGE, &Files::new()).unwrap();
    assert_eq!(asked.into_iter().collect::<Vec<_>>(), ["a.yaml", "x/h i.yaml"]);
    // A file asks for more.
    let has = files(&[("a.yaml", json!({"get": {"$ref": "sub/op.yaml"}}))]);
    let asked = missing(document, PAGE, &has).unwrap();
    assert_eq!(
        asked.into_iter().collect::<Vec<_>>(),
        ["sub/op.yaml", "x/h i.yaml"]
    );
}

#[test]
fn circles_of_files_that_are_no_schemas_end() {
    let document = json!({"openapi": "3.0.3", "paths": {"/a": {"$ref": "a.yaml"}}});
    let error = bundle(
        document,
        PAGE,
        &files(&[
            ("a.yaml", json!({"$ref": "b.yaml"})),
            ("b.yaml", json!({"$ref": "a.yaml"})),
        ]),
    )
    .unwrap_err();
    assert!(error.problem.contains("form a circle"), "{error}");
    // Each file refers to the next one twice: the document would be of 2^40 of them.
    let twice: Vec<(String, Value)> = (0..40)
        .map(|n| {
            let next = json!({"$ref": format!("f{}.yaml", n + 1)});
            (format!("f{n}.yaml"), json!({"get": next, "put": next}))
        })
        .collect();
    let twice: Vec<(&str, Value)> = twice
        .iter()
        .map(|(path, value)| (path.as_str(), value.clone()))
        .collect();
    let document = json!({"openapi": "3.0.3", "paths": {"/a": {"$ref": "f0.yaml"}}});
    assert!(bundle(document, PAGE, &files(&twice)).is_err());
}

#[test]
fn a_document_of_its_own_is_left_alone() {
    assert!(!is_needed("{\"$ref\": \"#/a\"}\n$ref: '#/b'\n'$ref' : \"#/c\""));
    assert!(is_needed("a: {$ref: a.yaml}"));
    assert!(is_needed("$ref: '#/b'\n$ref:\n  \"./c\""));
}

#[test]
fn what_a_file_at_hand_does_not_have_is_missing_in_the_document() {
    let document = json!({"openapi": "3.1.0", "paths": {"/a": {"get": {
        "parameters": [{"$ref": "shared.yaml#/parameters/none"}],
        "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "shared.yaml#/none"}}}}},
    }}}});
    let found = bundled(document, &[("shared.yaml", json!({"parameters": {}}))]);
    let get = &found["paths"]["/a"]["get"];
    assert_eq!(get["parameters"][0]["$ref"], "#shared.yaml#/parameters/none");
    assert_eq!(
        get["responses"]["200"]["content"]["application/json"]["schema"]["$ref"],
        "#shared.yaml#/none"
    );
}

#[test]
fn an_anchor_in_a_file_is_its_schemas_place() {
    let used = |reference: &str| json!({"components": {"schemas": {"Book": {"$ref": reference}}}, "openapi": "3.1.0"});
    let file = json!({"$defs": {"Cover": {"$anchor": "cover", "type": "object", "properties": {"back": {"$ref": "#cover"}}}}});
    let found = bundled(used("all.yaml#cover"), &[("all.yaml", file.clone())]);
    assert_eq!(found["components"]["schemas"]["Book"], file["$defs"]["Cover"]);
    let astray = used("all.yaml#spine");
    assert_eq!(bundled(astray.clone(), &[("all.yaml", file)]), astray);
}
