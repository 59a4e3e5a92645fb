use serde::Serialize;

use super::{Diagnostic, Prices, Summary, Tables, steers};
use crate::source::{Sources, Span};

#[derive(Serialize)]
struct Document<'a> {
    findings: Vec<Finding<'a>>,
    summary: Totals<'a>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    found: Option<&'a str>,
    expected: Option<&'a str>,
    currency: Option<&'a str>,
    item: Option<&'a str>,
    relation: Option<&'a str>,
    help: Option<&'a str>,
}

#[derive(Serialize, Default)]
struct Place<'a> {
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

#[derive(Serialize)]
struct Totals<'a> {
    errors: usize,
    warnings: usize,
    infos: usize,
    files: usize,
    prices_checked: Option<usize>,
    prices_total: Option<usize>,
    prices: Option<Prices>,
    tables: Tables,
    skipped: Vec<Skipped<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Skipped<'a> {
    reason: &'a str,
    /// Whether it looks like prices all the same.
    about_prices: bool,
    #[serde(flatten)]
    place: Place<'a>,
}

impl<'a> Place<'a> {
    fn of(span: Span, sources: &'a Sources) -> Self {
        let range = sources.range(span);
        Self {
            path: Some(&sources.get(span.file).path),
            line: Some(range.start.line),
            column: Some(range.start.column),
            end_line: Some(range.end.line),
            end_column: Some(range.end.column),
        }
    }
}

/// One JSON document, `{"findings": […], "summary": {…}}`, with a line end. A
/// fact that is absent is `null`; amounts are strings of plain decimals.
pub fn json(findings: &[Diagnostic], sources: &Sources, summary: &Summary) -> String {
    let findings = findings.iter().map(|finding| Finding {
        rule: finding.rule.name,
        severity: finding.severity.name(),
        message: &finding.message,
        place: finding.span.map(|span| Place::of(span, sources)).unwrap_or_default(),
        found: finding.facts.found.as_deref(),
        expected: finding.facts.expected.as_deref(),
        currency: finding.facts.currency.as_deref(),
        item: finding.facts.item.as_deref(),
        relation: finding.facts.relation.as_deref(),
        help: finding.help.as_deref(),
    });
    let looks_priced = summary.skipped.iter().map(|skipped| (skipped, true));
    let skipped = looks_priced.chain(summary.left_out.iter().map(|skipped| (skipped, false))).map(
        |(skipped, about_prices)| Skipped {
            reason: &skipped.reason,
            about_prices,
            place: Place::of(skipped.span, sources),
        },
    );
    let document = Document {
        findings: findings.collect(),
        summary: Totals {
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
            files: summary.files,
            prices_checked: summary.prices.map(|prices| prices.checked),
            prices_total: summary.prices.map(|prices| prices.total),
            prices: summary.prices,
            tables: summary.tables,
            skipped: skipped.collect(),
            notes: &summary.notes,
        },
    };
    pretty(&document)
}

/// A value as indented JSON with a line end. What would steer a terminal is
/// written by number: outside of strings there is nothing of the kind.
pub(super) fn pretty(value: &impl Serialize) -> String {
    // Strings, numbers and lists always serialise.
    let json = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut text = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        if steers(c) && c != '\n' {
            text.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            text.push(c);
        }
    }
    text.push('\n');
    text
}
