//! Security schemes and requirements that are none of OpenAPI's. Whether they fit each other is `requirements`' to see, after the
//! corrections.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::openapi::schema::take;
use crate::openapi::{ObjectKind, walk_down};
use crate::pass::{Log, Pass};
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "security",
    why: "a scheme is of a type that OpenAPI knows, and requirements are lists of objects",
    run: |document, log| {
        if let Some(Value::Object(schemes)) = document.pointer_mut("/components/securitySchemes") {
            schemes.retain(|name, scheme| {
                let pointer = pointer::from_tokens(["components", "securitySchemes", name]);
                settle(scheme, &pointer, log)
            });
        }
        walk_down(document, &mut |kind, pointer, value| {
            if matches!(kind, ObjectKind::Document | ObjectKind::Operation) {
                requirements(value, pointer, log);
            }
        });
    },
};

/// Makes a scheme one of OpenAPI's; `false` when it cannot be.
fn settle(scheme: &mut Value, pointer: &str, log: &mut Log<'_>) -> bool {
    let Value::Object(object) = scheme else {
        log.ignored(pointer, "the security scheme is not an object; it is left out");
        return false;
    };
    if object.contains_key("$ref") {
        return true;
    }
    let text = |object: &Map<String, Value>, key: &str| {
        object
            .get(key)
            .and_then(Value::as_str)
            .map(str::to_ascii_lowercase)
    };
    match text(object, "type").as_deref() {
        Some(kind @ ("basic" | "bearer")) => {
            object.insert("type".to_owned(), json!("http"));
            object.insert("scheme".to_owned(), json!(kind));
            log.inferred(pointer, format!("`type: {kind}` means the http scheme {kind}"));
        }
        Some("apikey") => {
            object.insert("type".to_owned(), json!("apiKey"));
            let placed = matches!(text(object, "in").as_deref(), Some("query" | "header" | "cookie"));
            if !placed || !object.get("name").is_some_and(Value::is_string) {
                log.ignored(pointer, "an API key that does not say where it goes is left out");
                return false;
            }
        }
        Some("http") if object.get("scheme").is_some_and(Value::is_string) => {}
        Some("oauth2") if object.get("flows").is_some_and(Value::is_object) => flows(object, pointer, log),
        Some("openidconnect") if object.get("openIdConnectUrl").is_some_and(Value::is_string) => {
            object.insert("type".to_owned(), json!("openIdConnect"));
        }
        Some("mutualtls") => {
            object.insert("type".to_owned(), json!("mutualTLS"));
        }
        kind => {
            log.ignored(
                pointer,
                format!(
                    "a security scheme of the unknown type {} is left out",
                    words::name(kind.unwrap_or_default())
                ),
            );
            return false;
        }
    }
    let kind = object["type"].as_str().unwrap_or_default().to_owned();
    let bearer = text(object, "scheme").as_deref() == Some("bearer");
    let foreign = |key: &str| match key {
        "name" | "in" => kind != "apiKey",
        "scheme" => kind != "http",
        "bearerFormat" => kind != "http" || !bearer,
        "flows" => kind != "oauth2",
        "openIdConnectUrl" => kind != "openIdConnect",
        _ => false,
    };
    for key in take(object, foreign).keys() {
        log.ignored(
            pointer,
            format!(
                "{key} has no meaning in a scheme of type {kind}",
                key = words::name(key)
            ),
        );
    }
    true
}

fn flows(scheme: &mut Map<String, Value>, pointer: &str, log: &mut Log<'_>) {
    let Some(Value::Object(flows)) = scheme.get_mut("flows") else {
        return;
    };
    for (name, flow) in flows.iter_mut() {
        let Value::Object(flow) = flow else { continue };
        if !name.starts_with("x-") && !flow.get("scopes").is_some_and(Value::is_object) {
            flow.insert("scopes".to_owned(), json!({}));
            log.inferred(
                pointer,
                format!("the flow {name} lists no scopes", name = words::name(name)),
            );
        }
    }
}

fn requirements(value: &mut Value, pointer: &str, log: &mut Log<'_>) {
    let Some(security) = value.get_mut("security") else {
        return;
    };
    let pointer = pointer::join(pointer, "security");
    if security.is_object() {
        *security = json!([security.take()]);
        log.inferred(
            &pointer,
            "`security` is an object, where OpenAPI has a list; it is taken for the list's only member",
        );
    }
    let Value::Array(alternatives) = security else {
        value
            .as_object_mut()
            .expect("invariant: it has a key")
            .shift_remove("security");
        log.ignored(&pointer, "`security` is not a list; it is left out");
        return;
    };
    let mut seen = HashSet::with_capacity(alternatives.len());
    alternatives.retain_mut(|alternative| {
        let Value::Object(schemes) = alternative else {
            log.ignored(&pointer, "a requirement that is not an object is left out");
            return false;
        };
        for (name, scopes) in schemes.iter_mut() {
            // Of OAuth the scopes, and since OpenAPI 3.1 of the other schemes the roles.
            let names = scopes.as_array().map_or(&[][..], Vec::as_slice);
            if !scopes.is_array() || !names.iter().all(Value::is_string) {
                log.ignored(&pointer, format!("`{name}: {scopes}` is not a list of scopes"));
                *scopes = json!([]);
            }
        }
        seen.insert(alternative.clone())
    });
}
