//! What `diff --format sarif` writes is valid by the schema of SARIF 2.1.0, which Microsoft publishes.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use specloom_tests::workspace::{root, vendors};
use specloom_tests::{command_line, oracle};

/// A name of a file that is no reference as it stands.
const NAME: &str = "an API #1, 100% \u{e9}.json";

fn validator() -> Option<jsonschema::Validator> {
    let schema = oracle::file("@microsoft/jest-sarif", "lib/schemas/sarif-2.1.0-rtm.5.json")?;
    let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let options = jsonschema::options().should_validate_formats(true);
    Some(
        options
            .with_draft(jsonschema::Draft::Draft4)
            .build(&schema)
            .unwrap(),
    )
}

/// The log of a comparison, which must be possible.
fn log(folder: &Path, subjects: &[&str]) -> Value {
    let arguments = ["diff"].iter().chain(subjects).chain(&["--format", "sarif"]);
    let ran = command_line::run(folder, arguments.copied());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{subjects:?}");
    serde_json::from_str(&ran.stdout).unwrap()
}

/// The levels of a log's results, each once.
fn levels(log: &Value) -> Vec<&str> {
    let results = log["runs"][0]["results"].as_array().unwrap();
    let mut levels: Vec<&str> = results
        .iter()
        .map(|result| result["level"].as_str().unwrap())
        .collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

#[track_caller]
fn assert_valid(validator: &jsonschema::Validator, log: &Value) {
    let faults = validator.iter_errors(log);
    let faults: Vec<String> = faults
        .map(|fault| format!("{}: {fault}", fault.instance_path))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// An API with an operation per change, before and after.
fn document(new: bool) -> Value {
    let reply = json!({"204": {"description": "None"}});
    let mut paths = json!({
        "/plants": {"get": {"operationId": "listPlants", "responses": reply}},
        "/beds": {"get": {"operationId": "listBeds", "responses": reply, "parameters": []}},
    });
    if new {
        let parameter =
            json!({"name": "row", "in": "query", "required": true, "schema": {"type": "integer"}});
        paths["/beds"]["get"]["parameters"] = json!([parameter]);
        paths["/plants"]["get"]["operationId"] = "allPlants".into();
        paths["/ponds"] =
            json!({"get": {"operationId": "listPonds", "summary": "\u{202e}<b>\n", "responses": reply}});
    }
    json!({"openapi": "3.1.0", "info": {"title": "Garden", "version": "1"}, "paths": paths})
}

#[test]
fn each_level_and_each_name_of_a_file_is_valid() {
    let Some(validator) = validator() else { return };
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("old")).unwrap();
    let [old, new] = ["old", "."].map(|below| folder.path().join(below).join(NAME));
    fs::write(&old, format!("{:#}", document(false))).unwrap();
    fs::write(&new, format!("{:#}", document(true))).unwrap();
    let [old, new] = [&old, &new].map(|path| path.to_str().unwrap());
    let there = log(folder.path(), &[old, new]);
    assert_valid(&validator, &there);
    assert_eq!(levels(&there), ["error", "note", "warning"]);
    let at = &there["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    let uri = at["artifactLocation"]["uri"].as_str().unwrap();
    assert!(
        uri.ends_with("an%20API%20%231%2C%20100%25%20%C3%A9.json"),
        "{uri}"
    );
    // What is gone has no line in what is there.
    assert_valid(&validator, &log(folder.path(), &[new, old]));
    let nothing = log(folder.path(), &[new, new]);
    assert_valid(&validator, &nothing);
    assert!(levels(&nothing).is_empty(), "{nothing:#}");

    let mut broken = there;
    broken["runs"][0]["results"][0]["level"] = "notice".into();
    assert!(!validator.is_valid(&broken));
}

#[test]
fn the_next_pages_of_the_vendors_give_valid_logs() {
    let Some(validator) = validator() else { return };
    for vendor in vendors() {
        let page = |folder: &str| {
            root()
                .join(folder)
                .join(&vendor)
                .join("page.md")
                .display()
                .to_string()
        };
        let (old, new) = (page("specs"), page("tests/changes"));
        assert_valid(&validator, &log(&root(), &[&old, &new]));
        assert_valid(&validator, &log(&root(), &[&new, &old]));
    }
}
