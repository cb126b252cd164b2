"""How each source's nearest sentences stand to a claim: each alone, and all of them together."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from .entailment.aggregate import aggregate
from .entailment.judge import Judge
from .entailment.judged import LABELS, Share
from .records import rows as rows_of

_KEYS = ["claim_id", "source_id"]


def judge(
    claims: pd.DataFrame,
    contents: pd.DataFrame,
    pairs: pd.DataFrame,
    sentences: pd.DataFrame,
    judge: Judge,
    progress: bool = False,
) -> pd.DataFrame:
    """Judge what each claim says, without its occasion, against the sentences paired with it.

    Args:
        claims: a frame of `Claim`; those that can't be checked are not judged.
        contents: ``claim_id`` and ``content``: what each claim says, without its occasion.
        pairs: a frame of `Pair`.
        sentences: a frame of `Sentence`: those of the sources.
        judge: the judge of pairs.
        progress: show a bar on stderr while the judge works.

    Returns:
        A row a claim and source: ``supports``, ``refutes`` and ``neither`` of all its sentences,
        aggregated; ``evidence_id``, the sentence that speaks most for the likeliest of them;
        ``claim_shares`` and ``evidence_shares``, which words of the claim and of that sentence
        the result hangs on, as `Judge.judge` gives them; none where that sentence alone would
        get another label.
    """
    asked = claims.loc[claims["checkable"], ["id", "text"]].rename(columns={"id": "claim_id"})
    asked = asked.merge(contents[["claim_id", "content"]], on="claim_id")
    text = sentences.reset_index(drop=True)["text"]
    place = {name: at for at, name in enumerate(sentences["id"])}
    each = asked.merge(pairs[[*_KEYS, "evidence_id"]], on="claim_id")
    each["place"] = each["evidence_id"].map(place).astype(int)
    each = each.sort_values([*_KEYS, "place"], kind="stable", ignore_index=True)
    each["evidence"] = text.iloc[each["place"]].to_numpy()
    whole = each.groupby(_KEYS, sort=False).agg(content=("content", "first"),
                                                evidence=("evidence", list),
                                                many=("place", "size")).reset_index()  # fmt: skip
    found = judge.judge(
        [*each["content"], *whole["content"]],
        [*each["evidence"], *whole["evidence"]],
        progress=progress,
    )
    labels = list(LABELS)
    alone, together = found.iloc[: len(each)], found.iloc[len(each) :]
    mixed = aggregate(
        alone[labels].to_numpy(), together[labels].to_numpy(), whole["many"].to_numpy()
    )
    out = whole[_KEYS].assign(**dict(zip(labels, mixed.T, strict=True)))
    return out.merge(_telling(each, alone, out), on=_KEYS)


def _telling(each: pd.DataFrame, alone: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Pick of each source's sentences the one that speaks most for its likeliest label."""
    labels = list(LABELS)
    label = whole[_KEYS].assign(label=whole[labels].to_numpy().argmax(axis=1))
    rows = each[[*_KEYS, "text", "content", "evidence_id"]].merge(label, on=_KEYS, how="left")
    rows["told"] = alone[labels].to_numpy()[range(len(rows)), rows["label"]]
    rows["evidence_shares"] = alone["evidence_shares"].to_numpy()
    rows["claim_shares"] = alone["claim_shares"].to_numpy()
    best = rows.loc[rows.groupby(_KEYS, sort=False)["told"].idxmax()]
    own = alone[labels].to_numpy()[best.index].argmax(axis=1)
    told = own == best["label"].to_numpy()  # else its words speak for another label
    mine = [
        list(_placed(row.text, row.content, row.claim_shares)) if shown else []
        for row, shown in zip(rows_of(best), told, strict=True)
    ]
    theirs = [
        shares if shown else [] for shares, shown in zip(best["evidence_shares"], told, strict=True)
    ]
    return best[[*_KEYS, "evidence_id"]].assign(
        claim_shares=pd.Series(mine, best.index, dtype=object),
        evidence_shares=pd.Series(theirs, best.index, dtype=object),
    )


def _placed(text: str, content: str, shares: Iterable[Share]) -> Iterable[Share]:
    """Move shares of the words of a claim's content to where these stand in the claim."""
    at = 0
    for start, end, share in shares:
        word = re.compile(rf"(?<!\S){re.escape(content[start:end])}(?!\w)")
        if found := word.search(text, at):
            at = found.end()
            yield found.start(), at, share
