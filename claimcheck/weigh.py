"""Facts and judge together: how likely a source conflicts with a claim, how sure a verdict is.

Two logistic regressions whose weights (``weigh.json``) were fitted on labelled articles by
``tests/benchmarks/weigh.py``; nothing here is set by hand but which features there are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .entailment.judged import LABELS, Share
from .records import Finding, Level, Outcome, Sentence, frame, records, rows

Floats = npt.NDArray[np.float64]

_KEYS = ["claim_id", "source_id"]
_GROUPS = {
    "figure": ("date", "number"),
    "name": ("name", "place"),
    "quote": ("quote",),
    "manner": ("hedge", "negation"),
    "occasion": ("speaker", "event"),
}
_LEAST_SHARE = 0.5  # of the largest: what a finding marks
_FLOOR = 1e-3  # of a probability, before its logarithm is taken

# What is weighed of a claim and a source: which groups of facts conflict; how many facts (at most
# three) stand so; the judge's probabilities as logarithms; how near the source comes.
FEATURES = (
    *(f"{group} conflicts" for group in _GROUPS),
    *(str(level) for level in (Level.AGREES, Level.CLOSE, Level.UNCLEAR, Level.ABSENT)),
    *LABELS,
    "similarity",
    "total",
)
# What is weighed of a verdict, for each outcome: the surest conflict, the strongest support by the
# judge, how many facts are held and how many are not, and how near a source comes.
SURE = ("conflict", "supports", "neither", "held", "open", "similarity")
OUTCOMES = tuple(o.value for o in Outcome if o != Outcome.NOT_CHECKABLE)


def features(findings: pd.DataFrame, support: pd.DataFrame, stances: pd.DataFrame) -> pd.DataFrame:
    """Lay out what is known of each claim and source.

    Args:
        findings: a frame of `Finding`.
        support: what `pairing.support` gave.
        stances: what `stance.judge` gave.

    Returns:
        A row a stance, with its claim, its source and the `FEATURES`.
    """
    out = stances[[*_KEYS, *LABELS]].merge(support[[*_KEYS, "similarity", "total"]], on=_KEYS)
    out[list(LABELS)] = np.log(out[list(LABELS)].clip(lower=_FLOOR))
    kind = findings["kind"].map({k: group for group, kinds in _GROUPS.items() for k in kinds})
    against = findings["level"] == Level.CONFLICTS
    counts = {f"{group} conflicts": against & (kind == group) for group in _GROUPS}
    for level in (Level.AGREES, Level.CLOSE, Level.UNCLEAR, Level.ABSENT):
        counts[str(level)] = findings["level"] == level
    marked = findings[_KEYS].assign(**{name: mask.astype(int) for name, mask in counts.items()})
    summed = marked.groupby(_KEYS, sort=False).sum().clip(upper=3).reset_index()
    summed[[f"{group} conflicts" for group in _GROUPS]] = summed[
        [f"{group} conflicts" for group in _GROUPS]
    ].clip(upper=1)
    out = out.merge(summed, on=_KEYS, how="left").fillna(dict.fromkeys(counts, 0))
    return out.astype(dict.fromkeys(counts, float))


def conflicts(table: pd.DataFrame) -> Floats:
    """Say how likely each source conflicts with each claim.

    Args:
        table: what `features` gave.

    Returns:
        Probabilities, (len(table),).
    """
    return _probability(table[list(FEATURES)].to_numpy(dtype=float), _weights()["conflict"])


def add(
    claims: pd.DataFrame,
    findings: pd.DataFrame,
    table: pd.DataFrame,
    stances: pd.DataFrame,
    sentences: pd.DataFrame,
) -> pd.DataFrame:
    """Add findings of kind ``entailment`` where the judge tells what no fact did.

    Args:
        claims: a frame of `Claim`.
        findings: a frame of `Finding`.
        table: what `features` gave.
        stances: what `stance.judge` gave.
        sentences: a frame of `Sentence`.

    Returns:
        The findings and, behind them, one for each source that has no conflict by facts but is
        likelier to conflict than the fitted threshold: its words are those that the judge hangs
        its result on.
    """
    called = set(map(tuple, findings.loc[findings["level"] == Level.CONFLICTS, _KEYS].to_numpy()))
    likely = table[_KEYS].assign(chance=conflicts(table))
    likely = likely[likely["chance"] >= least()]
    told = stances.merge(likely, on=_KEYS)
    told = told[told["refutes"] > told["supports"]]
    by_id = {s.id: s for s in records(Sentence, sentences)}
    own = dict(zip(claims["id"], claims["sentence_id"], strict=True))
    made = [
        _finding(row, by_id[own[row.claim_id]], by_id[row.evidence_id])
        for row in rows(told)
        if (row.claim_id, row.source_id) not in called
    ]
    return pd.concat([findings, frame(Finding, made)], ignore_index=True) if made else findings


def least() -> float:
    """Give the chance from which on the judge alone calls a conflict."""
    return float(_weights()["least"])


def _finding(row: Any, claim: Sentence, evidence: Sentence) -> Finding:
    mine, theirs = _span(row.claim_shares, claim), _span(row.evidence_shares, evidence)
    return Finding(
        claim_id=row.claim_id,
        kind="entailment",
        level=Level.CONFLICTS,
        source_id=row.source_id,
        claim_text=claim.text[mine[0] - claim.start : mine[1] - claim.start],
        claim_start=mine[0],
        claim_end=mine[1],
        evidence_id=evidence.id,
        evidence_text=evidence.text[theirs[0] - evidence.start : theirs[1] - evidence.start],
        evidence_start=theirs[0],
        evidence_end=theirs[1],
        evidence_field=None,
        why=f"the judge reads it as refuting ({row.refutes:.0%} against {row.supports:.0%})",
    )


def _span(shares: list[Share], sentence: Sentence) -> tuple[int, int]:
    """Give the stretch of a sentence that holds the words with the largest shares."""
    telling = [(start, end) for start, end, share in shares if share >= _LEAST_SHARE]
    if not telling:
        return sentence.start, sentence.end
    return sentence.start + telling[0][0], sentence.start + telling[-1][1]


def sure(verdicts: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Fill in how likely each verdict is to be the one that a label would have.

    Args:
        verdicts: a frame of `Verdict`.
        table: what `features` gave.

    Returns:
        The verdicts with ``confidence``, rounded to 2 places; null where nothing was weighed. It
        is never surer than the n fitted verdicts of the same outcome allow, had all been right or
        all wrong: between 1 / (n + 2) and 1 less that (Laplace's rule of succession).
    """
    laid = layout(verdicts, table)
    chance = pd.Series(_probability(laid.to_numpy(dtype=float), _weights()["sure"]), laid.index)
    seen = pd.Series(_weights()["verdicts"])
    least = 1 / (laid[list(OUTCOMES)] @ seen[list(OUTCOMES)] + 2)
    chance = chance.clip(least, 1 - least)
    unweighed = verdicts["outcome"] == Outcome.NOT_CHECKABLE
    found = verdicts["claim_id"].map(chance.round(2)).mask(unweighed)
    told = [None if np.isnan(value) else float(value) for value in found]
    return verdicts.assign(confidence=pd.Series(told, verdicts.index, dtype=object))


