"""Names of people, organisations, products, works, events and places, without a model.

`mentions` finds the spans (by the capitals of names: Quirk et al., 1985, 5.60 ff.), `entities` puts
those of one document together (a full name and its surname, acronym or other spelling are one),
`sorts` weighs what the document shows of each sort, and `naming` compares two names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache

from claimcheck.kinds.entities import document
from claimcheck.kinds.naming import Name, compare, same
from claimcheck.kinds.ordinary import plain
from claimcheck.kinds.places import place_relation
from claimcheck.records import Fact, Level, Sentence, Source

__all__ = ["Name", "alike", "find", "judge", "mentioned", "place_relation", "same", "seek"]

Span = tuple[int, int]


def find(sentence: Sentence, source: Source) -> list[Fact]:
    """Find the names in a sentence, with what the whole document shows of each.

    Args:
        sentence: a sentence of the source.
        source: its document; the card's speakers, event and outlet count as known names.

    Returns:
        Facts of kind ``place`` for places and ``name`` for all others, each with a `Name`.

    Examples:
        >>> text = "Ada Marsh, the head of Ferrotec Ltd, spoke in Leeds. Marsh praised the Volt 2."
        >>> source = Source("s", "report", "", text)
        >>> for fact in find(Sentence("s:0", "s", 0, len(text), text), source):
        ...     print(fact.kind, fact.text, "->", fact.value, fact.value.sort)
        name Ada Marsh -> Ada Marsh person
        name Ferrotec Ltd -> Ferrotec Ltd organisation
        place Leeds -> Leeds place
        name Marsh -> Ada Marsh person
        name Volt 2 -> Volt 2 product
    """
    found = document(source.text, source.speakers, source.event, source.outlet)
    facts = []
    for i in range(bisect_left(found.starts, sentence.start), len(found.starts)):
        start, end = found.spans[i]
        if start >= sentence.end:
            break
        if end > sentence.end:
            continue
        kind = "place" if found.names[i].sort == "place" else "name"
        facts.append(Fact(sentence.id, kind, source.text[start:end], found.names[i], start, end))
    return facts


def judge(claim: Fact, evidence: Fact) -> tuple[Level, str]:
    """Judge two names as if they filled the same slot.

    Args:
        claim: a name of the article.
        evidence: a name of a source.

    Returns:
        ``agrees`` for one name, ``close`` for an alias, acronym, surname, variant of spelling or a
        name that contains the other, ``unclear`` where the gazetteer can't tell, ``conflicts`` for
        another name that could stand in its place, ``absent`` for another sort; with the reason.

    Examples:
        >>> from claimcheck.kinds.naming import normalise
        >>> def fact(name, sort):
        ...     value = Name(name, sort, frozenset({normalise(name)}))
        ...     return Fact("s:0", "name", name, value, 0, len(name))
        >>> volt, volt2 = fact("Volt", "product"), fact("Volt 2", "product")
        >>> [judge(volt, other)[0].value for other in (fact("VOLT", "product"), volt2)]
        ['agrees', 'conflicts']
        >>> trust, short = "National Coal Trust", "NCT"
        >>> judge(fact(short, "organisation"), fact(trust, "organisation"))[0].value
        'close'
    """
    return compare(claim.value, evidence.value, claim.text, evidence.text)


def alike(claim: Fact, evidence: Fact) -> bool:
    """Tell whether two names are surely of one sort.

    Args:
        claim: a name of the article.
        evidence: a name of a source.

    Returns:
        False where a sort is unknown or the two differ.
    """
    ours, theirs = str(claim.value.sort), str(evidence.value.sort)
    return ours == theirs != "unknown"


def mentioned(name: Name, text: str) -> Span | None:
    """Look for a name in a text whatever its case and spacing, as in automatic captions.

    Args:
        name: the name of one document.
        text: words of another.

    Returns:
        Start and end of the first form found, longest form first, or None.

    Examples:
        >>> name = Name("Volt2", "product", frozenset({"volt2"}))
        >>> mentioned(name, "we tested volt 2 today"), mentioned(name, "we tested volt 20 today")
        ((10, 16), None)
    """
    for form in sorted(name.forms, key=lambda form: (-len(form), form)):
        pieces = re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", form)
        pattern = r"[\s'’.-]{0,2}".join(map(re.escape, pieces))
        ending = r"(?![^\W_])(?![ -]?\d)"
        if pieces and (hit := re.search(rf"(?<![^\W_]){pattern}{ending}", text, re.IGNORECASE)):
            return hit.span()
    return None


def seek(claim: Fact, sentence: Sentence, source: Source) -> Fact | None:
    """Look for a claim's name in a sentence of a source that is written without capitals.

    Automatic captions have none, so that `find` can find no name in them.

    Args:
        claim: a name of the article.
        sentence: a sentence of the source.
        source: its document.

    Returns:
        The name where the sentence has it, else None; None too where the source has capitals, and
        for a name that in small letters is only an ordinary word.

    Examples:
        >>> name = Name("Ferrotec", "organisation", frozenset({"ferrotec"}))
        >>> claim = Fact("a:0", "name", "Ferrotec", name, 0, 8)
        >>> text = "so ferrotec bought the mill"
        >>> source = Source("s", "talk", "", text)
        >>> seek(claim, Sentence("s:0", "s", 0, len(text), text), source).text
        'ferrotec'
    """
    if capitalised(source.text):
        return None
    forms = set(claim.value.forms)
    if claim.value.sort == "person":
        forms |= {form.split()[-1] for form in forms if form}
    known = replace(claim.value, forms=frozenset(form for form in forms if not plain(form)))
    span = mentioned(known, sentence.text)
    if span is None:
        return None
    start, end = sentence.start + span[0], sentence.start + span[1]
    return Fact(sentence.id, claim.kind, source.text[start:end], claim.value, start, end)


@lru_cache(maxsize=64)
def capitalised(text: str) -> bool:
    """Tell whether a text is written with capitals.

    Args:
        text: a document's.

    Returns:
        Whether more than one word in fifty has one, the word I apart.

    Examples:
        >>> capitalised("so ferrotec bought the mill")
        False
    """
    words = re.findall(r"[^\W\d_]{2,}", text)
    return bool(50 * sum(word[0].isupper() for word in words) > len(words))
