//! The code of this workspace that is no test, as tokens.

use std::collections::BTreeMap;
use std::path::PathBuf;

use proc_macro2::TokenStream;
use specloom_tests::workspace::{files, root};
use syn::visit_mut::{self, VisitMut};

/// A Rust file without what is compiled for tests only.
pub(crate) struct Code {
    pub(crate) path: PathBuf,
    pub(crate) tokens: TokenStream,
}

/// The Rust files below `folder` that end up in the library.
pub(crate) fn code(folder: &str) -> Vec<Code> {
    let base = root().join(folder);
    let all: BTreeMap<PathBuf, syn::File> = files(&base)
        .into_iter()
        .filter(|(name, _)| name.ends_with(".rs"))
        .map(|(name, text)| {
            let parsed = syn::parse_file(&String::from_utf8(text).unwrap());
            (
                PathBuf::from(&name),
                parsed.unwrap_or_else(|error| panic!("{folder}/{name}: {error}")),
            )
        })
        .collect();
    let mut for_tests = Vec::new();
    let mut code = Vec::new();
    for (path, mut file) in all {
        let mut without = WithoutTests { modules: Vec::new() };
        without.visit_file_mut(&mut file);
        let folder = match path.file_stem().unwrap().to_str().unwrap() {
            "lib" | "mod" | "main" => path.parent().unwrap().to_owned(),
            _ => path.with_extension(""),
        };
        for module in without.modules {
            for_tests.push(folder.join(format!("{module}.rs")));
            for_tests.push(folder.join(&module));
        }
        code.push(Code {
            path,
            tokens: quote::quote!(#file),
        });
    }
    code.retain(|code| !for_tests.iter().any(|path| code.path.starts_with(path)));
    assert!(code.len() > 5, "{folder} holds hardly any code");
    code
}

/// Removes `#[cfg(test)]` items and doc comments.
struct WithoutTests {
    /// Names of modules in files of their own that were removed.
    modules: Vec<String>,
}

fn for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .meta
                .require_list()
                .is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

impl VisitMut for WithoutTests {
    fn visit_file_mut(&mut self, file: &mut syn::File) {
        self.retain(&mut file.items);
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if let Some((_, items)) = &mut module.content {
            self.retain(items);
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    }
}

impl WithoutTests {
    fn retain(&mut self, items: &mut Vec<syn::Item>) {
        items.retain(|item| match item {
            syn::Item::Mod(module) if for_tests(&module.attrs) => {
                if module.content.is_none() {
                    self.modules.push(module.ident.to_string());
                }
                false
            }
            syn::Item::Fn(item) => !for_tests(&item.attrs),
            syn::Item::Use(item) => !for_tests(&item.attrs),
            _ => true,
        });
    }
}
