"""Sentences by the million, their vectors and the documents they stand in: how they are kept.

A corpus is a folder of partitions, one a file: Arrow files, not compressed. On a disk they are
mapped into memory and not read into it. Elsewhere (``s3://…``, by way of fsspec) they are read one
at a time, and only the columns that are asked for.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import weights
from .files import replace as replace_file
from .records import CheckError, Sentence, Source, Turn

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

COLUMNS = list(Sentence.__dataclass_fields__)
_EVERY = [*COLUMNS, "document", "vector"]
_KINDS = {"start": int, "end": int}  # the others are text, or null
_DIGITS = 15  # of a count of rows
_KEYS = (b"model_name", b"model_sha256", b"rows", b"files")  # what a partition says of itself


class Model(NamedTuple):
    """What made the vectors, as an `Encoder` tells it."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Kept:
    """A document of a corpus: its words and what its file stated, and that file's hash.

    The source's id is the file's path, as it was given when the corpus was built.
    """

    source: Source
    sha256: str


@dataclass(frozen=True)
class Partition:
    """One file of a corpus, which any process can open; its sentences count from ``start`` on."""

    path: str
    rows: int
    model: Model
    start: int = 0

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.rpartition("/")[2]


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


def load(folder: str | Path, model: Model | None = None) -> Corpus:
    """Look at every partition of a corpus; of sentences and vectors nothing is read.

    Args:
        folder: the corpus, also as an address that fsspec knows, such as ``s3://bucket/corpus``.
            Hidden files in it, such as what a killed `write` leaves, don't count.
        model: the model that the vectors must be of; where None, they must all be of one.

    Returns:
        The corpus.

    Raises:
        CheckError: there is no such folder, or no pyarrow, or a file in the folder is no whole
            partition, or its vectors are of another model; the message names it.
    """
    found: list[Partition] = []
    start = 0
    for name in _names(folder):
        part = replace(_partition(f"{_plain(folder)}/{name}"), start=start)
        model = model or part.model
        _must_be_of(part, model)
        found.append(part)
        start += part.rows
    return Corpus(tuple(found))


def write(
    path: str | Path,
    table: pd.DataFrame,
    vectors: Floats,
    model: Model,
    documents: Sequence[Kept] = (),
) -> None:
    """Write a partition, the whole of it or nothing.

    Args:
        path: the partition; its folder is made where there is none.
        table: a frame of `Sentence`, those of one document after those of another.
        vectors: (len(table), d) unit rows, one a sentence.
        model: what made the vectors.
        documents: what the sentences are of; each has one or more of them.

    Raises:
        CheckError: the vectors are not unit rows, one a sentence, or there is no pyarrow, or it
            can't be written; nothing there was changed.
    """
    arrow = _arrow()
    vectors = np.ascontiguousarray(vectors, dtype=np.float32)
    if len(vectors) != len(table) or not are_unit(vectors):
        raise CheckError(f"{path}: not written: a corpus takes one vector of length 1 a sentence")
    schema = _schema(vectors.shape[1])
    told = {kept.source.id: json.dumps(asdict(kept), default=str) for kept in documents}
    columns = [
        arrow.array([_encodable(value) for value in table[name]], schema.field(name).type)
        for name in COLUMNS
    ]
    first = [told.pop(source_id, None) for source_id in table["source_id"]]
    columns.append(arrow.array(first, arrow.string()))
    flat = arrow.array(vectors.ravel())
    columns.append(arrow.FixedSizeListArray.from_arrays(flat, vectors.shape[1]))
    batch = arrow.record_batch(columns, schema=schema)
    _write(_plain(path), batch, model, {kept.source.id: kept.sha256 for kept in documents})


def files(part: Partition) -> dict[str, str]:
    """Give the path and the hash of every file that a partition holds; only its end is read."""
    with _opened(part.path) as reader:
        try:
            found = json.loads(reader.schema.metadata[b"files"])
            return {str(path): str(sha256) for path, sha256 in found.items()}
        except (ValueError, AttributeError, RecursionError) as error:
            raise _arrow().ArrowInvalid("its list of files is damaged") from error


