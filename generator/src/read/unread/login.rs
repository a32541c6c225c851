//! A page that stands before the page: a login, or one that sends a browser on to a login.
//!
//! What it stands before may be a page of the API, so it is no page about something else.

/// What asks somebody to sign in.
const STRONG: [&str; 12] = [
    "log in",
    "login",
    "sign in",
    "signin",
    "sign-in",
    "log into",
    "logged in",
    "signed in",
    "password protected",
    "authentication required",
    "enter password",
    "access denied",
];
/// What stands around it.
const WEAK: [&str; 16] = [
    "password",
    "forgot",
    "email",
    "e-mail",
    "username",
    "remember me",
    "continue with",
    "continue to",
    "single sign-on",
    "sso",
    "magic link",
    "sign up",
    "create an account",
    "create account",
    "unauthorized",
    "submit",
];

/// Most lines that a login page has, and their longest.
const MOST: usize = 25;
const LONGEST: usize = 120;

/// The line, from 1, of a text that a browser shows of a login page: a few short lines, and most of them say so.
pub(super) fn line_of(text: &str) -> Option<usize> {
    let lines: Vec<(usize, String)> = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim().to_ascii_lowercase()))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    if lines.len() > MOST
        || lines
            .iter()
            .any(|(_, line)| line.len() > LONGEST || line.starts_with("```"))
    {
        return None;
    }
    let says = |words: &[&str], line: &str| words.iter().any(|word| line.contains(word));
    let strong = lines.iter().find(|(_, line)| says(&STRONG, line))?;
    let either = lines
        .iter()
        .filter(|(_, line)| says(&STRONG, line) || says(&WEAK, line));
    let count = either.count();
    (count >= 2 && count * 2 >= lines.len()).then_some(strong.0)
}

/// Whether a URL or path is that of a login.
pub(in crate::read) fn is_at(url: &str) -> bool {
    const WORDS: [&str; 9] = [
        "login",
        "signin",
        "sso",
        "saml",
        "oauth",
        "oauth2",
        "authorize",
        "session",
        "sessions",
    ];
    let url = url
        .to_ascii_lowercase()
        .replace("log-in", "login")
        .replace("sign-in", "signin")
        .replace("sign_in", "signin");
    let place = url.split(['?', '#']).next().unwrap_or_default();
    place
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| WORDS.contains(&word))
}
