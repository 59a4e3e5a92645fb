use super::{Console, Outcome};
use crate::diagnostics::render::{Format, Look};
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::Sources;
use crate::workspace::{Failure, Report};

/// How findings are reported, the same on every command that has some.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ReportArgs {
    /// How findings are written: for people (human, concise), for programs
    /// (json, sarif, junit) or for a CI service (github, gitlab)
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = clap::value_parser!(Format))]
    pub(super) report: Format,
    /// `--deny warnings`: treat warnings as errors
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"], hide_possible_values = true)]
    pub(super) deny: Option<String>,
}

impl ReportArgs {
    /// Whether a finding stops the client copy.
    pub(super) fn stops(&self, finding: &Diagnostic) -> bool {
        finding.severity == Severity::Error || (self.deny.is_some() && finding.severity == Severity::Warning)
    }

    /// Prints findings: to standard output where they are the result, else
    /// where they accompany it. Programs always find them on standard output.
    pub(super) fn print(
        &self,
        report: &Report,
        sources: &Sources,
        result: bool,
        console: &mut Console,
    ) -> Result<Outcome, Failure> {
        let human = self.report == Format::Human;
        let color = if result { console.color_out() } else { console.color_err() };
        let details = console.is_verbose();
        let look = Look { color, width: console.width(), language: report.language, details };
        let text = self.report.render(&report.findings, sources, &report.summary, look);
        if result || !human {
            console.out(&text)?;
        } else if !(console.is_quiet() && report.findings.is_empty()) {
            console.err(&text);
        }
        let stopped = report.findings.iter().any(|finding| self.stops(finding));
        Ok(if stopped { Outcome::Errors } else { Outcome::Clean })
    }
}
