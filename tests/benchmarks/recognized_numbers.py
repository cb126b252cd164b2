"""Measure the finding of numbers on the English specs of Microsoft's Recognizers-Text (MIT).

    python tests/benchmarks/recognized_numbers.py PATH_TO_RECOGNIZERS [--misses]

PATH holds ``NumberModel.json.gz`` and its like: a list of inputs with the expected spans and
values. The specs are of commands to an assistant and not of news; nothing is bent to them.

A fact is right where its span is the expected one and, in the column *value*, where its number and
unit are too. Our spans take in what the specs' leave out, namely the words that bound a figure
("up to 40") and what it is per ("£12 a head"): both are taken off before spans are compared, but
in NumberRange, where the bound is what is asked. Each model is asked only for its own sorts:
Number for counts and fractions without a unit, Percent for percentages, Currency for money,
Dimension for measures, and NumberRange for bounds and ranges of any sort. Recall is of the
expected spans, precision of the facts of those sorts that we find in the same inputs. Offsets of
the specs are not used, since they are wrong in places: the text of the span must be the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from claimcheck.kinds import numbers, units
from claimcheck.records import Fact, Sentence, Source

SORTS = {
    "Number": {"count", "percent"},
    "Percent": {"percent"},
    "Currency": {"money"},
    "Dimension": {"measure"},
    "NumberRange": {"count", "percent", "money", "measure", "age", "points"},
}
BOUND = re.compile(
    r"^(?:(?:about|around|some|over|under|up to|at least|at most|nearly|almost|roughly|below|above"
    r"|approximately|an? estimated|(?:no |not )?(?:more|less|fewer|greater|higher|lower) than"
    r"|just|well|as (?:much|many|high) as|close to|exceeding|between|[~<>])\s*)+",
    re.I,
)
PER = re.compile(
    r"[\s-]*(?:/|\b(?:per|an?|each)[\s-])[\s-]*\w+$|\s+or so$|\s+or (?:more|less)$", re.I
)


def found(text: str, model: str) -> list[Fact]:
    """Find the facts that a model is asked for."""
    facts = numbers.find(Sentence("s:0", "s", 0, len(text), text), Source("s", "report", "", text))
    facts = [f for f in facts if f.value.sort in SORTS[model]]
    if model == "NumberRange":
        return [f for f in facts if f.value.comparator]
    if model == "Number":
        return [f for f in facts if not re.search("%|per ?cent|pc$", f.text, re.I)]
    return facts


def core(text: str, model: str) -> str:
    """Take off what only our spans take in."""
    text = re.sub(r"\s+", " ", text.lower()).strip()
    if model == "NumberRange":
        return text
    text = BOUND.sub("", text)
    speed = re.search("hour|second", text)
    return PER.sub("", text) if model in ("Currency", "Dimension") and not speed else text


def value_is(fact: Fact, expected: dict[str, Any], model: str) -> bool:
    """Tell whether number and unit are the expected ones."""
    value, said = fact.value, str(expected.get("value") or "")
    if model == "NumberRange":
        match = re.fullmatch(r"[\[(](.*),(.*)[\])]", said)
        low, high = match.groups() if match else ("", "")
        return close(value.low, float(low or "-inf")) and close(value.high, float(high or "inf"))
    try:
        number = float(said.replace("%", "").replace(",", ""))
    except ValueError:
        return False
    if expected.get("unit") in ("Cent", "Pence", "Penny"):
        number /= 100
    amount = value.amount / 100 if model == "Number" and value.sort == "percent" else value.amount
    return close(amount, number) and unit_is(value.unit, expected.get("unit", ""), model)


def unit_is(unit: str, name: str, model: str) -> bool:
    """Tell whether our unit is the one that the specs name."""
    if model == "Currency":
        known = {"Dollar": "$", "United States dollar": "USD", "British pound": "GBP",
                 "Pound": "GBP", "Cent": "$", "Pence": "GBP", "Penny": "GBP",
                 "Japanese yen": "JPY", "Chinese yuan": "CNY"}  # fmt: skip
        return unit == known.get(name, units.currency_of(name))
    if model == "Dimension":
        known = {"Barrel": "oil_barrel", "Ton": "metric_ton", "C": "degC", "F": "degF"}
        return unit == known.get(name, units.unit_of(name)[0])
    return True


def close(one: float, other: float) -> bool:
    """Tell whether two numbers are one, to six digits."""
    return one == other or abs(one - other) <= 1e-6 * max(abs(one), abs(other))


def measure(path: Path, model: str, misses: bool) -> Counter[str]:
    """Count what is expected, found, and right in one model's specs."""
    with gzip.open(path / f"{model}Model.json.gz", "rt", encoding="utf-8-sig") as file:
        rows = json.load(file)
    counts: Counter[str] = Counter()
    for row in rows:
        ours = [(core(f.text, model), f) for f in found(row["Input"], model)]
        counts["rows"] += 1
        counts["found"] += len(ours)
        wrong = []
        for result in row["Results"]:
            counts["expected"] += 1
            text = re.sub(r"\s+", " ", result["Text"].lower()).strip()
            hit = next((pair for pair in ours if pair[0] == text), None)
            if hit:
                ours.remove(hit)
                counts["span"] += 1
            right = hit and value_is(hit[1], result.get("Resolution") or {}, model)
            counts["value"] += bool(right)
            wrong += [] if right else [(text, result.get("Resolution"), str(hit and hit[1].value))]
        if misses and (wrong or ours):
            print(f"{model}: {row['Input']!r}\n    {wrong} {[(t, str(f.value)) for t, f in ours]}")
    return counts


def main() -> None:
    """Print a table of precision and recall."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    asked = parser.parse_args()
    print("model        rows  expected  found   span P     R    value P     R")
    for model in SORTS:
        n = measure(asked.path, model, asked.misses)
        found, expected = max(1, n["found"]), max(1, n["expected"])
        print(
            f"{model:12} {n['rows']:4} {n['expected']:9} {n['found']:6}"
            f"     {n['span'] / found:.2f}  {n['span'] / expected:.2f}"
            f"       {n['value'] / found:.2f}  {n['value'] / expected:.2f}"
        )


if __name__ == "__main__":
    main()
