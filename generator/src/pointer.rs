//! JSON pointers (RFC 6901), the pipeline's way to say where in a document something is.

use serde_json::Value;

/// `base` followed by one reference token, escaped.
pub fn join(base: &str, token: impl AsRef<str>) -> String {
    let token = token.as_ref();
    let mut pointer = String::with_capacity(base.len() + token.len() + 1);
    pointer.push_str(base);
    push(&mut pointer, token);
    pointer
}

/// Extends a pointer by one reference token, escaped. Most need none.
pub(crate) fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    let mut rest = token;
    while let Some(at) = rest.find(['~', '/']) {
        pointer.push_str(&rest[..at]);
        pointer.push_str(if rest[at..].starts_with('~') { "~0" } else { "~1" });
        rest = &rest[at + 1..];
    }
    pointer.push_str(rest);
}

/// A pointer made of unescaped reference tokens.
pub fn from_tokens<T: AsRef<str>>(tokens: impl IntoIterator<Item = T>) -> String {
    tokens
        .into_iter()
        .fold(String::new(), |pointer, token| join(&pointer, token))
}

/// The unescaped reference tokens of a pointer.
pub fn tokens(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
}

/// The value that a local `$ref` such as `#/components/schemas/User` names in `document`. The fragment is
/// percent-decoded first, as RFC 6901 section 6 says.
pub fn resolve<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(&fragment(reference)?)
}

/// The pointer in a local `$ref`, percent-decoded; `None` when the reference is to another document.
pub fn fragment(reference: &str) -> Option<String> {
    let encoded = reference.strip_prefix('#')?;
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        let hex = |byte: Option<u8>| byte.and_then(|byte| (byte as char).to_digit(16));
        match byte {
            b'%' => bytes.push((hex(rest.next())? * 16 + hex(rest.next())?) as u8),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn escapes_and_unescapes() {
        let pointer = from_tokens(["paths", "/users/{id}~", "get"]);
        assert_eq!(pointer, "/paths/~1users~1{id}~0/get");
        assert_eq!(
            tokens(&pointer).collect::<Vec<_>>(),
            ["paths", "/users/{id}~", "get"]
        );
    }

    #[test]
    fn resolves_percent_encoded_references() {
        let document = json!({"paths": {"/users/{id}": {"get": 1}}});
        assert_eq!(
            resolve(&document, "#/paths/~1users~1%7Bid%7D/get"),
            Some(&json!(1))
        );
        assert_eq!(resolve(&document, "other.yaml#/paths"), None);
        assert_eq!(resolve(&document, "#/paths/%F"), None);
    }
}
