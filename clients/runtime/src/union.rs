//! How the members of a union are told apart: what generated code says of them, and the one decision made of it.
//!
//! A value is looked at and not tried: a tag's value names its member; without one, each member's [`Shape`] is held against the
//! value, as deep as the generator has written it and no deeper. Of the members that fit, the one is taken that knows most of the properties that came; of
//! equals the first. What nobody knows whole is nobody's: the union keeps it as it came.

use std::cmp::Reverse;

use serde_json::{Map, Value};

/// The members of a union.
#[derive(Debug, Clone, Copy)]
pub struct Union {
    /// Properties whose values name members.
    pub tags: &'static [Tag],
    /// Members that tags do not name, or need not be there to name: their index, and what their values look like.
    pub shapes: &'static [(usize, Shape)],
}

/// A property whose value names the member.
#[derive(Debug, Clone, Copy)]
pub struct Tag {
    /// The names of the properties that lead to it.
    pub path: &'static [&'static str],
    /// Its values, and the index of the member that each stands for.
    pub values: &'static [(Scalar, usize)],
    /// Whether a value without it may be one of these members.
    pub optional: bool,
}

/// A value that is fixed by the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar {
    /// A string.
    Text(&'static str),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Bool(bool),
    /// Any other, and none: what looks like its member is it.
    Else,
}

impl Scalar {
    fn is(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text(text), Value::String(value)) => text == value,
            (Self::Integer(number), Value::Number(value)) => {
                // Beyond 2^53 two whole numbers are the same float.
                value.as_i64() == Some(number) || value.is_f64() && value.as_f64() == Some(number as f64)
            }
            (Self::Bool(flag), Value::Bool(value)) => flag == *value,
            _ => false,
        }
    }
}

/// `null`.
pub const NULL: u8 = 1;
/// `true` and `false`.
pub const BOOL: u8 = 2;
/// Whole numbers from −2^63 to 2^63 − 1.
pub const INTEGER: u8 = 4;
/// Whole numbers from 0 to 2^64 − 1.
pub const UNSIGNED: u8 = 8;
/// Numbers.
pub const NUMBER: u8 = 16;
/// Strings.
pub const STRING: u8 = 32;
/// Lists.
pub const LIST: u8 = 64;
/// Objects.
pub const OBJECT: u8 = 128;
/// Anything.
pub const ANY: u8 = 255;

/// What the values of a type look like, as far as somebody needs to know.
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct Shape {
    kinds: u8,
    exact: bool,
    values: &'static [Scalar],
    closed: bool,
    object: Option<&'static Object>,
    items: &'static [Shape],
    members: &'static [Shape],
}

impl Shape {
    /// Values of these kinds of JSON.
    pub const fn of(kinds: u8) -> Self {
        Self {
            kinds,
            exact: false,
            values: &[],
            closed: false,
            object: None,
            items: &[],
            members: &[],
        }
    }

    /// Of numbers: all digits are kept, so that there is none that a float would change.
    pub const fn exact(mut self) -> Self {
        self.exact = true;
        self
    }

    /// Of scalars: one of these values, or more likely so than another.
    pub const fn values(mut self, values: &'static [Scalar]) -> Self {
        self.values = values;
        self
    }

    /// No other value than the listed ones.
    pub const fn only(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Of objects: what is in them.
    pub const fn object(mut self, object: &'static Object) -> Self {
        self.object = Some(object);
        self
    }

    /// Of lists: what their items look like, one of these.
    pub const fn items(mut self, items: &'static [Shape]) -> Self {
        self.items = items;
        self
    }

    /// Of unions, which keep what is none of their members: what those look like.
    pub const fn members(mut self, members: &'static [Shape]) -> Self {
        self.members = members;
        self
    }
}

/// What is in an object.
#[derive(Debug, Clone, Copy)]
pub struct Object {
    /// Properties that it must have.
    pub required: &'static [&'static str],
    /// Properties that it may have.
    pub known: &'static [(&'static str, Shape)],
    /// What becomes of others.
    pub rest: Rest,
}

