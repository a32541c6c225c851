//! The first line of a fence (CommonMark, section 4.5), and what its info string says.

use crate::openapi::{METHODS, is_sent};

/// The first line of a fence.
pub(super) struct Opening<'a> {
    pub(super) mark: &'a str,
    pub(super) info: &'a str,
}

impl<'a> Opening<'a> {
    pub(super) fn of(line: &'a str) -> Option<Self> {
        let unindented = line.trim_start_matches(' ');
        let mark_char = unindented.chars().next().filter(|c| "`~".contains(*c))?;
        let info = unindented.trim_start_matches(mark_char);
        let mark = &unindented[..unindented.len() - info.len()];
        let is_fence = line.len() - unindented.len() <= 3 && mark.len() >= 3 && !info.contains('`');
        is_fence.then(|| Self {
            mark,
            info: info.trim(),
        })
    }

    pub(super) fn is_closed_by(&self, line: &str) -> bool {
        let unindented = line.trim_start_matches(' ');
        line.len() - unindented.len() <= 3
            && unindented.starts_with(self.mark)
            && unindented
                .trim_end()
                .trim_start_matches(&self.mark[..1])
                .is_empty()
    }

    /// Whether it announces YAML or JSON.
    pub(super) fn is_data(&self) -> bool {
        let language = self.info.split_whitespace().next().unwrap_or_default();
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| language.eq_ignore_ascii_case(known))
    }
}

/// METHOD and PATH of an info string, read from the right because SPEC may be missing.
pub(super) fn operation(info: &str) -> Option<(String, &str)> {
    let mut words = info.split_whitespace().rev();
    let (path, method) = (words.next()?, words.next()?.to_ascii_lowercase());
    words.next()?; // the language
    (method == "webhook" || METHODS.contains(&method.as_str())).then_some((method, path))
}

/// SPEC of an info string that ends with METHOD and PATH.
pub(super) fn spec(info: &str) -> Option<&str> {
    let words: Vec<&str> = info.split_whitespace().collect();
    match words.as_slice() {
        [_language, spec, _method, _path] => Some(spec.trim_start_matches("./").trim_start_matches('/')),
        _ => None,
    }
}

/// METHOD in capitals and what follows it, of a line that holds nothing else.
pub(in crate::read) fn request_line(line: &str) -> Option<(&str, &str)> {
    let (method, target) = line.trim_end().split_once(' ')?;
    (is_sent(method) && !target.contains(char::is_whitespace) && target.contains('/'))
        .then_some((method, target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_with_and_without_a_spec() {
        for (info, expected) in [
            ("yaml GET /a", Some(("get", "/a"))),
            ("yaml openapi.json delete /a/{b}", Some(("delete", "/a/{b}"))),
            ("yaml https://api.acme.test/spec PATCH /a", Some(("patch", "/a"))),
            (
                "json /spec.json webhook orderCreated",
                Some(("webhook", "orderCreated")),
            ),
            ("yaml", None),
            ("post /a", None),
            ("yaml title here", None),
        ] {
            let expected = expected.map(|(method, path)| (method.to_owned(), path));
            assert_eq!(operation(info), expected, "{info}");
        }
    }

    #[test]
    fn a_request_line_is_a_method_and_its_target() {
        assert_eq!(
            request_line("GET https://a.test/b\r"),
            Some(("GET", "https://a.test/b"))
        );
        for line in ["get /a", "GET", "GET /a HTTP/1.1", "GETS /a", "POST a", ""] {
            assert_eq!(request_line(line), None, "{line}");
        }
    }
}
