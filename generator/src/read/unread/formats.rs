//! Descriptions of other formats, each by what it begins with, and what converts it.

use serde_json::{Map, Value};

use super::Unread;
use crate::openapi::METHODS;

/// A format that is not read: how its text begins (after blanks, in lower case), its name, what to do.
const BEGINNINGS: [(&[&str], &str, &str); 8] = [
    (
        &["#%raml"],
        "a RAML description",
        "convert it with `oas-raml-converter` or `api-spec-converter`",
    ),
    (
        &["format: 1a"],
        "an API Blueprint description",
        "convert it with `apib2swagger` or `api-spec-converter`",
    ),
    (&["asyncapi:"], "an AsyncAPI description", ASYNC_API),
    (&["arazzo:"], "an Arazzo description of workflows", ARAZZO),
    (&["overlay:"], "an OpenAPI Overlay", OVERLAY),
    (
        &["syntax = \"proto", "syntax=\"proto"],
        "a protocol buffers definition",
        "convert it with `protoc-gen-openapi`",
    ),
    (
        &["$version: \"", "$version: '"],
        "a Smithy model",
        "convert it with `smithy build` and its OpenAPI plug-in",
    ),
    (
        &["import \"@typespec/", "using typespec"],
        "a TypeSpec description",
        "compile it with `tsp compile --emit @typespec/openapi3`",
    ),
];

const ASYNC_API: &str = "bring the OpenAPI description of the same API, if it has one: AsyncAPI describes messages, and none of a client's requests";
const ARAZZO: &str = "bring the OpenAPI description that its `sourceDescriptions` name";
const OVERLAY: &str = "bring the description that it corrects, and keep this beside it as `overlay.yaml`";
const GRAPHQL: &str = "use a GraphQL client (`graphql_client`, `cynic`), or wrap its operations as REST with `sofa-api` and bring that description";
const DISCOVERY: &str = "convert it with `google-discovery-to-swagger` or `api-spec-converter`";
const SITEMAP: &str = "give it as the index of a set of pages, or bring one of the pages that it lists";
const POSTMAN: &str = "export the collection from Postman as a collection of format 2.1";
const WSDL: &str = "convert it with `apiconv` or `api-spec-converter`, or put an HTTP gateway before the SOAP service and bring its description";

/// The format that a text begins as.
pub(super) fn of_text(text: &str) -> Option<Unread> {
    let mut lines = text.lines().enumerate();
    let (index, first) = lines.find(|(_, line)| !line.trim().is_empty() && !is_comment(line))?;
    let line = index + 1;
    let beginning = beginning(first);
    // A key is followed by a version: prose may begin with the word.
    let begins = |known: &&str| -> bool {
        let Some(rest) = beginning.strip_prefix(known).map(str::trim) else {
            return false;
        };
        match *known {
            "format: 1a" => rest.is_empty(),
            key if key.ends_with(':') => rest.starts_with(|c: char| "'\"".contains(c) || c.is_ascii_digit()),
            _ => true,
        }
    };
    if let Some((_, name, remedy)) = BEGINNINGS
        .iter()
        .find(|(beginnings, ..)| beginnings.iter().any(begins))
    {
        return Some(Unread::new(
            line,
            (*name).to_owned() + ", which is not read",
            *remedy,
        ));
    }
    if beginning.starts_with('<') {
        return xml(text, line);
    }
    graphql(text).map(|line| Unread::new(line, "a GraphQL schema, which is not read", GRAPHQL))
}

