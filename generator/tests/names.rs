//! One name for one thing: a type that other files can see has a name that no other such type of the generator or the command
//! line has. What is seen in one file, or in the folder of one style of pages, is that file's or folder's own. And words are the
//! field's.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::visit::{self, Visit};

mod own;

/// The types of a file that others see, those of inner modules left out: they are for tests.
fn types(file: &syn::File) -> Vec<(String, String)> {
    let named = file.items.iter().filter_map(|item| {
        let (visibility, name) = match item {
            syn::Item::Struct(item) => (&item.vis, &item.ident),
            syn::Item::Enum(item) => (&item.vis, &item.ident),
            syn::Item::Trait(item) => (&item.vis, &item.ident),
            syn::Item::Type(item) => (&item.vis, &item.ident),
            _ => return None,
        };
        Some((
            visibility.to_token_stream().to_string().replace(' ', ""),
            name.to_string(),
        ))
    });
    named.filter(|(visibility, _)| !visibility.is_empty()).collect()
}

#[test]
fn each_type_that_others_see_has_a_name_of_its_own() {
    let mut homes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, parsed) in own::sources(&["generator/src", "xtask/src"]) {
        // `read/<style>/<file>.rs`: what it shows to its folder alone.
        let is_inside_a_style = file.starts_with("generator/src/read/")
            && file.split('/').count() > 4
            && !file.ends_with("/mod.rs");
        for (visibility, name) in types(&parsed) {
            if !(is_inside_a_style && visibility == "pub(super)") {
                homes.entry(name).or_default().push(file.clone());
            }
        }
    }
    assert!(homes.len() > 200, "{} types are not all there are", homes.len());
    homes.retain(|_, files| files.len() > 1);
    assert_eq!(homes, BTreeMap::new());
}

/// Words that are none of the field's, and what is said instead.
const NOT_OURS: [(&str, &str); 5] = [
    ("heir", "subtype"),
    ("heirs", "subtypes"),
    ("twin", "request variant"),
    ("twins", "request variants"),
    ("unseen", "invisible"),
];

/// What readers of findings, errors and help are told is added, removed or changed.
const NOT_TOLD: [(&str, &str); 5] = [
    ("is another", "changed"),
    ("gone", "removed"),
    ("went away", "removed"),
    ("goes away", "removed"),
    ("has come", "added"),
];

/// `words` in `text`, as whole words.
fn says(text: &str, words: &str) -> bool {
    let is_within = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
    text.match_indices(words).any(|(at, _)| {
        !is_within(text[..at].chars().next_back()) && !is_within(text[at + words.len()..].chars().next())
    })
}

#[derive(Default)]
struct Told(Vec<String>);

impl<'ast> Visit<'ast> for Told {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !module
            .attrs
            .iter()
            .any(|attribute| attribute.path().is_ident("cfg"))
        {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {
        // Comments are for those who work on the code.
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.0.push(literal.value());
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        let mut open = vec![called.tokens.clone()];
        while let Some(tokens) = open.pop() {
            for token in tokens {
                match token {
                    TokenTree::Group(group) => open.push(group.stream()),
                    TokenTree::Literal(literal) => {
                        if let Ok(literal) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                            self.0.push(literal.value());
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn words_are_the_fields() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for (name, file) in own::sources(&["generator/src", "xtask/src", "clients/runtime/src"]) {
        let text = std::fs::read_to_string(root.join(&name)).unwrap();
        let places = text.lines().enumerate().map(|(number, line)| (number + 1, line));
        for (number, line) in places {
            for (word, instead) in NOT_OURS {
                if says(&line.to_lowercase(), word) {
                    found.push(format!(
                        "{name}:{number}: not `{word}` but `{instead}`: {}",
                        line.trim()
                    ));
                }
            }
        }
        let mut told = Told::default();
        if !name.ends_with("tests.rs") {
            told.visit_file(&file);
        }
        for text in told.0.iter().filter(|text| text.contains(' ')) {
            for (word, instead) in NOT_TOLD {
                if says(text, word) {
                    found.push(format!("{name}: not `{word}` but `{instead}`: {text}"));
                }
            }
        }
    }
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "MIGRATION.md"] {
        let text = std::fs::read_to_string(root.join(name)).unwrap().to_lowercase();
        for (word, instead) in NOT_OURS {
            if says(&text, word) {
                found.push(format!("{name}: not `{word}` but `{instead}`"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
