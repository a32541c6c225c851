//! Parameters: what a request carries in its path, query, headers and cookies. They travel one way only, so there are
//! no response mirrors (response headers have rules of their own).
//!
//! In Rust a parameter is a setter of the operation's builder. A required one that is not set fails at `send()`, so a
//! parameter that becomes required is `major` although old code compiles.

use serde_json::{Value, json};

use crate::compare::Direction;
use crate::compare::rule::rules;
use crate::compare::site::{Node, Site};
use crate::compare::task::Slot;
use crate::compare::walk::{Handled, Walk};

use super::{annotations, bodies, schema, styles};

rules! {
    REQUEST_PARAMETER_ADDED_OPTIONAL = Request "request-parameter-added-optional", Compatible, Minor,
        "Old clients leave it out.";
    REQUEST_PARAMETER_ADDED_REQUIRED = Request "request-parameter-added-required", Breaking, Major,
        "Old clients leave out what is now needed; old code fails at `send()`.";
    REQUEST_PARAMETER_REMOVED = Request "request-parameter-removed", Breaking, Major,
        "What old clients ask for is ignored or refused; the setter is removed.";
    REQUEST_PARAMETER_BECAME_REQUIRED = Request "request-parameter-became-required", Breaking, Major,
        "Old clients may leave it out; old code that does fails at `send()`.";
    REQUEST_PARAMETER_BECAME_OPTIONAL = Request "request-parameter-became-optional", Compatible, Patch,
        "Old clients send it; the setter stays.";
    REQUEST_PARAMETER_MOVED = Request "request-parameter-moved", Breaking, Patch,
        "Old clients send it where it is no longer looked for; the setter stays.";
    REQUEST_PARAMETER_SERIALIZATION_CHANGED = Request "request-parameter-serialization-changed", Breaking, Patch,
        "Old clients write lists and objects in a way that is read as something else.";
    REQUEST_PARAMETER_RESERVED_ALLOWED = Request "request-parameter-reserved-allowed", Compatible, Patch,
        "Old clients escape reserved characters, which is read as the characters themselves.";
    REQUEST_PARAMETER_EMPTY_VALUE_ALLOWED = Request "request-parameter-empty-value-allowed", Compatible, Patch,
        "Old clients send values.";
    REQUEST_PARAMETER_EMPTY_VALUE_DISALLOWED = Request "request-parameter-empty-value-disallowed", Breaking, Patch,
        "Old clients may send it empty.";
    REQUEST_PARAMETER_CONTENT_CHANGED = Request "request-parameter-content-changed", Breaking, Major,
        "The value is written in another format; the setter takes another type.";
    PATH_PARAMETER_MOVED = Request "path-parameter-moved", Breaking, Patch,
        "Old clients write a value where another one is read now.";
    PATH_PARAMETER_RENAMED = Request "path-parameter-renamed", Docs, Major,
        "Only the position is on the wire; the setter is called after the name.";
}

/// A path template without the names of its parameters.
pub(in crate::compare) fn anonymous(path: &str) -> String {
    let mut rest = path;
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        plain.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

/// The parameters named in a path template, in their order.
fn template_names(path: &str) -> Vec<&str> {
    let pieces = path.split('{').skip(1);
    pieces
        .filter_map(|piece| Some(piece.split_once('}')?.0))
        .collect()
}

/// A parameter of one operation: where it is, what it is called, and the node as listed.
struct Listed<'a> {
    place: &'a str,
    name: &'a str,
    /// By what it is recognised: the position for path parameters, the name for others.
    key: String,
    listed: Node<'a>,
    node: Node<'a>,
}

/// The parameters in a list; those that are not parameters are counted as they stand.
fn read<'a>(document: &'a Value, list: Option<Node<'a>>, path: &str) -> Vec<Listed<'a>> {
    let items = list.map(|list| list.items()).unwrap_or_default();
    let parameter = |listed: Node<'a>| {
        let node = listed.resolved(document).unwrap_or_else(|| listed.clone());
        let place = node.text("in").unwrap_or("?");
        let name = node.text("name").unwrap_or("?");
        let position = template_names(path).iter().position(|other| *other == name);
        let key = match position.filter(|_| place == "path") {
            Some(position) => position.to_string(),
            None if place == "header" => name.to_ascii_lowercase(),
            None => name.to_owned(),
        };
        Listed {
            place,
            name,
            key,
            listed,
            node,
        }
    };
    items.into_iter().map(parameter).collect()
}

