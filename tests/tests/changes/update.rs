//! `update` with the pages of `tests/changes/`: findings and verdicts, version, changelog, files, refusals.

use std::fs;

use specloom_tests::command_line::Output;

use crate::bench::{Bench, next_page, present_page};

/// Takes over the vendor's next page, which must be possible, and checks that what is then in the workspace is current.
/// What was said, up to how many files were written, and which of the client's files changed.
fn taken_over(vendor: &str, more: &[&str]) -> (Bench, String, Vec<String>) {
    let bench = Bench::new();
    let before = bench.snapshot();
    let ran = bench.update(vendor, &next_page(vendor), more);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran:?}");
    let changed = bench.changed_since(&before);
    let current = bench.run(&["check"]);
    assert_eq!(
        (current.status, current.stdout.lines().last()),
        (0, Some("5 vendors are current"))
    );
    // The page, vendor.toml, the changelog and the lock are not generated from others.
    let said = format!(
        "   {} files regenerated   CHANGELOG.md written\n",
        changed.len() - 4
    );
    assert!(ran.stdout.ends_with(&said), "{changed:#?}\n{}", ran.stdout);
    let mut out = ran.stdout.clone();
    out.truncate(out.len() - said.len());
    let specs = ["CHANGELOG.md", "openapi.yaml", "page.md", "vendor.toml"];
    let folder = format!("specs/{vendor}/");
    let inputs = changed.iter().filter_map(|path| path.strip_prefix(&folder));
    assert_eq!(inputs.collect::<Vec<_>>(), specs);
    let client = format!("clients/{vendor}/");
    let changed = changed.iter().filter_map(|path| path.strip_prefix(&client));
    let changed: Vec<String> = changed.map(str::to_owned).collect();
    let page = format!("specs/{vendor}/page.md");
    assert_eq!(bench.read(&page), fs::read_to_string(next_page(vendor)).unwrap());
    (bench, findings(&out), changed)
}

/// The lines of findings, without what each says beyond its line.
fn findings(out: &str) -> String {
    let lines: Vec<&str> = out
        .lines()
        .filter(|line| !line.starts_with("            "))
        .collect();
    lines.join("\n")
}

/// The changelog without dates and without what was there before.
fn entry(bench: &Bench, vendor: &str) -> String {
    let text = bench.read(&format!("specs/{vendor}/CHANGELOG.md"));
    let entries = text.strip_suffix("\n## 0.1.0\n\nFirst version.\n").unwrap();
    let (heading, rest) = entries
        .strip_prefix("# Changelog\n\n")
        .unwrap()
        .split_once('\n')
        .unwrap();
    let (version, date) = heading.split_once(" - ").unwrap();
    assert_eq!(date.len(), "2026-01-31".len(), "{date}");
    let crate_text = bench.read(&format!("clients/{vendor}/CHANGELOG.md"));
    assert!(crate_text.ends_with(&text), "{crate_text}");
    let manifest = bench.read(&format!("clients/{vendor}/Cargo.toml"));
    let line = format!("version = \"{}\"\n", version.trim_start_matches("## "));
    assert!(manifest.contains(&line), "{manifest}");
    format!("{version}\n{rest}")
}

#[test]
fn courier_requires_one_more_field() {
    let (bench, out, changed) = taken_over("courier", &["--allow-breaking"]);
    let findings = "\
courier   POST /auth/issue-token
  breaking  request-property-added-required   body.audience                  wire: breaking    rust: major
  docs      example-changed                   body                           wire: docs        rust: patch
  docs      description-changed               operation                      wire: docs        rust: patch
courier   IssueTokenResponse, in POST /auth/issue-token
  ok        response-property-added-optional  IssueTokenResponse.expires_at  wire: compatible  rust: minor
";
    let conclusion = "courier-client 0.1.0 → 0.2.0 (major change before 1.0)";
    assert_eq!(out, format!("{findings}{conclusion}"));
    assert_eq!(
        entry(&bench, "courier"),
        "## 0.2.0\n\n\
         ### Breaking\n\n\
         - POST /auth/issue-token, body.audience: there is a new required property 'body.audience' \
         (`request-property-added-required`, Rust API: major)\n\n\
         ### Compatible\n\n\
         - IssueTokenResponse, in POST /auth/issue-token: there is a new optional property 'IssueTokenResponse.expires\\_at' \
         (`response-property-added-optional`, Rust API: minor)\n\n\
         ### Documentation\n\n\
         - POST /auth/issue-token, body: 'body' has another 'examples' (`example-changed`, Rust API: patch)\n\
         - POST /auth/issue-token, operation: the operation has another 'description' (`description-changed`, \
         Rust API: patch)\n"
    );
    assert!(changed.contains(&"src/types.rs".to_owned()), "{changed:?}");
    let operations = bench.read("clients/courier/src/operations.rs");
    assert!(
        operations.contains("audience: impl IntoOption<types::IssueTokenAudience, How>,"),
        "{operations}"
    );

    let again = bench.update("courier", &next_page("courier"), &[]);
    assert_eq!(
        (again.status, again.stdout.as_str()),
        (
            0,
            "courier   no change of the API\ncourier-client 0.2.0 (no new version)   0 files regenerated\n"
        )
    );

    let bench = Bench::new();
    let before = bench.snapshot();
    let dry = bench.update(
        "courier",
        &next_page("courier"),
        &["--allow-breaking", "--dry-run"],
    );
    assert_eq!((dry.status, dry.stderr.as_str()), (0, ""));
    assert!(
        self::findings(&dry.stdout).starts_with(&format!("{findings}{conclusion}")),
        "{dry:?}"
    );
    let end = "regenerated   CHANGELOG.md written   (dry run: nothing was written)\n";
    assert!(dry.stdout.ends_with(end), "{dry:?}");
    assert_eq!(bench.changed_since(&before), [""; 0]);
}

