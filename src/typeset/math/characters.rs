//! The commands that stand for one character: those of LaTeX and of the AMS
//! packages, which Obsidian's formulas know as well.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The character of a command, without its backslash.
pub(super) fn symbol(name: &str) -> Option<char> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && "%$&#_{}".contains(c)
    {
        return Some(c);
    }
    BY_NAME.get(name).copied()
}

/// The sign that `\not` strikes through, struck.
pub(super) fn negated(c: char) -> Option<char> {
    let mut pairs = NEGATED.chars();
    while let (Some(plain), Some(struck)) = (pairs.next(), pairs.next()) {
        if plain == c {
            return Some(struck);
        }
    }
    None
}

static BY_NAME: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    let mut words = SYMBOLS.split_whitespace();
    let mut symbols = HashMap::new();
    while let (Some(name), Some(c)) = (words.next(), words.next().and_then(|word| word.chars().next())) {
        symbols.insert(name, c);
    }
    symbols
});

const NEGATED: &str = "=≠∈∉∋∌⊂⊄⊃⊅⊆⊈⊇⊉<≮>≯≤≰≥≱∼≁≃≄≅≇≈≉≡≢∣∤|∤∥∦⊢⊬⊨⊭⊩⊮∃∄←↚→↛↔↮⇐⇍⇒⇏⇔⇎≺⊀≻⊁⪯⋠⪰⋡⊑⋢⊒⋣⊲⋪⊳⋫≍≭∅∅";

