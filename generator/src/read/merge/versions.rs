//! A path → the version in it, and the path without it: what tells `/v1/users` from `/v2/users`, and what they share.

/// The version among a path's segments, such as `v2` or `v1beta1`; `None` where there is none, or more than one.
pub(super) fn version(path: &str) -> Option<&str> {
    let mut versions = path.split('/').filter(|segment| is_version(segment));
    let version = versions.next()?;
    versions.next().is_none().then_some(version)
}

/// Whether paths are one but for their versions, which all of them have, and each another.
pub(super) fn are_told_by_version<'a>(paths: impl IntoIterator<Item = &'a str>) -> bool {
    let mut versions = std::collections::BTreeSet::new();
    let mut rests = paths.into_iter().map(|path| {
        let is_new = version(path).is_some_and(|version| versions.insert(version));
        is_new.then(|| path.split('/').filter(|segment| !is_version(segment)))
    });
    let Some(Some(first)) = rests.next() else {
        return false;
    };
    rests.all(|rest| rest.is_some_and(|rest| rest.eq(first.clone())))
}

/// A version as a part of a name: `v1.2` → `v1_2`.
pub(super) fn word(version: &str) -> String {
    version.to_ascii_lowercase().replace('.', "_")
}

fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix(['v', 'V']).unwrap_or_default();
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.len() < 12
        && number.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_segments() {
        for (path, expected) in [
            ("/v1/users", Some("v1")),
            ("/api/v2.1/users", Some("v2.1")),
            ("/users/V3", Some("V3")),
            ("/v1beta1/users", Some("v1beta1")),
            ("/vat/users", None),
            ("/v/users", None),
            ("/users/v{id}", None),
            ("/v1/users/v2", None),
        ] {
            assert_eq!(version(path), expected, "{path}");
        }
    }

    #[test]
    fn versions_tell_only_what_is_one_but_for_them() {
        assert!(are_told_by_version(["/v1/users", "/v2/users"]));
        assert!(!are_told_by_version(["/v1/users", "/v2/teams"]));
        assert!(!are_told_by_version(["/v1/users", "/users"]));
        assert!(!are_told_by_version(["/v1/users", "/v1/users"]));
        assert!(!are_told_by_version(["/v1/users", "/users/v2/rights"]));
    }
}
