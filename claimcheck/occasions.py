"""Right words, wrong occasion: who said it, where, when and at what event, against the source.

Where the content of a claim is found in a source, the occasion that the article states for it is
held against that source's own: its card in the case file, the voice that speaks there, or the
attribution in its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from . import attribution
from .alignment import stem, tokens
from .attribution import Event
from .kinds import dates, names
from .kinds.calendar import DateSpan
from .records import Fact, Finding, Level, Sentence, Source, frame, grouped, records, rows

# Kinds of source that are an occasion themselves; a report only tells of one.
OCCASIONS = frozenset({"talk", "interview", "statement", "caption"})
# Of these only the ones held somewhere have a place and a day: a release goes out from an office.
_HELD = frozenset({"talk", "interview"})
LEAST_STRENGTH = 0.4
# A source within this of the strongest may be where the words come from.
MARGIN = 0.12

# Genres that one occasion may well be called by both of.
_ALIKE = [
    {"interview", "broadcast"},
    {"talk", "meeting"},
    {"talk", "press"},
    {"hearing", "meeting"},
    {"meeting", "press"},
    {"talk", "broadcast"},
    {"call", "press"},
]
_FIELDS = {"speaker": "speakers", "event": "event", "place": "place", "date": "date"}


@dataclass(frozen=True, slots=True)
class Own:
    """What a source has for one part of an occasion: on its card, or in a sentence of its own."""

    text: str
    fact: Fact | None = None


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
    told = grouped(Fact, stated, "sentence_id")
    strong = support[support["strength"] >= LEAST_STRENGTH]
    found: dict[str, pd.DataFrame] = {str(k): g for k, g in strong.groupby("claim_id", sort=False)}
    out: list[Finding] = []
    last: dict[str, pd.DataFrame] = {}
    for claim in rows(claims[claims["checkable"]]):
        facts = told.get(claim.sentence_id, [])
        where = found.get(claim.id)
        referent = attribution.carried(claim.text)
        if referent:
            where = last.get(referent)
        elif any(f.kind == "event" for f in facts) and where is not None:
            for fact in facts:
                if fact.kind == "event":
                    last |= {word.stem: where for word in tokens(fact.text)}
        if not facts or where is None:
            continue
        out += _against(claim.id, facts, where, told, by_id, sources)
    return frame(Finding, out)


def _against(
    claim_id: str,
    facts: list[Fact],
    where: pd.DataFrame,
    told: Mapping[str, list[Fact]],
    by_id: Mapping[str, Sentence],
    sources: Mapping[str, Source],
) -> list[Finding]:
    """Judge one claim's occasion against each source that has its content, the likeliest first."""
    where = where.sort_values(["strength", "source_id"], ascending=[False, True])
    groups = []
    for row in rows(where):
        source, evidence = sources[row.source_id], by_id[row.evidence_id]
        own = _own(source, evidence, told.get(evidence.id, []))
        judged = [f for fact in facts for f in _judge(claim_id, fact, source, evidence, own)]
        if judged:
            groups.append((float(row.strength), judged))
    if not groups:
        return []
    best = groups[0][0]
    real = [
        judged
        for strength, judged in groups
        if strength >= best - MARGIN and all(f.level != Level.CONFLICTS for f in judged)
    ]
    if real:
        return [f for judged in real for f in judged]
    found = [f for _, judged in groups for f in judged]
    agreed = {(f.kind, f.claim_start) for f in found if f.level in (Level.AGREES, Level.CLOSE)}
    found = [
        f for f in found if f.level != Level.CONFLICTS or (f.kind, f.claim_start) not in agreed
    ]
    elsewhere = _named_elsewhere(facts, sources, {f.source_id for f in found})
    return [_add(f, elsewhere) if f.level == Level.CONFLICTS else f for f in found]


