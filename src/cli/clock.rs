use chrono::{DateTime, NaiveDate};

use crate::workspace::Failure;

/// Today, in universal time; the day of `SOURCE_DATE_EPOCH` where it is set.
/// Only new files are dated with it: no clock reaches a page.
///
/// # Errors
///
/// Where `SOURCE_DATE_EPOCH` is no number of seconds.
pub(super) fn today() -> Result<NaiveDate, Failure> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text.trim().parse().ok(),
        Err(_) => now(),
    };
    seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)).map(|time| time.date_naive()).ok_or_else(
        || Failure::new("SOURCE_DATE_EPOCH is no time").help("give the date with `--date 2026-03-14`"),
    )
}

/// Reads a day given on the command line.
pub(super) fn date(text: &str) -> Result<NaiveDate, String> {
    text.trim().parse().map_err(|_| "write the day as `2026-03-14`".to_owned())
}

#[expect(clippy::disallowed_methods, reason = "a new proposal is dated today unless `--date` says otherwise")]
fn now() -> Option<i64> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}
