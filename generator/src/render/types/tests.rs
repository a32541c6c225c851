//! The passes over made-up schemas, and over the corpus where it is at hand.

use std::path::PathBuf;

use serde_json::Value;

use super::*;
use crate::model::fit;
use crate::{Canonical, Style, Vendor, engine};

fn vendor() -> Vendor {
    let text = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n";
    Vendor::parse(&crate::Source::new("vendor.toml", text)).unwrap()
}

fn types(document: Value) -> Result<String> {
    let canonical = Canonical {
        file: "acme.yaml".into(),
        style: Style::OpenApi,
        document,
        notes: Vec::new(),
    };
    let mut fitted = fit::fit(&canonical, &vendor())?;
    let items = engine::run(&mut fitted)?;
    let file = polish_types(items, &fitted)?;
    Ok(prettyplease::unparse(&file))
}

#[test]
fn every_pass_is_registered_under_its_files_name() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render/types");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            std::fs::read_to_string(path)
                .unwrap()
                .contains(concat!("const PASS: ", "Pass ="))
        })
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut ids: Vec<&str> = PASSES.iter().map(|pass| pass.id).collect();
    files.sort();
    ids.sort_unstable();
    assert_eq!(ids, files);
    assert!(PASSES.iter().all(|pass| pass.why.len() > 20));
}

/// `tests/types/acme.yaml` becomes `acme.rs`. With `SPECLOOM_BLESS` the latter is written.
#[test]
fn the_golden_types_are_as_they_were() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/types");
    let document = std::fs::read_to_string(folder.join("acme.yaml")).unwrap();
    let code = types(serde_yaml::from_str(&document).unwrap()).unwrap();
    if std::env::var_os("SPECLOOM_BLESS").is_some() {
        std::fs::write(folder.join("acme.rs"), &code).unwrap();
    }
    assert_eq!(code, std::fs::read_to_string(folder.join("acme.rs")).unwrap());
}

/// Fitting leaves nothing that the engine cannot take, so the component is broken after it.
#[test]
fn what_the_engine_cannot_make_is_any_value() {
    let document = serde_json::json!({
        "openapi": "3.0.3",
        "paths": {"/a": {"get": {"operationId": "get_a", "responses": {"200": {"description": "d", "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Good"}},
        }}}}}},
        "components": {"schemas": {
            "Good": {"type": "object", "properties": {
                "bad": {"allOf": [{"$ref": "#/components/schemas/Bad"}], "description": "Bad."},
                "text": {"type": "string"},
            }},
            "Bad": {"type": "object", "properties": {
                "lost": {"$ref": "elsewhere.yaml"},
                "only": {"$ref": "#/components/schemas/Only"},
            }},
            "Only": {"type": "object", "properties": {"a": {"type": "string"}}},
        }},
    });
    let mut fitted = Fitted {
        document,
        notes: Vec::new(),
    };
    let items = engine::run(&mut fitted).unwrap();
    let code = prettyplease::unparse(&polish_types(items, &fitted).unwrap());
    assert!(code.contains("pub bad: serde_json::Value,"), "{code}");
    assert!(code.contains("pub text: Option<String>,"), "{code}");
    assert!(!code.contains("Only") && !code.contains("Bad {"), "{code}");
    let pointers: Vec<&str> = fitted.notes.iter().map(|note| note.pointer.as_str()).collect();
    assert_eq!(pointers, ["/components/schemas/Bad"]);
}

/// Every OpenAPI 3.0 document of the corpus makes types. With `SPECLOOM_TYPES_OUT` they are written there, to be
/// compiled.
#[test]
fn the_corpus_makes_types() {
    let Some(corpus) = std::env::var_os("SPECLOOM_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: SPECLOOM_CORPUS is not set");
        return;
    };
    let out = std::env::var_os("SPECLOOM_TYPES_OUT").map(PathBuf::from);
    let only = std::env::var("SPECLOOM_ONLY").ok();
    let mut failures = Vec::new();
    let mut made = 0;
    let mut files: Vec<PathBuf> = std::fs::read_dir(corpus.join("specs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let document: Option<Value> = if name.ends_with("json") {
            serde_json::from_str(&text).ok()
        } else {
            serde_yaml::from_str(&text).ok()
        };
        let Some(document) = document else { continue };
        if !document["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.0"))
        {
            continue;
        }
        let start = std::time::Instant::now();
        match types(document) {
            Ok(code) => {
                made += 1;
                if let Some(out) = &out {
                    let module: String = name
                        .chars()
                        .map(|c| {
                            if c.is_ascii_alphanumeric() {
                                c.to_ascii_lowercase()
                            } else {
                                '_'
                            }
                        })
                        .collect();
                    std::fs::write(out.join(format!("{module}.rs")), code).unwrap();
                }
            }
            // References that lead nowhere are the page's defect, and preflight's to refuse.
            Err(error) if error.stage == Stage::Preflight && error.problem.contains(" refers to ") => {}
            Err(error) => failures.push(format!("{name}: {error}")),
        }
        eprintln!("{name}: {:?}", start.elapsed());
    }
    assert!(made > 0);
    assert_eq!(failures, Vec::<String>::new(), "{made} made");
}
