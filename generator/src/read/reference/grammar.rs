//! Tokens → the page's parts, as the grammar of the style says.

use serde_json::{Map, Value, json};

use super::labels::{self, Facet, Kind, Label};
use super::lines::{self, Token};
use crate::{Error, Note, NoteKind, Place, Result, Stage};

/// A page, taken apart.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) title: String,
    /// Lower case.
    pub(super) method: String,
    pub(super) path: String,
    /// What stands between the path and the request.
    pub(super) prose: Vec<Token>,
    pub(super) request: Message,
    pub(super) parameters: Vec<(&'static str, Item)>,
    pub(super) response_media: Vec<String>,
    pub(super) responses: Vec<(String, Message)>,
}

/// The request, or the response of one status.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub(super) media: Vec<String>,
    pub(super) description: String,
    pub(super) headers: Vec<Item>,
    pub(super) schemas: Option<Schemas>,
    /// Media type and text.
    pub(super) examples: Vec<(String, String)>,
}

/// A root schema and the schemas nested in it.
#[derive(Debug)]
pub(super) struct Schemas {
    pub(super) name: String,
    pub(super) root: Shape,
    pub(super) nested: Vec<(String, Shape)>,
}

/// What a schema, a property or a parameter says about its values.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) kind: Option<Type>,
    /// Keywords of OpenAPI 3.0.
    pub(super) facets: Map<String, Value>,
    pub(super) description: String,
    pub(super) properties: Vec<Item>,
}

/// A property, parameter or header.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) name: String,
    /// What its mark says; without a mark it depends on the page's other marks.
    pub(super) required: Option<bool>,
    pub(super) shape: Shape,
}

/// TYPE of the grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) name: &'static str,
    pub(super) format: Option<String>,
    /// The nested schema that it names.
    pub(super) nested: Option<String>,
}

/// The name that stands for the elements of an array.
pub(super) const ELEMENTS: &str = "Array of";

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "patch", "head", "options"];

/// The path that a whole line is.
pub(super) fn path(line: &str) -> Option<&str> {
    let line = METHODS
        .iter()
        .find_map(|method| method_before(line, method))
        .unwrap_or(line);
    (line.starts_with('/')
        && line.len() > 1
        && !line.starts_with("//")
        && !line.contains(char::is_whitespace))
    .then_some(line)
}

/// What follows `method` in a line.
fn method_before<'a>(line: &'a str, method: &str) -> Option<&'a str> {
    let (word, rest) = line.split_once(char::is_whitespace)?;
    word.eq_ignore_ascii_case(method).then(|| rest.trim())
}

/// TYPE at the start of a text, without NESTED, and what follows it.
pub(super) fn type_of(text: &str) -> Option<(Type, &str)> {
    const NAMES: [&str; 7] = [
        "string", "integer", "number", "boolean", "object", "array", "file",
    ];
    let name = NAMES.into_iter().find(|name| text.starts_with(name))?;
    let rest = &text[name.len()..];
    let (format, rest) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((format, rest)) => (Some(format.trim().to_owned()), rest),
        None => (None, rest),
    };
    // A word that only begins like a type, such as `stringify`, goes on in lower case.
    let ends = rest
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || (c.is_alphabetic() && !c.is_lowercase()));
    ends.then_some((
        Type {
            name,
            format,
            nested: None,
        },
        rest.trim_start(),
    ))
}

/// Takes a page apart.
///
/// # Errors
///
/// No method, a list that was lost when the page was saved, or more text than the page of one operation has.
pub(super) fn page(file: &str, text: &str, notes: &mut Vec<Note>) -> Result<Page> {
    let mut tokens = lines::tokens(text);
    tokens.reverse();
    let parser = Parser {
        file,
        ahead: tokens,
        notes,
    };
    let too_long = parser
        .ahead
        .iter()
        .rev()
        .find(|token| token.text.len() > MAX_LINE_BYTES);
    let at = too_long
        .map(|token| (token.line, token.column))
        .or((text.len() > MAX_BYTES).then_some((1, 1)));
    match at {
        Some((line, column)) => Err(parser.error(
            line,
            column,
            "longer than any reference page of one operation",
            "save the page again, with its line breaks",
        )),
        None => parser.page(),
    }
}

