//! The words above a fence: which heading, quote and address belong to the operation that the fence describes.

use super::lines::Lines;
use super::opening::request_line;
use super::{Fence, RequestAddress};

/// What was read since the last fence.
#[derive(Default)]
pub(super) struct Words<'a> {
    /// Of the last `# Title`.
    page: Heading<'a>,
    /// Of the last `## Title`, while nothing but quotes follows it.
    section: Option<Heading<'a>>,
    pub(super) address: Option<RequestAddress<'a>>,
}

#[derive(Default)]
struct Heading<'a> {
    is_open: bool,
    title: Option<&'a str>,
    summary: Option<String>,
}

/// Headings that only say that an API description follows.
const LABELS: [&str; 4] = [
    "OpenAPI",
    "OpenAPI definition",
    "OpenAPI Specification",
    "API Schema",
];

impl<'a> Words<'a> {
    /// Reads a line that opens no fence. What it announces, if it does: a description, and of which operation.
    pub(super) fn read(&mut self, lines: &Lines<'a>, at: usize) -> Option<Option<RequestAddress<'a>>> {
        let line = lines.get(at);
        let address = |text: &'a str| {
            let (method, target) = request_line(text)?;
            Some(RequestAddress {
                line: at + 1,
                method,
                target,
            })
        };
        if let Some(address) = address(line).filter(|address| address.target.contains("://")) {
            self.address = Some(address);
            // Without a title above it, it may be a sample.
            return self.page.title.is_some().then_some(Some(address));
        }
        let hashes = line.len() - line.trim_start_matches('#').len();
        if let Some(heading) = line[hashes..]
            .strip_prefix(' ')
            .filter(|_| (1..=6).contains(&hashes))
        {
            return self.heading(hashes, heading.trim(), address(heading.trim()));
        }
        if line.starts_with('>') {
            let open = match &mut self.section {
                Some(section) => section,
                None => &mut self.page,
            };
            if open.is_open && open.summary.is_none() && line.starts_with("> ") {
                open.summary = Some(lines.prose(at));
            }
        } else if !line.trim().is_empty() {
            // Text below a heading makes it a section of the page, unless it names the operation.
            self.section
                .take_if(|section| section.title.is_some() && section.summary.is_none());
        }
        None
    }

    fn heading(
        &mut self,
        level: usize,
        text: &'a str,
        address: Option<RequestAddress<'a>>,
    ) -> Option<Option<RequestAddress<'a>>> {
        if LABELS.iter().any(|label| text.eq_ignore_ascii_case(label)) {
            self.section = None;
            return (!text.eq_ignore_ascii_case("API Schema")).then_some(None);
        }
        // Generators print a missing title as `null`; a line of this form is an address, not a title.
        if text.starts_with("Source: ") {
            return None;
        }
        let title = Some(text).filter(|text| !text.is_empty() && *text != "null" && address.is_none());
        let heading = Heading {
            is_open: title.is_some() || address.is_some(),
            title,
            summary: None,
        };
        if level == 1 {
            self.page = heading;
            self.section = None;
        } else {
            self.page.is_open = false;
            self.section = Some(heading).filter(|_| level <= 3);
            self.address = address.or(self.address);
        }
        address.map(Some)
    }

    /// A fence that is no description stands between.
    pub(super) fn interrupt(&mut self) {
        self.section = None;
    }

    /// Title and summary of the operation that a fence describes, and whether they are the page's: those of a fence
    /// with a header always are.
    pub(super) fn of_fence(&mut self, has_header: bool) -> (Option<&'a str>, Option<String>, bool) {
        let section = self.section.take().filter(|_| !has_header);
        let is_page = section.is_none();
        let heading = section.unwrap_or_else(|| std::mem::take(&mut self.page));
        (heading.title, heading.summary, is_page && !has_header)
    }
}

/// One title above several fences that do not name their operations is the page's, and none of theirs.
pub(super) fn keep_what_is_the_operations(fences: &mut [Fence<'_>], of_page: &[usize]) {
    let is_untitled = |fence: &Fence<'_>| fence.operation.is_none() && fence.title.is_none();
    if fences.iter().any(is_untitled) && fences.len() > 1 {
        for &index in of_page {
            (fences[index].title, fences[index].summary) = (None, None);
        }
    }
}
