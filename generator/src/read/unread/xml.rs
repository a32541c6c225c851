//! An XML document → the format that its root is of, and what converts it.

use super::Unread;
use super::remedies::{ODATA, SITEMAP, not_read};

const WSDL: &str = "convert it with `apiconnect-wsdl`, or put an HTTP gateway before the SOAP service and bring its description";

/// Most of the root's tag that is looked at.
const MOST: usize = 4_000;

/// The format of a text that begins with a tag; `None` for HTML, and for Markdown with components.
pub(super) fn of_text(text: &str, line: usize) -> Option<Unread> {
    let is_declared = text.trim_start().starts_with("<?xml");
    let root = root(text)?;
    let tag: String = root.chars().take(MOST).collect::<String>().to_ascii_lowercase();
    let (tag, _) = tag.split_once('>').unwrap_or((&tag, ""));
    let name = tag
        .split(|c: char| c.is_whitespace() || c == '/')
        .next()
        .unwrap_or_default();
    let name = name.rsplit(':').next().unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| tag.contains(word));
    let (format, remedy) = match name {
        "html" => return None,
        "urlset" | "sitemapindex" => {
            return Some(Unread::new(line, "a sitemap, not the page of an API", SITEMAP).of_other_page());
        }
        "definitions" | "description" if says(&["/wsdl"]) => ("a WSDL description of a SOAP service", WSDL),
        "envelope" if says(&["/soap/envelope", "/soap-envelope"]) => (
            "a message of a SOAP service",
            "bring the description of the service as OpenAPI",
        ),
        "application" if says(&["wadl"]) => ("a WADL description", "convert it with `api-spec-converter`"),
        "edmx" => ("an OData description", ODATA),
        "schema" if says(&["/odata/ns/edm", "/ado/20"]) => ("an OData description", ODATA),
        "schema" if says(&["www.w3.org/2001/xmlschema"]) => (
            "an XML Schema, which describes data and no operations,",
            "bring the OpenAPI description that uses it",
        ),
        _ if is_declared => ("an XML document", "bring the API's OpenAPI description"),
        _ => return None,
    };
    Some(Unread::new(line, not_read(format), remedy))
}

/// The document from its root's name on: comments, instructions and the document type stand before it.
fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            return rest.strip_prefix('<');
        };
        rest = rest.split_once(end)?.1.trim_start();
    }
}
