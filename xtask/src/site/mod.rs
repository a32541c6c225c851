//! A documentation site → its pages: which there are (`index`), what they are called here (`slug`), and their contents
//! (`collect`).

pub mod collect;
pub mod files;
pub mod index;
pub mod patterns;
pub mod robots;
pub mod slug;

/// A page that was brought: from a file or from a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it is from, for messages.
    pub from: String,
    /// The name of its file below `pages/`.
    pub file: String,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// Where it is published.
    pub url: Option<String>,
    /// The server's entity tag.
    pub etag: Option<String>,
}

/// Whether a text looks like one that describes an API, be it damaged. Guides and release notes do not.
pub fn looks_like_an_api(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let is_key = |line: &str| {
        let line = line.trim_start().trim_start_matches(['"', '\'', '{', ' ']);
        ["openapi", "swagger"].iter().any(|key| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':'))
        })
    };
    let is_fence = |line: &str| {
        line.strip_prefix("````").is_some_and(|info| {
            let words: Vec<&str> = info.split_whitespace().collect();
            words.len() >= 3 && words[words.len() - 1].starts_with('/')
        })
    };
    text.lines().any(|line| is_key(line) || is_fence(line))
}
