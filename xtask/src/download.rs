//! A vendor's page from its URL: https only, conditional, with limits on time and size.

use std::io::Read;
use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_LENGTH, ETAG, IF_NONE_MATCH, RETRY_AFTER, TRANSFER_ENCODING};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url, Version};
use tokio::task::JoinSet;

use crate::cut;
use crate::files::MAX_BYTES;
use crate::public::{PublicNames, is_private};

/// Most redirects that are followed.
const REDIRECTS: usize = 5;
/// Longest entity tag, in bytes. They are some twenty or forty.
const LONGEST_TAG: usize = 1024;
/// Longest time until a connection stands.
const CONNECT: Duration = Duration::from_secs(10);

/// What the server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Download {
    /// The page is the one with the known entity tag.
    NotModified,
    /// A page.
    Page(DownloadedPage),
}

/// What arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownloadedPage {
    /// Where it came from: where redirects led to.
    pub url: Url,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its entity tag, where the server gives one.
    pub etag: Option<String>,
    /// Whether the server said where it ends. Where it just closes the connection, so does a network that fails.
    pub is_whole: bool,
}

impl DownloadedPage {
    /// Why it may be the beginning of what the server has, where that does not say where the page ends.
    pub fn may_be_cut_off(&self, stored: &[u8]) -> Option<String> {
        (!self.is_whole && !cut::ends_alike(&self.bytes, stored)).then(|| {
            "what arrived may be cut off: the server does not say where the page ends, and it ends unlike the stored one"
                .to_owned()
        })
    }
}

/// Whether what kept a page from being downloaded is that it is not there.
pub fn is_not_there(problem: &str) -> bool {
    problem.contains(" 404 ") || problem.contains(" 410 ")
}

/// Why nothing arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// A sentence.
    pub problem: String,
    /// How long the server asks to wait before the next attempt (RFC 9110, `Retry-After`).
    pub wait: Option<Duration>,
}

impl From<String> for Refusal {
    fn from(problem: String) -> Self {
        Self { problem, wait: None }
    }
}

/// Downloads `source`, unless it still has the tag `etag`.
///
/// # Errors
///
/// A sentence: the URL is not https (http is allowed to a loopback address), the server cannot be reached in time,
/// answers with another status than success, or sends more than is read of any file.
pub async fn download(source: &str, etag: Option<&str>, timeout: Duration) -> Result<Download, String> {
    let url = Url::parse(source).map_err(|error| format!("not a URL: {error}"))?;
    Host::of(&url, timeout)?.download(url, etag).await
}

/// A host that is asked for several files over the same connections.
#[derive(Debug, Clone)]
pub struct Host(Client);

impl Host {
    /// The host of a URL.
    ///
    /// # Errors
    ///
    /// A sentence: the URL is not https (http is allowed to a loopback address).
    pub fn of(url: &Url, timeout: Duration) -> Result<Self, String> {
        let local = is_loopback(url);
        if !is_allowed(url, local) {
            return Err(format!("`{}` is not https", url.scheme()));
        }
        let own = url.host_str().unwrap_or_default().to_owned();
        client(url, local, timeout, PublicNames::and(own))
            .map(Self)
            .map_err(|error| chain(&error))
    }

    /// Downloads a file of this host, unless it still has the tag `etag`.
    ///
    /// # Errors
    ///
    /// As [`download`].
    pub async fn download(&self, url: Url, etag: Option<&str>) -> Result<Download, String> {
        let arrived = get(&self.0, url, etag).await;
        arrived.map_err(|refusal| refusal.problem)
    }

    /// The same, for those who ask again.
    ///
    /// # Errors
    ///
    /// As [`download`], with what the server says about a next attempt.
    pub async fn attempt(&self, url: Url, etag: Option<&str>) -> Result<Download, Refusal> {
        get(&self.0, url, etag).await
    }
}

async fn get(client: &Client, url: Url, etag: Option<&str>) -> Result<Download, Refusal> {
    let mut request = client.get(url);
    if let Some(etag) = etag {
        request = request.header(IF_NONE_MATCH, etag);
    }
    let mut response = request.send().await.map_err(|error| chain(&error))?;
    match response.status() {
        StatusCode::NOT_MODIFIED if etag.is_some() => return Ok(Download::NotModified),
        StatusCode::OK => {}
        status => {
            let wait = response.headers().get(RETRY_AFTER);
            return Err(Refusal {
                problem: format!("the server answered {status}"),
                wait: wait.and_then(|wait| wait_of(wait.to_str().ok()?)),
            });
        }
    }
    let etag = etag_of(&response)?;
    let url = response.url().clone();
    let is_whole = says_its_end(&response);
    let announced = response.content_length();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| chain(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > MAX_BYTES {
            return Err(format!("the page is larger than {} MiB", MAX_BYTES / 1024 / 1024).into());
        }
    }
    if announced.is_some_and(|announced| announced != bytes.len() as u64) {
        return Err("the page arrived cut off".to_owned().into());
    }
    let bytes = unpacked(bytes)?;
    Ok(Download::Page(DownloadedPage {
        url,
        bytes,
        etag,
        is_whole,
    }))
}