/// The parameters of an operation: its own, and those of its path that it does not override.
fn effective<'a>(
    document: &'a Value,
    own: Option<Node<'a>>,
    shared: Option<Node<'a>>,
    path: &str,
) -> Vec<Listed<'a>> {
    let mut all = read(document, own, path);
    for parameter in read(document, shared, path) {
        if !all
            .iter()
            .any(|other| other.place == parameter.place && other.key == parameter.key)
        {
            all.push(parameter);
        }
    }
    all
}

/// Whether each difference between the shared parameters of a path is seen by comparing its operations: nothing is
/// overridden, and there are operations on both sides.
pub(in crate::compare) fn used_by_all<'a>(
    shared: &Site<'a>,
    old: &[(&'a str, Node<'a>)],
    new: &[(&'a str, Node<'a>)],
) -> bool {
    let overrides = |node: &Node<'a>| {
        node.key("parameters")
            .is_some_and(|list| !list.items().is_empty())
    };
    let lists = [&shared.old, &shared.new];
    let well_formed = lists.into_iter().flatten().all(|node| node.value.is_array());
    let common = old.iter().any(|(method, before)| {
        let after = new.iter().find(|(other, _)| other == method);
        !overrides(before) && after.is_some_and(|(_, after)| !overrides(after))
    });
    well_formed && common
}

/// Compares the parameters of an operation, with those that its path gives to all operations.
pub(in crate::compare) fn compare<'a>(
    walk: &mut Walk<'a>,
    operation: &Site<'a>,
    item: &Site<'a>,
    (old_path, new_path): (&str, &str),
) {
    let (own, shared) = (operation.key("parameters"), item.key("parameters"));
    let found = walk.changes.len();
    let mut old = effective(walk.old, own.old.clone(), shared.old, old_path);
    let mut new = effective(walk.new, own.new.clone(), shared.new, new_path);
    let base = operation.clone().towards(Direction::Request);

    let mut pairs = Vec::new();
    pair(&mut old, &mut new, &mut pairs, |a, b| {
        a.place == b.place && a.key == b.key
    });
    pair(&mut old, &mut new, &mut pairs, |a, b| {
        a.name.eq_ignore_ascii_case(b.name)
    });
    for (before, after) in pairs {
        let location = format!("{}.{}", after.place, after.name);
        let site = base
            .with(Some(before.listed.clone()), Some(after.listed.clone()))
            .called(&location);
        let elsewhere = template_names(new_path).contains(&before.name);
        parameter(walk, &site, &before, &after, elsewhere);
    }
    for removed in old {
        let site = base
            .with(Some(removed.node.clone()), None)
            .called(&format!("{}.{}", removed.place, removed.name));
        let message = format!("the {} parameter `{}` was removed", removed.place, removed.name);
        let before = Some(json!(schema::kind(removed.node.get("schema"))));
        walk.report_values(&REQUEST_PARAMETER_REMOVED, &site, before, None, message);
    }
    for come in new {
        let site = base
            .with(None, Some(come.node.clone()))
            .called(&format!("{}.{}", come.place, come.name));
        let (rule, word) = match come.node.is_true("required") {
            true => (&REQUEST_PARAMETER_ADDED_REQUIRED, "required"),
            false => (&REQUEST_PARAMETER_ADDED_OPTIONAL, "optional"),
        };
        let message = format!("there is a new {word} {} parameter `{}`", come.place, come.name);
        let after = Some(json!(schema::kind(come.node.get("schema"))));
        walk.report_values(rule, &site, None, after, message);
    }
    schema::drain(walk);
    if walk.changes.len() == found && !walk.same(&own) {
        annotations::changed(walk, &own, "parameters");
    }
}

fn pair<'a>(
    old: &mut Vec<Listed<'a>>,
    new: &mut Vec<Listed<'a>>,
    pairs: &mut Vec<(Listed<'a>, Listed<'a>)>,
    alike: impl Fn(&Listed<'a>, &Listed<'a>) -> bool,
) {
    for before in std::mem::take(old) {
        match new.iter().position(|after| alike(&before, after)) {
            Some(at) => pairs.push((before, new.remove(at))),
            None => old.push(before),
        }
    }
}

