"""Fit and measure how facts and judge are weighed together.

    python tests/benchmarks/weigh.py FITTED [UNSEEN] [--write] | --pairs

A row is a claim and a source of a labelled article; it is a conflict where the labels have one of
that source. Every figure on FITTED is cross-validated by article; UNSEEN, where given, is measured
with weights fitted on all of FITTED. ``--write`` writes ``claimcheck/weigh.json``; confidence is
fitted to the verdicts that the file gave before, so write it twice after a change. The
threshold from which on the judge alone calls a conflict is the lowest at which, cross-validated,
at least `RIGHT` of what it adds is right. ``--pairs`` measures on our own pairs in place of
articles: how many of the refuted ones are found at 5% false alarms, cross-validated by story (in
minutes).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import calibration
import numpy as np
import pandas as pd
from calibration import calibration_error
from labelled import articles, plain
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from claimcheck import check, weigh
from claimcheck.entailment.judged import LABELS
from claimcheck.records import Case, Level, Outcome, Source

WEIGHTS = Path(__file__).parents[2] / "claimcheck" / "weigh.json"
RIGHT = 0.5
SPOKEN = ("transcript", "interview", "minutes", "dialogue", "call")
STRENGTH = 0.1  # of the regularisation, inverse


def read(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Check labelled articles: a row a claim and source, and a row a verdict."""
    pairs, verdicts = [], []
    for name, result, labels, _ in articles([folder]):
        said = {
            c: labels.get(plain(text)) for c, text in zip(*_columns(result.claims), strict=True)
        }
        known = {claim_id: label for claim_id, label in said.items() if label}
        facts = result.findings[result.findings["kind"] != "entailment"]
        table = result.weighed[result.weighed["claim_id"].isin(known)].assign(article=name)
        table["label"] = [
            any(fact["source"] == source for fact in known[claim_id]["conflicts"])
            for claim_id, source in table[["claim_id", "source_id"]].itertuples(index=False)
        ]
        called = facts.loc[facts["level"] == Level.CONFLICTS, ["claim_id", "source_id"]]
        table = table.merge(called.drop_duplicates().assign(called=True), how="left")
        pairs.append(table.assign(called=table["called"].notna()))
        given = result.verdicts[result.verdicts["claim_id"].isin(known)]
        given = given[given["outcome"] != Outcome.NOT_CHECKABLE].set_index("claim_id")
        laid = weigh.layout(result.verdicts, result.weighed).reindex(given.index)
        right = [known[c]["verdict"] == o for c, o in given["outcome"].items()]
        verdicts.append(laid.assign(right=right, article=name, confidence=given["confidence"]))
    return pd.concat(pairs, ignore_index=True), pd.concat(verdicts, ignore_index=True)


def _columns(claims: pd.DataFrame) -> tuple[list[str], list[str]]:
    return claims["id"].tolist(), claims["text"].tolist()


def model() -> object:
    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=5000))


def cross_validated(x: np.ndarray, y: np.ndarray, article: pd.Series) -> np.ndarray:
    """Give each row the probability by weights that were fitted on other articles."""
    folds = GroupKFold(min(11, article.nunique()))
    chance = cross_val_predict(model(), x, y, groups=article, cv=folds, method="predict_proba")
    return np.asarray(chance[:, 1])


def weights(names: list[str], x: np.ndarray, y: np.ndarray) -> dict[str, object]:
    """Fit on all rows, and write the weights in the units of the features."""
    fitted = model().fit(x, y)  # type: ignore[attr-defined]
    scale, regression = fitted[0], fitted[1]
    by_unit = regression.coef_[0] / scale.scale_
    return {
        "offset": round(float(regression.intercept_[0] - by_unit @ scale.mean_), 4),
        "weight": {n: round(float(w), 4) for n, w in zip(names, by_unit, strict=True)},
    }


def threshold(table: pd.DataFrame, chance: np.ndarray) -> float:
    """Find the lowest chance from which on what the judge adds is right often enough.

    Anything down to the next chance calls the same rows; halfway to it is least of a coincidence.
    """
    added = table[~table["called"]].assign(chance=chance[~table["called"]])
    rows = added[_refuted(added)].groupby("chance")["label"].agg(["sum", "size"])
    rows = rows.sort_index(ascending=False).cumsum()
    enough = np.flatnonzero(rows["sum"] >= RIGHT * rows["size"])
    if not len(enough):
        return 1.0
    return round(float(rows.index[enough[-1] : enough[-1] + 2].to_numpy().mean()), 6)


