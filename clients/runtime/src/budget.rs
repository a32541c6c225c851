//! How many retries a client and its clones may still make: a token bucket that successful calls refill.

use std::sync::atomic::{AtomicU32, Ordering};

const TENTHS_PER_RETRY: u32 = 10;
const CAPACITY: u32 = 100 * TENTHS_PER_RETRY;

/// Counts tenths of a retry, of which a successful call earns one.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }

    /// Takes one retry, if there is one.
    pub(crate) fn take(&self) -> bool {
        let less = |tenths: u32| tenths.checked_sub(TENTHS_PER_RETRY);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
            .is_ok()
    }

    /// A call succeeded.
    pub(crate) fn earn(&self) {
        let more = |tenths: u32| (tenths < CAPACITY).then(|| tenths + 1);
        let _full = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_successes_earn_one_retry() {
        let budget = Budget::new();
        budget.earn();
        assert_eq!((0..1000).filter(|_| budget.take()).count(), 100);
        (0..9).for_each(|_| budget.earn());
        assert!(!budget.take());
        budget.earn();
        assert!(budget.take());
        assert!(!budget.take());
    }
}
