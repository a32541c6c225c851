//! Swagger 2.0 → OpenAPI 3.0: the same API in the newer structure.
//!
//! ```yaml
//! {swagger: '2.0', host: api.acme.test, basePath: /v1, schemes: [https], definitions: {…}}
//! # becomes
//! {openapi: 3.0.4, servers: [{url: 'https://api.acme.test/v1'}], components: {schemas: {…}}}
//! ```
//!
//! What is inside schemas stays as it is: it is what OpenAPI 3.0 says, which the passes that follow raise.

mod content;
mod operation;
mod parameter;
mod response;
mod security;

use serde_json::{Map, Value, json};

use crate::openapi::reference;
use crate::openapi::schema::{JsonObject, take};
use crate::openapi::{ObjectKind, walk_down};
use crate::pass::{Log, Pass};
use crate::pointer;

pub(super) const PASS: Pass = Pass {
    id: "swagger",
    why: "Swagger 2.0 keeps bodies, media types and hosts in other places than OpenAPI 3.0",
    run: |document, log| {
        if document.get("swagger").is_some()
            && let Value::Object(root) = document.take()
        {
            *document = Value::Object(convert(root, log));
            inside_schemas(document, log);
        }
    },
};

/// What operations take from the document's root.
struct Defaults {
    consumes: Vec<String>,
    produces: Vec<String>,
    parameters: Map<String, Value>,
}

impl Defaults {
    /// The parameter itself where a reference to a shared one stands, with the shared one's name.
    fn resolve<'a>(&'a self, parameter: &'a Value) -> (Option<&'a str>, &'a Value) {
        let pointer = reference::of(parameter).and_then(pointer::fragment);
        let tokens: Vec<String> = pointer
            .iter()
            .flat_map(|pointer| pointer::tokens(pointer))
            .collect();
        let name = match tokens.as_slice() {
            [section, name] if section == "parameters" => Some(name),
            _ => None,
        };
        match name.and_then(|name| self.parameters.get_key_value(name)) {
            Some((name, shared)) => (Some(name), shared),
            None => (None, parameter),
        }
    }
}

fn convert(mut root: Map<String, Value>, log: &mut Log<'_>) -> Map<String, Value> {
    root.shift_remove("swagger");
    let mut document = Map::new();
    document.insert("openapi".to_owned(), json!("3.0.4"));
    if let Some(info) = root.shift_remove("info") {
        document.insert("info".to_owned(), info);
    }
    let host = text(root.shift_remove("host"));
    let base = text(root.shift_remove("basePath"));
    let schemes = texts(root.shift_remove("schemes"));
    if host.is_none() && base.is_none() && !schemes.is_empty() {
        log.ignored("/schemes", "`schemes` has no meaning without a `host`");
    }
    let servers = servers(host.as_deref(), base.as_deref(), &schemes, log);
    if !servers.is_empty() {
        document.insert("servers".to_owned(), Value::Array(servers));
    }

    let defaults = Defaults {
        consumes: texts(root.shift_remove("consumes")),
        produces: texts(root.shift_remove("produces")),
        parameters: object(root.shift_remove("parameters")),
    };
    let mut components = Map::new();
    let mut section = |name: &str, entries: Map<String, Value>| {
        if !entries.is_empty() {
            components.insert(name.to_owned(), Value::Object(entries));
        }
    };
    section("schemas", object(root.shift_remove("definitions")));
    let (mut parameters, mut bodies) = (Map::new(), Map::new());
    for (name, parameter) in &defaults.parameters {
        let at = pointer::from_tokens(["parameters", name]);
        match parameter.get("in").and_then(Value::as_str) {
            Some("body") => {
                bodies.insert(
                    name.clone(),
                    parameter::body(parameter, &defaults.consumes, &at, log),
                );
            }
            // Written into the body of each operation that refers to it.
            Some("formData") => {}
            _ => {
                parameters.insert(name.clone(), parameter::plain(parameter, &at, log));
            }
        }
    }
    section("parameters", parameters);
    section("requestBodies", bodies);
    let mut responses = object(root.shift_remove("responses"));
    for (name, shared) in &mut responses {
        let at = pointer::from_tokens(["responses", name]);
        response::convert(shared, &defaults.produces, &at, log);
    }
    section("responses", responses);
    section(
        "securitySchemes",
        security::schemes(object(root.shift_remove("securityDefinitions")), log),
    );

    let mut paths = object(root.shift_remove("paths"));
    for (path, item) in &mut paths {
        if let (true, Value::Object(item)) = (path.starts_with('/') || !path.starts_with("x-"), item) {
            let hosted = host.as_deref().map(|host| (host, base.as_deref()));
            operation::path_item(
                item,
                &defaults,
                hosted,
                &pointer::from_tokens(["paths", path]),
                log,
            );
        }
    }
    // Whatever else is there is the same in both versions, or unknown to both.
    document.extend(root);
    document.insert("paths".to_owned(), Value::Object(paths));
    if !components.is_empty() {
        document.insert("components".to_owned(), Value::Object(components));
    }
    document
}

