use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::json::pretty;
use super::{Diagnostic, Severity, Summary, fingerprints, headline, uri};
use crate::diagnostics::Rule;
use crate::source::{Sources, Span};

/// A SARIF 2.1.0 log of one run, which GitHub, GitLab and editors import. It
/// describes the rules that found something.
pub fn sarif(findings: &[Diagnostic], sources: &Sources, _summary: &Summary) -> String {
    let rules: BTreeMap<&str, &Rule> =
        findings.iter().map(|finding| (finding.rule.name, finding.rule)).collect();
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(at, name)| (*name, at)).collect();
    let results: Vec<Value> = findings
        .iter()
        .zip(fingerprints(findings, sources))
        .map(|(finding, fingerprint)| {
            result(finding, index.get(finding.rule.name).copied(), &fingerprint, sources)
        })
        .collect();
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "propose",
                    "informationUri": env!("CARGO_PKG_REPOSITORY"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules.values().map(|rule| described(rule)).collect::<Vec<_>>(),
                }
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": headline(rule.doc) },
        "fullDescription": { "text": headline(rule.doc) },
        "help": { "text": plain(rule.doc), "markdown": plain(rule.doc) },
        "defaultConfiguration": { "enabled": rule.on, "level": level(rule.severity) },
    })
}

/// A rule's documentation without the space that a doc comment puts before each
/// line.
fn plain(doc: &str) -> String {
    let lines: Vec<&str> = doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n").trim().to_owned()
}

fn result(finding: &Diagnostic, rule: Option<usize>, fingerprint: &str, sources: &Sources) -> Value {
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        text.push('\n');
        text.push_str(help);
    }
    let mut result = json!({
        "ruleId": finding.rule.name,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": { "text": text },
        "partialFingerprints": { "propose/v1": fingerprint },
    });
    if let Some(span) = finding.span {
        set(&mut result, "locations", json!([{ "physicalLocation": location(span, sources) }]));
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(id, related)| {
            json!({
                "id": id,
                "physicalLocation": location(related.span, sources),
                "message": { "text": related.message },
            })
        });
        set(&mut result, "relatedLocations", related.collect());
    }
    let facts = &finding.facts;
    let properties: serde_json::Map<String, Value> = [
        ("found", &facts.found),
        ("expected", &facts.expected),
        ("currency", &facts.currency),
        ("item", &facts.item),
        ("relation", &facts.relation),
    ]
    .into_iter()
    .filter_map(|(name, fact)| Some((name.to_owned(), Value::from(fact.clone()?))))
    .collect();
    if !properties.is_empty() {
        set(&mut result, "properties", Value::Object(properties));
    }
    result
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

fn location(span: Span, sources: &Sources) -> Value {
    let range = sources.range(span);
    json!({
        "artifactLocation": { "uri": uri(&sources.in_repository(span.file)), "uriBaseId": "%SRCROOT%" },
        "region": {
            "startLine": range.start.line,
            "startColumn": range.start.column,
            "endLine": range.end.line,
            "endColumn": range.end.column,
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
