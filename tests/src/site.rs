//! A documentation site on this machine: pages by their paths, which may change between requests.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

type Pages = Arc<Mutex<BTreeMap<String, String>>>;

/// A site; it is served as long as the process lives.
#[derive(Debug)]
pub struct Site {
    /// Its address, without a slash at the end.
    pub url: String,
    pages: Pages,
}

impl Site {
    /// A site without a page.
    ///
    /// # Panics
    ///
    /// No port to be had.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let pages = Pages::default();
        let served = pages.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let served = served.clone();
                thread::spawn(move || answer(stream, &served));
            }
        });
        Self {
            url: format!("http://{address}"),
            pages,
        }
    }

    /// Publishes a page.
    pub fn put(&self, path: &str, page: impl Into<String>) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.insert(path.to_owned(), page.into());
    }
}

impl Default for Site {
    fn default() -> Self {
        Self::new()
    }
}

fn answer(mut stream: impl Read + Write, pages: &Pages) {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(read) => request.extend_from_slice(&buffer[..read]),
        }
    }
    let request = String::from_utf8_lossy(&request);
    let path = request.split(' ').nth(1).unwrap_or_default();
    let page = pages
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get(path)
        .cloned();
    let (status, body) = page.map_or(("404 Not Found", String::new()), |page| ("200 OK", page));
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    // Whoever asked and went away is told nothing.
    let _ = stream.write_all((head + &body).as_bytes());
}
