"""Pairs and facts -> findings: which fact of a source answers a claim's, and how the two stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import ModuleType

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import alignment
from .kinds import dates, hedges, names, numbers, quotes
from .records import Fact, Finding, Level, Sentence, Source, frame, records

KINDS: tuple[ModuleType, ...] = (dates, numbers, names, hedges, quotes)
JUDGES: Mapping[str, ModuleType] = {
    "date": dates,
    "number": numbers,
    "name": names,
    "place": names,
    "hedge": hedges,
    "negation": hedges,
}

# How well a fact must fit the slot of a claim's before it counts as the source's answer, between 0
# and 1. What agrees may stand in other words; what conflicts must plainly be for the same thing.
SLOT_WEIGHT = 0.5
NEIGHBOUR = 0.8  # what a sentence beside a paired one is worth
ANCHOR = 0.05  # for each of up to two other facts of the claim that the sentence has too
LISTED = 0.25  # for standing in a list beside the same name
LEAST_SLOT = 0.15  # words shared around the two, for what conflicts
UNLIKE = 0.12  # taken off where the two may well be of different sorts
LEAST = {
    Level.AGREES: {"date": 0.1, "number": 0.1},
    Level.CLOSE: {"date": 0.25, "number": 0.2},
    Level.UNCLEAR: {"date": 0.35, "number": 0.4, "name": 0.5, "place": 0.5},
    Level.CONFLICTS: {
        "date": 0.41,
        "number": 0.4,
        "name": 0.5,
        "place": 0.5,
        "hedge": 0.4,
        "negation": 0.4,
    },
}
# The same value elsewhere in the source usually is the answer, however differently it is put.
BONUS = {Level.AGREES: 0.3, Level.CLOSE: 0.15, Level.UNCLEAR: -0.2, Level.CONFLICTS: 0.0}
_LIST = re.compile(r"\s*(?:,|,?\s*(?:and|or|&))\s*")


def find(sentences: pd.DataFrame, sources: Mapping[str, Source]) -> pd.DataFrame:
    """Find the facts of every kind in some sentences.

    Args:
        sentences: a frame of `Sentence`.
        sources: the article and the sources by id.

    Returns:
        A frame of `Fact`, in the order of the sentences.
    """
    return frame(
        Fact,
        (
            fact
            for sentence in records(Sentence, sentences)
            for kind in KINDS
            for fact in kind.find(sentence, sources[sentence.source_id])
        ),
    )


def candidates(pairs: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """List the sentences that may answer a claim: those paired with it, and their neighbours.

    Args:
        pairs: a frame of `Pair`.
        sentences: a frame of `Sentence`.

    Returns:
        A frame with ``claim_id``, ``source_id``, ``evidence_id`` and ``similarity``; a neighbour
        that is not paired itself has ``NEIGHBOUR`` times its neighbour's similarity.
    """
    ids, source_ids = sentences["id"].to_numpy(), sentences["source_id"].to_numpy()
    row = pairs["evidence_id"].map({name: i for i, name in enumerate(ids)}).to_numpy(dtype=int)
    parts = [pairs[["claim_id", "source_id", "evidence_id", "similarity"]]]
    for step in (-1, 1):
        beside = row + step
        inside = (beside >= 0) & (beside < len(ids))
        inside[inside] &= source_ids[beside[inside]] == source_ids[row[inside]]
        part = pairs.loc[inside, ["claim_id", "source_id", "similarity"]]
        parts.append(
            part.assign(
                evidence_id=ids[beside[inside]], similarity=(part["similarity"] * NEIGHBOUR).round(4)
            )
        )
    every = pd.concat(parts, ignore_index=True)
    return every.drop_duplicates(["claim_id", "evidence_id"], ignore_index=True)


def compare(
    claims: pd.DataFrame,
    near: pd.DataFrame,
    sentences: pd.DataFrame,
    facts: pd.DataFrame,
    stated: pd.DataFrame,
    sources: Mapping[str, Source],
) -> pd.DataFrame:
    """Hold each fact of the checkable claims against what every source has for it.

    Args:
        claims: a frame of `Claim`.
        near: what `candidates` gave.
        sentences: a frame of `Sentence`.
        facts: a frame of `Fact`: those of the claims and of the candidate sentences.
        stated: what `occasions.find` gave: these never conflict here, but where they are judged.
        sources: the article and the sources by id.

    Returns:
        A frame of `Finding`: one row a fact and source, ``absent`` where the source has no answer.
    """
    by_id = {s.id: s for s in records(Sentence, sentences)}
    asked = claims[claims["checkable"]].rename(columns={"id": "claim_id"})
    mine = asked[["claim_id", "sentence_id"]].merge(facts, on="sentence_id").reset_index(drop=True)
    quoted = mine[mine["kind"] == "quote"]
    mine = mine[mine["kind"] != "quote"].reset_index(drop=True)
    mine["stated"] = _overlaps(mine, stated)
    rows = [
        *_value_findings(mine, _answers(mine, near, facts, by_id), near),
        *_quote_findings(quoted, sentences, sources),
    ]
    return frame(Finding, rows)


def _overlaps(mine: pd.DataFrame, stated: pd.DataFrame) -> list[bool]:
    """Tell which facts are part of what a sentence states of its occasion."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for sentence_id, start, end in zip(
        stated["sentence_id"], stated["start"], stated["end"], strict=True
    ):
        spans.setdefault(sentence_id, []).append((start, end))
    return [
        any(start < b and a < end for a, b in spans.get(sentence_id, ()))
        for sentence_id, start, end in zip(
            mine["sentence_id"], mine["start"], mine["end"], strict=True
        )
    ]


