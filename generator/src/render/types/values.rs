//! String enums keep what they do not know: a last variant `Unknown(String)`, text on the wire.

use quote::format_ident;
use syn::{Ident, Item, parse_quote};

use super::{Count, Pass, is_enum, named};
use crate::model::fit::variants;
use crate::{Fitted, words};

pub(super) const PASS: Pass = Pass {
    id: "values",
    why: "the engine's enums are closed: a value the vendor adds would break every deployed client",
    run,
};

fn run(items: &mut Vec<Item>, fitted: &Fitted) -> Count {
    let mut count = Count { expected: 0, done: 0 };
    for (name, schema) in named(fitted).filter(|(_, schema)| is_enum(schema)) {
        count.expected += 1;
        let position = items
            .iter()
            .position(|item| matches!(item, Item::Enum(item) if item.ident == name));
        let Some(position) = position else { continue };
        let pairs = variants(name, schema);
        let Item::Enum(item) = &items[position] else {
            continue;
        };
        if item.variants.len() == pairs.len() {
            let new = open(&format_ident!("{name}"), &pairs);
            items.splice(position..=position, new);
            count.done += 1;
        }
    }
    count
}

fn open(name: &Ident, pairs: &[(String, String)]) -> Vec<Item> {
    let values: Vec<&String> = pairs.iter().map(|(value, _)| value).collect();
    let idents: Vec<Ident> = pairs
        .iter()
        .map(|(_, variant)| format_ident!("{variant}"))
        .collect();
    let docs = values.iter().map(|value| format!(" {}", words::name(value)));
    vec![
        parse_quote! {
            pub enum #name {
                #(#[doc = #docs] #idents,)*
                /// A value that the page does not list, as it came.
                Unknown(String),
            }
        },
        parse_quote! {
            impl #name {
                /// The value as it is on the wire.
                pub fn as_str(&self) -> &str {
                    match self {
                        #(Self::#idents => #values,)*
                        Self::Unknown(value) => value,
                    }
                }
            }
        },
        parse_quote! {
            impl From<&str> for #name {
                fn from(value: &str) -> Self {
                    match value {
                        #(#values => Self::#idents,)*
                        _ => Self::Unknown(value.to_owned()),
                    }
                }
            }
        },
        parse_quote! {
            impl From<String> for #name {
                fn from(value: String) -> Self {
                    Self::from(value.as_str())
                }
            }
        },
        parse_quote! {
            impl std::fmt::Display for #name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }
        },
        parse_quote! {
            impl Serialize for #name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }
        },
        parse_quote! {
            impl<'de> Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    String::deserialize(deserializer).map(Self::from)
                }
            }
        },
    ]
}
