//! A crate that has the clients of two descriptions as modules, as an importer uses it: compiled, and each module called.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use specloom_tests::command_line::{Scratch, run};
use specloom_tests::workspace::root;

/// Operations and types of one name in both.
const PAGE: &str = "# Items

```yaml API.json get /items
openapi: 3.1.0
info: {title: Globex API, version: '1'}
servers: [{url: 'https://API.globex.example'}]
paths:
  /items:
    get:
      operationId: list
      security: [{token: []}]
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}
components:
  securitySchemes: {token: {type: http, scheme: bearer}}
  schemas:
    Item: {type: object, properties: {PROPERTY: {type: string}}}
```
";

const IMPORTER: &str = r#"//! What an importer writes.
#![cfg(test)]

use globex_client::{billing, users};

#[test]
fn each_module_is_a_client_of_its_own() {
    let bills = billing::mock::MockServer::in_process();
    bills.mock_list().respond_ok(billing::types::Item::builder().sum("7"));
    let people = users::mock::MockServer::in_process();
    people.mock_list().respond_ok(users::types::Item::builder().name("Ada"));
    assert_eq!(bills.client().list().send_blocking().unwrap().sum.as_deref(), Some("7"));
    assert_eq!(people.client().list().send_blocking().unwrap().name.as_deref(), Some("Ada"));
}

#[test]
fn one_credential_is_given_to_both() {
    let token = billing::SecretString::from("t0ken");
    let _ = billing::Client::builder().bearer_token(token.clone());
    let _ = users::Client::builder().bearer_token(token);
}
"#;

/// Copies a folder's files; clients find the runtime where it is.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            let text = fs::read_to_string(entry.path()).unwrap();
            let runtime = format!("path = {:?}", root().join("clients/runtime"));
            fs::write(to, text.replace("path = \"../runtime\"", &runtime)).unwrap();
        }
    }
}

#[test]
fn the_modules_of_one_crate_are_called() {
    let scratch = Scratch::new();
    for (api, property) in [("bills", "sum"), ("users", "name")] {
        let page = PAGE.replace("API", api).replace("PROPERTY", property);
        scratch.write(&format!("site/{api}.md"), page);
    }
    let site = scratch.path("site").display().to_string();
    let modules = ["--module", "billing=bills.json", "--module", "users=users.json"];
    let ran = run(
        scratch.root(),
        ["add", "globex", site.as_str()].into_iter().chain(modules),
    );
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran:?}");

    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("umbrella");
    let _ = fs::remove_dir_all(&folder);
    copy(&scratch.path("clients"), &folder.join("clients"));
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("src/lib.rs"), IMPORTER).unwrap();
    let manifest = "[package]\nname = \"importer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         globex-client = { path = \"clients/globex\", default-features = false, features = [\"billing\", \"users\", \"mock\", \"blocking\"] }\n\n\
         [workspace]\nmembers = [\"clients/globex\"]\n\n[profile.dev]\ndebug = false\nincremental = false\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    // What the workspace has resolved is what is there without a network.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", folder.with_file_name("umbrella-target"))
            .env("RUSTFLAGS", "-Dwarnings")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let told = cargo(&["test", "--offline", "--lib"]);
    assert!(told.contains("2 passed"), "{told}");
    // The README's code, and the crate with one module and with none.
    let bare = ["-p", "globex-client", "--no-default-features"];
    let whole = [
        "test",
        "--offline",
        "--doc",
        "--features",
        "billing,users,mock,blocking",
    ];
    let told = cargo(&[&whole[..], &bare].concat());
    assert!(told.contains("1 passed"), "{told}");
    for features in [&["--features", "users"][..], &[]] {
        cargo(&[&["check", "--offline", "--quiet"][..], &bare, features].concat());
    }
}
