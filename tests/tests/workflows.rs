//! The workflows: what a page says reaches a runner's log as text only.

use specloom_tests::workspace::{files, root};

/// Steps that run the workspace's own commands, whose words may be those of a page.
fn steps(workflow: &str) -> Vec<String> {
    let document: serde_json::Value = serde_yaml::from_str(workflow).expect("a workflow is YAML");
    let jobs = document["jobs"].as_object().expect("jobs");
    let steps = jobs.values().filter_map(|job| job["steps"].as_array()).flatten();
    steps
        .filter_map(|step| step["run"].as_str())
        .filter(|run| run.contains("cargo xtask") || run.contains(".ci/run"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn no_word_of_a_page_is_a_command_to_the_runner() {
    let mut found = 0;
    for (name, text) in files(&root().join(".github/workflows")) {
        let text = String::from_utf8(text).expect("a workflow is text");
        for step in steps(&text) {
            found += 1;
            let at = |what: &str| {
                step.find(what)
                    .unwrap_or_else(|| panic!("{name}: no {what} in\n{step}"))
            };
            let (token, stop, resume) = (
                at("resume=$(openssl rand -hex 16)"),
                at("echo \"::stop-commands::$resume\""),
                at("echo \"::$resume::\""),
            );
            let first = ["cargo xtask", ".ci/run"]
                .iter()
                .filter_map(|command| step.find(command))
                .min();
            let last = ["cargo xtask", ".ci/run", "cat "]
                .iter()
                .filter_map(|command| step.rfind(command))
                .max();
            assert!(
                token < stop && Some(stop) < first && last < Some(resume),
                "{name}:\n{step}"
            );
        }
    }
    assert_eq!(found, 3);
}
