//! Measuring, and the figures as `cargo bench-all` reads them.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering::Relaxed};
use std::time::Instant;

use serde_json::{Value, json};

/// Another solver's median on the same problem.
#[derive(Clone)]
pub struct Rival {
    pub name: String,
    pub version: Option<String>,
    pub ms: f64,
}

/// The figures so far, printed as they come.
#[derive(Default)]
pub struct Report {
    size: String,
    figures: Vec<Value>,
}

impl Report {
    /// Says what the figures to come are about.
    pub fn about(&mut self, size: String) {
        self.size = size;
    }

    /// Milliseconds.
    pub fn times(&mut self, name: &str, times: Vec<f64>) {
        self.add(name, "ms", times, None);
    }

    /// Milliseconds beside another solver's.
    pub fn beside(&mut self, name: &str, times: Vec<f64>, rival: Rival) {
        self.add(name, "ms", times, Some(rival));
    }

    pub fn bytes(&mut self, name: &str, bytes: usize) {
        self.add(name, "bytes", vec![bytes as f64], None);
    }

    fn add(&mut self, name: &str, unit: &str, mut samples: Vec<f64>, rival: Option<Rival>) {
        if samples.is_empty() {
            println!("{:>14}  {name}: nothing to measure", self.size);
            return;
        }
        samples.sort_by(f64::total_cmp);
        // The smallest sample that so many in a hundred do not exceed.
        let percentile = |share: usize| samples[(samples.len() * share).div_ceil(100) - 1];
        let (median, p95) = (percentile(50), percentile(95));
        let several = (samples.len() > 1).then_some(p95);
        let ratio = rival.as_ref().map(|rival| rival.ms / median);
        let rival = rival.map(|Rival { name, version, ms }| {
            let version = version.map_or_else(String::new, |version| format!(" {version}"));
            format!("{name}{version} {ms:.3} ms")
        });
        let decimals = if unit == "bytes" { 0 } else { 3 };
        print!(
            "{:>14}  {name:<52} {median:>10.decimals$} {unit}",
            self.size
        );
        if several.is_some() {
            print!("  p95 {p95:.3}");
        }
        if let (Some(rival), Some(ratio)) = (&rival, ratio) {
            print!("  {rival}, {ratio:.1} times as long");
        }
        println!();
        self.figures.push(json!({
            "name": name, "size": self.size, "unit": unit, "median": median, "p95": several,
            "rival": rival, "ratio": ratio,
        }));
    }

    pub fn write(&self, file: &str) -> Result<(), String> {
        let text = format!("{:#}\n", Value::from(self.figures.clone()));
        std::fs::write(file, text).map_err(|problem| format!("cannot write {file}: {problem}"))
    }
}

/// Runs once and says how many milliseconds it took. What it made is dropped by the caller, on the
/// caller's time.
#[expect(
    clippy::disallowed_methods,
    reason = "measuring is what this program is for"
)]
pub fn once<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let made = black_box(run());
    (start.elapsed().as_secs_f64() * 1e3, made)
}

/// Milliseconds of so many runs, or of three once they have taken ten seconds.
pub fn repeat<T>(most: usize, mut run: impl FnMut() -> T) -> Vec<f64> {
    let mut times = Vec::new();
    while times.len() < most && (times.len() < 3 || times.iter().sum::<f64>() < 10e3) {
        times.push(once(&mut run).0);
    }
    times
}

/// How often a solver is run that may take microseconds or a minute: at least once, at most 15
/// times, no further than a second.
pub fn repeat_briefly<T>(mut run: impl FnMut() -> T) -> (f64, T) {
    let (first, mut made) = once(&mut run);
    let mut times = vec![first];
    while times.len() < 15 && times.iter().sum::<f64>() < 1e3 {
        let (time, again) = once(&mut run);
        times.push(time);
        made = again;
    }
    times.sort_by(f64::total_cmp);
    (times[times.len().div_ceil(2) - 1], made)
}

/// The most bytes held at once beyond those held before, what `run` returns included.
pub fn allocated_during<T>(run: impl FnOnce() -> T) -> (usize, T) {
    HELD.store(0, Relaxed);
    MOST_HELD.store(0, Relaxed);
    COUNTING.store(true, Relaxed);
    let made = run();
    COUNTING.store(false, Relaxed);
    (MOST_HELD.load(Relaxed).unsigned_abs(), made)
}

static COUNTING: AtomicBool = AtomicBool::new(false);
/// Less than nothing once memory is freed that was held before counting began.
static HELD: AtomicIsize = AtomicIsize::new(0);
static MOST_HELD: AtomicIsize = AtomicIsize::new(0);

/// The system's allocator, counting while it is asked to.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(more: isize) {
    if COUNTING.load(Relaxed) {
        let held = HELD.fetch_add(more, Relaxed) + more;
        MOST_HELD.fetch_max(held, Relaxed);
    }
}

#[expect(
    unsafe_code,
    reason = "an allocator is unsafe by its nature; this one only counts and passes every call on"
)]
// SAFETY: every method passes its arguments on unchanged, so the system's promises hold.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size().cast_signed());
        // SAFETY: the caller keeps to what `System` asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size().cast_signed());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Old and new exist side by side while one is copied into the other.
        count(size.cast_signed());
        count(-layout.size().cast_signed());
        // SAFETY: as above.
        unsafe { System.realloc(old, layout, size) }
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        count(-layout.size().cast_signed());
        // SAFETY: as above.
        unsafe { System.dealloc(old, layout) }
    }
}
