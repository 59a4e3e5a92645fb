//! What a note says about money, as text: a line for each column, row, payment
//! and amount in sentences, then the findings with all that they say.

use std::fmt::{Debug, Display, Write as _};

use propose::diagnostics::Diagnostic;
use propose::money::Currency;
use propose::proposal::price::{Price, Qualifier};
use propose::proposal::pricing::{
    Caption, PaymentPlan, PriceColumn, PriceContext, PriceRow, PriceTable, Pricing, ProsePrice, Reading,
    Role, RowRole, Said,
};
use propose::source::{Sources, Span};

/// The model of the prices.
pub(crate) fn pricing(sources: &Sources, pricing: &Pricing) -> String {
    let mut out = String::new();
    let line = |out: &mut String, parts: &[String]| {
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        out.push_str(&parts.join(" "));
        out.push('\n');
    };
    let general = context(&pricing.context);
    if !general.is_empty() {
        line(&mut out, &["document".to_owned(), general]);
    }
    for table in &pricing.tables {
        out.push_str(&self::table(sources, table));
    }
    for plan in &pricing.payments {
        line(&mut out, &["payments".to_owned(), payments(plan)]);
    }
    for said in &pricing.prose {
        line(&mut out, &["prose".to_owned(), prose(sources, said)]);
    }
    for equation in &pricing.equations {
        let terms = equation.operations.iter().map(|(operation, number)| format!("{operation:?} {number}"));
        let terms = terms.collect::<Vec<_>>().join(" ");
        line(&mut out, &["equation".to_owned(), terms, "=".to_owned(), price(&equation.result)]);
    }
    for saving in &pricing.savings {
        let parts = [
            "saving".to_owned(),
            opt("", saving.amount.as_ref().map(|(amount, _)| price(amount))),
            opt("percent ", saving.percent.map(|(percent, ..)| percent)),
            opt("of ", saving.list.as_ref().map(price)),
            opt("leaves ", saving.price.as_ref().map(price)),
        ];
        line(&mut out, &parts);
    }
    for tax in &pricing.taxes {
        let parts = [
            "tax".to_owned(),
            price(&tax.tax.0),
            opt("rate ", tax.rate),
            opt("net ", tax.net.as_ref().map(price)),
            opt("gross ", tax.gross.as_ref().map(|(gross, _)| price(gross))),
        ];
        line(&mut out, &parts);
    }
    for rate in &pricing.exchange {
        let text = format!("exchange 1 {} = {} {}", rate.from.code(), rate.rate, rate.to.code());
        line(&mut out, &[text]);
    }
    for rate in &pricing.vat_mentions {
        line(&mut out, &[format!("rate {}", said(rate))]);
    }
    if let Some(span) = pricing.exemption {
        line(&mut out, &["exempt".to_owned(), slice(sources, span)]);
    }
    for amount in &pricing.mentioned {
        let parts = [
            "mentioned".to_owned(),
            price(&amount.price),
            place(sources, amount.span),
            flag(amount.asked, "asked"),
            flag(amount.restated, "restated"),
            flag(amount.concludes, "concludes"),
            opt("months ", amount.months),
            opt("sentence ", Some(amount.sentence)),
            list("shares ", &amount.shares),
        ];
        line(&mut out, &parts);
    }
    out
}

