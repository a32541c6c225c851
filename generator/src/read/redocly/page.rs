//! Text → operations with their sections and items.

use crate::error::{Error, Place, Result, Stage};
use crate::openapi::METHODS;

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
    /// What the type has in angle brackets: a format, or what the elements of a list are.
    pub(super) of: Option<&'a str>,
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
        while self.at < self.end && !(self.begins_section() || section.items.is_empty() && self.is_heading())
        {
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

    fn is_heading(&self) -> bool {
        self.lines[self.at].starts_with("## ")
    }

    /// Whether a heading begins a section, and is none within a field's description: it is named as sections are, or items
    /// or the page's end follow.
    fn begins_section(&self) -> bool {
        let heading = self.lines[self.at].trim_end();
        let is_named = heading.ends_with(':') || section(heading).is_some();
        let mut below = self.lines[self.at + 1..self.end].iter();
        self.is_heading()
            && (is_named
                || below
                    .find(|line| !line.trim().is_empty())
                    .is_none_or(|line| is_item(line) || item(line, 0).is_some()))
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
    let (inner, is_required) = match inner.strip_suffix("required").map(str::trim_end) {
        Some("") => ("", true),
        Some(rest) if rest.ends_with(',') => (rest.trim_end_matches(','), true),
        _ => (inner, false),
    };
    let (types, of) = types(inner)?;
    (!name.is_empty()).then(|| Item {
        line: number,
        name,
        types,
        of,
        is_required,
        description: String::new(),
        values: None,
        example: None,
        default: None,
    })
}

/// The words of a type, and what stands in its angle brackets: `string<date-time>`, `array<string>`, `string | null`.
pub(super) fn types(text: &str) -> Option<(Vec<&str>, Option<&str>)> {
    let (mut types, mut of) = (Vec::new(), None);
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find([',', '|', '<']).unwrap_or(rest.len());
        let word = rest[..end].trim();
        if !TYPES.contains(&word) {
            return None;
        }
        types.push(word);
        rest = &rest[end..];
        if let Some(inner) = rest.strip_prefix('<') {
            let close = closing(inner)?;
            let said = &inner[..close];
            let is_known = !said.is_empty() && of.is_none() && (word != "array" || types_are_known(said));
            of = Some(said).filter(|_| is_known);
            of?;
            rest = inner[close + 1..].trim_start();
        }
        rest = match rest.strip_prefix([',', '|']) {
            Some(more) if !more.trim().is_empty() => more.trim_start(),
            _ if rest.is_empty() => rest,
            _ => return None,
        };
    }
    Some((types, of))
}

fn types_are_known(text: &str) -> bool {
    types(text).is_some()
}

/// Where the angle bracket that is open in front of a text is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1_usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
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
