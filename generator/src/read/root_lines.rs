//! Lines of a YAML mapping, seen before anybody parses it: whether a text begins as one, and says a version.

/// Whether a line of the text says a version of OpenAPI or Swagger: at the root, or first of all where the root is
/// indented.
pub(super) fn says_version(text: &str) -> bool {
    let lines = || text.lines().filter(is_significant);
    let indent = lines()
        .next()
        .map_or(0, |first| first.len() - first.trim_start().len());
    let at_root = |line: &&str| line.len() - line.trim_start().len() == indent;
    let mut roots = lines()
        .filter(at_root)
        .filter_map(|line| key_of(line.trim_start()));
    roots.any(|(key, value)| {
        let value = value
            .split(" #")
            .next()
            .unwrap_or_default()
            .trim()
            .trim_matches(['"', '\'']);
        ["openapi", "swagger"].contains(&key)
            && (value.starts_with(|c: char| c.is_ascii_digit()) && !value.contains(char::is_whitespace))
    })
}

/// Whether a line is more than a comment, a list item or a directive.
pub(super) fn is_significant(line: &&str) -> bool {
    !line.trim().is_empty() && !line.starts_with(['#', '-', '%'])
}

/// Key and value of a line of a YAML mapping.
pub(super) fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_end();
    let unquoted = key.trim_matches(['"', '\'']);
    let is_name = !unquoted.is_empty()
        && unquoted
            .chars()
            .all(|c| c.is_alphanumeric() || "_-$./".contains(c));
    (is_name && (value.is_empty() || value.starts_with([' ', '\t', '\r']))).then_some((unquoted, value))
}
