//! A documentation site → its pages: which there are (`index`), what they are called here (`slug`), and their contents
//! (`collect`, `listing`).

pub mod collect;
pub mod files;
pub mod follow;
pub mod hosts;
pub mod index;
pub mod listing;
pub mod patterns;
pub mod robots;
pub mod sitemap;
pub mod slug;

use reqwest::Url;
use specloom::Source;

/// A page that was brought: from a file or from a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitePage {
    /// Where it is from, for messages.
    pub from: String,
    /// The name of its file below `pages/`.
    pub file: String,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// Where it is published.
    pub url: Option<String>,
    /// The server's entity tag.
    pub etag: Option<String>,
}

/// What a page of a site is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    /// It describes an API, be it damaged or in a format that is not read: then reading it says so.
    Api,
    /// It describes no API, such as a guide.
    Other,
    /// It only says where its description is: at these places of the same site.
    Names(Vec<Url>),
}

impl PageKind {
    /// What a page is that was published at `url`: asked of the reader, which knows every style.
    pub fn of(bytes: &[u8], url: &Url) -> Self {
        if std::str::from_utf8(bytes).map_or(true, |text| text.trim().is_empty()) {
            return Self::Other;
        }
        match specloom::read::read(&Source::new(url.as_str(), bytes)) {
            Ok(_) => Self::Api,
            Err(error) => {
                let named = on_the_same_site(url, &error.descriptions);
                if !named.is_empty() {
                    Self::Names(named)
                } else if error.describes_nothing {
                    Self::Other
                } else {
                    Self::Api
                }
            }
        }
    }
}

/// Of the places that a page names, those on its own site: nothing else is asked for because a page says so.
pub fn on_the_same_site(page: &Url, named: &[String]) -> Vec<Url> {
    let mut urls = Vec::new();
    for named in named {
        let Ok(mut url) = page.join(named) else { continue };
        url.set_fragment(None);
        if url.origin() == page.origin() && url != *page && !urls.contains(&url) {
            urls.push(url);
        }
    }
    urls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_what_the_reader_makes_of_it() {
        let url = Url::parse("https://docs.globex.test/api/ship").unwrap();
        let kind = |text: &str| PageKind::of(text.as_bytes(), &url);
        let document = "openapi: 3.0.0\ninfo: {title: G, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: ok}}}}}\n";
        assert_eq!(kind(&format!("# A\n\n```yaml\n{document}```\n")), PageKind::Api);
        assert_eq!(
            kind(&format!("# A\n\n````yaml get /a\n{document}")),
            PageKind::Api,
            "cut off"
        );
        assert_eq!(
            kind("#%RAML 1.0\ntitle: G\n"),
            PageKind::Api,
            "of another format, which is told"
        );
        for other in [
            "# Guide\n\nopenapi: that is what we like.\n",
            "---\ntitle: openapi\n---\n# Guide\n\nWords.\n",
            "# Guide\n\n```json\n{\"a\": 1}\n```\n",
            "<!doctype html><title>Guide</title>",
            " ",
        ] {
            assert_eq!(kind(other), PageKind::Other, "{other}");
        }
        assert_eq!(PageKind::of(b"\x89PNG\xff", &url), PageKind::Other);
        let shown = |place: &str| format!("<html><body><redoc spec-url=\"{place}\"></redoc></body></html>");
        let named = |place: &str| kind(&shown(place));
        let at = |url: &str| PageKind::Names(vec![Url::parse(url).unwrap()]);
        assert_eq!(
            named("../openapi.json"),
            at("https://docs.globex.test/openapi.json")
        );
        assert_eq!(
            named("/v1/openapi.json#x"),
            at("https://docs.globex.test/v1/openapi.json")
        );
        for elsewhere in [
            "https://other.test/openapi.json",
            "http://docs.globex.test/a.json",
            "file:///etc/passwd",
        ] {
            assert_eq!(
                named(elsewhere),
                PageKind::Api,
                "{elsewhere}: told, and not followed"
            );
        }
    }
}
