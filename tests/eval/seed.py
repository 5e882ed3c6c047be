#!/usr/bin/env python3
"""Score findings on one fully annotated article.
usage: seed.py GOLD.json FINDINGS.jsonl
Every counted quote must be found (half of its characters at least) with the right speaker, and with its
source where it has one; prints how many of the indirect statements without marks are found, how many of
those with the right speaker, and the exact F1 of the entities of the scored types. Exit status 1 when a
counted quote or a source is missed."""
import json
import re
import sys

SCORED = ("PERSON", "COUNTRY", "PLACE", "ORG")
GOVERNMENTS = {
    "gov:CHN": {"china", "beijing", "chinese"},
    "gov:KOR": {"south korea", "seoul", "south korean", "republic of korea"},
    "gov:USA": {"united states", "washington", "u.s.", "us"},
    "gov:JPN": {"japan", "tokyo"},
}


def overlap(a, b):
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0


def words(text):
    return {w for w in re.findall(r"[^\W\d_]{2,}", text.lower())}


def right_speaker(identifier, name):
    if not identifier:
        return not name
    identifier = str(identifier)
    if identifier in GOVERNMENTS:
        return any(g in name.lower() for g in GOVERNMENTS[identifier])
    return bool(words(identifier.partition(":")[2] or identifier) & words(name))


def nearest(span, quotes):
    """The finding that shares half of its characters with the span, or None."""
    best = max(quotes, default=None, key=lambda q: overlap(span, (q["quote_start"], q["quote_end"])))
    return best if best and overlap(span, (best["quote_start"], best["quote_end"])) >= 0.5 else None


def statements(gold, quotes):
    """How many indirect statements of the body there are, are found, and have one of their speakers."""
    indirect = [q for q in quotes if q["kind"] == "indirect"]
    wanted = [s for s in gold if s["kind"] == "indirect" and s["zone"] == "body" and s["speaker"]]
    found = [(s, nearest((s["start"], s["end"]), indirect)) for s in wanted]
    found = [(s, f) for s, f in found if f]
    right = [s for s, f in found if any(right_speaker(name, f.get("speaker", "")) for name in s["speaker"])
             or overlap((s["speaker_mention"]["start"], s["speaker_mention"]["end"]),
                        (f.get("speaker_start", 0), f.get("speaker_end", 0)))]
    return len(wanted), len(found), len(right)


def main():
    gold = json.load(open(sys.argv[1], encoding="utf-8"))
    found = json.loads(open(sys.argv[2], encoding="utf-8").readline())
    missed = 0
    counted = [q for q in gold["quotes"] if q.get("counted")]
    for quote in counted:
        span = tuple(quote["inner"])
        best = nearest(span, found["quotes"])
        name = best.get("speaker", "") if best else ""
        if not best or not right_speaker(quote.get("speaker"), name):
            missed += 1
            print(f"  seed: {quote['id']} of {quote['speaker']}: {repr(name) if best else 'not found'}")
        elif quote.get("source") and quote["source"]["surface"] != best.get("source"):
            missed += 1
            print(f"  seed: {quote['id']}: source {best.get('source')!r}")
    golds = {(m["start"], m["end"], m["type"]) for m in gold["mentions"]
             if m["type"] in SCORED and m["zone"] in ("title", "body")}
    ours = {(e["start"], e["end"], e["type"]) for e in found["entities"] if e["type"] in SCORED}
    f1 = 200 * len(golds & ours) / (len(golds) + len(ours)) if golds or ours else 0
    print(f"seed: quotes {len(counted) - missed} of {len(counted)}, entities exact F1 {f1:.1f}")
    print("seed: indirect statements %d, found %d, with the right speaker %d"
          % statements(gold["indirect"], found["quotes"]))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
