//! A call of an operation for documentation: the required values, as the page's examples have them.

use std::fmt::Write as _;

use serde_json::Value;

use super::Context;
use super::budget::{Budget, VALUES};
use crate::model::{Integer, Kind, Model, Operation, Parameter, Presence, Property, Scope, Ty};
use crate::note::{Note, NoteKind};

/// How deep a made-up value goes.
const DEPTH: usize = 6;

/// A call as code, and what it leaves out.
#[derive(Debug)]
pub(super) struct Call {
    /// `.issue_token("u-7").scope("…").expires_in("…")`.
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
    let at = operation.pointer();
    Call {
        code,
        note: Some(Note::new(NoteKind::Ignored, "example", at, what)),
    }
}

fn attempt(context: &Context<'_>, operation: &Operation, depth: usize, budget: &mut Budget) -> String {
    let model = context.model;
    let mut value_of = |parameter: &Parameter| {
        let (wire, shown) = (parameter.wire.as_str(), parameter.example.as_ref());
        let value = sample(model, &parameter.ty, shown, wire, depth, budget);
        literal(context, &value, &parameter.ty)
    };
    let arguments: Vec<String> = operation.path_parameters().map(&mut value_of).collect();
    let mut call = format!(".{}({})", operation.method_name, arguments.join(", "));
    for parameter in operation
        .other_parameters()
        .filter(|parameter| parameter.required)
    {
        write!(call, ".{}({})", parameter.rust, value_of(parameter))
            .expect("invariant: a string takes any text");
    }
    if budget.is_exceeded {
        return call;
    }
    let Some(body) = &operation.body else { return call };
    let Some(setters) = model.body_setters(operation) else {
        if body.required {
            let value = sample(model, &body.ty, body.example.as_ref(), "body", depth, budget);
            set(&mut call, context, "body", &value, &body.ty);
        }
        return call;
    };
    for setter in setters {
        let Property::Named(field) = setter.of else {
            continue;
        };
        if field.presence == Presence::Optional {
            continue;
        }
        if budget.is_exceeded {
            return call;
        }
        let wire = field.wire.as_str();
        let shown = body.example.as_ref().and_then(|shown| shown.get(wire));
        let shown = shown.or(field.example.as_ref());
        let value = sample(model, &field.ty, shown, wire, depth, budget);
        set(&mut call, context, setter.method.as_str(), &value, &field.ty);
    }
    call
}

fn set(call: &mut String, context: &Context<'_>, method: &str, value: &Value, ty: &Ty) {
    let value = literal(context, value, ty);
    write!(call, ".{method}({value})").expect("invariant: a string takes any text");
}

/// A value of a type: what the page shows, its first known value, else the simplest one.
fn sample(
    model: &Model,
    ty: &Ty,
    shown: Option<&Value>,
    name: &str,
    depth: usize,
    budget: &mut Budget,
) -> Value {
    let definition = ty.name().and_then(|name| model.types.get(name));
    let shown = shown.or_else(|| definition?.example.as_ref());
    if let Some(shown) = shown.and_then(|shown| budget.afford(shown)) {
        return shown;
    }
    if !budget.spend_on(name) {
        return Value::from("<…>");
    }
    match (ty, definition.map(|definition| &definition.kind)) {
        (Ty::Integer(_), _) => Value::from(1),
        (Ty::Number, _) => Value::from(1.0),
        (Ty::Bool, _) => Value::from(true),
        (Ty::List(items), _) if depth > 0 => {
            Value::from(vec![sample(model, items, None, name, depth - 1, budget)])
        }
        (Ty::Map(_), _) if depth > 0 => Value::Object(serde_json::Map::new()),
        (Ty::Option(inner), _) => sample(model, inner, None, name, depth, budget),
        (_, Some(Kind::Enum(values))) => values
            .first()
            .map_or(Value::Null, |value| value.wire.clone().into()),
        (_, Some(Kind::Struct(structure))) if depth > 0 => {
            let mut object = serde_json::Map::new();
            for field in &structure.fields {
                if budget.is_exceeded {
                    break;
                }
                if field.presence == Presence::Required {
                    let (wire, shown) = (field.wire.as_str(), field.example.as_ref());
                    let value = sample(model, &field.ty, shown, wire, depth - 1, budget);
                    object.insert(wire.to_owned(), value);
                }
            }
            object.into()
        }
        (_, kind) => {
            budget.is_cut |= matches!(
                (ty, kind),
                (Ty::List(_) | Ty::Map(_), _) | (_, Some(Kind::Struct(_)))
            );
            Value::from(format!("<{name}>"))
        }
    }
}

/// A value as Rust code that converts into a type.
fn literal(context: &Context<'_>, value: &Value, ty: &Ty) -> String {
    let model = context.model;
    let text = |ty: &Ty| match ty {
        Ty::String | Ty::Format(_) | Ty::Secret => true,
        Ty::Named(name) => {
            let definition = model.types.get(name);
            definition.is_some_and(|definition| matches!(definition.kind, Kind::Enum(_)))
        }
        _ => false,
    };
    match (value, ty) {
        (Value::String(said), ty) if text(ty) => format!("{said:?}"),
        (Value::Number(said), Ty::String | Ty::Format(_) | Ty::Secret) => format!("\"{said}\""),
        (Value::String(said), Ty::Bytes | Ty::Upload) => format!("{said:?}.as_bytes().to_vec()"),
        (Value::Number(said), Ty::Number) => match said.to_string() {
            text if text.contains(['.', 'e']) => text,
            text => format!("{text}.0"),
        },
        (Value::Number(said), Ty::Integer(Integer::I32)) => format!("{said}_i32"),
        (Value::Number(said), Ty::Integer(Integer::U32)) => format!("{said}_u32"),
        (Value::Number(said), Ty::Integer(Integer::I64)) if said.is_i64() => format!("{said}_i64"),
        (Value::Number(said), Ty::Integer(Integer::U64)) if said.is_u64() => format!("{said}_u64"),
        (Value::Bool(said), Ty::Bool) => said.to_string(),
        (Value::Array(said), Ty::List(items))
            if matches!(**items, Ty::String | Ty::Format(_) | Ty::Secret)
                && said.iter().all(Value::is_string) =>
        {
            let members = said.iter().filter_map(Value::as_str);
            let members: Vec<String> = members.map(|member| format!("{member:?}.into()")).collect();
            format!("vec![{}]", members.join(", "))
        }
        _ => parsed(
            value,
            &ty.tokens(Scope::Outside(&context.crate_ident())).to_string(),
        ),
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
