//! Rust items → paths and signatures. Names of arguments, attributes and bodies are no part of a signature.

use std::collections::BTreeMap;

use quote::{ToTokens, quote};
use syn::{Fields, FnArg, ImplItem, Item, Signature, Visibility};

/// Adds the public ones of `items`, which stand in the module `path`, to `found`.
pub(super) fn collect(path: &str, items: &[Item], found: &mut BTreeMap<String, String>) {
    for item in items {
        one(path, item, found);
    }
}

fn one(path: &str, item: &Item, found: &mut BTreeMap<String, String>) {
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            let name = join(path, &item.ident);
            add(found, name.clone(), generics_of("struct", &item.generics));
            derives(&name, &item.attrs, found);
            for (index, field) in item
                .fields
                .iter()
                .enumerate()
                .filter(|(_, field)| is_public(&field.vis))
            {
                let field_name = field
                    .ident
                    .as_ref()
                    .map_or_else(|| index.to_string(), ToString::to_string);
                add(found, join(&name, &field_name), text(&field.ty));
            }
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let name = join(path, &item.ident);
            add(found, name.clone(), generics_of("enum", &item.generics));
            derives(&name, &item.attrs, found);
            for variant in &item.variants {
                let held = match &variant.fields {
                    Fields::Unit => "unit".to_owned(),
                    fields => text(fields),
                };
                add(found, join(&name, &variant.ident), held);
            }
        }
        Item::Trait(item) if is_public(&item.vis) => {
            let (name, ident) = (join(path, &item.ident), &item.ident);
            let (generics, bounds, members) = (&item.generics, &item.supertraits, &item.items);
            // Nobody else implements it: a member more is an addition.
            if text(bounds).starts_with("sealed ::") {
                add(found, name.clone(), generics_of("trait", generics));
                for member in members {
                    if let syn::TraitItem::Fn(method) = member {
                        add(found, join(&name, &method.sig.ident), signature(&method.sig));
                    }
                }
                return;
            }
            add(
                found,
                name,
                text(&quote!(trait #ident #generics: #bounds { #(#members)* })),
            );
        }
        Item::Type(item) if is_public(&item.vis) => {
            add(found, join(path, &item.ident), format!("= {}", text(&item.ty)));
        }
        Item::Const(item) if is_public(&item.vis) => {
            add(found, join(path, &item.ident), text(&item.ty));
        }
        Item::Static(item) if is_public(&item.vis) => {
            add(found, join(path, &item.ident), text(&item.ty));
        }
        Item::Fn(item) if is_public(&item.vis) => {
            add(found, join(path, &item.sig.ident), signature(&item.sig));
        }
        Item::Mod(item) if is_public(&item.vis) => {
            let inner = join(path, &item.ident);
            if let Some((_, items)) = &item.content {
                collect(&inner, items, found);
            }
        }
        Item::Use(item) if is_public(&item.vis) => {
            add(
                found,
                format!("{} {}", join(path, &"use"), text(&item.tree)),
                String::new(),
            );
        }
        Item::Impl(item) => {
            let owner = join(path, &text(&item.self_ty));
            match &item.trait_ {
                Some((implemented, _)) => {
                    let associated = item.items.iter().filter_map(|item| match item {
                        ImplItem::Type(associated) => Some(text(&associated.ty)),
                        _ => None,
                    });
                    let signature = associated.collect::<Vec<_>>().join(", ");
                    add(
                        found,
                        // The same whether it is derived or written.
                        format!(
                            "impl {} for {owner}",
                            text(implemented)
                                .replace("std :: hash :: ", "")
                                .replace("Deserialize < 'de >", "Deserialize")
                        ),
                        signature,
                    );
                }
                None => {
                    for item in &item.items {
                        match item {
                            ImplItem::Fn(method) if is_public(&method.vis) => {
                                add(found, join(&owner, &method.sig.ident), signature(&method.sig));
                            }
                            ImplItem::Const(constant) if is_public(&constant.vis) => {
                                add(found, join(&owner, &constant.ident), text(&constant.ty));
                            }
                            _ => {}
                        }
                    }
                }
            }
        }
        _ => {}
    }
}

/// A builder's method and its struct's field may be of one name: both are kept.
pub(super) fn add(found: &mut BTreeMap<String, String>, path: String, signature: String) {
    found
        .entry(path)
        .and_modify(|known| {
            known.push_str("; ");
            known.push_str(&signature);
        })
        .or_insert(signature);
}

/// The traits that attributes derive. Serde's are part of the API as any other.
fn derives(owner: &str, attributes: &[syn::Attribute], found: &mut BTreeMap<String, String>) {
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
    {
        let _ = attribute.parse_nested_meta(|meta| {
            if let Some(name) = meta.path.segments.last() {
                add(found, format!("impl {} for {owner}", name.ident), String::new());
            }
            Ok(())
        });
    }
}

fn signature(signature: &Signature) -> String {
    let (asyncness, constness, output) = (&signature.asyncness, &signature.constness, &signature.output);
    let (generics, bounds) = (&signature.generics, &signature.generics.where_clause);
    let arguments = signature.inputs.iter().map(|argument| match argument {
        // How a receiver is bound inside is nobody's business.
        FnArg::Receiver(receiver) if text(receiver) == "mut self" => quote!(self),
        FnArg::Receiver(receiver) => receiver.to_token_stream(),
        FnArg::Typed(argument) => argument.ty.to_token_stream(),
    });
    text(&quote!(#constness #asyncness fn #generics(#(#arguments),*) #output #bounds))
}

fn generics_of(word: &str, generics: &syn::Generics) -> String {
    format!("{word} {}", text(generics)).trim_end().to_owned()
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

fn join(path: &str, name: &impl ToString) -> String {
    match path {
        "" => name.to_string(),
        path => format!("{path}::{}", name.to_string()),
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
