//! The three templates, and which of them a document gets.

use propose::money::{Currency, Money};
use propose::proposal::price::TaxBasis;
use propose::proposal::*;
use propose::settings::Brand;
use propose::typeset::{Compiled, Job, Pictures, Typesetter, lower, suited};

use super::everything::{TestFiles, everything};
use super::model::Model;
use super::{laid_out, shown, walk};

const TEMPLATES: [&str; 3] = ["proposal", "quote", "brochure"];

fn set(proposal: &Proposal, m: &Model, template: Option<&str>) -> Compiled {
    let job = Job { proposal, brand: &Brand::default(), template, files: &TestFiles, draft: false };
    Typesetter::new(&[]).compile(&job, &mut m.sources())
}

fn pages(compiled: &Compiled) -> Vec<String> {
    let text = |page: &typst::layout::Frame| {
        let mut out = String::new();
        walk(page, &mut out);
        out
    };
    compiled.document.as_ref().unwrap().pages().iter().map(|page| text(&page.frame)).collect()
}

fn price_table(m: &mut Model, rows: &[(RowKind, &[&str])]) -> Block {
    m.table(&[ColumnKind::Text, ColumnKind::Amount], Some(&["Formule", "Prix"]), rows)
}

fn addressed(m: &mut Model, mut proposal: Proposal) -> Proposal {
    let name = m.field("Banque du Port");
    proposal.metadata.client = Some(Party { name, address: Vec::new(), contact: None });
    proposal
}

fn of_kind(m: &mut Model, mut proposal: Proposal, kind: DocumentKind) -> Proposal {
    proposal.metadata.kind = Some(Field { value: kind, span: m.span("type") });
    proposal
}

#[test]
fn price_lists_to_nobody_are_a_brochure_and_all_else_a_proposal() {
    let mut m = Model::new();
    let list = price_table(&mut m, &[(RowKind::Line, &["Journée", "850 €"])]);
    let lists = m.proposal(vec![list]);
    assert_eq!(suited(&lists), "brochure");
    let nested = m.callout("note", CalloutFamily::Note, None, lists.blocks.clone());
    assert_eq!(suited(&m.proposal(vec![nested])), "brochure", "a list in a callout");
    assert_eq!(suited(&addressed(&mut m, lists.clone())), "proposal", "to a client");
    let mut numbered = lists.clone();
    numbered.metadata.number = Some(m.field("D-12"));
    assert_eq!(suited(&numbered), "proposal", "somebody is to accept it");

    let rows: [(RowKind, &[&str]); 2] =
        [(RowKind::Line, &["Journée", "850 €"]), (RowKind::Total, &["Total", "850 €"])];
    let sum = price_table(&mut m, &rows);
    assert_eq!(suited(&m.proposal(vec![sum])), "proposal", "an amount to pay");
    let counts = price_table(&mut m, &[(RowKind::Line, &["Nœuds", "5"])]);
    assert_eq!(suited(&m.proposal(vec![counts])), "proposal", "numbers that are no prices");
    let text = m.paragraph("Bonjour.");
    assert_eq!(suited(&m.proposal(vec![text])), "proposal", "no prices");
}

#[test]
fn what_the_frontmatter_calls_a_document_comes_before_what_it_holds() {
    let mut m = Model::new();
    let list = price_table(&mut m, &[(RowKind::Line, &["Journée", "850 €"])]);
    let lists = m.proposal(vec![list]);
    let to_client = addressed(&mut m, lists.clone());
    let kinds = [
        (DocumentKind::Quote, "quote"),
        (DocumentKind::Brochure, "brochure"),
        (DocumentKind::Other, "proposal"),
    ];
    for (kind, template) in kinds {
        assert_eq!(suited(&of_kind(&mut m, lists.clone(), kind)), template, "{kind:?}");
        assert_eq!(suited(&of_kind(&mut m, to_client.clone(), kind)), template, "{kind:?} to a client");
    }
    let mut called = of_kind(&mut m, to_client.clone(), DocumentKind::Quote);
    called.metadata.proposal = true;
    assert_eq!(suited(&called), "proposal", "`type: proposition`");
    let mut titled = of_kind(&mut m, to_client, DocumentKind::Quote);
    titled.metadata.title = Some(m.field("Proposition commerciale"));
    assert_eq!(suited(&titled), "proposal", "an offer that calls itself a proposal");
}

