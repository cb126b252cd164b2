"""Labelled articles: case folders with a ``labels.json`` that was written before any check.

``labels.json`` has ``claims`` and ``internal``. A claim has its ``text``, its ``verdict``, the
``deciding`` sentences (``source``, ``sentence``), and under ``conflicts``, ``unclear`` and
``harmless`` the facts that a source answers: ``kind``, ``source``, ``claim_text``,
``evidence_text``, and ``evidence_field`` where the source's card has it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from edited import edit

from claimcheck import check
from claimcheck.check import Result
from claimcheck.records import CheckError

Labels = dict[str, Any]


def articles(
    folders: list[Path], variants: int = 0
) -> Iterator[tuple[str, Result, dict[str, Labels], Labels]]:
    """Check every labelled article below some folders.

    Args:
        folders: folders of case folders.
        variants: how many copies with wrong facts put in (`edited.edit`) follow each article.

    Yields:
        The case's name, its result, the labels of its claims by `plain` text, and all labels.

    Raises:
        SystemExit: there is none, or one can't be checked.
    """
    paths = sorted(p for folder in folders for p in folder.glob("*/labels.json"))
    if not paths:
        raise SystemExit(f"no */labels.json in {', '.join(map(str, folders))}")
    for path in paths:
        labels = json.loads(path.read_text(encoding="utf-8"))
        try:
            yield path.parent.name, check(path.parent), by_text(labels), labels
            file = (
                path.parent
                / tomllib.loads((path.parent / "case.toml").read_text())["article"]["file"]
            )
            for seed in range(variants):
                text, changed = edit(file.read_text(encoding="utf-8"), labels, seed)
                with TemporaryDirectory() as folder:
                    other = Path(folder) / file.name
                    other.write_text(text, encoding="utf-8")
                    yield (
                        path.parent.name,
                        check(path.parent, article=other),
                        by_text(changed),
                        changed,
                    )
        except CheckError as error:
            raise SystemExit(str(error)) from error


def by_text(labels: Labels) -> dict[str, Labels]:
    """Give the labels of each claim by its `plain` text."""
    return {plain(c["text"]): c for c in labels["claims"]}


def plain(text: str | None) -> str:
    """Give the words of a text alone.

    Examples:
        >>> plain("“Up to €3m,” she said.")
        'up to 3m she said'
    """
    return " ".join(re.findall(r"\w+", (text or "").lower()))


def meets(one: str | None, other: str | None) -> bool:
    """Tell whether two spans share a word, as a person who marks words would call the same place.

    Examples:
        >>> meets("about 1,900", "1,900"), meets("two", "three")
        (True, False)
    """
    a, b = plain(one), plain(other)
    return bool(a and b) and (a in b or b in a or bool(set(a.split()) & set(b.split())))
