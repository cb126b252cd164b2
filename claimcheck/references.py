"""What a word of an article goes back to: a pronoun, an office, "there", "the same interview".

Only where nothing else can be meant: one person named just before, one holder of the office in all
documents, the last occasion of that name (Hobbs 1978, "Resolving pronoun references", keeps to the
nearest; here a second candidate makes it nobody).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from . import attribution, genres, offices
from .alignment import stem, tokens
from .kinds import names
from .kinds.calendar import DateSpan
from .records import Fact, Sentence, Source
from .speech import Unnamed

# Kinds of source that are an occasion themselves; a report only tells of one.
OCCASIONS = frozenset({"talk", "interview", "statement", "caption"})
_BACK = 2  # sentences from a pronoun back to a name, and from "there" back to an event
_REFERENCE = re.compile(r"(?:the|that|this|there|his|her|their)\b", re.I)


@dataclass(frozen=True, slots=True)
class Placed:
    """An event that the article tells of, the sentences of sources that have what was said there,
    and the sources that it may be: none after a conflict."""

    event: Fact
    where: tuple[Any, ...]
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences and sources of a case, and what each sentence states of its occasion."""

    by_id: Mapping[str, Sentence]
    sources: Mapping[str, Source]
    facts: Mapping[str, list[Fact]]

    def stated(self, sentence: Sentence) -> list[Fact]:
        """Give what a sentence states of its occasion.

        Args:
            sentence: a sentence of the article or of a source.

        Returns:
            Its facts; a pronoun or an office has the value of the name that it stands for, and is
            left out where that can't be told.
        """
        facts = [self._named(f, sentence) for f in self.facts.get(sentence.id, [])]
        return [f for f in facts if f is not None]

    def antecedent(
        self, fact: Fact, beside: Sequence[Fact], before: Sequence[Placed]
    ) -> Placed | None:
        """Find the occasion that "there" or "in the same interview" goes back to.

        Args:
            fact: part of what a sentence states.
            beside: all that the sentence states.
            before: the occasions told before, in order.

        Returns:
            The last that the words may mean, or None, as where the fact is no such reference.
        """
        if fact.kind != "event" or fact.value.name or not _REFERENCE.match(fact.text):
            return None
        if fact.text.lower() == "there":
            last = before[-1] if before else None
            return last if last and _number(fact) - _number(last.event) <= _BACK else None
        if attribution.loose(fact.text) and any(isinstance(f.value, DateSpan) for f in beside):
            return None  # "the hearing on Monday" may be another one
        noun = stem(fact.text.split()[-1])
        return next((p for p in reversed(before) if self.refers(noun, p)), None)

    def refers(self, noun: str, placed: Placed) -> bool:
        """Tell whether a noun may stand for an event told before.

        Args:
            noun: its stem.
            placed: the event.

        Returns:
            Whether its name or the card of its source says so.
        """
        if noun in {t.stem for t in tokens(placed.event.text)} or noun in ("event", "occas"):
            return True
        kinds = {placed.event.value.genre, *self.genres(placed.sources)}
        return genres.genre(noun) in kinds - {None}

    def genres(self, source_ids: Iterable[str]) -> set[str]:
        """Tell what genres of event some sources' occasions may be called by.

        Args:
            source_ids: the sources.

        Returns:
            The genres of all of them.
        """
        return {g for s in source_ids for g in kinds_of(self.sources[s])}

    def _named(self, fact: Fact, sentence: Sentence) -> Fact | None:
        """Find who speaks, where a pronoun or an office does."""
        if not isinstance(fact.value, Unnamed):
            return fact
        find = self._holder if fact.value.office else self._person
        who = find(fact, sentence)
        return replace(fact, value=names.Name(who, "person", frozenset({who}))) if who else None

    def _holder(self, fact: Fact, sentence: Sentence) -> str | None:
        """Find the one person whom the documents give an office."""
        held = [one for s in self.sources.values() for one in offices.holders(s.text)]
        fit = [one.name for one in held if offices.fits(fact.text, one.office)]
        return fit[0] if fit and all(names.same(fit[0], other) for other in fit) else None

    def _person(self, fact: Fact, sentence: Sentence) -> str | None:
        """Find the one person named just before a pronoun."""
        source_id, _, number = sentence.id.rpartition(":")
        for back in range(_BACK + 1):
            near = self.by_id.get(f"{source_id}:{int(number) - back}")
            if near is None:
                return None
            there = [f for f in names.find(near, self.sources[source_id]) if f.kind == "name"]
            people = [f for f in there if f.end <= fact.start and _maybe_person(f)]
            if people:
                same = len({f.value.canonical for f in people}) == 1
                sure = back and same and people[0].value.sort == "person"
                return people[0].value.canonical if sure else None
        return None


def kinds_of(source: Source) -> set[str]:
    """Tell what genres of event a source's occasion may be called by.

    Args:
        source: the source.

    Returns:
        Those of its event's name; that of its kind too where the name has none.
    """
    found = genres.named(source.event or source.title)
    kind = genres.genre(source.kind)
    return found | ({kind} if kind and (kind == "interview" or not found) else set())


def knows(source: Source, who: str) -> bool:
    """Tell whether a person takes part in a source.

    Args:
        source: the source.
        who: a full name.

    Returns:
        Whether its card or its voices have the name; of a report, its words.
    """
    if source.kind in OCCASIONS:
        voices = {t.speaker for t in source.turns if t.speaker}
        return any(names.same(who, name) for name in {*source.speakers, *voices})
    return re.search(rf"\b{re.escape(who.split()[-1])}\b", source.text, re.I) is not None


def _maybe_person(fact: Fact) -> bool:
    """Tell whether a name may be a person's."""
    return fact.value.sort == "person" or (fact.value.sort == "unknown" and " " in fact.text)


def _number(fact: Fact) -> int:
    return int(fact.sentence_id.rpartition(":")[2])
