//! Text → operations with their sections and items.

use crate::openapi::METHODS;
use crate::{Error, Place, Result, Stage};

/// An operation of the page.
pub(super) struct PageOperation<'a> {
    pub(super) line: usize,
    pub(super) title: &'a str,
    pub(super) description: String,
    /// Lower case.
    pub(super) method: String,
    /// A path, or a webhook's name.
    pub(super) path: &'a str,
    pub(super) version: Option<&'a str>,
    pub(super) security: Option<&'a str>,
    pub(super) is_deprecated: bool,
    pub(super) sections: Vec<Section<'a>>,
}

/// A list of items.
pub(super) struct Section<'a> {
    pub(super) line: usize,
    pub(super) kind: SectionKind<'a>,
    pub(super) items: Vec<Item<'a>>,
}

pub(super) enum SectionKind<'a> {
    /// `path`, `query`, `header` or `cookie`.
    Parameters(&'static str),
    /// A media type.
    Request(&'a str),
    /// A status, and the media type of its content.
    Response(&'a str, Option<&'a str>),
}

/// A parameter or a field.
pub(super) struct Item<'a> {
    pub(super) line: usize,
    pub(super) name: &'a str,
    pub(super) types: Vec<&'a str>,
    pub(super) is_required: bool,
    pub(super) description: String,
    pub(super) values: Option<&'a str>,
    pub(super) example: Option<&'a str>,
    pub(super) default: Option<&'a str>,
}

const TYPES: [&str; 8] = [
    "string", "integer", "number", "boolean", "object", "array", "null", "any",
];

/// Method and path of the line that names the endpoint.
pub(super) fn endpoint(line: &str) -> Option<(&str, &str)> {
    let (method, path) = line.strip_prefix("Endpoint: ")?.trim_end().split_once(' ')?;
    let is_method = METHODS.contains(&method.to_ascii_lowercase().as_str());
    (is_method && !path.trim().is_empty()).then(|| (method, path.trim()))
}

/// Takes a page apart.
pub(super) fn operations<'a>(file: &str, text: &'a str) -> Result<Vec<PageOperation<'a>>> {
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<usize> = (0..lines.len())
        .filter(|&at| endpoint(lines[at]).is_some())
        .collect();
    // Each operation begins at the title above its endpoint.
    let mut titles = Vec::new();
    for (index, &start) in starts.iter().enumerate() {
        let from = index.checked_sub(1).map_or(0, |before| starts[before] + 1);
        let title = (from..start).rev().find(|&at| lines[at].starts_with("# "));
        titles.push(title.unwrap_or(start));
    }
    let mut operations = Vec::new();
    for (index, &start) in starts.iter().enumerate() {
        let end = titles.get(index + 1).copied().unwrap_or(lines.len());
        let (method, path) = endpoint(lines[start]).unwrap_or_default();
        let mut operation = PageOperation {
            line: start + 1,
            title: lines[titles[index]].strip_prefix("# ").unwrap_or_default().trim(),
            description: lines
                .get(titles[index] + 1..start)
                .unwrap_or_default()
                .join("\n")
                .trim()
                .to_owned(),
            method: method.to_ascii_lowercase(),
            path,
            version: None,
            security: None,
            is_deprecated: false,
            sections: Vec::new(),
        };
        let mut reader = Reader {
            file,
            lines: &lines,
            at: start + 1,
            end,
        };
        reader.heading(&mut operation)?;
        while reader.at < reader.end {
            let section = reader.section()?;
            operation.sections.push(section);
        }
        operations.push(operation);
    }
    Ok(operations)
}

struct Reader<'a, 'f> {
    file: &'f str,
    lines: &'f [&'a str],
    at: usize,
    end: usize,
}

