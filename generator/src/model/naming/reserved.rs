//! Names that generated code or the language has for itself.

/// The component that stands for the runtime's secret string.
pub(crate) const SECRET: &str = "SecretString";

/// The component that stands for the runtime's file, for the engine.
pub(crate) const UPLOAD: &str = "SpecloomUpload";

/// The component that stands for a type of another crate, for the engine.
pub(crate) const FOREIGN: &str = "SpecloomForeign";

/// Components that stand for types of the runtime; those of formats are beside them.
pub(crate) const STAND_INS: [&str; 12] = [
    SECRET,
    FOREIGN,
    UPLOAD,
    "SpecloomDateTime",
    "SpecloomDate",
    "SpecloomTime",
    "SpecloomIsoDuration",
    "SpecloomUuid",
    "SpecloomDecimal",
    "SpecloomDecimalNumber",
    "SpecloomBase64",
    "SpecloomBase64Url",
];

/// Type names that would hide something that the generated code uses.
pub(super) const PRELUDE: [&str; 42] = [
    "Self",
    "Option",
    "Some",
    "None",
    "String",
    "Vec",
    "Box",
    "Result",
    "Ok",
    "Err",
    "Default",
    "Clone",
    "Copy",
    "Debug",
    "Display",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "Iterator",
    "IntoIterator",
    "ToString",
    "ToOwned",
    "Send",
    "Sync",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "AsRef",
    "AsMut",
    "Extend",
    "Serialize",
    "Deserialize",
    "MissingValue",
    "How",
    "IntoOption",
];

pub(super) const KEYWORDS: [&str; 53] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield", "Self",
];

/// Methods of every client, which no operation may be called, and of traits that take as much as a client's method.
pub(crate) const CLIENT_METHODS: &[&str] = &[
    "builder",
    "from_env",
    "raw",
    "invalidate_credentials",
    "clone",
    "session",
    "new",
    "as_ref",
    "borrow",
    "deref",
];

/// Names that no operation's type may have: they would make a type of the runtime (`BuildError`, `AnyError`), or hide one
/// that the operations' module uses.
pub(crate) const OPERATION_TYPES: &[&str] = &[
    "Any",
    "AsRef",
    "Body",
    "Build",
    "Bytes",
    "CallOptions",
    "Credentials",
    "Decode",
    "Decoded",
    "Duration",
    "Err",
    "Error",
    "From",
    "Into",
    "IntoOption",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Parameter",
    "Payload",
    "Reply",
    "Result",
    "Retry",
    "SecretString",
    "Session",
    "Some",
    "String",
    "Transport",
    "Style",
    "Vec",
];

/// Methods of every operation, which no setter may be called.
pub(crate) const OPERATION_METHODS: &[&str] = &[
    "new",
    "body",
    "body_null",
    "send",
    "send_reply",
    "send_blocking",
    "send_reply_blocking",
    "header",
    "timeout",
    "attempt_timeout",
    "max_response_bytes",
    "extra_query",
    "retry",
    "idempotency_key",
    "decode",
    "send_accepting",
    "clone",
];

/// Fields of every operation, and a variable of `send_reply`: the parameters' stand next to them.
pub(crate) const OPERATION_FIELDS: &[&str] = &["session", "call", "request", "body_media"];

/// Methods of every client builder, which no credential may be called.
pub(crate) const BUILDER_METHODS: &[&str] = &[
    "server",
    "base_url",
    "credentials",
    "connect_timeout",
    "attempt_timeout",
    "timeout",
    "retry",
    "max_response_bytes",
    "http_client_with",
    "transport",
    "hook",
    "credentials_timeout",
    "expired_statuses",
    "max_in_flight",
    "max_in_flight_of",
    "rate_limits",
    "gzip",
    "user_agent",
    "allow_insecure_http",
    "build",
    "from_env",
    "header",
    "default",
    "clone",
];
