//! Whether an example is a value of its type: one that is none would make the example crate fail when it is run.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::Cx;
use crate::NoteKind;
use crate::model::{Integer, Kind, Model, Operation, Presence, Struct, Ty, TypeDef, TypeName};
use crate::pointer::{self, join};
use crate::words;

type Types = IndexMap<TypeName, TypeDef>;

/// Leaves out the examples that are no values of their types, with a note each.
pub(super) fn check(model: &mut Model, cx: &mut Cx<'_>) {
    let checked: Vec<_> = model
        .types
        .values()
        .map(|definition| checked(&model.types, definition, cx))
        .collect();
    for (definition, (own, fields)) in model.types.values_mut().zip(checked) {
        definition.example = own;
        if let Kind::Struct(structure) = &mut definition.kind {
            for (field, example) in structure.fields.iter_mut().zip(fields) {
                field.example = example;
            }
        }
    }
    let Model {
        types, operations, ..
    } = model;
    for operation in operations {
        check_operation(types, operation, cx);
    }
}

/// The examples of a type and of its fields.
fn checked(types: &Types, definition: &TypeDef, cx: &mut Cx<'_>) -> (Option<Value>, Vec<Option<Value>>) {
    let own = Ty::Named(definition.name.clone());
    let fields = match &definition.kind {
        Kind::Struct(structure) => &structure.fields[..],
        Kind::Enum(_) | Kind::Union(_) => &[],
    };
    let example = settle(types, &own, definition.example.as_ref(), &definition.source, cx);
    let fields = fields
        .iter()
        .map(|field| settle(types, &field.ty, field.example.as_ref(), &field.source, cx));
    (example, fields.collect())
}

fn check_operation(types: &Types, operation: &mut Operation, cx: &mut Cx<'_>) {
    let at = operation.pointer();
    for parameter in &mut operation.parameters {
        let at = join(&join(&at, "parameters"), parameter.wire.as_str());
        parameter.example = settle(types, &parameter.ty, parameter.example.as_ref(), &at, cx);
    }
    let Some(body) = &mut operation.body else { return };
    let at = join(&at, "requestBody");
    let kind = body
        .ty
        .name()
        .and_then(|name| types.get(name))
        .map(|definition| &definition.kind);
    body.example = match (kind, body.example.take()) {
        // A body is set property by property, so those that fit can be shown.
        (Some(Kind::Struct(structure)), Some(Value::Object(said))) => {
            Some(properties(types, structure, said, &at, cx).into())
        }
        (_, said) => settle(types, &body.ty, said.as_ref(), &at, cx),
    };
}

/// The properties of an object that fit.
fn properties(
    types: &Types,
    structure: &Struct,
    mut said: Map<String, Value>,
    at: &str,
    cx: &mut Cx<'_>,
) -> Map<String, Value> {
    let mut kept = Map::new();
    for field in &structure.fields {
        let wire = field.wire.as_str();
        let Some(value) = said.shift_remove(wire) else {
            continue;
        };
        let value = match value {
            // A call sets values, not nulls.
            Value::Null if field.nullable => None,
            value => settle(types, &field.ty, Some(&value), &join(at, wire), cx),
        };
        kept.extend(value.map(|value| (wire.to_owned(), value)));
    }
    kept
}

/// The example, if it is a value of the type.
fn settle(types: &Types, ty: &Ty, said: Option<&Value>, at: &str, cx: &mut Cx<'_>) -> Option<Value> {
    let said = said?;
    let value = value(types, ty, said);
    if value.is_none() {
        // Not every place has a pointer of its own in the document: the name tells one from the other.
        let of = pointer::tokens(at).last().unwrap_or_default();
        let what = format!(
            "the example of {of} is no value of its schema: it is not shown",
            of = words::name(&of)
        );
        cx.note(NoteKind::Ignored, at, what);
    }
    value
}

