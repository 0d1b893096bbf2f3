//! How often one client may ask: a bucket of tokens for each, which fills up at a steady pace.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Clients that are remembered; full buckets are forgotten first.
const MOST: usize = 20_000;

pub struct Rate {
    /// Tokens a second.
    pace: f64,
    /// Tokens that a full bucket holds.
    room: f64,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Rate {
    pub fn new(pace: f64, room: f64) -> Self {
        Self { pace, room, buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes a token of `client`'s.
    ///
    /// # Errors
    /// The seconds until there is one.
    pub fn take(&self, client: IpAddr, now: Instant) -> Result<(), u32> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            // A full bucket is as good as none. Where none is full, an attacker has that many addresses, and starting anew is cheapest.
            buckets.retain(|_, b| self.filled(b, now) < self.room);
            if buckets.len() >= MOST {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(network(client)).or_insert(Bucket { tokens: self.room, at: now });
        bucket.tokens = self.filled(bucket, now);
        bucket.at = now;
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        Err(((1.0 - bucket.tokens) / self.pace).ceil() as u32)
    }

    fn filled(&self, bucket: &Bucket, now: Instant) -> f64 {
        (bucket.tokens + now.saturating_duration_since(bucket.at).as_secs_f64() * self.pace).min(self.room)
    }
}

/// One client: of IPv6 a whole /64, which is what one customer is given.
fn network(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.into(),
            None => IpAddr::V6((v6.to_bits() >> 64 << 64).into()),
        },
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills() {
        let rate = Rate::new(2.0, 3.0);
        let (one, other): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(rate.take(one, start), Ok(()));
        }
        assert_eq!(rate.take(one, start), Err(1));
        assert_eq!(rate.take(other, start), Ok(()));
        assert_eq!(rate.take(one, start + Duration::from_millis(600)), Ok(()));
        assert_eq!(rate.take(one, start + Duration::from_millis(700)), Err(1));
    }

    #[test]
    fn memory_is_bounded() {
        let rate = Rate::new(1.0, 2.0);
        let now = Instant::now();
        for n in 0..3 * MOST as u32 {
            let _ = rate.take(IpAddr::V4(n.into()), now);
        }
        assert!(rate.buckets.lock().unwrap().len() <= MOST);
    }

    #[test]
    fn a_customers_network_is_one_client() {
        let same = |a: &str, b: &str| network(a.parse().unwrap()) == network(b.parse().unwrap());
        assert!(same("2001:db8::1", "2001:db8::ffff:1") && !same("2001:db8::1", "2001:db8:0:1::1"));
        assert!(same("::ffff:192.0.2.1", "192.0.2.1"));
    }
}
