//! What is known of an item beside its price: how it counts, its sizes, the
//! shortest commitment.

use crate::catalog::SizeRange;
use crate::catalog::lookup::{normalise, words};
use crate::money::Decimal;
use crate::proposal::price::Period;
use crate::proposal::pricing::{LinePrice, PriceTable, PricedLine, Role};

/// Words for units of time, by what they count.
const TIMES: &[(Period, &[&str])] = &[
    (Period::Hour, &["heure", "heures", "h", "hour", "hours", "stunde", "stunden", "std", "hora", "horas"]),
    (Period::Day, &["jour", "jours", "j", "jh", "journee", "day", "days", "tag", "tage", "dia", "dias"]),
    (Period::Month, &["mois", "month", "months", "monat", "monate", "mes", "meses"]),
    (Period::Quarter, &["trimestre", "quarter", "quartal"]),
    (Period::Year, &["an", "ans", "annee", "year", "years", "jahr", "jahre", "ano", "anos"]),
];

/// Words for what is sold once, as one.
const ONCE: &[&str] = &[
    "forfait",
    "pauschal",
    "pauschale",
    "psch",
    "fixed",
    "flat",
    "lot",
    "ens",
    "unite",
    "unit",
    "u",
    "piece",
];

/// How a price counts: what its cell, header or label says, else once.
pub(super) fn period(cell: &LinePrice, line: &PricedLine) -> Period {
    // `Forfait mensuel (20 jours)` is a number of days, bought once.
    let package = days(&line.label).is_some() && !normalise(&cell.heading).contains('/');
    if let Some(period) = cell.period.filter(|said| !(package && *said == Period::Month)) {
        return period;
    }
    if let Some(period) = line.unit.as_deref().and_then(time) {
        return period;
    }
    let label = normalise(&line.label);
    let per = [("par journee", Period::Day), ("par jour", Period::Day), ("per day", Period::Day)];
    if let Some((_, period)) = per.iter().find(|(words, _)| label.contains(words)) {
        return *period;
    }
    match words(&label).first() {
        Some(&("journee" | "jour" | "day")) => Period::Day,
        _ => Period::Once,
    }
}

/// The unit of time that a word names.
fn time(word: &str) -> Option<Period> {
    let key = normalise(word);
    TIMES.iter().find(|(_, words)| words.contains(&key.as_str())).map(|(period, _)| *period)
}

/// The word for what is counted, where it is no time: `m²` of a column of units,
/// `message` of `$0.05 per message`.
pub(super) fn counted(cell: &LinePrice, line: &PricedLine) -> Option<String> {
    let per = cell.price().and_then(|price| price.per.as_deref());
    let word = line.unit.as_deref().or(per)?.trim().trim_end_matches('.');
    let key = normalise(word);
    let plain = !key.is_empty() && word.chars().count() <= 20 && !word.chars().any(char::is_control);
    (plain && time(word).is_none() && !ONCE.contains(&key.as_str())).then(|| word.to_owned())
}

/// The least number of months that the lines around a table ask for.
pub(super) fn commitment(table: &PriceTable) -> Option<Decimal> {
    table.notes.iter().chain(&table.caption).find_map(|note| commitment_in(&note.text))
}

/// The least number of months that a sentence asks for: `engagement de 12 mois`,
/// `12-month commitment`.
pub(super) fn commitment_in(text: &str) -> Option<Decimal> {
    let text = normalise(text);
    let words = words(&text);
    let speaks = ["engagement", "commitment", "term", "laufzeit", "mindestlaufzeit"];
    let at = words.iter().position(|word| speaks.contains(word))?;
    let months = |words: &[&str]| {
        words.windows(2).find_map(|pair| match pair {
            [count, unit] if time(unit) == Some(Period::Month) => count.parse::<u16>().ok(),
            _ => None,
        })
    };
    // `90 €/mois, engagement de 12 mois`: what follows is nearer.
    let after = words.get(at + 1..(at + 6).min(words.len())).unwrap_or_default();
    let before = words.get(at.saturating_sub(2)..at).unwrap_or_default();
    months(after).or_else(|| months(before)).map(Decimal::from)
}

/// The sizes of a line, the days that its label names, and numbers of things in
/// its other columns.
pub(super) fn attributes(line: &PricedLine, table: &PriceTable) -> Vec<(String, String)> {
    let sizes = line.sizes.iter();
    let mut all: Vec<_> = sizes.filter_map(|(heading, value)| attribute(heading, &value.value)).collect();
    if all.iter().all(|(key, _)| key != "days")
        && let Some(days) = days(&line.label)
    {
        all.push(("days".to_owned(), days));
    }
    let cells = table.rows.get(line.row).map(|row| row.cells.as_slice()).unwrap_or_default();
    for cell in cells {
        let Some(column) = table.columns.get(cell.column) else { continue };
        if matches!(column.role, Role::Other | Role::Description | Role::Duration)
            && let Some((key, value)) = counted_things(&column.heading, &cell.text)
            && all.iter().all(|(known, _)| *known != key)
        {
            all.push((key, value));
        }
    }
    all
}

