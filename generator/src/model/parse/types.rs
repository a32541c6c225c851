//! Components → types, schema → [`Ty`].

use indexmap::IndexMap;
use serde_json::Value;

use super::Cx;
use crate::model::fit::{component, is_binary, schemas};
use crate::model::fit::{is_enum, is_struct, is_true, is_union, list, ref_name, required, target, type_of};
use crate::model::naming::{SECRET, Taken, value_name, variant_name};
use crate::model::{
    Discriminator, EnumValue, Extra, Field, Format, Integer, Kind, Member, Presence, RustName, Scalar,
    Struct, ToldApart, Ty, TypeDef, TypeName, Union, WireName,
};
use crate::openapi::discriminator::DEFAULT;
use crate::pointer::join;
use crate::words;

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
        Kind::Union(union(cx, &name, schema, &at))
    } else if is_enum(schema) {
        Kind::Enum(enumeration(schema))
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
        inexact: false,
    }
}

fn structure(cx: &mut Cx<'_>, schema: &Value, at: &str) -> Struct {
    let needed = required(schema);
    let mut names = Taken::default();
    let properties = schema["properties"].as_object();
    let fields = properties.into_iter().flatten().map(|(wire, property)| {
        let source = join(&join(at, "properties"), wire);
        let rust = names.unique(&value_name(wire));
        Field {
            ty: cx.ty(property, &source).some().clone(),
            presence: match needed.contains(wire.as_str()) {
                true => Presence::Required,
                false => Presence::Optional,
            },
            nullable: is_true(property, "nullable"),
            null_at: null_at(property),
            null: None,
            values: values(property),
            docs: docs(property),
            deprecated: is_true(property, "deprecated"),
            example: super::example(cx.document, property),
            setter: setter(&rust),
            rust: RustName::new(rust),
            wire: WireName::new(wire),
            source,
        }
    });
    let fields = fields.collect();
    let extra = schema.get("additionalProperties").map(|values| {
        let name = match names.contains("extra") {
            true => "extra_properties",
            false => "extra",
        };
        Extra {
            rust: RustName::new(names.unique(name)),
            ty: cx.ty(values, &join(at, "additionalProperties")),
            docs: docs(values),
        }
    });
    Struct {
        fields,
        extra,
        closed: is_true(schema, "x-closed"),
    }
}

/// The builder's method for a field.
pub(crate) fn setter(field: &str) -> RustName {
    RustName::new(match field {
        "build" => "build_",
        "builder" => "builder_",
        "clone" => "clone_",
        "new" => "new_",
        other => other,
    })
}

/// The values of a string enum, beside the variant for unknown ones.
fn enumeration(schema: &Value) -> Vec<EnumValue> {
    let mut names = Taken::of(["unknown", "self"]);
    let values = list(schema, "enum").iter().filter_map(Value::as_str);
    values
        .map(|wire| EnumValue {
            wire: wire.to_owned(),
            variant: RustName::new(names.unique(&variant_name(wire))),
            docs: None,
        })
        .collect()
}

/// The shapes of a union, beside the variant for unknown ones.
fn union(cx: &mut Cx<'_>, name: &TypeName, schema: &Value, at: &str) -> Union {
    let shapes = list(schema, "oneOf").iter().enumerate();
    let shapes = shapes.map(|(index, member)| {
        let ty = cx.ty(member, &join(&join(at, "oneOf"), index.to_string()));
        (ty, member)
    });
    let shapes: Vec<(Ty, &Value)> = shapes.collect();
    let names = variants(name, shapes.iter().map(|(ty, _)| ty));
    let members = names.into_iter().zip(shapes);
    let members: Vec<Member> = members
        .map(|(variant, (ty, member))| Member {
            variant,
            ty,
            null_at: null_at(member),
            docs: docs(member),
        })
        .collect();
    Union {
        declared: declared(schema, &members),
        told_apart_by: ToldApart::default(),
        members,
    }
}

/// The variants of a union of these types.
pub(crate) fn variants<'a>(union: &TypeName, members: impl Iterator<Item = &'a Ty>) -> Vec<RustName> {
    let mut names = Taken::of(["other", "self"]);
    members
        .map(|ty| RustName::new(names.unique(&called(ty, union.as_str()))))
        .collect()
}

