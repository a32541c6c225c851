//! When something is to end: what a page says of it in extensions, headers of replies, or prose, put into the sentence of a
//! finding about a deprecation or a removal.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Change;
use crate::openapi::reference;
use crate::pointer;

/// Extensions that say when something ends.
const ENDS: [&str; 9] = [
    "x-sunset",
    "x-sunset-date",
    "x-sunset-at",
    "sunset",
    "x-removal-date",
    "x-removed-at",
    "x-remove-after",
    "x-end-of-life",
    "x-eol",
];

/// Extensions that say since when it is deprecated.
const BEGINS: [&str; 6] = [
    "x-deprecated-at",
    "x-deprecated-since",
    "x-deprecation-date",
    "x-deprecated-on",
    "x-deprecated",
    "x-deprecation",
];

/// Words of a sentence that says when something ends.
const ENDING: [&str; 8] = [
    "sunset",
    "remov",
    "retire",
    "end of life",
    "end-of-life",
    "shut down",
    "discontinu",
    "no longer be available",
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether a key says when something ends or is deprecated.
pub(super) fn is_date(key: &str) -> bool {
    ENDS.contains(&key) || BEGINS.contains(&key)
}

/// Puts dates into the sentences of findings about deprecations and removals. A date that comes with the deprecation is said there,
/// and only there.
pub(super) fn say(changes: &mut Vec<Change>, old: &Value, new: &Value) {
    let owner = |change: &Change| Some(change.new_pointer.as_deref()?.rsplit_once('/')?.0.to_owned());
    let deprecated = changes.iter().filter(|change| change.id == "deprecated");
    let says_when = |owner: &String| {
        let dates = new.pointer(owner).map(Dates::of);
        dates.is_some_and(|dates| dates.sentence().is_some())
    };
    let deprecated: BTreeSet<String> = deprecated.filter_map(owner).filter(says_when).collect();
    changes.retain(|change| {
        let is_new = change.id == "sunset-changed" && change.old_pointer.is_none();
        !(is_new && owner(change).is_some_and(|owner| deprecated.contains(&owner)))
    });
    for change in changes {
        if change.id == "deprecated" {
            let owner = change.new_pointer.as_deref().and_then(|at| at.rsplit_once('/'));
            let owner = owner.and_then(|(owner, _)| new.pointer(owner));
            if let Some(said) = owner.map(Dates::of).and_then(|dates| dates.sentence()) {
                change.message.push_str(&format!(": {said}"));
            }
        } else if change.id.ends_with("-removed") || change.id.contains("-removed-") {
            let thing = change.old_pointer.as_deref().and_then(|at| old.pointer(at));
            let thing = thing.map(|thing| {
                let reference = reference::of(thing);
                reference
                    .and_then(|reference| pointer::resolve(old, reference))
                    .unwrap_or(thing)
            });
            let Some(thing) = thing.filter(|thing| thing.is_object()) else {
                continue;
            };
            let dates = Dates::of(thing);
            if let Some(end) = &dates.end {
                change
                    .message
                    .push_str(&format!("; that was announced for {end}"));
            } else if thing.get("deprecated") == Some(&Value::Bool(true)) {
                let since = dates.since.map(|since| format!(", since {since}"));
                change.message.push_str(&format!(
                    "; it was deprecated{}, without a date for its end",
                    since.unwrap_or_default()
                ));
            }
        }
    }
}

/// What a page says about the end of something.
#[derive(Debug, Default, PartialEq, Eq)]
struct Dates {
    since: Option<String>,
    end: Option<String>,
}

impl Dates {
    /// The dates of an operation, a parameter, a header or a schema.
    fn of(thing: &Value) -> Self {
        let mut dates = Self {
            end: ENDS.iter().find_map(|key| plain(thing.get(*key)?)),
            since: BEGINS.iter().find_map(|key| plain(thing.get(*key)?)),
        };
        for key in BEGINS {
            if let Some(Value::Object(said)) = thing.get(key) {
                let find = |words: &[&str]| {
                    let mut members = said.iter();
                    let found =
                        members.find(|(key, _)| words.iter().any(|word| key.to_lowercase().contains(word)));
                    found.and_then(|(_, value)| plain(value))
                };
                dates.end = dates.end.or_else(|| find(&["sunset", "remov", "end"]));
                dates.since = dates.since.or_else(|| find(&["since", "date", "at"]));
            }
        }
        let responses = thing.get("responses").and_then(Value::as_object);
        for response in responses.into_iter().flat_map(|responses| responses.values()) {
            let headers = response.get("headers").and_then(Value::as_object);
            for (name, header) in headers.into_iter().flatten() {
                let said = [
                    "/example",
                    "/schema/example",
                    "/schema/const",
                    "/schema/default",
                    "/description",
                ];
                let date = || said.iter().find_map(|at| date(header.pointer(at)?.as_str()?));
                match name.to_ascii_lowercase().as_str() {
                    "sunset" => dates.end = dates.end.take().or_else(date),
                    "deprecation" => dates.since = dates.since.take().or_else(date),
                    _ => {}
                }
            }
        }
        let prose = ["description", "summary"];
        let prose = prose.iter().filter_map(|key| thing.get(*key)?.as_str());
        for sentence in prose.flat_map(|text| {
            text.split_inclusive([';', '\n'])
                .flat_map(|part| part.split(". "))
        }) {
            let lower = sentence.to_lowercase();
            if ENDING.iter().any(|word| lower.contains(word)) {
                dates.end = dates.end.take().or_else(|| date(sentence));
            } else if lower.contains("deprecat") {
                dates.since = dates.since.take().or_else(|| date(sentence));
            }
        }
        dates
    }

    fn sentence(&self) -> Option<String> {
        match (&self.since, &self.end) {
            (None, None) => None,
            (Some(since), None) => Some(format!("since {since}, without a date for its end")),
            (None, Some(end)) => Some(format!("it is to end on {end}")),
            (Some(since), Some(end)) => Some(format!("since {since}, and it is to end on {end}")),
        }
    }
}

/// Longest text of an extension that is taken for a date as it is.
const LONGEST: usize = 40;

/// An extension's value as a date: the date in it, else a short text as it is.
fn plain(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    let is_short = !text.is_empty() && text.chars().count() <= LONGEST;
    date(text).or_else(|| is_short.then(|| text.to_owned()))
}

/// The first date in a text, as `2026-12-31` where it has a day: ISO 8601, RFC 9110, or as people write it.
fn date(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ",()*_`'\"".contains(c))
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    for (index, word) in words.iter().enumerate() {
        if let Some(found) = iso(word) {
            return Some(found);
        }
        let Some(month) = month(word) else { continue };
        let number = |at: Option<usize>| -> Option<u32> {
            let word = words.get(at?)?;
            word.trim_end_matches(|c: char| c.is_ascii_alphabetic())
                .parse()
                .ok()
        };
        let is_year = |year: &u32| (1990..2200).contains(year);
        let is_day = |day: &u32| (1..=31).contains(day);
        let (before, after) = (number(index.checked_sub(1)), number(Some(index + 1)));
        let (after, later) = (after, number(Some(index + 2)));
        if let (Some(day), Some(year)) = (before.filter(is_day), after.filter(is_year)) {
            return Some(format!("{year}-{month:02}-{day:02}"));
        }
        if let (Some(day), Some(year)) = (after.filter(is_day), later.filter(is_year)) {
            return Some(format!("{year}-{month:02}-{day:02}"));
        }
        if let Some(year) = after.filter(is_year) {
            return Some(format!("{year}-{month:02}"));
        }
    }
    None
}

