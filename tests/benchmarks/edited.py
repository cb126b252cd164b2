"""Conflicts made by program from labelled agreements, to fit on.

A labelled article has few conflicts of each sort and many facts that a source bears out. Put
another figure, date or name in the place of such a fact and the source contradicts it, at a place
that is known. Nothing is measured on these: they are only added to what the weights are fitted on.
"""

from __future__ import annotations

import copy
import random
import re
from typing import Any

Labels = dict[str, Any]

MONTHS = (
    "January February March April May June July August September October November December"
).split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WORDS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
FRACTIONS = ["half", "a third", "a quarter", "a fifth", "two thirds", "three quarters"]


def edit(text: str, labels: Labels, seed: int) -> tuple[str, Labels]:
    """Put wrong facts into an article.

    Args:
        text: the article's file.
        labels: its labels.
        seed: which facts are changed, and how.

    Returns:
        The file with at most one fact changed in each sentence that the sources support, and the
        labels that go with it.

    Examples:
        >>> fact = {"kind": "number", "source": "s", "claim_text": "12", "evidence_text": "twelve"}
        >>> claim = {"text": "It has 12 rooms.", "verdict": "supported", "harmless": [fact]}
        >>> edited, labels = edit("It has 12 rooms.", {"claims": [claim]}, 1)
        >>> edited != "It has 12 rooms.", labels["claims"][0]["conflicts"][0]["evidence_text"]
        (True, 'twelve')
    """
    chance = random.Random(seed)
    labels = copy.deepcopy(labels)
    names = {
        f["evidence_text"] if kind == "evidence" else f["claim_text"]
        for claim in labels["claims"]
        for f in [*claim.get("harmless", ()), *claim.get("conflicts", ())]
        for kind in ("evidence", "claim")
        if f["kind"] in ("name", "place") and not f.get("evidence_field")
    }
    for claim in labels["claims"]:
        facts = [f for f in claim.get("harmless", ()) if not f.get("evidence_field")]
        chance.shuffle(facts)
        for fact in facts:
            old = fact["claim_text"]
            new = _other(fact, sorted(names), chance)
            sentence = claim["text"]
            if not new or sentence.count(old) != 1 or text.count(sentence) != 1:
                continue
            changed = sentence.replace(old, new)
            text = text.replace(sentence, changed)
            claim["text"] = changed
            claim["harmless"] = [f for f in claim["harmless"] if f is not fact]
            claim.setdefault("conflicts", [])
            claim["conflicts"] = [*claim["conflicts"], fact | {"claim_text": new}]
            break
    return text, labels


def _other(fact: Labels, names: list[str], chance: random.Random) -> str:
    """Give something else of the same sort, empty where none comes to mind."""
    old = fact["claim_text"]
    if fact["kind"] == "number":
        return _figure(old, chance)
    if fact["kind"] == "date":
        return _date(old, chance)
    if fact["kind"] in ("name", "place"):
        said = set(re.findall(r"\w+", f"{old} {fact['evidence_text']}".lower()))
        free = [
            n for n in names if not said & set(re.findall(r"\w+", n.lower())) and n[:1].isupper()
        ]
        return chance.choice(free) if free and old[:1].isupper() else ""
    return ""


def _figure(old: str, chance: random.Random) -> str:
    if found := re.search(r"\d[\d,]*(?:\.\d+)?", old):
        return old[: found.start()] + _digits(found.group(), chance) + old[found.end() :]
    for series in (WORDS, FRACTIONS):
        for word in sorted(series, key=len, reverse=True):
            if found := re.search(rf"\b{word}\b", old, re.IGNORECASE):
                new = chance.choice([w for w in series if w != word])
                new = new.capitalize() if found.group()[0].isupper() else new
                return old[: found.start()] + new + old[found.end() :]
    return ""


def _digits(old: str, chance: random.Random) -> str:
    """Another figure written alike: two digits changed about, or some way up or down."""
    plain = old.replace(",", "")
    value = float(plain)
    places = len(plain.partition(".")[2])
    places_to_swap = [
        i for i in range(len(plain) - 1) if plain[i : i + 2].isdigit() and plain[i] != plain[i + 1]
    ]
    if places_to_swap and plain[0] != "0" and chance.random() < 0.3:
        i = chance.choice(places_to_swap)
        swapped = plain[:i] + plain[i + 1] + plain[i] + plain[i + 2 :]
        if swapped[0] != "0":
            return f"{float(swapped):,.{places}f}" if "," in old else swapped
    factor = chance.choice([0.4, 0.5, 0.6, 0.7, 0.8, 1.25, 1.4, 1.6, 2, 2.5, 3])
    new = round(value * factor, places)
    if new == value or new <= 0:
        new = value + chance.choice([1, 2, 3])
    return f"{new:,.{places}f}" if "," in old or new >= 10_000 else f"{new:.{places}f}"


def _date(old: str, chance: random.Random) -> str:
    for series in (MONTHS, DAYS):
        for word in series:
            if re.search(rf"\b{word}\b", old) and (series is DAYS or chance.random() < 0.5):
                return re.sub(rf"\b{word}\b", chance.choice([w for w in series if w != word]), old)
    if found := re.search(r"\b(?:1[89]|20)\d\d\b", old):
        year = int(found.group()) + chance.choice([-12, -5, -3, -2, -1, 1, 2, 3, 10])
        return old[: found.start()] + str(year) + old[found.end() :]
    if found := re.search(r"\b[1-3]?\d(?!\d)", old):
        day = chance.choice([d for d in range(1, 29) if d != int(found.group())])
        return old[: found.start()] + str(day) + old[found.end() :]
    return _figure(old, chance)
