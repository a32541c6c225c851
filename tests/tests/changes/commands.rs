//! The commands around `update`, with the real pipeline: `fetch` from a server, `diff` against a revision, `add`, `watch`.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use httpmock::MockServer;

use crate::bench::{Bench, next_page, present_page};

fn git(bench: &Bench, args: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.com"])
        .args(args)
        .current_dir(bench.path(""))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// The vendor's page is published at `url` from now on.
fn publish(bench: &Bench, vendor: &str, url: &str) {
    let file = format!("specs/{vendor}/vendor.toml");
    let text = fs::read_to_string(bench.path(&file)).unwrap();
    let now = text.lines().find(|line| line.starts_with("source = "));
    let now = now.expect("vendor.toml says where the page comes from");
    bench.edit(&file, now, &format!("source = \"{url}\""));
    let ran = bench.run(&["generate", vendor]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
}

#[test]
fn fetch_says_what_changed_and_with_update_takes_it_over_once() {
    let server = MockServer::start();
    let page = fs::read_to_string(next_page("courier")).unwrap();
    server.mock(|when, then| {
        when.path("/page.md").header("if-none-match", "\"7\"");
        then.status(304);
    });
    server.mock(|when, then| {
        when.path("/page.md").header_missing("if-none-match");
        then.status(200).header("etag", "\"7\"").body(&page);
    });
    let bench = Bench::new();
    publish(&bench, "courier", &server.url("/page.md"));
    let before = bench.snapshot();

    let ran = bench.run(&["fetch", "courier"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (1, ""), "{ran:?}");
    assert_eq!(
        ran.stdout,
        "courier   changed: 4 changes (1 breaking, 1 compatible, 2 docs), Rust API: major; \
         `cargo xtask fetch courier --update` makes it courier-client 0.2.0\n"
    );
    let ran = bench.run(&["fetch", "courier", "--update"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (1, ""), "{ran:?}");
    assert!(
        ran.stdout
            .contains("\nrefused: 1 change breaks the wire; nothing was written\n"),
        "{ran:?}"
    );
    assert_eq!(bench.changed_since(&before), [""; 0]);

    let ran = bench.run(&["fetch", "courier", "--update", "--allow-breaking"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran:?}");
    for part in [
        "courier-client 0.1.0 → 0.2.0 (major change before 1.0)   ",
        "\ncourier   updated\n",
    ] {
        assert!(ran.stdout.contains(part), "{part}: {ran:?}");
    }
    assert_eq!(bench.read("specs/courier/page.md"), page);
    assert!(
        bench
            .run(&["check"])
            .stdout
            .ends_with("\n5 vendors are current\n")
    );
    let ran = bench.run(&["fetch", "courier"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "courier   unchanged\n"));
}

#[test]
fn fetch_does_not_take_a_login_page_for_the_page() {
    let server = MockServer::start();
    server.mock(|when, then| {
        when.any_request();
        then.status(200)
            .body("<!DOCTYPE html><html><title>Sign in</title></html>");
    });
    let bench = Bench::new();
    publish(&bench, "courier", &server.url("/page.md"));
    let before = bench.snapshot();
    let ran = bench.run(&["fetch", "courier", "--update", "--allow-breaking"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("what arrived is not the page"), "{ran:?}");
    assert_eq!(bench.changed_since(&before), [""; 0]);
}

#[test]
fn diff_against_a_revision_is_what_a_pull_request_says() {
    let bench = Bench::new();
    git(&bench, &["init", "--quiet"]);
    git(&bench, &["add", "--all"]);
    git(&bench, &["commit", "--quiet", "--message", "base"]);
    for vendor in ["courier", "joyfill"] {
        let ran = bench.update(vendor, &next_page(vendor), &["--allow-breaking"]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran:?}");
    }
    git(&bench, &["add", "--all"]);
    git(&bench, &["commit", "--quiet", "--message", "new"]);
    let markdown = [
        "diff",
        "--base",
        "HEAD~1",
        "--format",
        "markdown",
        "--fail-on",
        "breaking",
    ];
    let ran = bench.run(&markdown);
    assert_eq!((ran.status, ran.stderr.as_str()), (1, ""), "{ran:?}");
    for part in [
        "**courier**: 4 changes (1 breaking, 1 compatible, 2 docs), Rust API: major\n",
        "| **breaking** | major | POST /auth/issue-token | request-property-added-required | body.audience |\n",
        "**joyfill**: 2 changes (2 compatible), Rust API: minor\n",
        "  - fingerprint: fc56923a0836d884\n",
        "  - specs/courier/page.md:",
    ] {
        assert!(ran.stdout.contains(part), "{part}\n{}", ran.stdout);
    }
    assert!(
        ran.stdout
            .ends_with("No change of the API: argyle, awx, infisical.\n"),
        "{ran:?}"
    );
    let ran = bench.run(&["diff", "joyfill", "--base", "HEAD~1", "--fail-on", "breaking"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let ran = bench.run(&["diff", "--format", "markdown", "--fail-on", "any"]);
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (
            0,
            "No change of the API: argyle, awx, courier, infisical, joyfill.\n"
        )
    );
}

#[test]
fn add_makes_a_vendor_of_each_style_of_page_from_the_page_alone() {
    for vendor in ["argyle", "awx", "courier", "infisical", "joyfill"] {
        let bench = Bench::new();
        let page = present_page(vendor);
        let ran = bench.run(&["add", "newcomer", page.to_str().unwrap()]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{vendor}: {ran:?}");
        let check = bench.run(&["check"]);
        assert_eq!(
            (check.status, check.stdout.lines().last()),
            (0, Some("6 vendors are current")),
            "{vendor}"
        );
        let manifest = bench.read("clients/newcomer/Cargo.toml");
        assert!(manifest.contains("\nname = \"newcomer-client\"\n"), "{manifest}");
    }
}

#[test]
fn watch_regenerates_what_is_saved_and_says_what_changed() {
    let bench = Bench::new();
    let (page, to) = (next_page("awx"), bench.path("specs/awx/page.md"));
    let saved = thread::spawn(move || {
        // The watch is on before the first line of the command appears; there is nothing to wait for but time.
        thread::sleep(Duration::from_secs(3));
        fs::copy(page, to).unwrap();
    });
    let ran = bench.run(&["watch", "--rounds", "1"]);
    saved.join().unwrap();
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.stdout.starts_with("watching specs/; Ctrl-C ends it\n"),
        "{ran:?}"
    );
    let findings = "\
awx   UserPersonalToken, in POST /api/v2/users/{id}/personal_tokens/
  ok        response-property-added-optional    UserPersonalToken.last_used   wire: compatible  rust: minor
  docs      request-read-only-property-changed  UserPersonalToken.last_used   wire: docs        rust: patch";
    let lines: Vec<&str> = ran
        .stdout
        .lines()
        .filter(|line| !line.starts_with("            "))
        .collect();
    assert!(lines.join("\n").ends_with(findings), "{ran:?}");
    assert!(
        bench
            .run(&["check"])
            .stdout
            .ends_with("\n5 vendors are current\n")
    );
}