def _own(source: Source, evidence: Sentence, told: list[Fact]) -> dict[str, list[Own]]:
    """Gather what a source has for each part of the occasion of one of its sentences."""
    own: dict[str, list[Own]] = {"speaker": [], "event": [], "place": [], "date": []}
    for fact in told:
        if fact.kind in own and not (fact.kind == "event" and not fact.value.name):
            own[fact.kind].append(Own(fact.text, fact))
    if source.kind not in OCCASIONS:
        if evidence.speaker:
            own["speaker"] = [Own(evidence.speaker)]
        return own
    voices = [evidence.speaker] if evidence.speaker else [o.text for o in own["speaker"]]
    carded = [c for voice in voices for c in source.speakers if names.same(c, voice)]
    if carded or evidence.speaker:
        own["speaker"] = [Own(name) for name in carded[:1] or voices]
    elif not own["speaker"]:
        own["speaker"] = [Own(name) for name in source.speakers]
    card = {"event": source.event, "place": source.place, "date": str(source.date or "")}
    for kind, value in card.items():
        if kind != "event" and source.kind not in _HELD:
            own[kind] = []
        elif value:
            own[kind] = [Own(value)]
    return own


def _judge(
    claim_id: str, fact: Fact, source: Source, evidence: Sentence, own: Mapping[str, list[Own]]
) -> Iterator[Finding]:
    """Judge one stated part of an occasion against a source's own."""
    offers = own[fact.kind]
    judged = [(*_LEVELS[fact.kind](fact, offer, source), offer) for offer in offers]
    judged = [j for j in judged if j[0] != Level.ABSENT]
    if not judged:
        return
    order = [Level.AGREES, Level.CLOSE, Level.UNCLEAR, Level.CONFLICTS]
    level, why, offer = min(judged, key=lambda j: order.index(j[0]))
    text = offer.text
    if level == Level.CONFLICTS and offer.fact is None:
        text = ", ".join(o.text for o in offers if o.fact is None)
    yield Finding(
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


def _speaker(fact: Fact, offer: Own, source: Source) -> tuple[Level, str]:
    if names.same(fact.text, offer.text) or any(
        names.same(form, offer.text) for form in fact.value.forms
    ):
        return Level.AGREES, ""
    own_sort = offer.fact.value.sort if offer.fact else "person"
    if {fact.value.sort, own_sort} <= {"person", "unknown"} and "person" in (
        fact.value.sort,
        own_sort,
    ):
        return Level.CONFLICTS, "the words are another person's"
    return Level.ABSENT, ""


def _event(fact: Fact, offer: Own, source: Source) -> tuple[Level, str]:
    stated: Event = fact.value
    card = " ".join(filter(None, (offer.text, source.title, source.outlet, *source.speakers)))
    card_stems = {t.stem for t in tokens(card)}
    genre = next(
        (g for t in tokens(offer.text) if (g := attribution.genre(t.stem))),
        attribution.genre(source.kind),
    )
    initials = "".join(w[0] for w in re.findall(r"[A-Z]\w*", offer.text)).lower()
    # "Radio Larkfield" and "Larkfield council" share no more than the town.
    town = {t.stem for t in tokens(source.place or "")}
    alike = not stated.genre or not genre or stated.genre == genre
    alike = alike or {stated.genre, genre} in _ALIKE
    shared = stated.name & card_stems
    if shared - town or (shared and alike) or names.same(stated.text, offer.text):
        return Level.AGREES, ""
    if any(len(name) > 2 and name in initials for name in stated.name):
        return Level.AGREES, ""
    if stated.name and not stated.genre and genre == "interview" and not source.outlet:
        return Level.ABSENT, ""  # "told NAME": who asked isn't on the card
    if stated.name:
        return Level.CONFLICTS, "the words are from another event"
    if alike:
        return Level.ABSENT, ""
    return Level.CONFLICTS, f"it was no {stated.genre}"


def _place(fact: Fact, offer: Own, source: Source) -> tuple[Level, str]:
    level = names.place_relation(fact.text, offer.text)
    return level, "it was said in another place" if level == Level.CONFLICTS else ""


def _date(fact: Fact, offer: Own, source: Source) -> tuple[Level, str]:
    if offer.fact:
        return dates.judge(fact, offer.fact)
    assert source.date is not None
    card = DateSpan(source.date, source.date, "day")
    return dates.judge(fact, Fact("", "date", offer.text, card, 0, len(offer.text)))


_LEVELS = {"speaker": _speaker, "event": _event, "place": _place, "date": _date}


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