#[test]
fn a_template_that_somebody_names_comes_before_the_one_that_suits() {
    let mut m = Model::new();
    let text = m.paragraph("Bonjour.");
    let proposal = m.proposal(vec![text]);
    let mut quote = of_kind(&mut m, proposal, DocumentKind::Quote);
    let signs = |compiled: &Compiled| laid_out(compiled).contains("Bonpouraccord");
    assert!(signs(&set(&quote, &m, None)), "the one that suits");
    assert!(!signs(&set(&quote, &m, Some("proposal"))), "the caller's");
    quote.metadata.template = Some(m.field("brochure"));
    assert!(!signs(&set(&quote, &m, None)), "the frontmatter's");
    assert!(signs(&set(&quote, &m, Some("quote"))), "the caller's before the frontmatter's");
}

#[test]
fn no_template_loses_anything_of_a_document_that_has_everything() {
    for template in TEMPLATES {
        let mut m = Model::new();
        let proposal = everything(&mut m);
        let compiled = set(&proposal, &m, Some(template));
        assert_eq!(shown(&compiled.findings, &m.sources()), Vec::<String>::new(), "{template}");
    }
}

#[test]
fn every_template_sets_an_empty_note() {
    for template in TEMPLATES {
        let m = Model::new();
        let compiled = set(&m.proposal(Vec::new()), &m, Some(template));
        assert_eq!(shown(&compiled.findings, &m.sources()), Vec::<String>::new(), "{template}");
    }
}

#[test]
fn a_quote_has_one_place_to_sign_and_its_last_words_and_heading_stay_with_it() {
    for lines in 0..60 {
        let mut m = Model::new();
        let blocks = (0..lines).map(|_| m.paragraph("Une ligne.")).collect();
        let proposal = m.proposal(blocks);
        let compiled = set(&addressed(&mut m, proposal), &m, Some("quote"));
        let last = pages(&compiled).pop().unwrap();
        assert_eq!(laid_out(&compiled).matches("Bonpouraccord").count(), 1, "{lines} lines");
        for part in ["Bon pour accord", "Le client", "Le prestataire"] {
            assert!(last.contains(part), "{lines} lines: {part} in {last}");
        }
        assert_eq!(last.matches("Signature et cachet").count(), 2, "{lines} lines");
        assert!(
            lines == 0 || last.contains("Une ligne."),
            "{lines} lines, none above the signatures: {last}"
        );
    }
}

#[test]
fn a_short_last_section_goes_to_the_page_of_the_signatures() {
    for lines in 0..60 {
        let mut m = Model::new();
        let mut blocks: Vec<_> = (0..lines).map(|_| m.paragraph("Une ligne.")).collect();
        blocks.push(m.heading(1, "Conditions"));
        blocks.push(m.list(None, &[(None, "Paiement à 30 jours"), (None, "Offre valable un mois")]));
        let proposal = m.proposal(blocks);
        let compiled = set(&addressed(&mut m, proposal), &m, Some("quote"));
        let last = pages(&compiled).pop().unwrap();
        for part in ["Conditions", "Paiement à", "Signature et cachet"] {
            assert!(last.contains(part), "{lines} lines: {part} in {last}");
        }
    }
}

#[test]
fn a_quote_whose_author_made_room_for_signatures_gets_no_second_place() {
    let mut m = Model::new();
    let own = [
        vec![m.heading(2, "Bon pour accord"), m.paragraph("Tours, le")],
        vec![m.table(
            &[ColumnKind::Text; 2],
            Some(&["Date", "Signature du client"]),
            &[(RowKind::Line, &["", ""])],
        )],
        vec![m.paragraph("**Lu et approuvé**, le : __________"), m.paragraph("Merci.")],
        vec![m.callout("acceptance", CalloutFamily::Note, None, Vec::new())],
    ];
    for blocks in own {
        let kind = format!("{:?}", blocks[0].kind);
        let compiled = set(&m.proposal(blocks), &m, Some("quote"));
        let expected = usize::from(kind.starts_with("Callout"));
        assert_eq!(laid_out(&compiled).matches("Leprestataire").count(), expected, "{kind}");
    }
    let label = vec![m.paragraph("Des conditions."), m.paragraph("Bon pour accord (nom, date, cachet) :")];
    let compiled = set(&m.proposal(label), &m, Some("quote"));
    let text = laid_out(&compiled);
    assert_eq!(text.matches("Leprestataire").count(), 1, "last words without room for a signature get it");
    assert_eq!(text.matches("Bonpouraccord").count(), 1, "and are its title: {text}");
    let sentence =
        m.paragraph("La facture est émise à la signature du contrat, puis chaque trimestre à terme échu.");
    let compiled = set(&m.proposal(vec![sentence]), &m, Some("quote"));
    assert_eq!(laid_out(&compiled).matches("Leprestataire").count(), 1, "a sentence is no place to sign");
    let instalments = m.table(
        &[ColumnKind::Text, ColumnKind::Amount],
        Some(&["Échéance", "Part"]),
        &[(RowKind::Line, &["Signature", "30 %"]), (RowKind::Line, &["Livraison", "70 %"])],
    );
    let compiled = set(&m.proposal(vec![instalments]), &m, Some("quote"));
    assert_eq!(laid_out(&compiled).matches("Leprestataire").count(), 1, "an instalment is no place to sign");
}

