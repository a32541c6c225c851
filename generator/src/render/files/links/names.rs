//! The names that every client's README has, and what they lead to.

use super::Target;

/// Names of the same kind: the section they stand in, what they belong to, and they themselves.
const FIXED: &[(&str, &str, &[&str])] = &[
    ("", "SecretString", &["expose_secret"]),
    ("## Credentials", "ClientBuilder", &["base_url"]),
    ("## Environment variables", "Client", &["from_env", "builder"]),
    ("## Environment variables", "ClientBuilder", &["base_url"]),
    ("## Server", "ClientBuilder", &["base_url", "from_env", "server"]),
    (
        "## Error replies",
        "Error",
        &["Api", "UndocumentedStatus", "expose_body"],
    ),
    ("## Error replies", "Reply", &["body"]),
    ("## Error replies", "ErrorBody", &["get"]),
    (
        "## Other errors",
        "Error",
        &[
            "operation",
            "phase",
            "attempts",
            "was_sent",
            "is_retryable",
            "retry_after",
            "request_id",
            "status",
            "UndocumentedStatus",
            "NotJson",
            "NotText",
            "OtherMediaType",
            "UnexpectedShape",
            "EmptyBody",
            "TruncatedBody",
            "TooLarge",
            "Timeout",
            "Connect",
            "Transport",
            "Redirected",
            "MissingValue",
            "InvalidValue",
            "MissingCredentials",
            "Credentials",
        ],
    ),
    ("## Other errors", "", &["AnyError"]),
    (
        "## Other errors",
        "ClientBuilder",
        &["max_response_bytes", "base_url", "transport"],
    ),
    (
        "## Retries, timeouts and limits",
        "ClientBuilder",
        &[
            "retry",
            "timeout",
            "attempt_timeout",
            "connect_timeout",
            "max_response_bytes",
            "max_in_flight",
            "max_in_flight_of",
            "rate_limits",
            "credentials_timeout",
            "http_client_with",
            "transport",
            "hook",
        ],
    ),
    ("## Retries, timeouts and limits", "Client", &["raw"]),
    ("## Retries, timeouts and limits", "Retry", &["default"]),
    (
        "## Formats",
        "formats",
        &[
            "DateTime",
            "Date",
            "Time",
            "IsoDuration",
            "Uuid",
            "Decimal",
            "DecimalNumber",
            "Base64",
            "Base64Url",
        ],
    ),
    ("## Features", "ClientBuilder", &["transport", "http_client_with"]),
    ("## Features", "formats", &["DateTime"]),
    ("", "ReplyHeaders", &["ReplyHeaders"]),
    ("", "Reply", &["header"]),
];

/// Names that stand behind a feature, as `FIXED` has those that do not.
const GATED: &[(&str, &str, &str, &[&str])] = &[
    (
        "mock",
        "## Tests",
        "mock::MockServer",
        &["start", "in_process", "client", "requests"],
    ),
    ("mock", "## Tests", "", &["Script"]),
    ("mock", "## Features", "mock", &["MockServer"]),
    ("gzip", "## Features", "ClientBuilder", &["gzip"]),
    ("tower", "## Features", "", &["TowerTransport"]),
];

/// What a name without its arguments leads to, in a section.
pub(super) fn fixed(section: &str, span: &str) -> Option<Target> {
    let name = span.split('(').next().unwrap_or(span);
    let name = name.rsplit(['.', ':']).next().unwrap_or(name);
    let fits = |place: &str, owner: &str, names: &[&str]| {
        let here = section == place || (place == "## Server" && section == "## Servers");
        let said = span.split("::").next().filter(|_| span.contains("::"));
        here && names.contains(&name) && said.is_none_or(|said| owner.split("::").any(|part| part == said))
    };
    let path = |owner: &str| match owner {
        _ if owner.rsplit("::").next() == Some(name) => owner.to_owned(),
        "" => name.to_owned(),
        owner => format!("{owner}::{name}"),
    };
    let open = FIXED
        .iter()
        .find(|(place, owner, names)| fits(place, owner, names));
    let open = open.map(|(_, owner, _)| Target::To(path(owner)));
    open.or_else(|| {
        let gated = GATED
            .iter()
            .find(|(_, place, owner, names)| fits(place, owner, names));
        gated.map(|(feature, _, owner, _)| Target::Gated(feature, path(owner)))
    })
}
