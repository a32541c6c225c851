//! Types of the model → component schemas, as few of OpenAPI 3.0's words as progenitor needs.
//!
//! Names go in as they are to be in Rust, and every field as required: what may be absent goes in as nullable, which
//! makes the same `Option` of each.

use serde_json::{Map, Value, json};

use crate::model::naming::{FOREIGN, SECRET, STAND_INS, UPLOAD};
use crate::model::{Integer, Kind, Model, Ty, TypeDef, TypeName};

/// The component schemas of a model.
pub(super) fn components(model: &Model) -> Map<String, Value> {
    let types = model.types.values();
    let types = types.map(|definition| (definition.name.to_string(), component(definition)));
    types.chain(stand_ins()).collect()
}

/// The component of one type, those that it holds replaced by plain ones.
pub(super) fn alone(definition: &TypeDef) -> Map<String, Value> {
    let named = definition.holds().filter_map(|ty| ty.leaf().name());
    let held = named.map(|name: &TypeName| (name.to_string(), json!({"type": "string"})));
    let own = (definition.name.to_string(), component(definition));
    held.chain([own]).chain(stand_ins()).collect()
}

/// Components that progenitor replaces by types of the runtime.
fn stand_ins() -> impl Iterator<Item = (String, Value)> {
    STAND_INS
        .into_iter()
        .map(|name| (name.to_owned(), json!({"type": "string"})))
}

fn component(definition: &TypeDef) -> Value {
    match &definition.kind {
        Kind::Struct(structure) => {
            let fields = structure.fields.iter().map(|field| {
                let ty = match field.is_option() {
                    true => schema(&field.ty.clone().option()),
                    false => schema(&field.ty),
                };
                (field.rust.to_string(), ty)
            });
            // A property as any other for progenitor; `render` makes it the place of those without a name.
            let extra = structure.extra.iter().map(|extra| {
                let map = Ty::Map(Box::new(extra.ty.clone()));
                (extra.rust.to_string(), schema(&map))
            });
            let properties: Map<String, Value> = fields.chain(extra).collect();
            let required: Vec<Value> = properties.keys().cloned().map(Value::from).collect();
            json!({"type": "object", "properties": properties, "required": required})
        }
        Kind::Enum(values) => {
            let variants: Vec<&str> = values.iter().map(|value| value.variant.as_str()).collect();
            json!({"type": "string", "enum": variants})
        }
        Kind::Union(union) => {
            let members: Vec<Value> = union.members.iter().map(|member| schema(&member.ty)).collect();
            json!({"oneOf": members})
        }
    }
}

fn schema(ty: &Ty) -> Value {
    match ty {
        Ty::Named(name) => reference(name.as_str()),
        Ty::Secret => reference(SECRET),
        Ty::Upload => reference(UPLOAD),
        Ty::String => json!({"type": "string"}),
        Ty::Bool => json!({"type": "boolean"}),
        Ty::Integer(Integer::I64) => json!({"type": "integer"}),
        Ty::Format(format) => reference(format.stand_in()),
        Ty::Foreign(_) => reference(FOREIGN),
        Ty::Integer(Integer::I32) => json!({"type": "integer", "format": "int32"}),
        Ty::Integer(Integer::U32) => json!({"type": "integer", "format": "uint32"}),
        Ty::Integer(Integer::U64) => json!({"type": "integer", "format": "uint64"}),
        Ty::Number => json!({"type": "number"}),
        // Bodies alone are bytes or nothing.
        Ty::Any | Ty::Bytes | Ty::Unit => json!({}),
        Ty::List(items) => json!({"type": "array", "items": schema(items)}),
        Ty::Map(values) => json!({"type": "object", "additionalProperties": schema(values)}),
        Ty::Option(inner) => match schema(inner) {
            reference if reference.get("$ref").is_some() => json!({"allOf": [reference], "nullable": true}),
            mut plain => {
                plain["nullable"] = true.into();
                plain
            }
        },
    }
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}
