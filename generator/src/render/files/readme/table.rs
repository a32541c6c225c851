//! Tables that do not go on for ever.

/// Most rows of a table; a longer one is in the documentation, where it can be searched.
const ROWS: usize = 50;

/// Rows of a table, at most as many as a reader goes through.
pub(super) fn table(rows: Vec<String>, rest: &str) -> String {
    let more = match rows.len().saturating_sub(ROWS) {
        0 => String::new(),
        more => format!("\nand {more} more: see {rest}.\n"),
    };
    rows.into_iter().take(ROWS).collect::<String>() + &more
}
