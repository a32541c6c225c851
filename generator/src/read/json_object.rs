//! Where a JSON object ends in a longer text, and whether it says at its root that it is an API description.

/// What a scan of an object found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scan {
    /// Offset behind its closing brace; `None` when the text ends before.
    pub(super) end: Option<usize>,
    /// Whether `"openapi"` or `"swagger"` with a text or a number is among its keys.
    pub(super) says_version: bool,
}

/// Scans the object whose opening brace stands at `start`, in one pass; what it holds need not be JSON.
pub(super) fn scan(text: &str, start: usize) -> Scan {
    let bytes = text.as_bytes();
    let mut says_version = false;
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Scan {
                        end: Some(at + 1),
                        says_version,
                    };
                }
            }
            b'"' => {
                let from = at + 1;
                at = from;
                while bytes.get(at).is_some_and(|byte| *byte != b'"') {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                let is_key = matches!(bytes.get(from..at), Some(b"openapi" | b"swagger"));
                says_version |= depth == 1 && is_key && is_version(text.get(at + 1..).unwrap_or_default());
            }
            _ => {}
        }
        at += 1;
    }
    Scan {
        end: None,
        says_version,
    }
}

/// Whether what follows a key is a text or a number.
fn is_version(rest: &str) -> bool {
    let value = rest.trim_start().strip_prefix(':').map(str::trim_start);
    value.is_some_and(|value| value.starts_with(|c: char| c == '"' || c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_ends_with_its_own_brace() {
        let text = "x = {\"a\": \"}\\\"\", \"b\": [{}], \"swagger\" : 2.0}; y";
        assert_eq!(
            scan(text, 4),
            Scan {
                end: Some(text.len() - 3),
                says_version: true
            }
        );
        for (text, says_version) in [
            ("{\"openapi\": \"3.0", true),
            ("{\"a\": {\"openapi\": \"3.0\"", false),
            ("{\"openapi\": {", false),
            ("{\"é\\", false),
        ] {
            assert_eq!(
                scan(text, 0),
                Scan {
                    end: None,
                    says_version
                },
                "{text}"
            );
        }
    }
}
