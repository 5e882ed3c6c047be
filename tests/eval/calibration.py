#!/usr/bin/env python3
"""Is a finding with a confidence of 70 right in 70 of 100 cases?
usage: calibration.py GOLD_DIR FINDINGS.jsonl TOOLS_DIR (where score_quotes.py lies)
Prints for names (right: same span and type) and for quotations that claim to be speech (right: half of
the span and the speaker, as score_quotes.py counts) how many were found in each band of confidence,
their mean confidence and the share that is right, and below each table the mean distance of the two,
weighted by count (expected calibration error, Naeini et al. 2015), both in per cent."""
import json
import os
import sys

NAME_BANDS = (0, 60, 75, 85, 90, 95, 97, 101)
QUOTE_BANDS = (0, 45, 60, 75, 85, 90, 95, 101)


def documents(folder, path):
    for line in open(path, encoding="utf-8"):
        found = json.loads(line)
        gold = os.path.join(folder, found["doc"] + ".json")
        if os.path.exists(gold):
            text = open(gold[:-5] + ".txt", encoding="utf-8", newline="").read()
            yield found, json.load(open(gold, encoding="utf-8")), text


def judge_names(found, gold):
    right = {(e["start"], e["end"], e["type"]) for e in gold["entities"]}
    for name in found["entities"]:
        yield name["confidence"], (name["start"], name["end"], name["type"]) in right


def judge_quotes(found, gold, text, score):
    golds = [(score.trim(q["quote_start"], q["quote_end"], text), q) for q in gold["quotes"]]
    for quote in found["quotes"]:
        if quote["kind"] not in ("direct", "partial"):
            continue
        span = score.trim(quote["quote_start"], quote["quote_end"], text)
        best = max(golds, default=None, key=lambda g: score.iou(g[0], span))
        hit = best and score.iou(best[0], span) >= 0.5 and best[1]["kind"] != "none"
        yield quote["confidence"], bool(hit and score.spk(best[1], quote))


def table(title, bands, judged):
    print(f"{title:<14} {'found':>6} {'says':>6} {'right':>6}")
    error = 0
    for low, high in zip(bands, bands[1:]):
        band = [(c, r) for c, r in judged if low <= c < high]
        if not band:
            continue
        says = sum(c for c, _ in band) / len(band)
        right = 100 * sum(r for _, r in band) / len(band)
        error += abs(says - right) * len(band)
        print(f"{low:>6} to {high - 1:<4} {len(band):>6} {says:>6.1f} {right:>6.1f}")
    print(f"calibration error {error / max(1, len(judged)):.1f}")


def main():
    folder, path, tools = sys.argv[1], sys.argv[2], sys.argv[3]
    sys.path.insert(0, tools)
    import score_quotes
    names, quotes = [], []
    for found, gold, text in documents(folder, path):
        names += judge_names(found, gold)
        quotes += judge_quotes(found, gold, text, score_quotes)
    table("names", NAME_BANDS, names)
    table("quotations", QUOTE_BANDS, quotes)


if __name__ == "__main__":
    main()
