//! Text → an operation with its sections and fields.

use super::fields::{Field, kind};
use super::request;
use super::trouble::error;
use crate::error::{Error, Result};

/// The operation of the page.
pub(super) struct PageOperation<'a> {
    pub(super) line: usize,
    pub(super) title: &'a str,
    /// In capitals.
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) description: String,
    /// Lines of the list of servers.
    pub(super) servers: Vec<&'a str>,
    /// Names of schemes.
    pub(super) schemes: Vec<&'a str>,
    pub(super) parameters: Vec<(&'static str, Vec<Field<'a>>)>,
    pub(super) bodies: Vec<Body<'a>>,
    pub(super) responses: Vec<Response<'a>>,
    /// Headings of sections that say something else, with their lines.
    pub(super) others: Vec<(usize, &'a str)>,
    /// Whether the page ends as the tool ends it.
    pub(super) is_ended: bool,
}

/// What is sent or replied under one media type.
pub(super) struct Body<'a> {
    pub(super) media: &'a str,
    pub(super) kind: &'a str,
    pub(super) description: String,
    pub(super) fields: Vec<Field<'a>>,
    pub(super) line: usize,
    pub(super) is_required: bool,
    /// Examples below headings of their own: what they are called, and the text in the fence.
    pub(super) examples: Vec<(&'a str, String)>,
}

pub(super) struct Response<'a> {
    pub(super) status: &'a str,
    pub(super) description: String,
    pub(super) headers: Vec<Field<'a>>,
    pub(super) bodies: Vec<Body<'a>>,
}

/// Takes the page apart.
pub(super) fn operation<'a>(file: &str, text: &'a str) -> Result<PageOperation<'a>> {
    let lines: Vec<&str> = text.lines().collect();
    let found = lines
        .iter()
        .enumerate()
        .find_map(|(at, line)| Some((at, request(line)?)));
    let Some((start, (method, path))) = found else {
        return Err(error(file, 1, "no line has a method and a path".to_owned()));
    };
    let title = lines[..start]
        .iter()
        .rev()
        .find_map(|line| line.strip_prefix("# "));
    let mut reader = Reader {
        file,
        lines: &lines,
        at: start + 1,
    };
    let mut operation = PageOperation {
        line: start + 1,
        title: title.unwrap_or_default().trim(),
        method,
        path,
        description: reader.prose(2),
        servers: Vec::new(),
        schemes: Vec::new(),
        parameters: Vec::new(),
        bodies: Vec::new(),
        responses: Vec::new(),
        others: Vec::new(),
        is_ended: false,
    };
    while let Some(line) = reader.next() {
        let heading = line.strip_prefix("## ").unwrap_or_default().trim();
        reader.at += 1;
        match heading {
            "Servers" => operation.servers = reader.list(),
            "Authentication methods" => {
                operation.schemes = reader.list();
                for scheme in &mut operation.schemes {
                    *scheme = scheme.split(" (").next().unwrap_or(scheme).trim();
                }
            }
            "Parameters" => reader.parameters(&mut operation)?,
            "Responses" => reader.responses(&mut operation)?,
            other => {
                operation.others.push((reader.at, other));
                reader.other()?;
            }
        }
    }
    operation.is_ended = reader.at < lines.len();
    Ok(operation)
}

struct Reader<'a, 'f> {
    file: &'f str,
    lines: &'f [&'a str],
    at: usize,
}

