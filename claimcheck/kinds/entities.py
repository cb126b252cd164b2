"""What one document shows of its names: which of them are one entity, and of what sort.

A full name and its surname, acronym, short form or other spelling are one where the document itself
puts them together; what speaks for a sort is added up over all mentions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from claimcheck.kinds import gazetteer, mentions, sorts
from claimcheck.kinds.given_names import GIVEN_NAMES
from claimcheck.kinds.lexicon import CIVIC, PLACE_HEADS
from claimcheck.kinds.naming import Name, acronym, initials, normalise, squash
from claimcheck.kinds.persons import person
from claimcheck.records import Level

Span = tuple[int, int]
_ACRONYM_OF = re.compile(r"\s?\(\s*[“\"]?|,?\s(?:or|known\sas|called)\s[“\"]?")
# A state as news style shortens it after a town: "Wash.", "N.Y.", "OR".
_STATE = re.compile(r",\ ([A-Z][a-z]{1,4}\.|(?:[A-Z]\.){2}|[A-Z]{2}\b)", re.VERBOSE)
_MAKERS = frozenset({"organisation", "unknown", "product"})
_SHARED = frozenset({"product", "organisation", "place", "person"})
_LISTED = frozenset({" and ", " or ", ", ", ", and ", ", or ", " and the ", " or the ", ", the "})


@dataclass
class _Entity:
    """One entity of a document: the forms it goes by, and what speaks for each sort."""

    forms: dict[str, str] = field(default_factory=dict)  # normalised -> as written
    evidence: Counter[str] = field(default_factory=Counter)
    within: str = ""

    def sort(self) -> str:
        ranked = sorted(((self.evidence[sort], sort) for sort in sorts.SORTS), reverse=True)
        (most, best), (next_most, _) = ranked[:2]
        return best if most > next_most else "unknown"

    def name(self) -> Name:
        full = max(self.forms, key=lambda form: (len(form.split()), len(form), form))
        shown = frozenset(sort for sort in sorts.SORTS if self.evidence[sort] > 0)
        sort = self.sort()
        maybe = shown if sort == "unknown" else frozenset()
        return Name(self.forms[full], sort, frozenset(self.forms), self.within, maybe)

    def proven_thing(self) -> bool:
        """Whether the evidence that this is no person is too strong for a verb to outweigh."""
        things = max(self.evidence[sort] for sort in ("place", "product", "organisation"))
        return things - self.evidence["person"] > 2

    def absorb(self, other: _Entity) -> None:
        self.forms |= other.forms
        self.evidence.update(other.evidence)
        self.within = self.within or other.within


@dataclass(frozen=True)
class Found:
    """The mentions of a document in order: where they start, their spans and their names."""

    starts: tuple[int, ...]
    spans: tuple[Span, ...]
    names: tuple[Name, ...]


@lru_cache(maxsize=64)
def document(text: str, speakers: tuple[str, ...], event: str | None, outlet: str | None) -> Found:
    """Find all names of a document and what it shows of each.

    Kept by its arguments; the text's hash is computed once.

    Args:
        text: the document.
        speakers: those of its card, who count as known persons.
        event: its card's, a known event.
        outlet: its card's, a known organisation.

    Returns:
        The mentions in order, each with its entity's `Name`.
    """
    spans = list(_contained(text, mentions.runs(text)))
    entities: dict[str, _Entity] = {}
    card = [(name, "person") for name in speakers]
    card += [(name, sort) for name, sort in ((event, "event"), (outlet, "organisation")) if name]
    for written, sort in card:
        entity = entities.setdefault(squash(normalise(written)), _Entity())
        entity.forms.setdefault(normalise(written), written)
        entity.evidence[sort] += 5
    keys = []
    for start, end, within in spans:
        written = text[start:end].removesuffix(within).rstrip(", ")
        form = normalise(written)
        key = squash(form)
        entity = entities.setdefault(key, _Entity())
        if not entity.forms:
            entity.evidence.update(sorts.by_shape(written))
        entity.forms.setdefault(form, written)
        entity.evidence.update(sorts.by_context(text, start, end))
        if within:
            entity.within = entity.within or within
            entity.evidence["place"] += 4
        keys.append(key)
    _by_maker(entities)
    _put_together(text, [(start, end) for start, end, _ in spans], keys, entities)
    _in_company(text, [(start, end) for start, end, _ in spans], keys, entities)
    names = {id(entity): entity.name() for entity in entities.values()}
    mine = [_here(text, start, end, names[id(entities[key])])
            for (start, end, _), key in zip(spans, keys, strict=True)]  # fmt: skip
    plain = tuple((start, end) for start, end, _ in spans)
    return Found(tuple(start for start, _ in plain), plain, tuple(mine))


def _here(text: str, start: int, end: int, name: Name) -> Name:
    """A place that speaks stands for its government."""
    if (
        name.sort == "place"
        and gazetteer.prominence(name.canonical)
        and sorts.speaks(text, start, end)
    ):
        return replace(name, sort="organisation")
    return name


def _contained(text: str, spans: list[Span]) -> Iterator[tuple[int, int, str]]:
    """Join a place and what contains it: "Denver, Colorado" is one name."""
    i = 0
    while i < len(spans):
        start, end = spans[i]
        follow = spans[i + 1] if i + 1 < len(spans) else None
        outer = text[slice(*follow)] if follow and text[end : follow[0]] == ", " else ""
        short = _STATE.match(text, end)
        if short and gazetteer.is_state(short[1]):
            outer = short[1]
        if outer and _holds(text, start, end, outer):
            end += 2 + len(outer)
            i += follow is not None and follow[0] < end
        else:
            outer = ""
        yield start, end, outer
        i += 1


def _holds(text: str, start: int, end: int, outer: str) -> bool:
    """Whether the second of two names with a comma between contains the first."""
    inner = text[start:end]
    area = gazetteer.is_area(outer) or gazetteer.is_state(outer)
    known = gazetteer.readings(inner)
    if area and known:
        return not gazetteer.is_area(inner) and _town_in(inner, outer)
    venue = inner.split()[-1].lower() in PLACE_HEADS and len(inner.split()) > 1
    if venue and gazetteer.prominence(outer) > 0:
        return True
    # "Harrowby, Ohio," with a second comma is how news writes a town; a list goes on with "and".
    shut = text[end + 2 + len(outer) :][:1] in {",", ".", ")", ""} or gazetteer.is_state(outer)
    led = sorts.by_context(text, start, end)["place"] > 1
    return area and not known and (shut or led) and not sorts.by_shape(inner)["person"]


def _town_in(inner: str, outer: str) -> bool:
    """Whether the gazetteer has a smaller town of that name there."""
    return any(len(path) == 4 and path[2] for path in gazetteer.readings(f"{inner}, {outer}"))


def _put_together(
    text: str, spans: list[Span], keys: list[str], entities: dict[str, _Entity]
) -> None:
    """Make one entity of the names that the document itself uses for one thing."""
    for (_, end), (start, _), a, b in zip(spans, spans[1:], keys, keys[1:], strict=False):
        if start - end < 16 and _ACRONYM_OF.fullmatch(text, end, start):
            told = text[end:start].strip()[:1] != "(" or _shortens(entities[a], entities[b])
            if told and _shortens(entities[a], entities[b]):
                _merge(entities, a, b)
    longer: dict[str, set[str]] = {}  # a word of a longer name, or its initials -> its key
    openers: dict[str, set[str]] = {}  # the first words of a longer name -> its key
    for key, entity in entities.items():
        for form in entity.forms:
            words = form.split()
            if len(words) > 1:
                for size in range(1, min(len(words), 6)):
                    openers.setdefault(" ".join(words[:size]), set()).add(key)
                for word in {*words, *initials(form)}:
                    longer.setdefault(word, set()).add(key)
    for key in list(entities):
        form, written = next(iter(entities[key].forms.items()))
        others = longer.get(form.split(" ")[-1], set()) - {key}
        if " " not in form and written.isupper() and entities[key].sort() != "person":
            full = {o for o in others if any(acronym(form, f) for f in entities[o].forms)}
            _merge_only(entities, key, full)
        elif not entities[key].proven_thing():
            ours = {o for o in others if _names_person(entities[o], entities[key], form)}
            firms = openers.get(form, set()) - {key}
            ours = ours or {o for o in firms if _names_firm(entities[o], entities[key], form)}
            _merge_only(entities, key, ours)


def _in_company(
    text: str, spans: list[Span], keys: list[str], entities: dict[str, _Entity]
) -> None:
    """Let the members of a list tell the sort of each other."""

    def shape(entity: _Entity) -> bool:
        return " " in next(iter(entity.forms), "")

    for (_, end), (start, _), a, b in zip(spans, spans[1:], keys, keys[1:], strict=False):
        if text[end:start] not in _LISTED:
            continue
        for known, other in ((entities[a], entities[b]), (entities[b], entities[a])):
            sort = known.sort()
            alike = sort != "person" or shape(known) == shape(other)
            if other.sort() == "unknown" and sort in _SHARED and alike:
                other.evidence[sort] += 1


def _by_maker(entities: dict[str, _Entity]) -> None:
    """Two capitalised words whose first is a firm elsewhere are its product and no person."""
    for entity in entities.values():
        first = next(iter(entity.forms), "").split(" ")
        maker = entities.get(first[0]) if len(first) > 1 else None
        alone = maker and maker is not entity and maker.sort() in _MAKERS
        if alone and entity.evidence["person"] == 1:
            entity.evidence["person"] = 0


def _names_person(entity: _Entity, short: _Entity, form: str) -> bool:
    """Whether a form is a surname, given name or initialled form of a person's full name."""
    shown = entity.evidence["person"] + (short.evidence["person"] > 0)
    if entity.sort() != "person" or shown < 2:
        return False
    size = len(form.split())
    fulls = [full for full in entity.forms if " " in full and len(full.split()) >= size]
    told = size > 1 or form in GIVEN_NAMES or shown > 5  # a speaker is spoken to by first name
    return any(
        person(form, full)[0] is Level.CLOSE and (told or full.split()[-1] == form)
        for full in fulls
    )


