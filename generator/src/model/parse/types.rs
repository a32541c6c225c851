//! Components → types, schema → [`Ty`].

use indexmap::IndexMap;
use serde_json::Value;

use super::Cx;
use crate::model::fit::{SECRET, component, is_binary, schemas};
use crate::model::fit::{
    extra, fields, is_enum, is_struct, is_true, is_union, list, ref_name, required, target, type_of, variants,
};
use crate::model::{
    EnumValue, Extra, Field, Integer, Kind, Member, Presence, RustName, Struct, ToldApart, Ty, TypeDef,
    TypeName, Union, WireName,
};
use crate::pointer::join;

/// Every type of the document.
pub(super) fn types(cx: &mut Cx<'_>) -> IndexMap<TypeName, TypeDef> {
    let document = cx.document;
    schemas(document)
        .filter(|(name, _)| *name != SECRET)
        .map(|(name, schema)| {
            let name = TypeName::new(name);
            (name.clone(), definition(cx, name, schema))
        })
        .collect()
}

fn definition(cx: &mut Cx<'_>, name: TypeName, schema: &Value) -> TypeDef {
    let at = join("/components/schemas", name.as_str());
    let kind = if is_struct(schema) {
        Kind::Struct(structure(cx, schema, &at))
    } else if is_union(schema) {
        Kind::Union(union(cx, name.as_str(), schema, &at))
    } else if is_enum(schema) {
        let value = |(wire, variant)| EnumValue {
            wire,
            variant: RustName::new(variant),
            docs: None,
        };
        Kind::Enum(variants(name.as_str(), schema).into_iter().map(value).collect())
    } else {
        cx.refuse(&at, "neither struct, enum nor union");
        Kind::Struct(Struct::default())
    };
    TypeDef {
        name,
        docs: docs(schema),
        kind,
        example: super::example(cx.document, schema),
        source: at,
        sent: false,
        received: false,
        secret: false,
    }
}

fn structure(cx: &mut Cx<'_>, schema: &Value, at: &str) -> Struct {
    let needed = required(schema);
    let fields = fields(schema)
        .into_iter()
        .map(|(wire, rust)| {
            let property = &schema["properties"][&wire];
            let source = join(&join(at, "properties"), &wire);
            Field {
                ty: cx.ty(property, &source).some().clone(),
                presence: match needed.contains(wire.as_str()) {
                    true => Presence::Required,
                    false => Presence::Optional,
                },
                nullable: is_true(property, "nullable"),
                docs: docs(property),
                deprecated: is_true(property, "deprecated"),
                example: super::example(cx.document, property),
                setter: RustName::new(match rust.as_str() {
                    "build" => "build_",
                    other => other,
                }),
                rust: RustName::new(rust),
                wire: WireName::new(wire),
                source,
            }
        })
        .collect();
    let extra = extra(schema).map(|rust| {
        let values = &schema["additionalProperties"];
        Extra {
            rust: RustName::new(rust),
            ty: cx.ty(values, &join(at, "additionalProperties")),
            docs: docs(values),
        }
    });
    Struct { fields, extra }
}

fn union(cx: &mut Cx<'_>, name: &str, schema: &Value, at: &str) -> Union {
    let members: Vec<Member> = variants(name, schema)
        .into_iter()
        .zip(list(schema, "oneOf"))
        .enumerate()
        .map(|(index, ((_, variant), member))| Member {
            variant: RustName::new(variant),
            ty: cx.ty(member, &join(&join(at, "oneOf"), index.to_string())),
            docs: docs(member),
        })
        .collect();
    Union {
        told_apart_by: tag(schema, &members).unwrap_or(ToldApart::Shape),
        members,
    }
}

/// The discriminator, as far as its values stand for members.
fn tag(schema: &Value, members: &[Member]) -> Option<ToldApart> {
    let discriminator = schema.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?;
    let mapping = discriminator.get("mapping")?.as_object()?;
    let values: Vec<(String, usize)> = mapping
        .iter()
        .filter_map(|(value, target)| {
            let target = target.as_str()?;
            let holds = |member: &Member| member.ty.name().is_some_and(|name| *name == target);
            Some((value.clone(), members.iter().position(holds)?))
        })
        .collect();
    (!values.is_empty()).then(|| ToldApart::Tag {
        property: WireName::new(property),
        values,
    })
}

impl Cx<'_> {
    /// The type of a schema: a reference, a scalar, or a list or map of such.
    pub(super) fn ty(&mut self, schema: &Value, at: &str) -> Ty {
        let ty = match (target(schema), type_of(schema)) {
            (Some(SECRET), _) => Ty::Secret,
            (Some(name), _) => {
                if component(self.document, name).is_none() {
                    self.refuse(at, format!("`{name}` is missing"));
                }
                Ty::Named(TypeName::new(name))
            }
            _ if ref_name(schema).is_some() || is_struct(schema) || is_enum(schema) || is_union(schema) => {
                self.refuse(at, "it has no name");
                Ty::Any
            }
            (None, Some("string")) if is_binary(schema) => Ty::Upload,
            (None, Some("string")) => Ty::String,
            (None, Some("boolean")) => Ty::Bool,
            (None, Some("number")) => Ty::Number,
            (None, Some("integer")) => Ty::Integer(match schema.get("format").and_then(Value::as_str) {
                Some("uint64") => Integer::U64,
                _ => Integer::I64,
            }),
            (None, Some("array")) => {
                let items = schema.get("items").unwrap_or(&Value::Null);
                Ty::List(Box::new(self.ty(items, &join(at, "items"))))
            }
            (None, Some("object")) => {
                let values = schema.get("additionalProperties").unwrap_or(&Value::Null);
                Ty::Map(Box::new(self.ty(values, &join(at, "additionalProperties"))))
            }
            (None, Some(other)) => {
                self.refuse(at, format!("type `{other}`"));
                Ty::Any
            }
            (None, None) => Ty::Any,
        };
        match is_true(schema, "nullable") {
            true => ty.option(),
            false => ty,
        }
    }
}

fn docs(schema: &Value) -> Option<String> {
    schema.get("description")?.as_str().map(str::to_owned)
}