fn iso(word: &str) -> Option<String> {
    let day = word.get(..10)?;
    let rest = &word[10..];
    let mut parts = day.split('-');
    let (year, month, day_of) = (parts.next()?, parts.next()?, parts.next()?);
    let digits =
        |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = digits(year, 4) && digits(month, 2) && digits(day_of, 2) && parts.next().is_none();
    (is_date && (rest.is_empty() || rest.starts_with(['T', 't']))).then(|| day.to_owned())
}

fn month(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let is = |month: &str| month == word || (word.len() == 3 && month.starts_with(&word));
    MONTHS.iter().position(|month| is(month)).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::compare::compare;

    #[test]
    fn dates_are_found_however_they_are_written() {
        for (text, expected) in [
            ("2026-12-31", Some("2026-12-31")),
            ("Sunset: 2026-12-31T00:00:00Z.", Some("2026-12-31")),
            ("Sat, 31 Jan 2026 23:59:59 GMT", Some("2026-01-31")),
            ("Removed on the 1st of nothing", None),
            ("will go on December 1st, 2026", Some("2026-12-01")),
            ("gone by June 2027", Some("2027-06")),
            ("may 5 of them", None),
            ("é2026-12-3", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }

    /// The messages about an operation that was `old` and is `new`.
    fn messages(old: Value, new: Value) -> Vec<String> {
        let document = |operation: Value| {
            let mut item = json!({});
            if operation.is_object() {
                item["get"] = operation;
                item["get"]["operationId"] = json!("a");
                item["get"]
                    .as_object_mut()
                    .unwrap()
                    .entry("responses")
                    .or_insert(json!({}));
            }
            json!({"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {"/a": item}})
        };
        let mut messages: Vec<String> = compare(&document(old), &document(new))
            .into_iter()
            .map(|change| change.message)
            .collect();
        messages.sort();
        messages
    }

    #[test]
    fn a_deprecation_is_said_with_its_dates() {
        let said = |extra: Value| {
            let mut operation = json!({"deprecated": true});
            operation
                .as_object_mut()
                .unwrap()
                .extend(extra.as_object().unwrap().clone());
            let all = messages(json!({}), operation);
            all.into_iter()
                .find(|message| message.contains("deprecated:"))
                .unwrap_or_default()
        };
        for (extra, expected) in [
            (json!({"x-sunset": "2027-01-01"}), "it is to end on 2027-01-01"),
            (
                json!({"x-deprecated-at": "2026-01-01", "x-sunset": "2027-01-01"}),
                "since 2026-01-01, and it is to end on 2027-01-01",
            ),
            (
                json!({"x-deprecated": {"since": "2026-01-01", "sunset": "2027-01-01"}}),
                "since 2026-01-01, and it is to end on 2027-01-01",
            ),
            (
                json!({"description": "Deprecated since 2026-02-03. Will be removed on 5 March 2027."}),
                "since 2026-02-03, and it is to end on 2027-03-05",
            ),
            (
                json!({"responses": {"200": {"description": "ok", "headers": {"Sunset":
                    {"description": "Wed, 30 Jun 2027 00:00:00 GMT", "schema": {"type": "string"}}}}}}),
                "it is to end on 2027-06-30",
            ),
            (
                json!({"x-deprecated-at": "2026-01-01"}),
                "since 2026-01-01, without a date for its end",
            ),
        ] {
            assert_eq!(
                said(extra),
                format!("the operation is now deprecated: {expected}")
            );
        }
    }

    #[test]
    fn a_removal_that_was_announced_says_so() {
        let removed = |old: Value| messages(old, Value::Null).concat();
        let announced = removed(json!({"deprecated": true, "x-sunset": "2026-06-30"}));
        assert!(
            announced.ends_with("; that was announced for 2026-06-30"),
            "{announced}"
        );
        let only = removed(json!({"deprecated": true}));
        assert!(
            only.ends_with("; it was deprecated, without a date for its end"),
            "{only}"
        );
        assert!(!removed(json!({})).contains("announced"));
        let parameter = |extra: Value| {
            let mut parameter = json!({"name": "q", "in": "query", "schema": {"type": "string"}});
            parameter
                .as_object_mut()
                .unwrap()
                .extend(extra.as_object().unwrap().clone());
            json!({"parameters": [parameter]})
        };
        let said = messages(
            parameter(json!({"deprecated": true, "x-sunset": "2026-06-30"})),
            json!({}),
        );
        assert!(
            said[0].ends_with("; that was announced for 2026-06-30"),
            "{said:?}"
        );
    }

    #[test]
    fn a_date_that_moves_is_a_finding() {
        let said = messages(
            json!({"deprecated": true, "x-sunset": "2026-06-30"}),
            json!({"deprecated": true, "x-sunset": "2026-12-31"}),
        );
        assert_eq!(
            said,
            ["the operation has another `x-sunset`: 2026-06-30 → 2026-12-31"]
        );
    }
}
