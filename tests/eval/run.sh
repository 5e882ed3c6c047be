#!/bin/sh
# Score extraction on scored corpora: run.sh PROGRAM CORPUS. Fails below the floors.
program=$1 corpus=$2
if [ ! -d "$corpus/corpus/fa-dev" ]; then
	echo "eval: skipped, no scored corpora in $corpus (CORPUS=folder)"
	exit 0
fi
here=$(dirname "$0") status=0
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
for set in fa-train fa-dev; do
	"$program" extract "$corpus/corpus/$set"/*.txt >"$out/$set" || exit 1
	echo "== $set: entities (person, place, organisation)"
	python3 "$corpus/tools/score_ner.py" "$corpus/corpus/$set" "$out/$set" --types PER,LOC,ORG
	for kinds in direct direct,mixed; do
		echo "== $set: quotes ($kinds)"
		python3 "$corpus/tools/score_quotes.py" "$corpus/corpus/$set" "$out/$set" --kinds $kinds
	done
	echo "== $set: mentions put in the right entity"
	python3 -B "$here/bcubed.py" "$corpus/corpus/$set" "$out/$set"
done
echo "== fa-dev: confidence"
python3 -B "$here/calibration.py" "$corpus/corpus/fa-dev" "$out/fa-dev" "$corpus/tools"
# floor NAME VALUE PER_CENT
floor() {
	awk -v name="$1" -v value="$2" -v floor="$3" 'BEGIN {
		printf "%s: %.1f (floor %s)%s\n", name, value * 100, floor,
			value * 100 < floor ? " BELOW THE FLOOR" : ""
		exit value * 100 < floor }' || status=1
}
figure() {
	python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]][2])' "$1"
}
floor "fa-dev entities exact F1" "$(python3 "$corpus/tools/score_ner.py" "$corpus/corpus/fa-dev" \
	"$out/fa-dev" --types PER,LOC,ORG --json | figure exact)" 92.8
floor "fa-dev entities of all types exact F1" "$(python3 "$corpus/tools/score_ner.py" \
	"$corpus/corpus/fa-dev" "$out/fa-dev" --types PER,LOC,ORG,NORP,DATE,EVENT,LAW --json | \
	figure exact)" 91.5
floor "fa-dev quotes joint F1" "$(python3 "$corpus/tools/score_quotes.py" "$corpus/corpus/fa-dev" \
	"$out/fa-dev" --kinds direct --json | figure joint)" 92
floor "fa-dev quotes joint F1, direct and mixed" "$(python3 "$corpus/tools/score_quotes.py" \
	"$corpus/corpus/fa-dev" "$out/fa-dev" --kinds direct,mixed --json | figure joint)" 92
bcubed() {
	python3 -B "$here/bcubed.py" "$corpus/corpus/fa-dev" "$out/fa-dev" --json | figure "$1"
}
floor "fa-dev entities joined, B-cubed F1 on mentions found by both" "$(bcubed both)" 96.5
floor "fa-dev entities joined, B-cubed F1 over all" "$(bcubed all)" 90
for set in fa-train fa-dev; do
	"$program" text --blocks "$corpus/corpus/$set"/*.txt >"$out/blocks" || exit 1
	printf '%s: ' "$set"
	python3 "$here/furniture.py" "$out/blocks" || status=1
done
for gold in "$corpus"/corpus/seed/*.gold.json; do
	"$program" text --blocks "${gold%.gold.json}.txt" >"$out/blocks" || exit 1
	printf 'seed: '
	python3 "$here/furniture.py" "$out/blocks" "$gold" || status=1
	"$program" extract "${gold%.gold.json}.txt" >"$out/seed" || exit 1
	python3 "$here/seed.py" "$gold" "$out/seed" || status=1
done
"$here/codebook.sh" "$program" "$corpus" || status=1
exit $status
