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
    let accepted = format!("\nAccepted by waivers in `vendor.toml`: {fingerprint}.\n");
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
