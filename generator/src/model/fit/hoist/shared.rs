//! What a type that several places ask for is called.

use heck::ToSnakeCase;
use serde_json::Value;

use crate::model::fit::schema::{object_mut, without_examples};
use crate::model::naming::type_name;

/// A title that is longer than this is a sentence.
const TITLE: usize = 40;

/// Words that say where a type stands, and nothing of what it is.
const GENERIC: [&str; 9] = [
    "request", "response", "item", "value", "default", "extra", "header", "success", "data",
];

/// A place that asks for a type.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    /// What the type is called if nobody else asks for it.
    pub(super) name: String,
    /// What the place is, in words.
    about: String,
    /// The name of the status whose body it is, if that is an error.
    error: Option<String>,
    title: Option<String>,
    /// What the page says of it.
    pub(super) description: Option<String>,
}

impl Ask {
    pub(super) fn new(name: String, about: &str, error: Option<String>, schema: &Value) -> Self {
        let text = |key: &str| {
            let text = schema.get(key).and_then(Value::as_str)?;
            (!text.trim().is_empty()).then(|| text.to_owned())
        };
        Self {
            name,
            about: about.to_owned(),
            error,
            title: text("title").filter(|title| title.len() <= TITLE),
            description: text("description"),
        }
    }
}

/// A schema without what does not make it another type: its title and description, examples, the order of `required`.
pub(super) fn essence(schema: Value) -> Value {
    let mut essence = without_examples(schema);
    let object = object_mut(&mut essence);
    object.remove("title");
    object.remove("description");
    if let Some(Value::Array(required)) = object.get_mut("required") {
        required.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
    }
    essence
}

/// The name of a type that several ask for: their title, what errors most of them are, the words that their names have in
/// common, else what the first calls it.
pub(super) fn shared_name(asks: &[Ask]) -> String {
    let first = &asks[0];
    if let Some(title) = same(asks, |ask| ask.title.as_deref()) {
        return type_name(title);
    }
    if asks.iter().all(|ask| ask.name == first.name) {
        return first.name.clone();
    }
    let mut errors = asks.iter().filter_map(|ask| ask.error.as_deref());
    if errors.clone().count() * 2 > asks.len() {
        let status = errors.next().filter(|first| errors.all(|error| error == *first));
        return match status {
            Some("Default") | None => "ErrorResponse".to_owned(),
            Some(status) if status.ends_with("Error") => status.to_owned(),
            Some(status) => format!("{status}Error"),
        };
    }
    common_words(asks).unwrap_or_else(|| first.name.clone())
}

/// What a type that several ask for is.
pub(super) fn about(asks: &[Ask]) -> String {
    if asks.iter().all(|ask| ask.error.is_some()) {
        return "the body of several error replies".to_owned();
    }
    let first = &asks[0].about;
    // What a schema and its request variant have in common.
    if asks.iter().all(|ask| ask.name == asks[0].name) {
        return first.clone();
    }
    match asks.iter().find(|ask| ask.about != *first) {
        None => first.clone(),
        Some(other) if asks.len() == 2 => format!("{first}, and {}", other.about),
        Some(_) => format!("{first}, and the same in {} other places", asks.len() - 1),
    }
}

/// What the page says of a type in all places that ask for it.
pub(super) fn description(asks: &[Ask]) -> Option<String> {
    same(asks, |ask| ask.description.as_deref()).map(str::to_owned)
}

fn same<'a>(asks: &'a [Ask], of: impl Fn(&'a Ask) -> Option<&'a str>) -> Option<&'a str> {
    let first = of(&asks[0])?;
    asks.iter().all(|ask| of(ask) == Some(first)).then_some(first)
}

/// The words that all names end with, or at least two that all begin with.
fn common_words(asks: &[Ask]) -> Option<String> {
    let names: Vec<Vec<String>> = asks
        .iter()
        .map(|ask| ask.name.to_snake_case().split('_').map(str::to_owned).collect())
        .collect();
    let first = &names[0];
    let length = |matches: &dyn Fn(&[String], usize) -> bool| {
        (1..=first.len())
            .take_while(|count| {
                names
                    .iter()
                    .all(|name| name.len() >= *count && matches(name, *count))
            })
            .last()
            .unwrap_or(0)
    };
    let ending = length(&|name, count| name[name.len() - count..] == first[first.len() - count..]);
    let beginning = length(&|name, count| name[..count] == first[..count]);
    let telling = |words: &[String]| {
        let telling = words.iter().filter(|word| !GENERIC.contains(&word.as_str()));
        telling
            .filter(|word| !word.chars().all(|c| c.is_ascii_digit()))
            .count()
    };
    let (ending, beginning) = (&first[first.len() - ending..], &first[..beginning]);
    if telling(ending) > 0 {
        Some(type_name(&ending.join("_")))
    } else if telling(beginning) > 1 {
        Some(type_name(&beginning.join("_")))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn named(asks: &[(&str, Option<&str>, Option<&str>)]) -> String {
        let asks: Vec<Ask> = asks
            .iter()
            .map(|(name, error, title)| {
                let schema = title.map_or(json!({}), |title| json!({"title": title}));
                Ask::new((*name).to_owned(), name, error.map(str::to_owned), &schema)
            })
            .collect();
        shared_name(&asks)
    }

    #[test]
    fn a_shared_type_is_called_by_what_its_places_have_in_common() {
        let error = |name: &'static str, status| (name, Some(status), None);
        let table = [
            (
                vec![("A", None, Some("api problem")), ("B", None, Some("api problem"))],
                "ApiProblem",
            ),
            (
                vec![
                    error("GetANotFound", "NotFound"),
                    error("GetBNotFound", "NotFound"),
                ],
                "NotFoundError",
            ),
            (
                vec![
                    error("GetAClientError", "ClientError"),
                    error("GetB", "ClientError"),
                ],
                "ClientError",
            ),
            (
                vec![error("GetANotFound", "NotFound"), error("GetAGone", "Gone")],
                "ErrorResponse",
            ),
            (
                vec![
                    ("BulkFailuresItem", None, None),
                    error("GetANotFound", "NotFound"),
                    error("GetBNotFound", "NotFound"),
                ],
                "NotFoundError",
            ),
            (
                vec![("UserAddress", None, None), ("CompanyAddress", None, None)],
                "Address",
            ),
            (
                vec![
                    ("UpdateUserRequest", None, None),
                    ("UpdateUserResponse", None, None),
                ],
                "UpdateUser",
            ),
            (
                vec![("GetUserResponse", None, None), ("GetTeamResponse", None, None)],
                "GetUserResponse",
            ),
            (
                vec![("UserAddress", None, None), ("UserAddress", None, None)],
                "UserAddress",
            ),
        ];
        for (asks, expected) in table {
            assert_eq!(named(&asks), expected, "{asks:?}");
        }
    }
}
