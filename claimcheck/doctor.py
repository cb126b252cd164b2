"""What is installed, whether the models are the pinned ones, and how the cache stands.

Nothing heavy is imported: versions come from the packages' metadata, models are hashed as files.
"""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from claimcheck import weights
from claimcheck.cache import Cache, cache_folder
from claimcheck.entailment.judge import SHA256, WEIGHTS
from claimcheck.records import CheckError
from claimcheck.version import installed

EXTRAS = {
    "documents": "PDF and Word files",
    "parquet": "a corpus, and Parquet export",
    "dask": "many cases on a cluster",
    "notebooks": "the notebooks and the review widget",
}
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?P<bound>[^;]*)(?:;\s*(?P<marker>.*))?")


class State(StrEnum):
    """How a part stands: as it should be, not needed for a check, or a check can't run with it."""

    OK = "OK"
    NOTE = "note"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the installation: what was found, and what to do where it is not OK."""

    name: str
    state: State
    found: str
    advice: str = ""


def examine() -> list[Part]:
    """Look at every part of the installation.

    Returns:
        Python and the packages, the models, the extras, the cache.

    Examples:
        >>> [part.name for part in examine()][:2]
        ['Python', 'claimcheck']
    """
    python = Part("Python", State.OK, f"{platform.python_version()}, {sys.executable}")
    return [python, _claimcheck(), *_packages(), _model(), _judge(), *_extras(), _cache()]


def clear_cache() -> tuple[int, list[str]]:
    """Empty the cache.

    Returns:
        How many bytes were freed, and why the cache could not be emptied, where that is so.
    """
    cache = Cache()
    freed = cache.clear()
    return freed, cache.notices


def _claimcheck() -> Part:
    if version := installed("claimcheck"):
        return Part("claimcheck", State.OK, version)
    advice = "install it: pip install -e . in its folder"
    return Part("claimcheck", State.BROKEN, "runs, but is not installed", advice)


def _packages() -> Iterator[Part]:
    """The packages that every check needs; those in order only count together."""
    fine = []
    for line in _required(""):
        part = _package(line)
        if part.state is State.OK:
            fine.append(f"{part.name} {part.found}")
        else:
            yield part
    yield Part("packages", State.OK, ", ".join(fine) or "none")


def _required(extra: str) -> list[str]:
    """What claimcheck needs, or an extra of it, as requirements."""
    try:
        lines = metadata.requires("claimcheck") or []
    except metadata.PackageNotFoundError:
        return []
    found = filter(None, map(_REQUIREMENT.fullmatch, lines))
    wanted = {"": None, **{name: f"extra == '{name}'" for name in EXTRAS}}[extra]
    return [
        f"{m['name']}{m['bound']}".strip()
        for m in found
        if (m["marker"] or "").replace('"', "'").strip() == (wanted or "")
    ]


def _package(requirement: str) -> Part:
    """A package, held against the version that is asked for."""
    parts = re.match(r"([\w.-]+)\s*(?:([>=]=)\s*([\d.]+))?", requirement)
    name, sign, bound = parts.groups() if parts else (requirement, None, None)
    advice = f"pip install '{requirement}'"
    if not (version := installed(name)):
        return Part(name, State.BROKEN, "is missing", advice)
    if bound and (_release(version) < _release(bound) or (sign == "==" and version != bound)):
        return Part(name, State.BROKEN, f"{version}, where {sign}{bound} is needed", advice)
    return Part(name, State.OK, version)


def _release(version: str) -> tuple[int, ...]:
    """The numbers of a version, without what follows them."""
    numbers = re.match(r"\d+(?:\.\d+)*", version)
    found = tuple(map(int, numbers[0].split("."))) if numbers else ()
    return found + (0,) * (6 - len(found))


def _model() -> Part:
    """The packaged encoder, every file held against its hash."""
    try:
        folder = weights.packaged_folder()
        weights.verify(folder)
    except CheckError as error:
        found, _, advice = str(error).rpartition("; ")
        return Part("model", State.BROKEN, found, advice)
    sha256 = weights.PACKAGED_FILES["model.safetensors"]
    return Part("model", State.OK, f"{weights.PACKAGED_MODEL}, SHA-256 {sha256} verified")


def _judge() -> Part:
    """The judge's weights, held against their hash."""
    advice = "install claimcheck again"
    try:
        found = weights.file_hash(WEIGHTS)
    except CheckError as error:
        return Part("judge", State.BROKEN, str(error), advice)
    if found != SHA256:
        told = f"{WEIGHTS}: damaged or changed, its SHA-256 is {found} and not {SHA256}"
        return Part("judge", State.BROKEN, told, advice)
    return Part("judge", State.OK, f"{WEIGHTS.name}, SHA-256 {found} verified")


def _extras() -> Iterator[Part]:
    for extra, what in EXTRAS.items():
        parts = [_package(line) for line in _required(extra)]
        lacking = [f"{p.name} {p.found}" for p in parts if p.state is not State.OK]
        if lacking or not parts:
            advice = f"for {what}: pip install 'claimcheck[{extra}]'"
            yield Part(extra, State.NOTE, ", ".join(lacking) or "not known", advice)
        else:
            yield Part(extra, State.OK, ", ".join(f"{p.name} {p.found}" for p in parts))


def _cache() -> Part:
    """The cache; a check also runs without one, only slower."""
    cache = Cache()
    entries = cache.entries()
    try:
        place: Path | str = cache_folder()
    except RuntimeError as error:
        place = str(error)
    if cache.notices:
        found, _, advice = cache.notices[0].partition(", so this run works without one; ")
        return Part("cache", State.NOTE, found, advice)
    size = f"{cache.size() / 1e6:,.1f} MB"
    return Part("cache", State.OK, f"{place}, {size}, {entries:,} entries, can be written")
