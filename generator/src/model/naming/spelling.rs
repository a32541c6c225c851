//! Any text → an identifier.

use heck::{ToPascalCase, ToSnakeCase};

use super::reserved::{KEYWORDS, PRELUDE, STAND_INS};
use crate::shorten::shortened;

/// The name of a Rust type: `create_token` is `CreateToken`, `Option` is `OptionSchema`, `2fa` is `N2fa`.
pub(crate) fn type_name(text: &str) -> String {
    let name = pascal(text, "Type");
    match PRELUDE.contains(&name.as_str()) || STAND_INS.contains(&name.as_str()) {
        true => format!("{name}Schema"),
        false => name,
    }
}

/// The name of a variant: `read-only` is `ReadOnly`, `>=` is `GreaterEqual`.
pub(crate) fn variant_name(text: &str) -> String {
    match text {
        "" => "Empty".to_owned(),
        text => pascal(text, "Value"),
    }
}

/// The name of a field, method or argument: `accessToken` is `access_token`, `type` is `type_`, `2fa` is `n2fa`.
pub(crate) fn value_name(text: &str) -> String {
    let name = not_by_digit(shortened(spell(text).to_snake_case()), "value", 'n');
    match KEYWORDS.contains(&name.as_str()) {
        true => format!("{name}_"),
        false => name,
    }
}

fn pascal(text: &str, nameless: &str) -> String {
    let mut name = shortened(spell(text).to_pascal_case());
    // `a_b_c` is `ABC`, which the engine would turn into `Abc`.
    loop {
        let again = name.to_pascal_case();
        if again == name {
            break;
        }
        name = again;
    }
    not_by_digit(name, nameless, 'N')
}

/// A name that does not begin with a digit, and is `nameless` where nothing of it was left.
fn not_by_digit(name: String, nameless: &str, lead: char) -> String {
    match name.chars().next() {
        None => nameless.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{lead}{name}"),
        Some(_) => name,
    }
}

/// ASCII letters and digits, and words for the signs that vendors use as names.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_an_identifier() {
        let table = [
            ("X-Request-Id", "x_request_id", "XRequestId", "XRequestId"),
            ("identityId", "identity_id", "IdentityId", "IdentityId"),
            ("type", "type_", "Type", "Type"),
            ("gen", "gen_", "Gen", "Gen"),
            ("self", "self_", "Self", "SelfSchema"),
            ("vec", "vec", "Vec", "VecSchema"),
            ("2fa", "n2fa", "N2fa", "N2fa"),
            ("日本", "value", "Value", "Type"),
            ("filter[name]", "filter_name", "FilterName", "FilterName"),
            ("<=", "less_equal", "LessEqual", "LessEqual"),
            ("-1", "minus_1", "Minus1", "Minus1"),
            ("$", "dollar", "Dollar", "Dollar"),
            ("a_b_c", "a_b_c", "Abc", "Abc"),
        ];
        for (text, value, variant, ty) in table {
            assert_eq!(
                (value_name(text), variant_name(text), type_name(text)),
                (value.to_owned(), variant.to_owned(), ty.to_owned()),
                "{text}"
            );
        }
        assert_eq!(variant_name(""), "Empty");
    }

    #[test]
    fn a_name_is_spelt_as_it_is() {
        for text in ["createToken", "Option", "2fa", "a_b_c", "日本", "SecretString"] {
            let name = type_name(text);
            assert_eq!(type_name(&name), name, "{text}");
        }
    }
}
