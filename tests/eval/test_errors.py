#!/usr/bin/env python3
"""The error counts on examples that were worked out by hand."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

import errors


def quote(start, end, kind, speaker="", words=None):
    record = {"quote_start": start, "quote_end": end, "kind": kind, "speaker": speaker}
    if words:
        record["speaker_start"], record["speaker_end"] = words
    return record


class Entities(unittest.TestCase):
    def check(self, gold, found, expected):
        self.assertEqual(sorted(errors.entity_errors(gold, found)), sorted(expected))

    def test_what_is_right_is_no_error(self):
        self.check({(0, 4): "ORG"}, {(0, 4): "ORG"}, [])

    def test_another_type_at_the_same_span(self):
        self.check({(0, 4): "ORG"}, {(0, 4): "PLACE"}, [(("type", "ORG > PLACE"), (0, 4))])

    def test_a_boundary_is_counted_once(self):
        self.check({(0, 9): "ORG"}, {(0, 4): "ORG", (5, 9): "PERSON"}, [(("boundary", "ORG"), (0, 9))])

    def test_missed_and_spurious(self):
        self.check({(0, 4): "LAW"}, {(4, 9): "DATE"},
                   [(("missed", "LAW"), (0, 4)), (("spurious", "DATE"), (4, 9))])


class Quotes(unittest.TestCase):
    def check(self, gold, found, expected):
        self.assertEqual([group for group, _ in errors.quote_errors(gold, found)], expected)

    def test_a_name_that_shares_a_word_is_right(self):
        self.check([quote(0, 10, "direct", "Wang Yi")], [quote(0, 9, "direct", "Wang")], [])

    def test_the_same_words_are_right_whatever_the_name(self):
        self.check([quote(0, 10, "direct", "Wang Yi", (12, 14))],
                   [quote(0, 10, "direct", "he", (12, 14))], [])

    def test_another_speaker_and_none(self):
        self.check([quote(0, 10, "direct", "Wang Yi"), quote(20, 30, "mixed", "Cho")],
                   [quote(0, 10, "direct", "Li Qiang"), quote(20, 30, "partial")],
                   [("speaker", "direct"), ("nobody", "mixed")])

    def test_less_than_half_is_missed_and_spurious(self):
        self.check([quote(0, 10, "direct", "Cho")], [quote(6, 16, "direct", "Cho")],
                   [("missed", "direct"), ("spurious", "direct")])

    def test_scare_quotes_claim_nothing_and_are_not_missed(self):
        self.check([quote(0, 10, "none")], [quote(0, 10, "scare")], [])

    def test_scare_quotes_taken_for_speech_are_spurious(self):
        self.check([quote(0, 10, "none")], [quote(0, 10, "partial", "Cho")], [("spurious", "partial")])


class Files(unittest.TestCase):
    def test_the_commonest_come_first_with_their_number(self):
        text = "Chad and Chad met the UN. \u201cNo,\u201d said Lis."
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "d.txt"), "w", encoding="utf-8") as file:
                file.write(text)
            gold = [(0, 4, "COUNTRY"), (9, 13, "COUNTRY"), (22, 24, "ORG")]
            with open(os.path.join(folder, "d.json"), "w", encoding="utf-8") as file:
                json.dump({"doc": "d", "quotes": [quote(27, 30, "direct", "Lis")],
                           "entities": [{"start": s, "end": e, "type": t} for s, e, t in gold]}, file)
            findings = os.path.join(folder, "findings.jsonl")
            with open(findings, "w", encoding="utf-8") as file:
                print(json.dumps({"doc": "d", "quotes": [quote(27, 30, "direct", "Chad")],
                                  "entities": [{"start": 18, "end": 24, "type": "PLACE"}]}), file=file)
            out = subprocess.run([sys.executable, "-B", errors.__file__, folder, findings],
                                 check=True, capture_output=True, encoding="utf-8").stdout
        self.assertEqual(out.splitlines(), [
            "wrong names: 3",
            "    2  missed    COUNTRY           Chad (2)",
            "    1  type      ORG > PLACE       UN",
            "wrong quotations: 1",
            "    1  speaker   direct            No,: Chad for Lis"])


if __name__ == "__main__":
    unittest.main()
