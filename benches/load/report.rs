//! What was measured, as one table.

use std::time::Duration;

pub struct Figure {
    count: usize,
    per_second: f64,
    p50: Duration,
    p95: Duration,
    p99: Duration,
    cpu: Duration,
}

impl Figure {
    pub fn of(mut took: Vec<Duration>, span: Duration, cpu: Duration) -> Figure {
        took.sort_unstable();
        let at = |share: f64| {
            took.get(((took.len() as f64 - 1.0) * share) as usize).copied().unwrap_or_default()
        };
        Figure {
            count: took.len(),
            per_second: took.len() as f64 / span.as_secs_f64(),
            p50: at(0.5),
            p95: at(0.95),
            p99: at(0.99),
            cpu,
        }
    }
}

#[derive(Default)]
pub struct Table {
    rows: Vec<[String; 8]>,
    facts: Vec<(String, String)>,
}

impl Table {
    pub fn row(&mut self, name: &str, connections: usize, sessions: usize, f: Figure) {
        let ms = |d: Duration| format!("{:.2} ms", d.as_secs_f64() * 1e3);
        let each = f.cpu.as_secs_f64() * 1e6 / f.count.max(1) as f64;
        let row = [
            name.into(),
            sessions.to_string(),
            connections.to_string(),
            format!("{:.0}", f.per_second),
            ms(f.p50),
            ms(f.p95),
            ms(f.p99),
            format!("{each:.0} µs"),
        ];
        eprintln!("{}", row.join("  "));
        self.rows.push(row);
    }

    pub fn fact(&mut self, name: &str, value: String) {
        self.facts.push((name.into(), value));
    }

    pub fn print(&self) {
        println!(
            "| what | sessions | connections | requests/s | p50 | p95 | p99 | server CPU each |"
        );
        println!("|---|---|---|---|---|---|---|---|");
        for row in &self.rows {
            println!("| {} |", row.join(" | "));
        }
        println!();
        for (name, value) in &self.facts {
            println!("{name}: {value}");
        }
    }
}

pub fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

pub fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1e3)
}
