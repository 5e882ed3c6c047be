#!/usr/bin/env python3
"""Score page furniture: what is folded on the screen.
usage: furniture.py BLOCKS [GOLD.json]
BLOCKS is what `attache text --blocks` printed. With GOLD.json, of an article whose lines of furniture are
marked, each of them must be folded and no other line; without, the articles hold none. Exit status 1 else."""
import json
import sys


def folded(path):
    """(start, end, words) of the blocks that are furniture."""
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 5 and cells[2].startswith("furniture"):
            yield int(cells[0]), int(cells[1]), f"{cells[2]} {cells[4]}"


def main():
    found = list(folded(sys.argv[1]))
    gold = {}
    if len(sys.argv) > 2:
        noise = json.load(open(sys.argv[2], encoding="utf-8"))["noise"]
        gold = {(n["start"], n["end"]): n["kind"] for n in noise}
    spans = {(start, end) for start, end, _ in found}
    missed = [kind for span, kind in gold.items() if span not in spans]
    wrong = [words for start, end, words in found if (start, end) not in gold]
    for kind in missed:
        print(f"  not folded: {kind}")
    for words in wrong:
        print(f"  folded, but of the article: {words}")
    print(f"furniture: {len(gold) - len(missed)} of {len(gold)} folded, {len(wrong)} lines of articles folded")
    return 1 if missed or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
