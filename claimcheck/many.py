"""Many cases, each a task: here, or on a Dask cluster; what is done is not done again."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from . import contract, files, sourcing, tasks, weights
from .case import files as files_of
from .case import load
from .check import check
from .corpus import Floats
from .encoder import Encoder
from .entailment.judge import Judge
from .nearest import nearest
from .records import CheckError
from .version import version

if TYPE_CHECKING:
    from .tasks import Client

_ROUND = 100  # cases that search a corpus together: it is read once for all of them


@dataclass(frozen=True, slots=True)
class Checked:
    """What came out of one case: the JSON, or what is wrong with it.

    ``line`` is the line that ``claimcheck check CASE --json`` writes, to the byte; null where there
    is an error. ``notices`` is what the user should be told of a check that has just been made.
    ``anew`` is false where an earlier result stood in the folder and was taken as it is.
    """

    case: str
    line: str | None
    error: str | None = None
    notices: tuple[str, ...] = ()
    anew: bool = True


@dataclass(frozen=True, slots=True)
class _Job:
    """A case as a worker takes it: its name, where it is, and its documents of a corpus."""

    name: str
    place: str
    documents: tuple[sourcing.Found, ...] | None = None


def check_many(
    cases: Iterable[str | Path],
    client: Client | None = None,
    *,
    out: str | Path | None = None,
    k: int = 5,
    model: str | Path | None = None,
    judge: str | Path | None = None,
    corpus: str | Path | None = None,
) -> Iterator[Checked]:
    """Check many cases; one that fails doesn't stop the others.

    Args:
        cases: case folders; on a cluster, where all its workers see them.
        client: of the Dask cluster that does it; None for this process.
        out: a folder for the results, a file a case. A case whose result is there, and whose files
            have not changed since, is not checked again.
        k, model, judge: see `check`.
        corpus: a folder that `build` made; see `sourcing.add`.

    Yields:
        What came out, in the order of the cases.

    Raises:
        CheckError: the model or the corpus can't be had, or the scheduler is gone, or a result
            can't be written. What was finished stays in ``out``.

    Examples:
        >>> [done.error for done in check_many(["no-such-folder"])]
        ['no-such-folder: there is no such folder; give the case folder, ...']
    """
    jobs = [_Job(str(case), os.path.abspath(case)) for case in cases]
    options = {"k": k, "model": tasks.absolute(model), "judge": tasks.absolute(judge)}
    where = tasks.absolute(corpus)
    kept = _Results(Path(out), options, where) if out else None
    found = {
        n: Checked(job.name, None, anew=False)
        for n, job in enumerate(jobs)
        if kept and kept.has(job)
    }
    todo = [n for n in range(len(jobs)) if n not in found]
    ran = _ran([jobs[n] for n in todo], client, where, options)
    for at, job in enumerate(jobs):
        while at not in found:
            number, result = next(ran)
            found[todo[number]] = _checked(jobs[todo[number]], result, kept)
        done = found.pop(at)
        yield replace(done, line=kept.line(job)) if kept and not done.error else done


def _ran(
    jobs: Sequence[_Job],
    client: Client | None,
    folder: str | None,
    options: Mapping[str, Any],
) -> Iterator[tuple[int, Any]]:
    """Check every case, as they finish; with a corpus, it is searched first for a round of them."""
    if folder is None:
        yield from tasks.each(_check, jobs, client, **options)
        return
    kept = sourcing.opened(folder, Encoder(options["model"]))
    for start in range(0, len(jobs), _ROUND):
        some = jobs[start : start + _ROUND]
        asked: dict[int, Floats] = {}
        for number, vectors in tasks.each(_asked, some, client, model=options["model"]):
            if isinstance(vectors, Exception):
                yield start + number, vectors
            else:
                asked[number] = vectors
        good = sorted(asked)
        if not good:
            continue
        queries = np.concatenate([asked[n] for n in good])
        near = nearest(kept, queries, sourcing.NEAREST, client)
        owner = np.repeat(np.array(good), [len(asked[n]) for n in good])[near["query"]]
        ready = [
            replace(some[n], documents=tuple(sourcing.ranked(near[owner == n], kept.partitions)))
            for n in good
        ]
        for number, result in tasks.each(_check, ready, client, **options):
            yield start + good[number], result


def _check(job: _Job, k: int, model: str | None, judge: str | None) -> tuple[str, tuple[str, ...]]:
    """Check a case as if it had been named here as the client named it."""
    try:
        case = load(job.place)
        if job.documents is not None:
            case = sourcing.with_documents(case, job.documents)
        result = check(replace(case, folder=job.name), k=k, model=model, judge=judge)
    except CheckError as error:
        raise CheckError(str(error).replace(job.place, job.name)) from error
    return contract.line(result.to_json()), (*result.case.notices, *result.notices)


def _asked(job: _Job, model: str | None) -> Floats:
    """Give the vectors of what a case asks a corpus for."""
    try:
        return sourcing.asked(load(job.place), Encoder(model))
    except CheckError as error:
        raise CheckError(str(error).replace(job.place, job.name)) from error


def _checked(job: _Job, result: Any, kept: _Results | None) -> Checked:
    """Tell what came out; what is kept in a folder is not held in memory."""
    if isinstance(result, Exception):
        if kept:
            kept.drop(job)
        return Checked(job.name, None, tasks.told(result))
    line, notices = result
    if kept:
        kept.put(job, line)
    return Checked(job.name, None if kept else line, notices=notices)


class _Results:
    """A folder of results; beside each, hidden, what it was made of."""

    def __init__(self, folder: Path, options: Mapping[str, Any], corpus: str | None) -> None:
        encoder, judge = Encoder(options["model"]), Judge(options["judge"])
        parts = sourcing.opened(corpus, encoder).partitions if corpus else ()
        self._folder = folder
        self._keys: dict[_Job, str] = {}
        self._made_by = [
            *(version(), options["k"], encoder.sha256, judge.sha256),
            *(f"{part.name} {part.rows}" for part in parts),  # named after what is in them
        ]

    def has(self, job: _Job) -> bool:
        """Whether a result is there, whole, and of these files."""
        path, mark = self._paths(job)
        try:
            hashes = [weights.file_hash(file) for file in files_of(job.place)]
            told = json.dumps([job.name, *self._made_by, *hashes])
            self._keys[job] = hashlib.sha256(told.encode()).hexdigest()
            return mark.read_text() == self._mark(job, path.read_bytes())
        except (CheckError, OSError, UnicodeDecodeError):  # what is wrong is told by the check
            return False

    def drop(self, job: _Job) -> None:
        """Take a result away that is no longer of what the case is."""
        path, mark = self._paths(job)
        if mark.exists():
            path.unlink(missing_ok=True)
            mark.unlink()

    def line(self, job: _Job) -> str:
        """Read a result."""
        return self._paths(job)[0].read_bytes().decode()

    def put(self, job: _Job, line: str) -> None:
        """Keep a result, the whole of it or nothing."""
        path, mark = self._paths(job)
        write = files.replace if mark.exists() else files.write  # it may have been cut short
        write(path, line)
        if job in self._keys:  # else only the workers see its files, and it is checked again
            files.replace(mark, self._mark(job, line.encode()))

    def _paths(self, job: _Job) -> tuple[Path, Path]:
        stem = re.sub(r"[^A-Za-z0-9-]+", "-", Path(job.place).name)[:60].strip("-")
        name = f"{stem}-{hashlib.sha256(os.fsencode(job.name)).hexdigest()[:16]}"
        return self._folder / f"{name}.json", self._folder / f".{name}.made-of"

    def _mark(self, job: _Job, data: bytes) -> str:
        return f"{self._keys[job]} {hashlib.sha256(data).hexdigest()}\n"
