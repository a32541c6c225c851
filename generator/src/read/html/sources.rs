//! A viewer's configuration → the descriptions that it shows: held by it, or named.
//!
//! ```text
//! CONFIGURATION := OF_ONE | "[" { OF_ONE } "]"
//! OF_ONE := "{" … "sources": "[" { SOURCE } "]" … "}" | SOURCE | "{" … "spec": SOURCE … "}"
//! SOURCE := "{" … ("content": DESCRIPTION | "url": "…") ["title": "…" | "name": "…" | "slug": "…"] … "}"
//! ```

use serde_json::Value;

/// A description that a viewer shows.
pub(super) struct Shown {
    /// What readers choose it by.
    pub(super) name: Option<String>,
    /// The description, or its text.
    pub(super) content: Option<Value>,
    /// Where it is, if it is not held.
    pub(super) url: Option<String>,
}

/// What a configuration shows.
pub(super) fn of(configuration: &Value) -> Vec<Shown> {
    let all = match configuration {
        Value::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let sources = all.iter().flat_map(|one| match one.get("sources") {
        Some(Value::Array(sources)) => sources.as_slice(),
        _ => std::slice::from_ref(one),
    });
    sources.filter_map(shown).collect()
}

fn shown(source: &Value) -> Option<Shown> {
    let text = |key: &str| source.get(key).and_then(Value::as_str).map(str::trim);
    let name = ["title", "name", "slug"].iter().find_map(|key| text(key));
    let said = |key: &str| {
        let of_spec = source.get("spec").and_then(|spec| spec.get(key));
        source.get(key).or(of_spec).filter(|said| !said.is_null())
    };
    // What is held counts: the place beside it is that of the same.
    let content = said("content").cloned();
    let url = said("url").and_then(Value::as_str).filter(|_| content.is_none());
    (content.is_some() || url.is_some()).then(|| Shown {
        name: name.filter(|name| !name.is_empty()).map(str::to_owned),
        url: url.map(str::to_owned),
        content,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn all_that_a_configuration_shows_is_found() {
        for (configuration, shown) in [
            (
                json!({"content": {"a": 1}, "url": "/a"}),
                vec![(None, true, None)],
            ),
            (
                json!({"spec": {"url": "/a"}, "title": "A"}),
                vec![(Some("A"), false, Some("/a"))],
            ),
            (
                json!({"sources": [{"url": "/a", "slug": "a"}, {"content": "b", "title": " B "}, {"title": "c"}, {"content": null}]}),
                vec![(Some("a"), false, Some("/a")), (Some("B"), true, None)],
            ),
            (
                json!([{"url": "/a"}, {"sources": [{"url": "/b"}]}, 1]),
                vec![(None, false, Some("/a")), (None, false, Some("/b"))],
            ),
            (json!("a"), vec![]),
        ] {
            let found = super::of(&configuration);
            let found: Vec<_> = found
                .iter()
                .map(|one| (one.name.as_deref(), one.content.is_some(), one.url.as_deref()))
                .collect();
            assert_eq!(found, shown, "{configuration}");
        }
    }
}
