//! Path items and operations: body and form parameters become the request body, media types go to bodies.

use serde_json::{Value, json};

use super::{Defaults, parameter, place, response, servers, texts};
use crate::openapi::METHODS;
use crate::openapi::schema::JsonObject;
use crate::pass::Log;
use crate::pointer;

pub(super) fn path_item(
    item: &mut JsonObject,
    defaults: &Defaults,
    hosted: Option<(&str, Option<&str>)>,
    at: &str,
    log: &mut Log<'_>,
) {
    // Body and form parameters of the path belong to each operation that has none of its own.
    let mut shared = Vec::new();
    let place = place(item, &["parameters"]);
    if let Some(Value::Array(parameters)) = item.shift_remove("parameters") {
        let all = pointer::join(at, "parameters");
        let moved = bodies(&parameters, defaults);
        let mut plain = Vec::new();
        for (index, parameter) in parameters.into_iter().enumerate() {
            if moved.binary_search(&index).is_ok() {
                shared.push(parameter);
            } else {
                let at = pointer::join(&all, index.to_string());
                plain.push(parameter::plain(&parameter, &at, log));
            }
        }
        if !plain.is_empty() {
            item.shift_insert(place, "parameters".to_owned(), Value::Array(plain));
        }
        log.left_out(moved.into_iter().map(|index| (all.clone(), index)));
    }
    for method in METHODS {
        if let Some(Value::Object(operation)) = item.get_mut(method) {
            let at = pointer::join(at, method);
            if let (Some(schemes), Some((host, base))) = (operation.shift_remove("schemes"), hosted) {
                let servers = servers(Some(host), base, &texts(Some(schemes)), log);
                operation.insert("servers".to_owned(), Value::Array(servers));
            }
            convert(operation, &shared, defaults, &at, log);
        }
    }
}

/// The indexes of the parameters that are no parameters in OpenAPI 3.
fn bodies(parameters: &[Value], defaults: &Defaults) -> Vec<usize> {
    let is_body = |(index, parameter): (usize, &Value)| {
        let resolved = defaults.resolve(parameter).1;
        is_in_body(resolved).then_some(index)
    };
    parameters.iter().enumerate().filter_map(is_body).collect()
}

fn is_in_body(parameter: &Value) -> bool {
    matches!(
        parameter.get("in").and_then(Value::as_str),
        Some("body" | "formData")
    )
}

fn convert(operation: &mut JsonObject, shared: &[Value], defaults: &Defaults, at: &str, log: &mut Log<'_>) {
    let own = |value: Option<Value>, default: &[String]| match value {
        Some(value) => texts(Some(value)),
        None => default.to_vec(),
    };
    let consumes = own(operation.shift_remove("consumes"), &defaults.consumes);
    let produces = own(operation.shift_remove("produces"), &defaults.produces);

    let place = place(operation, &["parameters", "responses"]);
    let listed = match operation.shift_remove("parameters") {
        Some(Value::Array(parameters)) => parameters,
        _ => Vec::new(),
    };
    let (mut plain, mut body, mut form) = (Vec::new(), None, Vec::new());
    let own_body = listed
        .iter()
        .any(|parameter| is_in_body(defaults.resolve(parameter).1));
    let inherited: &[Value] = if own_body { &[] } else { shared };
    let parameters_at = pointer::join(at, "parameters");
    for (index, parameter) in listed.iter().chain(inherited).enumerate() {
        let (name, resolved) = defaults.resolve(parameter);
        match resolved.get("in").and_then(Value::as_str) {
            Some("body") => {
                body = Some(match name {
                    Some(name) if consumes == defaults.consumes => {
                        json!({"$ref": format!("#{}", pointer::from_tokens(["components", "requestBodies", name]))})
                    }
                    _ => parameter::body(resolved, &consumes, &parameters_at, log),
                });
            }
            Some("formData") => form.push(resolved.clone()),
            _ => {
                let at = pointer::join(&parameters_at, index.to_string());
                plain.push(parameter::plain(parameter, &at, log));
            }
        }
    }
    let moved = bodies(&listed, defaults).into_iter();
    log.left_out(moved.map(|index| (parameters_at.clone(), index)));
    let has_plain = !plain.is_empty();
    if has_plain {
        operation.shift_insert(place, "parameters".to_owned(), Value::Array(plain));
    }
    if !form.is_empty() {
        if body.is_some() {
            log.ignored(at, "form parameters beside a body parameter");
        }
        body.get_or_insert_with(|| parameter::form(form, &consumes, &parameters_at, log));
    }
    if let Some(body) = body {
        operation.shift_insert(place + usize::from(has_plain), "requestBody".to_owned(), body);
    }
    if let Some(Value::Object(responses)) = operation.get_mut("responses") {
        for (status, response) in responses {
            if !status.starts_with("x-") {
                let at = pointer::join(&pointer::join(at, "responses"), status);
                response::convert(response, &produces, &at, log);
            }
        }
    }
}