/// A finding with all that it says: place, rule, words, facts, other places, fix.
pub(crate) fn finding(sources: &Sources, finding: &Diagnostic) -> String {
    let mut out = String::new();
    let place = finding.span.map_or_else(String::new, |span| place(sources, span));
    let name = finding.severity.name();
    let _ = writeln!(out, "{place} {name}[{}] {}", finding.rule.name, finding.message);
    let facts = &finding.facts;
    let facts = [
        opt("found ", facts.found.as_ref()),
        opt("expected ", facts.expected.as_ref()),
        opt("", facts.currency.as_ref()),
        opt("item ", facts.item.as_ref()),
        opt("by ", facts.relation.as_ref()),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    if !facts.is_empty() {
        let _ = writeln!(out, "  {}", facts.join(", "));
    }
    for (name, text) in [("label", &finding.label), ("help", &finding.help)] {
        if let Some(text) = text {
            let _ = writeln!(out, "  {name}: {text}");
        }
    }
    for related in &finding.related {
        let _ = writeln!(out, "  {}: {}", self::place(sources, related.span), related.message);
    }
    if let Some(fix) = &finding.fix {
        for (span, text) in &fix.edits {
            let safe = if fix.safe { "safe" } else { "offered" };
            let _ = writeln!(out, "  {safe}: {:?} for {:?}", text, slice(sources, *span));
        }
    }
    out
}

/// Line and columns, and the text that is there.
fn place(sources: &Sources, span: Span) -> String {
    let range = sources.range(span);
    let text = slice(sources, span);
    let text = text.lines().next().unwrap_or_default();
    format!("{}:{} «{text}»", range.start.line, range.start.column)
}

fn slice(sources: &Sources, span: Span) -> String {
    sources.slice(span).to_owned()
}

fn table(sources: &Sources, table: &PriceTable) -> String {
    let texts = |name: &str, captions: &[Caption]| {
        let texts: Vec<&str> = captions.iter().map(|caption| caption.text.as_str()).collect();
        list(name, &texts)
    };
    let parts = [
        format!("{:?}", table.kind),
        opt("left out: ", table.skipped.map(|why| format!("{why:?}"))),
        opt("continues ", table.continues),
        flag(table.in_text, "in text"),
        texts("under ", &table.section),
        texts("after ", &table.caption),
        texts("before ", &table.notes),
        context(&table.context),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let mut out = format!("table {}\n", parts.join("; "));
    if !table.is_checked() {
        return out;
    }
    for column in &table.columns {
        out.push_str(&format!("  {}\n", self::column(table, column)));
    }
    for row in &table.rows {
        out.push_str(&self::row(sources, table, row));
    }
    out
}

pub(crate) fn column(table: &PriceTable, column: &PriceColumn) -> String {
    let parts = [
        format!("column «{}» {:?}", column.heading, column.role),
        flag(!column.named, "by its cells"),
        beyond(&column.context, &table.context),
        opt("decimals ", Some(column.decimals).filter(|decimals| *decimals > 0)),
        opt("count ", column.count),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

pub(crate) fn row(sources: &Sources, table: &PriceTable, row: &PriceRow) -> String {
    let role = match row.role {
        RowRole::Total(Some(basis)) => format!("Total {basis:?}"),
        RowRole::Total(None) => "Total".to_owned(),
        role => format!("{role:?}"),
    };
    let factors = row.product.as_ref().map(|factors| list("", factors));
    let parts = [
        format!("  {role} «{}»", row.label),
        opt("in ", row.group.as_ref()),
        context(&row.said),
        flag(row.measure, "measure"),
        opt("percent ", row.percent),
        opt("months ", row.count),
        opt("of ", row.base.as_ref().map(price)),
        opt("product ", factors),
        flag(row.optional, "optional"),
        flag(row.chosen, "chosen"),
    ];
    let mut parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let cells: Vec<String> = row
        .cells
        .iter()
        .filter_map(|cell| {
            let words =
                |role: Role| matches!(role, Role::Label | Role::Description | Role::Milestone | Role::Other);
            let role = table.columns.get(cell.column).map(|column| column.role);
            if matches!(cell.reading, Reading::Text) && role.is_none_or(words) {
                return None;
            }
            let at = sources.slice(cell.span);
            assert!(at.is_empty() || cell.text.is_empty() || at.chars().any(|c| cell.text.contains(c)));
            let read = match &cell.reading {
                Reading::Text => format!("«{}»", cell.text),
                reading => self::reading(reading),
            };
            Some(read)
        })
        .collect();
    parts.extend((!cells.is_empty()).then(|| format!("| {}", cells.join(" | "))));
    parts.join(" ") + "\n"
}

pub(crate) fn reading(reading: &Reading) -> String {
    match reading {
        Reading::Amount(amount) => {
            let alternatives: Vec<String> = amount.alternatives.iter().map(price).collect();
            let formula = amount
                .formula
                .as_ref()
                .map(|formula| list("", &formula.factors) + if formula.result { " with result" } else { "" });
            let doubts: Vec<String> = amount.doubts.iter().map(|doubt| format!("{doubt:?}")).collect();
            let parts = [
                price(&amount.price),
                list("also ", &alternatives),
                opt("was ", amount.list.as_ref().map(price)),
                opt("by ", formula),
                opt("share ", amount.share.map(|(share, _)| share)),
                list("doubt ", &doubts),
            ];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(" ")
        }
        Reading::Free { list } => format!("free {}", opt("was ", list.as_ref().map(price))),
        Reading::OnQuote { from } => format!("on quote {}", opt("from ", from.as_ref().map(price))),
        Reading::Percent { value, addition, of, .. } => {
            format!("{}{value}% {}", if *addition { "+" } else { "" }, opt("of ", of.as_ref()))
        }
        Reading::Quantity { value, unit } => format!("{value} {}", opt("", unit.as_ref())),
        other => format!("{other:?}"),
    }
    .trim()
    .to_owned()
}

/// `9000 EUR net month`, with what it is less than certain of before it.
pub(crate) fn price(price: &Price) -> String {
    let amount = match &price.qualifier {
        Qualifier::Exact => price.amount.to_string(),
        Qualifier::Addition => format!("+{}", price.amount),
        Qualifier::From => format!(">={}", price.amount),
        Qualifier::UpTo => format!("<={}", price.amount),
        Qualifier::About => format!("~{}", price.amount),
        Qualifier::To(other) => format!("{}..{other}", price.amount),
    };
    let parts = [
        amount,
        opt("", price.currency.as_ref().map(Currency::code)),
        opt("", price.basis.map(|basis| format!("{basis:?}").to_lowercase())),
        opt("", price.period.map(|period| format!("{period:?}").to_lowercase())),
        opt("/", price.per.as_ref()),
        opt("±", Some(price.tolerance).filter(|tolerance| !tolerance.is_zero())),
        // Where the number itself does not show them.
        opt("decimals ", Some(price.decimals).filter(|decimals| *decimals != price.amount.scale())),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// `EUR@Header net@Caption`: what is said, and where.
fn context(context: &PriceContext) -> String {
    let parts = [
        opt("", context.currency.as_ref().map(|it| format!("{}@{:?}", it.value.code(), it.origin))),
        opt("", context.basis.as_ref().map(said_debug)),
        opt("", context.period.as_ref().map(said_debug)),
        opt("", context.vat.as_ref().map(said)),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// What a column says that its table does not.
fn beyond(column: &PriceContext, table: &PriceContext) -> String {
    let mut own = column.clone();
    own.currency = own.currency.filter(|said| table.currency.as_ref() != Some(said));
    own.basis = own.basis.filter(|said| table.basis.as_ref() != Some(said));
    own.period = own.period.filter(|said| table.period.as_ref() != Some(said));
    own.vat = own.vat.filter(|said| table.vat.as_ref() != Some(said));
    context(&own)
}

fn said<T: Display>(said: &Said<T>) -> String {
    format!("{}%@{:?}", said.value, said.origin)
}

fn said_debug<T: Debug>(said: &Said<T>) -> String {
    format!("{:?}@{:?}", said.value, said.origin)
}

fn payments(plan: &PaymentPlan) -> String {
    let parts = plan.parts.iter().map(|part| {
        let parts = [
            opt("", part.share.map(|share| format!("{share}%"))),
            opt("", part.amount.as_ref().map(price)),
            opt("times ", part.times),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    });
    let mut parts: Vec<String> = parts.collect();
    parts.extend(plan.open.then(|| "open".to_owned()));
    parts.extend(plan.balance.then(|| "balance".to_owned()));
    parts.join("; ")
}

fn prose(sources: &Sources, said: &ProsePrice) -> String {
    let restated: Vec<String> = said.restated.iter().map(|(other, _)| price(other)).collect();
    let formula = said.formula.as_ref().map(|formula| list("", &formula.factors));
    let parts = [
        price(&said.price),
        place(sources, said.span),
        format!("{:?}", said.names),
        opt("was ", said.list.as_ref().map(|(other, _)| price(other))),
        list("also ", &restated),
        opt("by ", formula),
        opt("share ", said.share),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn opt<T: Display>(name: &str, value: Option<T>) -> String {
    value.map_or_else(String::new, |value| format!("{name}{value}"))
}

fn flag(value: bool, name: &str) -> String {
    if value { name.to_owned() } else { String::new() }
}

fn list<T: Display>(name: &str, values: &[T]) -> String {
    if values.is_empty() {
        return String::new();
    }
    let values: Vec<String> = values.iter().map(T::to_string).collect();
    format!("{name}[{}]", values.join("; "))
}