/// Longest page and longest line. What is glued into one line is taken off it piece by piece, each time with a copy of
/// the rest, which these keep cheap.
const MAX_BYTES: usize = 4 << 20;
const MAX_LINE_BYTES: usize = 32 << 10;

struct Parser<'a> {
    file: &'a str,
    /// The tokens still to read, the next one last.
    ahead: Vec<Token>,
    notes: &'a mut Vec<Note>,
}

impl Parser<'_> {
    fn page(mut self) -> Result<Page> {
        let (title, method, path) = self.heading()?;
        let mut prose = Vec::new();
        while let Some(token) = self.ahead.pop_if(|token| !opens_section(&token.text)) {
            prose.push(token);
        }
        let method = match method {
            Some(method) => method,
            None => self.method_in(&prose)?,
        };
        let mut page = Page {
            title: title.unwrap_or_else(|| format!("{} {path}", method.to_uppercase())),
            method,
            path,
            prose,
            request: Message::default(),
            parameters: Vec::new(),
            response_media: Vec::new(),
            responses: Vec::new(),
        };
        self.request(&mut page)?;
        self.responses(&mut page)?;
        Ok(page)
    }

    /// TITLE, METHOD and PATH; a banner in front is left out.
    fn heading(&mut self) -> Result<(Option<String>, Option<String>, String)> {
        let mut before: Vec<Token> = Vec::new();
        while let Some(token) = self.ahead.pop() {
            let Some(path) = path(&token.text) else {
                before.push(token);
                continue;
            };
            let path = path.to_owned();
            let is_method = |text: &str| METHODS.contains(&text.to_ascii_lowercase().as_str());
            let same_line = token
                .text
                .split_once(char::is_whitespace)
                .map(|(method, _)| method.to_ascii_lowercase());
            let method = same_line.or_else(|| {
                before
                    .pop_if(|token| is_method(&token.text))
                    .map(|token| token.text.to_ascii_lowercase())
            });
            let title = before
                .pop()
                .map(|token| token.text)
                .filter(|title| !title.is_empty());
            if let Some(banner) = before.first() {
                self.notes.push(Note::new(
                    NoteKind::Ignored,
                    "reference",
                    "/info",
                    format!(
                        "the banner above the title, from line {}, is not about the operation",
                        banner.line
                    ),
                ));
            }
            return Ok((title, method, path));
        }
        Err(self.error(1, 1, "no path is found on the page", "fetch the page again"))
    }

    /// The method that the prose names in capitals.
    fn method_in(&mut self, prose: &[Token]) -> Result<String> {
        let words = prose
            .iter()
            .flat_map(|token| token.text.split(|c: char| !c.is_ascii_alphabetic()));
        let named = words.map(str::to_owned).find(|word| {
            METHODS.contains(&word.to_ascii_lowercase().as_str())
                && word.chars().all(|c| c.is_ascii_uppercase())
        });
        let Some(named) = named else {
            let line = prose.first().map_or(1, |token| token.line);
            return Err(self.error(
                line,
                1,
                "the method is lost: neither a line above the path nor the prose below it names one",
                "fetch the page again, or add the line (`get`, `post`, …) above the path",
            ));
        };
        self.note(
            NoteKind::Inferred,
            "/paths",
            format!("the method {named} is only named in the prose"),
        );
        Ok(named.to_ascii_lowercase())
    }

    fn request(&mut self, page: &mut Page) -> Result<()> {
        while let Some(token) = self.ahead.pop() {
            match Label::of(&token.text) {
                Some(Label::Response | Label::Status(_)) => {
                    self.ahead.push(token);
                    return Ok(());
                }
                Some(Label::MediaTypes) => page.request.media = self.media_types(&token)?,
                Some(Label::Parameters(location)) => {
                    let mut items = self.items()?;
                    self.take_body_description(&mut items, &mut page.request);
                    page.parameters
                        .extend(items.into_iter().map(|item| (location, item)));
                }
                Some(Label::RootSchema(name)) => page.request.schemas = Some(self.schemas(name, &token)?),
                Some(_) => {}
                None => append(&mut page.request.description, &token.text),
            }
        }
        Ok(())
    }

    /// The line above the body's schema describes the body, though nothing tells it from the last parameter's
    /// description but that this has lines of its own.
    fn take_body_description(&self, items: &mut [Item], request: &mut Message) {
        let is_before_body = self
            .ahead
            .last()
            .is_some_and(|next| matches!(Label::of(&next.text), Some(Label::RootSchema(_))));
        if let (true, Some(last)) = (is_before_body, items.last_mut())
            && let Some((own, body)) = last.shape.description.rsplit_once('\n')
        {
            append(&mut request.description, body);
            last.shape.description = own.to_owned();
        }
    }

    fn responses(&mut self, page: &mut Page) -> Result<()> {
        while let Some(token) = self.ahead.pop() {
            let response = page.responses.last_mut().map(|(_, response)| response);
            match (Label::of(&token.text), response) {
                (Some(Label::MediaTypes), _) => page.response_media = self.media_types(&token)?,
                (Some(Label::Status(status)), _) => page.responses.push((status, Message::default())),
                (Some(Label::Headers | Label::Parameters("header")), Some(response)) => {
                    response.headers = self.items()?;
                }
                (Some(Label::RootSchema(name)), Some(response)) => {
                    response.schemas = Some(self.schemas(name, &token)?);
                }
                (Some(Label::Example(media)), Some(response)) => {
                    let text = self.text("\n");
                    response.examples.push((media.to_owned(), text));
                }
                (None, Some(response)) => append(&mut response.description, &token.text),
                (None, None) => self.note(
                    NoteKind::Ignored,
                    "/paths",
                    format!("line {} stands before the first response", token.line),
                ),
                (Some(_), _) => {}
            }
        }
        Ok(())
    }

    fn media_types(&mut self, label: &Token) -> Result<Vec<String>> {
        let mut media = Vec::new();
        while self.ahead.pop_if(|token| token.is_bullet()).is_some() {
            let is_media = |token: &mut Token| token.text.contains('/') && !token.text.contains(' ');
            media.extend(self.ahead.pop_if(is_media).map(|token| token.text));
        }
        if media.is_empty() {
            return Err(self.lost(label, "the list of media types"));
        }
        Ok(media)
    }

    /// The schemas of a message, after the label of the root.
    fn schemas(&mut self, name: &str, label: &Token) -> Result<Schemas> {
        let (mut root, is_unfolded) = self.shape()?;
        let mut nested: Vec<(String, Shape)> = Vec::new();
        while let Some(token) = self
            .ahead
            .pop_if(|token| matches!(Label::of(&token.text), Some(Label::NestedSchema(_))))
        {
            if let Some(Label::NestedSchema(name)) = Label::of(&token.text) {
                nested.push((name.to_owned(), self.shape()?.0));
            }
        }
        if let Some(Type {
            name: "array",
            nested: elements @ None,
            ..
        }) = &mut root.kind
        {
            // An array at the root names no schema for its elements: they are called `items`.
            *elements = nested
                .iter()
                .find(|(name, _)| name == "items")
                .map(|(name, _)| name.clone());
        }
        let is_object = root.kind.as_ref().is_none_or(|kind| kind.name == "object");
        let says_properties = !root.properties.is_empty() || root.facets.contains_key("additionalProperties");
        if is_object && is_unfolded && !says_properties {
            return Err(self.lost(label, &format!("the list of properties of `{name}`")));
        }
        Ok(Schemas {
            name: name.to_owned(),
            root,
            nested,
        })
    }

    /// SHAPE, and whether it can be unfolded, which only a schema with parts can.
    fn shape(&mut self) -> Result<(Shape, bool)> {
        let mut shape = Shape::default();
        let mut is_unfolded = false;
        while let Some(token) = self.ahead.pop() {
            match Label::of(&token.text) {
                Some(Label::ShowSource) => is_unfolded = true,
                Some(Label::Type(rest)) if shape.kind.is_none() => {
                    let rest = rest.to_owned();
                    self.push_rest(&token, &rest);
                    self.skip_show_source(&mut is_unfolded);
                    self.kind_and_facets(&mut shape);
                }
                Some(_) => {
                    self.ahead.push(token);
                    break;
                }
                None if token.is_bullet() => {
                    self.ahead.push(token);
                    shape.properties = self.items()?;
                }
                // A facet of the schema that follows its description.
                None if labels::facet(&token.text).is_some() => {
                    self.ahead.push(token);
                    self.facets(&mut shape);
                }
                None => append(&mut shape.description, &token.text),
            }
        }
        Ok((shape, is_unfolded))
    }

    fn skip_show_source(&mut self, seen: &mut bool) {
        while self
            .ahead
            .pop_if(|token| Label::of(&token.text) == Some(Label::ShowSource))
            .is_some()
        {
            *seen = true;
        }
    }

    /// ITEMS, up to the next label.
    fn items(&mut self) -> Result<Vec<Item>> {
        let mut items: Vec<Item> = Vec::new();
        while let Some(token) = self.ahead.pop() {
            if Label::of(&token.text) == Some(Label::ShowSource) {
                continue;
            }
            if Label::of(&token.text).is_some() {
                self.ahead.push(token);
                break;
            }
            if token.text.starts_with('•') {
                return Err(self.lost(
                    &token,
                    "the layout of the list: its items are not told apart by `-`",
                ));
            }
            if token.is_bullet() {
                if let Some(name) = self
                    .ahead
                    .pop_if(|next| type_of(&next.text).is_some_and(|(_, rest)| rest.is_empty()))
                {
                    return Err(self.lost(&name, "the name of an item"));
                }
                if let Some(head) = self.item_head() {
                    items.push(self.item(head));
                }
                continue;
            }
            self.ahead.push(token);
            match (self.item_head_of_older_layout(), items.last_mut()) {
                (Some(head), _) => items.push(self.item(head)),
                (None, Some(item)) => append(&mut item.shape.description, &self.text("\n")),
                (None, None) => break,
            }
        }
        Ok(items)
    }

    /// NAME, its mark and the colon, after a bullet. Anything else is an item of some list in a description.
    fn item_head(&mut self) -> Option<(String, Option<bool>)> {
        let next = self.ahead.last()?;
        let text = next.text.clone();
        // A name may contain a colon (`xml:lang`), but hardly more.
        for (at, colon) in text.match_indices([':', '：']).take(3) {
            let rest = text[at + colon.len()..].trim();
            let (name, required) = labels::mark(text[..at].trim());
            let is_name = name == ELEMENTS || (!name.is_empty() && !name.contains(char::is_whitespace));
            if is_name && (rest.is_empty() || type_of(rest).is_some()) {
                let token = self.ahead.pop()?;
                self.push_rest(&token, rest);
                return Some((name.to_owned(), required));
            }
        }
        self.item_head_of_older_layout()
    }

    /// NAME on a line of its own, with `Type:` on the next.
    fn item_head_of_older_layout(&mut self) -> Option<(String, Option<bool>)> {
        let [.., following, next] = self.ahead.as_slice() else {
            return None;
        };
        let (name, required) = labels::mark(&next.text);
        let is_name = !name.is_empty() && !name.contains(char::is_whitespace) && Label::of(name).is_none();
        if !is_name || !matches!(Label::of(&following.text), Some(Label::Type(_))) {
            return None;
        }
        let head = (name.to_owned(), required);
        self.ahead.pop();
        let label = self.ahead.pop()?;
        if let Some(Label::Type(rest)) = Label::of(&label.text) {
            self.push_rest(&label, rest);
        }
        Some(head)
    }

    fn item(&mut self, (name, required): (String, Option<bool>)) -> Item {
        let mut shape = Shape::default();
        self.kind_and_facets(&mut shape);
        Item {
            name,
            required,
            shape,
        }
    }

    /// TYPE and FACETS, as far as they are there. What is glued to them stays ahead.
    fn kind_and_facets(&mut self, shape: &mut Shape) {
        if let Some(token) = self.ahead.pop_if(|token| type_of(&token.text).is_some())
            && let Some((mut kind, rest)) = type_of(&token.text)
        {
            let (nested, rest) = if labels::facet(rest).is_some() {
                ("", rest)
            } else {
                rest.split_at(labels::glued_facet(rest).unwrap_or(rest.len()))
            };
            let names_schema =
                matches!(kind.name, "object" | "array") && !nested.trim().contains(char::is_whitespace);
            if names_schema && !nested.trim().is_empty() {
                kind.nested = Some(nested.trim().to_owned());
                self.push_rest(&token, rest);
            } else {
                self.push_rest(&token, &format!("{nested}{rest}"));
            }
            shape.kind = Some(kind);
        }
        self.facets(shape);
    }

    fn facets(&mut self, shape: &mut Shape) {
        while let Some(token) = self.ahead.pop_if(|token| labels::facet(&token.text).is_some()) {
            let Some((facet, rest)) = labels::facet(&token.text) else {
                break;
            };
            let mut stated = rest.to_owned();
            if stated.is_empty() {
                let is_value = |next: &mut Token| !next.is_bullet() && Label::of(&next.text).is_none();
                stated = self
                    .ahead
                    .pop_if(is_value)
                    .map(|next| next.text)
                    .unwrap_or_default();
            }
            let (value, description) = self.facet_value(facet, shape, &stated, token.line);
            self.push_rest(&token, description);
            if let Some(value) = value {
                shape.facets.insert(facet.keyword.to_owned(), value);
            }
        }
    }

    /// A facet's value and the text that is glued to it.
    fn facet_value<'t>(
        &mut self,
        facet: &Facet,
        shape: &Shape,
        stated: &'t str,
        line: usize,
    ) -> (Option<Value>, &'t str) {
        let (stated, glued) = stated.split_at(labels::glued_facet(stated).unwrap_or(stated.len()));
        let kind = shape.kind.as_ref().map_or("string", |kind| kind.name);
        let (value, rest) = match facet.kind {
            Kind::Text => (Some(json!(stated.trim())), ""),
            Kind::Discriminator => (Some(json!({"propertyName": stated.trim()})), ""),
            Kind::Flag => prefix(stated, &["true", "false"])
                .map_or((None, stated), |(flag, rest)| (Some(json!(flag == "true")), rest)),
            Kind::Additional => prefix(stated, &["additionalProperties", "true", "false"]).map_or(
                (None, stated),
                |(word, rest)| {
                    (
                        Some(if word == "additionalProperties" {
                            json!(word)
                        } else {
                            json!(word == "true")
                        }),
                        rest,
                    )
                },
            ),
            Kind::Number => number_prefix(stated),
            Kind::Value if matches!(kind, "integer" | "number") => number_prefix(stated),
            Kind::Value if kind == "boolean" => prefix(stated, &["true", "false"])
                .map_or((None, stated), |(flag, rest)| (Some(json!(flag == "true")), rest)),
            Kind::Value if matches!(kind, "object" | "array") => (serde_json::from_str(stated).ok(), ""),
            Kind::Value => {
                let (value, rest) = stated.split_at(glued_sentence(stated).unwrap_or(stated.len()));
                if !rest.is_empty() {
                    let what =
                        format!("in line {line} the default `{value}` is taken apart from the text after it");
                    self.note(NoteKind::Inferred, "/paths", what);
                }
                (Some(json!(value.trim())), rest)
            }
            Kind::Values => match stated.find(']') {
                Some(end) => (Some(values(&stated[..=end], kind)), &stated[end + 1..]),
                None => (Some(values(stated, kind)), ""),
            },
        };
        if value.is_none() {
            let what = format!("`{}` in line {line} has no value that can be read", facet.keyword);
            self.note(NoteKind::Ignored, "/paths", what);
        }
        if glued.is_empty() {
            (value, rest)
        } else {
            (value, glued)
        }
    }

    /// The lines up to the next bullet, label or item.
    fn text(&mut self, separator: &str) -> String {
        let mut text: Vec<String> = Vec::new();
        while let Some(token) = self
            .ahead
            .pop_if(|token| !token.is_bullet() && Label::of(&token.text).is_none())
        {
            text.push(token.text);
            if let [.., following, _] = self.ahead.as_slice()
                && matches!(Label::of(&following.text), Some(Label::Type(_)))
            {
                break;
            }
        }
        text.join(separator)
    }

    /// Puts back what a token holds beyond what was read of it.
    fn push_rest(&mut self, token: &Token, rest: &str) {
        let rest = rest.trim();
        if !rest.is_empty() {
            let offset = token.text.rfind(rest).unwrap_or_default();
            let column = token.column + token.text[..offset].chars().count();
            self.ahead.push(Token {
                line: token.line,
                column,
                text: rest.to_owned(),
            });
        }
    }

    fn note(&mut self, kind: NoteKind, pointer: &str, what: String) {
        self.notes.push(Note::new(kind, "reference", pointer, what));
    }

    fn lost(&self, token: &Token, what: &str) -> Error {
        self.error(
            token.line,
            token.column,
            &format!("{what} is lost here"),
            "save the page again with a tool that keeps lists; what is left does not tell the API",
        )
    }

    fn error(&self, line: usize, column: usize, problem: &str, remedy: &str) -> Error {
        Error::new(
            Stage::Read,
            Place::file(self.file).at(line, column),
            problem,
            remedy,
        )
    }
}

