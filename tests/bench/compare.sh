#!/usr/bin/env bash
# Measures whole commands against plain Typst and, where installed, against
# pandoc, quillmark and WeasyPrint, and prints one table of ratios.
#
#   cargo build --profile dist
#   tests/bench/compare.sh [ROW…]      rows: render memory check watch build pages
#                                      size
#
# PROPOSE   the program to measure (target/dist/propose)
# TYPST     the program to compare with: 0.15.1, `cargo install typst-cli
#           --version 0.15.1 --no-default-features --features embedded-fonts`
# COUNT     how many proposals the large project has (1000)
#
# Needs hyperfine, jq, awk and, for memory, GNU time; a row whose tools
# are missing is left out with a word.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
propose=$(realpath "${PROPOSE:-${CARGO_TARGET_DIR:-$root/target}/dist/propose}")
typst=${TYPST:-$(command -v typst || true)}
count=${COUNT:-1000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

has() { command -v "$1" >/dev/null; }
need() {
    for tool in "$@"; do
        [ -n "$tool" ] && has "$tool" || { echo "left out: ${tool:-typst} is not installed" >&2; return 1; }
    done
}
[ -x "$propose" ] || { echo "no program at $propose: cargo build --profile dist" >&2; exit 1; }

printf '%-46s %10s %10s %8s %8s\n' work this other ratio to-reach
row() { # what, this, other, to reach, unit
    awk -v what="$1" -v this="$2" -v other="$3" -v reach="$4" -v unit="${5:-ms}" 'BEGIN {
        printf "%-46s %7.1f %s %7.1f %s %8.3f %8s\n", what, this, unit, other, unit, this / other, reach }'
}
# Medians in milliseconds of commands that are run in turn, ten times each, so that
# what slows the machine for a while slows all of them; none where one fails.
medians() { # runs, command…
    local runs=$1 round; shift
    rm -f "$work"/times-*.json
    for round in $(seq $(((runs + 9) / 10))); do
        hyperfine -N --style none --warmup 2 --runs $((runs < 10 ? runs : 10)) \
            --export-json "$work/times-$round.json" "$@" >/dev/null 2>&1 || return 0
    done
    jq -rs '[.[].results] | transpose[] | [.[].times[]] | sort | .[length / 2 | floor] * 1000' "$work"/times-*.json
}
compare() { # what, to reach, runs, this command, other command
    local times
    mapfile -t times < <(medians "$3" "$4" "$5")
    [ ${#times[@]} = 2 ] || { echo "left out: $1: a command failed" >&2; return 0; }
    row "$1" "${times[0]}" "${times[1]}" "$2"
}
once() { # command…: seconds as milliseconds
    local start end
    start=$(date +%s%N); "$@" >/dev/null 2>&1 || true; end=$(date +%s%N)
    awk -v ns=$((end - start)) 'BEGIN { print ns / 1e6 }'
}
# The median of five runs in KiB, from one to the next it differs by a fiftieth.
peak() { for _ in 1 2 3 4 5; do /usr/bin/time -f %M "$@" 2>&1 >/dev/null | tail -1; done | sort -n | sed -n 3p; }
mebibytes() { awk -v kib="$1" 'BEGIN { print kib / 1024 }'; }

documents=(yas offre-infogerance-kubernetes)
# A copy of the project, so that nothing is written into the work tree.
mkdir "$work/project"
cp -R "$root/assets" "$root/proposals" "$work/project/"
echo '{}' > "$work/project/propose.yaml"
cd "$work/project"
bundles() {
    for name in "${documents[@]}"; do
        [ -d "$work/$name" ] || "$propose" render "proposals/$name.md" --format typ -o "$work/$name" >/dev/null 2>&1
    done
}
plain() { # folder, output: the command that sets the same pages
    echo "$typst compile --ignore-system-fonts --root $1 --package-path $1/packages --font-path $1/fonts $1/main.typ $2"
}

row_render() {
    need hyperfine jq "$typst" || return 0
    bundles
    for name in "${documents[@]}"; do
        compare "render $name" '<= 1.0' 80 "$propose render proposals/$name.md -o $work/a.pdf" "$(plain "$work/$name" "$work/b.pdf")"
    done
    others
}
others() {
    local name=${documents[0]}
    local this="$propose render proposals/$name.md -o $work/a.pdf"
    if need pandoc "$typst" 2>/dev/null; then
        compare "  $name against pandoc with Typst" - 10 "$this" "pandoc proposals/$name.md --pdf-engine=$typst -o $work/c.pdf"
    fi
    if need weasyprint pandoc 2>/dev/null; then
        pandoc "proposals/$name.md" -s -o "$work/c.html" 2>/dev/null
        compare "  $name against WeasyPrint" - 5 "$this" "weasyprint $work/c.html $work/c.pdf"
    fi
    if need quillmark 2>/dev/null; then
        compare "  $name against quillmark" - 10 "$this" "quillmark render proposals/$name.md -o $work/c.pdf"
    fi
}
row_memory() {
    need /usr/bin/time "$typst" || return 0
    bundles
    for name in "${documents[@]}"; do
        this=$(peak "$propose" render "proposals/$name.md" -o "$work/a.pdf")
        # shellcheck disable=SC2046  # a command and its words
        other=$(peak $(plain "$work/$name" "$work/b.pdf"))
        row "peak memory, $name" "$(mebibytes "$this")" "$(mebibytes "$other")" '<= 1.1' MB
    done
}
row_check() {
    need hyperfine jq || return 0
    local note=proposals/${documents[1]}.md
    compare 'check of the offer against its render' '<= 0.15' 80 "$propose check $note" "$propose render $note -o $work/a.pdf"
}
row_watch() {
    need hyperfine jq || return 0
    local note=proposals/${documents[1]}.md times=() cold line='' start watcher
    cold=$(medians 40 "$propose render $note -o $work/a.pdf")
    cp "$note" "$work/note.md"
    exec 9< <(exec "$propose" watch "$note" 2>&1)
    watcher=$!
    until [[ $line == http* ]]; do read -r -t 30 -u 9 line; done
    sleep 1
    for round in $(seq 21); do
        sed "s/ indexée / indexée$round /" "$work/note.md" > "$work/changed.md"
        start=$(date +%s%N)
        cp "$work/changed.md" "$note"
        read -r -t 30 -u 9 line
        times+=($(($(date +%s%N) - start)))
        sleep 0.2
    done
    kill "$watcher"
    exec 9<&-
    # It waits 50 ms for what else an editor writes.
    row 'one word changed while watched, against a render' \
        "$(printf '%s\n' "${times[@]}" | sort -n | sed -n 11p | awk '{ print $1 / 1e6 - 50 }')" "$cold" '<= 0.3'
    cp "$work/note.md" "$note"
}
row_build() {
    need hyperfine jq || return 0
    "$here/project.sh" "$work/many" "$count"
    cd "$work/many"
    local first second one alone single
    first=$(once "$propose" build --quiet)
    if need "$typst"; then
        find proposals -maxdepth 1 -name '*.md' | sort | while read -r note; do
            folder=$work/bundles/$(basename "$note" .md)
            "$propose" render "$note" --format typ -o "$folder" >/dev/null 2>&1
            # One set of fonts for all: it is the same in each folder.
            if [ -d "$work/fonts" ]; then rm -rf "$folder/fonts"; else mv "$folder/fonts" "$work/fonts"; fi
            ln -s "$work/fonts" "$folder/fonts"
        done
        other=$(once xargs -P 2 -I {} sh -c "$(plain "$work/bundles/{}" "$work/bundles/{}.pdf")" < <(ls "$work/bundles"))
        row "build of $count, two cores, against typst" "$first" "$other" '<= 0.6'
    fi
    second=$(medians 10 "$propose build --quiet")
    row 'second build, nothing changed, against first' "$second" "$first" '<= 0.01'
    single=$(medians 20 "$propose render proposals/offre-0005.md -o $work/a.pdf")
    one=$(hyperfine -N --style none --warmup 1 --runs 10 --export-json "$work/times.json" \
        --prepare "sh -c 'echo \"Un mot de plus.\" >> proposals/offre-0005.md'" "$propose build --quiet" >/dev/null 2>&1;
        jq -r '.results[0].median * 1000' "$work/times.json")
    row "one of $count changed, against one cold render" "$one" "$single" '<= 3'
    rm -rf out; first=$(once "$propose" build --quiet --jobs 2)
    rm -rf out; alone=$(once "$propose" build --quiet --jobs 1)
    row 'one core against two (to reach: at least 1.8)' "$alone" "$first" '>= 1.8'
    cd "$work/project"
}
row_pages() {
    need hyperfine jq /usr/bin/time || return 0
    mkdir -p "$work/pages"
    local times=() peaks=() pages=(10 100 1000)
    for size in "${pages[@]}"; do
        {
            printf -- '---\ntitle: %s pages\ndate: 2026-01-05\n---\n' "$size"
            for part in $(seq $((size / 2))); do printf '\n# Partie %s\n\n%s\n' "$part" "$(paragraphs)"; done
        } > "proposals/pages-$size.md"
        times+=("$(medians $((size > 500 ? 3 : 10)) "$propose render proposals/pages-$size.md --draft -o $work/p.pdf")")
        peaks+=("$(peak "$propose" render "proposals/pages-$size.md" --draft -o "$work/p.pdf")")
    done
    row 'time per page: 100 pages against 10' "$(awk "BEGIN { print ${times[1]} / 100 }")" "$(awk "BEGIN { print ${times[0]} / 10 }")" '<= 1.2'
    row 'time per page: 1000 pages against 100' "$(awk "BEGIN { print ${times[2]} / 1000 }")" "$(awk "BEGIN { print ${times[1]} / 100 }")" '<= 1.2'
    row 'memory: 1000 pages against 10 times 100' "$(mebibytes "${peaks[2]}")" "$(mebibytes $((peaks[1] * 10)))" '<= 1.2' MB
}
paragraphs() {
    for at in 1 2 3 4 5 6 7 8; do
        printf 'La prestation comprend un **audit** de %s jours, *sans* engagement, puis un suivi mensuel de la plateforme avec compte rendu écrit, réunion de pilotage et mise à jour du plan d’action convenu avec le client.\n\n' "$at"
    done
    printf '| Étape | Durée | Livrable |\n|---|---:|---|\n'
    for at in 1 2 3 4 5 6 7 8 9 10; do printf '| Étape %s | %s jours | rapport |\n' "$at" "$at"; done
}
megabytes() { stat -c %s "$1" | awk '{ print $1 / 1e6 }'; }
row_size() {
    need "$typst" || return 0
    cp "$propose" "$work/a"; cp "$(realpath "$(command -v "$typst")")" "$work/b"
    strip "$work/a" "$work/b" 2>/dev/null || true
    row 'size of the program, stripped' "$(megabytes "$work/a")" "$(megabytes "$work/b")" '<= 1.2' MB
}
for name in ${*:-render memory check watch build pages size}; do "row_$name"; done
