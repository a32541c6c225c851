//! API descriptions inside HTML pages, and inside the scripts that such pages load.
//!
//! ```text
//! PAGE := HTML that holds
//!   | "<script" … "type=" ("application/json" | "application/yaml" | …) ">" DESCRIPTION        Scalar: `id="api-reference"`
//!   | "<script>" … ("=" | ":" | "(") OBJECT …           an object of a script that says its version: Redoc's
//!                                                       `__redoc_state = {… "spec": {"data": OBJECT}}`, `Redoc.init(OBJECT`,
//!                                                       Swagger UI's `"swaggerDoc": OBJECT`, `spec: OBJECT`
//!   | "<elements-api apiDescriptionDocument=" | "data-configuration=" '"' DESCRIPTION '"'       in an attribute
//!   | NAMED                                             only the place of the description: refused, and told as data
//! PAGE := the script itself (`swagger-ui-init.js`)
//! NAMED:= `spec-url="…"` | `data-url="…"` | `apiDescriptionUrl="…"` | `<link rel="service-desc" href="…">`
//!   | `url: "…"` or `Redoc.init("…"` in a script that starts a viewer
//!   | `<script src="swagger-initializer.js">`              in the script beside a viewer's own
//! OBJECT := a literal of JavaScript: JSON, or with its keys, quotes, commas and comments
//!   | a text: "…" | '…' | `…`, as it is or in `JSON.parse(` | `atob(` | `decodeURIComponent(` | "data:…"
//! ```
//!
//! No code is run: what it puts together (`${…}`, calls, names) is refused where it begins. A page that shows several
//! descriptions is of several, each under the name that the page gives it (`several`), and those that it only names are told with them.

mod flight;
mod leads;
mod literals;
mod loads;
mod named;
mod objects;
mod packed;
mod scripts;
mod several;
mod sources;
mod strings;
#[cfg(test)]
mod tests;

use std::ops::Range;

use serde_json::Value;

use self::scripts::{Html, Script};
use super::front_matter::PageText;
use super::markdown::is_description;
use super::unread::{self, Unread};
use super::{Parts, Style, merge, openapi, yaml};
use crate::error::{Error, Place, Result, Stage};
use crate::note::Note;

/// Whether a page is HTML, or a script that starts a viewer of API descriptions.
pub(super) fn recognises(page: &PageText<'_>) -> bool {
    is_html(&page.text) || is_script(&page.text)
}

fn is_html(text: &str) -> bool {
    let opening: String = text
        .trim_start()
        .chars()
        .take(200)
        .collect::<String>()
        .to_ascii_lowercase();
    let opening = match opening
        .strip_prefix("<!--")
        .and_then(|rest| rest.split_once("-->"))
    {
        Some((_, rest)) => rest.trim_start(),
        None => &opening,
    };
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<redoc",
        "<rapi-doc",
    ]
    .iter()
    .any(|start| opening.starts_with(start))
}

fn is_script(text: &str) -> bool {
    let first = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let is_code = [
        "window.",
        "document.",
        "var ",
        "let ",
        "const ",
        "import ",
        "export ",
        "module.exports",
        "function",
        "async ",
        "(function",
        "(async",
        "(()",
        "!function",
        "$(",
        "//",
        "/*",
        "\"use strict\"",
        "'use strict'",
        "Redoc.",
        "Scalar.",
        "SwaggerUIBundle(",
    ]
    .iter()
    .any(|start| first.starts_with(start));
    let says_version = || {
        ["openapi", "swagger"].iter().any(|word| {
            text.match_indices(word).any(|(at, _)| {
                let rest = text[at + word.len()..].trim_start_matches(['\\', '"', '\'', ' ']);
                rest.starts_with(':')
            })
        })
    };
    is_code && (named::starts_a_viewer(text) || text.contains("JSON.parse(") || says_version())
}

/// Reads the page.
///
/// # Errors
///
/// No description, several, one that is cut off or cannot be read; where the page names the place of its description, the
/// error says it.
pub(super) fn read(file: &str, page: &PageText<'_>, notes: &mut Vec<Note>) -> Result<Parts> {
    let html = if is_html(&page.text) {
        scripts::html(&page.text)
    } else {
        Html::script(&page.text)
    };
    let mut all = Vec::new();
    for (line, name, held) in html.held.iter().filter(|(_, _, held)| is_description(held)) {
        let document = yaml::parse(file, Stage::Read, held, *line)?;
        all.push(Described {
            name: name.clone(),
            ..Described::at(*line, document)
        });
    }
    let mut elsewhere = html.listed.clone();
    for script in &html.scripts {
        let found = descriptions(file, &page.text, script)?;
        let held: Vec<_> = found.iter().map(|found| found.span.clone()).collect();
        if !script.is_data && !held.is_empty() {
            named::listed_in_script(script.body, &held, &mut elsewhere);
        }
        all.extend(found);
    }
    if let Some((joined, line)) = flight::joined(&html.scripts) {
        all.extend(in_pieces(file, &joined, line)?);
    }
    if all.is_empty() {
        return Err(without_description(&html).error(file));
    }
    let mut parts = Vec::new();
    for (name, described) in several::named(all, !elsewhere.is_empty()) {
        let place = Place::file(file).at(described.line, 1);
        let document = openapi::check(described.document, place.clone(), notes)?;
        let mut part = merge::Part::at(document, place);
        part.origin.spec = name;
        part.elsewhere.clone_from(&elsewhere);
        parts.push(part);
    }
    Ok((Style::Html, parts))
}