/// `3` masters of `3 masters (HA)`, `5` days of a delay: one number and what it
/// counts. Ranges are left out, which would be sizes that an item is for.
fn counted_things(heading: &str, value: &str) -> Option<(String, String)> {
    let (count, rest) = value.trim().split_once([' ', '\u{a0}', '\u{202f}'])?;
    count.parse::<u16>().ok()?;
    let rest = normalise(rest);
    let noun = *words(&rest).first().filter(|word| word.len() > 2)?;
    let heading = normalise(heading);
    let delay = ["delai", "lead", "delivery", "lieferzeit", "duree", "duration"];
    let waits = words(&heading).iter().any(|word| delay.contains(word));
    let timely = time(noun).is_some() || matches!(english(noun).as_str(), "weeks");
    let key = match (waits, timely) {
        (true, true) => format!("delay_{}", english(noun)),
        // Days and hours beside a price are the effort behind it, or anything.
        (false, true) | (true, false) => return None,
        (false, false) if noun.ends_with(['s', 'x']) => english(noun),
        (false, false) => english(&format!("{noun}s")),
    };
    (key.is_ascii()).then(|| (key, count.to_owned()))
}

/// `5` of `Forfait 5 jours`, `0.5` of `Demi-journée`, `1` of `Journée (8h)`.
pub(super) fn days(label: &str) -> Option<String> {
    let key = normalise(label);
    let words = words(&key);
    let counted = words.windows(2).find_map(|pair| match pair {
        [count, "jour" | "jours" | "day" | "days"] => count.parse::<u16>().ok(),
        _ => None,
    });
    match words.as_slice() {
        _ if counted.is_some() => counted.map(|count| count.to_string()),
        ["demi", "journee", ..] | ["half", "day", ..] => Some("0.5".to_owned()),
        ["journee" | "jour" | "day", ..] => Some("1".to_owned()),
        _ => None,
    }
}

/// A size as an attribute: `Nœuds max: 5` is `max_nodes: 5`, `1-3 services` is
/// `services: 1-3`, `up to 25` under `Seats` is `max_seats: 25`.
fn attribute(heading: &str, value: &str) -> Option<(String, String)> {
    let value = value.trim();
    let start = value.find(|c: char| c.is_ascii_digit())?;
    let (before, value) = (normalise(value.get(..start)?), value.get(start..)?);
    let capped = ["", "up to", "jusqu'a", "max", "bis", "bis zu", "hasta"];
    if !capped.contains(&before.as_str()) {
        return None;
    }
    let end = value
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '–' | '+' | '.' | ' ')))
        .unwrap_or(value.len());
    let figures = value.get(..end)?.trim().replace('–', "-");
    SizeRange::parse(&figures)?;
    let (heading, rest) = (normalise(heading), normalise(value.get(end..).unwrap_or_default()));
    let heading_words = words(&heading);
    let most = !before.is_empty() || heading_words.iter().any(|word| matches!(*word, "max" | "maximum"));
    let own = words(&rest);
    let noun = own.first().copied().or_else(|| {
        heading_words.iter().copied().find(|word| !matches!(*word, "max" | "maximum" | "inclus" | "incluses"))
    })?;
    let key = english(noun);
    let prefix = if most { "max_" } else { "" };
    Some((format!("{prefix}{key}"), figures.replace(' ', "")))
}

fn english(noun: &str) -> String {
    match noun {
        "noeud" | "noeuds" | "node" | "nodes" => "nodes",
        "jour" | "jours" | "day" | "days" => "days",
        "heure" | "heures" | "hour" | "hours" => "hours",
        "semaine" | "semaines" | "week" | "weeks" | "woche" | "wochen" => "weeks",
        "utilisateur" | "utilisateurs" | "user" | "users" => "users",
        "poste" | "postes" | "seat" | "seats" => "seats",
        "worker" | "workers" => "workers",
        other => other,
    }
    .to_owned()
}

/// `minimum de 2 heures`, `2 heures au minimum`: the least that is billed.
pub(super) fn minimum(sentence: &str) -> Option<Decimal> {
    let words = words(sentence);
    let at = words.iter().position(|word| word.starts_with("minimum"))?;
    let after = words.get(at + 1..).unwrap_or_default().iter().take(3);
    let before = words.get(at.saturating_sub(3)..at).unwrap_or_default().iter().rev();
    after.chain(before).find_map(|word| word.parse::<u16>().ok()).map(Decimal::from)
}

#[cfg(test)]
mod tests {
    use super::commitment_in;

    #[test]
    fn a_commitment_is_no_price_by_the_month() {
        let months = |text| commitment_in(text).map(|months| months.to_string());
        assert_eq!(months("90 €/mois, engagement de 12 mois").as_deref(), Some("12"));
        assert_eq!(months("Engagement minimum : 24 mois").as_deref(), Some("24"));
        assert_eq!(months("with a 12-month commitment").as_deref(), Some("12"));
        assert_eq!(months("90 €/mois sans engagement"), None);
        assert_eq!(months("livré en 3 mois"), None);
    }
}
