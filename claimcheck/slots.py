"""Which fact of a source answers which fact of a claim: the chance that two fill one slot.

The hard part of comparing. Two figures of one sort stand in most sentences, and only one of them
is for the same thing. What speaks for a pair is measured here, and weighed by a logistic
regression that was fitted on labelled articles (`tests/benchmarks/slots.py` fits and measures it;
`slots.json` holds the weights).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import inf, log
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import alignment
from .kinds import dates, names, numbers
from .kinds.calendar import DateSpan, Duration
from .records import Fact, Level, Sentence, Source

Floats = npt.NDArray[np.float64]
Table = pd.DataFrame

FEATURES = {
    "context": "cosine of the two facts' own words as meant where they stand, but of a name kept",
    "words": "how much of the words around the two is shared, by rarity and nearness",
    "sentence": "cosine of the two sentences",
    "rival": "the three together, against the next best candidate of the source for this fact",
    "mutual": "the same, against the next best fact of the claim for this candidate",
    "agrees": "the two are the same",
    "close": "the two are close",
    "name_kept": "the two are names that agree or are close",
    "number_kept": "the two are numbers that agree or are close",
    "held": "the two differ, and another candidate of the source agrees or is close",
    "elsewhere": "the two differ, and a candidate of another source alone agrees or is close",
    "lead": "the best sentence of this source, against the best of all",
    "used": "the two differ, and the candidate agrees with a fact of another sentence",
    "anchors": "how many other facts of the claim the sentence has, up to two",
    "listed": "both stand in a list beside the same name",
    "unlike": "the two may well be of different sorts",
    "known": "both names stand in both documents",
    "counted": "both numbers count the same noun (1), or others (-1)",
    "unit": "both have the same unit, precision or sort, or speak of one act",
    "apart": "how far apart two numbers or dates lie: a logarithm, up to 4",
    "digits": "two numbers have the same digits, of another magnitude or in another order",
    "only": "one over the number of candidates of the source that have the same unit",
}
_ALIKE: Mapping[str, ModuleType] = {"date": dates, "name": names, "number": numbers}
_HELD = (Level.AGREES, Level.CLOSE)


def score(
    table: Table,
    facts: Sequence[Fact],
    context: Floats,
    by_id: Mapping[str, Sentence],
    sources: Mapping[str, Source],
) -> Table:
    """Score how likely each pair of facts fills one slot.

    Args:
        table: a row a pair: ``fact`` and ``answer`` (rows of ``facts``), ``group``, ``level``,
            ``loose``, ``claim_id``, ``source_id``, ``evidence_id``, ``similarity`` and both texts.
        facts: the facts of the claims and of the sentences near them.
        context: for each row, the cosine of the vectors of the two facts where they stand.
        by_id: the sentences by id.
        sources: the article and the sources by id.

    Returns:
        The table with a column for each of `FEATURES`, and ``score``, the probability.
    """
    kept = table["level"].isin(_HELD).astype(float)
    table = table.assign(
        context=np.where(kept * (table["group"] == "name") > 0, 0, context),
        words=_around(table, facts, by_id),
        sentence=table["similarity"],
        agrees=(table["level"] == Level.AGREES).astype(float),
        close=(table["level"] == Level.CLOSE).astype(float),
        name_kept=kept * (table["group"] == "name"),
        number_kept=kept * (table["group"] == "number"),
        anchors=_anchors(table).clip(upper=2).astype(float),
        listed=_listed(table, _siblings(facts, by_id)),
        unlike=_unlike(table, facts),
        known=_known(table, facts, by_id, sources),
    )
    fit = table["context"] + table["words"] + table["sentence"]
    table = table.assign(
        rival=_margin(table, fit, ["fact", "source_id"]),
        mutual=_margin(table, fit, ["claim_id", "answer"]),
        held=_beside(table, ["fact", "source_id"]),
        elsewhere=_beside(table, ["fact"]) - _beside(table, ["fact", "source_id"]),
        lead=table.groupby(["claim_id", "source_id"])["similarity"].transform("max")
        - table.groupby("claim_id")["similarity"].transform("max"),
        used=_beside(table, ["answer"]),
        **_values(table, facts),
    )
    return table.assign(score=_probability(table))


@lru_cache(maxsize=1)
def _weights() -> dict[str, Any]:
    text = files("claimcheck").joinpath("slots.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def _probability(table: Table) -> Floats:
    """Weigh the features: one logistic regression for every kind, with an offset of each."""
    weights = _weights()
    total = table["group"].map(weights["group"]).to_numpy(dtype=float)
    for name in FEATURES:
        total = total + weights["weight"].get(name, 0) * table[name].to_numpy(dtype=float)
    return np.asarray(1 / (1 + np.exp(-total)), dtype=float)


def _margin(table: Table, fit: pd.Series, keys: list[str]) -> Floats:
    """How much better each row fits than the best other row with the same keys, within 1."""
    order = table[keys].assign(fit=fit).sort_values("fit", ascending=False, kind="stable")
    groups = order.groupby(keys, sort=False)["fit"]
    place = groups.cumcount().to_numpy()
    first = groups.transform("first").to_numpy()
    second = groups.transform(lambda column: column.iloc[1] if len(column) > 1 else np.nan)
    other = np.where(place == 0, second, first)
    margin = pd.Series(order["fit"].to_numpy() - other, index=order.index).reindex(table.index)
    return np.asarray(margin.fillna(_ALONE).clip(-1, 1), dtype=float)


_ALONE = 0.3  # the margin of what has no rival


def _beside(table: Table, keys: list[str]) -> Floats:
    """Tell which rows differ while another row with the same keys agrees or is close."""
    held = table["level"].isin(_HELD)
    some = held.groupby([table[key] for key in keys]).transform("any")
    return np.asarray(some & ~held, dtype=float)


def _values(table: Table, facts: Sequence[Fact]) -> dict[str, Floats]:
    """Measure what the values of two facts tell of their being for the same thing."""
    out = np.zeros((4, len(table)))
    rows = zip(table["group"], table["fact"], table["answer"], strict=True)
    for n, (group, i, j) in enumerate(rows):
        if group in _MEASURES:
            out[:, n] = _MEASURES[group](facts[i].value, facts[j].value)
    counted, unit, apart, digits = out
    unit = np.where(table["group"].isin(_MEASURES), unit, ~table["loose"])
    keys = [table["fact"], table["source_id"]]
    kin = pd.Series(unit, index=table.index).groupby(keys).transform("sum").to_numpy()
    only = np.where(unit > 0, 1 / np.maximum(kin, 1), 0)
    return {"counted": counted, "unit": unit, "apart": apart, "digits": digits, "only": only}


def _numbers(ours: Any, theirs: Any) -> tuple[float, float, float, float]:
    nouns = bool(ours.counted and theirs.counted)
    counted = (1 if ours.counted == theirs.counted else -1) if nouns else 0
    unit = (ours.sort, ours.unit) == (theirs.sort, theirs.unit) and (ours.unit or counted == 1)
    if not (ours.amount and theirs.amount):
        return counted, bool(unit), 0, 0
    ratio = abs(log(abs(ours.amount / theirs.amount)))
    same = ratio > 0 and _digits(ours.amount) == _digits(theirs.amount)
    return counted, bool(unit), min(ratio, 4), same


def _digits(amount: float) -> str:
    return "".join(sorted(f"{abs(amount):.6g}".partition("e")[0].replace(".", "").strip("0")))


def _dates(ours: Any, theirs: Any) -> tuple[float, float, float, float]:
    if type(ours) is not type(theirs):
        return 0, 0, 0, 0
    if isinstance(ours, Duration):
        a, b = ours.low + ours.high, theirs.low + theirs.high
        far = abs(log(a / b)) if 0 < a < inf and 0 < b < inf else 0
        return 0, ours.unit == theirs.unit, min(far, 4), 0
    if not isinstance(ours, DateSpan):  # a time of day
        return 0, 1, 0, 0
    if None in (ours.low, ours.high, theirs.low, theirs.high):
        return 0, ours.precision == theirs.precision, 0, 0
    days = max((ours.low - theirs.high).days, (theirs.low - ours.high).days, 0)
    return 0, ours.precision == theirs.precision, min(log(1 + days) / 2, 4), 0


def _names(ours: Any, theirs: Any) -> tuple[float, float, float, float]:
    return 0, ours.sort == theirs.sort != "unknown", 0, 0


_MEASURES = {"number": _numbers, "date": _dates, "name": _names}


def _around(table: Table, facts: Sequence[Fact], by_id: Mapping[str, Sentence]) -> Floats:
    """Score how much of the words around is shared by each pair of facts, 0 to 1."""
    i, j = table["fact"].to_numpy(dtype=int), table["answer"].to_numpy(dtype=int)
    columns = alignment.vocabulary(by_id[facts[n].sentence_id].text for n in np.unique(i))
    rarity = alignment.Rarity(s.text for s in by_id.values())
    sides = []
    for side, with_context in ((i, False), (j, True)):
        used, where = np.unique(side, return_inverse=True)
        mine = [facts[n] for n in used]
        within = [by_id[f.sentence_id] for f in mine]
        contexts = [_context(s, by_id) if with_context else [] for s in within]
        sides.append(alignment.frames(mine, within, contexts, rarity, columns)[where])
    return np.asarray((sides[0] * sides[1]).sum(axis=1), dtype=float)


def _anchors(table: Table) -> pd.Series:
    """Count, for each pair of facts, the claim's other facts that its evidence sentence has too."""
    held = table[table["level"].isin(_HELD)]
    held = held.drop_duplicates(["claim_id", "evidence_id", "fact"])
    count = held.groupby(["claim_id", "evidence_id"]).size().rename("anchors")
    anchors = table.join(count, on=["claim_id", "evidence_id"])["anchors"].fillna(0).astype(int)
    itself = table.merge(
        held.assign(itself=1)[["fact", "evidence_id", "itself"]],
        on=["fact", "evidence_id"],
        how="left",
    )["itself"]
    return anchors - itself.fillna(0).astype(int).to_numpy()


