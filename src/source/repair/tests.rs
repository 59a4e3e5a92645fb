use super::*;

/// What the accident does: the bytes of a text's UTF-8, each read as a
/// character of an encoding.
fn damage(text: &str, encoding: Encoding) -> String {
    text.bytes().map(|byte| encoding.char_of(byte)).collect()
}

#[track_caller]
fn assert_repaired(damaged: &str, meant: &str) -> Damage {
    let Some(repaired) = repair(damaged) else { panic!("not repaired: {damaged}") };
    assert_eq!(repaired.text, meant);
    repaired.damage
}

/// Offers as people write them, each with characters of one, two, three and
/// four bytes where the language has them.
const TEXTS: &[&str] = &[
    // French
    "L’offre complète d’infogérance — mise en œuvre, sécurité et réseau : 4\u{202F}500\u{A0}€ ✓ 😀\n\n\
     « À l’été, où l’État s’élève… » dit-il. Ça va, Noël ! Été, ÉTÉ, ÉVÉNEMENT, Œuvre.",
    "Déploiement réalisé à 95\u{A0}% ; 1ʳᵉ tranche : ½ du coût, n° 3 → « réglé ».",
    // German
    "Größe und Qualität: „Übergänge“ für 1.500 € – ‚Zitat‘, Straße, »öffnen«, Ärger, SÜSS, MENÜ.",
    // Spanish
    "¿Cuánto cuesta? ¡Señor, 3 años de garantía! El niño pidió información — según el diseño.",
    // Portuguese
    "A solução é a manutenção das opções: NÃO, SÃO, MANHÃ, “IRMÃ”, você, à noite, às três, avô.",
    // Polish
    "Zażółć gęślą jaźń — oferta „wdrożenia” usług, cena końcowa: 4500 zł.",
    // Czech
    "Příliš žluťoučký kůň úpěl ďábelské ódy; nabídka řešení, ŠÍŘKA, ÚŠKLEBEK.",
    // Turkish
    "Şirketimiz için güvenli çözümler: ığüşöç, İSTANBUL, müşteri görüşmesi.",
    // Vietnamese
    "Chúng tôi đề xuất giải pháp hạ tầng điện toán được bảo mật, ưu đãi đến tháng mười hai.",
    // Romanian
    "Ofertă completă și sigură pentru țara noastră; Încălzire, mâine, așteaptă răspunsul.",
    // Icelandic
    "Þetta er tilboð um þjónustu: ðæöþ, Ísland, verð í krónum, ábyrgð.",
    // Swedish, Danish
    "Lösning för nätverk på 5 Å, Ångström, små år, ÅR; løsning på dansk, æbler, HYVÄ.",
    // Hungarian, Estonian
    "Árajánlat üzemeltetésre: tűzfal, hűtő, őrzés; õigus, äriühing, ŠOKK.",
    // Greek
    "Προσφορά υπηρεσιών υποδομής, τιμή 4.500 € — ασφάλεια και δίκτυο.",
    // Russian
    "Коммерческое предложение: развёртывание и безопасность — 4500 €.",
    // Hebrew, Arabic
    "הצעת מחיר לשירותי ענן ואבטחה.",
    "عرض تجاري للبنية التحتية والأمن.",
    // Chinese, Japanese, Korean
    "云基础设施服务报价：安全与网络，共4500欧元。",
    "クラウド基盤のご提案：セキュリティとネットワーク。",
    "클라우드 인프라 서비스 제안서: 보안 및 네트워크.",
    // Hindi, Thai, Georgian, Armenian
    "क्लाउड सेवाओं का प्रस्ताव।",
    "ข้อเสนอบริการคลาวด์",
    "ღრუბლოვანი სერვისების შეთავაზება",
    "Ամպային ծառայությունների առաջարկ",
];

