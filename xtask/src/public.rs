//! Addresses of the public internet. A page's server may send the download elsewhere, but not to what only this machine or its
//! network can reach: what is there would end up in the workspace.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Whether a URL's host is an address of a private network, or a name of this machine.
pub(crate) fn is_private(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || address.parse().is_ok_and(|address| !is_public(address))
}

/// Looks names up, and leaves out private addresses of any host but those that somebody here has named: a maintainer may well
/// have a page or a proxy there, a redirect leads there only by design.
pub(crate) struct PublicNames {
    known: Vec<String>,
    resolver: Arc<dyn Resolve>,
}

/// The machine's own way to look names up.
struct System;

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(Box::new(found.collect::<Vec<_>>().into_iter()) as Addrs)
        })
    }
}

impl PublicNames {
    /// And the host that `vendor.toml` names, and those of the environment's proxies.
    pub(crate) fn and(own: String) -> Self {
        Self::through(Arc::new(System), own)
    }

    /// As [`and`](Self::and), with names looked up by this resolver.
    pub(crate) fn through(resolver: Arc<dyn Resolve>, own: String) -> Self {
        let proxies = [
            "https_proxy",
            "HTTPS_PROXY",
            "all_proxy",
            "ALL_PROXY",
            "http_proxy",
            "HTTP_PROXY",
        ];
        let proxies = proxies.iter().filter_map(|name| std::env::var(name).ok());
        let hosts = proxies.filter_map(|proxy| {
            let url = Url::parse(&proxy).or_else(|_| Url::parse(&format!("http://{proxy}")));
            url.ok()?.host_str().map(str::to_owned)
        });
        Self {
            known: hosts.chain([own]).collect(),
            resolver,
        }
    }
}

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let is_known = self
            .known
            .iter()
            .any(|known| name.as_str().eq_ignore_ascii_case(known));
        let shown = name.as_str().to_owned();
        let found = self.resolver.resolve(name);
        Box::pin(async move {
            let kept: Vec<SocketAddr> = found
                .await?
                .filter(|address| is_known || is_public(address.ip()))
                .collect();
            if kept.is_empty() {
                let problem = format!("`{shown}` has only addresses of private networks");
                return Err(io::Error::other(problem).into());
            }
            Ok(Box::new(kept.into_iter()) as Addrs)
        })
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// The IANA IPv4 Special-Purpose Address Registry, as far as it is not globally reachable.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    let is_benchmark = first == 198 && (second == 18 || second == 19);
    let is_protocol = (first, second, third) == (192, 0, 0);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || first == 0
        || first >= 224
        || is_shared
        || is_benchmark
        || is_protocol)
}

/// Global unicast, and of the addresses that stand for an IPv4 address those whose IPv4 address is public.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let embedded = match segments {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => Some((high, low)),
        _ => None,
    };
    if let Some((high, low)) = embedded {
        return is_public_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    }
    if let Some(address) = address.to_ipv4_mapped() {
        return is_public_v4(address);
    }
    segments[0] & 0xe000 == 0x2000 && segments[..2] != [0x2001, 0xdb8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_and_public_hosts() {
        for host in [
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "192.0.0.8",
            "[::1]",
            "[::]",
            "[fc00::1]",
            "[fd12::1]",
            "[fe80::1]",
            "[::ffff:10.0.0.1]",
            "[::ffff:127.0.0.1]",
            "[64:ff9b::a00:1]",
            "[2002:a00:1::]",
            "[2001:db8::1]",
            "localhost",
            "a.localhost",
            "localhost.",
            "2130706433",
            "0x7f.1",
        ] {
            assert!(
                is_private(&Url::parse(&format!("https://{host}/")).unwrap()),
                "{host}"
            );
        }
        for host in [
            "acme.test",
            "1.1.1.1",
            "172.32.0.1",
            "100.128.0.1",
            "[2606:4700::1111]",
            "[2002:101:101::]",
        ] {
            assert!(
                !is_private(&Url::parse(&format!("https://{host}/")).unwrap()),
                "{host}"
            );
        }
    }
}
