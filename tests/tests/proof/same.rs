//! Whether what was written back is what came.

use serde_json::Value;

/// How properties are called that no document names: a type may leave them out.
pub(crate) const UNKNOWN: &str = "unnamed_";

/// Where `written` says less than `came`, or something else: the first place, in words.
///
/// Numbers are compared by their value (`5.0` is `5`). Absent and null are one, as `Option` has them. Properties that the document
/// does not name may be gone.
pub(crate) fn difference(came: &Value, written: &Value) -> Option<String> {
    at(came, written, false, &mut String::new())
}

/// As [`difference`], and null is not the same as nothing: of what a request holds.
pub(crate) fn difference_or_null(set: &Value, written: &Value) -> Option<String> {
    at(set, written, true, &mut String::new())
}

fn at(came: &Value, written: &Value, null: bool, place: &mut String) -> Option<String> {
    match (came, written) {
        (Value::Object(came), Value::Object(written)) => {
            for (name, value) in came {
                let length = place.len();
                *place += &format!("/{name}");
                let found = match written.get(name) {
                    Some(other) => at(value, other, null, place),
                    None if value.is_null() && !null || name.starts_with(UNKNOWN) => None,
                    None => Some(format!("{place}: gone, was {value}")),
                };
                place.truncate(length);
                if found.is_some() {
                    return found;
                }
            }
            let more = written
                .iter()
                .find(|(name, value)| (null || !value.is_null()) && !came.contains_key(*name));
            more.map(|(name, value)| format!("{place}/{name}: {value}, which did not come"))
        }
        (Value::Array(came), Value::Array(written)) if came.len() == written.len() => came
            .iter()
            .zip(written)
            .enumerate()
            .find_map(|(index, (came, written))| {
                let length = place.len();
                *place += &format!("/{index}");
                let found = at(came, written, null, place);
                place.truncate(length);
                found
            }),
        (Value::Number(left), Value::Number(right)) if is_same_number(left, right) => None,
        (left, right) if left == right => None,
        _ => Some(format!("{place}: {came} became {written}")),
    }
}

/// Whether two numbers are one, to the last digit.
pub(crate) fn is_same_number(left: &serde_json::Number, right: &serde_json::Number) -> bool {
    match (whole(left), whole(right)) {
        (Some(left), Some(right)) => left == right,
        (None, None) => left.as_f64() == right.as_f64(),
        _ => false,
    }
}

/// The number as an integer, if it is one.
fn whole(number: &serde_json::Number) -> Option<i128> {
    if let Some(whole) = number.as_i128() {
        return Some(whole);
    }
    let float = number.as_f64()?;
    (float.fract() == 0.0 && float.abs() < 1e30).then_some(float as i128)
}

#[test]
fn less_is_told_and_the_same_is_not() {
    use serde_json::json;
    for (came, written, expected) in [
        (json!({"a": 5.0, "b": null}), json!({"a": 5}), None),
        (json!({"a": {"unnamed_1": 1}}), json!({"a": {}}), None),
        (json!([{"a": 1}]), json!([{}]), Some("/0/a: gone, was 1")),
        (json!({}), json!({"a": 0}), Some("/a: 0, which did not come")),
        (
            json!(9_007_199_254_740_993_i64),
            json!(9_007_199_254_740_992_i64),
            Some(": 9007199254740993 became 9007199254740992"),
        ),
        (json!([1]), json!([]), Some(": [1] became []")),
        (json!("1"), json!(1), Some(": \"1\" became 1")),
    ] {
        assert_eq!(
            difference(&came, &written).as_deref(),
            expected,
            "{came} {written}"
        );
    }
}
