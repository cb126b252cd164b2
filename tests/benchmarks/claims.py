"""Measure what tells which sentences can be checked, and fit the classifier's weights.

    python tests/benchmarks/claims.py [ARTICLES...] [--outside FILE] [--last] [--write]

Always yes, the signs in the wording alone, the classifier alone and both together are measured on
our own sentences, on labelled articles (folders of case folders with a ``labels.json``) and on a
file of another project (JSON lines, ``sentence`` and ``checkworthy``), of which nothing is fitted.
The classifier's figures are cross-validated, all sentences of an article in one fold. The test
part of ``claims_unseen.csv`` is fitted on by nothing either; ``--last`` measures on it.
``--write`` fits on everything else and writes ``claimcheck/claims.json``.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from claimcheck import claims
from claimcheck.encoder import Encoder

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "examples"
WEIGHTS = ROOT / "claimcheck" / "claims.json"
TABLES = ("names", "hedges", "quotes", "numbers", "dates", "conflict_table")  # claims, all factual
STRENGTH = 3.0  # of the regularisation, inverse
SORTS = ["fact", *claims.WORDED]


def own() -> pd.DataFrame:
    """Read our own sentences; ``part`` names the file or the part."""
    parts = []
    for name in ("claims", "claims_known_failures", "claims_training", "claims_unseen"):
        table = pd.read_csv(EXAMPLES / f"{name}.csv", keep_default_na=False)
        part = table.get("part", name)
        parts.append(table[["sentence", "checkable", "reason"]].assign(part=part))
    for name in TABLES:
        said = pd.read_csv(EXAMPLES / f"{name}.csv", keep_default_na=False)["claim"].unique()
        parts.append(pd.DataFrame({"sentence": said, "checkable": "yes", "part": "other tables"}))
    return pd.concat(parts, ignore_index=True).fillna("").drop_duplicates("sentence")


def labelled(folder: Path) -> pd.DataFrame:
    """Read the sentences of the labelled articles below a folder; ``group`` is the article."""
    rows = [
        (c["text"], "no" if c["verdict"] == "not_checkable" else "yes", path.parent.name)
        for path in sorted(folder.glob("*/labels.json"))
        for c in json.loads(path.read_text(encoding="utf-8"))["claims"]
    ]
    table = pd.DataFrame(rows, columns=["sentence", "checkable", "group"])
    return table.assign(part="articles")


def outside(file: Path) -> pd.DataFrame:
    """Read another project's file."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        table = pd.DataFrame(map(json.loads, lines))
    yes = np.where(table["checkworthy"] == "yes", "yes", "no")
    return pd.DataFrame({"sentence": table["sentence"], "checkable": yes, "part": "outside"})


def sort_of(table: pd.DataFrame) -> pd.Series:
    """Give the sort of each sentence; where the label names none, that of the sign, or opinion."""
    sign = table["sign"].str.partition(":")[0].replace("", "opinion")
    sort = table["reason"].where(table["reason"] != "", sign)
    return sort.where(table["checkable"] == "no", "fact")


def fit(x: np.ndarray, sorts: pd.Series) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000, tol=1e-3).fit(x, sorts)


def likelihoods(table: pd.DataFrame, x: np.ndarray, use: np.ndarray) -> np.ndarray:
    """Give each row its likelihoods by weights that were not fitted on it or its article."""
    out = np.zeros((len(table), len(claims.WORDED)))
    sorts = table["sort"].to_numpy()

    def fill(rows: np.ndarray, others: np.ndarray) -> None:
        model = fit(x[rows], sorts[rows])
        order = [list(model.classes_).index(sort) for sort in claims.WORDED]
        out[others] = model.predict_proba(x[others])[:, order]

    seen = np.flatnonzero(use)
    folds = StratifiedGroupKFold(10, shuffle=True, random_state=0)
    for train, test in folds.split(seen, sorts[seen], table["group"].to_numpy()[seen]):
        fill(seen[train], seen[test])
    fill(seen, np.flatnonzero(~use))
    return out


def report(table: pd.DataFrame) -> None:
    """Print for each part and each way the accuracy and what it gets wrong."""
    print("part, way: accuracy, balanced accuracy; facts lost; of the others, let through")
    for part, rows in table.groupby("part", sort=False):
        yes = (rows["checkable"] == "yes").to_numpy()
        for way in ("always", "signs", "classifier", "both"):
            said = rows[way].to_numpy(dtype=bool)
            lost, through = int((yes & ~said).sum()), int((~yes & said).sum())
            accuracy = (said == yes).mean()
            halves = [(said == yes)[side].mean() for side in (yes, ~yes) if side.any()]
            print(
                f"{part:22} {way:10} {accuracy:.3f} {np.mean(halves):.3f}   "
                f"{lost} of {yes.sum()} ({lost / yes.sum():.1%});  {through} of {(~yes).sum()}"
            )


def weights(model: LogisticRegression, table: pd.DataFrame) -> dict[str, object]:
    """Write the weights of each sort against those of a fact; the offset is the first."""
    rows = np.hstack([model.intercept_[:, None], model.coef_])
    by_sort = dict(zip(model.classes_, rows, strict=True))
    counts = ", ".join(f"{n} {sort}" for sort, n in table["sort"].value_counts().items())
    return {
        "fitted": f"{len(table)} sentences: {counts}",
        "weights": {
            sort: [round(float(w), 3) for w in by_sort[sort] - by_sort["fact"]]
            for sort in claims.WORDED
        },
    }


def main() -> None:
    """Read the sentences, print the figures, write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", nargs="*", type=Path, help="folders of labelled articles")
    parser.add_argument("--outside", type=Path, help="another project's labelled sentences")
    parser.add_argument("--last", action="store_true", help="measure on the test part too")
    parser.add_argument("--write", action="store_true", help="write claimcheck/claims.json")
    options = parser.parse_args()
    parts = [own().assign(group=""), *map(labelled, options.articles)]
    parts += [outside(options.outside)] if options.outside else []
    table = pd.concat(parts, ignore_index=True).fillna("")
    if not options.last:
        table = table[table["part"] != "test"].reset_index(drop=True)
    table["group"] = table["group"].where(table["group"] != "", table.index.astype(str))
    table["sign"] = table["sentence"].map(claims.reason)
    table["sort"] = sort_of(table)
    x = claims.features(table["sentence"], Encoder().encode(table["sentence"].tolist()))
    use = (~table["part"].isin(["test", "outside"]) & table["sort"].isin(SORTS)).to_numpy()
    likely = likelihoods(table, x, use)
    table["always"], table["signs"] = True, table["sign"] == ""
    table["classifier"] = likely.sum(axis=1) < 0.5
    said = zip(table["sentence"], table["sign"], likely, strict=True)
    table["both"] = [not claims.weigh(*row) for row in said]
    report(table)
    if options.write:
        read = weights(fit(x[use], table.loc[use, "sort"]), table[use])
        WEIGHTS.write_text(json.dumps(read) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