/// What a server compressed though nobody asked it to: files that are stored so, large sitemaps among them.
///
/// # Errors
///
/// A sentence: damaged, or larger than is read of any file.
pub fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut text = Vec::new();
    let mut decoder = flate2::read::MultiGzDecoder::new(bytes.as_slice()).take(MAX_BYTES + 1);
    match decoder.read_to_end(&mut text) {
        Err(error) => Err(format!(
            "the page arrived compressed, and is cut off or damaged: {error}"
        )),
        Ok(_) if text.len() as u64 > MAX_BYTES => {
            Err(format!("the page is larger than {} MiB", MAX_BYTES / 1024 / 1024))
        }
        Ok(_) => Ok(text),
    }
}

/// `Retry-After`: seconds, or a date.
fn wait_of(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value.trim()).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

/// The entity tag, which `specs.lock` keeps and every later request sends.
fn etag_of(response: &Response) -> Result<Option<String>, String> {
    let Some(etag) = response.headers().get(ETAG) else {
        return Ok(None);
    };
    if etag.len() > LONGEST_TAG {
        let length = etag.len();
        return Err(format!(
            "its entity tag (`ETag`) is {length} bytes long, and at most {LONGEST_TAG} are taken"
        ));
    }
    Ok(etag.to_str().ok().map(str::to_owned))
}

/// What downloads side by side have come to, by their numbers below `many`.
pub async fn in_order(
    mut running: JoinSet<(usize, Result<Download, String>)>,
    many: usize,
) -> Vec<Result<Download, String>> {
    let given_up = || Err("the download was cancelled".to_owned());
    let mut results: Vec<_> = std::iter::repeat_with(given_up).take(many).collect();
    while let Some(finished) = running.join_next().await {
        if let Ok((index, result)) = finished {
            results[index] = result;
        }
    }
    results
}

/// Whether a body that was received to its end is all of it: it has a length, or chunks with a last one, or is a stream of
/// HTTP/2.
fn says_its_end(response: &Response) -> bool {
    let headers = response.headers();
    let is_chunked = || {
        let mut encodings = headers.get_all(TRANSFER_ENCODING).iter();
        encodings.next_back().is_some_and(|last| {
            let last = last.as_bytes().to_ascii_lowercase();
            last.ends_with(b"chunked")
        })
    };
    response.version() >= Version::HTTP_2 || headers.contains_key(CONTENT_LENGTH) || is_chunked()
}