/// What becomes of properties that an object's type does not name.
#[derive(Debug, Clone, Copy)]
pub enum Rest {
    /// They are not kept.
    Lost,
    /// They are not kept, and the page says that there are none.
    Closed,
    /// They are kept.
    Kept,
    /// They are kept, and each looks so.
    Each(&'static Shape),
    /// They are kept, and the page says that each looks so; one that does not is kept all the same.
    Rather(&'static Shape),
}

impl Object {
    fn knows(&self, name: &str) -> Option<&Shape> {
        let known = self.known.iter().find(|(known, _)| *known == name);
        known.map(|(_, shape)| shape)
    }

    fn keeps(&self, name: &str) -> bool {
        matches!(self.rest, Rest::Kept | Rest::Each(_) | Rest::Rather(_)) || self.knows(name).is_some()
    }
}

/// How well a value fits a shape: more is better, the first thing that differs counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Fit {
    /// Properties that came and are named, at every level that is looked at.
    named: usize,
    /// Values that are kept and not what the page says of them: no member of their union, or of another type.
    strange: Reverse<usize>,
    /// Values that are among the listed ones.
    listed: usize,
    /// Spelled as the type would spell it: `5` is rather an integer, `5.0` rather a number.
    native: bool,
    /// Properties that came, are not named and are kept all the same.
    kept: usize,
    /// Not closed to a property that came.
    open: bool,
}

impl Union {
    /// The index of the member that a value is; `None` if it is none of them.
    pub(crate) fn member(&self, value: &Value) -> Option<usize> {
        if let Some(member) = self.default(value) {
            return Some(member);
        }
        let mut excluded: Vec<&'static [(Scalar, usize)]> = Vec::new();
        for tag in self.tags {
            let found = tag.path.iter().try_fold(value, |value, name| value.get(name));
            match found.filter(|value| !value.is_null()) {
                Some(found) => match tag.values.iter().find(|(scalar, _)| scalar.is(found)) {
                    Some((_, member)) => return Some(*member),
                    None => excluded.push(tag.values),
                },
                None if tag.optional => {}
                None => excluded.push(tag.values),
            }
        }
        let is_excluded = |index: usize| {
            excluded
                .iter()
                .any(|values| values.iter().any(|(_, member)| *member == index))
        };
        let candidates = self.shapes.iter().filter(|(index, _)| !is_excluded(*index));
        let mut best: Option<(Fit, usize, &Shape)> = None;
        for (index, shape) in candidates {
            let Some(fit) = fit(value, shape, true) else {
                continue;
            };
            if best.is_none_or(|(before, ..)| fit > before) {
                best = Some((fit, *index, shape));
            }
        }
        let (fit, index, shape) = best?;
        (!self.loses(value, shape) && !self.guesses(value, fit)).then_some(index)
    }

    /// The member that a value of none of a tag's other values is by the page's word, where it looks like that and nothing known is lost.
    fn default(&self, value: &Value) -> Option<usize> {
        self.tags.iter().find_map(|tag| {
            let found = tag.path.iter().try_fold(value, |value, name| value.get(name));
            let is_known = |found| tag.values.iter().any(|(scalar, _)| scalar.is(found));
            let (_, default) = tag
                .values
                .iter()
                .find(|(scalar, _)| *scalar == Scalar::Else)
                .filter(|_| !found.is_some_and(is_known))?;
            let shape = self.shapes.iter().find(|(index, shape)| {
                index == default && fit(value, shape, true).is_some() && !self.loses(value, shape)
            });
            shape.map(|(index, _)| *index)
        })
    }

    /// Whether nothing that came speaks for one of several members that are objects.
    fn guesses(&self, value: &Value, fit: Fit) -> bool {
        let says_something = value
            .as_object()
            .is_some_and(|came| came.values().any(|value| !value.is_null()));
        let objects = self.shapes.iter().filter(|(_, shape)| shape.kinds & OBJECT != 0);
        says_something && fit.named == 0 && fit.kept == 0 && (objects.count() > 1 || !self.tags.is_empty())
    }

