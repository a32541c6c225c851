//! Every canonical document passes two validators that nobody here wrote.

use specloom_tests::oracle;
use specloom_tests::workspace::{canonical_path, vendors};

#[test]
fn redocly_finds_nothing_against_the_specification() {
    let Some(redocly) = oracle::tool("redocly") else {
        return;
    };
    let documents = vendors().into_iter().map(|vendor| canonical_path(&vendor));
    // Outside of the checkout no configuration file of a folder above can soften the rules.
    let output = oracle::quiet(&redocly)
        .args(["lint", "--extends=spec"])
        .args(documents)
        .current_dir(std::env::temp_dir())
        .output()
        .unwrap();
    oracle::assert_success("redocly lint", &output);
}

#[test]
fn openapi_spec_validator_accepts_them_as_openapi_3_1() {
    let Some(validator) = oracle::tool("openapi-spec-validator") else {
        return;
    };
    let documents = vendors().into_iter().map(|vendor| canonical_path(&vendor));
    let output = oracle::quiet(&validator)
        .args(["--schema", "3.1"])
        .args(documents)
        .output()
        .unwrap();
    oracle::assert_success("openapi-spec-validator", &output);
}

/// The validators are no ornament: what is not OpenAPI does not pass them.
#[test]
fn the_validators_do_refuse() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.yaml");
    std::fs::write(
        &path,
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/x: {get: {responses: 7}}}\n",
    )
    .unwrap();
    if let Some(redocly) = oracle::tool("redocly") {
        assert!(
            !oracle::quiet(&redocly)
                .args(["lint", "--extends=spec"])
                .arg(&path)
                .output()
                .unwrap()
                .status
                .success()
        );
    }
    if let Some(validator) = oracle::tool("openapi-spec-validator") {
        assert!(
            !oracle::quiet(&validator)
                .args(["--schema", "3.1"])
                .arg(&path)
                .output()
                .unwrap()
                .status
                .success()
        );
    }
}