impl<'a> Reader<'a, '_> {
    /// What stands between the endpoint and the first section.
    fn heading(&mut self, operation: &mut PageOperation<'a>) -> Result<()> {
        while self.at < self.end && !self.lines[self.at].starts_with("## ") {
            let line = self.lines[self.at].trim();
            let (key, value) = line.split_once(':').unwrap_or((line, ""));
            match (key, value.trim()) {
                ("", _) => {}
                ("Version", value) => operation.version = Some(value),
                ("Security", value) => operation.security = Some(value),
                ("Deprecated", value) => operation.is_deprecated = value != "false",
                _ => return Err(self.unknown("a line below the endpoint")),
            }
            self.at += 1;
        }
        Ok(())
    }

    fn section(&mut self) -> Result<Section<'a>> {
        let kind = section(self.lines[self.at]).ok_or_else(|| self.unknown("a section"))?;
        let mut section = Section {
            line: self.at + 1,
            kind,
            items: Vec::new(),
        };
        self.at += 1;
        while self.at < self.end && !self.lines[self.at].starts_with("## ") {
            let line = self.lines[self.at];
            if let Some(item) = item(line, self.at + 1) {
                section.items.push(item);
            } else if is_item(line) {
                return Err(self.unknown("an item"));
            } else if let Some(item) = section.items.last_mut() {
                detail(item, line);
            } else if !line.trim().is_empty() {
                return Err(self.unknown("a line above the first item"));
            }
            self.at += 1;
        }
        // Whatever was cut off ends the page.
        if self.at == self.lines.len()
            && let Some(item) = section.items.last()
            && let Some(value) = item.example.filter(|value| is_cut(value))
        {
            return Err(error(
                self.file,
                self.at,
                format!(
                    "the page ends within the value `{}`",
                    value.chars().take(40).collect::<String>()
                ),
                "fetch the page again: it seems to be cut off",
            ));
        }
        for item in &mut section.items {
            item.description.truncate(item.description.trim_end().len());
        }
        Ok(section)
    }

    fn unknown(&self, what: &str) -> Error {
        let line: String = self.lines[self.at].trim().chars().take(60).collect();
        error(
            self.file,
            self.at + 1,
            format!("{what} that cannot be read: `{line}`"),
            "fetch the page again: it may be cut off; or bring the description that it is made from",
        )
    }
}

/// An error at a line.
pub(super) fn error(file: &str, line: usize, problem: String, remedy: &str) -> Error {
    Error::new(Stage::Read, Place::file(file).at(line, 1), problem, remedy)
}

/// Whether a value is the beginning of JSON.
fn is_cut(value: &str) -> bool {
    let is_open = value.starts_with(['"', '{', '[']);
    is_open && serde_json::from_str::<serde_json::Value>(value).is_err_and(|error| error.is_eof())
}

fn section(line: &str) -> Option<SectionKind<'_>> {
    let heading = line.strip_prefix("## ")?.trim_end();
    for (label, place) in [
        ("Path parameters:", "path"),
        ("Query parameters:", "query"),
        ("Header parameters:", "header"),
        ("Cookie parameters:", "cookie"),
    ] {
        if heading == label {
            return Some(SectionKind::Parameters(place));
        }
    }
    let media = |rest: &'_ str| -> Option<usize> {
        let media = rest.strip_prefix(" (")?.strip_suffix("):")?;
        (!media.is_empty()).then_some(media.len())
    };
    let within = |rest: &'_ str| -> Option<(usize, usize)> { media(rest).map(|length| (2, 2 + length)) };
    if let Some(rest) = heading.strip_prefix("Request fields") {
        let (from, to) = within(rest)?;
        return Some(SectionKind::Request(&rest[from..to]));
    }
    let (status, rest) = heading.strip_prefix("Response ")?.split_once(" fields")?;
    let is_status = status == "default"
        || (status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X'));
    match rest {
        _ if !is_status => None,
        "" | ":" => Some(SectionKind::Response(status, None)),
        rest => within(rest).map(|(from, to)| SectionKind::Response(status, Some(&rest[from..to]))),
    }
}

/// Whether a line begins as items do. A list in a description, which keeps its own indentation, has no types behind its words.
fn is_item(line: &str) -> bool {
    let words = line.strip_prefix("  - `");
    words.is_some_and(|words| {
        words
            .split_once('`')
            .is_none_or(|(_, rest)| rest.starts_with(" ("))
    })
}

fn item(line: &str, number: usize) -> Option<Item<'_>> {
    let (name, rest) = line.trim().strip_prefix("- `")?.split_once('`')?;
    let inner = rest.trim().strip_prefix('(')?.strip_suffix(')')?;
    let mut types: Vec<_> = inner
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect();
    let is_required = types.pop_if(|word| *word == "required").is_some();
    let are_known = types.iter().all(|word| TYPES.contains(word));
    (are_known && !name.is_empty()).then(|| Item {
        line: number,
        name,
        types,
        is_required,
        description: String::new(),
        values: None,
        example: None,
        default: None,
    })
}

/// A line below an item.
fn detail<'a>(item: &mut Item<'a>, line: &'a str) {
    let text = line.trim();
    if line.starts_with("  ") {
        for (label, slot) in [
            ("Enum: ", &mut item.values),
            ("Example: ", &mut item.example),
            ("Default: ", &mut item.default),
        ] {
            if let Some(value) = text.strip_prefix(label) {
                *slot = Some(value);
                return;
            }
        }
    }
    if !item.description.is_empty() {
        item.description.push('\n');
    }
    item.description.push_str(text);
}
