//! From changes to the next version of the client crate.

use semver::{BuildMetadata, Prerelease, Version};

use super::{Change, Rust};

/// How far a version moves, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bump {
    /// The version after the changes.
    pub version: Version,
    /// The furthest-reaching change, `None` when there are none.
    pub rust: Option<Rust>,
    /// Why, for reports: `major change before 1.0`.
    pub reason: &'static str,
}

impl Bump {
    /// The version after `changes` to a crate at `current`, by the rules of Cargo: before 1.0 the minor number stands for
    /// breaking changes and the patch number for everything else.
    pub fn new(current: &Version, changes: &[Change]) -> Self {
        Self::of(current, changes.iter().map(|change| change.rust).max())
    }

    /// The same after changes of which this is the furthest-reaching.
    pub fn of(current: &Version, rust: Option<Rust>) -> Self {
        let stable = current.major > 0;
        let mut version = current.clone();
        version.pre = Prerelease::EMPTY;
        version.build = BuildMetadata::EMPTY;
        let reason = match (rust, stable) {
            (None, _) => {
                return Self {
                    version: current.clone(),
                    rust,
                    reason: "no change",
                };
            }
            // A pre-release already stands before the version it announces.
            _ if !current.pre.is_empty() => "release of the pre-release",
            (Some(Rust::Major), true) => {
                (version.major, version.minor, version.patch) = (version.major.saturating_add(1), 0, 0);
                "major change"
            }
            (Some(Rust::Minor), true) => {
                (version.minor, version.patch) = (version.minor.saturating_add(1), 0);
                "minor change"
            }
            (Some(Rust::Major), false) => {
                (version.minor, version.patch) = (version.minor.saturating_add(1), 0);
                "major change before 1.0"
            }
            (Some(Rust::Minor), false) => {
                version.patch = version.patch.saturating_add(1);
                "minor change before 1.0"
            }
            (Some(Rust::Patch), _) => {
                version.patch = version.patch.saturating_add(1);
                "patch"
            }
        };
        Self {
            version,
            rust,
            reason,
        }
    }
}

/// The version of a crate at `current` after `changes`: see [`Bump`].
pub fn next_version(current: &Version, changes: &[Change]) -> Version {
    Bump::new(current, changes).version
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::compare;
    use serde_json::{Value, json};

    fn document(operations: Value) -> Value {
        json!({"openapi": "3.0.3", "paths": operations})
    }

    fn after(current: &str, old: &Value, new: &Value) -> String {
        let current = Version::parse(current).unwrap();
        let bump = Bump::new(&current, &compare(old, new));
        format!("{} ({})", bump.version, bump.reason)
    }

    #[test]
    fn versions_follow_cargo_before_and_after_one() {
        let none = document(json!({}));
        let one = document(json!({"/a": {"get": {"operationId": "a", "responses": {}}}}));
        let told = document(json!({"/a": {"get": {"operationId": "a", "responses": {}, "summary": "A"}}}));
        assert_eq!(after("0.1.0", &one, &none), "0.2.0 (major change before 1.0)");
        assert_eq!(after("0.1.0", &none, &one), "0.1.1 (minor change before 1.0)");
        assert_eq!(after("0.1.0", &one, &told), "0.1.1 (patch)");
        assert_eq!(after("1.2.3", &one, &none), "2.0.0 (major change)");
        assert_eq!(after("1.2.3", &none, &one), "1.3.0 (minor change)");
        assert_eq!(after("1.2.3", &one, &told), "1.2.4 (patch)");
        assert_eq!(after("1.2.3", &one, &one), "1.2.3 (no change)");
        assert_eq!(
            after("1.2.3-beta.1+b", &one, &none),
            "1.2.3 (release of the pre-release)"
        );
    }
}
