"""How one stated part of an occasion stands to what a source has for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from . import genres
from .alignment import tokens
from .attribution import Event
from .kinds import dates, names
from .kinds.calendar import DateSpan
from .records import Fact, Level, Source
from .references import OCCASIONS, kinds_of

Judged = tuple[Level, str]
_OPENING = 1000  # characters in which a source may say itself what it is


@dataclass(frozen=True, slots=True)
class Own:
    """What a source has for one part of an occasion: on its card, or in a sentence of its own."""

    text: str
    fact: Fact | None = None


def level(fact: Fact, offer: Own, source: Source) -> Judged:
    """Judge a stated speaker, event, place or date against a source's.

    Args:
        fact: what the article states.
        offer: what the source has for it.
        source: the source.

    Returns:
        The level and why; ``absent`` where the two can't be held against each other.
    """
    return _LEVELS[fact.kind](fact, offer, source)


def who(offer: Own) -> str:
    """Name the speaker whom a source has.

    Args:
        offer: a voice, a name on the card, or the source's own attribution.

    Returns:
        The name as well as the source tells it.
    """
    return str(offer.fact.value) if offer.fact else offer.text


def better(stated: Event, source: Source, sources: Mapping[str, Source]) -> Source | None:
    """Find another source whose occasion the article names more fully than one that may be meant.

    Args:
        stated: the event that the article names.
        source: the source that may be meant.
        sources: all sources by id.

    Returns:
        The other one, or None.
    """
    if not stated.name or source.kind not in OCCASIONS:
        return None
    mine = _named(stated, source)
    for other in sources.values():
        if other.kind in OCCASIONS and other.id != source.id and _named(stated, other) > mine:
            return other
    return None


def _named(stated: Event, source: Source) -> int:
    """Count the words of an event's name that a source's card has."""
    return len(stated.name & {t.stem for t in tokens(_card(source))})


def _card(source: Source) -> str:
    return " ".join(filter(None, (source.event, source.title, source.outlet, *source.speakers)))


def _speaker(fact: Fact, offer: Own, source: Source) -> Judged:
    name = who(offer)
    if names.same(fact.text, name) or any(names.same(form, name) for form in fact.value.forms):
        return Level.AGREES, ""
    sorts = {fact.value.sort, offer.fact.value.sort if offer.fact else "person"}
    if sorts <= {"person", "unknown"} and "person" in sorts:
        return Level.CONFLICTS, "the words are another person's"
    return Level.ABSENT, ""


def _event(fact: Fact, offer: Own, source: Source) -> Judged:
    stated: Event = fact.value
    kinds = genres.named(offer.text) if offer.fact else kinds_of(source)
    alike = genres.alike(stated.genre, kinds)
    if names.same(stated.text, offer.text) or _is_named(stated, offer, source, alike):
        return Level.AGREES, ""
    if stated.name and not stated.genre and source.kind == "interview" and not source.outlet:
        return Level.ABSENT, ""  # "told NAME": who asked isn't on the card
    if stated.name:
        return Level.CONFLICTS, "the words are from another event"
    return (Level.ABSENT, "") if alike else (Level.CONFLICTS, f"it was no {stated.genre}")


def _is_named(stated: Event, offer: Own, source: Source, alike: bool) -> bool:
    """Tell whether the words for an event are among those for a source's."""
    shared = stated.name & {t.stem for t in tokens(f"{offer.text} {_card(source)}")}
    # "Radio Larkfield" and "Larkfield council" share no more than the town; but "the Larkfield
    # meeting" may be any that was held there.
    town = {t.stem for t in tokens(source.place or "")}
    if shared - town or (stated.name & town and stated.genre and alike):
        return True
    initials = "".join(w[0] for w in re.findall(r"[A-Z]\w*", offer.text)).lower()
    if any(len(name) > 2 and name in initials for name in stated.name):
        return True
    opening = {t.stem for t in tokens(source.text[:_OPENING])}
    return bool(stated.name) and stated.name <= opening and source.kind in OCCASIONS


def _place(fact: Fact, offer: Own, source: Source) -> Judged:
    relation = names.place_relation(fact.text, offer.text)
    return relation, "it was said in another place" if relation == Level.CONFLICTS else ""


def _date(fact: Fact, offer: Own, source: Source) -> Judged:
    if offer.fact:
        return dates.judge(fact, offer.fact)
    assert source.date is not None
    judged = dates.judge(fact, _day(offer, source.date))
    coarse = isinstance(fact.value, DateSpan) and fact.value.precision in _COARSE
    if coarse and judged[0] == Level.CONFLICTS:
        return Level.ABSENT, ""  # "the firm founded in 2012, he said": of what, and not of when
    return judged


_COARSE = ("year", "decade", "century")


def _day(offer: Own, day: date) -> Fact:
    return Fact("", "date", offer.text, DateSpan(day, day, "day"), 0, len(offer.text))


_LEVELS = {"speaker": _speaker, "event": _event, "place": _place, "date": _date}
