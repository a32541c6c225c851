//! One name for a status, wherever it is named.

use super::spelling::variant_name;

/// The name of a status: the registered reason phrase, `413` is `PayloadTooLarge`.
pub(crate) fn status_name(code: u16) -> String {
    let status = http::StatusCode::from_u16(code).ok();
    match status.and_then(|status| status.canonical_reason()) {
        Some("OK") => "Ok".to_owned(),
        Some(reason) => variant_name(reason),
        None => format!("Status{code}"),
    }
}

/// The name of the statuses that begin with a digit: `4` is `ClientError`.
pub(crate) fn range_name(digit: u16) -> &'static str {
    match digit {
        1 => "Informational",
        2 => "Success",
        3 => "Redirection",
        4 => "ClientError",
        _ => "ServerError",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_called_by_their_reason() {
        let table = [
            (200, "Ok"),
            (413, "PayloadTooLarge"),
            (414, "UriTooLong"),
            (418, "ImATeapot"),
            (422, "UnprocessableEntity"),
            (500, "InternalServerError"),
            (509, "Status509"),
        ];
        for (code, name) in table {
            assert_eq!(status_name(code), name);
        }
    }
}
