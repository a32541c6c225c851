//! The documentation sites of the optional corpus: what all pages of a vendor become together, beside what one of them is.

use specloom::compare::ItemChangeKind;
use specloom::{Source, Sources};
use specloom_tests::{corpus, workspace};

/// The pages of a set of the corpus.
fn pages(set: &str) -> Option<Vec<Source>> {
    let folder = corpus::folder("the corpus' documentation sites")?
        .join("sets")
        .join(set);
    let page = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        Source::new(format!("specs/{set}/pages/{name}"), std::fs::read(path).unwrap())
    };
    Some(corpus::documents(&folder).iter().map(page).collect())
}

/// Whoever imports the client of one page goes on with the client of the whole site.
#[test]
fn the_client_of_a_site_has_the_api_of_the_client_of_its_page() {
    let Some(pages) = pages("joyfill") else { return };
    let page = workspace::sources("joyfill");
    let site = Sources {
        pages,
        ..page.clone()
    };
    let api = |sources: &Sources| {
        let canonical = specloom::canonical(sources).unwrap();
        assert_eq!(canonical.set.held, []);
        let operations: usize = canonical.set.origins.len();
        (operations, specloom::api(&canonical, &sources.vendor).unwrap())
    };
    let (one, of_page) = api(&page);
    let (all, of_site) = api(&site);
    assert_eq!((one, all), (1, 30));
    let changes = of_site.surface().changes_since(of_page.surface());
    for change in &changes {
        assert_eq!(change.kind, ItemChangeKind::Added, "{change:?}");
        assert!(!change.needed, "{change:?}");
        let of_operation = ["CreateAccessToken", "create_access_token"];
        let is_own = |part: &str| of_operation.iter().any(|own| part.starts_with(own));
        assert!(
            !change.item.split([':', ' ']).any(is_own),
            "the operation of both: {change:?}"
        );
    }
    assert!(changes.len() > 29, "each of the others has at least a method");
}
