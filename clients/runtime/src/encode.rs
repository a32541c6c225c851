//! Percent-encoding (RFC 3986): everything but the unreserved characters, unless the page allows reserved
//! ones.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but `ALPHA / DIGIT / "-" / "." / "_" / "~"` (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `allowReserved` also lets through RFC 3986's `:/?#[]@!$&'()*+,;=`, save the three that would change what
/// the query says: `#` ends it, `&` ends the parameter and `+` reads as a space.
const ALLOW_RESERVED: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// `text` with every character encoded that is not unreserved.
pub(crate) fn percent(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// `text` as a value of a parameter with `allowReserved: true`.
pub(crate) fn percent_allow_reserved(text: &str) -> String {
    utf8_percent_encode(text, ALLOW_RESERVED).to_string()
}

/// What [`percent`] was given.
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// `text` as a name or value in an `application/x-www-form-urlencoded` body, where a space is `+`.
pub(crate) fn form(text: &str) -> String {
    percent(text).replace("%20", "+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_all_but_unreserved() {
        assert_eq!(percent("aZ09-._~"), "aZ09-._~");
        assert_eq!(
            percent("a/b%c?d#e f&g=h+i:j@k\\l"),
            "a%2Fb%25c%3Fd%23e%20f%26g%3Dh%2Bi%3Aj%40k%5Cl"
        );
        assert_eq!(percent("ü€😀\n"), "%C3%BC%E2%82%AC%F0%9F%98%80%0A");
    }

    #[test]
    fn reserved_characters_pass_where_allowed() {
        assert_eq!(percent_allow_reserved(":/?[]@!$'()*,;="), ":/?[]@!$'()*,;=");
        assert_eq!(percent_allow_reserved("a#b&c+d e%f"), "a%23b%26c%2Bd%20e%25f");
    }

    #[test]
    fn a_space_in_a_form_is_a_plus() {
        assert_eq!(form("a b+c%20"), "a+b%2Bc%2520");
    }
}
