"""The JSON that other programs read: the shape ``claimcheck/1``, a promise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from .harmless import escaped
from .records import Level, Sentence, Source, records, rows

if TYPE_CHECKING:
    from .check import Result

SCHEMA = "claimcheck/1"


def to_json(result: Result) -> dict[str, Any]:
    """Lay a result out in the shape ``claimcheck/1``.

    Args:
        result: what a check found.

    Returns:
        A dictionary that `json.dumps` takes as it is; absent facts are left out.
    """
    article = result.case.article
    return {
        "schema": SCHEMA,
        "case": result.case.folder,
        "title": result.case.title,
        "model": {"name": result.model_name, "sha256": result.model_sha256},
        "article": {
            "text": article.text,
            "date": article.date.isoformat() if article.date else None,
            "date_basis": article.date_basis,
        },
        "sources": [_source(s) for s in result.case.sources],
        "claims": _claims(result),
        "internal": [
            {"kind": kind, "texts": list(texts), "why": why}
            for kind, texts, why in result.internal[["kind", "texts", "why"]].itertuples(
                index=False
            )
        ],
        "furniture": list(result.case.furniture),
    }


def line(told: dict[str, Any]) -> str:
    """Write a result's JSON as one line, as ``claimcheck check --json`` has it."""
    return escaped(json.dumps(told, ensure_ascii=False, allow_nan=False)) + "\n"


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "text": source.text,
        "date": source.date.isoformat() if source.date else None,
        "event": source.event,
        "place": source.place,
        "speakers": list(source.speakers),
        **({"corpus": source.corpus} if source.corpus else {}),
    }


def _claims(result: Result) -> list[dict[str, Any]]:
    by_id = {s.id: s for s in records(Sentence, result.sentences)}
    table = result.claims.merge(
        result.verdicts, left_on="id", right_on="claim_id", validate="one_to_one"
    )
    findings = {
        key: _findings(group, by_id)
        for key, group in result.findings[result.findings["level"] != Level.ABSENT].groupby(
            "claim_id", sort=False
        )
    }
    evidence = {key: _evidence(g, by_id) for key, g in result.pairs.groupby("claim_id", sort=False)}
    return [
        {
            "id": row.id,
            "text": row.text,
            "start": by_id[row.sentence_id].start,
            "end": by_id[row.sentence_id].end,
            "verdict": row.outcome,
            "confidence": row.confidence,
            "why": row.why,
            "findings": findings.get(row.id, []),
            "evidence": evidence.get(row.id, []),
        }
        for row in rows(table)
    ]


def _findings(group: pd.DataFrame, by_id: Mapping[str, Sentence]) -> list[dict[str, Any]]:
    return [
        {
            "kind": f.kind,
            "level": f.level,
            "source": f.source_id,
            "claim_text": f.claim_text,
            "claim_start": f.claim_start,
            "claim_end": f.claim_end,
            "evidence_text": f.evidence_text,
            "evidence_start": f.evidence_start,
            "evidence_end": f.evidence_end,
            "evidence_field": f.evidence_field,
            "evidence_sentence": by_id[f.evidence_id].text if f.evidence_id else None,
            "why": f.why,
        }
        for f in rows(group)
    ]


def _evidence(group: pd.DataFrame, by_id: Mapping[str, Sentence]) -> list[dict[str, Any]]:
    return [
        {
            "source": pair.source_id,
            "text": by_id[pair.evidence_id].text,
            "start": by_id[pair.evidence_id].start,
            "end": by_id[pair.evidence_id].end,
            "similarity": pair.similarity,
            "rank": int(pair.rank),
            "speaker": by_id[pair.evidence_id].speaker,
            "time": by_id[pair.evidence_id].time,
        }
        for pair in rows(group)
    ]
