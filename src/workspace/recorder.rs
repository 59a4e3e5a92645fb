use std::collections::BTreeMap;
use std::fs::Metadata;
use std::sync::{Mutex, PoisonError};

use super::{Digest, ReadError};
use crate::parse::Resolution;

/// Something that a document asks of the disk; names are paths below the border.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// What a file holds, or that it cannot be read.
    File(String),
    /// Which files lie in a folder.
    Folder(String),
    /// Whether a path leads to something within the border.
    Place(String),
    /// Which file a link names: its target, and the note it stands in.
    Name(String, String),
}

/// What the disk answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Answer {
    /// The digest of the answer, be it an error.
    pub digest: Digest,
    /// The state of the file before it was read, where one was.
    pub stat: Option<Stat>,
}

/// What the system says of a file without reading it: as long as it is the same
/// the file is, if it is old enough ([`Stat::settled`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Stat(u64, i64, i64, u64);

/// How coarse the times of a file system may be, in nanoseconds: FAT counts in
/// steps of two seconds.
const GRANULARITY: i64 = 2_000_000_000;

impl Stat {
    /// The state of a file: its size, when it was written, when anything about
    /// it changed (which no program can set) and which file it is.
    pub fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let time = |seconds: i64, nanos: i64| seconds.saturating_mul(1_000_000_000).saturating_add(nanos);
            Self(
                metadata.len(),
                time(metadata.mtime(), metadata.mtime_nsec()),
                time(metadata.ctime(), metadata.ctime_nsec()),
                metadata.ino(),
            )
        }
        #[cfg(not(unix))]
        {
            let time = |time: std::io::Result<std::time::SystemTime>| {
                time.ok()
                    .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
                    .and_then(|time| i64::try_from(time.as_nanos()).ok())
                    .unwrap_or(i64::MAX / 2)
            };
            Self(metadata.len(), time(metadata.modified()), time(metadata.created()), 0)
        }
    }

    /// How many bytes the file has.
    pub fn size(&self) -> u64 {
        self.0
    }

    /// When it was last written, in nanoseconds since 1970.
    pub fn modified(&self) -> i64 {
        self.1
    }

    /// Whether a change after `now` (of the file system's own clock, in
    /// nanoseconds since 1970) must show in this state. A file that was written
    /// within the granularity of its times may be written again without a trace.
    pub fn settled(&self, now: i64) -> bool {
        self.1.max(self.2).saturating_add(GRANULARITY) <= now
    }
}

/// Writes down what is asked of the disk and what it answers, so that it can be
/// seen later whether anything would be answered differently.
#[derive(Debug, Default)]
pub struct Recorder(Mutex<BTreeMap<Question, Answer>>);

impl Recorder {
    /// All that was asked so far.
    pub fn asked(&self) -> BTreeMap<Question, Answer> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// All that was asked since the last call.
    pub fn take(&self) -> BTreeMap<Question, Answer> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn note(&self, question: Question, answer: Answer) {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        asked
            .entry(question)
            .and_modify(|before| {
                if before.digest != answer.digest {
                    before.digest = Digest::NEVER;
                }
            })
            .or_insert(answer);
    }
}

impl Answer {
    pub(super) fn file(read: &Result<(Vec<u8>, Stat), ReadError>) -> Self {
        match read {
            Ok((bytes, stat)) => Self { digest: Digest::of(bytes), stat: Some(*stat) },
            Err(error) => Self::error(error),
        }
    }

    pub(super) fn place<T>(found: &Result<T, ReadError>) -> Self {
        match found {
            Ok(_) => Self { digest: Digest::of_parts([&b"inside"[..], b""]), stat: None },
            Err(error) => Self::error(error),
        }
    }

    pub(super) fn folder(names: &Result<Vec<String>, ReadError>) -> Self {
        match names {
            Ok(names) => Self {
                digest: Digest::of_parts(
                    [&b"folder"[..], b""].into_iter().chain(names.iter().map(String::as_bytes)),
                ),
                stat: None,
            },
            Err(error) => Self::error(error),
        }
    }

    pub(super) fn name(resolution: &Resolution) -> Self {
        let digest = match resolution {
            Resolution::Found(path) => Digest::of_parts([&b"found"[..], path.as_bytes()]),
            Resolution::Outside => Digest::of_parts([&b"outside"[..], b""]),
            Resolution::Missing { looked, near } => {
                let names = |names: &[String]| names.join("\n");
                Digest::of_parts([&b"missing"[..], names(looked).as_bytes(), names(near).as_bytes()])
            }
        };
        Self { digest, stat: None }
    }

    fn error(error: &ReadError) -> Self {
        Self { digest: Digest::of_parts([&b"error"[..], error.to_string().as_bytes()]), stat: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str) -> Answer {
        Answer { digest: Digest::of(text.as_bytes()), stat: None }
    }

    #[test]
    fn what_was_answered_in_two_ways_is_never_the_same_again() {
        let recorder = Recorder::default();
        let question = Question::File("a.md".to_owned());
        recorder.note(question.clone(), answer("one"));
        recorder.note(question.clone(), answer("one"));
        assert_eq!(recorder.asked()[&question], answer("one"));
        recorder.note(question.clone(), answer("two"));
        recorder.note(question.clone(), answer("one"));
        assert_eq!(recorder.asked()[&question].digest, Digest::NEVER);
    }

    #[test]
    fn a_file_that_was_just_written_is_not_known_by_its_times() {
        let stat = Stat(1, 10 * GRANULARITY, 0, 0);
        assert!(!stat.settled(10 * GRANULARITY));
        assert!(!stat.settled(11 * GRANULARITY - 1));
        assert!(stat.settled(11 * GRANULARITY));
        assert!(!Stat(1, 0, 10 * GRANULARITY, 0).settled(10 * GRANULARITY), "its content was put in place");
        assert!(!Stat(1, i64::MAX, 0, 0).settled(10 * GRANULARITY), "a time in the future says nothing");
    }

    #[test]
    fn a_missing_file_an_empty_one_and_an_empty_folder_are_different_answers() {
        let answers = [
            Answer::file(&Err(ReadError::Missing)),
            Answer::file(&Err(ReadError::Outside)),
            Answer::file(&Ok((Vec::new(), Stat(0, 0, 0, 0)))),
            Answer::folder(&Ok(Vec::new())),
            Answer::place(&Ok(())),
            Answer::name(&Resolution::Outside),
            Answer::name(&Resolution::Found(String::new())),
        ];
        for (at, one) in answers.iter().enumerate() {
            for other in &answers[at + 1..] {
                assert_ne!(one.digest, other.digest);
            }
        }
    }
}
