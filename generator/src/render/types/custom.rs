//! Traits and attributes that `vendor.toml` adds to types.

use syn::{Attribute, Item, Path, parse_quote};

use crate::custom::{EVERY, attributes, no_such_type, path};
use crate::model::{Model, TypeName};
use crate::{Result, Vendor};

/// Refuses what is said of types that the client does not have.
pub(super) fn check(model: &Model, vendor: &Vendor) -> Result<()> {
    let derives = vendor.derives.keys().map(|name| ("derives", name));
    let attributes = vendor.attributes.keys().map(|name| ("attributes", name));
    for (key, name) in derives.chain(attributes).filter(|(_, name)| *name != EVERY) {
        if !model.types.contains_key(&TypeName::new(name)) {
            return Err(no_such_type(key, name, model.types.keys().map(TypeName::as_str)));
        }
    }
    Ok(())
}

/// A type with what is added to it. A trait that it derives already is not derived twice.
pub(super) fn custom(mut item: Item, name: &TypeName, vendor: &Vendor) -> Item {
    let attrs = match &mut item {
        Item::Struct(item) if item.ident == name.as_str() => &mut item.attrs,
        Item::Enum(item) if item.ident == name.as_str() => &mut item.attrs,
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
