//! Parameters that OpenAPI 3.2 added and a client does not send yet, and words that only 3.2 gives a meaning there.

use serde_json::Value;

use crate::openapi::{Kind, reference, walk_down};
use crate::pass::Pass;
use crate::pointer;

pub(super) const PASS: Pass = Pass {
    id: "parameters",
    why: "a client sends parameters one by one, in the styles that OpenAPI 3.1 has",
    run: |document, log| {
        let components = document.pointer("/components/parameters").cloned();
        let components = components.unwrap_or_default();
        walk_down(document, &mut |kind, at, value| {
            let Value::Object(object) = value else { return };
            match kind {
                Kind::PathItem | Kind::Operation => {
                    let Some(Value::Array(parameters)) = object.get_mut("parameters") else {
                        return;
                    };
                    let at = pointer::join(at, "parameters");
                    parameters.retain(|parameter| {
                        let whole = is_query_string(parameter, &components);
                        if whole {
                            let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
                            log.ignored(
                                &at,
                                format!("the parameter `{name}` is the whole query string, which the client does not take"),
                            );
                        }
                        !whole
                    });
                }
                Kind::Parameter => {
                    let is = |key: &str, text: &str| object.get(key).is_some_and(|value| value == text);
                    if is("in", "cookie") && is("style", "cookie") {
                        object.shift_remove("style");
                    }
                    let in_query = object.get("in").is_some_and(|place| place == "query");
                    if object.contains_key("in")
                        && !in_query
                        && object.shift_remove("allowReserved").is_some()
                    {
                        log.ignored(at, "`allowReserved` counts in query parameters only");
                    }
                }
                _ => {}
            }
        });
        if let Some(Value::Object(parameters)) = document.pointer_mut("/components/parameters") {
            parameters.retain(|_, parameter| parameter.get("in").is_none_or(|place| place != "querystring"));
        }
    },
};

fn is_query_string(parameter: &Value, components: &Value) -> bool {
    let named = reference::of(parameter).and_then(reference::component);
    let parameter = match named {
        Some((_, name)) => components.get(&name).unwrap_or(parameter),
        None => parameter,
    };
    parameter.get("in").is_some_and(|place| place == "querystring")
}
