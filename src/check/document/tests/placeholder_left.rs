//! What a template left, note by note.

use super::*;
use crate::check::document::placeholder_left::check;

/// What is found in a note: `line:column rule text`.
fn found(text: &str) -> Vec<String> {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.md", text));
    let parsed = parse(&mut sources, file, &NoVault);
    let mut findings = check(&parsed.proposal, &parsed.pricing, &sources);
    findings.sort_by_key(|finding| finding.span);
    let shown = findings.iter().map(|finding| {
        let span = finding.span.unwrap();
        let start = sources.range(span).start;
        format!("{}:{} {} {}", start.line, start.column, finding.rule.name, sources.slice(span))
    });
    shown.collect()
}

#[test]
fn a_term_in_bold_is_no_note_to_oneself() {
    assert_eq!(found("- **TODO items**: converts them\n- **Elementy TODO**: x\n"), Vec::<String>::new());
    assert_eq!(found("**TODO :** relire\n"), ["1:3 placeholder-left TODO"]);
    assert_eq!(found("**TODO relire** avant l'envoi\n"), ["1:3 placeholder-left TODO"]);
}

#[test]
fn a_finished_offer_has_none() {
    let text = "---\ntitle: Offre\ntags: [client, projet]\naliases: [nom]\nstatus: TODO # XXX\n---\n\n\
        # Offre pour le XXIe siècle\n\n\
        Voir [la société](https://example.com), [1], [[note]], `[Montant]`, $x_{____}$ et $[date]$.\n\n\
        - [x] fait\n- [ ] à définir ensemble\n\n\
        | Taille | Prix |\n| --- | ---: |\n| XXL | 100 € |\n| XL | sur devis |\n| L | inclus |\n\n\
        ```yaml\nnom: \"{{client}}\" # TODO XXX\n```\n\n%% TODO: relire [Montant] %%\n\n\
        ## Bon pour accord\n\nNom : ________ Date : ________\n\nFait à ________, signature :\n\n\
        ## Suite\n\nAcceptée par : ______ Date : ______\n\nAgreed: ______ (Dana)\n\nEinverstanden: ______\n\n\
        Approved by: ______\n";
    assert_eq!(found(text), Vec::<String>::new());
}

#[test]
fn the_parts_of_a_document_are_searched() {
    let text = "# Offre pour [Nom du client]\n\n## Client : [À compléter]\n\n\
        Le **[date de début]** et {{projet}}.\n\n> [!note] TBD\n> Lorem ipsum.\n\n\
        - un <% tp.date %>\n- a\\_b &amp; TODO\n- Durée : ______\n\nFin[^1].\n\n[^1]: XXX\n";
    assert_eq!(
        found(text),
        [
            "1:14 placeholder-left [Nom du client]",
            "3:13 placeholder-left [À compléter]",
            "5:6 placeholder-left [date de début]",
            "5:27 placeholder-left {{projet}}",
            "7:11 placeholder-left TBD",
            "8:3 placeholder-left Lorem ipsum",
            "10:6 placeholder-left <% tp.date %>",
            "11:14 placeholder-left TODO",
            "12:11 placeholder-left ______",
            "16:7 placeholder-left XXX",
        ]
    );
}

#[test]
fn an_amount_left_to_fill_in_is_a_matter_of_prices() {
    let text = "# Offre\n\n## Tarifs\n\n| Prestation | Prix HT |\n| --- | ---: |\n| Audit [nom] | 100 € |\n\
        | Pose | XXX € |\n| Retrait | 300 € |\n| Suivi | [Montant] |\n| Suite | 20 € |\n\
        | Plus | À définir |\n| Un | 1 € |\n| Deux | 2 € |\n| Trois | 3 € |\n| Quatre | 4 € |\n";
    assert_eq!(
        found(text),
        [
            "7:9 placeholder-left [nom]",
            "8:10 price-placeholder XXX",
            "10:11 price-placeholder [Montant]",
            "12:10 price-placeholder À définir",
        ]
    );
    let all_open =
        "# Offre\n\n| Prestation | Prix HT |\n| --- | ---: |\n| Audit | XXX € |\n| Pose | ____ € |\n";
    assert_eq!(found(all_open), ["5:11 price-placeholder XXX", "6:10 price-placeholder ____"]);
}

#[test]
fn the_frontmatter_is_searched_as_it_is_written() {
    let text = "---\nlead: +++ Lead paragraph goes here +++\nclient: \"[Nom du client]\"\n\
        title: Offre XXX\nnumber: TODO\nstatus: TODO\n---\n\nTexte.\n";
    assert_eq!(
        found(text),
        [
            "2:7 placeholder-left +++ Lead paragraph goes here +++",
            "3:10 placeholder-left [Nom du client]",
            "4:14 placeholder-left XXX",
            "5:9 placeholder-left TODO",
        ]
    );
}

#[test]
fn labels_beside_a_place_to_sign_are_filled_in_by_who_signs() {
    for text in [
        "**Pour accepter ce devis :**\nRenvoyez-le.\n\nDate : ________\n\nSignature : ________\n",
        "- Date de début souhaitée : ________\n- Signature du client :\n- Date :\n",
    ] {
        assert_eq!(found(text), Vec::<String>::new());
    }
    let sentence = "Le prix est de ____ €.\n\nDate : ________\n\nSignature : ________\n";
    assert_eq!(found(sentence), ["1:16 placeholder-left ____"]);
    let far = "Date : ____\n\nUn.\n\nDeux.\n\nTrois.\n\nQuatre.\n\nSignature : ________\n";
    assert_eq!(found(far), ["1:8 placeholder-left ____"]);
}

#[test]
fn blanks_of_questions_are_not_template_text() {
    let text = "## Exercices\n\n### Un\n\nLe ____ trie.\n\n## Offre\n\nPour ____, ici.\n\n\
        > [!note] Domanda 152\n> Il meccanismo ____, consente.\n\n> [!question]\n> A ____ b.\n\nUn ____ prix.\n";
    assert_eq!(found(text), ["9:6 placeholder-left ____", "17:4 placeholder-left ____"]);
    assert_eq!(found("---\ntitle: Examen de mai\n---\n\nUn ____ trie.\n"), Vec::<String>::new());
}

#[test]
fn roman_numbers_are_told_by_their_neighbours() {
    assert_eq!(found("- Ep 2 - XXX.\n- Ep 1 - XXIX.\n"), Vec::<String>::new());
    assert_eq!(found("- Ep 2 - XXX.\n").len(), 1);
}

#[test]
fn names_of_states_and_notations_are_meant() {
    assert_eq!(found("### TODO\n\nx\n\n### DONE\n\ny\n"), Vec::<String>::new());
    assert_eq!(found("### TODO\n\nTODO: prix\n\n### DONE\n"), ["3:1 placeholder-left TODO"]);
    assert_eq!(found("### TODO\n\nx\n"), ["1:5 placeholder-left TODO"]);
    assert_eq!(found("`{{title}}` est le titre, {{date:FORMAT}} la date.\n"), Vec::<String>::new());
    assert_eq!(found("`code` pour {{client}}.\n"), ["1:13 placeholder-left {{client}}"]);
}