def settle(found: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    """Put the findings on facts and on occasions together; an occasion's words count once.

    Args:
        found: what `compare` gave.
        placed: what `occasions.judge` gave.

    Returns:
        A frame of `Finding` without those on facts whose words were judged as an occasion's.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for claim_id, start, end in zip(
        placed["claim_id"], placed["claim_start"], placed["claim_end"], strict=True
    ):
        spans.setdefault(claim_id, []).append((start, end))
    twice = [
        any(start < b and a < end for a, b in spans.get(claim_id, ()))
        for claim_id, start, end in zip(
            found["claim_id"], found["claim_start"], found["claim_end"], strict=True
        )
    ]
    return pd.concat([found[~np.array(twice, dtype=bool)], placed], ignore_index=True)


def _answers(
    mine: pd.DataFrame, near: pd.DataFrame, facts: pd.DataFrame, by_id: Mapping[str, Sentence]
) -> pd.DataFrame:
    """Judge every claim fact beside every fact of its kind in the candidate sentences."""
    theirs = facts[facts["sentence_id"].isin(set(near["evidence_id"]))].reset_index(drop=True)
    right = theirs.drop(columns="value").assign(answer=theirs.index)
    right = right.rename(
        columns={
            "sentence_id": "evidence_id",
            "text": "evidence_text",
            "start": "evidence_start",
            "end": "evidence_end",
        }
    )
    left = mine.rename(columns={"text": "claim_text"}).assign(fact=mine.index)
    left = left[["fact", "claim_id", "kind", "claim_text", "stated"]]
    # A place may well be taken for another name, and the reverse, so that the two are asked alike.
    left, right = (t.assign(group=t["kind"].replace("place", "name")) for t in (left, right))
    table = left.merge(near, on="claim_id").merge(
        right.drop(columns="kind"), on=["evidence_id", "group"]
    )
    asked, offered = records(Fact, mine), records(Fact, theirs)
    judged = [
        JUDGES[kind].judge(asked[i], offered[j])
        for kind, i, j in zip(table["kind"], table["fact"], table["answer"], strict=True)
    ]
    table["level"] = [Level(level).value for level, _ in judged]
    table["why"] = [why for _, why in judged]
    table = table[table["level"] != Level.ABSENT].reset_index(drop=True)
    table["slot"] = _slots(table, asked, offered, by_id)
    table["score"] = (
        SLOT_WEIGHT * table["slot"]
        + (1 - SLOT_WEIGHT) * table["similarity"]
        + ANCHOR * _anchors(table).clip(upper=2)
        + LISTED * _listed(table, _siblings(asked, by_id), _siblings(offered, by_id))
        - UNLIKE * _unlike(table, asked, offered)
    )
    return table


def _slots(
    table: pd.DataFrame,
    asked: Sequence[Fact],
    offered: Sequence[Fact],
    by_id: Mapping[str, Sentence],
) -> npt.NDArray[np.float32]:
    """Score how well each pair of facts fills one slot, 0 to 1."""
    claim_sentences = [by_id[f.sentence_id] for f in asked]
    evidence_sentences = [by_id[f.sentence_id] for f in offered]
    columns = alignment.vocabulary(s.text for s in claim_sentences)
    rarity = alignment.Rarity(s.text for s in by_id.values())
    left = alignment.frames(asked, claim_sentences, [()] * len(asked), rarity, columns)
    contexts = [_beside(s, by_id) for s in evidence_sentences]
    right = alignment.frames(offered, evidence_sentences, contexts, rarity, columns)
    i, j = table["fact"].to_numpy(dtype=int), table["answer"].to_numpy(dtype=int)
    return np.asarray(np.einsum("ij,ij->i", left[i], right[j]))


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
        if _LIST.fullmatch(
            sentence.text, first.end - sentence.start, max(first.end, second.start) - sentence.start
        ):
            group = together.setdefault(i, {i}) | {i + 1}
            together |= dict.fromkeys(group, group)
    return together


def _listed(
    table: pd.DataFrame, mine: Mapping[int, set[int]], theirs: Mapping[int, set[int]]
) -> npt.NDArray[np.float64]:
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


def _unlike(
    table: pd.DataFrame, asked: Sequence[Fact], offered: Sequence[Fact]
) -> npt.NDArray[np.float64]:
    """Tell which pairs of facts aren't surely of one sort."""
    alike: Mapping[str, ModuleType] = {"name": names, "number": numbers}
    return np.array(
        [
            group in alike and not alike[group].alike(asked[i], offered[j])
            for group, i, j in zip(table["group"], table["fact"], table["answer"], strict=True)
        ],
        dtype=float,
    )


def _beside(sentence: Sentence, by_id: Mapping[str, Sentence]) -> list[str]:
    source, _, number = sentence.id.rpartition(":")
    near = (by_id.get(f"{source}:{int(number) + step}") for step in (-1, 1))
    return [s.text for s in near if s is not None]


def _choose(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the answer of each source to each fact: the best that is sure enough to count."""
    agrees = table["level"].isin([Level.AGREES, Level.CLOSE])
    taken = table.loc[agrees, ["claim_id", "answer"]].drop_duplicates().assign(taken=True)
    table = table.merge(taken, on=["claim_id", "answer"], how="left")
    agrees = table["level"].isin([Level.AGREES, Level.CLOSE])
    least = [LEAST[Level(v)].get(k, 0) for v, k in zip(table["level"], table["kind"], strict=True)]
    sure = table["score"] >= least
    # An evidence fact that answers one fact of the claim can't contradict another one of it.
    conflicts = (table["level"] != Level.CONFLICTS) | (table["slot"] >= LEAST_SLOT)
    sure &= agrees | (table["taken"].isna() & ~table["stated"] & conflicts)
    table = table[sure]
    worth = table["score"] + table["level"].map(BONUS)
    table = table.assign(worth=worth.round(6)).sort_values(
        ["fact", "source_id", "worth", "answer"], ascending=[True, True, False, True], kind="stable"
    )
    return table.drop_duplicates(["fact", "source_id"])


def _value_findings(
    mine: pd.DataFrame, answers: pd.DataFrame, near: pd.DataFrame
) -> Iterator[Finding]:
    """Yield a finding for each fact and each source near its claim."""
    asked = mine.assign(fact=mine.index).drop(columns=["sentence_id", "value", "stated"])
    every = asked.merge(near[["claim_id", "source_id"]].drop_duplicates(), on="claim_id")
    chosen = _choose(answers).drop(columns=["claim_id", "kind"])
    for row in every.merge(chosen, on=["fact", "source_id"], how="left").itertuples():
        found = isinstance(row.level, str)
        if not found and row.kind in ("hedge", "negation"):
            continue  # that a source is silent on how sure something is says nothing
        yield Finding(
            row.claim_id,
            row.kind,
            Level(row.level) if found else Level.ABSENT,
            row.source_id,
            row.text,
            row.start,
            row.end,
            row.evidence_id if found else None,
            row.evidence_text if found else None,
            int(row.evidence_start) if found else None,
            int(row.evidence_end) if found else None,
            None,
            row.why if found else "",
        )


def _quote_findings(
    quoted: pd.DataFrame, sentences: pd.DataFrame, sources: Mapping[str, Source]
) -> Iterator[Finding]:
    """Look every quotation up in the whole of every source."""
    article = {f.sentence_id.rpartition(":")[0] for f in records(Fact, quoted)}
    by_source = {
        source_id: records(Sentence, group)
        for source_id, group in sentences.groupby("source_id", sort=False)
        if source_id not in article
    }
    for claim_id, quote in zip(quoted["claim_id"], records(Fact, quoted), strict=True):
        for source_id, spoken in by_source.items():
            match = quotes.judge(quote, sources[source_id], spoken)
            found = match.level != Level.ABSENT
            words = sources[source_id].text[match.start : match.end] if found else None
            yield Finding(
                claim_id,
                "quote",
                match.level,
                source_id,
                quote.text,
                quote.start,
                quote.end,
                match.sentence_id,
                words,
                match.start if found else None,
                match.end if found else None,
                None,
                match.why,
            )