/// Names and characters, by kind.
const SYMBOLS: &str = "
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
    varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ
    upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ
    Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ
    Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω
    varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ varPhi Φ varPsi Ψ
    varOmega Ω
    aleph ℵ beth ℶ gimel ℷ daleth ℸ hbar ℏ hslash ℏ ell ℓ wp ℘ Re ℜ Im ℑ imath ı jmath ȷ partial ∂ eth ð
    nabla ∇ infty ∞ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠
    measuredangle ∡ sphericalangle ∢ surd √ complement ∁ mho ℧ Finv Ⅎ Bbbk 𝕜 prime ′ backprime ‵ degree °
    euro € pounds £ yen ¥ copyright © circledR ® S § P ¶ dag † ddag ‡ dagger † ddagger ‡ checkmark ✓
    maltese ✠ flat ♭ natural ♮ sharp ♯ spadesuit ♠ heartsuit ♡ diamondsuit ♢ clubsuit ♣ bigstar ★
    square □ Box □ blacksquare ■ Diamond ◊ lozenge ◊ blacklozenge ⧫ triangle △ vartriangle △
    triangledown ▽ blacktriangle ▲ blacktriangledown ▼ bigtriangleup △ bigtriangledown ▽ diagup ╱
    diagdown ╲ bigcirc ◯ circledS Ⓢ backslash ∖
    cdot ⋅ cdotp ⋅ ldotp . centerdot ⋅ cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ ldots … dots … dotsc … dotso …
    textellipsis … vdots ⋮ ddots ⋱ iddots ⋰ colon : bullet ∙
    pm ± mp ∓ times × div ÷ ast ∗ star ⋆ circ ∘ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧
    land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ amalg ⨿
    dotplus ∔ ltimes ⋉ rtimes ⋊ leftthreetimes ⋋ rightthreetimes ⋌ Cap ⋒ doublecap ⋒ Cup ⋓ doublecup ⋓
    barwedge ⊼ veebar ⊻ doublebarwedge ⩞ curlywedge ⋏ curlyvee ⋎ boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡
    circledast ⊛ circledcirc ⊚ circleddash ⊝ divideontimes ⋇ intercal ⊺ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵
    triangleleft ◃ triangleright ▹ And &
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ intop ∫ smallint ∫
    bigcap ⋂ bigcup ⋃ bigsqcup ⨆ bigvee ⋁ bigwedge ⋀ bigodot ⨀ bigoplus ⨁ bigotimes ⨂ biguplus ⨄
    le ≤ leq ≤ leqq ≦ leqslant ⩽ lt < ge ≥ geq ≥ geqq ≧ geqslant ⩾ gt > ll ≪ lll ⋘ gg ≫ ggg ⋙ ne ≠ neq ≠
    equiv ≡ sim ∼ simeq ≃ approx ≈ approxeq ≊ cong ≅ asymp ≍ doteq ≐ Doteq ≑ doteqdot ≑ fallingdotseq ≒
    risingdotseq ≓ circeq ≗ eqcirc ≖ triangleq ≜ bumpeq ≏ Bumpeq ≎ thicksim ∼ thickapprox ≈ backsim ∽
    backsimeq ⋍ propto ∝ varpropto ∝ prec ≺ preceq ⪯ preccurlyeq ≼ precsim ≾ precapprox ⪷ succ ≻ succeq ⪰
    succcurlyeq ≽ succsim ≿ succapprox ⪸ curlyeqprec ⋞ curlyeqsucc ⋟ subset ⊂ subseteq ⊆ subseteqq ⫅
    Subset ⋐ subsetneq ⊊ varsubsetneq ⊊ subsetneqq ⫋ supset ⊃ supseteq ⊇ supseteqq ⫆ Supset ⋑ supsetneq ⊋
    varsupsetneq ⊋ supsetneqq ⫌ sqsubset ⊏ sqsubseteq ⊑ sqsupset ⊐ sqsupseteq ⊒ in ∈ isin ∈ notin ∉ ni ∋
    owns ∋ mid ∣ nmid ∤ shortmid ∣ parallel ∥ nparallel ∦ shortparallel ∥ perp ⟂ vdash ⊢ dashv ⊣ vDash ⊨
    models ⊨ Vdash ⊩ Vvdash ⊪ nvdash ⊬ nvDash ⊭ nVdash ⊮ nVDash ⊯ bowtie ⋈ Join ⋈ smile ⌣ frown ⌢
    between ≬ pitchfork ⋔ therefore ∴ because ∵ lessgtr ≶ gtrless ≷ lesseqgtr ⋚ gtreqless ⋛ lesssim ≲
    gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ lessdot ⋖ gtrdot ⋗ eqslantless ⪕ eqslantgtr ⪖ nless ≮ ngtr ≯
    nleq ≰ ngeq ≱ nleqslant ≰ ngeqslant ≱ lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ lnsim ⋦ gnsim ⋧ nsim ≁ ncong ≇
    nprec ⊀ nsucc ⊁ npreceq ⋠ nsucceq ⋡ precnsim ⋨ succnsim ⋩ nsubseteq ⊈ nsupseteq ⊉
    vartriangleleft ⊲ vartriangleright ⊳ trianglelefteq ⊴ trianglerighteq ⊵ ntriangleleft ⋪
    ntriangleright ⋫ ntrianglelefteq ⋬ ntrianglerighteq ⋭ blacktriangleleft ◀ blacktriangleright ▶
    coloneqq ≔ coloneq ≔ eqqcolon ≕ eqcolon ≕ Coloneqq ⩴
    leftarrow ← gets ← Leftarrow ⇐ rightarrow → to → Rightarrow ⇒ leftrightarrow ↔ Leftrightarrow ⇔
    uparrow ↑ Uparrow ⇑ downarrow ↓ Downarrow ⇓ updownarrow ↕ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙
    nwarrow ↖ mapsto ↦ longmapsto ⟼ longleftarrow ⟵ longrightarrow ⟶ longleftrightarrow ⟷
    Longleftarrow ⟸ Longrightarrow ⟹ Longleftrightarrow ⟺ iff ⟺ implies ⟹ impliedby ⟸
    hookleftarrow ↩ hookrightarrow ↪ leftharpoonup ↼ leftharpoondown ↽ rightharpoonup ⇀
    rightharpoondown ⇁ upharpoonleft ↿ upharpoonright ↾ restriction ↾ downharpoonleft ⇃
    downharpoonright ⇂ rightleftharpoons ⇌ leftrightharpoons ⇋ leadsto ⇝ rightsquigarrow ⇝
    leftrightsquigarrow ↭ leftleftarrows ⇇ rightrightarrows ⇉ upuparrows ⇈ downdownarrows ⇊
    leftrightarrows ⇆ rightleftarrows ⇄ Lleftarrow ⇚ Rrightarrow ⇛ twoheadleftarrow ↞
    twoheadrightarrow ↠ leftarrowtail ↢ rightarrowtail ↣ looparrowleft ↫ looparrowright ↬
    curvearrowleft ↶ curvearrowright ↷ circlearrowleft ↺ circlearrowright ↻ Lsh ↰ Rsh ↱ multimap ⊸
    nleftarrow ↚ nrightarrow ↛ nleftrightarrow ↮ nLeftarrow ⇍ nRightarrow ⇏ nLeftrightarrow ⇎
    dashleftarrow ⇠ dashrightarrow ⇢ rarr → larr ← rArr ⇒ lArr ⇐ lrarr ↔ Lrarr ⇔ uarr ↑ darr ↓
    lbrace { rbrace } lbrack [ rbrack ] langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lgroup ⟮
    rgroup ⟯ lmoustache ⎰ rmoustache ⎱ llbracket ⟦ rrbracket ⟧ ulcorner ⌜ urcorner ⌝ llcorner ⌞
    lrcorner ⌟ vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ | ‖ lang ⟨ rang ⟩ textlbrackdbl ⟦
    textrbrackdbl ⟧ textvisiblespace ␣ textbackslash \\ textasciitilde ~ textasciicircum ^ textbar |
    textless < textgreater > textbraceleft { textbraceright } textdollar $ textunderscore _ textdegree °
    texteuro € textbullet • textregistered ® texttrademark ™ textquoteleft ‘ textquoteright ’
    textquotedblleft “ textquotedblright ” textendash – textemdash — lq ‘ rq ’
    upalpha α upbeta β upgamma γ updelta δ upepsilon ϵ upzeta ζ upeta η uptheta θ upiota ι upkappa κ
    uplambda λ upmu μ upnu ν upxi ξ uppi π uprho ρ upsigma σ uptau τ upupsilon υ upphi φ upchi χ uppsi ψ
    upomega ω infin ∞ exist ∃ empty ∅ real ℜ image ℑ alefsym ℵ weierp ℘ natnums ℕ
    reals ℝ Reals ℝ cnums ℂ Complex ℂ sdot ⋅ bull • clubs ♣ diamonds ♢ hearts ♡ spades ♠ sub ⊂ sube ⊆
    supe ⊇ plusmn ± ang ∠ thetasym ϑ hArr ⇔ harr ↔ Harr ⇔ loz ◊ sect §
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_for_one_character() {
        let words: Vec<&str> = SYMBOLS.split_whitespace().collect();
        for pair in words.chunks(2) {
            let [name, c] = pair else { panic!("{pair:?}") };
            assert_eq!(c.chars().count(), 1, "{name} {c}");
            assert!(name.chars().all(|c| c.is_ascii_alphabetic()) || *name == "|", "{name}");
            assert_eq!(symbol(name), c.chars().next(), "{name} is there twice");
        }
        assert_eq!(NEGATED.chars().count() % 2, 0);
    }

    #[test]
    fn signs_are_found() {
        assert_eq!(symbol("alpha"), Some('α'));
        assert_eq!(symbol("%"), Some('%'));
        assert_eq!(symbol("|"), Some('‖'));
        assert_eq!(symbol("input"), None);
        assert_eq!(negated('∈'), Some('∉'));
        assert_eq!(negated('a'), None);
    }
}
