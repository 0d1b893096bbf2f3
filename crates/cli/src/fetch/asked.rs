//! Pages that whoever uses `sayso serve` asks for: from the public internet alone, and as politely as those that feeds lead to.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sayso_app::Source;
use sayso_doc::Problem;

use super::{Fetched, Fetcher, Trust};

/// Longest time for a page, its `robots.txt` and redirects each.
const PATIENCE: Duration = Duration::from_secs(15);

/// Longest address.
const LONGEST: usize = 2000;

/// What is remembered of sites is forgotten after so many pages.
const MEMORY: usize = 500;

/// One page after the other: so no site is asked faster for us than we would ask it ourselves.
pub struct Asked {
    fetcher: Mutex<(Fetcher, usize)>,
    max_bytes: usize,
}

impl Asked {
    pub fn new(max_bytes: usize) -> Self {
        Self { fetcher: Mutex::new((Fetcher::public_only(max_bytes, PATIENCE), 0)), max_bytes }
    }
}

impl sayso_serve::Fetch for Asked {
    fn fetch(&self, url: &str) -> Result<Source, Problem> {
        if url.len() > LONGEST || !(url.starts_with("http://") || url.starts_with("https://")) {
            return Err(super::bad_address());
        }
        let mut held = self.fetcher.lock().unwrap_or_else(PoisonError::into_inner);
        let (fetcher, asked) = &mut *held;
        if *asked >= MEMORY {
            (*fetcher, *asked) = (Fetcher::public_only(self.max_bytes, PATIENCE), 0);
        }
        *asked += 1;
        match fetcher.fetch(url, Trust::Linked(None), None) {
            Ok(Fetched::Page(source)) => Ok(*source),
            // Nothing is known of earlier runs, so nothing can be as it was.
            Ok(Fetched::Unchanged) => Err(Problem::new("bad_answer", "the server says that the page is as it was")),
            Err(problem) if problem.code == "private_address" => {
                Err(Problem { hint: Some("only addresses on the public internet are fetched".to_owned()), ..problem })
            }
            Err(problem) => Err(problem),
        }
    }
}

#[cfg(test)]
mod tests {
    use sayso_serve::Fetch;

    use super::*;

    #[test]
    fn this_machine_and_its_network_are_out_of_reach() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Asked::new(1000);
        for host in ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.169.254", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"] {
            let problem = asked.fetch(&format!("http://{host}:{port}/secret")).unwrap_err();
            assert!(matches!(problem.code, "private_address" | "no_host"), "{host}: {problem:?}");
        }
        for wrong in ["file:///etc/hosts", "ftp://127.0.0.1/", "javascript:x", "", &format!("http://x.example/{}", "a".repeat(3000))] {
            assert_eq!(asked.fetch(wrong).unwrap_err().code, "bad_address", "{wrong}");
        }
        assert!(listener.accept().is_err(), "nobody may have knocked");
    }
}
