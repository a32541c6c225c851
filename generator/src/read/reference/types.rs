//! TYPE: `string`, `integer(int64)`, `object User`.

/// TYPE of the grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) name: &'static str,
    pub(super) format: Option<String>,
    /// The nested schema that it names.
    pub(super) nested: Option<String>,
}

/// TYPE at the start of a text, without NESTED, and what follows it.
pub(super) fn type_of(text: &str) -> Option<(Type, &str)> {
    const NAMES: [&str; 7] = [
        "string", "integer", "number", "boolean", "object", "array", "file",
    ];
    let name = NAMES.into_iter().find(|name| text.starts_with(name))?;
    let rest = &text[name.len()..];
    let (format, rest) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((format, rest)) => (Some(format.trim().to_owned()), rest),
        None => (None, rest),
    };
    // A word that only begins like a type, such as `stringify`, goes on in lower case.
    let ends = rest
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || (c.is_alphabetic() && !c.is_lowercase()));
    ends.then_some((
        Type {
            name,
            format,
            nested: None,
        },
        rest.trim_start(),
    ))
}
