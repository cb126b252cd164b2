"""Right words, wrong occasion: who said it, where, when and at what event, against the source.

Where the content of a claim is found in a source, the occasion that the article states for it is
held against that source's own: its card in the case file, the voice that speaks there, or the
attribution in its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from . import attribution, genres
from .alignment import stem, tokens
from .kinds import names
from .occasion_parts import Own, better, level, who
from .records import Fact, Finding, Level, Sentence, Source, frame, grouped, records, rows
from .references import OCCASIONS, Placed, Told, kinds_of, knows

# Of these only the ones held somewhere have a place and a day: a release goes out from an office.
_HELD = frozenset({"talk", "interview"})
# How strongly a source must have a claim's content; less will do where its sentence is said by the
# one whom the claim names. Of 120 labelled sources that decide a claim 59% have 0.4, of 250 others
# 2%; of the ones said by the one named, nine in ten from 0.3 on decide it.
LEAST_STRENGTH, LEAST_VOICED = 0.4, 0.3
# A source within this of the strongest may be where the words come from.
MARGIN = 0.12
# What share of a sentence's words another voice near it must have to say the same.
SAID_TOO = 0.6
_AROUND = 4  # sentences

# Voices that are nobody's name.
_NOBODY = re.compile(
    r"(?:the\s)?(?:host|moderator|reporter|interviewer|presenter|chair|chairman|chairwoman|operator"
    r"|q|question|questioner|announcer|narrator|caller|audience(?:\smember)?|press\sofficer|clerk"
    r"|speaker|voice|anchor|man|woman|journalist|counsel|judge|unknown)s?\W*\d*",
    re.I,
)
_FIELDS = {"speaker": "speakers", "event": "event", "place": "place", "date": "date"}


def find(sentences: pd.DataFrame, facts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part what each sentence states of its occasion from what was said there.

    Args:
        sentences: a frame of `Sentence`.
        facts: a frame of `Fact` with their names, places and dates.

    Returns:
        A frame of `Fact` of kind ``speaker``, ``event``, ``place`` and ``date``, and a frame with
        the ``content`` of each sentence by ``sentence_id``.
    """
    relevant = facts[facts["kind"].isin(["name", "place", "date"])]
    by_sentence = grouped(Fact, relevant, "sentence_id")
    spoken = [
        attribution.read(sentence, by_sentence.get(sentence.id, []))
        for sentence in records(Sentence, sentences)
    ]
    contents = pd.DataFrame(
        {"sentence_id": sentences["id"].tolist(), "content": [s.content for s in spoken]}
    )
    return frame(Fact, (fact for s in spoken for fact in s.stated)), contents


