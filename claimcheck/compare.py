"""Pairs and facts -> findings: which fact of a source answers a claim's, and how the two stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import slots
from .kinds import dates, hedges, names, number_judge, numbers, quotes
from .records import Fact, Finding, Level, Sentence, Source, frame, grouped, records, rows

Vectors = npt.NDArray[np.float32]

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
# How likely it must be that two facts fill one slot before the answer counts. A conflict must
# plainly be for the same thing, the more so where another source agrees with the article. By the
# cross-validated figures of `tests/benchmarks/slots.py`.
LEAST = {Level.AGREES: 0.15, Level.CLOSE: 0.2, Level.UNCLEAR: 0.3, Level.CONFLICTS: 0.5}
FAR = 0.25  # sentences that are less alike than this don't contradict each other
MORE = 0.2  # for counts of things that may not be the same: sentences are full of them
OPPOSED = 0.7
# Where no source has a date with its month or year, but one that is not far from it, the date is
# mostly wrong: less will do for it, in a sentence that is nearer.
NOWHERE, NEAR = 0.2, 0.33


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


def seek(
    claims: pd.DataFrame,
    near: pd.DataFrame,
    sentences: pd.DataFrame,
    facts: pd.DataFrame,
    sources: Mapping[str, Source],
) -> pd.DataFrame:
    """Look for the claims' names in sentences of sources that have no capitals.

    Args:
        claims: a frame of `Claim`.
        near: what `candidates` gave.
        sentences: a frame of `Sentence`.
        facts: a frame of `Fact`: those of the claims.
        sources: the article and the sources by id.

    Returns:
        A frame of `Fact`; those of automatic captions, which `find` can't see.
    """
    lower = {i for i, source in sources.items() if not names.capitalised(source.text)}
    by_id = {s.id: s for s in records(Sentence, sentences[sentences["source_id"].isin(lower)])}
    asked = _asked(claims, facts[facts["kind"].isin(["name", "place"])])
    known = grouped(Fact, asked, "claim_id")
    pairs = near[near["evidence_id"].isin(by_id)]
    sought = {
        found
        for claim_id, evidence_id in zip(pairs["claim_id"], pairs["evidence_id"], strict=True)
        for name in known.get(claim_id, ())
        if (found := names.seek(name, by_id[evidence_id], sources[by_id[evidence_id].source_id]))
    }
    return frame(Fact, sorted(sought, key=lambda f: (f.sentence_id, f.start, f.end)))


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


def answer(
    claims: pd.DataFrame,
    near: pd.DataFrame,
    sentences: pd.DataFrame,
    facts: pd.DataFrame,
    vectors: Vectors,
    stated: pd.DataFrame,
    sources: Mapping[str, Source],
) -> pd.DataFrame:
    """Judge each fact of the checkable claims beside every fact that may answer it.

    Args:
        claims: a frame of `Claim`.
        near: what `candidates` gave.
        sentences: a frame of `Sentence`.
        facts: a frame of `Fact`, without quotations: those of the claims and of the candidates.
        vectors: (len(facts), d) unit rows: the words of each fact as meant where they stand.
        stated: what `occasions.find` gave: these never conflict here, but where they are judged.
        sources: the article and the sources by id.

    Returns:
        A row a claim's fact (``fact`` is its row in ``facts``) and candidate (``answer``, too):
        ``level``, ``why``, what `slots.score` adds, ``stated``, and ``slip``: whether the two are
        dates of which one may be the other, written down wrong.
    """
    by_id = {s.id: s for s in records(Sentence, sentences)}
    table = _judged(_asked(claims, facts), near, facts)
    i, j = table["fact"].to_numpy(dtype=int), table["answer"].to_numpy(dtype=int)
    context = np.einsum("ij,ij->i", vectors[i], vectors[j]).round(6)
    every = records(Fact, facts)
    table = slots.score(table, every, context, by_id, sources)
    slips = np.array([dates.slip(fact) for fact in every], dtype=float)
    near = np.exp(2 * table["apart"]) - 1 <= slips[i]
    return table.assign(stated=_overlaps(facts, stated)[i], slip=(slips[i] > 0) & near)


def compare(
    claims: pd.DataFrame, near: pd.DataFrame, facts: pd.DataFrame, answers: pd.DataFrame
) -> pd.DataFrame:
    """Hold each fact of the checkable claims, but quotations, against what every source has for it.

    Args:
        claims: a frame of `Claim`.
        near: what `candidates` gave.
        facts: what `answer` was given.
        answers: what it gave.

    Returns:
        A frame of `Finding`: one row a fact and source, ``absent`` where the source has no answer.
    """
    return frame(Finding, _value_findings(_asked(claims, facts), answers, near))


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
    """Lay out the facts of the checkable claims; ``fact`` is their row."""
    asked = claims[claims["checkable"]].rename(columns={"id": "claim_id"})
    facts = facts.assign(fact=np.arange(len(facts)))
    return asked[["claim_id", "sentence_id"]].merge(facts, on="sentence_id").reset_index(drop=True)


def _overlaps(facts: pd.DataFrame, stated: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell which facts are part of what a sentence states of its occasion."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for sentence_id, start, end in zip(
        stated["sentence_id"], stated["start"], stated["end"], strict=True
    ):
        spans.setdefault(sentence_id, []).append((start, end))
    return np.array(
        [
            any(start < b and a < end for a, b in spans.get(sentence_id, ()))
            for sentence_id, start, end in zip(
                facts["sentence_id"], facts["start"], facts["end"], strict=True
            )
        ],
        dtype=bool,
    )


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


def _judged(mine: pd.DataFrame, near: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Judge every claim fact beside every fact of its kind in the candidate sentences."""
    theirs = facts.assign(answer=np.arange(len(facts))).drop(columns="value")
    right = theirs[theirs["sentence_id"].isin(set(near["evidence_id"]))].rename(
        columns={
            "sentence_id": "evidence_id",
            "text": "evidence_text",
            "start": "evidence_start",
            "end": "evidence_end",
        }
    )
    left = mine.rename(columns={"text": "claim_text"})[["fact", "claim_id", "kind", "claim_text"]]
    # A place may well be taken for another name, and the reverse, so that the two are asked alike.
    left, right = (t.assign(group=t["kind"].replace("place", "name")) for t in (left, right))
    table = left.merge(near, on="claim_id").merge(
        right.drop(columns="kind"), on=["evidence_id", "group"]
    )
    every = records(Fact, facts)
    pairs = list(zip(table["kind"], table["fact"], table["answer"], strict=True))
    judged = [JUDGES[kind].judge(every[i], every[j]) for kind, i, j in pairs]
    table["flat"] = [
        level == Level.ABSENT and JUDGES[kind] is hedges and hedges.flat(every[i], every[j])
        for (level, _), (kind, i, j) in zip(judged, pairs, strict=True)
    ]
    table["loose"] = [
        level == Level.ABSENT and JUDGES[kind] is hedges and not flat
        for (level, _), flat, (kind, _, _) in zip(judged, table["flat"], pairs, strict=True)
    ]
    judged = [
        hedges.loosely(every[i], every[j]) if loose else result
        for result, loose, (_, i, j) in zip(judged, table["loose"], pairs, strict=True)
    ]
    table["level"] = [Level(level).value for level, _ in judged]
    table["why"] = [why for _, why in judged]
    table.loc[table["flat"], "level"] = Level.AGREES.value
    return table[table["level"] != Level.ABSENT].reset_index(drop=True)


