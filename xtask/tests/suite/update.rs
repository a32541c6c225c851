//! `update`: from a new page to version, changelog and client, or to nothing at all.

use crate::support::{Bench, Ran, page};

fn update(bench: &Bench, page: &str, flags: &[&str]) -> Ran {
    bench.write("new/page.json", page);
    let file = bench.path("new/page.json");
    let args = ["update", "acme", "--page", file.to_str().unwrap()];
    bench.read_api(&[&args[..], flags].concat())
}

/// The changelog with its dates replaced.
fn changelog(bench: &Bench) -> String {
    let text = bench.read("specs/acme/CHANGELOG.md");
    let dated = |line: &str| match line.split_once(" - ") {
        Some((version, date)) if version.starts_with("## ") && date.len() == 10 => {
            format!("{version} - DATE")
        }
        _ => line.to_owned(),
    };
    text.lines().map(|line| dated(line) + "\n").collect()
}

#[test]
fn a_compatible_change_is_taken_over_in_one_step() {
    let bench = Bench::acme("name", "token!");
    let vendor =
        "# Acme\nname = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0' # bumped\ndescription = 'd'\n";
    bench.write("specs/acme/vendor.toml", vendor);
    bench.read_api(&["generate"]);
    let ran = update(&bench, &page("name", "token! expires_at"), &[]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out.starts_with("acme   POST /tokens\n  ok        "),
        "{ran:?}"
    );
    assert!(ran.out.contains("200.expires_at"), "{ran:?}");
    let last = ran.out.lines().last().unwrap();
    assert_eq!(
        last,
        "acme-client 0.1.0 → 0.1.1 (minor change before 1.0)   3 files regenerated   CHANGELOG.md written"
    );
    assert_eq!(
        bench.read("specs/acme/page.json"),
        page("name", "token! expires_at")
    );
    assert_eq!(
        bench.read("specs/acme/vendor.toml"),
        vendor.replace("'0.1.0'", "\"0.1.1\"")
    );
    let changelog = changelog(&bench);
    assert!(changelog.starts_with(
        "# Changelog\n\n## 0.1.1 - DATE\n\n### Compatible\n\n- POST /tokens, 200.expires\\_at: "
    ));
    assert!(
        changelog.ends_with("\n\n## 0.1.0\n\nFirst version.\n"),
        "{changelog}"
    );
    assert!(
        bench
            .read("clients/acme/Cargo.toml")
            .contains("version = \"0.1.1\"")
    );
    let ran = bench.read_api(&["check"]);
    assert_eq!(ran.status, 0, "{ran:?}");

    let ran = update(&bench, &page("name note", "token! expires_at"), &[]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let text = bench.read("specs/acme/CHANGELOG.md");
    let at = |version: &str| text.find(&format!("## {version}")).unwrap();
    assert!(at("0.1.2") < at("0.1.1") && at("0.1.1") < at("0.1.0\n"), "{text}");
}

#[test]
fn a_breaking_change_is_refused_until_it_is_allowed_or_waived() {
    let bench = Bench::acme("name", "token!");
    let before = bench.snapshot();
    let new = page("name audience!", "token!");
    let ran = update(&bench, &new, &[]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{ran:?}");
    assert!(
        ran.out
            .contains("refused: 1 change breaks the wire; nothing was written"),
        "{ran:?}"
    );
    let after = bench.snapshot();
    assert!(before.iter().all(|(name, state)| after.get(name) == Some(state)));

    let fingerprint = ran
        .out
        .lines()
        .rev()
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap();
    let vendor = bench.read("specs/acme/vendor.toml");
    let waived = format!("{vendor}[[waiver]]\nfingerprint = '{fingerprint}'\nreason = 'announced'\n");
    bench.write("specs/acme/vendor.toml", &waived);
    let ran = update(&bench, &new, &["--dry-run"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    bench.write("specs/acme/vendor.toml", &vendor);

    let ran = update(&bench, &new, &["--allow-breaking"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.out.contains("### ") || ran.out.contains("acme-client 0.1.0 → "),
        "{ran:?}"
    );
    assert!(changelog(&bench).contains("### Breaking"));
}

#[test]
fn a_dry_run_says_everything_and_writes_nothing() {
    let bench = Bench::acme("name", "token!");
    let before = bench.snapshot();
    let ran = update(&bench, &page("name", "token! expires_at"), &["--dry-run"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.out.contains("0.1.0 → 0.1.1") && ran.out.contains("(dry run: nothing was written)"),
        "{ran:?}"
    );
    let after = bench.snapshot();
    assert!(before.iter().all(|(name, state)| after.get(name) == Some(state)));
}

#[test]
fn another_spelling_of_the_same_api_is_no_new_version() {
    let bench = Bench::acme("name", "token!");
    let spelled = page("name", "token!").replace("\n", "\n ");
    let ran = update(&bench, &spelled, &[]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.out
            .contains("acme   no change of the API\nacme-client 0.1.0 (no new version)"),
        "{ran:?}"
    );
    assert!(!bench.path("specs/acme/CHANGELOG.md").exists());
    assert_eq!(bench.read("specs/acme/page.json"), spelled);
}

#[test]
fn a_page_of_another_format_replaces_the_old_one() {
    let bench = Bench::acme("name", "token!");
    bench.write(
        "new.md",
        &format!("# Tokens\n\n```json\n{}```\n", page("name", "token!")),
    );
    let file = bench.path("new.md");
    let ran = bench.read_api(&["update", "acme", "--page", file.to_str().unwrap()]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(bench.path("specs/acme/page.md").exists());
    assert!(!bench.path("specs/acme/page.json").exists());
    assert_eq!(bench.read_api(&["check"]).status, 0);
}

const OVERLAY: &str = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n  \
    - description: the vendor forgot the format\n    \
      target: $.paths['/tokens'].post.requestBody.content['application/json'].schema.properties.name\n    \
      update: {format: email}\n";

#[test]
fn a_stale_correction_stops_it_and_says_what_it_used_to_match() {
    let bench = Bench::acme("name", "token!");
    bench.write("specs/acme/overlay.yaml", OVERLAY);
    assert_eq!(bench.read_api(&["generate"]).status, 0);
    let before = bench.snapshot();
    let new = page("title", "token!");
    let ran = update(&bench, &new, &["--allow-breaking"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(
        ran.err.contains("specs/acme/overlay.yaml at /actions/0"),
        "{ran:?}"
    );
    assert!(
        ran.err
            .contains("it used to match /paths/~1tokens/post/requestBody/"),
        "{ran:?}"
    );
    let after = bench.snapshot();
    assert!(before.iter().all(|(name, state)| after.get(name) == Some(state)));

    // The way out: the correction is adapted to the new page, and no longer fits the old one.
    bench.write(
        "specs/acme/overlay.yaml",
        &OVERLAY.replace("properties.name", "properties.title"),
    );
    let ran = update(&bench, &new, &["--allow-breaking"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert_eq!(bench.read_api(&["check"]).status, 0);
}

#[test]
fn all_stale_corrections_are_listed_not_only_the_first() {
    let bench = Bench::acme("name note", "token!");
    let action = |name: &str| {
        let lines: Vec<&str> = OVERLAY.lines().skip(3).collect();
        lines
            .join("\n")
            .replace("properties.name", &format!("properties.{name}"))
            + "\n"
    };
    let overlay = format!("{OVERLAY}{}", action("note"));
    bench.write("specs/acme/overlay.yaml", &overlay);
    assert_eq!(bench.read_api(&["generate"]).status, 0);
    let before = bench.snapshot();
    let ran = update(&bench, &page("title text", "token!"), &["--allow-breaking"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    for (index, name) in ["name", "note"].iter().enumerate() {
        let place = format!("specs/acme/overlay.yaml at /actions/{index}: target ");
        let matched = format!(
            "it used to match /paths/~1tokens/post/requestBody/content/application~1json/schema/properties/{name} = "
        );
        assert!(
            ran.err.contains(&place) && ran.err.contains(&matched),
            "{name}: {}",
            ran.err
        );
    }
    assert_eq!(ran.err.matches("error: ").count(), 2, "{}", ran.err);
    let after = bench.snapshot();
    assert!(before.iter().all(|(name, state)| after.get(name) == Some(state)));
    // One that still fits is not among them.
    let ran = update(&bench, &page("title note", "token!"), &["--allow-breaking"]);
    assert!(!ran.err.contains("/actions/1"), "{}", ran.err);
}

#[test]
fn a_waiver_lives_from_the_change_it_accepts_to_the_next_one() {
    let bench = Bench::acme("name", "token!");
    bench.commit();
    let new = page("name audience!", "token!");
    let refused = update(&bench, &new, &[]);
    let line = refused.out.lines().rev().nth(1).unwrap();
    let fingerprint = line.split_whitespace().next().unwrap().to_owned();
    let vendor = bench.read("specs/acme/vendor.toml");
    let waiver = format!("[[waiver]]\nfingerprint = '{fingerprint}'\nreason = 'announced'\n");

    // A mistyped one is an error, here as in `diff`.
    bench.write(
        "specs/acme/vendor.toml",
        &format!("{vendor}{}", waiver.replace(&fingerprint, "0123")),
    );
    let ran = update(&bench, &new, &[]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    let problem = "specs/acme/vendor.toml: the waiver of `0123` matches no finding";
    assert!(ran.err.contains(problem), "{ran:?}");

    bench.write("specs/acme/vendor.toml", &format!("{vendor}{waiver}"));
    assert_eq!(update(&bench, &new, &[]).status, 0);
    let ran = bench.read_api(&["diff", "--fail-on", "breaking"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (0, ""),
        "the pull request is green: {ran:?}"
    );
    bench.commit();
    let ran = bench.read_api(&["diff", "--fail-on", "any"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (0, ""),
        "and so is the next one: {ran:?}"
    );

    // It is spent: the same change once more, and it does not accept it.
    let undone = update(
        &bench,
        &page("name", "token!"),
        &["--dry-run", "--allow-breaking"],
    );
    let removed = format!("waiver {fingerprint} removed: what it accepted is released (announced)\n");
    assert!(undone.out.ends_with(&removed), "{undone:?}");
    let ran = update(&bench, &page("name audience!", "token! more"), &[]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.ends_with(&removed), "{ran:?}");
    assert!(!bench.read("specs/acme/vendor.toml").contains("waiver"));
    assert_eq!(bench.read_api(&["check"]).status, 0);
}

#[test]
fn a_page_that_fails_changes_nothing() {
    let bench = Bench::acme("name", "token!");
    let ran = update(&bench, "{\"openapi\": ", &[]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert_eq!(bench.read("specs/acme/page.json"), page("name", "token!"));
}
