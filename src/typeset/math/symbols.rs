//! The commands that change what stands after them, or leave a space.

/// Functions that are set upright, and whether their limits stand below.
pub(super) fn function(name: &str) -> Option<(&'static str, bool)> {
    const LIMITS: &[&str] = &["det", "gcd", "inf", "lim", "max", "min", "Pr", "sup", "argmax", "argmin"];
    const PLAIN: &[&str] = &[
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom",
        "ker", "lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh", "bmod", "arcctg", "arctg", "ctg",
        "tg", "sh", "ch", "th", "cth", "cosec",
    ];
    const RENAMED: &[(&str, &str, bool)] = &[
        ("limsup", "lim sup", true),
        ("liminf", "lim inf", true),
        ("injlim", "inj lim", true),
        ("projlim", "proj lim", true),
        ("plim", "plim", true),
    ];
    let find = |list: &[&'static str]| list.iter().copied().find(|known| *known == name);
    let renamed =
        RENAMED.iter().find(|(known, ..)| *known == name).map(|(_, shown, limits)| (*shown, *limits));
    find(LIMITS)
        .map(|name| (name, true))
        .or_else(|| find(PLAIN).map(|name| (if name == "bmod" { "mod" } else { name }, false)))
        .or(renamed)
}

/// Spaces, and commands that change nothing on the page; the latter are empty.
pub(super) fn space(name: &str) -> Option<&'static str> {
    Some(match name {
        "," | "thinspace" | "enspace" => "math.thin",
        ":" | ">" | " " | "space" | "medspace" | "nobreakspace" => "math.med",
        ";" | "thickspace" => "math.thick",
        "quad" => "math.quad",
        "qquad" => "math.wide",
        "!" | "negthinspace" => "h(-0.1667em)",
        "negmedspace" => "h(-0.2222em)",
        "negthickspace" => "h(-0.2778em)",
        "nonumber" | "notag" | "displaylimits" | "allowbreak" | "nobreak" | "strut" | "mathstrut"
        | "relax" | "/" | "cr" | "hfill" | "hfil" | "noindent" | "centering" => "",
        _ => return None,
    })
}

/// Commands that hold for the rest of their group: Typst's function, or nothing
/// where what they change is left to the look of the page, as sizes are.
pub(super) fn switch(name: &str) -> Option<&'static str> {
    Some(match name {
        "displaystyle" => "math.display",
        "textstyle" => "math.inline",
        "scriptstyle" => "math.script",
        "scriptscriptstyle" => "math.sscript",
        "bf" | "bfseries" | "boldmath" => "math.bold",
        "rm" | "rmfamily" | "upshape" => "math.upright",
        "it" | "itshape" | "mit" => "math.italic",
        "sf" | "sffamily" => "math.sans",
        "tt" | "ttfamily" => "math.mono",
        "cal" => "math.cal",
        "frak" => "math.frak",
        "Bbb" => "math.bb",
        "tiny" | "Tiny" | "scriptsize" | "footnotesize" | "small" | "normalsize" | "large" | "Large"
        | "LARGE" | "huge" | "Huge" => "",
        _ => return None,
    })
}

/// Alphabets, lines and braces: Typst's function around the argument.
pub(super) fn alphabet(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "mathbf" | "mathbfup" => &["math.upright", "math.bold"],
        "boldsymbol" | "bm" | "pmb" | "mathbfit" => &["math.bold"],
        "mathbb" | "Bbb" => &["math.bb"],
        "mathcal" => &["math.cal"],
        "mathscr" => &["math.scr"],
        "mathfrak" => &["math.frak"],
        "mathbfcal" => &["math.bold", "math.cal"],
        "mathit" | "mathnormal" => &["math.italic"],
        "mathsf" => &["math.sans"],
        "mathtt" => &["math.mono"],
        "mathup" | "mathrm" => &["math.upright"],
        "overline" => &["math.overline"],
        "underline" | "underbar" => &["math.underline"],
        "overbrace" => &["math.limits", "math.overbrace"],
        "underbrace" => &["math.limits", "math.underbrace"],
        "overbracket" => &["math.limits", "math.overbracket"],
        "underbracket" => &["math.limits", "math.underbracket"],
        "overparen" | "overgroup" => &["math.limits", "math.overparen"],
        "underparen" | "undergroup" => &["math.limits", "math.underparen"],
        "cancel" => &["math.cancel"],
        "bcancel" => &["math.cancel.with(inverted: true)"],
        "xcancel" => &["math.cancel.with(cross: true)"],
        "sout" => &["math.cancel.with(angle: 90deg)"],
        "boxed" | "fbox" | "bbox" => &["math-boxed"],
        "phantom" | "hphantom" | "vphantom" => &["hide"],
        "mathop" => &["math.limits", "math.class.with(\"large\")"],
        "mathbin" => &["math.class.with(\"binary\")"],
        "mathrel" => &["math.class.with(\"relation\")"],
        "mathopen" => &["math.class.with(\"opening\")"],
        "mathclose" => &["math.class.with(\"closing\")"],
        "mathpunct" => &["math.class.with(\"punctuation\")"],
        "mathord" | "mathinner" => &["math.class.with(\"normal\")"],
        "mathclap" | "mathllap" | "mathrlap" | "smash" | "hbox" | "rlap" | "llap" | "clap" | "ensuremath"
        | "mathpalette" => &[],
        _ => return None,
    })
}

/// Accents: the combining character, or the arrow that stretches.
pub(super) fn accent(name: &str) -> Option<&'static str> {
    Some(match name {
        "hat" | "widehat" => "\u{302}",
        "bar" => "\u{304}",
        "vec" => "\u{20d7}",
        "tilde" | "widetilde" => "\u{303}",
        "dot" => "\u{307}",
        "ddot" => "\u{308}",
        "dddot" => "\u{20db}",
        "ddddot" => "\u{20dc}",
        "acute" => "\u{301}",
        "grave" => "\u{300}",
        "breve" => "\u{306}",
        "check" | "widecheck" => "\u{30c}",
        "mathring" => "\u{30a}",
        "overrightarrow" => "→",
        "overleftarrow" => "←",
        "overleftrightarrow" => "↔",
        _ => return None,
    })
}

/// Arrows that are as long as what stands above and below them.
pub(super) fn arrow(name: &str) -> Option<char> {
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
        "xlongequal" => '=',
        "xrightleftharpoons" => '⇌',
        _ => return None,
    })
}

/// How tall a delimiter is made by `\big` and its like, in lines.
pub(super) fn big(name: &str) -> Option<&'static str> {
    Some(match name.trim_end_matches(['l', 'r', 'm']) {
        "big" => "1.2em",
        "Big" => "1.8em",
        "bigg" => "2.4em",
        "Bigg" => "3em",
        _ => return None,
    })
}
