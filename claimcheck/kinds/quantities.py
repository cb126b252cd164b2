"""What a quantity is: its value, unit and bound; number words, units, and rounding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import floor, inf, isfinite, isinf, log10
from typing import Any


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit and bound, and the noun that it counts.

    ``amount`` is the figure as stated (the upper one of a range), ``low`` to ``high`` what it
    allows. ``digits`` is how many significant digits it is stated with. ``sort`` is one of count,
    percent, points (percentage points), money, measure, ratio, age, ordinal, score.
    """

    amount: float
    low: float
    high: float
    sort: str
    unit: str = ""  # a Pint name, a currency's code, "%"
    dimension: str = ""  # length, mass, ...
    comparator: str = ""  # about, nearly, over, under, at least, up to, range
    counted: str = ""  # the noun counted, in the singular
    per: str = ""
    digits: int = 0
    exact: bool = True  # a whole number below a hundred, which nobody rounds to

    def __str__(self) -> str:
        if self.sort == "score":
            return f"{say(self.amount)}-{say(self.high)}"
        core = say(self.amount)
        if self.comparator == "range":
            core = f"{say(self.low)} to {core}"
        elif self.sort == "money" and len(self.unit) == 1:
            core = self.unit + core
        if self.sort == "ordinal":
            core = f"number {core}"
        elif self.unit and not core.startswith(self.unit):
            core += _unit_said(self.unit, self.amount)
        comparator = "" if self.comparator == "range" else self.comparator
        return f"{comparator} {core}".strip() + (f" per {self.per}" if self.per else "")


def _unit_said(unit: str, amount: float) -> str:
    """A unit after its figure: "%", " miles per hour"."""
    fixed = {"%": "%", "points": " percentage points", "ratio": " times", "degC": "°C",
             "degF": "°F", "foot": " feet", "inch": " inches", "stone": " stone"}  # fmt: skip
    if unit in fixed:
        return fixed[unit]
    if unit.isupper() or not unit.isascii() or unit == "$":
        return f" {unit}"
    head, _, per = unit.removeprefix("oil_").replace("_", " ").partition("/")
    for power, word in (("**2", "square "), ("**3", "cubic ")):
        head = word + head.removesuffix(power) if head.endswith(power) else head
    head += "" if abs(amount) == 1 or head.endswith("hertz") else "s"
    return f" {head} per {per}" if per else f" {head}"


def say(value: float) -> str:
    """Write a number as news does.

    Args:
        value: any number.

    Returns:
        Its digits with commas, or with million, billion, trillion.

    Examples:
        >>> say(8730), say(2.5e9), say(0.25)
        ('8,730', '2.5 billion', '0.25')
    """
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if isfinite(value) and abs(value) >= size:
            return f"{value / size:,.6g} {word}"
    return f"{round(value, 2) if abs(value) >= 1 else value:,.10g}"


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
WORDS = (
    rf"(?:an?\s+(?:{_STEP}|dozen)|half\s+an?\s+(?:{_STEP}|dozen)|{_SMALL})"
    rf"(?:(?:[\s-]+|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+|(?<=million)\s+and\s+)"
    rf"(?:{_SMALL}|{_STEP}|dozen)\b){{0,12}}"
)
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:,\d\d)+,\d{3}|\d+(?:\.\d+)?|\.\d+"
MAGNITUDE = (
    r"(?:[\s-]?(?:thousand|million|billion|trillion|hundred|dozen|lakh|crore)s?\b"
    r"|\s?(?:bn|mn|mln|bln|trn|tn)\b|(?:[kKmMbBtT])\b)"
)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


def number(text: str) -> float | None:
    """Read a figure or number words.

    Args:
        text: as written, with its magnitude ("2.5bn", "two and a half billion", "a dozen").

    Returns:
        The value; None where the words are no number, such as a year said in words.

    Examples:
        >>> number("nine thousand"), number("2.5bn"), number("two and a half billion")
        (9000.0, 2500000000.0, 2500000000.0)
        >>> number("nineteen eighty-four") is None
        True
    """
    text = text.lower().strip()
    if match := re.match(rf"({DIGITS})\s*(½|¼|¾|⅓|⅔|\s\d/\d\b)?[\s-]*([a-z]*?)s?$", text):
        value = float(match[1].replace(",", ""))
        if value > 1e18:  # no news counts so far
            return None
        if part := (match[2] or "").strip():
            top, _, bottom = part.partition("/")
            if bottom == "0":
                return None
            value += _FRACTIONS.get(part) or float(top) / float(bottom)
        return value * _BIG[match[3]] if match[3] in _BIG else None if match[3] else value
    half = 0.5 if re.search(r"\band[\s-]a[\s-]half\b", text) else 0.0
    tokens = [w for w in re.split(r"[\s-]+", re.sub(r"\band[\s-]a[\s-]half\b", " ", text)) if w]
    return _spelt(tokens, half)


