"""Files into a corpus, packed by the thousand; where that was stopped, the next call goes on."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from . import readers, sentences, tasks, weights
from .corpus import Corpus, Kept, Model, drop, exists, files, load, write
from .encoder import Encoder
from .files import special
from .records import CheckError, Source

if TYPE_CHECKING:
    from .tasks import Client

SENTENCES = 50_000  # of a partition, unless one document has more: 77 MB of vectors
_BYTES = 4_000_000  # of the files of one task: some 40,000 sentences of plain text
_SHOWN = 10  # files that can't be read, in one message

_File = tuple[str, str]  # its name in the corpus, and where it is read
_Done = tuple[int, list[str] | Exception]  # a group's number, and what is wrong with its files


def build(
    given: Iterable[str | Path],
    folder: str | Path,
    model: str | Path | None = None,
    client: Client | None = None,
    progress: bool = False,
) -> Corpus:
    """Embed files into a corpus, unless they are there, and of this content.

    Args:
        given: articles and sources as `readers.read` takes them, and folders of such; each is known
            by its path as given, so name it in the same way the next time.
        folder: the corpus, made where there is none; also an address that fsspec knows, such as
            ``s3://bucket/corpus``. Documents of other files stay in it.
        model: a sentence-transformers model by name or path; the packaged one where None.
        client: of a Dask cluster whose workers do it, where all see the files and the folder; None
            for this process.
        progress: show a bar on stderr.

    Returns:
        The corpus.

    Raises:
        CheckError: files can't be read (the others are in the corpus), or a partition not written,
            or the folder holds what is no partition, or vectors of another model.
    """
    from rich.console import Console
    from rich.progress import track

    encoder = Encoder(model)
    made_by = Model(encoder.name, encoder.sha256)
    wanted, bad = _hashed(*_listed(given))
    there = load(folder, made_by) if exists(folder) else Corpus(())
    held = _current(there, wanted)
    groups = list(_groups([name for name in wanted if name not in held]))
    model = tasks.absolute(model)
    folder = str(folder) if "://" in str(folder) else str(Path(folder).resolve())
    done = _unless_stopped(tasks.each(_embed, groups, client, folder=folder, model=model))
    console = Console(stderr=True)
    bar = track(
        done, "Embedding", len(groups), console=console, transient=True, disable=not progress
    )
    for number, found in bar:
        if isinstance(found, Exception):
            bad.append(
                f"{groups[number][0][0]} and {len(groups[number]) - 1} more: {tasks.told(found)}"
            )
        else:
            bad += found
    if bad:
        more = [f"and {len(bad) - _SHOWN} more"] if len(bad) > _SHOWN else []
        told = "; ".join(bad[:_SHOWN] + more)
        raise CheckError(f"{len(bad)} left out of the corpus, which has the others: {told}")
    return load(folder, made_by)


def _unless_stopped(done: Iterator[_Done]) -> Iterator[_Done]:
    """Go on until there is no model, or nothing can be written: no other group would do better."""
    for number, found in done:
        if isinstance(found, CheckError) and not isinstance(found, tasks.DeadlyItemError):
            raise CheckError(f"{found}; what was done before is in the corpus") from found
        yield number, found


def _listed(given: Iterable[str | Path]) -> tuple[list[Path], list[str]]:
    """Give the files, of each folder those that may be documents, and what is wrong with others."""
    found: dict[Path, None] = {}
    bad: list[str] = []
    for path in map(Path, given):
        inner = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inner:
            shown = not any(part.startswith(".") for part in file.relative_to(path).parts)
            known = shown and file.suffix.lower() in readers.SUFFIXES and not file.is_dir()
            if known and not file.resolve().is_relative_to(path.resolve()):
                bad.append(f"{file}: is a link out of the folder; name what it leads to")
            elif file == path or known:
                found[file] = None
    return list(found), bad


def _hashed(paths: Sequence[Path], bad: list[str]) -> tuple[dict[str, str], list[str]]:
    """Give each file's hash by its name, and what is wrong with those that can't be read."""
    found = {}
    for path in paths:
        try:
            if path.exists() and not path.is_file():  # or a pipe would be waited for
                raise CheckError(f"{path}: is no file but {special(path)}")
            found[path.as_posix()] = weights.file_hash(path)
        except CheckError as error:
            bad.append(str(error))
    return found, bad


def _current(corpus: Corpus, wanted: Mapping[str, str]) -> set[str]:
    """Say which documents a corpus holds; those that have changed, or are there twice, go."""
    held: set[str] = set()
    for part in corpus.partitions:
        there = files(part)
        old = {p for p, sha256 in there.items() if p in held or wanted.get(p, sha256) != sha256}
        if old:
            drop(part, old)
        held |= there.keys() - old
    return held


def _groups(names: Sequence[str]) -> Iterator[list[_File]]:
    """Cut the files into tasks of about one size."""
    group: list[_File] = []
    size = 0
    for name in names:
        length = Path(name).stat().st_size
        if group and size + length > _BYTES:
            yield group
            group, size = [], 0
        group.append((name, str(Path(name).absolute())))
        size += length
    if group:
        yield group


def _embed(group: Sequence[_File], folder: str, model: str | Path | None) -> list[str]:
    """Embed some files into one partition or several; what is wrong with those that can't be."""
    encoder = Encoder(model)
    documents: list[Kept] = []
    tables: list[pd.DataFrame] = []
    bad: list[str] = []
    for name, path in group:
        try:
            kept = _read(name, Path(path))
        except CheckError as error:
            bad.append(str(error).replace(path, name))
            continue
        table = sentences.split(kept.source)
        if tables and sum(map(len, tables)) + len(table) > SENTENCES:
            _write(folder, documents, tables, encoder)
            documents, tables = [], []
        documents.append(kept)
        tables.append(table)
    if tables:
        _write(folder, documents, tables, encoder)
    return bad


def _read(name: str, path: Path) -> Kept:
    """Read a file as a document of a corpus."""
    sha256, document = weights.file_hash(path), readers.read(path)
    voices = dict.fromkeys(turn.speaker for turn in document.turns if turn.speaker)
    source = Source(
        id=name,
        kind="source",
        title=document.title or path.stem,
        text=document.text,
        date=document.date,
        date_basis=document.date_basis,
        speakers=tuple(voices),
        outlet=document.outlet,
        turns=document.turns,
    )
    return Kept(source, sha256)


def _write(
    folder: str, documents: Sequence[Kept], tables: Sequence[pd.DataFrame], encoder: Encoder
) -> None:
    """Write a partition, named after what is in it: done twice, it is there once."""
    table = pd.concat(tables, ignore_index=True)
    vectors = encoder.encode((sentences.before(table) + table["text"]).tolist())
    held = [[kept.source.id, kept.sha256] for kept in documents]
    known = hashlib.sha256(json.dumps(held).encode()).hexdigest()[:12]
    stem = re.sub(r"[^A-Za-z0-9-]+", "-", Path(documents[0].source.id).stem)[:60].strip("-")
    model = Model(encoder.name, encoder.sha256)
    write(f"{folder}/{stem}-{known}.arrow", table, vectors, model, documents)
