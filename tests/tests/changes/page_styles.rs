//! The same operation read from two styles of page compares as equal, but for what the second style cannot say.

use serde_json::Value;

use specloom_tests::{command_line, corpus, workspace};

#[test]
fn an_openapi_fence_and_the_expanded_form_of_one_operation_differ_in_documentation_only() {
    let Some(corpus) = corpus::folder("two styles of one page") else {
        return;
    };
    let page = |style: &str| {
        let path = corpus.join(format!("pages/{style}-writer-update-graph.md"));
        path.to_str().unwrap().to_owned()
    };
    let (expanded, fence) = (page("s2"), page("s1"));
    let arguments = ["diff", &fence, &expanded, "--format", "json"];
    let ran = command_line::run(&workspace::root(), arguments);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran:?}");
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let said: Vec<String> = findings.iter().map(line).collect();
    assert_eq!(
        said,
        [
            // The expanded form has no place for security that is not an operation's, for version and title of the API,
            // and for the format of a token.
            "docs patch /security: [{\"bearerAuth\":[]}] -> null",
            "docs patch /info/version: \"1.0\" -> \"unspecified\"",
            "docs patch /info/title: \"API\" -> \"Update graph\"",
            "docs patch /components/securitySchemes/bearerAuth/bearerFormat: \"JWT\" -> null",
            // It writes examples in the plural, always; and it brings code samples.
            "docs patch responses/200/content/application~1json/examples: null -> \"object with 1 key\"",
            "docs patch responses/200/content/application~1json/example: \"object with 5 keys\" -> null",
            "docs patch x-codeSamples: null -> \"array of 3\"",
            // It has no operation id, which is made from the page's heading: another spelling of the same name.
            "docs patch operationId: \"updateGraph\" -> \"update_graph\"",
            // It has no tags.
            "docs patch tags: [\"KG API\"] -> null",
        ]
    );
}

/// Verdicts, where, and what was and is there.
fn line(finding: &Value) -> String {
    let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let pointer = finding["new_pointer"]
        .as_str()
        .or(finding["old_pointer"].as_str())
        .unwrap();
    let pointer = pointer
        .strip_prefix("/paths/~1v1~1graphs~1{graph_id}/put/")
        .unwrap_or(pointer);
    format!(
        "{} {} {pointer}: {} -> {}",
        text("wire"),
        text("rust"),
        finding["before"],
        finding["after"]
    )
}
