use chrono::NaiveDate;

use super::fuzzy;
use super::index::{Index, Key};
use super::normalise::{normalise, words};
use crate::catalog::{Catalog, Item};
use crate::language::Language;
use crate::proposal::price::Period;

/// What is known about a line.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// What it is called, plain.
    pub label: &'a str,
    /// The same as the author wrote it, with its markup.
    pub source: &'a str,
    /// The reference that a column or a comment gives.
    pub reference: Option<&'a str>,
    /// The headings above, outermost first.
    pub section: &'a [String],
    /// How often its price is due.
    pub period: Option<Period>,
    /// The language of the document.
    pub language: Language,
    /// The day of the document.
    pub date: Option<NaiveDate>,
}

/// The rung of the ladder on which an item was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// By its reference.
    Reference,
    /// By its name, letter by letter.
    Name,
    /// By an alias, letter by letter.
    Alias,
    /// By its name or an alias, but for case, accents, dashes and spaces.
    Normalised,
    /// With the help of the headings above, or without an addition in
    /// parentheses.
    Context,
}

/// What was found for a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found<'a> {
    /// The item, and how it was found.
    pub item: Option<(&'a Item, Step)>,
    /// A reference that the line gives and the catalog does not know.
    pub unknown_reference: Option<String>,
    /// The item that the line's name belongs to, where its reference belongs to
    /// another.
    pub named: Option<&'a Item>,
    /// The items among which nothing decides.
    pub candidates: Vec<&'a Item>,
    /// What the line may mean.
    pub near: Option<&'a Item>,
}

/// Finds the item that a line sells. For many lines, make one [`Index`].
pub fn look_up<'a>(catalog: &'a Catalog, query: &Query<'_>) -> Found<'a> {
    Index::new(catalog).look_up(query)
}

impl<'a> Index<'a> {
    /// Finds the item that a line sells.
    pub fn look_up(&self, query: &Query<'_>) -> Found<'a> {
        find(self, query)
    }
}

fn find<'a>(index: &Index<'a>, query: &Query<'_>) -> Found<'a> {
    let catalog = index.catalog;
    let mut found = Found::default();
    let by_name = by_name(index, query);
    let explicit = query.reference.map(str::trim).filter(|text| is_reference(text));
    let by_reference =
        explicit.and_then(|text| catalog.item(text)).or_else(|| reference_in_label(catalog, query));
    if let Some(item) = by_reference {
        found.named = match &by_name {
            Named::One(other, _) if other.reference != item.reference => Some(other),
            Named::One(..) | Named::Several(_) | Named::None => None,
        };
        found.item = Some((item, Step::Reference));
        return found;
    }
    if let Some(reference) = explicit {
        found.unknown_reference = Some(reference.to_owned());
        let references: Vec<&str> = catalog.items.iter().map(|item| item.reference.value.as_str()).collect();
        found.near = crate::yaml::nearest(reference, &references).and_then(|near| catalog.item(near));
    }
    match by_name {
        Named::One(item, step) => found.item = Some((item, step)),
        Named::Several(candidates) => found.candidates = candidates,
        Named::None => {
            found.near = found.near.or_else(|| fuzzy::nearest(query.label, index));
        }
    }
    found
}

/// Whether a text in a reference column can be a reference: not a dash, not a
/// running number.
fn is_reference(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) || text.chars().filter(char::is_ascii_digit).count() > 3
}

/// A known reference in backticks, parentheses, brackets or `{#…}` in a label.
fn reference_in_label<'a>(catalog: &'a Catalog, query: &Query<'_>) -> Option<&'a Item> {
    let open_close = [('`', '`'), ('(', ')'), ('[', ']'), ('{', '}')];
    [query.source, query.label].iter().find_map(|text| {
        open_close.iter().find_map(|(open, close)| {
            let mut rest = *text;
            while let Some((_, after)) = rest.split_once(*open) {
                let (inner, tail) = after.split_once(*close)?;
                let inner = inner.trim().trim_start_matches('#');
                if let Some(item) = catalog.item(inner) {
                    return Some(item);
                }
                rest = tail;
            }
            None
        })
    })
}

enum Named<'a> {
    One(&'a Item, Step),
    Several(Vec<&'a Item>),
    None,
}

/// A way to match a name, and what it is called.
type Rung<'a, 'f> = (&'f dyn Fn(&&'a Item) -> bool, Step);

fn by_name<'a>(index: &Index<'a>, query: &Query<'_>) -> Named<'a> {
    let label = query.label.trim();
    let key = normalise(label);
    let spoken = words(&key);
    if spoken.is_empty() {
        return Named::None;
    }
    let in_language = |item: &&Item| item.title(query.language) == label;
    let in_any = |item: &&Item| item.name.all().any(|name| name.value == label);
    let alias = |item: &&Item| item.aliases.iter().any(|alias| alias.value == label);
    let rungs: [Rung<'a, '_>; 3] = [(&in_language, Step::Name), (&in_any, Step::Name), (&alias, Step::Alias)];
    for (matches, step) in rungs {
        let hits: Vec<&Item> = index.catalog.items.iter().filter(matches).collect();
        if !hits.is_empty() {
            return decide(hits, query, step);
        }
    }
    // First the whole, then only its words: `RUN — Standard` is `RUN Standard`.
    let whole = index.with_name(|name| name.text == key);
    let hits = if whole.is_empty() { index.with_name(|name| name.words == spoken) } else { whole };
    if !hits.is_empty() {
        return decide(hits, query, Step::Normalised);
    }
    // `**Fenêtre chêne**<br>1 250 × 1 450 mm`: the first line names it.
    let first = query.source.split_once("<br").map(|(line, _)| normalise(line.trim_start_matches('|')));
    for variant in first.into_iter().filter(|line| !line.is_empty()).chain(variants(&key)) {
        let hits = index.with_name(|name| name.text == variant);
        if !hits.is_empty() {
            return decide(hits, query, Step::Context);
        }
    }
    with_section(index, query, &key)
}

