"""Sentences and their vectors kept by the million, and the nearest of them found exactly.

A corpus is a folder of partitions, one a file: Arrow files, not compressed, which are mapped into
memory and not read into it. The search goes block by block. One matrix product in float32 gives
what may be among the best; those few are computed again in float64. So the result is the same
whatever the size of a block, the number of threads, and the cut into partitions.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import readers, sentences, weights
from .encoder import Encoder
from .records import CheckError, Sentence, Source

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_PRODUCTS = 1 << 20  # products of a block with all queries, held at a time: 4 MB
_GROUP = 64  # rows of a block of which only the nearest is looked at first
_PAIRS = 4096  # products computed again at a time
_HALF = 0.00005  # what rounding to 4 places may add
_LOWEST = float(np.finfo(np.float32).min)
_COLUMNS = list(Sentence.__dataclass_fields__)
_KINDS = {"start": int, "end": int}  # the others are text, or null
_KEYS = (b"model_name", b"model_sha256", b"file_sha256")  # what a partition says of itself


class Model(NamedTuple):
    """What made the vectors, as an `Encoder` tells it."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Partition:
    """One file of a corpus, which any process can open; its sentences count from ``start`` on."""

    path: Path
    rows: int
    model: Model
    file_sha256: str
    start: int = 0


@dataclass(frozen=True)
class Corpus:
    """Partitions in the order of their names; ``len`` tells how many sentences they hold."""

    partitions: tuple[Partition, ...]

    def __len__(self) -> int:
        return sum(part.rows for part in self.partitions)

    @property
    def model(self) -> Model | None:
        """The model that all the vectors are of; None where there are no partitions."""
        return self.partitions[0].model if self.partitions else None


class Best(NamedTuple):
    """The nearest sentences of each query, best first: (queries, at most k) each.

    ``similarity`` is the cosine, rounded to 4 places; ``place`` counts from the corpus' beginning.
    """

    similarity: Doubles
    place: Places


def build(files: Iterable[Path], folder: Path, encoder: Encoder) -> Corpus:
    """Embed files into a corpus; where that was stopped, the next call goes on.

    Args:
        files: articles and sources as `readers.read` takes them; each is known by its path as
            given, so name it in the same way the next time.
        folder: the corpus, made where there is none. Other files' partitions stay in it.
        encoder: makes the vectors.

    Returns:
        The corpus.

    Raises:
        CheckError: a file can't be read or a partition not written, or the folder holds what is no
            partition, or vectors of another model.
    """
    for file in files:
        embed(file, folder, encoder)
    return load(folder, Model(encoder.name, encoder.sha256))


def embed(file: Path, folder: Path, encoder: Encoder) -> Path:
    """Embed one file into its partition, unless it is there, and of this content.

    Args:
        file: an article or a source.
        folder: the corpus.
        encoder: makes the vectors.

    Returns:
        The partition.

    Raises:
        CheckError: see `build`.
    """
    name, sha256 = file.as_posix(), weights.file_hash(file)
    model = Model(encoder.name, encoder.sha256)
    known = hashlib.sha256(os.fsencode(name)).hexdigest()[:12]
    path = folder / f"{re.sub(r'[^A-Za-z0-9-]+', '-', file.stem)[:60].strip('-')}-{known}.arrow"
    if there := _whole(path):
        _must_be_of(there, model)
        if there.file_sha256 == sha256:
            return path
    document = readers.read(file)
    title = document.title or file.stem
    table = sentences.split(Source(name, "source", title, document.text, turns=document.turns))
    vectors = encoder.encode((sentences.before(table) + table["text"]).tolist())
    write(path, table, vectors, model, sha256)
    return path