    /// Whether a property that came is known to some member and not kept by this one.
    fn loses(&self, value: &Value, shape: &Shape) -> bool {
        let (Value::Object(came), Some(object)) = (value, shape.object) else {
            return false;
        };
        let others = || self.shapes.iter().filter_map(|(_, shape)| shape.object);
        let mut lost = came
            .iter()
            .filter(|(name, value)| !value.is_null() && !object.keeps(name));
        lost.any(|(name, _)| others().any(|other| other.knows(name).is_some()))
    }
}

/// `None`: the value is not of this shape.
fn fit(value: &Value, shape: &Shape, exact: bool) -> Option<Fit> {
    let (kinds, native) = kinds(value, exact && !shape.exact);
    if kinds & shape.kinds == 0 {
        return None;
    }
    let mut fit = Fit {
        native: native & shape.kinds != 0,
        open: true,
        ..Fit::default()
    };
    if !shape.members.is_empty() {
        let known = shape
            .members
            .iter()
            .filter_map(|member| self::fit(value, member, exact));
        return Some(known.max().unwrap_or(Fit {
            strange: Reverse(1),
            ..fit
        }));
    }
    if !shape.values.is_empty() && !matches!(value, Value::Null | Value::Array(_) | Value::Object(_)) {
        match shape.values.iter().any(|scalar| scalar.is(value)) {
            true => fit.listed += 1,
            false if shape.closed => return None,
            false => {}
        }
    }
    match value {
        Value::Object(came) => match shape.object {
            Some(object) => properties(came, object, &mut fit)?,
            None => fit.kept += came.len(),
        },
        Value::Array(items) if !shape.items.is_empty() => {
            for item in items {
                let best = shape
                    .items
                    .iter()
                    .filter_map(|shape| self::fit(item, shape, exact))
                    .max()?;
                fit.add(best);
            }
        }
        _ => {}
    }
    Some(fit)
}

fn properties(came: &Map<String, Value>, object: &Object, fit: &mut Fit) -> Option<()> {
    if !object.required.iter().all(|name| came.contains_key(*name)) {
        return None;
    }
    for (name, value) in came {
        match object.knows(name) {
            Some(shape) => {
                fit.add(self::fit(value, shape, false)?);
                fit.named += 1;
            }
            None => match object.rest {
                Rest::Lost => {}
                Rest::Closed => fit.open = false,
                Rest::Kept => fit.kept += 1,
                Rest::Each(shape) => {
                    fit.add(self::fit(value, shape, false)?);
                    fit.kept += 1;
                }
                Rest::Rather(shape) => {
                    match self::fit(value, shape, false) {
                        Some(inner) => fit.add(inner),
                        None => fit.strange.0 += 1,
                    }
                    fit.kept += 1;
                }
            },
        }
    }
    Some(())
}

impl Fit {
    fn add(&mut self, inner: Self) {
        self.named += inner.named;
        self.strange.0 += inner.strange.0;
        self.listed += inner.listed;
        self.kept += inner.kept;
        self.open &= inner.open;
    }
}

/// The kinds that a value is of, and those that it is spelled as. `exact`: a whole number is no [`NUMBER`] if a float
/// would change it.
fn kinds(value: &Value, exact: bool) -> (u8, u8) {
    let one = |kind| (kind, kind);
    match value {
        Value::Null => one(NULL),
        Value::Bool(_) => one(BOOL),
        Value::String(_) => one(STRING),
        Value::Array(_) => one(LIST),
        Value::Object(_) => one(OBJECT),
        Value::Number(number) => {
            let float = number.as_f64().unwrap_or_default();
            let (signed, unsigned) = (number.as_i64(), number.as_u64());
            let same = match (signed, unsigned) {
                (Some(whole), _) => float as i64 == whole && float < 9_223_372_036_854_775_808.0,
                (_, Some(whole)) => float as u64 == whole && float < 18_446_744_073_709_551_616.0,
                _ => true,
            };
            let spelled_whole = signed.is_some() || unsigned.is_some();
            let whole = !spelled_whole && float.fract() == 0.0;
            let is_signed = signed.is_some()
                || whole && (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&float);
            let is_unsigned =
                unsigned.is_some() || whole && (0.0..18_446_744_073_709_551_616.0).contains(&float);
            let mut kinds = 0;
            kinds |= if is_signed { INTEGER } else { 0 };
            kinds |= if is_unsigned { UNSIGNED } else { 0 };
            kinds |= if same || !exact { NUMBER } else { 0 };
            (
                kinds,
                if spelled_whole {
                    kinds & (INTEGER | UNSIGNED)
                } else {
                    NUMBER
                },
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NO: &[&str] = &[];

    const fn object(required: &'static [&'static str], known: &'static [(&'static str, Shape)]) -> Object {
        Object {
            required,
            known,
            rest: Rest::Lost,
        }
    }

    fn members(union: &Union, rows: &[(Value, Option<usize>)]) {
        for (value, expected) in rows {
            assert_eq!(union.member(value), *expected, "{value}");
        }
    }

    #[test]
    fn a_tag_names_the_member_and_an_unknown_one_none() {
        const UNION: Union = Union {
            tags: &[Tag {
                path: &["meta", "kind"],
                values: &[
                    (Scalar::Text("a"), 0),
                    (Scalar::Text("b"), 1),
                    (Scalar::Integer(2), 1),
                    (Scalar::Integer(9_007_199_254_740_993), 0),
                    (Scalar::Integer(9_007_199_254_740_992), 1),
                    (Scalar::Bool(true), 0),
                ],
                optional: false,
            }],
            shapes: &[(2, Shape::of(STRING))],
        };
        members(
            &UNION,
            &[
                (json!({"meta": {"kind": "b"}, "more": 1}), Some(1)),
                (json!({"meta": {"kind": 2}}), Some(1)),
                (json!({"meta": {"kind": 2.0}}), Some(1)),
                (json!({"meta": {"kind": 9_007_199_254_740_993_i64}}), Some(0)),
                (json!({"meta": {"kind": 9_007_199_254_740_992_i64}}), Some(1)),
                (json!({"meta": {"kind": true}}), Some(0)),
                (json!({"meta": {"kind": "c"}}), None),
                (json!({"meta": 1}), None),
                (json!("text"), Some(2)),
                (json!(1), None),
            ],
        );
    }

    #[test]
    fn without_its_optional_tag_a_value_is_what_its_properties_say() {
        const TEXT: Shape = Shape::of(STRING | NULL);
        const WAIT: Object = object(NO, &[("type", TEXT)]);
        const STOP: Object = object(NO, &[("type", TEXT), ("reason", TEXT)]);
        const UNION: Union = Union {
            tags: &[Tag {
                path: &["type"],
                values: &[(Scalar::Text("wait"), 0), (Scalar::Text("stop"), 1)],
                optional: true,
            }],
            shapes: &[
                (0, Shape::of(OBJECT).object(&WAIT)),
                (1, Shape::of(OBJECT).object(&STOP)),
            ],
        };
        members(
            &UNION,
            &[
                (json!({"type": "stop", "reason": "x"}), Some(1)),
                (json!({"reason": "x"}), Some(1)),
                (json!({}), Some(0)),
                (json!({"type": null}), Some(0)),
                (json!({"type": "new", "reason": "x"}), None),
                (json!({"else": 1}), None),
            ],
        );
    }

    #[test]
    fn what_no_value_of_the_tag_names_is_the_pages_default_if_it_looks_like_that() {
        const TEXT: Shape = Shape::of(STRING);
        const WAIT: Object = object(&["until"], &[("type", TEXT), ("until", TEXT)]);
        const UNION: Union = Union {
            tags: &[Tag {
                path: &["type"],
                values: &[
                    (Scalar::Text("wait"), 0),
                    (Scalar::Text("stop"), 1),
                    (Scalar::Else, 0),
                ],
                optional: false,
            }],
            shapes: &[(0, Shape::of(OBJECT).object(&WAIT))],
        };
        members(
            &UNION,
            &[
                (json!({"type": "stop", "until": "x"}), Some(1)),
                (json!({"type": "wait"}), Some(0)),
                (json!({"type": "rest", "until": "x"}), Some(0)),
                (json!({"until": "x", "more": 1}), Some(0)),
                (json!({"type": "rest"}), None),
                (json!({"type": 5, "until": "x"}), None),
                (json!([]), None),
            ],
        );
    }

    #[test]
    fn the_member_that_knows_most_wins_and_nothing_known_is_lost() {
        const ID: (&str, Shape) = ("id", Shape::of(INTEGER));
        const SMALL: Object = Object {
            required: &["id"],
            known: &[ID],
            rest: Rest::Closed,
        };
        const BIG: Object = object(&["id"], &[ID, ("name", Shape::of(STRING))]);
        const NOTE: Object = object(NO, &[("note", Shape::of(STRING | NULL))]);
        const UNION: Union = Union {
            tags: &[],
            shapes: &[
                (0, Shape::of(OBJECT).object(&NOTE)),
                (1, Shape::of(OBJECT).object(&SMALL)),
                (2, Shape::of(OBJECT).object(&BIG)),
            ],
        };
        members(
            &UNION,
            &[
                (json!({"id": 1}), Some(1)),
                (json!({"id": 1, "name": "x"}), Some(2)),
                (json!({"id": 1, "new": "x"}), Some(2)),
                (json!({"id": 1, "name": 5}), None),
                (json!({"id": 1, "note": "x"}), None),
                (json!({"note": "x", "new": 1}), Some(0)),
                (json!({"id": "1"}), None),
                (json!([1]), None),
            ],
        );
        const MAP: Union = Union {
            tags: &[],
            shapes: &[(0, Shape::of(OBJECT)), (1, Shape::of(OBJECT).object(&BIG))],
        };
        members(
            &MAP,
            &[
                (json!({"id": 1, "new": 2}), Some(1)),
                (json!({"id": "x", "name": "y"}), Some(0)),
                (json!({}), Some(0)),
            ],
        );
    }

    #[test]
    fn fixed_values_and_lists_are_looked_into() {
        const GOOD: Object = object(
            &["ok"],
            &[("ok", Shape::of(BOOL).values(&[Scalar::Bool(true)]).only())],
        );
        const BAD: Object = object(
            &["ok"],
            &[("ok", Shape::of(BOOL).values(&[Scalar::Bool(false)]).only())],
        );
        const UNION: Union = Union {
            tags: &[],
            shapes: &[
                (0, Shape::of(OBJECT).object(&GOOD)),
                (1, Shape::of(OBJECT).object(&BAD)),
                (2, Shape::of(LIST).items(&[Shape::of(OBJECT).object(&GOOD)])),
                (
                    3,
                    Shape::of(LIST).items(&[Shape::of(OBJECT).object(&BAD), Shape::of(NULL)]),
                ),
            ],
        };
        members(
            &UNION,
            &[
                (json!({"ok": true}), Some(0)),
                (json!({"ok": false, "more": 1}), Some(1)),
                (json!({"ok": null}), None),
                (json!([]), Some(2)),
                (json!([{"ok": false}, null]), Some(3)),
                (json!([{"ok": true}, {"ok": false}]), None),
            ],
        );
    }

    #[test]
    fn what_a_union_within_only_keeps_is_left_to_who_knows_it() {
        const WORDS: Shape = Shape::of(ANY).members(&[Shape::of(STRING), Shape::of(INTEGER)]);
        const UNION: Union = Union {
            tags: &[],
            shapes: &[
                (0, Shape::of(LIST).items(&[WORDS])),
                (1, Shape::of(LIST).items(&[Shape::of(STRING | NULL)])),
            ],
        };
        members(
            &UNION,
            &[
                (json!(["a"]), Some(0)),
                (json!(["a", 1]), Some(0)),
                (json!(["a", null]), Some(1)),
                (json!(["a", 1, null]), Some(0)),
                (json!([true]), Some(0)),
            ],
        );
    }

    #[test]
    fn unnamed_properties_say_which_member_a_value_rather_is() {
        const ID: (&str, Shape) = ("id", Shape::of(INTEGER));
        const fn object(rest: &'static Shape) -> Object {
            Object {
                required: &["id"],
                known: &[ID],
                rest: Rest::Rather(rest),
            }
        }
        const INTEGERS: Object = object(&Shape::of(INTEGER));
        const TEXTS: Object = object(&Shape::of(STRING));
        const UNION: Union = Union {
            tags: &[],
            shapes: &[
                (0, Shape::of(OBJECT).object(&INTEGERS)),
                (1, Shape::of(OBJECT).object(&TEXTS)),
            ],
        };
        members(
            &UNION,
            &[
                (json!({"id": 1, "a": 5}), Some(0)),
                (json!({"id": 1, "a": "x"}), Some(1)),
                (json!({"id": 1, "a": true}), Some(0)),
                (json!({"id": 1}), Some(0)),
                (json!({"a": 5}), None),
            ],
        );
    }

    #[test]
    fn an_integer_stays_exact_beside_a_number() {
        const UNION: Union = Union {
            tags: &[],
            shapes: &[
                (0, Shape::of(NUMBER)),
                (1, Shape::of(INTEGER)),
                (2, Shape::of(BOOL)),
            ],
        };
        members(
            &UNION,
            &[
                (json!(5), Some(1)),
                (json!(5.0), Some(0)),
                (json!(5.5), Some(0)),
                (json!(9_007_199_254_740_993_i64), Some(1)),
                (json!(u64::MAX), None),
                (json!(true), Some(2)),
            ],
        );
        const FLOAT: Union = Union {
            tags: &[],
            shapes: &[(0, Shape::of(NUMBER)), (1, Shape::of(STRING))],
        };
        members(
            &FLOAT,
            &[
                (json!(1_u64 << 60), Some(0)),
                (json!(9_007_199_254_740_993_i64), None),
                (json!(i64::MAX), None),
            ],
        );
        const DECIMAL: Union = Union {
            tags: &[],
            shapes: &[
                (0, Shape::of(NUMBER).exact()),
                (1, Shape::of(INTEGER)),
                (2, Shape::of(LIST).items(&[Shape::of(NUMBER).exact()])),
            ],
        };
        members(
            &DECIMAL,
            &[
                (json!(5), Some(1)),
                (json!(5.0), Some(0)),
                (json!(u64::MAX), Some(0)),
                (json!([9_007_199_254_740_993_i64]), Some(2)),
            ],
        );
    }
}
