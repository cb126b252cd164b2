"""The whole walk on one screen: the only file that knows the order of the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from . import (
    claims,
    compare,
    consistency,
    derived,
    occasions,
    pairing,
    sentences,
    stance,
    verdict,
    weigh,
)

if TYPE_CHECKING:
    from .encoder import Encoder
    from .entailment.judge import Judge
    from .records import Case


def walk(
    case: Case, k: int, encoder: Encoder, judge: Judge, progress: bool = False
) -> dict[str, pd.DataFrame]:
    """Split, embed, pair, compare, judge, and give a verdict on every claim.

    Args:
        case: the case.
        k: how many sentences of each source a claim is paired with.
        encoder: gives the vectors.
        judge: tells what a sentence does to a claim.
        progress: whether to show a progress bar while embedding.

    Returns:
        The frames of a `check.Result` by name.

    Raises:
        CheckError: a model can't be loaded.
    """
    sources = {s.id: s for s in (case.article, *case.sources)}
    own = sentences.split(case.article)
    none = own.iloc[:0]  # keeps the columns where a case has no sources
    spoken = pd.concat([none, *map(sentences.split, case.sources)], ignore_index=True)
    every = pd.concat([own, spoken], ignore_index=True)
    asked = claims.extract(own, case.article)
    facts = compare.find(own, sources)
    stated, contents = occasions.find(own, facts)
    contents = asked.rename(columns={"id": "claim_id"})[["claim_id", "sentence_id", "text"]].merge(
        contents, on="sentence_id"
    )

    heard = sentences.before(spoken) + spoken["text"]
    texts = [*contents["text"], *contents["content"], *heard]
    vectors = encoder.encode(texts, progress=progress)
    queries, offers = np.split(vectors, [2 * len(contents)])
    queries = queries.reshape(2, len(contents), -1)
    if encoder.packaged:  # the weights were fitted on its vectors
        asked = claims.extract(own, case.article, queries[0])
    pairs = pairing.pair(contents, queries, spoken, offers, k)
    near = compare.candidates(pairs, spoken)
    quoted = compare.look_up(asked, spoken, facts, sources)
    support = pairing.support(contents, near, spoken)
    stances = stance.judge(asked, contents, pairs, spoken, judge, progress=progress)

    beside = spoken[spoken["id"].isin({*near["evidence_id"], *quoted["evidence_id"]})]
    theirs = compare.find(beside, sources, quoted=False)
    sought = compare.seek(asked, near, beside, facts, sources)
    told, _ = occasions.find(beside, theirs)
    facts = pd.concat([facts, theirs, sought], ignore_index=True)
    stated = pd.concat([stated, told], ignore_index=True)
    words = facts[facts["kind"] != "quote"].reset_index(drop=True)
    meant = encoder.encode_spans(*_places(words, every), progress=progress)
    answers = compare.answer(asked, near, every, words, meant, stated, sources)
    found = compare.compare(asked, near, words, answers)
    found = derived.derive(asked, near, every, words, found)
    placed = occasions.judge(asked, stated, occasions.quoted(support, quoted), every, sources)
    findings = compare.settle(pd.concat([found, quoted], ignore_index=True), placed)
    weighed = weigh.features(findings, support, stances)
    findings = weigh.add(asked, findings, weighed, stances, every)
    verdicts = verdict.decide(asked, findings, support, sources)
    return {
        "sentences": every,
        "claims": asked,
        "contents": contents,
        "pairs": pairs,
        "facts": facts,
        "answers": answers,
        "stances": stances,
        "weighed": weighed,
        "findings": findings,
        "verdicts": weigh.sure(verdicts, weighed),
        "internal": consistency.judge(asked, every, facts),
    }


def _places(facts: pd.DataFrame, every: pd.DataFrame) -> tuple[list[str], list[tuple[int, int]]]:
    """Give each fact's sentence with what it is read with, and where the fact stands in it."""
    before = sentences.before(every)
    heard = every.assign(text=before + every["text"], start=every["start"] - before.str.len())
    within = heard.set_index("id").loc[facts["sentence_id"]]
    start, end = (facts[side].to_numpy() - within["start"].to_numpy() for side in ("start", "end"))
    return within["text"].tolist(), list(zip(start.tolist(), end.tolist(), strict=True))
