//! Names: the vendor's words as Rust identifiers, valid, distinct and the same wherever they are asked for.

use std::collections::BTreeSet;

use heck::{ToPascalCase, ToSnakeCase};
use serde_json::Value;

use crate::numbering::Numbering;
use crate::shorten::shortened;

use super::schema::{is_struct, list, properties, ref_name, type_of};

/// Type names that would hide something the generated code uses.
const RESERVED: [&str; 40] = [
    "Self",
    "Option",
    "Some",
    "None",
    "String",
    "Vec",
    "Box",
    "Result",
    "Ok",
    "Err",
    "Default",
    "Clone",
    "Copy",
    "Debug",
    "Display",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "Iterator",
    "IntoIterator",
    "ToString",
    "ToOwned",
    "Send",
    "Sync",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "AsRef",
    "AsMut",
    "Extend",
    "Serialize",
    "Deserialize",
    "MissingValue",
];

const KEYWORDS: [&str; 53] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield", "Self",
];

/// Words for the signs that vendors use as names.
fn spell(text: &str) -> String {
    let words = |text: &str| {
        text.chars().fold(String::new(), |mut spelt, c| {
            let word = match c {
                '>' => "greater",
                '<' => "less",
                '=' => "equal",
                '!' => "not",
                '+' => "plus",
                '-' => "minus",
                '*' => "all",
                '/' => "slash",
                '%' => "percent",
                '&' => "and",
                '|' => "or",
                '#' => "hash",
                '$' => "dollar",
                '@' => "at",
                '~' => "tilde",
                '.' => "dot",
                _ => "",
            };
            spelt.push(' ');
            spelt.push_str(word);
            spelt
        })
    };
    let plain: String = text
        .chars()
        .filter(|c| *c != '\'')
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    if plain.trim().is_empty() {
        return words(text);
    }
    match text.chars().next() {
        Some('+' | '-' | '>' | '<' | '!') if !plain.trim().contains(' ') => {
            format!("{} {plain}", words(&text[..1]))
        }
        _ => plain,
    }
}

/// Text as a type or variant name; digits first get `lead` before them. Applying it again changes nothing.
fn pascal(text: &str, lead: &str) -> String {
    let mut name = shortened(spell(text).to_pascal_case());
    // `a_b_c` is `ABC`, which the engine would turn into `Abc`.
    loop {
        let again = name.to_pascal_case();
        if again == name {
            break;
        }
        name = again;
    }
    match name.chars().next() {
        None => lead.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{lead}{name}"),
        Some(_) => name,
    }
}

/// Text as the name of a Rust type: `create_token` → `CreateToken`.
pub(crate) fn type_name(text: &str) -> String {
    let name = pascal(text, "Type");
    if RESERVED.contains(&name.as_str()) || name == super::SECRET || name == super::UPLOAD {
        format!("{name}Schema")
    } else {
        name
    }
}

/// Text as the name of a field, method or argument: `accessToken` → `access_token`, `type` → `type_`.
pub(crate) fn field_name(text: &str) -> String {
    let name = shortened(spell(text).to_snake_case());
    let name = match name.chars().next() {
        None => "value".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{name}"),
        Some(_) => name,
    };
    if KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// The names that are given out. Case does not distinguish names.
#[derive(Default)]
pub(super) struct Taken {
    names: BTreeSet<String>,
    numbering: Numbering,
}

impl Taken {
    /// No name of `names` is given out.
    pub(super) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            names: names.into_iter().map(str::to_lowercase).collect(),
            numbering: Numbering::default(),
        }
    }

    /// `name`, or the first of `name2`, `name3`, … that is not taken.
    pub(super) fn unique(&mut self, name: &str) -> String {
        if self.names.insert(name.to_lowercase()) {
            return name.to_owned();
        }
        // `Foo1` and a 2 must not read `Foo12`, and what joins them must survive the engine's spelling.
        let joint = match name.ends_with(|c: char| c.is_ascii_digit()) {
            true if name.starts_with(|c: char| c.is_uppercase()) => "Alt",
            true => "_",
            false => "",
        };
        let stem = format!("{}{joint}", name.trim_end_matches('_'));
        let names = &mut self.names;
        let number = self.numbering.next(&stem.to_lowercase(), |number| {
            names.insert(format!("{stem}{number}").to_lowercase())
        });
        format!("{stem}{number}")
    }
}

/// The properties of a struct as (name on the wire, name of the Rust field).
pub(crate) fn fields(schema: &Value) -> Vec<(String, String)> {
    let mut taken = Taken::default();
    properties(schema)
        .map(|(wire, _)| (wire.clone(), taken.unique(&field_name(wire))))
        .collect()
}

/// The Rust field for the properties that a struct does not name, if there may be some.
pub(crate) fn extra(schema: &Value) -> Option<String> {
    schema.get("additionalProperties")?;
    let fields = fields(schema);
    let mut taken = Taken::of(fields.iter().map(|(_, rust)| rust.as_str()));
    let name = match taken.names.contains("extra") {
        true => "extra_properties",
        false => "extra",
    };
    is_struct(schema).then(|| taken.unique(name))
}

/// The variants of a string enum as (value on the wire, name of the variant), or those of a union as (description
/// or empty, name), without the catch-all that render adds.
pub(crate) fn variants(name: &str, schema: &Value) -> Vec<(String, String)> {
    if type_of(schema) == Some("string") {
        let mut taken = Taken::of(["unknown", "self"]);
        return list(schema, "enum")
            .iter()
            .filter_map(Value::as_str)
            .map(|value| {
                let variant = if value.is_empty() {
                    "Empty".to_owned()
                } else {
                    pascal(value, "N")
                };
                (value.to_owned(), taken.unique(&variant))
            })
            .collect();
    }
    let mut taken = Taken::of(["other", "self"]);
    list(schema, "oneOf")
        .iter()
        .map(|variant| {
            let suggested = variant_name(name, variant);
            (String::new(), taken.unique(&suggested))
        })
        .collect()
}

fn variant_name(union: &str, variant: &Value) -> String {
    if let Some(target) = ref_name(variant) {
        let short = target.strip_prefix(union).filter(|rest| {
            rest.starts_with(|c: char| c.is_ascii_uppercase()) && !rest.chars().all(|c| c.is_ascii_digit())
        });
        return short.unwrap_or(target).to_owned();
    }
    match type_of(variant) {
        Some("string") => "String".into(),
        Some("integer") => "Integer".into(),
        Some("number") => "Number".into(),
        Some("boolean") => "Boolean".into(),
        Some("array") => match variant.get("items").and_then(ref_name) {
            Some(item) => format!("{}List", item.strip_prefix(union).unwrap_or(item)),
            None => match variant.get("items").and_then(type_of) {
                Some("object") => "MapList".into(),
                Some(item) => format!("{}List", pascal(item, "")),
                None => "List".into(),
            },
        },
        Some("object") => "Map".into(),
        _ => "Any".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_given_out_once_whatever_their_case() {
        let mut taken = Taken::of(["self"]);
        let given = [
            "id", "ID", "id2", "Foo1", "Foo1", "Self", "type_", "type_", "type",
        ];
        let given = given.map(|name| taken.unique(name));
        assert_eq!(
            given,
            [
                "id", "ID2", "id2_2", "Foo1", "Foo1Alt2", "Self2", "type_", "type2", "type"
            ]
        );
    }
}
