"""A claim's findings -> one outcome and one plain sentence of why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from .alignment import LIST_JOINT
from .records import Claim, Finding, Level, Outcome, Source, Verdict, frame, grouped, records, rows

# How near a source must come to a claim, by similarity and shared words, before it speaks of it at
# all; less is enough where it has one of the claim's facts. Set on labelled articles of six fields.
MENTIONED = 0.4
MENTIONED_WITH_FACTS = 0.3
_HELD = (Level.AGREES, Level.CLOSE)
_MEASURED = ("date", "number")
_OCCASION = ("speaker", "event")  # told first: a wrong occasion matters more than a wrong figure
_MANNER = ("hedge", "negation")  # how a thing is said, no part of what is said


def decide(
    claims: pd.DataFrame,
    findings: pd.DataFrame,
    support: pd.DataFrame,
    sources: Mapping[str, Source],
) -> pd.DataFrame:
    """Add the findings on each claim up to an outcome.

    Args:
        claims: a frame of `Claim`.
        findings: a frame of `Finding`.
        support: what `pairing.support` gave.
        sources: the article and the sources by id.

    Returns:
        A frame of `Verdict`, one a claim, in the order of the claims.
    """
    by_claim = grouped(Finding, findings, "claim_id")
    backing = {str(key): group for key, group in support.groupby("claim_id")}
    none = support.iloc[:0]
    return frame(
        Verdict,
        (
            _decide(c, by_claim.get(c.id, []), backing.get(c.id, none), sources)
            for c in records(Claim, claims)
        ),
    )


def _decide(
    claim: Claim, findings: Sequence[Finding], support: pd.DataFrame, sources: Mapping[str, Source]
) -> Verdict:
    if not claim.checkable:
        return Verdict(claim.id, Outcome.NOT_CHECKABLE, None, claim.reason)
    conflicts = sorted(
        (f for f in findings if f.level == Level.CONFLICTS), key=lambda f: f.kind not in _OCCASION
    )
    if conflicts:
        return _conflict(claim, conflicts, findings, sources)
    return _support(claim, findings, support, sources)


def _conflict(
    claim: Claim,
    conflicts: Sequence[Finding],
    findings: Sequence[Finding],
    sources: Mapping[str, Source],
) -> Verdict:
    held = {(f.kind, f.claim_start, f.claim_end): f for f in findings if f.level in _HELD}
    conflicts = sorted(conflicts, key=lambda f: (f.kind, f.claim_start, f.claim_end) in held)
    backed = [held.get((f.kind, f.claim_start, f.claim_end)) for f in conflicts]
    first = conflicts[0]
    told = [_difference(first, findings, sources)]
    for other in conflicts[1:]:
        new = (other.kind, other.claim_start) != (first.kind, first.claim_start)
        if new and other.source_id == first.source_id and len(told) == 1:
            told.append(_difference(other, findings, sources))
    if friend := next(iter(backed), None) if all(backed) else None:
        told.append(f"{label(sources[friend.source_id], sources)} has it as the article does")
    if away := next((f.why for f in conflicts if f.why.endswith("not at hand")), None):
        told.append(away.partition("; ")[2])
    why = f"{_capital('; '.join(told))}."
    outcome = Outcome.SOURCES_DISAGREE if all(backed) else Outcome.CONTRADICTED
    return Verdict(claim.id, outcome, None, why)


def _difference(
    finding: Finding, findings: Sequence[Finding], sources: Mapping[str, Source]
) -> str:
    """Say in one clause what a source has in the place of the article's words."""
    source = sources[finding.source_id]
    who = label(source, sources)
    theirs, ours = " ".join((finding.evidence_text or "").split()), finding.claim_text
    if finding.kind == "speaker":
        return f"in {who} these are words of {theirs}, where the article has “{ours}”"
    if finding.evidence_field == "date" and source.date:
        day = f"{source.date:%B} {source.date.day}, {source.date.year}"
        return f"{who} was on {day}, where the article has “{ours}”"
    if finding.evidence_field == "place":
        return f"{who} was in {theirs}, where the article has “{ours}”"
    if finding.kind == "event":
        return f"{who} is from {theirs}, where the article has “{ours}”"
    if finding.kind == "entailment":
        return f"{who} says “{theirs}”: {finding.why}"
    if finding.kind == "name" and (lists := _lists(finding, findings, sources)):
        return f"{who} gives {lists[1]} where the article has {lists[0]}"
    if theirs.casefold() == (ours or "").casefold() and finding.why:
        return f"{who} has “{theirs}” too: {finding.why}"
    plain = finding.why in ("", f"the source has {theirs}") or " is not " in finding.why
    return f"{who} gives “{theirs}” where the article has “{ours}”" + (
        "" if plain else f": {finding.why}"
    )


def _lists(
    finding: Finding, findings: Sequence[Finding], sources: Mapping[str, Source]
) -> tuple[str, str] | None:
    """Give the whole lists, of the article and of the source, in which one name differs."""
    beside = [
        f
        for f in findings
        if f.kind == "name" and f.level in _HELD and f.evidence_id == finding.evidence_id
    ]
    mine = [(f.claim_start, f.claim_end) for f in (finding, *beside)]
    other = [(f.evidence_start, f.evidence_end) for f in (finding, *beside)]
    article = _list(sources["article"].text, mine)
    source = _list(sources[finding.source_id].text, other)
    return (article, source) if article and source else None