def write(
    path: Path, table: pd.DataFrame, vectors: Floats, model: Model, file_sha256: str = ""
) -> None:
    """Write a partition, the whole of it or nothing.

    Args:
        path: the partition; its folder is made where there is none.
        table: a frame of `Sentence`.
        vectors: (len(table), d) unit rows, one a sentence.
        model: what made the vectors.
        file_sha256: the hash of the file that the sentences are of.

    Raises:
        CheckError: the vectors are not unit rows, one a sentence, or there is no pyarrow, or it
            can't be written; nothing there was changed.
    """
    arrow = _arrow()
    vectors = np.ascontiguousarray(vectors, dtype=np.float32)
    if len(vectors) != len(table) or not _are_unit(vectors):
        raise CheckError(f"{path}: not written: a corpus takes one vector of length 1 a sentence")
    told = [value.encode("utf-8", "replace") for value in (*model, file_sha256)]
    schema = _schema(vectors.shape[1]).with_metadata(dict(zip(_KEYS, told, strict=True)))
    columns = [
        arrow.array([_encodable(value) for value in table[name]], schema.field(name).type)
        for name in _COLUMNS
    ]
    flat = arrow.array(vectors.ravel())
    columns.append(arrow.FixedSizeListArray.from_arrays(flat, vectors.shape[1]))
    batch = arrow.record_batch(columns, schema=schema)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            with arrow.ipc.new_file(file, schema) as writer:
                writer.write_batch(batch)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        reason = error.strerror or error
        raise CheckError(f"{path}: not written ({reason}); nothing there was changed") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def load(folder: Path, model: Model | None = None) -> Corpus:
    """Look at every partition of a corpus; of the vectors nothing is read.

    Args:
        folder: the corpus. Hidden files in it, such as what a killed `write` leaves, don't count.
        model: the model that the vectors must be of; where None, they must all be of one.

    Returns:
        The corpus.

    Raises:
        CheckError: there is no such folder, or no pyarrow, or a file in the folder is no whole
            partition, or its vectors are of another model; the message names it.
    """
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        raise CheckError(f"{folder}: can't be read ({error.strerror or error})") from error
    found: list[Partition] = []
    start = 0
    for name in names:
        part = replace(_partition(folder / name), start=start)
        model = model or part.model
        _must_be_of(part, model)
        found.append(part)
        start += part.rows
    return Corpus(tuple(found))


