"""Numbers: every row of the example table, the known failures, and properties."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.kinds import numbers
from claimcheck.records import Fact, Sentence, Source


def facts(text: str, when: str = "", basis: str = "case") -> list[Fact]:
    day = date.fromisoformat(when) if when else None
    source = Source("s", "report", "", text, day, basis if day else None)
    return numbers.find(Sentence("s:0", "s", 0, len(text), text), source)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It cost two and a half billion dollars.", "$2.5 billion"),
        ("It cost $2-3 million.", "2 million to 3 million $"),
        ("It grew by three-quarters.", "75%"),
        ("It grew threefold.", "3 times"),
        ("It drove at 80 km/h.", "80 kilometers per hour"),
        ("It fell by 25 basis points.", "0.25 percentage points"),
        ("It fell to -5C.", "-5°C"),
        ("It drew as many as 60 guests.", "up to 60"),
        ("It drew a hundred and twenty guests.", "120"),
        ("It covers 10 1/2 acres.", "10.5 acres"),
    ],
)
def test_value(text: str, value: str) -> None:
    [fact] = facts(text)
    assert str(fact.value) == value


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 the Boeing 737 flew, and Flight 1549 did not.",
        "On 3 December 2024 at 8:30 it rang for ten years.",
        "They use the Trainium2, the iPhone 15, COVID-19 tests, 5G and the F-16.",
        "Call +44 20 7946 0000 about version 1.2.3 under Chapter 11.",
        "No one came, one of them said one day.",
        "It began in May 2024 and in the 1990s.",
    ],
)
def test_no_quantities(text: str) -> None:
    assert facts(text) == []


def test_counted_noun_and_comparator() -> None:
    [fact] = facts("Up to 40 new jobs will go.")
    assert (fact.text, fact.value.counted, fact.value.comparator) == ("Up to 40", "job", "up to")


def test_from_and_to_are_two_figures() -> None:
    assert [f.text for f in facts("Prices rose from 3% to 5%.")] == ["3%", "5%"]


def test_a_thousand_sentences_take_under_a_second() -> None:
    text = "Nearly nine thousand people paid $2.5bn, up 40% or one in five, for 10 to 20 miles."
    facts(text)
    start = perf_counter()
    for _ in range(1000):
        facts(text)
    assert perf_counter() - start < 2


@pytest.mark.parametrize(
    "junk", ["1" * 100_000, "1,000" * 20_000, "ten million and " * 6_000, "won " * 20_000]
)
def test_junk_takes_linear_time(junk: str) -> None:
    start = perf_counter()
    facts(junk)
    assert perf_counter() - start < 10


WORDS = st.sampled_from(
    "3 31 1,200 2024 2.5 40% $ £5m bn million hundred thousand two ten a third half one in out of "
    "from to between and - – , miles km -5C per day over up at least people jobs 1/2 "
    "64-year-old".split()
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_facts_are_slices_apart_and_agree_with_themselves(text: str) -> None:
    found = facts(text)
    for fact in found:
        assert text[fact.start : fact.end] == fact.text
        assert str(fact.value)
        assert numbers.judge(fact, fact)[0] == "agrees"
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 999_999_999), st.integers(2, 999_999_999))
def test_figures_with_commas(one: int, two: int) -> None:
    [a], [b] = facts(f"It drew {one:,} guests."), facts(f"It drew {two:,} guests.")
    assert (a.value.amount, b.value.amount) == (one, two)
    level, _ = numbers.judge(a, b)
    if abs(one - two) > 0.05 * max(one, two):
        assert level == "conflicts"
    assert (level == "agrees") == (one == two)
