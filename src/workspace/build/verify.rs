//! Whether the disk would still answer as it did.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::record::{Asked, Document, Output};
use crate::parse::Vault as _;
use crate::workspace::recorder::{Answer, Question, Recorder, Stat};
use crate::workspace::{Confined, Digest, Workspace};

/// Asks the disk again, each question once.
pub(in crate::workspace) struct Verifier {
    workspace: Workspace,
    recorder: Arc<Recorder>,
    now: i64,
    stats: HashMap<String, Option<Stat>>,
    answers: HashMap<Question, Answer>,
    listing: OnceLock<Digest>,
}

impl Verifier {
    /// Looks at a project; `now` is the time of its file system.
    pub(in crate::workspace) fn new(workspace: &Workspace, now: i64) -> Self {
        let recorder = Arc::new(Recorder::default());
        Self {
            workspace: workspace.recorded(&recorder),
            recorder,
            now,
            stats: HashMap::new(),
            answers: HashMap::new(),
            listing: OnceLock::new(),
        }
    }

    /// The project, to be looked at without a trace in any record.
    pub(super) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The digest of all names in the vault.
    pub(super) fn listing(&self) -> Digest {
        *self.listing.get_or_init(|| {
            Digest::of_parts(self.workspace.vault.index().paths().iter().map(String::as_bytes))
        })
    }

    /// The document as it is to be remembered if all that it depends on is as it
    /// was.
    pub(super) fn same(&mut self, document: &Document) -> Option<Document> {
        let names = document.asked.iter().any(|asked| matches!(asked.0, Question::Name(..)));
        let listed = !names || document.listing == self.listing();
        let mut fresh = Document { asked: Vec::with_capacity(document.asked.len()), ..document.clone() };
        for asked in &document.asked {
            // The same names lead to the same files.
            let known = listed && matches!(asked.0, Question::Name(..));
            fresh.asked.push(if known { Arc::clone(asked) } else { self.holds(asked)? });
        }
        if names {
            fresh.listing = self.listing();
        }
        Some(fresh)
    }

    /// A question with its answer of today where that is the one of before.
    pub(super) fn holds(&mut self, asked: &Asked) -> Option<Asked> {
        let (question, before) = asked.as_ref();
        if let (Question::File(name), Some(stat)) = (question, before.stat)
            && self.stat(name) == Some(stat)
        {
            return Some(Arc::clone(asked));
        }
        let answer = self.answer(question);
        if answer.digest != before.digest {
            return None;
        }
        let unchanged = answer.stat == before.stat;
        Some(if unchanged { Arc::clone(asked) } else { Arc::new((question.clone(), answer)) })
    }

    /// What the disk answers today.
    pub(in crate::workspace) fn answer(&mut self, question: &Question) -> Answer {
        if let Some(answer) = self.answers.get(question) {
            return *answer;
        }
        let files = &self.workspace.files;
        match question {
            Question::File(name) => drop(files.read(name)),
            Question::Folder(name) => drop(files.list(name)),
            Question::Place(name) => drop(files.locate(name)),
            Question::Name(target, from) => drop(self.workspace.vault.resolve(target, from)),
        }
        let answers = self.recorder.take();
        let answers = answers.into_iter().map(|(question, answer)| (question, settled(answer, self.now)));
        self.answers.extend(answers);
        let nothing = Answer { digest: Digest::NEVER, stat: None };
        self.answers.get(question).copied().unwrap_or(nothing)
    }

    fn stat(&mut self, name: &str) -> Option<Stat> {
        if let Some(stat) = self.stats.get(name) {
            return *stat;
        }
        let stat = self.workspace.files.stat(name).ok();
        self.stats.insert(name.to_owned(), stat);
        stat
    }

    /// Whether a file that was made lies there as it was written; its state is
    /// brought up to date.
    pub(super) fn made(&self, out: &Confined, output: &mut Output) -> bool {
        let Ok(stat) = out.stat(&output.path) else { return false };
        if output.stat == Some(stat) {
            return true;
        }
        output.stat = stat.settled(self.now).then_some(stat);
        out.read(&output.path).is_ok_and(|bytes| Digest::of(&bytes) == output.digest)
    }
}

/// An answer without a state that would not show a later change.
pub(super) fn settled(answer: Answer, now: i64) -> Answer {
    Answer { stat: answer.stat.filter(|stat| stat.settled(now)), ..answer }
}
