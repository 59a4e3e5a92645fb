use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A name without what authors vary: case, accents, Markdown and HTML, footnote
/// marks, kinds of dashes, apostrophes and spaces, spaces around a slash.
pub fn normalise(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut skip_until: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(end) = skip_until {
            if c == end {
                skip_until = None;
            }
            continue;
        }
        match c {
            '[' if chars.peek() == Some(&'^') => skip_until = Some(']'),
            '<' if chars.peek().is_some_and(|next| next.is_ascii_alphabetic() || *next == '/') => {
                skip_until = Some('>');
                plain.push(' ');
            }
            '*' | '`' | '~' | '_' | '¹' | '²' | '³' => {}
            '’' | 'ʼ' | '´' => plain.push('\''),
            '–' | '—' | '−' => plain.push_str(" - "),
            'œ' | 'Œ' => plain.push_str("oe"),
            'æ' | 'Æ' => plain.push_str("ae"),
            'ß' => plain.push_str("ss"),
            c => plain.push(c),
        }
    }
    let mut folded = String::with_capacity(plain.len());
    for c in plain.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
            continue;
        }
        decompose_compatible(c, |part| {
            if !is_combining_mark(part) {
                folded.extend(part.to_lowercase());
            }
        });
    }
    let spaced = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let joined = if spaced.contains('/') {
        spaced.replace(" / ", "/").replace("/ ", "/").replace(" /", "/")
    } else {
        spaced
    };
    joined.trim_end_matches([':', '.']).trim().to_owned()
}

/// The words of a normalised text.
pub fn words(normalised: &str) -> Vec<&str> {
    normalised.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn what_authors_vary_is_gone() {
        for (one, other) in [
            ("**Maintenance** complète d’un nœud", "maintenance complete d'un noeud"),
            ("Cluster multi-cloud / hybride", "Cluster multi-cloud/hybride"),
            ("Audit — flash", "audit – flash"),
            ("Audit flash[^1]", "Audit flash"),
            ("Audit\u{a0}flash<br>", "Audit flash"),
            ("Audit flash :", "Audit flash"),
            ("E\u{301}tude", "étude"),
        ] {
            assert_eq!(normalise(one), normalise(other), "{one} / {other}");
        }
        assert_ne!(normalise("BUILD Starter"), normalise("BUILD Standard"));
        assert_ne!(normalise("DEPLOY 10"), normalise("DEPLOY 20"));
    }
}
