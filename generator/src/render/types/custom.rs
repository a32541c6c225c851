//! Traits and attributes that `vendor.toml` adds to types, and attributes of their fields and variants.

use syn::{Attribute, Item, Path, parse_quote};

use crate::custom::{EVERY, attributes, no_such_part, no_such_type, path};
use crate::error::Result;
use crate::model::{Kind, Model, TypeDef, TypeName};
use crate::vendor::Vendor;

/// Refuses what is said of types that the client does not have.
pub(super) fn check(model: &Model, vendor: &Vendor) -> Result<()> {
    let derives = vendor.derives.keys().map(|name| ("derives", name));
    let attributes = vendor.attributes.keys().map(|name| ("attributes", name));
    for (key, name) in derives.chain(attributes).filter(|(_, name)| *name != EVERY) {
        let (of, part) = match name.split_once('.') {
            Some((of, part)) if key == "attributes" => (of, Some(part)),
            _ => (name.as_str(), None),
        };
        let Some(definition) = model.types.get(&TypeName::new(of)) else {
            return Err(no_such_type(key, of, model.types.keys().map(TypeName::as_str)));
        };
        let parts = parts(definition);
        if part.is_some_and(|part| !parts.iter().any(|names| names.contains(&part))) {
            return Err(no_such_part(name, parts.iter().map(|[rust, _]| *rust)));
        }
    }
    Ok(())
}

/// The fields or variants of a type, by their names in Rust and on the wire.
fn parts(definition: &TypeDef) -> Vec<[&str; 2]> {
    match &definition.kind {
        Kind::Struct(kind) => {
            let fields = kind.fields.iter();
            let named = fields.map(|field| [field.rust.as_str(), field.wire.as_str()]);
            let extra = kind.extra.iter().map(|extra| [extra.rust.as_str(); 2]);
            named.chain(extra).collect()
        }
        Kind::Enum(values) => {
            let values = values.iter();
            values
                .map(|value| [value.variant.as_str(), value.wire.as_str()])
                .collect()
        }
        Kind::Union(union) => {
            let members = union.members.iter();
            members.map(|member| [member.variant.as_str(); 2]).collect()
        }
    }
}

/// What is added to the field or variant that is called so in Rust.
fn of_part(part: &syn::Ident, definition: &TypeDef, vendor: &Vendor) -> Vec<Attribute> {
    let names = parts(definition).into_iter().find(|[rust, _]| part == rust);
    let Some([rust, wire]) = names else {
        return Vec::new();
    };
    let key = |part: &str| format!("{}.{part}", definition.name.as_str());
    let mut texts: Vec<&Vec<String>> = vendor.attributes.get(&key(rust)).into_iter().collect();
    if wire != rust {
        texts.extend(vendor.attributes.get(&key(wire)));
    }
    texts
        .into_iter()
        .flat_map(|texts| attributes(texts).unwrap_or_default())
        .collect()
}

/// A type with what is added to it. A trait that it derives already is not derived twice.
pub(super) fn custom(mut item: Item, definition: &TypeDef, vendor: &Vendor) -> Item {
    let name = &definition.name;
    let attrs = match &mut item {
        Item::Struct(item) if item.ident == name.as_str() => {
            for field in &mut item.fields {
                let added = field
                    .ident
                    .as_ref()
                    .map(|ident| of_part(ident, definition, vendor));
                field.attrs.extend(added.into_iter().flatten());
            }
            &mut item.attrs
        }
        Item::Enum(item) if item.ident == name.as_str() => {
            for variant in &mut item.variants {
                let added = of_part(&variant.ident, definition, vendor);
                variant.attrs.extend(added);
            }
            &mut item.attrs
        }
        _ => return item,
    };
    let keys = [EVERY, name.as_str()];
    let derives = keys.iter().filter_map(|key| vendor.derives.get(*key)).flatten();
    let mut added: Vec<Path> = Vec::new();
    for path in derives.filter_map(|text| path(text).ok()) {
        let last = path.segments.last().map(|segment| segment.ident.to_string());
        let known = added.contains(&path) || last.is_some_and(|last| is_derived(attrs, &last));
        if !known {
            added.push(path);
        }
    }
    if !added.is_empty() {
        attrs.push(parse_quote!(#[derive(#(#added),*)]));
    }
    let texts = keys.iter().filter_map(|key| vendor.attributes.get(*key));
    attrs.extend(texts.flat_map(|texts| attributes(texts).unwrap_or_default()));
    item
}

fn is_derived(attrs: &[Attribute], name: &str) -> bool {
    attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
        .any(|attribute| {
            let mut found = false;
            let _ = attribute.parse_nested_meta(|meta| {
                found |= meta.path.is_ident(name);
                Ok(())
            });
            found
        })
}