/// What is said, as a value of the type: a number where text is asked for is its text.
fn value(types: &Types, ty: &Ty, said: &Value) -> Option<Value> {
    match (ty, said) {
        (Ty::Any | Ty::Foreign(_), _) => Some(said.clone()),
        (Ty::Option(_), Value::Null) => Some(Value::Null),
        (Ty::Option(inner), said) => value(types, inner, said),
        (Ty::Format(format), said) if format.is_number() => said.is_number().then(|| said.clone()),
        (Ty::String | Ty::Format(_) | Ty::Secret | Ty::Bytes | Ty::Upload, Value::String(_)) => {
            Some(said.clone())
        }
        (Ty::String | Ty::Format(_) | Ty::Secret, Value::Number(_) | Value::Bool(_)) => {
            Some(said.to_string().into())
        }
        (Ty::Bool, Value::Bool(_)) | (Ty::Number, Value::Number(_)) => Some(said.clone()),
        (Ty::Integer(size), Value::Number(number)) => {
            let whole = number
                .as_f64()
                .filter(|number| number.fract() == 0.0 && number.abs() < 9e15);
            match size {
                Integer::I32 => number
                    .as_i64()
                    .and_then(|number| i32::try_from(number).ok())
                    .map(Value::from),
                Integer::U32 => number
                    .as_u64()
                    .and_then(|number| u32::try_from(number).ok())
                    .map(Value::from),
                Integer::I64 => number
                    .as_i64()
                    .or(whole.map(|number| number as i64))
                    .map(Value::from),
                Integer::U64 => number
                    .as_u64()
                    .or(whole.filter(|number| *number >= 0.0).map(|number| number as u64))
                    .map(Value::from),
            }
        }
        (Ty::List(items), Value::Array(said)) => said.iter().map(|said| value(types, items, said)).collect(),
        (Ty::Map(values), Value::Object(said)) => {
            let entries = said
                .iter()
                .map(|(key, said)| Some((key.clone(), value(types, values, said)?)));
            entries.collect::<Option<Map<_, _>>>().map(Value::from)
        }
        (Ty::Named(name), said) => match (&types.get(name)?.kind, said) {
            (Kind::Enum(values), Value::String(text)) => values
                .iter()
                .any(|value| value.wire == *text)
                .then(|| said.clone()),
            (Kind::Struct(structure), Value::Object(said)) => object(types, structure, said),
            (Kind::Union(union), said) => union
                .members
                .iter()
                .find_map(|member| value(types, &member.ty, said)),
            _ => None,
        },
        _ => None,
    }
}

/// An object with everything that it needs.
fn object(types: &Types, structure: &Struct, said: &Map<String, Value>) -> Option<Value> {
    let mut object = said.clone();
    for field in &structure.fields {
        match object.get_mut(field.wire.as_str()) {
            None if field.presence == Presence::Required => return None,
            None => {}
            Some(Value::Null) if field.nullable || field.presence == Presence::Optional => {}
            Some(said) => *said = value(types, &field.ty, said)?,
        }
    }
    Some(object.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::parse;
    use super::*;

    #[test]
    fn an_example_that_is_no_value_is_noted_and_not_shown() {
        let text = |example: Value| json!({"type": "string", "example": example});
        let document = json!({
            "paths": {"/orders": {"post": {
                "operationId": "order",
                "parameters": [
                    {"name": "limit", "in": "query", "example": "ten", "schema": {"type": "integer"}},
                    {"name": "page", "in": "query", "example": 2.0, "schema": {"type": "integer"}},
                ],
                "requestBody": {"content": {"application/json": {
                    "example": {"kind": "old", "count": 3, "note": 7, "other": null},
                    "schema": {"$ref": "#/components/schemas/Order"},
                }}},
                "responses": {"204": {"description": "d"}},
            }}},
            "components": {"schemas": {
                "Order": {"type": "object", "properties": {
                    "kind": {"$ref": "#/components/schemas/Kind"},
                    "count": {"type": "integer", "example": -1},
                    "note": text(json!(["no text"])),
                    "tags": {"type": "array", "items": {"type": "string"}, "example": ["a", 1]},
                    "parent": {"allOf": [{"$ref": "#/components/schemas/Order"}], "example": {"count": "none"}},
                    "other": {"type": "boolean"},
                }},
                "Kind": {"type": "string", "enum": ["new"], "example": "unheard"},
            }},
        });
        let (model, notes) = parse(&document, "acme.yaml").unwrap();
        let Kind::Struct(order) = &model.types[&TypeName::new("Order")].kind else {
            unreachable!("a struct")
        };
        let shown: Vec<Option<Value>> = order.fields.iter().map(|field| field.example.clone()).collect();
        let expected = [None, Some(json!(-1)), None, Some(json!(["a", "1"])), None, None];
        assert_eq!(shown, expected);
        let operation = &model.operations[0];
        let shown: Vec<Option<Value>> = operation
            .parameters
            .iter()
            .map(|one| one.example.clone())
            .collect();
        assert_eq!(shown, [None, Some(json!(2))]);
        let body = operation.body.as_ref().and_then(|body| body.example.clone());
        assert_eq!(body, Some(json!({"count": 3, "note": "7"})));
        let noted = notes.iter().filter(|note| note.what.contains("example"));
        let noted: Vec<&str> = noted.map(|note| note.pointer.as_str()).collect();
        assert_eq!(
            noted,
            [
                "/components/schemas/Order/properties/note",
                "/components/schemas/Order/properties/parent",
                "/components/schemas/Kind",
                "/paths/~1orders/post/parameters/limit",
                "/paths/~1orders/post/requestBody/kind",
                "/paths/~1orders/post/requestBody/other",
            ]
        );
    }
}
