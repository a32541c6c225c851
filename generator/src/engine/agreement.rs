//! What progenitor wrote is what the model has, name by name and type by type; boxes are progenitor's own.
//!
//! Its builders, conversions and error type are left out: they take anything and fail late, with texts that quote the
//! caller's values.

use std::collections::HashMap;

use quote::ToTokens;
use syn::{Field, Fields, Item, ItemEnum, ItemStruct};

use super::boxes::{agrees, placed};
use super::{Definition, Definitions, paths};
use crate::model::{EnumValue, Kind, Model, Struct, Ty, TypeDef, TypeName, Union};
use crate::{Error, Place, Result, Stage};

/// The definitions among progenitor's items.
///
/// # Errors
///
/// A type that is missing or one too many, and a name or type that the model has otherwise.
pub(super) fn definitions(model: &Model, items: Vec<Item>) -> Result<Definitions> {
    let mut definitions = Definitions::new();
    for mut item in items {
        paths::shorten(&mut item);
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
            (Kind::Struct(kind), Item::Struct(item)) => structure(kind, item),
            (Kind::Enum(values), Item::Enum(item)) => enumeration(values, item),
            (Kind::Union(kind), Item::Enum(item)) => union(kind, item),
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
        None => Ok(definitions),
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

fn structure(kind: &Struct, mut item: ItemStruct) -> std::result::Result<Definition, String> {
    item.attrs.clear();
    let Fields::Named(named) = &mut item.fields else {
        return Err("has no named fields".to_owned());
    };
    let mut found: HashMap<String, Field> = std::mem::take(&mut named.named)
        .into_iter()
        .filter_map(|field| Some((field.ident.as_ref()?.to_string(), field)))
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
    for (rust, ty) in fields.chain(extra) {
        let Some(mut field) = found.remove(rust.as_str()) else {
            return Err(format!("has no field `{rust}`"));
        };
        if !agrees(&ty, &field.ty, &mut false) {
            return Err(other_type(&format!("field `{rust}`"), &field.ty, &ty));
        }
        field.attrs.clear();
        field.ty = placed(&field.ty);
        named.named.push(field);
    }
    match found.keys().min() {
        Some(name) => Err(format!("has a field `{name}` that the model does not have")),
        None => Ok(Definition::Struct(item)),
    }
}

fn enumeration(values: &[EnumValue], mut item: ItemEnum) -> std::result::Result<Definition, String> {
    item.attrs.clear();
    item.variants.iter_mut().for_each(|variant| variant.attrs.clear());
    let written = item.variants.iter().map(|variant| variant.ident.to_string());
    match written.eq(values.iter().map(|value| value.variant.as_str())) {
        true => Ok(Definition::Enum(item)),
        false => Err("has other variants".to_owned()),
    }
}

fn union(kind: &Union, mut item: ItemEnum) -> std::result::Result<Definition, String> {
    item.attrs.clear();
    if item.variants.len() != kind.members.len() {
        return Err(format!(
            "has {} variants where the model has {}",
            item.variants.len(),
            kind.members.len()
        ));
    }
    for (variant, member) in item.variants.iter_mut().zip(&kind.members) {
        let Fields::Unnamed(held) = &variant.fields else {
            return Err(format!(
                "has a variant `{}` that holds no one value",
                variant.ident
            ));
        };
        match held.unnamed.first() {
            Some(held) if agrees(&member.ty, &held.ty, &mut false) => {}
            Some(held) => {
                let what = format!("variant `{}`", member.variant);
                return Err(other_type(&what, &held.ty, &member.ty));
            }
            None => return Err(format!("has an empty variant `{}`", variant.ident)),
        }
        variant.attrs.clear();
        // Progenitor numbers them.
        variant.ident = quote::format_ident!("{}", member.variant.as_str());
    }
    Ok(Definition::Enum(item))
}

fn other_type(what: &str, found: &syn::Type, expected: &Ty) -> String {
    let found = found.to_token_stream();
    format!("has a {what} of type `{found}` where the model has `{expected}`")
}
