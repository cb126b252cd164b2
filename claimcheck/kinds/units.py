"""Units and currencies as they are written, and conversion between units (through Pint)."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isinf
from typing import Any

_UNITS = {  # Pint's name: dimension, words as written
    "mile": "length miles? mi", "kilometer": "length kilomet(?:re|er)s? kms? k(?=\\srun)",
    "meter": "length met(?:re|er)s?", "centimeter": "length centimet(?:re|er)s? cms?",
    "millimeter": "length millimet(?:re|er)s? mm", "nanometer": "length nanomet(?:re|er)s? nm",
    "nautical_mile": "length nautical\\smiles?",
    "foot": "length foot feet ft", "inch": "length inch(?:es)?", "yard": "length yards? yds?",
    "light_year": "length light[-\\s]years?",
    "kilogram": "mass kilogram(?:me)?s? kilos? kgs?", "gram": "mass gram(?:me)?s? g",
    "milligram": "mass milligram(?:me)?s? mg", "microgram": "mass microgram(?:me)?s? mcg [µμ]g",
    "metric_ton": "mass metric\\ston(?:ne)?s? tonnes? tons?",
    "ounce": "mass ounces? oz", "pound": "mass lbs?", "stone": "mass stone",
    "hectare": "area hectares? ha", "acre": "area acres?",
    "mile**2": "area square[-\\s]miles? sq\\smi(?:les)?",
    "foot**2": "area square[-\\s](?:feet|foot) sq\\sft",
    "kilometer**2": "area square[-\\s]kilomet(?:re|er)s? sq\\skm km² km2",
    "meter**2": "area square[-\\s]met(?:re|er)s? sq\\sm m² m2",
    "liter": "volume lit(?:re|er)s?", "milliliter": "volume millilit(?:re|er)s? ml",
    "gallon": "volume gallons?", "pint": "volume pints?", "oil_barrel": "volume barrels?",
    "cup": "volume cups?(?=\\sof\\s)", "tablespoon": "volume tablespoons? tbsp",
    "teaspoon": "volume teaspoons? tsp",
    "meter**3": "volume cubic\\smet(?:re|er)s? m³", "foot**3": "volume cubic\\s(?:feet|foot)",
    "mile/hour": "speed mph miles?\\s(?:an|per)\\shour",
    "kilometer/hour": "speed km/hr? kph kmp?h kilomet(?:re|er)s?\\s(?:an|per)\\shour",
    "knot": "speed knots?",
    "meter/second": "speed m/s met(?:re|er)s?\\s(?:a|per)\\ssecond",
    "watt": "power watts? W", "kilowatt": "power kilowatts? kW", "megawatt": "power megawatts? MW",
    "gigawatt": "power gigawatts? GW", "horsepower": "power horsepower hp bhp",
    "kilowatt_hour": "energy kilowatt[-\\s]hours? kWh",
    "megawatt_hour": "energy megawatt[-\\s]hours? MWh",
    "gigawatt_hour": "energy gigawatt[-\\s]hours? GWh",
    "terawatt_hour": "energy terawatt[-\\s]hours? TWh",
    "joule": "energy joules?", "kilocalorie": "energy (?:kilo)?calories kcal",
    "bit": "data bits?(?!\\sof)", "kilobyte": "data kilobytes? KB",
    "megabyte": "data megabytes? MB",
    "gigabyte": "data gigabytes? GB", "terabyte": "data terabytes? TB",
    "petabyte": "data petabytes? PB",
    "megabit/second": "bandwidth Mbps", "gigabit/second": "bandwidth Gbps",
    "hertz": "frequency hertz Hz", "megahertz": "frequency megahertz MHz",
    "gigahertz": "frequency gigahertz GHz", "volt": "voltage volts? V",
    "decibel": "loudness decibels? dB",
    "degC": "temperature °\\s?C(?:elsius)? degrees\\s(?:celsius|centigrade|C) [C] Celsius",
    "degF": "temperature °\\s?F(?:ahrenheit)? degrees\\s(?:fahrenheit|F) [F] Fahrenheit",
    "degree": "temperature degrees? °",
}  # fmt: skip
_CURRENCIES = {  # ISO 4217 code: signs and words; "$" alone is any dollar, "peso" any peso
    "USD": "US\\s?\\$ U\\.S\\.?\\s?\\$ USD\\$? (?:US|U\\.S\\.|American)\\sdollars?",
    "AUD": "AU?\\$ AUD\\$? Australian\\sdollars?",
    "CAD": "CA?\\$ CAD\\$? Canadian\\sdollars?",
    "NZD": "NZ\\s?\\$ NZD\\$? New\\sZealand\\sdollars?",
    "HKD": "HK\\s?\\$ HKD\\$? Hong\\sKong\\sdollars?", "SGD": "S\\$ SGD\\$? Singapore\\sdollars?",
    "BRL": "R\\$ reais Brazilian\\sreal",
    "$": "\\$ dollars? bucks?",
    "GBP": "£ GBP (?:British\\s)?pounds?\\ssterling (?:British\\s)?pounds?"
    " quid sterling", "EUR": "€ EUR euros?", "JPY": "JPY (?:Japanese\\s)?yen",
    "CNY": "CNY RMB (?:Chinese\\s)?yuan renminbi", "¥": "¥",
    "INR": "₹ INR Indian\\srupees?", "PKR": "PKR Pakistani\\srupees?", "rupee": "Rs\\.? rupees?",
    "KRW": "₩ KRW (?:South\\s)?Korean\\swon won(?=\\s*[,.)])",
    "CHF": "CHF Swiss\\sfrancs?", "franc": "francs?",
    "RUB": "₽ RUB (?:Russian\\s)?ro?ubles?", "SEK": "SEK Swedish\\skron(?:a|or) kron(?:a|or)",
    "NOK": "NOK Norwegian\\skroner?", "DKK": "DKK Danish\\skroner?", "krone": "kroner?",
    "PLN": "PLN (?:Polish\\s)?zlotys?", "TRY": "₺ TRY (?:Turkish\\s)?lira",
    "ILS": "₪ ILS (?:Israeli\\s)?shekels?", "ZAR": "ZAR (?:South\\sAfrican\\s)?rand",
    "MXN": "MXN\\$? Mex\\s?\\$ Mexican\\spesos?", "ARS": "ARS Argentine\\spesos?", "peso": "pesos?",
    "NGN": "₦ NGN naira", "KES": "KES (?:Kenyan\\s)?shillings?", "THB": "฿ THB (?:Thai\\s)?baht",
    "MYR": "MYR ringgit", "IDR": "IDR rupiah", "VND": "₫ VND dong", "UAH": "₴ UAH hryvnias?",
    "HUF": "HUF forints?", "SAR": "SAR Saudi\\sriyals?", "AED": "AED dirhams?",
    "ESP": "pesetas?", "NLG": "(?:Dutch\\s)?guilders?", "DEM": "deutschmarks?", "ITL": "lire",
    "BTC": "₿ BTC bitcoins?",
}  # fmt: skip


def _spellings(table: dict[str, str], skip: int) -> list[tuple[str, str]]:
    pairs = [(word, name) for name, text in table.items() for word in text.split()[skip:]]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_AHEAD = re.compile(r"\(\?[=!].*?\)$")  # what must follow a word in a sentence
_UNIT_WORDS, _MONEY_WORDS = _spellings(_UNITS, 1), _spellings(_CURRENCIES, 0)
# Abbreviations keep their case: 5 MW is not 5 mw, and one letter stands next to its figure.
UNIT = "|".join(
    rf"(?<=\d)(?-i:{word})"
    if len(word.strip("[]")) == 1
    else rf"[\s-]?(?-i:{word})"
    if len(word) < 4 and word not in ("mph", "kph")
    else rf"[\s-]?{word}"
    for word, _ in _UNIT_WORDS
)
SIGN = "|".join(w for w, _ in _MONEY_WORDS if not re.search(r"[a-z]{2}", w) or w == "Rs\\.?")
MONEY = "|".join(
    rf"(?-i:{word})" if word.isupper() else word  # TRY is the lira, "try" is not
    for word, _ in _MONEY_WORDS
    if re.search(r"[A-Za-z]{2}", word) and not re.search(r"\\\$(?!\?)", word)
)
FAMILIES = {  # a currency that is not fully named: what it may be
    "$": {"USD", "AUD", "CAD", "NZD", "HKD", "SGD"}, "¥": {"JPY", "CNY"},
    "peso": {"MXN", "ARS"}, "rupee": {"INR", "PKR"}, "franc": {"CHF"}, "krone": {"NOK", "DKK"},
}  # fmt: skip


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
            if re.fullmatch(_AHEAD.sub("", word), text, flags):
                return name, _UNITS[name].split()[0]
    return text.lower(), ""


@lru_cache(maxsize=128)
def currency_of(text: str) -> str:
    """Give the currency that a sign or word stands for.

    Args:
        text: as written, before or after the figure.

    Returns:
        Its ISO 4217 code; ``$``, ``¥``, ``peso`` and so on where the country is not named.

    Examples:
        >>> currency_of("US$"), currency_of("euros"), currency_of("dollars")
        ('USD', 'EUR', '$')
    """
    text = re.sub(r"\s+", " ", text.strip())
    for word, code in _MONEY_WORDS:
        if re.fullmatch(_AHEAD.sub("", word), text, re.I):
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
