//! A description that a script or an attribute holds encoded → its text.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;

const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
const OF_URLS: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG);

/// The text of a string that is handed to whatever stands before it, `atob(` or `decodeURIComponent(`, or that is a `data:` URL.
pub(super) fn unpacked(before: &str, text: &str) -> Option<String> {
    if text.starts_with("data:") {
        return of_data_url(text);
    }
    let is_before = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if is_before(&["atob(", "Buffer.from(", "Base64.decode("]) {
        let text = of_base64(text)?;
        // `decodeURIComponent(atob(…))`
        return if text.starts_with('%') {
            of_percents(&text)
        } else {
            Some(text)
        };
    }
    if is_before(&["decodeURIComponent(", "decodeURI(", "unescape("]) {
        return of_percents(text);
    }
    None
}

/// The text that a `data:` URL holds: `data:application/json;base64,…` or percent-encoded.
pub(super) fn of_data_url(url: &str) -> Option<String> {
    let (kind, data) = url.trim().strip_prefix("data:")?.split_once(',')?;
    match kind.to_ascii_lowercase().ends_with(";base64") {
        true => of_base64(&of_percents(data)?),
        false => of_percents(data),
    }
}

fn of_base64(text: &str) -> Option<String> {
    let digits: String = text.split_whitespace().collect();
    let bytes = STANDARD.decode(&digits).or_else(|_| OF_URLS.decode(&digits));
    String::from_utf8(bytes.ok()?).ok()
}

fn of_percents(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    Some(text.into_owned())
}
