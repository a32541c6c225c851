//! Every document of the corpus lifts or is refused for a reason that is written down here, and what is lifted is
//! OpenAPI 3.0 to a parser nobody here wrote, and stays the same when it is lifted again.

use std::collections::BTreeMap;
use std::path::PathBuf;

use specloom::{Canonical, Draft, Source};

/// Documents that are refused, with a part of the reason.
const REFUSED: &[(&str, &str)] = &[];

fn documents(folder: &str) -> Vec<PathBuf> {
    let Some(corpus) = std::env::var_os("SPECLOOM_CORPUS") else {
        println!("skipped: SPECLOOM_CORPUS is not set, no document of the corpus was lifted");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(PathBuf::from(corpus).join(folder))
        .expect("SPECLOOM_CORPUS is a corpus")
        .map(|entry| entry.unwrap().path())
        .filter(|path| !matches!(path.extension().and_then(|extension| extension.to_str()), Some("tsv") | None))
        .collect();
    paths.sort();
    paths
}

fn lift(path: &std::path::Path) -> Result<Canonical, String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let page = Source::new(name, std::fs::read(path).unwrap());
    let draft = specloom::read::read(&page).map_err(|error| error.to_string())?;
    specloom::lift::lift(draft, None).map_err(|error| error.to_string())
}

fn check(folder: &str) {
    let mut failures = BTreeMap::new();
    for path in documents(folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Err(problem) = check_one(&path, &name) {
            failures.insert(name, problem);
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

fn check_one(path: &std::path::Path, name: &str) -> Result<(), String> {
    let refusal = REFUSED.iter().find(|(refused, _)| *refused == name);
    let canonical = match (lift(path), refusal) {
        (Ok(canonical), None) => canonical,
        (Err(error), Some((_, reason))) if error.contains(reason) => return Ok(()),
        (Err(error), _) => return Err(error),
        (Ok(_), Some(_)) => return Err("is no longer refused".to_owned()),
    };
    if let Ok(folder) = std::env::var("SPECLOOM_LIFT_DUMP") {
        let file = PathBuf::from(folder).join(format!("{name}.json"));
        std::fs::write(file, serde_json::to_string_pretty(&canonical.document).unwrap()).unwrap();
    }
    let parsed = serde_json::from_value::<openapiv3::OpenAPI>(canonical.document.clone());
    parsed.map_err(|error| format!("openapiv3 does not parse it: {error}"))?;

    let draft = |document| Draft {
        file: canonical.file.clone(),
        style: canonical.style,
        document,
        notes: Vec::new(),
    };
    let again = specloom::lift::lift(draft(canonical.document.clone()), None).map_err(|error| error.to_string())?;
    if again.document != canonical.document {
        return Err(format!("lifting again changed it: {:#?}", again.notes));
    }
    if canonical.document.to_string().len() < 500_000 {
        let reread = specloom::read::read(&Source::new(name, canonical.to_yaml())).map_err(|error| error.to_string())?;
        if reread.document != canonical.document {
            return Err("YAML does not keep it".to_owned());
        }
    }
    Ok(())
}

#[test]
fn whole_descriptions_lift() {
    check("specs");
}

#[test]
fn pages_lift() {
    check("pages");
}