def _siblings(facts: Sequence[Fact], by_id: Mapping[str, Sentence]) -> dict[int, set[int]]:
    """Tell which names stand in one list, such as "A, B and C"."""
    together: dict[int, set[int]] = {}
    for i, (first, second) in enumerate(pairwise(facts)):
        if first.sentence_id != second.sentence_id or {first.kind, second.kind} - {"name", "place"}:
            continue
        sentence = by_id[first.sentence_id]
        if alignment.LIST_JOINT.fullmatch(
            sentence.text, first.end - sentence.start, max(first.end, second.start) - sentence.start
        ):
            group = together.setdefault(i, {i}) | {i + 1}
            together |= dict.fromkeys(group, group)
    return together


def _listed(table: Table, lists: Mapping[int, set[int]]) -> Floats:
    """Tell which pairs of names stand in lists that share another name, and are not shared."""
    same = table["level"].isin(_HELD)
    shared = set(zip(table.loc[same, "fact"], table.loc[same, "answer"], strict=True))

    def stand(i: int, j: int) -> bool:
        both = {(a, b) for a in lists.get(i, ()) for b in lists.get(j, ())} & shared
        return bool(both) and all(a != i and b != j for a, b in both)

    rows = zip(table["fact"], table["answer"], strict=True)
    return np.array([stand(i, j) for i, j in rows], dtype=float)