#[test]
fn a_breaking_change_is_refused_unless_it_is_allowed_or_waived() {
    let bench = Bench::new();
    let before = bench.snapshot();
    let Output {
        status,
        stdout: out,
        stderr: err,
    } = bench.update("courier", &next_page("courier"), &[]);
    assert_eq!((status, err.as_str()), (1, ""));
    let refusal = "refused: 1 change breaks the wire; nothing was written\n  \
                   fc56923a0836d884  there is a new required property `body.audience`\n\
                   to accept, run again with --allow-breaking, or add to vendor.toml for each of these: \
                   [[waiver]] fingerprint = \"…\" reason = \"…\"\n";
    assert!(out.ends_with(refusal), "{out}");
    assert_eq!(bench.changed_since(&before), [""; 0]);

    let waiver = "[[waiver]]\nfingerprint = \"fc56923a0836d884\"\nreason = \"we send it already\"\n\n[env]";
    bench.edit("specs/courier/vendor.toml", "[env]", waiver);
    let ran = bench.update("courier", &next_page("courier"), &[]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.stdout
            .contains("  waived    request-property-added-required  body.audience  fc56923a0836d884: we send it already\n"),
        "{ran:?}"
    );
    assert!(ran.stdout.contains("courier-client 0.1.0 → 0.2.0"), "{ran:?}");
}

#[test]
fn joyfill_documents_error_statuses() {
    let (bench, out, changed) = taken_over("joyfill", &[]);
    assert_eq!(
        out,
        "\
joyfill   POST /users/{identifier}/access_tokens
  ok        response-error-status-added       401                           wire: compatible  rust: minor
  ok        response-error-status-added       404                           wire: compatible  rust: minor
joyfill-client 0.1.0 → 0.1.1 (minor change before 1.0)"
    );
    assert_eq!(
        entry(&bench, "joyfill"),
        "## 0.1.1\n\n\
         ### Compatible\n\n\
         - POST /users/\\{identifier\\}/access\\_tokens, 401: the reply 401 was added (`response-error-status-added`, \
         Rust API: minor)\n\
         - POST /users/\\{identifier\\}/access\\_tokens, 404: the reply 404 was added (`response-error-status-added`, \
         Rust API: minor)\n"
    );
    assert!(changed.contains(&"src/types.rs".to_owned()), "{changed:?}");
    let replies = bench.read("clients/joyfill/src/replies.rs");
    for variant in [
        "    Unauthorized(ErrorBody<types::CreateAccessTokenUnauthorized>),\n",
        "    NotFound,\n",
    ] {
        assert!(replies.contains(variant), "{replies}");
    }
}

#[test]
fn infisical_turns_the_expanded_form_into_an_openapi_document_of_the_same_meaning() {
    let (_, out, changed) = taken_over("infisical", &[]);
    // What the expanded form could not say.
    assert_eq!(
        out,
        "\
infisical   document
  docs      api-version-changed               info                          wire: docs        rust: patch
  docs      description-changed               info                          wire: docs        rust: patch
  docs      info-changed                      info.title                    wire: docs        rust: patch
  docs      annotation-changed                securitySchemes.bearerAuth    wire: docs        rust: patch
infisical   POST /api/v1/auth/token-auth/identities/{identityId}/tokens
  docs      annotation-changed                body                          wire: docs        rust: patch
infisical-client 0.1.0 → 0.1.1 (patch)"
    );
    // No line of code.
    assert_eq!(
        changed,
        ["CHANGELOG.md", "Cargo.toml", "README.md", "src/docs.md"]
    );
}

