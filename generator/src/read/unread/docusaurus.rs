//! The pages that `docusaurus-openapi-docs` writes beside those of operations: of the API, of a tag, of a schema.
//!
//! ```text
//! INFO   := … "import ApiLogo from \"@theme/ApiLogo\"" … ["<Export" NL "url={\"" URL "\"}" …]
//! TAG    := WORDS "<DocCardList items={useCurrentSidebarCategory().items}/>"
//! SCHEMA := … "import Schema from \"@theme/Schema\"" …
//! ```

use super::Unread;
use crate::read::front_matter::PageText;

/// What such a page is.
pub(super) fn page(page: &PageText<'_>) -> Option<Unread> {
    let imports = |theme: &str| {
        let is = |line: &str| line.starts_with("import ") && line.contains(&format!("@theme/{theme}"));
        page.text
            .lines()
            .position(|line| is(line) && line.trim_end_matches([';', ' ']).ends_with(['"', '\'']))
    };
    page.matter?;
    if let Some(line) = imports("ApiLogo") {
        let unread = of(line, "of an API, which shows no operation");
        return Some(match exported(&page.text) {
            Some(url) => unread.pointing_to(vec![url.to_owned()]),
            None => unread,
        });
    }
    let schema = imports("Schema\"").or_else(|| imports("Schema'"));
    if let Some(line) = schema {
        return Some(of(line, "of a schema, which shows no operation"));
    }
    let cards = |line: &str| line.starts_with("<DocCardList items={useCurrentSidebarCategory().items}");
    let line = page.text.lines().position(cards)?;
    let has_more = page.text.lines().any(|line| line.starts_with("## "));
    (!has_more).then(|| of(line, "of a tag, which only lists others"))
}

fn of(index: usize, what: &str) -> Unread {
    Unread::new(
        index + 1,
        format!("a page of docusaurus-openapi-docs {what}"),
        "bring the pages of the operations (`….api.mdx`), or the description that they are made from",
    )
    .of_other_page()
}

/// Where the page has the description from.
fn exported(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("<Export")?;
    let (_, url) = rest.split_once('>')?.0.split_once("url={\"")?;
    url.split('"').next().filter(|url| !url.is_empty())
}