fn client(source: &Url, local: bool, timeout: Duration, names: PublicNames) -> reqwest::Result<Client> {
    let asked = source.host_str().unwrap_or_default().to_owned();
    let is_known = move |url: &Url| url.host_str() == Some(&asked) || (local && is_loopback(url));
    let follow = Policy::custom(move |attempt| {
        if attempt.previous().len() > REDIRECTS {
            attempt.error("too many redirects")
        } else if !is_allowed(attempt.url(), local) {
            attempt.error("a redirect to a URL that is not https")
        } else if is_private(attempt.url()) && !is_known(attempt.url()) {
            attempt.error("a redirect to an address of a private network")
        } else {
            attempt.follow()
        }
    });
    let builder = Client::builder()
        .user_agent(concat!("specloom/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT.min(timeout))
        .timeout(timeout)
        .redirect(follow)
        .dns_resolver(names);
    // A proxy cannot reach this machine's own addresses.
    let builder = if local { builder.no_proxy() } else { builder };
    builder.build()
}

/// Whether a URL may be asked. Plain http only from one loopback address to another: for tests and local mirrors.
fn is_allowed(url: &Url, local: bool) -> bool {
    url.scheme() == "https" || (local && url.scheme() == "http" && is_loopback(url))
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse()
            .is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

/// An error with its causes: reqwest's own message alone does not say what went wrong.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

/// Why what arrived cannot be the page that `stored` is: servers send login and error pages with status 200.
pub fn not_the_page(bytes: &[u8], stored: &[u8]) -> Option<&'static str> {
    if bytes.trim_ascii().is_empty() {
        return Some("it is empty");
    }
    if is_html(bytes) && !is_html(stored) {
        return Some("it is an HTML page, perhaps a login or an error page");
    }
    None
}

/// Whether what arrived is an HTML page.
pub fn is_html(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
        || (start.starts_with("<!--") && start.contains("<html"))
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::{SocketAddr, TcpListener};
    use std::sync::Arc;

    use reqwest::dns::{Addrs, Name, Resolve, Resolving};

    use super::*;

    #[test]
    fn https_or_loopback() {
        let allowed = |url: &str| {
            let url = Url::parse(url).unwrap();
            is_allowed(&url, is_loopback(&url))
        };
        for url in [
            "https://acme.test/x",
            "http://127.0.0.1:1/",
            "http://[::1]:1/",
            "http://localhost/",
        ] {
            assert!(allowed(url), "{url}");
        }
        for url in [
            "http://acme.test/",
            "file:///etc/passwd",
            "ftp://127.0.0.1/",
            "http://127.0.0.1.acme.test/",
        ] {
            assert!(!allowed(url), "{url}");
        }
        // From the network to this machine is not a mirror but an attempt.
        assert!(!is_allowed(&Url::parse("http://127.0.0.1/").unwrap(), false));
    }

    #[test]
    fn web_pages_are_told_from_documentation() {
        for html in [
            "<!DOCTYPE html><title>Log in",
            "\u{feff}\n<html>",
            "<!-- x -->\n<HTML>",
        ] {
            assert!(not_the_page(html.as_bytes(), b"# Page").is_some(), "{html}");
            assert_eq!(not_the_page(html.as_bytes(), b"<html>"), None);
        }
        assert_eq!(not_the_page(b"# Page about <html>", b"# Page"), None);
        assert!(not_the_page(b" \n", b"# Page").is_some());
    }

    /// Names of a made-up zone.
    struct Zone;

    impl Resolve for Zone {
        fn resolve(&self, name: Name) -> Resolving {
            let addresses: &[&str] = match name.as_str() {
                "v4.acme.test" => &["10.1.2.3"],
                "metadata.acme.test" => &["169.254.169.254"],
                "loopback.acme.test" => &["127.0.0.1", "::1"],
                "v6.acme.test" => &["fd00::1"],
                "link-local.acme.test" => &["fe80::1"],
                "mapped.acme.test" => &["::ffff:192.168.0.1"],
                "translated.acme.test" => &["64:ff9b::a00:1", "2002:a00:1::"],
                _ => &["10.0.0.1", "192.88.99.9", "::1", "2606:4700::1"],
            };
            let found = addresses
                .iter()
                .map(|address| SocketAddr::new(address.parse().unwrap(), 0));
            Box::pin(std::future::ready(Ok(
                Box::new(found.collect::<Vec<_>>().into_iter()) as Addrs,
            )))
        }
    }

    fn zone(own: &str) -> PublicNames {
        PublicNames::through(Arc::new(Zone), own.to_owned())
    }

    /// What comes of a download from a server on this machine that redirects to `target`.
    fn redirected(target: &str) -> String {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = Url::parse(&format!("http://{}/page", server.local_addr().unwrap())).unwrap();
        let answer = format!(
            "HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        let thread = std::thread::spawn(move || {
            let (mut stream, _) = server.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]);
            stream.write_all(answer.as_bytes()).unwrap();
        });
        let client = client(&url, true, Duration::from_secs(5), zone("127.0.0.1")).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let outcome = runtime.block_on(get(&client, url, None));
        thread.join().unwrap();
        outcome.unwrap_err().problem
    }

    #[test]
    fn redirects_lead_to_no_private_address_in_any_spelling() {
        for host in [
            "10.0.0.1",
            "0x0a.1",
            "167772161",
            "169.254.169.254",
            "[fd00::1]",
            "[fe80::1]",
            "[::ffff:10.0.0.1]",
            "[64:ff9b::a00:1]",
        ] {
            let told = redirected(&format!("https://{host}/latest/meta-data"));
            assert!(
                told.contains("a redirect to an address of a private network"),
                "{host}: {told}"
            );
        }
        let told = redirected("http://acme.test/");
        assert!(told.contains("a redirect to a URL that is not https"), "{told}");
    }

    #[test]
    fn redirects_lead_to_no_name_of_a_private_address() {
        for name in [
            "v4",
            "metadata",
            "loopback",
            "v6",
            "link-local",
            "mapped",
            "translated",
        ] {
            let told = redirected(&format!("https://{name}.acme.test/"));
            let expected = format!("`{name}.acme.test` has only addresses of private networks");
            assert!(told.contains(&expected), "{name}: {told}");
        }
    }

    #[test]
    fn of_a_names_addresses_the_public_ones_are_left_unless_somebody_here_named_it() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let found = |names: PublicNames| -> Vec<String> {
            let found = runtime
                .block_on(names.resolve("both.acme.test".parse().unwrap()))
                .unwrap();
            found.map(|address| address.ip().to_string()).collect()
        };
        assert_eq!(found(zone("acme.test")), ["192.88.99.9", "2606:4700::1"]);
        assert_eq!(
            found(zone("BOTH.acme.test")),
            ["10.0.0.1", "192.88.99.9", "::1", "2606:4700::1"]
        );
    }
}
