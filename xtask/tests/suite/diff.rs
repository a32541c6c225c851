//! `diff`: working tree against a revision, two files, formats, waivers, exit statuses.

use std::fs;

use serde_json::Value;

use crate::support::{Bench, page};

/// A workspace whose committed API takes `name` and gives `token`, with another page in the working tree.
fn changed(request: &str, response: &str) -> Bench {
    let bench = Bench::acme("name", "token!");
    bench.commit();
    bench.write("specs/acme/page.json", &page(request, response));
    bench
}

#[test]
fn nothing_changed() {
    let bench = changed("name", "token!");
    let ran = bench.read_api(&["diff", "--fail-on", "any"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, "acme   no change of the API\nno changes\n");
}

#[test]
fn findings_by_operation_and_exit_status_by_weight() {
    let bench = changed("name audience!", "token!");
    let ran = bench.read_api(&["diff"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(
        ran.out.starts_with("acme   POST /tokens\n  breaking  "),
        "{ran:?}"
    );
    assert!(ran.out.contains("wire: breaking    rust: "), "{ran:?}");
    for weight in ["breaking", "compatible", "any"] {
        assert_eq!(
            bench.read_api(&["diff", "acme", "--fail-on", weight]).status,
            1,
            "{weight}"
        );
    }

    let bench = changed("name", "token! expires_at");
    assert_eq!(bench.read_api(&["diff", "--fail-on", "breaking"]).status, 0);
    assert_eq!(bench.read_api(&["diff", "--fail-on", "compatible"]).status, 1);
}

#[test]
fn json_holds_all_findings_and_markdown_is_for_pull_requests() {
    let bench = changed("name audience!", "token!");
    let findings: Value = serde_json::from_str(&bench.read_api(&["diff", "--format", "json"]).out).unwrap();
    let [finding] = findings["findings"].as_array().unwrap().as_slice() else {
        panic!("{findings:#}")
    };
    assert_eq!(finding["wire"], "breaking");
    assert_eq!(finding["operations"][0]["path"], "/tokens");
    assert_eq!(finding["direction"], "request");
    assert_eq!(finding["fingerprint"].as_str().unwrap().len(), 16);
    let markdown = bench.read_api(&["diff", "--format", "markdown"]).out;
    assert!(
        markdown.starts_with("**acme**: 1 change (1 breaking)"),
        "{markdown}"
    );
    assert!(markdown.contains("<details>"), "{markdown}");
}

#[test]
fn a_waived_finding_does_not_count_and_a_waiver_without_finding_is_an_error() {
    let bench = changed("name audience!", "token!");
    let findings: Value = serde_json::from_str(&bench.read_api(&["diff", "--format", "json"]).out).unwrap();
    let fingerprint = findings["findings"][0]["fingerprint"].as_str().unwrap();
    let vendor = bench.read("specs/acme/vendor.toml");
    let waiver = format!("{vendor}[[waiver]]\nfingerprint = '{fingerprint}'\nreason = 'announced'\n");
    bench.write("specs/acme/vendor.toml", &waiver);
    let ran = bench.read_api(&["diff", "--fail-on", "any"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out.contains(&format!(
            "  waived    {}",
            findings["findings"][0]["id"].as_str().unwrap()
        )),
        "{ran:?}"
    );

    let markdown = bench.read_api(&["diff", "--format", "markdown"]).out;
    let accepted = format!("\nAll findings are accepted by waivers in `vendor.toml`:\n\n- {fingerprint}: ");
    assert!(markdown.contains(&accepted), "{markdown}");

    bench.write("specs/acme/page.json", &page("name", "token!"));
    let ran = bench.read_api(&["diff"]);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (2, ""),
        "nothing says that nothing changed"
    );
    let problem = format!("specs/acme/vendor.toml: the waiver of `{fingerprint}` matches no finding");
    assert!(ran.err.contains(&problem), "{ran:?}");
}

#[test]
fn vendors_that_came_or_went() {
    let bench = changed("name", "token!");
    fs::remove_dir_all(bench.path("specs/acme")).unwrap();
    bench.vendor("globex", &page("name", "token!"));
    let ran = bench.read_api(&["diff"]);
    assert_eq!(ran.err, "");
    let lines: Vec<&str> = ran.out.lines().map(str::trim_end).collect();
    assert!(
        lines[0] == "acme   POST /tokens" && lines[1].contains("breaking"),
        "{ran:?}"
    );
    let globex = lines
        .iter()
        .position(|line| *line == "globex   POST /tokens")
        .unwrap();
    assert!(lines[globex + 1].starts_with("  ok "), "{ran:?}");
    assert_eq!(
        bench.read_api(&["diff", "acme", "--fail-on", "breaking"]).status,
        1
    );
    assert_eq!(
        bench
            .read_api(&["diff", "globex", "--fail-on", "breaking"])
            .status,
        0
    );
}

#[test]
fn two_files() {
    let bench = Bench::new();
    bench.write("old.json", &page("name", "token!"));
    bench.write("new.json", &page("name", "token"));
    let (old, new) = (bench.path("old.json"), bench.path("new.json"));
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let ran = bench.read_api(&["diff", old, new, "--fail-on", "breaking"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{ran:?}");
    assert!(ran.out.starts_with("new.json   POST /tokens\n"), "{ran:?}");
    assert_eq!(bench.read_api(&["diff", old, old, "--fail-on", "any"]).status, 0);
    let ran = bench.read_api(&["diff", old, "missing.json"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("missing.json: cannot read"), "{ran:?}");
}

#[test]
fn revisions_that_git_does_not_know() {
    let bench = changed("name", "token!");
    for rev in ["no-such-branch", "--output=x", "HEAD:specs"] {
        let ran = bench.read_api(&["diff", &format!("--base={rev}")]);
        assert_eq!(ran.status, 2, "{ran:?}");
        assert!(ran.err.contains(&format!("git revision `{rev}`: ")), "{ran:?}");
    }
    let ran = Bench::acme("name", "token!").read_api(&["diff"]);
    assert_eq!(ran.status, 2, "not a repository: {ran:?}");
}

#[test]
fn an_old_page_that_fails_is_named_with_its_revision() {
    let bench = changed("name", "token!");
    bench.write("specs/acme/page.json", "{");
    bench.commit();
    bench.write("specs/acme/page.json", &page("name", "token!"));
    let ran = bench.read_api(&["diff"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("HEAD:specs/acme/page.json"), "{ran:?}");
}

/// Two documents of one enum: with these values, and with one more.
fn grown(bench: &Bench, values: &[String]) -> String {
    let document = |values: &[String]| {
        serde_json::json!({
            "openapi": "3.0.3",
            "info": {"title": "A", "version": "1"},
            "paths": {"/a": {"post": {
                "requestBody": {"content": {"application/json": {"schema": {
                    "type": "object",
                    "properties": {"kind": {"type": "string", "enum": values}},
                }}}},
                "responses": {"204": {"description": "d"}},
            }}},
        })
        .to_string()
    };
    bench.write("old.json", &document(&values[1..]));
    bench.write("new.json", &document(values));
    let (old, new) = (bench.path("old.json"), bench.path("new.json"));
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let ran = bench.read_api(&["diff", old, new, "--format", "markdown"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    ran.out
}

#[test]
fn a_forge_takes_the_markdown_and_makes_nothing_of_a_pages_words() {
    let bench = Bench::acme("name", "token!");
    let said = grown(
        &bench,
        &[
            "@team closes #7, GH-8: www.a.example\n::error::x".into(),
            "b".into(),
        ],
    );
    assert!(
        said.contains("@\u{200b}team closes #\u{200b}7, GH-\u{200b}8: www\u{200b}.a.example ::error::x"),
        "{said}"
    );
    for mark in ["@t", "#7", "GH-8", "www.", "\n::"] {
        assert!(!said.contains(mark), "{mark}: {said}");
    }

    // One value that is longer than a comment may be.
    let said = grown(&bench, &["é".repeat(70_000), "b".into()]);
    assert!(
        said.len() < 10_000 && said.contains(" more characters)"),
        "{}",
        said.len()
    );

    // More of them than a comment holds.
    let many: Vec<String> = (0..3000).map(|n| format!("{n}<{}", "&".repeat(500))).collect();
    let said = grown(&bench, &many);
    assert!(said.len() < 65_536, "{}", said.len());
    assert_eq!(
        said.matches("<details>").count(),
        said.matches("</details>").count()
    );
}

#[test]
fn a_page_or_a_folder_at_a_revision_is_a_side_as_any() {
    let bench = changed("name", "token");
    bench.tag("v1");
    let now = bench.path("specs/acme/page.json");
    let now = now.to_str().unwrap();
    let ran = bench.read_api(&["diff", "v1:specs/acme/page.json", now, "--fail-on", "breaking"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{ran:?}");
    assert!(ran.out.starts_with("page.json   POST /tokens\n"), "{ran:?}");
    // Folders of vendors, with what is said beside the page.
    let folder = bench.path("specs/acme");
    let both = bench.read_api(&[
        "diff",
        "v1:specs/acme",
        folder.to_str().unwrap(),
        "--fail-on",
        "breaking",
    ]);
    assert_eq!((both.status, both.err.as_str()), (1, ""), "{both:?}");
    assert!(both.out.starts_with("acme   POST /tokens\n"), "{both:?}");
    let ran = bench.read_api(&["diff", now, "v1:./specs/acme/page.json", "--fail-on", "any"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{ran:?}");
    let ran = bench.read_api(&["diff", "v1:specs/acme", "HEAD:specs/acme", "--fail-on", "any"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    for missing in ["v2:specs/acme", "v1:specs/globex", "--:x"] {
        let ran = bench.read_api(&["diff", "--", missing, now]);
        assert_eq!(ran.status, 2, "{missing}: {ran:?}");
        assert!(ran.err.contains(missing), "{missing}: {ran:?}");
    }
}

#[test]
fn folders_of_pages_are_compared_outside_of_any_workspace() {
    let folder = tempfile::TempDir::new().unwrap();
    let page_of = |path: &str, request: &str| {
        let at = folder.path().join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(
            &at,
            page(request, "token!").replace("/tokens", &format!("/{}", &path[4..5])),
        )
        .unwrap();
    };
    page_of("old/a.json", "name");
    page_of("old/b.json", "name");
    page_of("new/a.json", "name");
    page_of("new/b.json", "name audience!");
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    let args = [
        "xtask",
        "diff",
        old.to_str().unwrap(),
        new.to_str().unwrap(),
        "--fail-on",
        "breaking",
    ];
    let sink = Vec::new();
    let mut terminal = xtask::Terminal::plain(sink, Vec::new());
    let args = args.map(std::ffi::OsString::from);
    let status = xtask::run(args, crate::support::reading(), &mut terminal);
    assert_eq!(status, 1);
}

/// The published JSON Schema of what `--format json` writes.
fn is_described(output: &str) -> Value {
    let schema = include_str!("../../diff.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .build(&schema)
        .unwrap();
    let said: Value = serde_json::from_str(output).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&said)
        .map(|error| format!("{}: {error}", error.instance_path))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{said:#}");
    said
}

#[test]
fn the_published_schema_describes_every_kind_of_output() {
    let json = |bench: &Bench, args: &[&str]| {
        let ran = bench.read_api(&[&["diff", "--format", "json"], args].concat());
        assert_eq!(ran.err, "", "{args:?}");
        is_described(&ran.out)
    };
    // Nothing changed; one change, with a page and a line; one that is accepted.
    let bench = changed("name audience!", "token!");
    let said = json(&bench, &[]);
    let finding = &said["findings"][0];
    assert_eq!(finding["page"], "specs/acme/page.json");
    let line = usize::try_from(finding["line"].as_u64().unwrap()).unwrap();
    let page_text = bench.read("specs/acme/page.json");
    assert!(
        page_text.lines().nth(line - 1).unwrap().contains("audience"),
        "{line}: {page_text}"
    );
    assert_eq!(finding["vendor"], "acme");
    assert!(!finding["items"].as_array().unwrap().is_empty(), "{finding:#}");
    let fingerprint = finding["fingerprint"].as_str().unwrap().to_owned();
    let vendor = bench.read("specs/acme/vendor.toml");
    let waiver = format!("{vendor}[[waiver]]\nfingerprint = '{fingerprint}'\nreason = 'we <agreed>'\n");
    bench.write("specs/acme/vendor.toml", &waiver);
    assert_eq!(json(&bench, &[])["findings"][0]["waived"], "we <agreed>");
    // The reason is in every format, and that all is accepted.
    for (format, reason) in [
        ("text", "we <agreed>"),
        ("markdown", "accepted: we &lt;agreed&gt;"),
        ("sarif", "we <agreed>"),
        ("github", "accepted: we <agreed>"),
        ("html", "we &lt;agreed&gt;"),
    ] {
        let ran = bench.read_api(&["diff", "--format", format, "--fail-on", "any"]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{format}");
        assert!(ran.out.contains(reason), "{format}: {}", ran.out);
    }
    assert!(
        bench
            .read_api(&["diff"])
            .out
            .contains("all 1 findings are accepted by waivers")
    );
    bench.write("specs/acme/vendor.toml", &vendor);
    bench.write("specs/acme/page.json", &page("name", "token!"));
    assert_eq!(json(&bench, &[])["findings"], serde_json::json!([]));
    // A vendor that is new, one that is gone, two files, and one of which no client can be made.
    bench.vendor("globex", "");
    bench.remove("specs/globex/page.md");
    bench.write("specs/globex/page.json", &page("a", "b"));
    fs::remove_dir_all(bench.path("specs/acme")).unwrap();
    let said = json(&bench, &[]);
    assert_eq!(said["vendors"], serde_json::json!(["acme", "globex"]));
    let (old, new) = (bench.path("old.json"), bench.path("new.json"));
    bench.write("old.json", &page("name", "token! expires_at"));
    bench.write(
        "new.json",
        &page("name", "token").replace("\"createToken\"", "\"createToken\", \"deprecated\": true"),
    );
    let said = json(&bench, &[old.to_str().unwrap(), new.to_str().unwrap()]);
    assert!(said["findings"].as_array().unwrap().len() > 2, "{said:#}");
}

#[test]
fn annotations_and_sarif_stand_at_the_line_that_says_it() {
    let bench = changed("name audience!", "token!");
    let page_text = bench.read("specs/acme/page.json");
    let line = |ran: &str| -> usize {
        let at = ran.split_once("line=").unwrap().1;
        at.split(',').next().unwrap().parse().unwrap()
    };
    let github = bench.read_api(&["diff", "--format", "github"]).out;
    assert!(
        github.starts_with("::error file=specs/acme/page.json,line="),
        "{github}"
    );
    assert!(
        page_text
            .lines()
            .nth(line(&github) - 1)
            .unwrap()
            .contains("audience"),
        "{github}"
    );
    let sarif: Value = serde_json::from_str(&bench.read_api(&["diff", "--format", "sarif"]).out).unwrap();
    let at = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(at["artifactLocation"]["uri"], "specs/acme/page.json");
    assert_eq!(at["region"]["startLine"], line(&github));
    let text = bench.read_api(&["diff"]).out;
    let said = format!("specs/acme/page.json:{}: send it from now on", line(&github));
    assert!(text.contains(&said), "{text}");
}

#[test]
fn a_rule_is_explained_with_an_example_anywhere() {
    let bench = Bench::new();
    let ran = bench.read_api(&["diff", "--explain", "request-property-became-required"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    for part in [
        "on the wire  breaking",
        "because",
        "for example",
        "+",
        "is now required",
    ] {
        assert!(ran.out.contains(part), "{part}: {ran:?}");
    }
    assert_eq!(
        ran.out,
        bench.read_api(&["rules", "request-property-became-required"]).out
    );
    let ran = bench.read_api(&["diff", "--explain", "no-such-rule"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    let all = bench.read_api(&["rules"]).out;
    for rule in ["page-removed", "page-moved", "sunset-changed"] {
        assert!(all.contains(rule), "{rule}");
        assert_eq!(bench.read_api(&["rules", rule]).status, 0, "{rule}");
    }
    // Each rule that an edit of one description shows has an example.
    for (family, rules) in specloom::compare::rules() {
        for rule in rules.iter().filter(|_| *family != "rust") {
            let lines = xtask::examples::of(rule.id);
            assert!(lines.len() > 3, "{}: {lines:?}", rule.id);
        }
    }
}

#[test]
fn a_fact_about_hundreds_of_operations_is_said_once_and_shortly() {
    let document = |extra: bool| {
        let mut properties = serde_json::json!({"id": {"type": "string"}});
        if extra {
            properties["more"] = serde_json::json!({"type": "string"});
        }
        let paths: serde_json::Map<String, Value> = (0..300)
            .map(|number| {
                let content =
                    serde_json::json!({"application/json": {"schema": {"$ref": "#/components/schemas/A"}}});
                let get = serde_json::json!({"operationId": format!("op{number}"),
                    "responses": {"200": {"description": "ok", "content": content}}});
                (format!("/things/{number:03}"), serde_json::json!({"get": get}))
            })
            .collect();
        serde_json::json!({"openapi": "3.0.3", "info": {"title": "A", "version": "1"}, "paths": paths,
            "components": {"schemas": {"A": {"type": "object", "properties": properties}}}})
        .to_string()
    };
    let bench = Bench::new();
    bench.write("old.json", &document(false));
    bench.write("new.json", &document(true));
    let (old, new) = (bench.path("old.json"), bench.path("new.json"));
    let ran = bench.read_api(&[
        "diff",
        old.to_str().unwrap(),
        new.to_str().unwrap(),
        "--format",
        "json",
    ]);
    let said = is_described(&ran.out);
    let [finding] = said["findings"].as_array().unwrap().as_slice() else {
        panic!("{said:#}")
    };
    assert_eq!(finding["operation_count"], 300);
    assert_eq!(finding["operation_numbers"], "0-299");
    assert_eq!(finding["operations"].as_array().unwrap().len(), 8);
    assert_eq!(said["operations"][299]["path"], "/things/299");
}
