//! The invariants of ARCHITECTURE.md that are about the source itself. The others are tested where they are at home:
//! determinism in `determinism.rs`, secrets in `wire/`, bad input in `bad_input.rs`, validators in `oracles_openapi.rs`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use sha2::{Digest as _, Sha256};
use specloom_tests::workspace::{files, root, vendors};
use syn::visit_mut::{self, VisitMut};

/// The pages as their vendors published them.
const PAGES: [(&str, &str); 5] = [
    (
        "argyle",
        "81e3d873691e3e04e2ef149b6eb4de1731b59d44ba650217a41eaec578d5c8e5",
    ),
    (
        "awx",
        "196bc315b34531bb9a7ef802c829140981065af32e7a3f43eba8a25bcb8e6fed",
    ),
    (
        "courier",
        "f0e1f360a795913c7cc7c080e3d84855a3b9b73d9c39aee1149ed0fc5872de52",
    ),
    (
        "infisical",
        "8236861edd0e08bea6ff61d1bf0f405ca64bd67fae3c2382eecaee8b0fe9f427",
    ),
    (
        "joyfill",
        "bde62a68163cb28124f0d61f955a19091ec60da51b8599ff6cca5b3878eb2a46",
    ),
];

#[test]
fn the_pages_are_stored_byte_for_byte() {
    for (vendor, hash) in PAGES {
        let page = std::fs::read(root().join(format!("specs/{vendor}/page.md"))).unwrap();
        let found: String = Sha256::digest(&page)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(found, hash, "specs/{vendor}/page.md");
    }
}

/// A Rust file without what is compiled for tests only.
struct Code {
    path: PathBuf,
    tokens: TokenStream,
}

/// The Rust files below `folder` that end up in the library.
fn code(folder: &str) -> Vec<Code> {
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

/// The tokens, groups opened, as words. What `quote!` and its like hold is code of the generated client, and left out unless
/// `quoted`; what `env!` reads is read by the compiler.
fn words(tokens: TokenStream, quoted: bool, words: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                words.push("(".into());
                self::words(group.stream(), quoted, words);
                words.push(")".into());
            }
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let is_macro = matches!(tokens.peek(), Some(TokenTree::Punct(bang)) if bang.as_char() == '!');
                if is_macro && !quoted && (name.contains("quote") || name == "env") {
                    tokens.nth(1);
                } else {
                    words.push(name);
                }
            }
            TokenTree::Punct(punct) => words.push(punct.to_string()),
            TokenTree::Literal(_) => {}
        }
    }
}

/// What follows each `std ::`: a module, or those of a group.
fn std_modules(words: &[String]) -> Vec<&str> {
    let mut modules = Vec::new();
    for (at, window) in words.windows(4).enumerate() {
        if window[..3] == ["std", ":", ":"] {
            let group = words[at + 4..]
                .iter()
                .take_while(|word| *word != ")")
                .map(String::as_str);
            match window[3].as_str() {
                "(" => modules.extend(group),
                module => modules.push(module),
            }
        }
    }
    modules
}

