//! What the tests that cross crates share: one helper per area, and the five clients behind one trait.

pub mod command_line;
pub mod corpus;
pub mod five_vendors;
pub mod foreign;
pub mod misuse;
pub mod oracle;
pub mod outage;
pub mod policy;
pub mod raw;
pub mod recorder;
pub mod recording;
pub mod secrets;
pub mod servers;
pub mod site;
pub mod subjects;
pub mod tamper;
pub mod workspace;

use std::io::Write as _;

/// Says that a test did not run, where nobody can overlook it: past the test harness's capture.
pub fn skipped(what: &str, why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {what}: {why}");
}
