//! The program under load: started as an operator starts it, watched through /proc.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::data::Folder;

/// The program that is measured: the one just built, or another build beside it.
pub fn binary() -> String {
    std::env::var("RYOKAI_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_ryokai").to_owned())
}

pub struct Server {
    child: Child,
    pub address: String,
    pub started_in: Duration,
}

impl Server {
    pub fn start(folder: &Folder) -> Server {
        let begun = Instant::now();
        let mut child = Command::new(binary())
            .args(["serve", "--listen", "127.0.0.1:0", "--database-url", &folder.database()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let out = child.stdout.take().expect("its output");
        let line = BufReader::new(out)
            .lines()
            .map_while(Result::ok)
            .find(|l| l.contains("http://"))
            .expect("the line with its address");
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|s| s.split(['/', ' ', '\u{3000}']).next())
            .expect("an address")
            .to_owned();
        while std::net::TcpStream::connect(&address).is_err() {
            std::thread::yield_now();
        }
        Server { child, address, started_in: begun.elapsed() }
    }

    /// Resident memory in bytes.
    pub fn resident(&self) -> u64 {
        status(self.child.id(), "VmRSS:")
    }

    /// CPU time used so far, user and system.
    pub fn cpu(&self) -> Duration {
        let stat =
            std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let after = stat.rsplit(')').next().unwrap_or_default();
        let ticks: u64 =
            after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
        // Linux counts in hundredths of a second (USER_HZ).
        Duration::from_millis(ticks * 10)
    }

    pub fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The most resident memory that a process has had, in bytes.
pub fn peak(process: u32) -> u64 {
    status(process, "VmHWM:")
}

/// A line of the process's status, in bytes; 0 once it is gone.
fn status(process: u32, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) * 1024
}

pub fn binary_size() -> u64 {
    std::fs::metadata(binary()).map(|m| m.len()).unwrap_or(0)
}
