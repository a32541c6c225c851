//! Certificates that are no good, the server's and the client's: told as what they are, and not tried again.
#![cfg(all(any(feature = "rustls", feature = "rustls-ring"), not(feature = "native-tls")))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;
#[path = "support/tls.rs"]
mod tls;

use rcgen::{BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use specloom_runtime::{CallOptions, Error, Phase};
use support::{MintError, builder, mint, quick};
use tls::{Tls, server_config};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self {
            certificate,
            issuer: Issuer::new(params, key),
        }
    }

    fn sign(&self, name: &str, years: (i32, i32)) -> (Certificate, KeyPair) {
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(years.0, 1, 1);
        params.not_after = date_time_ymd(years.1, 1, 1);
        let key = KeyPair::generate().unwrap();
        (params.signed_by(&key, &self.issuer).unwrap(), key)
    }
}

const NOW: (i32, i32) = (2020, 2100);

/// What a call of a server with such a certificate ends with, and how many handshakes it took; `identity` is the client's.
async fn called(
    authority: &Authority,
    (certificate, key): (Certificate, KeyPair),
    clients: Option<&Authority>,
    identity: Option<String>,
) -> (Result<i64, Error<MintError>>, usize) {
    let clients = clients.map(|authority| &authority.certificate);
    let config = server_config(&certificate, &key, clients);
    let server = Tls::configured(config, authority.certificate.pem(), |mut stream, _| async move {
        let mut request = [0; 4096];
        if matches!(stream.read(&mut request).await, Ok(1..)) {
            let body = r#"{"token": "t", "expires_in": 7}"#;
            let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            let _gone = stream.write_all(answer.as_bytes()).await;
            let _gone = stream.shutdown().await;
        }
    })
    .await;
    let pem = server.pem.clone();
    let session = builder(&server.url())
        .retry(quick())
        .http_client_with(move |http| {
            let http = http.root_certificates_pem(&pem);
            match &identity {
                Some(identity) => http.identity_pem(identity.as_bytes()),
                None => http,
            }
        });
    let reply = mint(&session.build().unwrap(), "u", CallOptions::new()).await;
    (reply.map(|reply| reply.body().expires_in), server.connections())
}

#[tokio::test]
async fn a_servers_that_is_no_good_is_told_and_not_tried_again() {
    let (ours, others) = (Authority::new("ours"), Authority::new("others"));
    let (good, handshakes) = called(&ours, ours.sign("localhost", NOW), None, None).await;
    assert_eq!((good.unwrap(), handshakes), (7, 1));
    for (what, certificate) in [
        ("expired", ours.sign("localhost", (2000, 2001))),
        ("not yet good", ours.sign("localhost", (2090, 2091))),
        ("of another host", ours.sign("elsewhere.test", NOW)),
        (
            "of an authority that is not trusted",
            others.sign("localhost", NOW),
        ),
    ] {
        let (reply, handshakes) = called(&ours, certificate, None, None).await;
        let error = reply.unwrap_err();
        assert!(matches!(error, Error::Connect(_)), "{what}: {error:?}");
        assert_eq!(
            error.to_string(),
            "`mint_token`: the server's certificate is not trusted",
            "{what}"
        );
        assert_eq!(
            (error.attempts(), error.phase(), handshakes),
            (1, Phase::Connecting, 0),
            "{what}"
        );
        assert!(!error.was_sent() && !error.is_retryable(), "{what}");
    }
}

#[tokio::test]
async fn the_clients_own_that_the_server_wants_is_told_apart() {
    let (ours, others) = (Authority::new("ours"), Authority::new("others"));
    let pem = |(certificate, key): (Certificate, KeyPair)| certificate.pem() + &key.serialize_pem();
    let known = pem(ours.sign("client.test", NOW));
    let (reply, _) = called(&ours, ours.sign("localhost", NOW), Some(&ours), Some(known)).await;
    assert_eq!(reply.unwrap(), 7);
    let unknown = pem(others.sign("client.test", NOW));
    for identity in [None, Some(unknown)] {
        let (reply, handshakes) = called(&ours, ours.sign("localhost", NOW), Some(&ours), identity).await;
        let error = reply.unwrap_err();
        assert!(matches!(error, Error::Connect(_)), "{error:?}");
        assert_eq!(
            error.to_string(),
            "`mint_token`: the server does not accept the client's certificate, or wants one (`http_client_with`)"
        );
        assert_eq!((error.attempts(), handshakes), (1, 0));
        assert!(!error.was_sent() && !error.is_retryable());
    }
}
