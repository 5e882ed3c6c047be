#!/usr/bin/env python3
"""The commonest errors of findings on a scored corpus, grouped by kind, with examples.
usage: errors.py GOLD_DIR FINDINGS.jsonl [--rows 30]

Entities, each gold mention in one group of mistakes at most:
  missed    no found mention touches it
  boundary  a found mention touches it, but no other one has its span
  type      the span is right, the type is not (gold > found)
and each found mention that touches no gold one is spurious. A span is trimmed of blanks, quote marks and a
leading "the", as bcubed.py does.
Quotations (gold kinds direct and mixed; scare and indirect findings claim no quotation):
  missed    no found quotation shares half of its characters
  speaker   it is found, with another speaker than the gold one
  nobody    it is found without a speaker and gold has one
  spurious  a found quotation that shares half of its characters with no gold one but scare quotes
The speaker is right when the words that name him overlap or the names share a capitalised word."""
import argparse
import collections
import glob
import json
import os
import re
import sys

from bcubed import trimmed

EXAMPLES = 4


def touches(a, b):
    return a[0] < b[1] and b[0] < a[1]


def overlap(a, b):
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0


def entity_errors(gold, found):
    """gold, found: {span: type}. Yields ((kind, type), span) for each mistake."""
    for span, kind in gold.items():
        if span in found:
            if found[span] != kind:
                yield ("type", f"{kind} > {found[span]}"), span
        elif any(touches(span, other) for other in found):
            yield ("boundary", kind), span
        else:
            yield ("missed", kind), span
    for span, kind in found.items():
        if not any(touches(span, other) for other in gold):
            yield ("spurious", kind), span


def capitals(name):
    return set(re.findall(r"[A-Z\u00c0-\u00de][\w'-]+", name or ""))


def same_speaker(gold, found):
    words = [(q.get("speaker_start"), q.get("speaker_end")) for q in (gold, found)]
    if None not in words[0] + words[1] and touches(*words):
        return True
    names = [q.get("speaker") or "" for q in (gold, found)]
    return names[0].lower() == names[1].lower() or bool(capitals(names[0]) & capitals(names[1]))


def quote_errors(gold, found):
    """Lists of records of the corpus and of the program. Yields ((kind, detail), record)."""
    def span(quote):
        return quote["quote_start"], quote["quote_end"]
    spoken = [q for q in found if q.get("kind") not in ("scare", "none", "indirect")]
    for quote in gold:
        if quote["kind"] == "none":
            continue
        best = max(spoken, default=None, key=lambda q: overlap(span(quote), span(q)))
        if not best or overlap(span(quote), span(best)) < 0.5:
            yield ("missed", quote["kind"]), quote
        elif quote.get("speaker") and not best.get("speaker"):
            yield ("nobody", quote["kind"]), quote
        elif quote.get("speaker") and not same_speaker(quote, best):
            yield ("speaker", quote["kind"]), dict(quote, said_to_be=best["speaker"])
    for quote in spoken:
        best = max(gold, default=None, key=lambda q: overlap(span(quote), span(q)))
        if not best or overlap(span(quote), span(best)) < 0.5 or best["kind"] == "none":
            yield ("spurious", quote["kind"]), quote


class Table:
    """Counts by group, with the commonest examples of each."""

    def __init__(self):
        self.groups = collections.defaultdict(collections.Counter)

    def add(self, group, example):
        self.groups[group][" ".join(example.split())[:60]] += 1

    def rows(self, most):
        sums = {group: sum(examples.values()) for group, examples in self.groups.items()}
        for group in sorted(sums, key=lambda g: (-sums[g], g))[:most]:
            examples = self.groups[group].most_common(EXAMPLES)
            yield sums[group], group, [e if n == 1 else f"{e} ({n})" for e, n in examples]

    def print(self, title, most):
        print(f"{title}: {sum(sum(e.values()) for e in self.groups.values())}")
        for count, (kind, detail), examples in self.rows(most):
            print(f"{count:5}  {kind:8}  {detail:16}  {' · '.join(examples)}")


def quote_example(text, quote):
    words = text[quote["quote_start"]:quote["quote_end"]][:28]
    if "said_to_be" in quote:
        return f"{words}: {quote['said_to_be'][:14]} for {quote['speaker'][:14]}"
    return words


def tables(folder, findings):
    lines = (json.loads(line) for line in open(findings, encoding="utf-8"))
    found = {line["doc"]: line for line in lines}
    entities, quotes = Table(), Table()
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        gold = json.load(open(path, encoding="utf-8"))
        text = open(path[:-5] + ".txt", encoding="utf-8", newline="").read()
        ours = found.get(gold["doc"], {"entities": [], "quotes": []})
        spans = [{trimmed(e["start"], e["end"], text): e["type"] for e in side["entities"]}
                 for side in (gold, ours)]
        for group, span in entity_errors(*spans):
            entities.add(group, text[span[0]:span[1]])
        for group, quote in quote_errors(gold.get("quotes", []), ours["quotes"]):
            quotes.add(group, quote_example(text, quote))
    return entities, quotes


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gold")
    parser.add_argument("findings")
    parser.add_argument("--rows", type=int, default=30)
    arguments = parser.parse_args()
    entities, quotes = tables(arguments.gold, arguments.findings)
    entities.print("wrong names", arguments.rows)
    quotes.print("wrong quotations", arguments.rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
