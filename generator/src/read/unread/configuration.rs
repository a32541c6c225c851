//! The configuration that a viewer of API descriptions is given as a file of its own → the places that it names.

use serde_json::{Map, Value};

use super::Unread;

/// What a document is that holds no description and says to a viewer where they are: `url`, or `urls` with names.
pub(in crate::read) fn of_configuration(document: &Map<String, Value>) -> Option<Unread> {
    const OF_VIEWER: [&str; 8] = [
        "configUrl",
        "oauth2RedirectUrl",
        "validatorUrl",
        "deepLinking",
        "urls.primaryName",
        "dom_id",
        "layout",
        "docExpansion",
    ];
    let url_of = |value: &Value| value.get("url").and_then(Value::as_str).map(str::to_owned);
    let several = document.get("urls").and_then(Value::as_array);
    let mut named: Vec<String> = several.into_iter().flatten().filter_map(url_of).collect();
    let is_list = !named.is_empty();
    if !is_list {
        named.extend(document.get("url").and_then(Value::as_str).map(str::to_owned));
    }
    named.retain(|url| !url.trim().is_empty());
    let is_viewers = is_list || OF_VIEWER.iter().any(|key| document.contains_key(*key));
    let first = named.first().filter(|_| is_viewers)?.clone();
    let all: Vec<_> = named.iter().map(|url| format!("`{url}`")).collect();
    let problem = format!(
        "a viewer's configuration and no API description, which is at {}",
        all.join(", ")
    );
    Some(Unread::new(1, problem, format!("bring that description, {first}")).pointing_to(named))
}