def _unlike(table: Table, facts: Sequence[Fact]) -> Floats:
    """Tell which pairs of facts aren't surely of one sort."""
    return np.array(
        [
            group in _ALIKE and not _ALIKE[group].alike(facts[i], facts[j])
            for group, i, j in zip(table["group"], table["fact"], table["answer"], strict=True)
        ],
        dtype=float,
    )


def _known(
    table: Table,
    facts: Sequence[Fact],
    by_id: Mapping[str, Sentence],
    sources: Mapping[str, Source],
) -> Floats:
    """Tell which pairs are of two names that both documents know, so that neither is a swap."""
    rows = zip(
        table["group"],
        table["fact"],
        table["claim_text"],
        table["evidence_text"],
        table["source_id"],
        strict=True,
    )
    return np.array(
        [
            group == "name"
            and _stands(ours, sources[source_id].text)
            and _stands(theirs, sources[by_id[facts[i].sentence_id].source_id].text)
            for group, i, ours, theirs, source_id in rows
        ],
        dtype=float,
    )


@lru_cache(maxsize=4096)
def _stands(words: str, text: str) -> bool:
    whole = rf"(?<!\w){re.escape(words)}(?!\w)"
    return words in text and re.search(whole, text) is not None  # the first alone is fast


def _context(sentence: Sentence, by_id: Mapping[str, Sentence]) -> list[str]:
    source, _, number = sentence.id.rpartition(":")
    near = (by_id.get(f"{source}:{int(number) + step}") for step in (-1, 1))
    return [s.text for s in near if s is not None]
