//! Whether an example is a value of its type: one that is none would make the example crate fail when it is run.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::parse::PASS;
use super::sources;
use super::{Integer, Kind, Model, Operation, Presence, Struct, Ty, TypeDef, TypeName};
use crate::note::{Note, NoteKind};
use crate::pointer::join;
use crate::words;

type Types = IndexMap<TypeName, TypeDef>;

/// Leaves out the examples that are no values of their types, with a note each.
pub(super) fn check(model: &mut Model, canonical: &Value) -> Vec<Note> {
    let mut checked = Checked {
        types: &model.types,
        canonical,
        notes: IndexMap::new(),
    };
    let of_types: Vec<_> = model
        .types
        .values()
        .map(|definition| checked.definition(definition))
        .collect();
    for operation in &mut model.operations {
        checked.operation(operation);
    }
    let notes = checked.notes;
    for (definition, (own, fields)) in model.types.values_mut().zip(of_types) {
        definition.example = own;
        if let Kind::Struct(structure) = &mut definition.kind {
            for (field, example) in structure.fields.iter_mut().zip(fields) {
                field.example = example;
            }
        }
    }
    notes.into_values().collect()
}

/// A check under way.
struct Checked<'a> {
    types: &'a Types,
    canonical: &'a Value,
    /// By their places: a schema and its request variant have one, and what a body shows may be its schema's.
    notes: IndexMap<String, Note>,
}

/// An example, and what shows it.
struct Example<'a> {
    said: &'a Value,
    /// Where the canonical document has what it is an example of.
    owner: &'a str,
    /// A pointer from the example to the value in question.
    within: String,
    /// The name of what it is an example of.
    name: &'a str,
}

impl Checked<'_> {
    /// The examples of a type and of its fields.
    fn definition(&mut self, definition: &TypeDef) -> (Option<Value>, Vec<Option<Value>>) {
        let own = Ty::Named(definition.name.clone());
        let fields = match &definition.kind {
            Kind::Struct(structure) => &structure.fields[..],
            Kind::Enum(_) | Kind::Union(_) => &[],
        };
        let (name, owner) = (definition.name.as_str(), &definition.source);
        let example = self.settle(&own, definition.example.as_ref(), owner, name);
        let fields = fields.iter().map(|field| {
            self.settle(
                &field.ty,
                field.example.as_ref(),
                &field.source,
                field.wire.as_str(),
            )
        });
        (example, fields.collect())
    }

    fn operation(&mut self, operation: &mut Operation) {
        for parameter in &mut operation.parameters {
            let (said, name) = (parameter.example.take(), parameter.wire.as_str());
            parameter.example = self.settle(&parameter.ty, said.as_ref(), &parameter.source, name);
        }
        let Some(body) = &mut operation.body else { return };
        let definition = body.ty.name().and_then(|name| self.types.get(name));
        body.example = match (definition.map(|definition| &definition.kind), body.example.take()) {
            // A body is set property by property, so those that fit can be shown.
            (Some(Kind::Struct(structure)), Some(said @ Value::Object(_))) => {
                Some(self.properties(structure, &said, &body.source).into())
            }
            (_, said) => self.settle(&body.ty, said.as_ref(), &body.source, "body"),
        };
    }

    /// The properties of an object that fit.
    fn properties(&mut self, structure: &Struct, said: &Value, owner: &str) -> Map<String, Value> {
        let mut kept = Map::new();
        for field in &structure.fields {
            let wire = field.wire.as_str();
            let value = match said.get(wire) {
                None => continue,
                // A call sets values, not nulls.
                Some(Value::Null) if field.nullable => continue,
                Some(value) => value,
            };
            let example = Example {
                said,
                owner,
                within: join("", wire),
                name: wire,
            };
            let value = self.fitting(&field.ty, value, &example);
            kept.extend(value.map(|value| (wire.to_owned(), value)));
        }
        kept
    }

    /// The example, if it is a value of the type.
    fn settle(&mut self, ty: &Ty, said: Option<&Value>, owner: &str, name: &str) -> Option<Value> {
        let said = said?;
        let example = Example {
            said,
            owner,
            within: String::new(),
            name,
        };
        self.fitting(ty, said, &example)
    }

    /// What an example says, if it is a value of the type.
    fn fitting(&mut self, ty: &Ty, said: &Value, example: &Example<'_>) -> Option<Value> {
        let misfit = match value(self.types, ty, said, &example.within) {
            Ok(value) => return Some(value),
            Err(misfit) => misfit,
        };
        let at = sources::example(self.canonical, example.owner, example.said) + &misfit;
        let what = format!(
            "the example of {of} is no value of its schema: it is not shown",
            of = words::name(example.name)
        );
        let note = Note::new(NoteKind::Ignored, PASS, &at, what);
        self.notes.entry(at).or_insert(note);
        None
    }
}

