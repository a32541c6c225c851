//! Names that are held, through the whole pipeline.

use serde_json::{Value, json};

use crate::error::Place;
use crate::model::Model;
use crate::pins::Pins;
use crate::pipeline;
use crate::pipeline::canonical;
use crate::source::Source;
use crate::sources::Sources;
use crate::vendor::Vendor;

fn vendor() -> Vendor {
    let text = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n";
    Vendor::parse(&Source::new("vendor.toml", text)).unwrap()
}

fn document(paths: Value, components: Value) -> Value {
    json!({"openapi": "3.1.0", "info": {"title": "Acme", "version": "1"}, "paths": paths, "components": components})
}

fn lifted(document: &Value) -> crate::lift::Canonical {
    let page = Source::new("page.json", document.to_string());
    canonical(&Sources::of_page(page, vendor())).unwrap()
}

fn model(document: &Value, pins: &Pins) -> Model {
    let vendor = Vendor {
        pins: pins.clone(),
        ..vendor()
    };
    let (model, notes) = crate::model::model(&lifted(document), &vendor).unwrap();
    let lost: Vec<_> = notes.iter().filter(|note| note.pass == "pins").collect();
    assert!(lost.is_empty(), "{lost:?}");
    model
}

/// What has to be held of `old`, after it was seen that the client then has what it had.
fn held(old: &Value, new: &Value) -> Vec<String> {
    let (before, after) = (lifted(old), lifted(new));
    let pins = pipeline::pins((&before, &vendor()), (&after, &vendor())).unwrap();
    let pinned = Vendor {
        pins: pins.clone(),
        ..vendor()
    };
    let apis = (
        pipeline::api(&before, &vendor()).unwrap(),
        pipeline::api(&after, &pinned).unwrap(),
    );
    let findings = crate::compare::compare_clients((&before.document, &apis.0), (&after.document, &apis.1));
    let major: Vec<_> = findings
        .iter()
        .filter(|finding| finding.rust == crate::compare::Rust::Major)
        .map(|finding| (&finding.message, &finding.items))
        .collect();
    assert!(major.is_empty(), "{pins:?}: {major:#?}");
    // What is held stays so, together with the names that gave way to it.
    let again = pipeline::pins((&after, &pinned), (&after, &pinned)).unwrap();
    assert!(
        pins.iter().all(|pin| again.iter().any(|other| pin == other)),
        "{again:?}"
    );
    pins.iter()
        .map(|(section, key, name)| format!("{section}: {key} = {name}"))
        .collect()
}

fn object(properties: &[&str]) -> Value {
    let properties: serde_json::Map<String, Value> = properties
        .iter()
        .map(|name| ((*name).to_owned(), json!({"type": "string"})))
        .collect();
    json!({"type": "object", "properties": properties})
}

