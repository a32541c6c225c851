//! `include` and `exclude` of `vendor.toml`: which of a site's pages are the API's.

/// Whether the page at this path of a URL is wanted.
pub fn wanted(path: &str, include: &[String], exclude: &[String]) -> bool {
    let any = |patterns: &[String]| patterns.iter().any(|pattern| matches(pattern, path));
    (include.is_empty() || any(include)) && !any(exclude)
}

/// Whether a pattern, in which `*` stands for anything, is of the whole path; the first `/` may be missing.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, path) = (pattern.trim_start_matches('/'), path.trim_start_matches('/'));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let Some(last) = pattern
        .contains('*')
        .then(|| parts.next_back().unwrap_or_default())
    else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_anything() {
        for (pattern, path, expected) in [
            ("api-reference/*", "/api-reference/users/create.md", true),
            ("/api/*.md", "/api/a.md", true),
            ("*events*", "/api/events/made.md", true),
            ("api", "/api", true),
            ("api", "/api/a", false),
            ("*a*b*", "/xbxa", false),
            ("a*a", "/a", false),
            ("", "/", true),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
