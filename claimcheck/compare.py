"""Pairs and facts -> findings: which fact of a source answers a claim's, and how the two stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import slots
from .kinds import dates, hedges, names, numbers, quotes
from .records import Fact, Finding, Level, Sentence, Source, frame, grouped, records, rows

KINDS: tuple[ModuleType, ...] = (dates, numbers, names, hedges, quotes)
JUDGES: Mapping[str, ModuleType] = {
    "date": dates,
    "number": numbers,
    "name": names,
    "place": names,
    "hedge": hedges,
    "negation": hedges,
}

# What a sentence beside a paired one is worth.
NEIGHBOUR = 0.8
# How well an answer must fit before it counts. What agrees may stand in other words; what conflicts
# must plainly be for the same thing. Set on labelled articles of six fields outside this project.
LEAST = {
    Level.AGREES: {"date": 0.1, "number": 0.1},
    Level.CLOSE: {"date": 0.25, "number": 0.2},
    Level.UNCLEAR: {"date": 0.45, "number": 0.4, "name": 0.5, "place": 0.5},
    Level.CONFLICTS: {
        "date": 0.41,
        "number": 0.4,
        "name": 0.5,
        "place": 0.5,
        "hedge": 0.4,
        "negation": 0.4,
    },
}
LEAST_SLOT = 0.15  # what a conflict's surroundings must share
BACKED = 0.45  # from here on an answer that agrees speaks against conflicts elsewhere
AGAINST = 0.15  # how much surer a conflict must be where another source agrees
# What an answer gains by its level: the same value elsewhere in the source usually is the answer,
# however differently it is put; a name may well stand there for something else.
BONUS = {
    Level.AGREES: {"name": 0.1, "place": 0.1, "date": 0.25, "number": 0.25},
    Level.CLOSE: {"name": 0.1, "place": 0.1, "date": 0.15, "number": 0.15},
    Level.UNCLEAR: {"date": -0.2, "number": -0.2, "name": -0.2, "place": -0.2},
    Level.CONFLICTS: {},
}


def find(
    sentences: pd.DataFrame, sources: Mapping[str, Source], quoted: bool = True
) -> pd.DataFrame:
    """Find the facts of every kind in some sentences.

    Args:
        sentences: a frame of `Sentence`.
        sources: the article and the sources by id.
        quoted: whether quotations are wanted too; those of a source answer nothing.

    Returns:
        A frame of `Fact`, in the order of the sentences.
    """
    return frame(
        Fact,
        (
            fact
            for sentence in records(Sentence, sentences)
            for kind in KINDS
            if quoted or kind is not quotes
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
                evidence_id=ids[beside[inside]],
                similarity=(part["similarity"] * NEIGHBOUR).round(4),
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
    """Hold each fact of the checkable claims, but quotations, against what every source has for it.

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
    mine = _asked(claims, facts)
    mine = mine[mine["kind"] != "quote"].reset_index(drop=True)
    mine["stated"] = _overlaps(mine, stated)
    return frame(Finding, _value_findings(mine, _answers(mine, near, facts, by_id, sources), near))


def look_up(
    claims: pd.DataFrame,
    sentences: pd.DataFrame,
    facts: pd.DataFrame,
    sources: Mapping[str, Source],
) -> pd.DataFrame:
    """Look every quotation of the checkable claims up in the whole of every source.

    Args:
        claims: a frame of `Claim`.
        sentences: a frame of `Sentence`: those of the sources.
        facts: a frame of `Fact`: those of the claims.
        sources: the article and the sources by id.

    Returns:
        A frame of `Finding` of kind ``quote``: one row a quotation and source.
    """
    mine = _asked(claims, facts)
    return frame(Finding, _quote_findings(mine[mine["kind"] == "quote"], sentences, sources))


