//! The commands that are known.

/// Commands that stand for one character.
pub(super) fn symbol(name: &str) -> Option<char> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && "%$&#_{}".contains(c)
    {
        return Some(c);
    }
    SYMBOLS
        .binary_search_by_key(&name, |(known, _)| known)
        .ok()
        .and_then(|at| SYMBOLS.get(at))
        .map(|(_, c)| *c)
}

/// Functions that are set upright, and whether their limits stand below.
pub(super) fn function(name: &str) -> Option<(&'static str, bool)> {
    const LIMITS: &[&str] = &["det", "gcd", "inf", "lim", "max", "min", "Pr", "sup", "argmax", "argmin"];
    const PLAIN: &[&str] = &[
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom",
        "ker", "lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh", "mod",
    ];
    let find = |list: &[&'static str]| list.iter().copied().find(|known| *known == name);
    find(LIMITS).map(|name| (name, true)).or_else(|| find(PLAIN).map(|name| (name, false)))
}

/// Spaces, and commands that change nothing on the page; the latter are empty.
pub(super) fn space(name: &str) -> Option<&'static str> {
    Some(match name {
        "," => "math.thin",
        ":" | ">" | " " | "space" => "math.med",
        ";" => "math.thick",
        "quad" => "math.quad",
        "qquad" => "math.wide",
        "!" | "displaystyle" | "textstyle" | "scriptstyle" | "nonumber" | "notag" | "big" | "Big"
        | "bigg" | "Bigg" | "bigl" | "bigr" | "Bigl" | "Bigr" | "middle" => "",
        _ => return None,
    })
}

/// Alphabets and lines: Typst's function.
pub(super) fn alphabet(name: &str) -> Option<&'static str> {
    Some(match name {
        "mathbf" | "boldsymbol" | "bm" => "bold",
        "mathbb" => "bb",
        "mathcal" => "cal",
        "mathscr" => "scr",
        "mathfrak" => "frak",
        "mathit" => "italic",
        "mathsf" => "sans",
        "mathtt" => "mono",
        "overline" => "overline",
        "underline" => "underline",
        "overbrace" => "overbrace",
        "underbrace" => "underbrace",
        "cancel" => "cancel",
        _ => return None,
    })
}

/// Accents: `#` and the combining character.
pub(super) fn accent(name: &str) -> Option<&'static str> {
    Some(match name {
        "hat" | "widehat" => "#\u{302}",
        "bar" => "#\u{304}",
        "vec" | "overrightarrow" => "#\u{20d7}",
        "tilde" | "widetilde" => "#\u{303}",
        "dot" => "#\u{307}",
        "ddot" => "#\u{308}",
        "acute" => "#\u{301}",
        "grave" => "#\u{300}",
        "breve" => "#\u{306}",
        "check" => "#\u{30c}",
        _ => return None,
    })
}

