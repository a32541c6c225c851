//! Front matter → apart from the page: the YAML mapping between two lines `---` above a Markdown page.
//!
//! ```text
//! PAGE   := { LABEL } "---" NL { KEY ":" … NL } "---" NL BODY        LABEL: blank, "# Source: …", "> Source: …", "<!-- … -->"
//! ```
//!
//! It is about the page (title, icon, index) and may name the operation (`openapi: GET /widgets`), but it is never an API
//! description, although it may begin like one. A YAML document between such lines is no front matter: it says a version.

use std::borrow::Cow;

use super::root_lines;

/// A page and the front matter above it.
pub(super) struct PageText<'a> {
    /// The page with blank lines where its front matter stood, so that every line keeps its number.
    pub(super) text: Cow<'a, str>,
    /// What was taken out, and the line of the file that it starts on.
    pub(super) matter: Option<(&'a str, usize)>,
}

/// Takes the front matter off a page.
pub(super) fn split(text: &str) -> PageText<'_> {
    let whole = PageText {
        text: Cow::Borrowed(text),
        matter: None,
    };
    let mut start = 0;
    let mut line = 1;
    let mut rest = text.split_inclusive('\n');
    let opening = rest.by_ref().find(|whole| {
        let is_label = is_label(whole);
        if is_label {
            start += whole.len();
            line += 1;
        }
        !is_label
    });
    let Some(opening) = opening.filter(|line| line.trim_end() == "---") else {
        return whole;
    };
    let from = start + opening.len();
    let mut to = from;
    for closing in rest {
        if closing.trim_end() != "---" {
            to += closing.len();
            continue;
        }
        let matter = &text[from..to];
        if !is_mapping(matter) || root_lines::says_version(matter) {
            return whole;
        }
        let blank = "\n".repeat(matter.matches('\n').count() + 2);
        return PageText {
            text: Cow::Owned([&text[..start], &blank, &text[to + closing.len()..]].concat()),
            matter: Some((matter, line + 1)),
        };
    }
    whole
}

/// Lines that tools put above a page that they saved.
fn is_label(line: &str) -> bool {
    let line = line.trim();
    line.is_empty()
        || line.starts_with("# Source: ")
        || line.starts_with("> Source: ")
        || (line.starts_with("<!--") && line.ends_with("-->"))
}

/// Whether a text begins as a mapping does: prose between two rules does not.
fn is_mapping(matter: &str) -> bool {
    let mut lines = matter
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.next().is_none_or(|line| root_lines::key_of(line).is_some())
}

/// The value of a key of the front matter, where it stands in one line; unquoted.
pub(super) fn value<'a>(matter: &'a str, key: &str) -> Option<&'a str> {
    let value = matter
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?
        .trim();
    let unquoted = ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    Some(unquoted.unwrap_or(value)).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_taken_off_and_every_line_keeps_its_number() {
        let page = split(
            "# Source: https://docs.acme.test/a.md\n\n---\ntitle: \"A\"\nopenapi: 'GET /a'\n---\r\n# A\r\n",
        );
        assert_eq!(
            page.text,
            "# Source: https://docs.acme.test/a.md\n\n\n\n\n\n# A\r\n"
        );
        let (matter, line) = page.matter.unwrap();
        assert_eq!((matter, line), ("title: \"A\"\nopenapi: 'GET /a'\n", 4));
        assert_eq!(value(matter, "openapi"), Some("GET /a"));
        assert_eq!(value(matter, "title"), Some("A"));
        assert_eq!(value(matter, "icon"), None);
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        for text in [
            "---\nopenapi: 3.1.0\npaths: {}\n---\n",
            "---\nswagger: '2.0'\n---\nmore\n",
            "---\nSome prose.\n---\n",
            "---\ntitle: never closed\n",
            "# A\n---\ntitle: B\n---\n",
            "--- \nx",
            "",
        ] {
            let page = split(text);
            assert_eq!(page.text, text);
            assert!(page.matter.is_none(), "{text}");
        }
        assert_eq!(split("---\n---\nx\n").text, "\n\nx\n");
        assert_eq!(split("---\nopenapi: get /a\n---").text, "\n\n\n");
    }
}