/// A description that the page holds.
struct Described {
    /// What the page calls it.
    name: Option<String>,
    /// Line of the page, from 1.
    line: usize,
    document: Value,
    /// Where it stands in its script; nowhere else.
    span: Range<usize>,
}

impl Described {
    fn at(line: usize, document: Value) -> Self {
        Self {
            name: None,
            line,
            document,
            span: 0..0,
        }
    }
}

/// The descriptions that a script holds.
fn descriptions(file: &str, text: &str, script: &Script<'_>) -> Result<Vec<Described>> {
    if !script.is_data {
        return objects::descriptions(file, text, script);
    }
    if !is_description(script.body) {
        let configured = configured(file, script);
        // What a page hands to its own script holds a description somewhere.
        return match configured.is_empty() {
            true => objects::descriptions(file, text, script),
            false => Ok(configured),
        };
    }
    if !script.is_closed {
        return Err(cut(file, script.line));
    }
    let document = yaml::parse(file, Stage::Read, script.body, script.line)?;
    let is_one = has_operations(&document);
    Ok(is_one
        .then(|| Described::at(script.line, document))
        .into_iter()
        .collect())
}

/// The descriptions in what the page hands to its script in pieces, which begins in a line.
fn in_pieces(file: &str, joined: &str, line: usize) -> Result<Vec<Described>> {
    let script = Script::whole(joined);
    // Its lines are none of the page's.
    let at_first = |mut error: Error| {
        error.place = Place::file(file).at(line, 1);
        error
    };
    let mut found = objects::descriptions(file, joined, &script).map_err(at_first)?;
    for described in &mut found {
        described.line = line;
        flight::resolve(&mut described.document, joined).map_err(|()| objects::by_code(file, line))?;
    }
    Ok(found)
}

/// The descriptions in a viewer's configuration.
fn configured(file: &str, script: &Script<'_>) -> Vec<Described> {
    if !script.is_viewer {
        return Vec::new();
    }
    let Ok(configuration) = yaml::parse(file, Stage::Read, script.body, script.line) else {
        return Vec::new();
    };
    let held = sources::of(&configuration)
        .into_iter()
        .filter_map(|source| Some((source.name, source.content?)));
    held.filter_map(|(name, content)| {
        let document = match content {
            Value::String(text) => yaml::parse(file, Stage::Read, &text, script.line).ok()?,
            content => content,
        };
        let is_one = ["openapi", "swagger"]
            .iter()
            .any(|key| document.get(key).is_some());
        let described = Described {
            name,
            ..Described::at(script.line, document)
        };
        is_one.then_some(described)
    })
    .collect()
}

/// Whether a document that says a version says more: a sample of one may say nothing else.
fn has_operations(document: &Value) -> bool {
    ["paths", "webhooks", "components"]
        .iter()
        .any(|key| document.get(key).is_some())
}

fn cut(file: &str, line: usize) -> Error {
    Error::new(
        Stage::Read,
        Place::file(file).at(line, 1),
        "the API description that begins here never ends",
        "fetch the page again: it seems to be cut off",
    )
}

/// What a page is that shows a description, and says neither what nor where.
fn of_viewer(html: &Html<'_>) -> Unread {
    let starters = loads::starters(&html.loaded);
    let Some(first) = starters.first().filter(|_| html.has_viewer) else {
        let unread = Unread::new(
            1,
            "an HTML page that shows an API description whose URL its code puts together, which is not run",
            "open the page in a browser and save the description that it loads, or bring the document that it is made from",
        );
        return if html.has_viewer {
            unread
        } else {
            unread.of_other_page()
        };
    };
    let all: Vec<_> = starters.iter().map(|place| format!("`{place}`")).collect();
    let unread = Unread::new(
        1,
        format!(
            "an HTML page that shows an API description, which stands or is named in a script that it loads: {}",
            all.join(", ")
        ),
        format!("bring that script, {first}, or the description whose URL it says"),
    );
    unread.pointing_to(starters)
}

/// What a page without a description is.
fn without_description(html: &Html<'_>) -> Unread {
    if let Some(first) = html.named.first() {
        let all: Vec<_> = html.named.iter().map(|url| format!("`{url}`")).collect();
        let unread = Unread::new(
            1,
            format!(
                "an HTML page that shows an API description and does not hold it: it is at {}",
                all.join(", ")
            ),
            format!("bring that description, {first}"),
        );
        return unread.pointing_to(html.named.clone());
    }
    if html.is_of_viewer {
        return of_viewer(html);
    }
    if html.is_login || html.leads_to.as_deref().is_some_and(unread::is_login) {
        return unread::login_page(1);
    }
    if html.checks_the_browser {
        return Unread::new(
            1,
            "a page that checks the browser before it shows the page",
            "open it in a browser and save what it shows, or bring the description as the vendor hands it out",
        );
    }
    let async_api = ["\"asyncapi\":", "\"asyncapi\" :", "\\\"asyncapi\\\":"];
    let is_async = |script: &&Script<'_>| async_api.iter().any(|key| script.body.contains(key));
    if let Some(script) = html.scripts.iter().find(is_async) {
        return unread::async_api(script.line);
    }
    if let Some(place) = &html.leads_to {
        let problem = format!("an HTML page that only leads to another: `{place}`");
        return Unread::new(1, problem, format!("bring what is there, {place}")).of_other_page();
    }
    Unread::new(
        1,
        "an HTML page without an API description in it or in its scripts",
        "fetch the page as Markdown (its URL with `.md`), or save the text that a browser shows",
    )
    .of_other_page()
}
