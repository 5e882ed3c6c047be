#!/usr/bin/env python3
"""The B-cubed scorer on examples that were worked out by hand."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

import bcubed


def labelled(groups):
    """"abc de" -> the mentions a, b, c of one entity and d, e of another."""
    return {mention: number for number, group in enumerate(groups.split()) for mention in group}


class Score(unittest.TestCase):
    def check(self, gold, found, way, precision, recall):
        result = bcubed.score([(labelled(gold), labelled(found))])[way]
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
        for value, expected in zip(result, (precision, recall, f1)):
            self.assertAlmostEqual(value, expected)

    def test_the_same_groups_are_perfect(self):
        self.check("abc de", "ed cab", "both", 1, 1)
        self.check("abc de", "ed cab", "all", 1, 1)

    def test_bagga_and_baldwin_first_response(self):
        # Their figure: key 1-5, 6-7, 8-12; the response joins the second and third chain.
        # Precision (5*1 + 2*2/7 + 5*5/7) / 12, all links of the key are found.
        self.check("12345 67 89ABC", "12345 6789ABC", "both", (5 + 4 / 7 + 25 / 7) / 12, 1)

    def test_bagga_and_baldwin_second_response(self):
        # The response joins the two long chains: (10*5/10 + 2*1) / 12.
        self.check("12345 67 89ABC", "1234589ABC 67", "both", (5 + 2) / 12, 1)

    def test_one_group_of_all_has_full_recall(self):
        self.check("ab cd", "abcd", "both", 0.5, 1)

    def test_single_mentions_have_full_precision(self):
        self.check("abcd", "a b c d", "both", 1, 0.25)

    def test_a_spurious_mention_costs_precision_over_all_only(self):
        # x stands in a's group: precision of a and b 2/3 each, of x 0.
        self.check("ab", "abx", "all", (2 / 3 + 2 / 3 + 0) / 3, 1)
        self.check("ab", "abx", "both", 1, 1)

    def test_a_missing_mention_costs_recall_over_all_only(self):
        self.check("abc", "ab", "all", 1, (2 / 3 + 2 / 3 + 0) / 3)
        self.check("abc", "ab", "both", 1, 1)

    def test_nothing_found_is_nothing(self):
        self.check("ab", "", "all", 0, 0)
        self.check("ab", "", "both", 0, 0)

    def test_documents_are_summed_by_mentions(self):
        result = bcubed.score([(labelled("abc"), labelled("abc")), (labelled("de"), labelled("d e"))])
        self.assertAlmostEqual(result["both"][0], 1)
        self.assertAlmostEqual(result["both"][1], (3 + 2 * 0.5) / 5)


class Files(unittest.TestCase):
    """Spans are trimmed on both sides; documents meet by their names."""

    def test_the_program(self):
        text = "The UN met. \u201cUN\u201d staff of Chad left Chad."
        gold = [(4, 6, "un"), (13, 15, "un"), (26, 30, "chad"), (36, 40, "chad")]
        found = [(0, 6, 0), (12, 16, 0), (26, 30, 1), (36, 40, 2)]
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "d.txt"), "w", encoding="utf-8") as file:
                file.write(text)
            with open(os.path.join(folder, "d.json"), "w", encoding="utf-8") as file:
                json.dump({"doc": "d", "entities": [
                    {"start": s, "end": e, "type": "ORG", "id": i} for s, e, i in gold]}, file)
            findings = os.path.join(folder, "findings.jsonl")
            with open(findings, "w", encoding="utf-8") as file:
                print(json.dumps({"doc": "d", "entities": [
                    {"start": s, "end": e, "type": "ORG", "entity": i} for s, e, i in found]}), file=file)
            out = subprocess.run([sys.executable, "-B", bcubed.__file__, folder, findings, "--wrong"],
                                 check=True, capture_output=True, encoding="utf-8").stdout
        self.assertIn("split d: chad: Chad 1 / Chad 1\n", out)
        self.assertIn("on mentions found by both: P 100.0 R 75.0 F 85.7\n", out)
        self.assertIn("over all: P 100.0 R 75.0 F 85.7\n", out)


if __name__ == "__main__":
    unittest.main()
