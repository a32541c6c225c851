//! Parameters: which ones there are, and how each says its type.
//!
//! OpenAPI (Parameter Object) says that headers named `Accept`, `Content-Type` or `Authorization` shall be ignored
//! as parameters; a name stands at most once per place; a path parameter is required; `schema` and `content` exclude
//! each other.

use serde_json::{Map, Value};

use crate::openapi::reference;
use crate::openapi::schema::{JsonObject, take};
use crate::openapi::{ObjectKind, version, walk_down};
use crate::pass::{Log, Pass};
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "parameters",
    why: "a parameter stands once per place, says its type once, and is required in a path",
    run: |document, log| {
        let components = document
            .pointer("/components/parameters")
            .cloned()
            .unwrap_or_default();
        let newer = version::is_3_2(document);
        walk_down(document, &mut |kind, pointer, value| {
            let Value::Object(object) = value else { return };
            match kind {
                ObjectKind::PathItem | ObjectKind::Operation => {
                    list(object, &components, newer, pointer, log)
                }
                ObjectKind::Parameter | ObjectKind::Header if !object.contains_key("$ref") => {
                    one(object, kind, newer, pointer, log)
                }
                _ => {}
            }
        });
    },
};

/// The parameter itself, where a reference to a component stands.
fn resolve<'a>(parameter: &'a Value, components: &'a Value) -> &'a Value {
    let named = reference::of(parameter).and_then(reference::component);
    let shared = named.filter(|(section, _)| section == "parameters");
    shared
        .and_then(|(_, name)| components.get(name))
        .unwrap_or(parameter)
}

fn list(owner: &mut JsonObject, components: &Value, newer: bool, pointer: &str, log: &mut Log<'_>) {
    let Some(Value::Array(parameters)) = owner.get_mut("parameters") else {
        return;
    };
    let mut seen: Vec<(String, String)> = Vec::with_capacity(parameters.len());
    let before = parameters.len();
    let all = pointer::join(pointer, "parameters");
    let mut index = 0;
    let mut left_out = Vec::new();
    let mut is_kept = |parameter: &Value, pointer: &str, log: &mut Log<'_>| {
        let resolved = resolve(parameter, components);
        let text = |key: &str| resolved.get(key).and_then(Value::as_str).map(str::to_owned);
        let (name, place) = match (text("name"), text("in")) {
            (Some(name), Some(place)) => (name, place),
            // A dangling or odd reference is the reference check's to refuse.
            _ if parameter.get("$ref").is_some() => return true,
            _ => {
                log.ignored(pointer, "a parameter without `name` or `in`");
                return false;
            }
        };
        let known = matches!(place.as_str(), "path" | "query" | "header" | "cookie");
        let known = known || (newer && place == "querystring");
        if !known {
            log.ignored(
                pointer,
                format!(
                    "the parameter {name} is in {place}, where OpenAPI has no parameters",
                    name = words::name(&name),
                    place = words::name(&place)
                ),
            );
            return false;
        }
        let reserved =
            ["accept", "content-type", "authorization"].contains(&name.to_ascii_lowercase().as_str());
        if place == "header" && reserved {
            let says = text("description")
                .map(|text| format!(" (\"{}\")", text.trim()))
                .unwrap_or_default();
            log.ignored(
                pointer,
                format!(
                    "the header parameter {name}{says}: OpenAPI says it shall be ignored",
                    name = words::name(&name)
                ),
            );
            return false;
        }
        if seen.iter().any(|(other, at)| *other == name && *at == place) {
            log.ignored(
                pointer,
                format!(
                    "the {place} parameter {name} is listed twice; the first counts",
                    name = words::name(&name)
                ),
            );
            return false;
        }
        seen.push((name, place));
        true
    };
    parameters.retain(|parameter| {
        let is_kept = is_kept(parameter, &pointer::join(&all, index.to_string()), log);
        if !is_kept {
            left_out.push((all.clone(), index));
        }
        index += 1;
        is_kept
    });
    log.left_out(left_out);
    if parameters.is_empty() && before > 0 {
        owner.shift_remove("parameters");
    }
}

fn one(parameter: &mut JsonObject, kind: ObjectKind, newer: bool, pointer: &str, log: &mut Log<'_>) {
    let place = match kind {
        ObjectKind::Header => "header".to_owned(),
        _ => parameter
            .get("in")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
    };
    if place == "path" && parameter.get("required") != Some(&Value::Bool(true)) {
        parameter.insert("required".to_owned(), Value::Bool(true));
        log.inferred(pointer, "a path parameter is always required");
    }
    if parameter
        .get("required")
        .is_some_and(|required| !required.is_boolean())
    {
        let value = parameter.shift_remove("required").unwrap_or_default();
        log.ignored(pointer, format!("`required: {value}` is not a boolean"));
    }
    style(parameter, &place, newer, pointer, log);

    let schema = parameter.get("schema");
    let typed = schema.is_some_and(|schema| schema.is_object() || schema.is_boolean());
    let content = matches!(parameter.get("content"), Some(Value::Object(content)) if !content.is_empty());
    if content && typed {
        parameter.shift_remove("content");
        log.ignored(
            pointer,
            "`content` beside `schema` is left out: they exclude each other",
        );
    } else if content {
        if let Some(Value::Object(content)) = parameter.get_mut("content") {
            for media_type in content.keys().skip(1).cloned().collect::<Vec<_>>() {
                content.shift_remove(&media_type);
                log.ignored(
                    pointer,
                    format!("the media type {media_type} is left out: a parameter has one"),
                );
            }
        }
    } else if !typed {
        parameter.shift_remove("schema");
        parameter.shift_remove("content");
        // As Swagger 2.0 says it: the schema's keywords on the parameter itself.
        let keyword =
            |key: &str| ObjectKind::Parameter.child(key).is_none() && ObjectKind::Schema.child(key).is_some();
        let schema: Map<String, Value> = take(parameter, keyword);
        if schema.is_empty() {
            log.inferred(
                pointer,
                "the page does not say what type the value has; any is allowed",
            );
        } else {
            log.inferred(
                pointer,
                "the keywords of the value's type are moved into `schema`",
            );
        }
        parameter.insert("schema".to_owned(), Value::Object(schema));
    }
}

fn style(parameter: &mut JsonObject, place: &str, newer: bool, pointer: &str, log: &mut Log<'_>) {
    let allowed: &[&str] = match place {
        "path" => &["matrix", "label", "simple"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "cookie" if newer => &["form", "cookie"],
        "cookie" => &["form"],
        "querystring" => &[],
        _ => &["simple"],
    };
    if let Some(style) = parameter.get("style")
        && !style.as_str().is_some_and(|style| allowed.contains(&style))
    {
        log.ignored(
            pointer,
            format!("`style: {style}` is not a style of {place} parameters; it is left out"),
        );
        parameter.shift_remove("style");
    }
    if parameter.contains_key("allowReserved") && place != "query" && !newer {
        parameter.shift_remove("allowReserved");
        log.ignored(pointer, "`allowReserved` has a meaning in query parameters only");
    }
}
