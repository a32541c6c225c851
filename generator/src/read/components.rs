//! Components that are named while a page is read: one name and one shape is one component, and another shape of the
//! same name gets the next free name.

use serde_json::{Map, Value, json};

use super::merge::same_but_for_prose;

/// The `components` of a document in the making.
pub(super) struct Components {
    sections: Map<String, Value>,
}

impl Components {
    pub(super) fn new(stated: Option<&Value>) -> Self {
        Self {
            sections: stated.and_then(Value::as_object).cloned().unwrap_or_default(),
        }
    }

    /// Puts a component under `name`, or under the next free name if another one has it; returns its name.
    pub(super) fn insert(&mut self, section: &str, name: &str, component: Value) -> String {
        let name = key(name);
        let section = self.sections.entry(section).or_insert_with(|| json!({}));
        if !section.is_object() {
            *section = json!({});
        }
        let numbered = (2..).map(|n| format!("{name}{n}"));
        let mut candidates = std::iter::once(name.clone()).chain(numbered);
        let fits = |name: &String| {
            section
                .get(name)
                .is_none_or(|other| same_but_for_prose(other, &component))
        };
        let name = candidates.find(fits).expect("invariant: numbers do not run out");
        if section.get(&name).is_none() {
            section[&name] = component;
        }
        name
    }

    /// The sections that hold something.
    pub(super) fn into_sections(self) -> Map<String, Value> {
        let is_empty = |section: &Value| section.as_object().is_some_and(Map::is_empty);
        self.sections
            .into_iter()
            .filter(|(_, section)| !is_empty(section))
            .collect()
    }
}

/// A text as a component's key, which has fewer characters (OpenAPI 3.1, section 4.8.7).
pub(super) fn key(text: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let key: String = text
        .trim()
        .chars()
        .map(|c| if allowed(c) { c } else { '_' })
        .collect();
    if key.is_empty() { "_".to_owned() } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_and_one_shape_are_one_component() {
        let mut components = Components::new(Some(
            &json!({"schemas": {"User": {"type": "object"}}, "responses": {}}),
        ));
        assert_eq!(
            components.insert("schemas", "User", json!({"type": "object", "description": "d"})),
            "User"
        );
        assert_eq!(
            components.insert("schemas", "User", json!({"type": "string"})),
            "User2"
        );
        assert_eq!(
            components.insert("schemas", "User", json!({"type": "string"})),
            "User2"
        );
        assert_eq!(
            components.insert("schemas", "List<User>", json!({})),
            "List_User_"
        );
        assert_eq!(
            Value::Object(components.into_sections()),
            json!({"schemas": {"User": {"type": "object"}, "User2": {"type": "string"}, "List_User_": {}}})
        );
    }
}
