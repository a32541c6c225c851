//! A TLS server on loopback with a certificate that only these tests trust. What it does with a connection is the test's.
#![allow(dead_code, reason = "each test file uses its part")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};
use tokio_rustls::server::TlsStream;

/// A server with this certificate, which wants one of the client's where `clients` says whose.
pub(crate) fn server_config(
    certificate: &rcgen::Certificate,
    key: &rcgen::KeyPair,
    clients: Option<&rcgen::Certificate>,
) -> ServerConfig {
    let provider = Arc::new(ring::default_provider());
    let config = ServerConfig::builder_with_provider(Arc::clone(&provider));
    let config = config.with_safe_default_protocol_versions().unwrap();
    let config = match clients {
        None => config.with_no_client_auth(),
        Some(authority) => {
            let mut roots = RootCertStore::empty();
            roots.add(authority.der().clone()).unwrap();
            let known = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            config.with_client_cert_verifier(known.build().unwrap())
        }
    };
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    config
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap()
}

pub(crate) struct Tls {
    pub(crate) address: SocketAddr,
    /// The certificate, to be trusted by the client.
    pub(crate) pem: Vec<u8>,
    connections: Arc<AtomicUsize>,
}

impl Tls {
    /// Offers these protocols (ALPN) and runs `behave` with each connection; the number counts them from 0.
    pub(crate) async fn start<F, Fut>(protocols: &[&str], behave: F) -> Self
    where
        F: Fn(TlsStream<TcpStream>, usize) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let mut config = server_config(&own.cert, &own.signing_key, None);
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        Self::configured(config, own.cert.pem(), behave).await
    }

    /// As the configuration says; `pem` is what a client is to trust.
    pub(crate) async fn configured<F, Fut>(config: ServerConfig, pem: String, behave: F) -> Self
    where
        F: Fn(TlsStream<TcpStream>, usize) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let (counter, behave) = (Arc::clone(&connections), Arc::new(behave));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, counter, behave) =
                    (acceptor.clone(), Arc::clone(&counter), Arc::clone(&behave));
                tokio::spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        let number = counter.fetch_add(1, Ordering::SeqCst);
                        behave(stream, number).await;
                    }
                });
            }
        });
        Self {
            address,
            pem: pem.into_bytes(),
            connections,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// Connections whose handshake has succeeded.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}
