//! `::std::option::Option<::std::boxed::Box<User>>` → `Option<Box<User>>`, a type as progenitor wrote it: data that any thread can
//! read, in the short form that people read in reviews and on docs.rs. The naming keeps the prelude's names free.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{GenericArgument, PathArguments, Type};

/// A path with its type arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    path: Vec<String>,
    arguments: Vec<Written>,
}

impl Written {
    /// A type; `None` where it is no path.
    pub(super) fn of(ty: &Type) -> Option<Self> {
        let Type::Path(ty) = ty else { return None };
        let segments = &ty.path.segments;
        let arguments = match &segments.last()?.arguments {
            PathArguments::AngleBracketed(arguments) => arguments.args.iter().map(argument).collect(),
            PathArguments::None | PathArguments::Parenthesized(_) => Some(Vec::new()),
        };
        let names: Vec<String> = segments.iter().map(|segment| segment.ident.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let known = match names.as_slice() {
            ["std", "string", name @ "String"]
            | ["std", "option", name @ "Option"]
            | ["std", "vec", name @ "Vec"]
            | ["std", "boxed", name @ "Box"]
            | ["std", "primitive", name] => &[*name],
            names => names,
        };
        Some(Self {
            path: known.iter().map(|name| (*name).to_owned()).collect(),
            arguments: arguments?,
        })
    }

    /// Whether this is its path.
    pub(super) fn is(&self, path: &[&str]) -> bool {
        self.path == path
    }

    /// A type argument.
    pub(super) fn argument(&self, index: usize) -> Option<&Self> {
        self.arguments.get(index)
    }

    /// With its box where it is read best: `Option<Box<T>>`, wherever progenitor had it.
    pub(super) fn placed(mut self) -> Self {
        let boxed = self.is(&["Box"]) && self.argument(0).is_some_and(|held| held.is(&["Option"]));
        if boxed && let Some(option) = self.arguments.first_mut() {
            std::mem::swap(&mut self.path, &mut option.path);
        }
        self
    }

    /// The type of the page's that is in each value as it is: by itself, or in an option.
    pub(super) fn held(&self) -> Option<&str> {
        let held = self.argument(0).filter(|_| self.is(&["Option"])).unwrap_or(self);
        match held.path.as_slice() {
            [name] if held.arguments.is_empty() => Some(name),
            _ => None,
        }
    }

    /// Whether it is a box, or an option of one.
    pub(crate) fn is_boxed(&self) -> bool {
        let held = self.argument(0).filter(|_| self.is(&["Option"]));
        held.unwrap_or(self).is(&["Box"])
    }
}

fn argument(argument: &GenericArgument) -> Option<Written> {
    match argument {
        GenericArgument::Type(ty) => Written::of(ty),
        _ => None,
    }
}

impl ToTokens for Written {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let path = self.path.iter().map(|name| format_ident!("{name}"));
        let arguments = &self.arguments;
        let arguments = (!arguments.is_empty()).then(|| quote!(<#(#arguments),*>));
        tokens.extend(quote!(#(#path)::* #arguments));
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn types_are_written_short_and_with_the_box_inside() {
        for (ty, expected) in [
            (
                parse_quote!(::std::boxed::Box<::std::option::Option<User>>),
                "Option < Box < User > >",
            ),
            (
                parse_quote!(::std::option::Option<::std::boxed::Box<User>>),
                "Option < Box < User > >",
            ),
            (parse_quote!(::std::boxed::Box<User>), "Box < User >"),
            (
                parse_quote!(::std::collections::BTreeMap<::std::string::String, ::std::vec::Vec<i64>>),
                "std :: collections :: BTreeMap < String , Vec < i64 > >",
            ),
        ] {
            let written = Written::of(&ty).unwrap().placed();
            assert_eq!(written.is_boxed(), expected.contains("Box"), "{expected}");
            assert_eq!(written.to_token_stream().to_string(), expected);
        }
        assert_eq!(Written::of(&parse_quote!([u8; 4])), None);
        assert_eq!(Written::of(&parse_quote!(Vec<(u8, u8)>)), None);
    }
}
