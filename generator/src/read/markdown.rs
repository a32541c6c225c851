//! A Markdown page → its fences that hold an API description, each with the title and the summary above it.
//!
//! ```text
//! PAGE   := { … ["# " TITLE] ["> " SUMMARY { SUMMARY-LINE }] … FENCE }     SUMMARY-LINE: unquoted prose
//! FENCE  := "```" … INFO NL BODY "```" …                                   CommonMark 4.5; four backticks as a rule
//! INFO   := ("yaml" | "yml" | "json") [HEADER]
//! HEADER := [SPEC] METHOD PATH                                             SPEC: the file or URL the body comes from
//! ```
//!
//! The page around the fences is MDX, which no Markdown parser reads whole (components, attributes with code); fences
//! and headings are lines of their own, so lines are what is read here.

use crate::{Error, Place, Result, Stage};

/// A fenced block of the page that may hold an API description.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fence<'a> {
    /// Line of the opening fence, from 1; the body starts on the next.
    pub(super) line: usize,
    /// METHOD (lower case) and PATH of the header.
    pub(super) operation: Option<(String, &'a str)>,
    /// What the fence holds.
    pub(super) body: &'a str,
    /// The nearest `# Title` above, since the last fence.
    pub(super) title: Option<&'a str>,
    /// The `> summary` below that title.
    pub(super) summary: Option<String>,
}

/// All fences of the page that hold an API description: those with a METHOD PATH header, and those whose first line
/// is a key that only a description starts with. When there is none, the page's YAML and JSON fences, so that what
/// is wrong with them can be told.
///
/// # Errors
///
/// Such a fence that is never closed.
pub(super) fn fences<'a>(file: &str, text: &'a str) -> Result<Vec<Fence<'a>>> {
    let lines = Lines::new(text);
    let mut described = Vec::new();
    let mut others = Vec::new();
    let (mut title, mut summary) = (None, None);
    // The shortest fence of backticks and of tildes that is known not to be closed below: none as long is, either.
    let mut unclosed = [usize::MAX; 2];
    let mut at = 0;
    while at < lines.count() {
        let line = lines.get(at);
        if let Some(heading) = line.strip_prefix("# ") {
            // Generators print a missing title as `null`; a line of this form is an address, not a title.
            let heading = heading.trim();
            if !heading.starts_with("Source: ") {
                title = Some(heading).filter(|heading| !heading.is_empty() && *heading != "null");
                summary = None;
            }
        } else if title.is_some() && summary.is_none() && line.starts_with("> ") {
            summary = Some(lines.prose(at));
        } else if let Some(opening) = Opening::of(line) {
            let operation = operation(opening.info);
            let shortest = &mut unclosed[usize::from(opening.mark.starts_with('~'))];
            let mut below = if opening.mark.len() < *shortest {
                at + 1..lines.count()
            } else {
                0..0
            };
            match below.find(|&end| opening.is_closed_by(lines.get(end))) {
                Some(end) => {
                    let body = lines.between(at + 1, end);
                    let is_description = operation.is_some() || starts_like_a_description(body);
                    let mut fence = Fence {
                        line: at + 1,
                        operation,
                        body,
                        title: None,
                        summary: None,
                    };
                    if is_description {
                        (fence.title, fence.summary) = (title.take(), summary.take());
                        described.push(fence);
                    } else if opening.is_data() {
                        others.push(fence);
                    }
                    at = end;
                }
                None if operation.is_some() => {
                    return Err(Error::new(
                        Stage::Read,
                        Place::file(file).at(at + 1, 1),
                        "the fence that opens here is never closed",
                        "fetch the page again: it seems to be cut off",
                    ));
                }
                // A stray fence of some sample: prose.
                None => *shortest = opening.mark.len().min(*shortest),
            }
        }
        at += 1;
    }
    Ok(if described.is_empty() { others } else { described })
}

/// The first line of a fence.
struct Opening<'a> {
    mark: &'a str,
    info: &'a str,
}

impl<'a> Opening<'a> {
    fn of(line: &'a str) -> Option<Self> {
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

    fn is_closed_by(&self, line: &str) -> bool {
        let unindented = line.trim_start_matches(' ');
        line.len() - unindented.len() <= 3
            && unindented.starts_with(self.mark)
            && unindented
                .trim_end()
                .trim_start_matches(&self.mark[..1])
                .is_empty()
    }

    fn is_data(&self) -> bool {
        let language = self.info.split_whitespace().next().unwrap_or_default();
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| language.eq_ignore_ascii_case(known))
    }
}

