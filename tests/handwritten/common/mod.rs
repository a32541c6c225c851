//! One loopback server and the two ways to call it.

use std::cell::Cell;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::pin::pin;
use std::thread;

use courier_client::{Client, SecretString};
use courier_handwritten::Courier;
use tokio::runtime::{Builder, Runtime};

const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzY29wZSI6InVzZXJfaWQ6NDIifQ.c2lnbmF0dXJl";

/// The callers, on one runtime and against one server. Every call keeps its connection, as a service's calls would.
pub(crate) struct Contest {
    runtime: Runtime,
    handwritten: Courier,
    generated: Client,
    users: Cell<u32>,
}

impl Contest {
    /// Starts the server and has both callers connect.
    pub(crate) fn start() -> Self {
        let server = serve();
        let contest = Self {
            runtime: Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime"),
            handwritten: Courier::new(&server, "key-of-a-usual-length-0123456789".into()).expect("a client"),
            generated: Client::builder()
                .base_url(&server)
                .bearer_token("key-of-a-usual-length-0123456789")
                .build()
                .expect("a client"),
            users: Cell::new(100_000),
        };
        for _ in 0..100 {
            contest.handwritten();
            contest.generated();
        }
        contest
    }

    /// One call by hand.
    pub(crate) fn handwritten(&self) {
        let scope = self.scope();
        let call = pin!(self.handwritten.issue_token(&scope, "2 days"));
        let issued = self.runtime.block_on(call).expect("a token");
        let token = secrecy::ExposeSecret::expose_secret(&issued.token);
        assert_eq!(token, TOKEN);
    }

    /// The same call through the generated client.
    pub(crate) fn generated(&self) {
        let scope = self.scope();
        // Pinned here: tokio would move a future of this size to the heap in a debug build, and in no other.
        let call = pin!(
            self.generated
                .issue_token()
                .scope(scope)
                .expires_in("2 days")
                .send()
        );
        let issued = self.runtime.block_on(call).expect("a token");
        let token: &SecretString = &issued.token;
        assert_eq!(token.expose_secret(), TOKEN);
    }

    /// What a service would ask for: a token for one of its users.
    fn scope(&self) -> String {
        self.users.set(self.users.get() + 1);
        format!(
            "user_id:{} write:user-tokens inbox:read:messages inbox:write:events",
            self.users.get()
        )
    }
}

/// Answers every request with a token; the URL. Threads that block are the least that a server can add to the measurement.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream) {
    let body = format!("{{\"token\":\"{TOKEN}\"}}");
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: {}\r\n\
         date: Sun, 06 Nov 1994 08:49:37 GMT\r\nx-request-id: 7c1f9d02\r\n\r\n{body}",
        body.len(),
    );
    stream.set_nodelay(true).expect("a socket option");
    let (mut request, mut chunk) = (Vec::new(), [0; 4096]);
    while let Ok(read @ 1..) = stream.read(&mut chunk) {
        request.extend_from_slice(&chunk[..read]);
        // Both callers send a JSON object last.
        if request.ends_with(b"}") {
            request.clear();
            if stream.write_all(reply.as_bytes()).is_err() {
                break;
            }
        }
    }
}