def _list(text: str, spans: Sequence[tuple[int | None, int | None]]) -> str:
    """Give the stretch around the first span in which only "," and "and" stand between spans."""
    sure = sorted({(a, b) for a, b in spans if a is not None and b is not None})
    low = high = sure.index(spans[0])  # type: ignore[arg-type]
    while low > 0 and LIST_JOINT.fullmatch(text, sure[low - 1][1], sure[low][0]):
        low -= 1
    while high + 1 < len(sure) and LIST_JOINT.fullmatch(text, sure[high][1], sure[high + 1][0]):
        high += 1
    return text[sure[low][0] : sure[high][1]] if high > low else ""


def label(source: Source, sources: Mapping[str, Source]) -> str:
    """Name a source in a sentence: by its kind, or by its title where several are of the kind.

    Args:
        source: the source.
        sources: all of the case by id.

    Returns:
        Such as "the talk" or "the report “Bridge to close”".
    """
    alike = sum(s.kind == source.kind for s in sources.values() if s.id != "article")
    return f"the {source.kind}" if alike == 1 else f"the {source.kind} “{source.title}”"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _support(
    claim: Claim, findings: Sequence[Finding], support: pd.DataFrame, sources: Mapping[str, Source]
) -> Verdict:
    """Tell supported, partly supported and not mentioned apart where nothing conflicts."""
    if support.empty:
        return Verdict(claim.id, Outcome.NOT_MENTIONED, None, "No source with words is at hand.")
    spoken = support.assign(spoken=(support["similarity"] + support["total"]) / 2)
    facts = [f for f in findings if f.kind not in _MANNER]
    held = [f for f in facts if f.level in _HELD]
    unclear = [f for f in facts if f.level == Level.UNCLEAR and not _covered(f, held)]
    absent = {
        (f.claim_start, f.claim_end, f.kind): f
        for f in facts
        if f.level == Level.ABSENT
        and not _covered(f, held)
        and not _covered(f, unclear)
        and not (held and _passing(f))
    }
    missing = {
        (start, end): f.claim_text
        for (start, end, _), f in absent.items()
        if not _has_name(f, sources)
    }
    same = any(f.level == Level.AGREES for f in held)
    if spoken["spoken"].max() < (MENTIONED_WITH_FACTS if same else MENTIONED):
        return Verdict(claim.id, Outcome.NOT_MENTIONED, None, "No source speaks of it.")
    spans = {(f.claim_start, f.claim_end) for f in held}
    has = {
        source_id: len({(f.claim_start, f.claim_end) for f in held if f.source_id == source_id})
        for source_id in sources
    }
    best = max(rows(spoken), key=lambda row: (has[row.source_id], row.spoken))
    whole = not missing and not unclear
    outcome = Outcome.SUPPORTED if whole else Outcome.PARTLY_SUPPORTED
    who = _capital(label(sources[best.source_id], sources))
    if has[best.source_id] < len(spans) and whole:
        return Verdict(claim.id, outcome, None, f"{who} and another source state it together.")
    why = _reason(who, [missing[span] for span in sorted(missing)], unclear, held)
    return Verdict(claim.id, outcome, None, why)


_DATED = re.compile(
    r"\d|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|century|decade"
)


_RECKONED = re.compile(
    r"\d(?: [mbtr]+illion)? (?:less|and|by|down to|up from) [\d.,]++.{0,200} is [\d.,]+"
    r"|% of [\d.,]++.{0,20} is [\d.,]+|^\d+ to \d+$"
)


def _passing(finding: Finding) -> bool:
    """Tell whether a date is one that a source leaves unsaid: "on Tuesday", "for a week"."""
    return finding.kind == "date" and not _DATED.search(finding.claim_text)


def _has_name(finding: Finding, sources: Mapping[str, Source]) -> bool:
    """Tell whether a source has a name elsewhere, in its words or on its card."""
    if finding.kind not in ("name", "place"):
        return False
    name = finding.claim_text
    said = rf"(?<!\w)(?i:{re.escape(name)})(?!\w)"
    if name.isalpha() and name.isupper() and len(name) > 2:  # BLM, Bureau of Land Management
        said += r"|(?<![\w'’-])" + r"[\w'’-]*(?:\s(?:of|the|and|for|on|in))*\s".join(name) + r"\w"
    return any(
        re.search(said, part)
        for source in sources.values()
        if source.id != "article"
        for part in (source.text, source.title, *source.speakers, source.place or "",
                     source.event or "")
    )  # fmt: skip


def _covered(finding: Finding, others: Sequence[Finding]) -> bool:
    """Tell whether the words of a finding are settled by another one."""
    return any(
        f.claim_start < finding.claim_end and finding.claim_start < f.claim_end for f in others
    )


def _reason(
    who: str, missing: Sequence[str], unclear: Sequence[Finding], held: Sequence[Finding]
) -> str:
    if unclear:
        why = f": {unclear[0].why}" if unclear[0].why else ""
        return f"{who} states part of it; “{unclear[0].claim_text}” is unclear{why}."
    if missing:
        return f"{who} states part of it; no source has “{'” or “'.join(missing)}”."
    close = next((f for f in held if f.level == Level.CLOSE and f.kind in _MEASURED), None)
    if close and _RECKONED.search(close.why):
        return f"{who} states it; “{close.claim_text}” follows: {close.why}."
    if close and close.evidence_text != close.claim_text:
        return f"{who} states it, with “{close.evidence_text}” close to “{close.claim_text}”."
    if not held:
        return f"{who} says nearly the same, without a date, number or name to hold it by."
    return f"{who} states it."