/// Right texts that hold what damage is made of.
const RIGHT: &[&str] = &[
    "√2 ≈ 1,41 et ∂f/∂x ≤ Ω, x√π + y√µ, 2√π, ∆π = ∑ µ·∞, ƒ(x) ≠ ∫ ∏",
    "sin√π ≈ a√π ; cos√Ω ; √∞ ; √∂ ; ¬π ∧ ¬∂ ∨ ¬∞",
    "Prix : £ 50, ¥ 500, € 30, 12 ¢, ¤ ; 25 °C ± 1 ; § 3 ¶ 2 ; µ, ª, º",
    "‚Zitat‘ und „Äpfel“, ‚Ärger‘, »Öl«, »über«, «État», «école», “Élan”, ‘été’, l’État, d’été, …à",
    "Paris–Évry — à voir —é— (–à–) l’âme, d’âge, qu’à, s’être, jusqu’à, “à”",
    "“A MANHÔ, “AMANHÔ, «IRMûs, LÔ, Ã, Â, SÃO, NÃO, MAÇÃ…, CAFÉ», CAFÉ”, MENÜ“, HYVÄ”, Å–Ö",
    "5 Å”, 10 Å…, A–Å–Ö, ÍŠ, ÚŽ, NÍŽ, VÍŠ, COSÌ”, COSÌ…, PERÒ—, È™",
    "Ïle, naïve…”, é”», né…”, «à…», pâ’”, zâ…”, café’”",
    // Text about damage.
    "Le caractère é devient Ã©, è devient Ã¨ et — devient â€” quand l’encodage est faux.",
    "é devient Ã©",
    "é becomes √© on a Mac",
    "If you see Ã©, Ã¨ or â€™ in a file, somebody read it in the wrong encoding.",
    "Un mot comme `dÃ©jÃ\u{A0}` ou `rÃ©seau` ou `sÃ©curitÃ©` ou `gÃ©nÃ©ral` trahit l’accident.",
    "A word like `dÃ©ploiement`, `rÃ©seau`, `sÃ©curitÃ©` or `gÃ©nÃ©ral` tells.",
    "```\ndÃ©ploiement rÃ©seau sÃ©curitÃ© gÃ©nÃ©ral ‚Äî ‚Ç¨\n```\n",
    "Le mot « déjà » devient « dÃ©jÃ\u{A0} », « réseau » devient « rÃ©seau », « sécurité » « sÃ©curitÃ© ».",
    "The word \"cafÃ©\" appears.",
    // One damaged word is for the author to judge.
    "Le dÃ©ploiement est prêt, la sécurité aussi, l’été vient à sa fin.",
];

#[test]
fn right_text_of_any_language_is_left_alone() {
    for text in TEXTS.iter().chain(RIGHT) {
        if let Some(repaired) = repair(text) {
            panic!("{text}\nbecame\n{}", repaired.text);
        }
    }
    let all = [TEXTS.join("\n\n"), RIGHT.join("\n\n"), RIGHT.join(" ")];
    for text in all {
        if let Some(repaired) = repair(&text) {
            panic!("became\n{}\n{:?}", repaired.text, repaired.damage);
        }
    }
}

#[test]
fn damage_of_any_language_in_any_encoding_is_undone_exactly() {
    for text in TEXTS {
        for encoding in Encoding::ALL {
            let once = damage(text, encoding);
            let found = assert_repaired(&once, text);
            assert_eq!(found.passes, 1, "{text}");
            assert_repaired(&damage(&once, encoding), text);
        }
    }
}

#[test]
fn two_accidents_of_different_kinds_are_undone() {
    for text in TEXTS {
        for first in Encoding::ALL {
            for second in Encoding::ALL {
                let twice = damage(&damage(text, first), second);
                let found = assert_repaired(&twice, text);
                assert_eq!(found.passes, 2, "{text}");
            }
        }
    }
}

/// A small deterministic generator (`xorshift64*`).
struct Dice(u64);

impl Dice {
    fn pick<'a, T: ?Sized>(&mut self, among: &[&'a T]) -> &'a T {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap();
        among[drawn % among.len()]
    }
}

const WORDS: &[&str] = &[
    "déploiement",
    "sécurité",
    "l’été",
    "d’État",
    "œuvre",
    "cœur",
    "à",
    "où",
    "Étude",
    "réseau",
    "prix",
    "de",
    "4\u{202F}500\u{A0}€",
    "—",
    "✓",
    "😀",
    "→",
    "«\u{A0}prêt\u{A0}»",
    "(règle)",
    "**gérée**",
    "haute",
    "|",
    "n°",
    "naïf",
    "garçon",
    "Noël",
    "“exact”",
    "½",
    "m²",
    "…",
    "ÉTÉ",
    "NOËL",
    "août",
    "\n",
    "\n\n",
    "`clé`",
    "Œdipe",
];

