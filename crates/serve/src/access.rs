//! Who may come in: anybody on this machine, or whoever has the token; and which forms are ours.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use sayso_app::hex;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Bytes of randomness in a token: beyond guessing.
const TOKEN_BYTES: usize = 24;

/// Longest token that is looked at.
const LONGEST_TOKEN: usize = 256;

/// A browser that signed in stays so for this long.
const SESSION: Duration = Duration::from_secs(12 * 3600);

/// Browsers that are signed in at once; the oldest is signed out for one more.
const MOST_SESSIONS: usize = 1000;

/// The cookie that holds a session.
const COOKIE: &str = "sayso_session";

/// Longest cookie that is read.
const LONGEST_COOKIES: usize = 8 << 10;

/// Argon2id as OWASP has it at the least (19 MiB, two passes): a token has more randomness than any hash has to protect.
const MEMORY_KIB: u32 = 19 << 10;
const PASSES: u32 = 2;

#[derive(Debug, Error)]
pub enum AccessError {
    #[error("this is no argon2 hash of a token: {0}")]
    Hash(String),
    #[error("the system gives no random bytes: {0}")]
    Random(String),
}

/// A new token: what to show once, and the hash to keep.
pub struct NewToken {
    pub token: String,
    pub hash: String,
}

impl NewToken {
    /// # Errors
    /// When the system gives no random bytes.
    pub fn make() -> Result<Self, AccessError> {
        let token = hex(&random::<TOKEN_BYTES>()?);
        let salt = SaltString::encode_b64(&random::<16>()?).map_err(|e| AccessError::Hash(e.to_string()))?;
        let hash = hasher()?.hash_password(token.as_bytes(), &salt).map_err(|e| AccessError::Hash(e.to_string()))?;
        Ok(Self { token, hash: hash.to_string() })
    }
}

/// Refuses what is no hash of a token, before a server relies on it.
///
/// # Errors
/// Says what is wrong with it.
pub fn check_hash(hash: &str) -> Result<(), AccessError> {
    let parsed = PasswordHash::new(hash).map_err(|e| AccessError::Hash(e.to_string()))?;
    if !parsed.algorithm.as_str().starts_with("argon2") || parsed.hash.is_none() || parsed.salt.is_none() {
        return Err(AccessError::Hash("it does not begin with `$argon2`, or lacks salt or hash".to_owned()));
    }
    // A hash that costs gigabytes would take the server down with the first who knocks.
    let params = Params::try_from(&parsed).map_err(|e| AccessError::Hash(e.to_string()))?;
    if params.m_cost() > 256 << 10 || params.t_cost() > 20 {
        return Err(AccessError::Hash("it asks for more than 256 MiB or 20 passes".to_owned()));
    }
    Ok(())
}

fn hasher() -> Result<Argon2<'static>, AccessError> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|e| AccessError::Hash(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Decides on every request.
pub struct Access {
    /// `None` lets everybody in: only where nobody but this machine can knock.
    hash: Option<String>,
    /// Names under which the server may be asked for; empty where the token is what keeps others out.
    hosts: Vec<String>,
    /// The token's digest, once it was given: argon2 is for the file, and would cost each request 20 ms.
    known: Mutex<Option<[u8; 32]>>,
    /// By digest of the cookie.
    sessions: Mutex<HashMap<[u8; 32], Instant>>,
    /// What forms are signed with; new with each run.
    secret: [u8; 32],
}

impl Access {
    /// # Errors
    /// When `hash` is none, or the system gives no random bytes.
    pub fn new(listen: SocketAddr, hash: Option<String>, names: &[String]) -> Result<Self, AccessError> {
        if let Some(hash) = &hash {
            check_hash(hash)?;
        }
        let mut hosts: Vec<String> = names.iter().map(|n| n.to_ascii_lowercase()).collect();
        if listen.ip().is_loopback() {
            hosts.extend(["localhost", "127.0.0.1", "[::1]"].map(str::to_owned));
            hosts.push(match listen {
                SocketAddr::V4(v4) => v4.ip().to_string(),
                SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
            });
        }
        Ok(Self { hash, hosts, known: Mutex::default(), sessions: Mutex::default(), secret: random()? })
    }

    pub fn wants_token(&self) -> bool {
        self.hash.is_some()
    }

    /// Whether `Host` names this server. A page of an attacker whose name was made to lead here (DNS rebinding) names itself.
    pub fn host_is_ours(&self, host: Option<&str>) -> bool {
        let Some(host) = host else { return false };
        let name = match host.rsplit_once(':') {
            Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        self.hosts.is_empty() || self.hosts.iter().any(|h| h.eq_ignore_ascii_case(name))
    }

    /// Whether these headers let the request in without a look at the hash.
    pub fn knows(&self, bearer: Option<&str>, cookies: Option<&str>, now: Instant) -> bool {
        self.hash.is_none() || self.session(cookies, now).is_some() || bearer.is_some_and(|token| self.is_known(token))
    }

    fn is_known(&self, token: &str) -> bool {
        // Digests are compared, so that how long it takes says nothing of the token.
        let known = *self.known.lock().unwrap_or_else(PoisonError::into_inner);
        token.len() <= LONGEST_TOKEN && known == Some(digest(token.as_bytes()))
    }

    /// Whether `token` is the one. Slow on purpose the first time.
    pub fn verify(&self, token: &str) -> bool {
        let Some(hash) = &self.hash else { return true };
        if token.len() > LONGEST_TOKEN {
            return false;
        }
        if self.is_known(token) {
            return true;
        }
        let right = PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(token.as_bytes(), &hash).is_ok());
        if right {
            *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(digest(token.as_bytes()));
        }
        right
    }

