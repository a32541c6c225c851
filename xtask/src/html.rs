//! Findings as one page that can be sent to a vendor: it loads nothing and runs nothing, so no word of a description can make it.

use std::fmt::Write as _;

use serde_json::Value;
use specloom::compare::{Change, ItemChangeKind, advice, render};
use specloom::words::shown;

use crate::comparison::Comparison;

/// Most characters of what was or is there that are shown.
const MOST: usize = 4_000;

/// Most operations and items that are listed.
const LISTED: usize = 200;

/// The filters: the id of the choice, its label, and what is hidden.
const FILTERS: [(&str, &str, &str); 5] = [
    ("all", "all", ""),
    ("breaking", "breaks the wire", ".finding:not(.wire-breaking)"),
    ("compatible", "compatible", ".finding:not(.wire-compatible)"),
    ("docs", "documentation", ".finding:not(.wire-docs)"),
    ("major", "Rust API: major", ".finding:not(.rust-major)"),
];

const STYLE: &str = include_str!("html.css");

/// The page. Nothing is loaded and nothing runs: the policy forbids it, and filters are choices of a form.
pub fn page(comparisons: &[Comparison]) -> String {
    let names: Vec<String> = comparisons.iter().map(|one| text(&one.name)).collect();
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>API changes: {}</title>\n<style>\n{STYLE}",
        names.join(", ")
    );
    for (id, _, hidden) in FILTERS.iter().filter(|(.., hidden)| !hidden.is_empty()) {
        let _ = writeln!(
            out,
            "#only-{id}:checked ~ main {hidden},\n#only-{id}:checked ~ main .group:not(:has({})) {{ display: none; }}",
            hidden.replace(".finding:not(", ".finding:is(")
        );
    }
    out.push_str("</style>\n</head>\n<body>\n<h1>API changes</h1>\n");
    for (index, (id, label, _)) in FILTERS.iter().enumerate() {
        let checked = if index == 0 { " checked" } else { "" };
        let _ = writeln!(
            out,
            "<input type=\"radio\" name=\"only\" id=\"only-{id}\"{checked}><label for=\"only-{id}\">{label}</label>"
        );
    }
    out.push_str("<main>\n");
    for comparison in comparisons {
        one(&mut out, comparison);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn one(out: &mut String, comparison: &Comparison) {
    let _ = writeln!(out, "<section>\n<h2>{}</h2>", text(&comparison.name));
    let open: Vec<Change> = comparison.open().cloned().collect();
    let waived = comparison.changes.len() - open.len();
    let _ = writeln!(out, "<p class=\"summary\">{}</p>", text(&render::summary(&open)));
    if waived > 0 {
        let all = if open.is_empty() { "all " } else { "" };
        let s = if waived == 1 { " is" } else { "s are" };
        let _ = writeln!(
            out,
            "<p>{all}{waived} finding{s} accepted by waivers; the reasons stand with them</p>"
        );
    }
    if let Some(why) = &comparison.estimated {
        let why = text(why);
        let _ = writeln!(
            out,
            "<p>The Rust verdicts are estimated, because no client can be made of one side: {why}</p>"
        );
    }
    let mut last: Option<String> = None;
    for change in &comparison.changes {
        let heading = change.heading();
        if last.as_ref() != Some(&heading) {
            if last.is_some() {
                out.push_str("</div>\n");
            }
            let _ = writeln!(out, "<div class=\"group\">\n<h3>{}</h3>", text(&heading));
            last = Some(heading);
        }
        finding(out, comparison, change);
    }
    if last.is_some() {
        out.push_str("</div>\n");
    }
    out.push_str("</section>\n");
}

fn finding(out: &mut String, comparison: &Comparison, change: &Change) {
    let (wire, rust) = (change.wire, change.rust);
    let waiver = comparison.waiver(change);
    let state = if waiver.is_some() { " waived" } else { "" };
    let _ = writeln!(
        out,
        "<details class=\"finding wire-{wire} rust-{rust}{state}\" id=\"f-{}\">\n<summary><b class=\"wire\">{wire}</b> \
         <b class=\"rust\">Rust: {rust}</b> <code>{}</code> {} <i>{}</i></summary>",
        text(&change.fingerprint),
        text(&change.location),
        sentence(&change.message),
        text(change.id)
    );
    let (old, new) = comparison.texts(change);
    out.push_str("<div class=\"sides\">\n");
    for (title, class, whole, short) in [
        ("before", "old", old, &change.before),
        ("after", "new", new, &change.after),
    ] {
        let said = whole.or_else(|| short.as_ref().map(inline));
        let said = said.map_or_else(|| "<i>nothing</i>".to_owned(), |said| text_of_lines(&cut(&said)));
        let _ = writeln!(
            out,
            "<div class=\"{class}\"><h4>{title}</h4><pre>{said}</pre></div>"
        );
    }
    out.push_str("</div>\n<dl>\n");
    let mut row = |term: &str, said: String| {
        let _ = writeln!(out, "<dt>{term}</dt><dd>{said}</dd>");
    };
    row("what to do", text(advice(change)));
    if let Some(place) = comparison.place(change) {
        row("where", text(&place));
    }
    if let Some(reason) = waiver {
        row("accepted", text(reason));
    }
    if change.operations.len() > 1 {
        let operations = change.operations.iter().take(LISTED);
        let names: Vec<String> = operations.map(|operation| text(&operation.to_string())).collect();
        let more = change.operations.len() - names.len();
        let more = if more > 0 {
            format!(", and {more} more")
        } else {
            String::new()
        };
        row("operations", format!("{}{more}", names.join(", ")));
    }
    if !change.items.is_empty() {
        let items: Vec<String> = change.items.iter().take(LISTED).map(item).collect();
        row("Rust API", format!("<ul>{}</ul>", items.concat()));
    }
    row(
        "fingerprint",
        format!("<code>{}</code>", text(&change.fingerprint)),
    );
    out.push_str("</dl>\n</details>\n");
}

fn item(change: &specloom::compare::ItemChange) -> String {
    let verb = match change.kind {
        ItemChangeKind::Added => "added",
        ItemChangeKind::Changed => "changed",
        ItemChangeKind::Removed => "removed",
    };
    format!("<li><code>{}</code> {verb}</li>", text(&change.item))
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => format!("{other:#}"),
    }
}

fn cut(said: &str) -> String {
    match said.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &said[..at]),
        None => said.to_owned(),
    }
}

/// Words of a page as text and nothing else.
fn text(said: &str) -> String {
    escaped(&shown(said))
}

/// The same, with what stands between back-ticks as code where they come in pairs.
fn sentence(said: &str) -> String {
    let said = text(said);
    let parts: Vec<&str> = said.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return said;
    }
    let part = |(number, part): (usize, &&str)| match number % 2 {
        0 => (*part).to_owned(),
        _ => format!("<code>{part}</code>"),
    };
    parts.iter().enumerate().map(part).collect()
}

/// The same, line by line.
fn text_of_lines(said: &str) -> String {
    let lines: Vec<String> = said.lines().map(|line| escaped(&indented(line))).collect();
    lines.join("\n")
}

/// A line as it shows, with its indentation.
fn indented(line: &str) -> String {
    let bare = line.trim_start_matches(' ');
    format!("{}{}", &line[..line.len() - bare.len()], shown(bare))
}

fn escaped(said: &str) -> String {
    let mut escaped = String::with_capacity(said.len());
    for c in said.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