def layout(verdicts: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Lay out what tells how sure a verdict is: each of `SURE` in the column of its outcome.

    Args:
        verdicts: a frame of `Verdict`.
        table: what `features` gave.

    Returns:
        A row a claim that was judged, by its id: an offset and six columns for each outcome.
    """
    held = table[str(Level.AGREES)] + table[str(Level.CLOSE)]
    by_claim = table.assign(
        conflict=conflicts(table),
        held=held,
        open=table[str(Level.UNCLEAR)] + table[str(Level.ABSENT)],
    ).groupby("claim_id", sort=False)
    most = by_claim[["conflict", "supports", "held", "similarity"]].max()
    most[["neither", "open"]] = by_claim[["neither", "open"]].min()
    outcome = verdicts.set_index("claim_id")["outcome"].reindex(most.index)
    parts = {}
    for name in OUTCOMES:
        is_it = (outcome == name).astype(float)
        parts[name] = is_it
        parts |= {f"{name} {column}": is_it * most[column] for column in SURE}
    return pd.DataFrame(parts, index=most.index)


def _probability(x: Floats, weights: Mapping[str, Any]) -> Floats:
    total = weights["offset"] + x @ np.array(list(weights["weight"].values()))
    return np.asarray(1 / (1 + np.exp(-total)), dtype=float)


@lru_cache(maxsize=1)
def _weights() -> dict[str, Any]:
    return dict(json.loads(files("claimcheck").joinpath("weigh.json").read_text(encoding="utf-8")))
