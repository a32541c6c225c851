//! Where an HTML page sends a browser instead of showing something: logins are kept so before pages.

use std::collections::BTreeMap;

use crate::read::unread::is_login;

/// Longest page whose scripts and forms are all that it does.
const LONGEST: usize = 10_000;

/// Where an element sends a browser: at once, or as a form to a login.
pub(super) fn in_element(name: &str, attributes: &BTreeMap<String, String>) -> Option<String> {
    let text = |key: &str| attributes.get(key).map(String::as_str).unwrap_or_default();
    match name {
        "meta" if text("http-equiv").eq_ignore_ascii_case("refresh") => {
            // `0; url=/login`, the URL perhaps in quotes.
            let (_, place) = text("content").split_once([';', ','])?;
            let (key, place) = place.split_once('=')?;
            key.trim().eq_ignore_ascii_case("url").then(|| unquoted(place))
        }
        _ => None,
    }
}

/// Whether a small page is a form for a login, without a password in it.
pub(super) fn is_login_form(name: &str, attributes: &BTreeMap<String, String>, page: &str) -> bool {
    let action = attributes.get("action").map(String::as_str).unwrap_or_default();
    name == "form" && page.len() < LONGEST && is_login(action)
}

/// Where the script of a small page sends a browser: `location = "…"`, `location.href = "…"`, `location.replace("…")`.
pub(super) fn in_script(script: &str, page: &str) -> Option<String> {
    if page.len() > LONGEST {
        return None;
    }
    script.match_indices("location").find_map(|(at, word)| {
        let rest = script[at + word.len()..].trim_start();
        let rest = [".href", ".replace", ".assign"]
            .iter()
            .find_map(|way| rest.strip_prefix(way))
            .unwrap_or(rest);
        let value = rest.trim_start().strip_prefix(['=', '('])?.trim_start();
        let quote = value.chars().next().filter(|c| "\"'`".contains(*c))?;
        let place = value[1..].split(quote).next()?;
        (!place.is_empty() && !place.contains(char::is_whitespace)).then(|| place.to_owned())
    })
}

/// Whether a title is a login's: `Log in | Acme`, `Acme - Sign in`.
pub(super) fn is_title_of_login(title: &str) -> bool {
    let parts = title.split(['|', '-', '–', '—', '·', ':']);
    let says = |part: &str| {
        let part = part.trim().to_ascii_lowercase();
        ["log in", "login", "sign in", "signin"].iter().any(|word| {
            let rest = part.strip_prefix(word);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(" to "))
        })
    };
    parts.map(str::trim).any(says)
}

/// Whether a title is that of a page which looks at the browser first.
pub(super) fn is_title_of_check(title: &str) -> bool {
    [
        "Just a moment...",
        "Attention Required! | Cloudflare",
        "Checking your browser",
    ]
    .iter()
    .any(|known| title.trim().starts_with(known))
}

fn unquoted(place: &str) -> String {
    place.trim().trim_matches(['"', '\'']).trim().to_owned()
}