def quoted(support: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Let a claim's quotation, where a source has it, tell where its words come from.

    Args:
        support: what `pairing.support` gave.
        findings: a frame of `Finding`, those on quotations among them.

    Returns:
        ``support`` with full strength, at the sentence of the quotation, where one was found.
    """
    where = findings[(findings["kind"] == "quote") & findings["evidence_id"].notna()]
    where = where.drop_duplicates(["claim_id", "source_id"])[
        ["claim_id", "source_id", "evidence_id"]
    ]
    joined = support.merge(where, on=["claim_id", "source_id"], how="left", suffixes=("", "_said"))
    said = joined.pop("evidence_id_said")
    joined.loc[said.notna(), "strength"] = 1.0
    joined["evidence_id"] = said.where(said.notna(), joined["evidence_id"])
    return joined


def judge(
    claims: pd.DataFrame,
    stated: pd.DataFrame,
    support: pd.DataFrame,
    sentences: pd.DataFrame,
    sources: Mapping[str, Source],
) -> pd.DataFrame:
    """Hold the occasion that a claim states against those of the sources that have its content.

    Args:
        claims: a frame of `Claim`.
        stated: what `find` gave, for the claims and for the sentences near them.
        support: what `pairing.support` gave: how strongly each source has each claim's content.
        sentences: a frame of `Sentence`.
        sources: the article and the sources by id.

    Returns:
        A frame of `Finding` of kind ``speaker``, ``event``, ``place`` and ``date``.
    """
    by_id = {s.id: s for s in records(Sentence, sentences)}
    case = Told(by_id, sources, grouped(Fact, stated, "sentence_id"))
    strong = support[support["strength"] >= LEAST_VOICED]
    strong = strong.sort_values(["strength", "source_id"], ascending=[False, True])
    found: dict[str, pd.DataFrame] = {str(k): g for k, g in strong.groupby("claim_id", sort=False)}
    out: list[Finding] = []
    before: list[Placed] = []  # the occasions that the article has told of so far
    for claim in rows(claims[claims["checkable"]]):
        facts = case.stated(case.by_id[claim.sentence_id])
        where = _enough(rows(found[claim.id]) if claim.id in found else [], facts, case)
        held = attribution.carried(claim.text)
        if held:
            last = next((p for p in reversed(before) if case.refers(held, p)), None)
            out += _against(claim, facts, last.where, case)[0] if last else []
            continue
        back = {f: last for f in facts if (last := case.antecedent(f, facts, before))}
        for fact, last in back.items():
            out += _elsewhere(claim, fact, last, where, case)
        plain = [f for f in facts if f not in back]
        judged, real = _against(claim, plain, where, case)
        out += judged
        before += [Placed(f, tuple(where), real) for f in plain if f.kind == "event" and where]
    return frame(Finding, out)


def _enough(near: Iterable[Any], facts: list[Fact], case: Told) -> list[Any]:
    """Keep the sources that have enough of a claim, and not much less than another one."""
    named = [str(f.value) for f in facts if f.kind == "speaker"]
    kept: list[Any] = []
    for row in near:
        voice = case.by_id[row.evidence_id].speaker
        voiced = voice is not None and any(names.same(voice, name) for name in named)
        first = kept[0].strength if kept else row.strength
        least = LEAST_VOICED if voiced else LEAST_STRENGTH
        if row.strength >= max(least, first - 2 * MARGIN):
            kept.append(row)
    return kept


def _elsewhere(
    claim: Any, fact: Fact, last: Placed, where: Sequence[Any], case: Told
) -> Iterator[Finding]:
    """Yield a conflict where what an occasion is said to have heard is from another one."""
    near = {row.source_id for row in where if row.strength >= where[0].strength - MARGIN}
    if not where or not last.sources or last.sources & near:
        return
    if not all(case.sources[s].text and case.sources[s].kind in OCCASIONS for s in last.sources):
        return
    source, evidence = case.sources[where[0].source_id], case.by_id[where[0].evidence_id]
    if source.kind in OCCASIONS:
        # "the hearing" may be another one; "the same hearing" may not.
        if attribution.loose(fact.text) and genres.alike(fact.value.genre, kinds_of(source)):
            return
        offer = Own(source.event or source.title)
    else:
        meant = case.genres(last.sources)
        meant = {fact.value.genre} if fact.value.genre else meant
        told = (f for f in case.stated(evidence) if f.kind == "event" and f.value.genre)
        other = next((f for f in told if not genres.alike(f.value.genre, meant)), None)
        if other is None:
            return
        offer = Own(other.text, other)
    why = f"{fact.text} is that of “{last.event.text}”, which does not have the words"
    yield _finding(claim.id, fact, Level.CONFLICTS, source, evidence, offer, offer.text, why)


def _against(
    claim: Any, facts: list[Fact], where: Sequence[Any], case: Told
) -> tuple[list[Finding], frozenset[str]]:
    """Judge one claim's occasion against each source that has its content, the likeliest first."""
    groups, real, best = [], [], where[0].strength if where else 0.0
    for row in where:
        source, evidence = case.sources[row.source_id], case.by_id[row.evidence_id]
        own = _own(source, evidence, case)
        judged = [f for fact in facts for f in _judge(claim, fact, source, evidence, own, case)]
        if judged:
            groups.append((float(row.strength), judged))
        if row.strength >= best - MARGIN and all(f.level != Level.CONFLICTS for f in judged):
            real.append(row.source_id)
    if not groups:
        return [], frozenset(real)
    best = groups[0][0]
    fit = [
        judged
        for strength, judged in groups
        if strength >= best - MARGIN and all(f.level != Level.CONFLICTS for f in judged)
    ]
    if fit:
        return [f for judged in fit for f in judged], frozenset(real)
    found = [f for _, judged in groups for f in judged]
    agreed = {(f.kind, f.claim_start) for f in found if f.level in (Level.AGREES, Level.CLOSE)}
    found = [
        f for f in found if f.level != Level.CONFLICTS or (f.kind, f.claim_start) not in agreed
    ]
    if any(f.kind == "event" and f.level == Level.CONFLICTS for f in found):
        # The wrong event has another place and day anyhow: that is said once.
        found = [f for f in found if f.level != Level.CONFLICTS or f.kind not in ("place", "date")]
    away = _named_elsewhere(facts, case.sources, {f.source_id for f in found})
    found = [_add(f, away) if f.level == Level.CONFLICTS else f for f in found]
    return found, frozenset(real)


def _own(source: Source, evidence: Sentence, case: Told) -> dict[str, list[Own]]:
    """Gather what a source has for each part of the occasion of one of its sentences."""
    own: dict[str, list[Own]] = {"speaker": [], "event": [], "place": [], "date": []}
    for fact in case.stated(evidence):
        if fact.kind in own and not (fact.kind == "event" and not fact.value.name):
            own[fact.kind].append(Own(fact.text, fact))
    own["speaker"] = _voices(source, evidence, own["speaker"])
    if source.kind not in OCCASIONS:
        return own
    card = {"event": source.event, "place": source.place, "date": str(source.date or "")}
    for kind, value in card.items():
        if kind != "event" and source.kind not in _HELD:
            own[kind] = []
        elif value:
            own[kind] = [Own(value)]
    return own


def _voices(source: Source, evidence: Sentence, told: list[Own]) -> list[Own]:
    """Tell who may be meant to say a sentence of a source: its voice, and whom that one quotes."""
    voice = evidence.speaker
    if voice and _NOBODY.fullmatch(voice):
        return []
    if voice:
        carded = [c for c in source.speakers if names.same(c, voice)]
        return [Own((carded or [voice])[0]), *told]
    if source.kind not in OCCASIONS:
        return told
    carded = [c for o in told for c in source.speakers if names.same(c, who(o))]
    if carded:
        return [Own(carded[0])]
    everybody = [Own(name) for name in source.speakers]
    return [*everybody, *told] if source.kind in _HELD or not told else told


def _judge(
    claim: Any,
    fact: Fact,
    source: Source,
    evidence: Sentence,
    own: Mapping[str, list[Own]],
    case: Told,
) -> Iterator[Finding]:
    """Judge one stated part of an occasion against a source's own."""
    offers = own[fact.kind]
    judged = [(*level(fact, offer, source), offer) for offer in offers]
    judged = [j for j in judged if j[0] != Level.ABSENT]
    if not judged:
        return
    order = [Level.AGREES, Level.CLOSE, Level.UNCLEAR, Level.CONFLICTS]
    found, why, offer = min(judged, key=lambda j: order.index(j[0]))
    text = offer.text
    if found == Level.CONFLICTS:
        if fact.kind == "speaker" and (
            who(offer).split()[-1].lower() in claim.text.lower()  # it names both
            or _says_too(claim.text, fact, source, evidence, case)
        ):
            return
        if offer.fact is None:
            text = ", ".join(o.text for o in offers if o.fact is None)
    elif fact.kind == "event" and (other := better(fact.value, source, case.sources)):
        found, why = Level.CONFLICTS, f"the words are not from {other.event or other.title}"
    yield _finding(claim.id, fact, found, source, evidence, offer, text, why)


def _finding(
    claim_id: str,
    fact: Fact,
    level: Level,
    source: Source,
    evidence: Sentence,
    offer: Own,
    text: str,
    why: str,
) -> Finding:
    """Lay out a finding against a source's card or against its own words."""
    return Finding(
        claim_id,
        fact.kind,
        level,
        source.id,
        fact.text,
        fact.start,
        fact.end,
        evidence.id if offer.fact else None,
        text,
        offer.fact.start if offer.fact else None,
        offer.fact.end if offer.fact else None,
        None if offer.fact else _FIELDS[fact.kind],
        why,
    )


def _says_too(claim: str, fact: Fact, source: Source, evidence: Sentence, case: Told) -> bool:
    """Tell whether the stated speaker says it too, or answers the question that has it.

    Where only a pronoun or an office stands for the speaker, who must be known to the source.
    """
    name = str(fact.value)
    if not names.same(name, fact.text) and not knows(source, name):
        return True
    if evidence.speaker is None:
        return False
    wanted = {t.stem for t in tokens(claim)}
    least = SAID_TOO * len(wanted & {t.stem for t in tokens(evidence.text)})
    number = int(evidence.id.rpartition(":")[2])
    for step in range(-_AROUND, _AROUND + 1):
        near = case.by_id.get(f"{source.id}:{number + step}")
        if near is None or not near.speaker or not names.same(near.speaker, name):
            continue
        if step > 0 and evidence.text.rstrip("”\"’' ").endswith("?"):
            return True
        if len(wanted & {t.stem for t in tokens(near.text)}) >= least > 0:
            return True
    return False


def _named_elsewhere(
    facts: Iterable[Fact], sources: Mapping[str, Source], near: set[str]
) -> Source | None:
    """Find the source whose card has the stated occasion, where its words are not at hand."""
    speakers = [f.text for f in facts if f.kind == "speaker"]
    words = {s for f in facts if f.kind == "event" for s in f.value.name}
    for source in sources.values():
        if source.text or source.id in near or source.id == "article":
            continue
        card = {stem(w) for w in f"{source.event or ''} {source.title}".split()}
        if words & card or any(names.same(a, b) for a in speakers for b in source.speakers):
            return source
    return None


def _add(finding: Finding, elsewhere: Source | None) -> Finding:
    if elsewhere is None:
        return finding
    name = elsewhere.event or elsewhere.title
    return replace(finding, why=f"{finding.why}; the words of {name} were not at hand")
