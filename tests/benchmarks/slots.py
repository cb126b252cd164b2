"""Fit and measure which fact of a source answers which fact of a claim.

    python tests/benchmarks/slots.py ARTICLES... [--write]

Every pair of facts that the program weighs is a row. It is right where the labels have the two
as answering each other, wrong where the claim's fact is labelled with another answer of the same
source, or where the two would conflict and no label says so. Rows of which the labels say nothing
are left out. The figures are cross-validated by article: no article is judged by weights that were
fitted on it. ``--write`` fits on all and writes ``claimcheck/slots.json``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd
from labelled import Labels, articles, meets, plain
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from claimcheck.check import Result
from claimcheck.compare import LEAST, choose
from claimcheck.records import Level
from claimcheck.slots import FEATURES

GROUPS = ("date", "hedge", "name", "negation", "number")
WEIGHTS = Path(__file__).parents[2] / "claimcheck" / "slots.json"
STRENGTH = 0.3  # of the regularisation, inverse


def label(result: Result, labels: dict[str, Labels]) -> pd.DataFrame:
    """Mark the rows of ``result.answers`` that are labelled as answers."""
    table = result.answers.copy()
    said = dict(zip(result.claims["id"], result.claims["text"].map(plain), strict=True))
    theirs = dict(zip(result.sentences["id"], result.sentences["text"].map(plain), strict=True))

    def marked(row: object) -> str:
        claim = labels.get(said[row.claim_id], {})  # type: ignore[attr-defined]
        for level in ("conflicts", "unclear", "harmless"):
            for fact in claim.get(level, ()):
                if (
                    not fact.get("evidence_field")
                    and fact["source"] == row.source_id  # type: ignore[attr-defined]
                    and meets(row.claim_text, fact["claim_text"])  # type: ignore[attr-defined]
                    and meets(row.evidence_text, fact["evidence_text"])  # type: ignore[attr-defined]
                    and plain(fact["evidence_text"]) in theirs[row.evidence_id]  # type: ignore[attr-defined]
                ):
                    return level
        return ""

    table["label"] = [marked(row) for row in table.itertuples()]
    contradicted = {text for text, claim in labels.items() if claim.get("conflicts")}
    table["contradicted"] = [said[claim_id] in contradicted for claim_id in table["claim_id"]]
    return table


def usable(table: pd.DataFrame) -> pd.Series:
    """Tell which rows the labels speak of."""
    answered = table.groupby(["case", "fact", "source_id"])["label"].transform(
        lambda column: (column != "").any()
    )
    return ~table["stated"] & (answered | table["level"].isin(["conflicts", "unclear"]))


def matrix(table: pd.DataFrame) -> np.ndarray:
    """Lay out the features, and which kind a row is of."""
    kinds = np.stack([table["group"] == group for group in GROUPS], axis=1)
    return np.hstack([table[list(FEATURES)].to_numpy(dtype=float), kinds.astype(float)])


def model() -> object:
    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=5000))


def cross_validated(table: pd.DataFrame) -> np.ndarray:
    """Give each row the probability by weights that were fitted on other articles."""
    x, y = matrix(table), (table["label"] != "").to_numpy()
    use, out = usable(table).to_numpy(), np.zeros(len(table))
    folds = min(10, table["article"].nunique())
    for fit, test in GroupKFold(folds).split(x, y, table["article"]):
        fit = fit[use[fit]]
        out[test] = model().fit(x[fit], y[fit]).predict_proba(x[test])[:, 1]  # type: ignore[attr-defined]
    return out


def weights(table: pd.DataFrame) -> dict[str, object]:
    """Fit on all rows, and write the weights in the units of the features."""
    use = usable(table)
    fitted = model().fit(matrix(table[use]), (table.loc[use, "label"] != "").to_numpy())  # type: ignore[attr-defined]
    scale, regression = fitted[0], fitted[1]
    by_unit = regression.coef_[0] / scale.scale_
    offset = float(regression.intercept_[0] - by_unit @ scale.mean_)
    names = [*FEATURES, *GROUPS]
    weight = {name: round(float(w), 4) for name, w in zip(names, by_unit, strict=True)}
    return {
        "fitted": f"{table['article'].nunique()} articles, {int(use.sum())} pairs of facts, "
        f"{int((table.loc[use, 'label'] != '').sum())} of them answers",
        "group": {group: round(offset + weight.pop(group), 4) for group in GROUPS},
        "weight": weight,
    }


def report(table: pd.DataFrame) -> None:
    """Print how often the right candidate comes first, and what a threshold finds."""
    print("first of its source, where an answer is labelled that the program weighs")
    answered = table.groupby(["case", "fact", "source_id"])["label"].transform(
        lambda column: (column != "").any()
    )
    for group, rows in table[answered].groupby("group"):
        told = []
        for name in ("sentence", "words", "context", "chance"):
            place = rows.groupby(["case", "fact", "source_id"])[name].rank(
                ascending=False, method="max"
            )
            keys = [rows["case"], rows["fact"], rows["source_id"]]
            best = place[rows["label"] != ""].groupby([k[rows["label"] != ""] for k in keys]).min()
            told.append(f"{name} {int((best == 1).sum())}")
        print(f"  {group:9} of {len(best):4}: {', '.join(told)}")
    print("conflicts called at a least chance: right, at other words or places, where none is")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        called = pd.concat(
            choose(part.assign(score=part["chance"]), LEAST | {Level.CONFLICTS: least})
            for _, part in table.groupby("case")
        )
        called = called[called["level"] == Level.CONFLICTS].drop_duplicates(["case", "fact"])
        right = int((called["label"] == "conflicts").sum())
        other = int((called["contradicted"] & (called["label"] != "conflicts")).sum())
        print(f"  {least}: {right}, {other}, {len(called) - right - other}")


def main() -> None:
    """Read the articles, print the figures, write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", nargs="+", type=Path, help="folders of labelled articles")
    parser.add_argument("--variants", type=int, default=4, help="edited copies of each to fit on")
    parser.add_argument("--write", action="store_true", help="write claimcheck/slots.json")
    options = parser.parse_args()
    parts = [
        label(result, claims).assign(article=name, case=n)
        for n, (name, result, claims, _) in enumerate(articles(options.articles, options.variants))
    ]
    table = pd.concat(parts, ignore_index=True)
    table["chance"] = cross_validated(table)
    written = table.groupby("article")["case"].transform("min") == table["case"]
    report(table[written])
    if options.write:
        text = json.dumps(weights(table), indent=1) + "\n"
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