/// Sorted by name.
const SYMBOLS: &[(&str, char)] = &[
    ("Alpha", 'Α'),
    ("Beta", 'Β'),
    ("Delta", 'Δ'),
    ("Gamma", 'Γ'),
    ("Im", 'ℑ'),
    ("Lambda", 'Λ'),
    ("Leftarrow", '⇐'),
    ("Leftrightarrow", '⇔'),
    ("Omega", 'Ω'),
    ("Phi", 'Φ'),
    ("Pi", 'Π'),
    ("Psi", 'Ψ'),
    ("Re", 'ℜ'),
    ("Rightarrow", '⇒'),
    ("Sigma", 'Σ'),
    ("Theta", 'Θ'),
    ("Upsilon", 'Υ'),
    ("Xi", 'Ξ'),
    ("alpha", 'α'),
    ("angle", '∠'),
    ("approx", '≈'),
    ("ast", '∗'),
    ("backslash", '∖'),
    ("beta", 'β'),
    ("bigcap", '⋂'),
    ("bigcup", '⋃'),
    ("bullet", '∙'),
    ("cap", '∩'),
    ("cdot", '⋅'),
    ("cdots", '⋯'),
    ("chi", 'χ'),
    ("circ", '∘'),
    ("colon", ':'),
    ("cong", '≅'),
    ("cup", '∪'),
    ("ddots", '⋱'),
    ("degree", '°'),
    ("delta", 'δ'),
    ("div", '÷'),
    ("dots", '…'),
    ("downarrow", '↓'),
    ("ell", 'ℓ'),
    ("emptyset", '∅'),
    ("epsilon", 'ϵ'),
    ("equiv", '≡'),
    ("eta", 'η'),
    ("euro", '€'),
    ("exists", '∃'),
    ("forall", '∀'),
    ("gamma", 'γ'),
    ("ge", '≥'),
    ("geq", '≥'),
    ("gg", '≫'),
    ("hbar", 'ℏ'),
    ("iff", '⇔'),
    ("iiint", '∭'),
    ("iint", '∬'),
    ("implies", '⇒'),
    ("in", '∈'),
    ("infty", '∞'),
    ("int", '∫'),
    ("iota", 'ι'),
    ("kappa", 'κ'),
    ("lambda", 'λ'),
    ("land", '∧'),
    ("langle", '⟨'),
    ("lbrace", '{'),
    ("lbrack", '['),
    ("lceil", '⌈'),
    ("ldots", '…'),
    ("le", '≤'),
    ("leftarrow", '←'),
    ("leftrightarrow", '↔'),
    ("leq", '≤'),
    ("lfloor", '⌊'),
    ("ll", '≪'),
    ("lnot", '¬'),
    ("longrightarrow", '⟶'),
    ("lor", '∨'),
    ("lt", '<'),
    ("mapsto", '↦'),
    ("mid", '∣'),
    ("mp", '∓'),
    ("mu", 'μ'),
    ("nabla", '∇'),
    ("ne", '≠'),
    ("neg", '¬'),
    ("neq", '≠'),
    ("notin", '∉'),
    ("nu", 'ν'),
    ("oint", '∮'),
    ("omega", 'ω'),
    ("oplus", '⊕'),
    ("otimes", '⊗'),
    ("parallel", '∥'),
    ("partial", '∂'),
    ("perp", '⟂'),
    ("phi", 'ϕ'),
    ("pi", 'π'),
    ("pm", '±'),
    ("prime", '′'),
    ("prod", '∏'),
    ("propto", '∝'),
    ("psi", 'ψ'),
    ("rangle", '⟩'),
    ("rbrace", '}'),
    ("rbrack", ']'),
    ("rceil", '⌉'),
    ("rfloor", '⌋'),
    ("rho", 'ρ'),
    ("rightarrow", '→'),
    ("setminus", '∖'),
    ("sigma", 'σ'),
    ("sim", '∼'),
    ("simeq", '≃'),
    ("star", '⋆'),
    ("subset", '⊂'),
    ("subseteq", '⊆'),
    ("sum", '∑'),
    ("supset", '⊃'),
    ("supseteq", '⊇'),
    ("tau", 'τ'),
    ("theta", 'θ'),
    ("times", '×'),
    ("to", '→'),
    ("triangle", '△'),
    ("uparrow", '↑'),
    ("upsilon", 'υ'),
    ("varepsilon", 'ε'),
    ("varphi", 'φ'),
    ("vartheta", 'ϑ'),
    ("vdots", '⋮'),
    ("vee", '∨'),
    ("wedge", '∧'),
    ("xi", 'ξ'),
    ("zeta", 'ζ'),
    ("|", '‖'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(SYMBOLS.is_sorted_by_key(|(name, _)| *name));
        assert_eq!(symbol("alpha"), Some('α'));
        assert_eq!(symbol("%"), Some('%'));
        assert_eq!(symbol("|"), Some('‖'));
        assert_eq!(symbol("input"), None);
    }
}