def _names_firm(entity: _Entity, short: _Entity, form: str) -> bool:
    """Whether a form is the short name of a firm or club, which no town's council is."""
    if entity.sort() != "organisation":
        return False
    if short.evidence["place"] > 0 or short.evidence["person"] > 0:
        return False
    one_more = [full.split()[-1] for full in entity.forms if full.rpartition(" ")[0] == form]
    return any(last not in CIVIC for last in one_more)


def _shortens(a: _Entity, b: _Entity) -> bool:
    """Whether of two names set side by side one is made of the other's letters."""
    for full, short in ((a, b), (b, a)):
        for form in full.forms:
            for key, written in short.forms.items():
                letters = iter(squash(form))
                if acronym(form, key) or (
                    written.isupper() and " " in form and form[0] == key[0]
                    and all(letter in letters for letter in squash(key))
                ):  # fmt: skip
                    return True
    return False


def _merge_only(entities: dict[str, _Entity], key: str, others: set[str]) -> None:
    """Join a name with the one entity that it can mean, if it is only one."""
    if len({id(entities[other]) for other in others}) == 1:
        _merge(entities, min(others), key)


def _merge(entities: dict[str, _Entity], a: str, b: str) -> None:
    kept, gone = entities[a], entities[b]
    if kept is not gone:
        kept.absorb(gone)
        for form in gone.forms:
            entities[squash(form)] = kept