def drop(part: Partition, paths: Collection[str]) -> None:
    """Take documents out of a partition; where none is left, it is removed.

    Raises:
        CheckError: it is damaged, or can't be written.
    """
    rest = {path: sha256 for path, sha256 in files(part).items() if path not in paths}
    if not rest:
        _remove(part.path)
        return
    batch = _batch(part)
    with _told_as_damaged(part.path):
        batch.validate(full=True)  # or a damaged file could lead anywhere
    gone = _arrow().array([_encodable(path) for path in paths])
    kept = _compute().invert(_compute().is_in(batch.column("source_id"), gone))
    _write(part.path, batch.filter(kept), part.model, rest)


def vectors(part: Partition) -> Floats:
    """Give the vectors of a partition, (rows, d), as they lie in the file."""
    column = _batch(part, ("vector",)).column("vector")
    with _told_as_damaged(part.path):
        if column.null_count or column.flatten().null_count:
            raise _arrow().ArrowInvalid("vectors are missing")
    flat = column.flatten().to_numpy(zero_copy_only=True)
    return np.asarray(flat.reshape(-1, column.type.list_size))


def sentences(part: Partition, rows: Places) -> list[tuple[Any, ...]]:
    """Read some sentences of a partition, each as the fields of a `Sentence`."""
    batch = _batch(part, COLUMNS)
    with _told_as_damaged(part.path):
        for row in rows.tolist():
            batch.slice(row, 1).validate(full=True)  # or a damaged file could lead anywhere
        columns = batch.take(_arrow().array(rows)).to_pydict().values()
    return list(zip(*columns, strict=True))


def document(part: Partition, path: str) -> Kept:
    """Read a document of a partition.

    Args:
        part: the partition.
        path: the document's path, the ``source_id`` of its sentences.

    Returns:
        The document; its sentences are spans of its text.

    Raises:
        CheckError: the partition is damaged.
    """
    batch = _batch(part, ("source_id", "document"))
    with _told_as_damaged(part.path):
        batch.column("source_id").validate(full=True)
        row = _compute().index(batch.column("source_id"), _encodable(path)).as_py()
        batch.slice(max(row, 0), 1).validate(full=True)
        try:
            if row < 0:
                raise LookupError(path)
            told = json.loads(batch.column("document")[row].as_py())
            card = told["source"]
            day = card["date"] and date.fromisoformat(card["date"])
            turns = tuple(Turn(**turn) for turn in card["turns"])
            more = {"date": day, "turns": turns, "speakers": tuple(card["speakers"])}
            return Kept(Source(**{**card, **more}), str(told["sha256"]))
        except (TypeError, ValueError, LookupError, RecursionError) as error:
            raise _arrow().ArrowInvalid(f"the document {path} is not in it") from error


def are_unit(vectors: Floats) -> bool:
    """Whether all rows have length 1; none has that is not finite."""
    with np.errstate(all="ignore"):
        return bool((abs(np.einsum("ij,ij->i", vectors, vectors) - 1) < 1e-3).all())


def exists(folder: str | Path) -> bool:
    """Whether there is a folder of this name, on a disk or elsewhere."""
    with _told(folder, "can't be read"):
        system, place = _system(_plain(folder))
        return bool(system.exists(place)) if system else os.path.exists(place)


def _names(folder: str | Path) -> list[str]:
    """List the partitions of a corpus."""
    with _told(folder, "can't be read"):
        system, place = _system(_plain(folder))
        if system:
            system.invalidate_cache()
            found = [str(path).rpartition("/")[2] for path in system.ls(place, detail=False)]
        else:
            found = os.listdir(place)
    return sorted(name for name in found if name and not name.startswith("."))


def _partition(path: str) -> Partition:
    """Read what a partition says of itself, which stands at its end."""
    with _opened(path) as reader:
        told = {key: reader.schema.metadata[key].decode("utf-8", "replace") for key in _KEYS}
        name, sha256, rows, _ = told.values()
        if not rows.isdecimal() or len(rows) > _DIGITS:
            raise _arrow().ArrowInvalid("its count of rows is no number")
    return Partition(path, int(rows), Model(name, sha256))


def _batch(part: Partition, columns: Sequence[str] | None = None) -> Any:
    """Give columns of a partition: mapped, or read where it is not on a disk."""
    with _opened(part.path, columns) as reader:
        batch = reader.get_batch(0)
        batch.validate()
        if batch.num_rows != part.rows:
            raise _arrow().ArrowInvalid(f"it has {batch.num_rows} rows and not {part.rows}")
    return batch.select(columns) if columns else batch


