#!/usr/bin/env python3
"""Score how mentions are put together into entities: B-cubed.
usage: bcubed.py GOLD_DIR FINDINGS.jsonl [--json] [--wrong]

B-cubed (Bagga and Baldwin 1998, "Algorithms for scoring coreference chains") looks at each mention m
by itself. With K(m) the gold entity that holds m and R(m) the found one, as sets of mentions:
  precision of m = |K(m) & R(m)| / |R(m)|, averaged over the found mentions
  recall of m    = |K(m) & R(m)| / |K(m)|, averaged over the gold mentions
and F1 is their harmonic mean. An entity never leaves its document, and each mention of the corpus weighs
the same. A mention is its span, trimmed of blanks, quote marks and a leading "the"; its type is scored
elsewhere and does not count here.
  both: on the mentions found by both; the others are struck from both sides first. Judges the linking.
  all:  on all mentions; a spurious one has precision 0 and a missing one recall 0, and both stay in the
        entities they belong to. Judges tagger and linking together.
--wrong lists the groupings that differ."""
import argparse
import collections
import glob
import json
import os
import sys


def trimmed(start, end, text):
    while start < end and text[start] in " \n\t\"\u201c\u201d\u2018":
        start += 1
    while end > start and text[end - 1] in " \n\t\"\u201c\u201d,;:":
        end -= 1
    if text[start:start + 4].lower() == "the ":
        start += 4
    return start, end


def groups(labels):
    sets = collections.defaultdict(set)
    for mention, label in labels.items():
        sets[label].add(mention)
    return sets


def shares(mentions, mine, theirs):
    """Sum over mentions of the share of its own group that is in the other's group too."""
    ours, others = groups(mine), groups(theirs)
    return sum(len(ours[mine[m]] & others[theirs[m]]) / len(ours[mine[m]])
               for m in mentions if m in theirs)


def document_sums(gold, found):
    """gold, found: {span: entity}. For "both" and "all": (precision sum, its count, recall sum, its count)."""
    shared = gold.keys() & found.keys()
    gold_shared = {m: gold[m] for m in shared}
    found_shared = {m: found[m] for m in shared}
    return {"both": (shares(shared, found_shared, gold_shared), len(shared),
                     shares(shared, gold_shared, found_shared), len(shared)),
            "all": (shares(found, found, gold), len(found), shares(gold, gold, found), len(gold))}


def score(documents):
    """documents: (gold, found) pairs. {"both"|"all": (precision, recall, F1)}, each 0 to 1."""
    sums = {"both": [0, 0, 0, 0], "all": [0, 0, 0, 0]}
    for gold, found in documents:
        for way, parts in document_sums(gold, found).items():
            sums[way] = [a + b for a, b in zip(sums[way], parts)]
    result = {}
    for way, (precise, found_count, recalled, gold_count) in sums.items():
        precision = precise / found_count if found_count else 0.0
        recall = recalled / gold_count if gold_count else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        result[way] = (precision, recall, f1)
    return result


def read(folder, findings):
    """Yields (name, text, gold, found) with {span: entity} dictionaries."""
    lines = (json.loads(line) for line in open(findings, encoding="utf-8"))
    entities = {line["doc"]: line["entities"] for line in lines}
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        data = json.load(open(path, encoding="utf-8"))
        text = open(path[:-5] + ".txt", encoding="utf-8", newline="").read()
        gold = {trimmed(e["start"], e["end"], text): e["id"] for e in data["entities"]}
        found = {trimmed(e["start"], e["end"], text): e["entity"]
                 for e in entities.get(data["doc"], [])}
        yield data["doc"], text, gold, found


def print_wrong(name, text, gold, found):
    """The found groups that a gold entity is spread over, and those that mix gold entities."""
    split, mixed = collections.defaultdict(list), collections.defaultdict(list)
    for span in sorted(gold.keys() & found.keys()):
        split[gold[span]].append(span)
        mixed[found[span]].append(span)
    for what, groups, other in (("split", split, found), ("mixed", mixed, gold)):
        for label, spans in groups.items():
            parts = collections.defaultdict(collections.Counter)
            for span in spans:
                parts[other[span]][text[span[0]:span[1]]] += 1
            if len(parts) > 1:
                print(f"{what} {name}: {label}: "
                      + " / ".join(", ".join(f"{w} {n}" for w, n in p.items()) for p in parts.values()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gold")
    parser.add_argument("findings")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    arguments = parser.parse_args()
    documents = list(read(arguments.gold, arguments.findings))
    result = score((gold, found) for _, _, gold, found in documents)
    if arguments.wrong:
        for document in documents:
            print_wrong(*document)
    if arguments.json:
        print(json.dumps(result))
        return 0
    for way, name in (("both", "on mentions found by both"), ("all", "over all")):
        print(f"B-cubed {name}: P %.1f R %.1f F %.1f" % tuple(100 * v for v in result[way]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
