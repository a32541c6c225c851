//! Where in a reply the reading of it is: kept only while somebody looks for what does not fit.
//!
//! A reply is read through types that know nothing of places, so that the place cannot travel with them: it stands beside the
//! reading, per thread, as reading never waits.

use std::cell::RefCell;
use std::fmt;

/// A step from a value to one in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Index(usize),
    /// What comes as a name: a map's key, which is data.
    Name(String),
    /// A property that the page names.
    Documented(String),
}

thread_local! {
    /// The steps to the value that is being read; after an error, to the one that did not fit.
    static STEPS: RefCell<Option<Vec<Step>>> = const { RefCell::new(None) };
}

/// Whether somebody wants to know.
pub(crate) fn is_kept() -> bool {
    STEPS.with_borrow(Option::is_some)
}

/// Runs `read` one step further. Where it fails, the trail keeps its end.
pub(crate) fn within<T, E>(step: impl FnOnce() -> Step, read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    if !is_kept() {
        return read();
    }
    STEPS.with_borrow_mut(|steps| steps.as_mut().map(|steps| steps.push(step())));
    let read = read();
    if read.is_ok() {
        STEPS.with_borrow_mut(|steps| steps.as_mut().map(Vec::pop));
    }
    read
}

/// Runs `read`, whose failure is no failure of what is around it.
pub(crate) fn aside<T, E>(read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let before = STEPS.with_borrow(|steps| steps.as_ref().map(Vec::len));
    let read = read();
    if let (Err(_), Some(before)) = (&read, before) {
        STEPS.with_borrow_mut(|steps| steps.as_mut().map(|steps| steps.truncate(before)));
    }
    read
}

/// Runs `read` with a trail, and returns the steps to what it failed on.
pub(crate) fn followed<T, E>(read: impl FnOnce() -> Result<T, E>) -> Result<T, (E, Vec<Step>)> {
    /// Ends the trail also when `read` panics.
    struct End(Option<Vec<Step>>);
    impl Drop for End {
        fn drop(&mut self) {
            STEPS.set(self.0.take());
        }
    }
    let end = End(STEPS.replace(Some(Vec::new())));
    let read = read().map_err(|error| {
        (
            error,
            STEPS.with_borrow_mut(|steps| steps.take().unwrap_or_default()),
        )
    });
    drop(end);
    read
}

/// `results[0].avatar`. A key that does not look like a name is not shown: it may be data that nobody should see. What the page
/// names is no secret, whatever it looks like.
pub(crate) struct Shown<'a>(pub(crate) &'a [Step]);

/// Longer names are data rather than names.
const LONGEST: usize = 64;

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST
        && text.chars().all(|c| c.is_alphanumeric() || "_-$@:./".contains(c))
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            let (name, is_plain) = match step {
                Step::Index(index) => {
                    write!(f, "[{index}]")?;
                    continue;
                }
                Step::Name(name) if !is_name(name) => ("*", true),
                // A dot within a name is no step, and a blank does not end it.
                Step::Name(name) | Step::Documented(name) => {
                    (name.as_str(), is_name(name) && !name.contains(['.', '/']))
                }
            };
            if !is_plain {
                write!(f, "[{name:?}]")?;
                continue;
            }
            if position > 0 {
                f.write_str(".")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_to_a_failure_are_left() {
        let step = |name: &str| {
            let name = name.to_owned();
            move || Step::Name(name)
        };
        let failed = followed(|| {
            within(step("a"), || {
                let _: Result<(), ()> = aside(|| within(step("lost"), || Err(())));
                within(step("b"), || Ok::<_, ()>(()))?;
                within(|| Step::Index(3), || within(step("c d"), || Err::<(), _>(())))
            })
        });
        let (_, steps) = failed.unwrap_err();
        assert_eq!(Shown(&steps).to_string(), "a[3].*");
        assert!(!is_kept());
        assert_eq!(followed(|| within(step("a"), || Ok::<_, ()>(7))), Ok(7));
    }

    #[test]
    fn what_the_page_names_is_named_and_a_key_only_if_it_looks_like_a_name() {
        let long = "0".repeat(LONGEST + 1);
        let rows = [
            ("a", "a", "a"),
            ("a.b", "[\"a.b\"]", "[\"a.b\"]"),
            ("a b", "[\"a b\"]", "*"),
            ("say \"x\"", "[\"say \\\"x\\\"\"]", "*"),
            ("a\n\u{202e}", "[\"a\\n\\u{202e}\"]", "*"),
            ("*", "[\"*\"]", "*"),
            ("", "[\"\"]", "*"),
            (&long, &format!("[\"{long}\"]"), "*"),
        ];
        for (name, documented, key) in rows {
            let shown = |step: Step| Shown(&[step]).to_string();
            assert_eq!(shown(Step::Documented(name.to_owned())), documented);
            assert_eq!(shown(Step::Name(name.to_owned())), key);
        }
    }
}
