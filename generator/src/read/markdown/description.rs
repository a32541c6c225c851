//! Whether a fence holds an API description: told by the keys at its root, wherever among them the version stands.

use crate::read::{json_object, root_lines};

/// Whether a fence's body is a description: it says its version at its root, or begins like one.
pub(in crate::read) fn is_description(body: &str) -> bool {
    if body.trim_start().starts_with('{') {
        return json_object::scan(body, body.len() - body.trim_start().len()).says_version;
    }
    let first = body
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with(['#', '-']));
    let begins = first.map(str::trim_start).and_then(root_lines::key_of);
    begins.is_some_and(|(key, _)| ["openapi", "swagger", "paths"].contains(&key))
        || (begins.is_some() && root_lines::says_version(body))
}

/// Whether a description that is whole may say more than its version, which is all that samples say.
pub(in crate::read) fn names_operations(body: &str) -> bool {
    ["path", "webhooks", "components"]
        .iter()
        .any(|key| body.contains(key))
}

#[cfg(test)]
mod tests {
    use super::is_description;

    #[test]
    fn the_version_may_stand_anywhere_at_the_root() {
        for body in [
            "openapi: 3.0.0\npaths: {}\n",
            "# saved\n---\nswagger: '2.0'\n",
            "paths:\n  path: /a\n",
            "components: {}\nopenapi: 3.1.0\n",
            "{\"openapi\":\"3.0.0\",\"paths\":{}}",
            "{\n  \"components\": {\"a\": [\"\\\"}\"]},\n  \"openapi\" : \"3.1.0\"\n}",
            "{\"openapi\":\"3.0.0\",\"pat",
        ] {
            assert!(is_description(body), "{body}");
        }
        for body in [
            "services: {}\n",
            "a:\n  openapi: 3.0.0\n",
            "{\"spec\": {\"openapi\": \"3.0.0\"}}",
            "{\"a\": \"openapi\"}",
            "{\"openapi\": {\"info\": {}}}",
            "[{\"openapi\": \"3.0.0\"}]",
            "{\"id\": 1}",
            "{\"openapi\": \"",
            "{\"a\\",
            "",
        ] {
            let expected = body == "{\"openapi\": \"";
            assert_eq!(is_description(body), expected, "{body}");
        }
    }
}
