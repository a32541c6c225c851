//! Pages that a client is made without → what is said of them.
//!
//! What describes no API, what a site keeps from programs and what an index lists in vain is left out, and said once. What
//! could not be had for another reason is held back, as a page that cannot be read: it is said until it is there.

use reqwest::Url;
use specloom::words::shown;

use crate::lock::PageState;
use crate::name::VendorName;
use crate::terminal::{STRONG, WARN, paint};
use crate::{Failure, Outcome, Terminal};

/// Most pages that are named.
const NAMED: usize = 5;

/// Why pages are left out: of one page, and of several.
pub(super) struct Why(&'static str, &'static str);

/// They describe no API.
pub(super) const NO_API: Why = Why("describes no API", "describe no API");
/// The site does not want programs to read them.
pub(super) const FORBIDDEN: Why = Why(
    "is kept from programs by the site's robots.txt",
    "are kept from programs by the site's robots.txt",
);
/// The index lists them in vain.
pub(super) const NOT_THERE: Why = Why("is listed but not there", "are listed but not there");

/// A page that is listed, of which nothing is stored, and that could not be had.
#[derive(Debug, Clone)]
pub(super) struct NotHad {
    pub(super) url: Url,
    pub(super) problem: String,
    /// What it is known as from now on.
    pub(super) state: PageState,
    /// Whether that was not known before.
    pub(super) is_new: bool,
}

impl NotHad {
    /// As an error.
    pub(super) fn failure(&self, name: &VendorName) -> Failure {
        Failure::new(
            self.url.to_string(),
            format!("{}; the client is made without this page", self.problem),
            format!(
                "run `cargo xtask fetch {name} --update` when it is there, or leave it out with `exclude` in vendor.toml"
            ),
        )
    }
}

/// Says which pages are left out, and why.
pub(super) fn left_out(pages: &[String], why: &Why, terminal: &mut Terminal) {
    let (were, why) = match pages.len() {
        0 => return,
        1 => ("1 page", format!("{} and was", why.0)),
        _ => ("pages", format!("{} and were", why.1)),
    };
    let many = if pages.len() == 1 {
        String::new()
    } else {
        format!("{} ", pages.len())
    };
    let more = pages.len().saturating_sub(NAMED);
    let mut named = pages[..pages.len() - more].join(", ");
    if more > 0 {
        named.push_str(&format!(" and {more} more"));
    }
    terminal.line(format!("{many}{were} {why} left out: {}", shown(&named)));
}

/// Says what could not be had: what is held back each time, what is left out the first time.
pub(super) fn tell(pages: &[NotHad], name: &VendorName, terminal: &mut Terminal) -> Outcome {
    let new = |state: PageState| -> Vec<String> {
        let pages = pages.iter().filter(|page| page.state == state && page.is_new);
        pages.map(|page| page.url.to_string()).collect()
    };
    left_out(&new(PageState::Forbidden), &FORBIDDEN, terminal);
    left_out(&new(PageState::Missing), &NOT_THERE, terminal);
    let mut outcome = Outcome::Fine;
    for page in pages.iter().filter(|page| page.state == PageState::HeldBack) {
        terminal.line(format!("{}   {}", paint(STRONG, name), paint(WARN, "held back")));
        terminal.error(&page.failure(name).to_string());
        outcome = Outcome::Finding;
    }
    outcome
}
