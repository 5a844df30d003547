//! Long work in a terminal: a bar, and Ctrl-C that calls the work off instead of breaking it in the
//! middle.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::Failure;
use crate::store::{Answer, StoreError};
use crate::words::Words;

/// Tells how far the work is. Cheap to clone.
#[derive(Clone)]
pub struct Progress {
    bar: ProgressBar,
    called_off: Arc<AtomicBool>,
}

impl Progress {
    /// Work of so many steps; the bar is drawn where standard error is a terminal.
    pub fn new(steps: u64) -> Progress {
        let progress = Progress { bar: ProgressBar::new(steps), called_off: Arc::default() };
        progress.style("{bar:40} {pos}/{len} {eta}");
        progress
    }

    /// Work of which it is not known yet how much it is.
    pub fn waiting() -> Progress {
        let progress = Progress { bar: ProgressBar::no_length(), called_off: Arc::default() };
        progress.style("{spinner} {elapsed}");
        progress.bar.enable_steady_tick(Duration::from_millis(200));
        progress
    }

    fn style(&self, template: &str) {
        let style = ProgressStyle::with_template(template);
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    }

    /// Lets Ctrl-C call the work off from now on.
    pub fn watch(&self) {
        let told = self.called_off.clone();
        let waits = std::thread::Builder::new().name("ryokai-ctrl-c".into()).spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build()
            else {
                return;
            };
            if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
                told.store(true, Ordering::Relaxed);
            }
        });
        // Without the thread, Ctrl-C breaks the work in the middle, as it would any program's.
        drop(waits);
    }

    /// There are so many steps.
    pub fn set_steps(&self, steps: u64) {
        self.bar.set_length(steps);
    }

    /// From now on the steps are bytes, so many of them.
    pub fn count_bytes(&self, bytes: u64) {
        self.style("{bar:40} {bytes}/{total_bytes} {eta}");
        self.bar.disable_steady_tick();
        self.bar.set_position(0);
        self.bar.set_length(bytes);
    }

    /// One step is done. `CalledOff` if the rest is not wanted any more.
    pub fn step(&self) -> Answer<()> {
        self.bar.inc(1);
        self.go_on()
    }

    /// `CalledOff` if the rest is not wanted any more.
    pub fn go_on(&self) -> Answer<()> {
        if self.called_off.load(Ordering::Relaxed) { Err(StoreError::CalledOff) } else { Ok(()) }
    }

    /// Counts what is read through this as done; it ends in an error once the work is called off.
    pub fn reading<R>(&self, from: R) -> Reading<R> {
        Reading { from, progress: self.clone() }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// `end`, and of work that was called off it is said that it was: whatever broke, broke because
    /// of it.
    pub fn ended<T>(&self, done: Result<T, Failure>, words: &Words) -> Result<T, Failure> {
        self.end();
        done.map_err(|failure| match self.go_on() {
            Ok(()) => failure,
            Err(_) => Failure::Said(words.t("account-called-off")),
        })
    }
}

/// A reader whose bytes are counted.
pub struct Reading<R> {
    from: R,
    progress: Progress,
}

impl<R: Read> Read for Reading<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.progress.go_on().map_err(std::io::Error::other)?;
        let n = self.from.read(into)?;
        self.progress.bar.inc(n as u64);
        Ok(n)
    }
}