def choose(table: pd.DataFrame, least: Mapping[Level, float] = LEAST) -> pd.DataFrame:
    """Keep the answer of each source to each fact: the likeliest, where it is likely enough.

    Args:
        table: what `answer` gave.
        least: how likely an answer of each level must be.

    Returns:
        The rows that are kept: at most one a fact and source.
    """
    agrees = table["level"].isin([Level.AGREES, Level.CLOSE])
    # An evidence fact that answers one fact of the claim can't contradict another one of it, nor
    # can a sentence contradict what it says itself.
    taken = agrees.groupby([table["claim_id"], table["answer"]]).transform("any")
    there = agrees.groupby([table["fact"], table["evidence_id"]]).transform("any")
    conflicts = table["level"] == Level.CONFLICTS
    needed = table["level"].map(least).astype(float)
    loose = conflicts & (table["group"] == "number") & (table["unit"] == 0)
    needed = needed.mask(loose, least[Level.CONFLICTS] + MORE)
    nowhere = table["slip"] & ~table["fact"].isin(table.loc[agrees, "fact"])
    nowhere &= conflicts & (table["similarity"] >= NEAR)
    needed = needed.mask(nowhere, NOWHERE)
    sure = (table["score"] >= needed) & ~(conflicts & (table["similarity"] < FAR))
    sure &= agrees | ~(taken | there | table["stated"])
    table = table[sure].sort_values(
        ["fact", "source_id", "score", "answer"], ascending=[True, True, False, True], kind="stable"
    )
    table = table.drop_duplicates(["fact", "source_id"])
    agrees = table["level"].isin([Level.AGREES, Level.CLOSE])
    conflicts = table["level"] == Level.CONFLICTS
    opposed = conflicts & table["fact"].isin(table.loc[agrees, "fact"])
    table = table[~opposed | (table["score"] >= OPPOSED)]
    # That a source is as sure as the article is news only where another one is less sure.
    told = table["fact"].isin(table.loc[table["level"] == Level.CONFLICTS, "fact"])
    table = table[~table["flat"] | told]
    # People who speak leave units out: a bare figure will do where no whole one answers.
    bare = table["why"] == number_judge.UNSAID
    return table.assign(level=table["level"].mask(bare, Level.CLOSE.value))


def _value_findings(
    mine: pd.DataFrame, answers: pd.DataFrame, near: pd.DataFrame
) -> Iterator[Finding]:
    """Yield a finding for each fact and each source near its claim."""
    asked = mine.drop(columns=["sentence_id", "value"])
    every = asked.merge(near[["claim_id", "source_id"]].drop_duplicates(), on="claim_id")
    chosen = choose(answers).drop(columns=["claim_id", "kind"])
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
