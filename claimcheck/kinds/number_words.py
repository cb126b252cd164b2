"""Figures and number words, read as numbers: "2.5bn", "three point two million", "a dozen"."""

from __future__ import annotations

import re
from math import inf

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_BIG = {"hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7,
        "billion": 1e9, "trillion": 1e12, "dozen": 12.0, "k": 1e3, "m": 1e6, "mn": 1e6,
        "mln": 1e6, "bn": 1e9, "b": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12,
        "t": 1e12}  # fmt: skip
_SMALL = "|".join([*reversed(_ONES), *_TENS])
_STEP = r"hundred|thousand|million|billion|trillion"
WORDS = rf"""(?:
    (?:
        (?:an?\s+|one\s+)?(?:half|quarter)(?:[\s-]+(?:of[\s-]+)?an?)?[\s-]+(?:{_STEP}|dozen)\b
      | (?:an?\s+third|one[\s-]third|two[\s-]thirds|three[\s-]quarters)\s+of\s+an?\s+
            (?:{_STEP}|dozen)\b
      | an?\s+(?:{_STEP}|dozen) | hundred(?=\s+(?:thousand|million)\b)
      | n[oa]ught(?=\s+point\s)
      | {_SMALL}
    )
    (?:                                                            # two hundred and six thousand
        (?:[\s-]+ | (?<=hundred)\s+and\s+ | (?<=thousand)\s+and\s+ | (?<=illion)\s+and\s+)
        (?:{_SMALL}|{_STEP}|dozen)\b
    ){{0,12}}
    (?:\s+point(?:[\s-]+(?:{_SMALL}|oh|n[oa]ught)\b){{1,4}})?         # three point two
)"""
DIGITS = (
    r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?"
    r"|\d{1,3}(?:[ ]\d{3}){2,}\b"
    r"|\d{1,3}(?:,\d\d)+,\d{3}(?:\.\d+)?"  # lakhs and crores
    r"|\d{1,3},\d\d?(?=\s?(?:%|per\scent\b|percent\b|million\b|billion\b|bn\b))"  # a decimal comma
    r"|\d+(?:\.\d+)?|\.\d+"
)
MAGNITUDE = (
    r"(?:[\s-]?(?:thousand|million|billion|trillion|hundred|dozen|lakh|crore)s?\b"
    r"|\s?(?:bn|mn|mln|bln|trn|tn)\b|(?:[kKmMbBtT])\b|\s(?-i:m)\b)"
)
PART_MORE = (
    r"(?:[\s-]and[\s-](?:(?:a|one)[\s-](?:half|quarter|third|fourth)|three[\s-]quarters"
    r"|two[\s-]thirds)\b)"
)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "half": 0.5,
              "quarter": 0.25, "third": 1 / 3, "fourth": 0.25,
              "three quarters": 0.75, "two thirds": 2 / 3}  # fmt: skip
_FIGURE = re.compile(rf"({DIGITS})?\s*+([½¼¾⅓⅔]|(?<!\S)\d\d?/\d\d?\b)?[\s-]*+([a-z]*?)s?$")
_PART_OF = re.compile(
    r"(?:an? |one[ -])?(half|quarter|third|three[ -]quarters|two[ -]thirds)"
    r"(?:[ -](?:of[ -])?an?)?[ -](\w+)$"
)
# Not "ten fifteen", which is either of them, nor what may be a year.
_BY_HUNDREDS = re.compile(
    rf"(?P<said>{'|'.join([*_ONES[1:10], *_ONES[11:15]])})[ -]"
    rf"(?P<rest>{'|'.join(_ONES[13:])}|(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[1:10])}))?)"
)
_MORE = re.compile(rf"{PART_MORE}(?:[\s-]+(?P<step>{_STEP}))?$")


