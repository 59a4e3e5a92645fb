use super::normalise::{normalise, words};
use crate::money::Decimal;

/// Words for what is counted, beside the name of it: `12 licences Pro`.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "x", "licence", "licences", "license", "licenses", "poste", "postes", "siege", "sieges", "seat", "seats",
    "user", "users", "utilisateur", "utilisateurs", "compte", "comptes", "account", "accounts", "unite",
    "unites", "unit", "units", "piece", "pieces", "pcs", "jour", "jours", "day", "days", "journee", "journees",
    "heure", "heures", "hour", "hours", "lot", "lots", "exemplaire", "exemplaires", "lizenz", "lizenzen",
    "platze", "stuck", "tage", "stunden", "licencia", "licencias", "usuario", "usuarios", "dia", "dias", "de",
    "d'", "of",
];

/// The count that a label begins with and the names that may follow it: all that
/// is left, and the same without the word for a piece (`25 Team seats`). None
/// where no count stands in front.
pub fn counted(label: &str) -> Option<(Decimal, Vec<String>)> {
    let key = normalise(label);
    let (count, rest) = key.split_once(' ')?;
    let count = count.trim_end_matches(['x', '×']);
    let count = count.parse::<u32>().ok().filter(|count| *count > 0 && count.to_string().len() <= 5)?;
    let rest = rest.trim_start_matches(['x', '×']).trim();
    let said = words(rest);
    let pieces = |word: &&str| PIECES.contains(word);
    let start = said.iter().take_while(|word| pieces(word)).count();
    let end = said.len() - said.iter().rev().take_while(|word| pieces(word)).count();
    let mut names = vec![rest.to_owned()];
    for bounds in [start..said.len(), 0..end, start..end] {
        let name = said.get(bounds).unwrap_or_default().join(" ");
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    (!said.is_empty()).then_some((Decimal::from(count), names))
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn a_count_stands_before_a_name() {
        for (label, count, name) in [
            ("25 Team seats", "25", "team"),
            ("12 licences Pro", "12", "pro"),
            ("3 × Poste de travail", "3", "travail"),
            ("2 jours de conseil", "2", "conseil"),
        ] {
            let (found, names) = counted(label).unwrap();
            assert_eq!(found.to_string(), count, "{label}");
            assert!(names.iter().any(|own| own == name), "{label}: {names:?}");
        }
        for label in ["Team seats", "1.2 Audit", "RKE2 cluster", "12"] {
            assert!(counted(label).is_none(), "{label}");
        }
    }
}