/// `elsewhere`: the new path has the old name, which for a parameter of the path is another place than this.
fn parameter<'a>(
    walk: &mut Walk<'a>,
    site: &Site<'a>,
    before: &Listed<'a>,
    after: &Listed<'a>,
    elsewhere: bool,
) {
    if site.refers_elsewhere() {
        annotations::changed(walk, site, "$ref");
    }
    let site = &walk.resolved(site);
    let place = site.location.clone();
    if before.place != after.place {
        let values = [before, after].map(|listed| Some(json!(listed.place)));
        let [from, to] = values;
        let message = format!("`{}` moved from {} to {}", after.name, before.place, after.place);
        walk.report_values(&REQUEST_PARAMETER_MOVED, site, from, to, message);
    } else if before.name != after.name && before.place == "path" {
        let [from, to] = [before, after].map(|listed| Some(json!(listed.name)));
        let message = format!(
            "the path parameter `{}` is now called `{}`",
            before.name, after.name
        );
        let rule = if elsewhere {
            &PATH_PARAMETER_MOVED
        } else {
            &PATH_PARAMETER_RENAMED
        };
        let message = match elsewhere {
            true => format!(
                "`{}` stands in the path where `{}` stood",
                after.name, before.name
            ),
            false => message,
        };
        walk.report_values(rule, site, from, to, message);
    }
    if walk.same(site) {
        return;
    }
    if site.objects().is_none() {
        annotations::changed(walk, site, "parameter");
        return;
    }
    let moved = before.place != after.place;
    let renamed = before.place == "path" && before.name != after.name;
    let in_content = [before, after].map(|listed| listed.node.get("content").is_some());
    let retyped = in_content[0] != in_content[1];
    // Of what old clients send, that which is written in another way now. Two media types are compared as such.
    let rewritten: Vec<[String; 2]> = match in_content {
        [true, true] => Vec::new(),
        _ if moved && !retyped => Vec::new(),
        _ => {
            let how = |listed: &Listed<'a>, sent| styles::written(listed.place, &listed.node, sent);
            let schema = styles::schema(&before.node);
            let sent = styles::sent(walk.old, schema.as_ref()).into_iter();
            sent.map(|sent| [how(before, sent), how(after, sent)])
                .filter(|[from, to]| from != to)
                .collect()
        }
    };
    if let Some([from, to]) = rewritten.first() {
        let is_allowed = |[from, to]: &[String; 2]| styles::is_reserved_allowed(from, to);
        let rule = match retyped {
            true => &REQUEST_PARAMETER_CONTENT_CHANGED,
            false if rewritten.iter().all(is_allowed) => &REQUEST_PARAMETER_RESERVED_ALLOWED,
            false => &REQUEST_PARAMETER_SERIALIZATION_CHANGED,
        };
        let message = format!(
            "`{place}` is written in another {}",
            if retyped { "format" } else { "way" }
        );
        walk.report_values(rule, site, Some(json!(from)), Some(json!(to)), message);
    }
    let rewritten = !rewritten.is_empty();
    walk.each_key(site, |walk, member, key| {
        match key {
            "in" if moved => {}
            "name" if renamed => {}
            "style" | "explode" | "allowReserved" if rewritten || moved => {}
            "required" => match site.flags("required") {
                (false, true) => {
                    let message = format!("`{place}` is now required");
                    walk.report(&REQUEST_PARAMETER_BECAME_REQUIRED, member, message);
                }
                (true, false) => {
                    let message = format!("`{place}` is now optional");
                    walk.report(&REQUEST_PARAMETER_BECAME_OPTIONAL, member, message);
                }
                _ => return Handled::No,
            },
            "allowEmptyValue" => match site.flags("allowEmptyValue") {
                (false, true) => {
                    let message = format!("`{place}` may now be empty");
                    walk.report(&REQUEST_PARAMETER_EMPTY_VALUE_ALLOWED, member, message);
                }
                (true, false) => {
                    let message = format!("`{place}` must not be empty any more");
                    walk.report(&REQUEST_PARAMETER_EMPTY_VALUE_DISALLOWED, member, message);
                }
                _ => return Handled::No,
            },
            "schema" | "content" if retyped && rewritten => {}
            // The same text in other words.
            "schema" if retyped => {
                let [old, new] = [&before.node, &after.node].map(styles::schema);
                let slot = Slot::text(site.flags("required").0);
                return schema::enqueue(walk, member.with(old, new), slot);
            }
            "content" if retyped => return Handled::No,
            "schema" => {
                let slot = Slot::text(site.flags("required").0);
                return schema::enqueue(walk, member.clone(), slot);
            }
            "content" => return bodies::contents(walk, member, &REQUEST_PARAMETER_CONTENT_CHANGED),
            "deprecated" => return annotations::deprecation(walk, member),
            _ => return Handled::No,
        }
        Handled::Yes
    });
}
