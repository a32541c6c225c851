//! What a server can make a client hold in memory, and how much it can make it read.

use std::time::Duration;

use allocation_counter::measure;
use specloom_tests::outage::{Outage, Step, bomb, say};
use specloom_tests::policy::{Policy, Tuned};

use super::call;

const GIGABYTE: u64 = 1 << 30;
/// The limit in these tests.
const LIMIT: usize = 1 << 20;
/// What a client may hold at its worst: the body in a buffer that grows by doubling, and the HTTP client's own buffers.
const MEMORY: u64 = 4 << 20;
/// What fits into socket buffers and was on its way when the client had enough.
const UNDERWAY: u64 = 64 << 20;

macro_rules! every_client {
    ($($vendor:ident $subject:ident)*) => {$(
        #[test]
        fn $vendor() {
            a_gigabyte_is_neither_held_nor_read::<specloom_tests::subjects::$subject>();
        }
    )*};
}

every_client! { argyle Argyle awx Awx courier Courier infisical Infisical joyfill Joyfill }

/// The counter counts this thread, on which the client does all its work; the server has its own.
fn a_gigabyte_is_neither_held_nor_read<S: Tuned>() {
    let status = S::success().0;
    let head = |headers: &str| say(format!("HTTP/1.1 {status} X\r\n{headers}\r\n"));
    let megabyte = 1 << 20;
    let chunk = [b"100000\r\n".as_slice(), &vec![b' '; megabyte], b"\r\n"].concat();
    let gigabyte = |piece: Vec<u8>| Step::Repeat(piece, GIGABYTE / (1 << 20), Duration::ZERO);
    let bomb = bomb();
    let bodies: [(&str, Vec<Step>, u64); 4] = [
        (
            "compressed",
            vec![
                head(&format!(
                    "content-encoding: gzip\r\ncontent-length: {}\r\n",
                    bomb.len()
                )),
                Step::Say(bomb),
            ],
            UNDERWAY,
        ),
        (
            "announced",
            vec![
                head("content-length: 1073741824\r\n"),
                gigabyte(vec![b' '; megabyte]),
            ],
            UNDERWAY,
        ),
        (
            "in chunks",
            vec![head("transfer-encoding: chunked\r\n"), gigabyte(chunk)],
            UNDERWAY,
        ),
        (
            "until the end",
            vec![
                head("connection: close\r\n"),
                gigabyte(vec![b' '; megabyte]),
                Step::Close,
            ],
            UNDERWAY,
        ),
    ];
    for (name, steps, most) in bodies {
        let server = Outage::always(steps);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let policy = Policy {
            max_response_bytes: LIMIT,
            gzip: name == "compressed",
            ..Policy::default()
        };
        let mut outcome = None;
        let memory = measure(|| outcome = Some(runtime.block_on(call::<S>(&server.url(), policy))));
        let outcome = outcome.expect("the call has ended");
        assert_eq!(
            (outcome.kind, outcome.status, outcome.attempts),
            ("TooLarge", Some(status), 1),
            "{name}"
        );
        assert_eq!(server.requests(), 1, "{name}");
        assert!(
            memory.bytes_max > 0 && memory.bytes_max < MEMORY,
            "{name}: held {} bytes",
            memory.bytes_max
        );
        assert!(
            server.bytes_sent() < most,
            "{name}: read {} bytes",
            server.bytes_sent()
        );
    }
}
