//! A project with many different proposals that share clauses, an image, a
//! catalog and a brand.

use std::fmt::Write as _;

use crate::support::Project;

/// How many shared clauses there are.
pub(crate) const CLAUSES: usize = 12;

/// A project with so many proposals, the same each time.
pub(crate) fn project(count: usize) -> Project {
    let project = Project::new().with_assets();
    for clause in 0..CLAUSES {
        project.write(&format!("proposals/_clauses/Clause {clause}.md"), self::clause(clause, "trente"));
    }
    project.write("proposals/images/schema.svg", SCHEMA);
    for at in 0..count {
        project.write(&path(at), proposal(at));
    }
    project
}

/// Where a proposal lies.
pub(crate) fn path(at: usize) -> String {
    format!("proposals/{}/offre-{at:04}.md", 2020 + at % 7)
}

/// The clauses that a proposal embeds.
pub(crate) fn clauses(at: usize) -> [usize; 2] {
    let first = at % CLAUSES;
    [first, (first + 1 + at % 5) % CLAUSES]
}

/// The text of a shared clause.
pub(crate) fn clause(number: usize, days: &str) -> String {
    format!(
        "## Clause {number}\n\nLes factures sont payables à {days} jours, par virement.\n\n\
         - pénalités : trois fois le taux légal ;\n- indemnité forfaitaire : 40 €.\n\n\
         > [!note] Révision\n> Cette clause est revue chaque année.\n"
    )
}

/// The text of a proposal.
pub(crate) fn proposal(at: usize) -> String {
    let mut text = format!(
        "---\ntitle: Offre {at}\nclient: Client {}\nnumber: DEV-{:04}\ndate: 2026-0{}-1{}\nvalid_until: 2026-12-31\nlang: fr\n---\n\n# Offre {at}\n\n## Contexte\n\n",
        at % 83,
        at,
        1 + at % 9,
        at % 10,
    );
    for paragraph in 0..2 + at % 5 {
        let _ = writeln!(
            text,
            "La prestation n° {at}.{paragraph} comprend un **audit** de {} jours, *sans* engagement, puis un suivi \
             mensuel de la plateforme avec compte rendu écrit et réunion de pilotage.\n",
            1 + (at * 7 + paragraph) % 20,
        );
    }
    if at.is_multiple_of(3) {
        text += "![[schema.svg|300]]\n\n";
    }
    text += "## Planning\n\n| Étape | Durée | Livrable |\n|---|---|---|\n";
    for row in 0..2 + at % 9 {
        let _ = writeln!(text, "| Étape {row} | {} jours | rapport {at}-{row} |", 1 + row + at % 4);
    }
    text += "\n```yaml\nservice: plateforme\n```\n\n";
    for clause in clauses(at) {
        let _ = writeln!(text, "![[Clause {clause}]]\n");
    }
    text
}

const SCHEMA: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><rect x="10" y="10" width="120" height="60" fill="#2a6f97"/><circle cx="220" cy="40" r="30" fill="#f4a261"/></svg>"##;
