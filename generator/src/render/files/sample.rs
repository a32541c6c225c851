//! A call of an operation for documentation: the required values, as the page's examples have them.

use std::collections::HashMap;

use serde_json::Value;

use quote::ToTokens;

use super::Context;
use super::budget::{Budget, VALUES};
use crate::model::plan::{Location, Operation};
use crate::render::setters::{Setter, on_operation};
use crate::{Note, NoteKind, pointer};

/// How deep a made-up value goes.
const DEPTH: usize = 6;

/// A call as code, and what it leaves out.
#[derive(Debug)]
pub(super) struct Call {
    /// `.issue_token().scope("…").expires_in("…")`.
    pub(super) code: String,
    /// Said where the example does not hold all that the operation asks for.
    pub(super) note: Option<Note>,
}

/// The call, as deep as its budget reaches.
pub(super) fn call(context: &Context<'_>, operation: &Operation) -> Call {
    let attempt = |depth: usize| {
        let mut budget = Budget::new();
        let code = attempt(context, operation, depth, &mut budget);
        (depth, code, budget)
    };
    let (depth, code, budget) = (1..=DEPTH)
        .rev()
        .map(attempt)
        .find(|(_, _, budget)| !budget.is_exceeded)
        .unwrap_or_else(|| attempt(0));
    let what = if budget.is_exceeded || depth < DEPTH {
        format!(
            "what is more than {depth} levels deep is left out of the example, which would hold more than {VALUES} values"
        )
    } else if budget.is_cut {
        format!("what is more than {DEPTH} levels deep is left out of the example, although it is required")
    } else if budget.passed_over {
        format!("the example does not hold what the page shows, which is more than {VALUES} values")
    } else {
        return Call { code, note: None };
    };
    let at = pointer::from_tokens(["paths", &operation.path, &operation.method.to_ascii_lowercase()]);
    Call {
        code,
        note: Some(Note::new(NoteKind::Ignored, "example", at, what)),
    }
}

fn attempt(context: &Context<'_>, operation: &Operation, depth: usize, budget: &mut Budget) -> String {
    let document = &context.canonical.document;
    let at = pointer::from_tokens(["paths", &operation.path, &operation.method.to_ascii_lowercase()]);
    let node = document.pointer(&at).unwrap_or(&Value::Null);
    let mut call = format!(".{}()", operation.method_name);
    for parameter in operation.parameters.iter().filter(|parameter| parameter.required) {
        let declared = declared(
            document,
            node,
            &operation.path,
            &parameter.name,
            parameter.location,
        );
        if budget.is_exceeded {
            return call;
        }
        let schema = declared.map_or(&Value::Null, |declared| &declared["schema"]);
        let said = declared.and_then(|declared| declared.get("example"));
        let value = said.and_then(|said| budget.afford(said));
        let value = value.unwrap_or_else(|| sample(document, schema, &parameter.name, depth, budget));
        call.push_str(&format!(
            ".{}({})",
            parameter.ident,
            literal(context, &value, &parameter.ty)
        ));
    }
    let Some(body) = &operation.body else { return call };
    let request = resolved(document, &node["requestBody"]);
    let media = request["content"].as_object().and_then(|content| {
        content
            .iter()
            .find(|(media_type, _)| body.media_type.starts_with(media_type.as_str()) || content.len() == 1)
    });
    let Some((_, media)) = media else { return call };
    let schema = resolved(document, &media["schema"]);
    let shown = shown(document, media);
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let readable = |name: &str| resolved(document, &schema["properties"][name])["readOnly"] != true;
    let properties = context.polished.setters.get(&body.ty).unwrap_or_default();
    let setters = on_operation(properties, &operation.parameters);
    let mut by_letters = HashMap::new();
    for setter in &setters {
        by_letters
            .entry(letters(&setter.1.name.to_string()))
            .or_insert(setter);
    }
    for name in required.into_iter().filter(|name| readable(name)) {
        let Some((method, setter)) = by_letters.get(&letters(name)) else {
            continue;
        };
        if budget.is_exceeded {
            return call;
        }
        let property = &schema["properties"][name];
        let said = shown.and_then(|shown| shown.get(name));
        let value = said.and_then(|said| budget.afford(said));
        let value = value.unwrap_or_else(|| sample(document, property, name, depth, budget));
        call.push_str(&format!(
            ".{method}({})",
            literal(context, &value, &taken(setter))
        ));
    }
    if properties.is_empty() && body.required {
        let value = shown
            .and_then(|shown| budget.afford(shown))
            .unwrap_or_else(|| sample(document, schema, "body", depth, budget));
        call.push_str(&format!(".body({})", literal(context, &value, &body.ty)));
    }
    call
}

/// What a property's name and that of its setter have in common: they differ at most in case and in what Rust's names
/// cannot hold.
fn letters(name: &str) -> String {
    let known = name.trim_start_matches("r#").chars();
    known
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The type that a setter's `impl Into<…>` is of, as the plan writes types.
fn taken(setter: &Setter) -> String {
    let text = setter.argument.to_token_stream().to_string().replace(' ', "");
    text.strip_prefix("implInto<")
        .and_then(|rest| rest.strip_suffix('>'))
        .unwrap_or(&text)
        .to_owned()
}

/// The parameter as the document declares it, on the operation or on its path.
fn declared<'a>(
    document: &'a Value,
    node: &'a Value,
    path: &str,
    name: &str,
    location: Location,
) -> Option<&'a Value> {
    let shared = document.pointer(&pointer::from_tokens(["paths", path, "parameters"]));
    let place = match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    [Some(&node["parameters"]), shared]
        .into_iter()
        .flatten()
        .flat_map(|list| list.as_array().into_iter().flatten())
        .map(|parameter| resolved(document, parameter))
        .find(|parameter| parameter["name"] == name && parameter["in"] == place)
}

