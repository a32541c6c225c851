//! Where commands write: text with ANSI styles in, text that suits the receiver out.
//!
//! A reader that goes away (`check | head`) does not stop a command half-way: what is left to say is dropped and the
//! exit status stays what it would have been.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use anstream::adapter::strip_str;
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use specloom::words::is_invisible;

/// What is current, new or allowed.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What needs a decision.
pub const BAD: Style = AnsiColor::Red.on_default();
/// What is worth a look.
pub const WARN: Style = AnsiColor::Yellow.on_default();
/// Names of vendors and headings.
pub const STRONG: Style = Style::new().bold();
/// What may be skipped.
pub const DIM: Style = Style::new().dimmed();

/// `text` in `style`.
pub fn paint(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}

/// The two output streams.
pub struct Terminal {
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
    styled: bool,
    interactive: bool,
    failed: Option<io::Error>,
}

impl Terminal {
    /// The process's own streams; styles are kept on a terminal and stripped elsewhere or when `NO_COLOR` is set.
    pub fn standard() -> Self {
        Self {
            out: Box::new(anstream::stdout()),
            err: Box::new(anstream::stderr()),
            styled: true,
            interactive: io::stderr().is_terminal(),
            failed: None,
        }
    }

    /// Any two streams, without styles and progress bars.
    pub fn plain(out: impl Write + Send + 'static, err: impl Write + Send + 'static) -> Self {
        Self {
            out: Box::new(out),
            err: Box::new(err),
            styled: false,
            interactive: false,
            failed: None,
        }
    }

    /// Writes a line of the command's result.
    pub fn line(&mut self, text: impl AsRef<str>) {
        self.whole_line(shortened(text.as_ref()));
    }

    /// Writes lines of the command's result that are for other programs, however long.
    pub fn whole_line(&mut self, text: impl AsRef<str>) {
        let text = self.dressed(text.as_ref());
        let result = writeln!(self.out, "{text}");
        self.remember(result);
    }

    /// Writes a text for other programs, whose marks are kept apart by blanks without width.
    pub fn document(&mut self, text: &str) {
        let text = harmless(text, |c| c == '\u{200b}');
        let result = write!(self.out, "{}", strip_str(&text));
        self.remember(result);
    }

    /// Writes a line about the command's work, apart from its result.
    pub fn error(&mut self, text: &str) {
        let text = self.dressed(&shortened(text));
        let result = writeln!(self.err, "{text}");
        self.remember(result);
    }

    /// Writes a command for the workflow that runs this.
    pub fn command(&mut self, text: &str) {
        let result = writeln!(self.out, "{}", strip_str(&harmless(text, |_| false)));
        self.remember(result);
    }

    fn dressed(&self, text: &str) -> String {
        let text = no_commands(&harmless(text, |_| false));
        if self.styled {
            text
        } else {
            strip_str(&text).to_string()
        }
    }

    /// A bar on stderr that counts to `length`; hidden where stderr is not a terminal. It is drawn only once work has
    /// taken longer than a blink.
    pub fn progress(&self, length: usize, what: &'static str) -> ProgressBar {
        if !self.interactive {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        let late = bar.downgrade();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            if let Some(bar) = late.upgrade().filter(|bar| !bar.is_finished()) {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(Duration::from_millis(100));
            }
        });
        bar
    }

    /// Flushes both streams.
    ///
    /// # Errors
    ///
    /// The first write that failed for another reason than a reader that went away.
    pub fn finish(&mut self) -> io::Result<()> {
        let flushed = self.out.flush().and_then(|()| self.err.flush());
        self.remember(flushed);
        self.failed.take().map_or(Ok(()), Err)
    }

    fn remember(&mut self, result: io::Result<()>) {
        if let Err(error) = result
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            self.failed.get_or_insert(error);
        }
    }
}

/// Longest line for people, in characters. What is longer is a page's own word, and fills the screens of whoever reads a log.
const LONGEST: usize = 4_000;

