//! Vendors' names in the code: none, as no stage knows a vendor.
//!
//! Looked for in the words of identifiers and literals of what is no test. A vendor may have a word of the trade for a name
//! (Segment, Box, Front); what the libraries that the generator is written with say, too, is no vendor's name in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;
use specloom_tests::workspace::{files, root};

use crate::code::code;

/// Where names of `vendors` are in the code of the generator or the runtime.
pub(crate) fn found(vendors: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["generator/src", "clients/runtime/src"] {
        for code in code(folder) {
            let mut said = " ".to_owned();
            say(code.tokens, &mut said);
            for vendor in vendors.iter().filter(|vendor| is_said(vendor, &said)) {
                found.push(format!("{folder}/{}: {vendor}", code.path.display()));
            }
        }
    }
    found
}

/// Whether a name, its words next to each other, is among the words, and is not made of words of the trade only.
fn is_said(vendor: &str, said: &str) -> bool {
    let ordinary = ordinary();
    let is_ordinary = vendor.split('-').all(|word| ordinary.contains(word));
    !is_ordinary && said.contains(&format!(" {} ", vendor.replace('-', " ")))
}

/// Adds the words of the identifiers and literals, each surrounded by blanks; a bar ends each.
fn say(tokens: TokenStream, said: &mut String) {
    for token in tokens {
        let text = match token {
            TokenTree::Group(group) => {
                say(group.stream(), said);
                continue;
            }
            TokenTree::Punct(_) => continue,
            TokenTree::Ident(ident) => ident.to_string(),
            TokenTree::Literal(literal) => literal.to_string(),
        };
        for word in words(&text) {
            said.push_str(&word);
            said.push(' ');
        }
        said.push_str("| ");
    }
}

/// `PathSegment`, `path_segment` and `"path segment"` are the same two words.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in text.chars() {
        let starts = !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && before.is_ascii_lowercase());
        if starts && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if c.is_ascii_alphanumeric() {
            words.last_mut().unwrap().push(c.to_ascii_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The words of the libraries that the generator depends on.
fn ordinary() -> &'static BTreeSet<String> {
    static ORDINARY: OnceLock<BTreeSet<String>> = OnceLock::new();
    ORDINARY.get_or_init(|| {
        let libraries = libraries();
        assert!(libraries.len() > 5, "{libraries:?}");
        let sources = libraries.iter().flat_map(|library| files(&library.join("src")));
        let code = sources.filter(|(path, _)| path.ends_with(".rs"));
        code.flat_map(|(_, text)| words(&String::from_utf8_lossy(&text)))
            .collect()
    })
}

/// The folders of the libraries that the generator names.
fn libraries() -> Vec<PathBuf> {
    let program = |name: &str| std::env::var_os(name.to_uppercase()).unwrap_or_else(|| name.into());
    let compiler = Command::new(program("rustc")).arg("-vV").output().unwrap();
    let compiler = String::from_utf8(compiler.stdout).unwrap();
    let platform = compiler
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    // What only other platforms need has never been downloaded here.
    let metadata = Command::new(program("cargo"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--offline",
            "--filter-platform",
            platform,
        ])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        metadata.status.success(),
        "{}",
        String::from_utf8_lossy(&metadata.stderr)
    );
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let generator = packages
        .iter()
        .find(|package| package["name"] == "specloom")
        .unwrap();
    let dependencies = generator["dependencies"].as_array().unwrap().iter();
    let named: BTreeSet<&str> = dependencies
        .filter(|dependency| dependency["kind"].is_null())
        .map(|dependency| dependency["name"].as_str().unwrap())
        .collect();
    packages
        .iter()
        .filter(|package| named.contains(package["name"].as_str().unwrap()))
        .filter(|package| package["source"].is_string())
        .map(|package| {
            Path::new(package["manifest_path"].as_str().unwrap())
                .parent()
                .unwrap()
                .to_owned()
        })
        .collect()
}

/// Else nobody would look for them.
#[test]
fn the_vendors_of_this_workspace_are_no_words_of_the_trade() {
    for vendor in ["argyle", "awx", "courier", "infisical", "joyfill"] {
        assert!(!ordinary().contains(vendor), "{vendor}");
    }
}

#[test]
fn a_name_is_found_in_every_spelling_unless_it_is_a_word_of_the_trade() {
    let code = quote::quote! {
        fn umbra_quirk(page: &Page) -> bool { page.title == "Umbra Cloud" || IsUmbraCloud::of(page, "x-globex-id") }
        fn front(segment: Box<PathSegment>) -> &str { KEYWORDS["box"] }
    };
    let mut said = " ".to_owned();
    say(code, &mut said);
    for (vendor, expected) in [
        ("umbra", true),
        ("umbra-cloud", true),
        ("globex", true),
        ("initech", false),
        ("glob", false),
        ("front", false),
        ("segment", false),
        ("box", false),
    ] {
        assert_eq!(is_said(vendor, &said), expected, "{vendor}: {said}");
    }
}
