//! `fetch`: a page from a server that behaves, and from servers that do not.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Bench, Ran, page};

/// A server that answers every connection with `answer`; what it was asked is kept.
struct Server {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn new(answer: impl Fn(&str, &mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/page", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = asked.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = Vec::new();
                let mut buffer = [0; 1024];
                while !request.ends_with(b"\r\n\r\n") {
                    match stream.read(&mut buffer) {
                        Ok(0) | Err(_) => break,
                        Ok(read) => request.extend_from_slice(&buffer[..read]),
                    }
                }
                let request = String::from_utf8_lossy(&request).into_owned();
                kept.lock().unwrap().push(request.clone());
                answer(&request, &mut stream);
            }
        });
        Self { url, asked }
    }

    /// Always the same answer.
    fn fixed(head: &str, body: &str) -> Self {
        let answer = format!(
            "HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        Self::new(move |_, stream| {
            let _ = stream.write_all(answer.as_bytes());
        })
    }
}

/// A vendor whose page is published at `url`.
fn published(url: &str) -> Bench {
    let bench = Bench::acme("name", "token!");
    let vendor = bench.read("specs/acme/vendor.toml");
    bench.write("specs/acme/vendor.toml", &format!("{vendor}source = '{url}'\n"));
    assert_eq!(bench.read_api(&["generate"]).status, 0);
    bench
}

fn fetch(bench: &Bench, flags: &[&str]) -> Ran {
    bench.read_api(&[&["fetch"][..], flags].concat())
}

