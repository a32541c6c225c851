//! A JSON pointer into a description → the line of the page on which that stands, as near as the page's text shows it.
//!
//! The parsers of YAML and JSON do not keep where a value came from, and a pointer may lead to what reading or lifting made.
//! So the text is walked down: in JSON from bracket to bracket, in YAML from key to key of a deeper indentation. The walk ends
//! where the text has no such key, and the line where it ended is that of the nearest thing that the page does say.

use std::borrow::Cow;

use crate::pointer;

/// The line, from 1, of what a pointer leads to in the description that begins on line `from` of a page: with its fence, or
/// with its first key.
pub(crate) fn line_of(page: &str, from: usize, pointer: &str) -> usize {
    let from = from.max(1);
    let mut lines: Vec<&str> = page.lines().skip(from - 1).collect();
    let mut first = from;
    if let Some(mark) = lines.first().and_then(|line| fence(line)) {
        let end = lines.iter().skip(1).position(|line| closes(line, mark));
        lines.truncate(end.map_or(lines.len(), |end| end + 1));
        lines.remove(0);
        first += 1;
    }
    let tokens: Vec<String> = pointer::tokens(pointer).collect();
    let opening = lines.iter().position(|line| is_said(line));
    let find = |tokens: &[String]| match opening {
        Some(at) if lines[at].trim_start().starts_with('{') => in_json(&lines, tokens),
        Some(_) => in_yaml(&lines, tokens),
        None => None,
    };
    let found = find(&tokens).or_else(|| find(&in_swagger(&tokens)?));
    found.map_or(from, |at| first + at)
}

/// Where Swagger 2.0 has a component.
fn in_swagger(tokens: &[String]) -> Option<Vec<String>> {
    let [components, section, rest @ ..] = tokens else {
        return None;
    };
    let section = match section.as_str() {
        "schemas" => "definitions",
        "securitySchemes" => "securityDefinitions",
        "parameters" | "responses" => section,
        _ => return None,
    };
    let front = std::iter::once(section.to_owned());
    (components == "components").then(|| front.chain(rest.iter().cloned()).collect())
}

/// The mark of a line that opens a fence.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|c| "`~".contains(*c))?;
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    (length >= 3).then(|| &line[..length])
}

fn closes(line: &str, mark: &str) -> bool {
    line.trim().strip_prefix(mark).is_some_and(|rest| {
        rest.chars().all(|c| mark.starts_with(c)) // longer is closed, too
    })
}

/// Whether a line of YAML says something: it is no blank, no comment and no mark of a document's start.
fn is_said(line: &str) -> bool {
    let text = line.trim();
    !text.is_empty() && !text.starts_with('#') && text != "---"
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Walks down block YAML; `None` where not even the first token is there.
fn in_yaml(lines: &[&str], tokens: &[String]) -> Option<usize> {
    // The text of a line with as many blanks as stand before it: an item's dash counts as one.
    let mut region = 0..lines.len();
    let mut dashed: Option<usize> = None;
    let mut found = None;
    for token in tokens {
        let text = |at: usize| -> Cow<'_, str> {
            match dashed {
                Some(item) if item == at => Cow::Owned(lines[at].replacen("- ", "  ", 1)),
                _ => Cow::Borrowed(lines[at]),
            }
        };
        let Some(first) = region.clone().find(|&at| is_said(&text(at))) else {
            break;
        };
        let level = indent(&text(first));
        let is_list = text(first).trim_start().starts_with("- ") || text(first).trim() == "-";
        let mut next = None;
        let mut number = 0_usize;
        for at in region.clone().skip(first - region.start) {
            let line = text(at);
            if !is_said(&line) || indent(&line) != level {
                continue;
            }
            let line = line.trim_start();
            let is_item = line.starts_with("- ") || line.trim_end() == "-";
            if next.is_some() && is_item == is_list {
                region.end = at;
                break;
            }
            let is_it = if is_list {
                is_item && {
                    number += 1;
                    token.parse() == Ok(number - 1)
                }
            } else {
                key(line).is_some_and(|key| key == *token)
            };
            if is_it {
                next = Some(at);
            }
        }
        let Some(at) = next else { break };
        found = Some(at);
        region.start = if is_list { at } else { at + 1 };
        dashed = is_list.then_some(at);
    }
    found
}

/// The key that a line begins with, unquoted.
fn key(line: &str) -> Option<Cow<'_, str>> {
    for quote in ['\'', '"'] {
        if let Some(rest) = line.strip_prefix(quote) {
            let (key, after) = rest.split_once(quote)?;
            return after.trim_start().starts_with(':').then_some(Cow::Borrowed(key));
        }
    }
    let (key, after) = line.split_once(':')?;
    // A key may hold colons, as that of a path does: it ends before a blank.
    if after.is_empty() || after.starts_with(char::is_whitespace) {
        return Some(Cow::Borrowed(key));
    }
    let end = line
        .find(": ")
        .or_else(|| line.trim_end().strip_suffix(':').map(str::len))?;
    Some(Cow::Borrowed(&line[..end]))
}

