//! How long a call through a generated client takes, side by side with the same call by hand.
//!
//! Criterion reports each; the ratio comes from calls made in turns, so that whatever else the machine does happens to both.
//! Keep it on one core (`taskset -c 0`, on Linux): waking the server's thread on another takes longer than the call, and not
//! always equally long.

#[path = "../common/mod.rs"]
mod common;

use std::time::{Duration, Instant};

use common::Contest;
use criterion::Criterion;

/// How much longer than the hand-written call a generated one may take.
const GOAL: f64 = 1.05;
const ROUNDS: usize = 20_000;

fn main() {
    let contest = Contest::start();
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("call");
    group.bench_function("handwritten", |bencher| bencher.iter(|| contest.handwritten()));
    group.bench_function("generated", |bencher| bencher.iter(|| contest.generated()));
    group.finish();
    criterion.final_summary();

    let (mut handwritten, mut generated) = (Vec::with_capacity(ROUNDS), Vec::with_capacity(ROUNDS));
    for round in 0..ROUNDS {
        // Who comes second finds warmer caches: take turns at that, too.
        if round % 2 == 0 {
            handwritten.push(time(|| contest.handwritten()));
            generated.push(time(|| contest.generated()));
        } else {
            generated.push(time(|| contest.generated()));
            handwritten.push(time(|| contest.handwritten()));
        }
    }
    let (handwritten, generated) = (median(handwritten), median(generated));
    let ratio = generated.as_secs_f64() / handwritten.as_secs_f64();
    println!(
        "handwritten {handwritten:?}, generated {generated:?} (medians of {ROUNDS}): ratio {ratio:.3}, goal {GOAL}"
    );
    if ratio > GOAL {
        std::process::exit(1);
    }
}

fn time(call: impl Fn()) -> Duration {
    let start = Instant::now();
    call();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