def _spelt(tokens: list[str], half: float) -> float | None:
    total, current, last = 0.0, 0.0, inf
    if tokens[:1] == ["half"]:
        tokens, current, last = tokens[1:], 0.5, 0.5
    seen = bool(current)
    for word in tokens:
        word = word.rstrip("s") if word.rstrip("s") in _BIG else word
        if word in ("a", "an", "and"):
            continue
        if word in _BIG:
            current = ((current if seen else 1.0) + half) * _BIG[word]
            half, last = 0.0, 100.0 if word == "hundred" else inf
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
    return total + current + half


def significant(value: float) -> int:
    """Count the significant digits, trailing zeros of a whole number not counted.

    Args:
        value: a finite number.

    Returns:
        At least 1.

    Examples:
        >>> significant(8730), significant(9000), significant(39.8)
        (3, 1, 3)
    """
    digits = f"{abs(value):.10g}".split("e")[0].replace(".", "").strip("0")
    return max(1, len(digits))


def rounds_to(fine: float, coarse: float, exact: bool) -> bool:
    """Tell whether one number is the other, rounded to the digits that it is stated with.

    Args:
        fine, coarse: the two numbers.
        exact: that the coarse one is a whole number below a hundred: "20 dead" rounds only 20.3.

    Returns:
        Whether rounding does it without moving it by more than a twentieth.

    Examples:
        >>> rounds_to(8730, 9000, False), rounds_to(39.8, 40, True), rounds_to(21, 20, True)
        (True, True, False)
    """
    if coarse == 0 or fine == 0 or (fine < 0) != (coarse < 0):
        return fine == coarse
    if abs(fine - coarse) > 0.05 * abs(coarse):
        return False
    places = significant(coarse) - 1 - floor(log10(abs(coarse)))
    if exact:
        places = max(places, 0)
    return abs(fine - coarse) <= 0.5000001 * 10.0**-places


# ------------------------------------------------------------ units

_UNITS = {  # Pint's name: dimension, words as written
    "mile": "length miles? mi", "kilometer": "length kilomet(?:re|er)s? kms? k(?=\\srun)",
    "meter": "length met(?:re|er)s?", "centimeter": "length centimet(?:re|er)s? cm",
    "millimeter": "length millimet(?:re|er)s? mm", "nanometer": "length nanomet(?:re|er)s? nm",
    "foot": "length foot feet ft", "inch": "length inch(?:es)?", "yard": "length yards? yds?",
    "light_year": "length light[-\\s]years?",
    "kilogram": "mass kilogram(?:me)?s? kilos? kgs?", "gram": "mass gram(?:me)?s? g",
    "milligram": "mass milligram(?:me)?s? mg", "metric_ton": "mass tonnes? tons? metric\\stons?",
    "ounce": "mass ounces? oz", "pound": "mass lbs?", "stone": "mass stone",
    "hectare": "area hectares? ha", "acre": "area acres?",
    "mile**2": "area square\\smiles? sq\\smi", "foot**2": "area square\\s(?:feet|foot) sq\\sft",
    "kilometer**2": "area square\\skilomet(?:re|er)s? sq\\skm km² km2",
    "meter**2": "area square\\smet(?:re|er)s? sq\\sm m² m2",
    "liter": "volume lit(?:re|er)s?", "milliliter": "volume millilit(?:re|er)s? ml",
    "gallon": "volume gallons?", "oil_barrel": "volume barrels?",
    "meter**3": "volume cubic\\smet(?:re|er)s? m³", "foot**3": "volume cubic\\sfeet",
    "mile/hour": "speed mph miles\\s(?:an|per)\\shour",
    "kilometer/hour": "speed km/h kph kmh kilomet(?:re|er)s\\s(?:an|per)\\shour",
    "knot": "speed knots?",
    "meter/second": "speed m/s met(?:re|er)s\\s(?:a|per)\\ssecond",
    "watt": "power watts? W", "kilowatt": "power kilowatts? kW", "megawatt": "power megawatts? MW",
    "gigawatt": "power gigawatts? GW", "horsepower": "power horsepower hp bhp",
    "kilowatt_hour": "energy kilowatt[-\\s]hours? kWh",
    "megawatt_hour": "energy megawatt[-\\s]hours? MWh",
    "gigawatt_hour": "energy gigawatt[-\\s]hours? GWh",
    "terawatt_hour": "energy terawatt[-\\s]hours? TWh",
    "joule": "energy joules?", "kilocalorie": "energy (?:kilo)?calories kcal",
    "kilobyte": "data kilobytes? KB", "megabyte": "data megabytes? MB",
    "gigabyte": "data gigabytes? GB", "terabyte": "data terabytes? TB",
    "petabyte": "data petabytes? PB",
    "megabit/second": "bandwidth Mbps", "gigabit/second": "bandwidth Gbps",
    "hertz": "frequency hertz Hz", "megahertz": "frequency megahertz MHz",
    "gigahertz": "frequency gigahertz GHz", "volt": "voltage volts? V",
    "degC": "temperature °\\s?C degrees\\s(?:celsius|centigrade|C) [C]",
    "degF": "temperature °\\s?F degrees\\s(?:fahrenheit|F) [F]", "degree": "angle degrees? °",
}  # fmt: skip
_CURRENCIES = {  # code: signs and words; "$" alone is any dollar
    "USD": "US\\$ USD US\\sdollars?", "AUD": "AU?\\$ AUD Australian\\sdollars?",
    "CAD": "CA?\\$ CAD Canadian\\sdollars?", "NZD": "NZ\\$ NZD New\\sZealand\\sdollars?",
    "HKD": "HK\\$ HKD Hong\\sKong\\sdollars?", "SGD": "S\\$ SGD Singapore\\sdollars?",
    "BRL": "R\\$ reais",
    "$": "\\$ dollars? bucks?", "GBP": "£ GBP pounds?\\ssterling pounds? quid sterling",
    "EUR": "€ EUR euros?", "JPY": "JPY yen", "CNY": "CNY RMB yuan renminbi", "¥": "¥",
    "INR": "₹ INR Rs\\.? rupees?", "KRW": "₩ KRW won(?=\\s*[,.)])",
    "CHF": "CHF Swiss\\sfrancs? francs?",
    "RUB": "₽ RUB roubles? rubles?", "SEK": "SEK kron(?:a|or)", "NOK": "NOK", "DKK": "DKK",
    "PLN": "PLN zlotys?", "TRY": "₺ lira", "ILS": "₪ shekels?", "ZAR": "ZAR rand", "MXN": "pesos?",
}  # fmt: skip


