//! When a vendor changes its page: the whole way from the new page to verdicts, version, changelog and client, on a copy
//! of this workspace; and whether the verdicts are true, by the committed clients against servers of the new API.
//!
//! `tests/changes/<vendor>/page.md` is a plausible next version of the vendor's page.

mod bench;
mod commands;
mod new_api;
mod old_clients;
mod page_styles;
mod update;
