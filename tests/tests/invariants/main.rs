//! The invariants of ARCHITECTURE.md that are about the source itself. The others are tested where they are at home:
//! determinism in `determinism.rs`, secrets in `wire/`, bad input in `bad_input.rs`, validators in `oracles_openapi.rs`.

mod code;
mod names;
mod vendors;
mod weight;

use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use specloom_tests::workspace::{files, root};

use crate::code::{Code, code};

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
    const NAMES: [&str; 11] = [
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
        "reqwest", "tokio", "tempfile", "notify", "clap", "ureq", "walkdir",
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
