//! Files → replies: a file holds one JSON value or several, one after the other.

use std::path::Path;

use serde_json::Value;

use crate::{Failure, files};

/// The body of a reply.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The name of the file that it came in.
    pub file: String,
    /// The body.
    pub value: Value,
}

/// Reads the replies in a file.
///
/// # Errors
///
/// A file that cannot be read, holds nothing, or is not JSON. What it holds is never shown.
pub fn read(path: &Path) -> Result<Vec<Reply>, Failure> {
    let bytes = files::read_bytes(path)?;
    let refused = |problem: String| {
        Failure::new(
            path.display().to_string(),
            problem,
            "save the reply's body alone, as it came, without headers",
        )
    };
    let file = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut replies = Vec::new();
    for value in serde_json::Deserializer::from_slice(text).into_iter::<Value>() {
        let value = value.map_err(|error| {
            refused(format!(
                "this is not JSON: line {} column {}",
                error.line(),
                error.column()
            ))
        })?;
        let file = file.clone();
        replies.push(Reply { file, value });
    }
    match replies.is_empty() {
        true => Err(refused("there is nothing in this file".to_owned())),
        false => Ok(replies),
    }
}