/// Where the first of `keys` stands in an object, or its end: what takes the place of a key stands where that stood, so that a page
/// that moves to OpenAPI 3 keeps its order.
fn place(object: &JsonObject, keys: &[&str]) -> usize {
    let found = keys
        .iter()
        .find_map(|name| object.keys().position(|key| key == name));
    found.unwrap_or(object.len())
}

fn servers(host: Option<&str>, base: Option<&str>, schemes: &[String], log: &mut Log<'_>) -> Vec<Value> {
    let base = base.unwrap_or_default().trim_end_matches('/');
    let Some(host) = host else {
        if base.is_empty() {
            return Vec::new();
        }
        log.inferred("/basePath", "the page gives a base path and no host");
        return vec![json!({ "url": base })];
    };
    let default = ["https".to_owned()];
    let schemes = if schemes.is_empty() {
        log.inferred(
            "/schemes",
            "the page does not say whether its host is reached by http or https; https is taken",
        );
        &default
    } else {
        schemes
    };
    schemes
        .iter()
        .map(|scheme| json!({"url": format!("{scheme}://{host}{base}")}))
        .collect()
}

/// References to the new places, and the extensions by which Swagger 2.0 says what OpenAPI 3 has words for.
fn inside_schemas(document: &mut Value, log: &mut Log<'_>) {
    const MOVED: [(&str, &str); 4] = [
        ("#/definitions/", "#/components/schemas/"),
        ("#/parameters/", "#/components/parameters/"),
        ("#/responses/", "#/components/responses/"),
        ("#/securityDefinitions/", "#/components/securitySchemes/"),
    ];
    walk_down(document, &mut |kind, pointer, value| {
        let Value::Object(object) = value else { return };
        if let Some(Value::String(reference)) = object.get_mut("$ref")
            && let Some((name, new)) = MOVED
                .iter()
                .find_map(|(old, new)| Some((reference.strip_prefix(old)?, new)))
        {
            *reference = format!("{new}{name}");
        }
        if kind == ObjectKind::Schema {
            for extension in ["x-nullable", "x-isnullable", "x-isNullable"] {
                if let Some(nullable @ Value::Bool(_)) = object.get(extension).cloned() {
                    object.shift_remove(extension);
                    object.entry("nullable").or_insert(nullable);
                }
            }
            if let Some(format) = object.shift_remove("collectionFormat") {
                log.ignored(
                    pointer,
                    "OpenAPI 3 has no keyword for `collectionFormat` of a list within a list",
                );
                object.insert("x-collectionFormat".to_owned(), format);
            }
        }
    });
}

/// Keywords of a Swagger 2.0 parameter or header that belong to the schema in OpenAPI 3.0.
fn schema_of(object: &mut JsonObject) -> JsonObject {
    take(object, |key| {
        matches!(
            key,
            "type"
                | "format"
                | "items"
                | "default"
                | "maximum"
                | "exclusiveMaximum"
                | "minimum"
                | "exclusiveMinimum"
                | "maxLength"
                | "minLength"
                | "pattern"
                | "maxItems"
                | "minItems"
                | "uniqueItems"
                | "enum"
                | "multipleOf"
                | "x-nullable"
                | "title"
        )
    })
}

fn object(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

fn text(value: Option<Value>) -> Option<String> {
    value
        .as_ref()
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

fn texts(value: Option<Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}
