//! The fields of a Path Item Object that hold an operation.

/// In the specification's order (OpenAPI 3.2, section 4.9.1); `query` is the one that 3.2 added.
pub const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Whether a word is one of these methods, as it is sent.
pub(crate) fn is_sent(method: &str) -> bool {
    METHODS.iter().any(|known| {
        known.eq_ignore_ascii_case(method) && method.bytes().all(|byte| byte.is_ascii_uppercase())
    })
}
