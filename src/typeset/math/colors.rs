//! Colours of formulas.

/// The colour of a name or a hexadecimal number, as `#rrggbb`.
pub(super) fn named(name: &str) -> Option<String> {
    let name = name.trim();
    let digits = name.strip_prefix('#').unwrap_or(name);
    if matches!(digits.len(), 3 | 6)
        && digits.bytes().all(|b| b.is_ascii_hexdigit())
        && (digits.len() < name.len() || digits.len() == 6)
    {
        return Some(format!("#{}", digits.to_ascii_lowercase()));
    }
    let folded = name.to_ascii_lowercase();
    NAMES.iter().find(|(known, _)| *known == folded).map(|(_, color)| (*color).to_owned())
}

/// Colours by the names that CSS and LaTeX share.
const NAMES: &[(&str, &str)] = &[
    ("black", "#000000"),
    ("blue", "#0000ff"),
    ("brown", "#a52a2a"),
    ("cyan", "#00a0b0"),
    ("crimson", "#dc143c"),
    ("darkblue", "#00008b"),
    ("darkgreen", "#006400"),
    ("darkorange", "#ff8c00"),
    ("darkred", "#8b0000"),
    ("dodgerblue", "#1e90ff"),
    ("forestgreen", "#228b22"),
    ("gold", "#ffd700"),
    ("gray", "#808080"),
    ("green", "#008000"),
    ("grey", "#808080"),
    ("lightblue", "#add8e6"),
    ("lightgreen", "#90ee90"),
    ("lime", "#00ff00"),
    ("limegreen", "#32cd32"),
    ("magenta", "#ff00ff"),
    ("maroon", "#800000"),
    ("navy", "#000080"),
    ("olive", "#808000"),
    ("orange", "#ffa500"),
    ("orangered", "#ff4500"),
    ("orchid", "#da70d6"),
    ("pink", "#ffc0cb"),
    ("purple", "#800080"),
    ("red", "#ff0000"),
    ("royalblue", "#4169e1"),
    ("salmon", "#fa8072"),
    ("seagreen", "#2e8b57"),
    ("skyblue", "#87ceeb"),
    ("steelblue", "#4682b4"),
    ("teal", "#008080"),
    ("tomato", "#ff6347"),
    ("turquoise", "#40e0d0"),
    ("violet", "#ee82ee"),
    ("white", "#ffffff"),
    ("yellow", "#ffff00"),
];

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_and_numbers_are_colours() {
        assert_eq!(named("Red").as_deref(), Some("#ff0000"));
        assert_eq!(named("#0F8").as_deref(), Some("#0f8"));
        assert_eq!(named("00ff88").as_deref(), Some("#00ff88"));
        assert_eq!(named("add"), None);
        assert_eq!(named("\"); panic(\""), None);
    }
}