def _spellings(table: dict[str, str], skip: int) -> list[tuple[str, str]]:
    pairs = [(word, name) for name, text in table.items() for word in text.split()[skip:]]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_UNIT_WORDS, _MONEY_WORDS = _spellings(_UNITS, 1), _spellings(_CURRENCIES, 0)
# Abbreviations keep their case: 5 MW is not 5 mw, and one letter stands next to its figure.
UNIT = "|".join(
    rf"(?<=\d)(?-i:{word})"
    if len(word) == 1
    else rf"[\s-]?(?-i:{word})"
    if len(word) < 4 and word not in ("mph", "kph")
    else rf"[\s-]?{word}"
    for word, _ in _UNIT_WORDS
)
SIGN = "|".join(w for w, _ in _MONEY_WORDS if not re.search(r"[a-z]{2}", w) or w == "Rs\\.?")
MONEY = "|".join(
    rf"(?-i:{word})" if word.isupper() else word  # TRY is the lira, "try" is not
    for word, _ in _MONEY_WORDS
    if re.search(r"[A-Za-z]{2}", word) and "$" not in word
)


@lru_cache(maxsize=512)
def unit_of(text: str) -> tuple[str, str]:
    """Give the unit that a word stands for.

    Args:
        text: as written after the figure.

    Returns:
        Pint's name of it and its dimension.

    Examples:
        >>> unit_of("km/h"), unit_of("sq ft")
        (('kilometer/hour', 'speed'), ('foot**2', 'area'))
    """
    text = re.sub(r"\s+", " ", text.strip())
    for flags in (0, re.I):
        for word, name in _UNIT_WORDS:
            if re.fullmatch(word, text, flags):
                return name, _UNITS[name].split()[0]
    return text.lower(), ""


@lru_cache(maxsize=128)
def currency_of(text: str) -> str:
    """Give the currency that a sign or word stands for.

    Args:
        text: as written, before or after the figure.

    Returns:
        Its ISO 4217 code; ``$`` where the dollar is not named, ``¥`` for yen or yuan.

    Examples:
        >>> currency_of("US$"), currency_of("euros"), currency_of("dollars")
        ('USD', 'EUR', '$')
    """
    text = re.sub(r"\s+", " ", text.strip())
    for word, code in _MONEY_WORDS:
        if re.fullmatch(word, text, re.I):
            return code
    return text


def convert(value: float, unit: str, other: str) -> float | None:
    """Convert between two units of the table.

    Args:
        value: in ``unit``; open ends (infinity) stay so.
        unit, other: Pint's names.

    Returns:
        The value in ``other``, None where they measure different things.

    Examples:
        >>> round(convert(50, "mile", "kilometer"), 1)
        80.5
    """
    if unit == other or isinf(value):
        return value
    import pint  # a third of a second, so only when two units differ

    try:
        return float(_registry().Quantity(value, unit).to(other).magnitude)
    except pint.PintError:
        return None


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint

    return pint.UnitRegistry()