/// What a member is called after: its type, without the union's name in front.
fn called(ty: &Ty, union: &str) -> String {
    let name = match ty {
        Ty::Named(name) => {
            let short = name.as_str().strip_prefix(union).filter(|rest| {
                rest.starts_with(|c: char| c.is_ascii_uppercase())
                    && !rest.chars().all(|c| c.is_ascii_digit())
            });
            return short.unwrap_or(name.as_str()).to_owned();
        }
        Ty::List(items) => {
            return match items.some() {
                Ty::Named(name) => {
                    let name = name.as_str();
                    format!("{}List", name.strip_prefix(union).unwrap_or(name))
                }
                Ty::Any => "List".to_owned(),
                Ty::List(_) => "ArrayList".to_owned(),
                items => format!("{}List", called(items, union)),
            };
        }
        Ty::String | Ty::Bytes => "String",
        Ty::Upload => "Upload",
        Ty::Secret => "SecretString",
        Ty::Format(format) => format.type_name(),
        Ty::Foreign(path) => path.rsplit(':').next().unwrap_or(path),
        Ty::Integer(_) => "Integer",
        Ty::Number => "Number",
        Ty::Bool => "Boolean",
        Ty::Map(_) => "Map",
        Ty::Option(inner) => return called(inner, union),
        Ty::Any | Ty::Unit => "Any",
    };
    name.to_owned()
}

/// The discriminator, as far as its values stand for members.
fn declared(schema: &Value, members: &[Member]) -> Option<Discriminator> {
    let discriminator = schema.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?;
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let position = |target: &Value| {
        let target = target.as_str()?;
        let holds = |member: &Member| member.ty.name().is_some_and(|name| *name == target);
        members.iter().position(holds)
    };
    let values = mapping
        .into_iter()
        .flatten()
        .filter_map(|(value, target)| Some((value.clone(), position(target)?)));
    Some(Discriminator {
        property: WireName::new(property),
        values: values.collect(),
        default: discriminator.get(DEFAULT).and_then(position),
    })
}

/// How many lists and maps deep a schema has null and nothing else.
fn null_at(schema: &Value) -> Option<usize> {
    let mut next = Some(schema);
    let mut depth = 0;
    while let Some(schema) = next {
        if is_true(schema, "x-only-null") {
            return Some(depth);
        }
        next = match type_of(schema) {
            Some("array") => schema.get("items"),
            Some("object") => schema.get("additionalProperties").filter(|_| !is_struct(schema)),
            _ => None,
        };
        depth += 1;
    }
    None
}

/// The values that the page lists for a number or a boolean (strings have a type for theirs).
fn values(schema: &Value) -> Vec<Scalar> {
    let values = list(schema, "x-values").iter();
    values
        .filter_map(|value| match value {
            Value::Bool(flag) => Some(Scalar::Bool(*flag)),
            Value::Number(number) => number.as_i64().map(Scalar::Integer),
            _ => None,
        })
        .collect()
}

impl Cx<'_> {
    /// The type of a schema: a reference, a scalar, or a list or map of such.
    pub(super) fn ty(&mut self, schema: &Value, at: &str) -> Ty {
        let ty = match (target(schema), type_of(schema)) {
            (Some(SECRET), _) => Ty::Secret,
            (Some(name), _) => {
                if component(self.document, name).is_none() {
                    self.refuse(at, format!("{name} is missing", name = words::name(name)));
                }
                Ty::Named(TypeName::new(name))
            }
            _ if ref_name(schema).is_some() || is_struct(schema) || is_enum(schema) || is_union(schema) => {
                self.refuse(at, "it has no name");
                Ty::Any
            }
            (None, Some("string")) if is_binary(schema) => Ty::Upload,
            (None, Some("string")) => match format(schema).and_then(Format::named) {
                Some(format) => Ty::Format(format),
                None => Ty::String,
            },
            (None, Some("boolean")) => Ty::Bool,
            (None, Some("number")) => match format(schema).and_then(Format::of_number) {
                Some(format) => Ty::Format(format),
                None => Ty::Number,
            },
            (None, Some("integer")) => Ty::Integer(match format(schema) {
                Some("int32") => Integer::I32,
                Some("uint32") => Integer::U32,
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
                self.refuse(at, format!("type {other}", other = words::name(other)));
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

fn format(schema: &Value) -> Option<&str> {
    schema.get("format")?.as_str()
}

fn docs(schema: &Value) -> Option<String> {
    schema.get("description")?.as_str().map(str::to_owned)
}
