//! Addresses that a page on the web has no business to lead to: this machine and the networks around it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Resolves names to public addresses only. It decides on the very address that is then connected to.
#[derive(Debug, Default)]
pub struct PublicOnly(DefaultResolver);

/// What the error says, by which it is known again.
pub const REFUSED: &str = "it leads into a private network";

impl Resolver for PublicOnly {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let all = self.0.resolve(uri, config, timeout)?;
        let mut public = self.empty();
        for address in all.iter().filter(|a| is_public(a.ip())) {
            public.push(*address);
        }
        if public.is_empty() { Err(ureq::Error::Io(std::io::Error::other(REFUSED))) } else { Ok(public) }
    }
}

/// Whether `address` belongs to the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match (v6.to_ipv4_mapped(), v6.segments()) {
            (Some(v4), _) => is_public_v4(v4),
            // NAT64 and 6to4 carry an IPv4 address.
            (None, [0x64, 0xff9b, 0, 0, 0, 0, a, b]) | (None, [0x2002, a, b, ..]) => {
                is_public_v4(Ipv4Addr::from_bits(u32::from(a) << 16 | u32::from(b)))
            }
            (None, segments) => is_public_v6(v6, segments),
        },
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let special = a == 0 || a >= 240 || a == 192 && b == 0 && c == 0 || a == 198 && (b == 18 || b == 19);
    !(v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_multicast() || v4.is_documentation() || shared || special)
}

fn is_public_v6(v6: Ipv6Addr, segments: [u16; 8]) -> bool {
    let documentation = segments[0] == 0x2001 && segments[1] == 0xdb8;
    !(v6.is_loopback() || v6.is_unspecified() || v6.is_multicast() || v6.is_unique_local() || v6.is_unicast_link_local() || documentation)
}

#[cfg(test)]
mod tests {
    use super::is_public;

    #[test]
    fn networks_are_told_apart() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
