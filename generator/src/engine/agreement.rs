//! What progenitor wrote is what the model has, name by name and type by type; boxes are progenitor's own.
//!
//! Its builders, conversions and error type are left out: they take anything and fail late, with texts that quote the
//! caller's values.

use std::collections::HashMap;

use quote::ToTokens;
use syn::{Fields, Item, ItemEnum, ItemStruct, Type};

use super::boxes::{agrees, endless};
use super::written::Written;
use super::{Definition, Definitions};
use crate::error::{Error, Place, Result, Stage};
use crate::model::{EnumValue, Kind, Model, Struct, Ty, TypeDef, TypeName, Union};

/// The definitions among progenitor's items.
///
/// # Errors
///
/// A type that is missing or one too many, and a name or type that the model has otherwise.
pub(super) fn definitions(model: &Model, items: Vec<Item>) -> Result<Definitions> {
    let mut definitions = Definitions::new();
    for item in items {
        let name = match &item {
            Item::Struct(item) => item.ident.to_string(),
            Item::Enum(item) => item.ident.to_string(),
            _ => continue,
        };
        let Some(definition) = model.types.get(&TypeName::new(&name)) else {
            return Err(Error::new(
                Stage::Engine,
                Place::file("the engine's types"),
                format!("the engine wrote a type `{name}` that the model does not have"),
                "report it",
            ));
        };
        let agreed = match (&definition.kind, item) {
            (Kind::Struct(kind), Item::Struct(item)) => structure(kind, &item),
            (Kind::Enum(values), Item::Enum(item)) => enumeration(values, &item),
            (Kind::Union(kind), Item::Enum(item)) => union(kind, &item),
            _ => Err("is of another kind".to_owned()),
        };
        let agreed = agreed.map_err(|what| disagreement(definition, &what))?;
        definitions.insert(definition.name.clone(), agreed);
    }
    let missing = model
        .types
        .values()
        .find(|definition| !definitions.contains_key(&definition.name));
    match missing {
        Some(definition) => Err(disagreement(definition, "is missing")),
        None => match endless(&definitions).and_then(|name| model.types.get(name)) {
            Some(definition) => Err(disagreement(definition, "holds itself without a box")),
            None => Ok(definitions),
        },
    }
}

fn disagreement(definition: &TypeDef, what: &str) -> Error {
    Error::new(
        Stage::Engine,
        Place::file("the engine's types").pointer(&definition.source),
        format!("the engine's `{}` {what}", definition.name),
        "the engine writes something that this generator does not know: report it",
    )
}

fn structure(kind: &Struct, item: &ItemStruct) -> std::result::Result<Definition, String> {
    let Fields::Named(named) = &item.fields else {
        return Err("has no named fields".to_owned());
    };
    let mut found: HashMap<String, &Type> = named
        .named
        .iter()
        .filter_map(|field| Some((field.ident.as_ref()?.to_string(), &field.ty)))
        .collect();
    let fields = kind.fields.iter().map(|field| {
        let ty = match field.is_option() {
            true => field.ty.clone().option(),
            false => field.ty.clone(),
        };
        (&field.rust, ty)
    });
    let extra = kind
        .extra
        .iter()
        .map(|extra| (&extra.rust, Ty::Map(Box::new(extra.ty.clone()))));
    let mut written = Vec::with_capacity(found.len());
    for (rust, ty) in fields.chain(extra) {
        let Some(found) = found.remove(rust.as_str()) else {
            return Err(format!("has no field `{rust}`"));
        };
        written.push(agreed(&ty, found, || format!("field `{rust}`"))?.placed());
    }
    match found.keys().min() {
        Some(name) => Err(format!("has a field `{name}` that the model does not have")),
        None => Ok(Definition::Struct(written)),
    }
}

fn enumeration(values: &[EnumValue], item: &ItemEnum) -> std::result::Result<Definition, String> {
    let written = item.variants.iter().map(|variant| variant.ident.to_string());
    match written.eq(values.iter().map(|value| value.variant.as_str())) {
        true => Ok(Definition::Enum),
        false => Err("has other variants".to_owned()),
    }
}

/// Progenitor numbers the variants; their names are the model's.
fn union(kind: &Union, item: &ItemEnum) -> std::result::Result<Definition, String> {
    if item.variants.len() != kind.members.len() {
        return Err(format!(
            "has {} variants where the model has {}",
            item.variants.len(),
            kind.members.len()
        ));
    }
    let mut written = Vec::with_capacity(kind.members.len());
    for (variant, member) in item.variants.iter().zip(&kind.members) {
        let Fields::Unnamed(held) = &variant.fields else {
            return Err(format!(
                "has a variant `{}` that holds no one value",
                variant.ident
            ));
        };
        let Some(held) = held.unnamed.first() else {
            return Err(format!("has an empty variant `{}`", variant.ident));
        };
        let what = || format!("variant `{}`", member.variant);
        written.push(agreed(&member.ty, &held.ty, what)?);
    }
    Ok(Definition::Union(written))
}

/// What progenitor wrote, if it is the model's type but for boxes.
fn agreed(ty: &Ty, found: &Type, what: impl Fn() -> String) -> std::result::Result<Written, String> {
    let other = |found: &dyn ToTokens| {
        let found = found.to_token_stream();
        format!("has a {} of type `{found}` where the model has `{ty}`", what())
    };
    match Written::of(found) {
        Some(written) if agrees(ty, &written) => Ok(written),
        Some(written) => Err(other(&written)),
        None => Err(other(found)),
    }
}
