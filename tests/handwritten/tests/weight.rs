//! How many crates a client brings along, as `cargo tree` counts them for this machine.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many crates a client may have beyond those of reqwest with rustls, itself among them.
const BEYOND_REQWEST: usize = 10;
/// How many crates a client may have in all, itself among them.
const MOST: usize = 98;
/// What only a page that needs it may bring.
const UNWANTED: [&str; 3] = ["chrono", "regress", "uuid"];

#[test]
fn a_client_has_at_most_ten_crates_more_than_reqwest_with_rustls() {
    let reqwest = reqwest_alone();
    assert!(
        reqwest.contains("rustls") && reqwest.contains("hyper") && !reqwest.contains("serde_json"),
        "{reqwest:?}"
    );
    let clients = clients();
    assert!(!clients.is_empty(), "clients/ holds no client");
    for client in clients {
        let crates = tree(&workspace().join("Cargo.toml"), &client);
        let beyond: Vec<_> = crates.difference(&reqwest).collect();
        println!("{client}: {} crates, beyond reqwest: {beyond:?}", crates.len());
        assert!(crates.contains("specloom-runtime"), "{client}: {crates:?}");
        assert!(crates.len() <= MOST, "{client}: {} crates", crates.len());
        assert!(beyond.len() <= BEYOND_REQWEST, "{client}: {beyond:?}");
        let unwanted: Vec<_> = UNWANTED.iter().filter(|name| crates.contains(**name)).collect();
        assert!(unwanted.is_empty(), "{client} brings {unwanted:?}");
    }
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The names of reqwest's crates with rustls and nothing else, in the workspace's versions: those of a package that has only
/// this dependency.
fn reqwest_alone() -> BTreeSet<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = "[package]\nname = \"alone\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
                    reqwest = { version = \"0.13\", default-features = false, features = [\"rustls\"] }\n";
    let manifest_path = folder.path().join("Cargo.toml");
    fs::create_dir(folder.path().join("src")).expect("a folder");
    fs::write(folder.path().join("src/lib.rs"), "").expect("a file");
    fs::write(&manifest_path, manifest).expect("a file");
    fs::copy(workspace().join("Cargo.lock"), folder.path().join("Cargo.lock")).expect("a copy");
    let mut names = tree(&manifest_path, "alone");
    assert!(names.remove("alone"), "{names:?}");
    names
}

/// The package of each generated client, by its folder's name.
fn clients() -> BTreeSet<String> {
    let entries = fs::read_dir(workspace().join("clients")).expect("clients/ is there");
    let names = entries.map(|entry| entry.expect("a folder can be listed").file_name().into_string());
    let names = names
        .map(|name| name.expect("names are text"))
        .filter(|name| name != "runtime");
    names.map(|name| format!("{name}-client")).collect()
}

/// The names of all crates that a package is built from with default features, the package itself among them.
fn tree(manifest: &Path, package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args(["--package", package, "--manifest-path"])
        .arg(manifest)
        .output()
        .expect("cargo can be run");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let name = |line: &str| line.split_whitespace().next().map(str::to_owned);
    text.lines().filter_map(name).collect()
}
