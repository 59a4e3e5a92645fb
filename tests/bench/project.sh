#!/usr/bin/env bash
# Writes a project of COUNT varied proposals that share clauses, a picture, a
# catalog and a brand into DIR: project.sh DIR COUNT
set -euo pipefail
dir=$1 count=$2
assets=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../assets" && pwd)
mkdir -p "$dir/assets" "$dir/proposals/_clauses"
cp "$assets/brand.yaml" "$assets/catalog.yaml" "$dir/assets/"
echo '{}' > "$dir/propose.yaml"
cat > "$dir/proposals/schema.svg" <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><rect x="10" y="10" width="120" height="60" fill="#2a6f97"/><circle cx="220" cy="40" r="30" fill="#f4a261"/></svg>
SVG
for clause in $(seq 0 11); do
    cat > "$dir/proposals/_clauses/Clause $clause.md" <<CLAUSE
## Clause $clause

Les factures sont payables à trente jours, par virement.

- pénalités : trois fois le taux légal ;
- indemnité forfaitaire : 40 €.

> [!note] Révision
> Cette clause est revue chaque année.
CLAUSE
done
awk -v dir="$dir/proposals" -v count="$count" '
function amount(n) { return n >= 1000 ? sprintf("%d %03d €", n / 1000, n % 1000) : n " €" }
function row(name, quantity, price) {
    total += quantity * price
    return "| " name " | " quantity " | " amount(price) " | " amount(quantity * price) " |\n"
}
BEGIN {
    split("BUILD Starter:4500|BUILD Standard:7500|Service Mesh (Istio/Linkerd):2000|RUN Essentiel:600|RUN Standard:900|RUN Premium:1800|Application simple:1800|Application standard:3500|Application complexe:7000|Régie demi-journée:450|Régie journée:850", items, "|")
    for (at = 0; at < count; at++) {
        file = sprintf("%s/offre-%04d.md", dir, at)
        text = sprintf("---\ntitle: Offre %d\nclient: Client %d\nnumber: DEV-%04d\ndate: 2026-0%d-1%d\nvalid_until: 2026-12-31\nlang: fr\n---\n\n# Offre %d\n\n## Contexte\n\n", at, at % 83, at, 1 + at % 9, at % 10, at)
        for (p = 0; p < 2 + at % 5; p++)
            text = text sprintf("La prestation n° %d.%d comprend un **audit** de %d jours, *sans* engagement, puis un suivi mensuel de la plateforme avec compte rendu écrit et réunion de pilotage.\n\n", at, p, 1 + (at * 7 + p) % 20)
        if (at % 3 == 0) text = text "![[schema.svg|300]]\n\n"
        text = text "## Planning\n\n| Étape | Durée | Livrable |\n|---|---|---|\n"
        for (r = 0; r < 2 + at % 9; r++)
            text = text sprintf("| Étape %d | %d jours | rapport %d-%d |\n", r, 1 + r + at % 4, at, r)
        total = 0
        text = text "\n## Prix\n\n| Prestation | Quantité | Prix unitaire HT | Total HT |\n|---|---:|---:|---:|\n"
        for (r = 0; r < 2 + at % 7; r++) {
            split(items[1 + (at + r) % 11], item, ":")
            text = text row(item[1], 1 + (at + r) % 12, item[2])
        }
        tax = total * 20 / 100
        text = text "| **Total HT** | | | **" amount(total) "** |\n| TVA 20 % | | | " amount(tax) " |\n| **Total TTC** | | | **" amount(total + tax) "** |\n"
        text = text "\n```yaml\nservice: plateforme\n```\n\n"
        text = text sprintf("![[Clause %d]]\n\n![[Clause %d]]\n", at % 12, (at % 12 + 1 + at % 5) % 12)
        printf "%s", text > file
        close(file)
    }
}'