#[test]
fn awx_adds_a_property() {
    let (bench, out, changed) = taken_over("awx", &[]);
    assert_eq!(
        out,
        "\
awx   UserPersonalToken, in POST /api/v2/users/{id}/personal_tokens/
  ok        response-property-added-optional    UserPersonalToken.last_used   wire: compatible  rust: minor
  docs      request-read-only-property-changed  UserPersonalToken.last_used   wire: docs        rust: patch
awx-client 0.1.0 → 0.1.1 (minor change before 1.0)"
    );
    assert!(changed.contains(&"src/types.rs".to_owned()), "{changed:?}");
    let types = bench.read("clients/awx/src/types.rs");
    assert!(
        types.contains("    pub last_used: Option<specloom_runtime::formats::DateTime>,\n"),
        "{types}"
    );
}

#[test]
fn argyle_moves_to_openapi_3_1() {
    let (bench, out, changed) = taken_over("argyle", &[]);
    // One property is new; the version of OpenAPI, its types as lists and its dialect make no difference.
    assert_eq!(
        out,
        "\
argyle   CreateUserTokenResponse, in POST /v2/user-tokens
  ok        response-property-added-optional  CreateUserTokenResponse.expires_at  wire: compatible  rust: minor
argyle-client 0.1.0 → 0.1.1 (minor change before 1.0)"
    );
    assert!(changed.contains(&"src/types.rs".to_owned()), "{changed:?}");
    assert!(
        bench
            .read("specs/argyle/openapi.yaml")
            .contains("\nopenapi: 3.1.1\n")
    );
}

#[test]
fn a_correction_that_the_new_page_leaves_without_a_target_stops_it_and_is_named() {
    let bench = Bench::new();
    let text = fs::read_to_string(present_page("argyle")).unwrap();
    let page = bench.path("new-page.md");
    fs::write(&page, text.replace("CreateUserTokenResponse", "UserToken")).unwrap();
    let before = bench.snapshot();
    let Output {
        status,
        stdout: out,
        stderr: err,
    } = bench.update("argyle", &page, &["--allow-breaking"]);
    assert_eq!((status, out.as_str()), (2, ""));
    let said = "error: specs/argyle/overlay.yaml at /actions/2: target `$.components.schemas.CreateUserTokenResponse` of \
                action 2 (\"The page leaves the token optional, although issuing it is all that the operation does.\") \
                matches nothing in the page; it used to match /components/schemas/CreateUserTokenResponse = \
                {\"type\":\"object\",\"properties\":{\"user_token\":{\"type\":\"string\",";
    assert!(err.starts_with(said), "{err}");
    assert!(
        err.contains("see whether the correction is still needed, then adjust its target or remove it"),
        "{err}"
    );
    assert_eq!(bench.changed_since(&before), [""; 0]);

    // As it says; the overlay then fits the new page, and no longer the old one.
    bench.edit(
        "specs/argyle/overlay.yaml",
        "schemas.CreateUserTokenResponse",
        "schemas.UserToken",
    );
    let ran = bench.update("argyle", &page, &[]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran:?}");
    let said = "\
argyle   document
  docs      schema-renamed                    components.schemas            wire: docs        rust: patch
argyle-client 0.1.0 → 0.1.1 (patch)";
    assert!(findings(&ran.stdout).starts_with(said), "{ran:?}");
    // Its type keeps the name that importers use.
    let kept = "  type CreateUserTokenResponse   POST /v2/user-tokens 200\n";
    assert!(ran.stdout.ends_with(kept), "{ran:?}");
}

#[test]
fn a_file_that_is_no_page_is_named_as_it_was_given() {
    let bench = Bench::new();
    let before = bench.snapshot();
    let page = bench.path("login.md");
    fs::write(&page, "<html><title>Sign in</title></html>\n").unwrap();
    let Output {
        status,
        stdout: out,
        stderr: err,
    } = bench.update("courier", &page, &[]);
    assert_eq!((status, out.as_str()), (2, ""));
    let said = format!(
        "error: {}:1:1: a login page, not the page of an API\n",
        page.display()
    );
    assert!(err.starts_with(&said), "{err}");
    assert_eq!(bench.changed_since(&before), [""; 0]);
}

/// Pages cut off in transit, at every twentieth of the present and of the next page: refused, whatever is left of them.
#[test]
fn a_page_that_was_cut_off_is_not_taken_over() {
    let bench = Bench::new();
    let before = bench.snapshot();
    for vendor in ["argyle", "awx", "courier", "infisical", "joyfill"] {
        for whole in [present_page(vendor), next_page(vendor)] {
            let page = fs::read(&whole).unwrap();
            for twentieth in 1..20 {
                let cut = bench.path("cut.md");
                fs::write(&cut, &page[..page.len() * twentieth / 20]).unwrap();
                let ran = bench.update(vendor, &cut, &[]);
                assert_ne!(ran.status, 0, "{}, {twentieth}/20: {ran:?}", whole.display());
            }
        }
    }
    assert_eq!(bench.changed_since(&before), Vec::<String>::new());
}