def nearest(corpus: Corpus, queries: Floats, k: int = 5) -> pd.DataFrame:
    """Find the sentences of a corpus that are nearest to each query.

    Args:
        corpus: the corpus.
        queries: (n, d) unit rows.
        k: how many sentences a query gets, if the corpus has as many.

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
        >>> from claimcheck.records import frame
        >>> texts = ["It opened in May.", "It cost two million."]
        >>> said = [Sentence(f"talk:{n}", "talk", 0, 0, text) for n, text in enumerate(texts)]
        >>> vectors = np.array([[1, 0], [0.6, 0.8]], dtype=np.float32)
        >>> folder = Path(tempfile.mkdtemp())
        >>> write(folder / "talk.arrow", frame(Sentence, said), vectors, Model("mine", "53aa51"))
        >>> nearest(load(folder), vectors[1:], k=2)[["text", "similarity", "rank"]]
                           text  similarity  rank
        0  It cost two million.         1.0     1
        1     It opened in May.         0.6     2
    """
    found = Best(np.empty((len(queries), 0)), np.empty((len(queries), 0), dtype=np.int64))
    for part in corpus.partitions:
        found = best(part, queries, k, found)
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
    if k < 1 or not _are_unit(queries):
        raise ValueError(f"k is {k}: give 1 or more, and queries of length 1")
    n, width = queries.shape
    vectors = _vectors(_batch(partition.path))
    if width != vectors.shape[1]:
        raise CheckError(
            f"{partition.path}: its vectors are {vectors.shape[1]} wide and the queries {width}; "
            "they are not of one model"
        )
    had = known.place.shape[1] if known else 0
    k = min(k, had + len(vectors))
    asked = np.zeros((_padded(n + 1, 8), width), dtype=np.float32)  # BLAS is quickest by eights
    asked[:n], asked[n] = queries, 1  # the last gives the sums of the vectors
    slack = width * float(np.finfo(np.float32).eps)  # how far off a float32 product may be
    found = Best(np.full((n, k), -np.inf), np.full((n, k), -1))
    if known:
        found.similarity[:, :had], found.place[:, :had] = known
    size = max(_GROUP, _PRODUCTS // len(asked) // _GROUP * _GROUP)
    products = np.empty((min(size, _padded(len(vectors), _GROUP)), len(asked)), np.float32)
    for start in range(0, len(vectors), size):
        block = vectors[start : start + size]
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
    said = np.empty((len(places), 1 + len(_COLUMNS)), dtype=object)
    for number in np.unique(holder):
        here = holder == number
        said[here] = _sentences(corpus.partitions[number], places[here])
    columns = zip(["partition", *_COLUMNS], said.T, strict=True)
    return pd.DataFrame(
        {
            "query": np.repeat(np.arange(n), k),
            **{name: pd.Series(values, dtype=_KINDS.get(name, object)) for name, values in columns},
            "similarity": found.similarity.ravel(),
            "rank": np.tile(np.arange(1, k + 1), n),
        }
    )


def _sentences(part: Partition, places: Places) -> list[tuple[Any, ...]]:
    """Read some sentences of a partition, after its name."""
    rows = places - part.start
    batch = _batch(part.path).select(_COLUMNS)
    with _told_as_damaged(part.path):
        for row in rows.tolist():
            batch.slice(row, 1).validate(full=True)  # or a damaged file could lead anywhere
        columns = batch.take(_arrow().array(rows)).to_pydict().values()
    name = part.path.name
    return [(name, *row) for row in zip(*columns, strict=True)]


def _padded(count: int, step: int) -> int:
    """Round up to whole steps."""
    return -(-count // step) * step


def _encodable(value: Any) -> Any:
    """Give a value as Arrow can have it: its texts take no lone surrogates."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _must_be_of(part: Partition, model: Model) -> None:
    """Refuse vectors of another model."""
    if part.model.sha256 != model.sha256:
        raise CheckError(
            f"{part.path}: its vectors are of the model {part.model.name} "
            f"({part.model.sha256[:12]}) and not of {model.name} ({model.sha256[:12]}); a corpus "
            "has vectors of one model: build this one in another folder"
        )


def _whole(path: Path) -> Partition | None:
    """Give a partition, or None where it is not there or damaged and so to be made anew."""
    try:
        return _partition(path)
    except CheckError:
        return None


def _partition(path: Path) -> Partition:
    """Read what a partition says of itself."""
    batch = _batch(path)
    metadata = batch.schema.metadata
    name, sha256, file_sha256 = (metadata[key].decode("utf-8", "replace") for key in _KEYS)
    return Partition(path, batch.num_rows, Model(name, sha256), file_sha256)


def _batch(path: Path) -> Any:
    """Map a partition into memory and see that it is a whole one."""
    arrow = _arrow()
    with _told_as_damaged(path):
        with arrow.memory_map(str(path)) as file:
            reader = arrow.ipc.open_file(file)
            if reader.num_record_batches != 1 or not _is_known(reader.schema):
                raise arrow.ArrowInvalid("its columns are other ones")
            batch = reader.get_batch(0)
        batch.validate()
        if batch.column("vector").flatten().null_count:
            raise arrow.ArrowInvalid("vectors are missing")
    return batch


def _is_known(schema: Any) -> bool:
    """Whether a file's columns are those that `write` writes."""
    width = getattr(schema.field(-1).type, "list_size", 0) if len(schema) else 0
    return bool(
        width > 0 and schema.equals(_schema(width)) and set(_KEYS) == set(schema.metadata or ())
    )


@cache
def _schema(width: int) -> Any:
    """Say which columns a partition has."""
    arrow = _arrow()
    fields = [(name, arrow.int64() if name in _KINDS else arrow.string()) for name in _COLUMNS]
    return arrow.schema([*fields, ("vector", arrow.list_(arrow.float32(), width))])


def _vectors(batch: Any) -> Floats:
    """Give the vectors of a partition as they lie in the file."""
    column = batch.column("vector")
    flat = column.flatten().to_numpy(zero_copy_only=True)
    return np.asarray(flat.reshape(-1, column.type.list_size))


def _are_unit(vectors: Floats) -> bool:
    """Whether all rows have length 1; none has that is not finite."""
    with np.errstate(all="ignore"):
        return bool((abs(np.einsum("ij,ij->i", vectors, vectors) - 1) < 1e-3).all())


@contextmanager
def _told_as_damaged(path: Path) -> Iterator[None]:
    """Tell in one message that a file is no partition."""
    try:
        yield
    except (OSError, _arrow().ArrowException) as error:
        raise CheckError(
            f"{path}: no whole partition of a corpus ({weights.first_line(error)}); "
            "remove it, and build the corpus again if it was a part of it"
        ) from error


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise CheckError(
            "a corpus needs pyarrow; install it with pip install 'claimcheck[parquet]'"
        ) from error
    return pyarrow