#[test]
fn tables_with_one_head_below_sibling_headings_have_one_width() {
    let long = "GitLab et Jenkins, Harbor, Trivy, OWASP ZAP, SonarQube, Vault, et quelques autres encore";
    let lowered = |heads: [&str; 2], chapter: bool| {
        let mut m = Model::new();
        let mut blocks = vec![m.heading(1, "Offres")];
        for (at, (head, text)) in heads.into_iter().zip(["un poste", long]).enumerate() {
            if at == 1 && chapter {
                blocks.push(m.heading(1, "Autres offres"));
            }
            blocks.push(m.heading(2, "Pack"));
            let rows: [(RowKind, &[&str]); 1] = [(RowKind::Line, &["RUN (12 mois)", text])];
            blocks.push(m.table(&[ColumnKind::Text; 2], Some(&[head, "Détail"]), &rows));
        }
        let proposal = m.proposal(blocks);
        lower(&proposal, &Pictures::of(&proposal, &TestFiles)).code
    };
    let code = lowered(["Inclus", "Inclus"], false);
    assert_eq!(code.matches("wide: true").count(), 2, "{code}");
    assert_eq!(code.matches("(width: auto, align: left, kind: \"text\", least: 6.").count(), 2, "{code}");
    for apart in [lowered(["Inclus", "Compris"], false), lowered(["Inclus", "Inclus"], true)] {
        assert_eq!(apart.matches("wide: true").count(), 1, "{apart}");
        assert!(!apart.contains("least:"), "{apart}");
    }
}

#[test]
fn a_subject_that_repeats_the_title_is_said_once() {
    for template in TEMPLATES {
        let mut m = Model::new();
        let text = m.paragraph("Bonjour.");
        let mut proposal = m.proposal(vec![text]);
        proposal.metadata.title = Some(m.field("Refonte du site"));
        proposal.metadata.subject = Some(m.field("refonte du site"));
        let same = laid_out(&set(&proposal, &m, Some(template)));
        assert!(!same.contains("Objet"), "{template}: {same}");
        proposal.metadata.subject = Some(m.field("Site et boutique"));
        let other = laid_out(&set(&proposal, &m, Some(template)));
        assert!(other.contains("Objet") && other.contains("Siteetboutique"), "{template}: {other}");
    }
}

#[test]
fn a_brochure_has_a_cover_and_no_place_to_sign() {
    let mut m = Model::new();
    let blocks: Vec<Block> = (0..120).map(|_| m.paragraph("Une ligne.")).collect();
    let mut proposal = m.proposal(blocks);
    proposal.metadata.title = Some(m.field("Nos tarifs"));
    let compiled = set(&proposal, &m, Some("brochure"));
    let cover = pages(&compiled).remove(0);
    assert!(cover.contains("Nos tarifs") && !cover.contains("Une ligne"), "{cover}");
    let text = laid_out(&compiled);
    assert!(!text.contains("attentionde") && !text.contains("Bonpouraccord"), "{text}");
    let addressed = set(&addressed(&mut m, proposal), &m, Some("brochure"));
    assert!(laid_out(&addressed).contains("BanqueduPort"), "where there is a client, he is named");
}

