//! Whether a fence holds an API description: told by the keys at its root, wherever among them the version stands.

use crate::read::openapi;

const JSON_KEYS: [&[u8]; 2] = [b"openapi", b"swagger"];

/// Whether a fence's body is a description: it says its version at its root, or begins like one.
pub(super) fn is_description(body: &str) -> bool {
    if body.trim_start().starts_with('{') {
        return says_version_in_json(body);
    }
    let first = body
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with(['#', '-']));
    let begins = first.and_then(openapi::key_of);
    begins.is_some_and(|(key, _)| ["openapi", "swagger", "paths"].contains(&key))
        || (begins.is_some() && openapi::says_version(body))
}

/// Whether JSON text has `"openapi"` or `"swagger"` with a text or a number among the keys of its root; what follows may
/// be cut off.
fn says_version_in_json(body: &str) -> bool {
    let bytes = body.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let start = at + 1;
                at = start;
                while bytes.get(at).is_some_and(|byte| *byte != b'"') {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                let text = bytes.get(start..at).unwrap_or_default();
                if depth == 1 && JSON_KEYS.contains(&text) {
                    let rest = body.get(at + 1..).unwrap_or_default().trim_start();
                    let value = rest.strip_prefix(':').map(str::trim_start);
                    if value.is_some_and(|value| value.starts_with(|c: char| c == '"' || c.is_ascii_digit()))
                    {
                        return true;
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    false
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