#[test]
fn unchanged_changed_and_updated() {
    let server = Server::fixed("200 OK", &page("name", "token!"));
    let ran = fetch(&published(&server.url), &[]);
    assert_eq!(
        (ran.status, ran.out.as_str(), ran.err.as_str()),
        (0, "acme   unchanged\n", "")
    );

    let new = page("name", "token! expires_at");
    let server = Server::fixed("200 OK", &new);
    let bench = published(&server.url);
    let before = bench.snapshot();
    let ran = fetch(&bench, &[]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{ran:?}");
    assert!(
        ran.out.starts_with("acme   changed: 1 change (1 compatible)"),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);

    let ran = fetch(&bench, &["--update"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("acme-client 0.1.0 → 0.1.1"), "{ran:?}");
    assert_eq!(bench.read("specs/acme/page.json"), new);
    assert_eq!(bench.read_api(&["check"]).status, 0);
}

#[test]
fn a_known_entity_tag_is_sent_and_belongs_to_the_stored_page_only() {
    let new = page("name", "token! expires_at");
    let body = new.clone();
    let server = Server::new(move |request, stream| {
        let answer = if request.to_lowercase().contains("if-none-match: \"v2\"") {
            "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_owned()
        } else {
            let length = body.len();
            format!(
                "HTTP/1.1 200 OK\r\nETag: \"v2\"\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            )
        };
        let _ = stream.write_all(answer.as_bytes());
    });
    let bench = published(&server.url);
    assert_eq!(fetch(&bench, &["--update"]).status, 0);
    assert_eq!(fetch(&bench, &[]).out, "acme   unchanged\n");
    assert_eq!(
        bench.read_api(&["check"]).status,
        0,
        "the tag in the lock is no drift"
    );
    let tagged = |request: &String| request.to_lowercase().contains("if-none-match");
    let asked: Vec<bool> = server.asked.lock().unwrap().iter().map(tagged).collect();
    assert_eq!(asked, [false, true]);

    bench.write("specs/acme/page.json", &page("name", "token!"));
    fetch(&bench, &[]);
    assert!(!tagged(server.asked.lock().unwrap().last().unwrap()));
}

#[test]
fn breaking_changes_are_refused_until_allowed() {
    let server = Server::fixed("200 OK", &page("name audience!", "token!"));
    let bench = published(&server.url);
    let before = bench.snapshot();
    assert_eq!(fetch(&bench, &["--update"]).status, 1);
    assert_eq!(bench.snapshot(), before);
    assert_eq!(fetch(&bench, &["--update", "--allow-breaking"]).status, 0);
}

#[test]
fn what_is_not_the_page_is_recognised_and_changes_nothing() {
    let big = "x".repeat(33 * 1024 * 1024);
    let tag = format!("200 OK\r\nETag: \"{}\"", "x".repeat(60_000));
    for (head, body, problem) in [
        (
            "200 OK\r\nContent-Type: text/html",
            "<!DOCTYPE html><title>Log in</title>",
            "it is an HTML page",
        ),
        ("200 OK", " \n", "it is empty"),
        (
            "200 OK",
            "Service temporarily unavailable",
            "/page:1:1: no API description was found",
        ),
        ("200 OK", big.as_str(), "the page is larger than 32 MiB"),
        ("404 Not Found", "no", "the server answered 404 Not Found"),
        (
            "503 Service Unavailable",
            "no",
            "the server answered 503 Service Unavailable",
        ),
        ("204 No Content", "", "the server answered 204 No Content"),
        ("304 Not Modified", "", "the server answered 304 Not Modified"),
        (
            "302 Found\r\nLocation: http://acme.test/login",
            "",
            "a redirect to a URL that is not https",
        ),
        (
            "302 Found\r\nLocation: https://10.1.2.3/page",
            "",
            "a redirect to an address of a private network",
        ),
        (
            "302 Found\r\nLocation: https://[::ffff:169.254.169.254]/latest",
            "",
            "a redirect to an address of a private network",
        ),
        (
            tag.as_str(),
            "no",
            "its entity tag (`ETag`) is 60002 bytes long, and at most 1024 are taken",
        ),
        ("302 Found\r\nLocation: /page", "", "too many redirects"),
    ] {
        let server = Server::fixed(head, body);
        let bench = published(&server.url);
        let before = bench.snapshot();
        let ran = fetch(&bench, &["--update"]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{head}: {ran:?}");
        assert!(ran.err.contains(problem), "{problem}: {}", ran.err);
        assert_eq!(bench.snapshot(), before, "{head}");
    }
}

#[test]
fn servers_that_cut_off_trickle_or_say_nothing_are_given_up() {
    type Answer = fn(&str, &mut TcpStream);
    let servers: [(Answer, &str); 4] = [
        (
            |_, stream| {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"openapi\"");
            },
            "end of file before message length reached",
        ),
        (
            |_, stream| {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                while stream.write_all(b" ").is_ok() {
                    thread::sleep(Duration::from_millis(50));
                }
            },
            "timed out",
        ),
        (|_, _| thread::sleep(Duration::from_secs(5)), "timed out"),
        (
            |_, stream| {
                let _ = stream.write_all(b"SSH-2.0-OpenSSH\r\n");
            },
            "invalid HTTP version",
        ),
    ];
    for (answer, problem) in servers {
        let server = Server::new(answer);
        let bench = published(&server.url);
        let before = bench.snapshot();
        let started = Instant::now();
        let ran = fetch(&bench, &["--update", "--timeout", "1"]);
        assert!(started.elapsed() < Duration::from_secs(5), "{ran:?}");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(
            ran.err.contains(problem) && ran.err.contains("help: "),
            "{problem}: {}",
            ran.err
        );
        assert_eq!(bench.snapshot(), before);
    }
}

#[test]
fn one_vendor_that_fails_does_not_stop_the_others() {
    let (good, bad) = (
        Server::fixed("200 OK", &page("name", "token! x")),
        Server::fixed("500 Oops", ""),
    );
    let bench = published(&good.url);
    for (vendor, url) in [
        ("globex", bad.url.as_str()),
        ("initech", "http://initech.test/page"),
    ] {
        bench.vendor(vendor, &page("name", "token!"));
        let toml = bench.read(&format!("specs/{vendor}/vendor.toml"));
        bench.write(
            &format!("specs/{vendor}/vendor.toml"),
            &format!("{toml}source = '{url}'\n"),
        );
    }
    bench.vendor("umbrella", &page("name", "token!"));
    assert_eq!(bench.read_api(&["generate"]).status, 0);
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.out.contains("acme-client 0.1.0 → 0.1.1"), "{ran:?}");
    assert!(ran.out.contains("umbrella   no source in vendor.toml"), "{ran:?}");
    assert!(ran.err.contains("the server answered 500"), "{ran:?}");
    assert!(ran.err.contains("`http` is not https"), "{ran:?}");
    let ran = fetch(&bench, &["umbrella"]);
    assert!(
        ran.status == 2
            && ran
                .err
                .contains("specs/umbrella/vendor.toml: there is no `source`"),
        "{ran:?}"
    );
}

/// A page of text: it does not say where it ends. The server does not either, and closes the connection.
#[test]
fn a_page_whose_end_cannot_be_known_has_to_end_like_the_one_before() {
    let yaml = |more: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: Acme, version: '1'}}\nservers: [{{url: https://api.acme.test}}]\npaths:\n  /a:\n    \
             get:\n      operationId: get_a\n{more}      responses:\n        '204':\n          description: done\n"
        )
    };
    let closing = |body: String| {
        Server::new(move |_, stream| {
            let _ = stream.write_all(format!("HTTP/1.0 200 OK\r\n\r\n{body}").as_bytes());
        })
    };
    let stored = |url: &str| {
        let bench = published(url);
        bench.remove("specs/acme/page.json");
        bench.write("specs/acme/page.yaml", &yaml(""));
        assert_eq!(bench.read_api(&["generate"]).status, 0);
        bench
    };
    let changed = yaml("      summary: Gets a\n");
    let server = closing(changed.clone());
    let bench = stored(&server.url);
    let ran = fetch(&bench, &["--update"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert_eq!(bench.read("specs/acme/page.yaml"), changed);

    for body in [
        changed[..changed.len() - 3].to_owned(),
        format!("{changed}    delete:\n      operationId: delete_a\n"),
    ] {
        let server = closing(body);
        let bench = stored(&server.url);
        let before = bench.snapshot();
        let ran = fetch(&bench, &["--update", "--allow-breaking"]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(
            ran.err.contains("the server does not say where the page ends"),
            "{ran:?}"
        );
        assert_eq!(bench.snapshot(), before);
    }
    // With its length, or in chunks, it may end in another way.
    let longer = format!("{changed}        '404':\n          description: gone\n");
    let length = longer.len();
    for head in [
        format!("HTTP/1.0 200 OK\r\nContent-Length: {length}\r\n\r\n{longer}"),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{longer}\r\n0\r\n\r\n"),
    ] {
        let server = Server::new(move |_, stream| {
            let _ = stream.write_all(head.as_bytes());
        });
        let bench = stored(&server.url);
        let ran = fetch(&bench, &["--update"]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
        assert_eq!(bench.read("specs/acme/page.yaml"), longer);
    }
}

#[test]
fn a_page_that_lost_a_part_is_not_taken_over_by_night() {
    let page = |fields: usize| {
        let fields: Vec<String> = (0..fields).map(|index| format!("field_{index}")).collect();
        crate::support::page("name", &fields.join(" "))
    };
    // A third and more is gone, whatever the findings are.
    let server = Server::fixed("200 OK", &page(5));
    let bench = published(&server.url);
    bench.write("specs/acme/page.json", &page(40));
    assert_eq!(bench.read_api(&["generate"]).status, 0);
    let before = bench.snapshot();
    let ran = fetch(&bench, &["--update", "--allow-breaking"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("% shorter than the stored page"), "{ran:?}");
    assert!(
        ran.err
            .contains("cargo xtask update acme --page FILE --allow-breaking"),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);
}