fn priced(m: &mut Model, amount: &str, currency: &str) -> Proposal {
    let blocks = vec![m.paragraph("Du texte.")];
    let mut proposal = m.proposal(blocks);
    let currency = Currency::from_code(currency).unwrap();
    let amount = Money { amount: amount.parse().unwrap(), currency };
    let span = m.span("");
    proposal.total = Some(Total { amount, decimals: 0, basis: Some(TaxBasis::Gross), yearly: false, span });
    addressed(m, proposal)
}

#[test]
fn who_signs_reads_the_amount_in_figures_and_in_words() {
    for template in ["proposal", "quote"] {
        let mut m = Model::new();
        let euros = priced(&mut m, "3060.50", "EUR");
        let text = laid_out(&set(&euros, &m, Some(template)));
        assert!(text.contains("3060,50€TTC"), "{template}: {text}");
        assert!(
            text.contains("troismillesoixanteeurosetcinquantecentimestoutestaxescomprises"),
            "{template}"
        );
        let francs = priced(&mut m, "6000000", "XOF");
        let text = laid_out(&set(&francs, &m, Some(template)));
        assert!(text.contains("sixmillionsdefrancsCFAtoutestaxescomprises"), "{template}: {text}");
        let mut unknown = priced(&mut m, "1", "EUR");
        unknown.total = None;
        let text = laid_out(&set(&unknown, &m, Some(template)));
        assert!(
            text.contains("Bonpouraccord") && text.contains("entouteslettres"),
            "{template}: a line to fill in"
        );
    }
}

#[test]
fn the_note_says_whether_there_is_a_place_to_sign() {
    let signs = |template: &str, asked: Option<bool>, client: bool| {
        let mut m = Model::new();
        let blocks = vec![m.paragraph("Du texte.")];
        let mut proposal = m.proposal(blocks);
        if client {
            proposal = addressed(&mut m, proposal);
        }
        proposal.metadata.acceptance = asked.map(|value| Field { value, span: m.span("") });
        laid_out(&set(&proposal, &m, Some(template))).contains("Bonpouraccord")
    };
    for (template, client, otherwise) in [
        ("proposal", true, true),
        ("proposal", false, false),
        ("quote", false, true),
        ("brochure", true, false),
    ] {
        assert_eq!(signs(template, None, client), otherwise, "{template}");
        assert!(signs(template, Some(true), client), "{template}: asked for");
        assert!(!signs(template, Some(false), client), "{template}: left out");
    }
}

#[test]
fn annexes_stand_behind_the_place_to_sign() {
    for template in ["proposal", "quote"] {
        let mut m = Model::new();
        let blocks =
            vec![m.paragraph("Du texte."), m.heading(1, "Annexe — CGV"), m.paragraph("Des conditions.")];
        let proposal = m.proposal(blocks);
        let mut proposal = addressed(&mut m, proposal);
        proposal.annexes = 2;
        let text = laid_out(&set(&proposal, &m, Some(template)));
        let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("{template}: {part}"));
        assert!(place("Dutexte") < place("Signature"), "{template}");
        assert!(place("Signature") < place("Desconditions"), "{template}");
    }
}

#[test]
fn a_table_that_needs_it_stands_on_a_page_on_its_side_with_its_label() {
    for template in TEMPLATES {
        let mut m = Model::new();
        let kinds = [ColumnKind::Amount; 13];
        let cells = ["12 345,67 €"; 13];
        let rows: Vec<(RowKind, &[&str])> = vec![(RowKind::Line, &cells); 3];
        let table = m.table(&kinds, None, &rows);
        let blocks = vec![
            m.paragraph("Avant."),
            m.heading(2, "Budget"),
            m.paragraph("Par mois :"),
            table,
            m.paragraph("Après."),
        ];
        let compiled = set(&m.proposal(blocks), &m, Some(template));
        assert_eq!(shown(&compiled.findings, &m.sources()), Vec::<String>::new(), "{template}");
        let document = compiled.document.as_ref().unwrap();
        let turned: Vec<String> = document
            .pages()
            .iter()
            .zip(pages(&compiled))
            .filter(|(page, _)| page.frame.width() > page.frame.height())
            .map(|(_, text)| text)
            .collect();
        let [page] = turned.as_slice() else { panic!("{template}: {} pages on their side", turned.len()) };
        assert!(page.contains("Budget") && page.contains("Par mois"), "{template}: {page}");
        assert!(!page.contains("Avant") && !page.contains("Après"), "{template}: {page}");
    }
}
