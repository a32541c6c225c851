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

#[test]
fn what_was_edited_by_hand_is_said() {
    let bench = Bench::acme("name", "token!");
    bench.write("clients/acme/README.md", "mine");
    let new = page("name", "token! expires_at");
    let warning = |again: &str| {
        format!(
            "! clients/acme/README.md was edited by hand and {again}: repeat the edit in overlay.yaml, vendor.toml or the generator\n"
        )
    };
    let ran = update(&bench, &new, &["--dry-run"]);
    assert!(ran.out.contains(&warning("would be overwritten")), "{ran:?}");
    assert_eq!(bench.read("clients/acme/README.md"), "mine");
    let ran = update(&bench, &new, &[]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains(&warning("was overwritten")), "{ran:?}");
    assert_ne!(bench.read("clients/acme/README.md"), "mine");
    let ran = update(&bench, &page("name", "token!"), &["--allow-breaking"]);
    assert!(!ran.out.contains("edited by hand"), "{ran:?}");
}

#[test]
fn the_lock_of_cargo_keeps_up() {
    let bench = Bench::acme("name", "token!");
    let lock = |acme: &str| {
        format!(
            "# This file is automatically @generated by Cargo.\nversion = 4\n\n{acme}[[package]]\nname = \"serde\"\nversion = \
             \"1.0.2\"\nsource = \"registry\"\n\n[[package]]\nname = \"specloom-runtime\"\nversion = \"0.1.0\"\n"
        )
    };
    let entry = |version: &str| format!("[[package]]\nname = \"acme-client\"\nversion = \"{version}\"\n");
    bench.write("Cargo.lock", &lock(&format!("{}\n", entry("0.0.9"))));
    let ran = bench.read_api(&["check"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.out
            .contains("  stale    Cargo.lock  (a client's Cargo.toml changed)\n"),
        "{ran:?}"
    );
    assert_eq!(bench.read_api(&["generate"]).status, 0);
    let entries = bench.read("Cargo.lock");
    assert!(entries.contains(&entry("0.1.0")), "{entries}");
    assert_eq!(bench.read_api(&["check"]).status, 0);

    assert_eq!(update(&bench, &page("name", "token! expires_at"), &[]).status, 0);
    let updated = bench.read("Cargo.lock");
    assert_eq!(updated, entries.replace(&entry("0.1.0"), &entry("0.1.1")));
    assert_eq!(bench.read_api(&["check"]).status, 0);
}

/// What `git merge` leaves, in each of the files that somebody may have to merge.
#[test]
fn a_merge_conflict_is_called_one() {
    let conflict = |one: &str, other: &str| format!("<<<<<<< HEAD\n{one}=======\n{other}>>>>>>> main\n");
    let bench = Bench::acme("name", "token!");
    let new = page("name", "token! expires_at");
    for (file, text) in [
        ("specs/acme/page.json", conflict("{}\n", "{}\n")),
        (
            "specs/acme/vendor.toml",
            format!(
                "name = 'Acme'\n{}",
                conflict("version = '1'\n", "version = '2'\n")
            ),
        ),
        (
            "specs/acme/overlay.yaml",
            format!("overlay: 1.0.0\n{}", conflict("info: {}\n", "info: {a: b}\n")),
        ),
        (
            "specs/specs.lock",
            format!("# Generated\n{}", conflict("[vendor.acme]\n", "[vendor.b]\n")),
        ),
    ] {
        let before = bench.path(file).exists().then(|| bench.read(file));
        bench.write(file, &text);
        let commands: &[&[&str]] = match file {
            "specs/specs.lock" => &[&["generate", "acme"], &["check", "acme"]],
            _ => &[&["generate"], &["check"]],
        };
        for command in commands {
            let ran = bench.read_api(command);
            assert_eq!(ran.status, 2, "{file}: {ran:?}");
            assert!(ran.err.contains("merge conflict"), "{file}: {ran:?}");
            assert!(ran.err.contains("help: "), "{file}: {ran:?}");
        }
        assert_eq!(bench.read(file), text);
        if file == "specs/specs.lock" {
            let ran = update(&bench, &new, &[]);
            assert!(ran.status == 2 && ran.err.contains("merge conflict"), "{ran:?}");
            // All vendors together need nothing of it.
            assert_eq!(bench.read_api(&["check"]).status, 1);
            assert_eq!(bench.read_api(&["generate"]).status, 0);
            assert_eq!(bench.read_api(&["check"]).status, 0);
        } else {
            match before {
                Some(before) => bench.write(file, &before),
                None => bench.remove(file),
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn an_input_that_is_a_link_out_of_the_workspace_is_refused() {
    let bench = Bench::acme("name", "token!");
    let elsewhere = Bench::new();
    elsewhere.write("page.json", &page("name", "token!"));
    bench.remove("specs/acme/page.json");
    std::os::unix::fs::symlink(elsewhere.path("page.json"), bench.path("specs/acme/page.json")).unwrap();
    for command in ["generate", "check", "list"] {
        let ran = bench.read_api(&[command]);
        assert_eq!(ran.status, 2, "{command}: {ran:?}");
        assert!(
            ran.err
                .contains("specs/acme/page.json: a symbolic link leads out of the workspace"),
            "{command}: {ran:?}"
        );
    }
    // Within it, a link is as good as a file.
    bench.remove("specs/acme/page.json");
    bench.write("shared/page.json", &page("name", "token!"));
    std::os::unix::fs::symlink(bench.path("shared/page.json"), bench.path("specs/acme/page.json")).unwrap();
    assert_eq!(bench.read_api(&["check"]).status, 0);
}

#[test]
fn the_beginning_of_a_page_is_not_taken_for_the_page() {
    let bench = Bench::acme("name", "token!");
    let api = "openapi: 3.0.3\ninfo: {title: Acme, version: '1'}\nservers: [{url: https://api.acme.test}]\npaths:\n  /a:\n    get:\n      \
               operationId: get_a\n      responses:\n        '200':\n          description: done\n          content:\n            \
               application/json:\n              schema:\n                type: object\n                properties:\n                  \
               id: {type: string}\n                  name: {type: string}\n";
    bench.remove("specs/acme/page.json");
    bench.write("specs/acme/page.yaml", api);
    assert_eq!(bench.read_api(&["generate"]).status, 0);
    let half = bench.path("new/page.yaml");
    bench.write(
        "new/page.yaml",
        &api[..api.find("                  name").unwrap()],
    );
    let args = ["update", "acme", "--page", half.to_str().unwrap()];
    let before = bench.snapshot();
    let ran = bench.read_api(&args);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{ran:?}");
    assert!(
        ran.out.contains(
            "refused: the page seems to be cut off: it ends in line 16, where the stored page goes on for 39 bytes; nothing was \
             written\nfetch or save it again; if this is all of it, run again with --allow-breaking\n"
        ),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);
    let whole = bench.path("specs/acme/page.yaml");
    let (whole, half) = (whole.to_str().unwrap(), half.to_str().unwrap());
    let ran = bench.read_api(&["diff", whole, half, "--fail-on", "breaking"]);
    assert!(
        ran.err.contains(
            "page.yaml: the page seems to be cut off: it ends in line 16, where the stored page goes on for 39 bytes
"
        ),
        "{ran:?}"
    );
    assert_eq!(ran.status, 1);
    let ran = bench.read_api(&["diff", half, whole, "--fail-on", "breaking"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (0, ""),
        "a page that grows: {ran:?}"
    );
    assert_eq!(
        bench
            .read_api(&[&args[..], &["--allow-breaking"]].concat())
            .status,
        0
    );
}

/// The made-up page of one operation, its shapes inline or as components.
fn formed(components: bool) -> String {
    let mut page: serde_json::Value = serde_json::from_str(&page("label! colour", "badge! owner")).unwrap();
    if components {
        let operation = &mut page["paths"]["/tokens"]["post"];
        operation["operationId"] = "badges.issue".into();
        let content = "/content/application~1json/schema";
        let mut schemas = serde_json::Map::new();
        for (name, at) in [("NewBadge", "/requestBody"), ("Badge", "/responses/200")] {
            let schema = operation.pointer_mut(&format!("{at}{content}")).unwrap();
            schemas.insert(name.to_owned(), schema.clone());
            *schema = serde_json::json!({"$ref": format!("#/components/schemas/{name}")});
        }
        page["components"]["schemas"] = schemas.into();
        page["servers"][0]["description"] = "Live".into();
    }
    format!("{page:#}\n")
}

#[test]
fn names_that_change_with_the_form_of_the_page_only_are_held() {
    let bench = Bench::acme("label! colour", "badge! owner");
    let ran = update(&bench, &formed(true), &[]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("acme-client 0.1.0 → 0.1.1 (patch)"), "{ran:?}");
    let told = "5 names held in names.toml, so that code which uses the client goes on compiling; --rename lets go:\n";
    assert!(ran.out.contains(told), "{ran:?}");
    assert!(
        ran.out
            .contains("  type CreateTokenResponse   POST /tokens 200\n"),
        "{ran:?}"
    );
    let names = bench.read("specs/acme/names.toml");
    let body = names.split_once("\n\n").unwrap().1;
    assert_eq!(
        body,
        "[operations]\n\"POST /tokens\" = \"CreateToken\"\n\n[methods]\n\"POST /tokens\" = \"create_token\"\n\n\
         [types]\n\"POST /tokens 200\" = \"CreateTokenResponse\"\n\"POST /tokens body\" = \"CreateTokenRequest\"\n\n\
         [servers]\n\"https://api.acme.test\" = \"ApiAcmeTest\"\n"
    );
    assert_eq!(bench.read_api(&["check"]).status, 0);
    // A vendor that goes back leaves nothing to hold.
    let ran = update(&bench, &formed(false), &[]);
    assert!(
        ran.out.contains("no longer held: CreateTokenResponse (types)"),
        "{ran:?}"
    );
    assert!(!bench.path("specs/acme/names.toml").exists());
    assert_eq!(bench.read_api(&["check"]).status, 0);
}

#[test]
fn rename_lets_go_of_all_names_or_of_some() {
    let bench = Bench::acme("label! colour", "badge! owner");
    let ran = update(
        &bench,
        &formed(true),
        &["--rename=CreateTokenResponse", "--dry-run"],
    );
    assert!(
        ran.out.contains("0.1.0 → 0.2.0 (major change before 1.0)"),
        "{ran:?}"
    );
    assert!(ran.out.contains("\n4 names held in names.toml"), "{ran:?}");
    let ran = update(&bench, &formed(true), &["--rename"]);
    assert!(
        ran.out.contains("0.1.0 → 0.2.0 (major change before 1.0)"),
        "{ran:?}"
    );
    assert!(!bench.path("specs/acme/names.toml").exists());
    assert_eq!(bench.read_api(&["check"]).status, 0);
}

#[test]
fn a_name_to_let_go_of_that_is_not_held_is_refused() {
    let bench = Bench::acme("label! colour", "badge! owner");
    let before = bench.read("specs/specs.lock");
    let ran = update(&bench, &formed(true), &["--rename=CreateTokenResponse,Nope"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert_eq!(
        ran.err,
        "error: --rename: no name `Nope` is held: the page does not change such a name\n  \
         help: name one of these: CreateToken, create_token, CreateTokenResponse, CreateTokenRequest, ApiAcmeTest\n"
    );
    assert_eq!(bench.read("specs/specs.lock"), before);
    let ran = update(&bench, &formed(false), &["--rename=Nope"]);
    assert!(
        ran.err.ends_with("help: no name is held: leave `--rename` out\n"),
        "{ran:?}"
    );
}
