//! What a value is: the type of a field, a parameter, a body or a reply.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::format::Format;
use super::naming::TypeName;

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Ty {
    /// A type of the client's module `types`.
    Named(TypeName),
    /// Text.
    String,
    /// Text that is redacted when printed and wiped when dropped.
    Secret,
    /// True or false.
    Bool,
    /// A whole number.
    Integer(Integer),
    /// A number.
    Number,
    /// Text that is a date, a UUID and the like, if it is what the page says.
    Format(Format),
    /// Bytes as they are: the whole of a body.
    Bytes,
    /// A file: a part of a form.
    Upload,
    /// A type of another crate, by its path (`vendor.toml`, `replace`).
    Foreign(String),
    /// Any JSON.
    Any,
    /// Nothing.
    Unit,
    /// A list.
    List(Box<Ty>),
    /// An object without known properties, by the type of its values.
    Map(Box<Ty>),
    /// A value that may be null, or absent.
    Option(Box<Ty>),
}

/// How large a whole number can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Integer {
    /// Signed, 32 bits; only in what is sent.
    I32,
    /// Unsigned, 32 bits; only in what is sent.
    U32,
    /// Signed, 64 bits.
    I64,
    /// Unsigned, 64 bits.
    U64,
}

/// From where a type is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'a> {
    /// The module `types` itself.
    Types,
    /// The module `types::builder`.
    Builders,
    /// A module beside `types`, which imports what it names of the runtime.
    Beside,
    /// The same, with the runtime's types by their full paths.
    Setters,
    /// Another crate, which knows the client by this name.
    Outside(&'a str),
}

impl Ty {
    /// `Option` of this, unless that says nothing new.
    #[must_use]
    pub fn option(self) -> Self {
        match self {
            Self::Any | Self::Option(_) => self,
            other => Self::Option(Box::new(other)),
        }
    }

    /// What is left without an outer `Option`.
    pub fn some(&self) -> &Self {
        match self {
            Self::Option(inner) => inner,
            other => other,
        }
    }

    /// The type of the module `types` that this is.
    pub fn name(&self) -> Option<&TypeName> {
        match self {
            Self::Named(name) => Some(name),
            _ => None,
        }
    }

    /// The type inside a list, a map or an `Option`.
    pub fn inner(&self) -> Option<&Self> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Option(inner) => Some(inner),
            _ => None,
        }
    }

    /// The scalar or named type at the bottom of lists, maps and `Option`s.
    pub fn leaf(&self) -> &Self {
        let mut ty = self;
        while let Some(inner) = ty.inner() {
            ty = inner;
        }
        ty
    }

    /// How many generic types are inside each other.
    pub fn depth(&self) -> usize {
        match self {
            Self::Map(values) if **values == Self::Any => 1,
            other => other.inner().map_or(0, |inner| 1 + inner.depth()),
        }
    }

    /// This with its leaf put through `change`.
    #[must_use]
    pub fn map(&self, change: &impl Fn(&Self) -> Self) -> Self {
        match self {
            Self::List(inner) => Self::List(Box::new(inner.map(change))),
            Self::Map(inner) => Self::Map(Box::new(inner.map(change))),
            Self::Option(inner) => inner.map(change).option(),
            leaf => change(leaf),
        }
    }

    /// What a leaf is where JSON or a parameter holds it: bytes can only be a string there.
    #[must_use]
    pub fn as_text(&self) -> Self {
        match self {
            Self::Upload => Self::String,
            other => other.clone(),
        }
    }

    /// As Rust code.
    pub fn tokens(&self, scope: Scope<'_>) -> TokenStream {
        let ident = |name: &str| proc_macro2::Ident::new(name, Span::call_site());
        match self {
            Self::Named(name) => {
                let name = ident(name.as_str());
                match scope {
                    Scope::Types => quote!(#name),
                    Scope::Builders => quote!(super::#name),
                    Scope::Beside | Scope::Setters => quote!(types::#name),
                    Scope::Outside(client) => {
                        let client = ident(client);
                        quote!(#client::types::#name)
                    }
                }
            }
            Self::Secret => match scope {
                Scope::Beside => quote!(SecretString),
                Scope::Outside(client) => {
                    let client = ident(client);
                    quote!(#client::SecretString)
                }
                Scope::Types | Scope::Builders | Scope::Setters => quote!(specloom_runtime::SecretString),
            },
            Self::Foreign(path) => path.parse().expect("invariant: read as a path"),
            Self::String => quote!(String),
            Self::Bool => quote!(bool),
            Self::Format(format) => {
                let name = ident(format.type_name());
                match scope {
                    Scope::Outside(client) => {
                        let client = ident(client);
                        quote!(#client::formats::#name)
                    }
                    _ => quote!(specloom_runtime::formats::#name),
                }
            }
            Self::Integer(Integer::I32) => quote!(i32),
            Self::Integer(Integer::U32) => quote!(u32),
            Self::Integer(Integer::I64) => quote!(i64),
            Self::Integer(Integer::U64) => quote!(u64),
            Self::Number => quote!(f64),
            Self::Bytes => quote!(specloom_runtime::Bytes),
            Self::Upload => quote!(specloom_runtime::Upload),
            Self::Any => quote!(serde_json::Value),
            Self::Unit => quote!(()),
            Self::List(inner) => {
                let inner = inner.tokens(scope);
                quote!(Vec<#inner>)
            }
            Self::Map(values) if **values == Self::Any => {
                quote!(serde_json::Map<String, serde_json::Value>)
            }
            Self::Map(values) => {
                let values = values.tokens(scope);
                quote!(std::collections::BTreeMap<String, #values>)
            }
            Self::Option(inner) => {
                let inner = inner.tokens(scope);
                quote!(Option<#inner>)
            }
        }
    }
}

/// As the client's modules beside `types` write it, for people.
impl std::fmt::Display for Ty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = self.tokens(Scope::Beside).to_string();
        f.write_str(
            &text
                .replace(" , ", ", ")
                .replace(" ,", ",")
                .replace(" :: ", "::")
                .replace(" < ", "<")
                .replace(" >", ">"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_named_as_seen_from_where_it_stands() {
        let user = || Ty::Named(TypeName::new("User"));
        let ty = Ty::Map(Box::new(Ty::List(Box::new(user().option()))));
        assert_eq!(
            ty.to_string(),
            "std::collections::BTreeMap<String, Vec<Option<types::User>>>"
        );
        let outside = user().tokens(Scope::Outside("acme_client")).to_string();
        assert_eq!(outside, "acme_client :: types :: User");
        assert_eq!(user().tokens(Scope::Builders).to_string(), "super :: User");
        assert_eq!((ty.depth(), ty.leaf()), (3, &user()));
        assert_eq!(
            Ty::Map(Box::new(Ty::Any)).to_string(),
            "serde_json::Map<String, serde_json::Value>"
        );
        assert_eq!(Ty::Any.option(), Ty::Any);
    }
}