fn opens_section(line: &str) -> bool {
    matches!(Label::of(line), Some(label) if label != Label::ShowSource && label != Label::Body)
}

fn append(text: &mut String, line: &str) {
    if !text.is_empty() && !line.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

fn prefix<'t>(text: &'t str, words: &[&'static str]) -> Option<(&'static str, &'t str)> {
    words
        .iter()
        .find_map(|word| Some((*word, text.strip_prefix(word)?)))
}

fn number_prefix(text: &str) -> (Option<Value>, &str) {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || "+-.".contains(c)))
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    match serde_json::from_str::<serde_json::Number>(number.trim_end_matches('.')) {
        Ok(number) => (Some(Value::Number(number)), rest),
        Err(_) => (None, text),
    }
}

/// Where a sentence begins that is glued to a word: `writeAllowed scopes …`.
fn glued_sentence(text: &str) -> Option<usize> {
    let (word, _) = text.split_once(' ')?;
    let letters: Vec<_> = word.char_indices().collect();
    let boundary = letters
        .windows(2)
        .find(|pair| pair[0].1.is_lowercase() && pair[1].1.is_uppercase())?;
    Some(boundary[1].0)
}

/// A list such as `[ "a", "b" ]` or `a, b`, its members of a type.
fn values(stated: &str, kind: &str) -> Value {
    if let Ok(list @ Value::Array(_)) = serde_json::from_str(stated) {
        return list;
    }
    let members = stated
        .trim()
        .trim_start_matches('[')
        .trim_end_matches(']')
        .split(',');
    let members = members
        .map(|member| member.trim().trim_matches(['"', '\'']))
        .filter(|member| !member.is_empty());
    members
        .map(|member| match kind {
            "integer" | "number" => number_prefix(member).0.unwrap_or_else(|| json!(member)),
            _ => json!(member),
        })
        .collect()
}