/// METHOD and PATH of an info string, read from the right because SPEC may be missing.
fn operation(info: &str) -> Option<(String, &str)> {
    const METHODS: [&str; 9] = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace", "webhook",
    ];
    let mut words = info.split_whitespace().rev();
    let (path, method) = (words.next()?, words.next()?.to_ascii_lowercase());
    words.next()?; // the language
    METHODS.contains(&method.as_str()).then_some((method, path))
}

fn starts_like_a_description(body: &str) -> bool {
    let first = body
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with(['#', '-']));
    first.is_some_and(|line| {
        ["openapi:", "swagger:", "paths:"]
            .iter()
            .any(|key| line.starts_with(key))
    }) || body.trim_start().strip_prefix('{').is_some_and(|rest| {
        ["\"openapi\"", "\"swagger\""]
            .iter()
            .any(|key| rest.trim_start().starts_with(key))
    })
}

/// A text by lines that remembers where each starts.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    fn count(&self) -> usize {
        self.starts.len()
    }

    fn get(&self, index: usize) -> &'a str {
        self.between(index, index + 1).trim_end_matches(['\r', '\n'])
    }

    /// The text from line `from` up to line `to`, from 0.
    fn between(&self, from: usize, to: usize) -> &'a str {
        let end = self.starts.get(to).copied().unwrap_or(self.text.len());
        &self.text[self.starts[from]..end]
    }

    /// The lines from `from` up to what is not prose (a heading, a rule, a fence, a component), unquoted.
    fn prose(&self, from: usize) -> String {
        let ends = |line: &str| line.starts_with(['#', '<']) || line == "---" || Opening::of(line).is_some();
        let lines = (from..self.count())
            .map(|at| self.get(at))
            .take_while(|line| !ends(line));
        let unquoted: Vec<_> = lines
            .map(|line| line.strip_prefix('>').unwrap_or(line).trim())
            .collect();
        unquoted.join("\n").trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Fence<'_>> {
        fences("page.md", text).unwrap()
    }

    #[test]
    fn a_page_as_documentation_sites_serve_it() {
        let page = "# Source: https://docs.acme.test/x.md\n\n> ## Documentation Index\n> Fetch it\n\n# Create User\n\n\
                    > Creates\na user.\n\nOnce.\n\n<Note>\n```bash\ncurl '# not a title'\n```\n</Note>\n\n## OpenAPI\n\n\
                    ````yaml en/openapi.json POST /users\nopenapi: 3.1.0\n````";
        assert_eq!(
            read(page),
            [Fence {
                line: 21,
                operation: Some(("post".to_owned(), "/users")),
                body: "openapi: 3.1.0\n",
                title: Some("Create User"),
                summary: Some("Creates\na user.\n\nOnce.".to_owned()),
            }]
        );
    }

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
    fn fences_of_any_length_end_at_one_as_long() {
        let page = "~~~~~yaml GET /a\nx: |\n    ~~~~~\n```\n~~~\n~~~~~~  \r\nrest";
        let fences = read(page);
        assert_eq!(fences[0].body, "x: |\n    ~~~~~\n```\n~~~\n");
    }

    #[test]
    fn every_fence_has_the_title_since_the_last_one() {
        let page =
            "# null\n````yaml GET /a\na: 1\n````\n# B\n````yaml GET /b\nb: 1\n````\n````yaml GET /c\n````\n";
        let titles: Vec<_> = read(page)
            .iter()
            .map(|fence| (fence.line, fence.title, fence.body.len()))
            .collect();
        assert_eq!(titles, [(2, None, 5), (6, Some("B"), 5), (9, None, 0)]);
    }

    #[test]
    fn samples_count_only_where_nothing_else_does() {
        let sample = "```yaml\nservices: {}\n```\n";
        assert_eq!(read(sample).len(), 1);
        assert_eq!(
            read(&format!("{sample}```\n{{ \"openapi\": \"3.0.0\" }}\n```\n"))[0].line,
            4
        );
        assert_eq!(read("```python\nopenapi = 1\n```\n"), []);
    }

    #[test]
    fn an_open_fence_is_refused_where_it_opens() {
        let error = fences("page.md", "# T\n\n````yaml GET /a\nopenapi: 3.0.0\n```\n").unwrap_err();
        assert_eq!(error.place, Place::file("page.md").at(3, 1));
        assert_eq!(fences("page.md", "```\nnever closed\n").unwrap(), []);
    }
}
