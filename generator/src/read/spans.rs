//! A JSON pointer into a description → the line of the page on which that stands, as near as the page's text shows it.
//!
//! The parsers of YAML and JSON do not keep where a value came from, and a pointer may lead to what reading or lifting made.
//! So the text is walked down: in JSON from bracket to bracket, in YAML from key to key of a deeper indentation. The walk ends
//! where the text has no such key, and the line where it ended is that of the nearest thing that the page does say. What lifting moves
//! is looked for where older versions have it, too; the walk that leads furthest is taken.

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
    let find = |steps: Vec<Step>| match opening {
        Some(at) if lines[at].trim_start().starts_with('{') => in_json(&lines, &steps),
        Some(_) => in_yaml(&lines, &steps),
        None => None,
    };
    let mut best: Option<Found> = None;
    for steps in spellings(&tokens) {
        let asked = steps.len();
        let found = find(steps);
        if found.is_some_and(|found| best.is_none_or(|best| found.steps > best.steps)) {
            best = found;
        }
        if best.is_some_and(|best| best.steps == asked) {
            break;
        }
    }
    best.map_or(from, |best| first + best.line)
}

/// One step down a description.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// To a key, or to the item of an index.
    To(String),
    /// To the item of a list that has a key of a value.
    Having(&'static str, String),
}

/// Where a walk ended.
#[derive(Debug, Clone, Copy)]
struct Found {
    line: usize,
    /// How many steps it took.
    steps: usize,
}

/// The ways in which versions of OpenAPI lead to what a pointer into the canonical document does.
fn spellings(tokens: &[String]) -> Vec<Vec<Step>> {
    let plain: Vec<Step> = tokens.iter().cloned().map(Step::To).collect();
    let mut all = vec![plain];
    all.extend(in_swagger(tokens));
    let singular: Vec<_> = all.iter().filter_map(|steps| of_one_example(steps)).collect();
    all.extend(singular);
    let of_parameters: Vec<_> = all.iter().filter_map(|steps| of_extension(steps)).collect();
    all.extend(of_parameters);
    all
}

fn to(keys: &[&str]) -> Vec<Step> {
    keys.iter().map(|key| Step::To((*key).to_owned())).collect()
}

/// Where a page has an example that lifting put into a list, or under a name.
fn of_one_example(steps: &[Step]) -> Option<Vec<Step>> {
    let at = steps
        .iter()
        .position(|step| *step == Step::To("examples".to_owned()))?;
    let rest = steps.get(at + 2..)?;
    Some([&steps[..at], &to(&["example"]), rest].concat())
}

/// Where a parameter of Swagger 2.0 has an example.
fn of_extension(steps: &[Step]) -> Option<Vec<Step>> {
    let at = steps
        .iter()
        .position(|step| *step == Step::To("example".to_owned()))?;
    Some([&steps[..at], &to(&["x-example"]), &steps[at + 1..]].concat())
}

/// Where Swagger 2.0 has it: a body and the fields of a form are parameters, and what has a type needs no `schema`.
fn in_swagger(tokens: &[String]) -> Vec<Vec<Step>> {
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let has = |key, value: &str| vec![Step::Having(key, value.to_owned())];
    let ways = match tokens.as_slice() {
        ["components", section, rest @ ..] => {
            let section = match *section {
                "schemas" => "definitions",
                "securitySchemes" => "securityDefinitions",
                section => section,
            };
            vec![[to(&[section]), to(rest)]]
        }
        [paths, path, method, "requestBody", "content", _, rest @ ..] => {
            let parameters = to(&[paths, path, method, "parameters"]);
            let body = [has("in", "body"), to(rest)].concat();
            let mut ways = vec![[parameters.clone(), body]];
            if let ["schema", "properties", name, rest @ ..] = rest {
                ways.push([parameters, [has("name", name), to(rest)].concat()]);
            }
            ways
        }
        [paths, path, method, "responses", status, "content", _, rest @ ..] => {
            vec![[to(&[paths, path, method, "responses", status]), to(rest)]]
        }
        [paths, path, rest @ ..] if rest.contains(&"parameters") => {
            let rest: Vec<&str> = rest.iter().copied().filter(|token| *token != "schema").collect();
            vec![[to(&[paths, path]), to(&rest)]]
        }
        _ => return Vec::new(),
    };
    ways.into_iter().map(|way| way.concat()).collect()
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

/// Walks down block YAML; `None` where not even the first step can be taken.
fn in_yaml(lines: &[&str], steps: &[Step]) -> Option<Found> {
    // The text of a line with as many blanks as stand before it: an item's dash counts as one.
    let mut region = 0..lines.len();
    let mut dashed: Option<usize> = None;
    let mut found = None;
    for (taken, step) in steps.iter().enumerate() {
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
                    match step {
                        Step::To(token) => token.parse() == Ok(number - 1),
                        Step::Having(name, value) => {
                            let rest = (at + 1..region.end).map(|at| lines[at]);
                            let own = rest.take_while(|line| !is_said(line) || indent(line) > level);
                            let mut own = std::iter::once(lines[at]).chain(own);
                            own.any(|line| says(line, name, value))
                        }
                    }
                }
            } else {
                matches!(step, Step::To(token) if key(line).is_some_and(|key| key == *token))
            };
            if is_it {
                next = Some(at);
            }
        }
        let Some(at) = next else { break };
        found = Some(Found {
            line: at,
            steps: taken + 1,
        });
        region.start = if is_list { at } else { at + 1 };
        dashed = is_list.then_some(at);
    }
    found
}