fn reply(schema: Value) -> Value {
    json!({"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}})
}

fn get(id: &str, schema: Value) -> Value {
    json!({"get": {"operationId": id, "responses": reply(schema)}})
}

fn to(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[test]
fn an_inline_shape_that_becomes_a_component_keeps_its_name() {
    let user = || object(&["id", "email"]);
    let old = document(json!({"/users/{id}": get("showUser", user())}), json!({}));
    let new = document(
        json!({"/users/{id}": get("showUser", to("Person"))}),
        json!({"schemas": {"Person": user()}}),
    );
    assert_eq!(
        held(&old, &new),
        ["types: GET /users/{id} 200 = ShowUserResponse"]
    );
    assert_eq!(held(&new, &old), ["types: GET /users/{id} 200 = Person"]);
    assert_eq!(held(&new, &new), Vec::<String>::new());
}

#[test]
fn an_operation_keeps_its_name_when_the_page_states_another_and_its_parameters_theirs() {
    let at = |path: &str, id: &str| {
        let name = path.split(['{', '}']).nth(1).unwrap().to_owned();
        let mut item = get(id, object(&["id"]));
        item["get"]["parameters"] =
            json!([{"name": name, "in": "path", "required": true, "schema": {"type": "string"}}]);
        document(json!({path: item}), json!({}))
    };
    assert_eq!(
        held(
            &at("/users/{id}", "Get a user"),
            &at("/users/{userId}/", "users.show")
        ),
        [
            "operations: GET /users/{userId}/ = GetAUser",
            "methods: GET /users/{userId}/ = get_a_user",
            "parameters: GET /users/{userId}/ path 1 = id",
            "types: GET /users/{userId}/ 200 = GetAUserResponse",
        ]
    );
}

#[test]
fn numbers_stay_with_the_shapes_that_had_them() {
    let shapes = json!({"schemas": {"item": object(&["a"]), "Item": object(&["b"])}});
    let paths = json!({"/a": get("a", to("item")), "/b": get("b", to("Item"))});
    let old = document(paths.clone(), shapes);
    let more = json!({"schemas": {"ITEM": object(&["c"]), "item": object(&["a"]), "Item": object(&["b"])}});
    let mut with_c = json!({"/0": get("c", to("ITEM"))});
    with_c
        .as_object_mut()
        .unwrap()
        .extend(paths.as_object().unwrap().clone());
    let new = document(with_c, more);
    let names = |document: &Value, pins: &Pins| -> Vec<String> {
        model(document, pins)
            .types
            .keys()
            .map(ToString::to_string)
            .collect()
    };
    let (before, after) = (names(&old, &Pins::default()), names(&new, &Pins::default()));
    assert_ne!(before, after);
    let pins = pipeline::pins((&lifted(&old), &vendor()), (&lifted(&new), &vendor())).unwrap();
    let kept = names(&new, &pins);
    assert!(
        before.iter().all(|name| kept.contains(name)),
        "{before:?} {kept:?}"
    );
    held(&old, &new);
}

#[test]
fn variants_of_a_union_stay_though_another_comes_first() {
    let card = || object(&["number", "cvc"]);
    let bank = || object(&["iban"]);
    let source = |members: Vec<Value>| {
        document(
            json!({"/pay": {"post": {"operationId": "pay", "requestBody": {"content": {"application/json": {"schema":
                {"type": "object", "required": ["source"], "properties": {"source": {"oneOf": members}}}}}},
                "responses": {"204": {"description": "done"}}}}}),
            json!({}),
        )
    };
    let old = source(vec![card(), bank()]);
    let new = source(vec![object(&["wallet", "pin"]), card(), bank()]);
    let found = held(&old, &new);
    assert!(!found.is_empty());
    held(&old, &source(vec![bank(), card()]));
}

#[test]
fn fields_values_servers_and_credentials_stay() {
    let page = |values: &[&str], properties: &[&str], server: &str, schemes: Value| {
        let mut kinds = object(properties);
        kinds["properties"]["kind"] = json!({"type": "string", "enum": values});
        let mut document = document(
            json!({"/a": get("a", kinds)}),
            json!({"securitySchemes": schemes}),
        );
        document["servers"] = json!([{"url": "https://api.acme.test", "description": server}]);
        document["security"] = json!([{"one": []}]);
        document
    };
    let key = |header: &str| json!({"type": "apiKey", "in": "header", "name": header});
    let old = page(
        &["a-b", "c"],
        &["fooBar"],
        "Production server",
        json!({"one": key("X-One")}),
    );
    let new = page(
        &["a_b", "a-b", "c"],
        &["foo_bar", "fooBar"],
        "Live",
        json!({"one": key("X-One"), "two": key("X-Two")}),
    );
    assert_eq!(
        held(&old, &new),
        [
            "fields: GET /a 200/fooBar = foo_bar",
            "variants: GET /a 200/kind/=a-b = Ab",
            "servers: https://api.acme.test = ProductionServer",
            "credentials: header x-one = api_key",
        ]
    );
}

#[test]
fn a_new_parameter_does_not_take_the_name_of_a_setter() {
    let page = |parameters: Value| {
        document(
            json!({"/a": {"post": {"operationId": "make", "parameters": parameters,
                "requestBody": {"content": {"application/json": {"schema": object(&["name"])}}},
                "responses": {"204": {"description": "done"}}}}}),
            json!({}),
        )
    };
    let new = page(json!([{"name": "name", "in": "query", "schema": {"type": "string"}}]));
    assert_eq!(
        held(&page(json!([])), &new),
        ["parameters: POST /a query name = query_name"]
    );
}

#[test]
fn another_thing_in_the_same_place_gets_another_name() {
    let at = |name: &str, properties: &[&str]| {
        document(
            json!({"/a": get("a", to(name))}),
            json!({"schemas": {name: object(properties)}}),
        )
    };
    let (old, new) = (at("User", &["id", "email"]), at("Invoice", &["total", "lines"]));
    let pins = pipeline::pins((&lifted(&old), &vendor()), (&lifted(&new), &vendor())).unwrap();
    assert!(pins.is_empty(), "{pins:?}");
}

#[test]
fn what_is_written_by_hand_is_checked() {
    let parse = |text: &str| Pins::parse(&Source::new("names.toml", text));
    let error = parse("[types]\n\"GET /a 200\" = \"user\"\n").unwrap_err();
    assert_eq!(error.place, Place::file("names.toml").at(2, 1));
    assert!(
        error
            .problem
            .contains("`user` is no name for [types], such as `CreateUser`"),
        "{error}"
    );
    assert!(parse("[sauce]\na = 'b'\n").is_err());
    let page = document(json!({"/a": get("a", object(&["id"]))}), json!({}));
    let pinned = Vendor {
        pins: parse("[types]\n\"GET /b 200\" = \"User\"\n\"GET /a 200\" = \"Option\"\n[methods]\n\"GET /a\" = \"builder\"\n").unwrap(),
        ..vendor()
    };
    let (_, notes) = crate::model::model(&lifted(&page), &pinned).unwrap();
    let notes: Vec<&str> = notes
        .iter()
        .filter(|note| note.pass == "pins")
        .map(|note| note.what.as_str())
        .collect();
    assert_eq!(
        notes,
        [
            "`User` in names.toml, [types], is not held: there is no such place: `GET /b 200`",
            "`Option` in names.toml, [types], is not held: it is no such name in Rust: `GET /a 200`",
            "`builder` in names.toml, [methods], is not held: the name is given to something else: `GET /a`",
        ]
    );
}