/// The example that the page shows for a media type.
fn shown<'a>(document: &'a Value, media: &'a Value) -> Option<&'a Value> {
    media.get("example").or_else(|| {
        let first = media["examples"].as_object()?.values().next()?;
        resolved(document, first).get("value")
    })
}

fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    for _ in 0..DEPTH {
        match value["$ref"]
            .as_str()
            .and_then(|reference| pointer::resolve(document, reference))
        {
            Some(target) => value = target,
            None => break,
        }
    }
    value
}

/// A value of a schema: its example, its default, its first enumerated value, else the simplest one.
fn sample(document: &Value, schema: &Value, name: &str, depth: usize, budget: &mut Budget) -> Value {
    if !budget.spend_on(name) {
        return Value::from("<…>");
    }
    let schema = resolved(document, schema);
    let said = ["example", "default"]
        .iter()
        .find_map(|key| schema.get(*key))
        .or_else(|| schema["enum"].get(0));
    if let Some(said) = said
        .filter(|said| !said.is_null())
        .and_then(|said| budget.afford(said))
    {
        return said;
    }
    match schema["type"].as_str() {
        Some("integer") => Value::from(1),
        Some("number") => Value::from(1.0),
        Some("boolean") => Value::from(true),
        Some("array") if depth > 0 => {
            Value::from(vec![sample(document, &schema["items"], name, depth - 1, budget)])
        }
        Some("object") if depth > 0 => {
            let required = schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            let mut object = serde_json::Map::new();
            for name in required {
                if budget.is_exceeded {
                    break;
                }
                let property = &schema["properties"][name];
                object.insert(
                    name.to_owned(),
                    sample(document, property, name, depth - 1, budget),
                );
            }
            object.into()
        }
        kind => {
            budget.is_cut |= matches!(kind, Some("array" | "object"));
            Value::from(format!("<{name}>"))
        }
    }
}

/// A value as Rust code that converts into a type of the plan.
fn literal(context: &Context<'_>, value: &Value, ty: &str) -> String {
    let text = |ty: &str| matches!(ty, "String" | "specloom_runtime::SecretString" | "SecretString");
    let member = ty.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>'));
    match (value, ty) {
        (Value::String(said), _) if text(ty) || context.polished.setters.takes_text(ty) => {
            format!("{said:?}")
        }
        (Value::Number(said), _) if text(ty) => format!("\"{said}\""),
        (Value::String(said), "specloom_runtime::Bytes" | "specloom_runtime::Upload" | "Upload") => {
            format!("{said:?}.as_bytes().to_vec()")
        }
        (Value::Number(said), "f64") => match said.to_string() {
            text if text.contains(['.', 'e']) => text,
            text => format!("{text}.0"),
        },
        (Value::Number(said), "i64") if said.is_i64() => format!("{said}_i64"),
        (Value::Number(said), "u64" | "u32" | "i32") if said.is_u64() => format!("{said}_{ty}"),
        (Value::Bool(said), "bool") => said.to_string(),
        (Value::Array(said), _) if member.is_some_and(text) && said.iter().all(Value::is_string) => {
            let members = said.iter().filter_map(Value::as_str);
            let members: Vec<String> = members.map(|member| format!("{member:?}.into()")).collect();
            format!("vec![{}]", members.join(", "))
        }
        _ => {
            let ty = ty.replace("types::", &format!("{}::types::", context.crate_ident()));
            parsed(value, &ty)
        }
    }
}

/// A value as JSON that the code parses.
fn parsed(value: &Value, ty: &str) -> String {
    format!(
        "serde_json::from_value::<{ty}>(serde_json::json!({}))?",
        json(value)
    )
}

/// JSON as `json!` takes it. JSON's own spelling will not do: Rust has other escapes in strings, and smaller numbers.
fn json(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(json).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{key:?}: {}", json(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => format!("{number}_i64"),
            (None, Some(number)) => format!("{number:?}_f64"),
            (None, None) => "0".to_owned(),
        },
        Value::Null | Value::Bool(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::parsed;

    #[test]
    fn any_value_is_rust() {
        let value = json!({"a\u{8}\"\\": ["\u{0}\n\u{202e}é", 1, -1, u64::MAX, 1e300, null, true, {}]});
        let code = parsed(&value, "_");
        let expression: syn::Expr = syn::parse_str(&code).unwrap();
        let syn::Expr::Try(_) = expression else {
            unreachable!("{code}")
        };
        assert_eq!(
            code,
            "serde_json::from_value::<_>(serde_json::json!({\"a\\u{8}\\\"\\\\\": [\"\\0\\n\\u{202e}é\", 1_i64, -1_i64, \
             1.8446744073709552e19_f64, 1e300_f64, null, true, {}]}))?"
        );
    }
}
