//! The pipeline's input: a vendor's pages and what is known beside them.

use crate::source::Source;
use crate::vendor::Vendor;

/// Everything a client is a function of: what `specs/<vendor>/` holds.
#[derive(Debug, Clone)]
pub struct Sources {
    /// The vendor's pages, verbatim: one (`page.md`, `.yaml` or `.json`), or the set of a documentation site
    /// (`pages/*.md`). Their order does not matter.
    pub pages: Vec<Source>,
    /// Corrections (`overlay.yaml`), an OpenAPI Overlay 1.0 document.
    pub overlay: Option<Source>,
    /// Facts that the pages cannot know (`vendor.toml`).
    pub vendor: Vendor,
    /// The client's `CHANGELOG.md`, kept beside the pages.
    pub changelog: Option<Source>,
}

impl Sources {
    /// The input of a vendor with one page and nothing else.
    pub fn of_page(page: Source, vendor: Vendor) -> Self {
        Self {
            pages: vec![page],
            overlay: None,
            vendor,
            changelog: None,
        }
    }

    /// What messages about all pages at once call them: the page's name, or the folder of several.
    pub fn origin(&self) -> &str {
        match self.pages.as_slice() {
            [] => "pages",
            [page] => &page.name,
            [first, rest @ ..] => rest
                .iter()
                .fold(folder(&first.name), |common, page| shared(common, &page.name)),
        }
    }
}

/// The part of a path before its file's name.
fn folder(path: &str) -> &str {
    path.rfind(['/', '\\']).map_or("pages", |at| &path[..at])
}

/// The nearest folder that `common` is or is in, and `path` is in.
fn shared<'a>(common: &'a str, path: &str) -> &'a str {
    let holds = |folder: &str| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with(['/', '\\']))
    };
    let mut folders = std::iter::successors(Some(common), |folder| {
        folder.rfind(['/', '\\']).map(|at| &folder[..at])
    });
    folders.find(|folder| holds(folder)).unwrap_or("pages")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_pages_are_called_by_the_folder_that_holds_them_all() {
        let vendor = "name = 'A'\ncrate = 'a-client'\nversion = '0.1.0'\ndescription = 'd'\n";
        let origin = |names: &[&str]| {
            let mut sources = Sources::of_page(
                Source::new("", ""),
                Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap(),
            );
            sources.pages = names.iter().map(|name| Source::new(*name, "")).collect();
            sources.origin().to_owned()
        };
        assert_eq!(origin(&["specs/a/page.md"]), "specs/a/page.md");
        assert_eq!(
            origin(&["specs/a/pages/x.md", "specs/a/pages/y.md"]),
            "specs/a/pages"
        );
        assert_eq!(origin(&["d/pages/x.md", "d/pages2/y.md"]), "d");
        assert_eq!(origin(&["x.md", "y.md"]), "pages");
        assert_eq!(origin(&[]), "pages");
    }
}
