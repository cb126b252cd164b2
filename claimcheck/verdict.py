"""A claim's findings -> one outcome and one plain sentence of why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from .records import Claim, Finding, Level, Outcome, Source, Verdict, frame, grouped, records, rows

# How near a source must come to a claim, by similarity and shared words, before it speaks of it at
# all; less is enough where it has one of the claim's facts. Set on labelled articles of six fields.
MENTIONED = 0.4
MENTIONED_WITH_FACTS = 0.34
_HELD = (Level.AGREES, Level.CLOSE)
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
    conflicts = [f for f in findings if f.level == Level.CONFLICTS]
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
    backed = [held.get((f.kind, f.claim_start, f.claim_end)) for f in conflicts]
    why = _difference(conflicts[0], sources)
    more = len({(f.kind, f.claim_start) for f in conflicts}) - 1
    if all(backed):
        friend = backed[0]
        assert friend is not None
        why = f"{why[:-1]}; {label(sources[friend.source_id], sources)} has it as the article does."
        return Verdict(claim.id, Outcome.SOURCES_DISAGREE, None, _capital(why))
    if more:
        why = f"{why} {more} more conflict{'s' if more > 1 else ''}."
    return Verdict(claim.id, Outcome.CONTRADICTED, None, _capital(why))


def _difference(finding: Finding, sources: Mapping[str, Source]) -> str:
    """Say in one sentence what a source has in the place of the article's words."""
    who = label(sources[finding.source_id], sources)
    reason = f": {finding.why}" if finding.why else ""
    theirs, ours = finding.evidence_text, finding.claim_text
    return f"{who} gives “{theirs}” where the article has “{ours}”{reason}."


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
    best = next(rows(spoken.sort_values(["spoken", "source_id"], ascending=[False, True])))
    facts = [f for f in findings if f.kind not in _MANNER]
    held = [f for f in facts if f.level in _HELD]
    unclear = [f for f in facts if f.level == Level.UNCLEAR and not _covered(f, held)]
    missing = {
        (f.claim_start, f.claim_end): f.claim_text
        for f in facts
        if f.level == Level.ABSENT and not _covered(f, held) and not _covered(f, unclear)
    }
    if best.spoken < (MENTIONED_WITH_FACTS if held else MENTIONED):
        return Verdict(claim.id, Outcome.NOT_MENTIONED, None, "No source speaks of it.")
    whole = not missing and not unclear
    outcome = Outcome.SUPPORTED if whole else Outcome.PARTLY_SUPPORTED
    who = _capital(label(sources[best.source_id], sources))
    why = _reason(who, [missing[span] for span in sorted(missing)], unclear, held)
    return Verdict(claim.id, outcome, None, why)


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
    close = next((f for f in held if f.level == Level.CLOSE and f.evidence_text), None)
    if close and close.evidence_text != close.claim_text:
        return f"{who} states it, with “{close.evidence_text}” close to “{close.claim_text}”."
    return f"{who} states it."
