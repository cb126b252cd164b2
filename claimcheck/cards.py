"""What the report says, gathered from a result as plain values; how it looks is the templates'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from . import decisions as decided
from . import plots, sentences
from .check import Result
from .entailment.judged import LABELS
from .marks import WORST, Mark, Piece, blocks, pieces, shades, worst
from .records import (
    Claim,
    Finding,
    Internal,
    Level,
    Outcome,
    Pair,
    Sentence,
    Source,
    Verdict,
    grouped,
    records,
    rows,
)
from .timescale import day_words, span_words, time_scale

if TYPE_CHECKING:
    import pandas as pd

OUTCOMES = {
    Outcome.CONTRADICTED: ("✗", "contradicted", "a source says otherwise"),
    Outcome.SOURCES_DISAGREE: ("⇄", "sources disagree", "one says so, another otherwise"),
    Outcome.PARTLY_SUPPORTED: ("◐", "partly supported", "a part is in no source, or unclear"),
    Outcome.NOT_MENTIONED: ("○", "not mentioned", "no source speaks of it"),
    Outcome.SUPPORTED: ("✓", "supported", "a source states it"),
    Outcome.NOT_CHECKABLE: ("–", "not checkable", "opinion, prediction, question, heading"),
}
LEVELS = {
    level.value: (plots.SIGNS[level], plots.SILENT if level == Level.ABSENT else level.value)
    for level in WORST
}
UNCHECKED = Outcome.NOT_CHECKABLE
_BASES = {
    "case": "given in the case",
    "metadata": "from the page’s metadata",
    "byline": "from the byline",
    "page": "date of the page, perhaps only of the viewing",
}
_BOUNDS = {
    "since": "from then on",
    "after": "after it",
    "until": "up to then",
    "by": "up to then",
    "before": "before it",
}
_NEARNESS = (
    (0.8, "almost the same statement"),
    (0.6, "close in meaning"),
    (0.45, "related"),
    (0.3, "loosely related"),
    (-1.0, "about something else"),
)
_SENTENCE_ENDS = tuple(".!?”\"';:…")
_SHOWN = 3  # how many sentences of a source a card shows at once


class Page:
    """A result's frames, looked up by id, and what the page says of them."""

    def __init__(self, result: Result, decisions: pd.DataFrame | None) -> None:
        self.result = result
        self.article = result.case.article
        self.by_id: Mapping[str, Source] = result.sources
        self.claims: list[Claim] = records(Claim, result.claims)
        self.verdicts: dict[str, Verdict] = {
            v.claim_id: v for v in records(Verdict, result.verdicts)
        }
        self.spans: dict[str, Sentence] = {s.id: s for s in records(Sentence, result.sentences)}
        self.findings = grouped(Finding, result.findings, "claim_id")
        self.pairs = grouped(Pair, result.pairs, "claim_id")
        self.numbers = {c.id: n for n, c in enumerate(self._carded(), start=1)}
        self.standing = {
            (row[0], row[1]): (row[2], row[3])
            for row in plots.matrix_frame(result).itertuples(index=False, name=None)
        }
        before = sentences.before(result.sentences) != ""
        self.heard_before = set(result.sentences.loc[before, "id"])
        self.stances = {(row.claim_id, row.source_id): row for row in rows(result.stances)}
        latest = None if decisions is None else decided.latest(decisions, result.claims)
        table = [] if latest is None else latest.to_dict("records")
        self.stale = [row for row in table if row["stale"]]
        self.decisions: dict[str, list[Any]] = {}
        for row in table:
            self.decisions.setdefault(row["claim_id"], []).append(row)

    def outcome(self, claim: Claim) -> Outcome:
        """The verdict's outcome."""
        return Outcome(self.verdicts[claim.id].outcome)

    def _carded(self) -> list[Claim]:
        return [c for c in self.claims if self.outcome(c) != UNCHECKED]

    def shared(self) -> dict[str, Any]:
        """What the page and its fragments both need."""
        return {
            "paragraphs": self.paragraphs(),
            "outcomes": {o.value: texts for o, texts in OUTCOMES.items()},
            "levels": LEVELS,
            "article": self.article,
            "article_day": day_words(self.article.date),
            "article_basis": _basis(self.article.date_basis),
        }

    def counts(self) -> list[tuple[str, int]]:
        """How many sentences have each outcome, the most urgent first."""
        found = [self.outcome(c) for c in self.claims]
        return [(o.value, found.count(o)) for o in OUTCOMES if o in found]

    def paragraphs(self) -> list[dict[str, Any]]:
        """The article as read: its paragraphs, and in each the sentences with their marks."""
        claims = sorted(self.claims, key=lambda c: self.spans[c.sentence_id].start)
        out = []
        for start, end in blocks(self.article):
            inside = [c for c in claims if start <= self.spans[c.sentence_id].start < end]
            items, at = [], start
            for claim in inside:
                span = self.spans[claim.sentence_id]
                items.append({"plain": self.article.text[at : span.start]})
                items.append(self._sentence(claim, span))
                at = span.end
            items.append({"plain": self.article.text[at:end]})
            text = self.article.text[start:end].strip()
            heading = len(inside) == 1 and len(text) < 90 and not text.endswith(_SENTENCE_ENDS)
            out.append({"items": items, "heading": heading})
        return out

    def _sentence(self, claim: Claim, span: Sentence) -> dict[str, Any]:
        telling = (Level.CONFLICTS, Level.UNCLEAR)
        marks = [replace(m, number=0, title="") for m in self._marks(claim) if m.level in telling]
        return {
            "id": claim.id,
            "outcome": self.outcome(claim).value,
            "why": self.verdicts[claim.id].why,
            "pieces": pieces(self.article.text, span.start, span.end, marks),
        }

    def _marks(self, claim: Claim) -> list[Mark]:
        """Mark the claim's facts by how they stand at worst; number those that were answered."""
        facts: dict[tuple[int, int], list[Finding]] = {}
        for finding in self.findings.get(claim.id, []):
            facts.setdefault((finding.claim_start, finding.claim_end), []).append(finding)
        marks, number = [], 0
        for (start, end), found in sorted(facts.items()):
            level = worst(f.level for f in found)
            answered = level != Level.ABSENT
            number += answered
            kinds = ", ".join(dict.fromkeys(f.kind for f in found))
            title = f"{kinds}: {LEVELS[level][1] if answered else 'in no source'}"
            marks.append(Mark(start, end, level, number if answered else 0, title))
        return marks

    def cards(self) -> list[dict[str, Any]]:
        """A card for each claim that could be checked."""
        return [self.card(claim) for claim in self._carded()]

    def card(self, claim: Claim) -> dict[str, Any]:
        """What a card says: verdict, why, the claim's words, and each source's part."""
        span = self.spans[claim.sentence_id]
        marks = self._marks(claim)
        numbers = {(m.start, m.end): m.number for m in marks}
        parts = [self._part(claim, source, numbers) for source in self.result.case.sources]
        order = [*WORST[:2], Level.AGREES, Level.CLOSE, Level.ABSENT]
        parts.sort(key=lambda p: (order.index(Level(p["level"])), -p["nearest"]))
        return {
            "id": claim.id,
            "number": self.numbers.get(claim.id),
            "outcome": self.outcome(claim).value,
            "why": self.verdicts[claim.id].why,
            "confidence": self.verdicts[claim.id].confidence,
            "pieces": pieces(self.article.text, span.start, span.end, marks),
            "speaking": [p for p in parts if p["level"] != Level.ABSENT],
            "silent": [p for p in parts if p["level"] == Level.ABSENT],
            "decisions": self.decisions.get(claim.id, []),
            "undecided": self._undecided(claim),
        }

    def _undecided(self, claim: Claim) -> bool:
        """Whether others of the claims are decided and this one is not."""
        said = [row["outcome"] in OUTCOMES for row in self.decisions.get(claim.id, [])]
        return bool(self.decisions) and not any(said)

    def _part(
        self, claim: Claim, source: Source, numbers: Mapping[tuple[int, int], int]
    ) -> dict[str, Any]:
        found = [
            f
            for f in self.findings.get(claim.id, [])
            if f.source_id == source.id and f.level != Level.ABSENT
        ]
        found.sort(key=lambda f: (WORST.index(Level(f.level)), f.claim_start))
        items = [self._item(f, numbers[f.claim_start, f.claim_end]) for f in found]
        evidence = self._evidence(claim, source, found, numbers)
        answers = len({f.evidence_id for f in found if f.evidence_id})
        shown = max(1, min(answers, _SHOWN))
        level, why = self.standing.get((claim.id, source.id), (Level.ABSENT, ""))
        return {
            "source": source,
            "level": str(level),
            "why": why,
            "nearest": max((e["similarity"] or 0.0 for e in evidence), default=0.0),
            "occasion": _occasion(source),
            "telling": [i for i in items if i["level"] != Level.AGREES],
            "agreeing": [i for i in items if i["level"] == Level.AGREES],
            "evidence": evidence[:shown],
            "more": evidence[shown:],
            "reading": self._reading(claim, source),
        }

    def _reading(self, claim: Claim, source: Source) -> dict[str, Any] | None:
        """What the judge makes of a source: its chances, and the words that they hang on."""
        stance = self.stances.get((claim.id, source.id))
        if stance is None:
            return None
        return reading(stance, claim.text, self.spans[stance.evidence_id].text)

    def _item(self, finding: Finding, number: int) -> dict[str, Any]:
        words, field = finding.evidence_text or "", finding.evidence_field
        if field == "date":
            words = day_words(_iso(words)) or words
        return {
            "kind": finding.kind,
            "level": str(finding.level),
            "number": number,
            "claim_id": finding.claim_id,
            "claim_text": finding.claim_text,
            "evidence_text": words,
            "field": {"speakers": "speaker"}.get(field or "", field),
            "why": "" if finding.why == f"the source has {words}" else finding.why,
        }

    def _evidence(
        self,
        claim: Claim,
        source: Source,
        found: Sequence[Finding],
        numbers: Mapping[tuple[int, int], int],
    ) -> list[dict[str, Any]]:
        """The sentences that answer the claim's facts, the worst first, then the nearest ones."""
        near = {p.evidence_id: p for p in self.pairs.get(claim.id, []) if p.source_id == source.id}
        order = dict.fromkeys(f.evidence_id for f in found if f.evidence_id in self.spans)
        order |= dict.fromkeys(sorted(near, key=lambda e: near[e].rank))
        marks = [
            Mark(
                f.evidence_start,
                f.evidence_end,
                f.level,
                numbers[f.claim_start, f.claim_end],
                f"{f.kind}: {LEVELS[f.level][1]}",
            )
            for f in found
            if f.evidence_start is not None and f.evidence_end is not None
        ]
        return [
            {
                "pieces": pieces(source.text, s.start, s.end, marks),
                "speaker": s.speaker,
                "time": (s.time or "").split(".")[0],
                "similarity": near[s.id].similarity if s.id in near else None,
                "nearness": _nearness(near[s.id].similarity) if s.id in near else "",
                "heard_before": s.id in self.heard_before,
            }
            for s in (self.spans[e] for e in order if e)
        ]

    def unchecked(self, claim: Claim) -> dict[str, Any]:
        """A sentence that can't be checked, and why not."""
        return {"id": claim.id, "text": claim.text, "reason": self.verdicts[claim.id].why,
                "decisions": self.decisions.get(claim.id, [])}  # fmt: skip

    def matrix(self) -> list[dict[str, Any]]:
        """Each claim beside how every source stands to it."""
        return [
            {
                "id": claim.id,
                "number": self.numbers[claim.id],
                "text": claim.text,
                "outcome": self.outcome(claim).value,
                "cells": [
                    self.standing.get((claim.id, s.id), (Level.ABSENT.value, ""))
                    for s in self.result.case.sources
                ],
            }
            for claim in self._carded()
        ]

    def timeline(self) -> dict[str, Any] | None:
        """The dates by document, each with its place on a common axis."""
        table = plots.timeline_frame(self.result)
        if table.empty:
            return None
        scale = time_scale(zip(table["low"], table["high"], strict=True))
        groups = []
        for source_id, group in table.groupby("source_id", sort=False):
            source = self.by_id[str(source_id)]
            same = group.groupby(["origin", "low", "high", "bound"], sort=False)
            rows = [self._bar(key, part, scale.at) for key, part in same]
            groups.append({"source": source, "rows": rows})
        own = scale.at(self.article.date) if self.article.date else None
        ticks = [(100 * place, name) for place, name in scale.ticks(0.16)]
        return {
            "groups": groups,
            "ticks": ticks,
            "breaks": [100 * b for b in scale.breaks],
            "own": None if own is None else 100 * own,
        }

    def _bar(self, key: Any, part: pd.DataFrame, at: Any) -> dict[str, Any]:
        origin, low, high, bound = key
        left, right = at(low), at(high, end=True)
        ids = [c for c in dict.fromkeys(part["claim_id"]) if isinstance(c, str)]
        return {
            "own": origin == "document",
            "day": span_words(low, high),
            "precision": part["precision"].iloc[0],
            "bound": _BOUNDS.get(bound, ""),
            "basis": _basis(part["basis"].iloc[0]),
            "words": list(dict.fromkeys(part["text"])),
            "left": 100 * left,
            "width": 100 * (right - left),
            "claims": [(c, OUTCOMES[Outcome(self.verdicts[c].outcome)]) for c in ids],
        }

    def sources(self) -> list[dict[str, Any]]:
        """Each source's card data, and its findings, the worst first."""
        out = []
        for source in self.result.case.sources:
            found = [
                f
                for claim in self.claims
                for f in self.findings.get(claim.id, [])
                if f.source_id == source.id and f.level != Level.ABSENT
            ]
            items = [self._item(f, self.numbers.get(f.claim_id, 0)) for f in found]
            items.sort(key=lambda i: WORST.index(Level(i["level"])))
            out.append(
                {
                    "source": source,
                    "day": day_words(source.date),
                    "basis": _basis(source.date_basis),
                    "words": len(source.text.split()),
                    "tables": [
                        [i for i in items if i["level"] in (Level.CONFLICTS, Level.UNCLEAR)],
                        [i for i in items if i["level"] in (Level.CLOSE, Level.AGREES)],
                    ],
                }
            )
        return out

    def internal(self) -> list[dict[str, Any]]:
        """Where the article stands against itself, with the sentences around its words."""
        out = []
        for found in records(Internal, self.result.internal):
            spans = (*found.spans, *[None] * len(found.texts))
            sides = [self._side(*side) for side in zip(found.texts, spans, strict=False)]
            out.append({"kind": found.kind, "why": found.why, "sides": sides})
        return out

    def _side(self, text: str, span: tuple[int, int] | None) -> dict[str, Any]:
        for claim in self.claims if span else []:
            around = self.spans[claim.sentence_id]
            if span and around.start <= span[0] < around.end:
                marks = [Mark(*span, Level.CONFLICTS)]
                words = pieces(self.article.text, around.start, around.end, marks)
                return {"claim_id": claim.id, "pieces": words}
        return {"claim_id": None, "pieces": [Piece(text, Level.CONFLICTS)]}


def reading(told: Any, claim: str, evidence: str) -> dict[str, Any]:
    """What the judge made of two texts: its chances, and the words that they hang on.

    Args:
        told: a row with the labels' probabilities, ``claim_shares`` and ``evidence_shares``.
        claim: the claim.
        evidence: the text that it was held against.

    Returns:
        ``chances`` by label, the likeliest ``label``, and both texts cut into shaded words.
    """
    chances = {label: getattr(told, label) for label in LABELS}
    return {
        "chances": chances,
        "label": max(chances, key=lambda label: chances[label]),
        "claim": shades(claim, told.claim_shares),
        "evidence": shades(evidence, told.evidence_shares),
    }


def _occasion(source: Source) -> str:
    """Where and when it was said or published, in one line."""
    parts = (source.event, source.place, day_words(source.date), source.outlet)
    return " · ".join(part for part in parts if part)


def _nearness(similarity: float) -> str:
    return next(words for least, words in _NEARNESS if similarity >= least)


def _basis(basis: str | None) -> str:
    return _BASES.get(basis, basis) if basis else ""


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