def _asked(claims: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Lay out the facts of the checkable claims."""
    asked = claims[claims["checkable"]].rename(columns={"id": "claim_id"})
    return asked[["claim_id", "sentence_id"]].merge(facts, on="sentence_id").reset_index(drop=True)


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
    """Put the findings on facts and on occasions together, each word of the claim judged once.

    Args:
        found: what `compare` gave.
        placed: what `occasions.judge` gave.

    Returns:
        A frame of `Finding`, without those on facts whose words were judged as an occasion's, and
        those on how firm a quotation is that was itself found in the source.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for f in rows(placed):
        spans.setdefault(f.claim_id, []).append((f.claim_start, f.claim_end))
    quoted = found[(found["kind"] == "quote") & (found["level"] != Level.ABSENT)]
    within: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for f in rows(quoted):
        within.setdefault((f.claim_id, f.source_id), []).append((f.claim_start, f.claim_end))
    twice = [
        any(f.claim_start < b and a < f.claim_end for a, b in spans.get(f.claim_id, ()))
        or (
            f.kind in ("hedge", "negation")
            and any(
                a <= f.claim_start and f.claim_end <= b
                for a, b in within.get((f.claim_id, f.source_id), ())
            )
        )
        for f in rows(found)
    ]
    return pd.concat([found[~np.array(twice, dtype=bool)], placed], ignore_index=True)


def _answers(
    mine: pd.DataFrame,
    near: pd.DataFrame,
    facts: pd.DataFrame,
    by_id: Mapping[str, Sentence],
    sources: Mapping[str, Source],
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
    table["flat"] = [
        level == Level.ABSENT and JUDGES[kind] is hedges and hedges.flat(asked[i], offered[j])
        for level, kind, i, j in zip(
            table["level"], table["kind"], table["fact"], table["answer"], strict=True
        )
    ]
    table.loc[table["flat"], "level"] = Level.AGREES.value
    table = table[table["level"] != Level.ABSENT].reset_index(drop=True)
    return slots.score(table, asked, offered, by_id, sources)


def _choose(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the answer of each source to each fact: the best that is sure enough to count."""
    agrees = table["level"].isin([Level.AGREES, Level.CLOSE])
    taken = set(zip(table.loc[agrees, "claim_id"], table.loc[agrees, "answer"], strict=True))
    free = [pair not in taken for pair in zip(table["claim_id"], table["answer"], strict=True)]
    conflicts = table["level"] == Level.CONFLICTS
    sure = table["score"] >= _by_level(LEAST, table)
    # An evidence fact that answers one fact of the claim can't contradict another one of it, nor
    # can a sentence contradict what it says itself.
    sure &= agrees | (pd.Series(free, index=table.index) & ~table["stated"])
    there = set(zip(table.loc[agrees, "fact"], table.loc[agrees, "evidence_id"], strict=True))
    held = zip(table["fact"], table["evidence_id"], strict=True)
    elsewhere = np.array([pair not in there for pair in held], dtype=bool)
    sure &= ~conflicts | ((table["slot"] >= LEAST_SLOT) & elsewhere)
    worth = (table["score"] + _by_level(BONUS, table)).round(6)
    table = table.assign(worth=worth)[sure].sort_values(
        ["fact", "source_id", "worth", "answer"], ascending=[True, True, False, True], kind="stable"
    )
    table = table.drop_duplicates(["fact", "source_id"])
    agrees = table["level"].isin([Level.AGREES, Level.CLOSE]) & (table["score"] >= BACKED)
    opposed = (table["level"] == Level.CONFLICTS) & table["fact"].isin(table.loc[agrees, "fact"])
    table = table[~opposed | (table["score"] >= _by_level(LEAST, table) + AGAINST)]
    # That a source is as sure as the article is news only where another one is less sure.
    told = table["fact"].isin(table.loc[table["level"] == Level.CONFLICTS, "fact"])
    return table[~table["flat"] | told]


def _by_level(
    weights: Mapping[Level, Mapping[str, float]], table: pd.DataFrame
) -> npt.NDArray[np.float64]:
    """Look a weight up for each row by its level and kind."""
    both = zip(table["level"], table["kind"], strict=True)
    return np.array([weights[Level(level)].get(kind, 0.0) for level, kind in both], dtype=float)


def _value_findings(
    mine: pd.DataFrame, answers: pd.DataFrame, near: pd.DataFrame
) -> Iterator[Finding]:
    """Yield a finding for each fact and each source near its claim."""
    asked = mine.assign(fact=mine.index).drop(columns=["sentence_id", "value", "stated"])
    every = asked.merge(near[["claim_id", "source_id"]].drop_duplicates(), on="claim_id")
    chosen = _choose(answers).drop(columns=["claim_id", "kind"])
    for row in rows(every.merge(chosen, on=["fact", "source_id"], how="left")):
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
    """Yield a finding for each quotation and each source."""
    by_source = grouped(Sentence, sentences, "source_id")
    for claim_id, quote in zip(quoted["claim_id"], records(Fact, quoted), strict=True):
        matches = {i: quotes.judge(quote, sources[i], spoken) for i, spoken in by_source.items()}
        said = any(m.level in (Level.AGREES, Level.CLOSE) for m in matches.values())
        for source_id, match in matches.items():
            # Where one source has the words, like words of another are another remark.
            other = said and match.level == Level.CONFLICTS
            found = match.level != Level.ABSENT and not other
            yield Finding(
                claim_id,
                "quote",
                match.level if found else Level.ABSENT,
                source_id,
                quote.text,
                quote.start,
                quote.end,
                match.sentence_id if found else None,
                sources[source_id].text[match.start : match.end] if found else None,
                match.start if found else None,
                match.end if found else None,
                None,
                match.why if found else "",
            )
