//! A Server Object → the URLs that it stands for: those that its variables can make, and the one that clients call.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::compare::site::Node;

/// Most URLs that are made of a server's variables to find one of them; with more, it counts as another.
const MOST_URLS: usize = 1_000;

/// A server's URL as it is joined with paths: a variable that has one value is that value.
pub(super) fn url(node: &Node<'_>) -> String {
    let mut url = template(node);
    for (name, variable) in variables(node) {
        if let Some(value) = only_value(variable) {
            url = url.replace(&format!("{{{name}}}"), value);
        }
    }
    plain(&url)
}

/// The same with its variables.
pub(super) fn template(node: &Node<'_>) -> String {
    plain(node.text("url").unwrap_or_default())
}

/// The same with what its variables can be in place of their names.
pub(super) fn nameless(node: &Node<'_>) -> String {
    let mut url = url(node);
    for (name, variable) in variables(node) {
        let values = format!("{{{} of {:?}}}", variable["default"], values(variable));
        url = url.replace(&format!("{{{name}}}"), &values);
    }
    url
}

/// The URL that clients call: its variables are their defaults. `None` where one has none.
pub(super) fn called(node: &Node<'_>) -> Option<String> {
    let mut url = template(node);
    for (name, variable) in variables(node) {
        url = url.replace(&format!("{{{name}}}"), variable["default"].as_str()?);
    }
    (!url.contains('{')).then(|| plain(&url))
}

fn variables<'a>(node: &Node<'a>) -> impl Iterator<Item = (&'a String, &'a Value)> {
    let variables = node.get("variables").and_then(Value::as_object);
    variables.into_iter().flatten()
}

/// The values that a server variable can have, in one order; nothing where it can have any.
pub(super) fn values(variable: &Value) -> Option<BTreeSet<&str>> {
    let values = variable.get("enum")?.as_array()?;
    Some(values.iter().filter_map(Value::as_str).collect())
}

/// The URLs that a server's variables can make, those of one that may be anything with its default and with its name. `None` if
/// there are too many.
fn urls(node: &Node<'_>) -> Option<BTreeSet<String>> {
    let mut urls = vec![template(node)];
    for (name, variable) in variables(node) {
        let placeholder = format!("{{{name}}}");
        let either = || variable["default"].as_str().into_iter().chain([&*placeholder]);
        let values = values(variable).unwrap_or_else(|| either().collect());
        if urls.len() * values.len() > MOST_URLS {
            return None;
        }
        let with = |url: &String, value: &&str| url.replace(&placeholder, value);
        let each = urls
            .iter()
            .flat_map(|url| values.iter().map(move |value| with(url, value)));
        urls = each.collect();
    }
    Some(urls.iter().map(|url| plain(url)).collect())
}

/// Whether a server's variables can make this URL.
pub(super) fn makes(node: &Node<'_>, wanted: &str) -> bool {
    urls(node).is_some_and(|urls| urls.contains(wanted))
}

/// Whether they can make all that another server's can.
pub(super) fn makes_all(node: &Node<'_>, other: &Node<'_>) -> bool {
    let (all, wanted) = (urls(node), urls(other));
    all.zip(wanted)
        .is_some_and(|(all, wanted)| wanted.is_subset(&all))
}

/// A URL without what makes no difference: a slash at its end, the case of its host, the usual port (RFC 3986, section 6.2).
fn plain(url: &str) -> String {
    let url = url.trim_end_matches('/');
    let Some((scheme, rest)) = url.split_once("://").filter(|_| !url.contains('{')) else {
        return url.to_owned();
    };
    let scheme = scheme.to_ascii_lowercase();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    let usual = match scheme.as_str() {
        "https" => ":443",
        _ => ":80",
    };
    format!("{scheme}://{}{path}", host.strip_suffix(usual).unwrap_or(&host))
}

/// The value of a server variable that can have no other.
pub(super) fn only_value(variable: &Value) -> Option<&str> {
    match variable.get("enum").and_then(Value::as_array).map(Vec::as_slice) {
        Some([value]) => value.as_str(),
        _ => None,
    }
}