#[test]
fn the_generator_does_no_input_or_output() {
    const MODULES: [&str; 5] = ["fs", "net", "process", "env", "thread"];
    const NAMES: [&str; 12] = [
        "stdin",
        "stdout",
        "stderr",
        "println",
        "eprintln",
        "dbg",
        "SystemTime",
        "Instant",
        "reqwest",
        "tokio",
        "rayon",
        "getrandom",
    ];
    let mut found = Vec::new();
    for Code { path, tokens } in code("generator/src") {
        let mut all = Vec::new();
        words(tokens, false, &mut all);
        let modules = std_modules(&all)
            .into_iter()
            .filter(|module| MODULES.contains(module));
        let names = all.iter().map(String::as_str).filter(|name| NAMES.contains(name));
        found.extend(
            modules
                .chain(names)
                .map(|name| format!("{}: {name}", path.display())),
        );
    }
    assert_eq!(found, Vec::<String>::new());

    let manifest = std::fs::read_to_string(root().join("generator/Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dev-dependencies]").next().unwrap();
    for crate_name in [
        "reqwest", "tokio", "tempfile", "notify", "clap", "rayon", "ureq", "walkdir",
    ] {
        assert!(
            !dependencies.contains(crate_name),
            "generator/Cargo.toml depends on {crate_name}"
        );
    }
}

#[test]
fn only_the_engine_names_progenitor_and_typify() {
    let mut found = Vec::new();
    for folder in ["generator/src", "xtask/src", "clients/runtime/src", "tests/src"] {
        for Code { path, tokens } in code(folder) {
            if folder == "generator/src" && (path.starts_with("engine") || path == Path::new("engine.rs")) {
                continue;
            }
            let mut all = Vec::new();
            words(tokens, true, &mut all);
            all.retain(|name| name.contains("progenitor") || name.contains("typify"));
            found.extend(
                all.into_iter()
                    .map(|name| format!("{folder}/{}: {name}", path.display())),
            );
        }
    }
    assert_eq!(found, Vec::<String>::new());
    for manifest in ["xtask", "tests", "clients/runtime"] {
        let text = std::fs::read_to_string(root().join(manifest).join("Cargo.toml")).unwrap();
        assert!(
            !text.contains("progenitor") && !text.contains("typify"),
            "{manifest}/Cargo.toml"
        );
    }
}

#[test]
fn no_vendors_name_is_in_the_generator_or_the_runtime() {
    let vendors = vendors();
    let mut found = Vec::new();
    for folder in ["generator", "clients/runtime"] {
        for (path, contents) in files(&root().join(folder)) {
            let text = String::from_utf8_lossy(&contents).to_lowercase();
            for vendor in vendors.iter().filter(|vendor| text.contains(*vendor)) {
                found.push(format!("{folder}/{path}: {vendor}"));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_generated_file_says_so_in_its_first_line() {
    for vendor in vendors() {
        let committed = files(&root().join("clients").join(&vendor));
        assert!(committed.len() > 5, "clients/{vendor}");
        for (path, contents) in committed {
            // A licence must stay as it is worded.
            if path.starts_with("LICENSE-") {
                continue;
            }
            let text = String::from_utf8(contents).unwrap();
            let first = text.lines().next().unwrap_or_default();
            assert!(
                first.contains("Generated by Specloom"),
                "clients/{vendor}/{path}: {first}"
            );
        }
        let document = std::fs::read_to_string(root().join(format!("specs/{vendor}/openapi.yaml"))).unwrap();
        assert!(
            document.lines().next().unwrap().contains("Generated by Specloom"),
            "specs/{vendor}/openapi.yaml"
        );
    }
}

#[test]
fn every_pass_is_called_after_its_file_and_says_why() {
    let mut passes = 0;
    for (stage, fixtures) in [("lift", "lift"), ("model/fit", "fit"), ("render", "types")] {
        for (path, contents) in files(&root().join("generator/src").join(stage)) {
            let text = String::from_utf8(contents).unwrap();
            let Some((_, pass)) = text.split_once("PASS: Pass = Pass {") else {
                continue;
            };
            passes += 1;
            let pass = pass.split_once("};").unwrap().0;
            let field = |name: &str| {
                let (_, rest) = pass
                    .split_once(&format!("{name}: \""))
                    .unwrap_or_else(|| panic!("{path}: {name}"));
                rest.split('"').next().unwrap().to_owned()
            };
            // A pass with parts of its own is a folder.
            let (file, registry) = match path.strip_suffix("/mod.rs") {
                Some(folder) => (
                    Path::new(folder),
                    Path::new(folder).parent().unwrap().join("mod.rs"),
                ),
                None => (Path::new(&path), Path::new(&path).with_file_name("mod.rs")),
            };
            let stem = file.file_stem().unwrap().to_str().unwrap();
            assert_eq!(field("id"), stem.replace('_', "-"), "{stage}/{path}");
            assert!(field("why").len() > 20, "{stage}/{path}: {}", field("why"));
            assert!(
                text.starts_with("//!"),
                "{stage}/{path} does not say what it does"
            );
            let registry = root().join("generator/src").join(stage).join(registry);
            let registry = std::fs::read_to_string(registry).unwrap();
            assert!(
                registry.contains(&format!("{stem}::PASS")),
                "{stage}/{path} is not registered"
            );
            let fixture = root().join("generator/tests").join(fixtures);
            let shown = [fixture.join(field("id")), fixture.join(stem)]
                .iter()
                .any(|folder| folder.is_dir());
            // What the types' passes do is shown by one golden file.
            assert!(
                shown || stage == "render",
                "{stage}/{path} has no before and after"
            );
        }
    }
    assert!(passes > 10, "{passes} passes");
}

#[test]
fn every_module_says_what_it_is_for() {
    for folder in ["generator/src", "clients/runtime/src", "xtask/src", "tests/src"] {
        for (path, contents) in files(&root().join(folder)) {
            if path.ends_with(".rs") {
                assert!(contents.starts_with(b"//!"), "{folder}/{path}");
            }
        }
    }
}
