//! The commands that are known and what they stand for.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::settings::brand::{Color, named};

/// Pairs of a command and its character, as the file lists them.
static SYMBOLS: LazyLock<HashMap<&str, char>> = LazyLock::new(|| {
    let mut words = include_str!("symbols.txt").split_whitespace();
    let mut symbols = HashMap::new();
    while let (Some(name), Some(c)) = (words.next(), words.next().and_then(|c| c.chars().next())) {
        symbols.insert(name, c);
    }
    symbols
});

/// Commands that stand for one character.
pub(super) fn symbol(name: &str) -> Option<char> {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some('|'), None) => Some('‖'),
        (Some(c), None) if "%$&#_{}".contains(c) => Some(c),
        _ => SYMBOLS.get(name).copied(),
    }
}

/// A command that names a function: what is set upright, and whether limits
/// stand below it.
pub(super) fn function(name: &str) -> Option<(&'static str, bool)> {
    const LIMITS: &[&str] = &["det", "gcd", "inf", "lim", "max", "min", "Pr", "sup", "argmax", "argmin"];
    const SPACED: &[(&str, &str)] = &[
        ("limsup", "lim sup"),
        ("liminf", "lim inf"),
        ("injlim", "inj lim"),
        ("projlim", "proj lim"),
        ("plim", "plim"),
    ];
    const PLAIN: &[&str] = &[
        "arccos", "arcctg", "arcsin", "arctan", "arctg", "arg", "ch", "cos", "cosec", "cosh", "cot", "cotg",
        "coth", "csc", "ctg", "cth", "deg", "dim", "exp", "hom", "ker", "lg", "ln", "log", "sec", "sh",
        "sin", "sinh", "tan", "tanh", "tg", "th",
    ];
    let find = |list: &[&'static str]| list.iter().copied().find(|known| *known == name);
    let spaced = || SPACED.iter().find(|(known, _)| *known == name).map(|(_, shown)| (*shown, true));
    find(LIMITS).map(|name| (name, true)).or_else(spaced).or_else(|| find(PLAIN).map(|name| (name, false)))
}

/// Spaces, and commands that change nothing on the page; the latter are empty.
pub(super) fn space(name: &str) -> Option<&'static str> {
    Some(match name {
        "," | "thinspace" => "math.thin",
        ":" | ">" | " " | "space" | "nobreakspace" | "medspace" => "math.med",
        ";" | "thickspace" => "math.thick",
        "enspace" => "h(0.5em)",
        "quad" => "math.quad",
        "qquad" => "math.wide",
        "!" | "negthinspace" => "h(-0.1667em)",
        "negmedspace" => "h(-0.2222em)",
        "negthickspace" => "h(-0.2778em)",
        "nonumber" | "notag" | "relax" | "mathstrut" | "strut" | "begingroup" | "endgroup" | "allowbreak"
        | "nobreak" | "hfill" | "hfil" | "vfil" | "vfill" | "hline" | "limits" | "nolimits" | "centering" => {
            ""
        }
        _ => return None,
    })
}