impl<'a> Reader<'a, '_> {
    /// The next line; the page ends with a mark of the tool, if it is there.
    fn next(&self) -> Option<&'a str> {
        let line = self.lines.get(self.at).copied()?;
        (!line.starts_with("[Powered by Bump.sh]")).then_some(line)
    }

    /// Text up to a heading, of these levels, or a field.
    fn prose(&mut self, deepest: usize) -> String {
        let mut text: Vec<&str> = Vec::new();
        let mut in_fence = false;
        while let Some(line) = self.next() {
            in_fence ^= line.trim_start().starts_with("```");
            if !in_fence && (is_heading(line, deepest) || item(line).is_some()) {
                break;
            }
            text.push(line.trim_end());
            self.at += 1;
        }
        text.join("\n").trim().to_owned()
    }

    /// The items of a plain list.
    fn list(&mut self) -> Vec<&'a str> {
        let mut items = Vec::new();
        while let Some(line) = self.next().filter(|line| !is_heading(line, DEEPEST)) {
            items.extend(line.trim().strip_prefix("- ").map(str::trim));
            self.at += 1;
        }
        items
    }

    /// A section that says something else, if it has no fields.
    fn other(&mut self) -> Result<()> {
        self.prose(2);
        match self.next() {
            Some(line) if item(line).is_some() => {
                Err(self.unknown("a field in a section that describes neither a request nor a response,"))
            }
            _ => Ok(()),
        }
    }

    fn parameters(&mut self, operation: &mut PageOperation<'a>) -> Result<()> {
        self.nothing()?;
        while let Some(heading) = self.next().and_then(|line| line.strip_prefix("### ")) {
            self.at += 1;
            let place = match heading.trim() {
                "Path parameters" => "path",
                "Query parameters" => "query",
                "Headers" | "Header parameters" => "header",
                "Cookies" | "Cookie parameters" => "cookie",
                heading => {
                    let body = self.body(heading)?;
                    operation.bodies.push(body);
                    continue;
                }
            };
            self.nothing()?;
            let fields = self.fields()?;
            operation.parameters.push((place, fields));
        }
        Ok(())
    }

    fn responses(&mut self, operation: &mut PageOperation<'a>) -> Result<()> {
        self.nothing()?;
        while let Some(heading) = self.next().and_then(|line| line.strip_prefix("### ")) {
            let status = heading.split_whitespace().next().unwrap_or_default();
            let is_status = status == "default"
                || (status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X'));
            if !is_status {
                return Err(self.unknown("a reply"));
            }
            self.at += 1;
            let mut response = Response {
                status,
                description: self.prose(DEEPEST),
                headers: Vec::new(),
                bodies: Vec::new(),
            };
            while let Some(heading) = self.next().and_then(|line| line.strip_prefix("#### ")) {
                self.at += 1;
                if heading.trim() == "Headers" {
                    self.nothing()?;
                    response.headers = self.fields()?;
                } else {
                    let body = self.body(heading.trim())?;
                    response.bodies.push(body);
                }
            }
            if self.next().is_some_and(|line| !is_heading(line, DEEPEST)) {
                return Err(self.unknown("a line of a response"));
            }
            operation.responses.push(response);
        }
        Ok(())
    }

    /// `Body: MEDIA (TYPE)`; the heading's line is behind.
    fn body(&mut self, heading: &'a str) -> Result<Body<'a>> {
        let line = self.at;
        let told = heading
            .strip_prefix("Body: ")
            .and_then(|told| told.split_once(' '));
        let told = told.and_then(|(media, rest)| Some((media, kind(rest)?)));
        let Some((media, (kind, is_required))) = told else {
            self.at -= 1;
            return Err(self.unknown("a section"));
        };
        Ok(Body {
            media,
            kind,
            is_required,
            description: self.prose(DEEPEST),
            fields: self.fields()?,
            line,
            examples: self.examples()?,
        })
    }

    /// `#### Example`, and a fence below each.
    fn examples(&mut self) -> Result<Vec<(&'a str, String)>> {
        let mut examples = Vec::new();
        while let Some(name) = self.next().and_then(example) {
            let heading = self.at;
            self.at += 1;
            let text = self.prose(DEEPEST);
            let fence = text
                .find("```")
                .and_then(|at| text[at..].split_once('\n')?.1.split_once("\n```"));
            let Some((value, _)) = fence else {
                self.at = heading;
                return Err(self.unknown("an example"));
            };
            examples.push((name, value.to_owned()));
        }
        Ok(examples)
    }

    /// Blank lines, and nothing else.
    fn nothing(&mut self) -> Result<()> {
        while let Some(line) = self
            .next()
            .filter(|line| !is_heading(line, DEEPEST) && item(line).is_none())
        {
            if !line.trim().is_empty() {
                return Err(self.unknown("a line"));
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Fields up to the next heading, those of an item below it within it.
    fn fields(&mut self) -> Result<Vec<Field<'a>>> {
        let mut fields: Vec<Field<'a>> = Vec::new();
        while let Some(line) = self.next().filter(|line| !is_heading(line, DEEPEST)) {
            if let Some(mut field) = item(line) {
                field.line = self.at + 1;
                fields.push(field);
            } else if let Some(last) = fields.last_mut() {
                let indent = line.len() - line.trim_start().len();
                if !line.trim().is_empty() && indent <= last.indent {
                    return Err(self.unknown("a line among fields"));
                }
                let text = line.get(last.indent + 2..).unwrap_or(line.trim());
                last.description.push_str(text.trim_end());
                last.description.push('\n');
            } else if !line.trim().is_empty() {
                return Err(self.unknown("a line"));
            }
            self.at += 1;
        }
        for field in &mut fields {
            field.description = field.description.trim().to_owned();
        }
        Ok(fields)
    }

    fn unknown(&self, what: &str) -> Error {
        let line: String = self
            .lines
            .get(self.at)
            .unwrap_or(&"")
            .trim()
            .chars()
            .take(60)
            .collect();
        error(
            self.file,
            self.at + 1,
            format!("{what} that cannot be read: `{line}`"),
        )
    }
}

/// What an example is called whose heading a line is.
fn example(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("#### Example")?;
    let rest = rest.strip_prefix('s').unwrap_or(rest).trim();
    (rest.is_empty() || rest.starts_with([':', '(', '-']))
        .then(|| rest.trim_matches([':', '(', ')', '-', ' ']))
}

/// Whether a line is a heading of a level that may end what stands above it.
fn is_heading(line: &str, deepest: usize) -> bool {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    (2..=deepest).contains(&level) && line[level..].starts_with(' ')
}

/// The deepest headings: of replies' bodies.
const DEEPEST: usize = 4;

/// A field, as one line says it.
fn item(line: &str) -> Option<Field<'_>> {
    let text = line.trim_start_matches(' ');
    let (name, rest) = text.strip_prefix("- **")?.split_once("**")?;
    let (kind, is_required) = kind(rest.trim_start())?;
    (!name.is_empty()).then(|| Field {
        line: 0,
        indent: line.len() - text.len(),
        name,
        kind,
        is_required,
        description: String::new(),
    })
}
