#!/usr/bin/env bash
# Counts the instructions that rendering and checking our own two proposals
# takes, and compares them with those that were accepted last. Unlike times, they
# do not depend on what else the machine does.
#
#   cargo build
#   tests/bench/instructions.sh            compares; fails above 3 % more
#   tests/bench/instructions.sh --accept   writes down the present numbers
#
# PROPOSE   the program to count (target/debug/propose: it is there after
#           `cargo test`, and its dependencies are optimised)
#
# Needs valgrind.
set -euo pipefail
export LC_ALL=C RAYON_NUM_THREADS=1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
propose=$(realpath "${PROPOSE:-${CARGO_TARGET_DIR:-$root/target}/debug/propose}")
accepted=$here/instructions.txt
command -v valgrind >/dev/null || { echo "left out: valgrind is not installed" >&2; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$root/assets" "$root/proposals" "$work/"
echo '{}' > "$work/propose.yaml"
cd "$work"

count() { # command…
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null | awk '/Collected/ { print $NF }'
}
for note in yas offre-infogerance-kubernetes; do
    echo "check $note $(count "$propose" check "proposals/$note.md")"
    echo "render $note $(count "$propose" render "proposals/$note.md" -o "$work/a.pdf")"
done > "$work/now"
if [ "${1:-}" = --accept ]; then
    cp "$work/now" "$accepted"
    cat "$accepted"
    exit
fi
awk '
    NR == FNR { before[$1 " " $2] = $3; next }
    {
        change = before[$1 " " $2] ? ($3 / before[$1 " " $2] - 1) * 100 : 0
        printf "%-7s %-30s %8.1f M %8.1f M %+6.1f %%\n", $1, $2, before[$1 " " $2] / 1e6, $3 / 1e6, change
        if (change > 3) worse = 1
    }
    END { if (worse) print "more than was accepted: see above, or run with --accept"; exit worse }
' "$accepted" "$work/now"
