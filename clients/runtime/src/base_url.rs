//! The server's address: checked once when the client is built, then joined with each operation's path.
//!
//! Joining is concatenation, not RFC 3986's reference resolution, which would drop a path prefix:
//! `https://host/api` with `/users/` gives `https://host/api/users/`.

use std::fmt;
use std::net::IpAddr;

use url::Url;

/// A checked server URL without its trailing slash.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    text: String,
    url: Url,
}

impl BaseUrl {
    /// The reason is a sentence that follows "the server URL": it never quotes the URL, which may hold a
    /// password.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        if text.contains(['{', '}']) {
            return Err("holds a `{variable}` that nobody has replaced");
        }
        let url = Url::parse(text.trim()).map_err(|error| match error.to_string().as_str() {
            "relative URL without a base" => "has no scheme: it must start with https://",
            "empty host" => "has no host",
            "invalid port number" => "has an invalid port",
            _ => "is not a valid URL",
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("is neither https nor http");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("holds a user name or password: use the builder's credential methods");
        }
        if url.query().is_some() {
            return Err("has a query, which operations could not keep");
        }
        if url.fragment().is_some() {
            return Err("has a fragment");
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err("has no host");
        }
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { text, url })
    }

    /// Whether a path with percent-encoded values can be sent as it is, or why not.
    pub(crate) fn check(path: &str) -> Result<(), &'static str> {
        let may_hold_dots = path.bytes().any(|byte| matches!(byte, b'.' | b'%'));
        if may_hold_dots && path.split('/').any(is_dot_segment) {
            return Err("would make a path segment `.` or `..`, which no HTTP client can send");
        }
        Ok(())
    }

    /// `path` holds percent-encoded values and has been checked; `query` is whole and encoded.
    pub(crate) fn join(&self, path: &str, query: &str) -> Url {
        // Of a template that ends with a query of its own.
        let (path, own) = path.split_once('?').unwrap_or((path, ""));
        let prefix = self.url.path().trim_end_matches('/');
        let mut url = self.url.clone();
        match (prefix.is_empty(), path.starts_with('/')) {
            (true, true) => url.set_path(path),
            (_, true) => url.set_path(&format!("{prefix}{path}")),
            (_, false) => url.set_path(&format!("{prefix}/{path}")),
        }
        match (own.is_empty(), query.is_empty()) {
            (true, true) => {}
            (true, false) => url.set_query(Some(query)),
            (false, true) => url.set_query(Some(own)),
            (false, false) => url.set_query(Some(&format!("{own}&{query}"))),
        }
        url
    }

    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether the host is this machine: what is sent there cannot be read on the way.
    pub(crate) fn is_loopback(&self) -> bool {
        let host = self.host();
        host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
    }

    /// A name or an address, without the brackets that an IPv6 address has in a URL.
    pub(crate) fn host(&self) -> &str {
        let host = self.url.host_str().unwrap_or_default();
        host.trim_start_matches('[').trim_end_matches(']')
    }

    #[cfg(feature = "tracing")]
    pub(crate) fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or_default()
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

/// The URL standard treats `%2e` as a dot, so that encoding does not help.
fn is_dot_segment(segment: &str) -> bool {
    let mut rest = segment.split(['?', '#']).next().unwrap_or_default();
    let mut dots = 0;
    while !rest.is_empty() {
        let after = rest
            .strip_prefix('.')
            .or_else(|| rest.strip_prefix("%2e"))
            .or_else(|| rest.strip_prefix("%2E"));
        match after {
            Some(after) => rest = after,
            None => return false,
        }
        dots += 1;
    }
    matches!(dots, 1 | 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(base: &str, path: &str, query: &str) -> String {
        BaseUrl::parse(base).unwrap().join(path, query).to_string()
    }

    #[test]
    fn prefix_and_trailing_slash_are_kept() {
        assert_eq!(joined("https://a.test", "/users/", ""), "https://a.test/users/");
        assert_eq!(
            joined("https://a.test/api/v2", "/users", ""),
            "https://a.test/api/v2/users"
        );
        assert_eq!(
            joined("https://a.test/api/v2/", "/users/", ""),
            "https://a.test/api/v2/users/"
        );
        assert_eq!(
            joined("https://a.test/", "users", "b=%20c"),
            "https://a.test/users?b=%20c"
        );
        assert_eq!(
            joined("https://a.test:8443/x", "/y?action=go", "b=c"),
            "https://a.test:8443/x/y?action=go&b=c"
        );
        assert_eq!(joined("https://a.test", "/", ""), "https://a.test/");
    }

    #[test]
    fn encoded_values_survive() {
        assert_eq!(
            joined("https://a.test", "/u/a%2Fb%3Fc%23%25", "q=%5B%7C%5D"),
            "https://a.test/u/a%2Fb%3Fc%23%25?q=%5B%7C%5D"
        );
        assert_eq!(
            joined("https://a.test", "/#Target", ""),
            "https://a.test/%23Target"
        );
    }

    #[test]
    fn dot_segments_are_refused() {
        for path in ["/u/../x", "/u/.", "/u/%2e%2E/x", "/u/.%2e", "/u/..?x"] {
            assert!(BaseUrl::check(path).is_err(), "{path}");
        }
        for path in ["/u/...", "/u/.well-known", "/u/a..b", "/u/%2E%2Ex"] {
            assert!(BaseUrl::check(path).is_ok(), "{path}");
        }
    }

    #[test]
    fn what_cannot_be_a_server_is_refused_with_the_reason() {
        for (url, reason) in [
            ("", "no scheme"),
            ("api.test/v1", "no scheme"),
            ("ftp://a.test", "neither https nor http"),
            ("https://", "no host"),
            ("https://a.test:99999", "invalid port"),
            ("https://user:pass@a.test", "user name or password"),
            ("https://user@a.test", "user name or password"),
            ("https://a.test?key=1", "query"),
            ("https://a.test#top", "fragment"),
            ("https://{region}.a.test", "`{variable}`"),
            ("https://a b.test", "not a valid URL"),
            ("mailto:a@b", "neither https nor http"),
        ] {
            let problem = BaseUrl::parse(url).expect_err(url);
            assert!(problem.contains(reason), "{url}: {problem}");
        }
    }

    #[test]
    fn loopback_is_this_machine_only() {
        for url in [
            "http://localhost:1",
            "http://127.0.0.1",
            "http://127.9.9.9:80",
            "http://[::1]:8080",
            "http://LOCALHOST",
        ] {
            assert!(BaseUrl::parse(url).unwrap().is_loopback(), "{url}");
        }
        for url in [
            "http://localhost.test",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "http://127.0.0.1.test",
            "http://[::2]",
        ] {
            assert!(!BaseUrl::parse(url).unwrap().is_loopback(), "{url}");
        }
    }
}