@contextmanager
def _opened(path: str, columns: Sequence[str] | None = None) -> Iterator[Any]:
    """Open a partition and see that it is one."""
    arrow = _arrow()
    with _told(path, "can't be read"):
        system, place = _system(path)
        stream = system.open(place) if system else None
    wanted = columns if system and columns else _EVERY
    fields = [_EVERY.index(name) for name in wanted] if wanted is columns else None  # else mapped
    options = arrow.ipc.IpcReadOptions(included_fields=fields)
    with _told_as_damaged(path):
        file = arrow.PythonFile(stream, "r") if system else arrow.memory_map(place)
        with file:
            reader = arrow.ipc.open_file(file, options=options)
            if reader.num_record_batches != 1 or not _is_known(reader.schema, wanted):
                raise arrow.ArrowInvalid("its columns are other ones")
            yield reader


def _write(path: str, batch: Any, model: Model, held: Mapping[str, str]) -> None:
    """Write a partition with what it says of itself."""
    arrow = _arrow()
    values = (*model, str(batch.num_rows), json.dumps(held))
    told = [value.encode("utf-8", "replace") for value in values]
    batch = batch.replace_schema_metadata(dict(zip(_KEYS, told, strict=True)))
    system, place = _system(path)
    data = io.BytesIO()
    with arrow.ipc.new_file(data, batch.schema) as writer:
        writer.write_batch(batch)
    if system is None:
        replace_file(Path(place), data.getvalue())
        return
    with _told(path, "not written", "; nothing there was changed"):
        system.pipe_file(place, data.getvalue())  # an object store has it whole or not at all


def _remove(path: str) -> None:
    system, place = _system(path)
    with _told(path, "can't be removed"):
        system.rm_file(place) if system else os.unlink(place)


def _plain(path: str | Path) -> str:
    """Write a path with slashes and without one at its end."""
    return path.as_posix() if isinstance(path, Path) else path.rstrip("/")


def _system(path: str) -> tuple[Any, str]:
    """Give the file system that an address names, and the place there; on a disk it is None."""
    if "://" not in path:
        return None, path
    try:
        from fsspec.core import url_to_fs

        system, place = url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise CheckError(f"{path}: can't be opened ({weights.first_line(error)})") from error
    return system, place


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


def _is_known(schema: Any, columns: Sequence[str]) -> bool:
    """Whether these columns of a file are as `write` writes them."""
    last = schema.field(-1).type if len(schema) else None
    every = _schema(getattr(last, "list_size", 1))
    same = schema.equals(_arrow().schema([every.field(name) for name in columns]))
    return bool(same and set(_KEYS) == set(schema.metadata or ()))


@cache
def _schema(width: int) -> Any:
    """Say which columns a partition has; ``document`` stands on a document's first row."""
    arrow = _arrow()
    fields = [(name, arrow.int64() if name in _KINDS else arrow.string()) for name in COLUMNS]
    vector = arrow.list_(arrow.float32(), width)
    return arrow.schema([*fields, ("document", arrow.string()), ("vector", vector)])


@contextmanager
def _told_as_damaged(path: str) -> Iterator[None]:
    """Tell in one message that a file is no partition."""
    try:
        yield
    except (OSError, _arrow().ArrowException) as error:
        raise CheckError(
            f"{path}: no whole partition of a corpus ({weights.first_line(error)}); "
            "a corpus is a folder that claimcheck embed made; if this is one, move the file away "
            "and embed again"
        ) from error


@contextmanager
def _told(path: str | Path, what: str, rest: str = "") -> Iterator[None]:
    """Tell in one message what the system could not do."""
    try:
        yield
    except CheckError:
        raise
    except Exception as error:
        if not isinstance(error, OSError) and "://" not in str(path):
            raise  # fsspec's packages raise whatever they like
        reason = getattr(error, "strerror", None) or weights.first_line(error)
        raise CheckError(f"{path}: {what} ({reason}){rest}") from error


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise CheckError(
            "a corpus needs pyarrow; install it with pip install 'claimcheck[parquet]'"
        ) from error
    return pyarrow


def _compute() -> Any:
    import pyarrow.compute

    return pyarrow.compute
