//! What the server counts of itself, in the text format of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the histogram's buckets, in seconds.
const BUCKETS: [f64; 11] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 30.0];

#[derive(Default)]
pub struct Metrics {
    /// By method, route's pattern and status.
    requests: Mutex<BTreeMap<(&'static str, &'static str, u16), u64>>,
    /// By route's pattern.
    durations: Mutex<BTreeMap<&'static str, Histogram>>,
    /// Articles traced on request.
    pub traced: AtomicU64,
    /// Connections that are open.
    pub connections: AtomicU64,
}

#[derive(Default)]
struct Histogram {
    buckets: [u64; BUCKETS.len()],
    count: u64,
    seconds: f64,
}

impl Metrics {
    pub fn count(&self, method: &'static str, route: &'static str, status: u16, took: Duration) {
        *self.requests.lock().unwrap_or_else(PoisonError::into_inner).entry((method, route, status)).or_default() += 1;
        let mut durations = self.durations.lock().unwrap_or_else(PoisonError::into_inner);
        let histogram = durations.entry(route).or_default();
        let seconds = took.as_secs_f64();
        for (bucket, bound) in histogram.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(seconds <= bound);
        }
        histogram.count += 1;
        histogram.seconds += seconds;
    }

    /// Everything, with `sizes` of the store (what, how many) besides.
    pub fn text(&self, sizes: &[(&str, u64)]) -> String {
        let mut out = String::new();
        let head = |out: &mut String, name: &str, kind: &str, about: &str| {
            let _ = writeln!(out, "# HELP {name} {about}\n# TYPE {name} {kind}");
        };
        head(&mut out, "sayso_requests_total", "counter", "Requests by method, route and status.");
        for ((method, route, status), n) in self.requests.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let _ = writeln!(out, "sayso_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {n}");
        }
        head(&mut out, "sayso_request_seconds", "histogram", "Time from a request's head to its answer.");
        for (route, histogram) in self.durations.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            for (bound, n) in BUCKETS.iter().zip(histogram.buckets) {
                let _ = writeln!(out, "sayso_request_seconds_bucket{{route=\"{route}\",le=\"{bound}\"}} {n}");
            }
            let Histogram { count, seconds, .. } = histogram;
            let _ = writeln!(out, "sayso_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
            let _ = writeln!(out, "sayso_request_seconds_sum{{route=\"{route}\"}} {seconds}");
            let _ = writeln!(out, "sayso_request_seconds_count{{route=\"{route}\"}} {count}");
        }
        head(&mut out, "sayso_traced_total", "counter", "Articles traced on request.");
        let _ = writeln!(out, "sayso_traced_total {}", self.traced.load(Ordering::Relaxed));
        head(&mut out, "sayso_connections", "gauge", "Connections that are open.");
        let _ = writeln!(out, "sayso_connections {}", self.connections.load(Ordering::Relaxed));
        head(&mut out, "sayso_store_rows", "gauge", "What the store holds.");
        for (what, n) in sizes {
            let _ = writeln!(out, "sayso_store_rows{{what=\"{what}\"}} {n}");
        }
        head(&mut out, "sayso_build_info", "gauge", "The version that runs.");
        let _ = writeln!(out, "sayso_build_info{{version=\"{}\"}} 1", sayso_app::VERSION);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_status() {
        let metrics = Metrics::default();
        metrics.count("GET", "/claims/{id}", 200, Duration::from_millis(3));
        metrics.count("GET", "/claims/{id}", 200, Duration::from_millis(30));
        metrics.count("GET", "/claims/{id}", 404, Duration::from_millis(1));
        let text = metrics.text(&[("articles", 7)]);
        for line in [
            "sayso_requests_total{method=\"GET\",route=\"/claims/{id}\",status=\"200\"} 2",
            "sayso_request_seconds_bucket{route=\"/claims/{id}\",le=\"0.005\"} 2",
            "sayso_request_seconds_count{route=\"/claims/{id}\"} 3",
            "sayso_store_rows{what=\"articles\"} 7",
        ] {
            assert!(text.lines().any(|l| l == line), "no `{line}` in\n{text}");
        }
    }
}
