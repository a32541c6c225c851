//! A place of a document → the JSONPath (RFC 9535) by which an overlay selects it.

use serde_json::Value;
use specloom::pointer;

/// A JSON pointer into `document` as a JSONPath.
pub(crate) fn json_path(document: &Value, pointer: &str) -> String {
    let mut path = "$".to_owned();
    let mut value = Some(document);
    for token in pointer::tokens(pointer) {
        let is_index = value.is_some_and(Value::is_array);
        value = match value {
            Some(Value::Array(items)) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
            Some(other) => other.get(&token),
            None => None,
        };
        let mut chars = token.chars();
        let is_word = chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && chars.all(|c| c.is_ascii_alphanumeric() || c == '_');
        path += &match (is_index, is_word) {
            (true, _) => format!("[{token}]"),
            (false, true) => format!(".{token}"),
            (false, false) => format!("[{}]", quoted(&token)),
        };
    }
    path
}

/// A text as a string of a JSONPath.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = "'".to_owned();
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out += &format!("\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out + "'"
}

#[test]
fn a_path_is_selected_by_its_name_and_an_item_by_its_number() {
    let document = serde_json::json!({"paths": {"/it's": {"get": {"parameters": [{"name": "a"}]}}}});
    assert_eq!(
        json_path(&document, "/paths/~1it's/get/parameters/0/name"),
        r"$.paths['/it\'s'].get.parameters[0].name"
    );
}