#[test]
fn random_texts_come_back_from_damage() {
    let mut dice = Dice(3);
    for case in 0..400 {
        let words: Vec<&str> = (0..60).map(|_| dice.pick(WORDS)).collect();
        let text = words.join(" ");
        assert!(repair(&text).is_none(), "case {case}: {text}");
        let encoding = *dice.pick(&[&Encoding::MacRoman, &Encoding::Windows1252, &Encoding::Latin1]);
        let once = damage(&text, encoding);
        assert_repaired(&once, &text);
        assert_repaired(&damage(&once, encoding), &text);
    }
}

#[test]
fn what_was_typed_after_the_accident_stays() {
    let mut dice = Dice(5);
    for _ in 0..400 {
        let words: Vec<&str> = (0..120).map(|_| dice.pick(WORDS)).collect();
        let (old, new) = words.split_at(80);
        let (old, new) = (old.join(" "), new.join(" "));
        let encoding = *dice.pick(&[&Encoding::MacRoman, &Encoding::Windows1252, &Encoding::Latin1]);
        let mixed = format!("{}\n\n{new} {}", damage(&old, encoding), damage(&old, encoding));
        assert_repaired(&mixed, &format!("{old}\n\n{new} {old}"));
    }
}

#[test]
fn a_text_damaged_written_on_and_damaged_again_comes_back() {
    let (old, new) = ("La sécurité du réseau à l’été — déjà", "Une étude détaillée, où l’État décide");
    let again = damage(&format!("{} ; {new}", damage(old, Encoding::MacRoman)), Encoding::MacRoman);
    let damage = assert_repaired(&again, &format!("{old} ; {new}"));
    assert_eq!(damage.passes, 2);
}

#[test]
fn parts_damaged_in_different_ways_are_both_repaired() {
    let (one, other) = ("La sécurité du réseau géré", "Une étude détaillée du déploiement");
    let mixed = format!("{} {}", damage(one, Encoding::MacRoman), damage(other, Encoding::Windows1252));
    let damage = assert_repaired(&mixed, &format!("{one} {other}"));
    assert_eq!((damage.passes, damage.encodings.len()), (1, 2));
}

#[test]
fn the_older_mac_roman_table_is_known() {
    let text = "La sécurité coûte 4 500 € par été ; ۴۵ ۰";
    let old = damage(text, Encoding::MacRoman).replace('€', "¤").replace('\u{3A9}', "\u{2126}");
    assert_repaired(&old, text);
}

#[test]
fn no_break_spaces_that_became_spaces_are_understood() {
    let damaged = "VoilÃ  dÃ©jÃ , Ã  lâ€™Ã©tÃ©Â : 10Â 000Â â‚¬";
    assert_repaired(damaged, "Voilà déjà, à l’été\u{A0}: 10\u{A0}000\u{A0}€");
}

#[test]
fn a_finding_can_name_the_first_words_before_and_after() {
    let repaired = repair("# D√©tail\n\nLe r√©seau de l‚Äô√©t√©, s√©curit√©").unwrap();
    assert_eq!(repaired.damage.encodings, [Encoding::MacRoman]);
    assert_eq!(repaired.damage.sequences, 7);
    let words: Vec<_> = repaired.damage.words.iter().map(|word| (&*word.before, &*word.after)).collect();
    assert_eq!(
        words,
        [("D√©tail", "Détail"), ("r√©seau", "réseau"), ("l‚Äô√©t√©", "l’été"), ("s√©curit√©", "sécurité")]
    );
    for word in &repaired.damage.words {
        assert_eq!(repaired.text.get(word.range.clone()), Some(&*word.after));
    }
}

#[test]
fn a_lone_damaged_word_is_suspected_and_left_alone() {
    let found = suspects("Le dÃ©ploiement est prêt, la sécurité aussi.");
    assert_eq!(found.len(), 1);
    assert_eq!((&*found[0].before, &*found[0].after), ("dÃ©ploiement", "déploiement"));
    let whole = suspects("La sÃ©curitÃ© est prête, l’été aussi : à voir où.");
    assert_eq!((&*whole[0].before, &*whole[0].after), ("sÃ©curitÃ©", "sécurité"));
    for text in TEXTS {
        assert_eq!(suspects(text), [], "{text}");
    }
    for text in RIGHT.iter().take(8) {
        assert_eq!(suspects(text), [], "{text}");
    }
}
