"""Which fact of a source answers which fact of a claim: one score, between 0 and about 1.

The hard part of comparing. Two figures of one sort stand in most sentences, and only one of them
is for the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import ModuleType

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import alignment
from .kinds import dates, names, numbers
from .records import Fact, Level, Sentence, Source

Floats = npt.NDArray[np.float64]

SLOT_WEIGHT = 0.5  # the words around the two facts, against the similarity of their sentences
ANCHOR = 0.05  # for each of up to two other facts of the claim that the sentence has too
LISTED = 0.25  # for standing in a list beside the same name
UNLIKE = 0.12  # taken off where the two may well be of different sorts
KNOWN = 0.15  # taken off where each of two names stands in the other document too

_ALIKE: Mapping[str, ModuleType] = {"date": dates, "name": names, "number": numbers}


def score(
    table: pd.DataFrame,
    asked: Sequence[Fact],
    offered: Sequence[Fact],
    by_id: Mapping[str, Sentence],
    sources: Mapping[str, Source],
) -> pd.DataFrame:
    """Score how well each pair of facts fills one slot.

    Args:
        table: a row a pair: ``fact`` and ``answer`` (rows of ``asked`` and ``offered``), ``group``,
            ``level``, ``claim_id``, ``source_id``, ``evidence_id``, ``similarity`` and both texts.
        asked: the facts of the claims.
        offered: the facts of the sentences near them.
        by_id: the sentences by id.
        sources: the article and the sources by id.

    Returns:
        The table with ``slot``, how much of the words around the two are shared (0 to 1), and
        ``score``.
    """
    slot = _around(table, asked, offered, by_id)
    total = (
        SLOT_WEIGHT * slot
        + (1 - SLOT_WEIGHT) * table["similarity"]
        + ANCHOR * _anchors(table).clip(upper=2)
        + LISTED * _listed(table, _siblings(asked, by_id), _siblings(offered, by_id))
        - UNLIKE * _unlike(table, asked, offered)
        - KNOWN * _known(table, asked, by_id, sources)
    )
    return table.assign(slot=slot, score=total)


def _around(
    table: pd.DataFrame,
    asked: Sequence[Fact],
    offered: Sequence[Fact],
    by_id: Mapping[str, Sentence],
) -> Floats:
    """Score how well each pair of facts fills one slot, 0 to 1."""
    claim_sentences = [by_id[f.sentence_id] for f in asked]
    evidence_sentences = [by_id[f.sentence_id] for f in offered]
    columns = alignment.vocabulary(s.text for s in claim_sentences)
    rarity = alignment.Rarity(s.text for s in by_id.values())
    left = alignment.frames(asked, claim_sentences, [()] * len(asked), rarity, columns)
    contexts = [_beside(s, by_id) for s in evidence_sentences]
    right = alignment.frames(offered, evidence_sentences, contexts, rarity, columns)
    i, j = table["fact"].to_numpy(dtype=int), table["answer"].to_numpy(dtype=int)
    return np.asarray((left[i] * right[j]).sum(axis=1), dtype=float)


def _anchors(table: pd.DataFrame) -> pd.Series:
    """Count, for each pair of facts, the claim's other facts that its evidence sentence has too."""
    held = table[table["level"].isin([Level.AGREES, Level.CLOSE])]
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


def _listed(
    table: pd.DataFrame, mine: Mapping[int, set[int]], theirs: Mapping[int, set[int]]
) -> Floats:
    """Tell which pairs of names stand in lists that share another name."""
    same = table["level"].isin([Level.AGREES, Level.CLOSE])
    shared = set(zip(table.loc[same, "fact"], table.loc[same, "answer"], strict=True))
    return np.array(
        [
            bool({(a, b) for a in mine.get(i, ()) for b in theirs.get(j, ())} & shared - {(i, j)})
            for i, j in zip(table["fact"], table["answer"], strict=True)
        ],
        dtype=float,
    )


def _unlike(table: pd.DataFrame, asked: Sequence[Fact], offered: Sequence[Fact]) -> Floats:
    """Tell which pairs of facts aren't surely of one sort."""
    return np.array(
        [
            group in _ALIKE and not _ALIKE[group].alike(asked[i], offered[j])
            for group, i, j in zip(table["group"], table["fact"], table["answer"], strict=True)
        ],
        dtype=float,
    )


def _known(
    table: pd.DataFrame,
    asked: Sequence[Fact],
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
            and _stands(theirs, sources[by_id[asked[i].sentence_id].source_id].text)
            for group, i, ours, theirs, source_id in rows
        ],
        dtype=float,
    )


@lru_cache(maxsize=4096)
def _stands(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _beside(sentence: Sentence, by_id: Mapping[str, Sentence]) -> list[str]:
    source, _, number = sentence.id.rpartition(":")
    near = (by_id.get(f"{source}:{int(number) + step}") for step in (-1, 1))
    return [s.text for s in near if s is not None]
