"""Claims against whole documents: the best sentences found, read together, judged once more alone.

Judging a document sentence by sentence and taking the best is SummaC's (Laban et al., "SummaC:
Re-Visiting NLI-based Models for Inconsistency Detection in Summarization", TACL 2022); here the
best sentences are also read together, as what a claim says may stand in two of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import sentences
from .encoder import Encoder
from .entailment.aggregate import aggregate as mix
from .entailment.judge import Judge
from .entailment.judged import LABELS
from .records import Source

TOGETHER = 6  # sentences of a document that are read together, and each alone


def split(text: str) -> list[str]:
    """Cut a text into sentences.

    Examples:
        >>> split("It opened in May. It shut in June.")
        ['It opened in May.', 'It shut in June.']
    """
    return list(sentences.split(Source("text", "report", "", text))["text"]) or [text]


def judge(
    claims: Sequence[str],
    documents: Sequence[str],
    judge: Judge,
    encoder: Encoder,
    progress: bool = False,
) -> pd.DataFrame:
    """Judge claims, each against a document.

    Args:
        claims: n sentences.
        documents: n texts, of a sentence or of many.
        judge: the judge of pairs.
        encoder: finds the sentences nearest to a claim.
        progress: show a bar on stderr while models work.

    Returns:
        A frame of n rows: ``supports``, ``refutes``, ``neither``, which add up to 1; ``label``, the
        likeliest; and ``evidence``, the sentence that speaks most for it.

    Raises:
        CheckError: a model can't be loaded.
    """
    texts = {document: split(document) for document in dict.fromkeys(documents)}
    pairs = [(claim, texts[document]) for claim, document in zip(claims, documents, strict=True)]
    long = [text for c, parts in pairs if len(parts) > TOGETHER for text in (c, *parts)]
    vectors = dict(zip(long, encoder.encode(long, progress=progress), strict=True)) if long else {}
    best = [_best(claim, parts, vectors) for claim, parts in pairs]
    many = np.array([len(parts) for parts in best], dtype=int)
    each = [(claim, part) for claim, parts in zip(claims, best, strict=True) for part in parts]
    found = judge.judge(  # at once, so that no sentence is encoded twice
        [*(claim for claim, _ in each), *claims], [*(part for _, part in each), *best], progress
    )
    return aggregate(found.iloc[: len(each)], found.iloc[len(each) :], best, many)


def _best(
    claim: str, parts: Sequence[str], vectors: dict[str, npt.NDArray[np.float32]]
) -> list[str]:
    """Give the sentences nearest to a claim, in the order of the document."""
    if len(parts) <= TOGETHER:
        return list(parts)
    near = np.stack([vectors[part] for part in parts]) @ vectors[claim]
    top = np.sort(np.argsort(-np.round(near, 4), kind="stable")[:TOGETHER])
    return [parts[i] for i in top]


def aggregate(
    alone: pd.DataFrame,
    together: pd.DataFrame,
    best: Sequence[Sequence[str]],
    many: npt.NDArray[np.int64],
) -> pd.DataFrame:
    """Bring what was read alone and together down to one row a claim.

    Args:
        alone: the judge's frame, a row a sentence.
        together: the judge's frame, a row a claim.
        best: the sentences of each claim.
        many: how many these are.

    Returns:
        The frame that `judge` gives.
    """
    each, whole = alone[list(LABELS)].to_numpy(), together[list(LABELS)].to_numpy()
    mixed = mix(each, whole, many)
    out = pd.DataFrame(mixed, columns=list(LABELS))
    label = mixed.argmax(axis=1)
    out["label"] = np.array(LABELS)[label]
    own = each[np.arange(len(each)), np.repeat(label, many)]
    scores = np.split(own, np.cumsum(many)[:-1])
    told = [parts[int(score.argmax())] for parts, score in zip(best, scores, strict=False)]
    out["evidence"] = pd.Series(told, dtype=object)  # Arrow's strings take no lone surrogates
    return out
