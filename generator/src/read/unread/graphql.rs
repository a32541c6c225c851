//! A text in GraphQL's schema language → the line that shows it.

/// Names of the types that operations are fields of.
const ROOTS: [&str; 3] = ["Query", "Mutation", "Subscription"];

/// The line, from 1, that tells that a text is a GraphQL schema: a root type, or a first definition of a kind that no other
/// language has so.
pub(super) fn line_of(text: &str) -> Option<usize> {
    // Fences of a page may show such a schema: then it is not what the text is.
    let lines: Vec<&str> = text.lines().take_while(|line| !line.starts_with("```")).collect();
    let opens = |(at, line): (usize, &&str)| is_root(line, lines.get(at + 1).copied()).then_some(at + 1);
    lines.iter().enumerate().find_map(opens).or_else(|| first(&lines))
}

fn is_root(line: &str, next: Option<&str>) -> bool {
    if line.starts_with(char::is_whitespace) {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().take(4).collect();
    let opens = line.contains('{') || next.is_some_and(|next| next.trim_start().starts_with('{'));
    match words.as_slice() {
        ["schema", "{", ..] => true,
        ["type", name, rest @ ..] => {
            ROOTS.contains(&name.trim_end_matches('{')) && opens && !rest.contains(&"=")
        }
        ["extend", "type", name, ..] => ROOTS.contains(&name.trim_end_matches('{')) && opens,
        ["extend", "schema", ..] => true,
        _ => false,
    }
}

/// The first line that is no comment and no words, where it defines something as only this language does.
fn first(lines: &[&str]) -> Option<usize> {
    let mut in_words = false;
    let (at, line) = lines.iter().enumerate().find(|(_, line)| {
        let line = line.trim();
        let marks = line.matches("\"\"\"").count();
        if marks > 0 {
            in_words ^= marks % 2 == 1;
            return false;
        }
        !in_words && !line.is_empty() && !line.starts_with(['#', '"'])
    })?;
    let words: Vec<&str> = line.split_whitespace().take(4).collect();
    let is_one = match words.as_slice() {
        ["directive", name, ..] => name.starts_with('@'),
        ["scalar", _] => true,
        [
            "scalar" | "type" | "input" | "interface" | "union" | "enum",
            _,
            directive,
            ..,
        ] if directive.starts_with('@') => true,
        ["type" | "input", _, "{", ..] | ["type" | "interface", _, "implements", ..] => {
            lines.iter().skip(at + 1).any(|line| {
                line.contains(": ")
                    && (line.trim_end().ends_with('!') || line.contains("ID") || line.contains("): "))
            })
        }
        _ => false,
    };
    is_one.then_some(at + 1)
}
