//! HTML text → its scripts, and the places that its elements name.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::{leads, loads, named};

/// What matters of an HTML page.
#[derive(Default)]
pub(super) struct Html<'a> {
    pub(super) scripts: Vec<Script<'a>>,
    /// Descriptions that stand in attributes, with their lines and names.
    pub(super) held: Vec<(usize, Option<String>, String)>,
    /// Places that a viewer's configuration lists, perhaps beside descriptions that it holds.
    pub(super) listed: Vec<String>,
    /// Where it says that its description is, as it spells it.
    pub(super) named: Vec<String>,
    pub(super) is_login: bool,
    /// Where it sends a browser at once.
    pub(super) leads_to: Option<String>,
    pub(super) checks_the_browser: bool,
    /// It shows an API description, wherever that is.
    pub(super) is_of_viewer: bool,
    /// It is the viewer's own: a page about viewers has such words in its samples, too.
    pub(super) has_viewer: bool,
    /// The scripts that it loads, as it spells them.
    pub(super) loaded: Vec<String>,
}

/// The text of a `<script>` element.
pub(super) struct Script<'a> {
    /// Line that the text begins on, from 1, and its offset in the page.
    pub(super) line: usize,
    pub(super) offset: usize,
    pub(super) body: &'a str,
    pub(super) is_closed: bool,
    /// It is JSON or YAML by its type, not code.
    pub(super) is_data: bool,
    /// Its id is the one that a viewer looks for.
    pub(super) is_viewer: bool,
}

impl<'a> Html<'a> {
    /// A page that is a script itself.
    pub(super) fn script(text: &'a str) -> Self {
        let script = Script::whole(text);
        let mut html = Self::default();
        named::in_script(script.body, &mut html.named);
        html.is_of_viewer = named::starts_a_viewer(text);
        html.has_viewer = true;
        html.scripts.push(script);
        html
    }
}

impl<'a> Script<'a> {
    /// A script that stands for itself.
    pub(super) fn whole(body: &'a str) -> Self {
        Self {
            line: 1,
            offset: 0,
            body,
            is_closed: true,
            is_data: false,
            is_viewer: false,
        }
    }
}

/// Reads an HTML page.
pub(super) fn html(text: &str) -> Html<'_> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut html = Html::default();
    let mut open: Option<Script<'_>> = None;
    let mut lines = LineOf { text, at: 0, line: 1 };
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                let attributes = attributes(&tag);
                let name = tag.name.to_string_lossy_lower();
                html.is_login |= named::asks_for_password(&name, &attributes)
                    || leads::is_login_form(&name, &attributes, text);
                if let Some(place) = leads::in_element(&name, &attributes) {
                    html.leads_to.get_or_insert(place);
                }
                if name == "title" {
                    let title = text.get(tag.span.end..).unwrap_or_default();
                    let title = title.split('<').next().unwrap_or_default();
                    html.is_login |= leads::is_title_of_login(title);
                    html.checks_the_browser |= leads::is_title_of_check(title);
                }
                named::in_element(&name, &attributes, &mut html.named);
                for (called, held) in named::held_in_element(&name, &attributes) {
                    html.held.push((lines.of(tag.span.start), called, held));
                }
                if let Some(json) = attributes.get("data-configuration").filter(|_| name == "script") {
                    named::in_configuration(json, &mut html.listed);
                }
                if let Some(place) = attributes.get("src").filter(|_| name == "script") {
                    html.loaded.push(place.trim().to_owned());
                }
                if *tag.name == *b"script" && !tag.self_closing {
                    let end = tag.span.end;
                    open = Some(script(&attributes, lines.of(end), end));
                }
            }
            Token::EndTag(EndTag { name, span }) if *name == *b"script" => {
                if let Some(mut script) = open.take() {
                    script.body = text.get(script.offset..span.start).unwrap_or_default();
                    script.is_closed = true;
                    html.scripts.push(script);
                }
            }
            _ => {}
        }
    }
    if let Some(mut script) = open {
        script.body = text.get(script.offset..).unwrap_or_default();
        html.scripts.push(script);
    }
    for script in &html.scripts {
        if !script.is_data
            && let Some(place) = leads::in_script(script.body, text)
        {
            html.leads_to.get_or_insert(place);
        }
        if script.is_data {
            if script.is_viewer {
                named::in_configuration(script.body, &mut html.listed);
            }
        } else {
            named::in_script(script.body, &mut html.named);
            html.is_of_viewer |= named::starts_a_viewer(script.body);
        }
    }
    for place in &html.listed {
        if !html.named.contains(place) {
            html.named.push(place.clone());
        }
    }
    html.has_viewer = loads::shows(&html.loaded);
    html.is_of_viewer |= html.has_viewer;
    html
}

fn script<'a>(attributes: &BTreeMap<String, String>, line: usize, offset: usize) -> Script<'a> {
    let text = |key: &str| attributes.get(key).map(String::as_str).unwrap_or_default();
    let kind = text("type").to_ascii_lowercase();
    Script {
        line,
        offset,
        body: "",
        is_closed: false,
        is_data: kind.contains("json") || kind.contains("yaml") || kind.contains("yml"),
        is_viewer: text("id") == "api-reference",
    }
}

fn attributes(tag: &StartTag<usize>) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let pairs = tag.attributes.iter();
    pairs.map(|(name, value)| (text(name), text(value))).collect()
}

trait LossyLower {
    fn to_string_lossy_lower(&self) -> String;
}

impl LossyLower for html5gum::HtmlString {
    fn to_string_lossy_lower(&self) -> String {
        String::from_utf8_lossy(self).to_ascii_lowercase()
    }
}

/// Counts lines up to offsets that only grow.
struct LineOf<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl LineOf<'_> {
    fn of(&mut self, offset: usize) -> usize {
        let between = self.text.as_bytes().get(self.at..offset).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.at = offset;
        self.line
    }
}
