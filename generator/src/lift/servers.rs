//! Servers: no empty list, a URL in each, a default for each variable.

use serde_json::{Value, json};

use crate::openapi::schema::JsonObject;
use crate::openapi::template_names;
use crate::openapi::{ObjectKind, walk_down};
use crate::pass::{Log, Pass};
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "servers",
    why: "an empty list of servers says nothing, and a server's variables need defaults",
    run: |document, log| {
        walk_down(document, &mut |kind, pointer, value| {
            let Value::Object(object) = value else { return };
            match kind {
                ObjectKind::Document | ObjectKind::PathItem | ObjectKind::Operation => {
                    list(object, pointer, log)
                }
                ObjectKind::Server => variables(object, pointer, log),
                _ => {}
            }
        });
    },
};

fn list(object: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let pointer = &pointer::join(pointer, "servers");
    match object.get_mut("servers") {
        None => return,
        Some(Value::Array(servers)) => {
            let before = servers.len();
            let has_url = |server: &Value| server.get("url").is_some_and(Value::is_string);
            let without = servers.iter().enumerate().filter(|(_, server)| !has_url(server));
            let without: Vec<_> = without.map(|(index, _)| (pointer.clone(), index)).collect();
            servers.retain(has_url);
            if !without.is_empty() {
                log.ignored(pointer, "a server without a URL");
            }
            log.left_out(without);
            if !servers.is_empty() {
                return;
            }
            if before == 0 {
                log.ignored(pointer, "an empty list of servers");
            }
        }
        Some(_) => log.ignored(pointer, "`servers` is not a list"),
    }
    object.shift_remove("servers");
}

fn variables(server: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let url = server
        .get("url")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    for name in template_names(&url) {
        let defined = server
            .get("variables")
            .and_then(|variables| variables.get(name))
            .is_some_and(Value::is_object);
        if !defined {
            log.inferred(
                pointer,
                format!(
                    "the server variable {name} is not described; its default is empty",
                    name = words::name(name)
                ),
            );
            if !server.get("variables").is_some_and(Value::is_object) {
                server.insert("variables".to_owned(), json!({}));
            }
            server["variables"][name] = json!({"default": ""});
        }
    }
    let Some(Value::Object(variables)) = server.get_mut("variables") else {
        return;
    };
    variables.retain(|name, variable| {
        let Value::Object(variable) = variable else {
            log.ignored(
                pointer,
                format!(
                    "the server variable {name} is not an object",
                    name = words::name(name)
                ),
            );
            return false;
        };
        if !url.contains(&format!("{{{name}}}")) {
            log.ignored(
                pointer,
                format!(
                    "the server variable {name} is not in the URL",
                    name = words::name(name)
                ),
            );
            return false;
        }
        if let Some(Value::Array(values)) = variable.get_mut("enum") {
            values.iter_mut().for_each(text);
            if values.is_empty() {
                variable.shift_remove("enum");
            }
        }
        match variable.get_mut("default") {
            Some(default) => text(default),
            None => {
                let default = variable
                    .get("enum")
                    .and_then(|values| values.get(0))
                    .cloned()
                    .unwrap_or_else(|| json!(""));
                log.inferred(
                    pointer,
                    format!(
                        "the server variable {name} has no default; {default} is taken",
                        name = words::name(name)
                    ),
                );
                variable.insert("default".to_owned(), default);
            }
        }
        true
    });
    if variables.is_empty() {
        server.shift_remove("variables");
    }
}

/// Ports are written as numbers, and are texts.
fn text(value: &mut Value) {
    if !value.is_string() {
        *value = json!(value.to_string());
    }
}
