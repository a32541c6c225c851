//! `Cargo.lock` × the clients' manifests → the lock as cargo itself would write it, so that `--locked` goes on to work after a
//! client was made, changed or removed.
//!
//! Only the entries of the clients are written: what they depend on is in the lock already, as every client depends on the
//! same crates. Where it is not, the lock stays as it is, and cargo completes it at the next run.

use std::collections::BTreeSet;

use semver::{Version, VersionReq};
use toml::{Table, Value};

/// Path of the file below the workspace's root.
pub const PATH: &str = "Cargo.lock";

const PACKAGE: &str = "[[package]]\n";

/// A client's manifest as it is on disk and as it is to be.
#[derive(Debug, Clone, Copy)]
pub struct Manifest<'a> {
    /// The text on disk.
    pub old: Option<&'a str>,
    /// The text that is to be there.
    pub new: Option<&'a str>,
}

/// The lock with the entries that these manifests ask for; `None` where it cannot be told, or need not change.
pub fn synced(lock: &str, manifests: &[Manifest<'_>]) -> Option<String> {
    let mut blocks: Vec<String> = lock
        .trim_end()
        .split("\n\n")
        .map(|block| format!("{block}\n"))
        .collect();
    for manifest in manifests {
        let old = manifest.old.and_then(package);
        let new = manifest
            .new
            .map(|text| package(text).ok_or(()))
            .transpose()
            .ok()?;
        let name =
            |package: &Option<(String, String, Table)>| package.as_ref().map(|(name, ..)| name.clone());
        for gone in [name(&old), name(&new)].into_iter().flatten() {
            blocks.retain(|block| !is_member(block, &gone));
        }
        if let Some((name, version, manifest)) = new {
            let entry = entry(&name, &version, &manifest, &blocks)?;
            let key = |block: &str| {
                (
                    field(block, "name").unwrap_or_default(),
                    block.starts_with(PACKAGE),
                )
            };
            let at = blocks
                .iter()
                .position(|block| key(block).1 && key(block).0 > name);
            let end = blocks
                .iter()
                .rposition(|block| block.starts_with(PACKAGE))
                .map_or(blocks.len(), |at| at + 1);
            blocks.insert(at.unwrap_or(end), entry);
        }
    }
    let text = blocks.join("\n");
    (text != lock).then_some(text)
}

/// Name, version and manifest of a package.
fn package(text: &str) -> Option<(String, String, Table)> {
    let manifest: Table = text.parse().ok()?;
    let package = manifest.get("package")?;
    let field = |key: &str| Some(package.get(key)?.as_str()?.to_owned());
    Some((field("name")?, field("version")?, manifest))
}

/// The value of a field of an entry.
fn field(block: &str, key: &str) -> Option<String> {
    let line = block
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
    line.strip_suffix('"').map(str::to_owned)
}

/// Whether an entry is that of a package of this workspace.
fn is_member(block: &str, name: &str) -> bool {
    block.starts_with(PACKAGE)
        && field(block, "name").as_deref() == Some(name)
        && field(block, "source").is_none()
}

fn entry(name: &str, version: &str, manifest: &Table, blocks: &[String]) -> Option<String> {
    let mut dependencies = BTreeSet::new();
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        for (key, asked) in manifest
            .get(section)
            .and_then(Value::as_table)
            .into_iter()
            .flatten()
        {
            dependencies.insert(dependency(key, asked, blocks)?);
        }
    }
    let mut entry = format!("{PACKAGE}name = \"{name}\"\nversion = \"{version}\"\n");
    if !dependencies.is_empty() {
        entry.push_str("dependencies = [\n");
        for dependency in dependencies {
            entry.push_str(&format!(" \"{dependency}\",\n"));
        }
        entry.push_str("]\n");
    }
    Some(entry)
}

/// How an entry names what it depends on: with the version where there are several.
fn dependency(key: &str, asked: &Value, blocks: &[String]) -> Option<String> {
    let text = |field: &str| asked.get(field).and_then(Value::as_str);
    let name = text("package").unwrap_or(key);
    let wanted = asked.as_str().or_else(|| text("version")).unwrap_or("*");
    let wanted = VersionReq::parse(wanted).ok()?;
    let locked: Vec<Version> = blocks
        .iter()
        .filter(|block| field(block, "name").as_deref() == Some(name))
        .filter_map(|block| Version::parse(&field(block, "version")?).ok())
        .collect();
    let fits = locked.iter().filter(|version| wanted.matches(version)).max()?;
    Some(match locked.len() {
        1 => name.to_owned(),
        _ => format!("{name} {fits}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "# Generated\nversion = 4\n\n[[package]]\nname = \"acme-client\"\nversion = \"0.1.0\"\n\
                        dependencies = [\n \"serde\",\n]\n\n[[package]]\nname = \"rand\"\nversion = \"0.8.5\"\n\
                        source = \"registry\"\nchecksum = \"0\"\n\n[[package]]\nname = \"rand\"\nversion = \"0.9.1\"\n\
                        source = \"registry\"\n\n[[package]]\nname = \"serde\"\nversion = \"1.0.2\"\nsource = \"registry\"\n";

    fn manifest(name: &str, version: &str, more: &str) -> String {
        format!(
            "[package]\nname = \"{name}\"\nversion = \"{version}\"\n\n[dependencies]\nserde = \"1\"\n{more}"
        )
    }

    fn sync(old: Option<&str>, new: Option<&str>) -> Option<String> {
        synced(LOCK, &[Manifest { old, new }])
    }

    #[test]
    fn clients_come_change_and_go() {
        let old = manifest("acme-client", "0.1.0", "");
        assert_eq!(sync(Some(&old), Some(&old)), None);
        let new = manifest("acme-client", "0.2.0", "");
        assert_eq!(
            sync(Some(&old), Some(&new)),
            Some(LOCK.replace("version = \"0.1.0\"", "version = \"0.2.0\""))
        );
        let more = manifest(
            "acme-client",
            "0.1.0",
            "\n[dev-dependencies]\nrand = { version = \"0.9\" }\n",
        );
        assert_eq!(
            sync(Some(&old), Some(&more)),
            Some(LOCK.replace(" \"serde\",\n", " \"rand 0.9.1\",\n \"serde\",\n"))
        );
        let (from, entry) = (
            LOCK.find("[[package]]").unwrap(),
            LOCK.find("[[package]]\nname = \"rand\"").unwrap(),
        );
        let gone = format!("{}{}", &LOCK[..from], &LOCK[entry..]);
        assert_eq!(sync(Some(&old), None).as_deref(), Some(gone.as_str()));
        // A name of its own, sorted in, also behind the last.
        let renamed = manifest("zebra-client", "0.1.0", "");
        let entry =
            "\n[[package]]\nname = \"zebra-client\"\nversion = \"0.1.0\"\ndependencies = [\n \"serde\",\n]\n";
        assert_eq!(sync(Some(&old), Some(&renamed)), Some(format!("{gone}{entry}")));
        assert_eq!(sync(None, Some(&renamed)), Some(format!("{LOCK}{entry}")));
    }

    #[test]
    fn what_is_not_locked_is_left_to_cargo() {
        for new in [
            manifest("acme-client", "0.2.0", "unheard-of = \"1\"\n"),
            manifest("acme-client", "0.2.0", "rand = \"0.7\"\n"),
            "not a manifest".to_owned(),
        ] {
            assert_eq!(sync(None, Some(&new)), None, "{new}");
        }
    }
}
