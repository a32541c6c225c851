//! What a client weighs: the crates that its default features bring, those that only build others among them.

use std::collections::BTreeSet;
use std::process::Command;

use specloom_tests::workspace::root;

/// Itself and the runtime among them, on Linux.
const MOST: usize = 98;

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "platforms bring different crates")]
fn a_client_brings_no_more_crates_than_it_did() {
    for client in ["argyle", "awx", "courier", "infisical", "joyfill"] {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let package = format!("{client}-client");
        let output = Command::new(cargo)
            .args(["tree", "--offline", "--locked", "--no-dedupe", "--prefix", "none"])
            .args([
                "--edges",
                "normal,build",
                "--format",
                "{p}",
                "--package",
                &package,
            ])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let tree = String::from_utf8(output.stdout).unwrap();
        // `name v1.2.3 (proc-macro)`: with its version, since two of one crate are two.
        let crates: BTreeSet<String> = tree
            .lines()
            .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "))
            .collect();
        assert!(crates.iter().any(|name| name.starts_with("reqwest ")));
        assert!(
            crates.len() <= MOST,
            "{package}: {} crates: {crates:?}",
            crates.len()
        );
    }
}
