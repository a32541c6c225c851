//! Every document of the corpus lifts or is refused for a reason that is written down here; what is lifted stays the same when
//! it is lifted again, and what it is lowered to is OpenAPI 3.0 to a parser nobody here wrote.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use specloom::{Draft, Source};

/// Documents that are refused, with a part of the reason.
const REFUSED: &[(&str, &str)] = &[
    (
        "getkin__openapi3-testdata-recursiveRef-openapi.yaml",
        "`$ref: ./paths/foo.yml` is in another document",
    ),
    (
        "getkin__openapi3-testdata-testref.openapi.json",
        "describes no operations",
    ),
    (
        "oai__examples-v3.1-webhook-example.yaml",
        "describes no operations (webhooks",
    ),
    ("pb33f__bundler-test-specs-clash-paging.yaml", "`paths` is a list"),
    (
        "pb33f__generator-golang-testdata-name-collisions.yaml",
        "describes no operations",
    ),
    (
        "sendgrid__oas_v3.json",
        "`$ref: ./spec/paths/mail_send/mail_send.json",
    ),
];

/// Valid OpenAPI 3.0 that the parser does not take, with its message.
const NOT_PARSED: &[(&str, &str)] = &[(
    "pb33f__test_specs-roundtrip.yaml",
    "invalid type: string \"please\", expected struct PathItem",
)]; // x- in a callback

/// Has a number for an example of a string, which read from YAML is the text that it is spelled as.
const READ_AS_TEXT: &[&str] = &["docusign__maestro.rest.swagger-v1.0.0.json"];

fn documents(folder: &str) -> Vec<PathBuf> {
    let Some(corpus) = std::env::var_os("SPECLOOM_CORPUS") else {
        println!("skipped: SPECLOOM_CORPUS is not set, no document of the corpus was lifted");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(PathBuf::from(corpus).join(folder))
        .expect("SPECLOOM_CORPUS is a corpus")
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            !matches!(
                path.extension().and_then(|extension| extension.to_str()),
                Some("tsv") | None
            )
        })
        .collect();
    paths.sort();
    paths
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

fn check_one(path: &Path, name: &str) -> Result<(), String> {
    let refusal = REFUSED.iter().find(|(refused, _)| *refused == name);
    // What the reader refuses is its own test's business.
    let Ok(draft) = specloom::read::read(&Source::new(name, std::fs::read(path).unwrap())) else {
        return Ok(());
    };
    let lifted = specloom::lift::lift(draft, None).map_err(|error| error.to_string());
    let canonical = match (lifted, refusal) {
        (Ok(canonical), None) => canonical,
        (Err(error), Some((_, reason))) if error.contains(reason) => return Ok(()),
        (Err(error), _) => return Err(error),
        (Ok(_), Some(_)) => return Err("is no longer refused".to_owned()),
    };
    let lowered = specloom::model::lower::lower(&canonical).document;
    if let Ok(folder) = std::env::var("SPECLOOM_LIFT_DUMP") {
        let file = |kind: &str| PathBuf::from(&folder).join(format!("{name}.{kind}json"));
        std::fs::write(file(""), lowered.to_string()).unwrap();
        std::fs::write(file("canonical."), canonical.document.to_string()).unwrap();
    }
    let parsed = serde_json::from_value::<openapiv3::OpenAPI>(lowered);
    let known = NOT_PARSED
        .iter()
        .find(|(document, _)| *document == name)
        .map(|(_, message)| *message);
    let message = parsed.err().map(|error| error.to_string());
    if message.as_deref() != known {
        return Err(format!("openapiv3 says {message:?}"));
    }

    let draft = |document| Draft {
        file: canonical.file.clone(),
        style: canonical.style,
        document,
        notes: Vec::new(),
        set: specloom::PageSet::default(),
    };
    let again =
        specloom::lift::lift(draft(canonical.document.clone()), None).map_err(|error| error.to_string())?;
    if again.document != canonical.document {
        return Err(format!("lifting again changed it: {:#?}", again.notes));
    }
    if canonical.document.to_string().len() < 500_000 {
        let reread = specloom::read::read(&Source::new(name, canonical.to_yaml()))
            .map_err(|error| error.to_string())?;
        let is_kept = reread.document == canonical.document;
        if is_kept == READ_AS_TEXT.contains(&name) {
            return Err(format!("YAML keeps it: {is_kept}"));
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
