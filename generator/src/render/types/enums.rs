//! String enums keep what they do not know: a last variant `Unknown(String)`, text on the wire. The engine's are closed:
//! a value that the vendor adds would break every deployed client.

use syn::{Item, parse_quote};

use super::docs;
use crate::model::{EnumValue, RustName, TypeDef};
use crate::words;

/// An enum of known values, open to others.
pub(super) fn open(definition: &TypeDef, values: &[EnumValue]) -> Vec<Item> {
    let name = &definition.name;
    let about = docs::of_type(definition);
    let idents: Vec<&RustName> = values.iter().map(|value| &value.variant).collect();
    let lines = values
        .iter()
        .map(|value| format!(" {}", words::name(&value.wire)));
    let values: Vec<&String> = values.iter().map(|value| &value.wire).collect();
    vec![
        parse_quote! {
            #(#about)*
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#[doc = #lines] #idents,)*
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
