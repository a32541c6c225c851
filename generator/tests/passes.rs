//! Every pass of lift and of lowering has a folder `<stage>/<id>` with a document before it, the document after it and the
//! notes it leaves.
//!
//! `SPECLOOM_BLESS=1` writes what comes out, for a reviewer to read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::path::PathBuf;

use serde_json::Value;
use specloom::lift::{COMPLETION, RAISING};
use specloom::model::lower::LOWERING;
use specloom::pass::Pass;

/// A stage's fixtures, its source and its passes.
struct Stage {
    fixtures: &'static str,
    source: &'static str,
    passes: Vec<&'static Pass>,
}

fn stages() -> [Stage; 2] {
    [
        Stage {
            fixtures: "lift",
            source: "lift",
            passes: RAISING.iter().chain(COMPLETION).collect(),
        },
        Stage {
            fixtures: "lower",
            source: "model/lower",
            passes: LOWERING.iter().collect(),
        },
    ]
}

impl Stage {
    fn folder(&self) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests")
            .join(self.fixtures)
    }

    fn source(&self) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("src")
            .join(self.source)
    }
}

#[test]
fn every_pass_does_what_its_fixture_says() {
    let mut wrong = Vec::new();
    for stage in stages() {
        for pass in &stage.passes {
            let folder = stage.folder().join(pass.id);
            let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap_or_default();
            let before: Value = serde_yaml::from_str(&read("before.yaml"))
                .unwrap_or_else(|error| panic!("{}: {error}", pass.id));
            assert!(before.is_object(), "{} has no fixture", pass.id);
            let (mut after, mut notes) = (before.clone(), Vec::new());
            pass.run(&mut after, &mut notes);
            assert!(
                after != before || !notes.is_empty() || pass.id == "order",
                "{} leaves its fixture as it is and says nothing of it",
                pass.id
            );
            let text: String = notes.iter().map(|note| format!("{note}\n")).collect();
            let yaml = serde_yaml::to_string(&after).unwrap();
            if std::env::var_os("SPECLOOM_BLESS").is_some() {
                std::fs::write(folder.join("after.yaml"), &yaml).unwrap();
                std::fs::write(folder.join("notes.txt"), &text).unwrap();
            }
            if yaml != read("after.yaml") || text != read("notes.txt") {
                wrong.push(format!("{}:\n{yaml}\n{text}", pass.id));
            }
            let again = after.clone();
            pass.run(&mut after, &mut Vec::new());
            assert_eq!(after, again, "{} is not idempotent", pass.id);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fixture_belongs_to_a_pass_and_every_pass_to_a_file() {
    for stage in stages() {
        for entry in std::fs::read_dir(stage.folder()).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(
                stage.passes.iter().any(|pass| pass.id == name),
                "{name} is no pass"
            );
        }
        for pass in &stage.passes {
            let module = stage.source().join(pass.id.replace('-', "_"));
            assert!(
                module.is_dir() || module.with_extension("rs").is_file(),
                "{}",
                pass.id
            );
            assert!(!pass.why.is_empty() && !pass.why.ends_with('.'), "{}", pass.id);
        }
    }
}
