//! A call through a generated client allocates about as much as the same call by hand.

#[path = "../common/mod.rs"]
mod common;

use allocation_counter::{AllocationInfo, measure};
use common::Contest;

/// How much more than the hand-written call a generated one may take.
const GOAL: f64 = 1.05;

#[test]
fn a_generated_call_allocates_at_most_five_percent_more_than_a_handwritten_one() {
    let contest = Contest::start();
    let handwritten = typical(|| contest.handwritten());
    let generated = typical(|| contest.generated());
    println!(
        "handwritten: {} allocations, {} bytes",
        handwritten.0, handwritten.1
    );
    println!("generated:   {} allocations, {} bytes", generated.0, generated.1);
    assert!(handwritten.0 > 0, "nothing was counted");
    for (what, more, less) in [
        ("allocations", generated.0, handwritten.0),
        ("bytes", generated.1, handwritten.1),
    ] {
        let ratio = more as f64 / less as f64;
        assert!(
            ratio <= GOAL,
            "{what}: {more} to {less} is {ratio:.3}, more than {GOAL}"
        );
    }
}

/// Allocations and bytes of the median call: timers and buffers that are renewed now and then are nobody's own.
fn typical(call: impl Fn()) -> (u64, u64) {
    let mut calls: Vec<AllocationInfo> = (0..201).map(|_| measure(&call)).collect();
    calls.sort_by_key(|call| (call.count_total, call.bytes_total));
    (calls[100].count_total, calls[100].bytes_total)
}
