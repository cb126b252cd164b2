"""The words of English dates, the patterns made of them, and what numbers in words come to.

Month and day names, with the abbreviations of the AP stylebook and of CLDR's English data.
"""

from __future__ import annotations

import re

MONTHS = (
    "January February March April May June July August September October November December"
).split()
SHORT = [month[:3].lower() for month in MONTHS]
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS: dict[str, int] = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth thirtieth thirty-first".split(),
        [*range(1, 21), 30, 31],
        strict=True,
    )
)
ORDINALS |= {f"twenty-{word}": 20 + n for word, n in list(ORDINALS.items())[:9]}
VAGUE = {"couple": (2, 3), "few": (2, 9), "several": (3, 10), "some": (2, 9), "many": (3, 20)}


def _either(words: object) -> str:
    assert isinstance(words, (list, tuple, dict))
    return "|".join(sorted(words, key=len, reverse=True)).replace("-", r"[\s-]")


MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])(?:\.(?=,?\s*\d))?"
)
DAY = (
    r"(?<![$£€])(?<![$£€]\s)(?<!\d[.,])(?P<day>3[01]|[12]\d|0?[1-9])(?P<suffix>st|nd|rd|th)?"
    r"(?![\d:%]|[.,]\d|[a-z])"
)
DAY2 = DAY.replace("day>", "day2>").replace("suffix>", "suffix2>")
NTH_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?P<suffix>st|nd|rd|th)\b"
DAYWORD = rf"(?P<dayword>{_either(ORDINALS)})\b"
WEEKDAY = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
SHORT_WEEKDAY = r"(?:mon|tues?|wed|thurs?|fri|sat|sun)"
ANY_WEEKDAY = rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|{SHORT_WEEKDAY})"
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"

_UNITS = _either(ONES[1:10])
_TEENS = _either(ONES[10:])
_TWO_DIGITS = rf"(?:(?:{_either(TENS)})(?:[\s-](?:{_UNITS}))?|{_TEENS}|(?:oh|o)[\s-](?:{_UNITS}))"
WORD_YEAR = (
    rf"(?:(?:fifteen|sixteen|seventeen|eighteen|nineteen|twenty)[\s-]+(?:hundred[\s-]+(?:and\s+)?)?"
    rf"{_TWO_DIGITS}|nineteen\s+hundred|two\s+thousand(?:\s+(?:and\s+)?(?:{_TWO_DIGITS}|{_UNITS}))?)"
    rf"(?![\w-]|\s+(?:{_UNITS}|hundred|thousand|million|percent|per\s+cent|people|(?!was\b|is\b)"
    r"(?!has\b|as\b|this\b|its\b)[a-z]+s)\b)"
)
Y4 = r"(?:1[5-9]|20)\d\d"
RYEAR = r"(?P<ryear>this|last|next|the)\s+year\b(?!\s+(?:before|after|earlier|ago|that)\b)"
YEAR = rf"(?:(?P<year>(?:1[0-9]|20)\d\d|['’]\d\d|{WORD_YEAR})(?![\d%]|[.,]\d)|{RYEAR})"

AMOUNT = (
    rf"(?P<amount>\d[\d,]{{0,20}}+(?:\.\d+)?|(?:an?|{_UNITS})\s+(?:hundred|thousand)"
    rf"(?:\s+(?:and\s+)?(?:{_TWO_DIGITS}|{_UNITS}))?|(?:{_either(TENS)})(?:[-\s](?:{_UNITS}))?"
    rf"|{'|'.join(reversed(ONES))}|half\s+an?"
    r"|(?:a\s+|the\s+)?(?:couple(?:\s+of)?|few)|several|some|many|another|an?)"
)
AMOUNT2 = AMOUNT.replace("amount>", "amount2>")
UNIT = (
    r"(?P<unit>second|minute|hour|day|night|week|fortnight|month|year|decade|centur(?=y|ies))"
    r"(?P<plural>ies|y|s)?\b"
)
TO = r"\s*(?:[-–—]|\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b)\s*"


def ordinal(text: str) -> int:
    """Read "3rd" or "twenty first"; raises KeyError for another word.

    Examples:
        >>> ordinal("3rd"), ordinal("Twenty first")
        (3, 21)
    """
    if text[0].isdigit():
        return int(re.sub(r"\D", "", text))
    return ORDINALS[re.sub(r"\s+", "-", text.lower())]


def number(words: list[str]) -> int:
    """Read a number in words, none of them unknown.

    Examples:
        >>> number("two thousand and five".split()), number(["forty", "two"])
        (2005, 42)
    """
    total: int = 0
    for word in words:
        if word in ("hundred", "thousand"):
            total = max(total, 1) * (100 if word == "hundred" else 1000)
        elif word in TENS:
            total += TENS.index(word) * 10 + 20
        elif word in ONES:
            total += ONES.index(word)
    return total


def year(text: str) -> int:
    """Read a year in figures or words; of two digits, those from 50 on are of the 20th century.

    Examples:
        >>> year("nineteen eighty-four"), year("twenty oh five"), year("'24")
        (1984, 2005, 2024)
    """
    words = re.split(r"[\s-]+", text.lower().strip("'’"))
    if words[0][0].isdigit():
        written = int(words[0])
        return written if written > 99 else written + (2000 if written < 50 else 1900)
    if "thousand" in words or "hundred" in words:
        return number(words)
    return number(words[:1]) * 100 + number(words[1:])


def amount(text: str) -> float:
    """Read how many units a length of time has; of vague words the least.

    Examples:
        >>> amount("1,200"), amount("half an"), amount("twenty five"), amount("a couple of")
        (1200.0, 0.5, 25.0, 2.0)
    """
    words = re.split(r"[\s-]+", text.lower())
    if words[0][0].isdigit():
        return float(words[0].replace(",", ""))
    if vague := [VAGUE[word] for word in words if word in VAGUE]:
        return float(vague[0][0])
    if words[0] in ("half", "a", "an", "another"):
        return 0.5 if words[0] == "half" else float(max(number(words), 1))
    return float(number(words))


def is_vague(text: str) -> bool:
    """Whether an amount is told by a word such as "several"."""
    return not VAGUE.keys().isdisjoint(text.lower().split())


def most(text: str) -> float:
    """Read how many units a length of time has; of vague words the most.

    Examples:
        >>> most("a couple of"), most("12")
        (3.0, 12.0)
    """
    vague = [VAGUE[word] for word in text.lower().split() if word in VAGUE]
    return float(vague[0][1]) if vague else amount(text)
