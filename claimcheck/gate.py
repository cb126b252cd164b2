"""A gate for builds: what was recorded of a case against what comes out of it now."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .harmless import escaped
from .records import CheckError

Json = dict[str, Any]

_FINDING = ("kind", "level", "source", "claim_text", "evidence_text")
_NO_CLAIM: Json = {"text": None, "outcome": None, "findings": []}
_ITSELF = "The article against itself"
_FURNITURE = "Page furniture"


@dataclass(frozen=True)
class Change:
    """A sentence that comes out otherwise: its outcomes, and the findings that went and came.

    ``was`` or ``now`` is None where the sentence is not in the article; both are None for what
    is no sentence: the article against itself, and its furniture.
    """

    text: str
    was: str | None
    now: str | None
    gone: tuple[str, ...]
    come: tuple[str, ...]


def recordable(result: Json) -> Json:
    """Keep what is worth recording of a check; an order that means nothing is made fixed.

    Args:
        result: the JSON of a check, ``claimcheck/1``.

    Returns:
        Each sentence's id, text, outcome and findings; the article against itself; the furniture.
    """
    return {
        "claims": [
            {
                "id": claim["id"],
                "text": claim["text"],
                "outcome": claim["verdict"],
                "findings": sorted(
                    ({key: f[key] for key in _FINDING} for f in claim["findings"]),
                    key=lambda f: [str(f[key]) for key in _FINDING],
                ),
            }
            for claim in result["claims"]
        ],
        "internal": [{"kind": i["kind"], "texts": i["texts"]} for i in result["internal"]],
        "furniture": result["furniture"],
    }


def dumps(recorded: Json) -> str:
    """Write what is recorded with a line a claim and a line a finding, for a diff one can read."""

    def block(name: str, items: Iterable[str]) -> str:
        return f'"{name}": [\n' + ",\n".join(f" {item}" for item in items) + "\n]"

    told = []
    for claim in recorded["claims"]:
        head = _line({key: claim[key] for key in ("id", "text", "outcome")})
        inner = ",\n".join(f"   {_line(f)}" for f in claim["findings"])
        told.append(f'{head[:-1]}, "findings": [{inner and chr(10)}{inner}]}}')
    parts = [
        block("claims", told),
        block("internal", map(_line, recorded["internal"])),
        block("furniture", map(_line, recorded["furniture"])),
    ]
    return "{" + ",\n".join(parts) + "}\n"


def read(path: Path) -> Json:
    """Read what was recorded; the JSON of a whole check will do too.

    Args:
        path: a file that `dumps` wrote, or ``claimcheck check --json``.

    Returns:
        What `recordable` gives.

    Raises:
        CheckError: there is no such file, or it holds something else.
    """
    from .contract import SCHEMA

    try:
        found = json.loads(path.read_bytes())
        if found.get("schema", SCHEMA) != SCHEMA:
            raise ValueError("another version")
        return recordable(found) if "schema" in found else _whole(found)
    except FileNotFoundError as error:
        raise CheckError(f"{path}: there is no such file; --update records one") from error
    except OSError as error:
        raise CheckError(f"{path}: can't be read ({error.strerror or error})") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CheckError(
            f"{path}: is not the record of one check, as this version writes it; name another "
            "file, or remove it and let --update write it anew"
        ) from error


def compare(recorded: Json, now: Json) -> list[Change]:
    """Tell what comes out otherwise than recorded.

    Args:
        recorded: what `read` gives.
        now: what `recordable` gives.

    Returns:
        The changes: sentences in the article's order, those that are no longer in it last but for
        the article against itself and its furniture.

    Examples:
        >>> def told(outcome, *findings):
        ...     claim = {"id": "c1", "text": "It opened.", "outcome": outcome, "findings": findings}
        ...     return {"claims": [claim], "internal": [], "furniture": []}
        >>> clash = {"kind": "negation", "level": "conflicts", "source": "talk",
        ...          "claim_text": "opened", "evidence_text": "did not open"}
        >>> [change] = compare(told("supported"), told("contradicted", clash))
        >>> change.was, change.now, change.come
        ('supported', 'contradicted', ('negation conflicts, talk: “opened” / “did not open”',))
    """
    old, new = ({claim["id"]: claim for claim in side["claims"]} for side in (recorded, now))
    changes = []
    for key in dict.fromkeys([*new, *old]):
        one, other = old.get(key, _NO_CLAIM), new.get(key, _NO_CLAIM)
        gone, come = _differ(_findings(one), _findings(other))
        if gone or come or one["outcome"] != other["outcome"]:
            text = other["text"] or one["text"]
            changes.append(Change(text, one["outcome"], other["outcome"], gone, come))
    for name, part in ((_ITSELF, "internal"), (_FURNITURE, "furniture")):
        gone, come = _differ(*([_plain(item) for item in side[part]] for side in (recorded, now)))
        if gone or come:
            changes.append(Change(name, None, None, gone, come))
    return changes


def _whole(found: Json) -> Json:
    """Touch all that will be looked at, so that what is missing shows while reading."""
    for claim in found["claims"]:
        _ = claim["id"].strip(), claim["text"].strip(), claim["outcome"].strip(), _findings(claim)
    _ = [_plain(item).strip() for item in (*found["internal"], *found["furniture"])]
    return {key: found[key] for key in ("claims", "internal", "furniture")}


def _findings(claim: Json) -> list[str]:
    return [
        f"{f['kind']} {f['level']}, {f['source']}: “{f['claim_text']}”"
        + (f" / “{f['evidence_text']}”" if f["evidence_text"] else "")
        for f in claim["findings"]
    ]


def _plain(item: str | Mapping[str, Any]) -> str:
    if isinstance(item, str):
        return item
    return f"{item['kind']}: " + " / ".join(f"“{text}”" for text in item["texts"])


def _differ(old: list[str], new: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is in one alone, as often as it is there more than in the other."""
    was, now = Counter(old), Counter(new)
    return tuple((was - now).elements()), tuple((now - was).elements())


def _line(value: object) -> str:
    return escaped(json.dumps(value, ensure_ascii=False))
