//! The fields of a Path Item Object that hold an operation.

/// In the specification's order (OpenAPI 3.2, section 4.9.1); `query` is the one that 3.2 added.
pub const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];
