#!/usr/bin/env python3
"""How well the tagger does on news it was not trained on. python3 stdlib only.

usage: model.py BUILD CORPUS
BUILD holds tagger_train, lexicon_compile, lists.bin and attache; CORPUS the folders corpus/ and
tools/. The tagger is trained five times. Each time a fifth of the documents of fa-train is left
out, and the first four times one of the corpora of other origin as well. What was left out is
then tagged: the four corpora one by one (person, place and organisation, which all of them
mark), the five fifths of fa-train together (all types). Exact spans and types.
"""
import glob
import os
import subprocess
import sys
import tempfile

FOLDS = 5
CORPORA = ["wikigold", "crossner-politics", "gum", "uner-ewt"]
SHARED_TYPES = ["PER", "LOC", "ORG"]
ALL_TYPES = SHARED_TYPES + ["NORP", "DATE", "EVENT", "LAW"]


def texts(corpus, name):
    """The documents of a corpus in the trainer's order: by the bytes of their names."""
    marked = glob.glob(f"{corpus}/corpus/{name}/*.json")
    return [path[:-5] for path in sorted(marked, key=os.path.basename)]


def train(build, corpus, lists, folder, left_out):
    model = f"{folder}/tagger.model"
    subprocess.run([f"{build}/tagger_train", f"{build}/lists.bin", model, f"{corpus}/corpus",
                    *left_out], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([f"{build}/lexicon_compile", f"{folder}/lexicon.bin", *lists, model],
                   check=True)


def found(build, folder, documents):
    return subprocess.run([f"{build}/attache", "extract", *(d + ".txt" for d in documents)],
                          check=True, stdout=subprocess.PIPE,
                          env=dict(os.environ, ATTACHE_DATADIR=folder)).stdout


def score(scorer, corpus, name, lines, types):
    """Exact F1 in per cent of all types together and of each."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(lines)
        file.flush()
        result = scorer.score(f"{corpus}/corpus/{name}", file.name, types, {})
    return 100 * result["exact"][2], {name: 100 * result[name][2] for name in types}


def report(scorer, corpus, name, lines, types):
    all_types, each = score(scorer, corpus, name, lines, types)
    print(f"{name}: exact F1 {all_types:.1f} (" +
          ", ".join(f"{t} {figure:.1f}" for t, figure in each.items()) + ")", flush=True)
    return all_types


def main():
    build, corpus = sys.argv[1:3]
    if not os.path.isdir(f"{corpus}/corpus/fa-train"):
        print(f"eval-model: skipped, no scored corpora in {corpus} (CORPUS=folder)")
        return
    sys.path.insert(0, f"{corpus}/tools")
    import score_ner
    lists = sorted(glob.glob("data/*.tsv"))
    news = texts(corpus, "fa-train")
    folds, figures = b"", []
    for fold in range(FOLDS):
        other = CORPORA[fold:fold + 1]
        with tempfile.TemporaryDirectory() as folder:
            train(build, corpus, lists, folder, [f"fa-train:{fold}/{FOLDS}", *other])
            for name in other:
                lines = found(build, folder, texts(corpus, name))
                figures.append(report(score_ner, corpus, name, lines, SHARED_TYPES))
            folds += found(build, folder, news[fold::FOLDS])
    figures.append(report(score_ner, corpus, "fa-train", folds, SHARED_TYPES))
    report(score_ner, corpus, "fa-train", folds, ALL_TYPES)
    print(f"mean of person, place, organisation: {sum(figures) / len(figures):.2f}")


if __name__ == "__main__":
    main()
