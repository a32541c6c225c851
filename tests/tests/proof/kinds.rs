//! The list of kinds in `kinds.yaml`: what stands for each is there.

use std::fs;

use serde_json::Value;
use specloom_tests::workspace::root;

#[test]
fn what_stands_for_each_kind_is_there() {
    let list = fs::read_to_string(root().join("tests/tests/proof/kinds.yaml")).unwrap();
    let kinds: Vec<Value> = serde_yaml::from_str(&list).unwrap();
    let missing: Vec<String> = kinds
        .iter()
        .filter(|row| {
            let file = row["in"].as_str().unwrap();
            let text = fs::read_to_string(root().join(file)).unwrap_or_default();
            !text.contains(row["says"].as_str().unwrap())
        })
        .map(Value::to_string)
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
