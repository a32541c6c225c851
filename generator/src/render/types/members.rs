//! Unions: variants named after what they hold, a catch-all for what fits none, a tag read where there is one.

use quote::format_ident;
use serde_json::Value;
use syn::{Fields, Ident, Item, ItemEnum, Type, parse_quote};

use super::size::Sizes;
use super::{Count, Pass, is_union, named};
use crate::Fitted;
use crate::model::fit::{SECRET, variants};

pub(super) const PASS: Pass = Pass {
    id: "members",
    why: "the engine ignores discriminators, numbers variants, and fails on a member the vendor adds",
    run,
};

fn run(items: &mut Vec<Item>, fitted: &Fitted) -> Count {
    let mut count = Count { expected: 0, done: 0 };
    let sizes = Sizes::new(&fitted.document);
    for (name, schema) in named(fitted).filter(|(_, schema)| is_union(schema)) {
        count.expected += 1;
        let position = items
            .iter()
            .position(|item| matches!(item, Item::Enum(item) if item.ident == name));
        let Some(position) = position else { continue };
        let Item::Enum(item) = &items[position] else {
            continue;
        };
        if let Some(new) = union(item, name, schema, fitted, &sizes) {
            items.splice(position..=position, new);
            count.done += 1;
        }
    }
    count
}

struct Member {
    variant: Ident,
    /// What the variant holds, without a box.
    held: Type,
    boxed: bool,
    /// The component it is, if it is one.
    component: Option<String>,
}

fn union(
    item: &ItemEnum,
    name: &str,
    schema: &Value,
    fitted: &Fitted,
    sizes: &Sizes<'_>,
) -> Option<Vec<Item>> {
    let names = variants(name, schema);
    let schemas = schema.get("oneOf")?.as_array()?;
    if names.len() != item.variants.len() {
        return None;
    }
    let mut members = Vec::new();
    for ((variant, (_, rust)), schema) in item.variants.iter().zip(&names).zip(schemas) {
        let Fields::Unnamed(fields) = &variant.fields else {
            return None;
        };
        let kind = &fields.unnamed.first()?.ty;
        let inner = unboxed(kind);
        members.push(Member {
            variant: format_ident!("{rust}"),
            held: inner.unwrap_or(kind).clone(),
            boxed: inner.is_some() || sizes.is_large(schema),
            component: schema
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| reference.rsplit('/').next())
                .map(str::to_owned),
        });
    }
    let ident = &item.ident;
    let idents: Vec<&Ident> = members.iter().map(|member| &member.variant).collect();
    let types: Vec<Type> = members
        .iter()
        .map(|Member { held, boxed, .. }| {
            if *boxed {
                parse_quote!(Box<#held>)
            } else {
                held.clone()
            }
        })
        .collect();
    let tag = discriminator(schema, &members);
    let secret = super::size::reaches(&fitted.document, name, SECRET);
    let mut derives: Vec<Ident> = vec![format_ident!("Clone")];
    if !secret {
        derives.push(format_ident!("Debug"));
    }
    derives.extend(["PartialEq", "Serialize"].map(|name| format_ident!("{name}")));
    let mut items: Vec<Item> = vec![parse_quote! {
        #[derive(#(#derives),*)]
        #[serde(untagged)]
        pub enum #ident {
            #(#idents(#types),)*
            /// None of the shapes that the page lists, as it came.
            Other(serde_json::Value),
        }
    }];
    if secret {
        let names: Vec<String> = idents.iter().map(ToString::to_string).collect();
        items.push(parse_quote! {
            impl std::fmt::Debug for #ident {
                /// `Other` is not shown: it may be a secret in an unexpected place.
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    match self {
                        #(Self::#idents(value) => f.debug_tuple(#names).field(value).finish(),)*
                        Self::Other(_) => f.write_str("Other(..)"),
                    }
                }
            }
        });
    }
    items.push(match &tag {
        Some(tag) => tagged(ident, tag),
        None => untagged(ident, &idents),
    });
    for (
        index,
        Member {
            variant, held, boxed, ..
        },
    ) in members.iter().enumerate()
    {
        let only = members
            .iter()
            .enumerate()
            .all(|(other, member)| other == index || member.held != *held);
        if only && *held != parse_quote!(serde_json::Value) {
            let value: syn::Expr = if *boxed {
                parse_quote!(Box::new(value))
            } else {
                parse_quote!(value)
            };
            items.push(parse_quote! {
                impl From<#held> for #ident {
                    fn from(value: #held) -> Self {
                        Self::#variant(#value)
                    }
                }
            });
        }
    }
    Some(items)
}

/// A discriminator's property and, for each value, the variant it stands for.
struct Tag {
    property: String,
    values: Vec<(String, Ident)>,
}

fn discriminator(schema: &Value, members: &[Member]) -> Option<Tag> {
    let discriminator = schema.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?.to_owned();
    let mapping = discriminator.get("mapping")?.as_object()?;
    let values: Vec<(String, Ident)> = mapping
        .iter()
        .filter_map(|(value, target)| {
            let member = members
                .iter()
                .find(|member| member.component.as_deref() == target.as_str())?;
            Some((value.clone(), member.variant.clone()))
        })
        .collect();
    (!values.is_empty()).then_some(Tag { property, values })
}

fn tagged(ident: &Ident, Tag { property, values }: &Tag) -> Item {
    let texts = values.iter().map(|(value, _)| value);
    let variants = values.iter().map(|(_, variant)| variant);
    parse_quote! {
        impl<'de> Deserialize<'de> for #ident {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                let decoded = match value.get(#property).and_then(serde_json::Value::as_str) {
                    #(Some(#texts) => specloom_runtime::from_value(&value).map(Self::#variants),)*
                    _ => Ok(Self::Other(value)),
                };
                decoded.map_err(serde::de::Error::custom)
            }
        }
    }
}

/// The first shape that fits, in the page's order. Serde's own `untagged` would read a struct from an array, too.
fn untagged(ident: &Ident, variants: &[&Ident]) -> Item {
    parse_quote! {
        impl<'de> Deserialize<'de> for #ident {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                #(if let Ok(shape) = specloom_runtime::from_value(&value) {
                    return Ok(Self::#variants(shape));
                })*
                Ok(Self::Other(value))
            }
        }
    }
}

fn unboxed(kind: &Type) -> Option<&Type> {
    let Type::Path(path) = kind else { return None };
    let segment = path
        .path
        .segments
        .first()
        .filter(|segment| segment.ident == "Box")?;
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
