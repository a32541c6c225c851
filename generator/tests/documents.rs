//! What ARCHITECTURE.md and CONTRIBUTING.md name is there: files, folders, the words of the glossary, the keys of `vendor.toml`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use specloom::{Source, Vendor};

mod own;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn document(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// What stands between grave accents.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Files that the documents name without the folder, as the sentence around them names it.
const NAMED_SHORTLY: [&str; 5] = [
    "build.rs",
    "faults.rs",
    "mutations.rs",
    "determinism.rs",
    "every_client.rs",
];

#[test]
fn files_and_folders_that_are_named_are_there() {
    let homes = [
        "",
        "generator",
        "generator/src",
        "generator/src/model",
        "generator/tests",
        "clients/runtime",
        "xtask/src",
        "tests",
    ];
    let mut missing = Vec::new();
    let mut seen = 0;
    for name in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = document(name);
        let is_path = |word: &&str| {
            let is_made_up = ["acme", "pages/", "<", "*", "…", ":"]
                .iter()
                .any(|part| word.contains(part));
            !is_made_up
                && !word.contains(' ')
                && (word.ends_with(".rs") || word.ends_with('/') || word.contains("src/"))
        };
        for path in quoted(&text).filter(is_path) {
            seen += 1;
            let is_there = homes.iter().any(|home| root().join(home).join(path).exists());
            if !is_there && !NAMED_SHORTLY.contains(&path) {
                missing.push(format!("{name}: {path}"));
            }
        }
    }
    assert!(seen > 80, "{seen} paths are not all there are");
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn each_folder_of_the_generator_is_drawn() {
    let text = document("ARCHITECTURE.md");
    let folders = fs::read_dir(root().join("generator/src")).unwrap();
    let folders = folders
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir());
    let names = folders.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    let missing: Vec<String> = names
        .filter(|name| !text.contains(&format!("`{name}/")))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

/// The stages of the drawing are the modules that the pipeline calls, in their order.
#[test]
fn the_stages_are_those_of_the_table() {
    let text = document("ARCHITECTURE.md");
    let table = text
        .split("| stage | folder |")
        .nth(1)
        .unwrap()
        .split("\n\n")
        .next()
        .unwrap();
    let rows = table.lines().skip(2).filter_map(|line| line.split('|').nth(1));
    let stages: Vec<&str> = rows
        .map(str::trim)
        .filter(|stage| !stage.starts_with('–'))
        .collect();
    assert_eq!(
        stages,
        ["read", "lift", "gather", "model", "engine", "render", "compare"]
    );
    let called = document("generator/src/pipeline.rs");
    for stage in stages {
        assert!(
            called.contains(&format!("{stage}::")) || stage == "read",
            "{stage}"
        );
    }
}

#[test]
fn types_of_the_glossary_are_types() {
    let text = document("ARCHITECTURE.md");
    let glossary = text
        .split("## Words")
        .nth(1)
        .unwrap()
        .split("\n## ")
        .next()
        .unwrap();
    let names: BTreeSet<&str> = quoted(glossary)
        .filter(|word| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphanumeric))
        .collect();
    assert!(names.len() > 8, "{names:?}");
    let mut defined = BTreeSet::new();
    for (_, file) in own::sources(&["generator/src"]) {
        for item in file.items {
            match item {
                syn::Item::Struct(item) => defined.insert(item.ident.to_string()),
                syn::Item::Enum(item) => defined.insert(item.ident.to_string()),
                // Types that are alike are written by a macro.
                syn::Item::Macro(item) => {
                    let text = item.mac.tokens.to_string();
                    let words = text.split(|char: char| !char.is_alphanumeric());
                    defined.extend(words.map(str::to_owned));
                    true
                }
                _ => false,
            };
        }
    }
    let missing: Vec<&&str> = names.iter().filter(|name| !defined.contains(**name)).collect();
    assert_eq!(missing, Vec::<&&str>::new());
}

#[test]
fn the_keys_of_vendor_toml_are_all_told() {
    let text = document("CONTRIBUTING.md");
    let table = text
        .split("### Keys of `vendor.toml`")
        .nth(1)
        .unwrap()
        .split("\n### ")
        .next()
        .unwrap();
    let cells = table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .filter_map(|line| line.split('|').nth(1));
    let told: BTreeSet<String> = cells
        .flat_map(|cell| {
            quoted(cell)
                .map(|key| key.trim_matches(['[', ']']).to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    let error = Vendor::parse(&Source::new("vendor.toml", "no-such-key = 1\n")).unwrap_err();
    let known = error
        .problem
        .split("expected one of")
        .nth(1)
        .expect("it lists the keys");
    let known: BTreeSet<String> = quoted(known).map(str::to_owned).collect();
    assert!(known.len() > 15, "{error}");
    assert_eq!(told, known);
}
