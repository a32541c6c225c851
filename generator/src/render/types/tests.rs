//! The types of made-up schemas, and over the corpus where it is at hand.

use std::path::PathBuf;

use serde_json::Value;

use crate::error::{Result, Stage};
use crate::lift::Canonical;
use crate::read::Style;
use crate::render::Text;
use crate::vendor::Vendor;
use crate::{engine, model};

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
        set: crate::PageSet::default(),
        left_out: crate::pass::LeftOut::default(),
    };
    let (mut model, _) = model::model(&canonical, &vendor())?;
    let (definitions, _) = engine::run(&mut model)?;
    let text = super::types::<Text>(&model, definitions, &vendor())?
        .unwrap()
        .into_file("");
    Ok(prettyplease::unparse(&syn::parse_file(&text).unwrap()))
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
            // References that lead nowhere are the page's defect, and the model's to refuse.
            Err(error) if error.stage == Stage::Model && error.problem.contains(" refers to ") => {}
            Err(error) => failures.push(format!("{name}: {error}")),
        }
        eprintln!("{name}: {:?}", start.elapsed());
    }
    assert!(made > 0);
    assert_eq!(failures, Vec::<String>::new(), "{made} made");
}
