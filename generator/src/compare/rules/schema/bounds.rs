//! The two ends of a range. Each is one fact, by whichever of its two keywords it is said: `minimum: 5` is less than
//! `exclusiveMinimum: 5`, and of both the tighter one counts.

use std::cmp::Ordering;

use serde_json::Value;

use crate::compare::site::{Node, Site};
use crate::compare::task::Task;
use crate::compare::walk::{Handled, Walk};
use crate::compare::{Direction, Rule};

use super::limits::{REQUEST_RANGE_LOOSENED, REQUEST_RANGE_TIGHTENED, RESPONSE_RANGE_CHANGED};
use super::types::{RESPONSE_UNSIGNED_CHANGED, is_unsigned};

/// An end of a range.
#[derive(Debug, Clone)]
struct Bound<'a> {
    /// `Null` where the page says nothing and the client's type is the bound.
    said: &'a Value,
    value: f64,
    /// The value itself is outside.
    exclusive: bool,
}

impl Bound<'_> {
    /// The end of what clients can hold of a whole number.
    fn of_clients(number: &Node<'_>, upper: bool) -> Self {
        let value = match (is_unsigned(number), upper) {
            (true, true) => u64::MAX as f64,
            (true, false) => 0.0,
            (false, true) => i64::MAX as f64,
            (false, false) => i64::MIN as f64,
        };
        Self {
            said: &Value::Null,
            value,
            exclusive: false,
        }
    }

    /// Whole numbers above 0 are those from 1 on.
    fn closed(mut self, is_whole: bool, upper: bool) -> Self {
        if is_whole && self.exclusive && self.value.fract() == 0.0 {
            self.value += if upper { -1.0 } else { 1.0 };
            self.exclusive = false;
        }
        self
    }
}

/// Compares an end of the range of `task`; `member` is one of the keywords that say it, `key`.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, task: &Task<'a>, member: &Site<'a>, key: &str) -> Handled {
    let upper = key.ends_with("aximum");
    let (inclusive, exclusive) = match upper {
        true => ("maximum", "exclusiveMaximum"),
        false => ("minimum", "exclusiveMinimum"),
    };
    if key == exclusive && !walk.same(&task.site.key(inclusive)) {
        // Told with the other keyword.
        return Handled::Yes;
    }
    let side = |node: &Option<Node<'a>>| {
        node.as_ref()
            .and_then(|node| bound(node, inclusive, exclusive, upper))
    };
    let (old, new) = (side(&task.site.old), side(&task.site.new));
    if old.is_none() && new.is_none() {
        return Handled::No;
    }
    let sides = task.site.both();
    let are_whole = sides.is_some_and(|(old, new)| [old, new].iter().all(|node| is_whole(node)));
    let [from, to] = [&old, &new].map(|bound| bound.clone().map(|bound| bound.closed(are_whole, upper)));
    let most = sides
        .filter(|_| are_whole && member.direction != Direction::Response)
        .map(|(old, _)| Bound::of_clients(old, upper));
    // Nobody sends what his client cannot hold.
    let from = match tightness(most.as_ref(), from.as_ref(), upper) {
        Ordering::Greater => most,
        _ => from,
    };
    let rule: &'static Rule = match (tightness(to.as_ref(), from.as_ref(), upper), member.direction) {
        (Ordering::Equal, _) => return Handled::No,
        (_, Direction::Response) if sides.is_some_and(|sides| is_beyond(sides, to.as_ref(), upper)) => {
            &RESPONSE_UNSIGNED_CHANGED
        }
        (_, Direction::Response) => &RESPONSE_RANGE_CHANGED,
        (Ordering::Greater, _) => &REQUEST_RANGE_TIGHTENED,
        (Ordering::Less, _) => &REQUEST_RANGE_LOOSENED,
    };
    let word = |bound: &Option<Bound<'_>>| match bound {
        None => "none".to_owned(),
        Some(bound) => match (bound.exclusive, upper) {
            (false, _) => bound.said.to_string(),
            (true, true) => format!("below {}", bound.said),
            (true, false) => format!("above {}", bound.said),
        },
    };
    let is_plain = [&old, &new].into_iter().flatten().all(|bound| !bound.exclusive);
    let what = match (is_plain, upper) {
        (true, _) => format!("`{inclusive}`"),
        (false, true) => "upper bound".to_owned(),
        (false, false) => "lower bound".to_owned(),
    };
    let place = &member.location;
    let message = format!(
        "the {what} of `{place}` is now {} instead of {}",
        word(&new),
        word(&old)
    );
    let mut site = member.clone();
    site.anchor = format!("{}#{inclusive}", site.anchor);
    walk.report(rule, &site, message);
    Handled::Yes
}

fn is_whole(node: &Node<'_>) -> bool {
    node.text("type") == Some("integer")
}

/// Whether the new range ends where old clients can hold no number.
fn is_beyond((old, new): (&Node<'_>, &Node<'_>), to: Option<&Bound<'_>>, upper: bool) -> bool {
    let held = Bound::of_clients(old, upper).value;
    let is_past = |end: &Bound<'_>| if upper { end.value > held } else { end.value < held };
    // A format that has changed is told with the format; where the page names no end, numbers of the new type come.
    is_whole(new)
        && old.text("format") == new.text("format")
        && to.map_or(!upper && is_unsigned(old) && !is_unsigned(new), is_past)
}

/// The tighter of what the two keywords say. Where the exclusive one is a flag, as in OpenAPI 3.0, it is about the other.
fn bound<'a>(node: &Node<'a>, inclusive: &str, exclusive: &str, upper: bool) -> Option<Bound<'a>> {
    let said = |key: &str, exclusive: bool| {
        let said = node.get(key)?;
        let value = said.as_f64()?;
        Some(Bound {
            said,
            value,
            exclusive,
        })
    };
    let one = said(inclusive, node.is_true(exclusive));
    let other = said(exclusive, true);
    match tightness(one.as_ref(), other.as_ref(), upper) {
        Ordering::Less => other,
        _ => one,
    }
}

/// Whether one end of a range lets less through than another.
fn tightness(one: Option<&Bound<'_>>, other: Option<&Bound<'_>>, upper: bool) -> Ordering {
    let (Some(a), Some(b)) = (one, other) else {
        return one.is_some().cmp(&other.is_some());
    };
    let by_value = a.value.partial_cmp(&b.value).unwrap_or(Ordering::Equal);
    let by_value = if upper { by_value.reverse() } else { by_value };
    by_value.then(a.exclusive.cmp(&b.exclusive))
}
