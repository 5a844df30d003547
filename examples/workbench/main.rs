//! The program on a day that stands still, for whoever works on its look: `WORKBENCH_NOW` is the
//! moment in UTC that its clock shows, everything else is as in the program itself, and
//! `/styleguide` shows every component. With `workbench routes` it lists every address. No release
//! carries it.

mod styleguide;

use std::process::ExitCode;

use chrono::NaiveDateTime;
use ryokai::app::Clock;
use ryokai::paths;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("routes") {
        return list();
    }
    match standing() {
        Ok(clock) => ryokai::cli::main_on(&clock, styleguide::routes()),
        Err(why) => told(&why),
    }
}

/// A clock that stands still at the moment asked for.
fn standing() -> Result<Clock, String> {
    let asked = std::env::var("WORKBENCH_NOW").map_err(|why| format!("WORKBENCH_NOW: {why}"))?;
    let now: NaiveDateTime = asked.parse().map_err(|why| format!("WORKBENCH_NOW: {why}"))?;
    Ok(Clock::new(move || now))
}

fn list() -> ExitCode {
    use std::io::Write;
    match std::io::stdout().write_all(format!("{}\n", paths::ALL.join("\n")).as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => told(&why.to_string()),
    }
}

#[allow(clippy::print_stderr, reason = "nothing else speaks to whoever started it")]
fn told(why: &str) -> ExitCode {
    eprintln!("workbench: {why}");
    ExitCode::FAILURE
}