/// A text without the ends of its longest lines.
fn shortened(text: &str) -> Cow<'_, str> {
    let is_long = |line: &str| line.len() > LONGEST && line.chars().count() > LONGEST;
    if !text.split('\n').any(is_long) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!(
            "{}{}… and {} more characters",
            &line[..end],
            anstyle::Reset,
            line[end..].chars().count()
        ),
        None => line.to_owned(),
    };
    Cow::Owned(text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

/// The last door: whatever slipped in by way of a name or a message, only line breaks, tabs and styles (`ESC [ … m`) are
/// more than what they show.
fn harmless(text: &str, meant: fn(char) -> bool) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let style = style(rest);
        let length = style.unwrap_or(c.len_utf8());
        if style.is_none() && is_invisible(c) && !matches!(c, '\n' | '\t') && !meant(c) {
            safe.push('\u{fffd}');
        } else {
            safe.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    safe
}

/// The length of the style (`ESC [ … m`) that a text begins with.
fn style(text: &str) -> Option<usize> {
    let codes = text.strip_prefix("\u{1b}[")?;
    let end = codes.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    codes[end..].starts_with('m').then_some(end + 3)
}

/// No line is a command for a workflow in whose log it stands: `::` at its start, behind blanks and styles, `##[` anywhere
/// ([workflow commands](https://docs.github.com/actions/reference/workflow-commands-for-github-actions)).
fn no_commands(text: &str) -> String {
    let line = |line: &str| {
        let mut said = line.trim_start();
        while let Some(length) = style(said) {
            said = said[length..].trim_start();
        }
        let (blanks, said) = line.split_at(line.len() - said.len());
        let said = match said.strip_prefix("::") {
            Some(rest) => format!(":\u{200b}:{rest}"),
            None => said.to_owned(),
        };
        format!("{blanks}{}", said.replace("##[", "#\u{200b}#["))
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_end_has_one() {
        let long = format!("a\n\u{1b}[31m{}é\nb", "x".repeat(LONGEST));
        let expected = format!(
            "a\n\u{1b}[31m{}\u{1b}[0m… and 6 more characters\nb",
            "x".repeat(LONGEST - 5)
        );
        assert_eq!(shortened(&long), expected);
        let short = "é".repeat(LONGEST);
        assert!(matches!(shortened(&short), Cow::Borrowed(_)));
    }

    #[test]
    fn no_line_is_a_command_for_a_workflow() {
        assert_eq!(
            no_commands("a ::b::\n \u{1b}[1m ::error file=x::y\n::stop-commands::z\na ##[group]b"),
            "a ::b::\n \u{1b}[1m :\u{200b}:error file=x::y\n:\u{200b}:stop-commands::z\na #\u{200b}#[group]b"
        );
    }

    #[test]
    fn a_command_that_is_meant_is_written_as_it_is() {
        let (out, err) = (tempfile::NamedTempFile::new().unwrap(), io::sink());
        let mut terminal = Terminal::plain(out.reopen().unwrap(), err);
        terminal.command("::error::a");
        terminal.line("::error::a");
        let written = std::fs::read_to_string(out.path()).unwrap();
        assert_eq!(written, "::error::a\n:\u{200b}:error::a\n");
    }

    #[test]
    fn only_styles_are_more_than_they_show() {
        let text = format!(
            "{}\tb\nc",
            paint(STRONG.fg_color(Some(AnsiColor::Red.into())), "a")
        );
        assert_eq!(harmless(&text, |_| false), text);
        assert_eq!(
            harmless("a\u{1b}[2Jb\u{1b}[1mc\u{1b}]0;t\u{7}\u{202e}\u{1b}[", |_| false),
            "a\u{fffd}[2Jb\u{1b}[1mc\u{fffd}]0;t\u{fffd}\u{fffd}\u{fffd}["
        );
    }

    struct Fails(io::ErrorKind);

    impl Write for Fails {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_went_away_is_no_failure_and_a_full_disk_is() {
        let mut terminal = Terminal::plain(Fails(io::ErrorKind::BrokenPipe), Vec::new());
        terminal.line("x");
        terminal.finish().unwrap();

        let mut terminal = Terminal::plain(Fails(io::ErrorKind::StorageFull), Vec::new());
        terminal.line("x");
        terminal.line("y");
        assert_eq!(terminal.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
