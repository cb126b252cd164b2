"""Documents of a corpus become sources of a case: those that come nearest to its claims.

They get no date that their own file didn't state, and no card; so they are compared like any
source whose occasion is not known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from . import claims, sentences, weights
from .case import CASE_FILE, files
from .corpus import Corpus, Floats, Model, Partition, document, load
from .encoder import Encoder
from .nearest import nearest
from .records import Case, Source, rows

DOCUMENTS = 5  # of a corpus that a case gets as sources
NEAREST = 10  # sentences of a corpus that a claim asks for
# A document counts if its nearness to the three claims that it comes nearest to is this on average.
# Of our 36 cases' own sources 0.96 reach it, of the others' documents 1 in 1,000
# (`tests/benchmarks/sourcing.py`); a document near to one claim alone would let in three times as
# many of these.
CLAIMS, NEAR = 3, 0.55

_OWN = 20  # documents of the case itself that may have to be passed over


class Found(NamedTuple):
    """A document of a corpus: its partition and its path there."""

    partition: Partition
    path: str


def add(
    case: Case, folder: str | Path, encoder: Encoder, article: str | Path | None = None
) -> Case:
    """Add to a case the documents of a corpus that hold the sentences nearest to its claims.

    Args:
        case: the case.
        folder: the corpus.
        encoder: gives the claims' vectors; the corpus must be of the same model.
        article: the copy of the article that was checked in the place of the case's own, if any.

    Returns:
        The case with at most `DOCUMENTS` more sources, the likeliest first, and a notice that
        names them.

    Raises:
        CheckError: there is no such corpus, or it is damaged or of another model.
    """
    kept = opened(folder, encoder)
    found = nearest(kept, asked(case, encoder), NEAREST)
    return with_documents(case, ranked(found, kept.partitions), article)


def opened(folder: str | Path, encoder: Encoder) -> Corpus:
    """Look at a corpus, which must be of the encoder's model."""
    return load(folder, Model(encoder.name, encoder.sha256))


def asked(case: Case, encoder: Encoder) -> Floats:
    """Give the vectors of what a case asks a corpus for: its claims, (n, d) unit rows."""
    table = claims.extract(sentences.split(case.article), case.article)
    return encoder.encode(table.loc[table["checkable"], "text"].tolist())


def ranked(found: pd.DataFrame, partitions: Sequence[Partition]) -> list[Found]:
    """Rank the documents that speak of what a case speaks of.

    Args:
        found: what `nearest` found for the claims of a case.
        partitions: those of the corpus.

    Returns:
        The documents, nearest first; more than a case gets, as some may be its own.
    """
    by_name = {part.name: part for part in partitions}
    near = defaultdict(list)
    for row in rows(found.drop_duplicates(["partition", "source_id", "query"])):
        near[row.partition, row.source_id].append(row.similarity)  # its nearest comes first
    most = min(CLAIMS, found["query"].nunique())
    mean = {key: sum(sorted(each)[-most:]) / most for key, each in near.items()}
    order = sorted((-round(value, 4), key) for key, value in mean.items() if value >= NEAR)
    return [Found(by_name[name], path) for _, (name, path) in order[: DOCUMENTS + _OWN]]


def with_documents(case: Case, found: Sequence[Found], article: str | Path | None = None) -> Case:
    """Add documents of a corpus to a case as sources, unless they are its own.

    Args:
        case: the case.
        found: the documents, the likeliest first.
        article: see `add`.

    Returns:
        The case with at most `DOCUMENTS` more sources.

    Raises:
        CheckError: a partition is damaged, or an own file can't be read.
    """
    hashes = {weights.file_hash(path) for path in _files(case, article)}
    texts = {source.text for source in (case.article, *case.sources)}
    taken = {"article", *(source.id for source in case.sources)}
    added: list[Source] = []
    for part, path in found:
        if len(added) == DOCUMENTS:
            break
        kept = document(part, path)
        if kept.sha256 in hashes or kept.source.text in texts:
            continue
        name = _id(path, taken)
        taken.add(name)
        texts.add(kept.source.text)  # the same words under another name say nothing more
        added.append(replace(kept.source, id=name, corpus=path))
    told = ", ".join(source.id for source in added) or "none"
    notice = f"sources taken from the corpus: {told}"
    return replace(case, sources=(*case.sources, *added), notices=(*case.notices, notice))


def _files(case: Case, article: str | Path | None) -> list[Path]:
    """Give the files that a case was read from; one that was made in memory has none."""
    there = files(case.folder) if (Path(case.folder) / CASE_FILE).is_file() else []
    return [*there, *([Path(article)] if article else [])]


def _id(path: str, taken: set[str]) -> str:
    """Name a source after its file, as no other of the case is named."""
    stem = re.sub(r"[^a-z0-9]+", "-", Path(path).stem.casefold()).strip("-")[:40].strip("-")
    name = stem or "document"
    number = 1
    while name in taken:
        number += 1
        name = f"{stem or 'document'}-{number}"
    return name