/// Whether a line has a key of a value, as an item's own line, or all of an item that stands on one.
fn says(line: &str, key: &str, value: &str) -> bool {
    let line = line.replace(['"', '\''], "");
    let parts = line.split(['{', '}', ',']);
    let mut parts = parts.map(|part| part.trim().trim_start_matches("- "));
    parts.any(|part| {
        part.split_once(':')
            .is_some_and(|(k, v)| k == key && v.trim() == value)
    })
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

/// Walks down JSON; `None` where not even the first step can be taken.
fn in_json(lines: &[&str], steps: &[Step]) -> Option<Found> {
    let text = lines.join("\n");
    let mut at = text.find('{')?;
    let mut found = None;
    for (taken, step) in steps.iter().enumerate() {
        let Some(member) = member(text.as_bytes(), at, step) else {
            break;
        };
        found = Some((member.0, taken + 1));
        at = member.1;
    }
    found.map(|(at, steps)| Found {
        line: text[..at].matches('\n').count(),
        steps,
    })
}

/// Where the member of the object or list that opens at `at` begins, and its value.
fn member(text: &[u8], at: usize, step: &Step) -> Option<(usize, usize)> {
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
            match step {
                Step::To(token) => token.parse() == Ok(number - 1),
                Step::Having(name, wanted) => {
                    let item = text.get(at..value(text, at)?)?;
                    let item: serde_json::Value = serde_json::from_slice(item).ok()?;
                    item.get(name).and_then(serde_json::Value::as_str) == Some(wanted)
                }
            }
        } else {
            let end = string(text, at)?;
            let key = serde_json::from_slice::<String>(text.get(at..end)?).ok()?;
            at = blanks(text, blanks(text, end) + 1);
            matches!(step, Step::To(token) if key == *token)
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
    fn what_lifting_moves_is_found_where_older_versions_have_it() {
        let page = "swagger: '2.0'\npaths:\n  /a:\n    post:\n      parameters:\n        - {name: q, in: query, type: integer}\n        \
                    - name: order\n          in: body\n          schema:\n            example:\n              kind: 5\n      \
                    responses:\n        '200':\n          schema:\n            type: object\n    put:\n      parameters:\n        \
                    - name: color\n          in: formData\n          type: string\n          default: red\n";
        let body = "requestBody/content/application~1json/schema";
        check(
            page,
            1,
            &[
                ("/paths/~1a/post/parameters/0/schema/type", 6),
                (&format!("/paths/~1a/post/{body}"), 9),
                (&format!("/paths/~1a/post/{body}/examples/0/kind"), 11),
                ("/paths/~1a/post/responses/200/content/text~1xml/schema/type", 15),
                (&format!("/paths/~1a/put/{body}/properties/color/default"), 21),
            ],
        );
        let page = "{\"paths\": {\"/a\": {\"post\": {\"parameters\": [\n{\"in\": \"path\"},\n{\"in\": \"body\",\n\"schema\": \
                    {\n\"example\": 5}}]}}}}\n";
        check(page, 1, &[(&format!("/paths/~1a/post/{body}/examples/0"), 5)]);
    }

    #[test]
    fn what_is_neither_stands_where_it_begins() {
        check("<html>\n<script>\n", 2, &[("/paths", 2)]);
        check("", 1, &[("/paths", 1)]);
        check("a\n", 9, &[("/paths", 9)]);
    }
}