/// Walks down JSON; `None` where not even the first token is there.
fn in_json(lines: &[&str], tokens: &[String]) -> Option<usize> {
    let text = lines.join("\n");
    let mut at = text.find('{')?;
    let mut found = None;
    for token in tokens {
        let Some(member) = member(text.as_bytes(), at, token) else {
            break;
        };
        found = Some(member.0);
        at = member.1;
    }
    found.map(|at| text[..at].matches('\n').count())
}

/// Where the member of the object or list that opens at `at` begins, and its value.
fn member(text: &[u8], at: usize, token: &str) -> Option<(usize, usize)> {
    let is_list = match text.get(at)? {
        b'{' => false,
        b'[' => true,
        _ => return None,
    };
    let mut at = blanks(text, at + 1);
    let mut number = 0_usize;
    while !matches!(text.get(at)?, b'}' | b']') {
        let begins = at;
        let is_it = if is_list {
            number += 1;
            token.parse() == Ok(number - 1)
        } else {
            let end = string(text, at)?;
            let key = serde_json::from_slice::<String>(text.get(at..end)?).ok()?;
            at = blanks(text, blanks(text, end) + 1);
            key == token
        };
        if is_it {
            return Some((begins, at));
        }
        at = blanks(text, value(text, at)?);
        if text.get(at)? == &b',' {
            at = blanks(text, at + 1);
        }
    }
    None
}

fn blanks(text: &[u8], mut at: usize) -> usize {
    while text.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// The end of a string.
fn string(text: &[u8], at: usize) -> Option<usize> {
    let mut end = at + 1;
    (text.get(at)? == &b'"').then_some(())?;
    while text.get(end)? != &b'"' {
        end += if text[end] == b'\\' { 2 } else { 1 };
    }
    Some(end + 1)
}

/// The end of a value.
fn value(text: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match text.get(at)? {
            b'"' => at = string(text, at)?,
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                at += 1;
            }
            _ if depth == 0 => {
                // A number or a word ends where the object or list goes on.
                while text.get(at).is_some_and(|byte| !b",]}".contains(byte)) {
                    at += 1;
                }
                return Some(at);
            }
            _ => at += 1,
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::line_of;

    #[track_caller]
    fn check(page: &str, from: usize, expected: &[(&str, usize)]) {
        for (pointer, line) in expected {
            assert_eq!(line_of(page, from, pointer), *line, "{pointer}");
        }
    }

    #[test]
    fn yaml_is_walked_down_by_its_keys() {
        let page = "# Make\n\n````yaml post /a/{b}\nopenapi: 3.0.0\npaths:\n  /a/{b}:\n    post:\n      description: |\n        \
                    responses:\n      parameters:\n        - name: b\n          in: path\n        - in: query\n          \
                    name: c\n      responses:\n        '200':\n          description: ok\n        \"404\": {description: none}\n\
                    components:\n  schemas:\n    A: {type: string}\n    B:\n      required:\n      - x\n      - y\n      type: \
                    object\n````\n";
        let op = "/paths/~1a~1{b}/post";
        check(
            page,
            3,
            &[
                ("", 3),
                ("/nothing", 3),
                ("/paths", 5),
                (op, 7),
                (&format!("{op}/parameters/0"), 11),
                (&format!("{op}/parameters/0/in"), 12),
                (&format!("{op}/parameters/1/in"), 13),
                (&format!("{op}/parameters/1/name"), 14),
                (&format!("{op}/parameters/7"), 10),
                (&format!("{op}/responses"), 15),
                (&format!("{op}/responses/200/description"), 17),
                (&format!("{op}/responses/404/description"), 18),
                (&format!("{op}/requestBody"), 7),
                ("/components/schemas/A/type", 21),
                ("/components/schemas/B/required/1", 25),
                ("/components/schemas/B/type", 26),
            ],
        );
    }

    #[test]
    fn json_is_walked_down_by_its_brackets() {
        let page = "{\n  \"openapi\": \"3.0.0\",\n  \"x\": [1, \"}\\\"\", {\n    \"a\": true}],\n  \"paths\": {\n    \"/a\": {\n      \
                    \"get\": {\"responses\": {\n        \"200\": {}}}\n    }\n  }\n}\n";
        check(
            page,
            1,
            &[
                ("", 1),
                ("/openapi", 2),
                ("/x/2/a", 4),
                ("/x/3", 3),
                ("/paths/~1a/get", 7),
                ("/paths/~1a/get/responses/200", 8),
                ("/paths/~1b", 5),
            ],
        );
        check(
            "# A\n\n```json\n{\"paths\": {\"/a\": {}}}\n```\n",
            3,
            &[("/paths/~1a", 4), ("/y", 3)],
        );
        check("{\"a\": {\"b\"", 1, &[("/a/b", 1)]);
    }

    #[test]
    fn what_is_neither_stands_where_it_begins() {
        check("<html>\n<script>\n", 2, &[("/paths", 2)]);
        check("", 1, &[("/paths", 1)]);
        check("a\n", 9, &[("/paths", 9)]);
    }
}
