//! Long work in a terminal: a bar, and Ctrl-C that calls the work off instead of breaking it in the middle.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use crate::store::{Answer, StoreError};

/// How far the work is. Cheap to clone.
#[derive(Clone)]
pub struct Progress {
    bar: ProgressBar,
    called_off: Arc<AtomicBool>,
}

impl Progress {
    /// Work of so many steps; the bar is drawn where standard error is a terminal.
    pub fn new(steps: u64) -> Progress {
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}");
        let bar = ProgressBar::new(steps).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress { bar, called_off: Arc::default() }
    }

    /// Lets Ctrl-C call the work off from now on.
    pub fn watch(&self) {
        let told = self.called_off.clone();
        std::thread::spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
            if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
                told.store(true, Ordering::Relaxed);
            }
        });
    }

    /// There are so many steps.
    pub fn set_steps(&self, steps: u64) {
        self.bar.set_length(steps);
    }

    /// One step is done.
    pub fn show(&self) {
        self.bar.inc(1);
    }

    /// One step is done. `CalledOff` if the rest is not wanted any more.
    pub fn step(&self) -> Answer<()> {
        self.show();
        if self.called_off.load(Ordering::Relaxed) { Err(StoreError::CalledOff) } else { Ok(()) }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