    /// Begins a session; the value of `Set-Cookie`.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn sign_in(&self, now: Instant) -> Result<String, AccessError> {
        let value = hex(&random::<TOKEN_BYTES>()?);
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, until| *until > now);
        if sessions.len() >= MOST_SESSIONS
            && let Some(oldest) = sessions.iter().min_by_key(|(_, until)| **until).map(|(key, _)| *key)
        {
            sessions.remove(&oldest);
        }
        sessions.insert(digest(value.as_bytes()), now + SESSION);
        Ok(format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}", SESSION.as_secs()))
    }

    /// Ends the session of `cookies`; the value of `Set-Cookie`.
    pub fn sign_out(&self, cookies: Option<&str>) -> String {
        if let Some(value) = cookie(cookies) {
            self.sessions.lock().unwrap_or_else(PoisonError::into_inner).remove(&digest(value.as_bytes()));
        }
        format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
    }

    /// The session's cookie where it is signed in.
    fn session<'c>(&self, cookies: Option<&'c str>, now: Instant) -> Option<&'c str> {
        let value = cookie(cookies)?;
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.get(&digest(value.as_bytes())).is_some_and(|until| *until > now).then_some(value)
    }

    pub fn is_signed_in(&self, cookies: Option<&str>, now: Instant) -> bool {
        self.session(cookies, now).is_some()
    }

    /// What a form must bring back: bound to the session and to this run of the server.
    pub fn form_token(&self, cookies: Option<&str>, now: Instant) -> String {
        let mut hash = Sha256::new();
        hash.update(self.secret);
        hash.update(self.session(cookies, now).unwrap_or_default());
        hex(&hash.finalize()[..TOKEN_BYTES])
    }

    /// Whether the form came from a page of ours.
    pub fn form_is_ours(&self, token: &str, cookies: Option<&str>, now: Instant) -> bool {
        digest(token.as_bytes()) == digest(self.form_token(cookies, now).as_bytes())
    }
}

fn cookie(cookies: Option<&str>) -> Option<&str> {
    let cookies = cookies.filter(|c| c.len() <= LONGEST_COOKIES)?;
    cookies.split(';').find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn random<const N: usize>() -> Result<[u8; N], AccessError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| AccessError::Random(e.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loopback() -> SocketAddr {
        "127.0.0.1:7297".parse().unwrap()
    }

    #[test]
    fn only_the_token_opens() {
        let NewToken { token, hash } = NewToken::make().unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !hash.contains(&token));
        let access = Access::new("0.0.0.0:80".parse().unwrap(), Some(hash), &[]).unwrap();
        let now = Instant::now();
        assert!(!access.knows(Some(&token), None, now), "not before it was verified");
        assert!(!access.verify("wrong") && !access.verify(&"x".repeat(100_000)) && access.verify(&token));
        assert!(access.knows(Some(&token), None, now) && !access.knows(Some("wrong"), None, now) && !access.knows(None, None, now));
    }

    #[test]
    fn sessions_begin_and_end() {
        let access = Access::new(loopback(), Some(NewToken::make().unwrap().hash), &[]).unwrap();
        let now = Instant::now();
        let set = access.sign_in(now).unwrap();
        assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict"));
        let cookies = format!("other=1; {}", set.split(';').next().unwrap());
        assert!(access.knows(None, Some(&cookies), now) && access.is_signed_in(Some(&cookies), now));
        assert!(!access.knows(None, Some(&cookies), now + SESSION));
        let form = access.form_token(Some(&cookies), now);
        assert!(access.form_is_ours(&form, Some(&cookies), now) && !access.form_is_ours(&form, None, now));
        assert!(!access.form_is_ours("", Some(&cookies), now));
        access.sign_out(Some(&cookies));
        assert!(!access.knows(None, Some(&cookies), now));
    }

    #[test]
    fn a_rebound_name_is_not_ours() {
        let access = Access::new(loopback(), None, &["Desk.example".to_owned()]).unwrap();
        for ours in ["localhost", "LOCALHOST:7297", "127.0.0.1:80", "[::1]", "[::1]:7297", "desk.example"] {
            assert!(access.host_is_ours(Some(ours)), "{ours}");
        }
        for other in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:7297", "", "localhost:7297:evil", "::1"] {
            assert!(!access.host_is_ours(Some(other)), "{other}");
        }
        assert!(!access.host_is_ours(None));
        assert!(access.knows(None, None, Instant::now()));
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        let costly = NewToken::make().unwrap().hash.replace("m=19456", "m=9999999");
        for wrong in ["", "secret", "$argon2id$", "$pbkdf2$i=1$c2FsdHNhbHQ$aGFzaGhhc2g", &costly] {
            assert!(check_hash(wrong).is_err(), "{wrong}");
        }
    }
}
