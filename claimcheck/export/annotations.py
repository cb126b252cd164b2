"""Verdicts, findings and decisions as W3C Web Annotations on the texts as read.

https://www.w3.org/TR/annotation-model/. Every span has both selectors: by its words with what
stands around them, and by its position. Positions count Unicode code points of the text beside,
as the model wants it, and so does every offset of claimcheck.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..records import (
    Claim,
    Decision,
    Finding,
    Internal,
    Level,
    NoOutcome,
    Sentence,
    Source,
    Verdict,
    grouped,
    records,
)
from ..report import link
from .jsonld import jsonld
from .outcomes import counting
from .provenance import digest, encoded, utc

if TYPE_CHECKING:
    import pandas as pd

    from ..check import Result

ANNOTATIONS_FILE = "annotations.jsonld"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"

_AROUND = 32  # characters before and after the words, doubled until they are found once only


def text_file(source: Source) -> str:
    """Name the file that holds a source's text; a prefix keeps clear of names such as con.txt."""
    return f"{source.id}.txt" if source.id == "article" else f"source-{source.id}.txt"


def files(result: Result, decisions: pd.DataFrame, made: dict[str, Any]) -> dict[str, bytes]:
    """Write the annotations, and beside them the texts that they are on.

    Args:
        result: what a check found.
        decisions: a frame of ``Decision``, as `decisions.read` gives it.
        made: the export's provenance.

    Returns:
        Contents by file name.
    """
    items = collection(result, decisions, made)
    return {ANNOTATIONS_FILE: jsonld(CONTEXT, items).encode(), **texts(result)}


def texts(result: Result) -> dict[str, bytes]:
    """Write the texts that offsets count in: UTF-8 without a mark, line ends as they were read.

    Args:
        result: what a check found.

    Returns:
        Contents by file name, of the article and of each source whose words are at hand.
    """
    return {text_file(s): encoded(s.text) for s in result.sources.values() if s.text}


def collection(result: Result, decisions: pd.DataFrame, made: dict[str, Any]) -> dict[str, Any]:
    """Gather the annotations: of each claim its verdict, its findings, and what persons decided.

    Args:
        result: what a check found.
        decisions: a frame of ``Decision``, as `decisions.read` gives it.
        made: the export's provenance.

    Returns:
        An annotation collection with its one page, but for the context.
    """
    machine = {"type": "Software", "name": made["made_by"]}
    stamp = {"generator": machine, "generated": made["exported_at"]}
    stamp = {key: value for key, value in stamp.items() if value is not None}
    desk = _Desk(result, counting(result, decisions), machine)
    items = [{**item, **stamp} for item in desk.annotations()]
    return {
        "id": ANNOTATIONS_FILE,
        "type": "AnnotationCollection",
        "label": f"{made['title']}: what claimcheck found and persons decided",
        **stamp,
        "total": len(items),
        "first": {
            "id": f"{ANNOTATIONS_FILE}#page-1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }


@dataclass(frozen=True)
class _Desk:
    """What annotations are written from."""

    result: Result
    decisions: dict[str, list[Decision]]
    machine: dict[str, Any]

    def annotations(self) -> Iterator[dict[str, Any]]:
        spans = {s.id: s for s in records(Sentence, self.result.sentences)}
        verdicts = {v.claim_id: v for v in records(Verdict, self.result.verdicts)}
        findings = grouped(Finding, self.result.findings, "claim_id")
        for claim in records(Claim, self.result.claims):
            span = spans[claim.sentence_id]
            target = self._place(span.source_id, span.start, span.end)
            yield self._verdict(verdicts[claim.id], target)
            for decision in self.decisions.get(claim.id, []):
                yield self._decision(decision, target)
            for found in findings.get(claim.id, []):
                if found.level != Level.ABSENT:
                    yield self._finding(found)
        for own in records(Internal, self.result.internal):
            if own.spans:
                yield self._internal(own)

    def _verdict(self, verdict: Verdict, target: dict[str, Any]) -> dict[str, Any]:
        body = [_tag(verdict.outcome), _note(verdict.why, "describing")]
        return self._annotation("assessing", target, body, {"creator": self.machine})

    def _decision(self, made: Decision, target: dict[str, Any]) -> dict[str, Any]:
        person = {"type": "Person", "name": made.reviewer}
        body = [_tag(made.outcome), *([_note(made.note, "commenting")] if made.note else [])]
        who = {"creator": person, "created": utc(made.decided_at)}
        asks = made.outcome == NoOutcome.ANOTHER_LOOK
        return self._annotation("questioning" if asks else "assessing", target, body, who)

    def _finding(self, found: Finding) -> dict[str, Any]:
        """A finding links the article's words to the source's, or tells what its card says."""
        why = f"{found.kind}: {found.why}" if found.why else found.kind
        body = [_tag(found.level), _note(why, "describing")]
        if found.evidence_start is not None and found.evidence_end is not None:
            place = self._place(found.source_id, found.evidence_start, found.evidence_end)
            body.append({**place, "purpose": "linking"})
        else:
            title = self.result.sources[found.source_id].title
            card = f"{title}: {found.evidence_field} {found.evidence_text}"
            body.append(_note(card, "describing"))
        target = self._place(self.result.case.article.id, found.claim_start, found.claim_end)
        return self._annotation("linking", target, body, {"creator": self.machine})

    def _internal(self, own: Internal) -> dict[str, Any]:
        """Two places of the article that stand against each other."""
        target, *others = [self._place(self.result.case.article.id, *span) for span in own.spans]
        body = [_tag(Level.CONFLICTS), _note(f"{own.kind}: {own.why}", "describing")]
        body += [{**place, "purpose": "linking"} for place in others]
        return self._annotation("linking", target, body, {"creator": self.machine})

    def _annotation(
        self, motivation: str, target: dict[str, Any], body: list[Any], who: dict[str, Any]
    ) -> dict[str, Any]:
        """An annotation; an equal one of the same article gets an equal id at every export."""
        words = f"{self.result.case.article.text} {motivation} {target} {body} {who}"
        return {
            "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest(encoded(words)))}",
            "type": "Annotation",
            "motivation": motivation,
            **who,
            "body": body,
            "target": target,
        }

    def _place(self, source_id: str, start: int, end: int) -> dict[str, Any]:
        """A span of a text, by both selectors, and the page that the text is from if known."""
        source = self.result.sources[source_id]
        text: dict[str, Any] = {"id": text_file(source), "type": "Text", "format": "text/plain"}
        if page := link(source.url):
            text["dcterms:source"] = {"id": page}
        position = {"type": "TextPositionSelector", "start": start, "end": end}
        selectors = [_quoted(source.text, start, end), position]
        return {"type": "SpecificResource", "source": text, "selector": selectors}


def _tag(value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "classifying", "value": str(value)}


def _note(text: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": text, "format": "text/plain"}


def _quoted(text: str, start: int, end: int) -> dict[str, Any]:
    """The words, with as much around them as tells them from the same words elsewhere."""
    width = _AROUND
    while True:
        first, last = max(0, start - width), min(len(text), end + width)
        around = text[first:last]
        if text.find(around, text.find(around) + 1) < 0 or len(around) == len(text):
            break
        width *= 2
    return {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[first:start],
        "suffix": text[end:last],
    }
