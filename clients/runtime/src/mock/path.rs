//! Whether a request's path and query are an operation's: a template with any values, or with those that it must have.

/// `values`: path parameters that must have a value, as they are spelled; of several of one name the last counts.
pub(super) fn is_of(template: &str, values: &[(&str, String)], path: &str, query: &str) -> bool {
    let (template, fixed) = template.split_once('?').unwrap_or((template, ""));
    parts_match(&parts(template, values), path) && has_all(query, fixed)
}

/// Whether a query holds all pairs of another.
pub(super) fn has_all(query: &str, expected: &str) -> bool {
    let mut expected = expected.split('&').filter(|pair| !pair.is_empty());
    expected.all(|pair| query.split('&').any(|sent| sent == pair))
}

enum Part<'a> {
    Text(&'a str),
    /// One segment's text.
    Any,
}

fn parts<'a>(template: &'a str, values: &'a [(&str, String)]) -> Vec<Part<'a>> {
    let (mut parts, mut rest) = (Vec::new(), template);
    while let Some((before, name_and_after)) = rest.split_once('{') {
        let (name, after) = name_and_after.split_once('}').unwrap_or_default();
        let value = values.iter().rev().find(|(known, _)| *known == name);
        parts.push(Part::Text(before));
        parts.push(value.map_or(Part::Any, |(_, value)| Part::Text(value)));
        rest = after;
    }
    parts.push(Part::Text(rest));
    parts
}

fn parts_match(parts: &[Part<'_>], path: &str) -> bool {
    match parts {
        [] => path.is_empty(),
        [Part::Text(text), rest @ ..] => path
            .strip_prefix(text)
            .is_some_and(|path| parts_match(rest, path)),
        [Part::Any, rest @ ..] => {
            let segment = path.find('/').unwrap_or(path.len());
            let mut ends = path.char_indices().map(|(at, c)| at + c.len_utf8());
            ends.any(|end| end <= segment && parts_match(rest, &path[end..]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_takes_one_segment_per_name() {
        for (template, path, expected) in [
            ("/v1.0/users/{id}/tokens/", "/v1.0/users/u/tokens/", true),
            ("/v1.0/users/{id}/tokens/", "/v1.0/users/a/b/tokens/", false),
            ("/v1.0/users/{id}/tokens/", "/v1.0/users//tokens/", false),
            ("/v1.0/users/{id}/tokens/", "/v1x0/users/u/tokens/", false),
            ("/a/{x}.{y}", "/a/b.c.d", true),
            ("/a/{x}.{y}", "/a/b.", false),
            ("/a/{x}", "/a/ä%2Fb", true),
            ("/a", "/a/", false),
        ] {
            assert_eq!(is_of(template, &[], path, ""), expected, "{template} {path}");
        }
    }

    #[test]
    fn a_value_that_it_must_have_is_the_last_one_said() {
        let values = [("y", "old".to_owned()), ("y", "a%2Fb".to_owned())];
        assert!(is_of("/a/{x}.{y}", &values, "/a/z.a%2Fb", ""));
        assert!(!is_of("/a/{x}.{y}", &values, "/a/z.old", ""));
    }

    #[test]
    fn a_query_in_the_template_is_part_of_it() {
        assert!(is_of("/a?b=c&d", &[], "/a", "x=1&d&b=c"));
        assert!(!is_of("/a?b=c&d", &[], "/a", "b=c"));
    }
}