/// What stands before and after the argument of a command that changes its
/// letters, strikes it out or draws a line along it.
pub(super) fn wrapper(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "mathbf" | "bold" => ("math.upright(math.bold(", "))"),
        "boldsymbol" | "bm" | "pmb" => ("math.bold(", ")"),
        "mathrm" | "mathup" => ("math.upright(", ")"),
        "mathbb" | "Bbb" => ("math.bb(", ")"),
        "mathcal" => ("math.cal(", ")"),
        "mathscr" => ("math.scr(", ")"),
        "mathfrak" | "frak" => ("math.frak(", ")"),
        "mathit" => ("math.italic(", ")"),
        "mathsf" => ("math.sans(math.upright(", "))"),
        "mathtt" => ("math.mono(", ")"),
        "mathnormal" | "smash" | "llap" | "rlap" | "clap" | "mathllap" | "mathrlap" | "mathclap"
        | "substack" | "vcenter" | "mathinner" => ("", ""),
        "phantom" | "hphantom" => ("hide(", ")"),
        "mathord" => ("math.class(\"normal\", ", ")"),
        "mathrel" => ("math.class(\"relation\", ", ")"),
        "mathbin" => ("math.class(\"binary\", ", ")"),
        "mathopen" => ("math.class(\"opening\", ", ")"),
        "mathclose" => ("math.class(\"closing\", ", ")"),
        "mathpunct" => ("math.class(\"punctuation\", ", ")"),
        "mathop" => ("math.limits(math.class(\"large\", ", "))"),
        "overline" | "overlinesegment" => ("math.overline(", ")"),
        "underline" | "underbar" | "underlinesegment" => ("math.underline(", ")"),
        "overgroup" | "overparen" | "wideparen" => ("math.overparen(", ")"),
        "undergroup" | "underparen" => ("math.underparen(", ")"),
        "cancel" => ("math.cancel(", ")"),
        "bcancel" => ("math.cancel(inverted: true, ", ")"),
        "xcancel" => ("math.cancel(cross: true, ", ")"),
        "sout" => ("math.cancel(angle: 90deg, ", ")"),
        "boxed" => ("math-boxed(", ")"),
        "dot" | "ddot" | "dddot" | "ddddot" | "hat" | "widehat" | "bar" | "vec" | "overrightarrow"
        | "overleftarrow" | "overleftrightarrow" | "overrightharpoon" | "overleftharpoon" | "tilde"
        | "widetilde" | "acute" | "grave" | "breve" | "check" | "widecheck" | "mathring" => {
            ("math.accent(", accent(name))
        }
        "utilde" => ("math-under(\"~\", ", ")"),
        "underrightarrow" => ("math-under(\"→\", ", ")"),
        "underleftarrow" => ("math-under(\"←\", ", ")"),
        "underleftrightarrow" => ("math-under(\"↔\", ", ")"),
        "Overrightarrow" => ("math-over(\"⇒\", ", ")"),
        _ => return None,
    })
}

/// What stands after the argument of an accent.
fn accent(name: &str) -> &'static str {
    match name {
        "hat" | "widehat" => ", \"\u{302}\")",
        "bar" => ", \"\u{304}\")",
        "vec" | "overrightarrow" => ", \"\u{20d7}\")",
        "overleftarrow" => ", \"\u{20d6}\")",
        "overleftrightarrow" => ", \"\u{20e1}\")",
        "overrightharpoon" => ", \"\u{20d1}\")",
        "overleftharpoon" => ", \"\u{20d0}\")",
        "tilde" | "widetilde" => ", \"\u{303}\")",
        "dot" => ", \"\u{307}\")",
        "ddot" => ", \"\u{308}\")",
        "dddot" => ", \"\u{20db}\")",
        "ddddot" => ", \"\u{20dc}\")",
        "acute" => ", \"\u{301}\")",
        "grave" => ", \"\u{300}\")",
        "breve" => ", \"\u{306}\")",
        "mathring" => ", \"\u{30a}\")",
        _ => ", \"\u{30c}\")",
    }
}

/// Commands that change how the rest of their group is set: what stands before
/// and after it.
pub(super) fn switch(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "displaystyle" => ("math.display(", ")"),
        "textstyle" => ("math.inline(", ")"),
        "scriptstyle" => ("math.script(", ")"),
        "scriptscriptstyle" => ("math.sscript(", ")"),
        "rm" => ("math.upright(", ")"),
        "bf" => ("math.upright(math.bold(", "))"),
        "it" => ("math.italic(", ")"),
        "cal" => ("math.cal(", ")"),
        "sf" => ("math.sans(math.upright(", "))"),
        "tt" => ("math.mono(", ")"),
        "tiny" => ("text(size: 0.5em, ", ")"),
        "sixptsize" => ("text(size: 0.6em, ", ")"),
        "scriptsize" => ("text(size: 0.7em, ", ")"),
        "footnotesize" => ("text(size: 0.8em, ", ")"),
        "small" => ("text(size: 0.9em, ", ")"),
        "normalsize" => ("", ""),
        "large" => ("text(size: 1.2em, ", ")"),
        "Large" => ("text(size: 1.44em, ", ")"),
        "LARGE" => ("text(size: 1.73em, ", ")"),
        "huge" => ("text(size: 2.07em, ", ")"),
        "Huge" => ("text(size: 2.49em, ", ")"),
        _ => return None,
    })
}

