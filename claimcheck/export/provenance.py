"""Where an export comes from: files and their hashes, models, versions, when, and by whom."""

from __future__ import annotations

import platform
import tomllib
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import case as cases
from ..decisions import DECISIONS_FILE, latest, read
from ..records import rows
from ..version import installed
from .outcomes import WHOSE, outcomes

if TYPE_CHECKING:
    import pandas as pd

    from ..check import Result

_LIBRARIES = ("sentence-transformers", "torch", "transformers", "scikit-learn", "numpy", "pandas")


def provenance(
    result: Result,
    decisions: pd.DataFrame,
    by: str | None = None,
    at: datetime | None = None,
) -> dict[str, Any]:
    """Tell what an export was made of.

    Args:
        result: what a check found.
        decisions: a frame of ``Decision``, as `decisions.read` gives it.
        by: who exports, where that is to be told.
        at: when, a time with its zone; left open where None.

    Returns:
        A dictionary that `json.dumps` takes as it is. ``files`` has the SHA-256 of every file of
        the case as it is now; ``as_checked`` is false where its content is no longer what the
        result or the decisions were made of. ``outcomes`` lists the ids of the claims by whose
        the outcome is.

    Raises:
        CheckError: the case folder can't be read any more.
    """
    folder = Path(result.case.folder)
    whose = outcomes(result, decisions)
    kept = latest(decisions, result.claims)
    return {
        "made_by": f"claimcheck {_version('claimcheck')}",
        "case": folder.resolve().name,
        "title": result.case.title,
        "exported_at": utc(at) if at else None,
        "exported_by": by,
        "reviewers": sorted(set(kept["reviewer"])),
        "files": [
            *_documents(result, folder),
            *_from_corpus(result),
            *_decisions(decisions, folder),
        ],
        "model": {"name": result.model_name, "sha256": result.model_sha256},
        "judge": {"name": result.judge_name, "sha256": result.judge_sha256},
        "versions": _versions(),
        "outcomes": {
            name: whose.loc[whose["whose"] == name, "claim_id"].tolist() for name in WHOSE
        },
        "stale_decisions": [
            {"claim_id": d.claim_id, "claim_text": d.claim_text, "reviewer": d.reviewer}
            for d in rows(kept[kept["stale"]])
        ],
    }


def utc(at: datetime | str) -> str:
    """Write a time in UTC to the second, with Z for the zone.

    Examples:
        >>> utc("2025-01-22T11:30:00+01:00")
        '2025-01-22T10:30:00Z'
    """
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _documents(result: Result, folder: Path) -> list[dict[str, Any]]:
    """Hash ``case.toml`` and the files that it names, and see whether they still read the same."""
    now = cases.load(folder)
    data = (folder / cases.CASE_FILE).read_bytes()
    told = tomllib.loads(data.decode("utf-8-sig"))
    named = [("article", told["article"]["file"])]
    named += [(s["id"].strip(), s["file"]) for s in told.get("source", []) if "file" in s]
    there = {s.id: s for s in (now.article, *now.sources)}
    return [
        {"file": cases.CASE_FILE, "id": None, "sha256": digest(data)},
        *(
            {
                "file": name.strip(),
                "id": source_id,
                "sha256": digest((folder / name.strip()).read_bytes()),
                "text_sha256": digest(encoded(there[source_id].text)),
                "as_checked": there[source_id] == result.sources.get(source_id),
            }
            for source_id, name in named
        ),
    ]


def _from_corpus(result: Result) -> list[dict[str, Any]]:
    """Name the documents of a corpus; its own words are hashed, as the file may be gone."""
    return [
        {"file": s.corpus, "id": s.id, "sha256": None, "text_sha256": digest(encoded(s.text))}
        for s in result.case.sources
        if s.corpus
    ]


def _decisions(decisions: pd.DataFrame, folder: Path) -> list[dict[str, Any]]:
    """Hash ``decisions.csv``; the file only grows, so a later reading tells of an earlier hash."""
    path = folder / DECISIONS_FILE
    if not path.is_file():
        return []
    found = digest(path.read_bytes())
    same = read(folder).to_dict("records") == decisions.to_dict("records")
    return [{"file": path.name, "id": None, "sha256": found, "as_checked": same}]


def _versions() -> dict[str, str]:
    """Tell the installed versions, without importing what they are of."""
    own = {"claimcheck": _version("claimcheck"), "python": platform.python_version()}
    return {**own, **{name: _version(name) for name in _LIBRARIES}}


def _version(name: str) -> str:
    return installed(name) or "not known"


def encoded(text: str) -> bytes:
    """Write a text as UTF-8, a character a character, so that offsets still count in it.

    Examples:
        >>> encoded("caf\\u00e9\\r\\n\\ud800").decode("utf-8")
        'café\\r\\n?'
    """
    return text.encode("utf-8", "replace")


def digest(data: bytes) -> str:
    """Give the SHA-256 of bytes, in hexadecimal."""
    return sha256(data).hexdigest()
