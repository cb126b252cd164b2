"""The nearest sentences of a corpus to each query, found exactly.

The search goes block by block. One matrix product in float32 gives what may be among the best;
those few are computed again in float64. So the result is the same whatever the size of a block,
the number of threads, the cut into partitions, and where each of them is searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import tasks
from .corpus import COLUMNS, Corpus, Floats, Partition, Places, are_unit, sentences, vectors
from .records import CheckError

if TYPE_CHECKING:
    from .tasks import Client

Doubles = npt.NDArray[np.float64]

_PRODUCTS = 1 << 20  # products of a block with all queries, held at a time: 4 MB
_GROUP = 64  # rows of a block of which only the nearest is looked at first
_PAIRS = 4096  # products computed again at a time
_HALF = 0.00005  # what rounding to 4 places may add
_LOWEST = float(np.finfo(np.float32).min)


class Best(NamedTuple):
    """The nearest sentences of each query, best first: (queries, at most k) each.

    ``similarity`` is the cosine, rounded to 4 places; ``place`` counts from the corpus' beginning.
    """

    similarity: Doubles
    place: Places


def nearest(
    corpus: Corpus, queries: Floats, k: int = 5, client: Client | None = None
) -> pd.DataFrame:
    """Find the sentences of a corpus that are nearest to each query.

    Args:
        corpus: the corpus.
        queries: (n, d) unit rows.
        k: how many sentences a query gets, if the corpus has as many.
        client: of a Dask cluster, whose workers search a partition each; None for this process.

    Returns:
        A frame: ``query``, the row of the query; ``partition``, the name of its file; the columns
        of `Sentence`; ``similarity``, the cosine rounded to 4 places; ``rank``, from 1. Ties are
        broken by the order in the corpus.

    Raises:
        CheckError: a partition is damaged, or its vectors are not finite or of another width than
            the queries.
        ValueError: ``k`` is less than 1, or the queries are no unit rows.

    Examples:
        >>> import tempfile
        >>> from claimcheck.corpus import Model, load, write
        >>> from claimcheck.records import Sentence, frame
        >>> texts = ["It opened in May.", "It cost two million."]
        >>> said = [Sentence(f"talk:{n}", "talk", 0, 0, text) for n, text in enumerate(texts)]
        >>> vectors = np.array([[1, 0], [0.6, 0.8]], dtype=np.float32)
        >>> folder = tempfile.mkdtemp()
        >>> write(f"{folder}/talk.arrow", frame(Sentence, said), vectors, Model("mine", "53aa51"))
        >>> nearest(load(folder), vectors[1:], k=2)[["text", "similarity", "rank"]]
                           text  similarity  rank
        0  It cost two million.         1.0     1
        1     It opened in May.         0.6     2
    """
    found = Best(np.empty((len(queries), 0)), np.empty((len(queries), 0), dtype=np.int64))
    if client is None:
        for part in corpus.partitions:
            found = best(part, queries, k, found)
        return _told(corpus, found)
    for _, one in tasks.each(best, corpus.partitions, client, queries=queries, k=k):
        if isinstance(one, Exception):
            raise CheckError(tasks.told(one))
        found = merge([found, one], k)
    return _told(corpus, found)


def best(partition: Partition, queries: Floats, k: int, known: Best | None = None) -> Best:
    """Find the nearest sentences of one partition.

    Args:
        partition: the partition.
        queries: (n, d) unit rows.
        k: how many of them at most.
        known: the best of partitions before this one; the fewer sentences come up to them, the
            less there is to do.

    Returns:
        The best of each query, those known among them.

    Raises:
        CheckError, ValueError: see `nearest`.
    """
    if k < 1 or not are_unit(queries):
        raise ValueError(f"k is {k}: give 1 or more, and queries of length 1")
    n, width = queries.shape
    kept = vectors(partition)
    if width != kept.shape[1]:
        raise CheckError(
            f"{partition.path}: its vectors are {kept.shape[1]} wide and the queries {width}; "
            "they are not of one model"
        )
    had = known.place.shape[1] if known else 0
    k = min(k, had + len(kept))
    asked = np.zeros((_padded(n + 1, 8), width), dtype=np.float32)  # BLAS is quickest by eights
    asked[:n], asked[n] = queries, 1  # the last gives the sums of the vectors
    slack = width * float(np.finfo(np.float32).eps)  # how far off a float32 product may be
    found = Best(np.full((n, k), -np.inf), np.full((n, k), -1))
    if known:
        found.similarity[:, :had], found.place[:, :had] = known
    size = max(_GROUP, _PRODUCTS // len(asked) // _GROUP * _GROUP)
    products = np.empty((min(size, _padded(len(kept), _GROUP)), len(asked)), np.float32)
    for start in range(0, len(kept), size):
        block = kept[start : start + size]
        near = products[: _padded(len(block), _GROUP)]
        near[len(block) :] = -np.inf
        with np.errstate(all="ignore"):
            np.matmul(block, asked.T, out=near[: len(block)])
        if not np.isfinite(near[: len(block), n]).all():
            raise CheckError(f"{partition.path}: has vectors that are not finite; build it again")
        low = np.maximum(found.similarity[:, -1] + _HALF - slack, _LOWEST)  # what may still count
        rows, who = _above(near[:, :n], low, k, 2 * (_HALF + slack))
        if len(rows):
            exact = _exact(block, rows, queries, who)
            found = _with(found, exact, partition.start + start + rows, who)
    return found


def merge(parts: Sequence[Best], k: int) -> Best:
    """Put together the best of several partitions, in whatever order they come.

    Args:
        parts: one or more, all of the same queries.
        k: how many sentences a query gets at most.

    Returns:
        The best of each query.

    Examples:
        >>> here = Best(np.array([[0.9, 0.2]]), np.array([[0, 1]]))
        >>> there = Best(np.array([[0.9]]), np.array([[7]]))
        >>> merge([there, here], 2).place
        array([[0, 7]])
    """
    similarity = np.concatenate([part.similarity for part in parts], axis=1)
    place = np.concatenate([part.place for part in parts], axis=1)
    order = np.lexsort((place, -similarity), axis=1)[:, :k]
    every = np.arange(len(order))[:, None]
    return Best(similarity[every, order], place[every, order])


def _above(near: Floats, low: Doubles, k: int, margin: float) -> tuple[Places, Places]:
    """Give the rows and queries of what may be among the best, by the maxima of groups of rows."""
    groups = near.reshape(len(near) // _GROUP, _GROUP, near.shape[1])
    highest = groups.max(axis=1)
    if len(highest) >= k and (low == _LOWEST).any():  # nothing found: k rows are as near as this
        low = np.maximum(low, np.partition(highest, -k, axis=0)[-k] - margin)
    group, who = np.nonzero(highest >= low)
    hit, within = np.nonzero(groups[group, :, who] >= low[who, None])
    return group[hit] * _GROUP + within, who[hit]


def _exact(block: Floats, rows: Places, queries: Floats, who: Places) -> Doubles:
    """Compute cosines in float64, where no order of adding up can be seen in 4 places."""
    out = np.empty(len(rows))
    for at in range(0, len(rows), _PAIRS):
        part = slice(at, at + _PAIRS)
        out[part] = (block[rows[part]].astype(np.float64) * queries[who[part]]).sum(axis=1)
    return np.round(out, 4)


def _with(found: Best, similarity: Doubles, place: Places, who: Places) -> Best:
    """Add to the best of each query what may belong to them."""
    n, k = found.place.shape
    owner = np.concatenate([np.repeat(np.arange(n), k), who])
    similarity = np.concatenate([found.similarity.ravel(), similarity])
    place = np.concatenate([found.place.ravel(), place])
    order = np.lexsort((place, -similarity, owner))
    top = order[np.searchsorted(owner[order], np.arange(n))[:, None] + np.arange(k)]
    return Best(similarity[top], place[top])


def _told(corpus: Corpus, found: Best) -> pd.DataFrame:
    """Lay out what was found with its sentences: no other is read."""
    n, k = found.place.shape
    places = found.place.ravel()
    holder = np.searchsorted([part.start for part in corpus.partitions], places, side="right") - 1
    said = np.empty((len(places), 1 + len(COLUMNS)), dtype=object)
    for number in np.unique(holder):
        here = holder == number
        part = corpus.partitions[number]
        said[here] = [(part.name, *row) for row in sentences(part, places[here] - part.start)]
    columns = zip(["partition", *COLUMNS], said.T, strict=True)
    return pd.DataFrame(
        {
            "query": np.repeat(np.arange(n), k),
            **{
                name: pd.Series(values, dtype=int if name in ("start", "end") else object)
                for name, values in columns
            },
            "similarity": found.similarity.ravel(),
            "rank": np.tile(np.arange(1, k + 1), n),
        }
    )


def _padded(count: int, step: int) -> int:
    """Round up to whole steps."""
    return -(-count // step) * step