/// Relations that are made of several signs.
pub(super) fn relation(name: &str) -> Option<&'static str> {
    Some(match name {
        "colonapprox" => ":≈",
        "Colonapprox" | "coloncolonapprox" => "∷≈",
        "colonsim" => ":∼",
        "Colonsim" | "coloncolonsim" => "∷∼",
        "colonminus" => ":−",
        "Coloneq" | "coloncolonminus" => "∷−",
        "minuscolon" => "−:",
        "Eqcolon" | "minuscoloncolon" => "−∷",
        "Eqqcolon" | "equalscoloncolon" => "=∷",
        "simcolon" => "∼:",
        "simcoloncolon" => "∼∷",
        "approxcolon" => "≈:",
        "approxcoloncolon" => "≈∷",
        _ => return None,
    })
}

/// Arrows that become as long as what stands above and below them.
pub(super) fn long_arrow(name: &str) -> Option<char> {
    Some(match name {
        "xrightarrow" => '→',
        "xleftarrow" => '←',
        "xleftrightarrow" => '↔',
        "xRightarrow" => '⇒',
        "xLeftarrow" => '⇐',
        "xLeftrightarrow" => '⇔',
        "xmapsto" => '↦',
        "xhookrightarrow" => '↪',
        "xhookleftarrow" => '↩',
        "xtwoheadrightarrow" => '↠',
        "xtwoheadleftarrow" => '↞',
        "xrightharpoonup" => '⇀',
        "xrightharpoondown" => '⇁',
        "xleftharpoonup" => '↼',
        "xleftharpoondown" => '↽',
        "xrightleftharpoons" => '⇌',
        "xleftrightharpoons" => '⇋',
        "xtofrom" => '⇄',
        "xlongequal" => '=',
        _ => return None,
    })
}

/// How high `\big` and its like make a delimiter, and on which side of what it
/// encloses it stands.
pub(super) fn big(name: &str) -> Option<(&'static str, &'static str)> {
    let (base, class) = match name.strip_suffix(['l', 'r', 'm']) {
        Some(base) if name.ends_with('l') => (base, "opening"),
        Some(base) if name.ends_with('r') => (base, "closing"),
        Some(base) => (base, "relation"),
        None => (name, "normal"),
    };
    let size = match base {
        "big" => "1.2em",
        "Big" => "1.8em",
        "bigg" => "2.4em",
        "Bigg" => "3em",
        _ => return None,
    };
    Some((size, class))
}

/// Colours by the names that TeX gives them (`dvipsnames`).
pub(super) fn color(name: &str) -> Option<Color> {
    static NAMES: LazyLock<HashMap<&str, Color>> = LazyLock::new(|| named(include_str!("colors.txt")));
    NAMES.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_pairs_of_a_command_and_one_character() {
        let words: Vec<&str> = include_str!("symbols.txt").split_whitespace().collect();
        for pair in words.chunks(2) {
            let [name, c] = pair else { panic!("{pair:?}") };
            assert!(name.chars().all(|c| c.is_ascii_alphabetic()), "{name}");
            assert_eq!(c.chars().count(), 1, "{name}");
        }
        assert_eq!(SYMBOLS.len() * 2, words.len(), "a command is listed twice");
        assert_eq!(symbol("alpha"), Some('α'));
        assert_eq!(symbol("%"), Some('%'));
        assert_eq!(symbol("|"), Some('‖'));
        assert_eq!(symbol("input"), None);
        let colors = include_str!("colors.txt");
        assert_eq!(named(colors).len() * 2, colors.split_whitespace().count());
    }
}