def _refuted(table: pd.DataFrame) -> pd.Series:
    return table["refutes"] > table["supports"]


def report(table: pd.DataFrame, chance: np.ndarray, least: float) -> None:
    """Print how facts alone and facts with the judge find conflicts."""
    y, called = table["label"].to_numpy(), table["called"].to_numpy()
    print(f"  ranking: average precision {average_precision_score(y, chance):.3f}, "
          f"area under the curve {roc_auc_score(y, chance):.3f}")  # fmt: skip
    refuted = _refuted(table).to_numpy()
    both = called | ((chance >= least) & refuted)
    for name, said in (("facts", called), (f"with the judge from {least}", both)):
        print(f"  {name}: {int((said & y).sum())} of {int(y.sum())} conflicts, "
              f"{int((said & ~y).sum())} of {int((~y).sum())} others")  # fmt: skip


def pairs() -> None:
    """Print what facts, judge and both find on our own pairs, each checked as a case."""
    table = calibration.read()
    laid = []
    for row in table.itertuples():
        kind = "talk" if row.genre in SPOKEN else "report"
        source = Source("s", kind, "a source", str(row.evidence))
        article = Source("article", "article", "", str(row.claim))
        found = check(Case("pairs", "a pair", article, (source,))).weighed
        laid.append(found[list(weigh.FEATURES)].mean().fillna(0))  # one row, or none to weigh
    x, y = pd.DataFrame(laid), (table["label"] == "refutes").to_numpy()
    judged = [*LABELS]
    for name, columns in (
        ("facts", [c for c in x if c not in judged]),
        ("judge", judged),
        ("both", list(x)),
    ):
        chance = cross_validated(x[columns].to_numpy(float), y, table["group"])
        limit = calibration.alarm(chance, y)
        print(f"  {name}: {(chance[y] > limit).mean():.3f} of {int(y.sum())} found at "
              f"{(chance[~y] > limit).mean():.3f} false alarms")  # fmt: skip


def main() -> None:
    """Read the articles, print the figures, write the weights if asked to."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("fitted", type=Path, nargs="?", help="a folder of labelled articles")
    parser.add_argument("unseen", type=Path, nargs="?", help="another, only to measure on")
    parser.add_argument("--write", action="store_true", help="write claimcheck/weigh.json")
    parser.add_argument("--pairs", action="store_true", help="measure on data/calibration")
    options = parser.parse_args()
    if options.pairs:
        return pairs()
    if options.fitted is None:
        parser.error("name a folder of labelled articles, or give --pairs")
    table, verdicts = read(options.fitted)
    names, columns = (
        list(weigh.FEATURES),
        [c for c in verdicts if c not in ("right", "article", "confidence")],
    )
    x, y = table[names].to_numpy(float), table["label"].to_numpy(bool)
    chance = cross_validated(x, y, table["article"])
    least = threshold(table, chance)
    print("conflicts, cross-validated by article")
    report(table, chance, least)
    z, right = verdicts[columns].to_numpy(float), verdicts["right"].to_numpy(bool)
    sure = cross_validated(z, right, verdicts["article"])
    print(f"confidence, cross-validated: calibration error {calibration_error(sure, right):.3f}, "
          f"area under the curve {roc_auc_score(right, sure):.3f}")  # fmt: skip
    if options.unseen:
        other, theirs = read(options.unseen)
        print("conflicts, unseen articles")
        report(other, weigh.conflicts(other), weigh.least())
        right = theirs["right"].to_numpy(bool)
        told = theirs["confidence"].to_numpy(float)
        print(f"confidence, unseen: calibration error {calibration_error(told, right):.3f}, "
              f"area under the curve {roc_auc_score(right, told):.3f}")  # fmt: skip
    if options.write:
        fitted = {
            "fitted": f"{table['article'].nunique()} articles, {len(table)} claims and sources, "
            f"{int(y.sum())} of them conflicts; {len(verdicts)} verdicts",
            "least": least,
            "conflict": weights(names, x, y),
            "sure": weights(columns, z, verdicts["right"].to_numpy(bool)),
            "verdicts": {name: int(verdicts[name].sum()) for name in weigh.OUTCOMES},
        }
        WEIGHTS.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
        print(f"written: {WEIGHTS}")


if __name__ == "__main__":
    main()