/// Shorter forms of a label: without an addition in parentheses at its end,
/// without a category and a dash before it, without what follows a dash or a
/// comma.
fn variants(key: &str) -> Vec<String> {
    let mut variants = Vec::new();
    let mut push = |text: &str| {
        let text = text.trim();
        if !text.is_empty() && text != key && !variants.iter().any(|known| known == text) {
            variants.push(text.to_owned());
        }
    };
    let short = without_parenthesis(key);
    push(short);
    for text in [key, short] {
        if let Some((_, rest)) = text.split_once(" - ") {
            push(rest);
        }
        if let Some((_, rest)) = text.split_once(": ") {
            push(rest);
        }
    }
    push(without_count(short));
    for mark in [" - ", ", ", ": ", " (", " \"", " «", " „", " “"] {
        if let Some((head, _)) = key.split_once(mark) {
            push(head);
        }
    }
    variants
}

fn without_parenthesis(key: &str) -> &str {
    match key.strip_suffix(')').and_then(|open| open.rfind('(')) {
        Some(at) => key.get(..at).map_or(key, str::trim),
        None => key,
    }
}

/// A label without the count at its end: `Boîte mail × 2`, `Web node x4`.
fn without_count(key: &str) -> &str {
    let digits = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let sign = digits.trim_end().strip_suffix(['×', 'x']).filter(|_| digits.len() < key.len());
    sign.filter(|name| name.ends_with(' ')).map_or(key, str::trim_end)
}

/// Items whose name is the label with words of the headings before or after
/// it: `Starter` under `BUILD` is `BUILD Starter`.
fn with_section<'a>(index: &Index<'a>, query: &Query<'_>, key: &str) -> Named<'a> {
    let mut labels = vec![key.to_owned()];
    labels.extend(variants(key));
    let headings: Vec<String> = query.section.iter().map(|heading| normalise(heading)).collect();
    let mut loose: Vec<&Item> = Vec::new();
    for label in &labels {
        let label: Vec<String> = words(label).into_iter().map(str::to_owned).collect();
        if label.is_empty() {
            continue;
        }
        let partial = index.by_name(|name| remainder(name, &label));
        // The nearest heading that explains the missing words decides.
        for heading in headings.iter().rev() {
            let said = words(heading);
            let hits: Vec<&Item> = partial
                .iter()
                .filter(|(_, missing)| missing.iter().all(|word| said.contains(&word.as_str())))
                .map(|(item, _)| *item)
                .collect();
            if !hits.is_empty() {
                return decide(hits, query, Step::Context);
            }
        }
        if loose.is_empty() {
            loose = partial.iter().filter(|(_, missing)| missing.len() == 1).map(|(item, _)| *item).collect();
        }
    }
    // Nothing names the category: two candidates may still differ in how often
    // they are due, one alone would be a guess.
    if loose.len() > 1 { decide(loose, query, Step::Context) } else { Named::None }
}

/// The words of a name beside those of a label, where the name begins or ends
/// with the label.
fn remainder(name: &Key, label: &[String]) -> Option<Vec<String>> {
    let rest = name.words.strip_suffix(label).or_else(|| name.words.strip_prefix(label))?;
    (!rest.is_empty() && rest.len() <= 3).then(|| rest.to_vec())
}

/// One of several items of the same name: what is still sold, what the headings
/// name, what is due as often as the line.
fn decide<'a>(hits: Vec<&'a Item>, query: &Query<'_>, step: Step) -> Named<'a> {
    if let [only] = hits[..] {
        return Named::One(only, step);
    }
    let mut hits = hits;
    narrow(&mut hits, |item| !item.is_retired_on(query.date));
    for heading in query.section.iter().rev() {
        let heading = normalise(heading);
        let said = words(&heading);
        narrow(&mut hits, |item| {
            let family = item.family.as_ref().map(|family| normalise(&family.value));
            let named = item.title(query.language);
            let first = normalise(named);
            family.is_some_and(|family| words(&family).iter().all(|word| said.contains(word)))
                || words(&first).first().is_some_and(|word| said.contains(word))
        });
        if hits.len() == 1 {
            break;
        }
    }
    if let Some(period) = query.period.filter(|period| period.is_recurring()) {
        narrow(&mut hits, |item| item.period == period);
        narrow(&mut hits, Item::is_recurring);
    }
    match hits[..] {
        [only] => Named::One(only, step),
        _ => Named::Several(hits),
    }
}

/// Keeps those that fit, unless none does.
fn narrow(hits: &mut Vec<&Item>, fits: impl Fn(&Item) -> bool) {
    if hits.len() > 1 && hits.iter().any(|item| fits(item)) {
        hits.retain(|item| fits(item));
    }
}