fn beginning(line: &str) -> String {
    line.trim_start()
        .chars()
        .take(40)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// A comment of YAML, but for the one that says that the text is RAML.
fn is_comment(line: &str) -> bool {
    (line.starts_with('#') && !line.starts_with("#%")) || line.starts_with("---") || line.starts_with("%YAML")
}

fn xml(text: &str, line: usize) -> Option<Unread> {
    let head: String = text.chars().take(4000).collect();
    let lower = head.to_ascii_lowercase();
    if lower.contains("<html") || lower.contains("<!doctype html") {
        return None;
    }
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let (name, remedy) = if says(&["schemas.xmlsoap.org/wsdl", "www.w3.org/ns/wsdl"]) {
        ("a WSDL description of a SOAP service", WSDL)
    } else if says(&["wadl.dev.java.net"]) {
        ("a WADL description", "convert it with `api-spec-converter`")
    } else if says(&["<edmx:edmx", "<edmx "]) {
        ("an OData description", "convert it with `odata-openapi`")
    } else if says(&["<urlset", "<sitemapindex"]) {
        return Some(Unread::new(line, "a sitemap, not the page of an API", SITEMAP).of_other_page());
    } else if lower.trim_start().starts_with("<?xml") {
        ("an XML document", "bring the API's OpenAPI description")
    } else {
        return None;
    };
    Some(Unread::new(line, name.to_owned() + ", which is not read", remedy))
}

/// The line of a GraphQL schema's root type.
fn graphql(text: &str) -> Option<usize> {
    let opens = |line: &str| {
        if line.starts_with(char::is_whitespace) {
            return None;
        }
        let mut words = line.split_whitespace();
        let (first, second, third) = (words.next()?, words.next()?, words.next());
        match (first, second, third) {
            ("schema", "{", _) => Some(()),
            ("type" | "extend", _, Some(third)) if second != "{" => {
                let is_root = ["Query", "Mutation", "Subscription"].contains(&second)
                    || (first == "extend" && second == "type" && ["Query", "Mutation"].contains(&third));
                (is_root && line.contains('{')).then_some(())
            }
            _ => None,
        }
    };
    // Fences of a page may show such a schema: then it is not what the text is.
    let mut lines = text
        .lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("```"));
    lines
        .find(|(_, line)| opens(line).is_some())
        .map(|(index, _)| index + 1)
}

/// The format of a JSON or YAML document that is no OpenAPI description.
pub(in crate::read) fn of_document(document: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
    let text = |key: &str| document.get(key).and_then(Value::as_str).unwrap_or_default();
    let has = |key: &str| document.contains_key(key);
    if has("asyncapi") {
        Some(("an AsyncAPI description", ASYNC_API))
    } else if text("kind") == "discovery#restDescription" || (has("discoveryVersion") && has("rootUrl")) {
        Some(("a Google API discovery document", DISCOVERY))
    } else if has("__schema")
        || document
            .get("data")
            .is_some_and(|data| data.get("__schema").is_some())
    {
        Some(("the introspection of a GraphQL schema", GRAPHQL))
    } else if has("swaggerVersion") {
        Some((
            "a Swagger 1 description",
            "convert it with `swagger-converter` or `api-spec-converter`",
        ))
    } else if has("arazzo") {
        Some(("an Arazzo description of workflows", ARAZZO))
    } else if has("overlay") && has("actions") {
        Some(("an OpenAPI Overlay", OVERLAY))
    } else if document
        .get("log")
        .is_some_and(|log| log.get("entries").is_some())
    {
        Some((
            "a HAR recording of requests",
            "derive a description with `har-to-openapi`",
        ))
    } else if text("_type") == "export" && has("__export_format") {
        Some((
            "an Insomnia collection",
            "convert it with `insomnia-documenter` or export the design document that it was made from",
        ))
    } else if !text("_postman_variable_scope").is_empty() {
        Some(("a Postman environment", POSTMAN))
    } else if has("requests") && has("order") && !has("paths") {
        Some(("a Postman collection of format 1", POSTMAN))
    } else if has("$schema") && !has("paths") {
        Some((
            "a JSON Schema, which describes data and no operations",
            "bring the OpenAPI description that uses it",
        ))
    } else {
        None
    }
}

/// An API Blueprint without its first line: Markdown whose headings end in `[METHOD]` and whose lists are messages.
pub(super) fn of_markdown(text: &str) -> Option<Unread> {
    let is_action = |line: &&str| {
        line.starts_with('#')
            && METHODS
                .iter()
                .any(|method| line.contains(&format!("[{}", method.to_ascii_uppercase())))
    };
    let line = text.lines().position(|line| is_action(&line))?;
    let is_message = |line: &str| line.starts_with("+ Response") || line.starts_with("+ Request");
    text.lines().any(is_message).then(|| {
        Unread::new(
            line + 1,
            "an API Blueprint description, which is not read",
            "convert it with `apib2swagger` or `api-spec-converter`",
        )
    })
}