/// What is said, as a value of the type: a number where text is asked for is its text. If it is none, a pointer to what is not, from
/// where the pointer `at` begins.
fn value(types: &Types, ty: &Ty, said: &Value, at: &str) -> Result<Value, String> {
    let fits = match (ty, said) {
        (Ty::Option(_), Value::Null) => true,
        (Ty::Option(inner), said) => return value(types, inner, said, at),
        (Ty::List(items), Value::Array(said)) => {
            let items = said
                .iter()
                .enumerate()
                .map(|(index, said)| value(types, items, said, &join(at, index.to_string())));
            return items.collect();
        }
        (Ty::Map(values), Value::Object(said)) => {
            let entries = said
                .iter()
                .map(|(key, said)| Ok((key.clone(), value(types, values, said, &join(at, key))?)));
            return entries.collect::<Result<Map<_, _>, _>>().map(Value::from);
        }
        (Ty::Named(name), said) => match (types.get(name).map(|definition| &definition.kind), said) {
            (Some(Kind::Enum(values)), Value::String(text)) => values.iter().any(|value| value.wire == *text),
            (Some(Kind::Struct(structure)), Value::Object(said)) => {
                return object(types, structure, said, at);
            }
            (Some(Kind::Union(union)), said) => {
                let mut members = union.members.iter();
                let fitting = members.find_map(|member| value(types, &member.ty, said, at).ok());
                return fitting.ok_or_else(|| at.to_owned());
            }
            _ => false,
        },
        (ty, said) => return scalar(ty, said).ok_or_else(|| at.to_owned()),
    };
    fits.then(|| said.clone()).ok_or_else(|| at.to_owned())
}

/// What is said, as a value of a type that has no parts.
fn scalar(ty: &Ty, said: &Value) -> Option<Value> {
    match (ty, said) {
        (Ty::Any | Ty::Foreign(_), _) => Some(said.clone()),
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
        _ => None,
    }
}

/// An object with everything that it needs.
fn object(types: &Types, structure: &Struct, said: &Map<String, Value>, at: &str) -> Result<Value, String> {
    let mut object = said.clone();
    for field in &structure.fields {
        let wire = field.wire.as_str();
        match object.get_mut(wire) {
            None if field.presence == Presence::Required => return Err(at.to_owned()),
            None => {}
            Some(Value::Null) if field.nullable || field.presence == Presence::Optional => {}
            Some(said) => *said = value(types, &field.ty, said, &join(at, wire))?,
        }
    }
    Ok(object.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::parse::parse;
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
        let (mut model, _) = parse(&document, "acme.yaml").unwrap();
        let notes = check(&mut model, &document);
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
        let noted: Vec<&str> = notes.iter().map(|note| note.pointer.as_str()).collect();
        assert_eq!(
            noted,
            [
                "/components/schemas/Order/properties/note/example",
                "/components/schemas/Order/properties/parent/example/count",
                "/components/schemas/Kind/example",
                "/paths/~1orders/post/parameters/0/example",
                "/paths/~1orders/post/requestBody/content/application~1json/example/kind",
                "/paths/~1orders/post/requestBody/content/application~1json/example/other",
            ]
        );
    }
}
