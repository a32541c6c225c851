//! A server on loopback that does with each request what a script says, byte by byte, and counts: good servers are boring.
//!
//! It runs on a thread of its own, so that neither its time nor its memory is the client's.

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;

use crate::raw::read_request;

/// What the server does next with a connection whose request it has read.
#[derive(Debug, Clone)]
pub enum Step {
    /// Sends bytes.
    Say(Vec<u8>),
    /// Sends the same bytes so many times, with a wait before each.
    Repeat(Vec<u8>, u64, Duration),
    /// Does nothing for a while.
    Wait(Duration),
    /// Does nothing until the client goes.
    Hang,
    /// Ends the connection in order (TCP FIN).
    Close,
    /// Breaks the connection off (TCP RST).
    Reset,
}

/// Sends text.
pub fn say(text: impl Into<String>) -> Step {
    Step::Say(text.into().into_bytes())
}

/// `bytes` in gzip (RFC 1952).
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory can be written to");
    encoder.finish().expect("memory can be written to")
}

/// A gigabyte of spaces in a thousandth of that: the same compressed megabyte over and over.
pub fn bomb() -> Vec<u8> {
    let mut megabyte = Vec::with_capacity(1 << 16);
    // After a full flush (RFC 1951, an empty stored block) nothing refers to what came before.
    flate2::Compress::new(flate2::Compression::best(), false)
        .compress_vec(&vec![b' '; 1 << 20], &mut megabyte, flate2::FlushCompress::Full)
        .expect("memory can be written to");
    let head = b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec();
    [head, megabyte.repeat(1 << 10)].concat()
}

/// The server; it ends with the test's process.
pub struct Outage {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Instant>>>,
    sent: Arc<AtomicU64>,
}

impl Outage {
    /// Does with each request what `script` says for its number, counted from 0; a connection is kept for the next request
    /// unless the script ends it.
    pub fn start(script: impl Fn(usize) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::run(move |number, _| script(number))
    }

    /// Does with each request what `script` says for its text.
    pub fn echoing(script: impl Fn(&str) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::run(move |_, request| script(request))
    }

    fn run(script: impl Fn(usize, &str) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        listener.set_nonblocking(true).expect("sockets can be set so");
        let server = Self {
            address: listener.local_addr().expect("it is bound"),
            requests: Arc::default(),
            sent: Arc::default(),
        };
        let script = Arc::new(script);
        let (requests, sent) = (Arc::clone(&server.requests), Arc::clone(&server.sent));
        thread::spawn(move || {
            let runtime = Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a thread may have a runtime");
            runtime.block_on(async move {
                let listener = TcpListener::from_std(listener).expect("it is a listener");
                while let Ok((stream, _)) = listener.accept().await {
                    let (script, requests, sent) =
                        (Arc::clone(&script), Arc::clone(&requests), Arc::clone(&sent));
                    tokio::spawn(async move { serve(stream, &*script, &requests, &sent).await });
                }
            });
        });
        server
    }

    /// The same for every request.
    pub fn always(steps: Vec<Step>) -> Self {
        Self::start(move |_| steps.clone())
    }

    /// `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many requests arrived whole.
    pub fn requests(&self) -> usize {
        self.arrivals().len()
    }

    /// When they did.
    pub fn arrivals(&self) -> Vec<Instant> {
        self.requests.lock().expect("no holder panics").clone()
    }

    /// How many bytes the operating system took for the client.
    pub fn bytes_sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }
}

/// Ends when the script does so, or the client.
async fn serve(
    mut stream: TcpStream,
    script: &impl Fn(usize, &str) -> Vec<Step>,
    requests: &Mutex<Vec<Instant>>,
    sent: &AtomicU64,
) {
    loop {
        let request = read_request(&mut stream).await;
        if request.is_empty() {
            return;
        }
        let number = {
            let mut requests = requests.lock().expect("no holder panics");
            requests.push(Instant::now());
            requests.len() - 1
        };
        for step in script(number, &request) {
            let (bytes, times, every) = match step {
                Step::Say(bytes) => (bytes, 1, Duration::ZERO),
                Step::Repeat(bytes, times, every) => (bytes, times, every),
                Step::Wait(time) => (Vec::new(), 1, time),
                Step::Hang => std::future::pending().await,
                Step::Close => {
                    let _gone = stream.shutdown().await;
                    return;
                }
                Step::Reset => {
                    stream.set_zero_linger().expect("sockets can be set so");
                    return;
                }
            };
            for _ in 0..times {
                if !every.is_zero() {
                    tokio::time::sleep(every).await;
                }
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
                sent.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            }
        }
    }
}
