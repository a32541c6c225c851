//! Component schemas → the items that progenitor writes for them, a panic made an error.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle};
use serde_json::{Map, Value, json};

use crate::model::Format;
use crate::model::naming::{FOREIGN, SECRET, UPLOAD};

/// The structs and enums of progenitor's module `types`.
pub(super) fn items(components: Map<String, Value>) -> Result<Vec<syn::Item>, String> {
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "types", "version": "0"},
        "paths": {},
        "components": {"schemas": components},
    });
    let document: openapiv3::OpenAPI = serde_json::from_value(document).map_err(|error| error.to_string())?;
    let mut settings = GenerationSettings::default();
    settings
        // Its builders are none of ours: two thirds of all that it would write.
        .with_interface(InterfaceStyle::Positional)
        .with_tag(TagStyle::Merged)
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq")
        .with_replacement(SECRET, "::specloom_runtime::SecretString", std::iter::empty())
        .with_replacement(FOREIGN, "::specloom_runtime::Foreign", std::iter::empty())
        .with_replacement(UPLOAD, "::specloom_runtime::Upload", std::iter::empty());
    for format in Format::ALL {
        let path = format!("::specloom_runtime::formats::{}", format.type_name());
        settings.with_replacement(format.stand_in(), path, std::iter::empty());
    }
    // The generator is made and dropped inside: nothing half-done survives a panic.
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(&document)
    }));
    let tokens = match tokens {
        Ok(tokens) => tokens.map_err(|error| error.to_string())?,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            return Err(text
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("it panicked")
                .to_owned());
        }
    };
    let types = module(tokens, "types").ok_or("it wrote no module `types`")?;
    definitions(types).map_err(|error| error.to_string())
}

/// The tokens of a module.
fn module(tokens: TokenStream, name: &str) -> Option<TokenStream> {
    let mut before = [None, None];
    for token in tokens {
        match (&before, token) {
            ([Some(keyword), Some(found)], TokenTree::Group(body)) if keyword == "mod" && found == name => {
                return Some(body.stream());
            }
            (_, TokenTree::Ident(ident)) => {
                before.swap(0, 1);
                before[1] = Some(ident);
            }
            _ => before = [None, None],
        }
    }
    None
}

/// The structs and enums among the items, each parsed for itself: what is written around them is ten times as much.
fn definitions(items: TokenStream) -> syn::Result<Vec<syn::Item>> {
    let mut definitions = Vec::new();
    let mut item = Vec::new();
    let mut defines = false;
    for token in items {
        let ends = match &token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(mark) => mark.as_char() == ';',
            TokenTree::Ident(word) => {
                defines |= word == "struct" || word == "enum";
                false
            }
            TokenTree::Literal(_) => false,
        };
        item.push(token);
        if ends {
            let item = std::mem::take(&mut item);
            if std::mem::take(&mut defines) {
                definitions.push(syn::parse2(item.into_iter().collect())?);
            }
        }
    }
    Ok(definitions)
}