def number(text: str) -> float | None:
    """Read a figure or number words.

    Args:
        text: as written, with its magnitude ("2.5bn", "two and a half billion", "a dozen").

    Returns:
        The value; None where the words are no number, such as a year said in words.

    Examples:
        >>> number("nine thousand"), number("2.5bn"), number("two and a half billion")
        (9000.0, 2500000000.0, 2500000000.0)
        >>> number("three point two million"), number("a quarter of a million")
        (3200000.0, 250000.0)
        >>> number("nineteen eighty-four") is None
        True
    """
    text = re.sub(
        r"\s+", " ", re.sub(r"(?<=\d)[\u00a0\u2009\u202f](?=\d)", "", text.lower().strip())
    )
    if match := _MORE.search(text):
        return _and_more(number(text[: match.start()]), match)
    if (match := _FIGURE.match(text)) and (match[1] or match[2]):
        value = _digits(match[1]) if match[1] else 0.0
        more = _fraction(match[2]) if match[2] else 0.0
        if value > 1e18 or more is None or (match[3] and match[3] not in _BIG):
            return None  # no news counts so far
        return (value + more) * (_BIG[match[3]] if match[3] else 1.0)
    if match := _PART_OF.match(text):
        return _FRACTIONS[match[1].replace("-", " ")] * _BIG.get(match[2], 1.0)
    whole, _, decimals = text.partition(" point ")
    if decimals:
        return _pointed(whole, decimals)
    return by_hundreds(text) or _spelt(_tokens(whole))


def by_hundreds(text: str) -> float | None:
    """Read a figure said without its "hundred", as prices and counts are.

    Args:
        text: number words in lower case.

    Returns:
        The value; None for words that are rather a year, two rough figures ("ten fifteen") or
        another number.

    Examples:
        >>> by_hundreds("two fifty-nine"), by_hundreds("fourteen ninety-nine")
        (259.0, 1499.0)
        >>> by_hundreds("nineteen eighty-four") is by_hundreds("nine eleven") is None
        True
    """
    match = _BY_HUNDREDS.fullmatch(text)
    rest = _spelt(_tokens(match["rest"])) if match else None
    return 100.0 * _ONES.index(match["said"]) + rest if match and rest else None


def _and_more(whole: float | None, match: re.Match[str]) -> float | None:
    """Two and a half million; two million and a half; a hundred and two and a half."""
    if whole is None:
        return None
    step, text = match["step"], match[0].replace("-", " ")
    words = text.removesuffix(step or "").strip().removeprefix("and ")
    part = _FRACTIONS[words.removeprefix("a ").removeprefix("one ")]
    last = _BIG.get(_tokens(match.string[: match.start()])[-1])
    if step and last:
        return whole + part * _BIG[step]
    return (whole + part) * _BIG[step] if step else whole + part * (last or 1.0)


def _digits(text: str) -> float:
    if re.fullmatch(r"\d{1,3},\d\d?", text):
        return float(text.replace(",", "."))
    return float(text.replace(",", "").replace(" ", ""))


def _fraction(text: str) -> float | None:
    top, slash, bottom = text.partition("/")
    if not slash:
        return _FRACTIONS[text]
    return float(top) / float(bottom) if float(bottom) else None


def _tokens(text: str) -> list[str]:
    return [word for word in re.split(r"[\s-]+", text) if word]


def _pointed(whole: str, decimals: str) -> float | None:
    """Read "three", "two million" as 3.2 million."""
    start = 0.0 if whole in ("nought", "naught") else _spelt(_tokens(whole))
    digits, scale = "", 1.0
    for word in _tokens(decimals):
        if word in _BIG:
            scale *= _BIG[word]
        elif word in ("oh", "nought", "naught"):
            digits += "0"
        elif word in _TENS:
            digits += str(_TENS.index(word) + 2)
        elif word in _ONES:
            digits += str(_ONES.index(word))
    return None if start is None else float(f"{start:.0f}.{digits or 0}") * scale


def _spelt(tokens: list[str]) -> float | None:
    total, current, last, seen = 0.0, 0.0, inf, False
    for word in tokens:
        word = word.rstrip("s") if word.rstrip("s") in _BIG else word
        if word in ("a", "an", "and"):
            continue
        if word in _BIG:
            current = (current if seen else 1.0) * _BIG[word]
            last = 100.0 if word == "hundred" else inf
            if word != "hundred":
                total, current = total + current, 0.0
            seen = bool(current)
            continue
        value = _TENS.index(word) * 10 + 20 if word in _TENS else None
        if value is None and word in _ONES:
            value = _ONES.index(word)
        room = 10 if last in range(20, 100, 10) else 100 if last in (100.0, inf) else 0
        if value is None or value >= room:
            return None
        current, last, seen = current + value, value, True
    return total + current
