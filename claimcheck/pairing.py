"""Pair each claim with the nearest sentences of every source, dense and lexical rankings fused."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import alignment
from .alignment import tokens
from .records import Pair

Floats = npt.NDArray[np.float32]

_RANK_OFFSET = 10.0  # reciprocal rank fusion: how slowly the worth of a rank falls
_NEIGHBOUR = 0.3  # a sentence gains from what stands just before and after it


def pair(
    contents: pd.DataFrame, queries: Floats, sentences: pd.DataFrame, vectors: Floats, k: int = 5
) -> pd.DataFrame:
    """Rank, for each claim, the sentences of every source by how near they are.

    Cosine similarity and BM25 are fused by reciprocal ranks (Cormack, Clarke & Büttcher 2009,
    "Reciprocal Rank Fusion outperforms Condorcet and individual rank learning methods"). Ties are
    broken by the order of the sentences in their source: the result never depends on chance.

    Args:
        contents: ``claim_id``, ``text`` and ``content``: each claim, and what is left of it without
            its occasion.
        queries: (2, len(contents), d) unit rows: of the texts, and of the contents.
        sentences: a frame of `Sentence`: those of the sources.
        vectors: (len(sentences), d) unit rows, one a sentence.
        k: how many sentences of each source a claim is paired with.

    Returns:
        A frame of `Pair`; ``similarity`` is the larger of the two cosines, rounded to 4 places.

    Raises:
        ValueError: if ``k`` is less than 1.
    """
    if k < 1:
        raise ValueError(f"k is {k}: give 1 or more sentences a source")
    columns = list(Pair.__dataclass_fields__)
    texts = sentences["text"].to_numpy()
    parts = []
    for source_id, group in sentences.reset_index(drop=True).groupby("source_id", sort=False):
        if contents.empty:
            break
        theirs = group.index.to_numpy()
        cosine = np.round((queries @ vectors[theirs].T).max(axis=0), 4)
        lexical = _lexical(contents["text"].to_numpy(), texts[theirs])
        fused = _fuse(_with_neighbours(cosine), lexical)
        best = np.argsort(-fused, axis=1, kind="stable")[:, :k]
        parts.append(
            pd.DataFrame(
                {
                    "claim_id": np.repeat(contents["claim_id"].to_numpy(), best.shape[1]),
                    "evidence_id": group["id"].to_numpy()[best].ravel(),
                    "source_id": source_id,
                    "similarity": np.round(
                        np.take_along_axis(cosine, best, axis=1).ravel().astype(float), 4
                    ),
                    "rank": np.tile(np.arange(1, best.shape[1] + 1), len(contents)),
                }
            )
        )
    if not parts:
        return pd.DataFrame(columns=columns).astype({"similarity": float, "rank": int})
    return pd.concat(parts, ignore_index=True)[columns]


def support(contents: pd.DataFrame, near: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Weigh how strongly each source has the content of each claim.

    Args:
        contents: ``claim_id`` and ``content``: what each claim says, without its occasion.
        near: ``claim_id``, ``source_id``, ``evidence_id`` and ``similarity`` of the sentences near
            each claim.
        sentences: a frame of `Sentence`.

    Returns:
        A row a claim and source: ``evidence_id``, the sentence that has most of the claim;
        ``similarity``, the highest; ``coverage`` and ``total``, the share of the claim's words by
        rarity that the sentence has, and that all the near sentences have together; ``strength``,
        the mean of the sentence's similarity and coverage.
    """
    columns = alignment.vocabulary(contents["content"])
    rarity = alignment.Rarity(sentences["text"])
    weights = np.array([rarity[word] for word in columns], dtype=np.float32)
    wanted = alignment.presence(contents["content"].tolist(), columns) * weights
    wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1e-9)
    near = near.sort_values(["claim_id", "source_id"], kind="stable").reset_index(drop=True)
    texts = sentences.set_index("id")["text"]
    used = near["evidence_id"].unique()
    has = alignment.presence(texts.loc[used].tolist(), columns)
    i = near["claim_id"].map({c: n for n, c in enumerate(contents["claim_id"])}).to_numpy(int)
    j = near["evidence_id"].map({e: n for n, e in enumerate(used)}).to_numpy(int)
    near = near.assign(coverage=np.einsum("ij,ij->i", wanted[i], has[j]).round(4))
    near["strength"] = (near["similarity"] + near["coverage"]) / 2
    groups = near.groupby(["claim_id", "source_id"], sort=False)
    out = near.loc[groups["strength"].idxmax()].reset_index(drop=True)
    out["similarity"] = groups["similarity"].max().to_numpy()
    starts = np.flatnonzero(~near.duplicated(["claim_id", "source_id"]).to_numpy())
    together = np.maximum.reduceat(has[j], starts) if len(starts) else has[:0]
    out["total"] = np.einsum("ij,ij->i", wanted[i[starts]], together).round(4)
    return out


def _with_neighbours(cosine: Floats) -> Floats:
    """Let a sentence gain from its neighbours: an answer may stand beside the topic's name."""
    padded = np.pad(cosine, ((0, 0), (1, 1)))
    return np.asarray(cosine + _NEIGHBOUR * np.maximum(padded[:, :-2], padded[:, 2:]), np.float32)


def _lexical(claims: npt.NDArray[np.object_], evidence: npt.NDArray[np.object_]) -> Floats:
    """Score evidence by BM25 on stems: (claims, evidence)."""
    import bm25s

    corpus = [[t.stem for t in tokens(text)] or [""] for text in evidence]
    index = bm25s.BM25(method="lucene")
    index.index(corpus, show_progress=False)
    known = {word for words in corpus for word in words}
    queries = [[t.stem for t in tokens(text) if t.stem in known] for text in claims]
    none = np.zeros(len(evidence), dtype=np.float32)
    return np.stack([index.get_scores(q) if q else none for q in queries]).astype(np.float32)


def _fuse(*scores: Floats) -> npt.NDArray[np.float64]:
    """Sum the reciprocal ranks of several score arrays, (claims, evidence) each."""
    total = np.zeros(scores[0].shape)
    for score in scores:
        order = np.argsort(-np.round(score, 4), axis=1, kind="stable")
        ranks = np.empty_like(order)
        np.put_along_axis(ranks, order, np.arange(order.shape[1])[None, :], axis=1)
        total += 1 / (_RANK_OFFSET + ranks)
    return total
